"""Resolve each reference of a text to its target: a page, a file, an external address, a source or a component."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote

from generator.compile.prose import Reference, split_items
from generator.compile.texts import Version, Versions
from generator.link.addresses import ERROR_PAGE, NOT_FOUND, Address, parse_address, path_from, section_of
from generator.problems import Location, Problem, closest, suggestion
from generator.read.assets import FOLDER as STATIC
from generator.read.components import FOLDER as COMPONENTS
from generator.read.components import Component, Parameter
from generator.read.drawings import is_drawing, missing_drawing
from generator.read.facts import FILES, Event, Figure
from generator.read.pages import MENUS, Document, path_of, resolve_name
from generator.read.photographs import Photograph
from generator.read.project import Project
from generator.read.sources import PATH as SOURCES
from generator.read.sources import Source, source_suggestion
from generator.read.value_types import address_problem, tracking_problem, with_scheme

_PAGE = "write the path of the page's .md file, relative to this file"
_MENU = "write main, footer, or the path of the .md file of a page in the main menu, relative to this file"
_COPY = "put a copy in static/files/ and link to it, such as files/report.pdf"
_ON_DISK = "'{}' is a file on one computer, which readers cannot open"
_PICTURE = "put it in static/pictures/, or beside the page if it is a photograph"


@dataclass(frozen=True, slots=True)
class PageTarget:
    """A page of this site, by name, and perhaps an id on it."""

    name: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A photograph that the build processes, or another file of `static/`, by its path in the project.

    `fragment` is the part of the link from its # on, as typed; it may name a place in the file, such as a page.
    """

    path: str
    fragment: str = ""
    photograph: Photograph | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ExternalTarget:
    """An address outside this site; `host` is empty for an e-mail address."""

    url: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """A component placed in a text by its name; `arguments` has the values, for a list of pages their names.

    `typed` has the arguments as typed, each item of a list once, and pages as relative paths. `entries` has the
    data that it shows in full, by the ids on the page: for a decade its events by id, for a data file the name of its
    figure. `pages` has each page that it lists: its name, its path as typed, and the location of that.
    """

    name: str
    component: Component
    arguments: Mapping[str, Any]
    typed: Mapping[str, str]
    entries: Mapping[str, Any]
    pages: tuple[tuple[str, str, Location], ...] = ()


Target = PageTarget | FileTarget | ExternalTarget | Source | Placement


class Resolved(NamedTuple):
    """A reference with its target, or None if it is broken, its address and its location."""

    reference: Reference
    target: Target | None
    address: Address
    location: Location

    @property
    def pages(self) -> tuple[tuple[str, str, Location], ...]:
        """Each page that it links to: its name, its path as typed, and the location of that."""
        if isinstance(self.target, PageTarget):
            return ((self.target.name, self.address.path, self.location),)
        return self.target.pages if isinstance(self.target, Placement) else ()


def sources_in(target: Target | None) -> Iterator[Source]:
    """Yield the sources of a target: itself, or those of the figure or the events that a component shows."""
    if isinstance(target, Source):
        yield target
    for value in (*target.arguments.values(), *target.entries.values()) if isinstance(target, Placement) else ():
        for entry in value.values() if isinstance(value, dict) else (value,):
            yield from entry.sources if isinstance(entry, Event | Figure) else ()


def anchor(name: str | int, what: str = "figure") -> str:
    """Return the id of a figure, or of the data file of one, on any page."""
    return f"{what}-{name}"


class BadReference(Exception):
    """A reference that cannot be resolved; the arguments are the message and the fix."""


