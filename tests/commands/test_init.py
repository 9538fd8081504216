"""A new site from this one: it builds as it is, in two languages, and says nothing of this one."""

import re
from collections.abc import Callable
from pathlib import Path

LATER = ("--date", "2026-12-01")
"""A day after its source was read."""
Run = Callable[..., tuple[int, str, str]]


def test_a_new_site_builds_as_it_is_and_says_nothing_of_this_one(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "new"

    code, said, complained = run(tmp_path, "init", str(folder), *LATER)

    assert (code, complained) == (0, "")
    assert said == f'began a site in {folder}; see it with: python build.py --site "{folder}" serve\n'
    assert run(folder, "build", "--strict", *LATER)[0::2] == (0, "")
    pages = {path.relative_to(folder / "public").as_posix() for path in (folder / "public").glob("*/**/index.html")}
    assert len([page for page in pages if page.startswith("en/")]) == len(
        [page for page in pages if page.startswith("fr/")]
    )
    own = re.compile(r"(?i)belg|bougrine|payoke")
    texts = [path for path in folder.rglob("*") if path.suffix in (".html", ".md", ".yaml", ".svg", ".css", ".js")]
    assert [path for path in texts if own.search(path.read_text("utf-8"))] == []
    assert run(folder, "translations", *LATER)[1] == "nothing is behind\n"
    assert run(folder, "new", "page", "news")[0] == run(folder, "new", "source", "report")[0] == 0


def test_nothing_is_written_over(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine.txt").write_text("Mine.", "utf-8")

    code, _, complained = run(tmp_path, "init", str(tmp_path))

    assert (code, complained) == (2, f"build.py: {tmp_path} is not empty; name a folder that is empty or new\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
