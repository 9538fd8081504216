"""Precompressed copies of finished files (brotli and gzip), for servers that send these instead."""

import gzip

import brotli

from generator.render.outputs import Output, Outputs

EXTENSIONS = (".html", ".svg", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".webmanifest")
"""The endings of files that are not compressed already."""


def compressed(outputs: Outputs) -> Outputs:
    """Return copies as `.br` (RFC 7932) and `.gz` (RFC 1952), at the highest level, of each file that gets smaller."""
    return {
        path + ending: Output(path + ending, packed)
        for path, output in outputs.items()
        if path.endswith(EXTENSIONS)
        for ending, packed in ((".br", brotli.compress(output.data)), (".gz", gzip.compress(output.data, mtime=0)))
        if len(packed) < len(output.data)
    }
