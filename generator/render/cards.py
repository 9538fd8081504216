"""The picture that stands for a page where it is shared: its title and the name of the site on a ground kept ready."""

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
from generator.read.assets import GROUND, LETTERS
from generator.read.cache import Cache

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

PLACE = "static/card"
SIZE = (1200, 630)
COLOURS = ((12, 243), (63, 241), (59, 233))
"""Red, green and blue of the ground and of the letters: --deep and --on-deep in static/styles/components/front.css."""
SHADES = 16
"""From dark to light: as many as the palette of a small PNG has (4 bits)."""
NAME, NAME_SIZES = (200, 86, 126), (36, 32, 28, 24)
TITLE, TITLE_SIZES = (80, 190, 570), (84, 74, 64, 56, 48, 40, 32, 24)
"""Where each stands, left, top and bottom, and the sizes that are tried."""
RIGHT = 1120
LINE = 1.2
"""The height of a line, by the size of its letters."""


class Card(NamedTuple):
    """What a card says: a title, and the name of the site where that is another."""

    title: str
    name: str = ""


def card(site: Site, page: Page) -> Card | None:
    """Return what the card of a page says, or None where there is nothing to draw it with, or nobody to see it.

    That of a page to leave quickly says nothing that it is about.
    """
    if not (site.url and site.assets.card and page.is_listed):
        return None
    if page.front.exit:
        return Card(site.words[page.language].phrases["neutral"])
    name = site.text(site.settings.name, page.language)
    return Card(name) if page.document.kind == "home" else Card(page.front.title, name)


def address(site: Site, card: Card) -> str:
    """Return where a card stands.

    Its name follows from what is drawn, so that services which keep such pictures ask for one that has changed.
    """
    digests = (hashlib.sha256(words.encode()).digest() for words in card)
    parts = b"".join([*digests, *(site.files.digests[path] for path in site.assets.card)])
    return f"{PLACE}/{hashlib.sha256(parts).hexdigest()[:16]}.png"


def files(site: Site, cache: Cache) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the card of each page by path, each drawn once and then remembered; or why none can be drawn."""
    shown = (card(site, page) for page in site.pages.values())
    wanted = {address(site, card).encode(): card for card in shown if card}
    try:
        draw_one = partial(draw, parts=site.assets.card)
        found = cache.get_or_make_all("card", wanted, partial(parallel_map, draw_one))
    except (OSError, ValueError, SyntaxError):
        message = f"no card can be drawn with this and {LETTERS}"
        fix = f"put a PNG of {SIZE[0]} by {SIZE[1]} pixels and a TrueType font there, or remove both"
        return {}, [Problem(Location(GROUND), message, fix)]
    return {at.decode(): drawn for at, drawn in found.items()}, []


def draw(card: Card, parts: Mapping[str, bytes]) -> bytes:
    """Return a card as a PNG, drawn on a ground in which the shade says how light a place is, with letters of a font.

    Words that have a sign without a letter in the font are left out. Raises OSError, ValueError or SyntaxError where
    the ground is no picture of its size, or the letters no font.
    """
    from PIL import ImageDraw

    picture, fonts = _ground(parts[GROUND]).copy(), partial(_font, parts[LETTERS])
    pen = ImageDraw.Draw(picture)
    for words, (left, top, bottom), sizes in ((card.name, NAME, NAME_SIZES), (card.title, TITLE, TITLE_SIZES)):
        if not all(_has(fonts(sizes[-1]), sign) for sign in words):
            continue
        size, lines = _set(words, RIGHT - left, bottom - top, ((size, fonts(size)) for size in sizes))
        first = (top + bottom - size * LINE * (len(lines) - 1)) / 2
        for number, line in enumerate(lines):
            at = (left, round(first + size * LINE * number))
            pen.text(at, line, fill=255, font=fonts(size), anchor="lm")
    return _png(picture)


@lru_cache(maxsize=1)
def _ground(data: bytes) -> "Image":
    from PIL import Image

    ground = Image.open(io.BytesIO(data)).convert("L")
    if ground.size != SIZE:
        raise ValueError("the ground has another size")
    return ground


@lru_cache
def _font(letters: bytes, size: int) -> "FreeTypeFont":
    """Return the letters in a size; they are set one after another by the font alone, the same everywhere."""
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(letters), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=10_000)
def _has(font: "FreeTypeFont", sign: str) -> bool:
    return bytes(font.getmask(sign)) != bytes(font.getmask("\U0010ffff"))


@lru_cache(maxsize=1000)
def _length(font: "FreeTypeFont", words: str) -> float:
    return font.getlength(words)


def _set(words: str, width: int, height: int, fonts: "Iterable[tuple[int, FreeTypeFont]]") -> tuple[int, list[str]]:
    """Return the largest size in which words have room, and their lines, about as long as each other.

    What has no room in the smallest is left out, from its end.
    """
    for size, font in fonts:
        lines = _wrapped(words, font, width)
        if len(lines) * size * LINE <= height and all(_length(font, line) <= width for line in lines):
            narrowest = bisect_left(range(width), -len(lines), key=lambda least: -len(_wrapped(words, font, least)))
            return size, _wrapped(words, font, narrowest)
    return size, [line for line in lines if _length(font, line) <= width][: int(height / (size * LINE))]


def _wrapped(words: str, font: "FreeTypeFont", width: int) -> list[str]:
    """Return words in lines of at most a width, or of one word."""
    lines: list[str] = []
    for word in re.findall(r"[^ \t\n]+", words):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(font, longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _png(picture: "Image") -> bytes:
    """Return a picture of shades as a PNG of as many colours, from dark to light."""
    from PIL import Image

    step = 255 // (SHADES - 1)
    shades = Image.frombytes("P", picture.size, picture.point([round(shade / step) for shade in range(256)]).tobytes())
    mixed = ((dark + (light - dark) * shade // (SHADES - 1) for dark, light in COLOURS) for shade in range(SHADES))
    shades.putpalette([part for colour in mixed for part in colour])
    file = io.BytesIO()
    shades.save(file, "PNG", compress_type=zlib.Z_RLE)  # quick, and no zlib has much to choose in it
    return file.getvalue()
