"""The progress of a long build, shown only on a terminal and after the first second; and how long each step took.

The first step is starting Python and importing modules. That hardly waits for anything, so its time is the processor
time, which every system reports.
"""

import os
import sys
import time

DELAY = 1.0
"""The seconds before the first step is shown."""
WIDTH = 40
"""The characters of the longest line; spaces clear it, as the console of Windows knows no other way."""


class Progress:
    """A line on a terminal that each step replaces and that is removed at the end."""

    def __init__(self) -> None:
        can_return = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._stream = sys.stderr if can_return else None
        self._began = time.monotonic()
        self._steps = [("starting", self._began - time.process_time())]

    def __call__(self, step: str) -> None:
        """Start a step; show it if the build has already taken longer than `DELAY`."""
        now = time.monotonic()
        self._steps.append((step, now))
        if self._stream and now - self._began > DELAY:
            self._stream.write(f"\r{step + ' ...':{WIDTH}}")
            self._stream.flush()

    def times(self) -> str:
        """Return how long each step and all of them together took, one per line."""
        ends = [*(began for _, began in self._steps[1:]), time.monotonic()]
        took = [(step, end - began) for (step, began), end in zip(self._steps, ends, strict=True)]
        rows = [*took, ("total", sum(seconds for _, seconds in took))]
        return "\n".join(f"{1000 * seconds:8.1f} ms  {step}" for step, seconds in rows)

    @property
    def seconds(self) -> float:
        """The seconds since the program began."""
        return time.monotonic() - self._steps[0][1]

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the line."""
        if self._stream:
            self._stream.write(f"\r{'':{WIDTH}}\r")
            self._stream.flush()
