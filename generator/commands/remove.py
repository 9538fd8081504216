"""Remove a page in every language; say what leads to it, and let another page take its addresses."""

import argparse

from generator.commands import tried
from generator.commands.options import Make, Options
from generator.link import moving
from generator.link.addresses import NOT_FOUND
from generator.problems import UsageError, count


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name of the page, such as projects/old-name")
    parser.add_argument("--to", metavar="PAGE", help="remove it, and lead its readers and every link to this page")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Return what leads to a page; or remove it, if it was said what takes its place, and return what was changed."""
    linker = make(options).linker
    project = linker.project
    name = moving.movable(project, asked.name)
    leads = [lead for lead in moving.leads(linker) if lead.name == name != lead.document.name]
    lines = sorted({(lead.location.path, lead.location.line) for lead in leads})
    links = [f"{path}:{line}  leads to it" for path, line in lines]
    if asked.to is None:
        section = moving.names(project, name, name)
        pages = [document for document in project.documents if document.name in section]
        own = [f"{page.path}:1  is {'the page' if page.name == name else 'a page of its section'}" for page in pages]
        then = f"python build.py remove {asked.name} --to PAGE removes it, and leads its readers and links elsewhere"
        return "\n".join([*own, *(links or ["nothing leads to it"]), then])
    to = moving.named(project, asked.to)
    if to in (name, NOT_FOUND):
        raise UsageError(f"the page '{to}' cannot take its place; name another")
    if own_leads := sorted(lead.location for lead in leads if lead.document.name == to):
        places = ", ".join(map(str, own_leads))
        raise UsageError(
            f"'{to}' would then lead to itself; first lead elsewhere, or take out, what stands at {places}"
        )
    gone, _ = tried.apply(make, options, linker, moving.removed(linker, name, to, leads), {}, name)
    look = "\n".join(["look at the words of what leads elsewhere now:", *links]) if links else "nothing led to it"
    return f"removed {count(gone, 'file')}; the addresses lead to {to}\n{look}"
