"""The rule against foreign code: nothing in a page may run code or send a request."""

from generator.check.pages import foreign_code
from generator.render.markers import STYLES
from generator.render.parser import parse
from tests.conftest import make

SAFE = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
VALID = f"""
<style>{STYLES}</style> <script type="application/ld+json">{{}}</script> <a href="https://example.org/">a</a>
<link rel="canonical" href="https://x.example/">
"""
REMOVE = "remove it; scripts belong in static/scripts/, styles in static/styles/"
NO_SCRIPT = f"the page has a <script> that is not from static/ → {REMOVE}"
COPY = "which could then identify readers → put a copy in static/ and use that"
LINK = "link to a page or to a web address (https://)"
INVALID = {
    "<script>other()</script>": NO_SCRIPT,
    '<script type="application/ld+json" src="x.js"></script>': NO_SCRIPT,
    '<script type="application/ld+json">{</script>':
        "the JSON-LD in the page cannot be read: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1) → let the build write it: {{ structured() }}",
    f'<style media="all">{STYLES}</style>': f"the page has a <style> that is not from static/ → {REMOVE}",
    **{
        f"<{tag}></{tag}>": f"the page has a <{tag}> → remove it; this site asks its readers for nothing"
        for tag in ("form", "input", "button", "select", "textarea", "iframe", "object", "embed", "base")
    },
    '<b onclick="x">b</b>': f"the attribute 'onclick' is not allowed on <b> → {REMOVE}",
    '<b style="x">b</b>': f"the attribute 'style' is not allowed on <b> → {REMOVE}",
    '<a href="https://e.example/" ping="/x">a</a>': f"the attribute 'ping' is not allowed on <a> → {REMOVE}",
    '<a href=" Jav&#x09;aScript:x">a</a>': f"the address ' Jav\taScript:x' could run a script → {LINK}",
    '<svg><a xlink:href="javascript:x">b</a></svg>': f"the address 'javascript:x' could run a script → {LINK}",
    **{
        f'<link rel="{kind}">': f"a <link> loads a stylesheet, which the policy of every page forbids → {REMOVE}"
        for kind in ('stylesheet" href="https://e.example/x', 'preload Stylesheet" href="../x.css')
    },
    **{
        body: f"the <{tag}> loads '{address}' from another site, {COPY}"
        for body, tag, address in [
            ('<div data-load="https://e.example/x.js"></div>', "script", "https://e.example/x.js"),
            ('<img src="https://e.example/p.gif">', "img", "https://e.example/p.gif"),
            ('<img srcset="x 1x, //e.example/p 2x">', "img", "x 1x, //e.example/p 2x"),
            ('<video poster="https://e.example/p"></video>', "video", "https://e.example/p"),
            ('<audio src="https:\\\\e.example/a"></audio>', "audio", "https:\\\\e.example/a"),
            ('<link rel="preconnect" href="https://e.example/y">', "link", "https://e.example/y"),
            ('<svg><image href="https://e.example/a.png"/></svg>', "image", "https://e.example/a.png"),
            ('<svg><use xlink:href="https://e.example/a.svg#x"/></svg>', "use", "https://e.example/a.svg#x"),
            ('<svg><rect fill="url(https://e.example/x#a)"/></svg>', "rect", "url(https://e.example/x#a)"),
        ]
    },
}  # fmt: skip
"""HTML that could run code or send a request, and the message on it."""


def test_foreign_code_and_requests_are_reported(tiny):
    made = make(tiny)
    file = made.outputs["index.html"]

    def messages(body: str) -> list[str]:
        problems = foreign_code(file, parse(f"{SAFE}{body}".encode(), "", {}, "en", {}), made.site)
        return [f"{problem.message} → {problem.fix}" for problem in problems]

    assert messages(VALID) == []
    assert {body: messages(body) for body in INVALID} == {body: [line] for body, line in INVALID.items()}
