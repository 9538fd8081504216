"""Law 4: nothing in a page runs, asks or sends anything that is not from static/."""

import json
from collections.abc import Iterator

from generator.check.pages import SKELETON
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.read import active
from generator.render.outputs import Finished
from generator.render.parsed import Active, Parsed
from generator.render.parts import STYLES

ASKS_READERS = ("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base")
"""Elements that take something from their reader, show another site, or turn every link to one."""


def foreign_code(file: Finished, parsed: Parsed, site: Site) -> Iterator[Problem]:
    """Only the scripts and styles of static/ stand in a page; nothing else can run, ask or send anything.

    That is law 4. JSON-LD is data, which no browser runs; what is not JSON in it would be lost on its readers.
    """
    own = {*site.assets.scripts.values(), STYLES}
    where = Location(file.template)
    for tag, text, attributed in parsed.inline:
        if attributed or text not in own:
            yield file.problem(where, f"a <{tag}> that is not from static/ stands in the page", active.REMOVE)
    for block in parsed.blocks:
        try:
            json.loads(block)
        except ValueError as error:
            message = f"the JSON-LD in the page cannot be read: {error}"
            yield file.problem(where, message, "let the build make it: {{ structured() }}")
    for tag in (tag for tag in ASKS_READERS if tag in parsed.tags):
        message = f"a <{tag}> stands in the page"
        yield file.problem(where, message, "remove it; this site asks its readers for nothing")
    leading = (Active(tag, rel if tag == "link" else "", address) for tag, address, rel in parsed.links)
    for message, fix in filter(None, (active.wrong(*found) for found in (*parsed.active, *leading))):
        yield file.problem(where, message, fix)
    for tag in sorted({tag for tag, name, _ in parsed.active if name == "style"}):
        yield file.problem(where, f"the attribute 'style' stands in a <{tag}>", active.REMOVE)
    if file.page and parsed.redirects:
        fix = "remove it; an old address of a page belongs into its 'aliases'"
        yield file.problem(where, "a <meta> sends the reader on to another page", fix)
    if not parsed.guarded:
        fix = 'put it into the head: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
        yield file.problem(SKELETON, "the page does not tell browsers what to refuse", fix)
