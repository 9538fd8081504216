"""Tell what differs between two published sites, in Markdown.

Weights are those of whole files. A budget leaves out what comes and goes by itself, so a check may say a little less.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.commands.options import Make, Options
from generator.link.addresses import address_to
from generator.problems import UsageError
from generator.publish.unchanged import LIST
from generator.render.outputs import weigh

MOST = 40
"""How many pages of a kind are named."""

Files = Mapping[str, bytes]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="OLD", help="the folder of the site as it was")
    parser.add_argument("new", type=Path, metavar="NEW", help="the folder of the site as it is now")


def run(_make: Make, _options: Options, asked: argparse.Namespace) -> str:
    """Return pages that were added, removed or changed, each with its weight, and other files, for a reviewer.

    Raises `UsageError` where a folder cannot be read.
    """
    old, new = _published(asked.old), _published(asked.new)
    differing = [path for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)]
    pages = [path for path in differing if path.endswith(".html")]
    groups = {
        "New pages": [path for path in pages if path not in old],
        "Pages that are gone": [path for path in pages if path not in new],
        "Pages that change": [path for path in pages if path in old and path in new],
        "Other files": [path for path in differing if not path.endswith(".html")],
    }
    counts = "; ".join(f"{title}: {len(paths)}" for title, paths in groups.items() if paths)
    tables = (line for title, paths in groups.items() if paths for line in _table(title, paths, old, new))
    return "\n".join([f"**{counts or 'Nothing that is published changes'}.**", *tables])


def _published(folder: Path) -> Files:
    """Return the bytes of every published file, by its path, but of the list of them."""
    try:
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder; name one to which a site was published")
        files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
        return {path: file.read_bytes() for path, file in files.items() if path != LIST}
    except OSError as error:
        raise UsageError(f"cannot read {error.filename}: {error.strerror}") from error


def _table(title: str, paths: Sequence[str], old: Files, new: Files) -> Iterator[str]:
    yield f"\n<details><summary>{title}: {len(paths)}</summary>\n"
    yield "| File | Bytes before, compressed | Bytes now |\n|---|--:|--:|"
    for path in paths[:MOST]:
        yield f"| `/{address_to(path)}` | {_weight(old.get(path))} | {_weight(new.get(path))} |"
    if len(paths) > MOST:
        yield f"| and {len(paths) - MOST} more | | |"
    yield "\n</details>"


def _weight(data: bytes | None) -> str:
    return "–" if data is None else f"{weigh(data):,}"
