"""What search engines read first, as Python's own readers of XML and of robots.txt understand it."""

import urllib.robotparser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import URL, built, change, files, options

SITEMAP = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def entries(folder: Path) -> dict[str, ElementTree.Element]:
    built(options(folder))
    root = ElementTree.parse(folder / "public/sitemap.xml").getroot()
    return {entry.findtext("loc", "", SITEMAP).removeprefix(URL): entry for entry in root.findall("url", SITEMAP)}


def alternates(entry: ElementTree.Element) -> dict[str, str]:
    links = entry.findall("xhtml:link", SITEMAP)
    assert {link.get("rel") for link in links} == {"alternate"}
    return {link.get("hreflang", ""): link.get("href", "").removeprefix(URL) for link in links}


def test_the_sitemap_names_every_page_that_is_not_borrowed_with_its_translations(tiny: Path) -> None:
    found = entries(tiny)

    assert alternates(found["en/help/"]) == alternates(found["fr/obtenir-de-l-aide/"])
    assert alternates(found["en/help/"]) == {
        "en": "en/help/",
        "fr": "fr/obtenir-de-l-aide/",
        "x-default": "en/help/",
    }
    assert not [path for path in found if path.startswith(("de/", "nl/"))]
    assert not [path for path in found if "404" in path or "aid" in path.split("/")]
    for entry in found.values():
        assert set(alternates(entry).values()) <= {*found, ""}


@pytest.mark.parametrize(("fields", "day"), [("", "2026-01-02"), ("publish: 2026-05-06\n", "2026-05-06")])
def test_the_sitemap_says_when_a_page_was_last_checked_or_first_shown(tiny: Path, fields: str, day: str) -> None:
    change(tiny, "content/en/help.md", "reviewed:", f"{fields}reviewed:")

    found = entries(tiny)
    assert found["en/help/"].findtext("lastmod", None, SITEMAP) == day
    assert [child.tag.partition("}")[2] for child in found["en/help/"]][:3] == ["loc", "lastmod", "link"]  # its schema
    assert found["en/topics/"].findtext("lastmod", None, SITEMAP) is None


def test_robots_txt_lets_everyone_in_and_names_the_sitemap_which_needs_an_address_as_feeds_do(tiny: Path) -> None:
    def robots() -> urllib.robotparser.RobotFileParser:
        built(options(tiny))
        parser = urllib.robotparser.RobotFileParser()
        parser.parse((tiny / "public/robots.txt").read_text("utf-8").splitlines())
        assert parser.can_fetch("anyone", f"{URL}en/help/")
        return parser

    assert robots().site_maps() == [f"{URL}sitemap.xml"]

    change(tiny, "site.yaml", "url: https://tiny.example/base", "url: null")

    assert robots().site_maps() is None
    assert [path for path in files(tiny / "public") if path.endswith(".xml")] == []


def test_a_robots_txt_of_the_owner_replaces_ours(tiny: Path) -> None:
    (tiny / "static/robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")

    built(options(tiny))

    assert (tiny / "public/robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
