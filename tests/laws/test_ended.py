"""A command that is ended leaves no process behind, and nothing half done (law 11)."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the system as Linux tells it")
LONG = "\n\n".join("*a **b* c** [d](e f `g " * 200 for _ in range(8))
"""A text that takes a while, and more than one process to compile if anything does."""


def alive(session: int) -> list[str]:
    """Return the processes of a session that still run."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = file.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if its_session == str(session) and state != "Z":
            found.append(file.parent.name)
    return found


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_command_that_is_ended_leaves_no_process_behind(command: str, by: int, tiny: Path) -> None:
    (tiny / "content/en/topics/second.md").write_text(f"---\ntitle: Second\nsummary: S.\n---\n{LONG}\n", "utf-8")
    options = ["--port", str(free_port())] if command == "serve" else []
    # A shell that runs the tests in the background has them ignore Ctrl-C, and so would the process.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), command, "--site", str(tiny), *options],
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    signal.signal(signal.SIGINT, before)
    time.sleep(1.5)
    process.send_signal(by)
    process.wait(10)
    time.sleep(0.2)

    assert alive(process.pid) == []
