"""Changes of pages, each at its place."""

from pathlib import Path

from generator.link.edits import Edits
from generator.problems import Location
from generator.read.files import Files


def test_a_line_with_letters_of_two_signs_is_changed_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes("E\u0301te\u0301\r\nE\u0301te\u0301: [x](e\u0301.md) and more\r\n".encode())
    edits = Edits(Files(tmp_path))
    edits.replace(Location("page.md", 2, 10), 4, "e.md")

    assert edits.files() == {"page.md": "E\u0301te\u0301\r\nÉté: [x](e.md) and more\r\n"}
