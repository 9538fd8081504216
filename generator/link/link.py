"""All texts together: gaps and collisions told, each reference resolved, every page in every language."""

import datetime
import posixpath
from collections.abc import Mapping, Sequence

from generator.compile.prose import Prose
from generator.link.addresses import Texts, address_of, claimed
from generator.link.site import Page, Site
from generator.link.targets import (
    Linker,
    Target,
)
from generator.problems import Location, Problem
from generator.read.assets import Assets
from generator.read.components import Component
from generator.read.facts import Facts
from generator.read.leaflets import Leaflet
from generator.read.pages import Document
from generator.read.phrases import Words
from generator.read.settings import Settings
from generator.read.sources import Source


def link(
    documents: Sequence[Document],
    proses: Sequence[Prose],
    settings: Settings,
    facts: Facts,
    sources: Mapping[str, Source],
    words: Mapping[str, Words],
    components: Mapping[str, Component],
    assets: Assets,
    *,
    today: datetime.date,
    drafts: bool,
    url: str | None,
    behind: frozenset[tuple[str, str]] = frozenset(),
    unreadable: frozenset[str] = frozenset(),
    leaflets: Mapping[str, Leaflet] | None = None,
) -> tuple[Site, list[Problem]]:
    """Put all pages together.

    `today` decides which scheduled and expired pages are published; `behind` has the language and name of every
    translation that its source has left behind; `unreadable` names files with problems of
    their own, links to which are not a second problem. Returns the site and every problem.
    """
    texts = {
        (document.language, document.name): (document, prose) for document, prose in zip(documents, proses, strict=True)
    }
    published = {key: pair for key, pair in texts.items() if drafts or pair[0].front.is_published(today)}
    names = sorted({name for _, name in published})
    problems = _gaps(names, texts, published, settings, unreadable)
    names = [name for name in names if (settings.source_language, name) in published]
    linker = Linker(texts, published, settings, facts, sources, components, assets, unreadable)
    pages: dict[tuple[str, str], Page] = {}
    resolved: dict[str, tuple[Target | None, ...]] = {}
    for code in settings.languages:
        for name in names:
            document, prose = published.get((code, name)) or published[settings.source_language, name]
            if document.path not in resolved:
                resolved[document.path], found = linker.resolve(document, prose)
                problems += found
            pages[code, name] = Page(
                code, name, address_of(code, name, texts, settings), document, prose, resolved[document.path]
            )
    files = {key: (page.address, texts.get(key, (page.document,))[0]) for key, page in pages.items()}
    roots = {asset.address.partition("/")[0].lower() for asset in assets.files.values()}
    claims, found = claimed(files, roots)
    aliases = {address: pages[key] for address, key in claims.items()}
    return Site(settings, facts, words, assets, today, url, pages, aliases, behind, leaflets or {}), problems + found


def _gaps(
    names: Sequence[str], texts: Texts, published: Texts, settings: Settings, unreadable: frozenset[str]
) -> list[Problem]:
    source = settings.source_language
    problems = []

    def there(name: str) -> bool:
        return (source, name) in published or f"content/{source}/{name}.md" in unreadable

    for name in names:
        path, section = (
            f"content/{source}/{name}.md",
            posixpath.join(posixpath.dirname(name.removesuffix("/index")), "index"),
        )
        above = f"content/{source}/{section}.md"
        if not there(name):
            message, fix = (
                f"this is a translation of {path}, which does not exist",
                "rename or remove this page as that one was, or create that one",
            )
            problems += [
                Problem(Location(pair[0].path), message, fix) for key, pair in published.items() if key[1] == name
            ]
        elif section != "index" and not there(section):
            hidden = (source, section) in texts
            message = (
                f"the page of its section, {above}, is not published"
                if hidden
                else f"its folder has no page of its own, {above}"
            )
            fix = (
                "publish that page, or give this one the same 'draft', 'publish' or 'expire'"
                if hidden
                else "create that page; it introduces the section"
            )
            problems.append(Problem(Location(path), message, fix))
    if "index" not in names and not there("index"):
        home = f"content/{source}/index.md"
        hidden = (source, "index") in texts
        message = "the home page is not published" if hidden else "the site has no home page"
        problems.append(
            Problem(Location(home), message, "correct 'draft', 'publish' or 'expire'" if hidden else f"create {home}")
        )
    return problems
