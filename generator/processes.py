"""Work of which a second process does half, where there is enough of it and the system can do so at little cost.

A process that is split in two (fork(2)) has all that was read already, so nothing is handed over but the results. A
Python that is begun anew, as on Windows, takes a third of a second until it can work, and would have to be handed the
whole site: there, one process does it all. So it does on macOS, whose libraries do not bear splitting, and wherever
other threads run.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH = 24
"""The fewest texts or pages of which half is worth the cost, about that of five."""


def each(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Return what a piece of work gives for each item, in order. It may change nothing, and gives what pickle knows.

    Where it fails in the other process, it is done again in this one, so that all is told as if there were no other.
    """
    if len(items) < WORTH or not _can():
        return [work(item) for item in items]
    with _other(work, items[1::2]) as answer:  # neighbours are alike, so that both have as much to do
        mine = [work(item) for item in items[::2]]
        others = answer()
    done = iter(mine), iter([work(item) for item in items[1::2]] if others is None else others)
    return [next(done[number % 2]) for number in range(len(items))]


def _can() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


@contextmanager
def _other(work: Callable[[T], R], items: Sequence[T]) -> Iterator[Callable[[], list[R] | None]]:
    """Let another process work; it ends, whatever it does, as soon as this one goes on or is no more."""
    import pickle  # where one process does it all, nothing is handed over

    (told, tells), (waits, holds) = os.pipe(), os.pipe()
    try:
        child = os.fork()
    except OSError:  # no room for another process
        for end in (told, tells, waits, holds):
            os.close(end)
        yield lambda: None
        return
    if child == 0:
        try:
            os.close(told)
            os.close(holds)
            threading.Thread(target=_end_with, args=(waits,), daemon=True).start()
            with os.fdopen(tells, "wb") as pipe:
                pickle.dump([work(item) for item in items], pipe)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(tells)
    os.close(waits)

    def answer() -> list[R] | None:
        try:
            with os.fdopen(told, "rb", closefd=False) as pipe:
                found: list[R] = pickle.load(pipe)
                return found
        except (EOFError, pickle.UnpicklingError):
            return None

    try:
        yield answer
    finally:
        os.close(holds)
        os.close(told)
        os.waitpid(child, 0)


def _end_with(pipe: int) -> None:
    """End this process when nobody holds the other end of a pipe any more."""
    os.read(pipe, 1)
    os._exit(1)
