"""Builds the same thousand plain pages from nothing with this generator and with MkDocs, in turn, and prints the ratio.

    python -m pip install -e ".[benchmark]"
    python benchmarks/cold.py [PAGES] [ROUNDS]

Each round is two whole processes, one after the other, so that a slow moment of the machine meets both.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = """A paragraph of plain text with a [neighbouring page](page-{other}.md), some *emphasis* and some `code`.

## First section

- one item of a list
- another item, with the [first page](index.md)

## Second section

| Year | Number |
|------|-------:|
| 2023 | {number} |
| 2024 | {other} |

> A quotation that goes on for a while, so that there is something to wrap and to read.

1. a step
2. another step
"""


def texts(count: int) -> dict[str, str]:
    """Return `count` plain Markdown texts by file name."""
    pages = {f"page-{number}.md": TEXT.format(number=number, other=(number * 7) % count) for number in range(count)}
    return pages | {"index.md": "The first page.\n"}


def ours(folder: Path, pages: dict[str, str]) -> list[str]:
    """Write the pages as a project of this generator; return the command that builds it."""
    for part in ("templates", "static"):
        shutil.copytree(ROOT / part, folder / part)
    content = folder / "content" / "en"
    content.mkdir(parents=True)
    shutil.copy(ROOT / "content/en/words.yaml", content)
    (folder / "content/sources.yaml").write_text("sources: {}\n", "utf-8")
    (folder / "site.yaml").write_text(
        "name: Benchmark\ntagline: Pages\npublisher: nobody\nlanguages: {en: {name: English}}\nexit: {name: x, url: https://example.org/}\n",
        "utf-8",
    )
    for name, text in pages.items():
        kind = "\nkind: home" if name == "index.md" else ""
        (content / name).write_text(f"---\ntitle: Page {name[:-3]}\nsummary: A plain page.{kind}\n---\n{text}", "utf-8")
    return [sys.executable, str(ROOT / "build.py"), "--site", str(folder)]


def mkdocs(folder: Path, pages: dict[str, str]) -> list[str]:
    """Write the pages as a MkDocs project with its own plain theme; return the command that builds it."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Benchmark\ntheme: {name: mkdocs}\nplugins: []\n", "utf-8")
    for name, text in pages.items():
        (folder / "docs" / name).write_text(f"---\ntitle: Page {name[:-3]}\n---\n# Page {name[:-3]}\n\n{text}", "utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]


def seconds(command: list[str], output: Path, cache: Path) -> float:
    """Return how long the command takes from nothing."""
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Print a line for each round, and the median ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as place:
        folder, other = Path(place) / "ours", Path(place) / "mkdocs"
        pages = texts(count)
        our_command, other_command = ours(folder, pages), mkdocs(other, pages)
        ratios = []
        for _ in range(rounds):
            mine = seconds(our_command, folder / "public", folder / ".cache")
            theirs = seconds(other_command, other / "site", other / "none")
            ratios.append(mine / theirs)
            print(f"{count} pages: ours {mine:.2f} s, MkDocs {theirs:.2f} s, ratio {mine / theirs:.2f}")
        print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
