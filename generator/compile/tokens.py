"""The inline tokens of a block, which its text is parsed to and its HTML is rendered from."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.compile.block_text import BlockText
from generator.compile.prose import Reference


def render_attrs(attributes: Mapping[str, str]) -> str:
    """Return the attributes of an element as HTML, with a space before each."""
    return "".join([f' {name}="{html.escape(value)}"' for name, value in sorted(attributes.items())])


class Title(NamedTuple):
    """The title of a link or picture: its source text and its tokens, all of them text."""

    block: BlockText
    tokens: "list[Token]"


@dataclass(slots=True)
class Tag:
    """An inline element, with its title and, if it is a link, its reference."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    reference: Reference | None = None
    title: Title | None = None

    def __str__(self) -> str:
        # A translating browser would ruin words quoted from another language: "French says human trafficking".
        extra = {"translate": "no"} if "lang" in self.attributes else {}
        return f"<{self.name}{render_attrs(self.attributes | extra)}>"


@dataclass(slots=True)
class Token:
    """A part of a block's text from index `begin`: text, possible markup, or a reference.

    Text is typeset, a "literal" is not. `opens` and `closes` are elements, innermost first. `name` is that of a
    footnote, the inside of `{: … }`, the destination of a bare address, or the fix for stray markup. A
    "delimiter" run becomes "emphasis"; `remaining` is the number of its unmatched characters. A "bracket" becomes
    "open", "literal" or "unlinked"; if it makes no link, `end` is that of the text reported with it. The description of
    a picture is tokens of the kind "alt", before the picture itself.
    """

    kind: str
    begin: int
    text: str = ""
    opens: list[Tag] = field(default_factory=list)
    closes: list[Tag] = field(default_factory=list)
    can_open: bool = False
    can_close: bool = False
    remaining: int = 0
    end: int = 0
    reference: Reference | None = None
    name: str = ""
