"""All that the template of a page can see, as a digest: where that is the same, the page is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
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

    def seen(self, path: str, template: str, page: Page, address: str | None) -> Seen:
        """Return what is seen by the template that shows a page at an address."""
        site, document, language = self.site, page.document, page.language
        state = _state(page.front.is_published(site.today), (language, page.name) in site.behind)
        anchors = [one.target.anchor for one in page.resolved if isinstance(one.target, PageTarget)]
        everywhere, named, shared = self.everywhere[language]
        pages = self._shown((page, *site.seen_from(page)))
        rest = digest(named, path, template, address, anchors, [other for other, _ in pages])
        key = digest(shared, page.key, document.key, state, rest, [face for _, face in pages])
        return Seen(key, digest(document.text), document.key, state, pages + everywhere, rest)

    @cached_property
    def everywhere(self) -> Mapping[str, tuple[Faces, bytes, bytes]]:
        """What each page of a language sees of others, and digests of which these are and what all share."""
        site, found = self.site, {}
        for language in site.settings.languages:
            shown = self._shown(site.seen_everywhere(language))
            named = digest([*site.printed], bool(site.dated[language]), [address for address, _ in shown])
            found[language] = shown, named, digest(self.shared, site.url, [face for _, face in shown])
        return found

    @cached_property
    def whole(self) -> Mapping[str, bytes]:
        """The digest of each language: what other pages see of all its pages, where index and charts lead."""
        site, found = self.site, {}
        for language in site.settings.languages:
            faces = self.faces(page for page in site.pages.values() if page.language == language)
            charts = [item for item in site.charts.items() if item[0][0] == language]
            found[language] = digest(faces, charts, [(page.address, *shown) for page, *shown in placed(site, language)])
        return found

    def key_of_all(self) -> bytes:
        """Return the digest of all that can be seen of the site but the texts of its pages."""
        return digest(self.shared, self.site.url, self.site.today.isoformat(), self.faces(self.site.pages.values()))

    def faces(self, pages: Iterable[Page]) -> bytes:
        """Return the digest of what other pages can see of some."""
        return digest([self.face[page.address] for page in pages])

    def _shown(self, pages: Iterable[Page]) -> Faces:
        return tuple((page.address, self.face[page.address]) for page in pages)

    @cached_property
    def face(self) -> Mapping[str, bytes]:
        """The digest of what other pages can see of a page, by its address: all but its text."""
        source, found = self.site.settings.source_language, {}
        for page in self.site.pages.values():
            original, document = self.site.pages[source, page.name], page.document
            names = page.language, page.name, page.address, original.address, document.language, document.path
            found[page.address] = digest(document.key, names)
        return found


@cache
def _state(published: bool, behind: bool) -> bytes:
    return digest(published, behind)
