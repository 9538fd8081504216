"""Build the same pages with this generator and others in turn, and print a table of times and ratios.

    python -m pip install -c .ci/constraints.txt -e ".[benchmark]"
    npm install --no-save --no-package-lock --prefix benchmarks @11ty/eleventy@3.1.8
    python benchmarks/compare.py [PAGES] [ROUNDS]

Compares Hugo and MkDocs, and Eleventy if Node is installed and the second command was run.

Each round runs one whole process of each, one after the other, so that a slow moment of the machine affects all. Each
has built three pages before, so that its own files are cached. The work is not the same: only ours checks links, words
and sizes, and puts its styles and security policy into each page. Progress is printed to stderr. A preview is measured
for a minute from its first answer, in Chromium by Playwright.
"""

import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpus import Tool, texts, tools

EDITED = "section-0/page-1"
SAVES, LIMIT, IDLE = 20, 60, 10
"""The most saves to measure, the seconds they may take together, and the seconds to measure an idle preview."""
STARTUP = 600
"""The seconds that a preview may take to give its first answer."""
FEWER = 1000
"""The number of pages with which a larger site is compared."""
STEPS = ("clean build", "no change", "one text changed", "one title changed")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # keep bytecode files, as for users


def measure(command: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds and its peak memory in MB (getrusage(2))."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{output.read().decode()}")
    return took, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)


def one_round(tool: Tool, folder: Path, number: int) -> list[tuple[float, float]]:
    """Return the seconds and the peak memory of each step."""
    for name in tool.leftovers:
        shutil.rmtree(folder / name, ignore_errors=True)
    command, page = tool.build(folder), tool.page(folder, EDITED)
    text = page.read_text("utf-8")
    found = [measure(command), measure(command)]
    page.write_text(f"{text}\nOne more sentence was written{' and saved' * (number + 1)}.\n", "utf-8")
    found.append(measure(command))
    page.write_text(text.replace("Page 1", f"Other page {number}"), "utf-8")
    found.append(measure(command))
    page.write_text(text, "utf-8")
    log(f"{tool.name}, round {number + 1}: {', '.join(f'{took:.2f}' for took, _ in found)} s")
    return found


def clean_build(tool: Tool, folder: Path, count: int, section_of: int) -> float:
    """Return the milliseconds per page of a clean build."""
    tool.write(folder, texts(count, section_of))
    took, _ = measure(tool.build(folder))
    log(f"{tool.name}, {count} pages in sections of {section_of}: {took:.2f} s")
    shutil.rmtree(folder)
    return 1000 * took / count


def preview(tool: Tool, folder: Path) -> tuple[float | None, float | None]:
    """Return the median seconds from a save until the browser shows the text, and the load of the idle preview.

    The load is in per cent of a core, or None on a system other than Linux.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}/{'en/' * (tool.name == 'ours')}{EDITED}/"
    page, took = tool.page(folder, EDITED), list[float]()
    text = page.read_text("utf-8")
    null = subprocess.DEVNULL
    process = subprocess.Popen(tool.serve(folder, port), stdout=null, stderr=null, start_new_session=True)
    try:
        with browser(address) as shows:
            end = time.monotonic() + LIMIT
            while len(took) < SAVES and time.monotonic() < end:
                time.sleep(0.7)
                words = f"Saved for good, as number {len(took)}."
                page.write_text(f"{text}\n{words}\n", "utf-8")
                began = time.perf_counter()
                if not shows(words, end):
                    break
                took.append(time.perf_counter() - began)
            shows(words, time.monotonic() + LIMIT)  # wait until it is idle
            time.sleep(2)
            before = processor_seconds(process.pid)
            time.sleep(IDLE)
            after = processor_seconds(process.pid)
    finally:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        page.write_text(text, "utf-8")
    median = statistics.median(took) if took else None
    idle = 100 * (after - before) / IDLE if before is not None and after is not None else None
    log(f"{tool.name}, preview, {len(took)} saves: {', '.join(f'{each:.2f}' for each in took)} s")
    return median, idle


@contextmanager
def browser(address: str) -> Iterator[Callable[[str, float], bool]]:
    """Show a page in a browser once it is served; yield a function that waits until the page contains some words.

    It takes the words and the deadline (time.monotonic), and returns whether they appeared.
    """
    from playwright.sync_api import Error, sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as chromium:
        page = chromium.new_page()

        def shows(words: str, deadline: float) -> bool:
            wait = max(1, 1000 * (deadline - time.monotonic()))
            try:
                page.wait_for_function("words => document.body?.innerText.includes(words)", arg=words, timeout=wait)
            except Error:
                return False
            return True

        deadline = time.monotonic() + STARTUP
        while time.monotonic() < deadline:
            with suppress(Error):
                answer = page.goto(address)
                if answer and answer.ok:
                    break
            time.sleep(0.2)
        yield shows


def processor_seconds(session: int) -> float | None:
    """Return the processor seconds of all processes in a session, or None on a system other than Linux."""
    if sys.platform != "linux":
        return None
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            ticks += (int(fields[11]) + int(fields[12])) * (fields[3] == str(session))
    return ticks / os.sysconf("SC_CLK_TCK")


def log(text: str) -> None:
    """Print progress to stderr, apart from the table."""
    print(text, file=sys.stderr, flush=True)


def row(name: str, figures: Sequence[float | None], digits: int = 2) -> None:
    """Print a row of the table: the figures, then the ratios of ours to the others."""
    ours, *others = figures
    shown = ["–" if each is None else f"{each:.{digits}f}" for each in figures]
    ratios = ["–" if ours is None or not other else f"{ours / other:.2f}" for other in others]
    print(f"| {' | '.join([name, *shown, *ratios])} |", flush=True)


def main() -> None:
    """Run the benchmark; print each row of the table as soon as it is known."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    compared = tools(sys.executable)
    names = [tool.name for tool in compared]
    versions = ", ".join(f"{tool.name} {tool.version()}" for tool in compared[1:])
    print(f"{count} pages, medians of {rounds} rounds; Python {platform.python_version()}, {versions}.\n")
    with tempfile.TemporaryDirectory() as place:
        folders = [(tool, Path(place) / tool.name) for tool in compared]
        for tool, folder in folders:
            clean_build(tool, folder, 3, 3)
            tool.write(folder, texts(count))
        done = [[one_round(tool, folder, number) for tool, folder in folders] for number in range(rounds)]
        print(f"| | {' | '.join(names)} | {' | '.join(f'ours / {name}' for name in names[1:])} |")
        print(f"|---|{'---:|' * (2 * len(names) - 1)}")
        for step, name in enumerate(STEPS):
            row(f"{name}, s", [statistics.median(each[tool][step][0] for each in done) for tool in range(len(names))])
        most = [max(step[1] for each in done for step in each[tool]) for tool in range(len(names))]
        row("peak memory of one process, MB", most, 0)
        previews = [preview(tool, folder) for tool, folder in folders]
        row("from save to browser, s", [seen for seen, _ in previews])
        row("idle preview, % of a core", [idle for _, idle in previews], 1)
        row(
            "clean build in one section, ms per page",
            [clean_build(tool, folder / "one", count, count) for tool, folder in folders],
        )
        if count > FEWER:
            row(f"the same, {FEWER} pages", [clean_build(tool, folder / "less", FEWER, 50) for tool, folder in folders])


if __name__ == "__main__":
    main()
