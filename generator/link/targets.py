"""What each reference of a text leads to: a page, a file, an address, a source or a component."""

import datetime
import difflib
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from generator.compile.prose import Prose
from generator.compile.scan import Reference, places_glossary
from generator.link.addresses import Texts, named_from
from generator.problems import Location, Problem, suggestion
from generator.read.assets import Assets
from generator.read.components import Component, Parameter
from generator.read.kinds import is_web_address
from generator.read.pages import Document
from generator.read.settings import Settings
from generator.read.sources import PATH as SOURCES
from generator.read.sources import Source

MENUS = ("main", "footer")


@dataclass(frozen=True, slots=True)
class PageTarget:
    """A link to another page of this site, by name, and perhaps to a place on it."""

    name: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class AssetTarget:
    """A file of `static/`, by its path there."""

    path: str


@dataclass(frozen=True, slots=True)
class OuterTarget:
    """An address outside this site, or a place on the same page (`#id`)."""

    url: str


@dataclass(frozen=True, slots=True)
class CitationTarget:
    """A source of the page, with its number in the order in which they are first cited, counted from 1."""

    number: int
    source: Source


@dataclass(frozen=True, slots=True)
class Placement:
    """A component placed in a text; each argument is already what it stands for. A `pages` argument holds names.

    `cited` has the sources of what it shows, where it marks them by number as a text does.
    """

    component: Component
    arguments: Mapping[str, object]
    cited: tuple[CitationTarget, ...] = ()


Target = PageTarget | AssetTarget | OuterTarget | CitationTarget | Placement


