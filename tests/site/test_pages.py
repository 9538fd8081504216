"""Every page in a browser: WCAG 2.2 AA, what axe finds and what it cannot see; silence; paper.

A page is opened once on a phone, once on a computer and once as it comes, and looked at in every way meanwhile.
"""

import importlib.resources
import re
import statistics
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

import build
from tests.conftest import ROOT, Pages

PHONE, COMPUTER = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=720)
LANGUAGES = sorted(path.name for path in (ROOT / "content").iterdir() if (path / "words.yaml").exists())

PREPARE = """
window.nameOf = ({ outerHTML, textContent }) =>
  `${outerHTML.match(/^<[^>]*>/)[0].slice(0, 120)} ${textContent.trim().slice(0, 40)}`.trim();
addEventListener("DOMContentLoaded", () => document.querySelectorAll("details").forEach(it => it.open = true));
"""

AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

# axe takes the colour of a text from `-webkit-text-fill-color`, which Chromium reports as before colours were forced.
SEEN_COLOURS = """
const read = CSSStyleDeclaration.prototype.getPropertyValue;
CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
  return read.call(this, name === "-webkit-text-fill-color" ? "color" : name);
};
"""

# Every rule with these tags, also those that axe leaves off; but `p-as-heading` takes any large number for a heading.
# Colours are slow to look at: "no" leaves them out, and "only" looks at nothing else.
RUN_AXE = """async colours => {
  scrollTo({ top: 0, behavior: "instant" });  // what stays on the screen lies over what is scrolled below it
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const ofColours = name => ["color-contrast", "link-in-text-block"].includes(name);
  const enabled = name => name !== "p-as-heading" && (colours === "yes" || ofColours(name) === (colours === "only"));
  const rules = Object.fromEntries(axe.getRules(tags).map(({ ruleId }) => [ruleId, { enabled: enabled(ruleId) }]));
  const { violations } = await axe.run({ runOnly: tags, rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) =>
      `${id}: ${target}: ${[...any, ...all, ...none].map(check => check.message).join(" ")}`));
}"""

# What does not fit, with the text as it is, spaced as WCAG 1.4.12 has it, or twice as large.
CUT_OFF = """how => {
  const root = document.documentElement;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                     p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = how === "spaced" ? [sheet] : [];
  root.style.fontSize = "";
  if (how === "doubled") root.style.fontSize = `calc(2 * ${getComputedStyle(root).fontSize})`;
  const lost = (overflow, whole, shown) => /hidden|clip/.test(overflow) && shown > 1 && whole > shown;
  const cut = element => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
    return lost(overflowX, scrollWidth, clientWidth) || lost(overflowY, scrollHeight, clientHeight);
  };
  const sideways = root.scrollWidth > innerWidth;
  const wide = element => sideways && element.getBoundingClientRect().right > innerWidth && !element.closest(".table");
  const elements = [...document.body.querySelectorAll("*")].filter(element => element.innerText?.trim());
  return [
    ...(sideways ? [`the page is ${root.scrollWidth} wide`] : []),
    ...elements.filter(cut).map(element => `${nameOf(element)} is cut off`),
    ...elements.filter(element => wide(element) && ![...element.children].some(wide))
      .map(element => `${nameOf(element)} is too wide`),
  ];
}"""


def cut_off(page: Page) -> list[str]:
    """Return what does not fit, however the text is."""
    return [f"{how}: {wrong}" for how in ("spaced", "doubled", "as it is") for wrong in page.evaluate(CUT_OFF, how)]


