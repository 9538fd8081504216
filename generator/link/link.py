"""Link all texts: resolve each reference, find gaps and collisions, and make every page in every language."""

import datetime
from collections.abc import Set
from dataclasses import fields
from itertools import product
from typing import NamedTuple

from generator.compile.texts import Texts, Versions
from generator.link import consistency, staleness
from generator.link.addresses import assign_aliases, section_of
from generator.link.site import Page, Site
from generator.link.targets import Linker
from generator.problems import Location, Problem, closest, in_file_order
from generator.read.cache import Cache
from generator.read.pages import path_of
from generator.read.project import Project


class Linked(NamedTuple):
    """The linker, the site, the problems of its texts together, and warnings about outdated translations."""

    linker: Linker
    site: Site
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def link(
    project: Project, texts: Texts, *, today: datetime.date, drafts: bool, url: str | None, cache: Cache | None = None
) -> Linked:
    """Link all pages of a project; `today` decides which scheduled and expired pages are published at `url`.

    The references of each page are resolved once, and each translation is compared once with its source.
    """
    settings = project.settings
    versions, source = texts.versions, settings.source_language
    published = {key: version for key, version in versions.items() if drafts or version.front.is_published(today)}
    all_names = {name for _, name in published}
    problems = _gaps(all_names, versions, published, project)
    names = sorted(name for name in all_names if (source, name) in published)
    expired = {
        name: parent
        for (code, name), version in versions.items()
        if code == source and version.front.has_expired(today) and not drafts
        if (parent := _published_parent(name, published, source))
    }
    unfinished = [version for version in texts.unfinished if drafts or version.front.is_published(today)]
    linker = Linker(versions, published, unfinished, project, expired)
    cache, (resolved, found) = cache or Cache(), linker.resolve_all()
    problems += found
    pages: dict[tuple[str, str], Page] = {}
    for code, name in product(settings.languages, names):
        shown = linker.shown_to(code, name)
        pages[code, name] = Page(code, name, linker.address(code, name), *shown, resolved[shown.document.path])
    current = {key: (page.address, linker.address_document(*key)) for key, page in pages.items()}
    past = {key: (linker.address(*key), linker.address_document(*key)) for key in product(settings.languages, expired)}
    roots = {"static", *(asset.address.partition("/")[0].lower() for asset in project.assets.files.values())}
    claims, collisions = assign_aliases(current, past, roots)
    aliases = {address: pages[code, expired.get(name, name)] for address, (code, name) in claims.items()}
    expired_aliases = frozenset(address for address, (_, name) in claims.items() if name in expired)
    stale, record_problems = staleness.stale_texts(project, versions, cache)
    site = Site(
        **{field.name: getattr(project, field.name) for field in fields(project)},
        today=today,
        url=url and url.rstrip("/"),
        pages=pages,
        unfinished=tuple(
            Page(own.document.language, own.document.name, "", *own, resolved[own.document.path]) for own in unfinished
        ),
        aliases=aliases,
        expired_aliases=expired_aliases,
        stale=stale,
        expired=expired,
    )
    problems += consistency.check_translations(project, published, resolved, cache)
    warnings = [warning for code, items in stale.items() for warning in staleness.warnings(code, items)]
    return Linked(linker, site, (*problems, *collisions, *record_problems), in_file_order(warnings))


def _published_parent(name: str, published: Versions, source: str) -> str | None:
    """Return the name of the nearest published page above a page, or None if there is none."""
    parent = section_of(name)
    return parent if parent is None or (source, parent) in published else _published_parent(parent, published, source)


def _gaps(names: Set[str], versions: Versions, published: Versions, project: Project) -> list[Problem]:
    """Return a problem for each page whose original or section is missing, or whose section expires before it."""
    source = project.settings.source_language
    problems = []

    def exists(name: str) -> bool:
        return (source, name) in published or project.is_unreadable(path_of(source, name))

    def expiry(name: str) -> datetime.date:
        version = published.get((source, name))
        return (version and version.front.expire) or datetime.date.max

    for name in sorted(names | {"index"}):
        path = path_of(source, name)
        section = section_of(name) or name
        index, introduced = path_of(source, section), "the site" if section == "index" else "this section"
        if name in names and not exists(name):
            message = f"this is a translation of {path}, which does not exist"
            fix = "rename it to match the page that it translates ('slug' can set another address), remove it, or "
            fix += f"write that page first: python build.py new page {name}"
            paths = (version.document.path for (_, other), version in published.items() if other == name)
            problems += [Problem(Location(other), message, fix) for other in paths]
        elif not exists(section) and (section != "index" or name == "index"):
            message, page = f"there is no {index}, which introduces {introduced}", section.removesuffix("/index")
            create = f"create that page: python build.py new page {section}"
            others = (other for other in names if other.endswith("/index") and exists(other))
            folders = [other.removesuffix("/index") for other in others if not other.startswith(f"{page}/")]
            fix = f"did you mean '{like}'? (or {create})" if (like := closest(page, folders)) else create
            if (source, page) in versions:
                fix = f"move {path_of(source, page)} there"
            if (source, section) in versions:
                message = f"{index}, which introduces {introduced}, is not published"
                fix = "publish that page, or give the pages below it the same 'draft', 'publish' or 'expire'"
            problems.append(Problem(Location(path), message, fix))
        elif (end := expiry(section)) < expiry(name):
            message = f"this page stays online longer than {index}, which introduces {introduced} and expires on {end}"
            fix = f"write 'expire: {end}' in this page, or remove 'expire' there"
            problems.append(Problem(versions[source, name].document.field_location("expire"), message, fix))
    return problems
