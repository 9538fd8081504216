"""A place in a file, a problem found there with its fix, and the exception that carries many."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the project.

    `path` is relative to the project folder and written with `/`; `line` and `column` count from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it is, what is wrong in the editor's words, what to write instead, and perhaps the page that shows it."""

    location: Location
    message: str
    fix: str
    page: str = ""

    def __str__(self) -> str:
        return f"{self.location}: {self.message}{f' (on {self.page})' if self.page else ''}\n    fix: {self.fix}"


class BuildFailed(Exception):
    """A build that found problems; it has published nothing.

    `problems` holds each problem once, in file order.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


class WrongUse(Exception):
    """A command that cannot be carried out as given: one line for the person who typed it."""


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, sorted by file, line and column."""
    return tuple(sorted(set(problems)))


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the fix for an unknown `word`: the nearest of the `known` ones, or all of them."""
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"use one of: {', '.join(names)}" if names else "remove it; there is none to choose from"
