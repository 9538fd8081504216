"""Rules for the values of fields of pages, data and settings, and for stray files."""

import datetime
import re
from collections.abc import Iterator

from generator.link.site import Page, Site
from generator.problems import Location, Problem, suggestion
from generator.read.facts import Partner


def repeated_titles(site: Site) -> Iterator[Problem]:
    """No two pages of a language have the same title."""
    first: dict[tuple[str, str], Page] = {}
    for page in (page for page in site.written if page.front.title):
        other = first.setdefault((page.language, letters(page.front.title)), page)
        if other is not page:
            message = f"the title '{page.front.title}' is also the title of {other.document.path}"
            yield Problem(page.document.field_location("title"), message, "give one of the two pages another title")


def overdue_reviews(site: Site) -> Iterator[Problem]:
    """Every page was reviewed by its 'review_by' date."""
    for page in site.written:
        if page.language == site.settings.source_language:
            day = page.front.review_by
            if day and day < site.today:
                fix = "check it against its sources, then update 'reviewed' and 'review_by'"
                yield Problem(page.document.field_location("review_by"), f"this page was due for review by {day}", fix)


def future_years(site: Site) -> Iterator[Problem]:
    """No event of the timeline and no row of a figure is in a future year."""
    facts, today = site.facts, site.today
    years = [(event.year, facts.locations.key("timeline", key, "year")) for key, event in facts.timeline.items()]
    years += [
        (year, facts.locations.key("figures", key, "rows", row))
        for key, figure in facts.figures.items()
        for row, year in zip(figure.rows, figure.row_years, strict=False)
    ]
    for year, location in years:
        if year > today.year:
            message = f"the year {year} is in the future"
            yield Problem(location, message, "correct it, or remove this until then")


def unshown_partners(site: Site) -> Iterator[Problem]:
    """Every partner is of a kind that a page shows."""
    entries = (entry for page in site.pages.values() for entry in page.entries.values())
    shown = {entry.kind for entry in entries if isinstance(entry, Partner)}
    for key, partner in site.facts.partners.items():
        if partner.kind not in shown:
            message = f"no page shows partners of the kind '{partner.kind}'"
            fix = suggestion(partner.kind, shown) if shown else "show them on a page, or remove this partner"
            yield Problem(site.facts.locations.key("partners", key, "kind"), message, fix)


def expired_statements(site: Site) -> Iterator[Problem]:
    """The accessibility statement was reviewed within the last year."""
    today, statement = site.today, site.facts.accessibility
    if statement and today - statement.reviewed > datetime.timedelta(days=366):
        message = f"the accessibility statement was last reviewed on {statement.reviewed}"
        location = site.facts.locations.key("accessibility", "reviewed")
        yield Problem(location, message, "check it, then update 'reviewed'")


def expired_security(site: Site) -> Iterator[Problem]:
    """security.txt has not expired (RFC 9116, section 2.5.5)."""
    settings = site.settings
    if settings.security and settings.security.expires <= site.today:
        message = f"the contact for security reports expired on {settings.security.expires}"
        fix = "check that 'contact' is still right, then set 'expires' to a date within a year"
        yield Problem(settings.locations.key("security", "expires"), message, fix)


def litter(site: Site) -> Iterator[Problem]:
    """No other program has left a file in content/ or static/, such as Thumbs.db; it would not be published."""
    if found := [path for folder in ("static", "content") for path in site.files.litter(folder)]:
        message = f"other programs left files here that are not published: {', '.join(found)}"
        yield Problem(Location(found[0]), message, "delete them")


def letters(name: str) -> str:
    """Return a text in lower case with only its letters and digits, or the text itself if it has none."""
    return re.sub(r"[\W_]+", "", name).casefold() or name
