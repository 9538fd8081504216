"""What one text becomes: HTML with numbered marks, and all that is known of it, each thing with its place."""

import marshal
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "heading", "item", "cell", "term", "quotation", "note", "title"]
"""What words are of: the first in an item, a quotation or a note are of that, and all others in it of their own."""
OPEN, CLOSE, AGAIN, ANEW = "\ue000\ue001\ue002\ue003"
"""Stand around the number of a reference, and around what says nothing new: no search reads it."""
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
COMPONENT = "\ufffc"
"""Stands in the words of a passage where a component will put its own (Unicode's object replacement character)."""


class Reference(NamedTuple):
    """Something a text points to, with its place: `line` and `column` count from 1 within the text.

    `target` is an address for a link or a picture, a name for a component, an id for a citation or a term of the
    glossary. `arguments` are those of a component, each with the column of its value, or the attributes of a picture,
    which have none. `block` says that a component, or a picture with a caption, is a paragraph of its own, `linked`
    that it stands inside the words of a link. `words` are those of a link, or the text of a picture; `is_address` says
    that they are one of the web or of mail. An address has as many characters in the text as are `typed`. A term has
    two marks, before and behind its words.
    """

    kind: Literal["link", "image", "component", "citation", "term"]
    target: str
    line: int
    column: int
    arguments: tuple[tuple[str, str, int], ...] = ()
    block: bool = False
    linked: bool = False
    words: str = ""
    typed: int = 0
    is_address: bool = False

    @property
    def given(self) -> dict[str, str]:
        """Its arguments by name."""
        return {name: value for name, value, _ in self.arguments}

    @property
    def size(self) -> tuple[int, int]:
        """The width and the height in pixels that are given of a picture, each 0 where it is not."""
        return int(self.given.get("width", 0)), int(self.given.get("height", 0))


class Heading(NamedTuple):
    """A heading of a text; `level` is 2 to 6, `title` is plain text.

    `offset` is where it begins within the text, `line` on which line, from 1; `references`, `passages` and `blocks` how
    many of these stand before it. Footnotes are written last, and so belong to the last heading. `written` says where
    the words begin and end on the line, as they are written, and `said` what may stand between braces behind them: its
    id, and all else that is said of it there.
    """

    level: int
    id: str
    title: str
    offset: int
    line: int
    references: int = 0
    passages: int = 0
    blocks: int = 0
    written: tuple[int, int] = (0, 0)
    said: str = ""


class Mistake(NamedTuple):
    """A problem of a text, at a line and column within it; `sign` is one that a reader would see as it is."""

    line: int
    column: int
    message: str
    fix: str
    sign: str = ""


class Passage(NamedTuple):
    """The words of one block, such as a paragraph, or of a title within it, as a reader meets them; their places.

    `places` has, for each stretch that is the same in the text, its first index in `words`, and its line and column;
    `foreign` where the stretches begin and end that are marked as in another language. It `is_text` if it has words
    besides those of pictures and components.
    """

    kind: Kind
    words: str
    places: tuple[tuple[int, int, int], ...]
    foreign: tuple[tuple[int, int], ...] = ()
    is_text: bool = True

    @property
    def own(self) -> str:
        """The words, with spaces in place of those that are marked as in another language."""
        if not self.foreign:
            return self.words
        signs = list(self.words)
        for begin, end in self.foreign:
            signs[begin:end] = " " * (end - begin)
        return "".join(signs)

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of the character at an index of the words, each from 1 within the text."""
        start, line, column = self.places[max(bisect_right(self.places, (index, 1 << 30, 0)) - 1, 0)]
        return line, column + index - start


class Sentences(NamedTuple):
    """How many words the sentences of a text have on average, and the line and the column of the longest."""

    average: float = 0.0
    line: int = 1
    column: int = 1


def pack(html: str, passages: Iterable[Passage]) -> tuple[bytes, bytes]:
    """Return the HTML of a text, divided at its marks, and its passages as bytes."""
    return marshal.dumps(_MARK.split(html), 2), marshal.dumps(tuple(map(tuple, passages)), 2)


class Prose(NamedTuple):
    """A compiled text: HTML with marks, its references, headings, ids and passages, and what is wrong with it.

    `ids` has those of headings and those that are given, each with its line and column. `comments` has where each
    comment of the text begins and ends, `notes` the name of each footnote, its id, and the line and the column of its
    text. `blocks` is how many there are with a text or a component, but for headings.

    HTML and passages are `packed`: of a text that is remembered, nobody asks for them but where something changed.
    """

    packed: tuple[bytes, bytes] = pack("", ())
    references: tuple[Reference, ...] = ()
    headings: tuple[Heading, ...] = ()
    ids: tuple[tuple[str, int, int], ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    comments: tuple[tuple[int, int], ...] = ()
    sentences: Sentences = Sentences()
    notes: tuple[tuple[str, str, int, int], ...] = ()
    blocks: int = 0

    @property
    def html(self) -> Iterator[tuple[str, int | None]]:
        """Its HTML in pieces: text with None, or an empty text with the number of a reference."""
        for place, piece in enumerate(marshal.loads(self.packed[0])):
            yield ("", int(piece)) if place % 2 else (piece, None)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(Passage(*one) for one in marshal.loads(self.packed[1]))

    def sections(self) -> Iterator[tuple[Heading | None, slice, slice, slice]]:
        """Yield each heading, None for the top, with the references, passages and mistakes from it to the next."""
        told = self.mistakes
        begins = ((one, one.references, one.passages, bisect_left(told, (one.line,))) for one in self.headings)
        for (heading, *here), (_, *ends) in pairwise([(None, 0, 0, 0), *begins, (None, None, None, None)]):
            references, passages, mistakes = map(slice, here, ends)
            yield heading, references, passages, mistakes


def items_in(value: str) -> list[tuple[str, int]]:
    """Return each item of a list in an argument, which spaces and commas divide, with its index there.

    >>> items_in("help.md, signs.md")
    [('help.md', 0), ('signs.md', 9)]
    """
    return [(found[0], found.start()) for found in re.finditer(r"[^\s,]+", value)]
