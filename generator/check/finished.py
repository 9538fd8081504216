"""The finished pages together: what is known of each, and where what it links to would be."""

from dataclasses import dataclass
from functools import cached_property

from generator.link.site import Site
from generator.read.memory import Memory
from generator.render.outputs import Finished, Outputs, weigh


@dataclass(frozen=True)
class Whole:
    """A linked site, and everything that is published.

    What was measured is in the memory.
    """

    site: Site
    published: Outputs
    memory: Memory

    @cached_property
    def files(self) -> tuple[Finished, ...]:
        """The pages among all that is published."""
        return tuple(output for output in self.published.values() if isinstance(output, Finished))

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
