"""Pictures that a text would stretch, and what other programs left."""

from collections.abc import Iterator

from generator.link.site import Page, Site
from generator.link.targets import FileTarget
from generator.problems import Location, Problem
from generator.read.photographs import pixels


def litter(site: Site) -> Iterator[Problem]:
    """No other program left a file behind, such as Thumbs.db; such a file is not published."""
    if found := site.assets.litter:
        message = f"other programs left files behind, which are not published: {', '.join(found)}"
        yield Problem(Location(found[0]), message, "delete them")


def stretched_pictures(page: Page, site: Site) -> Iterator[Problem]:
    """A text that gives the size of a picture gives it in pixels, and that of a photograph in its ratio."""
    for reference, target, _ in page.resolved:
        width, height = reference.given.get("width"), reference.given.get("height")
        if reference.kind != "image" or not (width or height):
            continue
        where = page.document.place(reference.line, reference.column)
        if any(given and not pixels(given) for given in (width, height)):
            message = f"the size of the picture '{reference.target}' is not in whole pixels"
            yield Problem(where, message, "write it as {: width=300 }, or leave it out")
        elif height and isinstance(target, FileTarget) and (found := site.assets.photographs.get(target.path)):
            wide, high = found.shown(width, height)
            if abs(int(height) - high) > max(high * 0.02, 1):
                message = f"{width} by {height} would stretch the picture '{reference.target}'"
                yield Problem(where, message, f"write {{: width={wide} }} alone, or no size: the build writes it")
