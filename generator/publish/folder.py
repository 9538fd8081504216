"""A list of outputs onto disk: only what differs, each file replaced whole, leftovers removed.

The output folder keeps a list of what was published there, so that nothing else is ever removed. The list is
put there before the first file and again after the last, and names every file of both builds in between: a build
that is killed at any moment leaves only whole files, and the next one knows them all (law 2).
"""

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.problems import WrongUse
from generator.publish.unchanged import LIST, WORKSHOP
from generator.read import files
from generator.render.outputs import Output


@dataclass(frozen=True, slots=True)
class Published:
    """The files that a publication wrote, and how many it left alone and removed."""

    written: tuple[Output, ...]
    unchanged: int
    removed: int = 0

    def __str__(self) -> str:
        return f"{len(self.written)} files written, {self.unchanged} unchanged, {self.removed} removed"


def publish(outputs: Sequence[Output], folder: Path) -> Published:
    """Make `folder` hold exactly `outputs`, beside what others put there; wait for a publication that is under way.

    Raises `WrongUse` where the folder cannot be written, is not empty and was never published to, or has a file of
    others where one of the `outputs` belongs.
    """
    with files.writing(f"to {folder}", "; every published file is still whole"):
        if folder.is_file():
            raise WrongUse(f"{folder} is a file; choose a folder with --output")
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return _publish({output.path: output for output in outputs}, folder)


def _publish(wanted: Mapping[str, Output], folder: Path) -> Published:
    """Write what differs into the workshop first, so that a full disk stops the publication before it begins."""
    known, after = _list(folder), _listing(wanted)
    workshop = folder / WORKSHOP
    shutil.rmtree(workshop, ignore_errors=True)
    listed = _listed(known)
    standing = _standing(folder, {*listed, *wanted})
    before = [path for path in listed if path in standing]
    there = [path for path in wanted if path in standing]
    held = {
        path for path, digest in zip(there, files.digests(folder, there), strict=True) if digest == wanted[path].digest
    }
    changed = [path for path in wanted if path not in held]
    leftovers = [path for path in before if path not in wanted]
    if others := sorted({found for path in changed for found in _in_the_way(folder, path)} - set(before)):
        raise WrongUse(
            f"{folder} has files where the site needs to put its own: {', '.join(others)}; "
            "move them away, or delete what earlier builds left there"
        )
    if changed or leftovers or known != after:
        workshop.mkdir()
        try:
            for number, path in enumerate(changed):
                (workshop / str(number)).write_bytes(wanted[path].data)
            (workshop / "during").write_bytes(_listing({*before, *wanted}))
            (workshop / "after").write_bytes(after)
            _place(workshop / "during", folder, LIST)
            for path in leftovers:
                _remove(folder, path)
            for number, path in enumerate(changed):
                _place(workshop / str(number), folder, path)
            _place(workshop / "after", folder, LIST)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    return Published(tuple(wanted[path] for path in changed), len(wanted) - len(changed), len(leftovers))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other build publishes to the folder; the system lets go of a build that is killed (flock(2)).

    Windows and some network drives cannot do this; there, builds at once are left to take turns by themselves.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _listing(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in sorted(paths)).encode()


def _list(folder: Path) -> bytes | None:
    """Return the list of the last publication, or refuse a folder that is not ours."""
    if _standing(folder, [LIST]):
        with suppress(OSError):
            return files.contents(f"{folder}/{LIST}")
    if any(entry.name != WORKSHOP for entry in folder.iterdir()):
        raise WrongUse(f"{folder} is not empty and was not made by this program; choose another folder with --output")
    return None


def _listed(known: bytes | None) -> list[str]:
    """Return the paths in a list, but for what could never have been published."""
    paths = (known or b"").decode("utf-8", "replace").splitlines()
    return [path for path in paths if path[:1] != "/" and ".." not in path.split("/")]


def _standing(folder: Path, paths: Iterable[str]) -> set[str]:
    """Return the paths at which a file stands in `folder` itself, not behind a symbolic link."""
    folders = {"": True}

    def is_folder(path: str) -> bool:
        if path not in folders:
            folders[path] = is_folder(path.rpartition("/")[0]) and stat.S_ISDIR(_mode(f"{folder}/{path}"))
        return folders[path]

    return {path for path in paths if is_folder(path.rpartition("/")[0]) and stat.S_ISREG(_mode(f"{folder}/{path}"))}


def _mode(path: str) -> int:
    """Return what kind of thing stands at a path itself, or 0 where nothing does, or can."""
    try:
        return os.lstat(path).st_mode
    except (OSError, ValueError):
        return 0


def _obstacles(folder: Path, path: str) -> list[Path]:
    """Return what stands where a folder above `path` should be; a symbolic link there would lead out of `folder`."""
    kinds = {parent: _mode(f"{folder}/{parent}") for parent in PurePosixPath(path).parents}
    return [folder / parent for parent, mode in kinds.items() if stat.S_ISLNK(mode) or stat.S_ISREG(mode)]


def _in_the_way(folder: Path, path: str) -> Iterator[str]:
    """Yield the path of each file that publishing `path` takes away; what a symbolic link leads to stays."""
    file = folder / path
    standing = _obstacles(folder, path) or ([] if file.is_symlink() else [file, *file.rglob("*")])
    return (found.relative_to(folder).as_posix() for found in standing if found.is_file() and not found.is_symlink())


def _place(fresh: Path, folder: Path, path: str) -> None:
    """Put a finished file at `path` in one step: readers see the old file or the new one, never a part."""
    for obstacle in _obstacles(folder, path):
        obstacle.unlink()
    file = folder / path
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.replace(fresh, file)


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders above it that are empty then."""
    (folder / path).unlink(missing_ok=True)
    for parent in (folder / path).parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return
