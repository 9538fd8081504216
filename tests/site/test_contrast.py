"""Every text can be read on what it stands on, and the focus and the bars can be seen, in light and in dark."""

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


def pairs(names: Iterable[str], css: str) -> dict[tuple[str, str], float]:
    """Return what stands on what, and the contrast it needs.

    Text stands on surfaces, `on-x` on `x`, and whatever a rule of `css` sets together. The focus is seen around links
    on surfaces and on coloured boxes; a box with a focus of its own has `focus-x`. Any other colour is of a drawing.
    """
    names = set(names)
    surfaces = {name for name in names if re.fullmatch(r"(.+-)?surface", name)}
    texts = {name for name in names if re.fullmatch(r"(.+-)?text|accent", name)}
    boxes = {name for name in names if f"on-{name}" in names}
    together = set()
    for rule in re.findall(r"\{([^{}]*)\}", css):
        colour, background = (
            re.search(rf"(?<![\w-]){name}:\s*var\(--([\w-]+)\)", rule) for name in ("color", "background(?:-color)?")
        )
        if colour and background:
            together.add((colour[1], background[1]))
    readable = (
        {(text, surface) for text in texts for surface in surfaces} | {(f"on-{box}", box) for box in boxes} | together
    )
    drawn = {name for name in names - texts - surfaces - boxes if not re.match("on-|focus|line", name)}
    seen = {(colour, surface) for colour in drawn for surface in surfaces}
    seen |= {(f"focus-{box}" if f"focus-{box}" in names else "focus", box) for box in surfaces | boxes - texts}
    return dict.fromkeys(seen, 3.0) | dict.fromkeys(readable, 7.0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_far_enough_apart(scheme: str) -> None:
    css, found = "".join(path.read_text("utf-8") for path in sorted(STYLES.rglob("*.css"))), tokens()
    needed = pairs(colours := found[scheme], css)
    ratios = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in needed}

    assert found["light"]["surface"] != found["dark"]["surface"]
    assert set(re.findall(r"(?:color|background|fill|stroke):\s*var\(--([\w-]+)\)", css)) <= set(colours)
    assert {("text", "surface"), ("accent", "surface"), ("focus", "surface")} <= set(needed)
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < needed[pair]} == {}
