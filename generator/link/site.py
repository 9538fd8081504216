"""The linked site: addresses, translations, menus, neighbours and resolved references; collisions and gaps refused."""

import datetime
import difflib
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from generator.compile.prose import Prose
from generator.compile.scan import Reference, places_glossary
from generator.problems import Location, Problem, suggestion
from generator.read.assets import Assets
from generator.read.components import Component, Parameter
from generator.read.kinds import is_web_address
from generator.read.pages import Document, FrontMatter
from generator.read.phrases import Words
from generator.read.settings import Settings
from generator.read.sources import PATH as SOURCES
from generator.read.sources import Source

NOT_FOUND = "404"
MENUS = ("main", "footer")
OWN = ("404.html", "_headers", "index.html", "sitemap.xml", "static")
"""What the site itself puts at the top of the output folder."""


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


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language, linked.

    `name` is the same in every language (`projects/fiit`); `address` is where it is published, relative to
    the site (`en/projects/fiit/`). Its text may be borrowed from the source language. `targets` has what each
    reference of `prose` points to, in order.
    """

    language: str
    name: str
    address: str
    document: Document
    prose: Prose
    targets: tuple[Target, ...]

    @property
    def front(self) -> FrontMatter:
        """The fields on top of the page."""
        return self.document.front

    @property
    def label(self) -> str:
        """The name of the page in menus and breadcrumbs."""
        return self.front.label or self.front.title

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the text and its components cite, in the order in which they first do."""
        cited: dict[int, Source] = {}
        for target in self.targets:
            marks = target.cited if isinstance(target, Placement) else (target,)
            cited |= {mark.number: mark.source for mark in marks if isinstance(mark, CitationTarget)}
        return tuple(cited.values())

    @property
    def borrowed(self) -> bool:
        """Whether the text is not in the language of the page."""
        return self.document.language != self.language

    @property
    def section(self) -> str | None:
        """The name of the page above this one, or None for the home page."""
        if self.name == "index":
            return None
        folder = posixpath.dirname(self.name.removesuffix("/index"))
        return posixpath.join(folder, "index")

    @property
    def above_in_menu(self) -> str | None:
        """The name of the page below which the main menu shows this one, or None where there is none."""
        menu = self.front.menu
        return _named_from(self.name, menu) if menu and menu not in MENUS else None

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """Its place among its neighbours."""
        return self.front.order, self.label, self.name


Groups = Mapping[tuple[str, str | None], tuple[Page, ...]]
"""Pages in order, by language and what they have in common."""


@dataclass(frozen=True)
class Site:
    """All pages, linked, with what the templates need beside them. `pages` is keyed by language and name."""

    settings: Settings
    words: Mapping[str, Words]
    assets: Assets
    today: datetime.date
    url: str | None
    pages: Mapping[tuple[str, str], Page]
    aliases: Mapping[str, Page]
    behind: frozenset[tuple[str, str]]

    @cached_property
    def _children(self) -> Groups:
        return self._grouped(lambda page: page.section)

    @cached_property
    def _menus(self) -> Groups:
        return self._grouped(lambda page: page.front.menu)

    @cached_property
    def _below(self) -> Groups:
        return self._grouped(lambda page: page.above_in_menu)

    def _grouped(self, of: Callable[[Page], str | None]) -> Groups:
        groups: dict[tuple[str, str | None], list[Page]] = {}
        for page in self.pages.values():
            groups.setdefault((page.language, of(page)), []).append(page)
        return {key: tuple(sorted(group, key=lambda page: page.sort_key)) for key, group in groups.items()}

    def home(self, language: str) -> Page:
        """Return the home page in `language`."""
        return self.pages[language, "index"]

    def children(self, page: Page) -> tuple[Page, ...]:
        """Return the pages directly below a section, in order."""
        return self._children.get((page.language, page.name), ())

    def trail(self, page: Page) -> tuple[Page, ...]:
        """Return the pages above this one, the home page first."""
        above = self.pages.get((page.language, page.section)) if page.section else None
        return (*self.trail(above), above) if above else ()

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """Return the page before and the page after this one in its section; at the top level there are none."""
        if page.section in (None, "index"):
            return None, None
        row = self._children[page.language, page.section]
        place = row.index(page)
        return row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None

    def menu(self, language: str, menu: str) -> tuple[Page, ...]:
        """Return the pages of the menu `main` or `footer`, in order."""
        return self._menus.get((language, menu), ())

    def below(self, page: Page) -> tuple[Page, ...]:
        """Return the pages that the main menu shows below one of its pages, in order."""
        return self._below.get((page.language, page.name), ())

    def translations(self, page: Page) -> tuple[Page, ...]:
        """Return the same page in every language, itself included, in the order of the settings."""
        return tuple(self.pages[code, page.name] for code in self.settings.languages)


def _named_from(name: str, path: str) -> str:
    """Return the name of the page that a path leads to, seen from the page with this name.

    >>> _named_from("projects/fiit", "../help.md")
    'help'
    """
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).removesuffix(".md")


