"""The site as one zip file: the same wherever it is made, and whole where it is unpacked."""

import zipfile
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from urllib.request import url2pathname

from playwright.sync_api import Browser

from tests.conftest import Run, complaints, copy_tiny

LINKS = """() => [...document.querySelectorAll("[href], [src]")].map(element => element.href || element.src)
  .filter(address => address.startsWith("file:"))"""


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


def test_every_link_works_in_a_browser_where_it_is_unpacked(tiny: Path, browser: Browser, run: Run) -> None:
    run(tiny, "offline", "--base-url", "https://tiny.example/some/path/")
    (file,) = tiny.glob("*.zip")
    stick = tiny / "a stick"
    with zipfile.ZipFile(file) as packed:
        packed.extractall(stick)
    context = browser.new_context()
    page = context.new_page()
    wrong = complaints(page)
    seen: set[str] = set()
    waiting = [(stick / "start.html").as_uri()]
    while waiting:
        if (address := waiting.pop()) not in seen:
            seen.add(address)
            if address.endswith(".html"):
                page.goto(address)
                waiting += [urldefrag(link)[0] for link in page.evaluate(LINKS)]
    context.close()

    hint = (stick / "read-me.txt").read_text("utf-8")
    pages = {path.as_uri() for path in stick.rglob("*.html") if "refresh" not in path.read_text("utf-8")}
    assert wrong == []
    assert "unpack the zip file first" in hint
    assert len(hint.splitlines()) == 4
    assert [address for address in seen if not Path(url2pathname(urlsplit(address).path)).is_file()] == []
    assert pages - seen == {(stick / code / "404.html").as_uri() for code in ("de", "en", "fr", "nl")}


def test_a_file_in_place_of_its_folder_is_told(tiny: Path, run: Run) -> None:
    file = tiny / "site.yaml"

    told = f"build.py: cannot write {file / 'tiny.zip'}: Not a directory\n"
    assert run(tiny, "offline", "--output", str(file / "public")) == (2, "", told)
