"""What a command was asked, and how the pipeline is asked."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.edition import Made

if TYPE_CHECKING:
    from generator.check.vanished import Published


PROJECT = Path(__file__).parent.parent.parent


class Options(NamedTuple):
    """What every command is asked: the project, where to publish, and what a build depends on besides files.

    `published` has the pages that are online, none of which may vanish.
    """

    site: Path
    output: Path
    today: datetime.date
    drafts: bool = False
    url: str | None = None
    strict: bool = False
    format: str = "text"
    published: "tuple[Published, ...]" = ()


Make = Callable[..., Made]
"""The pipeline, `make` in build.py."""


def not_installed(extra: str = "") -> str:
    """Return how a message ends that something is not installed: with what to run."""
    return f'is not installed; run: python -m pip install -c "{PROJECT / ".ci/constraints.txt"}" -e "{PROJECT}{extra}"'
