"""Problems as their reader wants them: a person with the text around the mistake, a tool, or a pull request."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.problems import Line, Location, Problem, count, visible

FORMATS = ("text", "json", "github", "markdown")
KEYS = "path", "line", "column", "message", "fix", "page"
WIDTH = 100
PLACES = 5


class Told(NamedTuple):
    """One mistake, told once: each place where it was `found`, in file order, with the page that shows it."""

    found: Sequence[Problem]

    @property
    def problem(self) -> Problem:
        """The mistake where it was found first."""
        return self.found[0]

    @property
    def where(self) -> str:
        """The pages that show it, as the message ends: first, if there is one, a page in the language of the text."""
        pages = [found.page for found in self.found if found.page and found.location == self.problem.location]
        more = f" and {count(len(pages) - 1, 'more page')}" if len(pages) > 1 else ""
        return f" (on {pages[0]}{more})" if pages else ""

    @property
    def places(self) -> tuple[Location, ...]:
        """Every place in files."""
        return tuple(dict.fromkeys(found.location for found in self.found))


def told_once(problems: Iterable[Problem]) -> tuple[Told, ...]:
    """Return problems that are in file order, the same mistake in many places as one."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.message, problem.fix), []).append(problem)
    return tuple(map(Told, found.values()))


def text(mistakes: Iterable[Told], line: Line, colour: bool = False, label: str = "") -> str:
    """Return mistakes for a person: label, place, what is wrong, the line with a caret, and the fix."""

    def paint(code: str, words: str) -> str:
        return f"\033[{code}m{words}\033[0m" if colour else words

    pieces = []
    for told in mistakes:
        problem, elsewhere = told.problem, [*dict.fromkeys(map(str, told.places[1:]))]
        place, message = visible(str(problem.location)), visible(problem.message)
        lines = [f"{label}{paint('1', place)}: {paint('31', message)}{told.where}"]
        if shown := excerpt(problem, line):
            lines += [f"    | {shown[0]}", f"    | {' ' * shown[1]}^"]
        lines.append(f"    {paint('32', 'fix')}: {visible(problem.fix)}")
        if elsewhere:
            more = f" and {count(len(elsewhere) - PLACES, 'more place')}" if len(elsewhere) > PLACES else ""
            lines.append(f"    also at {visible(', '.join(elsewhere[:PLACES]))}{more}")
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


def annotations(mistakes: Iterable[Told], kind: str = "error") -> str:
    """Return mistakes as workflow commands of GitHub Actions, which show each on its line of a pull request."""

    def escaped(words: str, also: str = "") -> str:
        for character in f"%\r\n{also}":
            words = words.replace(character, f"%{ord(character):02X}")
        return words

    return "\n".join(
        f"::{kind} file={escaped(told.problem.location.path, ':,')},line={told.problem.location.line},"
        f"col={told.problem.location.column}::{escaped(f'{told.problem.message}{told.where}')}%0A{escaped(told.problem.fix)}"
        for told in mistakes
    )


def markdown(mistakes: Iterable[Told]) -> str:
    """Return mistakes as a list in Markdown: place, what is wrong, and the fix."""
    return "\n".join(
        f"- `{visible(str(told.problem.location)).replace('`', '')}` {escaped(f'{told.problem.message}{told.where}')}. "
        f"**Fix:** {escaped(told.problem.fix)}"
        for told in mistakes
    )


def escaped(words: str) -> str:
    """Return words in which no sign is markup of Markdown, and no name calls someone."""
    return re.sub(r"([\\`*_{}\[\]<>#|@!~&])", r"\\\1", visible(words))
