"""What a build made of a site, and what the preview shows of it."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from generator.problems import BuildFailed, Problem, in_file_order

if TYPE_CHECKING:
    from generator.link.site import Site
    from generator.link.targets import Linker
    from generator.read.files import Files
    from generator.render.outputs import Outputs


class BuildResult(NamedTuple):
    """The result of a build: the linker, the site, its finished files, and the warnings.

    Warnings are about `stale` translations, or others. There are no files if some input could not be read, and a
    problem may stop the build before there are `measures` (page weights and word counts).
    """

    linker: "Linker"
    site: "Site"
    outputs: "Outputs"
    stale: tuple[Problem, ...]
    other_warnings: tuple[Problem, ...] = ()
    measures: str = ""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """All warnings, in file order."""
        return in_file_order((*self.stale, *self.other_warnings))


class Rejected(BuildFailed):
    """A build that found problems in what it made, all of which is known."""

    def __init__(self, problems: Iterable[Problem], result: BuildResult) -> None:
        super().__init__(problems)
        self.result = result


class Edition(NamedTuple):
    """The site as last built without what has problems, these, the warnings, and the files that were read.

    Its number is another one where something else is to be seen.
    """

    files: "Files"
    number: int = 0
    outputs: "Outputs" = MappingProxyType({})
    made: BuildResult | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
