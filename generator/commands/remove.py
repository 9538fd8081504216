"""Remove a page in every language; say what leads to it, and let another page take its addresses."""

import argparse

from generator.commands import tried
from generator.commands.options import Make, Options
from generator.problems import WrongUse, count


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name of the page, such as projects/old-name")
    parser.add_argument("--to", metavar="PAGE", help="remove it, and lead its readers and every link to this page")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Return what leads to a page; or remove it, if it was said what takes its place, and return what was changed."""
    from generator.link import moving
    from generator.link.addresses import NOT_FOUND

    made = make(options)
    site, linker = made.site, made.linker
    name = moving.movable(site, asked.name)
    leads, section = moving.leading(linker, name), moving.names(site, name, name)
    places = sorted({(lead.location.path, lead.location.line) for lead in leads})
    links = [f"{path}:{line}  leads to it" for path, line in places]
    if asked.to is None:
        pages = [document for document in site.documents if document.name in section]
        own = [f"{page.path}:1  is {'the page' if page.name == name else 'a page of its section'}" for page in pages]
        then = f"python build.py remove {asked.name} --to PAGE removes it, and leads its readers and links elsewhere"
        return "\n".join([*own, *(links or ["nothing leads to it"]), then])
    to = moving.named(site, asked.to)
    if to in (name, NOT_FOUND):
        raise WrongUse(f"the page '{to}' cannot take its place; name another")
    written = moving.removed(linker, name, to, leads).files()
    tried.apply(make, options, site.files, written, lambda again: moving.carried(linker, again, {}, name))
    look = "\n".join(["look at the words of what leads elsewhere now:", *links]) if links else "nothing led to it"
    gone = [path for path, text in written.items() if text is None]
    return f"removed {count(len(gone), 'file')}; the addresses lead to {to}\n{look}"
