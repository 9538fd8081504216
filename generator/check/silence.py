"""Law 4: nothing in a page runs, asks or sends anything that is not from static/."""

import json
from collections.abc import Iterator

from generator.check.pages import SKELETON
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.read import active
from generator.render.outputs import Finished
from generator.render.parsed import LEADING, Element, Parsed
from generator.render.parts import STYLES

ASKS_READERS = ("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base")
"""Elements that take something from their reader, show another site, or turn every link to one."""


def foreign_code(file: Finished, parsed: Parsed, site: Site) -> Iterator[Problem]:
    """Only the scripts and styles of static/ stand in a page; nothing else can run, ask or send anything.

    That is law 4. JSON-LD is data, which no browser runs; what is not JSON in it would be lost on its readers.
    """
    own = {*site.assets.scripts.values(), STYLES}
    where = Location(file.template)
    for tag, attributes, node in parsed.inline:
        if attributes or node.text() not in own:
            yield file.problem(where, f"a <{tag}> that is not from static/ stands in the page", active.REMOVE)
    for _, _, node in filter(Element.is_data, parsed.elements):
        try:
            json.loads(node.text())
        except ValueError as error:
            message = f"the JSON-LD in the page cannot be read: {error}"
            yield file.problem(where, message, "let the build make it: {{ structured() }}")
    for tag, attributes, _ in parsed.elements:
        if tag in ASKS_READERS:
            message = f"a <{tag}> stands in the page"
            yield file.problem(where, message, "remove it; this site asks its readers for nothing")
        if "style" in attributes:
            yield file.problem(where, f"the attribute 'style' stands in a <{tag}>", active.REMOVE)
    found = [active.wrong(tag, rel if tag == "link" else "", address) for tag, address, rel in parsed.links]
    found += [
        active.wrong(tag, name, value or "")
        for tag, attributes, _ in parsed.elements
        for name, value in attributes.items()
        if active.is_active(name, value or "") and LEADING.get(tag) != name
    ]
    for message, fix in filter(None, found):
        yield file.problem(where, message, fix)
    told = {attributes.get("http-equiv") for tag, attributes, _ in parsed.elements if tag == "meta"}
    if file.page and "refresh" in told:
        fix = "remove it; an old address of a page belongs into its 'aliases'"
        yield file.problem(where, "a <meta> sends the reader on to another page", fix)
    if "Content-Security-Policy" not in told:
        fix = 'put it into the head: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
        yield file.problem(SKELETON, "the page does not tell browsers what to refuse", fix)
