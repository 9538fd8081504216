"""Files as the edit view opens them, and what is put in there."""

import hashlib
import itertools
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import UsageError
from generator.read import files
from generator.read.assets import FOLDER
from generator.read.drawings import ENDINGS
from generator.read.front_matter import PageText
from generator.read.pages import page_at, path_of

PICTURES, FILES = "pictures", "files"
"""The folders of `static/` for what is put in."""
_HANDED_OUT = (".pdf", ".csv", ".ods", ".odt", ".xlsx", ".docx", ".txt", ".zip")


@dataclass(frozen=True)
class Opened(PageText):
    """The file of a page in a language; where it is to be written first, with all that is written `beside` it."""

    language: str
    name: str
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where the file stands in the project."""
        return path_of(self.language, self.name)

    @property
    def digest(self) -> str:
        """A digest of the text, by which a later change is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def opened(folder: Path, path: str, languages: Container[str]) -> Opened:
    """Return the file of a page; raise `UsageError` where that is no page that can be edited."""
    if not (page := page_at(path, languages)):
        raise UsageError("only pages in content/ can be edited")
    try:
        return Opened(files.within(folder, path).read_bytes().decode(), *page)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: {'; '.join(files.NOT_TEXT)}") from error


def put(folder: Path, name: str, data: bytes) -> tuple[str, bool]:
    """Put a picture or a file for readers into `static/`; return its path there, and whether it is a picture.

    Its name becomes one that is safe in addresses, and nothing that stands there is replaced. Raises `UsageError`.
    """
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}".lower()
    place = PICTURES if ending in ENDINGS else FILES if ending in _HANDED_OUT else None
    if place is None:
        raise UsageError(f"'{name}' is no picture and no file such as a PDF")
    safe = files.slug(stem)[:80] or "picture"
    there = {file.name.lower(): file.name for file in (folder / FOLDER / place).glob("*")}  # some know no capitals
    names = (f"{safe}{f'-{number}' if number > 1 else ''}{ending}" for number in itertools.count(1))
    with files.writing(f"'{name}'"):
        found = ((one in there, f"{place}/{there.get(one, one)}") for one in names)
        path = next(path for old, path in found if not old or files.within(folder, FOLDER + path).read_bytes() == data)
        files.write(folder, FOLDER + path, data)
    return path, place == PICTURES
