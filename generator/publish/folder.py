"""Outputs onto disk: only what differs, each file replaced whole, leftovers removed.

The output folder keeps a list of what was published there, so that nothing else is ever removed. The list is
put there before the first file and again after the last, and names every file of both builds in between: a build
that is killed at any moment leaves only whole files, and the next one knows them all (law 2).
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.problems import UsageError
from generator.publish.unchanged import LIST, WORKSHOP
from generator.read import files
from generator.render.outputs import Output, Outputs


@dataclass(frozen=True, slots=True)
class Published:
    """The files that a publication wrote, and how many it left alone and removed."""

    written: tuple[Output, ...]
    unchanged: int
    removed: int = 0

    def __str__(self) -> str:
        return f"{len(self.written)} files written, {self.unchanged} unchanged, {self.removed} removed"


def publish(outputs: Outputs, folder: Path) -> Published:
    """Make `folder` hold exactly `outputs`, beside what others put there; wait for a publication that is under way.

    Raises `UsageError` where the folder cannot be written, is not empty and was never published to, or has a file of
    others where one of the `outputs` belongs.
    """
    with files.writing(f"to {folder}", "; every published file is still whole"):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return _publish(outputs, folder)


def _publish(wanted: Outputs, folder: Path) -> Published:
    """Write what differs into the workshop first, so that a full disk stops the publication before it begins."""
    known, after = _list(folder), _listing(wanted)
    workshop = folder / WORKSHOP
    shutil.rmtree(workshop, ignore_errors=True)
    standing = set(_standing(str(folder)))
    before = standing.intersection(known.decode("utf-8", "replace").splitlines())
    digests = files.digests(folder, standing & wanted.keys())
    changed = [path for path in wanted if digests.get(path) != wanted[path].digest]
    leftovers = sorted(before - wanted.keys())
    if others := _in_the_way(standing - before - {LIST}, changed):
        raise UsageError(
            f"{folder} has files where the site needs to put its own: {', '.join(sorted(others))}; "
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
                (folder / path).unlink(missing_ok=True)
            files.remove_empty_folders(folder, leftovers)
            for above in dict.fromkeys(above for path in changed for above in _above(path)):
                _make(folder / above)
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


def _list(folder: Path) -> bytes:
    """Return the list of the last publication, or refuse a folder that is not ours."""
    with suppress(OSError):
        return files.contents(f"{folder}/{LIST}")
    if any(entry.name != WORKSHOP for entry in folder.iterdir()):
        raise UsageError(f"{folder} is not empty and was not made by this program; choose another folder with --output")
    return b""


def _standing(folder: str, above: str = "") -> Iterator[str]:
    """Yield the path of each file that stands in `folder` itself, not behind a symbolic link."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _standing(entry.path, f"{above}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield f"{above}{entry.name}"


def _above(path: str) -> list[str]:
    """Return the folders in which a path of the output folder is, the topmost first."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _in_the_way(others: Iterable[str], paths: Sequence[str]) -> list[str]:
    """Return those of other files that publishing at `paths` takes away: at one, above one or below one."""
    places, folders = {*paths}, {above for path in paths for above in _above(path)}
    return [other for other in others if other in folders or not places.isdisjoint([other, *_above(other)])]


def _make(folder: Path) -> None:
    """Make a folder in one that is there, in place of what is none."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(exist_ok=True)


def _place(fresh: Path, folder: Path, path: str) -> None:
    """Put a finished file at `path` in one step: readers see the old file or the new one, never a part."""
    file = folder / path
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    os.replace(fresh, file)
