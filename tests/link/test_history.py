"""Earlier versions of a section, from the version history of a project."""

import pytest

from generator.link.history import History, sections
from generator.link.record import text_digest
from tests.conftest import commit_all, git, write

PAGE = (
    "---\ntitle: Help\nsummary: Whom to call.\n---\nCall now.\n\n```\n## Code\n```\n\n## Next {#next}\n\n"
    "Rest for 45 days.\n\n#### Deep\n"
)


def test_an_earlier_section_is_found_by_its_digest(tmp_path):
    """The project is a folder of a repository with two versions of a page and of a data file."""
    for days, name in (("45", "The line"), ("60", "Another line")):
        write(tmp_path, "site/help.md", PAGE.replace("45", days))
        write(tmp_path, "site/lines.yaml", f"line:\n  name: {name}\n")
        commit_all(tmp_path)
    project = tmp_path / "site"
    history, earlier = History(project), "## Next {#next}\n\nRest for 45 days.\n\n#### Deep\n"

    assert history.texts("help.md", is_data=False)[text_digest(earlier)] == earlier
    assert history.texts("lines.yaml", is_data=True)[text_digest("The line")] == "The line"
    assert not history.texts("other.md", is_data=False)
    assert not history.reason

    write(project, "lines.yaml", "line:\n  name: A third line\n")
    assert text_digest("A third line") not in history.texts("lines.yaml", is_data=True)
    commit_all(tmp_path)
    assert text_digest("A third line") in history.texts("lines.yaml", is_data=True)


def test_an_earlier_section_is_found_under_another_name_and_on_a_discarded_branch(tmp_path):
    """The page was renamed and its folder moved; a merge kept only one of two conflicting versions."""
    write(tmp_path, "help.md", PAGE)
    commit_all(tmp_path)
    git(tmp_path, "switch", "-qc", "other")
    write(tmp_path, "help.md", PAGE.replace("45", "30"))
    commit_all(tmp_path)
    git(tmp_path, "switch", "-q", "-")
    write(tmp_path, "help.md", PAGE.replace("45", "60"))
    commit_all(tmp_path)
    git(tmp_path, "merge", "-q", "-s", "ours", "--no-edit", "other")
    write(tmp_path, "site/aid.md", (tmp_path / "help.md").read_text("utf-8").replace("Help", "Aid"))
    (tmp_path / "help.md").unlink()
    commit_all(tmp_path)

    known = "".join(History(tmp_path / "site").texts("aid.md", is_data=False).values())

    assert [days for days in ("30", "45", "60") if f"Rest for {days} days." in known] == ["30", "45", "60"]


def test_without_a_history_no_text_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("LC_ALL", "C")
    history = History(tmp_path)

    assert not history.texts("help.md", is_data=False)
    assert "not a git repository" in history.reason

    monkeypatch.setenv("PATH", "")

    assert not History(tmp_path).texts("help.md", is_data=False)


def test_a_page_with_invalid_fields_still_has_its_text():
    assert list(sections("---\ntitle: [\n---\nText.\n")) == ["Text.\n"]


@pytest.mark.parametrize("form", ["\ufeff{}", "{}"])
def test_an_earlier_page_is_normalised_like_a_page_that_is_read(form):
    written = PAGE.replace("---\n", "---  \n").replace("Call", "Ca\u0301ll").replace("\n", "\r\n")

    assert list(sections(form.format(written))) == list(sections(PAGE.replace("Call", "C\u00e1ll")))
