"""Typography: the quotation marks of the language, apostrophes, dashes, and no-break spaces."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache

_REPLACED = re.compile(
    r"\"|''?|,,(?<![\w,],,)(?=\w)|-(?<![<-]-)--(?![->])|-(?<![<-]-)-(?![->])|\.(?<!\.\.)\.\.(?!\.)"
    r"| (?<=« )| (?=[:;!?»%])"
    r"| (?:(?<=\d )(?<!\d\d\d )|(?<=\d\. )(?<!\d\d\d\. )|(?<=\d[^\W\d]{2} ))(?=[^\W\d]|\(\w\))"
    r"| (?<=\d )(?<!\d{4} )(?=\d{3}(?!\d))"
)
"""The characters that typesetting replaces, except inside an arrow, or in a line of hyphens or dots.

Spaces are replaced at French punctuation marks, between a number of one or two digits and its word: 8 May, 8. Mai,
1er mai, 45 days, 3 (a); and between groups of digits: 1 665. Each alternative begins with its character, so that the
search can skip to the next candidate.
"""
_REPLACEMENTS = {"--": "–", "---": "—", "...": "…", " ": "\u00a0"}
"""The replacements; that of a quotation mark depends on its context."""
_BEFORE_QUOTATION = frozenset("([{«“„‘‚/—–-")
"""After these, a straight quotation mark opens."""
_ELISION = re.compile(r"'(?:\d\ds?\b|n'|[b-df-hj-np-tv-z](?=\s|-[A-Z]))")
"""A year without its century, as in ’98 or ’90s, or a letter for a word: ’s avonds, ’s-Gent, ’n’; not 'a word'."""
_CLOSING = re.compile(r"'(?!\w)(?<=\S')(?<!'n')")
"""A mark that may close a quotation: not an apostrophe inside a word, or in ’n’."""
_WHITE = re.compile(r"[ \t\n]+")
"""White space where a line may break, so not a no-break space."""

ESCAPED = r"\\(?:\\(?=\n))?(?P<escaped>[^\w\s]|[_\n\u2460-\u249b\u2776-\u2793]|\d(?=\ufe0f?\u20e3))"
"""A backslash escape, in Markdown and in plain text."""
_ESCAPED = re.compile(ESCAPED)

Quotes = tuple[str, str, str, str]
"""The outer and the inner quotation marks of a language."""


def as_one_line(text: str) -> str:
    """Return a text on one line with single spaces, keeping no-break spaces."""
    return _WHITE.sub(" ", text).strip(" ")


def unescape(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return plain text on one line without its backslash escapes, and the ranges between the escaped characters."""
    parts = _ESCAPED.split(as_one_line(text))
    ends = [0, *itertools.accumulate(map(len, parts))]
    return "".join(parts), list(itertools.pairwise(ends))[::2]


@lru_cache(maxsize=50_000)
def typeset(text: str, quotes: Quotes) -> str:
    """Return plain text, such as a title, typeset on one line."""
    line, ranges = unescape(text)
    return Typeset(line, ranges, quotes).slice(0, len(line))


class Typeset:
    """The text of a passage, typeset; `ranges` are its parts that are neither code nor escaped.

    A straight single mark inside a word or in an elision is an apostrophe, and so is one that closes no quotation.
    """

    def __init__(self, text: str, ranges: Iterable[tuple[int, int]], quotes: Quotes) -> None:
        self.text = text
        self._inside = self._quoted = False
        self._opened = -1  # the index of the last mark that opened
        self._changes: list[tuple[int, int, str]] = []
        for begin, end in ranges:
            for found in _REPLACED.finditer(text, begin, end):
                replacement = _REPLACEMENTS.get(found[0]) or self._mark(found[0], found.start(), quotes)
                self._changes.append((found.start(), found.end(), replacement))

    @cached_property
    def _last(self) -> int:
        """The index of the last mark that may close a quotation."""
        return max((found.start() for found in _CLOSING.finditer(self.text)), default=0)

    def _mark(self, mark: str, index: int, quotes: Quotes) -> str:
        """Return the opening mark, closing mark or apostrophe that a straight mark, '' or ,, stands for."""
        left, right, inner_left, inner_right = quotes
        if mark == ",,":
            return left
        text = self.text
        before = text[index - 1] if index else " "
        after = text[index + len(mark) : index + len(mark) + 1] or " "
        opens = (before.isspace() or before in _BEFORE_QUOTATION) and not after.isspace()
        if before in "\"'":  # no mark opens after one that closes: "it's 'so'".
            opens = after.isalnum() or self._opened == index - 1
        if mark in ('"', "''"):  # after a mark or an apostrophe, one before a word opens too: l’"aide", "oui","non"
            self._quoted = opens or (not self._quoted and after.isalnum() and not before.isalnum())
            self._opened = index if self._quoted else -1
            return left if self._quoted else right
        is_within = before.isalnum() and (after.isalnum() or not self._inside)
        if is_within or _ELISION.match(text, index):
            return "’"
        if opens and index < self._last:
            self._inside, self._opened = True, index
            return inner_left
        closes, self._inside = self._inside, False
        return inner_right if closes else "’"

    def slice(self, begin: int, end: int) -> str:
        """Return the text from `begin` to `end`, typeset."""
        pieces = []
        for number in range(bisect_left(self._changes, (begin, 0, "")), len(self._changes)):
            start, stop, replacement = self._changes[number]
            if start >= end:
                break
            pieces += [self.text[begin:start], replacement]
            begin = stop
        return "".join([*pieces, self.text[begin:end]])
