"""The tiny site with a search page: the A to Z index, the search index, and the search itself."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

import build
from generator.render import parser
from generator.render.index import alphabetical, contents, index
from generator.render.markers import TEXT, join_for_parser, repeated, split
from generator.render.search import Section, sections
from tests.conftest import FIRST, ROOT, SECOND, append, build_site, change, grows_linearly, make, markdown, write


@pytest.fixture
def site(tiny: Path) -> Path:
    """The tiny site with a search page."""
    write(tiny, "content/en/search.md", markdown("Search", ""))
    for path in ("search/answers.js", "search/minisearch.js", "drawings/search.svg"):
        write(tiny, f"static/{path}", (ROOT / "static" / path).read_bytes())
    return tiny


def read(made: build.BuildResult, language: str) -> dict[str, Any]:
    script = made.outputs[f"{language}/data/search.js"].data.decode()
    return json.loads(script.removeprefix("globalThis.searched="))


def test_the_index_has_pages_terms_and_organisations_in_order(site):
    change(site, "content/en/help.md", "menu:", "keywords: [Zebra, élan, law]\nmenu:")
    change(site, SECOND, "order:", "keywords: [Law]\norder:")
    found = index(make(site).site, "en")
    entries = {entry.text: f"{entry.address}{entry.fragment}" for _, row in found for entry in row}

    assert [letter for letter, _ in found] == sorted(letter for letter, _ in found)
    assert entries["Zebra"] == entries["élan"] == entries["Get help"] == "en/help/"
    assert (entries["law (Get help)"], entries["Law (Second topic)"]) == ("en/help/", "en/topics/second/")
    assert entries["NGO"] == "en/topics/first/#ngo"
    assert any(address.endswith("#house") for address in entries.values())
    assert "Page not found" not in entries


def test_a_page_that_only_the_index_links_to_is_an_orphan(site, run):
    write(site, "content/en/lost.md", markdown("Lost"))

    assert "content/en/lost.md:1:1: no other page in this language links to this page" in run(site)[1]


def test_a_leaflet_is_found_by_the_name_of_its_language_in_the_readers_language(site):
    append(site, SECOND, "\n{{ leaflets }}\n")
    for code, name in (("en", "English"), ("ar", "العربية")):
        write(site, f"content/leaflets/{code}.yaml", f"name: {name}\n")
    made = make(site)

    for language, name in (("en", "Arabic"), ("fr", "arabe")):
        (entry,) = (entry for _, row in index(made.site, language) for entry in row if entry.text == name)
        assert (entry.address, entry.fragment) == (f"{language}/topics/second/", "#ar")
        assert "topics/second" in [page.name for page, _ in contents(made.site, language)[0][1]]
        found = read(made, language)
        titles = [title for number, place, title, *_ in found["sections"] if place == "ar"]
        assert titles == ["العربية", name]


def test_a_word_and_a_number_are_found_without_spaces(site, browser):
    text = f"IOM的活动。{'すべての番号、' * 40}ヘルプライン。{'すべての番号。' * 40}"
    append(site, SECOND, f"\n{text}\n")
    change(site, "content/en/data/helplines.yaml", "02 555 01 01", "0800 32 123")
    build_site(site)
    page = browser.new_page()
    page.goto((site / "public/en/search/index.html").as_uri())
    for query in ("iom", "活动", "番号", "ヘルプ", "080032123", "٠٨٠٠ ٣٢ ١٢٣"):
        page.get_by_role("searchbox").fill(query)
        page.locator("[role=search] ol p mark").first.wait_for(timeout=5_000)
        assert len(page.locator("[role=search] ol li").first.inner_text()) < 300
    page.close()


def test_the_contents_list_each_page_once_in_its_menu_group_or_its_section(site):
    change(site, SECOND, "order: 2", "order: 2\nmenu: ../help.md")

    groups = contents(make(site).site, "en")

    assert [[(page.name, depth) for page, depth in pages] for _, pages in groups] == [
        [("help", 0), ("topics/second", 0)],
        [("topics/index", 0), ("topics/first", 1)],
    ]


@pytest.mark.parametrize(
    "words", [["cœur", "cogner"], ["Zahl", "Zähler", "Zahn"], ["a", "À", "b"], ["Strasse", "Straße", "Übel", "Ufer"]]
)
def test_alphabetical_order_ignores_accents(words):
    assert sorted({*words}, key=alphabetical) == words


def test_the_search_index_has_every_section_of_its_language_with_help_first(site):
    made = make(site)
    found = read(made, "fr")
    links = [link for link, _ in found["pages"]]

    assert links[0] == "../obtenir-de-l-aide/index.html"
    assert "../topics/first/index.html" in links
    assert not any("404" in link or "search" in link for link in links)
    assert {language for *_, language in (row for row in found["sections"] if len(row) == 6)} == {"en"}


def test_the_search_index_does_not_depend_on_the_markup_of_templates(site):
    append(site, SECOND, "\nA *word*{: .card .chart .translations role=img } of its own[^1].\n\n[^1]: A note.\n")
    sections = read(make(site), "en")["sections"]
    for template in ("home", "page", "search"):
        change(site, f"templates/{template}.html", '<div class="prose', '<div class="words')

    assert any(text.endswith("A word of its own. A note.") for _, _, _, text, *_ in sections)
    assert read(make(site), "en")["sections"] == sections


def test_no_dot_is_added_after_a_quoted_sentence(site):
    append(site, SECOND, "\n## Said {#said}\n\n- „Gut.“\n- «Bon.»\n- (Good.)\n- none\n- last\n")
    sections = read(make(site), "en")["sections"]

    assert {text for _, place, _, text, *_ in sections if place == "said"} == {"„Gut.“ «Bon.» (Good.) none · last"}


def test_a_heading_is_found_on_each_page_that_has_it(site):
    for path in (FIRST, SECOND):
        append(site, path, "\n## Belgium {#be}\n\n### Law\n\nWords.\n")
    found = read(make(site), "en")["sections"]

    assert len({page for page, place, *_ in found if place == "be"}) == 2


def sections_of(text: str, names: Mapping[str, str]) -> list[Section]:
    page = f"<div><p>Above.</p>{TEXT}{text}{TEXT}<h2 id=below>Below</h2><p>Words.</p></div>"
    root = LexborHTMLParser(join_for_parser(split(page))).root
    marker = next(node for node in root.traverse() if node.tag == "-comment")
    return [section for section in sections(marker, "en", names) if any(section[1:2] + section[3:])]


@pytest.mark.parametrize(("text", "expected"), [
    ("<p>One <b>two</b>.</p><!--2--><p>Three</p>", [Section("", "", "en", ("One two.", "Three"))]),
    ("<p>Top.</p><h2 id=a lang=fr>A <i>b</i><sup>1</sup></h2>In it.<h3 id=c>C</h3><ul><li>x</li><li>y</li></ul>",
     [Section("", "", "en", ("Top.",)), Section("a", "A b", "en", ("In it.",)), Section("c", "C", "en", ("x", "y"))]),
    (f"<h2 id=a>A</h2><ul><li id=b><h3>{repeated('B')}</h3><p>Of b.</p></li><li id=x>1</li></ul><p>Of a.</p>",
     [Section("a", "A", "en", ("1", "Of a.")), Section("b", "B", "en", ("Of b.",))]),
    ("<dl><div id=b><dd>What.</dd><dd><span lang=nl>Woord</span></dd></div></dl>",
     [Section("b", "B", "en", ("What.",), ("Woord",))]),
    ("<li id=b lang=es><p>Hola</p></li>", [Section("b", "B", "es", ("Hola",))]),
    ("<p>Deux  cents\u00a0000\n ?</p><p> </p>", [Section("", "", "en", ("Deux cents\u00a0000 ?",))]),
    (f"<figure id=b>{repeated('<p>A<b>9</b></p>')}C</figure>", [Section("b", "B", "en", ("C",))]),
    (f"<p>A<sup>1</sup></p><ul>{repeated('<li>Other page</li>')}</ul>", [Section("", "", "en", ("A",))]),
])  # fmt: skip
def test_a_text_is_split_into_sections_at_its_headings_and_at_named_elements(text, expected):
    assert sections_of(text, {"b": "B"}) == expected


@pytest.mark.parametrize(
    "shape", ["<div></div>", '<p class="a b" id=x>', "<a href=x>b</a>", "<!--", "<h2>a</h2>", '<i title="<b>']
)
def test_pages_are_parsed_in_linear_time(shape):
    assert grows_linearly(lambda size: partial(parser.parse, shape * (size // len(shape)), "", {}, "en", {}), 12_000)
