"""Remove a page in every language and redirect its readers; without --to, show what links to it."""

import argparse

from generator.commands import applying
from generator.commands.options import Make, Options
from generator.link import renaming
from generator.link.addresses import NOT_FOUND
from generator.problems import UsageError, count


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name of the page, such as projects/old-name")
    parser.add_argument("--to", metavar="PAGE", help="remove it, and redirect its readers and every link to PAGE")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Remove a page and return a summary; without `--to`, return what links to it."""
    linker = make(options).linker
    project = linker.project
    name = renaming.movable(project, args.name)
    links = [link for link in renaming.page_links(linker) if link.name == name != link.document.name]
    lines = sorted({(link.location.path, link.location.line) for link in links})
    listed = [f"{path}:{line}" for path, line in lines]
    if args.to is None:
        section = renaming.new_names(project, name, name)
        pages = [document for document in project.documents if document.name in section]
        own = [f"{page.path}:1  {'the page' if page.name == name else 'a page in its section'}" for page in pages]
        found = [f"{location}  links to it" for location in listed] or ["nothing links to it"]
        after = ", after the pages in its section" if len(section) > 1 else ""
        how = f"to remove and redirect it{after}: python build.py remove {args.name} --to PAGE"
        return "\n".join([*own, *found, how])
    to = renaming.page_named(project, args.to)
    if to in (name, NOT_FOUND):
        raise UsageError(f"the page '{to}' cannot replace it; name another")
    if own_links := sorted(link.location for link in links if link.document.name == to):
        locations = ", ".join(map(str, own_links))
        raise UsageError(f"'{to}' would then link to itself; first change or remove the links at {locations}")
    gone, _ = applying.apply(make, options, linker, renaming.removed(linker, name, to, links), {}, name)
    advice = "\n".join(["check the text of the changed links:", *listed]) if links else "nothing linked to it"
    return f"removed {count(gone, 'file')}; its addresses now redirect to {to}\n{advice}"
