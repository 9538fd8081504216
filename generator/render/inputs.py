"""The inputs of a page, as digests: all that its template can see, so that where they are the same, the page is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.link.site import Page, Site
from generator.link.targets import PageTarget
from generator.read.cache import digest

Outsides = tuple[tuple[str, bytes], ...]
"""The addresses of pages, each with the digest of its outside."""


class Inputs(NamedTuple):
    """The inputs of a page: all as one digest; those that are its own, each by what it is; and the pages that it sees.

    Of these, itself among them, it sees the outside, known by their addresses.
    """

    key: bytes
    own: Mapping[str, bytes]
    pages: Outsides


@dataclass(frozen=True)
class Digests:
    """The inputs of all pages of a site."""

    site: Site

    def inputs(self, template: str, page: Page, address: str, text_of: Page | None) -> Inputs:
        """Return the inputs of what a template makes of a page at an address, with its text or without."""
        site, document, language = self.site, page.document, page.language
        anchors = [one.target.anchor for one in page.resolved if isinstance(one.target, PageTarget)]
        pages = self._outsides((page, *site.seen_from(page))) + self.everywhere[language]
        printed = [(code, len(asset.data)) for code, asset in site.printed.items()]
        named = [other for other, _ in pages], printed, bool(site.offline), bool(site.dated[language])
        state = page.front.is_published(site.today), site.is_behind(page)
        own = {
            "its text": digest(document.text),
            "its fields": document.fields_digest,
            "whether it is published, or out of date": digest(state),
            "which pages it shows or links to": digest(named, template, address, bool(text_of), anchors),
        }
        return Inputs(digest(site.files.shared, site.url, own, pages), own, pages)

    @cached_property
    def everywhere(self) -> Mapping[str, Outsides]:
        """What each page of a language sees of others."""
        return {code: self._outsides(self.site.seen_everywhere(code)) for code in self.site.settings.languages}

    @cached_property
    def by_language(self) -> Mapping[str, bytes]:
        """The digest of each language: the outside of all its pages, and the ids to which index and downloads lead."""
        shown: dict[str, list[tuple[bytes, list[str]]]] = {code: [] for code in self.site.settings.languages}
        for page in self.site.pages.values():
            shown[page.language].append((self.outside[page.address], [*page.shown]))
        return {code: digest(pages) for code, pages in shown.items()}

    def of_all(self) -> bytes:
        """Return the digest of all the site but the texts of its pages."""
        site = self.site
        aliases = [(old, page.address) for old, page in site.aliases.items()]  # those of drafts are in no page
        return digest(site.files.shared, site.url, site.today.isoformat(), aliases, self.by_language)

    def _outsides(self, pages: Iterable[Page]) -> Outsides:
        return tuple((page.address, self.outside[page.address]) for page in pages)

    @cached_property
    def outside(self) -> Mapping[str, bytes]:
        """The digest of the outside of each page, by its address: what other pages can see of it, all but its text."""
        source, found = self.site.settings.source_language, {}
        for page in self.site.pages.values():
            original, document = self.site.pages[source, page.name], page.document
            names = page.language, page.name, page.address, original.address, document.language, document.path
            found[page.address] = digest(document.fields_digest, names)
        return found
