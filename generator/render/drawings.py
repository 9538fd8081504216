"""Drawings made from data, as inline SVG: bars of a figure, years of a timeline, places on a map.

Widths are in per cent and heights in `em`, so that a drawing fits any screen while its letters keep the reader's own
size. Colours and fonts come from the style sheet. What a drawing shows also stands in words beside it, so a drawing
is hidden from screen readers unless it has a text of its own.
"""

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

LABEL = 34
"""Characters of a label that fit beside nothing on a screen 320 pixels wide."""
SHORT = 5
"""Characters of a label that leave room for a bar on the same line."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value or None where it is not known, and the value as the reader sees it."""

    name: str
    value: float | None
    shown: str


def bars(groups: Iterable[tuple[str, Sequence[Bar]]], text: str) -> Markup:
    """Return a chart of horizontal bars in named groups; `text` says the same to a screen reader.

    Bars share one scale from zero to the greatest value. A bar of unknown value is an empty outline, never a bar of
    length zero.
    """
    groups = [(name, tuple(row)) for name, row in groups]
    top = max((bar.value for _, row in groups for bar in row if bar.value), default=1.0)
    beside = all(len(name) <= SHORT for name, row in groups) and all(len(row) == 1 for _, row in groups)
    shapes: list[str] = []
    height = 0.0
    for name, row in groups:
        if not beside:
            for line in textwrap.wrap(name, LABEL):
                shapes.append(_text(line, "0", height + 1, "name"))
                height += 1.3
        for bar in row:
            label = name if beside else bar.name
            if not beside and label:
                shapes.append(_text(label, "0", height + 1))
                height += 1.25
            elif beside:
                shapes.append(_text(label, "0", height + 1))
            shapes.append(_bar(bar, top, height, indent=3.2 if beside else 0))
            height += 1.65
        height += 0.0 if beside else 0.55
    return Markup('<svg class="chart" role="img" aria-label="{}" width="100%" height="{}em">{}</svg>').format(
        text, _n(height), Markup("".join(shapes))
    )


def _bar(bar: Bar, top: float, y: float, indent: float) -> str:
    width = 66 * bar.value / top if bar.value is not None else 0
    inside = (
        f'<rect class="unknown" width="30%" height="1.2em" y=".2em"/>{_text(bar.shown, "0", 1, "unknown", dx=0.5)}'
        if bar.value is None
        else f'<rect width="{_n(width)}%" height="1.2em" y=".2em"/>{_text(bar.shown, f"{_n(width)}%", 1, "value", dx=0.4)}'
    )
    return f'<svg x="{_n(indent)}em" y="{_n(y - 0.05)}em">{inside}</svg>'


def years(counts: Mapping[int, int]) -> Markup:
    """Return a line of years with a dot for every event, stacked where a year has several."""
    first, last = min(counts), max(counts)
    span = max(last - first, 1)
    base = 0.75 * max(counts.values()) + 0.4
    shapes = [f'<line class="axis" x1="0" x2="100%" y1="{_n(base)}em" y2="{_n(base)}em"/>']
    for year, count in sorted(counts.items()):
        x = 2 + 96 * (year - first) / span
        shapes += [
            f'<circle cx="{_n(x)}%" cy="{_n(base - 0.45 - 0.75 * level)}em" r=".27em"/>' for level in range(count)
        ]
    for year in sorted({first, *range(math.ceil(first / 10) * 10, last + 1, 10), last}):
        if year in (first, last) or (year - first > span / 5 and last - year > span / 5):
            anchor = "start" if year == first else "end" if year == last else "middle"
            x = 0.0 if year == first else 100.0 if year == last else 2 + 96 * (year - first) / span
            shapes.append(f'<text x="{_n(x)}%" y="{_n(base + 1.3)}em" text-anchor="{anchor}">{year}</text>')
    return Markup('<svg class="years" aria-hidden="true" width="100%" height="{}em">{}</svg>').format(
        _n(base + 1.7), Markup("".join(shapes))
    )


def places(outline: Sequence[Sequence[float]], marks: Sequence[tuple[str, Sequence[float]]]) -> Markup:
    """Return a schematic map: an outline of (longitude, latitude) in degrees, and named places on it.

    The projection is equirectangular, true to scale at the middle latitude.
    """
    west, east = min(point[0] for point in outline), max(point[0] for point in outline)
    south, north = min(point[1] for point in outline), max(point[1] for point in outline)
    scale = 300 / (east - west)
    stretch = scale / math.cos(math.radians((south + north) / 2))

    def at(point: Sequence[float]) -> tuple[str, str]:
        return _n((point[0] - west) * scale + 10, 1), _n((north - point[1]) * stretch + 10, 1)

    path = "M" + "L".join(" ".join(at(point)) for point in outline) + "Z"
    shapes = [f'<path class="land" d="{path}"/>']
    for name, point in marks:
        x, y = at(point)
        right = float(x) < 190
        shapes.append(f'<circle cx="{x}" cy="{y}" r="6"/>')
        shapes.append(
            f'<text x="{_n(float(x) + (12 if right else -12), 1)}" y="{_n(float(y) + 5, 1)}" text-anchor="{"start" if right else "end"}">{escape(name)}</text>'
        )
    return Markup('<svg class="map" aria-hidden="true" viewBox="0 0 320 {}">{}</svg>').format(
        _n((north - south) * stretch + 20, 0), Markup("".join(shapes))
    )


def _text(words: str, x: str, y: float, kind: str = "", dx: float = 0) -> str:
    shift = f' dx="{_n(dx)}em"' if dx else ""
    name = f' class="{kind}"' if kind else ""
    return f'<text{name} x="{x}" y="{_n(y)}em"{shift}>{escape(words)}</text>'


def _n(number: float, digits: int = 2) -> str:
    """Return a number as short as SVG allows."""
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{number:.0f}"
