"""A new site from this one: it builds as it is, in two languages, by itself, and says nothing of this one."""

import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

import build
from generator.read.files import Files
from generator.render import handouts, templates
from tests.conftest import Run, options

LATER = ("--date", "2026-12-01")
"""A day after its source was read."""


def test_a_new_site_builds_as_it_is_and_says_nothing_of_this_one(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "new"

    code, said, complained = run(tmp_path, "init", str(folder), *LATER)

    assert (code, complained) == (0, "")
    assert said == f"began a site in {folder}; see it there with: python build.py serve\n"
    assert run(folder, "build", "--strict", *LATER)[0::2] == (0, "")
    pages = {path.relative_to(folder / "public").as_posix() for path in (folder / "public").glob("*/**/index.html")}
    languages = [page.partition("/")[0] for page in pages]
    assert languages.count("en") == languages.count("fr")
    own = re.compile(r"(?i)belg|bougrine|payoke")
    texts = [
        path
        for place in ("content/en", "content/fr", "static", "templates", "public", "site.yaml", "README.md")
        for path in (folder / place, *(folder / place).rglob("*"))
        if path.suffix in (".html", ".md", ".yaml", ".svg", ".css", ".js")
    ]
    assert [path for path in texts if own.search(path.read_text("utf-8"))] == []
    assert run(folder, "translations", *LATER)[1] == "nothing is behind\n"
    assert run(folder, "new", "page", "news")[0] == run(folder, "new", "source", "report")[0] == 0


def test_a_new_site_has_all_that_makes_it_publishes_it_and_is_printed_from_it(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "new"
    run(tmp_path, "init", str(folder))
    program = [sys.executable, "build.py", "check", *LATER, "--format", "text"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    done = subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")

    assert (done.returncode, done.stderr) == (0, "")
    printed = build.make(options(folder, url="https://www.example.org/", today=datetime.date(2026, 12, 1)))
    sheets = handouts.sheets(printed.site, templates.environment(Files(folder)))
    assert [sheet.name for sheet in sheets] == ["handout-en", "handout-fr", "pocket-card"]
    started = [
        place
        for path in sorted((folder / ".github/workflows").glob("*.yml"))
        for place in re.findall(r"(?:bash|python) (\.ci/[\w.]+)", path.read_text("utf-8"))
    ]
    assert ".ci/run" in started
    assert [place for place in started if not (folder / place).is_file()] == []
    assert "pytest" not in (folder / ".ci/run").read_text("utf-8")
    line = (folder / "README.md").read_text("utf-8")
    assert "    python -m pip install -c .ci/constraints.txt -e . && python build.py serve\n" in line


def test_nothing_is_written_over(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine.txt").write_text("Mine.", "utf-8")

    code, _, complained = run(tmp_path, "init", str(tmp_path))

    assert (code, complained) == (2, f"build.py: {tmp_path} is not empty; name a folder that is empty or new\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
