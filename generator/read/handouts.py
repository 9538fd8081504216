"""The handouts that were printed: the PDF files in `handouts/`, which a command makes and no version history keeps."""

from collections.abc import Mapping

from generator.problems import Problem
from generator.read.files import Files, unreadable

PLACE = "handouts"
ENDING = ".pdf"


def read(files: Files) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Return the bytes of each printed handout of a project, by its path; and what cannot be read."""
    found, problems = files.below(PLACE)
    printed: dict[str, bytes] = {}
    for path in found:
        if path.endswith(ENDING) and not path.startswith(f"{PLACE}/."):
            try:
                printed[path] = files.data(path)
            except OSError as error:
                problems.append(unreadable(path, error))
    return printed, problems
