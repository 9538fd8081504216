"""All that the template of a page can see, as a digest: where that is the same, the page is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from generator.link.site import Page, Site
from generator.link.targets import OuterTarget, PageTarget
from generator.read.memory import digest
from generator.render.index import placed


class Seen(NamedTuple):
    """All that the template of a page sees, but the day: as one digest, and the parts of it that are its own.

    These are its text, its fields, its state (whether it is published, or behind its original), what other pages see of
    those that it sees, itself among them, by their address, and the rest: which these are, and where it leads.
    """

    key: bytes
    text: bytes
    fields: bytes
    state: bytes
    pages: tuple[tuple[str, bytes], ...]
    rest: bytes


Faces = tuple[tuple[str, bytes], ...]
"""The addresses of pages, and the digest of what other pages can see of each."""


@dataclass(frozen=True)
class Sight:
    """What can be seen from the pages of a site; `shared` is the digest of every file of the project but the pages."""

    site: Site
    shared: bytes
    _fronts: dict[str, bytes] = field(default_factory=dict)
    _faces: dict[Page, tuple[str, bytes]] = field(default_factory=dict)
    _everywhere: dict[str, tuple[Faces, str, bytes]] = field(default_factory=dict)

    def seen(self, path: str, template: str, page: Page, address: str | None) -> Seen:
        """Return what is seen by the template that shows a page at an address."""
        site, language = self.site, page.language
        leads = [one.target for one in page.resolved if isinstance(one.target, PageTarget | OuterTarget)]
        state = _state(page.front.is_published(site.today), (language, page.name) in site.behind)
        charts = site.charts if page.shows("downloads") else ""
        entries = (
            [(other.name, *shown) for other, *shown in placed(site, language)] if page.front.kind == "search" else 0
        )
        everywhere, named, shared = self.everywhere(language)
        pages = tuple(map(self.face, (page, *site.seen_from(page))))
        fields = digest(str(page.document.first_line), self._front(page))
        there = [other for other, _ in pages]
        rest = digest(repr((path, template, address, leads, charts, entries, there)), named)
        key = digest(shared, page.key, fields, state, rest, *(face for _, face in pages))
        return Seen(key, digest(page.document.text), fields, state, pages + everywhere, rest)

    def everywhere(self, language: str) -> tuple[Faces, str, bytes]:
        """Return what each page of a language sees of others, which these are, and the digest of what all share."""
        if language not in self._everywhere:
            site = self.site
            faces = tuple(map(self.face, site.seen_everywhere(language)))
            named = repr((sorted(site.handouts), bool(site.dated[language]), [address for address, _ in faces]))
            shared = digest(self.shared, site.url or "", *(face for _, face in faces))
            self._everywhere[language] = faces, named, shared
        return self._everywhere[language]

    def key_of_all(self) -> bytes:
        """Return the digest of all that can be seen of the site but the texts of its pages."""
        return digest(self.shared, repr((self.site.url, self.site.today)), self.faces(self.site.pages.values()))

    def faces(self, pages: Iterable[Page]) -> bytes:
        """Return the digest of what other pages can see of some."""
        return digest(b"".join(self.face(page)[1] for page in pages))

    def face(self, page: Page) -> tuple[str, bytes]:
        """Return the address of a page, and the digest of what other pages can see of it: all but its text."""
        if page not in self._faces:
            site, document = self.site, page.document
            original = site.pages[site.settings.source_language, page.name]
            seen = (
                page.language,
                page.name,
                page.address,
                original.address,
                document.language,
                document.path,
            )
            self._faces[page] = page.address, digest(repr(seen), self._front(page))
        return self._faces[page]

    def _front(self, page: Page) -> bytes:
        """Return the digest of the fields of a page."""
        path = page.document.path
        if path not in self._fronts:
            self._fronts[path] = digest(repr(page.front.__dict__))
        return self._fronts[path]


@cache
def _state(published: bool, behind: bool) -> bytes:
    return digest(repr((published, behind)))
