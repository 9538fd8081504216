"""Work that two processes share, if there is enough of it and the system can start the second one cheaply.

A forked process (fork(2)) already has everything that was read, so only its results are transferred. A new Python, as
on Windows, takes a third of a second to start, and would have to be sent the whole site: there, one process does all
the work. So it does on macOS, whose libraries are not safe to fork, and whenever other threads are running.
"""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MINIMUM = 24
"""The fewest texts or pages that are worth sharing; the second process costs as much time as about five of them."""


def parallel_map(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Return the result of `work` for each item, in order; `work` has no side effects, and results can be pickled.

    If the second process fails, all work is done again in this one, so that errors are raised as if it did not exist.
    """
    can_fork = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1
    if len(items) < MINIMUM or not can_fork:
        return [work(item) for item in items]
    import multiprocessing  # only needed here

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        """Send the results for every second item, in a process that ends as soon as its parent does."""
        try:
            threading.Thread(target=_exit_with_parent, daemon=True).start()
            sender.send([work(item) for item in items[1::2]])  # neighbours are similar, so the halves take equally long
        finally:
            os._exit(0)  # the parent reports errors

    child = context.Process(target=run, daemon=True)
    try:
        child.start()
        sender.close()
        own = [work(item) for item in items[::2]]
        others = receiver.recv()
    except (OSError, EOFError):  # the child could not start, or failed
        return [work(item) for item in items]
    finally:
        receiver.close()
        if child.pid:
            child.kill()
            child.join()
    results = iter(own), iter(others)
    return [next(results[number % 2]) for number in range(len(items))]


def _exit_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
    os._exit(1)
