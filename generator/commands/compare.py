"""Show what differs between two published sites, in Markdown.

Sizes are of whole files. `check` may show slightly less: budgets leave out notices that come and go by themselves.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.commands.options import Make, Options
from generator.link.addresses import address_to
from generator.problems import UsageError
from generator.publish.folder import paths_in
from generator.publish.last_build import LIST
from generator.render.outputs import weigh

MAX_LISTED = 40
"""The most files that a table lists."""

Contents = Mapping[str, bytes]
"""The bytes of every published file, by path."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="OLD", help="the folder of the older site")
    parser.add_argument("new", type=Path, metavar="NEW", help="the folder of the newer site")


def run(_make: Make, _options: Options, args: argparse.Namespace) -> str:
    """Return the pages and other files that were added, removed or changed, each with its sizes.

    Raises `UsageError` if a folder cannot be read.
    """
    old, new = _published(args.old), _published(args.new)
    differing = [path for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)]
    pages = [path for path in differing if path.endswith(".html")]
    groups = {
        "New pages": [path for path in pages if path not in old],
        "Removed pages": [path for path in pages if path not in new],
        "Changed pages": [path for path in pages if path in old and path in new],
        "Other files": [path for path in differing if not path.endswith(".html")],
    }
    counts = "; ".join(f"{title}: {len(paths)}" for title, paths in groups.items() if paths)
    tables = (line for title, paths in groups.items() if paths for line in _table(title, paths, old, new))
    return "\n".join([f"**{counts or 'No published file changes'}.**", *tables])


def _published(folder: Path) -> Contents:
    """Return the bytes of every published file, except for the list of published files."""
    try:
        return {path: (folder / path).read_bytes() for path in paths_in(str(folder)) if path != LIST}
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"{folder} is not a folder; name the folder of a published site") from error
    except OSError as error:
        raise UsageError(f"cannot read {error.filename}: {error.strerror}") from error


def _table(title: str, paths: Sequence[str], old: Contents, new: Contents) -> Iterator[str]:
    yield f"\n<details><summary>{title}: {len(paths)}</summary>\n"
    yield "| File | Old size in bytes, compressed | New size |\n|---|--:|--:|"
    for path in paths[:MAX_LISTED]:
        yield f"| `/{address_to(path)}` | {_weight(old.get(path))} | {_weight(new.get(path))} |"
    if len(paths) > MAX_LISTED:
        yield f"| and {len(paths) - MAX_LISTED} more | | |"
    yield "\n</details>"


def _weight(data: bytes | None) -> str:
    return "–" if data is None else f"{weigh(data):,}"
