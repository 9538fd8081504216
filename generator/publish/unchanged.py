"""What the last build was made from and what it published, so that an unchanged project is known without building.

Recorded is a digest of everything a build can see: every file of the project, the generator, the versions of
the libraries, the build date and the other options. It counts only while every published file still has the
bytes it was published with, and nothing is left of a publication that was cut off. No date of a file decides anything.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.read import cache, files
from generator.read.files import Files

RECORD = ".cache/record.json"
LIST = ".published"
"""Names, in the output folder, every file that was published there."""
WORKSHOP = ".publishing"
"""Holds the files of a publication that is under way."""


def seen(read: Files, *options: object) -> str:
    """Return the digest of all that a build of these files with these options, the folders among them, can see."""
    return cache.digest(cache.version(), repr(options), *read.digests.items()).hex()


def recall(folder: Path, output: Path) -> Mapping[str, Any]:
    """Return what was recorded of the last build of a project, or nothing where that published elsewhere."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        known: Mapping[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
        return known if known["output"] == str(output) else {}
    return {}


def said(known: Mapping[str, Any], inputs: str, output: Path) -> str | None:
    """Return what the last build said of itself, or None if it was of other inputs and must be done again."""
    with suppress(OSError, ValueError):
        if (
            known.get("inputs") == inputs
            and not (output / WORKSHOP).exists()
            and known["published"] == _published(output)
        ):
            return str(known["said"])
    return None


def keep(folder: Path, output: Path, inputs: str, published: Mapping[str, bytes], said: str, seen: object) -> None:
    """Record a build, the digests of what it published, by path, and what each page was made from."""
    known = {"output": str(output), "inputs": inputs, "published": _digest(published), "said": said, "seen": seen}
    with suppress(OSError):  # where that cannot be written, the next build is only slower
        files.write(folder, RECORD, json.dumps(known, separators=(",", ":")))


def _published(output: Path) -> str:
    return _digest(files.digests(output, (output / LIST).read_text("utf-8").splitlines()))


def _digest(published: Mapping[str, bytes | None]) -> str:
    return cache.digest(*sorted(published.items())).hex()
