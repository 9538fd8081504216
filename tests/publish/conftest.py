"""The preview that tests share, as an editor starts it."""

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
"""What a browser may say of what is refused, wrong or gone, and in the edit view."""
HELD = """
import threading, time
import build
from generator.commands import cli

alone = threading.Lock()

def make(options, *given):
    assert alone.acquire(blocking=False), "two builds at once"
    try:
        while (options.site / "held").exists():
            time.sleep(0.01)
        return build.make(options, *given)
    finally:
        alone.release()

cli.main(make)
"""
"""The program, of which every build takes as long as there is a file `held`."""


class Running:
    """The command, running on the project in a folder as long as it is entered."""

    def __init__(self, folder: Path, *options: str, program: Sequence[str] = ("build.py",)) -> None:
        self.folder, self.port, self.options, self.program = folder, free_port(), options, program
        self.address = f"http://localhost:{self.port}/"

    def __enter__(self) -> "Running":
        self.started()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def started(self) -> None:
        """Start the command, and wait until it says where to look."""
        self.process = subprocess.Popen(
            [sys.executable, *self.program, "serve", "--site", str(self.folder), f"--port={self.port}", *self.options],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"open {self.address} in a browser; press Ctrl-C to stop\n"

    def ended(self, by: int = signal.SIGINT) -> tuple[int, str]:
        """End the command; return its exit code and what it wrote to stderr."""
        self.process.send_signal(by)
        stderr = self.process.communicate(timeout=10)[1]
        return self.process.returncode, stderr

    def save(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, "utf-8")

    def held(self) -> AbstractContextManager[None]:
        """Let no build end meanwhile."""
        return patched(self.folder, {"held": b""})


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview of the tiny site, with a long second page, in which pages can be edited; it complains of nothing."""
    folder = copy_tiny(tmp_path_factory.mktemp("preview") / "site")
    (folder / SECOND).write_text(FRONT + LONG, "utf-8")
    with Running(folder, "--edit", program=("-c", HELD)) as site:
        yield site
        assert site.ended() == (0, "")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser, on whose console nothing is said."""
    context = browser.new_context()
    page = context.new_page()
    wrong = console_errors(page)
    yield page
    context.close()
    assert [words for words in wrong if not EXPECTED.search(words)] == []
