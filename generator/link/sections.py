"""A text divided at its headings into parts."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.compile.texts import Version
from generator.problems import Location

DEEPEST = 3
"""The level of heading down to which a translation is recorded as up to date or behind."""


class Part(NamedTuple):
    """The text of a page from one heading to the next, as it is written but for comments.

    Before the first heading, `id` is "" and `level` is 1.
    """

    id: str
    level: int
    location: Location
    text: str


def split(version: Version, deepest: int = 6) -> tuple[Part, ...]:
    """Return the parts of a page in order: its top, with its fields, then one for each heading to level `deepest`."""
    document, text = version.document, version.document.text
    headings = [heading for heading in version.prose.headings if heading.level <= deepest]
    starts = [heading.offset for heading in headings]
    top, *others = written(text, starts, version.prose.comments)
    parts = [Part("", 1, Location(document.path), top)]
    line = document.first_line
    for heading, begin, end, told in zip(headings, [0, *starts], starts, others, strict=False):
        line += text.count("\n", begin, end)
        parts.append(Part(heading.id, heading.level, Location(document.path, line), told))
    return tuple(parts)


def written(text: str, starts: Iterable[int], comments: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the parts of a text that begin where headings do, without comments."""
    hidden = list(comments)
    for start, end in pairwise((0, *starts, len(text))):
        inside = [(begin, stop) for begin, stop in hidden if start <= begin < end]
        ends, begins = (start, *(stop for _, stop in inside)), (*(begin for begin, _ in inside), end)
        yield "".join(text[begin:stop] for begin, stop in zip(ends, begins, strict=True))
