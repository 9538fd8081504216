"""What the search of a language reads: the sections of all its pages, as a script, which opens from a folder too."""

import json
import re
from collections.abc import Iterable, Iterator

from generator.link.addresses import relative
from generator.link.site import Page, Site
from generator.render.sections import Section

ADDRESS = "{}/data/search.js"
"""Where the sections of a language stand."""
Shown = tuple[Page, tuple[Section, ...]]
"""A page with the sections of its text."""


def script(site: Site, search: Page, finished: Iterable[Shown]) -> bytes:
    """Return a script that sets `searched`: the pages, that with help first, and the sections of all of them.

    `finished` are the pages to be found, in the language of `search`, the page to search on.

    A page is its link from the page to search on, and the names of those above it and its own. A section is the number
    of its page, its id, title and words, its words in other languages, and its language if that is not the reader's;
    a keyword is one that leads to the top of its page. What stands on two pages is found on the first.
    """
    pages: list[list[object]] = []
    sections: dict[tuple[str, str], list[object]] = {}
    first = [page.name for page in site.menu(search.language, "main")[:1]]
    for page, read in sorted(finished, key=lambda item: (item[0].name not in first, item[0].name)):
        place = " › ".join(above.label for above in (*site.trail(page)[1:], page))
        pages.append([relative(search.address, page.address), place])
        for section in _sections(site, page, read):
            found = [len(pages) - 1, section.id, section.title, _line(section.words), _line(section.foreign)]
            language = [section.language] if section.language != search.language else []
            sections.setdefault((section.title, section.words), [*found, *language])
    data = {"pages": pages, "sections": [*sections.values()]}
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


def _line(words: str) -> str:
    """Return words as one line, with a dot between what are no whole sentences."""
    return re.sub(r"(?<![.!?:;])\n", " · ", words.strip()).replace("\n", " ")
