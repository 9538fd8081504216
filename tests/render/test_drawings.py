"""Charts and maps, from their numbers and in a browser."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.render.drawings import Bar, Group, Place, bars, places
from tests.conftest import ROOT

STYLES = "".join(path.read_text("utf-8") for path in sorted((ROOT / "static" / "styles").glob("**/*.css")))
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
"""The text spacing that readers may set (WCAG 2.2, 1.4.12)."""
COLLISIONS = """() => {
    const lines = [...document.querySelectorAll(".label, .bar b, .bar i, .key")].flatMap(element => {
        const range = document.createRange();
        range.selectNode(element.lastChild);  // the name of the series before it is only for screen readers
        return [...range.getClientRects()].map(box => ({text: element.lastChild.textContent, box}));
    });
    const outer = document.querySelector(".figure").getBoundingClientRect();
    const out = lines.filter(({box}) => box.left < outer.left || box.right > outer.right).map(({text}) => text);
    const over = (a, b) => a.text !== b.text
        && Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1
        && Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 3;
    const under = lines.flatMap(a => lines.filter(b => over(a, b)).map(b => `${a.text} on ${b.text}`));
    return [...out, ...under];
}"""
"""JavaScript that returns the labels and numbers of a chart that overflow the figure or overlap each other."""


def lengths(drawing: str) -> list[float]:
    """Return the length of every bar with a known value, in per cent."""
    return [float(found) for found in re.findall(r'<svg width="([\d.]+)%"', drawing)]


def group(name: str, value: float | None, shown: str = "") -> Group:
    return name, [Bar(value, shown)]


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=12))
def test_bars_are_proportional_to_their_values(values):
    drawn = lengths(bars(["Victims"], [group(str(number), value) for number, value in enumerate(values)]))

    assert drawn == pytest.approx([100 * value / max(values) for value in values], abs=0.5)


def test_a_chart_shows_its_numbers_and_no_bar_of_length_zero_for_an_unknown_one():
    drawing = bars(["<b>", "Lost"], [("2020", [Bar(0, "0"), Bar(2, "<2")]), ("2021", [Bar(None, "not known")] * 2)])

    assert lengths(drawing) == [0, 100]
    assert re.findall(r'class="(?:key|bar) (\w+)">(?:<[bi]>)?(?:<span>[^<]*</span>)?([^<]+)<', drawing) == [
        *(("a", "&lt;b&gt;"), ("b", "Lost")),
        *(("a", "0"), ("b", "&lt;2"), ("unknown", "not known")),
    ]


@given(st.sets(st.integers(1900, 1940), min_size=1))
def test_years_are_in_order_with_a_gap_for_each_missing_one(given_years):
    years = sorted(given_years)
    drawing = bars(["Victims"], [group(f"in {year}", year) for year in years], years, "not known")

    shown = re.findall(r'<span class="label">(\D*)(\d+)</span> <span class="bars"><span class="bar (\w+)">', drawing)
    assert [int(year) for _, year, _ in shown] == list(range(years[0], years[-1] + 1))
    assert {int(year) for known, year, kind in shown if known and kind == "a"} == given_years


def test_each_number_among_several_series_has_the_name_of_its_series_as_text():
    rows = [("2017", [Bar(3, "3"), Bar(None, "?")]), ("2018", [Bar(None, "?"), Bar(None, "?")])]

    text = LexborHTMLParser(bars(["Victims", "Reports"], rows, (2017, 2018), "?")).text(separator=" ")
    assert text.split() == ["Victims", "Reports", "2017", "Victims", "3", "Reports", "?", "2018", "?"]


@pytest.mark.parametrize("spaced", ["", SPACED])
@pytest.mark.parametrize("size", ["100%", "200%"])
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_label_or_number_overflows_or_overlaps_another(browser, width, size, spaced):
    years = (2017, 2018, 2024)
    rows = [(str(year), [Bar(year, f"{year:,}"), Bar(None, "nicht bekannt")]) for year in years]
    kinds = [
        group("Ausbeutung der Arbeitskraft, Bettelei und erzwungene Straftaten", 12345, "12,345"),
        group("Men", 1, "1"),
    ]
    page = browser.new_page(viewport={"width": width, "height": 900})
    for chart in (bars(["Menschenhandel", "Schmuggel"], rows, years, "nicht bekannt"), bars(["All"], kinds)):
        page.set_content(
            f'<style>{STYLES}{spaced} html {{ font-size: {size}; }}</style><main><div class="prose">'
            f'<figure class="figure">{chart}</figure></div></main>'
        )

        assert page.evaluate(COLLISIONS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


SQUARE = [(2, 51), (6, 51), (6, 49), (2, 49)]


def test_places_and_borders_are_at_their_coordinates():
    middle, east = Place("Middle", (4, 50), ["A house"]), Place("East", (6, 50), ["B"])
    drawing = places(SQUARE, [[(4, 51), (4, 49)]], [middle, east], "Middle: A house; East: B")
    marks = [tuple(map(float, found)) for found in re.findall(r'<circle cx="([\d.]+)%" cy="([\d.]+)%"', drawing)]

    assert marks == [(50, 50), (100, 50)]
    assert re.findall(r'text-anchor="(\w+)"><tspan class="name"[^>]*>(\w+)<', drawing) == [
        ("start", "Middle"),
        ("end", "East"),
    ]
    assert re.findall(r"<tspan x=[^>]*>([^<]*)<", drawing) == ["A house", "B"]
    assert 'role="img" aria-label="Middle: A house; East: B"' in drawing
    assert re.findall(r"<svg (\S+)", drawing) == ['aria-hidden="true"'] * 2
    assert re.findall(r'class="borders" d="M400 0l 0 (\d+)"', drawing) == re.findall(
        'viewBox="0 0 800 ([0-9]+)"', drawing
    )


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (320, "200%"), (640, "100%")])
def test_the_names_on_a_map_do_not_overlap(browser, width, size):
    near = [Place("Brussel", (4.1, 50.2), ["PAG-ASA"]), Place("Antwerpen", (4.2, 50.4), ["Payoke"])]
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(
        f'<style>{STYLES} html {{ font-size: {size}; }}</style><main><div class="prose">'
        f'<figure class="map">{places(SQUARE, [], near, "")}</figure></div></main>'
    )

    boxes = page.eval_on_selector_all("text", "found => found.map(e => e.getBoundingClientRect().toJSON())")
    first, second = boxes
    assert first["bottom"] <= second["top"] or first["right"] <= second["left"] or second["right"] <= first["left"]
    assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)
    page.close()
