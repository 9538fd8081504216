"""The words of each language by name: those of the interface, `content/LANGUAGE/words.yaml`, and those of leaflets."""

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache
from typing import NamedTuple

from generator.problems import BuildFailed, Location, Problem, closest, gathering
from generator.read import forms
from generator.read.by_language import TextKind, Wording
from generator.read.files import Files
from generator.read.forms import field
from generator.read.settings import Settings
from generator.read.value_types import PLACEHOLDER, Phrase
from generator.read.yaml_text import parse

WORDS_FILE = "words.yaml"
OWN_WORDS = frozenset(
    {"cite", "colon", "endings", "first_of_month", "footnote_back", "neutral", "not_known", "note", "quotes"}
    | {"semicolon", "sources", "unfinished", "unpack", "vague"}
)
"""The words that the generator itself uses; templates use the others."""
LISTS = frozenset({"endings", "unfinished", "vague"})
"""Words that are lists, which may be empty."""
FORMATS = {
    "endings": ("[^,;-]*", "must be letters separated by spaces", "write only letters and spaces, such as s es"),
    "quotes": (r"[^ ]+(?: +[^ ]+){3}", "must be four quotation marks", "separate them with spaces, such as “ ” ‘ ’"),
    "footnote_back": (r"[^{}]*\{\}[^{}]*", "must contain {} once", "write {} where the number of the footnote goes"),
}
"""The words that have a format: its pattern, what is wrong with a word that does not match, and the fix."""


def path_of(language: str) -> str:
    return f"content/{language}/{WORDS_FILE}"


class Words(NamedTuple):
    """The words of one language: its file, and every phrase and its location, by name."""

    language: str
    path: str
    phrases: Mapping[str, str]
    locations: Mapping[str, Location]

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """The outer and the inner quotation marks; the English ones by default."""
        left, right, inner_left, inner_right = (*listed(self.phrases.get("quotes", ""), " "), "“", "”", "‘", "’")[:4]
        return left, right, inner_left, inner_right

    def wordings(self, file: str, language: str, kind: TextKind | None = None) -> Iterator[Wording]:
        """Yield the words as texts of a file and a language, of the `kind` given, or as phrases and lists."""
        for name, location in self.locations.items():
            own = kind or ("list" if name in LISTS else "phrase")
            yield Wording(file, name, language, self.phrases[name], location, own)


class _File(forms.Model):
    """Everything in a file of words."""

    words: dict[str, Phrase] = field("The words, by name.", "{menu: Menu}")


def read(files: Files, settings: Settings) -> tuple[dict[str, Words], list[Problem]]:
    """Return the words of every language, from `content/LANGUAGE/words.yaml`, and every problem.

    Every language must have the same words as the source language (law 7); a missing one is taken from the source.
    """
    source = settings.source_language
    words: dict[str, Words] = {}
    problems: list[Problem] = []
    for code in sorted(settings.languages, key=lambda code: code != source):
        with gathering(problems):
            words[code] = read_words(files, path_of(code), code)
    wanted = expected(words, source, OWN_WORDS) if source in words else dict.fromkeys(OWN_WORDS, "")
    for own in words.values() if source in words else ():
        problems += differences(own, wanted, words[source])
        for name, (pattern, message, fix) in FORMATS.items():
            if (phrase := own.phrases.get(name, "").strip()) and not re.fullmatch(pattern, phrase):
                problems.append(Problem(own.locations[name], f"'{name}' {message}", fix))
    every = {code: words.get(code, Words(code, path_of(code), {}, {})) for code in settings.languages}
    return {code: own._replace(phrases={**wanted, **own.phrases}) for code, own in every.items()}, problems


def expected(words: Mapping[str, Words], source: str, needed: Set[str] = frozenset()) -> Mapping[str, str]:
    """Return the words that each language must have, by name: those of the source, and those that are `needed`.

    If several other languages agree, the source is wrong: it lacks a word that they all have, misspells its name if it
    has a similar one that none of them has, or has the wrong placeholders.
    """
    original = words[source].phrases
    others = [own.phrases for code, own in words.items() if code != source]
    common = set(others[0]).intersection(*others[1:]) if len(others) > 1 else set()
    missing = (needed | common) - original.keys()
    misspelt = {name for name in original.keys() - set().union(*others) if closest(name, missing)}
    own = {name: phrase for name, phrase in original.items() if name not in misspelt}
    wanted = {**own, **dict.fromkeys(sorted(missing), "")}
    for name in common & own.keys():
        filled = {placeholders(phrases[name]) for phrases in others}
        if len(filled) == 1 and placeholders(own[name]) not in filled:
            wanted[name] = others[0][name]
    return wanted


def read_words(files: Files, path: str, language: str) -> Words:
    """Return the words of a language from the file at `path`; raise `BuildFailed` with every problem."""
    data, locations = parse(files.text(path), path, trail=("words",))
    file = forms.fill(_File, {"words": data}, locations)
    if not file.words:
        fix = "copy the words of another language into it, and translate them"
        raise BuildFailed([Problem(Location(path), "this file has no words", fix)])
    return Words(language, path, file.words, {name: file.locations.key("words", name) for name in file.words})


def differences(words: Words, wanted: Mapping[str, str], original: Words) -> Iterator[Problem]:
    """Yield the differences between words and those `wanted` by name, which are empty if the `original` lacks them."""
    missing = wanted.keys() - words.phrases.keys()
    for name in sorted(words.phrases.keys() - wanted.keys()):
        fix = f"remove it, or add it to {original.path}"
        if meant := closest(name, missing):
            missing.remove(meant)
            fix = f"did you mean '{meant}'?"
        yield Problem(words.locations[name], f"unknown word '{name}'", fix)
    for name, known in wanted.items():
        hint = f" (in {original.language}: {known})" * bool(known.strip())
        phrase = words.phrases.get(name, known)
        if name in missing:
            yield Problem(Location(words.path), f"the word '{name}' is missing", f"add a line '{name}: ...'{hint}")
        elif name in words.phrases and not phrase.strip() and name not in LISTS:
            yield Problem(words.locations[name], f"the word '{name}' is empty", f"write it{hint}")
        elif known and name not in FORMATS and placeholders(phrase) != placeholders(known):
            message = f"the words in braces differ between '{phrase}' and '{known}'"
            yield Problem(words.locations[name], message, "write the same words in braces in both")


@cache
def listed(phrase: str, separator: str = ",") -> tuple[str, ...]:
    """Return the items of a word that is a list; a no-break space is part of its quotation mark."""
    return tuple(filter(None, (part.strip(" \n") for part in phrase.split(separator))))


@cache
def placeholders(phrase: str) -> frozenset[str]:
    """Return the names of the placeholders in a phrase."""
    return frozenset(PLACEHOLDER.findall(phrase))
