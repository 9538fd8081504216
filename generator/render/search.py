"""What the search reads: each text divided where a link can lead, and those of a language in a script.

A text is divided as it stands in its finished page: at its headings, and where a component gives an id.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from generator.compile.prose import AGAIN, ANEW
from generator.compile.typography import as_one_line
from generator.link.addresses import relative
from generator.link.site import Page, Site
from generator.render.parts import SEEN

ADDRESS = "{}/data/search.js"
"""Where the sections of a language stand."""
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
NAMES = (", ".join((*HEADINGS, "dt")), "figcaption strong", "figcaption")
"""What names the element in which it stands, the best first."""
LEFT_OUT = frozenset(("nav", "svg", "summary", "sup"))
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
    repeated = 0
    for child in nodes:
        tag, attributes = child.tag or "", child.attributes
        repeated += (child.html == SEEN[AGAIN]) - (child.html == SEEN[ANEW]) if tag == "-comment" else 0
        if repeated or tag in LEFT_OUT or child.mem_id == title:
            continue
        if tag == "-text":
            (section.words if language == section.language else section.foreign).append(child.text(deep=False))
            continue
        name = attributes.get("id") or ""
        inner = attributes.get("lang") or language
        if name and tag in HEADINGS:
            section = _Open(name, _line(_said(child)), language)
            found.append(section)
        elif name and tag != "figcaption" and (naming := next(filter(None, map(child.css_first, NAMES)), None)):
            found.append(_Open(name, _line(_said(naming)), inner))
            _read(child.iter(include_text=True), found[-1], inner, naming.mem_id, found)
        else:
            _read(child.iter(include_text=True), section, inner, title, found)
        if tag in BLOCKS:
            section.words.append(BREAK)
            section.foreign.append(BREAK)


def _said(node: LexborNode) -> Iterator[str]:
    """Yield the words of an element but for what is left out."""
    for child in node.iter(include_text=True):
        if child.tag not in LEFT_OUT:
            yield from [child.text(deep=False)] if child.tag == "-text" else _said(child)


def _line(words: Iterable[str]) -> str:
    """Return words with one space between them, and a line break between blocks."""
    return "\n".join(filter(None, map(as_one_line, "".join(words).split(BREAK))))


def script(site: Site, search: Page, finished: Iterable[tuple[Page, Iterable[Section]]]) -> bytes:
    """Return a script that sets `searched`: the pages, that with help first, and the sections of all of them.

    `finished` are the pages to be found with what is read on each, in the language of `search`, the page to search on.

    A page is its link from the page to search on, and the names of those above it and its own. A section is the number
    of its page, its id, title and words, its words in other languages, and its language if that is not the reader's;
    a keyword is one that leads to the top of its page. What stands on two pages is found on the first.
    """
    pages: list[list[object]] = []
    told: dict[tuple[str, str], list[object]] = {}
    first = [page.name for page in site.menu(search.language, "main")[:1]]
    for page, read in sorted(finished, key=lambda item: (item[0].name not in first, item[0].name)):
        place = " › ".join(above.label for above in (*site.trail(page)[1:], page))
        pages.append([relative(search.address, page.address), place])
        for section in _sections(site, page, read):
            found = [len(pages) - 1, section.id, section.title, _one_line(section.words), _one_line(section.foreign)]
            language = [section.language] if section.language != search.language else []
            told.setdefault((section.title, section.words), [*found, *language])
    data = {"pages": pages, "sections": [*told.values()]}
    return f"globalThis.searched={json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _sections(site: Site, page: Page, sections: Iterable[Section]) -> Iterator[Section]:
    front, language = page.front, page.document.language
    for section in sections:
        top = not section.id
        yield section._replace(title=front.title, words=f"{front.summary}\n{section.words}") if top else section
    yield from (Section("", keyword, language, front.summary, "") for keyword in front.keywords)
    if page == site.first(page.language, "leaflets"):
        for code in site.leaflets:
            name = site.settings.language_name(code, page.language)
            yield Section(code, name, page.language, front.summary, "")


def _one_line(words: str) -> str:
    """Return words as one line, with a dot between what are no whole sentences."""
    return re.sub(r"(?<![.!?:;])\n", " · ", words.strip()).replace("\n", " ")
