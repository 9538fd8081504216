"""Publishing to a folder: only changed files are written, each is replaced atomically, and leftovers are removed.

The output folder has a list of the files published there, so that no other file is ever removed. It is written before
the first file and after the last, and in between names the files of both builds: a build that is killed at any moment
leaves only complete files, and the next build knows all of them (law 2).
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.problems import UsageError, count
from generator.publish.last_build import LIST, STAGING
from generator.read import files
from generator.render.outputs import Output, Outputs


@dataclass(frozen=True, slots=True)
class Published:
    """The files that a publication wrote, and how many it left unchanged or removed."""

    written: tuple[Output, ...]
    unchanged: int
    removed: int = 0

    def __str__(self) -> str:
        return f"{count(len(self.written), 'file')} written, {self.unchanged} unchanged, {self.removed} removed"


def publish(outputs: Outputs, folder: Path) -> Published:
    """Make `folder` contain exactly `outputs`, besides files of others; wait for a publication in progress.

    Raises `UsageError` if the folder cannot be written, is not empty and was never published to, or has a file of
    others where one of the `outputs` belongs.
    """
    with files.writing(f"to {folder}", "; every published file is still intact"):
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            return _publish(outputs, folder)


def _publish(wanted: Outputs, folder: Path) -> Published:
    """Write changed files to a staging folder first, so that a full disk stops the publication before it begins."""
    old_list, new_list = _published_list(folder), _listing(wanted)
    staging = folder / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    existing = set(paths_in(str(folder)))
    before = existing.intersection(old_list.decode("utf-8", "replace").splitlines())
    digests = files.digests(folder, existing & wanted.keys())
    changed = [path for path in wanted if digests.get(path) != wanted[path].digest]
    leftovers = sorted(before - wanted.keys())
    if others := _in_the_way(existing - before - {LIST}, changed):
        raise UsageError(
            f"{folder} has other files where files of the site belong: {', '.join(sorted(others))}; "
            "move them elsewhere, or delete them if an earlier build left them"
        )
    if changed or leftovers or old_list != new_list:
        staging.mkdir()
        try:
            for number, path in enumerate(changed):
                (staging / str(number)).write_bytes(wanted[path].data)
            (staging / "during").write_bytes(_listing({*before, *wanted}))
            (staging / "after").write_bytes(new_list)
            _place(staging / "during", folder, LIST)
            for path in leftovers:
                (folder / path).unlink(missing_ok=True)
            files.remove_empty_folders(folder, leftovers)
            for parent in dict.fromkeys(parent for path in changed for parent in _parents(path)):
                _make_folder(folder / parent)
            for number, path in enumerate(changed):
                _place(staging / str(number), folder, path)
            _place(staging / "after", folder, LIST)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Published(tuple(wanted[path] for path in changed), len(wanted) - len(changed), len(leftovers))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock the folder against other builds; the system releases the lock of a build that is killed (flock(2)).

    Windows and some network drives do not support this: there, two builds must not publish at the same time.
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


def _published_list(folder: Path) -> bytes:
    """Return the list of the last publication, b"" for an empty folder; raise `UsageError` for one of other files."""
    with suppress(OSError):
        return files.read_bytes(f"{folder}/{LIST}")
    if any(entry.name != STAGING for entry in folder.iterdir()):
        raise UsageError(f"{folder} is not empty and was not made by this program; choose another folder with --output")
    return b""


def paths_in(folder: str, parent: str = "") -> Iterator[str]:
    """Yield the path of each file in `folder`, without following symbolic links.

    Raises `OSError` if it, or a folder in it, cannot be read.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from paths_in(entry.path, f"{parent}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield f"{parent}{entry.name}"


def _parents(path: str) -> list[str]:
    """Return the parent folders of a path, the topmost first."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _in_the_way(others: Iterable[str], paths: Sequence[str]) -> list[str]:
    """Return the `others` that publishing at `paths` would replace: files at, above or below one of them."""
    files, folders = {*paths}, {parent for path in paths for parent in _parents(path)}
    return [other for other in others if other in folders or not files.isdisjoint([other, *_parents(other)])]


def _make_folder(folder: Path) -> None:
    """Make a folder whose parent exists, in place of a file or symbolic link."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(exist_ok=True)


def _place(new: Path, folder: Path, path: str) -> None:
    """Move a finished file to `path` atomically: readers see the old file or the new one, never a part."""
    file = folder / path
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    os.replace(new, file)
