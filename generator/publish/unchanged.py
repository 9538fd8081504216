"""What the last build was made from and what it published, so that an unchanged project is known without building.

The record is a digest of everything a build can see: every file of the project, the generator, the versions of
the libraries, the build date and the other options. It counts only while every published file still has the
bytes it was published with, and nothing is left of a publication that was cut off. No date of a file decides anything.
"""

import hashlib
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from generator.read import files as project

PLACES = ("site.yaml", "content", "templates", "static")
MEMORY = ".cache/record.json"
GENERATOR = Path(__file__).parent.parent
PROJECT = tomllib.loads((GENERATOR.parent / "pyproject.toml").read_text("utf-8"))["project"]
LIBRARIES = [re.split("[^A-Za-z0-9_.-]", needed)[0] for needed in PROJECT["dependencies"]]


def seen(folder: Path, *options: object) -> str:
    """Return the digest of everything that a build of `folder` with these options can see."""
    digest = hashlib.sha256(repr((sys.version, [version(name) for name in LIBRARIES], options)).encode())
    for place in (*(folder / name for name in PLACES), GENERATOR, GENERATOR.parent / "build.py"):
        paths, problems = project.files(place.parent, place.name)
        _add(digest, (place.parent / path for path in paths if not path.endswith(".pyc")))
        if problems:
            digest.update(os.urandom(32))
    return digest.hexdigest()


def recall(folder: Path, inputs: str, output: Path) -> str | None:
    """Return what the last build of these inputs into `output` said of itself, or None if it must be done again."""
    try:
        kept = json.loads((folder / MEMORY).read_text("utf-8"))
        same = kept["inputs"] == inputs and kept["output"] == str(output) and not (output / ".publishing").exists()
        return str(kept["said"]) if same and kept["published"] == _published(output) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def keep(folder: Path, inputs: str, output: Path, published: Mapping[str, bytes], said: str) -> None:
    """Remember a build and the bytes it published, by path; without a record, the next build is only slower."""
    digest = hashlib.sha256("".join(f"{path}\n" for path in sorted(published)).encode())
    for path in sorted(published):
        _add_one(digest, output / path, published[path])
    kept = {"inputs": inputs, "output": str(output), "published": digest.hexdigest(), "said": said}
    with suppress(OSError):
        project.write(folder, MEMORY, json.dumps(kept))


def _published(output: Path) -> str:
    listing = output / ".published"
    digest = hashlib.sha256(listing.read_bytes())
    _add(digest, (output / path for path in listing.read_text("utf-8").splitlines()))
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", files: Iterable[Path]) -> None:
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            data = repr(error).encode()
        _add_one(digest, file, data)


def _add_one(digest: "hashlib._Hash", file: Path, data: bytes) -> None:
    digest.update(os.fsencode(file) + f"\0{len(data)}\0".encode())
    digest.update(data)
