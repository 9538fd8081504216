"""The words of one block as one text, with the places of its lines beside them."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate

from generator.compile.lines import Line, Reader
from generator.compile.prose import Kind

_BULLETS = "•‣·⁃∙‧・\u2500-\u25ff"
_SYMBOLS = "−\u2010-\u2015\u2190-\u21ff\u2460-\u24ff\u2600-\u27bf\u2b00-\u2bff"
_SPACES = "\xa0\u2000-\u200a\u202f\u3000"
"""What looks like a plain space and is none: nobody sees which of them was typed."""
LISTED = re.compile(
    f"(?P<bullet>(?:[{_BULLETS}]\ufe0f?|\\.{{1,2}})(?=[ \t{_SPACES}])|[-*+](?=[{_SPACES}])"
    rf"|(?:[oO]|§(?![ \t{_SPACES}]*[0-9]))(?=  |[\t{_SPACES}]))"
    f"|(?:[{_SYMBOLS}]\ufe0f?|-{{2,3}}"
    r"|(?P<bracket>\()?(?:[^\W\d_]|[ivx]{2,4}|\d{1,2})\.?\)|(?:[a-zα-ωа-я]|[ivx]{2,4})\.(?!\s[^\W\d_]\.))"
    rf"(?=[ \t{_SPACES}])"
)
"""What begins an item of a list elsewhere: bullets, dashes, arrows, letters and numbers with a bracket; no "z. B."."""
_WORDS = r"(?:[^\W\d_]|[*_`\[(«„“\"'‘{]|!\[)"
"""What an item begins with: a letter, or what stands before words."""
_LISTED_TWICE = re.compile(
    rf"(?![-+] )(?P<sign>[-+=.>]{{1,3}}|[^\x00-\x7f\w\s¿¡§…]{{1,8}})(?=[ \t{_SPACES}]+\w|{_WORDS})"
    r"|(?P<letter>[A-Z]{1,3}|[a-z])(?:\.| ?[-–])(?= )"
    rf"|(?P<chapter>(?:\d{{1,2}}\.){{1,5}})(?P<section>\d{{1,2}})\.?(?=[ \t{_SPACES}])"
    rf"|(?P<number>\d{{1,2}})(?:[.)](?={_WORDS}|[{_SPACES}])|(?<![0-9])\.(?= )|(?: ?[-–]|\.-|[°/:])(?= )|\ufe0f?\u20e3)"
)
"""The same where the next line begins so too: alone, it may be a word, a date, a time or the name of a person.

