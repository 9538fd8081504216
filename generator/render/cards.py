"""Cards: the preview image of a page for social media, with its title and the site's name on a background image."""

import hashlib
import io
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from generator.link.site import Page, Site
from generator.problems import Location, Problem
from generator.processes import parallel_map
from generator.read.assets import BACKGROUND, FONT
from generator.read.cache import Cache

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FOLDER = "static/card"
SIZE = (1200, 630)
COLOURS = ((12, 243), (63, 241), (59, 233))
"""The RGB channels of background and text, as --deep and --on-deep in static/styles/components/front.css."""
SHADES = 16
"""The number of shades from dark to light: the palette of a 4-bit PNG."""
NAME, NAME_SIZES = (200, 86, 126), (36, 32, 28, 24)
TITLE, TITLE_SIZES = (80, 190, 570), (84, 74, 64, 56, 48, 40, 32, 24)
"""The box of each text (left, top, bottom) in pixels, and the font sizes that are tried."""
RIGHT = 1120
LINE = 1.2
"""The line height, as a multiple of the font size."""


class Card(NamedTuple):
    """The text of a card: a title, and the name of the site if that differs."""

    title: str
    name: str = ""


def card(site: Site, page: Page) -> Card | None:
    """Return the card of a page, or None if there is no background or font, or nobody would see it.

    The card of a page to leave quickly does not reveal the subject.
    """
    if not (site.url and site.assets.card and page.is_listed):
        return None
    if page.front.exit:
        return Card(site.words[page.language].phrases["neutral"])
    name = site.text(site.settings.name, page.language)
    return Card(name) if page.document.kind == "home" else Card(page.front.title, name)


def address(site: Site, card: Card) -> str:
    """Return the address of a card.

    Its name is a digest of what is drawn, so that services that cache such images load one that has changed.
    """
    digests = (hashlib.sha256(text.encode()).digest() for text in card)
    parts = b"".join([*digests, *(site.files.digests[path] for path in site.assets.card)])
    return f"{FOLDER}/{hashlib.sha256(parts).hexdigest()[:16]}.png"


def files(site: Site, cache: Cache) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the card of each page by path, drawn or from the cache; or the problem if none can be drawn."""
    shown = (card(site, page) for page in site.pages.values())
    wanted = {address(site, card).encode(): card for card in shown if card}
    try:
        draw_one = partial(draw, parts=site.assets.card)
        found = cache.get_or_make_all("card", wanted, partial(parallel_map, draw_one))
    except (OSError, ValueError, SyntaxError):
        message = f"the preview images cannot be drawn with this file and {FONT}"
        fix = f"put a PNG of {SIZE[0]} by {SIZE[1]} pixels and a TrueType font there, or remove both"
        return {}, [Problem(Location(BACKGROUND), message, fix)]
    return {at.decode(): drawn for at, drawn in found.items()}, []


def draw(card: Card, parts: Mapping[str, bytes]) -> bytes:
    """Return a card as a PNG, drawn on the greyscale background with the font, which are `parts`.

    A text with a character that the font lacks is left out. Raises OSError, ValueError or SyntaxError if the background
    is not an image of the right size, or the font is not valid.
    """
    from PIL import ImageDraw

    picture, fonts = _background(parts[BACKGROUND]).copy(), partial(_font, parts[FONT])
    pen = ImageDraw.Draw(picture)
    for text, (left, top, bottom), sizes in ((card.name, NAME, NAME_SIZES), (card.title, TITLE, TITLE_SIZES)):
        if not all(_has_glyph(fonts(sizes[-1]), character) for character in text):
            continue
        size, lines = _fit(text, RIGHT - left, bottom - top, ((size, fonts(size)) for size in sizes))
        first = (top + bottom - size * LINE * (len(lines) - 1)) / 2
        for number, line in enumerate(lines):
            at = (left, round(first + size * LINE * number))
            pen.text(at, line, fill=255, font=fonts(size), anchor="lm")
    return _png(picture)


@lru_cache(maxsize=1)
def _background(data: bytes) -> "Image":
    from PIL import Image

    background = Image.open(io.BytesIO(data)).convert("L")
    if background.size != SIZE:
        raise ValueError("the background has the wrong size")
    return background


@lru_cache
def _font(data: bytes, size: int) -> "FreeTypeFont":
    """Return the font in a size, with the basic layout engine, which gives the same result everywhere."""
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=10_000)
def _has_glyph(font: "FreeTypeFont", character: str) -> bool:
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010ffff"))


@lru_cache(maxsize=1000)
def _length(font: "FreeTypeFont", text: str) -> float:
    return font.getlength(text)


def _fit(text: str, width: int, height: int, fonts: "Iterable[tuple[int, FreeTypeFont]]") -> tuple[int, list[str]]:
    """Return the largest size in which a text fits, and its lines, balanced in length.

    If it fits in none, the lines that are too wide for the smallest size, or below the box, are left out.
    """
    for size, font in fonts:
        lines = _wrap(text, font, width)
        if len(lines) * size * LINE <= height and all(_length(font, line) <= width for line in lines):
            narrowest = bisect_left(range(width), -len(lines), key=lambda least: -len(_wrap(text, font, least)))
            return size, _wrap(text, font, narrowest)
    return size, [line for line in lines if _length(font, line) <= width][: int(height / (size * LINE))]


def _wrap(text: str, font: "FreeTypeFont", width: int) -> list[str]:
    """Return a text in lines at most `width` pixels long; a longer word has a line of its own."""
    lines: list[str] = []
    for word in re.findall(r"[^ \t\n]+", text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(font, longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _png(picture: "Image") -> bytes:
    """Return a greyscale image as a PNG with a palette of `SHADES` colours."""
    from PIL import Image

    step = 255 // (SHADES - 1)
    shades = Image.frombytes("P", picture.size, picture.point([round(shade / step) for shade in range(256)]).tobytes())
    mixed = ((dark + (light - dark) * shade // (SHADES - 1) for dark, light in COLOURS) for shade in range(SHADES))
    shades.putpalette([part for colour in mixed for part in colour])
    file = io.BytesIO()
    shades.save(file, "PNG", compress_type=zlib.Z_RLE)  # fast, and nearly the same with every zlib
    return file.getvalue()
