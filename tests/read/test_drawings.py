"""Drawings in, their markup in pages and their problems out."""

import re

import pytest

from generator.read.drawings import RESAVE, inspect_drawing
from tests.conftest import as_lines, parse_markers

SPACE = "http://www.w3.org/2000/svg"
SVG = f'<svg xmlns="{SPACE}" xmlns:s="{SPACE}" xmlns:x="http://www.w3.org/1999/xlink"'
HIDDEN = '<svg aria-hidden="true" width="40"'
STYLE = 'use attributes, such as fill="none", or a class and a style in static/styles/'
LINK = "link to a page or to a web address (https://)"
REMOVE = "remove it; scripts belong in static/scripts/, styles in static/styles/"
ANYWHERE = {
    '<a href="https://x.example/"><path d="M0 0h9"/></a>': "",
    "<g>\n</▸svg>": f"this drawing is broken here → {RESAVE}",
    "\nA &▸ B": f"this drawing is broken here → {RESAVE}",
    "▸<script>alert(1)</script>": f"<script> is not allowed in a drawing → remove it, and {RESAVE}",
    "<g>é▸<s:script/></g>": f"<script> is not allowed in a drawing → remove it, and {RESAVE}",
    '▸<image href="a.jpg"/><image href="b.jpg"/>': f"<image> is not allowed in a drawing → remove it, and {RESAVE}",
    "<defs><filter><feBlend/></filter></defs>": "",
    "<g>▸<p/></g>": f"<p> is not allowed in a drawing → remove it, and {RESAVE}",
    '▸<animate attributeName="href" to="a.html"/>': f"<animate> is not allowed in a drawing → remove it, and {RESAVE}",
    '<g>▸<g onclick="y"/></g>': f"the attribute 'onclick' is not allowed on <g> → {REMOVE}",
    '▸<a x:href="javascript:x"/>': f"the address 'javascript:x' could run a script → {LINK}",
    '▸<feImage href="data:image/png,A"/>': f"the address 'data:image/png,A' could run a script → {LINK}",
    '▸<use x:href="https://e.example/p.svg#a"/>':
        "the <use> loads 'https://e.example/p.svg#a' from another site, which could then identify readers → put a copy "
        "in static/ and use that",
}  # fmt: skip
"""The content of a drawing, with ▸ where something is wrong, and the problem."""
IN_PAGES = {
    '<m:data xmlns:m="http://m.example/"/>': "",
    '▸<g style="fill:red"/><path style=""/>': f"the attribute 'style' is not allowed in a drawing → {STYLE}",
    "▸<style>p{}</style>": f"<style> is not allowed in a drawing → {STYLE}",
    '▸<path id="a"/><path id="b"/>':
        "the attribute 'id' is not allowed in a drawing → remove it, and draw what it names wherever it is used; a "
        "drawing can appear twice on one page",
}  # fmt: skip
"""The same, for a drawing that is inline in pages."""
DTD = '<!DOCTYPE svg [<!ENTITY % p "#"> %p;]>'
HIDING = {
    DTD.replace("#", "<!ENTITY s '&#60;script>alert(1)&#60;/script>'>") + f"{SVG}>&s;</svg>": "the entity '&p;'",
    DTD.replace("#", "<!ATTLIST svg onload CDATA 'alert(1)'>") + f"{SVG}/>": "the entity '&p;'",
    f'<?xml-stylesheet href="https://e.example/a.css"?>{SVG}/>': "<?xml-stylesheet?>",
}
"""Drawings that run or load what is not in their elements, and what is wrong."""
ENTITY = "→ write its text, and remove its declaration"
WHOLE = {
    '<?xml version="1.0"?>\n<!-- é <svg> -->\n▸<svg a="1"><g/></svg>\n': "",
    '<!DOCTYPE svg SYSTEM "svg11.dtd">▸<svg/>': "",
    '<svg>▸<image href="//w.example/a.png"/></svg>': f"<image> is not allowed in a drawing → remove it, and {RESAVE}",
    "<svg><g></▸svg>": f"this drawing is broken here → {RESAVE}",
    "▸<!-- <svg/> -->":
        "this picture is broken or in another format → open it in a suitable program, and save it again",
    '▸<s:svg xmlns:s="http://w.example/"/>': f"this drawing does not start with '<svg' → {RESAVE}",
    '<!DOCTYPE svg [<!ENTITY a ▸"b">]><svg>&a;</svg>': f"the entity '&a;' is not allowed in a drawing {ENTITY}",
    '<!DOCTYPE svg SYSTEM "svg11.dtd"><svg>▸&a;</svg>': f"the entity '&a;' is not allowed in a drawing {ENTITY}",
}  # fmt: skip
"""A drawing, with ▸ where its markup in pages starts or something is wrong, and the problem."""


