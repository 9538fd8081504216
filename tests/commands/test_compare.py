"""Two published sites in, what a reviewer should know of their difference out."""

import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, TINY, Run, built, markdown, options, write
from tests.laws.test_faults import finished, without_rights

GOLDEN = TINY.parent / "golden"


def test_a_change_is_told_by_its_kind_and_with_its_weight(tiny: Path, run: Run) -> None:
    write(tiny, "content/en/new.md", markdown("New", fields="menu: footer\n"))
    (tiny / "content/en/topics/second.md").unlink()
    built(options(tiny))
    code, said, complained = run(tiny, "compare", str(GOLDEN), str(tiny / "public"))

    assert (code, complained) == (0, "")
    assert said.startswith("**New pages: 4; Pages that are gone: 4; ")
    assert "<details><summary>New pages: 4</summary>" in said
    assert "| `/en/new/` | – | " in said
    assert "| `/de/topics/second/` | " in said.partition("Pages that are gone")[2]
    assert said.count("The heaviest page") == 2


def test_the_same_site_has_no_difference(tiny: Path, run: Run) -> None:
    said = run(tiny, "compare", str(tiny / "public"), str(tiny / "public"))[1]

    assert said.startswith("**Nothing that is published changes.**\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder is closed otherwise there")
def test_a_folder_that_may_not_be_read_is_told(tiny: Path) -> None:
    old, closed = str(tiny / "public"), tiny / "public/en"
    closed.chmod(0)
    done = finished(without_rights([sys.executable, str(ROOT / "build.py"), "compare", old, old]))
    closed.chmod(0o755)

    assert done == (2, f"build.py: cannot read {closed}: Permission denied\n")
