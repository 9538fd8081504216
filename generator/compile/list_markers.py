"""List markers that Markdown does not have: other bullets, letters, and numbers with other punctuation."""

import html
import re
import unicodedata
from typing import NamedTuple

SPACE = "[ \t\xa0\u2000-\u200a\u202f\u3000]"
"""Any space, as nobody can see which of them was typed."""
_MARKER = re.compile(
    rf"""
    (?: # an ordered marker, with its punctuation: (a), ii., 1), 2°, 3°), 1.2, A.1, R1.
        \(? (?P<count> (?:\d{{1,2}}|[^\W\d_]\d{{0,2}})(?:\.\d{{1,2}}){{0,5}} | (?i:[ivx]{{2,5}}) )
        (?: [.°]?\) | \ ?[.°–-]-? | [/:] | \ufe0f?\u20e3 | (?<=\.\d) | (?<=\.\d\d) )
        (?= {SPACE} | \Z | (?<=[\d\ ][.)]) | (?<=\u20e3) )
        # characters that word processors use as bullets, if a wide space follows
    | [oO] (?=\t|{SPACE}{{2}}) | § (?=\t|{SPACE}{{2}}) (?!{SPACE}*\d)
        # other characters, but no bullet or emphasis of Markdown
    | (?![-+]\ ) (?:[-+>]|=(?=>)){{1,3}} | \* (?!\ ) (?={SPACE}) | \.
    | (?: [\u2460-\u27bf] | [^\x00-\x7f\w\s¿¡§…⁂] ){{1,8}}
    )
    (?= {SPACE} | \Z | [^\W\d_] | [*_`\[(«„“"'‘{{] | !\[ )
    """,
    re.VERBOSE,
)
"""A possible list marker, followed by a space, by nothing, or by the text of the item."""
_ALWAYS = frozenset((*"•‣·⁃∙‧・.-*+oO§", *map(chr, range(0x2500, 0x2600))))
"""Characters that are always a bullet if a space follows."""
_CATEGORIES = frozenset(("Ll", "Lu", "No", "Pd", "Po", "Sm", "So"))
"""The Unicode categories of possible bullets: no quotation mark, bracket or currency symbol."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


class Marker(NamedTuple):
    """A possible list marker: its `text`, its `delimiter` without the letter or number, and the character `after` it.

    `numbers` are the values it may have, as a letter may also be a Roman numeral. If it `is_reported`, it is not again.
    """

    text: str
    after: str
    delimiter: str = ""
    numbers: tuple[int, ...] = ()
    is_reported: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether it begins an item anywhere."""
        return self.after.isspace() and self.text.rstrip("\ufe0f") in _ALWAYS

    @property
    def is_pictograph(self) -> bool:
        """Whether it is a pictograph, so that the next item may begin with a different one."""
        return unicodedata.category(self.text[0]) in ("No", "So")

    @property
    def is_likely(self) -> bool:
        """Whether it is probably a marker: not a part of a sentence such as a date or an initial, and not an emoji."""
        if self.numbers:
            is_dot = self.delimiter == "." and not (self.after.isspace() or self.text.isupper())
            return is_dot or self.delimiter == ")"
        return self.text < "\U0001f000" and (not self.after.strip() or self.text in "-–—")

    @property
    def is_dotted(self) -> bool:
        """Whether it is a number or letter with a dot, but not an initial: a marker beside the previous or next one."""
        return self.delimiter in (".", ".)") and not (len(self.text) == 2 and self.text.isupper())

    def precedes(self, other: "Marker") -> bool:
        """Whether `other` can begin the next item: it has the same text, or the next number."""
        if self.text == other.text:
            return self.is_likely or not self.numbers
        return self.delimiter == other.delimiter and any(number + 1 in other.numbers for number in self.numbers)


def find_marker(line: str) -> Marker | None:
    """Return the possible list marker at the start of a line, or None."""
    line = html.unescape(line[:200])  # longer numbers cannot be converted
    if not (found := _MARKER.match(line)):
        return None
    text, end = found[0], found.end("count")
    after = line[found.end() : found.end() + 1]
    if not found["count"]:
        return Marker(text, after) if unicodedata.category(text[0]) in _CATEGORIES else None
    last = re.findall(r"\d+|\D+", found["count"])[-1]
    roman = (number for number, numeral in enumerate(_ROMAN) if numeral == last.lower())
    numbers = (int(last),) if last.isdecimal() else (ord(last[-1]), *roman)
    return Marker(text, after, text[: end - len(last)] + text[end:], numbers)


def not_a_list(marker: str) -> tuple[str, str]:
    """Return the message and fix for a marker that does not begin an item.

    The fix also shows how to keep it as text: escaped or, if it is a letter, followed by only one space.
    """
    text = re.sub(r"^(?:\W|.(?=\ufe0f?\u20e3|\Z))|\W(?=\w*\Z)", r"\\\g<0>", marker, count=1)
    if marker.isalpha():
        text = f"one space after {marker}"
    how = "start each item with '- ' or '1. ', put an empty line above the list, and indent nested items by four spaces"
    return "this is not read as a list", f"{how}; if this is not a list, write {text}"
