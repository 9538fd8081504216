"""Problems as their reader wants them: a person with the text around the mistake, a tool, or a pull request."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.problems import Line, Location, Problem, count, visible

FORMATS = ("text", "json", "github", "markdown")
KEYS = "path", "line", "column", "message", "fix", "page"
WIDTH = 100
PLACES = 5


class Group(NamedTuple):
    """One mistake, told once: as it was found first, `where` pages show that, as a message ends, and every place."""

    problem: Problem
    where: str
    places: tuple[Location, ...]

    @property
    def also(self) -> str:
        """The other places, so many of them as are told, or nothing."""
        others = [*dict.fromkeys(map(str, self.places[1:]))]
        more = f" and {count(len(others) - PLACES, 'more place')}" if len(others) > PLACES else ""
        return f"also at {', '.join(others[:PLACES])}{more}" if others else ""

    @property
    def on_one_line(self) -> str:
        """What is wrong, and where else."""
        return f"{self.problem.message}{self.where}{f', {self.also}' if self.also else ''}"


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """Return problems that are in file order, the same mistake in many places as one.

    Of the pages that show it, one in the language of the text stands first, if there is one.
    """
    same: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        same.setdefault((problem.message, problem.fix), []).append(problem)
    told = []
    for found in same.values():
        pages = [one.page for one in found if one.page and one.location == found[0].location]
        more = f" and {count(len(pages) - 1, 'more page')}" if len(pages) > 1 else ""
        where = f" (on {pages[0]}{more})" if pages else ""
        told.append(Group(found[0], where, tuple(dict.fromkeys(one.location for one in found))))
    return tuple(told)


def text(mistakes: Iterable[Group], line: Line, colour: bool = False, label: str = "") -> str:
    """Return mistakes for a person: label, place, what is wrong, the line with a caret, and the fix."""

    def paint(code: str, words: str) -> str:
        return f"\033[{code}m{words}\033[0m" if colour else words

    pieces = []
    for told in mistakes:
        problem, place = told.problem, visible(str(told.problem.location))
        lines = [f"{label}{paint('1', place)}: {paint('31', visible(problem.message))}{told.where}"]
        if shown := excerpt(problem, line):
            lines += [f"    | {shown[0]}", f"    | {' ' * shown[1]}^"]
        lines.append(f"    {paint('32', 'fix')}: {visible(problem.fix)}")
        if told.also:
            lines.append(f"    {visible(told.also)}")
        pieces.append("\n".join(lines))
    return "\n".join(pieces)


def excerpt(problem: Problem, line: Line) -> tuple[str, int] | None:
    """Return the line of the file around the place, and how many characters of it stand before; or None."""
    place = problem.location
    words = line(place).expandtabs(1)
    if not words.strip() or place.column > len(words) + 1:
        return None
    start = max(0, min(place.column - 1 - WIDTH // 2, len(words) - WIDTH))
    return visible(words[start : start + WIDTH]), place.column - 1 - start


def as_json(problems: Iterable[Problem], warnings: Iterable[Problem] = ()) -> str:
    """Return problems and warnings for a tool: objects with path, line, column, message, fix and page."""

    def shown(found: Iterable[Problem]) -> list[dict[str, object]]:
        return [dict(zip(KEYS, (*one.location[:3], one.message, one.fix, one.page), strict=True)) for one in found]

    return json.dumps({"problems": shown(problems), "warnings": shown(warnings)}, ensure_ascii=False, indent=2)


def annotations(mistakes: Iterable[Group], kind: str = "error") -> str:
    """Return mistakes as workflow commands of GitHub Actions, which show each on its line of a pull request."""

    def escaped(words: str, also: str = "") -> str:
        for character in f"%\r\n{also}":
            words = words.replace(character, f"%{ord(character):02X}")
        return words

    return "\n".join(
        f"::{kind} file={escaped(told.problem.location.path, ':,')},line={told.problem.location.line},"
        f"col={told.problem.location.column}::{escaped(told.on_one_line)}%0A{escaped(told.problem.fix)}"
        for told in mistakes
    )


def markdown(mistakes: Iterable[Group]) -> str:
    """Return mistakes as a list in Markdown: place, what is wrong, and the fix."""
    return "\n".join(
        f"- `{visible(str(told.problem.location)).replace('`', '')}` {escaped(told.on_one_line)}. "
        f"**Fix:** {escaped(told.problem.fix)}"
        for told in mistakes
    )


def escaped(words: str) -> str:
    """Return words in which no sign is markup of Markdown, and no name calls someone."""
    return re.sub(r"([\\`*_{}\[\]<>#|@!~&])", r"\\\1", visible(words))
