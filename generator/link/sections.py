"""A text divided: at its headings into parts, and into the passages that a reader takes in one by one."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.compile.prose import Prose
from generator.compile.scan import without_code
from generator.problems import Location
from generator.read.pages import Document

_SILENT = re.compile(
    r"</?[A-Za-z][^>]*>|https?://[^\s)]+|\{\{[^{}\n]*\}\}|\{[:#.][^{}\n]*\}|\[[@^][^\]\n]*\](?![(\[])|(?<=\])\([^)]*\)",
    re.DOTALL,
)
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+:]|\d{1,9}[.)]|#{1,6})[ \t])|\n(?=[ \t]*\|)|(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language: its file, and what its text was compiled to."""

    document: Document
    prose: Prose

    def place(self, line: int, column: int) -> Location:
        """Return where in the file something stands, given its line and column in the text."""
        return Location(self.document.path, self.document.first_line + line - 1, column)


@dataclass(frozen=True, slots=True)
class Part:
    """The raw text of a page from one heading to the next; before the first heading, `id` is "" and `level` is 1."""

    id: str
    level: int
    location: Location
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a paragraph, a heading, an item or a cell, and where each stretch of them stands in the text."""

    words: str
    places: tuple[tuple[int, int, int], ...]

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of the character at an index of the words, each from 1 within the text."""
        start, line, column = self.places[max(bisect_right(self.places, (index, 1 << 30, 0)) - 1, 0)]
        return line, column + index - start


def split(version: Version, deepest: int = 6) -> tuple[Part, ...]:
    """Return the parts of a page in order: its top, which begins with its fields, then one for each heading up to level `deepest`."""
    document, text = version.document, version.document.text
    headings = [heading for heading in version.prose.headings if heading.level <= deepest]
    ends = [heading.offset for heading in headings] + [len(text)]
    top = Part("", 1, Location(document.path), text[: ends[0]])
    lines = (document.first_line + text.count("\n", 0, heading.offset) for heading in headings)
    return top, *(
        Part(heading.id, heading.level, Location(document.path, line), text[heading.offset : end])
        for heading, line, end in zip(headings, lines, ends[1:], strict=True)
    )


def passages(version: Version) -> Iterator[Passage]:
    """Yield the passages of a text, in order."""
    text = version.document.text
    told = _SILENT.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), without_code(text))
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    begin = 0
    for end, behind in (*(found.span() for found in _BREAK.finditer(told)), (len(told), 0)):
        words, places = "", list[tuple[int, int, int]]()
        for found in re.finditer(
            r"(&(?:#\w{1,8}|\w{2,30});)|(?:(?!&(?:#\w{1,8}|\w{2,30});).)+", told[begin:end], re.DOTALL
        ):
            offset = begin + found.start()
            line = bisect_right(lines, offset)
            places.append((len(words), line, offset - lines[line - 1] + 1))
            words += html.unescape(found[0])
        if words:
            yield Passage(words, tuple(places))
        begin = behind
