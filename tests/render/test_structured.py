"""What search engines are told of a page, as a processor of JSON-LD understands it."""

import json
import re
from typing import Any

from pyld import jsonld

from tests.conftest import URL, append, build_page, build_site, change, files

SCHEMA = "https://schema.org/"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def vocabulary(_url: str, _options: object) -> dict[str, object]:
    """Return the context of schema.org as far as it matters here: its names, and which of them are addresses."""
    addresses = {name: {"@type": "@id"} for name in ("url", "license", "item", "contentUrl", "isBasedOn")}
    document = {"@context": {"@vocab": SCHEMA, "itemListElement": {"@container": "@list"}, **addresses}}
    return {"contextUrl": None, "documentUrl": _url, "document": document}


def said(html: str) -> dict[str, dict[str, Any]]:
    """Return what a page says, by kind; everything in it must mean something to the processor."""
    (block,) = BLOCK.findall(html)
    given = json.loads(block)
    whole = jsonld.compact(jsonld.expand(given, {"documentLoader": vocabulary}), {"@vocab": SCHEMA})
    nodes = whole.get("@graph", [whole])
    assert len(nodes) == len(given["@graph"])
    return {node["@type"]: node for node in nodes}


def test_every_address_that_is_told_is_there(tiny):
    public = files(tiny / "public")
    pages = {
        path: data.decode() for path, data in public.items() if path.endswith(".html") and BLOCK.search(data.decode())
    }
    told = [(path, kind, node) for path, page in pages.items() for kind, node in said(page).items()]

    assert {kind for _, kind, _ in told} == {"WebSite", "BreadcrumbList", "Event", "DefinedTermSet", "Dataset"}
    for path, _, node in told:
        for address, place in re.findall(rf'"@id": "{URL}([^"#]*)#?([^"]*)"', json.dumps(node)):
            there = f"{address}index.html" if address.endswith("/") or not address else address
            assert there in public, path
            assert not place or f'id="{place}"' in pages[there], (path, place)


def test_nothing_is_told_of_what_is_not_shown(tiny):
    """The first page, in all languages, has the text of none."""
    change(tiny, "content/en/topics/first.md", "{{ figure id=people }}", "")
    for code in ("en", "fr"):
        append(tiny, f"content/{code}/index.md", "\n{{ day id=eu-day }}\n")

    assert "Event" in said(build_page(tiny, "en"))
    assert "Event" not in said(build_page(tiny, ""))
    assert "url" not in said(build_page(tiny, "en/topics/second"))["Dataset"]


def test_a_figure_of_which_the_rows_are_no_years_tells_its_years(tiny):
    change(tiny, "content/en/data/figures.yaml", "2024: {", "old: {")
    change(tiny, "content/en/data/figures.yaml", "caution:", "years: [2018, 2020]\n  caution:")

    assert said(build_page(tiny, "en/topics/second"))["Dataset"]["temporalCoverage"] == "2018/2020"
    assert 'class="chart"' in build_page(tiny, "en/topics/first")


def test_nothing_is_said_without_the_address_of_the_site(tiny):
    change(tiny, "site.yaml", "url: https://tiny.example/base", "url: null")

    pages = {path: data for path, data in build_site(tiny).items() if path.endswith(".html")}
    assert [path for path, data in pages.items() if re.search(b"ld[+]json|og:|atom", data)] == []
