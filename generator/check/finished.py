"""The finished pages together: what is known of each, and where what it links to would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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

    @cached_property
    def weighed(self) -> tuple[Finished, ...]:
        """Every page but the copy, which has the address of the site in its links."""
        return tuple(file for file in self.files if file.order.address is not None)

    @cached_property
    def median(self) -> int:
        """The bytes of the median page, or 0 where there is none; the library for this loads much else."""
        weights = sorted(file.known.weight for file in self.files if file.page) or [0]
        return round((weights[(len(weights) - 1) // 2] + weights[len(weights) // 2]) / 2)

    @cached_property
    def scripts(self) -> int:
        """The bytes of all scripts together."""
        return sum(len(script.encode()) for script in self.site.assets.scripts.values())

    def weight(self, path: str) -> int:
        """Return the bytes on the way, compressed, of a file that is no page."""
        output = self.published[path]
        return self.memory.once("weight", output.digest, lambda: weigh(output.data))
