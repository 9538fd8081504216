"""Work of which a second process does half, where there is enough of it and the system can do so at little cost.

A process that is split in two (fork(2)) has all that was read already, so nothing is handed over but the results. A
Python that is begun anew, as on Windows, takes a third of a second until it can work, and would have to be handed the
whole site: there, one process does it all. So it does on macOS, whose libraries do not bear splitting, and wherever
other threads run.
"""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH = 24
"""The fewest texts or pages of which half is worth the cost, about that of five."""


def each(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Return what a piece of work gives for each item, in order. It may change nothing, and gives what pickle knows.

    Where it fails in the other process, it is done again in this one, so that all is told as if there were no other.
    """
    can = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1
    if len(items) < WORTH or not can:
        return [work(item) for item in items]
    import multiprocessing  # not where one process does it all

    split = multiprocessing.get_context("fork")
    answer, question = split.Pipe(duplex=False)

    def answering() -> None:
        """Tell what the work gives for every second item, in a process that ends as soon as its parent does."""
        try:
            threading.Thread(target=_end_with_parent, daemon=True).start()
            question.send([work(item) for item in items[1::2]])  # neighbours are alike: both have as much to do
        finally:
            os._exit(0)  # its parent tells what is wrong

    other = split.Process(target=answering, daemon=True)
    try:
        other.start()
        question.close()
        mine = [work(item) for item in items[::2]]
        others = answer.recv()
    except (OSError, EOFError):  # no room for another process, or it failed
        return [work(item) for item in items]
    finally:
        answer.close()
        if other.pid:
            other.kill()
            other.join()
    done = iter(mine), iter(others)
    return [next(done[number % 2]) for number in range(len(items))]


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
    os._exit(1)
