"""Pages in, what in them could run or ask out."""

from pathlib import Path

import pytest

from generator.render.parts import STYLES
from tests.check.sites import html, told, whole
from tests.conftest import append, write, wrong

SAFE = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
REMOVE = "remove it; scripts belong in static/scripts/, styles in static/styles/"
LINK = "link to a page, or to an address that begins with https://"
NOTHING = "remove it; this site asks its readers for nothing"

ASKING = [
    ('<img src="https://e.example/p.gif">', "img", "https://e.example/p.gif"),
    ('<img srcset="x 1x, //e.example/p 2x">', "img", "x 1x, //e.example/p 2x"),
    ('<video poster="https://e.example/p"></video>', "video", "https://e.example/p"),
    ('<audio src="https:\\\\e.example/a"></audio>', "audio", "https:\\\\e.example/a"),
    ('<link rel="stylesheet" href="https://e.example/x">', "link", "https://e.example/x"),
    ('<link rel="preconnect" href="https://e.example/x">', "link", "https://e.example/x"),
    ('<svg><image href="https://e.example/a.png"/></svg>', "image", "https://e.example/a.png"),
    ('<svg><use xlink:href="https://e.example/a.svg#x"/></svg>', "use", "https://e.example/a.svg#x"),
    ('<svg><rect fill="url(https://e.example/x#a)"/></svg>', "rect", "url(https://e.example/x#a)"),
]
BODIES = [
    (f'<script>known()</script><style>{STYLES}</style><a href="https://example.org/">a</a>', ""),
    ("<script>other()</script>", f"a <script> that is not from static/ stands in the page → {REMOVE}"),
    ('<script src="x.js">known()</script>', f"a <script> that is not from static/ stands in the page → {REMOVE}"),
    ('<script type="application/ld+json">{}</script>', ""),
    (
        '<script type="application/ld+json">{</script>',
        "the JSON-LD in the page cannot be read: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1) → let the build make it: {{ structured() }}",
    ),
    (
        '<script type="application/ld+json" src="x.js"></script>',
        f"a <script> that is not from static/ stands in the page → {REMOVE}",
    ),
    ("<style>b{}</style>", f"a <style> that is not from static/ stands in the page → {REMOVE}"),
    ("<form></form>", f"a <form> stands in the page → {NOTHING}"),
    ("<iframe></iframe>", f"a <iframe> stands in the page → {NOTHING}"),
    (
        '<b onclick="x" style="x">b</b>',
        f"the attribute 'style' stands in a <b> → {REMOVE}\nthe attribute 'onclick' stands in a <b> → {REMOVE}",
    ),
    ('<a href=" JavaScript:x">a</a>', f"the address ' JavaScript:x' could run a script → {LINK}"),
    ('<a href="jav&#x09;ascript:x">a</a>', f"the address 'jav\tascript:x' could run a script → {LINK}"),
    ('<svg><a xlink:href="javascript:x">b</a></svg>', f"the address 'javascript:x' could run a script → {LINK}"),
    ('<a href="https://e.example/" ping="/x">a</a>', f"the attribute 'ping' stands in a <a> → {REMOVE}"),
    *(
        (
            body,
            f"the <{tag}> asks another site for '{asked}', which then knows the reader"
            " → put a copy into static/ and name it from there",
        )
        for body, tag, asked in ASKING
    ),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_nothing_but_our_own_styles_and_scripts_stands_in_a_page(body: str, expected: str) -> None:
    assert told("foreign-code", whole({"en/a.html": html(body, head=SAFE)})) == expected


def test_page_names_its_address_and_sends_no_reader_on() -> None:
    canonical = '<link rel="canonical" href="https://x.example/">'
    refresh = '<meta http-equiv="refresh" content="5; url=https://e.example/">'

    assert told("foreign-code", whole({"en/a.html": SAFE + canonical, "en/old.html": SAFE + refresh})) == ""
    assert told("foreign-code", whole({"en/a.html": SAFE + refresh}, front={})) == (
        "a <meta> sends the reader on to another page → remove it; an old address of a page belongs into its 'aliases'"
    )


def test_script_does_not_end_in_the_middle_of_a_page(tiny: Path) -> None:
    last = append(tiny, "static/scripts/exit.js", '\nconst end = "</SCRIPT>";\n')
    write(tiny, "static/files/own.js", "// </script>\n")

    assert wrong(tiny) == [
        f"static/scripts/exit.js:{last}:1: '</SCRIPT' would end what it stands in on a page → "
        "write it in another way, such as '<\\/' in a script"
    ]
