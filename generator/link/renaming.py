"""Rename or remove pages: the edits in every file that keep all links and published addresses working."""

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
from generator.read.pages import Document, parse_name, path_of, resolve_name
from generator.read.project import Project

Names = Mapping[str, str]
"""The new name of each renamed page."""


class PageLink(NamedTuple):
    """A link from one page to another, called `name`: the location of its path, the path as typed, and its fragment.

    Path and fragment have `length` characters in the text; 0 if the link is the field `menu`.
    """

    document: Document
    location: Location
    path: str
    name: str
    fragment: str = ""
    length: int = 0

    def change(self, path: str, edits: Edits, fragment: str = "") -> None:
        """Add the edit that changes the path and the fragment."""
        if self.length:
            edits.replace(self.location, self.length, path + fragment)
        else:
            edits.fields[self.location.path]["menu"] = path


def page_named(project: Project, given: str) -> str:
    """Return the name of the page that a person typed as a path, a file or a section, or raise `UsageError`."""
    source = project.settings.source_language
    language, name = parse_name(given, project.settings.languages)
    names = {document.name for document in project.documents if document.language == source}
    if language not in (None, source):
        how = f"leave out '{language}/'; to change only the address in {language}, write 'slug' in that translation"
        raise UsageError(f"a page is renamed and removed in every language; {how}")
    for known in (name, f"{name}/index"):
        if known in names:
            return known
    sections = {known.removesuffix("/index") for known in names}
    raise UsageError(f"there is no page '{given}'; {suggestion(name, sections)}")


def movable(project: Project, given: str) -> str:
    """Return the name of the page that a person typed; raise `UsageError` if it is not one that can be renamed."""
    if (name := page_named(project, given)) in ("index", NOT_FOUND):
        raise UsageError(f"the page '{name}' cannot be renamed or removed")
    return name


def new_names(project: Project, old: str, new: str) -> Names:
    """Return the new names of a renamed page, or of a renamed section and its pages."""
    if not old.endswith("/index"):
        return {old: new}
    old_folder, new_folder = old.removesuffix("index"), f"{new.removesuffix('/index')}/"
    known = {document.name for document in project.documents}
    return {name: new_folder + name.removeprefix(old_folder) for name in sorted(known) if name.startswith(old_folder)}


def page_links(linker: Linker) -> Iterator[PageLink]:
    """Yield every link from a page to a page of the site, including those in the field `menu`."""
    for version, references, _ in linker.resolved.values():
        document, front = version.document, version.document.front
        if document.parent and front.menu and ("menu",) in front.locations.values:
            yield PageLink(document, document.field_location("menu"), front.menu, document.parent)
        for resolved in references:
            for name, path, location in resolved.pages:
                if path:
                    length = resolved.reference.length if resolved.reference.kind == "link" else len(path)
                    yield PageLink(document, location, path, name, resolved.address.fragment, length)


def renamed(linker: Linker, names: Names) -> Edits:
    """Return the edits that rename pages: their files, all links to them, and their old addresses as aliases."""
    project, versions = linker.project, linker.versions
    moved_pictures = _moved_pictures(project, names)
    edits = Edits(project.files, moves={**moved_pictures})
    known = {name for _, name in versions}
    for link in page_links(linker):
        origin, target = (names.get(name, name) for name in (link.document.name, link.name))
        if link.name in known and resolve_name(origin, link.path) != target:
            link.change(path_from(origin, target), edits, link.fragment)
    after = replace(linker, versions={(code, names.get(name, name)): own for (code, name), own in versions.items()})
    for name, new in names.items():
        new_addresses = {code: after.address(code, new) for code in project.settings.languages}
        _keep_addresses(linker, edits, name, new_addresses, name)
    for (code, name), version in versions.items():
        if name in names:
            edits.moves[version.document.path] = path_of(code, names[name])
    _fix_picture_paths(linker, edits, names, moved_pictures)
    return edits


