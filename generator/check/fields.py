"""What the fields of pages and settings say, beyond what each must be to be read."""

import datetime
import re
from collections.abc import Iterator

from generator.check.finished import Whole
from generator.link.site import Page
from generator.problems import Location, Problem

SHORTEST_SUMMARY = 10


def repeated_titles(whole: Whole) -> Iterator[Problem]:
    """No two pages of a language have the same title."""
    first: dict[tuple[str, str], Page] = {}
    for page in _own_pages(whole):
        other = first.setdefault((page.language, letters(page.front.title)), page)
        if other is not page:
            message = f"the title '{page.front.title}' is also that of {other.document.path}"
            yield Problem(page.document.at("title"), message, "give one of the two another title")


def short_summaries(whole: Whole) -> Iterator[Problem]:
    """The summary of a page has at least 10 characters, and says more than its title."""
    fix = "say in one sentence what the page holds"
    for page in _own_pages(whole):
        where, summary = page.document.at("summary"), page.front.summary
        if letters(summary) == letters(page.front.title):
            yield Problem(where, f"the summary repeats the title '{summary}'", fix)
        elif len(summary) < SHORTEST_SUMMARY:
            yield Problem(where, f"the summary '{summary}' says very little", fix)


def overdue_reviews(whole: Whole) -> Iterator[Problem]:
    """Every page was reviewed by the day that it names."""
    for page in _own_pages(whole):
        if page.language == whole.site.settings.source_language:
            day = page.front.review_by
            if day and day < whole.site.today:
                fix = "check it against its sources, then set 'reviewed' and 'review_by' anew"
                yield Problem(page.document.at("review_by"), f"this page was to be reviewed by {day}", fix)


def expired_statements(whole: Whole) -> Iterator[Problem]:
    """security.txt has not expired, and the accessibility statement was reviewed within a year."""
    today, statement = whole.site.today, whole.site.facts.accessibility
    if statement and today - statement.reviewed > datetime.timedelta(days=366):
        message = f"the accessibility statement was last reviewed on {statement.reviewed}"
        yield Problem(whole.site.facts.at("accessibility", "reviewed"), message, "check it, and set 'reviewed' anew")
    security = whole.site.assets.files.get(".well-known/security.txt")
    if security:
        where = Location("static/.well-known/security.txt")
        found = re.search(rb"(?im)^expires:\s*(\d{4}-\d\d-\d\d)T", security.data)
        if not found:
            message = "it does not say when it expires (RFC 9116, section 2.5.5)"
            yield Problem(where, message, f"add a line 'Expires: {today.year + 1}-01-01T00:00:00Z'")
        elif (day := found[1].decode()) <= today.isoformat():
            line = security.data.count(b"\n", 0, found.start()) + 1
            message = f"it expired on {day}"
            yield Problem(Location(where.path, line), message, "check what it says, and set 'Expires' anew")


def letters(name: str) -> str:
    """Return what is left of a text without its signs, spaces and capitals, or the text where that is nothing."""
    return re.sub(r"[\W_]+", "", name).casefold() or name


def _own_pages(whole: Whole) -> Iterator[Page]:
    return (page for page in whole.site.pages.values() if not page.borrowed)
