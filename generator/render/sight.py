"""All that the template of a page can see, as a digest: where that is the same, the page is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from generator.link.site import Page, Site
from generator.link.targets import PageTarget
from generator.read.memory import digest
from generator.render.index import placed


class Seen(NamedTuple):
    """All that every template of a page sees, as one digest, and the parts of it that are its own.

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
    _faces: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _everywhere: dict[str, tuple[Faces, bytes, bytes]] = field(default_factory=dict)
    _wholes: dict[str, bytes] = field(default_factory=dict)

    def seen(self, path: str, template: str, page: Page, address: str | None) -> Seen:
        """Return what is seen by the template that shows a page at an address."""
        site, document, language = self.site, page.document, page.language
        state = _state(page.front.is_published(site.today), (language, page.name) in site.behind)
        anchors = [one.target.anchor for one in page.resolved if isinstance(one.target, PageTarget)]
        everywhere, named, shared = self.everywhere(language)
        pages = tuple(map(self.face, (page, *site.seen_from(page))))
        rest = digest(named, path, template, address, anchors, [other for other, _ in pages])
        key = digest(shared, page.key, document.key, state, rest, [face for _, face in pages])
        return Seen(key, digest(document.text), document.key, state, pages + everywhere, rest)

    def everywhere(self, language: str) -> tuple[Faces, bytes, bytes]:
        """Return what each page of a language sees of others, and digests of which these are and what all share."""
        if language not in self._everywhere:
            site = self.site
            faces = tuple(map(self.face, site.seen_everywhere(language)))
            named = digest(sorted(site.handouts), bool(site.dated[language]), [address for address, _ in faces])
            self._everywhere[language] = faces, named, digest(self.shared, site.url, [face for _, face in faces])
        return self._everywhere[language]

    def whole(self, language: str) -> bytes:
        """Return the digest of a language: what other pages see of each of its pages, where index and charts lead."""
        if language not in self._wholes:
            site = self.site
            faces = self.faces(page for page in site.pages.values() if page.language == language)
            charts = [item for item in site.charts.items() if item[0][0] == language]
            shown = [(page.address, *found) for page, *found in placed(site, language)]
            self._wholes[language] = digest(faces, charts, shown)
        return self._wholes[language]

    def key_of_all(self) -> bytes:
        """Return the digest of all that can be seen of the site but the texts of its pages."""
        return digest(self.shared, self.site.url, self.site.today.isoformat(), self.faces(self.site.pages.values()))

    def faces(self, pages: Iterable[Page]) -> bytes:
        """Return the digest of what other pages can see of some."""
        return digest([self.face(page)[1] for page in pages])

    def face(self, page: Page) -> tuple[str, bytes]:
        """Return the address of a page, and the digest of what other pages can see of it: all but its text."""
        address = page.address
        if address not in self._faces:
            original, document = self.site.pages[self.site.settings.source_language, page.name], page.document
            names = page.language, page.name, address, original.address, document.language, document.path
            self._faces[address] = address, digest(document.key, names)
        return self._faces[address]


@cache
def _state(published: bool, behind: bool) -> bytes:
    return digest(published, behind)
