"""The files that the edit view opens, and those that are uploaded in it."""

import re

import pytest

from generator.problems import UsageError
from generator.publish import edit_files
from generator.publish.edit_files import PageFile
from tests.conftest import write

NOT_PAGES = (
    "site.yaml", "content/en/../../site.md", "/etc/passwd", "content/README.md", "content/en/data/a.yaml",
    "content/en/.a.md", "content/en/a.md\n",
)  # fmt: skip
LINK = " cannot be read: a symbolic link is in the way"
REFUSED = {
    **dict.fromkeys(NOT_PAGES, "only pages in content/ can be edited"),
    "content/en/gone.md": "content/en/gone.md cannot be read: No such file or directory",
    "content/en/old.md": "content/en/old.md: this file is not saved as UTF-8; save it again with the encoding UTF-8",
    **{path: path + LINK for path in ("content/en/linked.md", "content/out/a.md")},
}
"""The paths that cannot be opened, and the errors."""


@pytest.mark.parametrize("path", REFUSED)
def test_only_pages_can_be_opened(path, tmp_path):
    write(tmp_path, "outside/a.md", "secret")
    write(tmp_path, "content/en/old.md", b"caf\xe9")
    (tmp_path / "content/en/linked.md").symlink_to(tmp_path / "outside/a.md")
    (tmp_path / "content/out").symlink_to(tmp_path / "outside")

    with pytest.raises(UsageError, match=f"^{re.escape(REFUSED[path])}$"):
        edit_files.open_page(tmp_path, path, {"en", "out"})


def test_a_page_in_deep_folders_can_be_opened(tmp_path):
    name = f"{'a/' * 20}a"
    write(tmp_path, f"content/en/{name}.md", "words")
    assert edit_files.open_page(tmp_path, f"content/en/{name}.md", {"en"}) == PageFile("words", "en", name)


@pytest.mark.parametrize(("name", "path"), [
    ("Été à Liège (1).JPG", "pictures/ete-a-liege-1.jpg"),
    ("../../../etc/x.png", "pictures/etc-x.png"),
    ("Report.pdf", "files/report.pdf"),
    ("图.webp", "pictures/picture.webp"),
    ("报告.pdf", "files/file.pdf"),
    ("CON.png", "pictures/the-con.png"),
])  # fmt: skip
def test_an_upload_gets_a_safe_name_and_replaces_nothing(name, path, tmp_path):
    again, is_picture = path.replace(".", "-2.", 1), path.startswith("pictures/")
    found = [edit_files.upload(tmp_path, name, data) for data in (b"one", b"two", b"one")]

    assert found == [(path, is_picture), (again, is_picture), (path, is_picture)]
    assert (tmp_path / "static" / again).read_bytes() == b"two"


def test_names_that_differ_only_in_case_are_not_mixed_up(tmp_path):
    write(tmp_path, "static/pictures/House.JPG", "one")
    found = [edit_files.upload(tmp_path, "house.jpg", data)[0] for data in (b"one", b"two")]

    assert found == ["pictures/House.JPG", "pictures/house-2.jpg"]


@pytest.mark.parametrize("name", ["page.html", "run.js", "a.md", "x", "style.css", ""])
def test_an_upload_that_is_not_a_picture_or_document_is_refused(name, tmp_path):
    with pytest.raises(UsageError, match=f"'{name}' cannot be uploaded; choose a picture or a document such as a PDF$"):
        edit_files.upload(tmp_path, name, b"x")
    assert list(tmp_path.iterdir()) == []
