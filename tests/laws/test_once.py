"""No work is done twice: each task once in a build, and again only after a change."""

import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import jinja2
import phonenumbers
import pytest
from PIL import Image

from generator.check import texts
from generator.compile import text
from generator.link.targets import Linker
from generator.read import cache, photographs
from generator.read.phones import _found
from generator.render import cards, data, parser
from tests.conftest import FIRST, ROOT, append, change

WORK: dict[tuple[object, str], Callable[..., object]] = {
    (photographs, "_prepared"): lambda path, *_: path,
    (text, "compile_text"): lambda *arguments: arguments,
    (Linker, "resolve"): lambda _, version: version.document.path,
    (texts, "on_page"): lambda page: page.document.path,
    (texts, "in_data"): lambda wordings: wordings[0][:3:2],
    (phonenumbers, "PhoneNumberMatcher"): lambda words, *_: words,
    (jinja2.Environment, "compile"): lambda _environment, _source, name, *_: name,
    (cards, "draw"): lambda card, *_: card,
    (data, "_figure"): lambda _site, name, _figure, language: (language, name),
    (parser, "LexborHTMLParser"): lambda html: html,
}
"""Functions that take time, and what identifies a task, given the function's arguments."""


@pytest.fixture
def site(tiny: Path) -> Path:
    """The tiny site with everything that takes work, and no cache."""
    shutil.copytree(ROOT / "static/card", tiny / "static/card")
    Image.new("RGB", (40, 30)).save(tiny / "static/pictures/a.png")
    append(tiny, "content/en/help.md", "\n![A wall](a.png) of 1999, 2000 and 2001.\n")
    append(tiny, "content/fr/help.md", "\n![Un mur](a.png) de 1999, 2000 et 2001.\n")
    shutil.rmtree(tiny / ".cache")
    return tiny


@pytest.fixture
def calls(site: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, object]]:
    """Count the calls of each task, and how often each file of the project is opened."""
    calls = Counter[tuple[str, object]]()

    def count_open(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(path := arguments[0], str) and path.startswith(f"{site}/"):
            calls["open", path.removeprefix(f"{site}/")] += 1

    def counted(name: str, work: Callable[..., object], task: Callable[..., object]) -> Callable[..., object]:
        def counting(*arguments: object, **keywords: object) -> object:
            calls[name, task(*arguments)] += 1
            return work(*arguments, **keywords)

        return counting

    for (owner, name), task in WORK.items():
        monkeypatch.setattr(owner, name, counted(name, getattr(owner, name), task))
    monkeypatch.setattr(cache, "CAPACITY", 1)  # forget everything that the last complete build did not use
    sys.addaudithook(count_open)
    _found.cache_clear()
    return calls


def test_each_task_is_done_once_and_again_only_after_a_change(site, calls, run):
    """Even if a template has a dead link, so that every page has a problem."""

    def tasks() -> dict[str, set[object]]:
        calls.clear()
        run(site, "status")
        assert [task for task, count in calls.items() if count > 1] == []
        return {name: {task for work, task in calls if work == name} for name, _ in calls}

    first = tasks()
    assert first.keys() == {"open", *(name for _, name in WORK)}
    assert {"site.yaml", "content/fr/words.yaml", "content/fr/help.md", "templates/page.html"} <= first["open"]
    assert tasks().keys() == {"open", "resolve"}

    append(site, FIRST, "\nOne more sentence stands here.\n")
    again = tasks()
    assert again.keys() == {"open", "resolve", "compile_text", "on_page", "LexborHTMLParser"}
    assert (again["on_page"], len(again["compile_text"])) == ({FIRST}, 1)
    assert len(again["LexborHTMLParser"]) == 4  # the translations now show a notice

    change(site, "content/fr/data/helplines.yaml", "name:", "nmae:")
    assert "LexborHTMLParser" not in tasks()
    change(site, "content/fr/data/helplines.yaml", "nmae:", "name:")
    assert tasks().keys() == {"open", "resolve"}

    change(site, "content/fr/data/helplines.yaml", "La ligne", "Une ligne")
    again = tasks()
    assert again.keys() == {"open", "resolve", "in_data", "_figure", "LexborHTMLParser"}
    assert again["in_data"] == {("data/helplines.yaml", "fr")}

    append(site, "templates/parts/footer.html", '<a href="gone/">x</a>')
    again = tasks()
    assert again.keys() == {"open", "resolve", "compile", "_figure", "LexborHTMLParser"}
    assert again["compile"] == {"parts/footer.html"}
    assert len(again["LexborHTMLParser"]) == len(first["LexborHTMLParser"])
