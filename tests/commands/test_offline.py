"""The site as one zip file: the same bytes anywhere, and complete where it is unpacked."""

import re
import zipfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from selectolax.lexbor import LexborHTMLParser

from tests.conftest import append, change, copy_tiny, files


def test_two_folders_give_the_same_zip_file(tmp_path, run):
    made = []
    for name in ("one", "another folder"):
        code, stdout, stderr = run(copy_tiny(tmp_path / name), "offline")
        (file,) = (tmp_path / name).glob("*.zip")
        made.append(file.read_bytes())

        assert (code, stderr) == (0, "")
        assert f"{file} (unpack it anywhere and open start.html), " in stdout
        assert not (tmp_path / name / "public").exists()

    assert made[0] == made[1]


def test_every_link_works_in_the_unpacked_folder(tiny, run):
    run(tiny, "offline", "--base-url", "https://tiny.example/some/path/")
    (file,) = tiny.glob("*.zip")
    stick = tiny / "a stick"
    with zipfile.ZipFile(file) as packed:
        packed.extractall(stick)
    hint = (stick / "read-me.txt").read_text("utf-8")
    addresses = [
        urljoin(page.as_uri(), node.attributes.get("href") or node.attributes.get("src") or "")
        for page in stick.rglob("*.html")
        for node in LexborHTMLParser(page.read_bytes()).css("[href], [src]")
    ]
    linked = {url2pathname(urlsplit(address).path) for address in addresses if address.startswith("file:")}

    assert [path for path in linked if not Path(path).is_file()] == []
    pages = {path for path in files(tiny / "public") if path.endswith(".html")}
    assert pages - files(stick).keys() == {"404.html", "index.html"}
    assert str(stick / "start.html") in linked
    assert "unpack the zip file first" in hint
    assert len(hint.splitlines()) == 4


def test_the_zip_file_is_published_as_long_as_it_matches_the_site(tiny, run):
    for code in ("en", "fr"):
        append(tiny, f"content/{code}/help.md", "\n{{ offline }}\n")
    offer = re.compile(r'<a href="../../handouts/offline-copy.zip" download>.*</a> <small>\(ZIP, .*<time')
    for _ in range(2):  # the second leaves out the first and replaces it
        assert run(tiny, "offline")[::2] == (0, "")
        assert run(tiny)[::2] == (0, "")
    (packed,) = tiny.glob("*.zip")
    published = files(tiny / "public")

    assert published["handouts/offline-copy.zip"] == packed.read_bytes()
    assert offer.search(published["fr/obtenir-de-l-aide/index.html"].decode())
    assert b"offline-copy" not in zipfile.ZipFile(packed).read("fr/obtenir-de-l-aide/index.html")

    change(tiny, "content/en/data/helplines.yaml", "02 555 01 01", "02 555 01 02")

    assert run(tiny)[0] == 0
    assert [path for path, data in files(tiny / "public").items() if b"offline-copy" in data or ".zip" in path] == []
