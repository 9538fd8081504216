"""The files at the root, checked with Python's own parsers and against the documentation of the hosts."""

import json
import re
import urllib.robotparser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import URL, build_site, change, files, write

SITEMAP = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def entries(folder: Path) -> dict[str, ElementTree.Element]:
    root = ElementTree.parse(folder / "public/sitemap.xml").getroot()
    return {entry.findtext("loc", "", SITEMAP).removeprefix(URL): entry for entry in root.findall("url", SITEMAP)}


def test_the_sitemap_has_each_page_that_is_not_borrowed_with_the_alternates_in_its_html(tiny):
    named = {}
    for path, page in files(tiny / "public").items():
        if path.endswith(".html"):
            links = LexborHTMLParser(page.decode()).css("link[rel=alternate][hreflang]")
            named[path.removesuffix("index.html")] = {
                link.attributes["hreflang"]: link.attributes["href"] for link in links
            }
    found = {
        address: {
            link.get("hreflang"): link.get("href") for link in entry.findall("xhtml:link[@rel='alternate']", SITEMAP)
        }
        for address, entry in entries(tiny).items()
    }

    assert found == {address: alternates for address, alternates in named.items() if alternates}
    for address, alternates in found.items():
        assert URL + address in alternates.values()
        for other in alternates.values():
            assert found[str(other).removeprefix(URL)] == alternates
        assert alternates["x-default"] == (URL if alternates["en"] == f"{URL}en/" else alternates["en"])


@pytest.mark.parametrize(("fields", "day"), [("", "2026-01-02"), ("publish: 2026-05-06\n", "2026-05-06")])
def test_the_sitemap_has_the_day_of_the_last_review_or_publication(tiny, fields, day):
    change(tiny, "content/en/help.md", "reviewed:", f"{fields}reviewed:")
    build_site(tiny)

    parts = [(child.tag.partition("}")[2], child.text) for child in entries(tiny)["en/help/"]]
    assert parts[:3] == [("loc", f"{URL}en/help/"), ("lastmod", day), ("link", None)]  # the order of its schema


def test_robots_txt_allows_everyone_and_names_the_sitemap_if_the_address_is_known(tiny):
    def robots() -> urllib.robotparser.RobotFileParser:
        parser = urllib.robotparser.RobotFileParser()
        parser.parse(build_site(tiny)["robots.txt"].decode().splitlines())
        assert parser.can_fetch("anyone", f"{URL}en/help/")
        return parser

    assert robots().site_maps() == [f"{URL}sitemap.xml"]

    change(tiny, "site.yaml", "url: https://tiny.example/base", "url: null")

    assert robots().site_maps() is None
    assert [path for path in files(tiny / "public") if path.endswith(".xml")] == []

    write(tiny, "static/robots.txt", "User-agent: *\nDisallow: /\n")

    assert build_site(tiny)["robots.txt"] == b"User-agent: *\nDisallow: /\n"  # that of the owner


@pytest.mark.parametrize(("url", "root"), [("https://tiny.example/a%20b", "/a%20b/"), ("null", "/")])
def test_each_old_address_redirects_to_the_current_one(tiny, url, root):
    change(tiny, "site.yaml", "url: https://tiny.example/base", f"url: {url}")
    change(tiny, "content/en/help.md", "[en/aid]", "[en/aid, about, old.html, de/uber/uns]")

    made = build_site(tiny)
    moves = [line.split() for line in made["_redirects"].decode().splitlines()]
    current = {"about/": "en/help/", "de/uber/uns/": "de/help/", "en/aid/": "en/help/", "old.html": "en/help/"}
    assert sorted(moves) == [[f"{root}{old}", f"{root}{new}", "301"] for old, new in current.items()]
    assert [old for old in current if re.sub("/$", "/index.html", old) not in made] == []

    change(tiny, "content/en/help.md", "aliases: [en/aid, about, old.html, de/uber/uns]\n", "")

    assert "_redirects" not in build_site(tiny)


def test_a_browser_accepts_the_manifest_and_loads_its_icons(page):
    page.goto("/fr/index.html")

    read = page.context.new_cdp_session(page).send("Page.getAppManifest")

    assert read["errors"] == []
    manifest = json.loads(read["data"])
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        size = page.evaluate(
            "async path => { const one = new Image(); one.src = path; await one.decode();"
            " return `${one.naturalWidth}x${one.naturalHeight}`; }",
            f"/{icon['src']}",
        )
        assert size == icon["sizes"]
    assert page.goto(f"/{manifest['start_url']}")
