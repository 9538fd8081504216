"""The finished pages together: what is known of each, and where what it links to would be."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.link.addresses import NOT_FOUND, leads
from generator.link.site import Page, Site
from generator.problems import Location, Problem
from generator.read.by_language import Wording
from generator.read.memory import Memory
from generator.render.outputs import Output
from generator.render.parsed import Known, Parsed, read

CHOICE = "index.html"
"""The page on which a reader chooses a language; it belongs to none."""
ANYWHERE = f"{NOT_FOUND}.html"
"""The page that a host shows at any address: a copy whose links begin at the root of the host."""


class Finished(NamedTuple):
    """A finished HTML file: where it is published, the template that made it, the page that it shows, if any."""

    output: Output
    path: str
    template: str
    page: Page | None
    known: Known

    @property
    def parsed(self) -> Parsed:
        """What a browser finds in it."""
        return self.output.parsed

    @property
    def is_not_found(self) -> bool:
        """Whether it is shown at addresses that lead nowhere."""
        return posixpath.basename(self.path) == ANYWHERE

    @property
    def source(self) -> Location:
        """The file that an editor would mend: that of the page, or else the template."""
        return Location(self.page.document.path if self.page else self.template)

    def leads(self, address: str) -> str | None:
        """Return the path of the published file to which an address written here leads, or None outside the site."""
        return leads(self.path, address)

    def problem(self, where: Location, message: str, fix: str) -> Problem:
        """Return a problem that this page shows."""
        return Problem(where, message, fix, f"/{self.path.removesuffix('index.html')}")


@dataclass(frozen=True)
class Whole:
    """A linked site, all its finished pages, everything that is published by its path, and the texts of its data.

    Of texts, only those are here that may have faults: `texts` are those of pages, each by the page of its language.
    What was measured is in the memory.
    """

    site: Site
    files: tuple[Finished, ...]
    published: Mapping[str, Output]
    memory: Memory = field(default_factory=Memory)
    texts: tuple[Page, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @classmethod
    def of(cls, outputs: Sequence[Output], site: Site, memory: Memory | None = None) -> "Whole":
        """Return the whole of what was rendered for a site."""
        files = tuple(
            Finished(output, output.path, output.template, output.page, output.known)
            for output in outputs
            if output.template and output.known
        )
        return cls(site, files, {output.path: output for output in outputs}, memory or Memory())

    def weight(self, path: str) -> int:
        """Return the bytes on the way, compressed, of a file that is no page."""
        output = self.published[path]
        return self.memory.once("weight", output.digest, lambda: output.weight)

    @cached_property
    def fresh(self) -> tuple[Finished, ...]:
        """The HTML files of which nothing is known yet; the others have no faults of their own."""
        return tuple(file for file in self.files if file.output.fresh)

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The ids of each HTML file, by its path."""
        return {file.path: frozenset(file.known.ids) for file in self.files}

    @cached_property
    def linked(self) -> frozenset[str]:
        """The paths of pages to which another page of their language leads."""
        languages = {file.path: file.known.language for file in self.files}
        return frozenset(
            path
            for file in self.files
            if not file.is_not_found and not file.known.redirects
            for path, _, followed in file.known.leads
            if followed and path != file.path and languages.get(path) == file.known.language
        )

    @cached_property
    def drawings(self) -> Mapping[str, Parsed]:
        """What a browser finds in each drawing (SVG) that is published as it is, by its path in `static/`."""
        files = self.site.assets.files.items()
        return {
            path: read(asset.data.decode("utf-8", "replace")) for path, asset in files if path.lower().endswith(".svg")
        }


Rule = Callable[[Whole], Iterator[Problem]]
"""What must hold: yields every breach; the first line of its docstring is the sentence that `check --list` shows."""
