"""The finished pages together: what is known of each, and where what it links to would be."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.link.addresses import NOT_FOUND
from generator.link.site import Page, Site
from generator.problems import Location, Problem
from generator.read.memory import Memory
from generator.render.outputs import Output
from generator.render.parsed import Known, Parsed

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

    def problem(self, where: Location, message: str, fix: str) -> Problem:
        """Return a problem that this page shows."""
        return Problem(where, message, fix, f"/{self.path.removesuffix('index.html')}")


@dataclass(frozen=True)
class Whole:
    """A linked site, all its finished pages, and everything that is published by its path.

    What was measured is in the memory.
    """

    site: Site
    files: tuple[Finished, ...]
    published: Mapping[str, Output]
    memory: Memory = field(default_factory=Memory)

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
