"""Mistakes planted in the real content, wherever it has a place for them: each is told at its own line, all at once."""

import datetime
import re
import shutil
from pathlib import Path

import pytest

import build
from generator.problems import BuildFailed
from tests.conftest import ROOT

# Where to look, what the place is like, and what is written there. What one step of a build finds is told together.
PLANTED = {
    "settings": [("site.yaml", r"^languages:", "langages:"), ("site.yaml", r"^budgets:", "budget:")],
    "texts": [
        ("content/en/**/*.md", r"^summary:", "sumary:"),
        ("content/en/**/*.md", r"^reviewed: .*", "reviewed: 2026-02-30"),
        ("content/en/**/*.md", r"\]\([\w/-]+\.md\)", "](no-such-page.md)"),
        ("content/en/**/*.md", r"\[@[\w-]+\]", "[@no-such-source]"),
        ("content/en/**/*.md", r"\{\{ phone id=[\w-]+", "{{ phone id=no-such-line"),
        ("content/fr/**/*.md", r"^\{\{ \w+", "{{ shelters"),
        ("content/nl/**/*.md", r"^## ", "#### "),
        ("content/de/**/*.md", r"(?<=[a-z] )[2-9]\d(?= [A-Z])", "1789"),
        ("content/nl/words.yaml", r"^menu:", "menue:"),
    ],
    "templates": [("templates/page.html", r"(?<=\{\{ )\w+", "no_such_name")],
}


def name(path: str) -> str:
    """Return what a page and its translations share of their paths."""
    return path.split("/", 2)[-1]


def plant(folder: Path, places: str, pattern: str, mistake: str, taken: set[str]) -> tuple[str, int]:
    """Plant a mistake in the first file with a place for it whose name is not taken; return the file and the line."""
    for file in sorted(folder.glob(places)):
        path, text = file.relative_to(folder).as_posix(), file.read_text("utf-8")
        if name(path) not in taken and (place := re.search(pattern, text, re.MULTILINE)):
            file.write_text(text[: place.start()] + mistake + text[place.end() :], "utf-8")
            return path, text.count("\n", 0, place.start()) + 1
    raise AssertionError(f"no place like {pattern} is left in {places}")


@pytest.mark.parametrize("step", PLANTED)
@pytest.mark.usefixtures("made")
def test_planted_mistakes_are_told_at_their_lines(step: str, tmp_path: Path) -> None:
    """With what is remembered of all that has none, as an editor's computer has it."""
    for place in ("content", "templates", "static", ".cache"):
        shutil.copytree(ROOT / place, tmp_path / place)
    shutil.copy(ROOT / "site.yaml", tmp_path)
    planted: set[tuple[str, int]] = set()
    for places, pattern, mistake in PLANTED[step]:
        taken = {name(path) for path, _ in planted} if "*" in places else set()
        planted.add(plant(tmp_path, places, pattern, mistake, taken))

    with pytest.raises(BuildFailed) as failed:
        build.make(build.Options(tmp_path, tmp_path / "public", datetime.date.today()))

    assert planted <= {(problem.location.path, problem.location.line or 1) for problem in failed.value.problems}