It may be any sign that is the same on both, or a picture. Letters and numbers follow one another.
"""
_DASHES = "-–—"
"""What begins an item in paragraphs of their own too: any other sign may be a picture before each."""
_SIGNS = frozenset(("Pd", "Po", "Sm", "So"))
"""The categories of what may be a bullet: no quotation mark, no bracket, no currency."""
_ALONE = re.compile(rf"(?:[{_BULLETS}{_SYMBOLS}]\ufe0f?|(?:\d{{1,2}}|[a-z]|[ivx]{{2,4}})[.)])[ ]*")
"""A line with nothing but what begins an item, as PDF files give the lists that are copied from them."""
_UNSPACED = re.compile(rf"(?:-|\d{{1,2}}\.)(?={_WORDS})")
"""What begins the next item of a list, but for its space."""
_RULE = re.compile(r"([+\u2010-\u2015\u2212\u2500-\u257f•·])(?:[ ]?\1){2,}[ ]*")
"""A rule across the page as word processors draw it."""
_ATTRIBUTES = re.compile(r"\{:([ ]*[^{}\s][^{}\n]*)\}")


class Placed:
    """The words of a block: its lines as one text, with where each begins there (`starts`) and in the text.

    `attributes` are what the last line says of those above. What is a list, a rule or a table elsewhere and was not
    read here is told, but in a heading, a cell or a title, where none can be; `is_listed` if it was a list.
    """

    def __init__(self, reader: Reader, lines: Sequence[Line], kind: Kind = "paragraph") -> None:
        self.reader, self.lines, self.kind = reader, lines, kind
        self.attributes: dict[str, str] = {}
        self.is_listed = False
        said = [line.words for line in lines]
        self.starts = list(accumulate([len(words) + 1 for words in said], initial=0))
        if said:
            said[-1] = said[-1].rstrip()
            if said[1:] and said[-1].startswith("{:") and (found := _ATTRIBUTES.fullmatch(said[-1])):
                self.attributes = reader.attributes(found[1], lines[-1].offset)
                said.pop()
        if kind not in ("heading", "cell", "title"):
            self._unread(said)
        self.words = "\n".join(said)

    def _unread(self, lines: Sequence[str]) -> None:
        """Tell of lines that make a list, a rule or a table elsewhere: the reader would see them run together."""
        shown = [html.unescape(line) for line in lines]
        for number, line in enumerate(lines):
            index = self.starts[number]
            if _RULE.fullmatch(line):
                fix = f"write ---, with an empty line above and below; for the sign itself write \\{line[0]}"
                self.tell(index, f"'{line.rstrip()}' is shown here as it is written", fix)
            elif found := self._begun(shown, number):
                fix = (
                    "begin each item with '- ' or '1. ', and put an empty line above the first; "
                    f"if it is none, write {escape(found[0].strip())}"
                )
                sign = "" if found[0][0].isalnum() else found[0]
                if self.reader.listed != (self.lines[0].number - 1, sign):
                    self.tell(index, "a list here is not read as one", fix)
                self.reader.listed = (self.lines[-1].number, sign)
                self.is_listed = True
                return
            elif "   " in line.strip() and "   " in "".join(lines[number + 1 : number + 2]).strip():
                fix = "write | a | b |, and below the first row |---|---|; or put one space in place of several"
                self.tell(index + line.index("   "), "columns with spaces between them are not read as a table", fix)
                return

    def _begun(self, lines: Sequence[str], number: int) -> re.Match[str] | None:
        """Return what begins an item of a list elsewhere on a line, or nothing.

        Alone in a block, all but a bullet is part of a sentence, unless it is to the left of an item's words, or the
        block above or below begins alike.
        """
        line = lines[number]
        is_left = number and self.lines[0].numbers and self.place(self.starts[number])[1] < self.place(0)[1]
        if (found := _ALONE.fullmatch(line)) and _is_item_alone(lines, len(self.reader.lines)):
            return found
        if found := LISTED.match(line):
            is_alone = not found["bullet"] and sum(map(bool, map(LISTED.match, lines))) == 1
            if not is_alone or is_left:
                return found
            if not number and not found["bracket"] and any(map(partial(_are_alike, found), self._beside(LISTED))):
                return found
        if found := _LISTED_TWICE.match(line):
            below = "".join(lines[number + 1 : number + 2])
            if _follows(_LISTED_TWICE.match(below), found):
                return found
            if (
                not number
                and found[0] in _DASHES
                and any(other[0] == found[0] for other in self._beside(_LISTED_TWICE))
            ):
                return found
        return _UNSPACED.match(line) if is_left else None

    def _beside(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield how the line above the block and the one below it begin, where they begin so."""
        first, end = self.lines[0].number, self.lines[-1].number + 1
        for line in (*self.reader.lines[first - 1 : first], *self.reader.lines[end : end + 1]):
            if found := pattern.match(line.words):
                yield found

    def offset(self, index: int) -> int:
        """Return where in the text the character at an index of the words stands."""
        line = bisect_right(self.starts, index) - 1
        return self.lines[line].offset + index - self.starts[line]

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of the character at an index of the words."""
        return self.reader.place(self.offset(index))

    def tell(self, index: int, message: str, fix: str, shown: str = "") -> None:
        """Tell what is wrong at an index of the words."""
        self.reader.tell(self.offset(index), message, fix, shown)


def _follows(below: re.Match[str] | None, above: re.Match[str]) -> bool:
    """Whether the line below begins an item, as the one above does."""
    if not below:
        return False
    if sign := above["sign"]:
        category, other = unicodedata.category(sign[0]), unicodedata.category((below["sign"] or " ")[0])
        return category in _SIGNS and (sign == below["sign"] or category == other == "So")
    if letter := above["letter"]:
        return below["letter"] in (chr(ord(letter) + 1) if len(letter) == 1 else "", f"{letter}I")
    if above["chapter"]:
        return below["chapter"] == above["chapter"] and int(below["section"]) == int(above["section"]) + 1
    return int(below["number"] or -1) - int(above["number"]) in (0, 1)


def _is_item_alone(lines: Sequence[str], all_lines: int) -> bool:
    """Whether what begins items stands on lines of its own, of a block or as the whole of one of several blocks."""
    return sum(map(bool, map(_ALONE.fullmatch, lines))) > 1 or len(lines) == 1 < all_lines


def _are_alike(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two signs begin items of one list: the same sign, or a letter or number and the next one."""

    def leads(above: str, below: str) -> bool:
        count = above.rstrip(".)")
        end = above[len(count) :]
        if not count.isalnum():
            return above == below
        return below in (f"{count[:-1]}{chr(ord(count[-1]) + 1)}{end}", f"{count}i{end}")

    return leads(one[0], other[0]) or leads(other[0], one[0])


def escape(sign: str) -> str:
    """Return how what begins an item is written as words: with a backslash, or a letter with one space behind it."""
    if sign.isalpha():
        return f"one space behind {sign}"
    return re.sub(r"^(?:\W|.(?=\ufe0f?\u20e3|\Z))|\W(?=\w*\Z)", r"\\\g<0>", sign, count=1)
