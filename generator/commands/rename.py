"""Give a page another name in every language, with all that leads to it; its old addresses still lead there."""

import argparse

from generator.commands import tried
from generator.commands.options import Make, Options
from generator.link import moving
from generator.problems import count
from generator.read import pages


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the name of the page, such as projects/old-name, or of a section")
    parser.add_argument("new", metavar="NEW", help="the name that it is to have")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Rename a page, or a section with its pages; return what was changed."""
    linker = make(options).linker
    settings = linker.project.settings
    old = moving.movable(linker.project, asked.old)
    names = moving.names(linker.project, old, pages.unused(options.site, settings, asked.new))
    moved, changed = tried.apply(make, options, linker, moving.renamed(linker, names), names)
    others = changed - moved
    return (
        f"renamed {count(moved, 'file')}, and changed {others} that lead{'s' * (others == 1)} to "
        f"{'it' if len(names) == 1 else 'them'}; the old addresses are aliases now"
    )
