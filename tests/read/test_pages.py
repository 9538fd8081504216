"""Files in, documents out."""

from pathlib import Path

from generator.read import pages

TEXT = "---\ntitle: T\nsummary: S.\n---\nText.\n"


def test_the_guide_for_editors_is_no_page(tmp_path: Path) -> None:
    for path in ("README.md", "other.md", "en/README.md", "en/page.md"):
        (tmp_path / "content/en").mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(TEXT, "utf-8")

    documents, problems = pages.read(tmp_path, ["en"], "en")

    assert [document.path for document in documents] == ["content/en/page.md"]
    assert [problem.location.path for problem in problems] == ["content/en/README.md", "content/other.md"]
