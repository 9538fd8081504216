"""The words of one block as one text, with the places of its lines beside them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from generator.compile import markers, stray
from generator.compile.block_parser import Line, Reader
from generator.compile.markers import Sign
from generator.compile.prose import Kind

_DRAWN_RULE = re.compile(r"([+\u2010-\u2015\u2212\u2500-\u257f•·])(?:[ ]?\1){2,}[ ]*|[\u2e3a\u2e3b][ ]*")
"""A rule across the page as word processors draw it."""
_GAP = re.compile(r"(?<=\S)(?:[ ]*\t[ \t]*|[ ]{3,})(?=\S)")
"""What stands between two columns: tabs, or several spaces if the next line has such a gap too."""
LONGEST = 50
"""How many lines an item may have for the next to be known as one of the same list (law 11)."""
ATTRIBUTES = r"\{:(?P<attributes>[ ]*[^{}\s][^{}\n]*)\}"
"""What is said of an element, right behind it, or on the last line of a block."""


class Placed:
    """The words of a block: its lines as one text, with where each begins there (`starts`) and in the text.

    `attributes` are what the last line says of those above. What is a list, a rule or a table elsewhere and was not
    read here is told, but in a heading, a cell or the title of a note, where none can be.
    """

    def __init__(self, reader: Reader, lines: Sequence[Line], kind: Kind = "paragraph") -> None:
        self.reader, self.lines, self.kind = reader, lines, kind
        self.attributes: dict[str, str] = {}
        said = [line.words for line in lines]
        self.starts = list(accumulate([len(words) + 1 for words in said], initial=0))
        if said:
            said[-1] = said[-1].rstrip()
            if said[1:] and said[-1].startswith("{:") and (found := re.fullmatch(ATTRIBUTES, said[-1])):
                self.attributes = reader.attributes(found["attributes"], lines[-1].offset)
                said.pop()
        if kind not in ("heading", "cell", "note", "title"):
            self._unread(said)
        self.words = "\n".join(said)

    def _unread(self, lines: Sequence[str]) -> None:
        """Tell of lines that make a list, a rule or a table elsewhere: the reader would see them run together."""
        signs = [line.like for line in self.lines[: len(lines)]]
        gaps = [_GAP.search(line) if "\t" in line or "   " in line else None for line in lines]
        for number, (line, sign, gap) in enumerate(zip(lines, signs, gaps, strict=True)):
            index = self.starts[number]
            if _DRAWN_RULE.fullmatch(line):
                self.shown(index, line.rstrip(), "write ---, with an empty line above and below")
            elif sign and self._begins_item(number, sign, signs):
                if not sign.is_told:
                    self.tell(index, *markers.unread(sign.text))
                return
            elif gap and ("\t" in gap[0] or any(gaps[number + 1 : number + 2])):
                fix = "write | a | b |, and |---|---| below the first row; or replace the gap with one space"
                self.tell(index + gap.start(), "columns separated by gaps are not read as a table", fix)
                return

    def _begins_item(self, number: int, sign: Sign, signs: Sequence[Sign | None]) -> bool:
        """Whether the sign of a line, with those of the lines below it, begins an item of a list elsewhere.

        Alone in a block, all but a bullet is part of a sentence, unless it is to the left of an item's words, on a line
        of its own, right at words below a list, or another block begins alike: the one beside it, or any by a ")".
        """
        near = signs[number + 1 : number + (LONGEST if sign.is_clear else 2)]
        alike = (other and (sign.leads(other) or (sign.is_picture and other.is_picture)) for other in near)
        if sign.is_bullet or any(alike):
            return True
        lines, first = self.reader.lines, self.lines[0]
        if number:
            is_left = bool(first.sign) and self.place(self.starts[number])[1] < self.place(0)[1]
            return is_left and (sign.is_clear or sign.text.startswith(first.sign))
        begin, end = first.number, self.lines[-1].number + 1
        above, below = lines[max(begin - 1, 0) : begin], lines[end : end + 1]
        counted = self.reader.counted if sign.marks == ")" else ()
        if sign.is_clear and (
            (sign.numbers and self.kind == "item")
            or any(number + step in counted for number in sign.numbers for step in (-1, 1))
            or (not sign.behind and len(self.lines) == 1 < len(lines))
            or (not sign.behind.isspace() and any(line.level > first.level for line in above))
        ):
            return True
        beside = [line.like for line in (*above, *below)] if sign.is_clear or sign.is_small else []
        return any(other and (other.leads(sign) or sign.leads(other)) for other in beside)

    def shown(self, index: int, sign: str, fix: str) -> None:
        """Tell of a sign that the reader would see; of one that is long, only how it begins."""
        shown = sign if len(sign) <= 60 and "\n" not in sign else sign[0]
        itself = stray.BRACKETS if shown == "[" else f"to show the character itself, write {stray.escaped(shown)}"
        self.tell(index, f"'{shown}' is shown to readers as typed", f"{fix}; {itself}", sign)

    def offset(self, index: int) -> int:
        """Return where in the text the character at an index of the words stands."""
        line = bisect_right(self.starts, index) - 1
        return self.lines[line].offset + index - self.starts[line]

    def begins(self, begin: int, end: int) -> list[int]:
        """Return the first of two indexes of the words, and where each line between them begins."""
        return [begin, *self.starts[bisect_right(self.starts, begin) : bisect_right(self.starts, end)]]

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of the character at an index of the words."""
        return self.reader.place(self.offset(index))

    def tell(self, index: int, message: str, fix: str, sign: str = "") -> None:
        """Tell what is wrong at an index of the words."""
        self.reader.tell(self.offset(index), message, fix, sign)
