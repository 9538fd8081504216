"""What the last build was made from and what it published, so that an unchanged project is known without building.

The record is a digest of everything a build can see: every file of the project, the generator, the versions of
the libraries, the build date and the other options. It counts only while every published file still has the
bytes it was published with, and nothing is left of a publication that was cut off. No date of a file decides anything.
"""

from collections.abc import Mapping
from pathlib import Path

from generator.read import files, memory
from generator.read.files import Files

RECORD = ".cache/record.json"
LIST = ".published"
"""Names, in the output folder, every file that was published there."""
WORKSHOP = ".publishing"
"""Holds the files of a publication that is under way."""


def seen(read: Files, *options: object) -> str:
    """Return the digest of all that a build of these files with these options, the folders among them, can see."""
    return memory.digest(memory.version(), repr(options), *read.digests.items()).hex()


def recall(folder: Path, inputs: str, output: Path) -> str | None:
    """Return what the last build of these inputs into `output` said of itself, or None if it must be done again."""
    if (known := memory.recorded(folder, RECORD, inputs)) is None or (output / WORKSHOP).exists():
        return None
    published, said = known
    try:
        return str(said) if published == _published(output) else None
    except (OSError, ValueError):
        return None


def keep(folder: Path, inputs: str, published: Mapping[str, bytes], said: str) -> None:
    """Remember a build and the digests of what it published, by path."""
    memory.record(folder, RECORD, inputs, (_digest(published), said))


def _published(output: Path) -> str:
    paths = (output / LIST).read_text("utf-8").splitlines()
    return _digest(dict(zip(paths, files.digests(output, paths), strict=True)))


def _digest(published: Mapping[str, bytes | None]) -> str:
    return memory.digest(*sorted(published.items())).hex()
