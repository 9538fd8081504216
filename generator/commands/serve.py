"""Show the site in a browser, and every change as you save it."""

import argparse
from dataclasses import replace

from generator.commands.asked import Make, Options
from generator.commands.printed import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--port", type=_port, default=8000, help="the port of this machine to use (default: 8000)")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Serve the site until Ctrl-C, made for the address at which it is served; return nothing to say.

    What was made once is at hand for the next save.
    """
    from generator.publish import preview
    from generator.read.memory import Memory

    memory, here = Memory(options.site), replace(options, url=f"http://localhost:{asked.port}/")
    preview.serve(options.site, lambda instead: make(replace(here, instead=instead), memory=memory), asked.port, say)
    return ""


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:6]) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number from 1 to 65535")
    return int(text)
