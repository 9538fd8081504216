"""Files in, documents out."""

from pathlib import Path

from generator.read import pages
from generator.read.files import Files
from tests.conftest import markdown, write


def test_the_guide_for_editors_is_no_page(tmp_path: Path) -> None:
    for path in ("README.md", "other.md", "en/README.md", "en/page.md"):
        write(tmp_path, f"content/{path}", markdown())

    documents, problems = pages.read(Files(tmp_path), ["en"], "en")

    assert [document.path for document in documents] == ["content/en/page.md"]
    assert [problem.location.path for problem in problems] == ["content/en/README.md", "content/other.md"]


def test_a_translation_has_the_fields_that_hold_for_every_language(tmp_path: Path) -> None:
    for language, fields in (("en", "order: 3\nreviewed: 2026-01-02\ndraft: true\n"), ("fr", "slug: aide\n")):
        write(tmp_path, f"content/{language}/page.md", markdown(fields=fields))

    (english, french), problems = pages.read(Files(tmp_path), ["en", "fr"], "en")

    assert problems == []
    assert (french.front.order, french.front.reviewed, french.front.draft) == (3, english.front.reviewed, True)
    assert (english.front.slug, french.front.slug) == (None, "aide")
