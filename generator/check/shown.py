"""The finished files as a browser reads them: what every check sees, and the faults that it can tell."""

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import brotli
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.link.addresses import file_of
from generator.link.site import Page, Site
from generator.problems import Location, Problem, position
from generator.read.assets import Asset
from generator.read.kinds import is_web_address
from generator.read.phones import dialled
from generator.read.phrases import WORDS_FILE
from generator.render.outputs import Output

CHOICE = "index.html"
"""The page on which a reader chooses a language; it belongs to none."""
NOT_FOUND = "404.html"
"""The page that a host shows at any address, so that its links begin at the root of the host."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: the file that an editor would mend, what is wrong, what to write instead, and the page that shows it.

    `near` has texts of which the first that stands in that file, or else in site.yaml, is the place of the fault.
    """

    location: Location
    message: str
    fix: str
    page: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as a browser understands it, and its elements by name."""

    tree: LexborHTMLParser
    elements: Mapping[str, Sequence[LexborNode]]


@lru_cache(maxsize=4)
def _parsed(data: bytes) -> Parsed:
    """Parse a document; only the last ones are kept, as the elements of thousands of pages would fill the memory."""
    tree = LexborHTMLParser(data.decode("utf-8"))
    elements: dict[str, list[LexborNode]] = {}
    for node in tree.css("*"):
        elements.setdefault(node.tag or "", []).append(node)
    return Parsed(tree, elements)


@dataclass(frozen=True, slots=True)
class Facts:
    """What other pages ask of one: small enough to be kept for every page."""

    language: str
    title: str
    is_redirect: bool
    ids: tuple[str, ...]
    links: tuple[str, ...]
    inner: Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """A finished HTML file, parsed; `source` is the file that an editor would mend, `page` the page it shows, if it shows one.

    `lasting` is what is weighed of it, if that is not all.
    """

    path: str
    data: bytes
    source: str
    page: Page | None = None
    lasting: bytes | None = None

    @property
    def text(self) -> str:
        """The document as it is sent."""
        return self.data.decode("utf-8")

    @property
    def tree(self) -> LexborHTMLParser:
        """The document as a browser understands it."""
        return _parsed(self.data).tree

    @property
    def tags(self) -> Iterator[str]:
        """The name of every kind of element in it."""
        return iter(_parsed(self.data).elements)

    def find(self, *tags: str) -> Iterator[LexborNode]:
        """Return the elements of these names, one name after the other."""
        for tag in tags:
            yield from _parsed(self.data).elements.get(tag, ())

    @cached_property
    def _facts(self) -> Facts:
        return Facts(
            language=next((attribute(node, "lang") for node in self.find("html")), ""),
            title=next((words(node) for node in self.find("title")), ""),
            is_redirect=any(attribute(node, "http-equiv") == "refresh" for node in self.find("meta")),
            ids=tuple(attribute(node, "id") for node in self.tree.css("[id]")),
            links=tuple(dict.fromkeys(target for node in self.find("a") if (target := attribute(node, "href")))),
            inner={target: path for target in self._targets() if (path := self._path(target)) is not None},
        )

    @property
    def language(self) -> str:
        """The language of its reader, or nothing if it does not say."""
        return self._facts.language

    @property
    def title(self) -> str:
        """What a browser shows in its tab."""
        return self._facts.title

    @property
    def is_redirect(self) -> bool:
        """Whether it only sends its reader on."""
        return self._facts.is_redirect

    @property
    def is_not_found(self) -> bool:
        """Whether it is shown at addresses that lead nowhere."""
        return posixpath.basename(self.path) == NOT_FOUND

    @property
    def folder(self) -> str:
        """The first part of its path, which is that of its language."""
        return self.path.partition("/")[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return self._facts.ids

    @property
    def links(self) -> tuple[str, ...]:
        """Every address that a reader can follow, once."""
        return self._facts.links

    @property
    def inner(self) -> Mapping[str, str]:
        """The path of the published file that each link, picture and script of this site should lead to, by what is written."""
        return self._facts.inner

    def _targets(self) -> Iterator[str]:
        found = (
            attribute(node, "href") or attribute(node, "src")
            for node in self.find("a", "area", "link", "img", "script")
        )
        return iter(dict.fromkeys(filter(None, found)))

    def _path(self, target: str) -> str | None:
        parts = split(target)
        if parts is None or parts.scheme or parts.netloc or target.startswith("/"):
            return None
        if not parts.path:
            return self.path
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.path), unquote(parts.path))).lstrip("/")
        return posixpath.join(path, "index.html") if parts.path.endswith("/") or not path else path

    @cached_property
    def weight(self) -> int:
        """Bytes on the way, compressed as a server does it on the fly (brotli, RFC 7932, at quality 5 of 11).

        What comes and goes by itself does not count: the weight is the same in every preview, check and build.
        """
        return len(brotli.compress(self.lasting or self.data, quality=5))

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The number of words of every sentence of the text; laws quoted, tables and sources do not count."""
        return tuple(_sentences(self.text))

    def texts(self) -> Iterator[str]:
        """Return every text that a reader is shown or told, each on one line; titles, code, and links that dial a number are left out."""
        tree = LexborHTMLParser(self.text)
        for node in tree.css("title, script, style, code, pre, a[href^='tel:']"):
            node.decompose()
        told = (attribute(node, name) for name in ("alt", "aria-label", "title") for node in tree.css(f"[{name}]"))
        shown = tree.root.text(separator="\0") if tree.root else ""
        return (text.strip() for text in on_one_line("\0".join((shown, *told))).split("\0"))

    def fault(self, message: str, fix: str, *near: str) -> Fault:
        """Return a fault of this file, that stands near one of these texts."""
        return Fault(Location(self.source), message, fix, f"/{self.path.removesuffix('index.html')}", near)


