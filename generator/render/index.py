"""The index of the site: every page, term, organisation and language from A to Z, and the pages by section."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from generator.link.addresses import NOT_FOUND
from generator.link.site import Page, Site

TWO_LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})
"""Letters that stand between others as two would, whatever the language (Unicode Technical Standard 10)."""
NUMBERS = "0–9"
"""Heads what begins with no letter."""


class Entry(NamedTuple):
    """A line of the index: its words and their language, and the address and the place there that it leads to."""

    words: str
    language: str
    address: str
    place: str = ""


def alphabetical(words: str) -> tuple[str, str, str]:
    """Return a sort key: letters without case and accents, as in dictionaries of Latin scripts; then accents.

    >>> alphabetical("Œuvre")[0]
    'oeuvre'
    """
    decomposed = unicodedata.normalize("NFKD", words.casefold()).translate(TWO_LETTERS)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)), decomposed, words


def index(site: Site, language: str) -> list[tuple[str, list[Entry]]]:
    """Return the entries by their first letter; where two have the same words, a page comes before a place on one."""
    found: dict[str, Entry] = {}
    for entry in _entries(site, language):
        found.setdefault(entry.words.casefold(), entry)
    ordered = sorted(found.values(), key=lambda entry: alphabetical(entry.words))
    return [(letter, [*entries]) for letter, entries in groupby(ordered, key=lambda entry: _letter(entry.words))]


def contents(site: Site, language: str) -> list[tuple[Page | None, list[tuple[Page, int]]]]:
    """Return the groups of the menus, each with its first page, and its pages with how deep they stand below it.

    The last group, that of the footer, has no first page.
    """
    groups: list[tuple[Page | None, list[Page]]] = [
        (head, [head, *site.below(head)]) for head in site.menu(language, "main")
    ]
    if groups and (leaflets := site.in_other_languages(language)) and leaflets not in groups[0][1]:
        groups[0][1].append(leaflets)
    if footer := site.menu(language, "footer"):
        groups.append((None, [*footer]))
    return [(head and head.outside, [*_with_children(site, pages)]) for head, pages in groups]


def _with_children(site: Site, pages: list[Page]) -> Iterator[tuple[Page, int]]:
    for page in pages:
        yield page.outside, 0
        yield from ((child.outside, 1) for child in site.children(page) if child not in pages)


def _letter(words: str) -> str:
    first = alphabetical(words)[0][:1]
    return first.upper() if first.isalpha() else NUMBERS


def _entries(site: Site, language: str) -> Iterator[Entry]:
    pages = [page for (code, name), page in site.pages.items() if code == language and name != NOT_FOUND]
    for page in pages:
        names = [page.front.title, *page.front.keywords]
        if _letter(page.label) != _letter(page.front.title) and page.front.kind not in ("home", "search"):
            names.append(page.label)
        yield from (Entry(name, page.document.language, page.address) for name in names)
    for page, name, kind in placed(site, language):
        if name == "glossary":
            for anchor, term in site.facts.glossary.items():
                short, name = site.own(term.abbreviation, language), site.said(term.term, language)
                full, code = f"{name} ({short})" if short else name, site.language_of(term.term, language)
                yield Entry(full, code, page.address, f"#{anchor}")
                if short:
                    yield Entry(short, language, page.address, f"#{anchor}")
        else:
            for anchor, partner in site.facts.partners.items():
                if kind in (None, partner.kind):
                    yield Entry(partner.name, language, page.address, f"#{anchor}")
    if leaflets := site.in_other_languages(language):
        for code in site.leaflets:
            yield Entry(site.settings.language_name(code, language), language, leaflets.address, f"#{code}")


def placed(site: Site, language: str) -> Iterator[tuple[Page, str, object]]:
    """Yield where the texts of a language show the glossary, or partners of a kind: the page, which, and the kind."""
    pages = [page for (code, name), page in site.pages.items() if code == language and name != NOT_FOUND]
    for page in sorted(pages, key=lambda page: -len(page.resolved)):
        for placement in page.placed:
            if (shows := placement.component.declaration.shows) in ("glossary", "partners"):
                yield page, shows, placement.given("kind")
