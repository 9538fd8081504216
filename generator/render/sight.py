"""All that the template of a page can see, as a digest: where that is the same, the page is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.link.site import Page, Site
from generator.link.targets import OuterTarget, PageTarget
from generator.read.memory import digest
from generator.render.index import placed


@dataclass(frozen=True)
class Sight:
    """What can be seen from the pages of a site; `shared` is the digest of every file of the project but the pages."""

    site: Site
    shared: bytes
    _faces: dict[Page, bytes] = field(default_factory=dict)
    _everywhere: dict[str, bytes] = field(default_factory=dict)

    def key(self, path: str, template: str, page: Page, address: str | None) -> bytes:
        """Return the digest of all that can be seen by the template that shows a page at an address, but the day."""
        site, language = self.site, page.language
        leads = [one.target for one in page.resolved if isinstance(one.target, PageTarget | OuterTarget)]
        kinds = (sorted(site.handouts), bool(site.dated[language]), page.front.is_published(site.today))
        charts = site.charts if page.shows("downloads") else ""
        own = repr((path, template, address, site.url, kinds, page.document.first_line, leads, charts))
        entries = (
            [(other.name, *shown) for other, *shown in placed(site, language)] if page.front.kind == "search" else 0
        )
        if language not in self._everywhere:
            self._everywhere[language] = self.faces(site.seen_everywhere(language))
        others = self.faces((page, *site.seen_from(page)))
        return digest(self.shared, own, repr(entries), page.key, others, self._everywhere[language])

    def key_of_all(self) -> bytes:
        """Return the digest of all that can be seen of the site but the texts of its pages."""
        return digest(self.shared, repr((self.site.url, self.site.today)), self.faces(self.site.pages.values()))

    def faces(self, pages: Iterable[Page]) -> bytes:
        """Return the digest of what other pages can see of some."""
        return digest(b"".join(map(self.face, pages)))

    def face(self, page: Page) -> bytes:
        """Return the digest of what other pages can see of one: all but its text."""
        if page not in self._faces:
            site, document = self.site, page.document
            original = site.pages[site.settings.source_language, page.name]
            seen = (
                page.language,
                page.name,
                page.address,
                original.address,
                (page.language, page.name) in site.behind,
                document.language,
                document.path,
                tuple(document.front.__dict__.items()),
            )
            self._faces[page] = digest(repr(seen))
        return self._faces[page]
