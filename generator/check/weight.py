"""What pages and the search weigh, against the budgets of site.yaml."""

from collections.abc import Iterator

from generator.check.finished import Whole
from generator.problems import Location, Problem

RESERVE = 0.05
"""The part of its budget that a page leaves free."""


def heavy_pages(whole: Whole) -> Iterator[Problem]:
    """A page with all it needs to be shown arrives within the budget of site.yaml."""
    budget = whole.site.settings.budgets.page
    for file in whole.weighed:
        if file.known.weight > budget:
            message = f"the page weighs {file.known.weight} bytes compressed; the budget is {budget}"
            yield file.problem(file.source, message, "shorten it, divide it, or raise 'budgets' in site.yaml")


def nearly_heavy_pages(whole: Whole) -> Iterator[Problem]:
    """A page leaves 5 % of its budget free for what is written next."""
    budget = whole.site.settings.budgets.page
    for file in whole.weighed:
        if (1 - RESERVE) * budget < file.known.weight <= budget:
            message = f"the page weighs {file.known.weight} bytes compressed, and may weigh {budget}"
            yield file.problem(file.source, message, "shorten or divide it before more is written")


def heavy_site(whole: Whole) -> Iterator[Problem]:
    """The median page and all scripts together keep the budgets of site.yaml."""
    budgets = whole.site.settings.budgets
    middle, scripts = whole.median, whole.scripts
    if middle > budgets.median:
        message = f"the median page weighs {middle} bytes compressed; the budget is {budgets.median}"
        fix = "shorten styles, templates or pages, or raise 'budgets'"
        yield Problem(whole.site.settings.at("budgets", "median"), message, fix)
    if scripts > budgets.scripts:
        message = f"the scripts have {scripts} bytes; the budget is {budgets.scripts}"
        yield Problem(Location("static/scripts"), message, "shorten them, or raise 'budgets'")


def heavy_search(whole: Whole) -> Iterator[Problem]:
    """All that a page loads once its reader searches keeps the budget of site.yaml."""
    budget = whole.site.settings.budgets.search
    for file in whole.weighed:
        loaded = {path for path, _, _, tag, _ in file.known.leads if tag == "script" and path in whole.published}
        if (weight := sum(map(whole.weight, loaded))) > budget:
            message = f"the search loads {weight} bytes compressed; the budget is {budget}"
            yield file.problem(file.source, message, "shorten pages, or raise 'budgets' in site.yaml")
