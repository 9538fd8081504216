"""The files of a project: listed, read once, and written, never through a symbolic link."""

import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from io import FileIO
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.problems import BuildFailed, Location, Problem, UsageError, position

HANDOUTS, PRINTED, PACKED = "handouts", ".pdf", ".zip"
"""Where commands put what they printed or packed to be handed out, which no version history keeps, and how it ends."""
INPUTS = ("site.yaml", "content", "templates", "static", HANDOUTS)
"""All that a site is made from."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""The names that Windows keeps for itself, with any ending."""
_LITTER = re.compile(
    r"(?:.*/)?(?:(?:__MACOSX|\$RECYCLE\.BIN|System Volume Information|@eaDir)/.*|(?:eh)?thumbs(?:_vista)?\.db"
    r"|(?:desktop|picasa)\.ini|icon\r|~\$[^/]*|[^/]*~|#[^/]*#|[^/]*:Zone\.Identifier"
    r"|[^/]*\.(?:tmp|temp|bak|old|orig|rej|sw[op]|asd|wbk|part|partial|(?:cr|op)?download|icloud|lnk|url|webloc"
    r"|gdoc|gsheet|gslides))",
    re.IGNORECASE,
)
"""What Windows, macOS, browsers, offices and editors leave beside the files of a person, but for what is hidden."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_MERGE = re.compile(r"^(?:[ \t>]*<{7}(?: |$)|[ \t]*>{7}(?: |$)|\|{7} [^|\n]+$)|(?<=\n\n)={7}$", re.MULTILINE)
"""What Git leaves where two versions could not be merged; right below words, '=======' makes a heading elsewhere."""
NOT_TEXT = "this file is not saved as UTF-8", "save it again with the encoding UTF-8"
MOST = 100
"""How many characters that should not be in a file, or in front of its lines, are told, each at its place."""


class Files:
    """The files of a project, each listed and read once: whoever asks again is given the same, whatever became of it.

    So all that a build makes is made from one state of each file, the one of which the digest is known. No date of a
    file decides anything.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: dict[str, _Listing] = {}
        self._read: dict[str, bytes | OSError] = {}
        self._lines: dict[str, list[str]] = {}

    def below(self, place: str) -> tuple[list[str], list[Problem]]:
        """Return, sorted, the path of every file below `place`, or `place` itself, and a problem for all else there.

        So is one for a folder above that cannot be read. A symbolic link is never followed: it may lead in a circle or
        out of the project, and a copy would lack what lies behind it. What is hidden may be anything; editors keep
        links there while they work.
        """
        listing, inside = self._listing(place), f"{place}/"
        return [path for path in listing.files if f"{path}/".startswith(inside)], [
            problem
            for problem in listing.problems
            if (there := f"{problem.location.path}/").startswith(inside) or inside.startswith(there)
        ]

    def litter(self, place: str) -> list[str]:
        """Return, sorted, the path of every file below a topmost folder that another program left behind."""
        return self._listing(place).litter

    def _listing(self, path: str) -> "_Listing":
        """Return what is below the topmost folder in which a path is."""
        place = path.partition("/")[0]
        if place not in self._listed:
            self._listed[place] = _listed(self.folder, place)
        return self._listed[place]

    def changed(self, texts: Mapping[str, str | bytes | None]) -> "Files":
        """Return these files as they would be if some held what is given by path, or if None were not there."""
        other = Files(self.folder)
        other._listed, other._read = {**self._listed}, {**self._read}
        for path, text in texts.items():
            listing = other._listing(path)
            held = sorted({*listing.files, path} if text is not None else {*listing.files} - {path})
            other._listed[path.partition("/")[0]] = listing._replace(files=dict.fromkeys(held))
            data = text.encode() if isinstance(text, str) else text
            other._read[path] = FileNotFoundError(path) if data is None else data
        return other

    def has(self, path: str) -> bool:
        """Whether a file stands at a path."""
        return path in self._listing(path).files

    def data(self, path: str) -> bytes:
        """Return the bytes of a file; raise `OSError` where it cannot be read."""
        if path not in self._read:
            try:
                self._read[path] = contents(f"{self.folder}/{path}")
            except OSError as error:
                self._read[path] = error
        read = self._read[path]
        if isinstance(read, OSError):
            raise read
        return read

    def loaded(self) -> dict[str, bytes]:
        """Return the bytes of every file that was read so far, by path."""
        return {path: data for path, data in self._read.items() if isinstance(data, bytes)}

    def text(self, path: str) -> str:
        """Return the text of a file: without byte order mark, with the line ends of Unix, letters in one form.

        A letter and its accent, typed as two characters, are one (NFC). Raises `BuildFailed` where there is no text and
        for one with characters that should not be in it or with what is left of a merge, from which all else that would
        be told of it could follow.
        """
        try:
            if not self.has(path) and (problems := self.below(path)[1]):
                raise BuildFailed(problems)
            return checked(self.data(path).decode(), path)
        except FileNotFoundError:
            fix = f"put {path} back, or create it; content/README.md shows what belongs in it"
            raise BuildFailed([Problem(Location(path), "this file is missing", fix)]) from None
        except OSError as error:
            raise BuildFailed([unreadable(path, error)]) from None
        except UnicodeDecodeError as error:
            before = normalised(error.object[: error.start].decode())
            raise BuildFailed([Problem(Location(path, *position(before, len(before))), *NOT_TEXT)]) from None

    def line(self, place: Location) -> str:
        """Return the line of a file at a place, as `text` has it, or nothing where there is none."""
        if place.path not in self._lines:
            self._lines[place.path] = []
            with suppress(OSError, UnicodeDecodeError):
                if self.has(place.path):
                    self._lines[place.path] += normalised(self.data(place.path).decode()).split("\n")
        return "".join(self._lines[place.path][place.line - 1 : place.line])

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """The digest of every file that a site is made from, by path; of what cannot be read, another each time."""
        digests: dict[str, bytes] = {}
        for place in INPUTS:
            paths, problems = self.below(place)
            if problems:
                digests[place] = os.urandom(32)
            for path in paths:
                try:
                    digests[path] = hashlib.sha256(self.data(path)).digest()
                except OSError:
                    digests[path] = os.urandom(32)
        return digests

    @cached_property
    def shared(self) -> bytes:
        """The digest of every file that a site is made from but its pages, by path and content."""
        found = (os.fsencode(path) + b"\0" + digest for path, digest in self.digests.items() if not is_page(path))
        return hashlib.sha256(b"".join(found)).digest()


