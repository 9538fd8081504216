"""The focus and the bars can be seen, in light and in dark; that texts can be read, axe sees in test_pages.py."""

import re
from collections.abc import Iterable

import pytest

from tests.conftest import ROOT

STYLES = ROOT / "static" / "styles"
TOKEN = r"--([\w-]+):\s*(#(?:[\da-fA-F]{3}){1,2})\b"


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` or `#rgb`: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = (value / 255 for value in bytes.fromhex(digits))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tokens() -> dict[str, dict[str, str]]:
    """Return the colour of every token in light and in dark, where those of light stay that are not set anew.

    They are those of the site and of its components, but not those of paper.
    """
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for path in sorted(STYLES.rglob("*.css")):
        if path.name != "print.css":
            light, _, dark = path.read_text("utf-8").partition("prefers-color-scheme: dark")
            found["light"] |= dict(re.findall(TOKEN, light))
            found["dark"] |= dict(re.findall(TOKEN, light + dark))
    return found


def pairs(names: Iterable[str]) -> set[tuple[str, str]]:
    """Return what is seen on what.

    The focus is seen around links on surfaces and on coloured boxes, `x` below `on-x`; a box with a focus of its own
    has `focus-x`. Any other colour but that of a text is of a drawing.
    """
    names = set(names)
    surfaces = {name for name in names if re.fullmatch(r"(.+-)?surface", name)}
    boxes = {name for name in names if f"on-{name}" in names}
    drawn = {name for name in names - surfaces - boxes if not re.match("on-|focus|line|(.+-)?text$|accent$", name)}
    seen = {(f"focus-{box}" if f"focus-{box}" in names else "focus", box) for box in surfaces | boxes - {"accent"}}
    return seen | {(colour, surface) for colour in drawn for surface in surfaces}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_and_drawings_are_far_enough_from_what_they_stand_on(scheme):
    css, found = "".join(path.read_text("utf-8") for path in sorted(STYLES.rglob("*.css"))), tokens()
    colours = found[scheme]
    ratios = {(one, other): contrast(colours[one], colours[other]) for one, other in pairs(colours)}

    assert found["light"]["surface"] != found["dark"]["surface"]
    assert set(re.findall(r"(?:color|background|fill|stroke):\s*var\(--([\w-]+)\)", css)) <= set(colours)
    assert ("focus", "surface") in ratios
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}
