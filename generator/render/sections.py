"""The text of a finished page, divided where a link can lead: at its headings, and where a component gives an id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from generator.compile.typography import as_one_line

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
NAMES = (", ".join((*HEADINGS, "dt")), "figcaption strong", "figcaption")
"""What names the element in which it stands, the best first."""
LEFT_OUT = frozenset(("svg", "summary", "sup"))
REPEATED = frozenset(("card", "chart", "cite-this"))
"""The classes of what says again what stands elsewhere, if it has no id: other pages, numbers, how to cite this one."""
TRANSLATIONS = "translations"
"""The class of what gives a word in other languages, with their names."""
BREAK = "\f"
"""Stands behind a block in the words of a section that is being read."""
BLOCKS = frozenset(("p", "li", "dt", "dd", "div", "tr", "td", "th", "blockquote", "figcaption", "pre"))
"""The elements that end what is read as one line."""


class Section(NamedTuple):
    """A part of a text: the id that leads to it (none for its top), its title, its language and its words.

    `foreign` has the words in it that are in other languages.
    """

    id: str
    title: str
    language: str
    words: str
    foreign: str


@dataclass(slots=True)
class _Open:
    """A section that is being read."""

    id: str
    title: str
    language: str
    words: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def sections(mark: LexborNode, language: str) -> tuple[Section, ...]:
    """Return the sections of a text in `language`, in order; the first is what stands above its first heading.

    The text stands behind a mark, a comment, up to the next one like it beside it.
    """
    top = _Open("", "", language)
    found = [top]
    _read(_behind(mark), top, language, 0, found)
    return tuple(Section(part.id, part.title, part.language, _line(part.words), _line(part.foreign)) for part in found)


def _behind(mark: LexborNode) -> Iterator[LexborNode]:
    node = mark.next
    while node and not (node.tag == mark.tag and node.html == mark.html):
        yield node
        node = node.next


def _read(nodes: Iterable[LexborNode], section: _Open, language: str, title: int, found: list[_Open]) -> None:
    """Read what stands side by side but for its title; a heading begins a section that ends with the last of them."""
    for child in nodes:
        tag, attributes = child.tag or "", child.attributes
        if tag == "-text":
            (section.words if language == section.language else section.foreign).append(child.text(deep=False))
            continue
        name = attributes.get("id") or ""
        classes = (attributes.get("class") or "").split()
        if tag in LEFT_OUT or child.mem_id == title or attributes.get("role") == "img":
            continue
        if not name and not REPEATED.isdisjoint(classes):
            continue
        inner = "" if TRANSLATIONS in classes else attributes.get("lang") or language
        if name and tag in HEADINGS:
            section = _Open(name, _line([child.text()]), inner)
            found.append(section)
        elif name and tag != "figcaption" and (naming := next(filter(None, map(child.css_first, NAMES)), None)):
            found.append(_Open(name, _line([naming.text()]), inner))
            _read(child.iter(include_text=True), found[-1], inner, naming.mem_id, found)
        else:
            _read(child.iter(include_text=True), section, inner, title, found)
        if tag in BLOCKS:
            section.words.append(BREAK)
            section.foreign.append(BREAK)


def _line(words: list[str]) -> str:
    """Return words with one space between them, and a line break between blocks."""
    return "\n".join(filter(None, map(as_one_line, "".join(words).split(BREAK))))
