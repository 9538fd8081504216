"""A list of outputs onto disk: only what differs, each file replaced whole, leftovers removed.

The output folder keeps a list of what was published there, so that nothing else is ever removed. The list is
written before the first file and again after the last, and names every file of both builds in between: a build
that is killed at any moment leaves only whole files, and the next one knows them all (law 2).
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import WrongUse
from generator.render import Output

LIST = ".published"
WORKSHOP = ".publishing"


@dataclass(frozen=True, slots=True)
class Published:
    """How many files a publication wrote, left alone and removed."""

    written: int
    unchanged: int
    removed: int


def publish(outputs: Sequence[Output], folder: Path) -> Published:
    """Make `folder` hold exactly `outputs`, beside what others put there.

    Raises `WrongUse` where the folder cannot be written, or is not empty and was never published to.
    """
    wanted = {output.path: output.data for output in outputs}
    try:
        before = _listed(folder)
        folder.mkdir(parents=True, exist_ok=True)
        workshop = folder / WORKSHOP
        shutil.rmtree(workshop, ignore_errors=True)
        changed = [path for path, data in wanted.items() if _bytes(folder / path) != data]
        leftovers = [path for path in before if path not in wanted]
        if changed or leftovers or sorted(wanted) != sorted(before):
            workshop.mkdir()
            _replace(folder / LIST, _listing({*before, *wanted}), workshop)
            for path in leftovers:
                _remove(folder, path)
            for path in changed:
                _replace(folder / path, wanted[path], workshop)
            _replace(folder / LIST, _listing(set(wanted)), workshop)
            workshop.rmdir()
    except OSError as error:
        raise WrongUse(f"cannot write to {folder}: {error.strerror}; every published file is still whole") from error
    return Published(len(changed), len(wanted) - len(changed), len(leftovers))


def _listing(paths: set[str]) -> bytes:
    return "".join(f"{path}\n" for path in sorted(paths)).encode()


def _listed(folder: Path) -> list[str]:
    """Return the paths of the last publication, or refuse a folder that is not ours."""
    text = _bytes(folder / LIST)
    if text is None:
        if folder.is_dir() and any(entry.name != WORKSHOP for entry in folder.iterdir()):
            raise WrongUse(f"{folder} is not empty and was not made by this program; choose another folder with --output")
        return []
    paths = text.decode("utf-8", "replace").splitlines()
    return [path for path in paths if path and not path.startswith("/") and ".." not in path.split("/")]


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None


def _replace(path: Path, data: bytes, workshop: Path) -> None:
    """Put `data` at `path` in one step: readers see the old file or the new one, never a part."""
    for parent in reversed(path.relative_to(workshop.parent).parents[:-1]):
        obstacle = workshop.parent / parent
        if obstacle.is_symlink() or obstacle.is_file():
            obstacle.unlink()
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = workshop / "file"
    fresh.write_bytes(data)
    os.replace(fresh, path)


def _remove(folder: Path, path: str) -> None:
    (folder / path).unlink(missing_ok=True)
    for parent in (folder / path).parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return
