"""Begin a translation: a copy of the original with its fields, in which everything to translate is marked TODO.

Each heading has the id of the original's and a mark of its own, as a short text does not show its language. The copy is
a draft, so that readers get the original until it is done.
"""

from collections.abc import Mapping

from generator.compile.texts import Version, Versions
from generator.link import record, sections
from generator.problems import BuildFailed, UsageError, suggestion
from generator.read.entries import explained
from generator.read.files import Files
from generator.read.pages import MAX_SUMMARY, TEXT_FIELDS, TODO, Translation, parse_name, path_of
from generator.read.project import Project
from generator.read.settings import Settings
from generator.read.yaml_text import to_yaml


def parse_translation(given: str, settings: Settings) -> tuple[str, str]:
    """Return the language and the name of a page that a person typed; the name may be empty.

    Raises `UsageError` if that is not a language to translate into.
    """
    language, name = parse_name(given, settings.languages)
    languages = [code for code in settings.languages if code != settings.source_language]
    if language not in languages:
        other = language or name.partition("/")[0]
        raise UsageError(f"'{other}' is not a language to translate into; {suggestion(other, languages)}")
    return language, name


def begin(project: Project, versions: Versions, language: str, name: str) -> tuple[str, Mapping[str, str]]:
    """Return the path of the new translation of a page, and the files to write: it and the record of its language.

    Later changes of the original will be reported. Raises `UsageError` if there is no such page, or it is already
    translated, and `BuildFailed` if the original or the record cannot be read.
    """
    source = project.settings.source_language
    names = [other for code, other in versions if code == source]
    name = f"{name}/index" if f"{name}/index" in names else name
    path, original_path = path_of(language, name), path_of(source, name)
    if problems := [problem for problem in project.problems if problem.location.path == original_path]:
        raise BuildFailed(problems)
    if project.files.has(path):
        raise UsageError(f"{path} already exists; edit that file")
    if not name:
        raise UsageError(f"'{language}' names no page; write one after the language, such as {language}/{names[-1]}")
    if name not in names:
        raise UsageError(f"there is no page '{name}' to translate; {suggestion(name, names)}")
    original = versions[source, name]
    digests = {key: section.digest for key, section in sections.split(original).items()}
    return path, {path: _text(original), **updated_record(project.files, language, name, digests)}


def updated_record(files: Files, language: str, page: str, digests: Mapping[str, str]) -> Mapping[str, str]:
    """Return the path and text of the record of a language with the digests of one more page or data file.

    Raises `BuildFailed` if the record cannot be read.
    """
    made_from, problems = record.read(files, language)
    if problems:
        raise BuildFailed(problems)
    return {record.path_of(language): record.text_of({**made_from, page: digests})}


def _text(original: Version) -> str:
    front, lines = original.document.front, original.document.text.split("\n")
    marked = {field: f"{TODO}: {text}" for field in TEXT_FIELDS if (text := getattr(front, field))}
    if len(marked["summary"]) > MAX_SUMMARY:
        marked["summary"] = f"{marked['summary'][: MAX_SUMMARY - 1]}…"
    given = {field: to_yaml(text) for field, text in marked.items()}
    for field, items in {"keywords": (TODO, *front.keywords), "accepted": front.accepted}.items():
        if getattr(front, field):
            given[field] = f"[{', '.join(to_yaml(item, in_list=True) for item in items)}]"
    for heading in original.prose.headings:
        line, (begin, end) = lines[heading.line - 1], heading.span
        lines[heading.line - 1] = f"{line[:begin]}{TODO}: {line[begin:end]} {{{heading.attributes}}}"
    return "\n".join(["---", *explained(Translation, {**given, "draft": "true"}), "---", *lines])
