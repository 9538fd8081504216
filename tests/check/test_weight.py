"""Weights against budgets, which are the same whatever comes and goes."""

from pathlib import Path

import pytest

import build
from generator.check.finished import Whole
from generator.read.memory import Memory
from tests.check.sites import told, whole
from tests.conftest import change, options

TEN = "0123456789"  # 14 bytes when compressed
SEARCH = '<div data-load="../static/a.js">'


@pytest.mark.parametrize(
    ("rule", "site", "expected"),
    [
        ("heavy-pages", whole({"en/a.html": TEN, "404.html": TEN * 9}, budgets={"page": "14"}), ""),
        (
            "heavy-pages",
            whole({"en/a.html": TEN}, budgets={"page": "5"}),
            "the page weighs 14 bytes compressed; the budget is 5 → shorten it, divide it, or raise 'budgets' in "
            "site.yaml",
        ),
        ("nearly-heavy-pages", whole({"en/a.html": TEN, "404.html": TEN}, budgets={"page": "15"}), ""),
        ("nearly-heavy-pages", whole({"en/a.html": TEN}, budgets={"page": "13"}), ""),
        (
            "nearly-heavy-pages",
            whole({"en/a.html": TEN}, budgets={"page": "14"}),
            "the page weighs 14 bytes compressed, and may weigh 14 → shorten or divide it before more is written",
        ),
        ("heavy-site", whole({"en/a.html": TEN}, front={}, budgets={"median": "14", "scripts": "7"}), ""),
        (
            "heavy-site",
            whole({"en/a.html": TEN}, front={}, budgets={"median": "5", "scripts": "6"}),
            "the median page weighs 14 bytes compressed; the budget is 5"
            " → shorten styles, templates or pages, or raise 'budgets'\n"
            "the scripts have 7 bytes; the budget is 6 → shorten them, or raise 'budgets'",
        ),
        ("heavy-search", whole({"en/a.html": SEARCH}, {"a.js": TEN.encode()}, budgets={"search": "14"}), ""),
        ("heavy-search", whole({"en/a.html": '<a href="../static/a.js">'}, {"a.js": b""}, budgets={"search": "0"}), ""),
        (
            "heavy-search",
            whole({"en/a.html": SEARCH}, {"a.js": TEN.encode()}, budgets={"search": "13"}),
            "the search loads 14 bytes compressed; the budget is 13 → shorten pages, or raise 'budgets' in site.yaml",
        ),
    ],
)
def test_weight_is_told_where_it_breaks_a_budget(rule: str, site: Whole, expected: str) -> None:
    assert told(rule, site) == expected


def test_page_weighs_the_same_whatever_comes_and_goes(tiny: Path) -> None:
    """One changed sentence puts a notice on each translation, and the address of the site makes links in the head."""
    path = "fr/obtenir-de-l-aide/index.html"
    change(tiny, "site.yaml", "url: https://tiny.example/base\n", "")
    before = build.make(options(tiny))
    change(tiny, "content/en/help.md", "Call {{", "Ring {{")
    after = build.make(options(tiny, url="https://www.example.org/some/folder/"))
    first, second = (
        {file.path: file for file in Whole.of(made.outputs, made.site, Memory()).files}[path]
        for made in (before, after)
    )

    shown = {output.path: output.data for output in after.outputs}[path]
    assert (b'class="notice"' in shown, b"canonical" in shown) == (True, True)
    assert b'class="notice"' not in first.data
    assert second.known.weight == first.known.weight
