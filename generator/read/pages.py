"""Finds the Markdown files under `content/` and splits each into its fields and its text."""

import datetime
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import Annotated, NamedTuple

from generator.problems import BuildFailed, Location, Problem, UsageError, gathering
from generator.read import forms, photographs
from generator.read.cache import Cache, digest
from generator.read.entries import explained
from generator.read.facts import DATA
from generator.read.files import RESERVED, Files, write_all
from generator.read.forms import Invalid, field
from generator.read.kinds import Accepted, Boolean, Date, Integer, Past, is_language, proper_id
from generator.read.settings import Settings
from generator.read.yaml_text import parse

LARGEST, SUMMARY = 200_000, 160
"""How many characters a page may have, and its summary."""
TEXT_FIELDS = ("title", "label", "summary")
"""The fields of a page that hold words only, but for its keywords."""
_OTHERS = re.compile(
    r"content/(?:README\..*|sources\.yaml|leaflets/.+\.yaml|[^/]+/(?:(?:words|translated)\.yaml|data/.+))|(?:.*/)?\..+"
)
"""What `content/` holds beside pages and photographs; data/ and leaflets/ tell of what they do not know."""
_MISNAMED = (
    "end its name in '.md' if it is a page, or in '.yaml' with the name of another such file; "
    "a drawing belongs into static/pictures/, a file for readers into static/files/; else move it out of content/"
)
MENUS = ("main", "footer")
TODO = "TODO"
"""Stands in a new page for what is to be written; no published text may have it."""


def _slug(value: str) -> str:
    """Return what can be part of an address and, on every computer, a folder's name; Windows keeps some for itself."""
    if RESERVED.match(proper_id(value)):
        raise Invalid("cannot be {value}, which Windows reserves", f"choose another name, such as {value}-page")
    return value


