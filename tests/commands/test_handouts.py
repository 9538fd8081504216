"""The printed handouts: valid PDF files, published as long as they match the site."""

import os
import shutil
import signal
import subprocess
import sys
import time
from io import BytesIO
from typing import Any
from unittest.mock import Mock

import pytest
from pypdf import PdfReader

from generator.commands import handouts
from tests.conftest import CHROMIUM, ROOT, append, change, files, reported

HERE = ("--base-url", "https://tiny.example/some/path/")


def tags(part: Any) -> set[str]:
    """Return the types of an element of a tagged PDF and of all below it, each with its alternative text."""
    part = part.get_object() if hasattr(part, "get_object") else part
    if isinstance(part, list):
        return set[str]().union(*map(tags, part))
    if not isinstance(part, dict):
        return set()
    return {f"{part.get('/S', '')} {part.get('/Alt', '')}".strip()} | tags(part.get("/K"))


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium or Chrome on this machine")
def test_a_handout_is_published_as_long_as_it_matches_the_site(tiny, run):
    change(tiny, "content/en/help.md", "exit: true\n", "exit: true\nhandout: true\n")
    for code in ("en", "fr"):
        append(tiny, f"content/{code}/help.md", "\n{{ handouts }}\n\nTrafic officiel.\n")
    assert run(tiny, "handouts", *HERE, "--browser", str(CHROMIUM))[::2] == (0, "")
    before = files(tiny / "handouts")
    assert run(tiny, *HERE)[::2] == (0, "")
    offered = files(tiny / "public")
    pdf = PdfReader(BytesIO(offered["handouts/handout-fr.pdf"]))
    text, root = " ".join(pdf.pages[0].extract_text().split()), pdf.root_object

    assert [path.partition(".")[0] for path in before] == ["handout-en", "handout-fr", "pocket-card"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert {"/H1", "/Figure https://tiny.example/some/path/fr/obtenir-de-l-aide/"} <= tags(root["/StructTreeRoot"])
    assert "tiny.example/some/path/fr/obtenir-de-l-aide/" in text
    assert "02 555 01 01" in text
    assert "Trafic officiel" in text  # without ligatures, which would break addresses
    assert b"/tmp" not in offered["handouts/handout-fr.pdf"]
    for code, path in (("en", "en/help/index.html"), ("fr", "fr/obtenir-de-l-aide/index.html")):
        assert f'href="../../handouts/handout-{code}.pdf"' in offered[path].decode()

    assert run(tiny, "handouts", *HERE)[::2] == (0, "")
    change(tiny, "content/en/data/helplines.yaml", "02 555 01 01", "02 555 01 02")

    assert files(tiny / "handouts") == before
    assert run(tiny, *HERE)[0] == 0
    published = files(tiny / "public")
    assert [path for path, data in published.items() if b"handouts/" in data or path.endswith(".pdf")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
def test_a_terminal_that_closes_leaves_nothing_behind(tiny, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\nexec sleep 60\n")
    browser.chmod(0o755)
    command = [sys.executable, "build.py", "handouts", "--site", str(tiny), "--browser", str(browser)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        while not [*tiny.glob("handouts/.printing-*/source.html")]:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGHUP)

    assert [*tiny.glob("handouts/*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="it cannot run shell scripts")
def test_files_that_a_browser_keeps_open_are_removed_later(tiny, tmp_path, run, monkeypatch):
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\nfor pdf; do case $pdf in --print*) echo > "${pdf#*=}";; esac; done\n')
    browser.chmod(0o755)
    command = (tiny, "handouts", *HERE, "--browser", str(browser))
    with monkeypatch.context() as windows:
        windows.setattr(os, "unlink", Mock(side_effect=PermissionError))
        assert run(*command)[::2] == (0, "")
    run(*command)

    assert [path.name.partition(".")[0] for path in tiny.glob("handouts/*")] == ["pocket-card"]


def test_missing_requirements_of_printing_are_reported(tiny, run, monkeypatch):
    (tiny / "templates/card.html").rename(tiny / "card.html")
    assert reported(run(tiny, "handouts", "--browser", "python3")[2]) == (
        "templates/card.html:1:1: the template does not work: there is no template 'card.html' → "
        "correct the template; templates/README.md lists the names that it can use"
    )
    (tiny / "card.html").rename(tiny / "templates/card.html")
    fix = "install Chromium, Chrome or Edge, or name its program with --browser"
    monkeypatch.setattr(handouts, "BROWSERS", ())
    none = run(tiny, "handouts")
    silent = run(tiny, "handouts", "--browser", "true")
    change(tiny, "site.yaml", "url: https://tiny.example/base", "url: null")
    needed = "handouts show the address of the site; give it with --base-url or as 'url' in site.yaml"

    assert none == (2, "", f"build.py: no browser was found; {fix}\n")
    assert silent == (2, "", f"build.py: {shutil.which('true')} could not print: it reported nothing\n")
    assert run(tiny, "handouts", "--browser", "python3") == (2, "", f"build.py: {needed}\n")
