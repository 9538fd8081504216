"""What a finished page shows by itself: ids and headings of text and components together, links, its weight."""

from collections import Counter
from collections.abc import Iterator

from generator.link.addresses import ANYWHERE
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.render.outputs import Finished
from generator.render.parsed import Parsed

SKELETON = Location("templates/skeleton.html")


def exit_links(file: Finished, parsed: Parsed, site: Site) -> Iterator[Problem]:
    """A page with 'exit' has the leave-quickly link, to the site in site.yaml, and the script that improves it."""
    url, script = site.settings.exit, site.assets.scripts.get("exit")
    if file.page and file.page.front.exit:
        exits = (one.attributes for one in parsed.elements if one.tag == "a" and one.attributes.get("id") == "exit")
        if [attributes.get("href") for attributes in exits if "target" not in attributes] != [url]:
            message = f"the page has no link that leaves quickly to {url}"
            fix = 'put one link with id="exit" into it: {% include "parts/exit.html" %}'
            yield file.problem(SKELETON, message, fix)
        if all(code.node.text() != script for code in parsed.inline):
            message = "the page lacks the script of the leave-quickly link"
            yield file.problem(SKELETON, message, "put it in: <script>{{ scripts.exit }}</script>")


def repeated_ids(file: Finished, parsed: Parsed, _: Site) -> Iterator[Problem]:
    """No two elements of a page have the same id."""
    fix = "give each its own, as {#own-id} in a heading and {: #own-id } behind words; or place the component once"
    for name, times in Counter(parsed.ids).items():
        if times > 1:
            shown = (one.place for one in parsed.elements if one.place and one.attributes.get("id") == name)
            where = file.places.get(name) or [file.source, *shown][-1]
            yield file.problem(where, f"the id '{name}' stands {times} times", fix)


def lost_ids(file: Finished, parsed: Parsed, _: Site) -> Iterator[Problem]:
    """What a component shows in full stands at its id, to which links lead."""
    for placed in file.text_of.placed if file.text_of else ():
        for name in sorted(placed.shown.keys() - parsed.ids):
            message = f"no element has the id '{name}', at which this component shows something"
            yield file.problem(placed.component.places.top, message, f'give the element that shows it id="{name}"')


def heading_order(file: Finished, parsed: Parsed, _: Site) -> Iterator[Problem]:
    """A page has one heading of the first level, and no heading skips a level."""
    where, places, last, firsts = file.source, file.places, 0, list[Location]()
    for one in parsed.headings:
        where, level = one.place or places.get(one.attributes.get("id") or "", where), int(one.tag[1])
        if level > last + 1:
            message = f"the heading '{one.words}' is of level {level} and follows level {last}"
            fix = f"put a heading '{'#' * (last + 1)} ...' above the component that shows it"
            yield file.problem(where, message, fix)
        last = level
        firsts += [where] * (level == 1)
    if len(firsts) != 1:
        message = f"the page has {len(firsts)} headings of the first level"
        yield file.problem([file.source, *firsts][-1], message, "leave it to the title of the page")


def empty_elements(file: Finished, parsed: Parsed, _: Site) -> Iterator[Problem]:
    """Every heading and link has words, or a picture with a text."""
    fix = "write what it is, give the picture in it a text, or remove it"
    links = (one for one in parsed.elements if one.tag == "a" and "href" in one.attributes)
    for one in (*links, *parsed.headings):
        if not one.words:
            led = one.attributes.get("href") or ""
            what = f"the link '{led}' has no words" if one.tag == "a" else f"a <{one.tag}> is empty"
            yield file.problem(Location(one.template), what, fix)


def heavy_pages(file: Finished, _: Parsed, site: Site) -> Iterator[Problem]:
    """A page with all it needs to be shown arrives within the budget of site.yaml."""
    budget, weight = site.settings.budgets.page, file.known.weight
    if weight > budget and file.address != ANYWHERE:  # that copy has the address of the site in its links
        message = f"the page weighs {weight} bytes compressed; the budget is {budget}"
        yield file.problem(file.source, message, "shorten it, divide it, or raise 'budgets' in site.yaml")
