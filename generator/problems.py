"""A place in a file, a problem found there with its fix, and the exception that carries many."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

UNSEEN = (0x61C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that end a line, steer a terminal or turn the direction of a text (C1, and Unicode's Bidi_Control)."""
PICTURES = {**{code: 0x2400 + code for code in range(32)}, 0x7F: 0x2421, **dict.fromkeys(UNSEEN, 0xFFFD)}


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, each from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def visible(words: str) -> str:
    """Return words on one line that do nothing where they are printed: each control character is a sign for it.

    A terminal obeys escape sequences, and a runner of GitHub what follows `##[`, anywhere on a line.
    """
    return words.translate(PICTURES).replace("##[", "##⟦")


class Location(NamedTuple):
    """A place in a file of the project.

    `path` is relative to the project folder and written with `/`; `line` and `column` count from 1. `field` is the one
    that is meant, among those of the file or of the page, where it was asked for.
    """

    path: str
    line: int = 1
    column: int = 1
    field: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def throughout(self, _index: int) -> "Location":
        """Return it as the place of any character of a text of which no other is known."""
        return self

    def for_field(self, trail: Sequence[str | int]) -> "Location":
        """Return it as the place of what stands at the end of a way through fields."""
        return Location(self.path, self.line, self.column, str(trail[0]) if trail else "")


Line = Callable[[Location], str]
"""Returns the line of a file around a place, as it was read, or nothing where there is none."""


class Problem(NamedTuple):
    """A mistake: where it is, what is wrong in the editor's words, what to write instead, the page showing it.

    Where that page has `borrowed` its text, others are named first. `there` is the place of another text from which it
    differs, if it is named: it is another one after each edit of that text.
    """

    location: Location
    text: str
    fix: str
    borrowed: bool = False
    page: str = ""
    other: str = ""

    @property
    def message(self) -> str:
        """What is wrong, with the place of the other text."""
        return f"{self.text} {self.other}" if self.other else self.text

    def __str__(self) -> str:
        page = f" (on {self.page})" if self.page else ""
        return f"{visible(f'{self.location}: {self.message}')}{page}\n    fix: {visible(self.fix)}"


COMPARED = 100
"""Names with which a misspelt one is compared at most: a text may have many of both."""
LISTED = 20
"""Names that a message lists at most."""


class BuildFailed(Exception):
    """Something that was to be read or built, and has `problems`, each once, in file order; nothing was published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


@contextmanager
def gathering(problems: list[Problem]) -> Iterator[None]:
    """Add the problems of what cannot be read or done inside to others, and go on."""
    try:
        yield
    except BuildFailed as failed:
        problems += failed.problems


class UsageError(Exception):
    """A command that cannot be carried out as given: one line for the person who typed it."""


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, sorted by file, line and column."""
    return tuple(sorted(set(problems)))


def count(things: int, word: str) -> str:
    """Return a number of things, such as '1 problem' or '3 problems'."""
    return f"{things} {word}{'s' * (things != 1)}"


def closest(word: str, known: Iterable[str], cutoff: float | None = None) -> str | None:
    """Return the known name that is most like a word, whatever their capitals, or None where none is.

    One letter of three may be wrong, or two of seven; what is further from the word is most likely not meant.
    """
    if cutoff is None:
        cutoff = 0.6 if len(word) < 4 else 0.7
    return next(iter(_nearest(word, known, 1, cutoff)), None)


def _nearest(word: str, known: Iterable[str], most: int, cutoff: float) -> list[str]:
    """Return the names that are most like a word, of the COMPARED ones that are nearest to its length."""
    import difflib  # only where something is wrong
    import heapq

    names = {name.casefold(): name for name in known}
    compared = heapq.nsmallest(COMPARED, names, lambda name: (abs(len(name) - len(word)), name))
    return [names[near] for near in difflib.get_close_matches(word.casefold(), compared, most, cutoff)]


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the fix for an unknown `word`: the nearest `known` one, but none with another number, or those.

    >>> suggestion("x", map(str, range(1000, 1099)))
    'use one of the 99 that there are, such as 1098, 1097, 1096, 1095, 1094'
    """
    names = set(known)
    alike = (
        [name for name in names if re.findall(r"\d+", name) == re.findall(r"\d+", word)]
        if re.search(r"\d{4}", word)
        else names
    )
    if near := closest(word, alike):
        return f"did you mean '{near}'?"
    if len(names) > LISTED:
        return f"use one of the {len(names)} that there are, such as {', '.join(_nearest(word, names, 5, 0.0))}"
    return f"use one of: {', '.join(sorted(names))}" if names else "remove it; there is none to choose from"
