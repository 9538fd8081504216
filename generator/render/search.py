"""What the search reads: each text divided where a link can lead, and those of a language in a script.

A text is divided as it stands in its finished page: at its headings, and where a component shows what has a name.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from generator.compile.prose import RESUME, SKIP
from generator.compile.sentences import TERMINATED
from generator.compile.typography import as_one_line, unescape
from generator.link.addresses import relative
from generator.link.site import Page, Site
from generator.read.facts import Figure, Partner, Term
from generator.read.leaflets import Leaflet
from generator.render import index
from generator.render.markers import TEXT

ADDRESS = "{}/data/search.js"
"""Where the sections of a language stand."""
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
LEFT_OUT = frozenset(("nav", "svg", "summary", "sup"))
BLOCKS = frozenset(("p", "li", "dt", "dd", "div", "tr", "td", "th", "blockquote", "figcaption", "pre"))
"""The elements that end what is read as one line."""


class Section(NamedTuple):
    """A part of a text: the id that leads to it (none for its top), its title, its language and the lines of its words.

    `foreign` has the words in it that are in other languages.
    """

    id: str
    title: str
    language: str
    words: tuple[str, ...]
    foreign: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A section that is being read: its words, line by line."""

    id: str
    title: str
    language: str
    words: list[list[str]] = field(default_factory=lambda: [[]])
    foreign: list[list[str]] = field(default_factory=lambda: [[]])


def names(site: Site, page: Page) -> Mapping[str, str]:
    """Return by its id what everything is called that a page shows in full, if it has a name there."""
    language, called = page.document.language, dict[str, str]()
    for key, shown in page.shown.items():
        match shown:
            case Term() | Partner():
                called[key], _ = next(index.names(site, shown, language))
            case Figure(finding=finding, title=title):
                called[key] = site.text(finding or title, language)
            case Leaflet(sentences=sentences):
                called[key], _ = unescape(sentences["name"])
    return called


def sections(mark: LexborNode, language: str, names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections of a text in `language`, in order; the first is what stands above its first heading.

    The text stands behind a mark, a comment, up to the next one like it beside it; what has one of the `names` is a
    section too.
    """
    top = _Open("", "", language)
    found = [top]

    def read(nodes: Iterable[LexborNode], section: _Open, language: str) -> None:
        """Read what stands side by side; a heading begins a section that ends with the last of them."""
        repeated = 0
        for child in nodes:
            tag, mark = child.tag or "", child.comment_content
            repeated += (mark == SKIP) - (mark == RESUME)
            if repeated or tag in LEFT_OUT:
                continue
            if tag == "-text":
                words = section.words if language == section.language else section.foreign
                words[-1].append(child.text(deep=False))
                continue
            attributes, within = child.attributes, section
            name, inner = attributes.get("id") or "", attributes.get("lang") or language
            if name and tag in HEADINGS:
                section = _Open(name, as_one_line("".join(_said(child))), language)
                found.append(section)
            else:
                if name in names:
                    within = _Open(name, names[name], inner)
                    found.append(within)
                read(child.iter(include_text=True), within, inner)
            if tag in BLOCKS:
                section.words.append([])
                section.foreign.append([])

    read(_behind(mark), top, language)
    return tuple(Section(one.id, one.title, one.language, _lines(one.words), _lines(one.foreign)) for one in found)


def _behind(mark: LexborNode) -> Iterator[LexborNode]:
    node = mark.next
    while node and node.comment_content != TEXT:
        yield node
        node = node.next


def _said(node: LexborNode) -> Iterator[str]:
    """Yield the words of an element but for what is left out."""
    for child in node.iter(include_text=True):
        if child.tag not in LEFT_OUT:
            yield from [child.text(deep=False)] if child.tag == "-text" else _said(child)


def _lines(words: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the words of each line, with one space between them."""
    return tuple(filter(None, map(as_one_line, map("".join, words))))


def script(site: Site, search: Page, finished: Iterable[tuple[Page, Iterable[Section]]]) -> bytes:
    """Return a script that sets `searched`: the pages, that with help first, and the sections of all of them.

    `finished` are the pages to be found with what is read on each, in the language of `search`, the page to search on.

    A page is its link from the page to search on, and the names of those above it and its own. A section is the number
    of its page, its id, title and words, its words in other languages, and its language if that is not the reader's;
    a keyword is one that leads to the top of its page.
    """
    pages: list[list[object]] = []
    told: list[list[object]] = []
    first = [page.name for page in site.menu(search.language, "main")[:1]]
    for page, read in sorted(finished, key=lambda item: (item[0].name not in first, item[0].name)):
        place = " › ".join(above.label for above in (*site.trail(page)[1:], page))
        pages.append([relative(search.address, page.address), place])
        for section in _sections(site, page, read):
            found = [len(pages) - 1, section.id, section.title, _joined(section.words), _joined(section.foreign)]
            language = [section.language] if section.language != search.language else []
            told.append([*found, *language])
    data = {"pages": pages, "sections": told}
    return f"globalThis.searched={json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _sections(site: Site, page: Page, sections: Iterable[Section]) -> Iterator[Section]:
    front, language = page.front, page.document.language
    for section in sections:
        top = not section.id
        yield section._replace(title=front.title, words=(front.summary, *section.words)) if top else section
    yield from (Section("", keyword, language, (front.summary,)) for keyword in front.keywords)
    for code, shown in page.shown.items():
        if isinstance(shown, Leaflet):
            name = site.settings.language_name(code, page.language)
            yield Section(code, name, page.language, (front.summary,))


def _joined(lines: Sequence[str]) -> str:
    """Return lines as one, with a dot between what are no whole sentences."""
    return "".join(f"{line} " if TERMINATED.search(line) else f"{line} · " for line in lines[:-1]) + "".join(lines[-1:])
