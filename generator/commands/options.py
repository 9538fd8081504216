"""What a command was asked, and how the pipeline is asked."""

import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from generator.commands.progress import Progress
from generator.problems import UsageError
from generator.publish.edition import BuildResult
from generator.read.cache import Cache
from generator.read.files import Files

PROJECT = Path(__file__).parent.parent.parent


class Options(NamedTuple):
    """What every command is asked: the project, where to publish, and what a build depends on besides files.

    `published` has the address of each page that is online, none of which may vanish, with those of its translations.
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


def found(path: str | Path) -> Path:
    """Return where a path that was typed leads, whether or not something is there; raise `UsageError` if nowhere."""
    try:
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            Path(path).stat()  # not every Python tells otherwise of a link that leads back to itself
        return Path(path).resolve()
    except OSError as error:  # the folder in which one stands was deleted, too
        raise UsageError(f"{path} cannot be found: {error.strerror}") from error


def not_installed(extra: str = "") -> str:
    """Return how a message ends that something is not installed: with what to run."""
    return f'is not installed; run: python -m pip install -c "{PROJECT / ".ci/constraints.txt"}" -e "{PROJECT}{extra}"'
