"""The preview images of pages for social media."""

import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.read.assets import BACKGROUND, FONT
from generator.render.cards import Card, draw
from tests.conftest import ROOT, URL, build_site, problems_in

WIDTH, HEIGHT = 1200, 630
PARTS = {path: (ROOT / path).read_bytes() for path in (BACKGROUND, FONT)}


@pytest.fixture
def site(tiny: Path) -> Path:
    """The tiny site with the background and the font of the real one."""
    shutil.copytree(ROOT / "static/card", tiny / "static/card")
    build_site(tiny)
    return tiny


def open_card(card: bytes) -> Image.Image:
    return Image.open(io.BytesIO(card)).convert("L")


def metadata(folder: Path, path: str) -> dict[str, str]:
    html = (folder / "public" / path).read_text("utf-8")
    return dict(re.findall(r'<meta (?:property|name)="(?:og|twitter):([^"]+)" content="([^"]*)">', html))


def test_each_page_links_to_its_own_card(site):
    page = metadata(site, "en/topics/first/index.html")

    assert (page["title"], page["url"]) == ("First topic", f"{URL}en/topics/first/")
    with Image.open(site / "public" / page["image"].removeprefix(URL)) as card:
        assert (card.format, card.size) == ("PNG", (WIDTH, HEIGHT))
    assert page["image"] != metadata(site, "en/topics/second/index.html")["image"]
    assert not (site / "public/static/card/letters.ttf").exists()


def test_the_card_of_a_page_to_leave_quickly_does_not_reveal_the_subject(site):
    page = metadata(site, "en/help/index.html")

    assert page["title"] == page["description"] == page["image:alt"] == "Information and contacts"
    assert "Tiny" not in page.values()
    image = (site / "public" / page["image"].removeprefix(URL)).read_bytes()
    assert image == draw(Card(page["title"]), PARTS)


@pytest.mark.parametrize("title", [
    "Zahlen",
    "La protection des victimes de la traite des êtres humains : ce qui se passe après le premier appel",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz ist ein Wort",
    "Word " * 100,
])  # fmt: skip
def test_a_title_of_any_length_is_inside_the_margins_of_the_card(title):
    empty, full = (open_card(draw(Card(text), PARTS)) for text in ("", title))

    written = ImageChops.difference(empty, full)
    left, top, right, bottom = written.getbbox()
    assert 40 < left < right < WIDTH - 40
    assert 150 < top < bottom < HEIGHT - 40
    _, *shades = written.histogram()
    assert shades.index(max(shades)) + 1 == written.getextrema()[1] > 150  # the text has the lightest shade


def test_a_text_that_the_font_cannot_show_is_left_out():
    assert draw(Card("人身取引", "Name"), PARTS) == draw(Card("", "Name"), PARTS)


def test_a_background_that_is_not_an_image_is_a_problem(site):
    (site / BACKGROUND).write_bytes(b"not an image")

    assert problems_in(site) == [
        f"{BACKGROUND}:1:1: the preview images cannot be drawn with this file and static/card/letters.ttf → "
        "put a PNG of 1200 by 630 pixels and a TrueType font there, or remove both"
    ]
