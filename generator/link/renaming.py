"""Pages that get another name or go: what is to be written in every file, so that nothing that led to them is lost."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote

from generator.compile.texts import Versions
from generator.link import record, sections
from generator.link.addresses import NOT_FOUND, path_from
from generator.link.edits import Edits
from generator.link.targets import FileTarget, Linker, pictures
from generator.problems import Location, UsageError, suggestion
from generator.read.pages import Document, named_from, parse_name, path_of
from generator.read.project import Project

Names = Mapping[str, str]
"""The new name of each page that gets one."""


class Lead(NamedTuple):
    """Where a page leads to another, of a name: the place of the path, that path, and what stands behind it.

    All of that has as many characters as are `typed`; none where it is the field that says where a menu shows the page.
    """

    document: Document
    location: Location
    path: str
    name: str
    fragment: str = ""
    typed: int = 0

    def to(self, path: str, edits: Edits, behind: str = "") -> None:
        """Lead to another path, and what is to stand behind that."""
        if self.typed:
            edits.replace(self.location, self.typed, path + behind)
        else:
            edits.fields[self.location.path]["menu"] = path


def named(project: Project, given: str) -> str:
    """Return the name of the page that a person means by a path, a file or a section; raise `UsageError` where none."""
    source = project.settings.source_language
    language, name = parse_name(given, project.settings.languages)
    names = {document.name for document in project.documents if document.language == source}
    for known in (name, f"{name}/index") if language in (None, source) else ():
        if known in names:
            return known
    raise UsageError(f"there is no page '{given}'; {suggestion(name, names)}")


def movable(project: Project, given: str) -> str:
    """Return the name of the page that a person means and that may go; raise `UsageError` where there is none."""
    if (name := named(project, given)) in ("index", NOT_FOUND):
        raise UsageError(f"the page '{name}' cannot be renamed or removed")
    return name


def names(project: Project, old: str, new: str) -> Names:
    """Return the new names where a page is renamed, or a section with its pages."""
    if not old.endswith("/index"):
        return {old: new}
    below, under = old.removesuffix("index"), f"{new.removesuffix('/index')}/"
    every = {document.name for document in project.documents}
    return {name: under + name.removeprefix(below) for name in sorted(every) if name.startswith(below)}


def leads(linker: Linker) -> Iterator[Lead]:
    """Yield everything by which a text leads to a page of the site."""
    for version, resolved, _ in linker.resolved.values():
        document, front = version.document, version.document.front
        if document.parent and front.menu and ("menu",) in front.places.values:
            yield Lead(document, document.at("menu"), front.menu, document.parent)
        for one in resolved:
            for name, path, where in one.pages:
                if path:
                    typed = one.reference.length if one.reference.kind == "link" else len(path)
                    yield Lead(document, where, path, name, one.address.fragment, typed)


def renamed(linker: Linker, names: Names) -> Edits:
    """Return the edits that give pages other names: their files, all that leads to them, and their old addresses."""
    project, versions = linker.project, linker.versions
    edits = Edits(project.files)
    known = {name for _, name in versions}
    for lead in leads(linker):
        here, there = (names.get(name, name) for name in (lead.document.name, lead.name))
        if lead.name in known and named_from(here, lead.path) != there:
            lead.to(path_from(here, there), edits, lead.fragment)
    fresh = replace(linker, versions={(code, names.get(name, name)): own for (code, name), own in versions.items()})
    for name, new in names.items():
        after = {code: fresh.address(code, new) for code in project.settings.languages}
        _hand_on(linker, edits, name, after, name)
    for (code, name), version in versions.items():
        if name in names:
            edits.moves[version.document.path] = path_of(code, names[name])
    _lead_to_pictures(linker, edits, names)
    return edits


def removed(linker: Linker, name: str, to: str, leads: Iterable[Lead]) -> Edits:
    """Return the edits that remove a page, and lead all that led to it to another page."""
    edits = Edits(linker.project.files)
    for lead in leads:
        lead.to(path_from(lead.document.name, to), edits)
    _hand_on(linker, edits, name, {}, to)
    for document in linker.project.documents:
        if document.name == name:
            edits.moves[document.path] = None
    return edits


def carried(linker: Linker, new: Versions, names: Names, gone: str) -> dict[str, str]:
    """Return each record of translations that changes, by its path, as pages changed their names or one went.

    What was up to date still is, as only addresses have changed; what was behind still is.
    """
    project, source = linker.project, linker.project.settings.source_language
    was, now = (
        {page: {key: one.digest for key, one in own.items()} for page, own in every[source].items()}
        for every in (sections.by_language({}, versions) for versions in (linker.versions, new))
    )
    made = {}
    for code in project.settings.languages:
        made_from, _ = record.read(project.files, code)
        fresh = {}
        for page, digests in made_from.items():
            if page != gone:
                before, after = was.get(page, {}), now.get(names.get(page, page), {})
                fresh[names.get(page, page)] = {
                    key: after.get(key, value) if before.get(key) == value else value for key, value in digests.items()
                }
        if fresh != made_from:
            made[record.path_of(code)] = record.text_of(fresh)
    return made


def _hand_on(linker: Linker, edits: Edits, name: str, after: Mapping[str, str], to: str) -> None:
    """Make the addresses that a page had in each language, with those it has `after`, aliases of a page.

    Those of a draft go. The first alias of a page says where it stood first, so a page that has none gets its own
    address before another's.
    """
    settings, versions = linker.project.settings, linker.versions
    if versions[settings.source_language, name].document.front.draft:
        return
    wanted = defaultdict[Document, list[str]](list)
    for code in settings.languages:
        before, own = linker.address(code, name), linker.address_document(code, to)
        if before != after.get(code):
            wanted[own].append(before.rstrip("/"))
        if name != to and (code, name) in versions:
            wanted[own] += versions[code, name].document.front.aliases
    for document, addresses in wanted.items():
        others = {address.rstrip("/") for code, address in after.items() if code != document.language}
        kept = [alias for alias in document.front.aliases if alias not in others]
        if name != to and not kept:
            kept = [linker.address(document.language, to).rstrip("/")]
        edits.fields[document.path]["aliases"] = [*dict.fromkeys((*kept, *addresses))]


def _lead_to_pictures(linker: Linker, edits: Edits, names: Names) -> None:
    """Lead the texts of pages that get other names to the pictures that they no longer find: those stay in place."""
    for path, version, (reference, _, address, where) in pictures(linker):
        document = version.document
        name = names.get(document.name, document.name)
        after = document._replace(name=name, path=path_of(document.language, name))
        asked, behind = (address.path, address.fragment) if reference.kind == "link" else (address.text, "")
        if linker.picture(linker.places(after, asked)) != FileTarget(path):
            fresh = quote(posixpath.relpath(path, posixpath.dirname(after.path))) + behind
            edits.replace(where, reference.length, fresh)
