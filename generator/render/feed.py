"""The Atom feed of a language: pages that are new or were reviewed, the latest first."""

from xml.etree import ElementTree

from generator.link.addresses import alias_address
from generator.link.site import Page, Site


def address(site: Site, language: str) -> str | None:
    """Return the address of a language's feed, or None if no page has a date, or the site has no address."""
    return f"{language}/data/feed.xml" if site.url and site.dated_pages[language] else None


def files(site: Site) -> dict[str, bytes]:
    """Return the feed of each language by path."""
    return {at: _feed(site, code, at) for code in site.settings.languages if (at := address(site, code))}


def _feed(site: Site, language: str, here: str) -> bytes:
    """Return a feed (RFC 4287)."""
    pages = sorted(sorted(site.dated_pages[language], key=lambda page: page.address), key=_day, reverse=True)
    home = site.full(site.home(language).address)
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})

    def add(
        parent: ElementTree.Element, tag: str, text: str | None = None, **values: str | None
    ) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, tag, {name: value for name, value in values.items() if value})
        element.text = text
        return element

    add(feed, "id", home)
    add(feed, "title", site.text(site.settings.name, language))
    add(feed, "updated", _day(pages[0]))
    add(add(feed, "author"), "name", site.text(site.settings.publisher, language))
    add(feed, "link", rel="self", type="application/atom+xml", href=site.full(here))
    add(feed, "link", rel="alternate", type="text/html", hreflang=language, href=home)
    for page in pages:
        entry = add(feed, "entry")
        add(entry, "id", site.full(_first(site, page)))
        add(entry, "title", page.front.title)
        add(entry, "updated", _day(page))
        if page.front.publish:
            add(entry, "published", f"{page.front.publish.isoformat()}T00:00:00Z")
        add(entry, "link", rel="alternate", type="text/html", hreflang=language, href=site.full(page.address))
        add(entry, "summary", page.front.summary)
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _first(site: Site, page: Page) -> str:
    """Return the first address that a page had, which is its permanent id (RFC 4287, section 4.2.6)."""
    own = (alias for alias in page.front.aliases if site.aliases.get(alias_address(alias), page) == page)
    return next(own, page.address.rstrip("/"))


def _day(page: Page) -> str:
    assert page.front.changed is not None
    return f"{page.front.changed.isoformat()}T00:00:00Z"
