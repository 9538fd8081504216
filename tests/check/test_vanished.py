"""Published addresses that the site would no longer have are reported."""

import shutil
from pathlib import Path

import pytest

from generator.check.vanished import read
from generator.problems import UsageError
from tests.conftest import FIRST, SECOND, change, problems_in, write


@pytest.fixture
def online(tiny: Path, tmp_path: Path) -> Path:
    """The sitemap of the unchanged tiny site, published at another address."""
    text = (tiny / "public/sitemap.xml").read_text("utf-8")
    sitemap = tmp_path / "sitemap.xml"
    sitemap.write_text(text.replace("https://tiny.example/base", "https://old.example"), "utf-8")
    return sitemap


def vanished(old: str, successor: str, before: str = "") -> str:
    return (
        f"{successor}:1:1: the published address /{old}/ would no longer work"
        f" → add {before}'{old}' to the 'aliases' of this page, or of another page that replaces it"
    )


def test_an_address_that_stays_as_a_page_an_alias_or_an_expired_page_is_no_problem(run, tiny, online):
    assert run(tiny, "--published", str(online), "check")[0] == 0
    change(tiny, SECOND, "order: 2", "order: 2\nexpire: 2026-11-24")
    change(tiny, "content/fr/help.md", "slug: obtenir-de-l-aide", "slug: aide\naliases: [fr/obtenir-de-l-aide]")

    assert run(tiny, "check", "--published", str(online))[2] == ""


def test_a_vanished_address_is_reported_at_the_page_that_should_take_it_over(tiny, online):
    change(tiny, "content/fr/help.md", "slug: obtenir-de-l-aide", "slug: aide")
    (tiny / SECOND).unlink()
    shutil.move(tiny / FIRST, tiny / "content/en/topics/firsts.md")
    for path in ("content/en/index.md", "content/fr/index.md"):
        change(tiny, path, "topics/first.md", "topics/firsts.md")

    assert problems_in(tiny, published=read(online)) == [
        vanished("en/topics/first", "content/en/topics/firsts.md"),
        vanished("en/topics/second", "content/en/topics/index.md", "'en/topics' and "),
        vanished("fr/obtenir-de-l-aide", "content/fr/help.md"),
    ]


def test_a_moved_page_should_keep_its_old_address(tiny, online):
    change(tiny, "content/en/topics/index.md", "order: 2", "order: 2\nslug: themes")

    assert problems_in(tiny, published=read(online)) == [
        vanished(f"en/topics{page}", f"content/en/topics{page or '/index'}.md") for page in ("/first", "", "/second")
    ]


def test_the_original_should_take_over_the_address_of_a_removed_language(tiny, online):
    change(tiny, "site.yaml", "  fr: {name: Français, locale: fr_BE}\n", "")
    shutil.rmtree(tiny / "content/fr")

    problems = problems_in(tiny, published=read(online))
    assert vanished("fr/obtenir-de-l-aide", "content/en/help.md").replace(":1:1", ":8:10") in problems


@pytest.mark.parametrize(
    ("text", "why"), [("", ": no element found"), ("<urlset/>", ": it lists no pages"), ("no", ": syntax error")]
)
def test_a_file_that_is_not_a_sitemap_is_a_usage_error(tmp_path, text, why):
    write(tmp_path, "sitemap.xml", text)

    with pytest.raises(UsageError, match=f"sitemap.xml is not a sitemap{why}"):
        read(tmp_path / "sitemap.xml")
    with pytest.raises(UsageError, match="cannot read"):
        read(tmp_path / "none.xml")
