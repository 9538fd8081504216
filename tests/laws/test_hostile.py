"""Hostile input in fields, arguments, texts and HTTP requests does no harm."""

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

from generator.compile.language import LanguageData
from generator.compile.text import compile_text
from generator.problems import BuildFailed, Problem
from generator.publish.result import Rejected
from generator.read import components, facts, forms, settings, sources
from generator.read import pages as content
from generator.read.by_language import is_translatable
from generator.read.files import Files
from generator.render.outputs import Outputs
from tests.conftest import ROOT, SECOND, copy_tiny, make, markdown, problems_in, write
from tests.publish.conftest import Running

PLAIN = LanguageData()
MARKER = """<img src=x onerror=alert(1)>"'&{{7*7}}"""
HARMLESS = re.sub(r"[<>\"'&{}]", "q", MARKER)
"""As long as the marker, with the same spaces: a page that escapes the marker has the same elements as with this."""


def outcome(folder: Path) -> tuple[Outputs, tuple[Problem, ...]]:
    """Return the files of a site, or those that a preview would show, and its problems."""
    try:
        return make(folder).outputs, ()
    except Rejected as rejected:
        return rejected.result.outputs, rejected.problems
    except BuildFailed as failed:
        return {}, failed.problems


COMPONENTS = components.read(Files(ROOT))[0]
VALUES = {"value": "figure.2024.victims", "pages": "index.md"}
"""Values for parameters by type; for other types, the name of the type, which is also the id of its entry below."""


def all_components() -> Iterator[str]:
    """Yield each component with its required arguments, once for each combination of their choices."""
    for name, component in COMPONENTS.items():
        required = {key: parameter for key, parameter in component.parameters.items() if parameter.required}
        for values in product(*(each.choices or [VALUES.get(each.type, each.type)] for each in required.values())):
            yield " ".join(["{{", name, *map("=".join, zip(required, values, strict=True)), "}}"])


CONTENT = "\n\n".join(["## All", *all_components()])
CONTENT += """ [@annual-report]
IOM [the front page](index.md)[^1]

[^1]: "Quoted" 'words'.
"""
IDS = {facts.Column: "victims", facts.Row: "2024", settings.Language: "en"}
"""The ids of entries that the examples of other fields refer to."""


def filled(model: type[forms.Model]) -> dict[str, Any]:
    """Return a value for every field of a model, from its examples."""
    return {name: sample(field) for name, field in model.model_fields.items()}


def sample(field: forms.Field) -> Any:
    inner = forms.model_in(field.shape)
    if inner is None:
        return yaml.load(field.example, yaml.BaseLoader)
    if forms.is_by_name(field.shape) and not is_translatable(field.shape):
        if inner is facts.Part:
            return {"part": filled(inner), "other": filled(inner)}
        return {IDS.get(inner, inner.__name__.lower()): filled(inner)}
    return filled(inner)


SITE = filled(settings.Settings) | {
    "url": "https://tiny.example/",
    "budgets": {"page": "99999", "median": "99999", "sentence": "999", "exit_sentence": "999"},
}
FIELDS = {"expire": "2029-01-01", "publish": "2020-01-01", "draft": "false", "menu": "main"}
VALID = {
    path: json.dumps(values, indent=0)
    for path, values in {
        "site.yaml": SITE,
        **{f"content/en/data/{name}.yaml": entries for name, entries in filled(facts.Facts).items()},
        "content/sources.yaml": {"sources": {"annual-report": filled(sources.Entry)}},
        "content/en/all.md": filled(content.FrontMatter) | FIELDS,
    }.items()
}
"""Valid contents of every file, as JSON, which is YAML too, with each value on its own line."""
VALUE = re.compile(r'^((?:"[^"]*": )?)"(?:[^"\\]|\\.)*"(?=,?$)', re.MULTILINE)
CASES = range(sum(len(VALUE.findall(text)) for text in VALID.values()))


def write_values(folder: Path, cases: Container[int], value: str) -> Path:
    """Write the site with a value, followed by its number, in these places, and valid values elsewhere."""
    numbers = count()

    def replace(match: re.Match[str]) -> str:
        number = next(numbers)
        return match[1] + json.dumps(f"{value}{number}") if number in cases else match[0]

    for path, text in VALID.items():
        values = VALUE.sub(replace, text)
        write(folder, path, f"---\n{values}\n---\n{CONTENT}" if path.endswith(".md") else values)
    return folder


def elements(outputs: Outputs) -> dict[str, list[tuple[str | None, list[str]]]]:
    """Return the elements of every page, each with the names of its attributes."""
    pages = {path: LexborHTMLParser(output.data.decode()) for path, output in outputs.items() if path.endswith(".html")}
    return {path: [(node.tag, sorted(node.attributes)) for node in page.css("*")] for path, page in pages.items()}


