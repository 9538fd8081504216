"""Preview the site in a browser; pages update as you save."""

import argparse
from datetime import date

from generator.commands.console import write
from generator.commands.options import Make, Options
from generator.publish import edit_view, preview
from generator.publish.result import BuildResult
from generator.read.cache import Cache
from generator.read.files import Files


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, help="the port to use (default: 8000)")
    parser.add_argument("--edit", action="store_true", help="edit pages in the browser too (only on this computer)")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Serve the site, built for its local address, until Ctrl-C; return an empty string."""
    local = options._replace(url=f"http://localhost:{args.port}/")
    start = date.today()
    cache = Cache(options.site)  # shared by all builds

    def build(drafts: bool, files: Files) -> BuildResult:
        today = local.today + (date.today() - start)  # it may run for days
        return make(local._replace(today=today, drafts=drafts or local.drafts), None, cache, files)

    preview.serve(options.site, build, args.port, write, edit_view.ROUTES if args.edit else ())
    return ""


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:6]) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number from 1 to 65535")
    return int(text)
