"""The result of compiling a text: HTML with numbered marks, and everything known about the text, with positions."""

import marshal
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "heading", "item", "cell", "term", "quotation", "note", "title"]
"""What a passage is; "item" and "quotation" are the first paragraph in one, "note" and "title" the title of one."""
MARK_START, MARK_END, SKIP, RESUME = "\ue000\ue001\ue002\ue003"
"""Private-use characters around the number of a reference, and around content that the search must not index."""
_MARK = re.compile(f"{MARK_START}(\\d+){MARK_END}")
COMPONENT = "\ufffc"
"""The placeholder for a component in the text of a passage (Unicode's object replacement character)."""


class Reference(NamedTuple):
    """Something a text points to, with its position: `line` and `column` count from 1 within the text.

    `destination` is the address of a link or picture, the name of a component, or the id of a citation or a term.
    `arguments` are a component's, each as (name, value, column of the value), or a picture's attributes, with column 0.
    `is_block` is true for a component that is a whole paragraph, or a picture with a caption in one that has only such
    pictures; `is_linked` is true for a component inside a link. `text` is that of a link, or the description of a
    picture; `is_address` is true if a link's text is a web or e-mail address. `length` is that of the address in the
    source. A term has two marks, around its text.
    """

    kind: Literal["link", "image", "component", "citation", "term"]
    destination: str
    line: int
    column: int
    arguments: tuple[tuple[str, str, int], ...] = ()
    is_block: bool = False
    is_linked: bool = False
    text: str = ""
    length: int = 0
    is_address: bool = False

    @property
    def values(self) -> dict[str, str]:
        """The values of the arguments by name."""
        return {name: value for name, value, _ in self.arguments}

    @property
    def size(self) -> tuple[int, int]:
        """The width and height of a picture in pixels, each 0 if not given."""
        return int(self.values.get("width", 0)), int(self.values.get("height", 0))


class Heading(NamedTuple):
    """A heading of a text; `level` is 2 to 6, `title` is plain text, typeset.

    `offset` and `line` (from 1) are its position in the text; `references`, `passages` and `blocks` count those before
    it. Footnotes are rendered last, so they belong to the last heading. `span` is where the title begins and ends on
    its line, as columns from 0, and `attributes` the source of its attribute list, with its id, without the braces.
    """

    level: int
    id: str
    title: str
    offset: int
    line: int
    references: int = 0
    passages: int = 0
    blocks: int = 0
    span: tuple[int, int] = (0, 0)
    attributes: str = ""


class TextProblem(NamedTuple):
    """A problem at a position in a text, which has no location by itself; `source` is markup that readers would see."""

    line: int
    column: int
    message: str
    fix: str
    source: str = ""


class Passage(NamedTuple):
    """The text of one block, or of a title within it, without markup and not yet typeset.

    `positions` maps it to the source: for each stretch copied unchanged, its index in `text`, its line and its column.
    `foreign` has the ranges marked as being in another language. `has_own_text` is false if all the text is that of
    pictures and components.
    """

    kind: Kind
    text: str
    positions: tuple[tuple[int, int, int], ...]
    foreign: tuple[tuple[int, int], ...] = ()
    has_own_text: bool = True

    @property
    def without_foreign(self) -> str:
        """The text, with what is in another language replaced by spaces."""
        if not self.foreign:
            return self.text
        characters = list(self.text)
        for begin, end in self.foreign:
            characters[begin:end] = " " * (end - begin)
        return "".join(characters)

    def position(self, index: int) -> tuple[int, int]:
        """Return the line and column in the source, from 1, of the character at an index of the text."""
        start, line, column = self.positions[max(bisect_right(self.positions, (index, 1 << 30, 0)) - 1, 0)]
        return line, column + index - start


class Sentences(NamedTuple):
    """The average number of words in a text's sentences, and the line and column of the longest sentence."""

    average: float = 0.0
    line: int = 1
    column: int = 1


def pack(html: str, passages: Iterable[Passage]) -> tuple[bytes, bytes]:
    """Return the HTML of a text, split at its marks, and its passages, both serialised."""
    return marshal.dumps(_MARK.split(html), 2), marshal.dumps(tuple(map(tuple, passages)), 2)


class Prose(NamedTuple):
    """A compiled text: HTML with marks, its references, headings, ids and passages, and its problems.

    `ids` has each id, given or generated, with its line and column. `comments` has the begin and end offset of each
    comment; `footnotes` the name, id, line and column of each footnote that is referred to. `blocks` counts the
    blocks with content of their own, so neither headings nor thematic breaks.

    HTML and passages are `packed`, because most cached texts are loaded without needing either.
    """

    packed: tuple[bytes, bytes] = pack("", ())
    references: tuple[Reference, ...] = ()
    headings: tuple[Heading, ...] = ()
    ids: tuple[tuple[str, int, int], ...] = ()
    problems: tuple[TextProblem, ...] = ()
    comments: tuple[tuple[int, int], ...] = ()
    sentences: Sentences = Sentences()
    footnotes: tuple[tuple[str, str, int, int], ...] = ()
    blocks: int = 0

    @property
    def html(self) -> Iterator[tuple[str, int | None]]:
        """The HTML in pieces: a text and None, or an empty text and the number of a reference."""
        for index, piece in enumerate(marshal.loads(self.packed[0])):
            yield ("", int(piece)) if index % 2 else (piece, None)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(Passage(*fields) for fields in marshal.loads(self.packed[1]))

    def sections(self) -> Iterator[tuple[Heading | None, slice, slice, slice]]:
        """Yield each heading, None for the top, with slices of the references, passages and problems below it."""
        begins = (
            (heading, heading.references, heading.passages, bisect_left(self.problems, (heading.line,)))
            for heading in self.headings
        )
        for (heading, *here), (_, *ends) in pairwise([(None, 0, 0, 0), *begins, (None, None, None, None)]):
            references, passages, problems = map(slice, here, ends)
            yield heading, references, passages, problems


def split_items(value: str) -> list[tuple[str, int]]:
    """Return the items of a list argument, separated by spaces or commas, each with its index in the value.

    >>> split_items("help.md, signs.md")
    [('help.md', 0), ('signs.md', 9)]
    """
    return [(found[0], found.start()) for found in re.finditer(r"[^\s,]+", value)]