@dataclass(frozen=True)
class Linker:
    texts: Texts
    published: Texts
    settings: Settings
    sources: Mapping[str, Source]
    components: Mapping[str, Component]
    assets: Assets
    unreadable: frozenset[str]
    today: datetime.date

    def resolve(self, document: Document, prose: Prose) -> tuple[tuple[Target, ...], list[Problem]]:
        """Return what every reference of a text points to, and a problem for each that points nowhere."""
        targets: list[Target] = []
        problems: list[Problem] = []
        drawing = document.front.drawing if document.language == self.settings.source_language else None
        if drawing and drawing not in self.assets.drawings:
            message = f"there is no drawing 'static/drawings/{drawing}.svg'"
            problems.append(Problem(document.at("drawing"), message, suggestion(drawing, self.assets.drawings)))
        problems += self.menu(document)
        cited: dict[int, CitationTarget] = {}

        def cite(source: Source) -> CitationTarget:
            return cited.setdefault(id(source), CitationTarget(len(cited) + 1, source))

        for reference in prose.references:
            where = Location(document.path, document.first_line + reference.line - 1, reference.column)

            def wrong(message: str, fix: str, where: Location = where) -> None:
                problems.append(Problem(where, message, fix))

            if reference.kind == "component":
                target = self.placement(document, reference, wrong)
                targets.append(
                    replace(target, cited=tuple(cite(source) for source in self.shown_by(target)))
                    if isinstance(target, Placement)
                    else target
                )
            elif reference.kind == "image":
                targets.append(self.image(reference.target, wrong))
            elif reference.kind == "link":
                targets.append(self.link(document, prose, reference.target, wrong))
            elif reference.kind == "term":
                targets.append(PageTarget(self.glossary, reference.target) if self.glossary else OuterTarget("#"))
            elif source := self.sources.get(reference.target):
                targets.append(cite(source))
            else:
                fix = suggestion(reference.target, self.sources)
                wrong(f"{SOURCES} has no source '{reference.target}'", fix)
                targets.append(OuterTarget(""))
        return tuple(targets), problems

    def menu(self, document: Document) -> Iterator[Problem]:
        """Yield what is wrong with the place of a page in the menus; that of its translations is the same."""
        menu, where = document.front.menu, document.at("menu")
        if not menu or menu in MENUS or document.language != self.settings.source_language:
            return
        name = self.page_name(document, menu)
        if not name:
            fix = suggestion(menu, MENUS) if "." not in menu else self.nearest_page(document, menu)
            yield Problem(where, f"there is no menu '{menu}', and no such page", fix)
        elif (document.language, name) in self.texts and self.texts[document.language, name][0].front.menu != "main":
            yield Problem(where, f"the page '{menu}' is not in the main menu itself", "name a page with 'menu: main'")

    @cached_property
    def glossary(self) -> str:
        """The name of the page that places the glossary; empty where there is none."""
        return next(
            (
                name
                for (code, name), (document, _) in self.published.items()
                if code == self.settings.source_language and places_glossary(document.text)
            ),
            "",
        )

    def image(self, target: str, wrong: Callable[[str, str], None]) -> Target:
        if re.match(r"[a-z]+:", target):
            wrong(
                "a picture from another site would tell that site who reads this page",
                "put a copy into static/ and name it from there",
            )
            return OuterTarget("")
        path = posixpath.normpath(target.lstrip("/"))
        if path not in self.assets.files:
            wrong(f"there is no picture 'static/{path}'", suggestion(path, self.assets.files))
            return OuterTarget("")
        return AssetTarget(path)

    def link(self, document: Document, prose: Prose, target: str, wrong: Callable[[str, str], None]) -> Target:
        if re.match(r"(?i)(https?|tel|mailto):", target):
            if target.lower().startswith("http") and not is_web_address(target):
                wrong(
                    f"the address '{target}' cannot be read",
                    "write it as the browser shows it, such as https://www.example.org/page",
                )
                return OuterTarget("")
            return OuterTarget(target)
        if scheme := re.match(r"([a-zA-Z][\w+.-]*):", target):
            wrong(
                f"a link cannot begin with '{scheme[1]}:'",
                "link to a page (help.md) or to an address that begins with https://",
            )
            return OuterTarget("")
        path, _, anchor = target.partition("#")
        if not path:
            self.anchor(prose, anchor, "this page", wrong)
            return OuterTarget(target)
        if not path.endswith(".md"):
            asset = posixpath.normpath(path.lstrip("/"))
            if asset in self.assets.files:
                return AssetTarget(asset)
            wrong(f"the link '{target}' leads nowhere", self.meant(target, asset))
            return OuterTarget("")
        name = self.page_name(document, path)
        if not name:
            wrong(f"there is no page '{path}'", self.nearest_page(document, path))
            return OuterTarget("")
        if name.startswith("!"):
            wrong(
                f"the page '{path}' is not published, so the link would lead nowhere",
                "remove the link, or publish the page",
            )
            return OuterTarget("")
        if anchor and name != "?":
            _, other = (
                self.published.get((document.language, name)) or self.published[self.settings.source_language, name]
            )
            self.anchor(other, anchor, f"'{path}'", wrong)
        return PageTarget(name, anchor) if name != "?" else OuterTarget("")

    def anchor(self, prose: Prose, anchor: str, page: str, wrong: Callable[[str, str], None]) -> None:
        if anchor not in prose.ids:
            wrong(
                f"{page} has no heading with the id '{anchor}'",
                suggestion(anchor, [heading.id for heading in prose.headings]),
            )

    def page_name(self, document: Document, path: str) -> str:
        """Return the name of the page that `path` leads to from `document`.

        The name is empty where there is no such page, begins with `!` where it is not published, and is `?`
        where the file has problems of its own.
        """
        name = named_from(document.name, path)
        source = self.settings.source_language
        if (source, name) in self.published:
            return name
        if any(f"content/{code}/{name}.md" in self.unreadable for code in (document.language, source)):
            return "?"
        return f"!{name}" if (source, name) in self.texts else ""

    def nearest_page(self, document: Document, path: str) -> str:
        folder = posixpath.dirname(document.name) or "."
        names = (
            name for code, name in self.published if code == self.settings.source_language and name != document.name
        )
        near = difflib.get_close_matches(
            path, [posixpath.relpath(f"{name}.md", folder) for name in names], n=1, cutoff=0.6
        )
        return f"did you mean '{near[0]}'?" if near else "write the path of the page's .md file, seen from this file"

    def meant(self, target: str, asset: str) -> str:
        if re.fullmatch(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+", target):
            return f"write mailto:{target}"
        if target.startswith("www."):
            return f"write https://{target}"
        near = difflib.get_close_matches(re.sub(r"^(\.\./)*(static/)?", "", asset), self.assets.files, n=1, cutoff=0.7)
        return (
            f"did you mean '{near[0]}'?"
            if near
            else "link to the .md file of a page, such as help.md, or to a file in static/"
        )

    def shown_by(self, placed: Placement) -> Iterator[Source]:
        """Yield the sources of the events that a component shows, in order."""
        if placed.component.declaration.needs == "timeline":
            first, last = (cast("int | None", placed.arguments.get(name)) for name in ("from", "to"))
            for event in self.settings.timeline:
                yield from event.sources if event.within(first, last) else ()

    def placement(self, document: Document, reference: Reference, tell: Callable[[str, str], None]) -> Target:
        mistakes: list[str] = []

        def wrong(message: str, fix: str) -> None:
            mistakes.append(message)
            tell(message, fix)

        component = self.components.get(reference.target)
        if not component:
            wrong(f"there is no component '{reference.target}'", suggestion(reference.target, self.components))
            return OuterTarget("")
        declaration = component.declaration
        if declaration.place == "block" and not reference.block:
            wrong(
                f"the component '{component.name}' must stand alone",
                "put it on a line of its own, with an empty line above and below",
            )
        if declaration.needs and not getattr(self.settings, declaration.needs):
            wrong(
                f"the component '{component.name}' needs '{declaration.needs}' in site.yaml",
                "write it there, as content/README.md tells, or remove the component",
            )
        if component.links and reference.linked:
            wrong(
                f"the component '{component.name}' is a link, and stands inside the words of another",
                "put it before or behind that link",
            )
        given = dict(reference.arguments)
        arguments: dict[str, object] = {}
        for name in given:
            if name not in declaration.parameters:
                wrong(f"the component '{component.name}' takes no '{name}'", suggestion(name, declaration.parameters))
        for name, parameter in declaration.parameters.items():
            if name in given:
                arguments[name] = self.argument(document, component.name, name, parameter, given[name], wrong)
            elif parameter.required:
                wrong(
                    f"the component '{component.name}' needs '{name}'",
                    f"write {{{{ {component.name} {name}=... }}}}: {parameter.about}",
                )
            else:
                arguments[name] = None
        return OuterTarget("") if mistakes else Placement(component, arguments)

    def argument(
        self,
        document: Document,
        component: str,
        name: str,
        parameter: Parameter,
        given: str,
        wrong: Callable[[str, str], None],
    ) -> object:
        if parameter.choices and given not in parameter.choices:
            wrong(f"'{name}' of the component '{component}' cannot be '{given}'", suggestion(given, parameter.choices))
        if parameter.type == "text":
            return given
        if parameter.type == "number":
            if not re.fullmatch(r"\d{1,6}", given):
                wrong(
                    f"'{name}' of the component '{component}' must be a number, not '{given}'",
                    f"write {name}=2004, digits only",
                )
                return 0
            return int(given)
        if parameter.type == "pages":
            return tuple(
                name for path in given.replace(",", " ").split() if (name := self.listed_page(document, path, wrong))
            )
        plural = parameter.type == "helplines"
        entries = self.settings.collection("helpline" if plural else parameter.type)
        keys = given.replace(",", " ").split() if plural else [given]
        for key in keys:
            if key not in entries:
                wrong(f"site.yaml has no {parameter.type.removesuffix('s')} '{key}'", suggestion(key, entries))
        if parameter.type == "value" and given in entries and self.settings.values[given][0] is None:
            wrong(
                f"the number '{given}' is not known, so no sentence can tell it",
                "leave it out; the figure shows that it is missing",
            )
        if plural:
            return tuple(entries[key] for key in keys if key in entries)
        return entries.get(given)

    def listed_page(self, document: Document, path: str, wrong: Callable[[str, str], None]) -> str:
        target = self.link(document, Prose("", (), (), (), ()), path, wrong)
        return target.name if isinstance(target, PageTarget) else ""