@dataclass(frozen=True)
class AllShown:
    """All finished files of a site together: the HTML, parsed, and the paths of everything that is published."""

    site: Site
    files: tuple[Shown, ...]
    published: frozenset[str]

    @classmethod
    def of(cls, outputs: Sequence[Output], site: Site) -> "AllShown":
        """Put the finished files beside the pages that they show."""
        pages = {file_of(page.address): page for page in site.pages.values()}
        sources = {CHOICE: "templates/languages.html"} | {path: page.document.path for path, page in pages.items()}
        files = (
            Shown(output.path, output.data, sources.get(output.path, "templates/skeleton.html"), pages.get(output.path))
            for output in outputs
            if output.path.endswith(".html")
        )
        return cls(site, tuple(files), frozenset(output.path for output in outputs))

    @cached_property
    def by_path(self) -> Mapping[str, Shown]:
        """The HTML files by their path."""
        return {file.path: file for file in self.files}

    @cached_property
    def titles(self) -> Mapping[tuple[str, str], Shown]:
        """The first page with each title, by folder and the letters of the title."""
        titles: dict[tuple[str, str], Shown] = {}
        for file in self.files:
            if file.path != NOT_FOUND and not file.is_redirect:
                titles.setdefault((file.folder, letters(file.title)), file)
        return titles

    @cached_property
    def secure(self) -> Mapping[tuple[str, str, str], str]:
        """Every encrypted address outside the site, without the place on its page, by what is left without its scheme."""
        return {
            without_scheme(target): target.partition("#")[0]
            for file in self.files
            for target in file.links
            if target.lower().startswith("https:")
        }

    @cached_property
    def linked(self) -> frozenset[str]:
        """The paths of pages to which another page of their language leads."""
        leading = (file for file in self.files if not file.is_not_found and not file.is_redirect)
        found = ((file, file.inner[target]) for file in leading for target in file.links if target in file.inner)
        return frozenset(
            path
            for file, path in found
            if path != file.path and path in self.by_path and self.by_path[path].language == file.language
        )

    @cached_property
    def helplines(self) -> Mapping[str, str]:
        """The names of the helplines, by their number as it is dialled."""
        return {dialled(helpline.number): name for name, helpline in self.site.facts.helplines.items()}

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number that a page may dial: of helplines, of the contact, and of partners once it is checked."""
        settings = self.site.settings
        checked = (
            partner.phone.number
            for partner in self.site.facts.partners.values()
            if partner.phone and partner.phone.checked
        )
        return frozenset(
            [*self.helplines, *map(dialled, checked), *([dialled(settings.contact.phone)] if settings.contact else [])]
        )

    @cached_property
    def fields(self) -> frozenset[str]:
        """The titles, labels and summaries of all pages, which stand on other pages too."""
        return frozenset(
            text for page in self.site.pages.values() for text in (page.front.title, page.label, page.front.summary)
        )

    @cached_property
    def assets(self) -> Mapping[str, tuple[str, Asset]]:
        """The files of `static/` that are published as they are, with their paths there, by address."""
        return {asset.address: (path, asset) for path, asset in self.site.assets.files.items()}


def attribute(node: LexborNode, name: str) -> str:
    """Return the value of an attribute, or nothing where there is none."""
    return node.attributes.get(name) or ""


@lru_cache(maxsize=10_000)
def split(address: str) -> SplitResult | None:
    """Return the parts of an address, or None where it cannot be read; one of another site is whole, with its scheme."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    outer = parts.netloc or parts.scheme in ("http", "https")
    return None if outer and not is_web_address(address) else parts


