"""The search index: each text split into sections that a link can go to, and a script with those of a language.

A text is split in its finished page: at its headings, and where a component shows something that has a name.
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
"""The address of a language's search index."""
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
LEFT_OUT = frozenset(("nav", "svg", "summary", "sup"))
BLOCKS = frozenset(("p", "li", "dt", "dd", "div", "tr", "td", "th", "blockquote", "figcaption", "pre"))
"""The elements after which a new line begins."""


class Section(NamedTuple):
    """A section of a text: its id (empty for the top of the page), its title, its language and its lines.

    `foreign` are the lines in other languages.
    """

    id: str
    title: str
    language: str
    lines: tuple[str, ...]
    foreign: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A section that is being read: its text, in pieces, line by line."""

    id: str
    title: str
    language: str
    lines: list[list[str]] = field(default_factory=lambda: [[]])
    foreign: list[list[str]] = field(default_factory=lambda: [[]])


def names(site: Site, page: Page) -> Mapping[str, str]:
    """Return the names, by id, of what a page shows in full."""
    language, found = page.document.language, dict[str, str]()
    for key, shown in page.entries.items():
        match shown:
            case Term() | Partner():
                found[key], _ = next(index.names_of(site, shown, language))
            case Figure(finding=finding, title=title):
                found[key] = site.text(finding or title, language)
            case Leaflet(sentences=sentences):
                found[key], _ = unescape(sentences["name"])
    return found


def sections(marker: LexborNode, language: str, names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections of a text in `language`, in order; the first is that above its first heading.

    The text is between a marker (a comment) and the next sibling like it. An element with the id of one of the `names`
    is a section too.
    """
    top = _Open("", "", language)
    found = [top]

    def read(nodes: Iterable[LexborNode], section: _Open, language: str) -> None:
        """Read siblings; a heading starts a section that ends with the last of them."""
        repeated = 0
        for child in nodes:
            tag, marker = child.tag or "", child.comment_content
            repeated += (marker == SKIP) - (marker == RESUME)
            if repeated or tag in LEFT_OUT:
                continue
            if tag == "-text":
                lines = section.lines if language == section.language else section.foreign
                lines[-1].append(child.text(deep=False))
                continue
            attributes, within = child.attributes, section
            name, inner = attributes.get("id") or "", attributes.get("lang") or language
            if name and tag in HEADINGS:
                section = _Open(name, as_one_line("".join(_text(child))), language)
                found.append(section)
            else:
                if name in names:
                    within = _Open(name, names[name], inner)
                    found.append(within)
                read(child.iter(include_text=True), within, inner)
            if tag in BLOCKS:
                section.lines.append([])
                section.foreign.append([])

    read(_after(marker), top, language)
    return tuple(
        Section(part.id, part.title, part.language, _lines(part.lines), _lines(part.foreign)) for part in found
    )


def _after(marker: LexborNode) -> Iterator[LexborNode]:
    node = marker.next
    while node and node.comment_content != TEXT:
        yield node
        node = node.next


def _text(node: LexborNode) -> Iterator[str]:
    """Yield the text of an element without the elements in `LEFT_OUT`."""
    for child in node.iter(include_text=True):
        if child.tag not in LEFT_OUT:
            yield from [child.text(deep=False)] if child.tag == "-text" else _text(child)


def _lines(lines: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the lines that are not empty, with single spaces."""
    return tuple(filter(None, map(as_one_line, map("".join, lines))))


def script(site: Site, search: Page, finished: Iterable[tuple[Page, Iterable[Section]]]) -> bytes:
    """Return a script that sets `searched`: the pages, the help page first, and their sections.

    `finished` are the searchable pages with their sections, in the language of `search`, the search page.
    A page is its link from the search page, and its breadcrumb. A section is the number of its page, its id, title and
    text, its text in other languages, and its language if that is not the reader's; a keyword is a section linking to
    the top of its page.
    """
    pages: list[list[object]] = []
    rows: list[list[object]] = []
    first = [page.name for page in site.menu(search.language, "main")[:1]]
    for page, own in sorted(finished, key=lambda item: (item[0].name not in first, item[0].name)):
        breadcrumb = " › ".join(above.label for above in (*site.trail(page)[1:], page))
        pages.append([relative(search.address, page.address), breadcrumb])
        for section in _sections(site, page, own):
            row = [len(pages) - 1, section.id, section.title, _joined(section.lines), _joined(section.foreign)]
            language = [section.language] if section.language != search.language else []
            rows.append([*row, *language])
    data = {"pages": pages, "sections": rows}
    return f"globalThis.searched={json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _sections(site: Site, page: Page, sections: Iterable[Section]) -> Iterator[Section]:
    front, language = page.front, page.document.language
    for section in sections:
        yield section if section.id else section._replace(title=front.title, lines=(front.summary, *section.lines))
    yield from (Section("", keyword, language, (front.summary,)) for keyword in front.keywords)
    for code, shown in page.entries.items():
        if isinstance(shown, Leaflet):
            name = site.settings.language_name(code, page.language)
            yield Section(code, name, page.language, (front.summary,))


def _joined(lines: Sequence[str]) -> str:
    """Return lines as one, with a dot after each that is not a whole sentence."""
    return "".join(f"{line} " if TERMINATED.search(line) else f"{line} · " for line in lines[:-1]) + "".join(lines[-1:])
