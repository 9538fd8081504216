"""Work in two processes gives the results of one, and a command that is killed leaves no process behind."""

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
from tests.conftest import command_line, free_port, markdown, write

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc; only Linux has a second process"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),  # see _shared
]
LONG = "\n\n".join("*a **b* c** [d](e f `g " * 200 for _ in range(8))
"""A text that is slow to compile."""

MINIMUM = 24
PROCESSES = min(2, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1


@pytest.fixture
def _shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share work between two processes, as a build does, even if the test run has other threads."""
    monkeypatch.setattr(processes, "MINIMUM", MINIMUM)
    monkeypatch.setattr("threading.active_count", lambda: 1)


def alive(session: int) -> list[str]:
    """Return the ids of the processes of a session that are still running (proc(5))."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, its_session = file.read_text().rpartition(")")[2].split()[:4]
            found += [file.parent.name] * (its_session == str(session) and state != "Z")
    return found


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true; fail after 20 seconds."""
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert condition()


@pytest.mark.parametrize(
    ("command", "sent"),
    [(name, sent) for name in ("build", "serve") for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)]
    + [("check", signal.SIGTERM)],
)
def test_a_command_that_gets_a_signal_leaves_no_process_behind(command, sent, tiny):
    for number in range(MINIMUM):  # enough for two processes
        write(tiny, f"content/en/topics/page-{number}.md", markdown(f"Page {number}", f"{LONG}{number}"))
    options = ["--port", str(free_port())] if command == "serve" else []
    process = subprocess.Popen(
        command_line(tiny, command, *options),
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_until(lambda: len(alive(process.pid)) >= PROCESSES)
    time.sleep(0.3)
    process.send_signal(sent)
    process.wait(20)

    wait_until(lambda: not alive(process.pid))


@pytest.mark.usefixtures("_shared")
def test_two_processes_return_results_in_order_and_raise_errors_as_one_does(monkeypatch):
    own = os.getpid()

    def work(number: int) -> tuple[int, bool]:
        if number == -1:
            raise ValueError(number)
        return number, os.getpid() == own

    assert parallel_map(work, range(MINIMUM)) == [(n, PROCESSES == 1 or n % 2 == 0) for n in range(MINIMUM)]
    with pytest.raises(ValueError, match="-1"):
        parallel_map(work, [0, -1, *range(MINIMUM)])

    monkeypatch.setattr("threading.active_count", lambda: 2)  # a fork copies only one thread
    assert all(is_own for _, is_own in parallel_map(work, range(MINIMUM)))


@pytest.mark.usefixtures("_shared")
def test_the_work_of_a_process_that_dies_is_done_again_in_this_one():
    own = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert parallel_map(work, range(MINIMUM)) == [*range(MINIMUM)]
