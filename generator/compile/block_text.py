"""The inline content of one block as a single text, with a map to the positions of its lines."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from generator.compile import list_markers, stray
from generator.compile.block_parser import Line, Parser
from generator.compile.list_markers import Marker
from generator.compile.prose import Kind

_DRAWN_RULE = re.compile(r"([+\u2010-\u2015\u2212\u2500-\u257f•·])(?:[ ]?\1){2,}[ ]*|[\u2e3a\u2e3b][ ]*")
"""A horizontal line as word processors draw it."""
_GAP = re.compile(r"(?<=\S)(?:[ ]*\t[ \t]*|[ ]{3,})(?=\S)")
"""A gap between two columns: tabs, or several spaces if the next line has a gap too."""
LOOKAHEAD = 50
"""How many lines below a marker are searched for the next item, at most (law 11)."""
ATTRIBUTE_LIST = r"\{:(?P<attributes>[ ]*[^{}\s][^{}\n]*)\}"
"""An attribute list: directly after an inline element, or on the last line of a block."""


class BlockText:
    """The inline content of a block: its lines joined to one `text`, and where each of them `starts` in it.

    `attributes` are those that the last line gives the block. Lines that other programs read as a list, a rule or a
    table are reported, except in a heading, a cell, or the title of a note, link or picture.
    """

    def __init__(self, parser: Parser, lines: Sequence[Line], kind: Kind = "paragraph") -> None:
        self.parser, self.lines, self.kind = parser, lines, kind
        self.attributes: dict[str, str] = {}
        texts = [line.text for line in lines]
        self.starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
        if texts:
            texts[-1] = texts[-1].rstrip()
            if texts[1:] and texts[-1].startswith("{:") and (found := re.fullmatch(ATTRIBUTE_LIST, texts[-1])):
                self.attributes = parser.parse_attributes(found["attributes"], lines[-1].offset)
                texts.pop()
        if kind not in ("heading", "cell", "note", "title"):
            self._report_unread_blocks(texts)
        self.text = "\n".join(texts)

    def _report_unread_blocks(self, lines: Sequence[str]) -> None:
        """Report a list, rule or table in the notation of another program, which readers would see run together."""
        found = [line.lookalike for line in self.lines[: len(lines)]]
        gaps = [_GAP.search(line) if "\t" in line or "   " in line else None for line in lines]
        for number, (line, marker, gap) in enumerate(zip(lines, found, gaps, strict=True)):
            index = self.starts[number]
            if _DRAWN_RULE.fullmatch(line):
                self.report_stray(index, line.rstrip(), "write ---, with an empty line above and below")
            elif marker and self._begins_item(number, marker, found):
                if not marker.is_reported:
                    self.report(index, *list_markers.not_a_list(marker.text))
                return
            elif gap and ("\t" in gap[0] or any(gaps[number + 1 : number + 2])):
                fix = "write | a | b |, and |---|---| below the first row; or replace the gap with one space"
                self.report(index + gap.start(), "columns separated by gaps are not read as a table", fix)
                return

    def _begins_item(self, number: int, marker: Marker, found: Sequence[Marker | None]) -> bool:
        """Whether the marker on line `number` begins a list item, given those `found` on the lines of the block.

        A bullet always does, and so does a marker that one below continues. Any other is part of a sentence, unless it
        is to the left of an item's text, begins that text, is alone on its line, touches its text below a list, or
        continues the marker of another block: the one beside it, or any with a ")".
        """
        near = found[number + 1 : number + (LOOKAHEAD if marker.is_likely else 2)]
        alike = (other and (marker.precedes(other) or (marker.is_pictograph and other.is_pictograph)) for other in near)
        if marker.is_bullet or any(alike):
            return True
        lines, first = self.parser.lines, self.lines[0]
        if number:
            is_outdented = bool(first.marker) and self.position(self.starts[number])[1] < self.position(0)[1]
            return is_outdented and (marker.is_likely or marker.text.startswith(first.marker))
        begin, end = first.number, self.lines[-1].number + 1
        above, below = lines[max(begin - 1, 0) : begin], lines[end : end + 1]
        parenthesized = self.parser.parenthesized if marker.delimiter == ")" else ()
        if marker.is_likely and (
            (marker.numbers and self.kind == "item")
            or any(number + step in parenthesized for number in marker.numbers for step in (-1, 1))
            or (not marker.after and len(self.lines) == 1 < len(lines))
            or (not marker.after.isspace() and any(line.level > first.level for line in above))
        ):
            return True
        beside = [line.lookalike for line in (*above, *below)] if marker.is_likely or marker.is_dotted else []
        return any(other and (other.precedes(marker) or marker.precedes(other)) for other in beside)

    def report_stray(self, index: int, source: str, fix: str) -> None:
        """Report stray markup that readers would see; of a long one, show only the first character."""
        shown = source if len(source) <= 60 and "\n" not in source else source[0]
        itself = stray.BRACKETS if shown == "[" else f"to show it as text, write {stray.escape(shown)}"
        self.report(index, f"'{shown}' is shown to readers as typed", f"{fix}; {itself}", source)

    def offset(self, index: int) -> int:
        """Return the offset in the source of the character at an index of the text."""
        line = bisect_right(self.starts, index) - 1
        return self.lines[line].offset + index - self.starts[line]

    def line_starts(self, begin: int, end: int) -> list[int]:
        """Return `begin`, and the index of each line that starts between it and `end`."""
        return [begin, *self.starts[bisect_right(self.starts, begin) : bisect_right(self.starts, end)]]

    def position(self, index: int) -> tuple[int, int]:
        """Return the line and column of the character at an index of the text."""
        return self.parser.position(self.offset(index))

    def report(self, index: int, message: str, fix: str, source: str = "") -> None:
        """Report a problem at an index of the text."""
        self.parser.report(self.offset(index), message, fix, source)
