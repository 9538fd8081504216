"""The index of the site: every page, term, organisation and language from A to Z, and the pages by section."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeVar

from generator.link.addresses import NOT_FOUND
from generator.link.site import Page, Site
from generator.read.facts import Partner, Term
from generator.read.leaflets import Leaflet

TWO_LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})
"""Letters that stand between others as two would, whatever the language (Unicode Technical Standard 10)."""
NUMBERS = "0–9"
"""Heads what begins with no letter."""


Named = TypeVar("Named")


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
    return by_letter(found.values(), lambda entry: entry.words)


def by_letter(entries: Iterable[Named], words: Callable[[Named], str]) -> list[tuple[str, list[Named]]]:
    """Return entries in the order of their words, by first letter."""
    ordered = sorted(entries, key=lambda entry: alphabetical(words(entry)))
    return [(letter, [*found]) for letter, found in groupby(ordered, key=lambda entry: _letter(words(entry)))]


def contents(site: Site, language: str) -> list[tuple[Page | None, list[tuple[Page, int]]]]:
    """Return the groups of the menus, each with its first page, and its pages with how deep they stand below it.

    The last group, that of the footer, has no first page.
    """
    seen = site.without_text
    groups: list[tuple[Page | None, list[Page]]] = [
        (head, [head, *seen.below(head)]) for head in seen.menu(language, "main")
    ]
    if groups and (leaflets := site.first(language, "leaflets")) and leaflets not in groups[0][1]:
        groups[0][1].append(leaflets.without_text)
    if footer := seen.menu(language, "footer"):
        groups.append((None, [*footer]))
    named = {page for _, pages in groups for page in pages}

    def lines(page: Page) -> list[tuple[Page, int]]:
        return [(page, 0), *((child, 1) for child in seen.children(page) if child not in named)]

    return [(head, [line for page in pages for line in lines(page)]) for head, pages in groups]


def _letter(words: str) -> str:
    first = alphabetical(words)[0][:1]
    return first.upper() if first.isalpha() else NUMBERS


def _entries(site: Site, language: str) -> Iterator[Entry]:
    pages = [page for (code, name), page in site.pages.items() if code == language and name != NOT_FOUND]
    said = Counter(name for page in pages for name in {*map(str.casefold, (page.front.title, *page.front.keywords))})
    for page in pages:
        led = (f"{word} ({page.label})" if said[word.casefold()] > 1 else word for word in page.front.keywords)
        lines = [page.front.title, *led]
        if page.is_searchable and _letter(page.label) != _letter(page.front.title):
            lines.append(page.label)
        yield from (Entry(line, page.document.language, page.address) for line in lines)
    for page in pages:
        for anchor, shown in page.shown.items():
            for words, code in names(site, shown, language):
                yield Entry(words, code, page.address, f"#{anchor}")


def names(site: Site, shown: object, language: str) -> Iterator[tuple[str, str]]:
    """Yield what a term, an organisation or a language is called, each with the language of these words."""
    match shown:
        case Term(term=term, abbreviation=abbreviation):
            short, name = site.own_text(abbreviation, language), site.text(term, language)
            yield f"{name} ({short})" if short else name, site.language_of(term, language)
            if short:
                yield short, language
        case Partner(name=name):
            yield name, language
        case Leaflet(language=code):
            yield site.settings.language_name(code, language), language
