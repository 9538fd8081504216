"""What a browser finds in a finished page, which is parsed once, and what is kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.problems import Location, Problem
from generator.render.parts import BEGINS, CLOSES, ENDS, OPENS, TEXT
from generator.render.search import Section, sections

LEADING = {"a": "href", "area": "href", "link": "href", "img": "src"}
"""The elements whose addresses are links, with the attribute in which these stand."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Element(NamedTuple):
    """An element of a page: its name, its attributes, all that stands in it, and the template of which it is.

    Where that is the one of a component, `place` is where the component stands.
    """

    tag: str
    attributes: Mapping[str, str | None]
    node: LexborNode
    template: str
    place: Location | None

    @property
    def where(self) -> Location:
        """The file that an editor would mend, if no text gives it."""
        return self.place or Location(self.template)

    @property
    def words(self) -> str:
        """Its words, or those that are told in their place or in that of a picture in it."""
        if shown := " ".join(self.node.text().split()):
            return shown
        inside = (self.node, *self.node.css("*"))
        told = (node.attributes.get(name) for node in inside for name in ("aria-label", "alt"))
        return next(filter(None, (" ".join((words or "").split()) for words in told)), "")

    def is_data(self) -> bool:
        """Whether it is a data block of JSON-LD (HTML Living Standard, section 4.12.1), which no policy lets run."""
        return self.tag == "script" and self.attributes == {"type": "application/ld+json"}


class Link(NamedTuple):
    """What leads somewhere: element, address as it is written, template; `rel` is what a <link> is for."""

    tag: str
    address: str
    template: str
    rel: str = ""


@dataclass(frozen=True)
class Parsed:
    """The elements of a page, in order, the classes of all and of what does not come and go by itself, and its text."""

    elements: Sequence[Element]
    classes: frozenset[str]
    lasting: frozenset[str]
    sections: tuple[Section, ...]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of each element that has one."""
        return tuple(one.attributes["id"] or "" for one in self.elements if "id" in one.attributes)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What leads somewhere, and what a script will load."""
        found = []
        for tag, attributes, _, template, _ in self.elements:
            if (name := LEADING.get(tag)) and name in attributes:
                rel = attributes.get("rel") or "" if tag == "link" else ""
                found.append(Link(tag, attributes[name] or "", template, rel))
            if load := attributes.get("data-load"):
                found += [Link("script", address, template) for address in load.split()]
        return tuple(found)

    @cached_property
    def headings(self) -> tuple[Element, ...]:
        return tuple(one for one in self.elements if one.tag in _HEADINGS)

    @cached_property
    def inline(self) -> tuple[Element, ...]:
        """The styles and scripts that stand in the page, but for data, which never runs."""
        return tuple(one for one in self.elements if one.tag in ("script", "style") and not one.is_data())


Maker = tuple[str, Location | None]
"""A template, and if it is that of a component, where that stands in a text."""
Lead = tuple[str, str, str, str, str]
"""Where a link leads: the file and the place there; the address as it is written, the element and the template."""


class Known(NamedTuple):
    """All that the site needs to know of a finished page, and what is wrong with it.

    `leads` has where each link inside the site leads; `code` the styles and scripts, as policies name them; `sections`
    its text, if the search reads it. `day` is the one for which it was made, and `whole` the digest of all pages of its
    language, where these matter.
    """

    digest: bytes
    ids: tuple[str, ...]
    leads: tuple[Lead, ...]
    code: tuple[tuple[str, str], ...]
    weight: int
    sections: tuple[Section, ...] = ()
    day: str = ""
    whole: bytes = b""
    faults: tuple[Problem, ...] = ()


def read(html: bytes, template: str, placed: Mapping[str, Maker], language: str, names: Mapping[str, str]) -> Parsed:
    """Return what a browser finds in a page, made by a template, its parts, and the components placed in it.

    What stands in a <template> is not a part of the page; what stands between the marks of its text, which is in
    `language`, is divided into sections, for the search: `names` has what it shows in full, by id.
    """
    elements, classes, lasting, text = list[Element](), set[str](), set[str](), tuple[Section, ...]()
    makers: list[Maker] = [(template, None)]
    lasts = True
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root else ():
        tag = node.tag or ""
        if tag == "-comment":
            mark = node.comment_content or ""
            if mark[:1] == OPENS:
                makers.append(placed.get(mark[1:-1], (mark[1:-1], None)))
            elif mark == CLOSES:
                makers[1:] = makers[1:-1]  # a template may cut off what opens it
            lasts = mark == ENDS or (lasts and mark != BEGINS)
            if mark == TEXT and not text:
                text = sections(node, language, names)
        elif not tag.startswith("-"):
            elements.append(Element(tag, node.attributes, node, *makers[-1]))
            shown = (elements[-1].attributes.get("class") or "").split()
            classes.update(shown)
            if lasts:
                lasting.update(shown)
    return Parsed(elements, frozenset(classes), frozenset(lasting), text)
