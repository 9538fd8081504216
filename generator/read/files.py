"""Listing, reading and writing the files of a project, never through a symbolic link."""

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
"""The folder, outside version control, of handouts that commands print or pack, and the extensions of these."""
INPUTS = ("site.yaml", "content", "templates", "static", HANDOUTS)
"""Everything that a site is made from."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""The names that Windows reserves, with any extension."""
SAFE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(?<!\.)")
"""A name that files and addresses can have everywhere, unless it is reserved."""
_LITTER = re.compile(
    r"(?:.*/)?(?:(?:__MACOSX|\$RECYCLE\.BIN|System Volume Information|@eaDir)/.*|(?:eh)?thumbs(?:_vista)?\.db"
    r"|(?:desktop|picasa)\.ini|icon\r|~\$[^/]*|[^/]*~|#[^/]*#|[^/]*:Zone\.Identifier"
    r"|[^/]*\.(?:tmp|temp|bak|old|orig|rej|sw[op]|asd|wbk|part|partial|(?:cr|op)?download|icloud|lnk|url|webloc"
    r"|gdoc|gsheet|gslides))",
    re.IGNORECASE,
)
"""Files that Windows, macOS, browsers, office programs and editors leave behind, except hidden ones."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_MERGE = re.compile(r"^(?:[ \t>]*<{7}(?: |$)|[ \t]*>{7}(?: |$)|\|{7} [^|\n]+$)|(?<=\n\n)={7}$", re.MULTILINE)
"""The markers of a merge conflict in Git; directly below words, '=======' makes a heading in other Markdown."""
NOT_TEXT = "this file is not saved as UTF-8", "save it again with the encoding UTF-8"
MAX_PROBLEMS = 100
"""How many unwanted characters of a file are reported."""


class Files:
    """The files of a project, each listed and read only once, even if it changes later.

    So a build sees one state of each file, the one that its digest describes. Modification times are not used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: dict[str, _Listing] = {}
        self._read: dict[str, bytes | OSError] = {}
        self._lines: dict[str, list[str]] = {}

    def below(self, path: str) -> tuple[list[str], list[Problem]]:
        """Return the sorted paths of all files below a path, or that of a file, and a problem for anything else there.

        Problems include a folder above it that cannot be read. Symbolic links are never followed: they may form a loop
        or leave the project, and a copy would lack their target. Hidden entries may be anything, because editors keep
        symbolic links there while a file is open.
        """
        listing, inside = self._listing(path), f"{path}/"
        return [file for file in listing.files if f"{file}/".startswith(inside)], [
            problem
            for problem in listing.problems
            if (there := f"{problem.location.path}/").startswith(inside) or inside.startswith(there)
        ]

    def litter(self, folder: str) -> list[str]:
        """Return the sorted paths of all files below a top-level folder that other programs left behind."""
        return self._listing(folder).litter

    def _listing(self, path: str) -> "_Listing":
        """Return the listing of the top-level folder that contains a path."""
        top = path.partition("/")[0]
        if top not in self._listed:
            self._listed[top] = _list(self.folder, top)
        return self._listed[top]

    def changed(self, texts: Mapping[str, str | bytes | None]) -> "Files":
        """Return these files with the given contents for some paths; a path with None does not exist."""
        new = Files(self.folder)
        new._listed, new._read = {**self._listed}, {**self._read}
        for path, text in texts.items():
            listing = new._listing(path)
            paths = sorted({*listing.files, path} if text is not None else {*listing.files} - {path})
            new._listed[path.partition("/")[0]] = listing._replace(files=dict.fromkeys(paths))
            data = text.encode() if isinstance(text, str) else text
            new._read[path] = FileNotFoundError(path) if data is None else data
        return new

    def has(self, path: str) -> bool:
        """Return whether there is a file at a path."""
        return path in self._listing(path).files

    def data(self, path: str) -> bytes:
        """Return the bytes of a file; raise `OSError` if it cannot be read."""
        if path not in self._read:
            try:
                self._read[path] = read_bytes(f"{self.folder}/{path}")
            except OSError as error:
                self._read[path] = error
        read = self._read[path]
        if isinstance(read, OSError):
            raise read
        return read

    def loaded(self) -> dict[str, bytes]:
        """Return the bytes of every file read so far, by path."""
        return {path: data for path, data in self._read.items() if isinstance(data, bytes)}

    def text(self, path: str) -> str:
        """Return the text of a file, as `checked` does; raise `BuildFailed` if it cannot be read as UTF-8."""
        try:
            if not self.has(path) and (problems := self.below(path)[1]):
                raise BuildFailed(problems)
            return checked(self.data(path).decode(), path)
        except FileNotFoundError:
            fix = f"restore {path}, or create it; content/README.md explains what it contains"
            raise BuildFailed([Problem(Location(path), "this file is missing", fix)]) from None
        except OSError as error:
            raise BuildFailed([unreadable(path, error)]) from None
        except UnicodeDecodeError as error:
            before = normalised(error.object[: error.start].decode())
            raise BuildFailed([Problem(Location(path, *position(before, len(before))), *NOT_TEXT)]) from None

    def line(self, location: Location) -> str:
        """Return the line of a file at a location, normalised, or an empty string if there is none."""
        if (path := location.path) not in self._lines:
            self._lines[path] = []
            with suppress(OSError, UnicodeDecodeError):
                if self.has(path):
                    self._lines[path] += normalised(self.data(path).decode()).split("\n")
        return "".join(self._lines[path][location.line - 1 : location.line])

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """The digest of every input file by path; for one that cannot be read, it is random."""
        digests: dict[str, bytes] = {}
        for top in INPUTS:
            paths, problems = self.below(top)
            if problems:
                digests[top] = os.urandom(32)
            for path in paths:
                try:
                    digests[path] = hashlib.sha256(self.data(path)).digest()
                except OSError:
                    digests[path] = os.urandom(32)
        return digests

    @cached_property
    def shared(self) -> bytes:
        """The digest of the paths and contents of all input files except pages."""
        others = (os.fsencode(path) + b"\0" + digest for path, digest in self.digests.items() if not is_page(path))
        return hashlib.sha256(b"".join(others)).digest()


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file; for thousands of files, this takes half as long as pathlib."""
    with FileIO(path) as file:
        return file.readall()


def digests(folder: Path, paths: Iterable[str]) -> dict[str, bytes | None]:
    """Return the SHA-256 digest of each file in a folder by its path, or None if it cannot be read."""
    digests: dict[str, bytes | None] = dict.fromkeys(paths)
    for path in digests:
        with suppress(OSError, ValueError):
            digests[path] = hashlib.sha256(read_bytes(f"{folder}/{path}")).digest()
    return digests


class _Listing(NamedTuple):
    """The contents of a top-level folder, or a file in its place: sorted files, problems, and files left behind."""

    files: dict[str, None]
    problems: list[Problem]
    litter: list[str]


def _list(folder: Path, top: str) -> _Listing:
    try:
        problems = _refused(folder, top)
        found = [top] if not problems and (folder / top).is_file() else []
    except OSError as error:
        return _Listing({}, [unreadable(top, error, what="folder")], [])
    pending = [] if problems or found else [top]
    while pending:
        path = pending.pop()
        try:
            with os.scandir(f"{folder}/{path}") as entries:
                for entry in entries:
                    inner = f"{path}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(inner)
                    elif entry.is_file(follow_symlinks=False):
                        found.append(inner)
                    elif not entry.name.startswith("."):
                        problems += _refused(folder, inner)
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(unreadable(path, error, what="folder"))
    litter = sorted(filter(_LITTER.fullmatch, found))
    return _Listing(dict.fromkeys(sorted({*found}.difference(litter))), problems, litter)


def unreadable(path: str, error: OSError, what: str = "file") -> Problem:
    """Return the problem that a file or folder cannot be read."""
    fix = f"check that it is a {what} and that you have permission to open it"
    return Problem(Location(path), f"this {what} cannot be read: {error.strerror}", fix)


def checked(text: str, path: str) -> str:
    """Return the text of the file at `path`, normalised.

    Raises `BuildFailed` for a merge conflict or unwanted characters, which could be the cause of any other problem.
    """
    from generator.read.characters import unwanted  # a build without changes reads no text

    text = normalised(text)
    if any(character * 7 in text for character in "<>|=") and (conflict := _MERGE.search(text)):
        fix = "keep the lines that you want, and delete the lines <<<<<<<, ======= and >>>>>>>"
        location = Location(path, *position(text, conflict.start()))
        raise BuildFailed([Problem(location, "a merge of two versions is unfinished here", fix)])
    problems = [
        Problem(Location(path, *position(text, offset)), message, fix)
        for offset, message, fix in islice(unwanted(text), MAX_PROBLEMS)
    ]
    if problems:
        raise BuildFailed(problems)
    return text


def normalised(text: str) -> str:
    """Return a text in Unicode Normalization Form C, with Unix line endings and without a byte order mark."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their original line endings."""
    return _LINE.findall(text)


