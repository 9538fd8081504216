"""Drawings in, what pages show of them and what is wrong with them out."""

import pytest

from generator.read.drawings import AGAIN, inspect
from tests.conftest import as_lines, parse_markers

SPACE = "http://www.w3.org/2000/svg"
SVG = f'<svg xmlns="{SPACE}" xmlns:s="{SPACE}" xmlns:x="http://www.w3.org/1999/xlink"'
HIDDEN = '<svg aria-hidden="true" width="40"'
STYLE = 'write it as attributes, such as fill="none", or into static/styles/ for a class'
LINK = "link to a page, or to an address that begins with https://"
REMOVE = "remove it; scripts belong in static/scripts/, styles in static/styles/"
ANYWHERE = {
    '<a href="https://x.example/"><path d="M0 0h9"/></a>': "",
    "<g>\n</▸svg>": f"this drawing is broken here → {AGAIN}",
    "\nA &▸ B": f"this drawing is broken here → {AGAIN}",
    "▸<script>alert(1)</script>": f"a <script> stands in the drawing → remove it, and {AGAIN}",
    "<g>é▸<s:script/></g>": f"a <script> stands in the drawing → remove it, and {AGAIN}",
    '▸<image href="a.jpg"/><image href="b.jpg"/>': f"a <image> stands in the drawing → remove it, and {AGAIN}",
    "<defs><filter><feBlend/></filter></defs>": "",
    "<g>▸<p/></g>": f"a <p> stands in the drawing → remove it, and {AGAIN}",
    '▸<animate attributeName="href" to="a.html"/>': f"a <animate> stands in the drawing → remove it, and {AGAIN}",
    '<g>▸<g onclick="y"/></g>': f"the attribute 'onclick' stands in a <g> → {REMOVE}",
    '▸<a x:href="javascript:x"/>': f"the address 'javascript:x' could run a script → {LINK}",
    '▸<feImage href="data:image/png,A"/>': f"the address 'data:image/png,A' could run a script → {LINK}",
    '▸<use x:href="https://e.example/p.svg#a"/>':
        "the <use> asks another site for 'https://e.example/p.svg#a', which then knows the reader → put a copy into "
        "static/ and name it from there",
}  # fmt: skip
"""What stands in a drawing, with ▸ where something is wrong, and what is told of it."""
IN_PAGES = {
    '<m:data xmlns:m="http://m.example/"/>': "",
    '▸<g style="fill:red"/><path style=""/>': f"the attribute 'style' stands in the drawing → {STYLE}",
    "▸<style>p{}</style>": f"a <style> stands in the drawing → {STYLE}",
    '▸<path id="a"/><path id="b"/>':
        "the attribute 'id' stands in the drawing → remove it, and draw again what it names: one drawing may stand on "
        "a page twice",
}  # fmt: skip
"""The same, for a drawing that stands in pages."""
ENTITY = "→ write what it stands for in its place, and remove it"
WHOLE = {
    '<?xml version="1.0"?>\n<!-- é <svg> -->\n▸<svg a="1"><g/></svg>\n': "",
    '<!DOCTYPE svg SYSTEM "svg11.dtd">▸<svg/>': "",
    '<svg>▸<image href="//w.example/a.png"/></svg>': f"a <image> stands in the drawing → remove it, and {AGAIN}",
    "<svg><g></▸svg>": f"this drawing is broken here → {AGAIN}",
    "▸<!-- <svg/> -->":
        "this file is no picture; it is broken, or of another kind → open it in a program for such files, and save it "
        "again",
    '▸<s:svg xmlns:s="http://w.example/"/>': f"this drawing does not begin with '<svg' → {AGAIN}",
    '<!DOCTYPE svg [<!ENTITY a ▸"b">]><svg>&a;</svg>': f"a page does not know the entity '&a;' {ENTITY}",
    '<!DOCTYPE svg SYSTEM "svg11.dtd"><svg>▸&a;</svg>': f"a page does not know the entity '&a;' {ENTITY}",
}  # fmt: skip
"""A drawing, with ▸ where pages show it from, or what is wrong with it."""


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize(("inner", "said"), (ANYWHERE | IN_PAGES).items())
def test_drawing_runs_and_asks_nothing_and_counts_for_itself(inner, said, joined):
    text, expected = parse_markers("a.svg", f"{SVG}>{inner}</svg>", said)
    shown, problems = inspect("a.svg", text.encode(), joined)

    assert as_lines(problems) == (expected if joined or inner in ANYWHERE else [])
    assert shown == (text.replace("<svg", HIDDEN, 1) if joined and not said else "")


@pytest.mark.parametrize(
    "asked", ["@import url(#//e.example/a)", '@import "#ftp://e.example/a"', "p{src:url( '#//e.example/a')}"]
)
def test_a_style_of_a_drawing_asks_no_other_site(asked):
    style, address = asked.replace("#", ""), asked.partition("#")[2].rstrip("}\"')")
    _, (problem,) = inspect("a.svg", f"{SVG}><style>p{{}}{style}</style></svg>".encode(), joined=False)

    assert problem.message == f"the <style> asks another site for '{address}', which then knows the reader"


@pytest.mark.parametrize(("given", "said"), WHOLE.items())
def test_pages_show_a_drawing_from_its_root_element_on(given, said):
    text, expected = parse_markers("a.svg", given, said or "shown")
    shown, problems = inspect("a.svg", text.encode(), joined=True)

    assert as_lines(problems) == (expected if said else [])
    assert shown == ("" if said else HIDDEN + given.partition("▸<svg")[2].rstrip())


def test_picture_says_that_it_is_a_drawing():
    _, problems = inspect("a.svg", b'\n<svg viewBox="0 0 9 9"/>', joined=False)

    assert as_lines(problems) == [
        f"a.svg:2:1: browsers show nothing of this drawing, as it lacks 'xmlns' → write <svg xmlns=\"{SPACE}\""
    ]
