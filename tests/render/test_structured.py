"""What search engines are told of a page, as a processor of JSON-LD understands it."""

import json
import re
from pathlib import Path
from typing import Any

from pyld import jsonld

from tests.conftest import URL, append, built, change, options, shown

SCHEMA = "https://schema.org/"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def vocabulary(_url: str, _options: object) -> dict[str, object]:
    """Return the context of schema.org as far as it matters here: its names, and which of them are addresses."""
    addresses = {name: {"@type": "@id"} for name in ("url", "license", "item", "contentUrl", "isBasedOn")}
    document = {"@context": {"@vocab": SCHEMA, "itemListElement": {"@container": "@list"}, **addresses}}
    return {"contextUrl": None, "documentUrl": _url, "document": document}


def said(folder: Path, address: str) -> dict[str, dict[str, Any]]:
    """Return what a page says, by kind; everything in it must mean something to the processor."""
    (block,) = BLOCK.findall(shown(folder, address))
    given = json.loads(block)
    whole = jsonld.compact(jsonld.expand(given, {"documentLoader": vocabulary}), {"@vocab": SCHEMA})
    nodes = whole.get("@graph", [whole])
    assert len(nodes) == len(given["@graph"])
    return {node["@type"]: node for node in nodes}


def test_a_home_page_is_the_site_in_its_language_and_the_first_page_in_all(tiny: Path) -> None:
    french, first = (said(tiny, address)["WebSite"] for address in ("fr", ""))

    assert (french["@id"], french["name"], french["inLanguage"]) == (f"{URL}fr/", "Petit", "fr")
    assert french["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert (first["@id"], first["inLanguage"]) == (URL, ["en", "fr", "nl", "de"])


def test_a_page_tells_the_way_to_it_and_what_it_shows(tiny: Path) -> None:
    page = said(tiny, "en/topics/first")

    way = page["BreadcrumbList"]["itemListElement"]["@list"]
    assert [(step["position"], step["name"], step["item"]["@id"]) for step in way] == [
        (1, "Home", URL + "en/"),
        (2, "Topics", URL + "en/topics/"),
        (3, "First", URL + "en/topics/first/"),
    ]
    assert (page["Event"]["name"], page["Event"]["startDate"]) == ("The Day", "2027-10-18")
    terms = page["DefinedTermSet"]["hasDefinedTerm"]
    html = shown(tiny, "en/topics/first")
    assert terms
    assert all(f'id="{term["@id"].partition("#")[2]}"' in html for term in terms)


def test_the_page_of_the_files_tells_each_figure_with_its_file(tiny: Path) -> None:
    page = shown(tiny, "en/topics/second")
    figure = said(tiny, "en/topics/second")["Dataset"]

    file = figure["distribution"]["contentUrl"]["@id"].removeprefix(URL)
    assert (tiny / "public" / file).read_bytes()
    assert f'id="{figure["@id"].partition("#")[2]}"' in page
    assert figure["license"]["@id"].startswith("https://creativecommons.org/")
    assert (figure["creator"]["name"], figure["temporalCoverage"]) == ("the tests", "2023/2024")
    assert figure["url"]["@id"] == f"{URL}en/topics/first/#figure-people"
    assert 'id="figure-people"' in shown(tiny, "en/topics/first")
    assert 'href="../first/index.html#figure-people"' in page


def test_nothing_is_told_of_what_is_not_shown(tiny: Path) -> None:
    """The first page, in all languages, has the text of none."""
    change(tiny, "content/en/topics/first.md", "{{ figure id=people }}", "")
    for code in ("en", "fr"):
        append(tiny, f"content/{code}/index.md", "\n{{ day id=eu-day }}\n")

    assert "Event" in said(tiny, "en")
    assert "Event" not in said(tiny, "")
    assert "url" not in said(tiny, "en/topics/second")["Dataset"]


def test_a_figure_of_which_the_rows_are_no_years_tells_its_years(tiny: Path) -> None:
    change(tiny, "content/en/data/figures.yaml", "2024: {", "old: {")
    change(tiny, "content/en/data/figures.yaml", "caution:", "years: [2018, 2020]\n  caution:")

    figure = said(tiny, "en/topics/second")["Dataset"]
    assert figure["temporalCoverage"] == "2018/2020"
    assert 'class="chart"' in shown(tiny, "en/topics/first")


def test_a_text_cannot_end_what_is_said_with_markup(tiny: Path) -> None:
    title = "Is 1 < 2 & 2 <3?"
    change(tiny, "content/en/topics/second.md", "title: Second topic", f"title: '{title}'")

    way = said(tiny, "en/topics/second")["BreadcrumbList"]["itemListElement"]["@list"]
    assert way[-1]["name"] == title
    assert "<" not in BLOCK.findall(shown(tiny, "en/topics/second"))[0]


def test_nothing_is_said_of_copies_or_without_the_address_of_the_site(tiny: Path) -> None:
    for path in ("fr/topics/second/index.html", "404.html", "en/404.html", "en/aid/index.html"):
        assert not BLOCK.search((tiny / "public" / path).read_text("utf-8"))
    change(tiny, "site.yaml", "url: https://tiny.example/base", "url: null")

    built(options(tiny))

    for path in (tiny / "public").rglob("*.html"):
        assert not re.search("ld[+]json|og:|atom", path.read_text("utf-8"))
