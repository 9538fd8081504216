"""A few sentences of help in each language that the site itself does not have: `content/leaflets/LANGUAGE.yaml`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from generator.problems import Location, Problem, suggestion
from generator.read.facts import Facts
from generator.read.files import Files
from generator.read.phrases import read_phrases
from generator.read.settings import Settings

FOLDER = "content/leaflets"
OPTIONAL = {"unreviewed"}
"""What a leaflet may leave out: the sentence that no native speaker has checked it."""


class Leaflet(NamedTuple):
    """The sentences of one language by name, in the original order; `{id}` in them is the number of a helpline."""

    language: str
    direction: Literal["ltr", "rtl"]
    sentences: Mapping[str, str]


def read(files: Files, settings: Settings, facts: Facts) -> tuple[Mapping[str, Leaflet], list[Problem]]:
    """Return the leaflets by language, without the original, and what is wrong in them.

    The file of the source language is the original: every other has its names, each with the same numbers.
    """
    paths, problems = files.below(FOLDER)
    written: dict[str, tuple[str, Mapping[str, str], Mapping[str, Location]]] = {}
    for path in paths:
        if path.endswith(".yaml"):
            text, found = files.text(path)
            phrases, places, more = read_phrases(text or "", path)
            problems += found + more
            if text is not None and not more:
                written[PurePosixPath(path).stem] = path, phrases, places
    if not written or problems:
        return {}, problems
    path = f"{FOLDER}/{settings.source_language}.yaml"
    if settings.source_language not in written:
        return {}, [
            Problem(Location(path), "this file is missing", "write there the sentences that the others translate")
        ]
    _, original, original_places = written.pop(settings.source_language)
    for name, sentence in original.items():
        for number in sorted(_numbers(sentence) - facts.helplines.keys()):
            problems.append(
                Problem(original_places[name], f"there is no helpline '{number}'", suggestion(number, facts.helplines))
            )
    leaflets = {}
    for code, (path, sentences, where) in written.items():
        direction = _direction(code, "".join(sentences.values()))
        if direction is None:
            problems.append(
                Problem(Location(path), f"'{code}' is no language", "name the file by its code, such as ro")
            )
            continue
        if code in settings.languages:
            problems.append(Problem(Location(path), "the site has pages in this language", "remove this file"))
        problems += _differences(path, sentences, where, original)
        leaflets[code] = Leaflet(code, direction, {name: sentences[name] for name in original if name in sentences})
    return leaflets, problems


def _differences(
    path: str, phrases: Mapping[str, str], places: Mapping[str, Location], original: Mapping[str, str]
) -> Iterator[Problem]:
    for name, sentence in original.items():
        if name not in phrases:
            if name not in OPTIONAL:
                yield Problem(
                    Location(path), f"the sentence '{name}' is missing", f"add a line '{name}: ...' ({sentence})"
                )
        elif _numbers(phrases[name]) != _numbers(sentence):
            fix = "write the same words between braces as there"
            yield Problem(places[name], f"the numbers here are not those of '{sentence}'", fix)
    for name in phrases.keys() - original.keys():
        yield Problem(places[name], f"unknown sentence '{name}'", suggestion(name, original))


def _numbers(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def _direction(code: str, text: str) -> Literal["ltr", "rtl"] | None:
    """Return the direction of most letters of a text (Unicode), or None where there is no such language (CLDR)."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None
    directions = Counter(map(unicodedata.bidirectional, text))
    return "rtl" if directions["R"] + directions["AL"] > directions["L"] else "ltr"