def contents(path: str) -> bytes:
    """Return the bytes of a file; of thousands, with half of the work that pathlib makes of it."""
    with FileIO(path) as file:
        return file.readall()


def digests(folder: Path, paths: Iterable[str]) -> dict[str, bytes | None]:
    """Return the digest (SHA-256) of each file in a folder, by its path, or None where it cannot be read."""
    found: dict[str, bytes | None] = dict.fromkeys(paths)
    for path in found:
        with suppress(OSError, ValueError):
            found[path] = hashlib.sha256(contents(f"{folder}/{path}")).digest()
    return found


class _Listing(NamedTuple):
    """What is in a topmost folder, or at its place: files, sorted, what is wrong there, and what others left behind."""

    files: dict[str, None]
    problems: list[Problem]
    litter: list[str]


def _listed(folder: Path, place: str) -> _Listing:
    try:
        problems = _refused(folder, place)
        found = [place] if not problems and (folder / place).is_file() else []
    except OSError as error:
        return _Listing({}, [unreadable(place, error, what="folder")], [])
    pending = [] if problems or found else [place]
    while pending:
        path = pending.pop()
        try:
            with os.scandir(f"{folder}/{path}") as entries:
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
            problems.append(unreadable(path, error, what="folder"))
    litter = sorted(filter(_LITTER.fullmatch, found))
    return _Listing(dict.fromkeys(sorted({*found}.difference(litter))), problems, litter)


def unreadable(path: str, error: OSError, what: str = "file") -> Problem:
    """Return that what stands at a path cannot be read."""
    fix = f"check that it is a {what} and that you may open it"
    return Problem(Location(path), f"this {what} cannot be read: {error.strerror}", fix)


