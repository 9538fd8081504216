"""The feeds, parsed by feedparser."""

from pathlib import Path

import feedparser

from tests.conftest import FIRST, SECOND, URL, build_site, change


def read(folder: Path, language: str) -> feedparser.FeedParserDict:
    feed = feedparser.parse(build_site(folder)[f"{language}/data/feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def test_a_feed_has_the_dated_pages_of_its_language_the_latest_first(tiny):
    change(tiny, FIRST, "order: 1", "order: 1\npublish: 2026-03-04")

    feed = read(tiny, "en")
    assert [(entry.link, entry.updated) for entry in feed.entries] == [
        (f"{URL}en/topics/first/", "2026-03-04T00:00:00Z"),
        (f"{URL}en/help/", "2026-01-02T00:00:00Z"),
    ]
    assert feed.entries[0].published == feed.feed.updated == feed.entries[0].updated
    assert [entry.title_detail.language for entry in read(tiny, "fr").entries] == ["fr"]


MOVES = (
    "rename topics/second moved", "rename moved topics/second", "rename topics themes", "rename themes topics",
    "remove topics/first --to topics/second", "rename topics/second moved",
)  # fmt: skip


def test_renaming_and_removing_pages_keeps_the_id_of_an_entry(tiny, run):
    change(tiny, SECOND, "order: 2", "order: 2\nreviewed: 2026-02-03")
    change(tiny, SECOND, " Back to [the first](first.md).", "")
    change(tiny, "site.yaml", "  en: {name: English, locale: en_GB}\n", "")
    change(tiny, "site.yaml", "  nl:", "  en: {name: English, locale: en_GB}\n  nl:")
    before = read(tiny, "en").entries[0]

    for command in MOVES:
        assert run(tiny, *command.split())[::2] == (0, "")
        after = read(tiny, "en").entries[0]
        assert (after.id, after.title) == (before.id, before.title), command
