"""The files that the edit view opens, and those that are uploaded in it."""

import hashlib
import itertools
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import UsageError
from generator.read import files
from generator.read.assets import FOLDER
from generator.read.drawings import EXTENSIONS
from generator.read.front_matter import PageText
from generator.read.pages import page_at, path_of

PICTURES, FILES = "pictures", "files"
"""The folders of `static/` for uploads."""
_DOCUMENTS = (".pdf", ".csv", ".ods", ".odt", ".xlsx", ".docx", ".txt", ".zip")


@dataclass(frozen=True)
class PageFile(PageText):
    """The file of a page in a language; if it is new, `other_files` are written with it."""

    language: str
    name: str
    other_files: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path of the file in the project."""
        return path_of(self.language, self.name)

    @property
    def digest(self) -> str:
        """The digest of the text, which shows whether the file has changed."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def open_page(folder: Path, path: str, languages: Container[str]) -> PageFile:
    """Return the file of a page; raise `UsageError` if it is not a page, or cannot be read."""
    if not (page := page_at(path, languages)):
        raise UsageError("only pages in content/ can be edited")
    try:
        return PageFile(files.within(folder, path).read_bytes().decode(), *page)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: {'; '.join(files.NOT_TEXT)}") from error


def upload(folder: Path, name: str, data: bytes) -> tuple[str, bool]:
    """Save an uploaded picture or document in `static/`; return its path there, and whether it is a picture.

    The name is made safe for URLs, and a different file of that name is not replaced. Raises `UsageError`.
    """
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}".lower()
    subfolder = PICTURES if ending in EXTENSIONS else FILES if ending in _DOCUMENTS else None
    if subfolder is None:
        raise UsageError(f"'{name}' cannot be uploaded; choose a picture or a document such as a PDF")
    safe = files.slug(stem)[:80] or subfolder.removesuffix("s")
    there = {file.name.lower(): file.name for file in (folder / FOLDER / subfolder).glob("*")}  # some disks ignore case
    names = (f"{safe}{f'-{number}' if number > 1 else ''}{ending}" for number in itertools.count(1))
    with files.writing(f"'{name}'"):
        found = ((candidate in there, f"{subfolder}/{there.get(candidate, candidate)}") for candidate in names)
        path = next(path for old, path in found if not old or files.within(folder, FOLDER + path).read_bytes() == data)
        files.write(folder, FOLDER + path, data)
    return path, subfolder == PICTURES