# A target is large enough if a square of 24 pixels around its middle belongs to it; a small one must be in a sentence,
# or so far from others that a circle of 24 pixels around it touches none of them, nor the circle of another small one.
SMALL_TARGETS = r"""() => {
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(target => target.checkVisibility() && target.getBoundingClientRect().right > 0);
  const boxes = new Map(targets.map(target => [target, target.getBoundingClientRect()]));
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  const large = target => {
    target.scrollIntoView({ block: "center" });
    const [x, y] = middle(target.getBoundingClientRect());
    return [-11.9, 11.9].every(right => [-11.9, 11.9].every(down =>
      target.contains(document.elementFromPoint(x + right, y + down))));
  };
  const block = node => getComputedStyle(node).display === "inline" ? block(node.parentElement) : node;
  const inSentence = target => {
    const around = block(target);
    const walker = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      const free = block(parentElement) === around && !parentElement.closest("a, button, summary");
      if (around !== target && /[\p{L}\p{N}]/u.test(data) && free) return true;
    }
    return false;
  };
  const distance = ([x, y], box) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const small = targets.filter(target => !large(target));
  const apart = (target, other) => {
    const [here, there] = [boxes.get(target), boxes.get(other)].map(middle);
    const apart = Math.hypot(here[0] - there[0], here[1] - there[1]);
    return distance(here, boxes.get(other)) >= 12 && (!small.includes(other) || apart >= 24);
  };
  return small
    .filter(target => !inSentence(target) && targets.some(other => other !== target && !apart(target, other)))
    .map(target => `${nameOf(target)} ${boxes.get(target).width.toFixed(1)} by ${boxes.get(target).height.toFixed(1)}`);
}"""

# The parts of the page outside its text, in order, and the numbers to call; on some pages below the way out.
PARTS = """() => [
  ...[...document.querySelectorAll("header.site, header.site > *, main, footer.site, footer.site > *")]
    .map(part => part.localName === "main" ? "main" : part.className || part.localName),
  ...[...document.querySelectorAll("footer.site > .call a[href^='tel:']")].map(link => link.href),
]"""

# What a page says it is: its language and direction, one heading, one text; and tables whose headings head nothing.
STRUCTURE = """() => {
  const { lang, dir } = document.documentElement;
  const unclear = [...document.querySelectorAll("table:not(:has(th)), table:has(th:not([scope]))")];
  const [headings, texts] = ["h1", "main"].map(name => document.querySelectorAll(name).length);
  return [lang, dir, headings, texts, unclear.map(nameOf)];
}"""

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


