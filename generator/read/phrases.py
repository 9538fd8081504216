"""The words of the interface: `content/LANGUAGE/words.yaml`."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.problems import Location, Problem
from generator.read.by_language import Wording
from generator.read.files import Files
from generator.read.settings import Settings
from generator.read.yaml_text import parse, shown

WORDS_FILE = "words.yaml"
OWN_WORDS = frozenset(
    {"cite", "colon", "endings", "first_of_month", "footnote_back", "home", "neutral", "not_known", "note", "quotes"}
    | {"semicolon", "sources", "unfinished", "unpack", "vague"}
)
"""The words that the program itself uses; templates use the others."""
FORMS = {
    "quotes": (
        r" *[^ ]+(?: +[^ ]+){3} *",
        "'quotes' must be four quotation marks",
        "write them with a space between, such as “ ” ‘ ’",
    ),
    "footnote_back": (
        r"[^{}]*\{\}[^{}]*",
        "'footnote_back' must have {} once",
        "write {} where the number of the note is to stand",
    ),
}
"""Words of one form: the form, what is wrong with others, and what to write."""


class Words(NamedTuple):
    """The interface words of one language: every phrase of the templates, and where it stands, by its name."""

    language: str
    phrases: Mapping[str, str]
    places: Mapping[str, Location]


def read(files: Files, settings: Settings) -> tuple[dict[str, Words], list[Problem]]:
    """Read `content/LANGUAGE/words.yaml` for every language.

    Every language must have the words of the source language, and no other (law 7); what several others all have is
    missing there.
    """
    source = settings.source_language
    words: dict[str, Words] = {}
    problems: list[Problem] = []
    for code in sorted(settings.languages, key=lambda code: code != source):
        path = f"content/{code}/{WORDS_FILE}"
        text, found = files.text(path)
        phrases, places, more = read_phrases(text or "", path)
        problems += found + more
        if text is not None and not more:
            words[code] = Words(code, phrases, places)
    if source not in words:
        return {}, problems
    others = [set(spoken.phrases) for code, spoken in words.items() if code != source]
    common = set.intersection(*others) if len(others) > 1 else set()
    wanted = {**dict.fromkeys(sorted(common | OWN_WORDS), ""), **words[source].phrases}
    problems += [problem for spoken in words.values() for problem in _word_problems(spoken, wanted, source)]
    return {code: spoken._replace(phrases={**wanted, **spoken.phrases}) for code, spoken in words.items()}, problems


def wordings(words: Mapping[str, Words]) -> Iterator[Wording]:
    """Yield every word of every language."""
    for code, spoken in words.items():
        for name, location in spoken.places.items():
            yield Wording(name, code, spoken.phrases[name], location)


def _word_problems(words: Words, wanted: Mapping[str, str], source: str) -> Iterator[Problem]:
    """Yield what is wrong with a language's words; `wanted` has those of the source language, empty where missing."""
    path, phrases, places = f"content/{words.language}/{WORDS_FILE}", words.phrases, words.places
    for name, known in wanted.items():
        if name not in phrases:
            fix = f"add a line '{name}: ...'" + f" (in {source}: {known})" * bool(known)
            yield Problem(Location(path), f"the word '{name}' is missing", fix)
        elif name in FORMS:
            form, message, fix = FORMS[name]
            if not re.fullmatch(form, phrases[name]):
                yield Problem(places[name], message, fix)
        elif known and _braces(phrases[name]) != _braces(known):
            message = f"the braces of '{phrases[name]}' are not those of '{known}'"
            yield Problem(places[name], message, "write the same words between braces as there")
    for name in phrases.keys() - wanted.keys():
        yield Problem(places[name], f"unknown word '{name}'", f"remove it, or add it to content/{source}/{WORDS_FILE}")


def _braces(phrase: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", phrase))


def read_phrases(text: str, path: str) -> tuple[dict[str, str], dict[str, Location], list[Problem]]:
    """Read YAML `text` as `name: phrase` lines; return the phrases, where each name stands, and the problems."""
    data, places, problems = parse(text, path)
    if problems:
        return {}, {}, problems
    if not isinstance(data, dict):
        return (
            {},
            {},
            [Problem(Location(path), f"fields are expected here, not {shown(data)}", "write 'name: value' lines")],
        )
    where = {name: places.keys[name,] for name in data}
    problems = [
        Problem(where[name], f"{shown(name)} must be text, not {shown(value)}", "write the text on the same line")
        for name, value in data.items()
        if not isinstance(value, str)
    ]
    problems += [
        Problem(
            where[name],
            f"{shown(name)} has braces that hold more than one word",
            "write only the braces of the source language, such as {number}",
        )
        for name, value in data.items()
        if isinstance(value, str) and re.search(r"[{}]", re.sub(r"\{\w*\}", "", value))
    ]
    return {name: value for name, value in data.items() if isinstance(value, str)}, where, problems
