"""Rules for one finished page: its ids, headings, links, pictures, weight and code."""

import json
from collections import Counter
from collections.abc import Collection, Iterator

from generator.link.addresses import ERROR_PAGE
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.read import active_content
from generator.render.markers import STYLES
from generator.render.outputs import Finished
from generator.render.parser import LINK_ATTRIBUTES, Element, ParsedPage

SKELETON = Location("templates/skeleton.html")
FORBIDDEN = frozenset(("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base"))
"""Elements that take input from readers, embed another site, or redirect every link to one."""


def exit_links(file: Finished, parsed: ParsedPage, site: Site) -> Iterator[Problem]:
    """A page with 'exit' has the leave-quickly link to the site in site.yaml, and its script."""
    url, script = site.settings.exit, site.assets.scripts.get("exit")
    if file.page and file.page.front.exit:
        exits = (link.attributes for link in parsed.elements if link.tag == "a" and link.attributes.get("id") == "exit")
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
            shown = [element for element in parsed.elements if element.attributes.get("id") == name]
            yield file.problem(file.location(shown[-1]), f"the id '{name}' is used {times} times", fix)


def lost_ids(file: Finished, parsed: ParsedPage, _: Site) -> Iterator[Problem]:
    """Everything that a component shows in full has its id on the page."""
    for placed in file.text_of.placements if file.text_of else ():
        for name in sorted(placed.entries.keys() - parsed.ids):
            message = f"no element has the id '{name}', which links to this component need"
            yield file.problem(placed.component.locations.top, message, f'give the element that shows it id="{name}"')


def heading_order(file: Finished, parsed: ParsedPage, _: Site) -> Iterator[Problem]:
    """A page has one heading of level 1, and no heading skips a level."""
    last = 0 if any(heading.tag == "h1" for heading in parsed.headings) else 1  # a missing title is reported once
    titles = list[Location]()
    for heading in parsed.headings:
        location, level = file.location(heading), int(heading.tag[1])
        if level > last + 1:
            message = f"the heading '{heading.text}' has level {level} but follows level {last}"
            fix = f"add a heading of level {last + 1} above it, in a text as '{'#' * (last + 1)} ...'"
            yield file.problem(location, message, fix)
        last = level
        titles += [location] * (level == 1)
    if len(titles) != 1:
        message = f"the page has {len(titles)} headings of level 1"
        fix = "use level 1 for the title of the page, and only there"
        yield file.problem([file.location(parsed.elements[0]), *titles][-1], message, fix)


def empty_elements(file: Finished, parsed: ParsedPage, _: Site) -> Iterator[Problem]:
    """Every heading and link has text or a picture with alt text; every picture has an 'alt' attribute."""
    fix = "write its text, describe the picture in it, or remove it"
    links = (link for link in parsed.elements if link.tag == "a" and "href" in link.attributes)
    for element in (*links, *parsed.headings):
        if not element.text:
            href = element.attributes.get("href") or ""
            message = f"the link '{href}' has no text" if element.tag == "a" else f"the <{element.tag}> is empty"
            yield file.problem(Location(element.template), message, fix)
    for element in parsed.elements:
        if element.tag == "img" and "alt" not in element.attributes:
            fix = 'describe the picture in alt="...", or write alt="" if it is only decoration'
            yield file.problem(Location(element.template), "an <img> has no 'alt'", fix)


def heavy_pages(file: Finished, _: ParsedPage, site: Site) -> Iterator[Problem]:
    """A page, with everything it needs to be shown, is within the budget of site.yaml."""
    budget, weight = site.settings.budgets.page, file.record.weight
    if weight > budget and file.address != ERROR_PAGE:  # its links contain the address of the site
        message = f"the page weighs {weight} bytes compressed; the budget is {budget}"
        yield file.problem(file.source, message, "shorten it, split it, or raise 'budgets' in site.yaml")


def foreign_code(file: Finished, parsed: ParsedPage, site: Site) -> Iterator[Problem]:
    """A page has only the scripts and styles of static/; nothing else can run, or send a request or data.

    This is law 4. JSON-LD is data, which browsers do not run; programs could not read it if it were not valid JSON.
    """
    own = {*site.assets.scripts.values(), STYLES}
    found = [(element.template, problem) for element in parsed.elements for problem in _element_problems(element, own)]
    in_links = ((link, active_content.address_problem(link.tag, link.rel, link.address)) for link in parsed.links)
    found += [(link.template, problem) for link, problem in in_links if problem]
    for template, (message, fix) in found:
        yield file.problem(Location(template), message, fix)
    metas = {element.attributes.get("http-equiv"): element for element in parsed.elements if element.tag == "meta"}
    if file.page and (refresh := metas.get("refresh")):
        fix = "remove it; list an old address in the 'aliases' of its page"
        yield file.problem(Location(refresh.template), "a <meta> redirects the reader to another page", fix)
    if "Content-Security-Policy" not in metas:
        fix = 'add it to the <head>: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
        yield file.problem(SKELETON, "the page has no Content-Security-Policy", fix)


def _element_problems(element: Element, own: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the message and fix of each problem of an element; `own` are the styles and scripts that are allowed."""
    tag, attributes, node, _, _ = element
    if tag in FORBIDDEN:
        yield f"the page has a <{tag}>", "remove it; this site asks its readers for nothing"
    elif tag in ("script", "style"):
        if not element.is_data():
            if attributes or node.text() not in own:
                yield f"the page has a <{tag}> that is not from static/", active_content.REMOVE
            return
        try:
            json.loads(node.text())
        except ValueError as error:
            yield f"the JSON-LD in the page cannot be read: {error}", "let the build write it: {{ structured() }}"
    for name, value in attributes.items():
        if name == "style":
            yield f"the attribute 'style' is not allowed on <{tag}>", active_content.REMOVE
        elif LINK_ATTRIBUTES.get(tag) != name and (problem := active_content.attribute_problem(tag, name, value or "")):
            yield problem
