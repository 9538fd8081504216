"""The running preview that tests share, started as an editor starts it."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, SECOND, console_errors, copy_tiny, free_port, patched

FRONT = "---\ntitle: Second topic\nsummary: The second of two.\norder: 2\n---\n"
LONG = "\n\n".join(f"Paragraph {number}." for number in range(200))
EXPECTED = re.compile(
    "status of (4|500)|ERR_CONNECTION_RE(FUSED|SET)|closed before receiving a handshake|is sandboxed|specified value"
)
"""Console messages that are expected for refused requests, invalid values, a stopped preview and the sandbox."""
PAUSABLE = """
import threading, time
import build
from generator.commands import cli

lock = threading.Lock()

def make(options, *given):
    assert lock.acquire(blocking=False), "two builds at once"
    try:
        while (options.site / "paused").exists():
            time.sleep(0.01)
        return build.make(options, *given)
    finally:
        lock.release()

cli.main(make)
"""
"""The program, whose builds pause as long as there is a file `paused`."""


class Running:
    """A context manager that runs the command `serve` on the project in a folder."""

    def __init__(self, folder: Path, *options: str, program: Sequence[str] = ("build.py",)) -> None:
        self.folder, self.port, self.options, self.program = folder, free_port(), options, program
        self.address = f"http://localhost:{self.port}/"

    def __enter__(self) -> "Running":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def start(self) -> None:
        """Start the command, and wait until it prints its address."""
        self.process = subprocess.Popen(
            [sys.executable, *self.program, "serve", "--site", str(self.folder), f"--port={self.port}", *self.options],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        assert self.process.stdout.readline() == f"open {self.address} in a browser; press Ctrl-C to stop\n"

    def stop(self, by: int = signal.SIGINT) -> tuple[int, str]:
        """Stop the command; return its exit code and what it wrote to stderr."""
        self.process.send_signal(by)
        stderr = self.process.communicate(timeout=10)[1]
        return self.process.returncode, stderr

    def save(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, "utf-8")

    def paused(self) -> AbstractContextManager[None]:
        """Return a context manager in which no build ends."""
        return patched(self.folder, {"paused": b""})


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview of the tiny site with the edit view, and with a long second page; it writes nothing to stderr."""
    folder = copy_tiny(tmp_path_factory.mktemp("preview") / "site")
    (folder / SECOND).write_text(FRONT + LONG, "utf-8")
    with Running(folder, "--edit", program=("-c", PAUSABLE)) as site:
        yield site
        assert site.stop() == (0, "")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser page that logs no unexpected errors to its console."""
    context = browser.new_context()
    page = context.new_page()
    errors = console_errors(page)
    yield page
    context.close()
    assert [error for error in errors if not EXPECTED.search(error)] == []
