"""What commands made to be handed out: the files in `handouts/`, printed or packed, which no version history keeps."""

from collections.abc import Mapping

from generator.problems import Problem
from generator.read.files import Files, unreadable

PLACE = "handouts"
PRINTED, PACKED = ".pdf", ".zip"


def read(files: Files) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Return the bytes of each such file of a project, by its path; and what cannot be read."""
    found, problems = files.below(PLACE)
    made: dict[str, bytes] = {}
    for path in found:
        if path.endswith((PRINTED, PACKED)) and not path.startswith(f"{PLACE}/."):
            try:
                made[path] = files.data(path)
            except OSError as error:
                problems.append(unreadable(path, error))
    return made, problems
