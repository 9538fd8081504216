"""The record of the last build, its inputs and its published files, which shows that nothing needs to be built.

The inputs are one digest of everything that a build depends on: every file of the project, the generator, the versions
of the libraries, the build date and the other options. The record is valid only if every published file is unmodified,
and no interrupted publication has left files behind. File modification times are not used.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.read import cache
from generator.read.files import Files, digests, write

RECORD = ".cache/record.json"
LIST = ".published"
"""The file in the output folder that lists every file published there."""
STAGING = ".publishing"
"""The folder in the output folder for the files of a publication in progress."""


def fingerprint(files: Files, *options: object) -> str:
    """Return the digest of all inputs of a build: its files and its options, including the folders."""
    return cache.digest(cache.version(), repr(options), *files.digests.items()).hex()


def load(folder: Path, output: Path) -> Mapping[str, Any]:
    """Return the record of the last build of a project, empty if there is none for this output folder."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        record: Mapping[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
        return record if record["output"] == str(output) else {}
    return {}


def summary_if_current(record: Mapping[str, Any], inputs: str, output: Path) -> str | None:
    """Return the summary of the last build if its inputs and its output are unchanged, otherwise None."""
    with suppress(OSError, ValueError):
        if (
            record.get("inputs") == inputs
            and not (output / STAGING).exists()
            and record["published"] == _published(output)
        ):
            return str(record["summary"])
    return None


def save(folder: Path, output: Path, inputs: str, published: Mapping[str, bytes], summary: str, pages: object) -> None:
    """Record a build: its inputs, the digests of its published files by path, its summary and its pages' inputs."""
    digest = _digest(published)
    record = {"output": str(output), "inputs": inputs, "published": digest, "summary": summary, "pages": pages}
    with suppress(OSError):  # without a record, the next build is only slower
        write(folder, RECORD, json.dumps(record, separators=(",", ":")))


def _published(output: Path) -> str:
    return _digest(digests(output, (output / LIST).read_text("utf-8").splitlines()))


def _digest(published: Mapping[str, bytes | None]) -> str:
    return cache.digest(*sorted(published.items())).hex()
