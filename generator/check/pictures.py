"""What the files of static/ are, whatever they are called: drawings, PDF, what came in their place, or litter."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.link.site import Page, Site
from generator.link.targets import PhotographTarget
from generator.problems import Location, Problem
from generator.read.photographs import instead, pixels


def misnamed_files(site: Site) -> Iterator[Problem]:
    """Every drawing and PDF is what its name says, and every drawing whole: one that ends early hides what follows."""
    files = {path: asset.data for path, asset in site.assets.files.items()}
    files |= {f"drawings/{name}.svg": drawing.encode() for name, drawing in site.assets.drawings.items()}
    for path, data in files.items():
        ending = PurePosixPath(path).suffix.lower()
        what, fix = instead(data)
        if ending == ".pdf" and what != "a PDF":
            yield Problem(Location(f"static/{path}"), f"this file is no PDF; it is {what}", fix)
        if ending == ".svg" and (b"<svg" not in data or what.startswith("a page")):
            yield Problem(Location(f"static/{path}"), f"this file is no picture; it is {what}", fix)
        elif ending == ".svg" and (place := _broken(data)):
            message, fix = "this drawing is broken here", "save it again as plain SVG"
            yield Problem(Location(f"static/{path}", *place), message, fix)


def _broken(drawing: bytes) -> tuple[int, int] | None:
    """Return the line and the column at which a drawing is no XML, or None."""
    from xml.parsers.expat import ExpatError, ParserCreate

    try:
        ParserCreate().Parse(drawing, True)
    except ExpatError as error:
        return error.lineno, error.offset + 1
    return None


def litter(site: Site) -> Iterator[Problem]:
    """static/ holds no file that another program left behind, such as Thumbs.db; such a file is not published."""
    if found := site.assets.litter:
        message = f"other programs left files behind, which are not published: {', '.join(found)}"
        yield Problem(Location(f"static/{found[0]}"), message, "delete them")


def stretched_pictures(page: Page, site: Site) -> Iterator[Problem]:
    """A text that gives the size of a photograph gives it in pixels and in its ratio; it need not give any."""
    for reference, target, _ in page.resolved:
        said = reference.given
        width, height = said.get("width"), said.get("height")
        if reference.kind != "image" or not isinstance(target, PhotographTarget) or not (width or height):
            continue
        photograph = site.assets.photographs[target.path]
        wide, high = photograph.shown(width, height)
        where = page.document.place(reference.line, reference.column)
        if any(given and not pixels(given) for given in (width, height)):
            message = f"the size of the picture '{reference.target}' is not in whole pixels"
            yield Problem(where, message, "leave it out: the build writes it")
        elif height and abs(int(height) - high) > max(high * 0.02, 1):
            message = f"{width} by {height} would stretch the picture '{reference.target}'"
            yield Problem(where, message, f"write {{: width={wide} }} alone, or no size: the build writes it")