@pytest.mark.parametrize("is_inline", [True, False])
@pytest.mark.parametrize(("inner", "problem"), (ANYWHERE | IN_PAGES).items())
def test_a_drawing_runs_and_loads_nothing_and_affects_only_itself(inner, problem, is_inline):
    text, expected = parse_markers("a.svg", f"{SVG}>{inner}</svg>", problem)
    shown, problems = inspect_drawing("a.svg", text.encode(), is_inline)

    assert as_lines(problems) == (expected if is_inline or inner in ANYWHERE else [])
    assert shown == (text.replace("<svg", HIDDEN, 1) if is_inline and not problem else "")


LOADING = (
    "<style>@import url(#//e.example/a)</style>", '<style>@import "#ftp://e.example/a"</style>',
    "<style>p{src:url( '#//e.example/a')}</style>", '<style>@import/**/"#http://e.example"</style>',
    '<style>p{x:image-set("#//e.example/a" 1x)}</style>', '<style>@import "#https:e.example"</style>',
    '<style>@#\\69mport "a"</style>', '<style>@import "#/<g>x</g>/e.example"</style>',
    "<style>@import '#data:text/css,@import%20%22%2f%2fe.example%22'</style>",
    '<path mask="u#\\72l(a)"/>', """<path style="x:image-set('#//e.example/a' 1x)"/>""",
)  # fmt: skip
"""Styles that load something from another site, with # before what shows it."""


@pytest.mark.parametrize("loading", LOADING)
def test_a_style_of_a_drawing_loads_nothing_from_another_site(loading):
    shown = re.match(r"\\|[^\"')]*", loading.partition("#")[2].replace("<g>x</g>", ""))[0]
    _, (problem,) = inspect_drawing("a.svg", f"{SVG}>{loading.replace('#', '')}</svg>".encode(), is_inline=False)

    assert problem.message == f"'{shown}' is not allowed in the style of a drawing"


def test_a_style_of_a_drawing_may_contain_a_font():
    drawing = f"{SVG}><style>p{{src:url(data:font/woff2;base64,d0//)}}</style><text>C:\\ https://a.example</text></svg>"

    assert inspect_drawing("a.svg", drawing.encode(), is_inline=False) == ("", [])


@pytest.mark.parametrize(("text", "what"), HIDING.items())
def test_a_drawing_cannot_hide_scripts_or_styles(text, what):
    _, (problem,) = inspect_drawing("a.svg", text.encode(), is_inline=False)

    assert problem.message == f"{what} is not allowed in a drawing"


@pytest.mark.parametrize(("given", "problem"), WHOLE.items())
def test_the_markup_of_a_drawing_starts_with_its_root_element(given, problem):
    text, expected = parse_markers("a.svg", given, problem or "shown")
    shown, problems = inspect_drawing("a.svg", text.encode(), is_inline=True)

    assert as_lines(problems) == (expected if problem else [])
    assert shown == ("" if problem else HIDDEN + given.partition("▸<svg")[2].rstrip())


def test_a_drawing_that_is_not_inline_needs_its_namespace():
    _, problems = inspect_drawing("a.svg", b'\n<svg viewBox="0 0 9 9"/>', is_inline=False)

    assert as_lines(problems) == [
        f"a.svg:2:1: browsers do not show this drawing, because it has no 'xmlns' → write <svg xmlns=\"{SPACE}\""
    ]
