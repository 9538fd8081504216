"""What a section was at an earlier time, from the version history of a project."""

from pathlib import Path

import pytest

from generator.link.history import History, sections
from generator.link.record import digest
from tests.conftest import committed, write

PAGE = (
    "---\ntitle: Help\nsummary: Whom to call.\n---\nCall now.\n\n```\n## Code\n```\n\n## Next {#next}\n\n"
    "Rest for 45 days.\n\n#### Deep\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder of a repository, with two versions of a page and of a file of data."""
    for days, name in (("45", "The line"), ("60", "Another line")):
        write(tmp_path, "site/help.md", PAGE.replace("45", days))
        write(tmp_path, "site/lines.yaml", f"line:\n  name: {name}\n")
        committed(tmp_path)
    return tmp_path / "site"


def test_an_earlier_section_is_found_by_its_digest(project: Path) -> None:
    history, earlier = History(project), "## Next {#next}\n\nRest for 45 days.\n\n#### Deep\n"

    assert history.earlier("help.md", digest(earlier)) == earlier
    assert history.earlier("lines.yaml", digest("The line")) == "The line"
    assert history.earlier("help.md", "00000000") is None
    assert history.earlier("other.md", digest(earlier)) is None

    write(project, "lines.yaml", "line:\n  name: A third line\n")
    assert history.earlier("lines.yaml", digest("A third line")) is None
    committed(project.parent)
    assert history.earlier("lines.yaml", digest("A third line")) == "A third line"


def test_where_there_is_no_history_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert History(tmp_path).earlier("help.md", "00000000") is None

    monkeypatch.setenv("PATH", "")

    assert History(tmp_path).earlier("help.md", "00000000") is None


def test_a_page_whose_fields_could_not_be_read_has_its_text() -> None:
    assert list(sections("---\ntitle: [\n---\nText.\n")) == ["Text.\n"]


@pytest.mark.parametrize("form", ["\ufeff{}", "{}"])
def test_a_page_is_divided_as_it_is_read(form: str) -> None:
    written = PAGE.replace("---\n", "---  \n").replace("Call", "Ca\u0301ll").replace("\n", "\r\n")

    assert list(sections(form.format(written))) == list(sections(PAGE.replace("Call", "C\u00e1ll")))