def _alias(value: str, _: Mapping[str, object]) -> str:
    path = value.strip("/")
    parts = path.split("/")
    is_address = all(re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(?<!\.)", part) for part in parts)
    if not is_address or path.endswith(".md") or any(map(RESERVED.match, parts)):
        raise Invalid("cannot be {value}", "write the address that a browser showed, such as en/old-name")
    return path


class Translation(forms.Model):
    """The fields at the top of a translated page; all others are those of the page it was translated from."""

    title: str = field("The heading of the page.", "Our history")
    label: str | None = field("A shorter name for menus and breadcrumbs.", "History", None)
    summary: str = field(
        f"One sentence for cards and search engines, at most {SUMMARY} characters.",
        "What happened since the beginning.",
        max_length=SUMMARY,
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
    exit: Boolean = field("Whether the page shows the leave-quickly link.", "true", False)
    sheet: Boolean = field(
        "Whether the page prints on one sheet, up to a heading with {#id .screen}; one with 'exit' always does.",
        "true",
        False,
    )
    handout: Boolean = field("Whether the page is one side of the printed handout.", "true", False)

    @property
    def changed(self) -> datetime.date | None:
        """The last day on which the page is known to have been checked or first shown, or None."""
        return max((day for day in (self.reviewed, self.publish) if day), default=None)

    def has_expired(self, today: datetime.date) -> bool:
        """Whether the page was to be seen until a day, which has come."""
        return not self.draft and self.expire is not None and self.expire <= today

    def is_published(self, today: datetime.date) -> bool:
        """Whether the page is to be seen on a day."""
        return not self.draft and (not self.publish or self.publish <= today) and not self.has_expired(today)


class Document(NamedTuple):
    """One Markdown file, read and split.

    `path` is relative to the project folder; `name` is relative to its language's folder, without `.md`
    (`projects/fiit`), and is the same for all translations of a page. `first_line` is the line of the file
    on which `text` begins, and `fields_digest` is that of all that `front` was read from.
    `above` is the name of the page below which the menu shows it, if it is below one. One that is not `whole` has
    problems in its fields, and is without these.
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
        """What its name says that it is, and so the template that makes it: home, section, search, or a plain page."""
        special = {"index": "home", "search": "search"}
        return special.get(self.name, "section" if self.name.endswith("/index") else "page")

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield what the page says on top, each with its place: its title, its label and its summary."""
        for name in TEXT_FIELDS:
            if words := getattr(self.front, name):
                yield self.at(name), words

    def at(self, *trail: str | int) -> Location:
        """Return where the value of a field stands, or the top of the file where it does not have the field."""
        return self.front.places.values.get(trail, Location(self.path)).for_field(trail)

    def place(self, line: int, column: int) -> Location:
        """Return where in the file a line and a column of the text stand."""
        return Location(self.path, self.first_line + line - 1, column)

    def locator(self, place: Callable[[int], tuple[int, int]]) -> Callable[[int], Location]:
        """Return what tells where in the file each character of some words stands, given where it does in the text."""
        return lambda index: self.place(*place(index))


def named_from(name: str, path: str) -> str:
    """Return the name of the page that a path leads to, seen from the page with this name.

    >>> named_from("projects/fiit", "../help.md")
    'help'
    """
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).removesuffix(".md")


def path_of(language: str, name: str) -> str:
    """Return the path of the file of a page.

    >>> path_of("en", "projects/fiit")
    'content/en/projects/fiit.md'
    """
    return f"content/{language}/{name}.md"


class _Written(NamedTuple):
    """A page as it stands in its file, divided into its fields and its text."""

    path: str
    language: str
    name: str
    fields: str
    text: str
    first_line: int


def read(
    files: Files, config: Settings, unknown: Container[str], today: datetime.date | None, cache: Cache
) -> tuple[tuple[Document, ...], list[Problem]]:
    """Read every `content/LANGUAGE/**/*.md` on a day, sorted by path.

    A translation has its own title, summary and address; its other fields are those of the page in the source language.
    Returns the problems too, but of settings that are `unknown`, as they have some, nothing is told.
    """
    source = config.source_language
    pages, problems = _written(files, config.languages, source, "languages" not in unknown)
    originals = {page.name: page.fields for page in pages if page.language == source}
    keys = {
        page: digest(page.fields, None if page.language == source else originals.get(page.name, "")) for page in pages
    }
    checked = {page: digest(page.path, key, repr(today)) for page, key in keys.items()}
    known = cache.get_many("fields", checked.values())
    fronts: dict[str, FrontMatter] = {}
    documents: list[Document] = []
    for page in sorted(pages, key=lambda page: page.language != source):
        key, wrong = checked[page], list[Problem]()
        if key not in known:
            with gathering(wrong):
                known[key], found = _fields(page, fronts.get(page.name), source, {"today": today})
                wrong += found
                if not found:
                    cache.put("fields", key, known[key])
        front = known.get(key) or FrontMatter({})
        if page.language == source:
            fronts[page.name] = front
        problems += wrong
        above = named_from(page.name, front.menu) if front.menu and front.menu not in MENUS else None
        documents.append(Document(*page[:3], front, page.text, page.first_line, keys[page], above, not wrong))
    return tuple(sorted(documents, key=lambda document: document.path)), problems


def _written(files: Files, languages: Container[str], source: str, known: bool) -> tuple[list[_Written], list[Problem]]:
    """Return every page that can be divided into fields and text, and the problems of what else stands in `content/`.

    Folders that are none of the `languages`, if all are `known`, are one, and so are files that nothing reads; the
    guides for editors, content/README.md and its translations, are left alone.
    """
    pages: list[_Written] = []
    found, problems = files.below("content")
    for path in found:
        if not path.lower().endswith(".md") or "/." in path or path.startswith("content/README."):
            if not _OTHERS.fullmatch(path) and not path.lower().endswith(photographs.ENDINGS):
                problems.append(Problem(Location(path), "this file is not read", _MISNAMED))
            continue
        language, _, rest = path.removeprefix("content/").partition("/")
        if language not in languages or not rest:
            fix = f"add the language to site.yaml, or remove content/{language}/"
            if not (rest and is_language(language)):
                fix = f"move the file into content/{source}/"
            problems += [Problem(Location(path), f"'{language}' is not a language of this site", fix)] * known
            continue
        name, ending = rest[:-3], rest[-3:]
        mistakes = _mistakes(name, languages)
        if ending != ".md":
            mistakes.append((f"the name of a page cannot end in '{ending}'", "rename it; end it in '.md'"))
        if mistakes:
            problems += [Problem(Location(path), message, fix) for message, fix in mistakes]
            continue
        with gathering(problems):
            pages.append(_divided(path, language, name, files.text(path)))
    return pages, problems


def _fields(
    page: _Written, source: FrontMatter | None, language: str, known: Mapping[str, object]
) -> tuple[FrontMatter, list[Problem]]:
    """Return the fields of a page but for those with problems, and these.

    One that is not in `language` has those of its source that hold for all; the translation of a draft is a draft too.
    Raises `BuildFailed` where no field can be read.
    """
    data, places = parse(page.fields, page.path, 2)
    if page.language == language:
        front, problems = forms.fill_in_part(FrontMatter, data, places, known)
        if front.publish and front.expire and front.expire <= front.publish:
            message = "this page expires before it is published"
            problems.append(Problem(places.value("expire"), message, "check 'publish' and 'expire'"))
            front = FrontMatter({**dict(front), "publish": None, "expire": None}, places)
        return front, problems
    shared = FrontMatter.model_fields.keys() - Translation.model_fields.keys()
    foreign = []
    for name in data.keys() & shared if isinstance(data, dict) else ():
        message = f"'{name}' is the same in all languages and set in {path_of(language, page.name)}"
        foreign.append(Problem(places.key(name), message, "remove it here"))
        data = {other: value for other, value in data.items() if other != name}
    own, problems = forms.fill_in_part(Translation, data, places, known)
    given = {name: value for name, value in own if (name,) in places.keys}
    inherited = {name: getattr(source, name) for name in shared} if source else {}
    draft = own.draft or bool(source and source.draft)
    return FrontMatter(inherited | given | {"draft": draft}, places), foreign + problems


def parse_name(given: str, languages: Container[str]) -> tuple[str | None, str]:
    """Return the language and the name of the page that a person means by a name, a path or a file; it may have none.

    Windows completes a path with backslashes. No name begins with a language, so one that stands first is none of it.
    """
    path = PureWindowsPath(given).as_posix().strip("/").removesuffix(".md").removeprefix("content/")
    language, _, name = path.partition("/")
    return (language, name) if language in languages else (None, path)


def page_at(path: str, languages: Container[str]) -> tuple[str, str] | None:
    """Return the language and the name of the page whose file is at a path, or None where there can be none."""
    language, name = parse_name(path, languages)
    return (language, name) if language and path == path_of(language, name) and not _mistakes(name, languages) else None


def _mistakes(name: str, languages: Container[str], how: str = "rename it; ") -> list[tuple[str, str]]:
    """Return what is wrong with the name of a page, each with its mend, and how that is done."""
    found = []
    for part in name.split("/"):
        try:
            _slug(part)
        except Invalid as invalid:
            found.append((f"the name of a page {invalid.about(part)}", f"{how}{invalid.fix}"))
    if (first := name.partition("/")[0]) in languages:
        found.append((f"no page can be called '{first}', as a language is", "give it another name"))
    return found + [(f"{DATA}/ holds no pages", "give the folder another name")] * name.startswith(f"{DATA}/")


def _divided(path: str, language: str, name: str, text: str) -> _Written:
    """Return the fields and the text of a page; raise `BuildFailed` where they cannot be told apart."""

    def refused(message: str, fix: str, line: int = 0) -> BuildFailed:
        return BuildFailed([Problem(Location(path, line + 1), message, fix)])

    if len(text) > LARGEST:
        message = f"this page has {len(text):,} characters; the most is {LARGEST:,}"
        raise refused(message, "divide it into several pages")
    lines = text.split("\n")
    end = closing_line(lines)
    if end is None:
        if lines[0].rstrip() == "---":
            raise refused("no line '---' closes the fields", "write it alone on a line, between them and the text")
        fix = "begin it with '---', 'title: ...', 'summary: ...', '---', each on its own line, and nothing above"
        raise refused("this page does not begin with fields between two lines '---'", fix)
    below = next((number for number in range(end + 1, len(lines)) if lines[number].strip() not in ("", "---")), end)
    field, colon, _ = lines[below].partition(":")
    if colon and field in FrontMatter.model_fields:
        message = f"the field '{field}' stands below the fields, where it is shown as words"
        fix = "move it up, between the first two lines '---'; if it stands there already, remove it"
        raise refused(message, fix, below)
    return _Written(path, language, name, "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2)


def closing_line(lines: Sequence[str]) -> int | None:
    """Return which line of a page closes the fields that the first one opens, from 0, or None where that is not so."""
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return None
    return next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), None)


