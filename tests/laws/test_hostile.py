"""Hostile input: what someone could put into fields, names, texts, templates or requests, and what comes of it."""

import contextlib
import http.client
import json
import re
import shutil
from collections.abc import Container, Iterator, Mapping
from itertools import count, product
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import build
from generator.compile.dialect import Dialect
from generator.compile.text import compile_text
from generator.problems import BuildFailed, Problem
from generator.publish.result import Rejected
from generator.read import components, facts, forms, settings, sources
from generator.read import pages as content
from generator.read.by_language import has_words
from generator.read.files import Files
from generator.render.outputs import Outputs
from tests.conftest import ROOT, SECOND, copy_tiny, markdown, options, problems_in, write
from tests.publish.conftest import Running

PLAIN = Dialect()
MARKER = """<img src=x onerror=alert(1)>"'&{{7*7}}"""
HARMLESS = re.sub(r"[<>\"'&{}]", "q", MARKER)
"""As long as the marker, with the same spaces, so that a page that escapes the marker has the same elements."""


def outcome(folder: Path) -> tuple[Outputs, tuple[Problem, ...]]:
    """Return the files of a site, or what a preview would show of it, and its problems."""
    try:
        return build.make(options(folder)).outputs, ()
    except Rejected as rejected:
        return rejected.result.outputs, rejected.problems
    except BuildFailed as failed:
        return {}, failed.problems


COMPONENTS = components.read(Files(ROOT))[0]
GIVEN = {"value": "figure.2024.victims", "pages": "index.md"}
"""What an argument says where that is not the name of a kind of entry, as an entry of it is called below."""


def placed() -> Iterator[str]:
    """Yield each component with the arguments that it needs, once for each way that these allow."""
    for name, component in COMPONENTS.items():
        needed = {argument: how for argument, how in component.parameters.items() if how.required}
        for values in product(*(how.choices or [GIVEN.get(how.type, how.type)] for how in needed.values())):
            yield " ".join(["{{", name, *map("=".join, zip(needed, values, strict=True)), "}}"])


CONTENT = "\n\n".join(["## All", *placed()])
CONTENT += """ [@annual-report]
IOM [the front page](index.md)[^1]

[^1]: "Quoted" 'words'.
"""
NAMED = {facts.Column: "victims", facts.Row: "2024", settings.Language: "en"}
"""Entries of which an example of another field says the id."""


def filled(model: type[forms.Model]) -> dict[str, Any]:
    """Return data for every field of a model, from its examples."""
    return {name: sample(field) for name, field in model.model_fields.items()}


def sample(field: forms.Field) -> Any:
    inner = forms.model_in(field.shape)
    if inner is None:
        return yaml.load(field.example, yaml.BaseLoader)
    if forms.is_by_name(field.shape) and not has_words(field.shape):
        if inner is facts.Part:
            return {"part": filled(inner), "other": filled(inner)}
        return {NAMED.get(inner, inner.__name__.lower()): filled(inner)}
    return filled(inner)


SITE = filled(settings.Settings) | {
    "url": "https://tiny.example/",
    "budgets": {"page": "99999", "median": "99999", "sentence": "999", "exit_sentence": "999"},
}
FIELDS = {"expire": "2029-01-01", "publish": "2020-01-01", "draft": "false", "menu": "main"}
RIGHT = {
    path: json.dumps(values, indent=0)
    for path, values in {
        "site.yaml": SITE,
        **{f"content/en/data/{name}.yaml": entries for name, entries in filled(facts.Facts).items()},
        "content/sources.yaml": {"sources": {"annual-report": filled(sources.Entry)}},
        "content/en/all.md": filled(content.FrontMatter) | FIELDS,
    }.items()
}
"""What is right in every file, as JSON, which YAML reads too: each value stands on a line of its own."""
VALUE = re.compile(r'^((?:"[^"]*": )?)"(?:[^"\\]|\\.)*"(?=,?$)', re.MULTILINE)
CASES = range(sum(len(VALUE.findall(text)) for text in RIGHT.values()))


def with_values(folder: Path, cases: Container[int], value: str) -> Path:
    """Put a value into some places of the site, with the number of each, and what is right into all others."""
    numbers = count()

    def put(found: re.Match[str]) -> str:
        number = next(numbers)
        return found[1] + json.dumps(f"{value}{number}") if number in cases else found[0]

    for path, text in RIGHT.items():
        values = VALUE.sub(put, text)
        write(folder, path, f"---\n{values}\n---\n{CONTENT}" if path.endswith(".md") else values)
    return folder


def elements(outputs: Outputs) -> dict[str, list[tuple[str | None, list[str]]]]:
    """Return the elements of every page with the names of their attributes."""
    pages = {path: LexborHTMLParser(output.data.decode()) for path, output in outputs.items() if path.endswith(".html")}
    return {path: [(node.tag, sorted(node.attributes)) for node in page.css("*")] for path, page in pages.items()}


