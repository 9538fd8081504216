"""Every page in a browser: silence, paper, a phone; and of WCAG 2.2 AA what axe finds and what it cannot see.

A page is opened once, and looked at in every way meanwhile. What pages are made of is the same in all of them, so the
slow ways are for those that show something new: a kind of element, or one in a place where no page before has it.
"""

import importlib.resources
import re
import statistics
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize
from selectolax.lexbor import LexborHTMLParser

import build
from tests.conftest import ROOT, Pages

PHONE, COMPUTER = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=720)
LARGEST_ZOOM = ViewportSize(width=320, height=256)
"""A window of 1280 by 1024 pixels at 400 %."""
LANGUAGES = sorted(path.name for path in (ROOT / "content").iterdir() if (path / "words.yaml").exists())
LOOKS = Path(__file__).parent / "looks.js"
SHOWN = """(() => {
  const parts = [...document.querySelectorAll("main button, [role=search]")];
  for (const part of parts) part.style.display = "none";
  const text = document.querySelector("main").innerText;
  for (const part of parts) part.style.display = "";
  return text;
})()"""
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture
def opened(page: Page) -> Page:
    """A page that can be looked at, and scrolls at once."""
    page.add_init_script(path=LOOKS)
    page.emulate_media(reduced_motion="reduce")
    return page


def faults(page: Page, *looks: str) -> list[str]:
    """Return why someone could not use a page as it stands here."""
    return [f"{look}: {wrong}" for look in looks for wrong in page.evaluate(f"looks.{look}()")]


def colours(page: Page, known: set[str]) -> list[str]:
    """Return what is wrong with the colours of those kinds of text that are not yet `known`; then they are."""
    if not (new := set(page.evaluate("looks.kinds()")) - known):
        return []
    known |= new
    found: list[str] = page.evaluate("kinds => looks.colours(kinds)", [*new])
    return found


@pytest.fixture(scope="session")
def different(real_build: build.BuildResult, pages: Pages) -> list[str]:
    """The choice of a language, and those pages that show something new; in all languages, the richest first."""
    ahead = {}
    for output in real_build.outputs.values():
        if (path := f"/{output.address}") in pages:
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
def test_every_page(language, address, pages, real_build, opened):
    """It asks for and keeps nothing (law 4), fits on a phone, and help stands in the same place."""
    own = {path: page for path, page in pages.items() if page.language == language}
    home = next(path for path, page in own.items() if page.name == "index")
    direction = real_build.site.settings.languages[language].direction
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
def test_pages_can_be_used_by_everyone(size, scheme, address, browser, different, opened):
    """The skip link leads to the text, the focus is seen, running text is good to read, and the numbers are printed.

    Without scripts everything is shown, but for buttons and the field to search in, which only a script can use.
    """
    opened.add_init_script(AXE)
    opened.set_viewport_size(size)
    opened.emulate_media(color_scheme=scheme)
    bare = browser.new_context(base_url=address, viewport=size, java_script_enabled=False).new_page()
    found, medians, known = {}, {}, set[str]()
    for path in different:
        opened.goto(path)
        wrong = found[path] = list[str]()
        if size == COMPUTER:
            bare.goto(path)
            if not bare.evaluate(SHOWN) or bare.evaluate(SHOWN) != opened.evaluate(SHOWN):
                wrong.append("shows something else without scripts")
        for key in ("Tab", "Enter", "Tab"):
            opened.keyboard.press(key)
        if path != "/" and not opened.evaluate("looks.atTheText()"):
            wrong.append("the skip link leads elsewhere")
        opened.evaluate("looks.open()")
        wrong += opened.evaluate("way => looks.focus(way)", size == COMPUTER)
        wrong += faults(opened, "faint")
        wrong += colours(opened, known)
        if size == PHONE:
            wrong += faults(opened, "axe")  # what is cut off there is seen on every page
            opened.emulate_media(forced_colors="active")
            wrong += colours(opened, known)
            opened.emulate_media(forced_colors="none", media="print")
            if path != "/" and opened.evaluate("looks.printed()") != [False, True, True, False]:
                wrong.append("does not print the numbers, or below the text, or prints the way out, or air")
            opened.emulate_media(media="screen")
        else:
            wrong += faults(opened, "cutOff", "smallTargets")
            opened.set_viewport_size(LARGEST_ZOOM)
            wrong += opened.evaluate("looks.staying()")
            opened.set_viewport_size(size)
            medians[path] = statistics.median(opened.evaluate("looks.lines()") or [60])
    bare.context.close()

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert {path: median for path, median in medians.items() if not 55 <= median <= 80} == {}
    assert size == PHONE or len(set(medians.values())) > 1


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_keyboard_goes_through_a_page_and_out_of_it(key, real_build, opened):
    """The page with help, whose script hears keys."""
    opened.goto(f"/{real_build.site.menu(real_build.site.settings.source_language, 'main')[0].address}")
    opened.evaluate("looks.open()")
    stops = [*range(len(opened.evaluate("looks.stops()")))]
    reached = []
    for _ in (*stops, "the way out"):
        opened.keyboard.press(key)
        reached.append(opened.evaluate("looks.stop()"))

    assert reached[:-1] == (stops if key == "Tab" else stops[::-1])
    assert reached[-1] != reached[-2]


def test_every_token_of_the_styles_has_a_value_and_a_use():
    css = "".join(path.read_text("utf-8") for path in (ROOT / "static/styles").rglob("*.css"))

    assert {*re.findall(r"--([\w-]+):", css)} == {*re.findall(r"var\(--([\w-]+)", css)}
