"""A page in, what a browser finds in it out, in time that grows with the page."""

from functools import partial

import pytest

from generator.render.parsed import Link, read
from generator.render.parts import BEGINS, ENDS, SEEN
from tests.conftest import grows_evenly


def test_a_page_is_what_a_browser_finds() -> None:
    parsed = read(
        '<!doctype html><html lang="nl"><title>T</title><link rel="icon" href="i.svg"><style>p{}</style>'
        '<body title="<script>"><h2 id="x">A <i>b</i></h2><a href="a.html"><img src="p.jpg" alt="P" width="4" '
        'height="3"></a>'
        "<script>go()</script><template><p id='inert'></p></template>"
    )

    assert (parsed.ids, [(one.level, one.words) for one in parsed.elements if one.level]) == (("x",), [(2, "A b")])
    assert parsed.links == (Link("link", "i.svg", "icon"), Link("a", "a.html", "P"), Link("img", "p.jpg", "P"))
    assert [(one.tag, one.node.text()) for one in parsed.inline] == [("style", "p{}"), ("script", "go()")]


def test_classes_of_what_comes_and_goes_are_known() -> None:
    parsed = read(f'<p class="a b"></p>{SEEN[BEGINS]}<p class="b notice"></p>{SEEN[ENDS]}<p class="c"></p>')

    assert (parsed.classes, parsed.lasting) == ({"a", "b", "notice", "c"}, {"a", "b", "c"})


@pytest.mark.parametrize(
    "shape", ["<div></div>", '<p class="a b" id=x>', "<a href=x>b</a>", "<!--", "<h2>a</h2>", '<i title="<b>']
)
def test_time_grows_with_the_length_of_a_page(shape: str) -> None:
    assert grows_evenly(lambda size: partial(read, shape * (size // len(shape))), 12_000)