def checked(words: str, path: str) -> str:
    """Return the words of the file at `path` as `Files.text` does."""
    from generator.read.characters import unwanted  # where nothing has changed, no text is read

    words = normalised(words)
    if any(sign * 7 in words for sign in "<>|=") and (left := _MERGE.search(words)):
        fix = "choose between the lines around it, then delete the lines <<<<<<<, ======= and >>>>>>>"
        where = Location(path, *position(words, left.start()))
        raise BuildFailed([Problem(where, "a merge of two versions was left unfinished here", fix)])
    problems = [
        Problem(Location(path, *position(words, offset)), message, fix)
        for offset, message, fix in islice(unwanted(words), MOST)
    ]
    if problems:
        raise BuildFailed(problems)
    return words


def normalised(words: str) -> str:
    """Return words without byte order mark, with their letters in one form (NFC) and their lines ended in one way."""
    bare = words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", bare)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its end as it is."""
    return _LINE.findall(text)


def line_end(text: str) -> str:
    """Return what ends the first line of a text, and so is to end a new one; that of Unix where nothing does."""
    end = re.search(r"\r\n|\r|\n", text)
    return end[0] if end else "\n"


def slug(words: str) -> str:
    """Return words as a file's name that every computer and every address has: small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    name = "-".join(re.findall("[a-z0-9]+", letters))
    return f"the-{name}" if RESERVED.match(name) else name


def is_page(path: str) -> bool:
    """Whether the file at a path of the project holds the text of a page."""
    return path.startswith("content/") and path.endswith(".md")


def within(folder: Path, path: str) -> Path:
    """Return where `path` is to be written in `folder`; raise `OSError` where that leads through a symbolic link."""
    above = [folder / place for place in PurePosixPath(path).parents if place.name]
    if any(place.is_symlink() for place in above) or (folder / path).is_symlink():
        raise OSError(errno.ELOOP, "a symbolic link stands in the way")
    return folder / path


def write(folder: Path, path: str, data: str | bytes) -> None:
    """Put a text or bytes at `path` in `folder`, whole or not at all, with the folders above it.

    What stands there is replaced. Raises `OSError` where it cannot be written, and as `within` does.
    """
    target = within(folder, path)
    with suppress(FileExistsError):  # that a file stands there is told below
        target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.fresh")
    try:
        fresh.write_bytes(data.encode() if isinstance(data, str) else data)
        os.replace(fresh, target)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def write_all(folder: Path, texts: Mapping[str, str | bytes | None]) -> None:
    """Write what every file is to hold in a folder, and remove those that are None: all of them, or nothing.

    Raises `UsageError` where that cannot be done; then, and where it is stopped by Ctrl-C, every file is as it was.
    """
    before: dict[str, bytes | None] = {}
    try:
        for path, text in sorted(texts.items(), key=lambda item: item[1] is None):
            before[path] = (folder / path).read_bytes() if (folder / path).is_file() else None
            if text is None:
                (folder / path).unlink()
            else:
                write(folder, path, text)
    except BaseException as error:
        for done, data in before.items():
            with suppress(OSError):
                if data is None:
                    (folder / done).unlink()
                else:
                    write(folder, done, data)
        remove_empty_folders(folder, before)
        if not isinstance(error, OSError):
            raise
        raise UsageError(f"cannot write {path}: {error.strerror}; nothing was changed") from error
    remove_empty_folders(folder, (path for path, text in texts.items() if text is None))


def remove_empty_folders(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders above paths, but for `folder` itself, that have nothing any more."""
    for above in (above for path in paths for above in PurePosixPath(path).parents if above.name):
        with suppress(OSError):  # one that still has something stays
            (folder / above).rmdir()


@contextmanager
def writing(what: Path | str, more: str = "") -> Iterator[None]:
    """Tell what cannot be written as wrong use, in one line for the person who asked for it."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"cannot write {error.filename2 or what}: {error.strerror}{more}") from error


def _refused(folder: Path, path: str) -> list[Problem]:
    """Return why what stands at `path` is not read, or nothing where it is a file, a folder or not there."""
    place = folder / path
    if place.is_symlink():
        fix = "put the file or folder itself here; nothing is read from outside the project"
        return [Problem(Location(path), "this is a symbolic link", fix)]
    if place.exists() and not place.is_file() and not place.is_dir():
        return [Problem(Location(path), "this is neither a file nor a folder", "remove it, or put a file here")]
    return []
