"""Says what a long build is doing, on a terminal only and only after the first second."""

import time
from typing import ClassVar, TextIO

PATIENCE = 1.0


class Progress:
    """A line on a terminal that is replaced by the next one and gone at the end."""

    silent: ClassVar["Progress"]

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._began = time.monotonic()
        self._shown = False

    def __call__(self, step: str) -> None:
        """Show the step that begins now, if the build has taken longer than a second."""
        if self._stream and time.monotonic() - self._began > PATIENCE:
            self._stream.write(f"\r\x1b[K{step} ...")
            self._stream.flush()
            self._shown = True

    def end(self) -> None:
        """Take the line away."""
        if self._stream and self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


Progress.silent = Progress(None)
