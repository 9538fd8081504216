"""Add a page, a translation, a language, a source or an entry of the data, with its fields explained."""

import argparse
import re

from generator.commands.options import Make, Options
from generator.compile.texts import compile_texts
from generator.link import record, translation
from generator.link.addresses import section_of
from generator.problems import UsageError, suggestion
from generator.read import entries, files, pages, phrases, project, settings

OTHERS = "page", "translation", "language"
"""What can be added besides entries."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=f"one of: {', '.join((*OTHERS, *entries.kinds('')))}")
    parser.add_argument(
        "name",
        metavar="NAME",
        help="for a page its address, such as projects/new-project; for a translation that with its language, such as "
        "fr/projects/new-project; for a language its code; for all else an id",
    )


def run(_make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Write what was asked for into its file; return what to do next."""
    read = files.Files(options.site)
    config, _ = settings.read(read)
    kinds = entries.kinds(config.source_language)
    if asked.kind == "page":
        path, name = pages.create(options.site, config, asked.name)
        section = section_of(name) or "index"
        has_section = read.has(pages.path_of(config.source_language, section))
        said = (
            f"created {path}, a draft; see it with: python build.py serve --drafts\n"
            "Write its summary and its text where TODO stands, then remove the line 'draft: true'."
        )
        return said if has_section else f"{said}\nIts section needs a page too: python build.py new page {section}"
    if asked.kind == "translation":
        language, name = translation.named(asked.name, config)
        whole = project.read(options.site, options.today, files=read)
        path, begun = translation.begun(whole, compile_texts(whole).versions, language, name)
        files.write_all(options.site, begun)
        return (
            f"created {path}, a draft with the text of the original; see it with: python build.py serve --drafts\n"
            "Translate it, each TODO too, then remove the line 'draft: true'; meanwhile, its readers get the original."
        )
    if asked.kind == "language":
        source = config.source_language
        original = phrases.read_words(read, phrases.path_of(source), source).phrases
        words, line = entries.create_language(read, config, asked.name, original)
        digests = {name: record.digest(phrase) for name, phrase in original.items()}
        files.write_all(options.site, translation.recorded(read, asked.name, phrases.WORDS_FILE, digests))
        told = f"created {words}; translate each word there into it"
        shown = f"pages without a translation are shown in {source}"
        begin = f"python build.py new translation {asked.name}/index"
        return f"{told}\nThen remove the first '#' in {line}: {shown}.\nBegin one with: {begin}" if line else told
    if asked.kind not in kinds:
        raise UsageError(f"'{asked.kind}' cannot be added; {suggestion(asked.kind, (*OTHERS, *kinds))}")
    year = re.match(r"\d{4}(?=-)", asked.name)
    given = {"read": options.today.isoformat()} | ({"year": year[0]} if year else {})
    kind = kinds[asked.kind]
    place = entries.create(read, kind, asked.name, given)
    said = f"added {place}; fill in what is empty, and remove the '#' from what you need"
    if asked.kind == "source":
        return f"{said}\nA text cites it as [@{asked.name}], data name it in 'sources'."
    others = [entries.kinds(code)[asked.kind].path for code in config.languages if code != config.source_language]
    return said + (
        f"\nIts words in other languages stand under the same name in {', '.join(others)}." if others else ""
    )
