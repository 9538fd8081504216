"""Create a page with its fields filled in and explained."""

import argparse

from generator.commands.asked import Make, Options
from generator.problems import BuildFailed, WrongUse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("name", metavar="SECTION/NAME", help="the address of the page, such as projects/new-project")


def run(_make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Create a page in the source language; return what to do next."""
    from generator.read import pages, settings

    config, problems = settings.read(options.site)
    if config is None:
        raise BuildFailed(problems)
    first = asked.name.partition("/")[0]
    if first in config.languages:
        raise WrongUse(
            f"pages begin in {config.source_language}; leave out '{first}/', "
            "and copy the file for a translation when it is written"
        )
    path = pages.create(options.site, config.source_language, asked.name)
    return (
        f"created {path}; open it, write its title, summary and text, and see it with: python build.py serve --drafts"
    )
