"""No work is done twice: each piece once in a build, and again only where something has changed."""

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
from generator.render import cards, data, parsed
from tests.conftest import FIRST, ROOT, append, change

WORK: dict[tuple[object, str], Callable[..., object]] = {
    (photographs, "_made"): lambda path, *_: path,
    (text, "compile_text"): lambda *given: given,
    (Linker, "resolve"): lambda _, version: version.document.path,
    (texts, "on_page"): lambda page: page.document.path,
    (texts, "in_data"): lambda wordings: wordings[0][:3:2],
    (phonenumbers, "PhoneNumberMatcher"): lambda words, *_: words,
    (jinja2.Environment, "compile"): lambda _environment, _source, name, *_: name,
    (cards, "draw"): lambda card, *_: card,
    (data, "_figure"): lambda _site, name, _figure, language: (language, name),
    (parsed, "LexborHTMLParser"): lambda html: html,
}
"""What takes time, and by what a piece of it is known, given what it is called with."""


@pytest.fixture
def site(tiny: Path) -> Path:
    """The tiny site with all that takes work, of which nothing is remembered."""
    shutil.copytree(ROOT / "static/card", tiny / "static/card")
    Image.new("RGB", (40, 30)).save(tiny / "static/pictures/a.png")
    append(tiny, "content/en/help.md", "\n![A wall](a.png) of 1999, 2000 and 2001.\n")
    append(tiny, "content/fr/help.md", "\n![Un mur](a.png) de 1999, 2000 et 2001.\n")
    shutil.rmtree(tiny / ".cache")
    return tiny


@pytest.fixture
def done(site: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, object]]:
    """How often each piece of work is done from now on, and each file of the project opened."""
    times = Counter[tuple[str, object]]()

    def opened(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(path := arguments[0], str) and path.startswith(f"{site}/"):
            times["open", path.removeprefix(f"{site}/")] += 1

    def counted(name: str, work: Callable[..., object], known: Callable[..., object]) -> Callable[..., object]:
        def counting(*given: object, **more: object) -> object:
            times[name, known(*given)] += 1
            return work(*given, **more)

        return counting

    for (place, name), known in WORK.items():
        monkeypatch.setattr(place, name, counted(name, getattr(place, name), known))
    monkeypatch.setattr(cache, "CAPACITY", 1)  # what the last whole build did not use is forgotten
    sys.addaudithook(opened)
    _found.cache_clear()
    return times


def test_each_piece_of_work_is_done_once_and_again_where_something_has_changed(site, done, run):
    """Also where a link of a page leads nowhere, so that all of them have a problem."""

    def worked() -> dict[str, set[object]]:
        done.clear()
        run(site, "status")
        assert [piece for piece, times in done.items() if times > 1] == []
        return {name: {what for work, what in done if work == name} for name, _ in done}

    first = worked()
    assert first.keys() == {"open", *(name for _, name in WORK)}
    assert {"site.yaml", "content/fr/words.yaml", "content/fr/help.md", "templates/page.html"} <= first["open"]
    assert worked().keys() == {"open", "resolve"}

    append(site, FIRST, "\nOne more sentence stands here.\n")
    again = worked()
    assert again.keys() == {"open", "resolve", "compile_text", "on_page", "LexborHTMLParser"}
    assert (again["on_page"], len(again["compile_text"])) == ({FIRST}, 1)
    assert len(again["LexborHTMLParser"]) == 4, "the others say that they are behind"

    change(site, "content/fr/data/helplines.yaml", "name:", "nmae:")
    assert "LexborHTMLParser" not in worked()
    change(site, "content/fr/data/helplines.yaml", "nmae:", "name:")
    assert worked().keys() == {"open", "resolve"}

    change(site, "content/fr/data/helplines.yaml", "La ligne", "Une ligne")
    again = worked()
    assert again.keys() == {"open", "resolve", "in_data", "_figure", "LexborHTMLParser"}
    assert again["in_data"] == {("data/helplines.yaml", "fr")}

    append(site, "templates/parts/footer.html", '<a href="gone/">x</a>')
    again = worked()
    assert again.keys() == {"open", "resolve", "compile", "_figure", "LexborHTMLParser"}
    assert again["compile"] == {"parts/footer.html"}
    assert len(again["LexborHTMLParser"]) == len(first["LexborHTMLParser"])
