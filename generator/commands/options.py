"""The options of every command, and the type of the pipeline."""

import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from generator.commands.progress import Progress
from generator.problems import UsageError
from generator.publish.result import BuildResult
from generator.read.cache import Cache
from generator.read.files import Files

PROJECT = Path(__file__).parent.parent.parent


class Options(NamedTuple):
    """The options of every command: the project, the output folder, and what a build depends on besides files.

    `published` maps the address of each page that is online, which must not vanish, to those of its translations.
    """

    site: Path
    output: Path
    today: datetime.date
    drafts: bool = False
    url: str | None = None
    strict: bool = False
    format: str = "text"
    published: Mapping[str, Sequence[str]] = MappingProxyType({})


class Make(Protocol):
    """The pipeline, `make` in build.py."""

    def __call__(
        self,
        options: Options,
        progress: Progress | None = None,
        cache: Cache | None = None,
        files: Files | None = None,
    ) -> BuildResult: ...


def resolved(path: str | Path) -> Path:
    """Return a typed path as an absolute one, whether or not it exists; raise `UsageError` if it cannot be resolved."""
    try:
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            Path(path).stat()  # some versions of Python report a loop of links only here
        return Path(path).resolve()
    except OSError as error:  # also if the current folder was deleted
        raise UsageError(f"{path} cannot be found: {error.strerror}") from error


def not_installed(extra: str = "") -> str:
    """Return the end of a message that something is not installed, with the command to run."""
    return f'is not installed; run: python -m pip install -c "{PROJECT / ".ci/constraints.txt"}" -e "{PROJECT}{extra}"'
