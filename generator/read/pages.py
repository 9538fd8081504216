"""The Markdown files of `content/`, each split into its fields and its text."""

import datetime
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import Annotated, NamedTuple

from generator.problems import BuildFailed, Locate, Location, Problem, UsageError, gathering
from generator.read import forms, photographs
from generator.read.cache import Cache, digest
from generator.read.entries import explained
from generator.read.facts import DATA
from generator.read.files import RESERVED, SAFE_NAME, Files, write_all
from generator.read.forms import Invalid, field
from generator.read.settings import Settings
from generator.read.value_types import Accepted, Boolean, Date, Integer, Past, is_language, proper_id
from generator.read.yaml_text import parse

MAX_PAGE, MAX_SUMMARY = 200_000, 160
"""The most characters of a page, and of its summary."""
TEXT_FIELDS = ("title", "label", "summary")
"""The fields of a page that are plain text, except its keywords."""
_NOT_PAGES = re.compile(
    r"content/(?:README\..*|sources\.yaml|leaflets/.+\.yaml|[^/]+/(?:(?:words|translated)\.yaml|data/.+))|(?:.*/)?\..+"
)
"""Files of `content/` besides pages and photographs; unknown ones in data/ and leaflets/ are reported elsewhere."""
_MOVE = (
    "put a file for readers in static/files/, a drawing in static/pictures/, and any other file outside content/; "
    "end the name of a page in '.md', and give data a known name, such as words.yaml"
)
MENUS = ("main", "footer")
TODO = "TODO"
"""A placeholder in new pages; no published text may contain it."""


def _slug(value: str) -> str:
    """Return a value that can be part of an address and a folder name on every computer; raise `Invalid` for others."""
    if RESERVED.match(proper_id(value)):
        raise Invalid("cannot be {value}, which Windows reserves", f"choose another name, such as {value}-page")
    return value


def _alias(value: str, _: Mapping[str, object]) -> str:
    path = value.strip("/")
    parts = path.split("/")
    if not all(map(SAFE_NAME.fullmatch, parts)) or path.endswith(".md") or any(map(RESERVED.match, parts)):
        raise Invalid("cannot be {value}", "write the address without the name of the site, such as en/old-name")
    return path


class Translation(forms.Model):
    """The fields at the top of a translated page; it takes all others from the page that it translates."""

    title: str = field("The heading of the page.", "Our history")
    label: str | None = field("A shorter name for menus and breadcrumbs.", "History", None)
    summary: str = field(
        f"One sentence for cards and search engines, at most {MAX_SUMMARY} characters.",
        "What happened since the beginning.",
        max_length=MAX_SUMMARY,
    )
    slug: Annotated[str, lambda value, _: _slug(value)] | None = field(
        "Last part of the address, if not the name of the file.", "aide", None
    )
    keywords: tuple[str, ...] = field(
        "Other words that readers may look for; the search and the index find the page by them.",
        "[police, passport taken away]",
        (),
    )
    aliases: tuple[Annotated[str, _alias], ...] = field(
        "Old addresses that redirect here, without the name of the site; feeds identify the page by the first.",
        "[en/old-name]",
        (),
    )
    draft: Boolean = field("Whether the page is a draft; neither it nor its translations are published.", "true", False)
    accepted: tuple[Accepted, ...] = field(
        "Values that are correct although a check reports them: numbers, links and pictures that differ from the "
        "original, or a number that only looks like a phone number.",
        '["9:30", example.org]',
        (),
    )
    native_review: Past | None = field("Day on which a native speaker reviewed the translation.", "2026-11-24", None)


