"""The finished pages together: what is known of each, and where what it links to would be."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from generator.link.site import Page, Site
from generator.problems import Location, Problem
from generator.read.by_language import Wording
from generator.render.facts import Facts, read
from generator.render.outputs import Output
from generator.render.size import compressed

CHOICE = "index.html"
"""The page on which a reader chooses a language; it belongs to none."""
NOT_FOUND = "404.html"
"""The page that a host shows at any address: a copy whose links begin at the root of the host."""

_END = re.compile(r"(?<=[.!?:;])[\"”’»)]*\s+(?=[^\W\d_]|\d|[\"“«„(])")
"""Where a sentence ends: after its sign and what closes with it, before a letter, a digit or what opens."""
_WORD = re.compile(r"[^\W_][\w’'-]*")


@dataclass(frozen=True)
class Finished:
    """A finished HTML file: what a browser finds in it, the template that made it, and the page it shows, if any."""

    path: str
    facts: Facts
    weighed: bytes
    template: str
    page: Page | None = None

    @property
    def is_not_found(self) -> bool:
        """Whether it is shown at addresses that lead nowhere."""
        return posixpath.basename(self.path) == NOT_FOUND

    @property
    def source(self) -> Location:
        """The file that an editor would mend: that of the page, or else the template."""
        return Location(self.page.document.path if self.page else self.template)

    @cached_property
    def weight(self) -> int:
        """Bytes on the way, compressed.

        What comes and goes by itself does not count: the weight is the same in every preview, check and build.
        """
        return compressed(self.weighed)

    def leads(self, address: str) -> str | None:
        """Return the path of the published file to which an address written here leads, or None outside the site."""
        return _path(posixpath.dirname(self.path), address) if address.partition("#")[0] else self.path

    def problem(self, where: Location, message: str, fix: str) -> Problem:
        """Return a problem that this page shows."""
        return Problem(where, message, fix, f"/{self.path.removesuffix('index.html')}")


@dataclass(frozen=True)
class Whole:
    """A linked site, all its finished files, the paths of everything that is published, and the texts of its data."""

    site: Site
    files: tuple[Finished, ...]
    published: frozenset[str]
    wordings: tuple[Wording, ...] = ()

    @classmethod
    def of(cls, outputs: Sequence[Output], site: Site, wordings: tuple[Wording, ...] = ()) -> "Whole":
        """Return the whole of what was rendered for a site."""
        files = (
            Finished(output.path, output.facts, output.lasting or output.data, output.template, output.page)
            for output in outputs
            if output.facts and output.template
        )
        return cls(site, tuple(files), frozenset(output.path for output in outputs), wordings)

    @cached_property
    def by_path(self) -> Mapping[str, Finished]:
        """The HTML files by their path."""
        return {file.path: file for file in self.files}

    @cached_property
    def sentences(self) -> Mapping[str, tuple[tuple[int, Location], ...]]:
        """The number of words and the place of every sentence of a text, by its path.

        What components, headings, cells and very short ones say does not count.
        """
        pages = {page.document.path: page for page in self.site.pages.values()}
        return {path: tuple(_sentences(page)) for path, page in pages.items()}

    @cached_property
    def linked(self) -> frozenset[str]:
        """The paths of pages to which another page of their language leads."""
        found = (
            (file, path)
            for file in self.files
            if not file.is_not_found and not file.facts.redirects
            for link in file.facts.links
            if link.tag == "a" and (path := file.leads(link.address)) in self.by_path and path != file.path
        )
        return frozenset(
            path for file, path in found if path and self.by_path[path].facts.language == file.facts.language
        )

    @cached_property
    def drawings(self) -> Mapping[str, Facts]:
        """What a browser finds in each drawing (SVG) that is published as it is, by its path in `static/`."""
        files = self.site.assets.files.items()
        return {
            path: read(asset.data.decode("utf-8", "replace")) for path, asset in files if path.lower().endswith(".svg")
        }


def _sentences(page: Page) -> Iterator[tuple[int, Location]]:
    for passage in page.prose.passages:
        if passage.kind in ("paragraph", "item"):
            begin = 0
            for end in (*(found.end() for found in _END.finditer(passage.words)), len(passage.words)):
                length = len(_WORD.findall(passage.words, begin, end))
                if length > 2:
                    yield length, page.document.place(*passage.place(begin))
                begin = end


Rule = Callable[[Whole], Iterator[Problem]]
"""What must hold: yields every breach; the first line of its docstring is the sentence that `check --list` shows."""


@lru_cache(maxsize=10_000)
def split(address: str) -> SplitResult | None:
    """Return the parts of an address, or None where it cannot be read."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _path(folder: str, address: str) -> str | None:
    parts = split(address)
    if parts is None or parts.scheme or parts.netloc or address.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join("/", folder, unquote(parts.path))).lstrip("/")
    return posixpath.join(path, "index.html") if parts.path.endswith("/") or not path else path
