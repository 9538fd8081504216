"""What a section was at an earlier time, from the version history of a project."""

import subprocess
from pathlib import Path

import pytest

from generator.link.history import History, sections
from generator.link.record import digest

PAGE = (
    "---\ntitle: Help\nsummary: Whom to call.\n---\nCall now.\n\n```\n## Code\n```\n\n## Next {#next}\n\n"
    "Rest for 45 days.\n\n#### Deep\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder of a repository, with two versions of a page and of a file of data."""
    folder = tmp_path / "site"
    folder.mkdir()
    for number, (days, name) in enumerate((("45", "The line"), ("60", "Another line"))):
        (folder / "help.md").write_text(PAGE.replace("45", days), "utf-8")
        (folder / "lines.yaml").write_text(f"line:\n  name: {name}\n", "utf-8")
        for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", str(number)]):
            subprocess.run(
                ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *command], cwd=tmp_path, check=True
            )
    return folder


def test_an_earlier_section_is_found_by_its_digest(project: Path) -> None:
    history, earlier = History(project), list(sections(PAGE))[1]

    assert history.earlier("help.md", digest(earlier)) == earlier
    assert history.earlier("lines.yaml", digest("The line")) == "The line"
    assert history.earlier("help.md", "00000000") is None
    assert history.earlier("other.md", digest(earlier)) is None


def test_where_there_is_no_history_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert History(tmp_path).earlier("help.md", "00000000") is None

    monkeypatch.setenv("PATH", "")

    assert History(tmp_path).earlier("help.md", "00000000") is None


def test_a_page_is_divided_at_its_headings_outside_code() -> None:
    assert list(sections(PAGE)) == [
        "Help\nWhom to call.\nCall now.\n\n```\n## Code\n```\n\n",
        "## Next {#next}\n\nRest for 45 days.\n\n#### Deep\n",
    ]


@pytest.mark.parametrize("form", ["\ufeff{}", "{}"])
def test_a_page_is_divided_as_it_is_read(form: str) -> None:
    written = PAGE.replace("---\n", "---  \n").replace("Call", "Ca\u0301ll").replace("\n", "\r\n")

    assert list(sections(form.format(written))) == list(sections(PAGE.replace("Call", "C\u00e1ll")))
