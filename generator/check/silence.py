"""Law 4: nothing in a page or a drawing runs, asks or sends anything that is not from static/."""

import json
import re
from collections.abc import Iterator

from generator.check.finished import Whole
from generator.check.pages import SKELETON
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.read.assets import is_drawing
from generator.render.outputs import Finished
from generator.render.parsed import Active, Parsed, read

REMOVE = "remove it; scripts belong in static/scripts/, styles in static/styles/"
ASKS_READERS = ("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base")
"""Elements that take something from their reader, show another site, or turn every link to one."""
NOT_DRAWN = ("script", "foreignObject", "iframe", "image", "img")
LEADS_AWAY = ("canonical", "alternate")
"""What a <link> may name at another address, as it asks for nothing."""
_RUNS = re.compile("(javascript|vbscript|data):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:^|,|url\([\"']?)(?:[a-z][a-z\d+.-]*:)?//", re.IGNORECASE)
"""An address that names its host: alone, in a list for several screens, or in a style."""


def foreign_code(file: Finished, site: Site) -> Iterator[Problem]:
    """Only the scripts and styles of static/ stand in a page; nothing else can run, ask or send anything.

    That is law 4. JSON-LD is data, which no browser runs; what is not JSON in it would be lost on its readers.
    """
    assets = site.assets
    scripts = set(assets.scripts.values())
    parsed, where = file.parsed, Location(file.template)
    for tag, text, attributed in parsed.inline:
        if attributed or text not in (scripts if tag == "script" else (assets.styles_for(parsed.classes),)):
            yield file.problem(where, f"a <{tag}> that is not from static/ stands in the page", REMOVE)
    for block in file.parsed.blocks:
        try:
            json.loads(block)
        except ValueError as error:
            message = f"the JSON-LD in the page cannot be read: {error}"
            yield file.problem(where, message, "let the build make it: {{ structured() }}")
    for tag in (tag for tag in ASKS_READERS if tag in parsed.tags):
        message = f"a <{tag}> stands in the page"
        yield file.problem(where, message, "remove it; this site asks its readers for nothing")
    yield from (file.problem(where, message, fix) for message, fix in _active(parsed))
    for tag in sorted({tag for tag, name, _ in parsed.active if name == "style"}):
        yield file.problem(where, f"the attribute 'style' stands in a <{tag}>", REMOVE)
    if file.page and parsed.redirects:
        fix = "remove it; an old address of a page belongs into its 'aliases'"
        yield file.problem(where, "a <meta> sends the reader on to another page", fix)
    if not parsed.guarded:
        fix = 'put it into the head: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
        yield file.problem(SKELETON, "the page does not tell browsers what to refuse", fix)


def active_drawings(whole: Whole) -> Iterator[Problem]:
    """No drawing (SVG) in static/ runs or asks for anything, or holds a photograph."""
    files = whole.site.assets.files.items()
    for path, data in ((path, asset.data) for path, asset in files if is_drawing(path)):
        parsed, where = read(data.decode("utf-8", "replace")), Location(f"static/{path}")
        for tag in (tag for tag in NOT_DRAWN if tag in parsed.tags):
            yield Problem(where, f"a <{tag}> stands in the drawing", "remove it, and save the drawing as plain SVG")
        yield from (Problem(where, message, fix) for message, fix in _active(parsed))


def _active(parsed: Parsed) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, and the fix, for each attribute that could run a script or ask another site."""
    for tag, name, _ in parsed.active:
        if name.startswith("on") or name in ("ping", "srcdoc"):
            yield f"the attribute '{name}' stands in a <{tag}>", REMOVE
    leading = (Active(tag, rel if tag == "link" else "", address) for tag, address, rel in parsed.links)
    for tag, name, value in (*parsed.active, *leading):
        if tag == "a" and value.startswith(("https://", "../", "#")):
            continue
        address = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
        leads = tag in ("a", "area") or name in LEADS_AWAY
        if _RUNS.match(address):
            fix = "link to a page, or to an address that begins with https://"
            yield f"the address '{value}' could run a script", fix
        elif not leads and _ELSEWHERE.search(address):
            message = f"the <{tag}> asks another site for '{value}', which then knows the reader"
            yield message, "put a copy into static/ and name it from there"
