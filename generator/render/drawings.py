"""Drawings made from data, as inline SVG: bar charts and a map.

Widths are in per cent and heights in `em`, so that a drawing fits any screen while its text keeps the reader's font
size. Colours and fonts come from the style sheet. What a drawing shows is also given as text next to it, so it is
hidden from screen readers unless it has a label of its own.
"""

import itertools
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

ROOMS = (14, 20, 26, 32, 40, 52)
"""Widths of a chart, in `em`, from which its columns may be side by side; there is a class for each."""
MAP = 800
"""The width of a map in SVG user units."""
SERIES = "abcd"
"""The classes of the series of a chart, in order."""


class Bar(NamedTuple):
    """One bar: its value, None if unknown, and the value as shown to the reader."""

    value: Decimal | None
    shown: str


Group = tuple[str, Sequence[Bar]]
"""A label and its bars, one for each series."""


def bars(series: Sequence[str], groups: Sequence[Group], years: Sequence[int] = (), unknown: str = "") -> Markup:
    """Return a bar chart; with several series, it has a legend, and each bar the name of its series.

    If the groups are `years`, in order, each missing year between them is added, with the word `unknown`. All bars have
    the same scale from zero to the greatest value. An unknown value is an empty outline, never a bar of length zero; a
    group without values has one. Labels and numbers are text that wraps. The bars of years have both a width and a
    height, so that the style sheet can show them one below another or side by side.
    """
    if years:
        given = dict(zip(years, groups, strict=True))
        groups = [given.get(year, (str(year), [Bar(None, unknown)])) for year in range(years[0], years[-1] + 1)]
    drawn = [(name, group if any(bar.value is not None for bar in group) else group[:1]) for name, group in groups]
    top = max((bar.value for _, group in drawn for bar in group if bar.value), default=1)
    letters = max(
        max(len(name), sum(len(bar.shown) for bar in group if bar.value is not None)) for name, group in drawn
    )
    room = len(drawn) * (0.7 * letters + 0.4)
    kind = next((f" years room-{step}" for step in ROOMS if room <= step), "") if years else ""
    keys = [Markup('<span class="key {}">{}</span>').format(SERIES[number], name) for number, name in enumerate(series)]
    legend = Markup('<p class="keys">{}</p>').format(Markup(" ").join(keys)) if len(series) > 1 else ""
    shown = Markup().join(
        Markup('<div class="group"><span class="label">{}</span> <span class="bars">{}</span></div>').format(
            name,
            Markup(" ").join(
                _bar(bar, top, SERIES[number], own if group[1:] else "", bool(years))
                for number, (bar, own) in enumerate(zip(group, series, strict=False))
            ),
        )
        for name, group in drawn
    )
    return Markup('<div class="chart{}">{}<div class="groups">{}</div></div>').format(kind, legend, shown)


def _bar(bar: Bar, top: Decimal | int, series: str, name: str, upright: bool) -> Markup:
    """Return one bar; the `name` of its series comes before the number, for readers who cannot see its colour."""
    number = Markup("<span>{} </span>{}").format(name, bar.shown) if name else bar.shown
    if bar.value is None:
        return Markup('<span class="bar unknown"><i>{}</i></span>').format(number)
    length = f"{_n(100 * bar.value / top, 0)}%"
    height = Markup(' height="{}"').format(length) if upright else ""
    box = Markup('<svg width="{}"{} aria-hidden="true">{}</svg>')
    drawn = box.format(length, height, Markup('<rect width="100%" height="100%"/>'))
    return Markup('<span class="bar {}"><b>{}</b>{}</span>').format(series, number, drawn)


class Place(NamedTuple):
    """A named place on a map: its longitude and latitude in degrees, and the lines of text below its name."""

    name: str
    position: Sequence[float]
    lines: list[str]


def places(
    outline: Sequence[Sequence[float]], borders: Sequence[Sequence[Sequence[float]]], marks: Sequence[Place], text: str
) -> Markup:
    """Return a map: an outline and inner borders of (longitude, latitude) in degrees, and places with their names.

    The projection is equirectangular, true to scale at the middle latitude. The land scales with the map; the names are
    over it in the reader's font size. `text` is the label for screen readers.
    """
    west, east = min(point[0] for point in outline), max(point[0] for point in outline)
    south, north = min(point[1] for point in outline), max(point[1] for point in outline)
    scale = MAP / (east - west)
    stretch = scale / math.cos(math.radians((south + north) / 2))
    height = round((north - south) * stretch)

    def line(points: Sequence[Sequence[float]]) -> str:
        at = [(round((point[0] - west) * scale), round((north - point[1]) * stretch)) for point in points]
        steps = (f"{x - a: }{y - b: }" for (a, b), (x, y) in itertools.pairwise(at) if (a, b) != (x, y))
        return f"M{at[0][0]} {at[0][1]}l{''.join(steps)}"

    drawn = f'<path class="land" d="{line(outline)}z"/><path class="borders" d="{"".join(map(line, borders))}"/>'
    names: list[Markup] = []
    right_labels: list[float] = []
    for mark in sorted(marks, key=lambda mark: -mark.position[1]):
        x, y = (mark.position[0] - west) / (east - west) * 100, (north - mark.position[1]) / (north - south) * 100
        is_right = x < 60 and all(y - above > 30 for above in right_labels)
        right_labels += [y] if is_right else []
        names.append(_mark(mark, f"{_n(x)}%", f"{_n(y)}%", is_right))
    return Markup(
        '<div class="land-and-names" role="img" aria-label="{}"><svg aria-hidden="true" viewBox="0 0 {} {}">{}</svg>'
        '<svg aria-hidden="true" width="100%" height="100%">{}</svg></div>'
    ).format(text, MAP, height, Markup(drawn), Markup().join(names))


def _mark(place: Place, x: str, y: str, is_right: bool) -> Markup:
    """Return a dot with the name and lines of a place, to the right or left of it."""
    anchor, dx = ("start", ".8") if is_right else ("end", "-.8")
    rows = [(place.name, ' class="name"', -0.1), *((line, "", 1.2) for line in place.lines)]
    spans = [
        Markup('<tspan{} x="{}" dx="{}em" dy="{}em">{}</tspan>').format(Markup(kind), x, dx, _n(dy), line)
        for line, kind, dy in rows
    ]
    return Markup('<circle cx="{0}" cy="{1}" r=".42em"/><text y="{1}" text-anchor="{2}">{3}</text>').format(
        x, y, anchor, Markup().join(spans)
    )


def _n(number: float | Decimal, digits: int = 2) -> str:
    """Return a number in the shortest form that SVG allows."""
    return f"{round(float(number), digits):g}"
