"""Every page in a browser: silence, paper, a phone; and of WCAG 2.2 AA what axe finds and what it cannot see.

A page is opened once, and looked at in every way meanwhile. What pages are made of is the same in all of them, so the
slow ways are for those that show something new: a kind of element, or one in a place where no page before has it.
"""

import importlib.resources
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from selectolax.lexbor import LexborHTMLParser

import build
from tests.conftest import ROOT, Pages

PHONE, COMPUTER = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=720)
LANGUAGES = sorted(path.name for path in (ROOT / "content").iterdir() if (path / "words.yaml").exists())
LOOKS = Path(__file__).parent / "looks.js"
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture
def opened(page: Page) -> Page:
    """A page that can be looked at, and scrolls at once."""
    page.add_init_script(path=LOOKS)
    page.emulate_media(reduced_motion="reduce")
    return page


def faults(page: Page, *looks: str) -> list[str]:
    """Return why someone could not use a page as it stands here."""
    page.evaluate(AXE)
    return [f"{look}: {wrong}" for look in looks for wrong in page.evaluate(f"looks.{look}()")]


@pytest.fixture(scope="session")
def different(made: build.Made, pages: Pages) -> list[str]:
    """The choice of a language, and those pages that show something new; in all languages, the richest first."""
    ahead = {}
    for output in made.outputs:
        if (path := f"/{output.path.removesuffix('index.html')}") in pages:
            nodes = LexborHTMLParser(output.data.decode()).css("body *")
            kinds = [(node.tag, node.attributes.get("class"), node.attributes.get("role")) for node in nodes]
            within = [(node.parent.tag, node.parent.attributes.get("class")) for node in nodes if node.parent]
            ahead[path] = {pages[path].language, *zip(kinds, within, strict=True)}
    found = ["/"]
    while any(ahead.values()):
        found.append(max(ahead, key=lambda path: len(ahead[path])))
        shown = ahead.pop(found[-1])
        ahead = {path: kinds - shown for path, kinds in ahead.items()}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(language: str, address: str, pages: Pages, made: build.Made, opened: Page) -> None:
    """It asks for and keeps nothing (law 4), fits on a phone, and help stands in the same place."""
    own = {path: page for path, page in pages.items() if page.language == language}
    home = next(path for path, page in own.items() if page.name == "index")
    direction = made.site.settings.languages[language].direction
    asked: list[str] = []
    opened.context.on("request", lambda request: asked.append(request.url))
    opened.set_viewport_size(PHONE)
    found, parts, links, sheets = {}, {}, {}, {}
    for path, page in own.items():
        asked.clear()
        opened.goto(path)
        as_it_comes = opened.evaluate("looks.sideways()")
        if page.front.exit or page.front.sheet:
            sheets[path] = len(re.findall(rb"/Type\s*/Page\b", opened.pdf(prefer_css_page_size=True)))
        wrong, structure, parts[path], stops, icon = opened.evaluate("looks.opened()")
        links[path] = {link.removeprefix(address).split("#")[0].removesuffix("index.html") for _, link in stops}
        begins = [stops[0][1].endswith("#main"), stops[1][0] == "exit"]
        opened.evaluate("looks.use()")
        opened.mouse.wheel(0, 100_000)
        kept = opened.evaluate("looks.kept()")
        asked = [url for url in asked if url != icon]
        found[path] = [
            *(["scrolls sideways"] if as_it_comes else []),
            *wrong,
            *(["is not what it says"] if structure != [language, direction, 1, 1, []] else []),
            *(["does not begin with the skip link, or the way out"] if begins != [True, page.front.exit] else []),
            *(f"asked for {url}" for url in asked if url != address + path),
            *(f"kept {what}" for what in [*opened.context.cookies(), *kept.items()]),
        ]
    reached, ahead = set(), {home}
    while ahead:
        reached |= ahead
        ahead = set().union(*(links[path] for path in ahead)) & own.keys() - reached

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert {path for path, page in own.items() if page.name != "404"} <= reached
    assert set(sheets.values()) == {1}, sheets
    assert {path: order for path, order in parts.items() if order != parts[home]} == {}
    assert {"to-help", "call"} <= set(parts[home])
    assert parts[home][-1].startswith("tel:")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (COMPUTER, "dark")], ids=["phone", "computer"])
def test_pages_can_be_used_by_everyone(size: ViewportSize, scheme: str, different: list[str], opened: Page) -> None:
    """The skip link leads to the text, the focus is seen, running text is good to read, and the numbers are printed."""
    opened.set_viewport_size(size)
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found, medians = {}, {}
    for path in different:
        opened.goto(path)
        for key in ("Tab", "Enter", "Tab"):
            opened.keyboard.press(key)
        found[path] = [] if path == "/" or opened.evaluate("looks.atTheText()") else ["the skip link leads elsewhere"]
        opened.evaluate("looks.open()")
        found[path] += opened.evaluate("way => looks.focus(way)", size == COMPUTER)
        if size == PHONE:
            found[path] += faults(opened, "axe", "colours")  # what is cut off or small there is seen on every page
            opened.emulate_media(forced_colors="active")
            found[path] += opened.evaluate("looks.colours()")
            opened.emulate_media(forced_colors="none", media="print")
            if path != "/" and opened.evaluate("looks.printed()") != [False, True, True]:
                found[path].append("does not print the numbers, or prints the way out")
            opened.emulate_media(media="screen")
        else:
            found[path] += faults(opened, "cutOff", "smallTargets", "colours")
            medians[path] = statistics.median(opened.evaluate("looks.lines()") or [60])

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert {path: median for path, median in medians.items() if not 55 <= median <= 80} == {}
    assert size == PHONE or len(set(medians.values())) > 1


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_keyboard_goes_through_a_page_and_out_of_it(key: str, made: build.Made, opened: Page) -> None:
    """The page with help, whose script hears keys."""
    opened.goto(f"/{made.site.menu(made.site.settings.source_language, 'main')[0].address}")
    opened.evaluate("looks.open()")
    stops = [*range(len(opened.evaluate("looks.stops()")))]
    reached = []
    for _ in (*stops, "the way out"):
        opened.keyboard.press(key)
        reached.append(opened.evaluate("looks.stop()"))

    assert reached[:-1] == (stops if key == "Tab" else stops[::-1])
    assert reached[-1] != reached[-2]


def test_everything_is_shown_without_scripts(address: str, browser: Browser, different: list[str]) -> None:
    """But for buttons and the field to search in, which only a script can make do something."""

    def texts(scripts: bool) -> Iterator[tuple[str, str]]:
        context = browser.new_context(base_url=address, java_script_enabled=scripts)
        page = context.new_page()
        for path in different:
            page.goto(path)
            page.evaluate("document.querySelectorAll('main button, [role=search]').forEach(it => it.remove())")
            yield path, page.evaluate("document.querySelector('main').innerText")
        context.close()

    with_scripts, without = dict(texts(True)), dict(texts(False))

    assert {path: text for path, text in without.items() if not text or text != with_scripts[path]} == {}
