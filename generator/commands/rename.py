"""Rename a page in every language and update every link to it; its old addresses redirect to the new ones."""

import argparse

from generator.commands import applying
from generator.commands.options import Make, Options
from generator.link import renaming
from generator.problems import count
from generator.read import pages


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the name of a page, such as projects/old-name, or of a section")
    parser.add_argument("new", metavar="NEW", help="its new name")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Rename a page, or a section with its pages; return a summary."""
    linker = make(options).linker
    settings = linker.project.settings
    old = renaming.movable(linker.project, args.old)
    names = renaming.new_names(linker.project, old, pages.new_name(options.site, settings, args.new))
    moved, changed = applying.apply(make, options, linker, renaming.renamed(linker, names), names)
    files = f"renamed {count(moved, 'file')} and updated links in {count(changed - moved, 'other file')}"
    return f"{files}; the old addresses are now aliases"