def test_no_field_reaches_a_page_unescaped(tmp_path):
    """The marker goes into every field, and is removed from those where it is a problem, until the site builds.

    The site is the tiny one, in English only, with a page that has every component.
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
        outputs, problems = outcome(write_values(folder, left, MARKER))
        lines = {(folder / at.path).read_text("utf-8").split("\n")[at.line - 1] for at, *_ in problems}
        reported = {int(found[1]) for line in lines if (found := re.search(r"\{\{7\*7}}(\d+)", line))}
        assert outputs or len(reported) == len(lines) > 0
        left -= set() if outputs else reported

    assert any(b"{{7*7}}" in output.data for output in outputs.values())
    assert elements(outputs) == elements(outcome(write_values(folder, left, HARMLESS))[0])
    assert [path for path, output in outputs.items() if re.search(b"&(amp;)?49", output.data)] == []


def test_every_argument_of_a_component_refuses_markup(tiny):
    arguments = [(name, key) for name, component in COMPONENTS.items() for key in component.parameters]
    placed = [f"""{{{{ {name} {key}="<img src=x onerror=alert(1)>'&" }}}}""" for name, key in arguments]
    write(tiny, SECOND, markdown("Second", "\n\n".join(placed)))

    lines = {problem.partition(": ")[0].rpartition(":")[0] for problem in problems_in(tiny)}

    assert lines >= {f"{SECOND}:{5 + 2 * number}" for number in range(len(arguments))}


ELEMENTS = {
    *("a", "abbr", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("img", "li", "ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    *("alt", "aria-labelledby", "class", "height", "href", "id", "lang", "rel", "role", "scope", "src", "start"),
    *("tabindex", "title", "width"),
}


@given(st.text(alphabet=st.sampled_from("abp <>/!?=\"'&;#:()[]{}*_`|-\n\\.x1"), max_size=60))
@example("<script>alert(1)</script>")
@example("<b title='a>b' onclick=x>")
@example('![a](b.svg "c\\" onerror=x d=")')
@example('[a](b.md "\\" onclick=\\"x")')
@example("*a*{: class='x\" onclick=\"y' }")
def test_a_text_creates_only_the_elements_and_attributes_of_markdown(text):
    html = "".join(part for part, _ in compile_text(text, PLAIN).html)
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body

    assert body is not None
    for node in body.css("*"):
        assert node.tag in ELEMENTS | {"body"}
        assert set(node.attributes) <= ATTRIBUTES


HOST = "127.0.0.1:{port}"
SOCKET = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
SOCKET["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
PATHS = ("/en/", "/livereload.js", "/.preview/problems")
NOT_FOUND = [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%252e%252e/etc/passwd", "/..\\..\\etc", "//etc/passwd", "//en",
    "/%2fevil.example/", "/en/%00", "/C:/x", "/en/%0d%0aSet-Cookie:x=1", "*", "etc/passwd", "file:///etc/passwd",
    "http://evil.example/en/", "/site.yaml", "/.published", f"/{'a' * 60_000}",
]  # fmt: skip
FOREIGN_HOSTS = [
    "evil.example", "evil.example:{port}", "localhost.evil.example", "127.0.0.1.evil.example", "localhost.", "0.0.0.0",
    "[::]", "127.0.0.1.:{port}",
]  # fmt: skip
FOREIGN_ORIGINS = [
    "https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1:{port}@evil.example",
    "http://127.0.0.1.evil.example:{port}", "file://",
]  # fmt: skip
REQUESTS: list[tuple[str, str, dict[str, str], str]] = [
    *((f"GET {path}", HOST, {}, "404") for path in (*NOT_FOUND, "/.preview/../preview.py")),
    *((f"GET {path}", host, {}, "403") for path in PATHS for host in FOREIGN_HOSTS),
    *(("GET /livereload", host, SOCKET, "403") for host in FOREIGN_HOSTS),
    *(("GET /livereload", host, SOCKET | {"Origin": f"http://{host}"}, "403") for host in FOREIGN_HOSTS),
    *(("GET /livereload", HOST, SOCKET | {"Origin": origin}, "403") for origin in FOREIGN_ORIGINS),
    *((f"{name} /en/", HOST, {}, "405") for name in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")),
    ("GET /livereload", "localhost:{port}", SOCKET | {"Origin": f"http://{HOST}"}, "403"),
    ("GET /%ff%fe", HOST, {}, "400"),
    ("GET /en/", "127.0.0.1@evil.example", {}, "400"),
    ("GET /en/", "127.0.0.1 evil.example", {}, "400"),
    (f"GET /{'a' * 70_000}", HOST, {}, ""),
    ("GET /en/", HOST, {"X": "a" * 70_000}, ""),
]
"""Method and path, the Host headers, other headers, and the status of the response, or "" if there is none."""


def send(port: int, line: str, hosts: str, headers: Mapping[str, str]) -> tuple[str, str]:
    """Send a request; return the status of the response, and its headers and body, or empty strings."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        try:
            connection.putrequest(*line.split(" "), skip_host=True)
            for name, value in (*(("Host", host) for host in hosts.split(" ")), *headers.items()):
                connection.putheader(name, value.replace("{port}", str(port)))
            connection.endheaders()
            response = connection.getresponse()
            return str(response.status), f"{response.headers}{response.read().decode()}"
        except (http.client.HTTPException, ConnectionError):
            return "", ""


def test_the_preview_serves_only_its_own_pages_and_only_to_this_machine(tiny):
    with Running(tiny) as preview:
        responses = [(*request, *send(preview.port, *request)) for *request, _ in REQUESTS]

    assert [request for *request, _ in responses] == [list(request) for request in REQUESTS]
    assert [request for *request, text in responses if re.search("Welcome|Set-Cookie|Location", text)] == []
