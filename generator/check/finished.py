"""The finished pages together: what is known of each, and where what it links to would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.link.site import Site
from generator.read.memory import Memory
from generator.render.outputs import Finished, Output, weigh


@dataclass(frozen=True)
class Whole:
    """A linked site, all its finished pages, and everything that is published by its path.

    What was measured is in the memory.
    """

    site: Site
    files: tuple[Finished, ...]
    published: Mapping[str, Output]
    memory: Memory

    @classmethod
    def of(cls, outputs: Sequence[Output], site: Site, memory: Memory) -> "Whole":
        """Return the whole of what was rendered for a site."""
        files = tuple(output for output in outputs if isinstance(output, Finished))
        return cls(site, files, {output.path: output for output in outputs}, memory)

    def weight(self, path: str) -> int:
        """Return the bytes on the way, compressed, of a file that is no page."""
        output = self.published[path]
        return self.memory.once("weight", output.digest, lambda: weigh(output.data))
