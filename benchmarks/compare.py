"""Builds the same pages with this generator and others, in turn, and prints a table of seconds and ratios.

    python -m pip install -c .ci/constraints.txt -e ".[benchmark]"
    npm install --no-save --no-package-lock --prefix benchmarks @11ty/eleventy@3.1.8
    python benchmarks/compare.py [PAGES] [ROUNDS]

Hugo and MkDocs are compared, and Eleventy where Node is there and it was installed by the second line.

Each round is one whole process of each, one after the other, so that a slow moment of the machine meets all. It is not
the same work: only ours checks links, words and weights, and puts into each page its styles and what browsers refuse.
"""

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpus import Tool, texts, tools

EDITED = "section-0/page-1"
SAVES = 5
STEPS = ("from nothing", "nothing changed", "one text changed", "one title changed")


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command to its end; return its seconds, and the most memory it had in MB, where the system tells."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        memory = 0.0
        if hasattr(os, "wait4"):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            memory = used.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
        process.wait()
        took = time.perf_counter() - began
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode()}")
    return took, memory


def one_round(tool: Tool, folder: Path, number: int) -> list[tuple[float, float]]:
    """Return the seconds and the memory of each step."""
    for name in tool.kept:
        shutil.rmtree(folder / name, ignore_errors=True)
    command, page = tool.build(folder), tool.page(folder, EDITED)
    text = page.read_text("utf-8")
    found = [measured(command), measured(command)]
    page.write_text(f"{text}\nOne more sentence was written{' and saved' * (number + 1)}.\n", "utf-8")
    found.append(measured(command))
    page.write_text(text.replace("Page 1", f"Other page {number}"), "utf-8")
    found.append(measured(command))
    page.write_text(text, "utf-8")
    return found


def served(tool: Tool, folder: Path) -> float:
    """Return the seconds from a save until the preview of a generator serves what was saved, the median of some."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}/{'en/' * (tool.name == 'ours')}{EDITED}/"
    page, took = tool.page(folder, EDITED), []
    text = page.read_text("utf-8")
    process = subprocess.Popen(tool.serve(folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def waited(words: str) -> float:
        began = time.perf_counter()
        while time.perf_counter() - began < 300:
            try:
                with urllib.request.urlopen(address, timeout=300) as answer:
                    if words in answer.read().decode():
                        return time.perf_counter() - began
            except OSError:
                pass
            time.sleep(0.01)
        raise SystemExit(f"{tool.name} does not serve {address}")

    try:
        waited("Page 1")
        for number in range(SAVES):
            time.sleep(1)
            words = f"Saved{' again' * number} for good."
            page.write_text(f"{text}\n{words}\n", "utf-8")
            took.append(waited(words))
    finally:
        process.terminate()
        process.wait()
        page.write_text(text, "utf-8")
    return statistics.median(took)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    compared, rows = tools(sys.executable), {}
    names = [tool.name for tool in compared]
    with tempfile.TemporaryDirectory() as place:
        for tool in compared:
            tool.write(Path(place) / tool.name, texts(count))
        done = [[one_round(tool, Path(place) / tool.name, number) for tool in compared] for number in range(rounds)]
        for step, name in enumerate(STEPS):
            rows[name] = [statistics.median(each[tool][step][0] for each in done) for tool in range(len(names))]
        rows["from a save until it is served"] = [served(tool, Path(place) / tool.name) for tool in compared]
        rows["most memory, MB"] = [max(step[1] for each in done for step in each[tool]) for tool in range(len(names))]
    versions = ", ".join(f"{tool.name} {tool.version()}" for tool in compared[1:])
    print(f"{count} pages, medians of {rounds} rounds; Python {platform.python_version()}, {versions}.\n")
    print(f"| | {' | '.join(f'{name}, s' for name in names)} | {' | '.join(f'ours to {name}' for name in names[1:])} |")
    print(f"|---|{'---:|' * (2 * len(names) - 1)}")
    for name, (ours, *others) in rows.items():
        figures = [f"{each:.{0 if 'MB' in name else 2}f}" for each in (ours, *others)]
        print(f"| {' | '.join([name, *figures, *(f'{ours / other:.2f}' if other else '–' for other in others)])} |")


if __name__ == "__main__":
    main()
