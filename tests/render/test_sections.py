"""A text in, its sections out, each where a link can lead; and a page, in time that grows with it."""

from functools import partial

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.render.parsed import read
from generator.render.sections import Section, sections
from tests.conftest import grows_evenly


def of(text: str) -> list[Section]:
    page = f"<div><p>Above.</p><!--1-->{text}<!--1--><h2 id=below>Below</h2><p>Words.</p></div>"
    root = LexborHTMLParser(page).root
    mark = next(node for node in (root.traverse() if root else ()) if node.tag == "-comment")
    return [section for section in sections(mark, "en") if any(section[1:2] + section[3:])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One <b>two</b>.</p><!--2--><p>Three</p>", [Section("", "", "en", "One two.\nThree", "")]),
        (
            "<p>Top.</p><h2 id=a>A <i>b</i></h2><p>In it.</p><h3 id=c>C</h3><ul><li>x</li><li>y</li></ul>",
            [
                Section("", "", "en", "Top.", ""),
                Section("a", "A b", "en", "In it.", ""),
                Section("c", "C", "en", "x\ny", ""),
            ],
        ),
        (
            "<h2 id=a>A</h2><ul><li id=b class=card><h3>B</h3><p>Of b.</p></li></ul><p>Of a.</p>",
            [Section("a", "A", "en", "Of a.", ""), Section("b", "B", "en", "Of b.", "")],
        ),
        (
            "<dl><div id=t><dt>Term</dt><dd>What.</dd>"
            "<dd class=translations><span lang=nl>Woord</span> (Dutch)</dd></div></dl>",
            [Section("t", "Term", "en", "What.", "Woord (Dutch)")],
        ),
        (
            "<figure id=f><figcaption id=g><strong>Fewer</strong> Here.</figcaption><div role=img>9</div></figure>",
            [Section("f", "Fewer", "en", "Here.", "")],
        ),
        ("<li id=es lang=es><h2>Español</h2><p>Hola</p></li>", [Section("es", "Español", "es", "Hola", "")]),
        ("<p>Deux  cents\u00a0000\n ?</p><p> </p>", [Section("", "", "en", "Deux cents\u00a0000 ?", "")]),
        (
            "<figure id=f><figcaption>F</figcaption><p class=chart>A<b>9</b></p>B</figure>",
            [Section("f", "F", "en", "B", "")],
        ),
        ("<p>A<sup>1</sup></p><ul><li class=card><a>Other page</a></li></ul>", [Section("", "", "en", "A", "")]),
    ],
)
def test_a_text_is_divided_where_a_link_can_lead(text: str, expected: list[Section]) -> None:
    assert of(text) == expected


@pytest.mark.parametrize(
    "shape", ["<div></div>", '<p class="a b" id=x>', "<a href=x>b</a>", "<!--", "<h2>a</h2>", '<i title="<b>']
)
def test_time_grows_with_the_length_of_a_page(shape: str) -> None:
    assert grows_evenly(lambda size: partial(read, shape * (size // len(shape))), 12_000)
