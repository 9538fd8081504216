"""The structured data of pages, expanded by a JSON-LD processor."""

import json
import re
from typing import Any

from pyld import jsonld

from tests.conftest import FIRST, URL, append, build_page, build_site, change, files

SCHEMA = "https://schema.org/"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def vocabulary(url: str, _options: object) -> dict[str, object]:
    """Return the part of schema.org's context that is needed here: its vocabulary, and which properties are URLs."""
    addresses = {name: {"@type": "@id"} for name in ("url", "license", "item", "contentUrl", "isBasedOn")}
    document = {"@context": {"@vocab": SCHEMA, "itemListElement": {"@container": "@list"}, **addresses}}
    return {"contextUrl": None, "documentUrl": url, "document": document}


def structured(html: str) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page by type; the processor must recognise all of them."""
    (block,) = BLOCK.findall(html)
    data = json.loads(block)
    graph = jsonld.compact(jsonld.expand(data, {"documentLoader": vocabulary}), {"@vocab": SCHEMA})
    nodes = graph.get("@graph", [graph])
    assert len(nodes) == len(data["@graph"])
    return {node["@type"]: node for node in nodes}


def test_every_id_in_structured_data_exists_on_the_site(tiny):
    public = files(tiny / "public")
    pages = {
        path: data.decode() for path, data in public.items() if path.endswith(".html") and BLOCK.search(data.decode())
    }
    nodes = [(path, kind, node) for path, page in pages.items() for kind, node in structured(page).items()]

    assert {kind for _, kind, _ in nodes} == {"WebSite", "BreadcrumbList", "Event", "DefinedTermSet", "Dataset"}
    for path, _, node in nodes:
        for address, place in re.findall(rf'"@id": "{URL}([^"#]*)#?([^"]*)"', json.dumps(node)):
            file = f"{address}index.html" if address.endswith("/") or not address else address
            assert file in public, path
            assert not place or f'id="{place}"' in pages[file], (path, place)


def test_structured_data_has_only_what_the_page_shows(tiny):
    """The choice of languages shows the text of no page."""
    change(tiny, FIRST, "{{ figure id=people }}", "")
    for code in ("en", "fr"):
        append(tiny, f"content/{code}/index.md", "\n{{ day id=eu-day }}\n")

    assert "Event" in structured(build_page(tiny, "en"))
    assert "Event" not in structured(build_page(tiny, ""))
    assert "url" not in structured(build_page(tiny, "en/topics/second"))["Dataset"]


def test_a_figure_whose_rows_are_not_years_gives_its_years(tiny):
    change(tiny, "content/en/data/figures.yaml", "2024: {", "old: {")
    change(tiny, "content/en/data/figures.yaml", "caution:", "years: [2018, 2020]\n  caution:")

    assert structured(build_page(tiny, "en/topics/second"))["Dataset"]["temporalCoverage"] == "2018/2020"
    assert 'class="chart"' in build_page(tiny, "en/topics/first")


def test_without_the_address_of_the_site_there_is_no_structured_data(tiny):
    change(tiny, "site.yaml", "url: https://tiny.example/base", "url: null")

    pages = {path: data for path, data in build_site(tiny).items() if path.endswith(".html")}
    assert [path for path, data in pages.items() if re.search(b"ld[+]json|og:|atom", data)] == []
