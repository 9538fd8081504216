"""Add a page, a translation, a language, a source or a data entry, with its fields explained."""

import argparse
import re

from generator.commands.options import Make, Options
from generator.compile.texts import compile_texts
from generator.link import record, translation
from generator.link.addresses import section_of
from generator.problems import UsageError, suggestion
from generator.read import entries, pages, phrases
from generator.read.files import Files, write_all
from generator.read.project import read
from generator.read.settings import read as read_settings

OTHERS = "page", "translation", "language"
"""The kinds of thing to add besides entries."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=f"one of: {', '.join((*OTHERS, *entries.kinds('')))}")
    parser.add_argument(
        "name",
        metavar="NAME",
        help="for a page, its address, such as projects/new-project; for a translation, its language too, such as "
        "fr/projects/new-project; for a language, its code; for anything else, an id",
    )


def run(_make: Make, options: Options, args: argparse.Namespace) -> str:
    """Add the thing to its file; return what to do next."""
    files = Files(options.site)
    settings, _ = read_settings(files)
    kinds = entries.kinds(settings.source_language)
    if args.kind == "page":
        path, name = pages.create(options.site, settings, args.name)
        section = section_of(name) or "index"
        has_section = files.has(pages.path_of(settings.source_language, section))
        done = (
            f"created {path}, a draft; to see it: python build.py serve --drafts\n"
            "Replace TODO with its summary and text, then remove the line 'draft: true'."
        )
        return done if has_section else f"{done}\nIts section needs a page too: python build.py new page {section}"
    if args.kind == "translation":
        language, name = translation.parse_translation(args.name, settings)
        project = read(options.site, options.today, files=files)
        path, new_files = translation.begin(project, compile_texts(project).versions, language, name)
        write_all(options.site, new_files)
        return (
            f"created {path}, a draft with the original text; to see it: python build.py serve --drafts\n"
            "Translate it, replace each TODO, then remove the line 'draft: true'. Until then, readers see the original."
        )
    if args.kind == "language":
        source = settings.source_language
        original = phrases.read_words(files, phrases.path_of(source), source).phrases
        path, location = entries.create_language(files, settings, args.name, original)
        digests = {name: record.text_digest(phrase) for name, phrase in original.items()}
        write_all(options.site, translation.updated_record(files, args.name, phrases.WORDS_FILE, digests))
        done = f"created {path}; write the translation of each word there"
        if location:
            done += f"\nThen remove the first '#' in {location}. Pages without a translation are shown in {source}."
            done += f"\nTo translate one: python build.py new translation {args.name}/index"
        return done
    if args.kind not in kinds:
        raise UsageError(f"'{args.kind}' cannot be added; {suggestion(args.kind, (*OTHERS, *kinds))}")
    year = re.match(r"\d{4}(?=-)", args.name)
    given = {"read": options.today.isoformat()} | ({"year": year[0]} if year else {})
    location = entries.create(files, kinds[args.kind], args.name, given)
    done = f"added '{args.name}' at {location}; "
    done += "fill in its empty fields, and remove the '#' before others that you need"
    if args.kind == "source":
        return f"{done}\nTo cite it, write [@{args.name}] in a text, or its id under 'sources' in the data."
    others = [entries.kinds(code)[args.kind].path for code in settings.languages if code != settings.source_language]
    return f"{done}\nWrite its translations under the same name in {', '.join(others)}." if others else done
