"""Law 4: nothing in a page runs, asks or sends anything that is not from static/."""

import json
from collections.abc import Collection, Iterator

from generator.check.pages import SKELETON
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.read import active
from generator.render.outputs import Finished
from generator.render.parsed import LEADING, Element, Parsed
from generator.render.parts import STYLES

ASKS_READERS = frozenset(("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base"))
"""Elements that take something from their reader, show another site, or turn every link to one."""


def foreign_code(file: Finished, parsed: Parsed, site: Site) -> Iterator[Problem]:
    """Only the scripts and styles of static/ stand in a page; nothing else can run, ask or send anything.

    That is law 4. JSON-LD is data, which no browser runs; what is not JSON in it would be lost on its readers.
    """
    own = {*site.assets.scripts.values(), STYLES}
    found = [(one.template, told) for one in parsed.elements for told in _wrong(one, own)]
    led = ((link, active.asked(link.tag, link.rel, link.address)) for link in parsed.links)
    found += [(link.template, told) for link, told in led if told]
    for template, (message, fix) in found:
        yield file.problem(Location(template), message, fix)
    metas = {one.attributes.get("http-equiv"): one for one in parsed.elements if one.tag == "meta"}
    if file.page and (sends := metas.get("refresh")):
        fix = "remove it; an old address of a page belongs into its 'aliases'"
        yield file.problem(Location(sends.template), "a <meta> sends the reader on to another page", fix)
    if "Content-Security-Policy" not in metas:
        fix = 'put it into the head: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
        yield file.problem(SKELETON, "the page does not tell browsers what to refuse", fix)


def _wrong(one: Element, own: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an element by itself; `own` are the styles and scripts that a page may have."""
    tag, attributes, node, _, _ = one
    if tag in ASKS_READERS:
        yield f"a <{tag}> stands in the page", "remove it; this site asks its readers for nothing"
    elif tag in ("script", "style"):
        if not one.is_data():
            if attributes or node.text() not in own:
                yield f"a <{tag}> that is not from static/ stands in the page", active.REMOVE
            return
        try:
            json.loads(node.text())
        except ValueError as error:
            yield f"the JSON-LD in the page cannot be read: {error}", "let the build make it: {{ structured() }}"
    for name, value in attributes.items():
        if name == "style":
            yield f"the attribute 'style' stands in a <{tag}>", active.REMOVE
        elif LEADING.get(tag) != name and (told := active.wrong(tag, name, value or "")):
            yield told
