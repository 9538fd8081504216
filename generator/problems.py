"""A location in a file, a problem there with its fix, and the exception that carries all problems."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

CONTROLS = (0x61C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that end a line, control a terminal or change the direction of text (C1, and Unicode's Bidi_Control)."""
_CONTROL_PICTURES = {**{code: 0x2400 + code for code in range(32)}, 0x7F: 0x2421, **dict.fromkeys(CONTROLS, 0xFFFD)}


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def visible(text: str) -> str:
    """Return a text as one line that is safe to print, with each control character replaced by a symbol.

    Terminals obey escape sequences, and GitHub runners obey what follows `##[` anywhere on a line.
    """
    return text.translate(_CONTROL_PICTURES).replace("##[", "##⟦")


class Location(NamedTuple):
    """A location in a file of the project.

    `path` is relative to the project folder, with `/` as separator; `line` and `column` count from 1. `field` is the
    name of the top-level field there, if known.
    """

    path: str
    line: int = 1
    column: int = 1
    field: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def throughout(self, _index: int) -> "Location":
        """Return this location for every character of a text whose characters have no locations of their own."""
        return self

    def for_field(self, trail: Sequence[str | int]) -> "Location":
        """Return this location with the top-level field of a trail, the names and indexes that lead to a value."""
        return Location(self.path, self.line, self.column, str(trail[0]) if trail else "")


Locate = Callable[[int], Location]
"""Returns the location of a character of a text, given its index."""


class Problem(NamedTuple):
    """A problem: where it is, what is wrong, what to write instead, and the address of the page that shows it.

    If `borrowed`, that page shows a text of another language, and is named only if no other page shows it. `other` is
    the location of the text with which this one is compared; it is separate because edits of that text change it.
    """

    location: Location
    text: str
    fix: str
    borrowed: bool = False
    page: str = ""
    other: str = ""

    @property
    def message(self) -> str:
        """What is wrong, with the location of the other text."""
        return f"{self.text} {self.other}" if self.other else self.text

    def __str__(self) -> str:
        page = f" (on {self.page})" if self.page else ""
        return f"{visible(f'{self.location}: {self.message}')}{page}\n    fix: {visible(self.fix)}"


MAX_COMPARED = 100
"""How many names are compared with a misspelt one: a text may have many of both."""
MAX_LISTED = 20
"""How many names a message lists."""


class BuildFailed(Exception):
    """Something cannot be read or built; `problems` are in file order, each once, and nothing was published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


@contextmanager
def gathering(problems: list[Problem]) -> Iterator[None]:
    """Catch `BuildFailed`, add its problems to a list, and continue after the block."""
    try:
        yield
    except BuildFailed as failed:
        problems += failed.problems


class UsageError(Exception):
    """A command that cannot be carried out as given; the message is one line for the person who typed it."""


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, sorted by path, line and column."""
    return tuple(sorted(set(problems)))


def count(number: int, word: str) -> str:
    """Return a number with its noun, such as '1 problem' or '3 problems'."""
    return f"{number} {word}{'s' * (number != 1)}"


def closest(word: str, known: Iterable[str], cutoff: float | None = None) -> str | None:
    """Return the known name that is most similar to a word, ignoring case, or None if none is similar enough.

    By default, one letter of three may be wrong, or two of seven; a name that differs more is unlikely to be meant.
    """
    if cutoff is None:
        cutoff = 0.6 if len(word) < 4 else 0.7
    return next(iter(_nearest(word, known, 1, cutoff)), None)


def _nearest(word: str, known: Iterable[str], limit: int, cutoff: float) -> list[str]:
    """Return the most similar names, chosen among the MAX_COMPARED that are closest to the word in length."""
    import difflib  # only needed if something is wrong
    import heapq

    names = {name.casefold(): name for name in known}
    compared = heapq.nsmallest(MAX_COMPARED, names, lambda name: (abs(len(name) - len(word)), name))
    return [names[match] for match in difflib.get_close_matches(word.casefold(), compared, limit, cutoff)]


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the fix for an unknown `word`: the closest `known` name, or a list of names if none is close.

    If the word has a number of four digits, such as a year, the closest name has the same numbers.

    >>> suggestion("x", map(str, range(1000, 1099)))
    'use one of the 99 available, such as 1098, 1097, 1096, 1095, 1094'
    """
    names = set(known)
    numbers = re.findall(r"\d+", word) if re.search(r"\d{4}", word) else []
    candidates = [name for name in names if not numbers or re.findall(r"\d+", name) == numbers]
    if match := closest(word, candidates):
        return f"did you mean '{match}'?"
    if len(names) > MAX_LISTED:
        return f"use one of the {len(names)} available, such as {', '.join(_nearest(word, names, 5, 0.0))}"
    return f"use one of: {', '.join(sorted(names))}" if names else "remove it; there are none to choose from"
