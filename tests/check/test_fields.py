"""The fields of pages and settings in, what they should say besides out."""

from pathlib import Path

import pytest

import build
from generator.check.finished import Whole
from tests.check.sites import HOUSE, told, whole
from tests.conftest import append, change, options

EVENT = {"year": 2026, "text": "It began.", "sources": ["log"]}
STATEMENT = {"standard": "WCAG", "status": "full", "prepared": "2025-01-01", "reviewed": "2025-11-24"}
OLD = STATEMENT | {"reviewed": "2025-11-01"}
TXT = ".well-known/security.txt"
SUMMARY = "say in one sentence what the page holds"
REVIEW = "check it against its sources, then set 'reviewed' and 'review_by' anew"
STATED = "check it, and set 'reviewed' anew"
ANEW = "check that 'contact' is still right, then set 'expires' to a day within a year"


def page(**fields: str) -> Whole:
    """Return a site of a page with these fields."""
    return whole({"a": ""}, front=fields)


def secured(expires: str, **static: bytes) -> Whole:
    """Return a site that says until when it tells whom to tell of a weakness."""
    return whole(static=static, security={"contact": "a@b.example", "expires": expires})


@pytest.mark.parametrize(
    ("rule", "site", "expected"),
    [
        ("repeated-titles", whole({"a": "", "b": ""}, front={}), ""),
        (
            "repeated-titles",
            whole({"First.topic": "", "first topic": ""}, front={}),
            "the title 'first topic' is also that of content/First.topic.md → give one of the two another title",
        ),
        ("short-summaries", page(summary="Ten signs."), ""),
        ("short-summaries", page(summary="Figures."), f"the summary 'Figures.' says very little → {SUMMARY}"),
        (
            "short-summaries",
            page(title="All about figures", summary="All about figures."),
            f"the summary repeats the title 'All about figures.' → {SUMMARY}",
        ),
        ("overdue-reviews", page(review_by="2026-11-24"), ""),
        ("overdue-reviews", page(review_by="2026-11-23"), f"this page was to be reviewed by 2026-11-23 → {REVIEW}"),
        ("expired-statements", whole(accessibility=STATEMENT), ""),
        (
            "expired-statements",
            whole(accessibility=OLD),
            f"the accessibility statement was last reviewed on 2025-11-01 → {STATED}",
        ),
        *((rule, whole(), "") for rule in ("expired-security", "expiring-security", "hidden-security")),
        ("expired-security", secured("2026-11-25"), ""),
        ("expired-security", secured("2026-11-24"), f"whom to tell of a weakness expired on 2026-11-24 → {ANEW}"),
        ("expiring-security", secured("2026-12-23"), ""),
        ("expiring-security", secured("2026-12-22"), f"whom to tell of a weakness expires on 2026-12-22 → {ANEW}"),
        ("expiring-security", secured("2026-11-24"), ""),
        ("hidden-security", secured("2026-12-23"), ""),
        (
            "hidden-security",
            secured("2026-12-23", **{TXT: b""}),
            f"static/{TXT} is published in place of this → keep one of the two",
        ),
        (
            "future-years",
            whole(timeline={"now": EVENT, "later": EVENT | {"year": 2094}}),
            "the year 2094 is still to come → correct it, or leave this out until then",
        ),
        (
            "unshown-partners",
            whole(partners={"house": HOUSE}),
            "no page shows partners of the kind 'centre' → show them on a page, or remove this one",
        ),
    ],
)
def test_rule_of_fields_tells_what_breaks_it(rule: str, site: Whole, expected: str) -> None:
    assert told(rule, site) == expected


def test_a_map_shows_no_partner_in_full(tiny: Path) -> None:
    change(tiny, "content/en/topics/first.md", "{{ map kind=centre }}", "{{ map }}")
    entry = "  about: A.\n  helps: All.\n  languages: [fr]\n  website: https://o.example/\n"
    phone = "  phone: {number: 02 555 03 03, checked: 2026-01-02}\n"
    last = append(tiny, "content/en/data/partners.yaml", f"other:\n  name: O\n{entry}{phone}  kind: children\n")

    assert [str(warning.location) for warning in build.make(options(tiny)).warnings] == [
        f"content/en/data/partners.yaml:{last}:3"
    ]
