"""Show the site in a browser, and every change as you save it."""

import argparse
from datetime import date

from generator.commands.options import Make, Options
from generator.commands.printed import say
from generator.publish import edit_view, preview
from generator.publish.edition import BuildResult
from generator.read.cache import Cache
from generator.read.files import Files


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, help="the port of this machine to use (default: 8000)")
    parser.add_argument("--edit", action="store_true", help="edit pages in the browser too; only this machine can")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Serve the site until Ctrl-C, made for the address at which it is served; return nothing to say."""
    here = options._replace(url=f"http://localhost:{asked.port}/")
    begun = date.today()
    cache = Cache(options.site)  # what was made once is at hand for the next save

    def again(drafts: bool, files: Files) -> BuildResult:
        today = here.today + (date.today() - begun)  # it may run for days
        return make(here._replace(today=today, drafts=drafts or here.drafts), None, cache, files)

    preview.serve(options.site, again, asked.port, say, edit_view.ROOMS if asked.edit else ())
    return ""


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:6]) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number from 1 to 65535")
    return int(text)
