"""What differs between two published sites, as Markdown for whoever reviews a change.

Weights are those of whole files. A budget leaves out what comes and goes by itself, so a check may say a little less.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.link.addresses import address_to
from generator.publish.unchanged import LIST
from generator.render.outputs import weigh

MOST = 40
"""How many pages of a kind are named."""

Files = Mapping[str, bytes]
_weigh = cache(weigh)


def published(folder: Path) -> Files:
    """Return the bytes of every published file, by its path; what only the build reads begins with a dot.

    Raises `OSError` where one, or a folder, cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise error

    found = (Path(place, name) for place, _, names in os.walk(folder, onerror=refuse) for name in names)
    files = {path.relative_to(folder).as_posix(): path for path in found if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(files.items()) if name != LIST}


def report(old: Files, new: Files) -> str:
    """Return what differs: pages that were added, removed or changed, each with its weight, and other files."""
    differing = [path for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)]
    pages = [path for path in differing if path.endswith(".html")]
    others = [path for path in differing if not path.endswith(".html")]
    both = [path for path in pages if path in old and path in new]
    reworded = [path for path in both if _words(old[path]) != _words(new[path])]
    groups = {
        "New pages": [path for path in pages if path not in old],
        "Pages that are gone": [path for path in pages if path not in new],
        "Pages with other words": reworded,
        "Pages with the same words, made otherwise": [path for path in both if path not in reworded],
        "Other files": others,
    }
    lines = [f"{title}: {len(found)}" for title, found in groups.items() if found]
    said = f"**{'; '.join(lines)}.**" if lines else "**Nothing that is published changes.**"
    tables = (line for title, found in groups.items() for line in _table(title, found, old, new))
    return "\n".join([said, *_heaviest(old, new), *tables])


def _table(title: str, paths: Collection[str], old: Files, new: Files) -> Iterator[str]:
    """Yield the lines of a folded table."""
    if not paths:
        return
    yield f"\n<details><summary>{title}: {len(paths)}</summary>\n"
    yield "| File | Bytes before, compressed | Bytes now |\n|---|--:|--:|"
    for path in sorted(paths)[:MOST]:
        yield f"| `/{address_to(path)}` | {_weight(old.get(path))} | {_weight(new.get(path))} |"
    if len(paths) > MOST:
        yield f"| and {len(paths) - MOST} more | | |"
    yield "\n</details>"


def _heaviest(old: Files, new: Files) -> Iterator[str]:
    """Yield which page is the heaviest now, and which was."""
    for when, files in (("before", old), ("now", new)):
        weights = {path: _weigh(data) for path, data in files.items() if path.endswith(".html")}
        if weights:
            path = max(weights, key=lambda path: weights[path])
            yield f"\nThe heaviest page {when}: `/{address_to(path)}`, {weights[path]:,} compressed bytes in all."


def _weight(data: bytes | None) -> str:
    return "–" if data is None else f"{_weigh(data):,}"


def _words(page: bytes) -> list[str]:
    """Return what a reader of a page, and a search engine, can read of it."""
    document = LexborHTMLParser(page.decode("utf-8", "replace"))
    told = [found.attributes.get("content") or "" for found in document.css("meta[name=description]")]
    document.strip_tags(["style", "script"])
    return [*told, *(document.root.text(separator=" ").split() if document.root else [])]
