"""Finished pages in, what only they can tell out."""

from typing import Any

import pytest

from generator.check.finished import Whole
from generator.compile.prose import Prose
from tests.check.sites import html, told, whole

HEADING = Prose("", ids=(("x", 1, 7),))
EXIT = 'put one link with id="exit" into it: {% include "parts/exit.html" %}'
NOWHERE = "write where it leads, or remove it"
EMPTY = "write what it is, give the picture in it a text, or remove it"


def page(body: str, **more: Any) -> Whole:
    """Return a site of a page with this text."""
    return whole({"en/a.html": html(body)}, **more)


CASES: list[tuple[str, Whole, str]] = [
    (
        "broken-links",
        whole(
            {
                "en/a.html": html('<a href="b.html#x">b</a><a href="#y" id="y">y</a><a href="https://[x">b</a>'),
                "en/b.html": '<i id="x">',
                "404.html": '<a href="/en/anything/">a</a>',
            }
        ),
        "",
    ),
    (
        "broken-links",
        whole({"en/a.html": html('<a href="c.html">c</a><a href="b.html#z">b</a><img src="d.svg">'), "en/b.html": ""}),
        "the link 'c.html' leads to nothing that is published → correct the link, or add what it leads to\n"
        "the link 'b.html#z' leads to a place that is not on that page → correct the part after '#'\n"
        "the link 'd.svg' leads to nothing that is published → correct the link, or add what it leads to",
    ),
    (
        "broken-links",
        page('<a href="">a</a><a href="#">b</a><a href="/en/help/">c</a><a id="x"></a>'),
        f"the link 'a' has no address → {NOWHERE}\n"
        f"the link 'b' has no address → {NOWHERE}\n"
        "the link '/en/help/' begins at the root of the host, which need not be the site's"
        " → let the template work it out: {{ link(page) }}",
    ),
    (
        "exit-links",
        page('<a id="exit" href="https://e.example/">E</a><script></script>', front={"exit": "true"}),
        "",
    ),
    ("exit-links", page("", front={}), ""),
    (
        "exit-links",
        page('<a id="exit" target="_blank" href="https://e.example/">E</a><script></script>', front={"exit": "true"}),
        f"the page has no link that leaves quickly to https://e.example/ → {EXIT}",
    ),
    (
        "exit-links",
        page('<a id="exit" href="https://f.example/">E</a>', front={"exit": "true"}),
        f"the page has no link that leaves quickly to https://e.example/ → {EXIT}\n"
        "the page lacks the script of the leave-quickly link → put it in: <script>{{ scripts.exit }}</script>",
    ),
    ("repeated-ids", page('<i id="x"></i><i id="y"></i>'), ""),
    (
        "repeated-ids",
        page('<i id="x"></i><h2 id="x">X</h2>', front={}, prose=HEADING),
        "the id 'x' stands 2 times → give this one its own: {#own-id} in a heading, {: #own-id } behind words",
    ),
    (
        "repeated-ids",
        page('<i id="x"></i><i id="x"></i>'),
        "the id 'x' stands 2 times → give each its own, or place the component that holds it once",
    ),
    ("heading-order", page("<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>"), ""),
    (
        "heading-order",
        page('<h1>A</h1><h3 id="x">X</h3><h1>C</h1><h3>D</h3>', front={}, prose=HEADING),
        "the heading 'X' is of level 3 and follows level 1 → make it level 2\n"
        "the heading 'D' is of level 3 and follows level 1 → put a heading '## ...' above the component that shows "
        "it\n"
        "the page has 2 headings of the first level → leave it to the title of the page",
    ),
    (
        "empty-elements",
        page(
            '<h2>A</h2><a href="x"><img alt="X"></a><a href="x"><svg aria-label="X"/></a><a href="x" '
            'aria-label="X"></a><a id="y"></a>'
        ),
        "",
    ),
    (
        "empty-elements",
        page('<h2> </h2><a href="x"><img alt=""></a><b id="z" aria-labelledby="z no"></b>'),
        f"the link 'x' has no words → {EMPTY}\na <h2> is empty → {EMPTY}",
    ),
]


@pytest.mark.parametrize(("rule", "site", "expected"), CASES)
def test_rule_of_pages_tells_what_breaks_it(rule: str, site: Whole, expected: str) -> None:
    assert told(rule, site) == expected
