"""The fields of pages and settings in, what they should say besides out."""

import pytest

from generator.check.finished import Whole
from tests.check.sites import told, whole

STATEMENT = {"standard": "WCAG", "status": "full", "prepared": "2025-01-01", "reviewed": "2025-11-24"}
SECURITY = ".well-known/security.txt"


@pytest.mark.parametrize(
    ("rule", "site", "expected"),
    [
        ("repeated-titles", whole({"a": "", "b": ""}, front={}), []),
        (
            "repeated-titles",
            whole({"First.topic": "", "first topic": ""}, front={}),
            ["the title 'first topic' is also that of content/First.topic.md → give one of the two another title"],
        ),
        ("short-summaries", whole({"a": ""}, front={"summary": "Ten signs."}), []),
        (
            "short-summaries",
            whole({"a": ""}, front={"summary": "Figures."}),
            ["the summary 'Figures.' says very little → say in one sentence what the page holds"],
        ),
        (
            "short-summaries",
            whole({"a": ""}, front={"title": "All about figures", "summary": "All about figures."}),
            ["the summary repeats the title 'All about figures.' → say in one sentence what the page holds"],
        ),
        ("overdue-reviews", whole({"a": ""}, front={"review_by": "2026-11-24"}), []),
        (
            "overdue-reviews",
            whole({"a": ""}, front={"review_by": "2026-11-23"}),
            [
                "this page was to be reviewed by 2026-11-23"
                " → check it against its sources, then set 'reviewed' and 'review_by' anew"
            ],
        ),
        (
            "expired-statements",
            whole(static={SECURITY: b"Contact: x\nExpires: 2026-11-25T00:00:00Z\n"}, accessibility=STATEMENT),
            [],
        ),
        (
            "expired-statements",
            whole(
                static={SECURITY: b"Expires: 2026-11-24T00:00:00Z"},
                accessibility=STATEMENT | {"reviewed": "2025-11-01"},
            ),
            [
                "the accessibility statement was last reviewed on 2025-11-01 → check it, and set 'reviewed' anew",
                "it expired on 2026-11-24 → check what it says, and set 'Expires' anew",
            ],
        ),
        (
            "expired-statements",
            whole(static={SECURITY: b"Contact: x"}),
            ["it does not say when it expires (RFC 9116, section 2.5.5) → add a line 'Expires: 2027-01-01T00:00:00Z'"],
        ),
    ],
)
def test_rule_of_fields_tells_what_breaks_it(rule: str, site: Whole, expected: list[str]) -> None:
    assert told(rule, site) == expected