@dataclass(frozen=True)
class Linker:
    """Resolve references, given all files of the project and those that are published.

    No reference resolves to an `unfinished` page, one with problems in its fields. `expired` maps the name of each
    expired page to that of the page above it, which replaces it.
    """

    versions: Versions
    published: Versions
    unfinished: Sequence[Version]
    project: Project
    expired: Mapping[str, str]

    def resolve(self, version: Version) -> tuple[tuple[Resolved, ...], list[Problem]]:
        """Return every reference of a text with its target, in order, and the problems of the broken ones."""
        document, prose = version.document, version.prose
        resolved: list[Resolved] = []
        problems: list[Problem] = []
        shown: set[str] = set()
        for reference in prose.references:
            location = version.document.location(reference.line, reference.column)
            address = parse_address(reference.destination)
            target: Target | None = None  # also for a term, whose target is the glossary, on whatever page that is
            try:
                match reference.kind:
                    case "component":
                        target, found = self.placement(location, document, reference)
                        problems += found
                        ids = target.entries if target else {}
                        if duplicate := next((name for name in ids if name in shown), None):
                            fix = "remove one of the two, or make them show different things"
                            message = f"'{duplicate}' is shown a second time on this page"
                            problems.append(Problem(location, message, fix))
                            target = None
                        shown |= ids.keys()
                    case "image":
                        target = self.image(document, address)
                    case "link":
                        target = self.link(document, address)
                    case "citation":
                        target = self.citation(reference.destination)
            except BadReference as error:
                problems.append(Problem(location, *error.args))
            resolved.append(Resolved(reference, target, address, location))
        return tuple(resolved), problems

    @cached_property
    def resolved(self) -> Mapping[str, tuple[Version, tuple[Resolved, ...], list[Problem]]]:
        """Every text by its path, published or not, with its resolved references and their problems."""
        versions = (*self.versions.values(), *self.unfinished)
        return {version.document.path: (version, *self.resolve(version)) for version in versions}

    def address_document(self, code: str, name: str) -> Document:
        """Return the file that sets the address of a page: its own, published or not, or else that of the original."""
        return (self.versions.get((code, name)) or self.versions[self.project.settings.source_language, name]).document

    def segments(self, code: str, name: str) -> tuple[str, ...]:
        """Return the segments of the address of a page after its language, each set by its file, even a draft."""
        section = section_of(name)
        if section is None:
            return ()
        versions = self.versions.get((code, name)), self.versions.get((self.project.settings.source_language, name))
        slug = next((version.front.slug for version in versions if version and version.front.slug), None)
        segment = ERROR_PAGE if name == NOT_FOUND else slug or name.removesuffix("/index").rpartition("/")[2]
        return *self.segments(code, section), segment

    def address(self, code: str, name: str) -> str:
        """Return the address of a page, whether its text is borrowed or not."""
        return "/".join((code, *self.segments(code, name))) + "/" * (name != NOT_FOUND)

    def field_problems(self, document: Document) -> Iterator[Problem]:
        """Yield the problems of fields that depend on other files; a translation has most fields from its original."""
        front, menu = document.front, document.front.menu
        if front.slug and document.name in ("index", NOT_FOUND):
            address = self.address(document.language, document.name)
            fix = "remove 'slug'; only the language code in site.yaml can change this address"
            message = f"this page is always at /{address}, whatever its 'slug'"
            yield Problem(document.field_location("slug"), message, fix)
        if document.language != self.project.settings.source_language:
            return
        yield from missing_drawing(document.field_location("drawing"), front.drawing, self.project.assets.drawings)
        name = document.parent
        if not menu or not name:
            return
        if (document.language, name) in self.versions:
            if self.versions[document.language, name].front.menu != "main":
                message = f"the page '{menu}' is not itself in the main menu"
                yield Problem(document.field_location("menu"), message, "name a page that has 'menu: main'")
        elif not self.project.is_unreadable(path_of(document.language, name)):
            paths = self.paths(document, "main")
            fix = suggestion(menu, MENUS) if closest(menu, MENUS) else nearest(name, paths, _MENU)
            yield Problem(document.field_location("menu"), f"there is no menu or page '{menu}'", fix)

    def citation(self, name: str) -> Source | None:
        """Return the source of a citation, or None if its problem was reported elsewhere. Raises `BadReference`."""
        sources = self.project.sources
        if name in sources or (not sources and self.project.is_unreadable(SOURCES)):
            return sources.get(name)
        words = re.findall(r"[\w-]+", name)
        several = " ".join(f"[@{word}]" for word in words if word in sources)
        rest = "" if sources.keys() >= set(words) else ", with all other words before it"
        fix = f"write {several}{rest}" if several else source_suggestion(name, sources)
        raise BadReference(f"there is no source '{name}' in {SOURCES}", fix)

    def image(self, document: Document, address: Address) -> FileTarget | None:
        """Return the file of a picture, or None if its problem was reported elsewhere. Raises `BadReference`."""
        if address.is_on_disk:
            raise BadReference(_ON_DISK.format(address.text), _PICTURE)
        if address.scheme:
            is_web = address.scheme.startswith("http")
            why = "from another site tells that site who reads this page" if is_web else "must be a file of this site"
            raise BadReference(f"a picture {why}", _PICTURE)
        paths = self.picture_paths(document, address.text)
        if found := self.picture(paths):
            return found
        if self.project.is_unreadable(*paths):
            return None
        folder = posixpath.dirname(path_of(self.project.settings.source_language, document.name))
        known = (*filter(is_drawing, self.project.assets.files), *self.project.assets.photographs)
        shown = {path: path.removeprefix(STATIC) for path in known}
        shown |= {path: posixpath.relpath(path, folder) for path, shortened in shown.items() if path == shortened}
        fallback = "to put a link after an exclamation mark, write \\!" if address.path.endswith(".md") else _PICTURE
        raise BadReference(f"there is no picture '{address.text}'", nearest(address.text, shown, fallback))

    def picture_paths(self, document: Document, path: str) -> list[str]:
        """Return the paths where a picture may be: beside the text, beside its original, or in static/."""
        original = path_of(self.project.settings.source_language, document.name)
        folders = posixpath.dirname(document.path), posixpath.dirname(original), STATIC, f"{STATIC}pictures"
        return [posixpath.normpath(posixpath.join(folder, unquote(path).lstrip("/"))) for folder in folders]

    def picture(self, paths: Iterable[str], fragment: str = "") -> FileTarget | None:
        """Return the first photograph or drawing at one of these paths, with the fragment of the link to it."""
        for path in paths:
            if photograph := self.project.assets.photographs.get(path):
                return FileTarget(path, fragment, photograph)
            if is_drawing(path) and path in self.project.assets.files:
                return FileTarget(path, fragment)
        return None

    def link(self, document: Document, address: Address) -> Target | None:
        """Return the target of a link, with any anchor, or None if reported elsewhere. Raises `BadReference`."""
        path, anchor = address.path, address.anchor
        if address.scheme:
            return external(address)
        if anchor and not path:
            return PageTarget(document.name, anchor)
        if path.endswith(".md"):
            return self.page(document, path, anchor)
        asset = f"{STATIC}{posixpath.normpath(path.lstrip('/'))}"
        if asset in self.project.assets.files:
            return FileTarget(asset, address.fragment)
        paths = self.picture_paths(document, path)
        if picture := self.picture(paths, address.fragment):
            return picture
        if self.project.is_unreadable(*paths):
            return None
        raise BadReference(f"the link '{address.text}' leads nowhere", self.link_fix(document, address))

    def page(self, document: Document, path: str, anchor: str) -> PageTarget | None:
        """Return the page at the relative `path`, published or not, with the anchor.

        Returns None if the problem of that page was reported elsewhere. Raises `BadReference`.
        """
        name, source = resolve_name(document.name, path), self.project.settings.source_language
        if (source, name) in self.versions:
            return PageTarget(name, anchor)
        if self.project.is_unreadable(path_of(document.language, name), path_of(source, name)):
            return None  # the problems of its file say more
        raise BadReference(f"there is no page '{path}'", nearest(name, self.paths(document), _PAGE))

    def shown_to(self, language: str, name: str) -> Version:
        """Return the text of a page that readers of `language` get: in that language, or else in that of the source."""
        return self.published.get((language, name)) or self.published[self.project.settings.source_language, name]

    def entries(self, component: Component, values: Mapping[str, Any], typed: Mapping[str, str]) -> Mapping[str, Any]:
        """Return the entries that a component with these values shows in full, by their ids on the page."""
        facts = self.project.facts
        match component.shows:
            case "figures":
                return {anchor(name, "file"): name for name in facts.figures}
            case "figure":
                return {anchor(typed[name]): values[name] for name in component.names_of("figure") if name in typed}
            case "glossary":
                return facts.glossary
            case "leaflets":
                return self.project.leaflets
            case "partners":
                kind = next((values[name] for name in component.names_of("kind")), None)
                return {key: partner for key, partner in facts.partners.items() if kind in (None, partner.kind)}
            case "timeline":
                decades = {anchor(decade, "decade"): events for decade, events in facts.decades.items()}
                return decades | {key: event for key, event in facts.timeline.items() if event.milestone}
        return {}

    @cached_property
    def ids(self) -> Mapping[str, Collection[str]]:
        """The ids on each page, by its path: those of its text and those that its components add.

        A page is left out if one of its components, or data that it shows, has a problem.
        """
        found: dict[str, Collection[str]] = {}
        for path, (version, references, _) in self.resolved.items():
            placed = [resolved.target for resolved in references if resolved.reference.kind == "component"]
            shown = [
                placement.entries
                for placement in placed
                if isinstance(placement, Placement) and self.project.unread.isdisjoint(placement.component.inputs)
            ]
            if len(shown) == len(placed):
                notes = (note for _, note, *_ in version.prose.footnotes)
                found[path] = dict.fromkeys(chain((name for name, *_ in version.prose.ids), notes, *shown))
        return found

    def resolve_all(self) -> tuple[dict[str, tuple[Resolved, ...]], list[Problem]]:
        """Return the resolved references of each published text, by its path, and their problems and those of fields.

        A link to an unpublished page or to a missing id resolves to None.
        """
        found: dict[str, tuple[Resolved, ...]] = {}
        problems: list[Problem] = []
        for version in (*self.published.values(), *self.unfinished):
            path, checked = version.document.path, list[Resolved]()
            _, references, own_problems = self.resolved[path]
            problems += [*self.field_problems(version.document), *own_problems]
            for resolved in references:
                problems += (broken := [*self.unreachable(version, resolved)])
                checked.append(resolved._replace(target=None) if broken else resolved)
            found[path] = tuple(checked)
        return found, problems

    def unreachable(self, version: Version, resolved: Resolved) -> Iterator[Problem]:
        """Yield a problem for each page of a reference that is not published or does not have the id of the link.

        An id that only the original has is reported in the translation that lacks it.
        """
        source = self.project.settings.source_language
        anchor = getattr(resolved.target, "anchor", "")
        for name, path, location in resolved.pages:
            if name in self.expired:
                continue
            if path and (source, name) not in self.published:
                message = f"the page '{path}' is not published, so the link would lead nowhere"
                yield Problem(location, message, "remove the link, or publish the page")
            elif anchor:
                shown = self.shown_to(version.document.language, name) if path else version
                original = self.published.get((source, name), shown)
                known, in_original = (self.ids.get(each.document.path, [anchor]) for each in (shown, original))
                if anchor not in known and anchor not in in_original:
                    headings = [heading.id for heading in shown.prose.headings]
                    page = f"'{path}'" if path else "this page"
                    fix = suggestion(anchor, known if closest(anchor, known) else headings)
                    yield Problem(location, f"{page} has no heading with the id '{anchor}'", fix)

    def paths(self, document: Document, menu: str | None = None) -> dict[str, str]:
        """Return the relative paths of all other pages, or of those in a menu, by their names and their old ones."""
        source, here = self.project.settings.source_language, document.name
        menus = {name: version.front.menu for (code, name), version in self.published.items() if code == source}
        paths = {name: path_from(here, name) for name in menus if name != here and menu in (None, menus[name])}
        old = {
            alias.partition("/")[2]: paths[name]
            for (_, name), version in self.published.items()
            for alias in version.front.aliases
            if name in paths
        }
        return old | {"/".join(self.segments(document.language, name)): path for name, path in paths.items()} | paths

    def link_fix(self, document: Document, address: Address) -> str:
        """Return the fix for a link that is not to a page, a file or a site."""
        target = address.text
        if re.fullmatch(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+", target):
            return f"write mailto:{target}"
        if whole := with_scheme(target):
            return f"write {whole}"
        fallback = "link to the .md file of a page (help.md), to a file in static/, or to a web address (https://)"
        files = (path.removeprefix(STATIC) for path in self.project.assets.files)
        known = {path: path for path in files} | self.paths(document)
        path = posixpath.normpath(address.path.lstrip("/"))
        return nearest(re.sub(rf"^(\.\./)*({STATIC})?", "", path), known, fallback)

    def placement(
        self, location: Location, document: Document, reference: Reference
    ) -> tuple[Placement | None, list[Problem]]:
        """Return the component that is placed, with the values of its arguments, or None; and its problems."""
        called, components = reference.destination, self.project.components
        if called not in components:
            is_reported = self.project.is_unreadable(f"{COMPONENTS}/{called}.html")
            known = (PurePosixPath(path).stem for path in self.project.files.below(COMPONENTS)[0])
            problem = Problem(location, f"there is no component '{called}'", suggestion(called, known))
            return None, [] if is_reported else [problem]
        component, parameters = components[called], components[called].parameters
        problems = [Problem(location, *reason) for reason in self.misplaced(component, reference)]
        arguments: dict[str, object] = dict.fromkeys(parameters)
        plain: dict[str, str] = {}
        pages: list[tuple[str, str, Location]] = []
        given = {name: split_items(typed) for name, typed, _ in reference.arguments}
        for name, typed, column in reference.arguments:
            if name not in parameters:
                message = f"the component '{called}' has no argument '{name}'"
                problems.append(Problem(location, message, suggestion(name, parameters)))
                continue
            parameter, values = parameters[name], dict[str, object]()
            for item, index in given[name] if parameter.is_list else [(typed, 0)] * bool(given[name]):
                item_location = location._replace(column=column + index)
                try:
                    value = self.value(document, f"'{name}' of the component '{called}'", parameter, item)
                    if isinstance(value, PageTarget):
                        pages.append((value.name, item, item_location))
                        item, value = path_from(document.name, value.name), value.name
                    values[item] = value
                except BadReference as error:
                    problems.append(Problem(item_location, *error.args))
            listed = tuple(values.values()) or None
            arguments[name] = listed if parameter.is_list else listed and listed[0]
            plain[name] = " ".join(values)
        for name, parameter in parameters.items():
            if (parameter.required or name in given) and not given.get(name):
                message = f"the component '{called}' needs '{name}'"
                fix = f"write {{{{ {called} {name}=... }}}}: {parameter.about}"
                if not parameter.required:
                    message, fix = f"'{name}' of the component '{called}' is empty", f"remove it, or {fix}"
                problems.append(Problem(location, message, fix))
        if problems:
            return None, problems
        entries = self.entries(component, arguments, plain)
        return Placement(called, component, arguments, plain, entries, tuple(pages)), []

    def misplaced(self, component: Component, reference: Reference) -> Iterator[tuple[str, str]]:
        """Yield the message and fix of each reason why a component cannot be where it is."""
        subject, lacking = f"the component '{reference.destination}'", self.project.missing.get(component.needs or "")
        if component.place == "block" and not reference.is_block:
            yield f"{subject} must be on a line of its own", "move it to one, with an empty line above and below"
        if lacking:
            yield f"{subject} needs {lacking}", "add it, as content/README.md explains, or remove the component"
        if component.links and reference.is_linked:
            yield f"{subject} is a link inside the text of another link", "move it before or after that link"

    def value(self, document: Document, subject: str, parameter: Parameter, given: str) -> object:
        """Return the value of an argument, or of an item of it, or None if its problem was reported elsewhere.

        Raises `BadReference`, with messages about `subject`.
        """
        if parameter.choices and given not in parameter.choices:
            raise BadReference(f"{subject} cannot be '{given}'", suggestion(given, parameter.choices))
        if parameter.type == "text":
            return given
        if parameter.type == "address":
            if problem := address_problem(given) or tracking_problem(given):
                raise BadReference(f"{subject} {problem[0]}", problem[1])
            return given
        if parameter.type == "pages":
            target = self.link(document, parse_address(given))
            if target and (not isinstance(target, PageTarget) or target.anchor):
                raise BadReference(f"'{given}' is not a page", "name only pages, by their .md files")
            return target
        entries, kind = self.project.facts.collection(parameter.type), parameter.type.removesuffix("s")
        if given not in entries:
            if FILES[parameter.type] in self.project.unread:
                return None
            raise BadReference(f"there is no {kind} '{given}'", suggestion(given, entries))
        if kind == "value" and self.project.facts.values[given][0] is None:
            message = f"the number '{given}' is not known, so a sentence cannot state it"
            raise BadReference(message, "leave it out; the figure shows that it is missing")
        return entries[given]


def nearest(path: str, known: Mapping[str, str], fallback: str) -> str:
    """Return a fix that suggests the known file whose name is most like that of `path`, or else the `fallback`.

    Among files with the same name, the most similar folder decides. File extensions are not compared, and the index of
    a folder counts as having the name of the folder too.
    """
    named = {posixpath.splitext(file)[0]: shown for file, shown in known.items()}
    named = {name.removesuffix("/index"): shown for name, shown in named.items()} | named
    wanted = posixpath.splitext(path.replace("\\", "/"))[0].removesuffix("/index")
    last = closest(posixpath.basename(wanted), map(posixpath.basename, named), 0.7)
    near = closest(wanted, (name for name in named if posixpath.basename(name) == last), 0.0)
    return f"did you mean '{named[near]}'?" if near else fallback


def pictures(linker: Linker) -> Iterator[tuple[str, Version, Resolved]]:
    """Yield the path of each picture that a text, even a draft, shows or links to, with that text and the reference."""
    for version, references, _ in linker.resolved.values():
        for resolved in references:
            if isinstance(target := resolved.target, FileTarget) and (target.photograph or is_drawing(target.path)):
                yield target.path, version, resolved


def external(address: Address) -> ExternalTarget:
    """Return the target of an address outside the site; raise `BadReference` if readers cannot open it."""
    target, scheme = address.text, address.scheme
    if address.is_on_disk:
        raise BadReference(_ON_DISK.format(target), _PAGE if address.path.endswith(".md") else _COPY)
    if scheme in ("http", "https"):
        if problem := address_problem(target):
            message, fix = problem
            raise BadReference(f"the address '{target}' {message}", fix)
        return ExternalTarget(target, address.parts.hostname or "")
    if scheme == "mailto":
        if not all(re.fullmatch(r"[^@\s?/]+@[^@\s?]+\.[^@\s?.]+", mail) for mail in address.parts.path.split(",")):
            raise BadReference(f"'{target}' is not an e-mail address", "write mailto:name@example.org")
    else:
        fallback = "link to a page (help.md) or to a web address (https://)"
        fix = "write {{ phone id=... }} instead of the link" if scheme == "tel" else fallback
        raise BadReference(f"a link cannot start with '{scheme}:'", fix)
    return ExternalTarget(target)