def line_end(text: str) -> str:
    """Return the line ending of the first line of a text, to end new lines with; that of Unix if there is none."""
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"


def slug(text: str) -> str:
    """Return a text as a name for files and addresses: lowercase ASCII letters, digits and hyphens; it can be empty."""
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    name = "-".join(re.findall("[a-z0-9]+", letters))
    return f"the-{name}" if RESERVED.match(name) else name


def is_page(path: str) -> bool:
    """Return whether the file at a path of the project is a page."""
    return path.startswith("content/") and path.endswith(".md")


def within(folder: Path, path: str) -> Path:
    """Return `path` in `folder`; raise `OSError` if there is a symbolic link on the way."""
    inner = PurePosixPath(path)
    if any((folder / above).is_symlink() for above in (inner, *inner.parents) if above.name):
        raise OSError(errno.ELOOP, "a symbolic link is in the way")
    return folder / path


def write(folder: Path, path: str, data: str | bytes) -> None:
    """Write or replace the file at `path` in `folder` atomically, and create the folders above it.

    Raises `OSError` if it cannot be written, and as `within` does.
    """
    target = within(folder, path)
    with suppress(FileExistsError):  # if that is a file, writing fails below
        target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        temporary.write_bytes(data.encode() if isinstance(data, str) else data)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_all(folder: Path, texts: Mapping[str, str | bytes | None]) -> None:
    """Write every file in a folder, and delete those that are None: either all of them or none.

    Raises `UsageError` if that is not possible; then, and if Ctrl-C stops it, every file is restored.
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
        raise UsageError(f"cannot write {folder / path}: {error.strerror}; nothing was changed") from error
    remove_empty_folders(folder, (path for path, text in texts.items() if text is None))


def remove_empty_folders(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders above paths that are now empty, except `folder` itself."""
    for above in (above for path in paths for above in PurePosixPath(path).parents if above.name):
        with suppress(OSError):  # not empty
            (folder / above).rmdir()


@contextmanager
def writing(what: Path | str, more: str = "") -> Iterator[None]:
    """Raise `UsageError` if writing `what` fails; `more` ends its message."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"cannot write {error.filename2 or what}: {error.strerror}{more}") from error


def _refused(folder: Path, path: str) -> list[Problem]:
    """Return a problem if there is a symbolic link at `path`, or anything else that is neither a file nor a folder."""
    target = folder / path
    if target.is_symlink():
        fix = "put the file or folder itself here; nothing is read from outside the project"
        return [Problem(Location(path), "this is a symbolic link", fix)]
    if target.exists() and not target.is_file() and not target.is_dir():
        return [Problem(Location(path), "this is neither a file nor a folder", "remove it, or put a file here")]
    return []
