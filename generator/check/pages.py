"""What a finished page shows by itself: ids and headings of text and components together, its weight, foreign code."""

import json
from collections import Counter
from collections.abc import Collection, Iterator

from generator.link.addresses import ERROR_PAGE
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.read import active
from generator.render.markers import STYLES
from generator.render.outputs import Finished
from generator.render.parser import LINK_ATTRIBUTES, Element, ParsedPage

SKELETON = Location("templates/skeleton.html")
ASKS_READERS = frozenset(("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base"))
"""Elements that take something from their reader, show another site, or turn every link to one."""


def exit_links(file: Finished, parsed: ParsedPage, site: Site) -> Iterator[Problem]:
    """A page with 'exit' has the leave-quickly link, to the site in site.yaml, and the script that improves it."""
    url, script = site.settings.exit, site.assets.scripts.get("exit")
    if file.page and file.page.front.exit:
        exits = (one.attributes for one in parsed.elements if one.tag == "a" and one.attributes.get("id") == "exit")
        if [attributes.get("href") for attributes in exits if "target" not in attributes] != [url]:
            message = f"the page has no leave-quickly link to {url}"
            fix = 'add one link with id="exit": {% include "parts/exit.html" %}'
            yield file.problem(SKELETON, message, fix)
        if all(code.node.text() != script for code in parsed.inline):
            message = "the page needs the script of the leave-quickly link"
            yield file.problem(SKELETON, message, "add it: <script>{{ scripts.exit }}</script>")


def repeated_ids(file: Finished, parsed: ParsedPage, _: Site) -> Iterator[Problem]:
    """No two elements of a page have the same id."""
    fix = "give each its own: {#own-id} in a heading, {: #own-id } after other words; or use the component only once"
    for name, times in Counter(parsed.ids).items():
        if times > 1:
            shown = [one.where for one in parsed.elements if one.attributes.get("id") == name]
            yield file.problem(file.places.get(name) or shown[-1], f"the id '{name}' is used {times} times", fix)


def lost_ids(file: Finished, parsed: ParsedPage, _: Site) -> Iterator[Problem]:
    """What a component shows in full stands at its id, to which links lead."""
    for placed in file.text_of.placed if file.text_of else ():
        for name in sorted(placed.shown.keys() - parsed.ids):
            message = f"no element has the id '{name}', which links to this component need"
            yield file.problem(placed.component.places.top, message, f'give the element that shows it id="{name}"')


def heading_order(file: Finished, parsed: ParsedPage, _: Site) -> Iterator[Problem]:
    """A page has one heading of the first level, and no heading skips a level."""
    last, firsts = 0, list[Location]()
    for one in parsed.headings:
        where, level = file.places.get(one.attributes.get("id") or "") or one.where, int(one.tag[1])
        if level > last + 1:
            message = f"the heading '{one.text}' has level {level} but follows level {last}"
            fix = f"add a heading of level {last + 1} above it, in a text as '{'#' * (last + 1)} ...'"
            yield file.problem(where, message, fix)
        last = level
        firsts += [where] * (level == 1)
    if len(firsts) != 1:
        message = f"the page has {len(firsts)} headings of level 1"
        yield file.problem([file.source, *firsts][-1], message, "use level 1 only for the title of the page")


def empty_elements(file: Finished, parsed: ParsedPage, _: Site) -> Iterator[Problem]:
    """Every heading and link has words, or a picture with a text; every picture says whether it has one."""
    fix = "write its text, describe the picture in it, or remove it"
    links = (one for one in parsed.elements if one.tag == "a" and "href" in one.attributes)
    for one in (*links, *parsed.headings):
        if not one.text:
            led = one.attributes.get("href") or ""
            what = f"the link '{led}' has no text" if one.tag == "a" else f"the <{one.tag}> is empty"
            yield file.problem(Location(one.template), what, fix)
    for one in parsed.elements:
        if one.tag == "img" and "alt" not in one.attributes:
            fix = 'describe the picture in alt="...", or write alt="" if it is only decoration'
            yield file.problem(Location(one.template), "an <img> has no 'alt'", fix)


def heavy_pages(file: Finished, _: ParsedPage, site: Site) -> Iterator[Problem]:
    """A page with all it needs to be shown arrives within the budget of site.yaml."""
    budget, weight = site.settings.budgets.page, file.record.weight
    if weight > budget and file.address != ERROR_PAGE:  # that copy has the address of the site in its links
        message = f"the page weighs {weight} bytes compressed; the budget is {budget}"
        yield file.problem(file.source, message, "shorten it, split it, or raise 'budgets' in site.yaml")


def foreign_code(file: Finished, parsed: ParsedPage, site: Site) -> Iterator[Problem]:
    """Only the scripts and styles of static/ stand in a page; nothing else can run, ask or send anything.

    That is law 4. JSON-LD is data, which no browser runs; what is not JSON in it would be lost on its readers.
    """
    own = {*site.assets.scripts.values(), STYLES}
    found = [(one.template, told) for one in parsed.elements for told in _wrong(one, own)]
    led = ((link, active.address_problem(link.tag, link.rel, link.address)) for link in parsed.links)
    found += [(link.template, told) for link, told in led if told]
    for template, (message, fix) in found:
        yield file.problem(Location(template), message, fix)
    metas = {one.attributes.get("http-equiv"): one for one in parsed.elements if one.tag == "meta"}
    if file.page and (sends := metas.get("refresh")):
        fix = "remove it; list an old address in the 'aliases' of its page"
        yield file.problem(Location(sends.template), "a <meta> redirects the reader to another page", fix)
    if "Content-Security-Policy" not in metas:
        fix = 'add it to the <head>: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
        yield file.problem(SKELETON, "the page has no Content-Security-Policy", fix)


def _wrong(one: Element, own: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an element by itself; `own` are the styles and scripts that a page may have."""
    tag, attributes, node, _, _ = one
    if tag in ASKS_READERS:
        yield f"the page has a <{tag}>", "remove it; this site asks its readers for nothing"
    elif tag in ("script", "style"):
        if not one.is_data():
            if attributes or node.text() not in own:
                yield f"the page has a <{tag}> that is not from static/", active.REMOVE
            return
        try:
            json.loads(node.text())
        except ValueError as error:
            yield f"the JSON-LD in the page cannot be read: {error}", "let the build write it: {{ structured() }}"
    for name, value in attributes.items():
        if name == "style":
            yield f"the attribute 'style' is not allowed on <{tag}>", active.REMOVE
        elif LINK_ATTRIBUTES.get(tag) != name and (told := active.attribute_problem(tag, name, value or "")):
            yield told