class FrontMatter(Translation):
    """The fields between the two `---` lines at the top of a page."""

    menu: str | None = field(
        "The menu that shows the page: main, footer, or the file of a page in the main menu to show it below.",
        "main",
        None,
    )
    order: Integer = field("Position in menus and lists; low numbers come first.", "10", 1000)
    drawing: str | None = field("The drawing on its card: a file in static/drawings/, without .svg.", "house", None)
    reviewed: Past | None = field("Day on which someone last checked the page.", "2026-11-24", None)
    review_by: Date | None = field("Day by which it must be checked again.", "2027-05-24", None)
    publish: Date | None = field("First day on which the page is published.", "2027-01-01", None)
    expire: Date | None = field("First day on which the page is no longer published.", "2027-12-31", None)
    exit: Boolean = field("Whether the page has the leave-quickly link, and comes first in its menu.", "true", False)
    sheet: Boolean = field(
        "Whether the page prints on one sheet, up to a heading with {#id .screen}; one with 'exit' always does.",
        "true",
        False,
    )
    handout: Boolean = field("Whether the page is one side of the printed handout.", "true", False)

    @property
    def changed(self) -> datetime.date | None:
        """The last day on which the page is known to have been reviewed or published, or None."""
        return max((day for day in (self.reviewed, self.publish) if day), default=None)

    def has_expired(self, today: datetime.date) -> bool:
        """Return whether the page is not a draft and its expiry date has come."""
        return not self.draft and self.expire is not None and self.expire <= today

    def is_published(self, today: datetime.date) -> bool:
        """Return whether the page is published on a day."""
        return not self.draft and (not self.publish or self.publish <= today) and not self.has_expired(today)


