"""A command that is ended leaves no process behind, and nothing half done (law 2)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generator import processes
from generator.processes import parallel_map
from tests.conftest import ROOT, free_port, markdown, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the system as Linux tells it")
LONG = "\n\n".join("*a **b* c** [d](e f `g " * 200 for _ in range(8))
"""A text that takes a while to compile."""

MINIMUM = 24
PROCESSES = min(2, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1


@pytest.fixture
def _split(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process split its work as a build does, whatever else serves the tests in it."""
    monkeypatch.setattr(processes, "MINIMUM", MINIMUM)
    monkeypatch.setattr("threading.active_count", lambda: 1)


def alive(session: int) -> list[str]:
    """Return the processes of a session that still run."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, its_session = file.read_text().rpartition(")")[2].split()[:4]
            found += [file.parent.name] * (its_session == str(session) and state != "Z")
    return found


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until something is true, for a while."""
    deadline = time.monotonic() + 20
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("command", "by"),
    [(name, by) for name in ("build", "serve") for by in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)]
    + [("check", signal.SIGTERM)],
)
def test_a_command_that_is_ended_leaves_no_process_behind(command, by, tiny):
    for number in range(MINIMUM):  # enough for two processes
        write(tiny, f"content/en/topics/page-{number}.md", markdown(f"Page {number}", f"{LONG}{number}"))
    options = ["--port", str(free_port())] if command == "serve" else []
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), command, "--site", str(tiny), *options],
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_until(lambda: len(alive(process.pid)) >= PROCESSES)
    time.sleep(0.3)
    process.send_signal(by)
    process.wait(20)
    wait_until(lambda: not alive(process.pid))

    assert alive(process.pid) == []


@pytest.mark.usefixtures("_split")
def test_two_processes_give_what_one_does_in_its_order(monkeypatch):
    mine = os.getpid()

    def work(number: int) -> tuple[int, bool]:
        if number == -1:
            raise ValueError(number)
        return number, os.getpid() == mine

    found = parallel_map(work, range(MINIMUM))

    assert [number for number, _ in found] == [*range(MINIMUM)]
    assert [here for _, here in found] == [PROCESSES == 1 or number % 2 == 0 for number in range(MINIMUM)]
    with pytest.raises(ValueError, match="-1"):
        parallel_map(work, [0, -1, *range(MINIMUM)])

    monkeypatch.setattr("threading.active_count", lambda: 2)  # of which the other process would have one alone
    assert all(here for _, here in parallel_map(work, range(MINIMUM)))


@pytest.mark.usefixtures("_split")
def test_what_another_process_could_not_do_is_done_here():
    mine = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert parallel_map(work, range(MINIMUM)) == [*range(MINIMUM)]