def test_nothing_in_a_field_reaches_a_page_unescaped(tmp_path):
    """The marker is taken out wherever it is told, each at its line, until what is left is shown.

    The site is the tiny one in English alone, whose page places every component.
    """
    folder = copy_tiny(tmp_path / "site")
    for code in ("fr", "nl", "de"):
        shutil.rmtree(folder / "content" / code)
    shutil.rmtree(folder / "content/en/topics")
    write(folder, "static/drawings/house.svg", "<svg></svg>")
    write(folder, "static/files/flyer.pdf", "%PDF-1.7")
    for code in ("en", "ar"):
        write(folder, f"content/leaflets/{code}.yaml", "name: N\ncall: C\nunreviewed: U\n")
    for name in ("index", "help", "404"):
        fields = "" if name == "index" else "menu: main\n"
        write(folder, f"content/en/{name}.md", markdown(f"{name} page", fields=fields))
    left, outputs = {*CASES}, {}
    while not outputs:
        outputs, problems = outcome(with_values(folder, left, MARKER))
        lines = {(folder / at.path).read_text("utf-8").split("\n")[at.line - 1] for at, *_ in problems}
        told = {int(found[1]) for line in lines if (found := re.search(r"\{\{7\*7}}(\d+)", line))}
        assert outputs or len(told) == len(lines) > 0
        left -= set() if outputs else told

    assert any(b"{{7*7}}" in output.data for output in outputs.values())
    assert elements(outputs) == elements(outcome(with_values(folder, left, HARMLESS))[0])
    assert [path for path, output in outputs.items() if re.search(b"&(amp;)?49", output.data)] == []


def test_no_component_takes_what_is_not_its_own(tiny):
    given = [(name, argument) for name, component in COMPONENTS.items() for argument in component.parameters]
    placed = [f"""{{{{ {name} {argument}="<img src=x onerror=alert(1)>'&" }}}}""" for name, argument in given]
    write(tiny, SECOND, markdown("Second", "\n\n".join(placed)))

    told = {problem.partition(": ")[0].rpartition(":")[0] for problem in problems_in(tiny)}

    assert told >= {f"{SECOND}:{5 + 2 * number}" for number in range(len(given))}


ELEMENTS = {
    *("a", "abbr", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("img", "li", "ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
SAID = {"alt", "aria-labelledby", "class", "height", "href", "id", "lang", "rel", "role", "scope", "src", "start"} | {
    *("tabindex", "title", "width"),
}


@given(st.text(alphabet=st.sampled_from("abp <>/!?=\"'&;#:()[]{}*_`|-\n\\.x1"), max_size=60))
@example("<script>alert(1)</script>")
@example("<b title='a>b' onclick=x>")
@example('![a](b.svg "c\\" onerror=x d=")')
@example('[a](b.md "\\" onclick=\\"x")')
@example("*a*{: class='x\" onclick=\"y' }")
def test_a_text_makes_no_element_and_no_attribute_but_those_of_markdown(text):
    html = "".join(said for said, _ in compile_text(text, PLAIN).html)
    tree = LexborHTMLParser(f"<!doctype html><body>{html}")

    for node in tree.body.css("*") if tree.body else ():
        assert node.tag in ELEMENTS | {"body"}
        assert set(node.attributes) <= SAID


HERE = "127.0.0.1:{port}"
SOCKET = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
SOCKET["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
OWN = ("/en/", "/livereload.js", "/.preview/problems")
NOT_FOUND = [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%252e%252e/etc/passwd", "/..\\..\\etc", "//etc/passwd", "//en",
    "/%2fevil.example/", "/en/%00", "/C:/x", "/en/%0d%0aSet-Cookie:x=1", "*", "etc/passwd", "file:///etc/passwd",
    "http://evil.example/en/", "/site.yaml", "/.published", f"/{'a' * 60_000}",
]  # fmt: skip
STRANGERS = [
    "evil.example", "evil.example:{port}", "localhost.evil.example", "127.0.0.1.evil.example", "localhost.", "0.0.0.0",
    "[::]", "127.0.0.1.:{port}",
]  # fmt: skip
ORIGINS = [
    "https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1:{port}@evil.example",
    "http://127.0.0.1.evil.example:{port}", "file://",
]  # fmt: skip
REQUESTS: list[tuple[str, str, dict[str, str], str]] = [
    *((f"GET {path}", HERE, {}, "404") for path in (*NOT_FOUND, "/.preview/../preview.py")),
    *((f"GET {path}", host, {}, "403") for path in OWN for host in STRANGERS),
    *(("GET /livereload", host, SOCKET, "403") for host in STRANGERS),
    *(("GET /livereload", host, SOCKET | {"Origin": f"http://{host}"}, "403") for host in STRANGERS),
    *(("GET /livereload", HERE, SOCKET | {"Origin": origin}, "403") for origin in ORIGINS),
    *((f"{name} /en/", HERE, {}, "405") for name in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")),
    ("GET /livereload", "localhost:{port}", SOCKET | {"Origin": f"http://{HERE}"}, "403"),
    ("GET /%ff%fe", HERE, {}, "400"),
    ("GET /en/", "127.0.0.1@evil.example", {}, "400"),
    ("GET /en/", "127.0.0.1 evil.example", {}, "400"),
    (f"GET /{'a' * 70_000}", HERE, {}, ""),
    ("GET /en/", HERE, {"X": "a" * 70_000}, ""),
]
"""What is asked, of which hosts, with which headers, and the status of the answer, if any."""


def answer(port: int, line: str, hosts: str, headers: Mapping[str, str]) -> tuple[str, str]:
    """Return status, headers and text of what is answered; nothing where there is no answer."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as asking:
        try:
            asking.putrequest(*line.split(" "), skip_host=True)
            for name, value in (*(("Host", host) for host in hosts.split(" ")), *headers.items()):
                asking.putheader(name, value.replace("{port}", str(port)))
            asking.endheaders()
            answer = asking.getresponse()
            return str(answer.status), f"{answer.headers}{answer.read().decode()}"
        except (http.client.HTTPException, ConnectionError):
            return "", ""


def test_the_preview_serves_its_own_pages_to_this_machine(tiny):
    with Running(tiny) as preview:
        answers = [(*asked, *answer(preview.port, *asked)) for *asked, _ in REQUESTS]

    assert [asked for *asked, _ in answers] == [list(asked) for asked in REQUESTS]
    assert [asked for *asked, said in answers if re.search("Welcome|Set-Cookie|Location", said)] == []
