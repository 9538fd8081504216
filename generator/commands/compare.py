"""Tell what differs between two published sites, in Markdown."""

import argparse
from pathlib import Path

from generator.commands.options import Make, Options
from generator.problems import WrongUse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="OLD", help="the folder of the site as it was")
    parser.add_argument("new", type=Path, metavar="NEW", help="the folder of the site as it is now")


def run(_make: Make, _options: Options, asked: argparse.Namespace) -> str:
    """Return what differs; raise `WrongUse` where a folder cannot be read."""
    from generator.publish import difference

    try:
        for folder in (asked.old, asked.new):
            if not folder.is_dir():
                raise WrongUse(f"{folder} is not a folder; name one to which a site was published")
        return difference.report(difference.published(asked.old), difference.published(asked.new))
    except OSError as error:
        raise WrongUse(f"cannot read {error.filename}: {error.strerror}") from error
