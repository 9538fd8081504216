"""Finished pages as a browser parses them, each parsed once, and the record of a page that is kept in the cache."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.problems import Location, Problem
from generator.render.markers import ORIGIN, ORIGIN_END, PASSED, PASSING, TEXT
from generator.render.search import HEADINGS, Section, sections

LINK_ATTRIBUTES = {"a": "href", "area": "href", "link": "href", "img": "src"}
"""The elements that are links, with the attribute for the address."""


class Element(NamedTuple):
    """An element of a page: its tag name, its attributes, its node, and the template that it comes from.

    If that is the template of a component, `placed_at` is the location of the component in the text.
    """

    tag: str
    attributes: Mapping[str, str | None]
    node: LexborNode
    template: str
    placed_at: Location | None

    @property
    def text(self) -> str:
        """Its text, or else the label or the description of a picture in it."""
        if text := " ".join(self.node.text().split()):
            return text
        inside = (self.node, *self.node.css("*"))
        labels = (node.attributes.get(name) for node in inside for name in ("aria-label", "alt"))
        return next(filter(None, (" ".join((label or "").split()) for label in labels)), "")

    def is_data(self) -> bool:
        """Return whether it is a JSON-LD data block (HTML Living Standard, section 4.12.1), which is never run."""
        return self.tag == "script" and self.attributes == {"type": "application/ld+json"}


class Link(NamedTuple):
    """A link: its element, its address as written, its template, and the `rel` attribute of a <link>."""

    tag: str
    address: str
    template: str
    rel: str = ""


@dataclass(frozen=True)
class ParsedPage:
    """The elements of a page, in order, all their classes, those outside passing content, and the text in sections."""

    elements: Sequence[Element]
    classes: frozenset[str]
    lasting: frozenset[str]
    sections: tuple[Section, ...]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the elements."""
        return tuple(element.attributes["id"] or "" for element in self.elements if "id" in element.attributes)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links, and the scripts that another script will load."""
        found = []
        for tag, attributes, _, template, _ in self.elements:
            if (name := LINK_ATTRIBUTES.get(tag)) and name in attributes:
                rel = attributes.get("rel") or "" if tag == "link" else ""
                found.append(Link(tag, attributes[name] or "", template, rel))
            if load := attributes.get("data-load"):
                found += [Link("script", address, template) for address in load.split()]
        return tuple(found)

    @cached_property
    def headings(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.tag in ("h1", *HEADINGS))

    @cached_property
    def inline(self) -> tuple[Element, ...]:
        """The inline styles and scripts, without data blocks."""
        return tuple(item for item in self.elements if item.tag in ("script", "style") and not item.is_data())


Origin = tuple[str, Location | None]
"""The path of a template, and for that of a component, its location in a text."""
InternalLink = tuple[str, str, str, str, str]
"""A link within the site: the path and the id that it goes to, the address as written, the element and the template."""


class PageRecord(NamedTuple):
    """What the site needs to know about a finished page, with its problems.

    `links` are those within the site; `allowed` are the sources that its policy allows; `sections` its text, if it is
    in the search. `day` is the day of the build, and `language_digest` the digest of all pages of its language, if the
    page depends on them.
    """

    digest: bytes
    ids: tuple[str, ...]
    links: tuple[InternalLink, ...]
    allowed: tuple[tuple[str, str], ...]
    weight: int
    sections: tuple[Section, ...] = ()
    day: str = ""
    language_digest: bytes = b""
    problems: tuple[Problem, ...] = ()


def parse(
    html: bytes, template: str, placed: Mapping[str, Origin], language: str, names: Mapping[str, str]
) -> ParsedPage:
    """Return a page as a browser parses it, each element with its origin: a template, a part or a `placed` component.

    The content of a <template> is left out. The text of the page, which is in `language`, is split into sections for
    the search; `names` are the names, by id, of what the page shows in full.
    """
    elements, classes, lasting, text = list[Element](), set[str](), set[str](), tuple[Section, ...]()
    origins: list[Origin] = [(template, None)]
    lasts = True
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root else ():
        tag = node.tag or ""
        if tag == "-comment":
            marker = node.comment_content or ""
            if marker[:1] == ORIGIN:
                origins.append(placed.get(marker[1:-1], (marker[1:-1], None)))
            elif marker == ORIGIN_END:
                origins[1:] = origins[1:-1]  # a template may cut off the start marker
            lasts = marker == PASSED or (lasts and marker != PASSING)
            if marker == TEXT and not text:
                text = sections(node, language, names)
        elif not tag.startswith("-"):
            elements.append(Element(tag, node.attributes, node, *origins[-1]))
            own = (elements[-1].attributes.get("class") or "").split()
            classes.update(own)
            if lasts:
                lasting.update(own)
    return ParsedPage(elements, frozenset(classes), frozenset(lasting), text)
