"""What only finished pages tell: links of templates, ids and headings of text and components together, the way out."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from generator.check.finished import ANYWHERE, CHOICE, Finished, Whole
from generator.problems import Location, Problem, position

SKELETON = Location("templates/skeleton.html")


def unled_links(whole: Whole) -> Iterator[Problem]:
    """Every link leads somewhere, and not to the root of the host."""
    for file in whole.fresh:
        where = Location(file.template)
        for link in dict.fromkeys(file.parsed.links):
            if link.address in ("", "#"):
                message = f"the link '{link.words}' has no address"
                yield file.problem(where, message, "write where it leads, or remove it")
            elif link.address.startswith("/") and not link.address.startswith("//") and file.path != ANYWHERE:
                message = f"the link '{link.address}' begins at the root of the host, which need not be the site's"
                yield file.problem(where, message, "let the template work it out: {{ link(page) }}")


def broken_links(whole: Whole) -> Iterator[Problem]:
    """Every link inside the site leads to a published file, and to an id that is there."""
    leads = {lead for file in whole.files for lead in file.known.leads}
    broken = {lead for lead in leads if _is_broken(*lead[:2], whole)}
    for file in whole.files if broken else ():
        if broken.isdisjoint(file.known.leads):
            continue
        where = Location(file.template)
        for address in dict.fromkeys(link.address for link in file.parsed.links):
            path, place = file.leads(address), unquote(address.partition("#")[2])
            if path is not None and path not in whole.published:
                message = f"the link '{address}' leads to nothing that is published"
                yield file.problem(where, message, "correct the link, or add what it leads to")
            elif path is not None and _is_broken(path, place, whole):
                message = f"the link '{address}' leads to a place that is not on that page"
                yield file.problem(where, message, "correct the part after '#'")


def _is_broken(path: str, place: str, whole: Whole) -> bool:
    return path not in whole.published or bool(place and path in whole.ids and place not in whole.ids[path])


def exit_links(whole: Whole) -> Iterator[Problem]:
    """A page with 'exit' has the leave-quickly link, to the site in site.yaml, and the script that improves it."""
    url, script = whole.site.settings.exit.url, whole.site.assets.scripts.get("exit")
    for file in whole.fresh:
        if file.page and file.page.front.exit:
            if file.parsed.exits != [url]:
                message = f"the page has no link that leaves quickly to {url}"
                yield file.problem(
                    SKELETON, message, 'put one link with id="exit" into it: {% include "parts/exit.html" %}'
                )
            if all(code.text != script for code in file.parsed.inline):
                message = "the page lacks the script of the leave-quickly link"
                yield file.problem(SKELETON, message, "put it in: <script>{{ scripts.exit }}</script>")


def repeated_ids(whole: Whole) -> Iterator[Problem]:
    """No two elements of a page have the same id."""
    for file in whole.fresh:
        for name, times in Counter(file.parsed.ids).items():
            if times > 1:
                where = _heading(file, name)
                fix = (
                    "give the heading its own: '## Title {#own-id}'"
                    if where
                    else "give each its own, or place the component that holds it once"
                )
                yield file.problem(where or file.source, f"the id '{name}' stands {times} times", fix)


def heading_order(whole: Whole) -> Iterator[Problem]:
    """A page has one heading of the first level, and no heading skips a level."""
    for file in whole.fresh:
        level = 0
        for heading in file.parsed.headings:
            if heading.level > level + 1:
                where = _heading(file, heading.id)
                message = f"the heading '{heading.words}' is of level {heading.level} and follows level {level}"
                fix = f"put a heading '{'#' * (level + 1)} ...' above the component that shows it"
                yield file.problem(where or file.source, message, f"make it level {level + 1}" if where else fix)
            level = heading.level
        firsts = sum(heading.level == 1 for heading in file.parsed.headings)
        if firsts != 1:
            message = f"the page has {firsts} headings of the first level"
            yield file.problem(file.source, message, "leave it to the title of the page")


def empty_elements(whole: Whole) -> Iterator[Problem]:
    """Every heading and link has words, or a picture with a text, and what is named after an element finds it."""
    fix = "write what it is, give the picture in it a text, or remove it"
    for file in whole.fresh:
        where = Location(file.template)
        for link in file.parsed.links:
            if link.tag == "a" and not link.words:
                yield file.problem(where, f"the link '{link.address}' has no words", fix)
        for heading in file.parsed.headings:
            if not heading.words:
                yield file.problem(where, f"a <h{heading.level}> is empty", fix)
        for tag, name in file.parsed.labels:
            if name not in file.parsed.ids:
                message = f"a <{tag}> is named after the element '{name}', which is not on the page"
                yield file.problem(where, message, "correct 'aria-labelledby'")


def tables_without_headers(whole: Whole) -> Iterator[Problem]:
    """Every table has headings with words, which say what they stand above or beside."""
    for file in whole.fresh:
        if file.parsed.bare:
            yield file.problem(
                file.source, "the headings of a table are empty", "write above each column what stands in it"
            )


def pages_without_language(whole: Whole) -> Iterator[Problem]:
    """Every page says which language it is in."""
    for file in whole.fresh:
        if not file.parsed.language:
            yield file.problem(Location(file.template), "the page does not say its language", 'write <html lang="...">')


def orphan_pages(whole: Whole) -> Iterator[Problem]:
    """Every page is linked from another page of its language: from a text, a card or a menu."""
    for file in whole.files:
        known = file.path in whole.linked or file.path in (CHOICE, f"{file.known.language}/index.html")
        if not known and not file.is_not_found and not file.known.redirects:
            message = "no other page of its language links to this page"
            yield file.problem(file.source, message, "link to it from another page, or give it a 'menu'")


def _heading(file: Finished, name: str) -> Location | None:
    """Return the place of the heading with an id in the text of a page, if it stands there."""
    for heading in file.page.prose.headings if file.page and name else ():
        if file.page and heading.id == name:
            return file.page.document.place(*position(file.page.document.text, heading.offset))
    return None
