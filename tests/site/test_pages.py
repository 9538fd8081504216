"""Every page in a browser: silence, print, a phone; and WCAG 2.2 AA, with axe and with checks that axe does not have.

Each page is opened once for all checks. All pages share their elements, so slow checks run only on pages that show
something new: a kind of element, or an element within another kind.
"""

import importlib.resources
import re
import statistics
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize
from selectolax.lexbor import LexborHTMLParser

import build
from tests.conftest import ROOT, Pages
from tests.site.test_sheets import TOO_LONG, prints_on_one_sheet

PHONE, COMPUTER = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=720)
LARGEST_ZOOM = ViewportSize(width=320, height=256)
"""A window of 1280 by 1024 pixels, at 400 %."""
LANGUAGES = sorted(path.name for path in (ROOT / "content").iterdir() if (path / "words.yaml").exists())
CHECKS = Path(__file__).parent / "checks.js"
TEXT = """(() => {
  const parts = [...document.querySelectorAll("main button, [role=search]")];
  for (const part of parts) part.style.display = "none";
  const text = document.querySelector("main").innerText;
  for (const part of parts) part.style.display = "";
  return text;
})()"""
VOID = ("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
"""Elements without an end tag."""
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture
def opened(page: Page) -> Page:
    """A page with the checks of checks.js, and without smooth scrolling."""
    page.add_init_script(path=CHECKS)
    page.emulate_media(reduced_motion="reduce")
    return page


def faults(page: Page, *checks: str) -> list[str]:
    """Return the faults that these checks find on a page."""
    return [f"{check}: {fault}" for check in checks for fault in page.evaluate(f"checks.{check}()")]


def colours(page: Page, known: set[str]) -> list[str]:
    """Return faults in the colours of those kinds of text that are not yet `known`; add these kinds to `known`."""
    if not (new := set(page.evaluate("checks.kinds()")) - known):
        return []
    known |= new
    found: list[str] = page.evaluate("kinds => checks.colours(kinds)", [*new])
    return found


@pytest.fixture(scope="session")
def varied(real_build: build.BuildResult, pages: Pages) -> list[str]:
    """The choice of languages, and pages that together have every kind of element and language, the richest first."""
    left = {}
    for output in real_build.outputs.values():
        if (path := f"/{output.address}") in pages:
            nodes = LexborHTMLParser(output.data.decode()).css("body *")
            kinds = [(node.tag, node.attributes.get("class"), node.attributes.get("role")) for node in nodes]
            parents = [(node.parent.tag, node.parent.attributes.get("class")) for node in nodes if node.parent]
            left[path] = {pages[path].language, *zip(kinds, parents, strict=True)}
    chosen = ["/"]
    while any(left.values()):
        chosen.append(max(left, key=lambda path: len(left[path])))
        seen = left.pop(chosen[-1])
        left = {path: kinds - seen for path, kinds in left.items()}
    return chosen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_silent_fits_on_a_phone_and_can_be_reached(language, address, pages, real_build, opened):
    """It requests and stores nothing (law 4), has help in the same place, and fits on one sheet if made for one."""
    own = {path: page for path, page in pages.items() if page.language == language}
    home = next(path for path, page in own.items() if page.name == "index")
    direction = real_build.site.settings.languages[language].direction
    requested: list[str] = []
    opened.context.on("request", lambda request: requested.append(request.url.partition("/static/pictures/")[0]))
    opened.set_viewport_size(PHONE)
    found, parts, links, sheets = {}, {}, {}, {}
    for path, page in own.items():
        requested.clear()
        opened.goto(path)
        is_wide = opened.evaluate("checks.scrollsSideways()")
        if prints_on_one_sheet(page):
            sheets[path] = len(re.findall(rb"/Type\s*/Page\b", opened.pdf(prefer_css_page_size=True)))
        cut_off, structure, parts[path], stops, icon = opened.evaluate("checks.overview()")
        links[path] = {link.removeprefix(address).split("#")[0].removesuffix("index.html") for _, link in stops}
        first_stops = [stops[0][1].endswith("#main"), stops[1][0] == "exit"]
        opened.evaluate("checks.pressAll()")
        opened.mouse.wheel(0, 100_000)
        stored = opened.evaluate("checks.stored()")
        found[path] = [
            *(["scrolls sideways"] if is_wide else []),
            *cut_off,
            *(["has a wrong structure"] if structure != [language, direction, 1, 1, []] else []),
            *(["lacks the skip link or the leave-quickly link"] if first_stops != [True, page.front.exit] else []),
            *(f"requested {url}" for url in requested if url not in (address, address + path, icon)),
            *(f"stored {item}" for item in [*opened.context.cookies(), *stored.items()]),
        ]
    reached, new = set(), {home}
    while new:
        reached |= new
        new = set().union(*(links[path] for path in new)) & own.keys() - reached

    assert {path: faults for path, faults in found.items() if faults} == {}
    assert {path for path, page in own.items() if page.name != "404"} <= reached
    assert {path: number for path, number in sheets.items() if number != 1} == {}, TOO_LONG
    assert {path: order for path, order in parts.items() if order != parts[home]} == {}
    assert {"to-help", "call"} <= set(parts[home])
    assert parts[home][-1].startswith("tel:")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (COMPUTER, "dark")], ids=["phone", "computer"])
