"""The site as one zip file: the same wherever it is made, and whole where it is unpacked."""

import zipfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Run, copy_tiny, files


def test_two_folders_give_the_same_zip_file(tmp_path: Path, run: Run) -> None:
    made = []
    for name in ("one", "another folder"):
        code, said, complained = run(copy_tiny(tmp_path / name), "offline")
        (file,) = (tmp_path / name).glob("*.zip")
        made.append(file.read_bytes())

        assert (code, complained) == (0, "")
        assert f"{file}; unpack it anywhere, and open start.html, " in said
        assert not (tmp_path / name / "public").exists()

    assert made[0] == made[1]


def test_every_link_works_where_it_is_unpacked(tiny: Path, run: Run) -> None:
    run(tiny, "offline", "--base-url", "https://tiny.example/some/path/")
    (file,) = tiny.glob("*.zip")
    stick = tiny / "a stick"
    with zipfile.ZipFile(file) as packed:
        packed.extractall(stick)
    hint = (stick / "read-me.txt").read_text("utf-8")
    leads = [
        urljoin(page.as_uri(), node.attributes.get("href") or node.attributes.get("src") or "")
        for page in stick.rglob("*.html")
        for node in LexborHTMLParser(page.read_bytes()).css("[href], [src]")
    ]
    here = {url2pathname(urlsplit(address).path) for address in leads if address.startswith("file:")}

    assert [path for path in here if not Path(path).is_file()] == []
    pages = {path for path in files(tiny / "public") if path.endswith(".html")}
    assert pages - files(stick).keys() == {"404.html", "index.html"}
    assert str(stick / "start.html") in here
    assert "unpack the zip file first" in hint
    assert len(hint.splitlines()) == 4
