"""The files of a project: listed, read and written, never through a symbolic link."""

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path, PurePosixPath

from generator.problems import Location, Problem, WrongUse, position
from generator.read.characters import odd

PLACES = ("site.yaml", "content", "templates", "static", "handouts")
"""All that a site is made from."""
MOST = 100
"""How many characters that should not be in a file are told, each at its place."""


def files(folder: Path, place: str) -> tuple[list[str], list[Problem]]:
    """Return, sorted, every file below `place` in `folder`, or `place` itself, and a problem for all else there.

    A symbolic link is never followed: it may lead out of the project or in a circle, and what lies behind it would
    not be part of a copy. What is hidden may be anything; editors keep links there while they work.
    """
    try:
        problems = _refused(folder, place)
        found = [place] if not problems and (folder / place).is_file() else []
    except OSError as error:
        return [], [_closed(place, error)]
    pending = [] if problems or found else [place]
    while pending:
        path = pending.pop()
        try:
            with os.scandir(folder / path) as entries:
                for entry in entries:
                    inside = f"{path}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(inside)
                    elif entry.is_file(follow_symlinks=False):
                        found.append(inside)
                    elif not entry.name.startswith("."):
                        problems += _refused(folder, inside)
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(_closed(path, error))
    return sorted(found), problems


def _closed(path: str, error: OSError) -> Problem:
    return Problem(Location(path), f"this folder cannot be read: {error.strerror}", "check that you may open it")


def text(folder: Path, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text at `path` in `folder`: without byte order mark, with the line ends of Unix, letters in one form.

    A letter and its accent, typed as two characters, are one (NFC). A text with characters that should not be in it is
    none, as what else would be told of it could follow from them.
    """
    try:
        if problems := _refused(folder, path):
            return None, problems
        data = (folder / path).read_bytes()
    except FileNotFoundError:
        return None, [
            Problem(
                Location(path), "this file is missing", f"create {path}; content/README.md shows what belongs in it"
            )
        ]
    except OSError as error:
        return None, [
            Problem(
                Location(path),
                f"this file cannot be read: {error.strerror}",
                "check that it is a file and that you may open it",
            )
        ]
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return None, [
            Problem(
                Location(path, line, column), "this file is not saved as UTF-8", "save it again with the encoding UTF-8"
            )
        ]
    return proper(words, path)


def proper(words: str, path: str) -> tuple[str | None, list[Problem]]:
    """Return the words of the file at `path` as `text` does."""
    words = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
    problems = [
        Problem(Location(path, *position(words, offset)), message, fix)
        for offset, message, fix in islice(odd(words), MOST)
    ]
    return (None if problems else words), problems


def seen(folder: Path, texts: bool = True) -> bytes:
    """Return the digest of every file that a site is made from, by path and content, or of all but its pages.

    No date of a file decides anything. What cannot be read makes every digest another.
    """
    found = digests(folder, texts).items()
    return hashlib.sha256(b"".join(os.fsencode(path) + b"\0" + digest for path, digest in found)).digest()


def digests(folder: Path, texts: bool = True) -> dict[str, bytes]:
    """Return the digest of every file that a site is made from, by path, or of all but its pages.

    That of what cannot be read is another each time.
    """
    digests: dict[str, bytes] = {}
    for place in PLACES:
        paths, problems = files(folder, place)
        if problems:
            digests[place] = os.urandom(32)
        for path in paths:
            if texts or not is_page(path):
                try:
                    digests[path] = hashlib.sha256((folder / path).read_bytes()).digest()
                except OSError:
                    digests[path] = os.urandom(32)
    return digests


def is_page(path: str) -> bool:
    """Whether the file at a path of the project holds the text of a page."""
    return path.startswith("content/") and path.endswith(".md")


def texts(folder: Path, place: str, ending: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of every file in `place` whose name has an ending, by path, and every problem."""
    found, problems = files(folder, place)
    read: dict[str, str] = {}
    for path in found:
        if path.endswith(ending):
            words, more = text(folder, path)
            problems += more
            if words is not None:
                read[path] = words
    return read, problems


def within(folder: Path, path: str) -> Path:
    """Return where `path` is to be written in `folder`.

    Raises `OSError` where that would lead through a symbolic link, perhaps out of the project.
    """
    above = [folder / place for place in PurePosixPath(path).parents if place.name]
    if any(place.is_symlink() for place in above) or (folder / path).is_symlink():
        raise OSError(errno.ELOOP, "a symbolic link stands in the way")
    return folder / path


def write(folder: Path, path: str, data: str | bytes) -> None:
    """Put a text or bytes at `path` in `folder`, whole or not at all, with the folders above it.

    What stands there is replaced. Raises `OSError` where it cannot be written, also where that would lead through a
    symbolic link out of the project.
    """
    target = within(folder, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.fresh")
    try:
        fresh.write_bytes(data.encode() if isinstance(data, str) else data)
        os.replace(fresh, target)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise


@contextmanager
def writing(what: Path | str, more: str = "") -> Iterator[None]:
    """Tell what cannot be written as wrong use, in one line for the person who asked for it."""
    try:
        yield
    except OSError as error:
        raise WrongUse(f"cannot write {what}: {error.strerror}{more}") from error


def _refused(folder: Path, path: str) -> list[Problem]:
    """Return why what stands at `path` is not read, or nothing where it is a file, a folder or not there."""
    place = folder / path
    if place.is_symlink():
        return [
            Problem(
                Location(path),
                "this is a symbolic link",
                "put the file or folder itself here; nothing is read from outside the project",
            )
        ]
    if place.exists() and not place.is_file() and not place.is_dir():
        return [Problem(Location(path), "this is neither a file nor a folder", "remove it, or put a file here")]
    return []