def create(folder: Path, config: Settings, given: str) -> tuple[str, str]:
    """Create a page in the source language, a draft with every field explained; return its path and name.

    Raises `UsageError` as `unused` does.
    """
    name = new_name(folder, config, given)
    path, title = path_of(config.source_language, name), name.removesuffix("/index").rpartition("/")[2]
    said = {"title": f'"{title.replace("-", " ").capitalize()}"', "summary": TODO, "draft": "true"}
    text = f"{TODO}: begin with the most important thing. Headings begin with ##."
    write_all(folder, {path: "\n".join(["---", *explained(FrontMatter, said), "---", "", text, ""])})
    return path, name


def new_name(folder: Path, config: Settings, given: str) -> str:
    """Return the name for a new page that a person means by a name or a file; that of a folder is for its section.

    Raises `UsageError` where the name cannot be an address or a page has that address.
    """
    language = config.source_language
    first, name = parse_name(given, config.languages)
    if first not in (None, language):
        raise UsageError(
            f"pages begin in {language}; leave out '{first}/', and translate it when it is written: "
            f"python build.py new translation {first}/{name}"
        )
    for message, fix in _mistakes(name, config.languages, how=""):
        raise UsageError(f"{message}; {fix}")
    if (folder / "content" / language / name).is_dir():
        name = f"{name}/index"
    other = name.removesuffix("/index") if name.endswith("/index") else f"{name}/index"
    for taken in (path_of(language, name), path_of(language, other)):
        if (folder / taken).exists():
            raise UsageError(f"{taken} has this address already; choose another name, or edit that file")
    return name
