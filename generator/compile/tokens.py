"""A part of the words of a block, on its way from signs to HTML."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.compile.block_text import Placed
from generator.compile.prose import Reference


def in_tag(attributes: Mapping[str, str]) -> str:
    """Return the attributes of an element as HTML, a space before each."""
    if not attributes:
        return ""
    return "".join([f' {name}="{html.escape(value)}"' for name, value in sorted(attributes.items())])


class Title(NamedTuple):
    """The title of a link or a picture: its lines and its pieces, which are words alone."""

    placed: Placed
    pieces: "list[Piece]"


@dataclass(slots=True)
class Tag:
    """An element that opens and closes within a block, its title, and what it leads to, if it is a link."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    reference: Reference | None = None
    title: Title | None = None

    def __str__(self) -> str:
        # A browser that translates would make nothing of words that are spoken of: "French says human trafficking".
        left = {"translate": "no"} if "lang" in self.attributes else {}
        return f"<{self.name}{in_tag(self.attributes | left)}>"


@dataclass(slots=True)
class Piece:
    """A part of the words from index `begin`: text, a sign that may yet turn out to be markup, or a reference.

    What it `opens` and `closes` goes from the inside out. `name` is that of a footnote, what stands in `{: … }`, where
    a bare address would lead, what to write in place of a stray sign, or the mark of a component. Of a run of asterisks
    or underscores, `left` have no partner yet; of a bracket that makes no link, it is where ends what is told with it.
    The words of a picture are pieces of their own, of the kind "alt", before it.
    """

    kind: str
    begin: int
    text: str = ""
    opens: list[Tag] = field(default_factory=list)
    closes: list[Tag] = field(default_factory=list)
    can_open: bool = False
    can_close: bool = False
    left: int = 0
    reference: Reference | None = None
    name: str = ""
