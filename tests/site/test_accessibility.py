"""WCAG 2.2 AA on every page: what axe finds, and what it cannot see."""

import importlib.resources
import statistics
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

import build
from tests.conftest import Pages

WINDOWS: dict[int, ViewportSize] = {320: {"width": 320, "height": 640}, 1280: {"width": 1280, "height": 720}}

PREPARE = """
window.nameOf = element => `${element.outerHTML.match(/^<[^>]*>/)[0].slice(0, 120)} ${element.textContent.trim().slice(0, 40)}`.trim();
addEventListener("DOMContentLoaded", () => document.querySelectorAll("details").forEach(details => details.open = true));
"""


@pytest.fixture
def page(page: Page) -> Page:
    """A page that opens all its details, scrolls at once, and can name its elements."""
    page.add_init_script(PREPARE)
    page.emulate_media(reduced_motion="reduce")
    return page


@pytest.fixture(params=WINDOWS)
def width(request: pytest.FixtureRequest, page: Page) -> int:
    """How wide the window is: a narrow phone, and a computer."""
    page.set_viewport_size(WINDOWS[request.param])
    return int(request.param)


def seen(page: Page, paths: Iterable[str], *scripts: str) -> dict[str, Any]:
    """Return what the last of `scripts` finds on each page."""
    found = {}
    for path in paths:
        page.goto(path)
        for script in scripts:
            found[path] = page.evaluate(script)
    return found


