"""Numbers in, drawing out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.drawings import Bar, bars, places, years


def widths(drawing: str) -> list[float]:
    """Return the width of every bar of a known value, in per cent."""
    return [float(found) for found in re.findall(r'<rect width="([\d.]+)%"', drawing)]


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=12))
def test_bars_are_in_proportion(values: list[float]) -> None:
    drawn = widths(bars([(str(number), [Bar("", value, "")]) for number, value in enumerate(values)], "numbers"))

    assert drawn == pytest.approx([66 * value / max(values) for value in values], abs=0.006)


def test_a_value_that_is_not_known_is_no_bar_of_length_zero() -> None:
    drawing = bars([("2020", [Bar("", 0, "0")]), ("2021", [Bar("", None, "not known")])], "2020: 0; 2021: not known")

    assert widths(drawing) == [0]
    assert '<rect class="unknown" width="30%"' in drawing
    assert "not known</text>" in drawing


def test_a_chart_says_its_numbers_and_escapes_them() -> None:
    drawing = bars([("<b>", [Bar("", 1, "1")])], "<b>: 1")

    assert 'aria-label="&lt;b&gt;: 1"' in drawing
    assert "<b>" not in drawing


def test_long_names_stand_above_their_bars_in_lines() -> None:
    drawing = bars([("Other: removal of organs, benefit fraud, begging", [Bar("", 1, "1")])], "")

    assert re.findall(r'class="name"[^>]*>([^<]*)<', drawing) == ["Other: removal of organs, benefit", "fraud, begging"]


@given(st.dictionaries(st.integers(1900, 2100), st.integers(1, 6), min_size=1))
def test_every_event_is_a_dot_within_the_drawing(counts: dict[int, int]) -> None:
    drawing = years(counts)
    dots = [float(found) for found in re.findall(r'<circle cx="([\d.]+)%"', drawing)]

    assert len(dots) == sum(counts.values())
    assert all(0 <= dot <= 100 for dot in dots)
    assert f">{min(counts)}</text>" in drawing
    assert f">{max(counts)}</text>" in drawing


def test_places_stand_where_they_are() -> None:
    drawing = places([(2, 51), (6, 51), (6, 49), (2, 49)], [("Middle", (4, 50)), ("East", (6, 50))])
    height = float(re.search(r'viewBox="0 0 320 (\d+)"', drawing)[1])  # type: ignore[index]
    marks = [tuple(map(float, found)) for found in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawing)]

    assert marks[0] == pytest.approx((160, height / 2), abs=0.6)
    assert marks[1][0] == 310
    assert 'text-anchor="end">East<' in drawing
