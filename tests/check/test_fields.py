"""The rules for values of fields of pages, data and settings."""

import datetime

from tests.conftest import FIRST, SECOND, append, change, problems_in, warnings_in, write


def test_repeated_titles_and_future_years_are_reported(tiny):
    change(tiny, SECOND, "title: Second topic", "title: first.Topic")
    change(tiny, "content/en/data/timeline.yaml", "year: 2012", "year: 2094")
    change(tiny, "content/en/data/figures.yaml", "2024: {name: 2024", "2095: {name: 2095")

    later = "is in the future → correct it, or remove this until then"
    assert problems_in(tiny) == [
        f"content/en/data/figures.yaml:11:5: the year 2095 {later}",
        f"content/en/data/timeline.yaml:7:3: the year 2094 {later}",
        f"{SECOND}:2:8: the title 'first.Topic' is also the title of {FIRST} → give one of the two pages another title",
    ]


def test_an_overdue_date_is_a_warning_from_the_next_day(tiny):
    text = "standard: WCAG\nstatus: full\nprepared: 2026-01-01\nreviewed: 2026-01-01\n"
    write(tiny, "content/en/data/accessibility.yaml", text)
    change(tiny, "site.yaml", "expires: 2099-01-01", "expires: 2027-01-03")
    change(tiny, SECOND, "order: 2", "order: 2\nreview_by: 2027-01-02")

    assert warnings_in(tiny, today=datetime.date(2027, 1, 2)) == []
    assert warnings_in(tiny, today=datetime.date(2027, 1, 3)) == [
        "content/en/data/accessibility.yaml:4:1: the accessibility statement was last reviewed on 2026-01-01 → "
        "check it, then update 'reviewed'",
        f"{SECOND}:5:12: this page was due for review by 2027-01-02 → "
        "check it against its sources, then update 'reviewed' and 'review_by'",
        "site.yaml:19:44: the contact for security reports expired on 2027-01-03 → "
        "check that 'contact' is still right, then set 'expires' to a date within a year",
    ]


def test_a_partner_must_be_shown_by_more_than_a_map(tiny):
    change(tiny, FIRST, "{{ map kind=centre }}", "{{ map }}")
    entry = "  about: A.\n  helps: All.\n  languages: [fr]\n  website: https://o.example/\n"
    phone = "  phone: {number: 02 555 03 03, checked: 2026-01-02}\n"
    last = append(tiny, "content/en/data/partners.yaml", f"other:\n  name: O\n{entry}{phone}  kind: children\n")

    where = "content/en/data/partners.yaml:{}:3: no page shows partners of the kind"
    assert warnings_in(tiny) == [f"{where.format(last)} 'children' → use one of: centre"]
    for code in ("en", "fr"):
        change(tiny, f"content/{code}/help.md", "{{ partners kind=centre }}", "")
    assert warnings_in(tiny)[0] == f"{where.format(3)} 'centre' → show them on a page, or remove this partner"