def only_found(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pages on which something was found."""
    return {path: wrong for path, wrong in found.items() if wrong}


AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

# axe takes the colour of a text from `-webkit-text-fill-color`, which Chromium reports as it was before colours were forced.
SEEN_COLOURS = """
const read = CSSStyleDeclaration.prototype.getPropertyValue;
CSSStyleDeclaration.prototype.getPropertyValue = function (name) { return read.call(this, name === "-webkit-text-fill-color" ? "color" : name); };
"""

# Every rule with these tags, also those that axe leaves off; but `p-as-heading` takes any large number for a heading.
RUN_AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const rules = Object.fromEntries(axe.getRules(tags).map(({ ruleId }) => [ruleId, { enabled: ruleId !== "p-as-heading" }]));
  const { violations } = await axe.run({ runOnly: tags, rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target}: ${[...node.any, ...node.all, ...node.none].map(check => check.message).join(" ")}`));
}"""


@pytest.mark.parametrize(
    "media",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced"],
)
def test_axe_finds_nothing(media: dict[str, Any], width: int, pages: Pages, source_pages: Pages, page: Page) -> None:
    page.emulate_media(**media)
    page.add_init_script(AXE + SEEN_COLOURS)
    every_language = (width, media.get("color_scheme")) in {(320, "light"), (1280, "dark")}
    paths = ["/", *(pages if every_language else source_pages)]

    assert only_found(seen(page, paths, RUN_AXE)) == {}


SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                     p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

DOUBLED = """() => {
  const root = document.documentElement;
  root.style.fontSize = `calc(2 * ${getComputedStyle(root).fontSize})`;
}"""

CUT_OFF = """() => {
  const root = document.documentElement;
  const lost = (overflow, whole, shown) => /hidden|clip/.test(overflow) && shown > 1 && whole > shown;
  const cut = element => {
    const { overflowX, overflowY } = getComputedStyle(element);
    return lost(overflowX, element.scrollWidth, element.clientWidth) || lost(overflowY, element.scrollHeight, element.clientHeight);
  };
  const sideways = root.scrollWidth > innerWidth;
  const wide = element => sideways && element.getBoundingClientRect().right > innerWidth && !element.closest(".table");
  const elements = [...document.body.querySelectorAll("*")].filter(element => element.innerText?.trim());
  return [
    ...(sideways ? [`the page is ${root.scrollWidth} wide`] : []),
    ...elements.filter(cut).map(element => `${nameOf(element)} is cut off`),
    ...elements.filter(element => wide(element) && ![...element.children].some(wide)).map(element => `${nameOf(element)} is too wide`),
  ];
}"""


@pytest.mark.usefixtures("width")
@pytest.mark.parametrize("change", [SPACED, DOUBLED], ids=["spaced", "doubled"])
def test_changed_text_is_not_cut_off(change: str, width: int, pages: Pages, source_pages: Pages, page: Page) -> None:
    assert only_found(seen(page, ["/", *(pages if width == min(WINDOWS) else source_pages)], change, CUT_OFF)) == {}


# What can have the focus, each with its look without it.
STOPS = """() => {
  window.look = element => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && style.outline;
    return [outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join();
  };
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  window.unfocused = new Map(stops.filter(stop => stop.checkVisibility()).map(stop => [stop, look(stop)]));
}"""

# What the focused element is, and what is wrong with how it shows that; null once the focus has left the page.
STOP = """() => {
  const stop = document.activeElement;
  if (!unfocused.has(stop)) return null;
  const wrong = look(stop) === unfocused.get(stop) ? ["looks as it does without focus"] : [];
  unfocused.delete(stop);
  const box = [...stop.getClientRects()].find(box => box.width && box.height);
  const outside = (from, to, size) => to - from > .8 * size ? to <= 0 || from >= size : from < -.5 || to > size + .5;
  if (outside(box.left, box.right, innerWidth) || outside(box.top, box.bottom, innerHeight)) wrong.push("is outside the window");
  const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
  const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  if (top && !stop.contains(top) && !top.contains(stop)) wrong.push(`is covered by ${nameOf(top)}`);
  return { id: stop.id, link: stop.getAttribute("href"), wrong: wrong.map(how => `${nameOf(stop)} ${how}`) };
}"""

MISSED = "[...unfocused.keys()].map(stop => `${nameOf(stop)} is not reached`)"


def stops(page: Page, key: str) -> Iterator[dict[str, Any]]:
    """Press `key` from stop to stop until the focus leaves the page."""
    page.evaluate(STOPS)
    page.keyboard.press(key)
    while stop := page.evaluate(STOP):
        yield stop
        page.keyboard.press(key)


@pytest.mark.usefixtures("width")
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_focus_reaches_everything_and_is_seen(key: str, source_pages: Pages, page: Page) -> None:
    found = {}
    for path in ["/", *source_pages]:
        page.goto(path)
        found[path] = [wrong for stop in stops(page, key) for wrong in stop["wrong"]] + page.evaluate(MISSED)

    assert only_found(found) == {}


def test_focus_begins_at_the_skip_link_and_the_way_out(pages: Pages, page: Page) -> None:
    begins, expected = {}, {}
    for path, item in pages.items():
        page.goto(path)
        reached = stops(page, "Tab")
        begins[path] = [next(reached)["link"], next(reached)["id"] == "exit"]
        expected[path] = ["#main", item.front.exit]

    assert begins == expected


# Whether the heading is in sight, below what sticks to the top; and whether the focus went past everything above the text.
AT_THE_TEXT = """() => {
  const { top, bottom } = document.querySelector("h1").getBoundingClientRect();
  const above = document.querySelector(".exit")?.getBoundingClientRect().bottom ?? 0;
  const order = document.querySelector("main").compareDocumentPosition(document.activeElement);
  return [top >= above && bottom <= innerHeight, Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING)];
}"""


@pytest.mark.usefixtures("width")
def test_skip_link_leads_to_the_text(source_pages: Pages, page: Page) -> None:
    found = {}
    for path in source_pages:
        page.goto(path)
        for key in ("Tab", "Enter", "Tab"):
            page.keyboard.press(key)
        found[path] = page.evaluate(AT_THE_TEXT)

    assert found == {path: [True, True] for path in source_pages}


# A target is large enough if a square of 24 pixels around its middle belongs to it; a small one must stand in a sentence,
# or so far from others that a circle of 24 pixels around it touches none of them, nor the circle of another small one.
SMALL_TARGETS = r"""() => {
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(target => target.checkVisibility() && target.getBoundingClientRect().right > 0);
  const boxes = new Map(targets.map(target => [target, target.getBoundingClientRect()]));
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  const large = target => {
    target.scrollIntoView({ block: "center" });
    const [x, y] = middle(target.getBoundingClientRect());
    return [-11.9, 11.9].every(right => [-11.9, 11.9].every(down => target.contains(document.elementFromPoint(x + right, y + down))));
  };
  const block = node => getComputedStyle(node).display === "inline" ? block(node.parentElement) : node;
  const inSentence = target => {
    const around = block(target);
    const walker = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (around !== target && /[\p{L}\p{N}]/u.test(data) && block(parentElement) === around && !parentElement.closest("a, button, summary")) return true;
    }
    return false;
  };
  const distance = ([x, y], box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const small = targets.filter(target => !large(target));
  const apart = (target, other) => {
    const [here, there] = [boxes.get(target), boxes.get(other)].map(middle);
    return distance(here, boxes.get(other)) >= 12 && (!small.includes(other) || Math.hypot(here[0] - there[0], here[1] - there[1]) >= 24);
  };
  return small
    .filter(target => !inSentence(target) && targets.some(other => other !== target && !apart(target, other)))
    .map(target => `${nameOf(target)} ${boxes.get(target).width.toFixed(1)} by ${boxes.get(target).height.toFixed(1)}`);
}"""


@pytest.mark.parametrize("width", [320], indirect=True)
@pytest.mark.usefixtures("width")
def test_targets_are_large_or_apart(pages: Pages, page: Page) -> None:
    assert only_found(seen(page, ["/", *pages], SMALL_TARGETS)) == {}


# The parts of the page outside its text, in order, and the numbers to call; on some pages the way out stands above all that.
PARTS = """() => [
  ...[...document.querySelectorAll("header.site, header.site > *, main, footer.site, footer.site > *")].map(part => part.className || part.tagName),
  ...[...document.querySelectorAll("footer.site > .call a[href^='tel:']")].map(link => link.href),
]"""


def test_help_is_in_the_same_place_on_every_page(pages: Pages, page: Page) -> None:
    orders = seen(page, pages, PARTS)
    home = orders["/en/"]

    assert {path: order for path, order in orders.items() if order != home} == {}
    assert {"to-help", "call", "tel:112"} <= set(home)


STRUCTURE = """() => {
  const { lang, dir } = document.documentElement;
  const unclear = [...document.querySelectorAll("table")].filter(table => !table.querySelector("th") || table.querySelector("th:not([scope])"));
  return [lang, dir, document.querySelectorAll("h1").length, document.querySelectorAll("main").length, unclear.map(nameOf)];
}"""


def test_every_page_says_what_it_is(made: build.Made, pages: Pages, page: Page) -> None:
    """Its language and direction, one heading, one text, and what the headings of its tables stand over."""
    settings = made.site.settings
    expected = {
        path: [item.language, settings.languages[item.language].direction, 1, 1, []] for path, item in pages.items()
    }

    assert seen(page, ["/", *pages], STRUCTURE) == {"/": [settings.source_language, "ltr", 1, 1, []], **expected}


def test_everything_is_shown_without_scripts(address: str, browser: Browser, source_pages: Pages) -> None:
    def texts(scripts: bool) -> dict[str, str]:
        context = browser.new_context(base_url=address, java_script_enabled=scripts)
        found = seen(context.new_page(), source_pages, "document.querySelector('main').innerText")
        context.close()
        return found

    with_scripts, without = texts(True), texts(False)

    assert {path: text for path, text in without.items() if not text or text != with_scripts[path]} == {}


# How many characters each full line of running text holds: a line ends where a character stands left of the one before.
LINES = """() => [...document.querySelectorAll(".prose > p")].flatMap(paragraph => {
  const range = document.createRange();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const lines = [0];
  let last = -Infinity;
  while (walker.nextNode()) {
    for (let place = 0; place < walker.currentNode.length; place++) {
      range.setStart(walker.currentNode, place);
      range.setEnd(walker.currentNode, place + 1);
      const box = [...range.getClientRects()].at(-1);
      if (!box?.width) continue;
      if (box.left < last) lines.push(0);
      lines[lines.length - 1]++;
      last = box.left;
    }
  }
  return lines.length < 3 ? [] : lines.slice(0, -1);
})"""


@pytest.mark.parametrize("width", [1280], indirect=True)
@pytest.mark.usefixtures("width")
def test_lines_are_comfortable_to_read(pages: Pages, page: Page) -> None:
    medians = {path: statistics.median(lines) for path, lines in only_found(seen(page, pages, LINES)).items()}

    assert medians
    assert {path: median for path, median in medians.items() if not 55 <= median <= 80} == {}
