"""Rules for all finished pages together: their links, orphan pages, and the weight of the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.link.addresses import ERROR_PAGE, NOT_FOUND
from generator.link.site import Site
from generator.problems import Location, Problem
from generator.read.cache import Cache
from generator.render.outputs import Finished, Outputs, weigh

RESERVE = 0.05
"""The share of its budget that a page must leave free."""


@dataclass(frozen=True)
class FinishedSite:
    """A linked site, all published files, and the cache of measured weights."""

    site: Site
    published: Outputs
    cache: Cache

    @cached_property
    def files(self) -> tuple[Finished, ...]:
        """The HTML pages among the published files."""
        return tuple(output for output in self.published.values() if isinstance(output, Finished))

    @cached_property
    def weighed(self) -> tuple[Finished, ...]:
        """Every page except the error page, whose links contain the address of the site."""
        return tuple(file for file in self.files if file.address != ERROR_PAGE)

    @cached_property
    def median(self) -> int:
        """The bytes of the median page, or 0 without pages; importing `statistics` would take long."""
        weights = sorted(file.record.weight for file in self.files if file.page) or [0]
        return round((weights[(len(weights) - 1) // 2] + weights[len(weights) // 2]) / 2)

    @cached_property
    def scripts(self) -> int:
        """The total bytes of all scripts."""
        return sum(len(script.encode()) for script in self.site.assets.scripts.values())

    def weight(self, path: str) -> int:
        """Return the compressed bytes of a file that is not a page."""
        output = self.published[path]
        return self.cache.get_or_make("weight", output.digest, lambda: weigh(output.data))


def broken_links(whole: FinishedSite) -> Iterator[Problem]:
    """Every link inside the site goes to a published file, and to an id that exists there."""
    ids = {file.path: {*file.record.ids, *(file.page.entries if file.page else ())} for file in whole.files}
    for file in whole.files:
        for path, anchor, address, _, template in file.record.links:
            if path not in whole.published:
                message = "goes to a file that is not published"
                fix = "write {{ link(page) }} or {{ asset(path) }} instead, or add the missing file"
            elif anchor and path in ids and anchor not in ids[path]:
                message, fix = "goes to an id that is not on that page", "correct the part after '#'"
            else:
                continue
            yield file.problem(Location(template), f"the link '{address}' {message}", fix)


def orphan_pages(whole: FinishedSite) -> Iterator[Problem]:
    """Every page is linked from another page of its language: from a text, a card or a menu.

    The index on the search page does not count, as it lists all pages.
    """
    shown = {file.path: page for file in whole.files if (page := file.page) and page.name != NOT_FOUND}
    linked = {
        path
        for file in whole.files
        if (page := shown.get(file.path)) and page.document.kind != "search"
        for path, _, _, tag, _ in file.record.links
        if tag == "a" and path != file.path and path in shown and shown[path].language == page.language
    }
    for file in whole.files:
        if file.path in shown and file.path not in linked and shown[file.path].name != "index":
            message = "no other page in this language links to this page"
            yield file.problem(file.source, message, "link to it from another page, or give it a 'menu'")


def nearly_heavy_pages(whole: FinishedSite) -> Iterator[Problem]:
    """A page leaves 5% of its budget free for later changes."""
    budget = whole.site.settings.budgets.page
    for file in whole.weighed:
        if (1 - RESERVE) * budget < file.record.weight <= budget:
            message = f"the page weighs {file.record.weight} bytes compressed, close to its budget of {budget}"
            yield file.problem(file.source, message, "shorten or split it before you add more")


def heavy_site(whole: FinishedSite) -> Iterator[Problem]:
    """The median page and all scripts together are within the budgets of site.yaml."""
    budgets = whole.site.settings.budgets
    median, scripts = whole.median, whole.scripts
    if median > budgets.median:
        message = f"the median page weighs {median} bytes compressed; the budget is {budgets.median}"
        fix = "shorten styles, templates or pages, or raise 'budgets'"
        yield Problem(whole.site.settings.locations.key("budgets", "median"), message, fix)
    if scripts > budgets.scripts:
        message = f"the scripts have {scripts} bytes; the budget is {budgets.scripts}"
        yield Problem(Location("static/scripts"), message, "shorten them, or raise 'budgets'")


def heavy_search(whole: FinishedSite) -> Iterator[Problem]:
    """Everything that a page loads for a search is within the budget of site.yaml."""
    budget = whole.site.settings.budgets.search
    for file in whole.weighed:
        loaded = {path for path, _, _, tag, _ in file.record.links if tag == "script" and path in whole.published}
        if (weight := sum(map(whole.weight, loaded))) > budget:
            message = f"the search loads {weight} bytes compressed; the budget is {budget}"
            yield file.problem(file.source, message, "shorten pages, or raise 'budgets' in site.yaml")
