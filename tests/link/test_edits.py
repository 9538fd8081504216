"""Changes of pages, each at its place."""

from pathlib import Path

import pytest

from generator.link.edits import Edits
from generator.problems import Location, WrongUse
from generator.read.files import Files


def test_a_line_with_letters_of_two_signs_is_changed_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes("E\u0301te\u0301\r\nE\u0301te\u0301: [x](e\u0301.md) and more\r\n".encode())
    edits = Edits(Files(tmp_path))
    edits.replace(Location("page.md", 2, 10), "é.md", "e.md")

    assert edits.files() == {"page.md": "E\u0301te\u0301\r\nÉté: [x](e.md) and more\r\n"}


def test_words_that_stand_there_otherwise_than_they_are_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"[x](e%20f.md)\n")
    edits = Edits(Files(tmp_path))
    edits.replace(Location("page.md", 1, 5), "e f.md", "g.md")

    with pytest.raises(
        WrongUse, match=r"^page.md:1:5 does not have 'e f.md' as it is read; write it plainly there first$"
    ):
        edits.files()
