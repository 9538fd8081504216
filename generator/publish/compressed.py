"""Finished files as servers send them to browsers that can unpack: by brotli and by gzip, each beside its own."""

import gzip
from collections.abc import Iterable, Iterator

import brotli

from generator.render.outputs import Output

ENDINGS = (".html", ".svg", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".webmanifest")
"""Of files that are not compressed already."""


def compressed(outputs: Iterable[Output]) -> Iterator[Output]:
    """Yield each file that gets smaller, as `.br` (RFC 7932) and as `.gz` (RFC 1952), as small as they can be."""
    for output in outputs:
        if output.path.endswith(ENDINGS):
            for ending, packed in ((".br", brotli.compress(output.data)), (".gz", gzip.compress(output.data, mtime=0))):
                if len(packed) < len(output.data):
                    yield Output(output.path + ending, packed)
