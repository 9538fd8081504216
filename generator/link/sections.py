"""A text divided at its headings into parts."""

from dataclasses import dataclass

from generator.compile.texts import Version
from generator.problems import Location

DEEPEST = 3
"""The level of heading down to which a translation is recorded as up to date or behind."""


@dataclass(frozen=True, slots=True)
class Part:
    """The raw text of a page from one heading to the next; before the first heading, `id` is "" and `level` is 1."""

    id: str
    level: int
    location: Location
    text: str


def split(version: Version, deepest: int = 6) -> tuple[Part, ...]:
    """Return the parts of a page in order: its top, with its fields, then one for each heading to level `deepest`."""
    document, text = version.document, version.document.text
    headings = [heading for heading in version.prose.headings if heading.level <= deepest]
    ends = [heading.offset for heading in headings] + [len(text)]
    parts = [Part("", 1, Location(document.path), text[: ends[0]])]
    line = document.first_line
    for heading, end in zip(headings, ends[1:], strict=True):
        line += parts[-1].text.count("\n")
        parts.append(Part(heading.id, heading.level, Location(document.path, line), text[heading.offset : end]))
    return tuple(parts)
