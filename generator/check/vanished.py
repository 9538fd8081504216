"""Find published addresses that would vanish: compare the sitemap that is online with the site."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.link.site import Page, Site
from generator.problems import Problem, UsageError, closest

NAMESPACES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def read(sitemap: Path) -> Mapping[str, Sequence[str]]:
    """Return the address of each page in a sitemap of this program, with those of its translations.

    All are relative to the site, whose own address is the shortest in the file. Raises `UsageError` if the file cannot
    be read, or is not a sitemap.
    """
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(sitemap.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read {sitemap}: {error.strerror}") from error
    except ElementTree.ParseError as error:
        raise UsageError(f"{sitemap} is not a sitemap: {error}") from error
    found = {
        url.findtext("loc", "", NAMESPACES): [link.get("href", "") for link in url.findall("xhtml:link", NAMESPACES)]
        for url in root.findall("url", NAMESPACES)
    }
    if not found:
        raise UsageError(f"{sitemap} is not a sitemap: it lists no pages")
    base = len(min((address for loc, others in found.items() for address in (loc, *others)), key=len))
    return {
        loc[base:]: [other[base:] for other in others if other != loc and len(other) > base]
        for loc, others in found.items()
    }


def check_addresses(site: Site, published: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Yield a problem for each address that is online and would no longer work, at the page that should take it over.

    Such a page keeps its own address first among its aliases, as feeds identify it by the first.
    """
    pages = {page.address: page for page in site.pages.values()}
    known = {""} | pages.keys() | site.aliases.keys()  # "" has the choice of languages
    for old in published:
        if old not in known:
            page = _successor(site, pages, old, published)
            own = page.address in published and not (page.front.aliases or page.borrowed)
            named = " and ".join(f"'{address.rstrip('/')}'" for address in [page.address] * own + [old])
            message = f"the published address /{old} would no longer work"
            fix = f"add {named} to the 'aliases' of this page, or of another page that replaces it"
            yield Problem(page.document.field_location("aliases"), message, fix)


def _successor(site: Site, pages: Mapping[str, Page], old: str, online: Mapping[str, Sequence[str]]) -> Page:
    """Return the page that most likely replaces a vanished one: its translation, a similar name or its parent."""
    language, path = old.partition("/")[0], PurePosixPath(old)
    if language not in site.settings.languages:
        language = site.settings.source_language
    for other in online[old]:
        if other in pages and (page := site.pages.get((language, pages[other].name))):
            return page
    new = {
        PurePosixPath(named).name: page
        for address, page in pages.items()
        for named in (page.name.removesuffix("/index"), address)
        if page.language == language and address not in online
    }
    if like := closest(path.name, new):
        return new[like]
    above = (pages.get(f"{folder}/") for folder in path.parents)
    return next(filter(None, above), site.home(site.settings.source_language))