def overdue(site: Site) -> list[Problem]:
    """Return a warning for every text whose `review_by` has passed on the build date."""
    documents = {
        page.document.path: page.document
        for page in site.pages.values()
        if page.document.language == site.settings.source_language
    }
    return [
        Problem(
            document.at("review_by"),
            f"this page was to be reviewed by {document.front.review_by}",
            "check it against its sources, then set 'reviewed' and 'review_by' anew",
        )
        for _, document in sorted(documents.items())
        if document.front.review_by and document.front.review_by < site.today
    ]


def file_of(address: str) -> str:
    """Return the path of the file that an address of the site leads to.

    >>> file_of("en/help/")
    'en/help/index.html'
    """
    return address + "index.html" if address.endswith("/") or not address else address


def relative(origin: str, target: str) -> str:
    """Return the link from the address `origin` to the address `target`, both relative to the site.

    It names the file, so that it leads there without a server too: from a folder, a browser would list what is in it.

    >>> relative("en/projects/fiit/", "en/help/")
    '../../help/index.html'
    """
    return posixpath.relpath("/" + file_of(target), "/" + posixpath.dirname(origin))


def link(
    documents: Sequence[Document],
    proses: Sequence[Prose],
    settings: Settings,
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
    linker = _Linker(texts, published, settings, sources, components, assets, unreadable, today)
    pages: dict[tuple[str, str], Page] = {}
    resolved: dict[str, tuple[Target, ...]] = {}
    for code in settings.languages:
        for name in names:
            document, prose = published.get((code, name)) or published[settings.source_language, name]
            if document.path not in resolved:
                resolved[document.path], found = linker.resolve(document, prose)
                problems += found
            pages[code, name] = Page(
                code, name, _address(code, name, texts, settings), document, prose, resolved[document.path]
            )
    files = {key: document for key, (document, _) in texts.items() if key in pages}
    roots = {asset.address.partition("/")[0].lower() for asset in assets.files.values()}
    aliases, found = _addresses(pages, files, roots)
    return Site(settings, words, assets, today, url, pages, aliases, behind), problems + found


Texts = Mapping[tuple[str, str], tuple[Document, Prose]]


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


def _address(code: str, name: str, texts: Texts, settings: Settings) -> str:
    """Return where a page is published: each part as its own file gives it, even a draft whose text is borrowed."""
    if name == NOT_FOUND:
        return f"{code}/404.html"
    steps = [] if name == "index" else name.removesuffix("/index").split("/")
    files = [*("/".join((*steps[:end], "index")) for end in range(1, len(steps))), name]
    parts = []
    for step, file in zip(steps, files, strict=False):
        pairs = (texts.get((language, file)) for language in (code, settings.source_language))
        parts.append(next((pair[0].front.slug for pair in pairs if pair and pair[0].front.slug), step))
    return "/".join((code, *parts, ""))


def _addresses(
    pages: Mapping[tuple[str, str], Page], files: Mapping[tuple[str, str], Document], roots: Container[str]
) -> tuple[dict[str, Page], list[Problem]]:
    """Return the aliases by address, and a problem for every address that two pages claim, or that the site needs.

    `files` has the file of each page in its own language, where there is one, published or not; `roots` the first part of
    the address of every file of `static/`. Addresses that differ only in case are the same on some computers, so they
    collide too; and no folder can stand where a file does.
    """
    owners: dict[str, Document] = {}
    told: list[set[str]] = []
    problems = []
    for key, page in pages.items():
        file = files.get(key, page.document)
        first = owners.setdefault(page.address.lower(), file)
        if first is not file and {file.path, first.path} not in told:
            told.append({file.path, first.path})
            message = f"this page has the same address as {first.path}: /{page.address}"
            problems.append(Problem(file.at("slug"), message, "rename the file, or give it another 'slug'"))
    aliases: dict[str, Page] = {}
    claims = (
        (_alias_address(alias), number, alias, key)
        for key, file in files.items()
        for number, alias in enumerate(file.front.aliases)
    )
    for address, number, alias, key in sorted(claims, key=lambda claim: claim[0]):
        root, _, rest = address.lower().partition("/")
        other = next((owners[claimed] for claimed in _on_the_way(address.lower()) if claimed in owners), None)
        if other:
            message = f"the alias '{alias}' is already an address of {other.path}"
        elif not root or root in OWN or root in roots or rest.startswith("data/"):
            message = f"the alias '{alias}' is an address that the site needs itself"
        else:
            owners[address.lower()] = files[key]
            aliases[address] = pages[key]
            continue
        problems.append(Problem(files[key].at("aliases", number), message, "remove the alias, or change it"))
    return aliases, problems


def _alias_address(alias: str) -> str:
    """Return the address of an alias: a folder, unless it names a file that a browser opens as a page."""
    return re.sub(r"(^|/)index\.html$", r"\1", alias) if alias.endswith(".html") else f"{alias}/"


def _on_the_way(address: str) -> Iterator[str]:
    """Return an address, and every file that would stand in the way of it."""
    yield address
    parts = address.rstrip("/").split("/")
    yield from ("/".join(parts[:end]) for end in range(1, len(parts) + address.endswith("/")))


@dataclass(frozen=True)
class _Linker:
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
        name = _named_from(document.name, path)
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
                "write it there, as README.md tells, or remove the component",
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
