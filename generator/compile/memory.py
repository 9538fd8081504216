"""Compiled texts, remembered by their content: what was compiled once is taken from a file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.compile.dialect import Dialect
from generator.compile.prose import Heading, Mistake, Passage, Prose, Reference
from generator.read import files

FILE = ".cache/prose.json"


@cache
def _versions() -> str:
    here = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.parent.rglob("*.py")))
    return f"{version('markdown')} {hashlib.sha256(here).hexdigest()}"


def key(text: str, dialect: Dialect) -> str:
    """Return the name by which the prose of a text is remembered."""
    return hashlib.sha256("\0".join((_versions(), repr(dialect), text)).encode()).hexdigest()


def _voucher(body: str) -> str:
    return hashlib.sha256(f"{_versions()}\0{body}".encode()).hexdigest()


def recall(folder: Path) -> dict[str, Prose]:
    """Return the prose kept for a project, by the keys of its texts; nothing if it is missing or damaged.

    Its first line vouches that this version wrote all of it, so nothing else is ever parsed.
    """
    try:
        voucher, _, body = (folder / FILE).read_text("utf-8").partition("\n")
    except (OSError, ValueError):
        return {}
    return {key: _prose(*kept) for key, kept in json.loads(body).items()} if voucher == _voucher(body) else {}


def _prose(html: str, references: Any, headings: Any, ids: Any, passages: Any, mistakes: Any) -> Prose:
    return Prose(
        html,
        tuple(
            Reference(kind, target, line, column, tuple((name, value) for name, value in arguments), *rest)
            for kind, target, line, column, arguments, *rest in references
        ),
        tuple(Heading(*heading) for heading in headings),
        tuple(ids),
        tuple(Passage(kind, words, tuple(map(tuple, places))) for kind, words, places in passages),
        tuple(Mistake(*mistake) for mistake in mistakes),
    )


def _kept(prose: Prose) -> tuple[Any, ...]:
    def values(items: Sequence[Any]) -> list[list[Any]]:
        return [[getattr(item, name) for name in type(item).__slots__] for item in items]

    return (
        prose.html,
        values(prose.references),
        values(prose.headings),
        prose.ids,
        values(prose.passages),
        values(prose.mistakes),
    )


def keep(folder: Path, proses: Mapping[str, Prose]) -> None:
    """Replace what is kept for a project; a memory that cannot be written only makes the next build slower."""
    body = json.dumps({key: _kept(prose) for key, prose in proses.items()}, ensure_ascii=False)
    with suppress(OSError):
        files.write(folder, FILE, f"{_voucher(body)}\n{body}")
