"""Why each page was written: which of its inputs are not as they were when the page was last published.

Kept are the digests by which pages are remembered (`render/inputs.py`), so that no reason is guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import groupby
from typing import Any

from generator.read import files, memory
from generator.render.outputs import Finished, Output

MOST = 3
"""How many pages or files are named as one reason."""
NOUNS: Mapping[str, str] = {
    "site.yaml": "a setting",
    "templates/*": "a template",
    "static/styles/*": "a style",
    "content/*/words.yaml": "a word",
    "content/*": "a datum",
}
"""What an editor calls that which stands in a file, by its path; the first that fits."""
OWN = (
    "its fields",
    "whether it is published, or behind its original",
    "which pages it shows, or where it leads",
    "what it shows of all pages together",
    "the day",
)
"""The inputs that are a page's own beside its text, in the order in which they are recorded."""
LOST = "the published file was missing, or another hand had changed it"

Record = Mapping[str, Any]
"""The inputs of all pages of a publication: plain values, as they are kept."""


def record(url: str | None, read: Mapping[str, bytes], outputs: Sequence[Output]) -> Record:
    """Return the inputs of the pages among `outputs`; `read` has the digests of the files that the project is of."""
    made = [(page, page.order.inputs, page.known) for page in outputs if isinstance(page, Finished)]
    shown: dict[str, bytes] = {}
    for _, own, _ in made:
        shown.update(own.pages)
    return {
        "generator": _short(memory.version()),
        "url": url,
        "files": {path: _short(digest) for path, digest in read.items() if not files.is_page(path)},
        "shown": {address: _short(digest) for address, digest in shown.items()},
        "pages": {
            page.path: [*map(_short, (own.text, own.fields, own.state, own.rest, known.whole)), known.day]
            for page, own, known in made
        },
    }


def explained(before: Record | None, now: Record, written: Sequence[Output]) -> str:
    """Return a line for each page that was written, with which of its inputs are other than before."""
    shared = [*_shared(before, now)] if before else []
    lines = []
    for page in written:
        if isinstance(page, Finished):
            reasons = [*_own(page, before, now), *shared] if before else ["nothing was remembered"]
            lines.append(f"{page.address}: {'; '.join(reasons or [LOST])}")
    return "\n".join(lines)


def _own(page: Finished, before: Record, now: Record) -> Iterator[str]:
    """Yield what differs in the inputs that are a page's own."""
    was, here, address = before["pages"].get(page.path), now["pages"][page.path], page.page and page.page.address
    if was is None:
        yield "it is new"
        return
    text = f"its text, {page.page.document.path}" if page.page else "the text of its page"
    told = [reason for reason, old, new in zip((text, *OWN), was, here, strict=True) if new and new != old]
    yield from told
    shown = dict.fromkeys(other for other, _ in page.order.inputs.pages)
    changed = [other for other in shown if before["shown"].get(other) != now["shown"][other]]
    if address in changed and OWN[0] not in told:
        yield "its file, or the address of its original"
    yield from _some("what it shows of", [f"/{other}" for other in changed if other != address])


def _shared(before: Record, now: Record) -> Iterator[str]:
    """Yield what differs in the inputs that all pages share."""
    paths = sorted({*before["files"], *now["files"]})
    changed = [path for path in paths if before["files"].get(path) != now["files"].get(path)]
    for noun, named in groupby(sorted(changed, key=_noun), _noun):
        yield from _some(f"{noun},", [*named])
    if before.get("url") != now["url"]:
        yield "the address of the site"
    if before.get("generator") != now["generator"]:
        yield "the generator, Python or a library"


def _noun(path: str) -> str:
    return next((noun for place, noun in NOUNS.items() if fnmatchcase(path, place)), "a file")


def _some(what: str, names: Sequence[str]) -> Iterator[str]:
    """Yield that something changed in what has these names, of which only a few are told."""
    if names:
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        yield f"{what} {', '.join(names[:MOST])}{more}"


def _short(digest: bytes) -> str:
    return digest.hex()[:16]
