"""Run every check of a build, but write nothing."""

import argparse

from generator.check import rules
from generator.commands import console
from generator.commands.options import Make, Options


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="only list the checks that site.yaml can switch off")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Build the site without publishing it; return the summary. With `--list`, return the list of checks."""
    if args.list:
        return rules.listing()
    result = make(options)
    return console.success(f"{len(result.site.pages)} pages, no problems", result, options)