@pytest.fixture
def opened(page: Page) -> Page:
    """A page that opens all its details, scrolls at once, can name its elements and be looked at by axe."""
    page.add_init_script(PREPARE + AXE + SEEN_COLOURS)
    page.emulate_media(reduced_motion="reduce")
    return page


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the site in turn."""
    return str(request.param)


@pytest.fixture
def own(language: str, pages: Pages) -> Pages:
    """The pages of that language."""
    return {path: page for path, page in pages.items() if page.language == language}


@pytest.fixture
def source(language: str, made: build.Made) -> bool:
    """Whether it is the source language: templates and styles are the same in all, and looked at in that one."""
    return language == made.site.settings.source_language


def test_every_page_on_a_phone(
    language: str, own: Pages, source: bool, different_pages: Pages, made: build.Made, opened: Page
) -> None:
    """Help stands in the same place on every page, and so do the ways to skip and to leave."""
    opened.set_viewport_size(PHONE)
    direction = made.site.settings.languages[language].direction
    found, parts = {}, {}
    for path, item in own.items():
        opened.goto(path)
        stop = stops(opened, "Tab")
        begins = [next(stop)["link"].endswith("#main"), next(stop)["id"] == "exit"]
        found[path] = [
            *cut_off(opened),
            *opened.evaluate(SMALL_TARGETS),
            *opened.evaluate(RUN_AXE, "yes" if source else "no"),
            *(["does not begin with the skip link, or the way out"] if begins != [True, item.front.exit] else []),
            *(["is not what it says"] if opened.evaluate(STRUCTURE) != [language, direction, 1, 1, []] else []),
        ]
        parts[path] = opened.evaluate(PARTS)
        if path in different_pages:
            opened.emulate_media(forced_colors="active")
            found[path] += opened.evaluate(RUN_AXE, "only")
            opened.emulate_media(forced_colors="none")

    home = next(parts[path] for path, item in own.items() if item.name == "index")
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert {path: order for path, order in parts.items() if order != home} == {}
    assert {"to-help", "call"} <= set(home)
    assert home[-1].startswith("tel:")


def test_every_page_on_a_computer(own: Pages, different_pages: Pages, opened: Page) -> None:
    """In dark colours; and the lines of running text are comfortable to read."""
    opened.set_viewport_size(COMPUTER)
    opened.emulate_media(color_scheme="dark")
    found, medians = {}, {}
    for path in own:
        opened.goto(path)
        if lines := opened.evaluate(LINES):
            medians[path] = statistics.median(lines)
        found[path] = [*cut_off(opened), *opened.evaluate(RUN_AXE, "yes")] if path in different_pages else []

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert medians
    assert {path: median for path, median in medians.items() if not 55 <= median <= 80} == {}


def test_the_choice_of_a_language(made: build.Made, opened: Page) -> None:
    found = []
    for size, scheme in ((PHONE, "light"), (COMPUTER, "dark")):
        opened.set_viewport_size(size)
        opened.emulate_media(color_scheme=scheme)
        opened.goto("/")
        found += [*cut_off(opened), *opened.evaluate(SMALL_TARGETS), *opened.evaluate(RUN_AXE, "yes")]

    assert found == []
    assert opened.evaluate(STRUCTURE) == [made.site.settings.source_language, "ltr", 1, 1, []]


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
  const gone = outside(box.left, box.right, innerWidth) || outside(box.top, box.bottom, innerHeight);
  if (gone) wrong.push("is outside the window");
  const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
  const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  const top = document.elementFromPoint(x, y);
  if (top && !stop.contains(top) && !top.contains(stop)) wrong.push(`is covered by ${nameOf(top)}`);
  return { id: stop.id, link: stop.href, wrong: wrong.map(how => `${nameOf(stop)} ${how}`) };
}"""

MISSED = "[...unfocused.keys()].map(stop => `${nameOf(stop)} is not reached`)"


def stops(page: Page, key: str) -> Iterator[dict[str, Any]]:
    """Press `key` from stop to stop until the focus leaves the page."""
    page.evaluate(STOPS)
    page.keyboard.press(key)
    while stop := page.evaluate(STOP):
        yield stop
        page.keyboard.press(key)


@pytest.mark.parametrize(("size", "key"), [(PHONE, "Tab"), (COMPUTER, "Shift+Tab")], ids=["phone", "computer"])
def test_focus_reaches_everything_and_is_seen(
    size: ViewportSize, key: str, different_pages: Pages, opened: Page
) -> None:
    opened.set_viewport_size(size)
    found = {}
    for path in ["/", *different_pages]:
        opened.goto(path)
        reached = list(stops(opened, key))
        found[path] = [wrong for stop in reached for wrong in stop["wrong"]] + opened.evaluate(MISSED)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_page_is_reached_from_the_first(address: str, source_pages: Pages, opened: Page) -> None:
    """By links that can have the focus."""
    opened.set_viewport_size(PHONE)
    links = {}
    for path in ["/", *source_pages]:
        opened.goto(path)
        opened.evaluate(STOPS)
        found = opened.evaluate("[...unfocused.keys()].map(stop => stop.href ?? '')")
        links[path] = {link.removeprefix(address).split("#")[0].removesuffix("index.html") for link in found}
    seen, ahead = set(), {"/"}
    while ahead:
        seen |= ahead
        ahead = set().union(*(links[path] for path in ahead)) & links.keys() - seen

    assert {path for path, item in source_pages.items() if item.name != "404"} <= seen


