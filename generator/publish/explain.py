"""Why each page was written: which of its inputs have changed since it was last published.

The digests of the inputs are those that the cache of pages uses (`render/inputs.py`), so no reason is guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.read import cache, files
from generator.render.outputs import Finished, Output, Outputs

MAX_NAMED = 3
"""How many pages or files one reason names."""
LOST = "the published file was missing, or had been changed"

Record = Mapping[str, Any]
"""The inputs of all pages of a publication, as JSON data."""


def record(url: str | None, digests: Mapping[str, bytes], outputs: Outputs) -> Record:
    """Return the inputs of the pages in `outputs`, given the digests of the project's files by path."""
    pages = {path: (page.job.inputs, page.record) for path, page in outputs.items() if isinstance(page, Finished)}
    shown = {address: digest for inputs, _ in pages.values() for address, digest in inputs.pages}
    return {
        "shared": {
            "the address of the site": url,
            "the generator, Python or a library": _short(cache.version()),
            **{path: _short(digest) for path, digest in digests.items() if not files.is_page(path)},
        },
        "shown": {address: _short(digest) for address, digest in shown.items()},
        "own": {
            path: {
                **{reason: _short(digest) for reason, digest in inputs.own.items()},
                "what it shows of all pages": _short(record.language_digest),
                "the day": record.day,
            }
            for path, (inputs, record) in pages.items()
        },
    }


def explain(before: Record | None, now: Record, written: Sequence[Output]) -> str:
    """Return a line for each page that was written, which names the inputs that have changed."""
    lines = []
    for page in written:
        if isinstance(page, Finished):
            reasons = [*_reasons(page, before, now)] if before else ["no earlier build is recorded"]
            lines.append(f"/{page.address}: {'; '.join(reasons or [LOST])}")
    return "\n".join(lines)


def _reasons(page: Finished, before: Record, now: Record) -> Iterator[str]:
    """Yield the inputs of a page that have changed: its own, those of pages that it shows, and those of all pages."""
    was, here = before["own"].get(page.path), now["own"][page.path]
    if was is None:
        yield "it is new"
    else:
        yield from (reason for reason, digest in here.items() if digest != was[reason])
        shown = dict.fromkeys(address for address, _ in page.job.inputs.pages)
        if others := _few([f"/{other}" for other in shown if before["shown"].get(other) != now["shown"][other]]):
            yield f"what it shows of {others}"
    old, new = before["shared"], now["shared"]
    if others := _few([name for name in {**old, **new} if old.get(name) != new.get(name)]):
        yield others


def _few(names: Sequence[str]) -> str:
    """Return up to `MAX_NAMED` names, and how many more there are."""
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{', '.join(names[:MAX_NAMED])}{more}"


def _short(digest: bytes) -> str:
    return digest.hex()[:16]