class Document(NamedTuple):
    """A page: a Markdown file, split into fields and text.

    `path` is relative to the project folder; `name` is relative to the folder of its language, without `.md`
    (`projects/report`), and is the same for all translations of a page. `first_line` is the line of the file on which
    `text` starts, and `fields_digest` is the digest of everything that `front` was read from. `parent` is the name of
    the page below which the menu shows it, if any. If it is not valid, some fields have problems and are left out.
    """

    path: str
    language: str
    name: str
    front: FrontMatter
    text: str
    first_line: int
    fields_digest: bytes = b""
    parent: str | None = None
    is_valid: bool = True

    @property
    def kind(self) -> str:
        """The kind of page, and so its template, according to its name: home, section, search or page."""
        special = {"index": "home", "search": "search"}
        return special.get(self.name, "section" if self.name.endswith("/index") else "page")

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the title, the label and the summary, if they are set, each with its location."""
        for name in TEXT_FIELDS:
            if text := getattr(self.front, name):
                yield self.field_location(name), text

    def field_location(self, *trail: str | int) -> Location:
        """Return the location of the value of a field, or the top of the file if the field is not in it."""
        return self.front.locations.values.get(trail, Location(self.path)).for_field(trail)

    def location(self, line: int, column: int) -> Location:
        """Return the location of a line and a column of the text."""
        return Location(self.path, self.first_line + line - 1, column)

    def locator(self, position: Callable[[int], tuple[int, int]]) -> Locate:
        """Return a function from an index to a location; `position` gives the line and column in the text."""
        return lambda index: self.location(*position(index))


def resolve_name(name: str, path: str) -> str:
    """Return the name of the page at a path that is relative to the page with this name.

    >>> resolve_name("projects/report", "../help.md")
    'help'
    """
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).removesuffix(".md")


def path_of(language: str, name: str) -> str:
    """Return the path of the file of a page.

    >>> path_of("en", "projects/report")
    'content/en/projects/report.md'
    """
    return f"content/{language}/{name}.md"


class _Page(NamedTuple):
    """A page as in its file, split into its fields and its text."""

    path: str
    language: str
    name: str
    fields: str
    text: str
    first_line: int


def read(
    files: Files, settings: Settings, unread: Container[str], today: datetime.date | None, cache: Cache
) -> tuple[tuple[Document, ...], list[Problem]]:
    """Return every page, `content/LANGUAGE/**/*.md`, sorted by path, as it is on a day; and the problems.

    A translation has its own title, summary and address; its other fields are those of the page in the source language.
    Settings that are `unread`, because they have problems, cause no further ones.
    """
    source = settings.source_language
    pages, problems = _pages(files, settings.languages, source, "languages" not in unread)
    originals = {page.name: page.fields for page in pages if page.language == source}
    digests = {
        page: digest(page.fields, None if page.language == source else originals.get(page.name, "")) for page in pages
    }
    keys = {page: digest(page.path, own, repr(today)) for page, own in digests.items()}
    fields = cache.get_many("fields", keys.values())
    fronts: dict[str, FrontMatter] = {}
    documents: list[Document] = []
    for page in sorted(pages, key=lambda page: page.language != source):
        key, own_problems = keys[page], list[Problem]()
        if key not in fields:
            with gathering(own_problems):
                fields[key], found = _fields(page, fronts.get(page.name), source, {"today": today})
                own_problems += found
                if not found:
                    cache.put("fields", key, fields[key])
        front = fields.get(key) or FrontMatter({})
        if page.language == source:
            fronts[page.name] = front
        problems += own_problems
        parent = resolve_name(page.name, front.menu) if front.menu and front.menu not in MENUS else None
        documents.append(Document(*page[:3], front, *page[4:], digests[page], parent, not own_problems))
    return tuple(sorted(documents, key=lambda document: document.path)), problems


def _pages(files: Files, languages: Container[str], source: str, are_known: bool) -> tuple[list[_Page], list[Problem]]:
    """Return every page that can be split into fields and text, and the problems of all other files in `content/`.

    These include folders that are not among the `languages`, if these `are_known`, and files that nothing uses, but
    not the guides for editors, content/README.md and its translations.
    """
    pages: list[_Page] = []
    found, problems = files.below("content")
    for path in found:
        if not path.lower().endswith(".md") or "/." in path or path.startswith("content/README."):
            if not _NOT_PAGES.fullmatch(path) and not path.lower().endswith(photographs.EXTENSIONS):
                problems.append(Problem(Location(path), "this file is not used", _MOVE))
            continue
        language, _, rest = path.removeprefix("content/").partition("/")
        if language not in languages or not rest:
            fix = f"add the language to site.yaml, or remove content/{language}/"
            if not (rest and is_language(language)):
                fix = f"move the file into content/{source}/"
            problems += [Problem(Location(path), f"'{language}' is not a language of this site", fix)] * are_known
            continue
        name, ending = rest[:-3], rest[-3:]
        refusals = _refusals(name, languages)
        if ending != ".md":
            refusals.append((f"the name of a page cannot end in '{ending}'", "rename it to end in '.md'"))
        if refusals:
            problems += [Problem(Location(path), message, fix) for message, fix in refusals]
            continue
        with gathering(problems):
            pages.append(_split(path, language, name, files.text(path)))
    return pages, problems


def _fields(
    page: _Page, original: FrontMatter | None, source: str, known: Mapping[str, object]
) -> tuple[FrontMatter, list[Problem]]:
    """Return the fields of a page without those that have problems, and the problems.

    A page that is not in the language `source` takes the shared fields of its original, and is a draft if that is one.
    Raises `BuildFailed` if no field can be read.
    """
    data, locations = parse(page.fields, page.path, 2)
    if page.language == source:
        front, problems = forms.fill_in_part(FrontMatter, data, locations, known)
        if front.publish and front.expire and front.expire <= front.publish:
            message = "this page expires before it is published"
            problems.append(Problem(locations.value("expire"), message, "check 'publish' and 'expire'"))
            front = FrontMatter({**dict(front), "publish": None, "expire": None}, locations)
        return front, problems
    shared = FrontMatter.model_fields.keys() - Translation.model_fields.keys()
    foreign = []
    for name in data.keys() & shared if isinstance(data, dict) else ():
        message = f"'{name}' is the same in all languages and set in {path_of(source, page.name)}"
        foreign.append(Problem(locations.key(name), message, "remove it here"))
        data = {other: value for other, value in data.items() if other != name}
    own, problems = forms.fill_in_part(Translation, data, locations, known)
    given = {name: value for name, value in own if (name,) in locations.keys}
    inherited = {name: getattr(original, name) for name in shared} if original else {}
    draft = own.draft or bool(original and original.draft)
    return FrontMatter(inherited | given | {"draft": draft}, locations), foreign + problems


def parse_name(given: str, languages: Container[str]) -> tuple[str | None, str]:
    """Return the language, if given, and the name of the page that a person means by a name, a path or a file.

    Windows completes paths with backslashes. No name starts with a language code, so one at the start is the language.
    """
    path = PureWindowsPath(given).as_posix().strip("/").removesuffix(".md").removeprefix("content/")
    language, _, name = path.partition("/")
    return (language, name) if language in languages else (None, path)


def page_at(path: str, languages: Container[str]) -> tuple[str, str] | None:
    """Return the language and the name of the page whose file is at a path, or None if a page cannot be there."""
    language, name = parse_name(path, languages)
    return (language, name) if language and path == path_of(language, name) and not _refusals(name, languages) else None


def _refusals(name: str, languages: Container[str], how: str = "rename it; ") -> list[tuple[str, str]]:
    """Return what is wrong with the name of a page, each message with its fix, which starts with `how`."""
    found = []
    for part in name.split("/"):
        try:
            _slug(part)
        except Invalid as invalid:
            found.append((f"the name of a page {invalid.about(part)}", f"{how}{invalid.fix}"))
    if (first := name.partition("/")[0]) in languages:
        found.append((f"the name of a page cannot be '{first}', which is a language", "give it another name"))
    return found + [(f"{DATA}/ cannot contain pages", "rename the folder")] * name.startswith(f"{DATA}/")


def _split(path: str, language: str, name: str, text: str) -> _Page:
    """Return the fields and the text of a page; raise `BuildFailed` if it cannot be split into these."""

    def refused(message: str, fix: str, line: int = 0) -> BuildFailed:
        return BuildFailed([Problem(Location(path, line + 1), message, fix)])

    if len(text) > MAX_PAGE:
        message = f"this page has {len(text):,} characters; the maximum is {MAX_PAGE:,}"
        raise refused(message, "split it into several pages")
    lines = text.split("\n")
    end = closing_line(lines)
    if end is None:
        if lines[0].rstrip() == "---":
            fix = "write '---' on its own line, between the fields and the text"
            raise refused("the '---' line after the fields is missing", fix)
        fix = "start it with '---', 'title: ...', 'summary: ...', '---', each on its own line, with nothing above"
        raise refused("this page does not start with fields between two '---' lines", fix)
    below = next((number for number in range(end + 1, len(lines)) if lines[number].strip() not in ("", "---")), end)
    field, colon, _ = lines[below].partition(":")
    if colon and field in FrontMatter.model_fields:
        message = f"the field '{field}' is below the other fields, so the page would show it as text"
        fix = "move it up, between the first two '---' lines; if it is already there, remove it"
        raise refused(message, fix, below)
    return _Page(path, language, name, "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2)


def closing_line(lines: Sequence[str]) -> int | None:
    """Return the index of the line that closes the fields of a page, or None if they are not opened and closed."""
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return None
    return next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), None)


def create(folder: Path, settings: Settings, given: str) -> tuple[str, str]:
    """Create a page in the source language, a draft with every field explained; return its path and name.

    Raises `UsageError` as `new_name` does.
    """
    name = new_name(folder, settings, given)
    path, title = path_of(settings.source_language, name), name.removesuffix("/index").rpartition("/")[2]
    values = {"title": f'"{title.replace("-", " ").capitalize()}"', "summary": TODO, "draft": "true"}
    text = f"{TODO}: start with the most important point. Headings start with ##."
    write_all(folder, {path: "\n".join(["---", *explained(FrontMatter, values), "---", "", text, ""])})
    return path, name


def new_name(folder: Path, settings: Settings, given: str) -> str:
    """Return the name for a new page that a person means by a name or a file; for a folder, that of its index page.

    Raises `UsageError` if it is in another language or cannot be an address, or a page already has that address.
    """
    language = settings.source_language
    first, name = parse_name(given, settings.languages)
    if first not in (None, language):
        raise UsageError(
            f"write new pages in {language} first; leave out '{first}/', and translate the finished page: "
            f"python build.py new translation {first}/{name}"
        )
    for message, fix in _refusals(name, settings.languages, how=""):
        raise UsageError(f"{message}; {fix}")
    if (folder / "content" / language / name).is_dir():
        name = f"{name}/index"
    other = name.removesuffix("/index") if name.endswith("/index") else f"{name}/index"
    for taken in (path_of(language, name), path_of(language, other)):
        if (folder / taken).exists():
            raise UsageError(f"{taken} already has this address; choose another name, or edit that file")
    return name
