"""Give a page another name in every language, with all that leads to it; its old addresses still lead there."""

import argparse

from generator.commands import tried
from generator.commands.options import Make, Options
from generator.problems import count


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the name of the page, such as projects/old-name, or of a section")
    parser.add_argument("new", metavar="NEW", help="the name that it is to have")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Rename a page, or a section with its pages; return what was changed."""
    from generator.link import moving
    from generator.read import pages

    made = make(options)
    site, linker = made.site, made.linker
    old = moving.movable(site, asked.old)
    names = moving.names(site, old, pages.unused(options.site, site.settings, asked.new))
    written = moving.renamed(linker, names).files()
    tried.apply(make, options, site.files, written, lambda again: moving.carried(linker, again, names))
    moved = [path for path, text in written.items() if text is None]
    others = len(written) - 2 * len(moved)
    return (
        f"renamed {count(len(moved), 'file')}, and changed {others} that lead{'s' * (others == 1)} to "
        f"{'it' if len(names) == 1 else 'them'}; the old addresses are aliases now"
    )
