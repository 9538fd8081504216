"""How words are set: quotation marks of the language, apostrophes, dashes, and spaces at which no line ends."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache

_SET = re.compile(
    r"\"|''?|´(?<=\w´)(?=\w)|,,(?<![\w,],,)(?=\w)|-(?<![<-]-)--(?![->])|-(?<![<-]-)-(?![->])|\.(?<!\.\.)\.\.(?!\.)"
    r"| (?<=« )| (?=[:;!?»%])"
    r"| (?:(?<=\d )(?<!\d\d\d )|(?<=\d\. )(?<!\d\d\d\. )|(?<=\d[^\W\d]{2} ))(?=[^\W\d]|\(\w\))"
)
"""What is set as another sign: no part of an arrow, or of a line of hyphens or dots; a space by a French mark.

A space, too, between a number of one or two digits and its word: 8 May, 8. Mai, 1er mai, 45 days, 3 (a).

Each begins with the sign itself: the search skips to it, and tries nothing at all that stands before.
"""
_SIGNS = {"--": "–", "---": "—", "...": "…", " ": "\u00a0"}
"""What each is set as; a quotation mark depends on what is around it."""
_BEFORE_QUOTATION = frozenset("([{«“„‘‚/—–-")
"""Behind these, a straight mark opens."""
_SHORTENED = re.compile(r"'(?:\d\ds?\b|n'|[b-df-hj-np-tv-z](?=\s|-[A-Z]))")
"""A year without its century, as in ’98 or ’90s, or a letter for a word: ’s avonds, ’s-Gent, ’n’; but 'a word'."""
_CLOSING = re.compile(r"'(?!\w)(?<=\S')(?<!'n')")
"""What may close a quotation: no apostrophe within a word, or in ’n’."""
_WHITE = re.compile(r"[ \t\n]+")
"""Where a line may end: at no no-break space."""

ESCAPED = r"\\(?:\\(?=\n))?(?P<escaped>[^\w\s]|[_\n\u2460-\u249b\u2776-\u2793]|\d(?=\ufe0f?\u20e3))"
"""A sign with a backslash before it, which means the sign itself: in texts, and where no markup is read."""
_ESCAPED = re.compile(ESCAPED)

Quotes = tuple[str, str, str, str]
"""The outer and the inner quotation marks of a language."""


def as_one_line(words: str) -> str:
    """Return words with one space between them, and no-break spaces where they are."""
    return _WHITE.sub(" ", words).strip(" ")


def unescaped(words: str) -> tuple[str, list[tuple[int, int]]]:
    """Return words without markup on one line, without the backslashes of signs, and its parts between such signs."""
    parts = _ESCAPED.split(as_one_line(words))
    ends = [0, *itertools.accumulate(map(len, parts))]
    return "".join(parts), list(itertools.pairwise(ends))[::2]


@lru_cache(maxsize=50_000)
def typeset(words: str, quotes: Quotes) -> str:
    """Return words without markup, such as a title, as they are set: on one line, which ends at no French mark."""
    line, stretches = unescaped(words)
    return Typeset(line, stretches, quotes).shown(0, len(line))


class Typeset:
    """The words of a passage as they are set; `stretches` are the parts of it that are neither code nor escaped.

    `quotes` are the outer and the inner quotation marks. An apostrophe is none: it follows a letter or shortens a word.
    """

    def __init__(self, words: str, stretches: Iterable[tuple[int, int]], quotes: Quotes) -> None:
        self.words = words
        self._inside = self._quoted = False
        self._opened = -1  # where the last mark that opened stands
        self._changes: list[tuple[int, int, str]] = []
        for begin, end in stretches:
            for found in _SET.finditer(words, begin, end):
                shown = _SIGNS.get(found[0]) or self._mark(found[0], found.start(), quotes)
                self._changes.append((found.start(), found.end(), shown))

    @cached_property
    def _last(self) -> int:
        """Where the last mark stands that may close a quotation."""
        return max((found.start() for found in _CLOSING.finditer(self.words)), default=0)

    def _mark(self, sign: str, place: int, quotes: Quotes) -> str:
        """Return what a straight mark stands for: one that opens, as ,, does, or closes, as '', or an apostrophe."""
        left, right, inner_left, inner_right = quotes
        if sign == ",,":
            return left
        words = self.words
        before = words[place - 1] if place else " "
        after = words[place + len(sign) : place + len(sign) + 1] or " "
        opens = (before.isspace() or before in _BEFORE_QUOTATION) and not after.isspace()
        if before in "\"'":  # no mark opens behind one that closes: "it's 'so'".
            opens = after.isalnum() or self._opened == place - 1
        if sign in ('"', "''"):  # behind a mark or an apostrophe, one before a word opens too: l’"aide", "oui","non"
            self._quoted = opens or (not self._quoted and after.isalnum() and not before.isalnum())
            self._opened = place if self._quoted else -1
            return left if self._quoted else right
        is_within = before.isalnum() and (after.isalnum() or not self._inside)
        if is_within or _SHORTENED.match(words, place):
            return "’"
        if opens and place < self._last:
            self._inside, self._opened = True, place
            return inner_left
        closes, self._inside = self._inside, False
        return inner_right if closes else "’"

    def shown(self, begin: int, end: int) -> str:
        """Return the part of the words from `begin` to `end` as it is shown."""
        if not self._changes:
            return self.words[begin:end]
        pieces = []
        for number in range(bisect_left(self._changes, (begin, 0, "")), len(self._changes)):
            start, stop, shown = self._changes[number]
            if start >= end:
                break
            pieces += [self.words[begin:start], shown]
            begin = stop
        return "".join([*pieces, self.words[begin:end]])