def without_scheme(address: str) -> tuple[str, str, str]:
    """Return host, path and query of an address."""
    parts = split(address) or urlsplit("")
    return parts.netloc.lower(), parts.path.rstrip("/"), parts.query


def without_hidden(text: str) -> str:
    """Return a text without the characters that show nothing (of Unicode category Cf), such as a soft hyphen."""
    return re.sub("[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]", "", text)


def on_one_line(text: str) -> str:
    """Return a text as a browser shows it where there is room, its spaces of other kinds as they are."""
    return re.sub(r"[ \n]+", " ", without_hidden(text)).strip()


def words(node: LexborNode) -> str:
    """Return the text of an element, as it is shown on one line."""
    return " ".join(without_hidden(node.text()).split())


def letters(name: str) -> str:
    """Return what is left of a text without its signs, spaces and capitals, or the text where that is nothing."""
    return re.sub(r"[\W_]+", "", without_hidden(name)).casefold() or name


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Return the elements around one, from the inside out."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def language(node: LexborNode) -> str:
    """Return the language in force in an element: its own `lang`, or that of the nearest element around it."""
    return next((code for around in (node, *ancestors(node)) if (code := attribute(around, "lang"))), "")


def _sentences(html: str) -> Iterator[int]:
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return
    for node in main.css(
        "blockquote, figcaption, table, nav, sup, svg, details, .sources, .source, .translations, .caution"
    ):
        node.decompose()
    for node in main.css("p, li, dd"):
        if not any(
            below.tag in ("p", "ul", "ol", "li") for below in node.css("p, ul, ol, li") if below.mem_id != node.mem_id
        ):
            for sentence in re.split(r"(?<=[.!?:;])[\"”’»)]*\s+(?=[^\W\d_]|\d|[\"“«„(])", words(node)):
                count = len(re.findall(r"[^\W_][\w’'-]*", sentence))
                if count > 2:
                    yield count


def places(folder: Path, source_language: str) -> Callable[[Fault], Problem]:
    """Return the function that gives a fault its line and column: in its own file, the page that this translates, site.yaml or the words."""

    @cache
    def text(path: str) -> str:
        try:
            return (folder / path).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ""

    def place(fault: Fault) -> Problem:
        own = fault.location.path
        source, words = (
            re.sub(r"^content/[^/]+/", f"content/{source_language}/", own),
            f"content/{fault.page[1:].partition('/')[0]}/{WORDS_FILE}",
        )
        nears = [
            re.escape(near).replace(r"\ ", r"\s+")
            for text in filter(None, fault.near)
            for near in (text, html.escape(text, quote=False))
        ]
        data = (f"content/{code}/data" for code in (words.split("/")[1], source_language))
        facts = (f"{place}/{file.name}" for place in data for file in sorted((folder / place).glob("*.yaml")))
        for path, near in product(
            dict.fromkeys((own, source, "site.yaml", "content/sources.yaml", *facts, words)), nears
        ):
            if found := re.search(rf"(?<![\w-]){near}(?![\w-])", text(path)):
                return Problem(
                    Location(path, *position(text(path), found.start())), fault.message, fault.fix, fault.page
                )
        return Problem(fault.location, fault.message, fault.fix, fault.page)

    return place
