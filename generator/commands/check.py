"""Do everything a build does, and write nothing."""

import argparse

from generator.check import check
from generator.commands import printed
from generator.commands.options import Make, Options


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--list",
        action="store_true",
        help="only list the checks that 'checks' in site.yaml can switch off, each by its name",
    )


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Make the site without publishing it; return the printed. Or, if it was asked, return what is checked."""
    if asked.list:
        return check.listing()
    made = make(options)
    return printed.success(f"{len(made.site.pages)} pages, no problems", made, options)
