"""Problems as text for a person, with the line of each, as JSON for a tool, as annotations or as Markdown."""

import json
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from generator.problems import Location, Problem, count, visible

ReadLine = Callable[[Location], str]
"""Returns the line of a file at a location, as it was read, or an empty string if there is none."""
FORMATS = ("text", "json", "github", "markdown")
KEYS = "path", "line", "column", "message", "fix", "page"
WIDTH = 100
MAX_LOCATIONS = 5


class Group(NamedTuple):
    """The same problem in one or more locations: the first of them, the pages that show it, and all locations."""

    problem: Problem
    on_pages: str
    locations: tuple[Location, ...]

    @property
    def also(self) -> str:
        """The other locations, at most MAX_LOCATIONS of them, or an empty string."""
        others = [*dict.fromkeys(map(str, self.locations[1:]))]
        more = f" and {count(len(others) - MAX_LOCATIONS, 'more place')}" if len(others) > MAX_LOCATIONS else ""
        return f"also at {', '.join(others[:MAX_LOCATIONS])}{more}" if others else ""

    @property
    def on_one_line(self) -> str:
        """The message, with the pages and the other locations."""
        return f"{self.problem.message}{self.on_pages}{f', {self.also}' if self.also else ''}"


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """Return problems, which are in file order, in groups of the same message and fix.

    Of the pages that show a problem, one in the language of its text is named first, if there is one.
    """
    same: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        same.setdefault((problem.message, problem.fix), []).append(problem)
    groups = []
    for found in same.values():
        pages = [problem.page for problem in found if problem.page and problem.location == found[0].location]
        more = f" and {count(len(pages) - 1, 'more page')}" if len(pages) > 1 else ""
        on_pages = f" (on {pages[0]}{more})" if pages else ""
        groups.append(Group(found[0], on_pages, tuple(dict.fromkeys(problem.location for problem in found))))
    return tuple(groups)


def text(groups: Iterable[Group], line: ReadLine, colour: bool = False, label: str = "") -> str:
    """Return problems for a person: label, location, message, the line with a caret below it, and the fix."""

    def paint(code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if colour else text

    lines: list[str] = []
    for group in groups:
        problem, location = group.problem, visible(str(group.problem.location))
        lines.append(f"{label}{paint('1', location)}: {paint('31', visible(problem.message))}{group.on_pages}")
        if shown := excerpt(problem, line):
            lines += [f"    | {shown[0]}", f"    | {' ' * shown[1]}^"]
        lines.append(f"    {paint('32', 'fix')}: {visible(problem.fix)}")
        if group.also:
            lines.append(f"    {visible(group.also)}")
    return "\n".join(lines)


def excerpt(problem: Problem, line: ReadLine) -> tuple[str, int] | None:
    """Return the part of the line around a problem and the problem's offset in it, or None if nothing is there."""
    location = problem.location
    whole = line(location).expandtabs(1)
    if not whole.strip() or location.column > len(whole) + 1:
        return None
    start = max(0, min(location.column - 1 - WIDTH // 2, len(whole) - WIDTH))
    return visible(whole[start : start + WIDTH]), location.column - 1 - start


def as_json(problems: Iterable[Problem], warnings: Iterable[Problem] = ()) -> str:
    """Return problems and warnings for a tool, as JSON objects with path, line, column, message, fix and page."""

    def objects(found: Iterable[Problem]) -> list[dict[str, object]]:
        rows = ((*problem.location[:3], problem.message, problem.fix, problem.page) for problem in found)
        return [dict(zip(KEYS, row, strict=True)) for row in rows]

    return json.dumps({"problems": objects(problems), "warnings": objects(warnings)}, ensure_ascii=False, indent=2)


def annotations(groups: Iterable[Group], kind: str = "error") -> str:
    """Return problems as workflow commands of GitHub Actions, which show each on its line of a pull request."""

    def encoded(text: str, also: str = "") -> str:
        return re.sub(f"[%\r\n{also}]", lambda found: f"%{ord(found[0]):02X}", text)

    return "\n".join(
        f"::{kind} file={encoded(group.problem.location.path, ':,')},line={group.problem.location.line},"
        f"col={group.problem.location.column}::{encoded(group.on_one_line)}%0A{encoded(group.problem.fix)}"
        for group in groups
    )


def markdown(groups: Iterable[Group]) -> str:
    """Return problems as a Markdown list of locations, messages and fixes."""
    return "\n".join(
        f"- `{visible(str(group.problem.location)).replace('`', '')}` {escape_markdown(group.on_one_line)}. "
        f"**Fix:** {escape_markdown(group.problem.fix)}"
        for group in groups
    )


def escape_markdown(text: str) -> str:
    """Return a text with every character escaped that Markdown would read as markup or as a mention of a user."""
    return re.sub(r"([\\`*_{}\[\]<>#|@!~&])", r"\\\1", visible(text))
