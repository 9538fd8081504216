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


class Made(NamedTuple):
    """What every text leads to, the site they make, its finished files, and what wants attention.

    That is told of what is `late`, and of all else that was `noticed`. There are no files where some could not be read,
    and a problem may stop it before `measures` says how heavy and wordy it is.
    """

    linker: "Linker"
    site: "Site"
    outputs: "Outputs"
    late: tuple[Problem, ...]
    noticed: tuple[Problem, ...] = ()
    measures: str = ""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is not wrong but wants attention."""
        return in_file_order((*self.late, *self.noticed))


class Rejected(BuildFailed):
    """A build that found problems in what it made, all of which is known."""

    def __init__(self, problems: Iterable[Problem], made: Made) -> None:
        super().__init__(problems)
        self.made = made


class Edition(NamedTuple):
    """The site as last built without what has problems, these, the warnings, and the files that were read.

    Its number is another one where something else is to be seen.
    """

    files: "Files"
    number: int = 0
    outputs: "Outputs" = MappingProxyType({})
    made: Made | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
