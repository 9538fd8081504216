"""The A to Z index of pages, terms, organisations and languages, and the table of contents of the site."""

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
"""Letters that are sorted as two, in any language (Unicode Technical Standard 10)."""
NUMBERS = "0–9"
"""The heading of entries that do not begin with a letter."""
Named = TypeVar("Named")


class Entry(NamedTuple):
    """An entry of the index: its text and language, and the address and fragment that it links to."""

    text: str
    language: str
    address: str
    fragment: str = ""


def alphabetical(text: str) -> tuple[str, str, str]:
    """Return a sort key: first letters without case and accents, as in Latin dictionaries; then accents.

    >>> alphabetical("Œuvre")[0]
    'oeuvre'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(TWO_LETTERS)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)), decomposed, text


def index(site: Site, language: str) -> list[tuple[str, list[Entry]]]:
    """Return the entries by first letter; of two with the same text, a page is kept rather than an entry on a page."""
    found: dict[str, Entry] = {}
    for entry in _entries(site, language):
        found.setdefault(entry.text.casefold(), entry)
    return by_letter(found.values(), lambda entry: entry.text)


def by_letter(entries: Iterable[Named], text: Callable[[Named], str]) -> list[tuple[str, list[Named]]]:
    """Return entries in alphabetical order of their text, grouped by first letter."""
    ordered = sorted(entries, key=lambda entry: alphabetical(text(entry)))
    return [(letter, [*found]) for letter, found in groupby(ordered, key=lambda entry: _letter(text(entry)))]


def contents(site: Site, language: str) -> list[tuple[Page | None, list[tuple[Page, int]]]]:
    """Return the groups of the menus, each with its first page, and all its pages with their depth.

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


def _letter(text: str) -> str:
    first = alphabetical(text)[0][:1]
    return first.upper() if first.isalpha() else NUMBERS


def _entries(site: Site, language: str) -> Iterator[Entry]:
    pages = [page for (code, name), page in site.pages.items() if code == language and name != NOT_FOUND]
    uses = Counter(name for page in pages for name in {*map(str.casefold, (page.front.title, *page.front.keywords))})
    for page in pages:
        keywords = (f"{word} ({page.label})" if uses[word.casefold()] > 1 else word for word in page.front.keywords)
        texts = [page.front.title, *keywords]
        if page.is_searchable and _letter(page.label) != _letter(page.front.title):
            texts.append(page.label)
        yield from (Entry(text, page.document.language, page.address) for text in texts)
    for page in pages:
        for anchor, shown in page.entries.items():
            for name, code in names_of(site, shown, language):
                yield Entry(name, code, page.address, f"#{anchor}")


def names_of(site: Site, shown: object, language: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a term, an organisation or a language, each with the language of the name."""
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
