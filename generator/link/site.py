"""The linked site: its pages in every language, with menus, neighbours and translations."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from generator.compile.prose import Prose
from generator.compile.typography import typeset
from generator.link.addresses import NOT_FOUND, section_of
from generator.link.staleness import StaleTexts
from generator.link.targets import Placement, Resolved, sources_in
from generator.problems import Location
from generator.read.assets import Asset
from generator.read.facts import Figure
from generator.read.pages import Document, FrontMatter
from generator.read.project import Project
from generator.read.sources import Source
from generator.read.value_types import Text, words_in


@dataclass(frozen=True, eq=False)
class Page:
    """A page in one language, linked.

    `name` is the same in every language (`projects/report`); `address` is where it is published, relative to the site
    (`en/projects/report/`). If the text is borrowed from the source language, so is everything else of that `Version`.
    `resolved` has the references of `prose` with their targets, in order.
    """

    language: str
    name: str
    address: str
    document: Document
    prose: Prose
    front: FrontMatter
    digest: bytes
    resolved: tuple[Resolved, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and (self.language, self.name) == (other.language, other.name)

    def __hash__(self) -> int:
        return hash((self.language, self.name))

    @cached_property
    def without_text(self) -> "Page":
        """The page as other pages see it: without its text."""
        return replace(self, document=self.document._replace(text=""), prose=Prose(), digest=b"", resolved=())

    @property
    def label(self) -> str:
        """The name of the page in menus and breadcrumbs."""
        return self.front.label or self.front.title

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """The components in the text, in order."""
        return tuple(resolved.target for resolved in self.resolved if isinstance(resolved.target, Placement))

    @cached_property
    def entries(self) -> Mapping[str, Any]:
        """The entries of data that its components show in full, by their ids on the page."""
        return {anchor: entry for placed in self.placements for anchor, entry in placed.entries.items()}

    @cached_property
    def locations(self) -> Mapping[str, Location]:
        """The location of each id that its text sets."""
        return {name: self.document.location(*position) for name, *position in self.prose.ids}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that its text and its components cite, each once, in the order of the first citations."""
        return tuple({source.id: source for item in self.resolved for source in sources_in(item.target)}.values())

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each of its sources, by id, counted from 1."""
        return {source.id: number for number, source in enumerate(self.sources, 1)}

    @property
    def borrowed(self) -> bool:
        """Whether the text is not in the language of the page."""
        return self.document.language != self.language

    @property
    def is_listed(self) -> bool:
        """Whether feeds, sitemaps and structured data include the page: not if it is borrowed, nor the 404 page."""
        return not self.borrowed and self.name != NOT_FOUND

    @property
    def is_searchable(self) -> bool:
        """Whether the search finds it: not the home, search and 404 pages, which only link to others."""
        return self.document.kind not in ("home", "search") and self.name != NOT_FOUND


@dataclass(frozen=True, kw_only=True)
class Site(Project):
    """A project with all its pages, linked.

    `url` is where it is published, without a final /. `pages` is keyed by language and name. `expired` maps the name of
    each expired page to that of the page above it; `expired_aliases` are the addresses of such pages. Pages with
    problems in their fields are `unfinished`: they are only checked. `stale` has what each language except the source
    must catch up with. `printed` has the handouts that are up to date, by language, the cards under None; `offline` is
    the zip file of the site, if there is one.
    """

    today: datetime.date
    url: str | None
    pages: Mapping[tuple[str, str], Page]
    unfinished: tuple[Page, ...]
    aliases: Mapping[str, Page]
    expired_aliases: frozenset[str]
    stale: Mapping[str, StaleTexts]
    expired: Mapping[str, str]
    printed: Mapping[str | None, Asset] = field(default_factory=dict)
    offline: Asset | None = None

    @cached_property
    def without_text(self) -> "Site":
        """The site without the texts of its pages."""
        pages = {key: page.without_text for key, page in self.pages.items()}
        return replace(
            self, documents=(), pages=pages, aliases={old: page.without_text for old, page in self.aliases.items()}
        )

    @cached_property
    def written(self) -> tuple[Page, ...]:
        """Every page with a text in its own language, and every unfinished one."""
        return (*(page for page in self.pages.values() if not page.borrowed), *self.unfinished)

    @cached_property
    def dated_pages(self) -> Mapping[str, tuple[Page, ...]]:
        """The listed pages of each language that have a date."""
        pages = [page for page in self.pages.values() if page.front.changed and page.is_listed]
        return {code: tuple(page for page in pages if page.language == code) for code in self.settings.languages}

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str, str], tuple[Page, ...]]:
        """Groups of pages in order, by kind (section, menu, submenu or handout), language and name of the group."""
        rows: dict[tuple[str, str, str], list[Page]] = {}
        for page in sorted(self.pages.values(), key=lambda page: (page.front.order, page.label, page.name)):
            handout = "all" if page.front.handout else None
            parent = page.document.parent
            groups = {"section": section_of(page.name), "menu": page.front.menu, "submenu": parent, "handout": handout}
            for kind, name in groups.items():
                if name is not None:
                    rows.setdefault((kind, page.language, name), []).append(page)
        return {key: tuple(row) for key, row in rows.items()}

    @cached_property
    def neighbours(self) -> Mapping[Page, tuple[Page | None, Page | None]]:
        """The previous and the next page of each page in its section; at the top level there are none."""
        found: dict[Page, tuple[Page | None, Page | None]] = dict.fromkeys(self.pages.values(), (None, None))
        for (kind, _, name), row in self._rows.items():
            if kind == "section" and name != "index":
                for previous, page, following in zip((None, *row), row, (*row[1:], None), strict=False):
                    found[page] = previous, following
        return found

    @cached_property
    def _firsts(self) -> Mapping[tuple[str, str | None], Page]:
        """The first page of each language of a kind, with a kind of component, or with a figure, given by its id."""
        return {
            (page.language, what): page
            for page in reversed(list(self.pages.values()))
            for what in (
                page.document.kind,
                *(placed.component.shows for placed in page.placements),
                *(anchor for anchor, entry in page.entries.items() if isinstance(entry, Figure)),
            )
        }

    def first(self, language: str, what: str) -> Page | None:
        """Return the first page in a language of a kind (search) or showing something (leaflets, figure-ID), if any."""
        return self._firsts.get((language, what))

    def glossary(self, page: Page) -> Page | None:
        """Return the page to which terms on a page link; None if that has a leave-quickly link or the glossary."""
        has_all = any(placed.component.shows == "glossary" for placed in page.placements)
        return None if page.front.exit or has_all else self.first(page.language, "glossary")

    def full(self, address: str) -> str | None:
        """Return the absolute URL of an address of the site, or None if the URL of the site is not known."""
        return f"{self.url}/{address}" if self.url else None

    def default_url(self, page: Page) -> str | None:
        """Return the URL for readers of other languages: the choice of languages, or the page in the source one."""
        is_choice = page.name == "index" and self.has_choice
        return self.full("" if is_choice else self.pages[self.settings.source_language, page.name].address)

    @property
    def has_home(self) -> bool:
        """Whether the source language, and so every language, has a home page."""
        return (self.settings.source_language, "index") in self.pages

    @property
    def has_choice(self) -> bool:
        """Whether the root of the site has a choice of languages, rather than a redirect to the only home page."""
        return self.has_home and len(self.settings.languages) > 1

    def target_page(self, language: str, name: str) -> Page:
        """Return the page to which a link goes; once that has expired, the one above it."""
        return self.pages[language, self.expired.get(name, name)]

    def home(self, language: str) -> Page:
        """Return the home page in `language`."""
        return self.pages[language, "index"]

    def children(self, page: Page) -> tuple[Page, ...]:
        """Return the pages directly below a section, in order."""
        return self._rows.get(("section", page.language, page.name), ())

    def parent(self, page: Page) -> Page | None:
        """Return the page above this one: its parent in the main menu, or else its section; None for the home page."""
        named = self.pages.get((page.language, page.document.parent or ""))
        if named and named.front.menu == "main":
            return named
        section = section_of(page.name)
        name = "index" if page.front.menu == "main" and section else section
        return self.pages.get((page.language, name)) if name else None

    def trail(self, page: Page) -> tuple[Page, ...]:
        """Return the breadcrumbs of a page: the pages above it, the home page first."""
        parent = self.parent(page)
        return (*self.trail(parent), parent) if parent else ()

    def is_outdated(self, page: Page) -> bool:
        """Whether the original has changed since this page was translated from it."""
        return any(text.is_outdated for text in self.stale.get(page.language, {}).get(page.name, ()))

    def menu(self, language: str, menu: str) -> tuple[Page, ...]:
        """Return the pages of the menu `main` or `footer`, in order, but first those with the leave-quickly link.

        The help button opens the first page of the main menu.
        """
        return tuple(sorted(self._rows.get(("menu", language, menu), ()), key=lambda page: not page.front.exit))

    def below(self, page: Page) -> tuple[Page, ...]:
        """Return the pages that the main menu shows below one of its pages, in order."""
        return self._rows.get(("submenu", page.language, page.name), ())

    def handout(self, language: str) -> tuple[Page, ...]:
        """Return the pages of the printed handout, in order."""
        return self._rows.get(("handout", language, "all"), ())

    @cached_property
    def handouts_reviewed(self) -> datetime.date | None:
        """The earliest review date among the pages of the handout, or None if one has no date."""
        days = [page.front.reviewed for page in self.handout(self.settings.source_language)]
        return min((day for day in days if day), default=None) if all(days) else None

    def seen_everywhere(self, language: str) -> tuple[Page, ...]:
        """Return the pages that every template of a language can see, in a fixed order, perhaps with duplicates."""
        main = self.menu(language, "main")
        found = [
            self.pages.get((language, "index")),
            *main,
            *(child for item in main for child in self.below(item)),
            *self.menu(language, "footer"),
            self.first(language, "leaflets"),
            *(side for code in (language, self.settings.source_language) for side in self.handout(code)),
            self.first(language, "search"),
        ]
        return tuple(other for other in found if other)

    def seen_from(self, page: Page) -> tuple[Page, ...]:
        """Return the other pages that the template of a page can see, besides those seen everywhere."""
        language = page.language
        found = [
            *self.trail(page),
            *self.children(page),
            *self.neighbours[page],
            *self.translations(page),
            self.glossary(page),
            *(self.target_page(language, name) for resolved in page.resolved for name, *_ in resolved.pages),
        ]
        return tuple(other for other in found if other)

    def language_of(self, text: Text, language: str) -> str:
        """Return the language in which readers of `language` get a text: their own, if the text has it."""
        if language in text or "" in text:
            return language
        return self.settings.source_language if self.settings.source_language in text else next(iter(text))

    def text(self, text: Text, language: str) -> str:
        """Return a text as readers of `language` get it, with its typography applied."""
        return self.own_text(text, self.language_of(text, language)) or ""

    def own_text(self, text: Text | None, language: str) -> str | None:
        """Return a text in `language` itself, with its typography applied, or None if it is not in that language."""
        own = words_in(text, language)
        return typeset(own, self.words[language].quotes) if own else None

    def translations(self, page: Page) -> tuple[Page, ...]:
        """Return the page in every language, itself included, in the order of the settings."""
        return tuple(self.pages[code, page.name] for code in self.settings.languages)
