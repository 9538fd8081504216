"""What begins an item of a list elsewhere."""

import html
import re
import unicodedata
from typing import NamedTuple

SPACE = "[ \t\xa0\u2000-\u200a\u202f\u3000]"
"""A space, or what looks like one: nobody sees which of them was typed."""
_SIGN = re.compile(
    rf"""
    (?: # what counts, with its marks: (a), ii., 1), 2°, 3°), 1.2, A.1, R1.
        \(? (?P<count> (?:\d{{1,2}}|[^\W\d_]\d{{0,2}})(?:\.\d{{1,2}}){{0,5}} | (?i:[ivx]{{2,5}}) )
        (?: [.°]?\) | \ ?[.°–-]-? | [/:] | \ufe0f?\u20e3 | (?<=\.\d) | (?<=\.\d\d) )
        (?= {SPACE} | \Z | (?<=[\d\ ][.)]) | (?<=\u20e3) )
        # letters and signs that word processors use as bullets, if a wide space is behind them
    | [oO] (?=\t|{SPACE}{{2}}) | § (?=\t|{SPACE}{{2}}) (?!{SPACE}*\d)
        # other signs, but not where Markdown has an item, or emphasis
    | (?![-+]\ ) (?:[-+>]|=(?=>)){{1,3}} | \* (?!\ ) (?={SPACE}) | \.
    | (?: [\u2460-\u27bf] | [^\x00-\x7f\w\s¿¡§…⁂] ){{1,8}}
    )
    (?= {SPACE} | \Z | [^\W\d_] | [*_`\[(«„“"'‘{{] | !\[ )
    """,
    re.VERBOSE,
)
"""What may begin an item; behind it are a space, nothing, or words."""
_ALWAYS = frozenset((*"•‣·⁃∙‧・.-*+oO§", *map(chr, range(0x2500, 0x2600))))
"""What begins an item wherever it has a space behind it."""
_CATEGORIES = frozenset(("Ll", "Lu", "No", "Pd", "Po", "Sm", "So"))
"""Those of signs that may: no quotation mark, no bracket, no currency."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


class Sign(NamedTuple):
    """What may begin an item: its `text`, of which `marks` are left without the letter or number that it counts.

    `numbers` has which that may be, as a letter may be a roman number; `behind` the next character, if there is any.
    """

    text: str
    behind: str
    marks: str = ""
    numbers: tuple[int, ...] = ()
    is_told: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether it begins an item wherever it stands."""
        return self.behind.isspace() and self.text.rstrip("\ufe0f") in _ALWAYS

    @property
    def is_picture(self) -> bool:
        """Whether another of its kind may begin the next item."""
        return unicodedata.category(self.text[0]) in ("No", "So")

    @property
    def is_clear(self) -> bool:
        """Whether it is rarely a part of a sentence: no date, no name, no emoji."""
        if self.numbers:
            return self.marks == ")" or (self.marks == "." and not (self.behind.isspace() or self.text.isupper()))
        return self.text < "\U0001f000" and (not self.behind.strip() or self.text in "-–—")

    @property
    def is_small(self) -> bool:
        """Whether it is a number or a letter with a dot, but no name: it counts beside the one before or behind it."""
        return self.marks in (".", ".)") and not (len(self.text) == 2 and self.text.isupper())

    def leads(self, below: "Sign") -> bool:
        """Whether the item below one that begins so begins like `below`: with the same sign, or with the next."""
        if self.text == below.text:
            return self.is_clear or not self.numbers
        return self.marks == below.marks and any(number + 1 in below.numbers for number in self.numbers)


def read(line: str) -> Sign | None:
    """Return what may begin an item at the beginning of a line."""
    line = html.unescape(line)
    if not (found := _SIGN.match(line)):
        return None
    text, end = found[0], found.end("count")
    behind = line[found.end() : found.end() + 1]
    if not found["count"]:
        return Sign(text, behind) if unicodedata.category(text[0]) in _CATEGORIES else None
    last = re.findall(r"\d+|\D+", found["count"])[-1]
    roman = (number for number, written in enumerate(_ROMAN) if written == last.lower())
    numbers = (int(last),) if last.isdecimal() else (ord(last[-1]), *roman)
    return Sign(text, behind, text[: end - len(last)] + text[end:], numbers)


def unread(sign: str) -> tuple[str, str]:
    """Return what is told where an item was not read as one, and what to write; words have a backslash in their sign.

    A letter has none, but one space behind it.
    """
    words = re.sub(r"^(?:\W|.(?=\ufe0f?\u20e3|\Z))|\W(?=\w*\Z)", r"\\\g<0>", sign, count=1)
    if sign.isalpha():
        words = f"one space after {sign}"
    how = "start each item with '- ' or '1. ', put an empty line above the list, and indent nested items by four spaces"
    return "this is not read as a list", f"{how}; if this is not a list, write {words}"
