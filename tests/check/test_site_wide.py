"""The budgets for weight, which does not depend on notices or on the address of the site."""

import statistics

import build
from generator.check.site_wide import FinishedSite
from generator.read.cache import Cache
from tests.conftest import FIRST, SECOND, append, change, make, problems_in, write


def finished(made: build.BuildResult) -> FinishedSite:
    return FinishedSite(made.site, made.outputs, Cache())


def test_a_weight_over_budget_is_reported(tiny):
    """The error page is not weighed, as its links contain the address of the site."""
    made = finished(make(tiny))
    median = round(statistics.median(file.record.weight for file in made.files if file.page))
    last = append(tiny, "site.yaml", "budgets:\n  page: 5\n  median: 6\n  scripts: 7\n")

    assert {*problems_in(tiny)} == {
        f"site.yaml:{last - 1}:3: the median page weighs {median} bytes compressed; the budget is 6 → "
        "shorten styles, templates or pages, or raise 'budgets'",
        f"static/scripts:1:1: the scripts have {made.scripts} bytes; the budget is 7 → "
        "shorten them, or raise 'budgets'",
        *(
            f"{file.source}: the page weighs {file.record.weight} bytes compressed; the budget is 5 (on "
            f"/{file.address}) → shorten it, split it, or raise 'budgets' in site.yaml"
            for file in made.files
            if file.path != "404.html"
        ),
    }


def test_a_weight_over_budget_is_reported_with_problems_of_other_pages(tiny):
    append(tiny, "site.yaml", "budgets: {page: 5}\n")
    line = append(tiny, SECOND, "\n[Lost](lost.md)\n")
    problems = problems_in(tiny)

    assert any(problem.startswith(f"{FIRST}:1:1: the page weighs") for problem in problems)
    assert any(problem.startswith(f"{SECOND}:{line}:") for problem in problems)


def test_a_page_that_nearly_fills_its_budget_is_a_warning(tiny):
    weights = {f"/{file.address}": file.record.weight for file in finished(make(tiny)).files}
    budget = max(weights.values())
    append(tiny, "site.yaml", f"budgets: {{page: {budget}}}\n")

    assert {warning.page: f"{warning.message} → {warning.fix}" for warning in make(tiny).warnings} == {
        page: f"the page weighs {weight} bytes compressed, close to its budget of {budget} → "
        "shorten or split it before you add more"
        for page, weight in weights.items()
        if weight > 0.95 * budget
    }


def test_the_search_has_a_budget(tiny):
    write(tiny, "static/files/a.js", "0123456789")  # 14 bytes when compressed
    change(tiny, "templates/languages.html", "<ul", '<div data-load="{{ asset("static/files/a.js") }}"></div><ul')
    append(tiny, "site.yaml", "budgets: {search: 14}\n")
    assert problems_in(tiny) == []
    change(tiny, "site.yaml", "search: 14", "search: 13")

    assert problems_in(tiny) == [
        "templates/languages.html:1:1: the search loads 14 bytes compressed; the budget is 13 (on /) → "
        "shorten pages, or raise 'budgets' in site.yaml"
    ]


def test_the_weight_of_a_page_does_not_depend_on_notices_or_the_address_of_the_site(tiny):
    """A changed sentence adds a notice to each translation, and the address of the site adds links to each head."""
    change(tiny, "site.yaml", "url: https://tiny.example/base\n", "")
    write(tiny, "static/styles/components/admonition.css", ".admonition { color: red }\n")
    before = make(tiny)
    change(tiny, "content/en/help.md", "Call {{", "Ring {{")
    after = make(tiny, url="https://www.example.org/a/folder/of/its/own")
    first, second = ({file.path: file for file in finished(made).files} for made in (before, after))

    for text in (b'class="admonition notice"', b"canonical"):
        assert [text in pages["fr/obtenir-de-l-aide/index.html"].data for pages in (first, second)] == [False, True]
    excluded = {f"{code}/help/index.html" for code in ("en", "nl", "de")} | {
        "404.html"
    }  # its links contain the address
    assert [path for path in first.keys() - excluded if first[path].record.weight != second[path].record.weight] == []