# Whether the heading is in sight, below what sticks to the top; and whether the focus went past all above the text.
AT_THE_TEXT = """() => {
  const { top, bottom } = document.querySelector("h1").getBoundingClientRect();
  const above = document.querySelector(".exit")?.getBoundingClientRect().bottom ?? 0;
  const order = document.querySelector("main").compareDocumentPosition(document.activeElement);
  return [top >= above && bottom <= innerHeight, Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING)];
}"""


@pytest.mark.parametrize("size", [PHONE, COMPUTER], ids=["phone", "computer"])
def test_skip_link_leads_to_the_text(size: ViewportSize, different_pages: Pages, opened: Page) -> None:
    opened.set_viewport_size(size)
    found = {}
    for path in different_pages:
        opened.goto(path)
        for key in ("Tab", "Enter", "Tab"):
            opened.keyboard.press(key)
        found[path] = opened.evaluate(AT_THE_TEXT)

    assert found == {path: [True, True] for path in different_pages}


# Opens every part and presses every control; links that lead away are followed in a test of their own.
USE = """() => {
  for (const summary of document.querySelectorAll("details:not([open]) > summary")) summary.click();
  for (const control of document.querySelectorAll("button, input, a[href^='#']")) control.click();
}"""

# What a page can leave behind, and what lets a browser ask before the reader does; the empty answer is {}.
KEPT = """async () => {
  const kept = {
    storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: (await indexedDB.databases()).map(database => database.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
    ahead: [...document.querySelectorAll("link[rel*=pre], link[rel*=dns], script[type=speculationrules], [ping]")]
      .map(element => element.outerHTML),
    telling: document.querySelector("meta[name=referrer][content=no-referrer]") ? [] : [document.URL],
  };
  return Object.fromEntries(Object.entries(kept).filter(([, found]) => found.length));
}"""


# Whether the way out is shown, whether there are numbers to call, and whether each of them is shown somewhere.
PRINTED = """() => {
  const shown = selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility());
  const numbers = [...document.querySelectorAll("footer a[href^='tel:']")].map(link => link.href);
  const printed = shown("a[href^='tel:']").map(link => link.href);
  return [shown(".exit").length > 0, numbers.length > 0, numbers.every(number => printed.includes(number))];
}"""


def test_every_page_as_it_comes(address: str, own: Pages, page: Page) -> None:
    """It asks for and keeps nothing (law 4), does not scroll sideways, and prints the numbers, not the way out."""
    page.set_viewport_size(PHONE)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    found, sheets = {}, {}
    for path, item in own.items():
        asked.clear()
        page.goto(path)
        sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        page.emulate_media(media="print")
        printed = page.evaluate(PRINTED)
        if item.front.exit or item.front.sheet:
            sheets[path] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
        page.emulate_media(media="screen")
        page.evaluate(USE)
        page.mouse.wheel(0, 100_000)
        kept = page.evaluate(KEPT)
        icon = page.evaluate("document.querySelector('link[rel=icon]').href")
        found[path] = [sideways, printed, [url for url in asked if url != icon], page.context.cookies(), kept]

    assert found == {path: [False, [False, True, True], [address + path], [], {}] for path in own}
    assert set(sheets.values()) == {1}, sheets


def test_everything_is_shown_without_scripts(address: str, browser: Browser, source_pages: Pages) -> None:
    """But for buttons and the field to search in, which only a script can make do something."""

    def texts(scripts: bool) -> dict[str, str]:
        context = browser.new_context(base_url=address, java_script_enabled=scripts)
        page, found = context.new_page(), {}
        for path in source_pages:
            page.goto(path)
            page.evaluate("document.querySelectorAll('main button, [role=search]').forEach(it => it.remove())")
            found[path] = page.evaluate("document.querySelector('main').innerText")
        context.close()
        return found

    with_scripts, without = texts(True), texts(False)

    assert {path: text for path, text in without.items() if not text or text != with_scripts[path]} == {}