def test_pages_can_be_used_by_everyone(size, scheme, address, browser, varied, opened):
    """The skip link works, the focus is visible, lines have a readable length, and phone numbers are printed.

    Without scripts, a page shows the same text, except buttons and the search form, which need a script.
    """
    opened.add_init_script(AXE)
    opened.set_viewport_size(size)
    opened.emulate_media(color_scheme=scheme)
    scriptless = browser.new_context(base_url=address, viewport=size, java_script_enabled=False).new_page()
    found, medians, known = {}, {}, set[str]()
    for path in varied:
        opened.goto(path)
        own = found[path] = list[str]()
        if size == COMPUTER:
            scriptless.goto(path)
            if not scriptless.evaluate(TEXT) or scriptless.evaluate(TEXT) != opened.evaluate(TEXT):
                own.append("shows another text without scripts")
        for key in ("Tab", "Enter", "Tab"):
            opened.keyboard.press(key)
        if path != "/" and not opened.evaluate("checks.isAtText()"):
            own.append("the skip link does not go to the text")
        opened.evaluate("checks.openAll()")
        own += opened.evaluate("backwards => checks.focus(backwards)", size == COMPUTER)
        own += faults(opened, "faintBars")
        own += colours(opened, known)
        if size == PHONE:
            own += faults(opened, "axe")  # text that is cut off on a phone is looked for on every page
            opened.emulate_media(forced_colors="active")
            own += colours(opened, known)
            opened.emulate_media(forced_colors="none", media="print")
            if path != "/" and opened.evaluate("checks.printed()") != [False, True, True, False]:
                own.append("must print all phone numbers, above the text, no leave-quickly link, no space at the end")
            opened.emulate_media(media="screen")
        else:
            own += faults(opened, "cutOff", "smallTargets")
            opened.set_viewport_size(LARGEST_ZOOM)
            own += opened.evaluate("checks.sticky()")
            opened.set_viewport_size(size)
            medians[path] = statistics.median(opened.evaluate("checks.lineLengths()") or [60])
    scriptless.context.close()

    assert {path: faults for path, faults in found.items() if faults} == {}
    assert {path: median for path, median in medians.items() if not 55 <= median <= 80} == {}
    assert size == PHONE or len(set(medians.values())) > 1


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_keyboard_moves_through_a_page_and_out_of_it(key, real_build, opened):
    """On the help page, whose script listens to keys."""
    opened.goto(f"/{real_build.site.menu(real_build.site.settings.source_language, 'main')[0].address}")
    opened.evaluate("checks.openAll()")
    stops = [*range(len(opened.evaluate("checks.stops()")))]
    reached = []
    for _ in (*stops, "out of the page"):
        opened.keyboard.press(key)
        reached.append(opened.evaluate("checks.focusedStop()"))

    assert reached[:-1] == (stops if key == "Tab" else stops[::-1])
    assert reached[-1] != reached[-2]


def test_every_custom_property_of_the_styles_is_defined_and_used():
    css = "".join(path.read_text("utf-8") for path in (ROOT / "static/styles").rglob("*.css"))

    assert {*re.findall(r"--([\w-]+):", css)} == {*re.findall(r"var\(--([\w-]+)", css)}


class Nesting(HTMLParser):
    """The elements of a page that are open, and each end tag that does not close the innermost of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open, self.wrong = list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, *_: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.wrong.append(f"</{tag}> in line {self.getpos()[0]}")


def test_every_element_that_a_page_opens_is_closed(real_build):
    """Browsers repair a page where a template forgets an end tag, each part of it in a surprising way."""
    pages = {path: Nesting(file.data.decode()) for path, file in real_build.outputs.items() if path.endswith(".html")}

    assert {path: (page.wrong[:1], page.open) for path, page in pages.items() if page.wrong or page.open} == {}
