"""A translation as it begins: its fields and the text of its original, what is to be translated marked, and recorded.

Each heading has the id of the original's, and a mark of its own, as what is short does not show its language. It is a
draft, so that its readers get the original meanwhile.
"""

from collections.abc import Mapping

from generator.compile.texts import Version, Versions
from generator.link import record, sections
from generator.problems import BuildFailed, UsageError, suggestion
from generator.read.entries import explained
from generator.read.files import Files
from generator.read.pages import SUMMARY, TEXT_FIELDS, TODO, Translation, parse_name, path_of
from generator.read.project import Project
from generator.read.settings import Settings
from generator.read.yaml_text import to_yaml


def named(given: str, settings: Settings) -> tuple[str, str]:
    """Return the language that a person means and the name behind it, which may be empty.

    Raises `UsageError` where that is not a language to translate into.
    """
    language, name = parse_name(given, settings.languages)
    languages = [code for code in settings.languages if code != settings.source_language]
    if language not in languages:
        other = language or name.partition("/")[0]
        raise UsageError(f"'{other}' is not a language to translate into; {suggestion(other, languages)}")
    return language, name


def begun(project: Project, versions: Versions, language: str, name: str) -> tuple[str, Mapping[str, str]]:
    """Return the path of a page in a language, and that file as it begins and the record of that language, by path.

    What changes in the original from now on is told as behind. Raises `UsageError` where there is no such page, or the
    language has it already, and `BuildFailed` where the original or the record cannot be read.
    """
    source = project.settings.source_language
    names = [other for code, other in versions if code == source]
    name = f"{name}/index" if f"{name}/index" in names else name
    path, there = path_of(language, name), path_of(source, name)
    if problems := [one for one in project.problems if one.location.path == there]:
        raise BuildFailed(problems)
    if project.files.has(path):
        raise UsageError(f"{path} already exists; edit that file")
    if not name:
        raise UsageError(f"'{language}' names no page; write one after the language, such as {language}/{names[-1]}")
    if name not in names:
        raise UsageError(f"there is no page '{name}' to translate; {suggestion(name, names)}")
    original = versions[source, name]
    digests = {key: section.digest for key, section in sections.split(original).items()}
    return path, {path: _text(original), **recorded(project.files, language, name, digests)}


def recorded(files: Files, language: str, page: str, digests: Mapping[str, str]) -> Mapping[str, str]:
    """Return the record of a language, by its path, after a page, or a file of data, is to be made from digests.

    Raises `BuildFailed` where the record cannot be read.
    """
    made_from, problems = record.read(files, language)
    if problems:
        raise BuildFailed(problems)
    return {record.path_of(language): record.text_of({**made_from, page: digests})}


def _text(original: Version) -> str:
    front, lines = original.document.front, original.document.text.split("\n")
    said = {field: f"{TODO}: {words}" for field in TEXT_FIELDS if (words := getattr(front, field))}
    if len(said["summary"]) > SUMMARY:
        said["summary"] = f"{said['summary'][: SUMMARY - 1]}…"
    given = {field: to_yaml(words) for field, words in said.items()}
    for field, items in {"keywords": (TODO, *front.keywords), "accepted": front.accepted}.items():
        if getattr(front, field):
            given[field] = f"[{', '.join(to_yaml(item, in_list=True) for item in items)}]"
    for heading in original.prose.headings:
        line, (begin, end) = lines[heading.line - 1], heading.span
        lines[heading.line - 1] = f"{line[:begin]}{TODO}: {line[begin:end]} {{{heading.attributes}}}"
    return "\n".join(["---", *explained(Translation, {**given, "draft": "true"}), "---", *lines])
