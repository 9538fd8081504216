"""Drawings made from data, as inline SVG: bars of a figure, decades of a timeline, places on a map.

Widths are in per cent and heights in `em`, so that a drawing fits any screen while its letters keep the reader's own
size. Colours and fonts come from the style sheet. What a drawing shows also stands in words beside it, so a drawing
is hidden from screen readers unless it has a text of its own.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

ROOMS = (14, 20, 26, 32, 40, 52)
"""Widths, in the size of the letters of a chart, from which on its columns may stand beside each other; a class for each."""
SERIES = "abcd"
"""The classes of the series of a chart, in their order."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its value or None where it is not known, and the value as the reader sees it."""

    value: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Group:
    """The bars that stand together under one name, one for each series."""

    name: str
    bars: tuple[Bar, ...]


def every_year(groups: Sequence[Group], unknown: str) -> tuple[Group, ...]:
    """Return the groups with one for every year that is missing between theirs; as they are if their names are not years in order."""
    years = [int(group.name) for group in groups if re.fullmatch(r"\d{4}", group.name)]
    if len(years) < len(groups) or years != sorted(set(years)):
        return tuple(groups)
    given = dict(zip(years, groups, strict=True))
    gap = tuple(Bar(None, unknown) for _ in groups[0].bars)
    return tuple(given.get(year, Group(str(year), gap)) for year in range(years[0], years[-1] + 1))


def bars(series: Sequence[str], groups: Sequence[Group], text: str) -> Markup:
    """Return a chart of bars, with a legend where it has several series; `text` says the same to a screen reader.

    All bars share one scale from zero to the greatest value. One of unknown value is an empty outline, never a bar of
    length zero. Names and numbers are text that wraps, and each bar has its length both ways, so that the style sheet
    decides where bars lie below each other and where those of years stand side by side.
    """
    top = max((bar.value for group in groups for bar in group.bars if bar.value), default=1.0)
    years = all(re.fullmatch(r"\d{4}", group.name) for group in groups)
    letters = max(
        max(len(group.name), sum(len(bar.shown) for bar in group.bars if bar.value is not None)) for group in groups
    )
    room = len(groups) * (0.7 * letters + 0.4)
    kind = next((f" years room-{step}" for step in ROOMS if room <= step), "") if years else ""
    keys = [Markup('<span class="key {}">{}</span>').format(SERIES[number], name) for number, name in enumerate(series)]
    legend = Markup('<p class="keys">{}</p>').format(Markup(" ").join(keys)) if len(series) > 1 else ""
    shown = Markup().join(
        Markup('<div class="group"><span class="label">{}</span><span class="bars">{}</span></div>').format(
            group.name, Markup().join(_bar(bar, top, SERIES[number]) for number, bar in enumerate(_told(group)))
        )
        for group in groups
    )
    return Markup('<div class="chart{}" role="img" aria-label="{}">{}<div class="groups">{}</div></div>').format(
        kind, text, legend, shown
    )


def _told(group: Group) -> tuple[Bar, ...]:
    """Return the bars of a group, and one for all where none is known."""
    return group.bars if any(bar.value is not None for bar in group.bars) else group.bars[:1]


def _bar(bar: Bar, top: float, series: str) -> Markup:
    if bar.value is None:
        return Markup('<span class="bar unknown"><i>{}</i></span>').format(bar.shown)
    length = f"{_n(100 * bar.value / top)}%"
    drawn = Markup('<svg width="{0}" height="{0}"><rect width="100%" height="100%"/></svg>').format(length)
    return Markup('<span class="bar {}"><b>{}</b>{}</span>').format(series, bar.shown, drawn)


def dots(events: Sequence[tuple[int, bool]], levels: int) -> Markup:
    """Return the ten years of a decade as a line, with a dot for every event, a large one for a milestone.

    An event is its year in the decade from 0 to 9, and whether it is a milestone. Those of one year are stacked in
    their order; there is room for `levels` of them.
    """
    base = 0.8 * levels + 0.2
    stacked: Counter[int] = Counter()
    shapes = [f'<line x2="100%" y1="{_n(base)}em" y2="{_n(base)}em"/>']
    for year, milestone in events:
        height = _n(base - 0.1 - 0.8 * stacked[year])
        kind = ' class="milestone" r=".42em"' if milestone else ' r=".22em"'
        shapes.append(f'<circle cx="{10 * year + 5}%" cy="{height}em"{kind}/>')
        stacked[year] += 1
    return Markup('<svg aria-hidden="true" width="100%" height="{}em">{}</svg>').format(
        _n(base + 0.5), Markup("".join(shapes))
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


def _n(number: float, digits: int = 2) -> str:
    """Return a number as short as SVG allows."""
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{number:.0f}"
