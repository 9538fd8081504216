"""The inputs of a page, as digests of everything that it depends on: if they are unchanged, so is the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.link.site import Page, Site
from generator.link.targets import PageTarget
from generator.read.cache import digest

Digested = tuple[tuple[str, bytes], ...]
"""The addresses of pages, each with the digest of the page without its text."""


class Inputs(NamedTuple):
    """The inputs of a page: one digest of all of them, its own by description, and the pages that it shows.

    It can show everything of these pages, itself included, except their texts.
    """

    key: bytes
    own: Mapping[str, bytes]
    pages: Digested


@dataclass(frozen=True)
class Digests:
    """The inputs of all pages of a site."""

    site: Site

    def inputs(self, template: str, page: Page, address: str, text_of: Page | None) -> Inputs:
        """Return the inputs of a page rendered with a template at an address, with its text or without."""
        site, document, language = self.site, page.document, page.language
        anchors = [resolved.target.anchor for resolved in page.resolved if isinstance(resolved.target, PageTarget)]
        pages = self._digested((page, *site.seen_from(page))) + self.everywhere[language]
        printed = [(code, len(asset.data)) for code, asset in site.printed.items()]
        named = [other for other, _ in pages], printed, bool(site.offline), bool(site.dated_pages[language])
        state = page.front.is_published(site.today), site.is_outdated(page)
        own = {
            "its text": digest(document.text),
            "its fields": document.fields_digest,
            "whether it is published, or out of date": digest(state),
            "which pages it shows or links to": digest(named, template, address, bool(text_of), anchors),
        }
        return Inputs(digest(site.files.shared, site.url, own, pages), own, pages)

    @cached_property
    def everywhere(self) -> Mapping[str, Digested]:
        """The pages that every page of a language shows."""
        return {code: self._digested(self.site.seen_everywhere(code)) for code in self.site.settings.languages}

    @cached_property
    def by_language(self) -> Mapping[str, bytes]:
        """The digest of each language: its pages without their texts, and the ids that index and downloads link to."""
        shown: dict[str, list[tuple[bytes, list[str]]]] = {code: [] for code in self.site.settings.languages}
        for page in self.site.pages.values():
            shown[page.language].append((self.without_text[page.address], [*page.entries]))
        return {code: digest(pages) for code, pages in shown.items()}

    def of_all(self) -> bytes:
        """Return the digest of the whole site without the texts of its pages."""
        site = self.site
        aliases = [(old, page.address) for old, page in site.aliases.items()]  # also those of drafts
        return digest(site.files.shared, site.url, site.today.isoformat(), aliases, self.by_language)

    def _digested(self, pages: Iterable[Page]) -> Digested:
        return tuple((page.address, self.without_text[page.address]) for page in pages)

    @cached_property
    def without_text(self) -> Mapping[str, bytes]:
        """The digest of each page without its text, by its address: all that other pages can show of it."""
        source, found = self.site.settings.source_language, {}
        for page in self.site.pages.values():
            original, document = self.site.pages[source, page.name], page.document
            names = page.language, page.name, page.address, original.address, document.language, document.path
            found[page.address] = digest(document.fields_digest, names)
        return found
