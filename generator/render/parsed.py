"""What a browser finds in a finished page: parsed once, gone through once, and kept in a few plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.problems import Problem
from generator.read.active import is_active
from generator.render.parts import BEGINS, ENDS, SEEN, TEXT
from generator.render.sections import Section, sections

LEADING = {"a": "href", "area": "href", "link": "href", "img": "src", "script": "src"}
"""The elements whose addresses are links, with the attribute in which these stand."""
DATA = "application/ld+json"
"""The type of a <script> that is a data block (HTML Living Standard, section 4.12.1) and no policy needs to let run."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Link(NamedTuple):
    """What leads somewhere: its element, the address as it is written, and its words; `rel` where it has no words."""

    tag: str
    address: str
    words: str


class Heading(NamedTuple):
    """A heading: its level, its id and its words."""

    level: int
    id: str
    words: str


class Active(NamedTuple):
    """An attribute that could run something or ask for something, and the element at which it stands."""

    tag: str
    name: str
    value: str


class Inline(NamedTuple):
    """A style or script that stands in the page, and whether it has attributes."""

    tag: str
    text: str
    attributed: bool


@dataclass(slots=True)
class Parsed:
    """What the policy of a page, its styles and every check need to know of it; small enough to be kept for every page.

    `lasting` are the classes outside of what comes and goes by itself, `labels` the ids after which an element is
    named, `exits` the addresses of leave-quickly links, `blocks` the JSON-LD, which is data and never runs, and
    `sections` the text of the page in parts.
    """

    language: str = ""
    redirects: bool = False
    guarded: bool = False
    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    lasting: set[str] = field(default_factory=set)
    inline: list[Inline] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    exits: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    active: list[Active] = field(default_factory=list)
    sections: tuple[Section, ...] = ()


Lead = tuple[str, str, str, str]
"""Where a link leads: the file and the place there, the address as it is written, and the element of the link."""


class Known(NamedTuple):
    """All that the site needs to know of a finished page; kept where it has no faults.

    `leads` has where each link inside the site leads; `code` the styles and scripts, as policies name them; `sections`
    its text, if the search reads it. `day` is the one for which it was made, and `whole` the digest of all pages of its
    language, where these matter; `guarded` says where among its bytes its policy begins and ends.
    """

    digest: bytes
    ids: tuple[str, ...]
    leads: tuple[Lead, ...]
    code: tuple[tuple[str, str], ...]
    weight: int
    sections: tuple[Section, ...] = ()
    day: str = ""
    whole: bytes = b""
    guarded: tuple[int, int] | None = None
    faults: tuple[Problem, ...] = ()


def read(html: str) -> Parsed:
    """Return what a browser finds in a page; what stands in a <template> is not a part of the page.

    What stands between the marks of its text is divided into sections, for the search.
    """
    parsed, lasting = Parsed(), True
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root else ():
        tag = node.tag or ""
        if tag == "-comment":
            lasting = (mark := node.html) == SEEN[ENDS] or (lasting and mark != SEEN[BEGINS])
            if mark == SEEN[TEXT] and not parsed.sections and (around := node.parent):
                parsed.sections = sections(node, around.attributes.get("lang") or parsed.language)
        elif not tag.startswith("-"):
            parsed.tags.add(tag)
            attributes = node.attributes
            _add_attributes(parsed, tag, attributes, lasting)
            _add_element(parsed, node, tag, attributes)
    return parsed


def _add_attributes(parsed: Parsed, tag: str, attributes: Mapping[str, str | None], lasting: bool) -> None:
    for name, given in attributes.items():
        value = given or ""
        if name == "class":
            parsed.classes.update(shown := value.split())
            if lasting:
                parsed.lasting.update(shown)
        elif name == "id":
            parsed.ids.append(value)
        elif name == "data-load":  # what a script will load
            parsed.links += [Link("script", address, "") for address in value.split()]
        elif name == "aria-labelledby":
            parsed.labels += [(tag, label) for label in value.split()]
        elif is_active(name, value) and LEADING.get(tag) != name:
            parsed.active.append(Active(tag, name, value))


def _add_element(parsed: Parsed, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> None:
    if tag in HEADINGS:
        parsed.headings.append(Heading(HEADINGS[tag], attributes.get("id") or "", _words(node)))
    elif tag in LEADING and (name := LEADING[tag]) in attributes:
        address = attributes[name] or ""
        words = _words(node) if name == "href" and tag != "link" else attributes.get("rel") or ""
        parsed.links.append(Link(tag, address, words))
        if tag == "a" and attributes.get("id") == "exit" and "target" not in attributes:
            parsed.exits.append(address)
    if tag == "script" and attributes == {"type": DATA}:
        parsed.blocks.append(node.text())
    elif tag in ("script", "style"):
        parsed.inline.append(Inline(tag, node.text(), bool(attributes)))
    elif tag == "meta":
        parsed.redirects |= attributes.get("http-equiv") == "refresh"
        parsed.guarded |= attributes.get("http-equiv") == "Content-Security-Policy"
    elif tag == "html":
        parsed.language = attributes.get("lang") or ""


def _words(node: LexborNode) -> str:
    """Return the words of an element, or those that are told in their place or in that of a picture in it."""
    if shown := " ".join(node.text().split()):
        return shown
    told = (inside.attributes.get(name) for inside in (node, *node.css("*")) for name in ("aria-label", "alt"))
    return next(filter(None, (" ".join((words or "").split()) for words in told)), "")
