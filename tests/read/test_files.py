"""The files of a project: unfinished merges are reported, and each is written whole or not at all."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import BuildFailed, UsageError
from generator.read.files import Files, checked, write_all
from tests.conftest import SECOND, append, files, problems_in, write


@pytest.mark.parametrize(("link", "arguments", "code"), [
    ("content/en/out", ["new", "page", "out/page"], 2),
    ("content/en/page.md", ["new", "page", "page"], 2),
    ("content/fr/translated.yaml", ["translations", "--record", "fr"], 1),
    (".cache", ["build"], 0),
    (".cache/record.json", ["build"], 0),
    (".cache/build.sqlite", ["build"], 0),
])  # fmt: skip
def test_nothing_is_written_through_a_symbolic_link(link, arguments, code, tiny, tmp_path, run):
    outside, place = tmp_path / "outside", tiny / link
    outside.mkdir()
    if place.exists():
        place.rename(outside / "there")
    elif not place.suffix:
        (outside / "there").mkdir()
    place.symlink_to(outside / "there")
    before = files(outside)
    append(tiny, SECOND, "\nOne more.\n")

    assert run(tiny, *arguments)[0] == code
    assert files(outside) == before


def test_nothing_is_written_over_a_folder(tiny, run):
    record = tiny / "content/fr/translated.yaml"
    record.unlink()
    record.mkdir()

    assert run(tiny, "translations", "--record", "fr") == (
        2, "", f"build.py: cannot write {record}: Is a directory; nothing was changed\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "content/en/help.md", "content/sources.yaml", "templates/components/contact.html",
        "static/styles/all.css", "static/scripts/exit.js", "static/drawings/mark.svg",
    ],
)  # fmt: skip
def test_an_unfinished_merge_is_the_only_problem(path, tiny):
    write(tiny, path, "Text.\n<<<<<<< HEAD\n---\na: \n=======\nb\n>>>>>>> other\n```\n")

    assert problems_in(tiny) == [
        f"{path}:2:1: a merge of two versions is unfinished here → "
        "keep the lines that you want, and delete the lines <<<<<<<, ======= and >>>>>>>"
    ]


@pytest.mark.parametrize(
    "text", ["- a\n    <<<<<<< HEAD\n", "> a\n> <<<<<<< HEAD\n", "a\n||||||| base\n", "a\n\n=======\n", "  >>>>>>> b\n"]
)
def test_every_conflict_marker_is_reported(text):
    with pytest.raises(BuildFailed) as failed:
        checked(text, "a.md")

    (problem,) = failed.value.problems

    assert problem.location.line == text.count("\n")
    assert problem.message == "a merge of two versions is unfinished here"


@pytest.mark.parametrize(
    "text", ["Heading\n=======\n", "||||||| a |\n|||||||\n", "> > > > > > > a\n", "a\n\n========\n"]
)
def test_text_that_only_looks_like_a_merge_is_accepted(text):
    assert checked(text, "a.md") == text


def test_files_with_changes_leave_the_originals_as_they_are(tmp_path):
    for name in ("kept", "changed", "gone"):
        write(tmp_path, f"content/{name}.md", name)
    original = Files(tmp_path)
    changed = original.changed({"content/changed.md": "é", "content/gone.md": None, "content/a/new.md": b"new"})

    assert [[(path, read.text(path)) for path in read.below("content")[0]] for read in (changed, original)] == [
        [("content/a/new.md", "new"), ("content/changed.md", "é"), ("content/kept.md", "kept")],
        [("content/changed.md", "changed"), ("content/gone.md", "gone"), ("content/kept.md", "kept")],
    ]


def test_a_full_disk_truncates_no_file(tmp_path, monkeypatch):
    def write_nothing(path: Path, _: bytes) -> int:
        path.open("wb").close()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def replace_once(source: Path, target: Path, replace: Callable[[Path, Path], None] = os.replace) -> None:
        replace(source, target)
        monkeypatch.setattr(Path, "write_bytes", write_nothing)

    for name in ("a", "b"):
        write(tmp_path, name, "old")
    monkeypatch.setattr("os.replace", replace_once)
    with pytest.raises(UsageError, match=r"^cannot write .*/b: No space left on device; nothing was changed$"):
        write_all(tmp_path, {"a": "new", "b": "new"})

    assert {(tmp_path / name).read_text("utf-8") for name in ("a", "b")} <= {"old", "new"}
