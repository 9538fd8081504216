"""The result of a build, and what the preview shows of it."""

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

    There are no files if some input could not be read, and a problem may stop the build before there are `measures`
    (page weights and word counts). `stale_warnings` are those about translations that are out of date.
    """

    linker: "Linker"
    site: "Site"
    outputs: "Outputs"
    stale_warnings: tuple[Problem, ...]
    other_warnings: tuple[Problem, ...] = ()
    measures: str = ""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """All warnings, in file order."""
        return in_file_order((*self.stale_warnings, *self.other_warnings))


class Rejected(BuildFailed):
    """A build that found problems, with its result."""

    def __init__(self, problems: Iterable[Problem], result: BuildResult) -> None:
        super().__init__(problems)
        self.result = result


class State(NamedTuple):
    """What the preview shows: the last good version of each page, the problems, the warnings, and the input files.

    A different `number` means that something shown has changed.
    """

    files: "Files"
    number: int = 0
    outputs: "Outputs" = MappingProxyType({})
    result: BuildResult | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
