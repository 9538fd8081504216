"""Finished files as servers send them to browsers that can unpack: by brotli and by gzip, each beside its own."""

import gzip

import brotli

from generator.render.outputs import Output, Outputs

ENDINGS = (".html", ".svg", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".webmanifest")
"""Of files that are not compressed already."""


def compressed(outputs: Outputs) -> Outputs:
    """Return each file that gets smaller, as `.br` (RFC 7932) and as `.gz` (RFC 1952), as small as they can be."""
    return {
        path + ending: Output(path + ending, packed)
        for path, output in outputs.items()
        if path.endswith(ENDINGS)
        for ending, packed in ((".br", brotli.compress(output.data)), (".gz", gzip.compress(output.data, mtime=0)))
        if len(packed) < len(output.data)
    }
