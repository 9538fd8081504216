"""Two published sites in, what a reviewer should know of their difference out."""

import re
from pathlib import Path

from tests.conftest import TINY, Run, built, markdown, write

GOLDEN = TINY.parent / "golden"


def test_a_change_is_told_by_its_kind_and_with_its_weight(tiny: Path, run: Run) -> None:
    write(tiny, "content/en/new.md", markdown("New", fields="menu: footer\n"))
    (tiny / "content/en/topics/second.md").unlink()
    built(tiny)
    same = run(tiny, "compare", str(tiny / "public"), str(tiny / "public"))
    code, said, complained = run(tiny, "compare", str(GOLDEN), str(tiny / "public"))

    assert same[1] == "**Nothing that is published changes.**\n"
    assert (code, complained) == (0, "")
    assert re.match(r"\*\*New pages: 4; Pages that are gone: 4; Pages that change: \d+; Other files: \d+\.\*\*\n", said)
    assert "<details><summary>New pages: 4</summary>" in said
    assert "| `/en/new/` | – | " in said
    assert "| `/de/topics/second/` | " in said.partition("Pages that are gone")[2]
