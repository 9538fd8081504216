"""What each reference of a text leads to: a page, a file, an address, a source or a component."""

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
from generator.read.drawings import is_drawing, missing
from generator.read.facts import FILES, Event, Figure
from generator.read.kinds import address_problem, tracking_problem, with_scheme
from generator.read.pages import MENUS, Document, named_from, path_of
from generator.read.photographs import Photograph
from generator.read.project import Project
from generator.read.sources import PATH as SOURCES
from generator.read.sources import Source, nearest_source

_PAGE = "write the path of the page's .md file, relative to this file"
_MENU = "write main, footer, or the path of the .md file of a page in the main menu, relative to this file"
_COPY = "put a copy in static/files/ and link to it, such as files/report.pdf"
_ON_DISK = "'{}' is a file on one computer, which readers cannot open"
_PICTURE = "put a photograph beside the page or in static/pictures/, a drawing in static/pictures/"


@dataclass(frozen=True, slots=True)
class PageTarget:
    """A link to a page of this site, by name, and perhaps to a place on it."""

    name: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A photograph that is made ready for pages, or another file of `static/`, by its path in the project.

    What is behind the path in a link to it may name a place in it, such as a page; it is as it is written.
    """

    path: str
    fragment: str = ""
    photograph: Photograph | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ExternalTarget:
    """An address outside this site, with the host of a website."""

    url: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """A component placed in a text by its name; each argument is what it stands for, a list of pages their names.

    `typed` has them as they are typed, each thing of a list once, and pages as their paths from this one. `shown` is
    what it shows in full, by the id at which that stands on the page: of a decade the events by their ids, of a file
    the name of its figure. `pages` has each page that it lists: its name, the path as it is written, and the place
    of that.
    """

    name: str
    component: Component
    arguments: Mapping[str, Any]
    typed: Mapping[str, str]
    shown: Mapping[str, Any]
    pages: tuple[tuple[str, str, Location], ...] = ()


Target = PageTarget | FileTarget | ExternalTarget | Source | Placement


class Resolved(NamedTuple):
    """Something that a text points to, what it leads to, or None where it leads nowhere, what is written, and where."""

    reference: Reference
    target: Target | None
    address: Address
    where: Location

    @property
    def pages(self) -> tuple[tuple[str, str, Location], ...]:
        """Each page to which it leads: its name, the path as it is written, and the place of that."""
        if isinstance(self.target, PageTarget):
            return ((self.target.name, self.address.path, self.where),)
        return self.target.pages if isinstance(self.target, Placement) else ()


def sources_in(target: Target | None) -> Iterator[Source]:
    """Yield the sources to which a target leads: itself, or those of the figure or events that a component shows."""
    if isinstance(target, Source):
        yield target
    for value in (*target.arguments.values(), *target.shown.values()) if isinstance(target, Placement) else ():
        for one in value.values() if isinstance(value, dict) else (value,):
            yield from one.sources if isinstance(one, Event | Figure) else ()


def anchor(name: str | int, what: str = "figure") -> str:
    """Return the id that a figure has on its page, or the file of one, the same wherever on it that stands."""
    return f"{what}-{name}"


class BadReference(Exception):
    """What is wrong with a reference, and the mend: the two arguments."""


@dataclass(frozen=True)
class Linker:
    """What the references of a text can lead to: the files of the project, and which of them are published.

    Nothing leads to those of which fields have problems, the `unfinished`, that would be published. `expired` has each
    page that was to be seen until a day, and the page above it, to which it leads since.
    """

    versions: Versions
    published: Versions
    unfinished: Sequence[Version]
    project: Project
    expired: Mapping[str, str]

    def resolve(self, version: Version) -> tuple[tuple[Resolved, ...], list[Problem]]:
        """Return every reference of a text with what it leads to, in order, and each that is wrong."""
        document, prose = version.document, version.prose
        resolved: list[Resolved] = []
        problems: list[Problem] = []
        shown: set[str] = set()
        for reference in prose.references:
            where = version.document.place(reference.line, reference.column)
            address = parse_address(reference.target)
            lead: Target | None = None  # a term leads to the glossary, wherever on the site that stands
            try:
                match reference.kind:
                    case "component":
                        lead, found = self.placement(where, document, reference)
                        problems += found
                        ids = lead.shown if lead else {}
                        if again := next((name for name in ids if name in shown), None):
                            fix = "remove one of the two, or make them show different things"
                            problems.append(Problem(where, f"'{again}' is shown a second time on this page", fix))
                            lead = None
                        shown |= ids.keys()
                    case "image":
                        lead = self.image(document, address)
                    case "link":
                        lead = self.link(document, address)
                    case "citation":
                        lead = self.citation(reference.target)
            except BadReference as fault:
                problems.append(Problem(where, *fault.args))
            resolved.append(Resolved(reference, lead, address, where))
        return tuple(resolved), problems

    @cached_property
    def resolved(self) -> Mapping[str, tuple[Version, tuple[Resolved, ...], list[Problem]]]:
        """Every text by its path, published or not, with what its references lead to, and what is wrong with these."""
        every = (*self.versions.values(), *self.unfinished)
        return {version.document.path: (version, *self.resolve(version)) for version in every}

    def address_document(self, code: str, name: str) -> Document:
        """Return the file that gives a page its address: its own, published or not, or else that of the original."""
        return (self.versions.get((code, name)) or self.versions[self.project.settings.source_language, name]).document

    def segments(self, code: str, name: str) -> tuple[str, ...]:
        """Return the parts of the address of a page behind its language, each as its file gives it, even a draft."""
        section = section_of(name)
        if section is None:
            return ()
        own = self.versions.get((code, name)), self.versions.get((self.project.settings.source_language, name))
        slug = next((version.document.front.slug for version in own if version and version.document.front.slug), None)
        step = ERROR_PAGE if name == NOT_FOUND else slug or name.removesuffix("/index").rpartition("/")[2]
        return *self.segments(code, section), step

    def address(self, code: str, name: str) -> str:
        """Return where a page is published, whether its text is borrowed or not."""
        return "/".join((code, *self.segments(code, name))) + "/" * (name != NOT_FOUND)

    def field_problems(self, document: Document) -> Iterator[Problem]:
        """Yield what is wrong with the fields of a page, as it stands or leads somewhere; translations share most."""
        front, menu = document.front, document.front.menu
        if front.slug and document.name in ("index", NOT_FOUND):
            address = self.address(document.language, document.name)
            fix = "remove 'slug'; only the language code in site.yaml can change this address"
            yield Problem(document.at("slug"), f"this page is always at /{address}, whatever its 'slug'", fix)
        if document.language != self.project.settings.source_language:
            return
        yield from missing(document.at("drawing"), front.drawing, self.project.assets.drawings)
        name = document.parent
        if not menu or not name:
            return
        if (document.language, name) in self.versions:
            if self.versions[document.language, name].document.front.menu != "main":
                message = f"the page '{menu}' is not itself in the main menu"
                yield Problem(document.at("menu"), message, "name a page with 'menu: main'")
        elif not self.project.is_unreadable(path_of(document.language, name)):
            paths = self.paths(document, "main")
            fix = suggestion(menu, MENUS) if closest(menu, MENUS) else nearest(name, paths, _MENU)
            yield Problem(document.at("menu"), f"there is no menu or page '{menu}'", fix)

    def citation(self, name: str) -> Source | None:
        """Return the source that a citation names, or None if that was reported elsewhere. Raises `BadReference`."""
        sources = self.project.sources
        if name in sources or (not sources and self.project.is_unreadable(SOURCES)):
            return sources.get(name)
        words = re.findall(r"[\w-]+", name)
        several = " ".join(f"[@{word}]" for word in words if word in sources)
        behind = "" if sources.keys() >= set(words) else ", with all other words before it"
        fix = f"write {several}{behind}" if several else nearest_source(name, sources)
        raise BadReference(f"there is no source '{name}' in {SOURCES}", fix)

    def image(self, document: Document, address: Address) -> FileTarget | None:
        """Return the file that a picture shows, or nothing where that is told elsewhere. Raises `BadReference`."""
        if address.is_on_disk:
            raise BadReference(_ON_DISK.format(address.text), _PICTURE)
        if address.scheme:
            is_web = address.scheme.startswith("http")
            why = "from another site tells that site who reads this page" if is_web else "must be a file of this site"
            raise BadReference(f"a picture {why}", _PICTURE)
        places = self.places(document, address.text)
        if found := self.picture(places):
            return found
        if self.project.is_unreadable(*places):
            return None
        folder = posixpath.dirname(path_of(self.project.settings.source_language, document.name))
        known = (*filter(is_drawing, self.project.assets.files), *self.project.assets.photographs)
        shown = {path: path.removeprefix(STATIC) for path in known}
        shown |= {path: posixpath.relpath(path, folder) for path, own in shown.items() if path == own}
        otherwise = "to put a link after an exclamation mark, write \\!" if address.path.endswith(".md") else _PICTURE
        raise BadReference(f"there is no picture '{address.text}'", nearest(address.text, shown, otherwise))

    def places(self, document: Document, target: str) -> list[str]:
        """Return where a picture may lie that a text names: beside it, beside its original, or in static/."""
        original = path_of(self.project.settings.source_language, document.name)
        folders = posixpath.dirname(document.path), posixpath.dirname(original), STATIC, f"{STATIC}pictures"
        return [posixpath.normpath(posixpath.join(folder, unquote(target).lstrip("/"))) for folder in folders]

    def picture(self, places: Iterable[str], behind: str = "") -> FileTarget | None:
        """Return the first photograph or drawing that lies at one of these places, with what is behind its path."""
        for path in places:
            if photograph := self.project.assets.photographs.get(path):
                return FileTarget(path, behind, photograph)
            if is_drawing(path) and path in self.project.assets.files:
                return FileTarget(path, behind)
        return None

    def link(self, document: Document, address: Address) -> Target | None:
        """Return what a link leads to, whether or not the page has the place that it names. Raises `BadReference`."""
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
        places = self.places(document, path)
        if picture := self.picture(places, address.fragment):
            return picture
        if self.project.is_unreadable(*places):
            return None
        raise BadReference(f"the link '{address.text}' leads nowhere", self.link_fix(document, address))

    def page(self, document: Document, path: str, anchor: str) -> PageTarget | None:
        """Return the page that `path` leads to, published or not, and the place on it, where an anchor names one.

        Returns nothing where that page is told elsewhere. Raises `BadReference`.
        """
        name, source = named_from(document.name, path), self.project.settings.source_language
        if (source, name) in self.versions:
            return PageTarget(name, anchor)
        if self.project.is_unreadable(path_of(document.language, name), path_of(source, name)):
            return None  # its file has problems of its own, which say more
        raise BadReference(f"there is no page '{path}'", nearest(name, self.paths(document), _PAGE))

    def shown_to(self, language: str, name: str) -> Version:
        """Return the text of a page that readers of a language get: in theirs, or else in that of the source."""
        return self.published.get((language, name)) or self.published[self.project.settings.source_language, name]

    def shown(self, component: Component, arguments: Mapping[str, Any], typed: Mapping[str, str]) -> Mapping[str, Any]:
        """Return what a component with these arguments shows in full, by the id at which it stands on the page."""
        facts = self.project.facts
        match component.shows:
            case "figures":
                return {anchor(name, "file"): name for name in facts.figures}
            case "figure":
                return {anchor(typed[name]): arguments[name] for name in component.taking("figure") if name in typed}
            case "glossary":
                return facts.glossary
            case "leaflets":
                return self.project.leaflets
            case "partners":
                kind = next((arguments[name] for name in component.taking("kind")), None)
                return {key: partner for key, partner in facts.partners.items() if kind in (None, partner.kind)}
            case "timeline":
                decades = {anchor(decade, "decade"): events for decade, events in facts.decades.items()}
                return decades | {key: event for key, event in facts.timeline.items() if event.milestone}
        return {}

    @cached_property
    def ids(self) -> Mapping[str, Collection[str]]:
        """Every place on each page, by its path: the ids of its text, and of what its components show.

        A page is left out if something is wrong with one of these, or with data that it shows.
        """
        found: dict[str, Collection[str]] = {}
        for path, (version, resolved, _) in self.resolved.items():
            placed = [one.target for one in resolved if one.reference.kind == "component"]
            shown = [
                one.shown
                for one in placed
                if isinstance(one, Placement) and self.project.unread.isdisjoint(one.component.inputs)
            ]
            if len(shown) == len(placed):
                notes = (note for _, note, *_ in version.prose.notes)
                found[path] = dict.fromkeys(chain((name for name, *_ in version.prose.ids), notes, *shown))
        return found

    def resolve_all(self) -> tuple[dict[str, tuple[Resolved, ...]], list[Problem]]:
        """Return what each published text leads to, by its path, and what is wrong with it, and with its fields.

        A link to what is no place on a page leads nowhere, and one to a page that is not published.
        """
        found: dict[str, tuple[Resolved, ...]] = {}
        problems: list[Problem] = []
        for version in (*self.published.values(), *self.unfinished):
            path, kept = version.document.path, list[Resolved]()
            _, resolved, own = self.resolved[path]
            problems += [*self.field_problems(version.document), *own]
            for one in resolved:
                problems += (wrong := [*self.unreachable(version, one)])
                kept.append(one._replace(target=None) if wrong else one)
            found[path] = tuple(kept)
        return found, problems

    def unreachable(self, version: Version, one: Resolved) -> Iterator[Problem]:
        """Yield each page to which a text leads that is not published, or does not have the place that a link names.

        What the original has and its translation does not is told there.
        """
        source = self.project.settings.source_language
        anchor = getattr(one.target, "anchor", "")
        for name, path, where in one.pages:
            if name in self.expired:
                continue
            if path and (source, name) not in self.published:
                message = f"the page '{path}' is not published, so the link would lead nowhere"
                yield Problem(where, message, "remove the link, or publish the page")
            elif anchor:
                shown = self.shown_to(version.document.language, name) if path else version
                original = self.published.get((source, name), shown)
                known, there = (self.ids.get(own.document.path, [anchor]) for own in (shown, original))
                if anchor not in known and anchor not in there:
                    headings = [heading.id for heading in shown.prose.headings]
                    page = f"'{path}'" if path else "this page"
                    fix = suggestion(anchor, known if closest(anchor, known) else headings)
                    yield Problem(where, f"{page} has no heading with the id '{anchor}'", fix)

    def paths(self, document: Document, menu: str | None = None) -> dict[str, str]:
        """Return the paths of all other pages, or of those in a menu, from a page, by their names, old ones too."""
        source, here = self.project.settings.source_language, document.name
        shown = {name: own.document.front.menu for (code, name), own in self.published.items() if code == source}
        paths = {name: path_from(here, name) for name, own in shown.items() if name != here and menu in (None, own)}
        old = {
            alias.partition("/")[2]: paths[name]
            for (_, name), own in self.published.items()
            for alias in own.document.front.aliases
            if name in paths
        }
        return old | {"/".join(self.segments(document.language, name)): path for name, path in paths.items()} | paths

    def link_fix(self, document: Document, address: Address) -> str:
        """Return what to write in place of a link that leads to no page, no file and no site."""
        target = address.text
        if re.fullmatch(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+", target):
            return f"write mailto:{target}"
        if whole := with_scheme(target):
            return f"write {whole}"
        otherwise = "link to the .md file of a page (help.md), to a file in static/, or to a web address (https://)"
        files = (path.removeprefix(STATIC) for path in self.project.assets.files)
        known = {path: path for path in files} | self.paths(document)
        asked = posixpath.normpath(address.path.lstrip("/"))
        return nearest(re.sub(rf"^(\.\./)*({STATIC})?", "", asked), known, otherwise)

    def placement(
        self, where: Location, document: Document, reference: Reference
    ) -> tuple[Placement | None, list[Problem]]:
        """Return the component that is placed, with what each of its arguments stands for; or what is wrong with it."""
        called, components = reference.target, self.project.components
        if called not in components:
            is_told = self.project.is_unreadable(f"{COMPONENTS}/{called}.html")
            known = (PurePosixPath(path).stem for path in self.project.files.below(COMPONENTS)[0])
            wrong = Problem(where, f"there is no component '{called}'", suggestion(called, known))
            return None, [] if is_told else [wrong]
        component, parameters = components[called], components[called].parameters
        problems = [Problem(where, *fault) for fault in self.misplaced(component, reference)]
        arguments: dict[str, object] = dict.fromkeys(parameters)
        plain: dict[str, str] = {}
        pages: list[tuple[str, str, Location]] = []
        given = {name: split_items(typed) for name, typed, _ in reference.arguments}
        for name, typed, column in reference.arguments:
            if name not in parameters:
                message = f"the component '{called}' has no argument '{name}'"
                problems.append(Problem(where, message, suggestion(name, parameters)))
                continue
            parameter, values = parameters[name], dict[str, object]()
            for item, place in given[name] if parameter.is_list else [(typed, 0)] * bool(given[name]):
                there = where._replace(column=column + place)
                try:
                    value = self.value(document, f"'{name}' of the component '{called}'", parameter, item)
                    if isinstance(value, PageTarget):
                        pages.append((value.name, item, there))
                        item, value = path_from(document.name, value.name), value.name
                    values[item] = value
                except BadReference as fault:
                    problems.append(Problem(there, *fault.args))
            every = tuple(values.values()) or None
            arguments[name] = every if parameter.is_list else every and every[0]
            plain[name] = " ".join(values)
        for name, parameter in parameters.items():
            if (parameter.required or name in given) and not given.get(name):
                message = f"the component '{called}' needs '{name}'"
                fix = f"write {{{{ {called} {name}=... }}}}: {parameter.about}"
                if not parameter.required:
                    message, fix = f"'{name}' of the component '{called}' is empty", f"remove it, or {fix}"
                problems.append(Problem(where, message, fix))
        if problems:
            return None, problems
        shown = self.shown(component, arguments, plain)
        return Placement(called, component, arguments, plain, shown, tuple(pages)), []

    def misplaced(self, component: Component, reference: Reference) -> Iterator[tuple[str, str]]:
        """Yield why a component cannot stand where it is placed."""
        called, lacking = f"the component '{reference.target}'", self.project.missing.get(component.needs or "")
        if component.place == "block" and not reference.block:
            yield f"{called} must be on a line of its own", "move it to one, with an empty line above and below"
        if lacking:
            yield f"{called} needs {lacking}", "add it, as content/README.md explains, or remove the component"
        if component.links and reference.linked:
            yield f"{called} is a link inside the text of another link", "move it before or after that link"

    def value(self, document: Document, called: str, parameter: Parameter, given: str) -> object:
        """Return what a value of an argument, or one of several, stands for; nothing where that is told elsewhere.

        Raises `BadReference`.
        """
        if parameter.choices and given not in parameter.choices:
            raise BadReference(f"{called} cannot be '{given}'", suggestion(given, parameter.choices))
        if parameter.type == "text":
            return given
        if parameter.type == "address":
            if wrong := address_problem(given) or tracking_problem(given):
                raise BadReference(f"{called} {wrong[0]}", wrong[1])
            return given
        if parameter.type == "pages":
            lead = self.link(document, parse_address(given))
            if lead and (not isinstance(lead, PageTarget) or lead.anchor):
                raise BadReference(f"'{given}' is not a page", "name only pages, by their .md files")
            return lead
        entries, kind = self.project.facts.collection(parameter.type), parameter.type.removesuffix("s")
        if given not in entries:
            if FILES[parameter.type] in self.project.unread:
                return None
            raise BadReference(f"there is no {kind} '{given}'", suggestion(given, entries))
        if kind == "value" and self.project.facts.values[given][0] is None:
            message = f"the number '{given}' is not known, so a sentence cannot state it"
            raise BadReference(message, "leave it out; the figure shows that it is missing")
        return entries[given]


def nearest(path: str, known: Mapping[str, str], otherwise: str) -> str:
    """Return as the mend how to write the known file whose name is most like that of a path, or else another mend.

    Of files with one name it is that of the most alike folder. The ending of a name is not compared, and what is
    the index of a folder has the name of that too.
    """
    named = {posixpath.splitext(file)[0]: shown for file, shown in known.items()}
    named = {name.removesuffix("/index"): shown for name, shown in named.items()} | named
    asked = posixpath.splitext(path.replace("\\", "/"))[0].removesuffix("/index")
    last = closest(posixpath.basename(asked), map(posixpath.basename, named), 0.7)
    near = closest(asked, (name for name in named if posixpath.basename(name) == last), 0.0)
    return f"did you mean '{named[near]}'?" if near else otherwise


def pictures(linker: Linker) -> Iterator[tuple[str, Version, Resolved]]:
    """Yield the path of each picture that a text shows or leads to, with that text and what it writes; drafts too."""
    for version, resolved, _ in linker.resolved.values():
        for one in resolved:
            if isinstance(one.target, FileTarget) and (one.target.photograph or is_drawing(one.target.path)):
                yield one.target.path, version, one


def external(address: Address) -> ExternalTarget:
    """Return an address outside the site, if every reader can open it. Raises `BadReference`."""
    target, scheme = address.text, address.scheme
    if address.is_on_disk:
        raise BadReference(_ON_DISK.format(target), _PAGE if address.path.endswith(".md") else _COPY)
    if scheme in ("http", "https"):
        if wrong := address_problem(target):
            message, fix = wrong
            raise BadReference(f"the address '{target}' {message}", fix)
        return ExternalTarget(target, address.parts.hostname or "")
    if scheme == "mailto":
        if not all(re.fullmatch(r"[^@\s?/]+@[^@\s?]+\.[^@\s?.]+", one) for one in address.parts.path.split(",")):
            raise BadReference(f"'{target}' is not an e-mail address", "write mailto:name@example.org")
    else:
        otherwise = "link to a page (help.md) or to a web address (https://)"
        fix = "write {{ phone id=... }} instead of the link" if scheme == "tel" else otherwise
        raise BadReference(f"a link cannot begin with '{scheme}:'", fix)
    return ExternalTarget(target)
