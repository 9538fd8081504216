"""Says what a long build is doing, on a terminal only and only after the first second; and how long each step took.

The first step is what came before: Python, and what it loaded. That hardly waits for anything, so its time is that of
the processor, which every system tells.
"""

import sys
import time

PATIENCE = 1.0
"""The seconds for which nothing is said."""
WIDTH = 40
"""The characters of the longest line: what else clears one, the console of Windows does not know."""


class Progress:
    """A line on a terminal that is replaced by the next one and gone at the end."""

    def __init__(self) -> None:
        self._stream = sys.stderr if sys.stderr.isatty() else None
        self._began = time.monotonic()
        self._steps = [("starting", self._began - time.process_time())]

    def __call__(self, step: str) -> None:
        """Show the step that begins now, if the build has taken longer than there is patience for."""
        now = time.monotonic()
        self._steps.append((step, now))
        if self._stream and now - self._began > PATIENCE:
            self._stream.write(f"\r{step + ' ...':{WIDTH}}")
            self._stream.flush()

    def times(self) -> str:
        """Return how long each step took, and all of them together, a line each."""
        ends = [*(began for _, began in self._steps[1:]), time.monotonic()]
        took = [(step, end - began) for (step, began), end in zip(self._steps, ends, strict=True)]
        rows = [*took, ("in all", sum(seconds for _, seconds in took))]
        return "\n".join(f"{1000 * seconds:8.1f} ms  {step}" for step, seconds in rows)

    @property
    def seconds(self) -> float:
        """The seconds since the program began."""
        return time.monotonic() - self._steps[0][1]

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        if self._stream:
            self._stream.write(f"\r{'':{WIDTH}}\r")
            self._stream.flush()
