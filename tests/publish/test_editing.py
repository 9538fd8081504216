"""A page's file, changed through a form: what the form does not touch keeps its bytes."""

from pathlib import Path

import pytest

from generator.problems import WrongUse
from generator.publish import editing
from generator.publish.editing import Opened
from generator.read.pages import FrontMatter
from tests.conftest import write

ORDER = list(FrontMatter.model_fields)
FILE = """\
---
# Who keeps this page: the office.
title: 'It''s here'   # the heading
summary: "One: two."
aliases:
  - en/old   # from the poster
  - en/older
# menu: main
order: 10
draft: true  # not yet
---
Text.\u0020\u0020

## More
"""
UNTOUCHED = {
    "title": "It's here", "summary": "One: two.", "aliases": ["en/old", "en/older"], "order": "10", "draft": True,
    "menu": "", "exit": False, "reviewed": "",
}  # fmt: skip
CHANGES = {
    "title": ("Where: here", "title: 'It''s here'", "title: 'Where: here'"),
    "summary": ('Say "no" # now', '"One: two."', '"Say \\"no\\" # now"'),
    "aliases": (["en/a", "en/b, c"], "\n  - en/old   # from the poster\n  - en/older", ' [en/a, "en/b, c"]'),
    "order": ("", "order: 10\n", ""),
    "draft": (False, "draft: true  # not yet\n", ""),
    "menu": ("main", "# not yet\n", "# not yet\nmenu: main\n"),
    "exit": (True, "# not yet\n", "# not yet\nexit: true\n"),
    "reviewed": ("2026-11-24", "# not yet\n", "# not yet\nreviewed: 2026-11-24\n"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["nothing", *CHANGES])
def test_only_what_the_form_changes_is_changed(name: str, newline: str) -> None:
    text = "\ufeff" + FILE.replace("\n", newline)
    value, old, new = CHANGES.get(name, (None, "", ""))
    fields = UNTOUCHED | ({name: value} if name in CHANGES else {})
    changed = Opened("en", "a", text).changed(fields, "Text.  \n\n## More\n", ORDER)

    assert changed.text == text.replace(old.replace("\n", newline), new.replace("\n", newline), bool(old))
    assert (changed.fields or {}).get(name) == ("true" if value is True else value or None)


def test_a_text_is_changed_below_the_fields() -> None:
    changed = Opened("en", "a", FILE.replace("\n", "\r\n")).changed(UNTOUCHED, "New.\n\nEnd", ORDER)

    assert changed.text == FILE.partition("Text.")[0].replace("\n", "\r\n") + "New.\r\n\r\nEnd\r\n"


def test_a_file_that_ends_with_its_fields_gets_a_text() -> None:
    assert Opened("en", "a", "---\ntitle: T\n---").changed({}, "New.", ORDER).text == "---\ntitle: T\n---\nNew.\n"


@pytest.mark.parametrize("top", ["---\ntitle: [\n---\nText.\n", "no fields at all\n"])
def test_a_file_whose_fields_cannot_be_read_is_changed_whole(top: str) -> None:
    file = Opened("en", "a", top)

    assert (file.fields, file.body) == (None, top)
    assert file.changed({}, "---\ntitle: T\n---\nText.\n", ORDER).text == "---\ntitle: T\n---\nText.\n"


def test_a_save_that_is_cut_off_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path, "content/en/a.md", "old")
    monkeypatch.setattr("os.replace", cut)
    with pytest.raises(KeyboardInterrupt):
        editing.save(tmp_path, Opened("en", "a", "new"))
    assert (tmp_path / "content/en/a.md").read_text("utf-8") == "old"


@pytest.mark.parametrize(
    "path",
    ["site.yaml", "content/en/../../site.md", "/etc/passwd", "content/README.md", "content/en/data/a.yaml",
     "content/en/.a.md", "content/en/a.md\n", "content/en/gone.md", "content/en/linked.md", "content/out/a.md"],
)  # fmt: skip
def test_only_pages_can_be_opened(path: str, tmp_path: Path) -> None:
    (tmp_path / "content/en").mkdir(parents=True)
    write(tmp_path, "outside/a.md", "secret")
    (tmp_path / "content/en/linked.md").symlink_to(tmp_path / "outside/a.md")
    (tmp_path / "content/out").symlink_to(tmp_path / "outside")

    with pytest.raises(WrongUse):
        editing.opened(tmp_path, path)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Été à Liège (1).JPG", "pictures/ete-a-liege-1.jpg"),
        ("../../../etc/x.png", "pictures/etc-x.png"),
        ("Report.pdf", "files/report.pdf"),
        ("图.webp", "pictures/picture.webp"),
    ],
)
def test_what_is_put_in_gets_a_safe_name_and_replaces_nothing(name: str, path: str, tmp_path: Path) -> None:
    again, is_picture = path.replace(".", "-2.", 1), path.startswith("pictures/")
    found = [editing.put(tmp_path, name, data) for data in (b"one", b"two", b"one")]

    assert found == [(path, is_picture), (again, is_picture), (path, is_picture)]
    assert (tmp_path / "static" / again).read_bytes() == b"two"


@pytest.mark.parametrize("name", ["page.html", "run.js", "a.md", "x", ".png", "style.css", ""])
def test_what_is_no_picture_and_no_file_for_readers_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        editing.put(tmp_path, name, b"x")
    assert list(tmp_path.iterdir()) == []