def removed(linker: Linker, name: str, to: str, links: Iterable[PageLink]) -> Edits:
    """Return the edits that remove a page, and change `links` and its addresses to the page `to`."""
    edits = Edits(linker.project.files)
    for link in links:
        link.change(path_from(link.document.name, to), edits)
    _keep_addresses(linker, edits, name, {}, to)
    for document in linker.project.documents:
        if document.name == name:
            edits.moves[document.path] = None
    return edits


def updated_records(linker: Linker, versions: Versions, names: Names, removed: str) -> dict[str, str]:
    """Return the records of translations that change, by path, after pages were renamed or one was removed.

    A section that was up to date stays so, as only addresses have changed; one that was out of date stays so too.
    """
    project, source = linker.project, linker.project.settings.source_language
    old, new = (
        {page: {key: section.digest for key, section in own.items()} for page, own in every[source].items()}
        for every in (sections.by_language({}, each) for each in (linker.versions, versions))
    )
    changed = {}
    for code in project.settings.languages:
        recorded, _ = record.read(project.files, code)
        updated = {}
        for page, digests in recorded.items():
            if page != removed:
                before, after = old.get(page, {}), new.get(names.get(page, page), {})
                updated[names.get(page, page)] = {
                    key: after.get(key, value) if before.get(key) == value else value for key, value in digests.items()
                }
        if updated != recorded:
            changed[record.path_of(code)] = record.text_of(updated)
    return changed


def _keep_addresses(linker: Linker, edits: Edits, name: str, new_addresses: Mapping[str, str], to: str) -> None:
    """Add to the aliases of the page `to` the addresses of a page in each language that differ from its new ones.

    Those of a draft were never published. The first alias of a page is its first address, so a page without aliases
    gets its own address before those of another.
    """
    settings, versions = linker.project.settings, linker.versions
    if versions[settings.source_language, name].front.draft:
        return
    added = defaultdict[Document, list[str]](list)
    for code in settings.languages:
        address, document = linker.address(code, name), linker.address_document(code, to)
        if address != new_addresses.get(code):
            added[document].append(address.rstrip("/"))
        if name != to and (code, name) in versions:
            added[document] += versions[code, name].front.aliases
    for document, addresses in added.items():
        others = {address.rstrip("/") for code, address in new_addresses.items() if code != document.language}
        kept = [alias for alias in document.front.aliases if alias not in others]
        if name != to and not kept:
            kept = [linker.address(document.language, to).rstrip("/")]
        edits.fields[document.path]["aliases"] = [*dict.fromkeys((*kept, *addresses))]


def _moved_pictures(project: Project, names: Names) -> Mapping[str, str]:
    """Return the new path of each picture in the folder of a renamed section, unless there is a file at that path."""
    return {
        path: moved
        for code in project.settings.languages
        for name, new in names.items()
        if name.endswith("/index")
        for path in project.assets.photographs
        if path.startswith(old := path_of(code, name).removesuffix("index.md"))
        and not project.files.has(moved := path_of(code, new).removesuffix("index.md") + path.removeprefix(old))
    }


def _fix_picture_paths(linker: Linker, edits: Edits, names: Names, moved: Mapping[str, str]) -> None:
    """Update the paths of pictures that change because the picture or the page moves."""
    now = dict.fromkeys(moved, "") | {new: old for old, new in moved.items()}
    for path, version, (reference, _, address, location) in pictures(linker):
        document = version.document
        name = names.get(document.name, document.name)
        renamed = document._replace(name=name, path=path_of(document.language, name))
        target, fragment = (address.path, address.fragment) if reference.kind == "link" else (address.text, "")
        if linker.picture(now.get(new, new) for new in linker.picture_paths(renamed, target)) != FileTarget(path):
            new_path = quote(posixpath.relpath(moved.get(path, path), posixpath.dirname(renamed.path)))
            edits.replace(location, reference.length, new_path + fragment)
