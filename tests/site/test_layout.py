"""The layout on the screen: help comes first, the menu has one row, and nothing is in the way."""

import pytest
from selectolax.lexbor import LexborHTMLParser

import build
from tests.conftest import Pages

PHONE = {"width": 360, "height": 640}

REACHABLE = """[...document.querySelectorAll(".call-now a")].filter(link => {
  const { left, right, top, bottom } = link.getBoundingClientRect();
  const found = top >= 0 && bottom <= innerHeight && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return found && link.contains(found);
}).length"""
"""How many phone numbers can be seen and pressed now: they are in the window, and nothing covers their centre."""
ROWS = """new Set([...document.querySelectorAll("header.site > :not(.menu), .menu summary")]
  .map(part => part.getBoundingClientRect()).map(({ top, bottom }) => Math.round((top + bottom) / 40))).size"""


DOWNGRADE = """for (const sheet of document.styleSheets) (function downgrade(rules) {
  for (let index = rules.cssRules.length - 1; index >= 0; index--) {
    const rule = rules.cssRules[index];
    if (rule instanceof CSSMediaRule && !/[<>]/.test(rule.media.mediaText)) downgrade(rule);
    else if (!(rule instanceof CSSStyleRule) || /:(has|is|where)\\(/.test(rule.selectorText)) rules.deleteRule(index);
  }
})(sheet)"""
"""Removes the rules that browsers of 2020 do not know: nested ones, except media queries, and newer selectors."""
BUTTONS = """[...document.querySelectorAll(".call-now a")].filter(link => link.offsetHeight > 44
  && getComputedStyle(link).backgroundColor !== getComputedStyle(document.documentElement).backgroundColor).length"""
ALONE = """[...document.querySelectorAll(".breadcrumbs li + li a")].filter(link =>
  link.getClientRects()[0].top > link.parentNode.getBoundingClientRect().top + 20
).map(link => link.textContent)"""
"""The links whose separator is alone on the line above."""

# Firefox and Safari support `break-after` for pages only, not for columns.
SEPARATED = """() => {
  for (const { style } of document.styleSheets[0].cssRules) style?.removeProperty("break-after");
  return [...document.querySelectorAll(".letters h3")].filter(letter => {
    const [own, first] = [letter, letter.parentNode.querySelector("a")].map(part => part.getClientRects()[0].left);
    return Math.abs(own - first) > 5;
  }).map(letter => letter.textContent);
}"""

# Enlarges text without lengths in em or rem, as a minimum font size or the web view of an app does.
ENLARGE = """times => {
  const parts = [...document.querySelectorAll("body *:not(svg *)")];
  const sizes = parts.map(part => parseFloat(getComputedStyle(part).fontSize));
  parts.forEach((part, index) => part.style.setProperty("font-size", `${times * sizes[index]}px`, "important"));
}"""
# Groups of digits that are broken across lines, and notes below the sources that the print button covers.
BROKEN = """() => {
  const range = document.createRange();
  const broken = [...document.querySelectorAll(".number, .findings b")].flatMap(number => {
    const text = (number.querySelector("bdi") ?? number).firstChild;
    return [...text.data.matchAll(/\\S+/g)].filter(({ 0: { length }, index }) => {
      range.setStart(text, index);
      range.setEnd(text, index + length);
      return range.getClientRects().length > 1;
    }).map(([digits]) => digits);
  });
  const button = document.querySelector(".print button").getBoundingClientRect();
  const notes = [...document.querySelectorAll(".reviewed")].filter(note => note.checkVisibility());
  const covered = notes.filter(note => {
    range.selectNodeContents(note);
    return [...range.getClientRects()].some(({ bottom, left, right }) =>
      bottom > button.top + 1 && right > button.left && left < button.right);
  });
  return [...broken, ...covered.map(({ textContent }) => textContent)];
}"""


# Charts that leave the end of their row empty, and paragraphs below each other that would fit beside each other.
UNFILLED = """[...document.querySelectorAll(".prose:has(> .figure + .figure) > :is(.figure, p + p)")].filter(part => {
  const [own, { top }, { right }] = [part, part.previousElementSibling, part.parentNode]
    .map(each => each.getBoundingClientRect());
  const { top: next } = part.nextElementSibling.getBoundingClientRect();
  return part.matches("p") ? own.top !== top : own.top !== next && own.right < right - 1;
}).map(part => part.id || part.textContent)"""


@pytest.fixture
def numbers(real_build: build.BuildResult) -> int:
    """How many phone numbers the site shows on every page."""
    return sum(helpline.footer for helpline in real_build.site.facts.helplines.values())


def help_pages(pages: Pages, *more: str) -> list[str]:
    """Return the paths of the help page, and of more pages by name, in every language."""
    return [
        path for path, item in pages.items() if (item.front.exit and item.front.menu == "main") or item.name in more
    ]


def test_help_comes_first_on_a_phone_below_a_header_of_two_rows(numbers, pages, page):
    page.set_viewport_size(PHONE)
    found, rows = {}, {}
    for path in ["/", "/404.html", *help_pages(pages, "404", "index")]:
        page.goto(path)
        found[path] = page.evaluate(REACHABLE)
        if path in help_pages(pages):
            rows[path] = page.evaluate(ROWS)

    assert found == dict.fromkeys(found, numbers)
    assert set(rows.values()) == {2}, rows


def test_an_older_phone_shows_the_phone_numbers_as_buttons(numbers, pages, page):
    page.set_viewport_size(PHONE)
    found = {}
    for path in help_pages(pages, "index"):
        page.goto(path)
        page.evaluate(DOWNGRADE)
        found[path] = page.evaluate(REACHABLE), page.evaluate(BUTTONS)

    assert found == dict.fromkeys(found, (numbers, numbers))


def test_an_older_browser_prints_no_navigation(pages, page):
    page.emulate_media(media="print")
    for path in help_pages(pages, "404", "figures"):
        page.goto(path)
        page.evaluate(DOWNGRADE)

        assert page.locator(":is(nav, button, .exit, footer .partners):visible").count() == 0, path


def test_a_phone_without_the_styles_shows_the_phone_numbers(pages, page):
    """Browsers refuse styles that a proxy has changed."""
    page.set_viewport_size(PHONE)
    for path in ["/", *help_pages(pages)]:
        page.goto(path)
        page.evaluate("document.querySelector('style').remove()")

        assert page.locator(".call-now a").last.bounding_box()["y"] < PHONE["height"], path


def test_the_phone_numbers_stay_in_reach_while_the_help_page_is_scrolled(numbers, pages, page):
    found = {}
    for size in (PHONE, {"width": 1280, "height": 800}):
        page.set_viewport_size(size)
        for path in help_pages(pages):
            page.goto(path)
            page.evaluate("scrollTo({ top: document.querySelector('main').scrollHeight / 2, behavior: 'instant' })")
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            found[size["width"], path] = page.evaluate(REACHABLE)

    assert found == dict.fromkeys(found, numbers)


@pytest.mark.parametrize(("width", "times"), [(360, 2), (1024, 1), (1280, 1.4)])
def test_enlarged_text_breaks_no_number_and_is_not_covered(width, times, pages, page):
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for path in help_pages(pages, "figures", "history"):
        page.goto(path)
        page.evaluate("scrollTo({ top: 1000, behavior: 'instant' })")
        page.evaluate(ENLARGE, times)
        found[path] = page.evaluate(BROKEN)

    assert found
    assert {path: broken for path, broken in found.items() if broken} == {}


def test_large_text_fills_most_of_a_narrow_window(pages, page):
    """The space beside the text does not grow with it."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(help_pages(pages)[0])
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.querySelector('.helpline p').clientWidth") > 240


def test_a_long_line_of_code_fits_on_a_phone(pages, page):
    page.set_viewport_size(PHONE)
    page.goto(next(iter(pages)))
    code = f"<pre><code>{'code ' * 99}</code></pre>"
    page.locator(".prose").evaluate("(prose, code) => prose.insertAdjacentHTML('beforeend', code)", code)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_an_empty_column_heading_is_like_the_others_and_takes_no_room_on_a_phone(source_pages, page):
    for path in source_pages:
        page.goto(path)
        if page.locator(".stacked").count():  # the styles of tables are only in pages that have one
            break
    table = """<div class="table stacked"><table><thead><tr><td></td><th>2023</th><th>2024</th></tr></thead>
      <tbody><tr><th>Victims</th><td>1</td><td>2</td></tr></tbody></table></div>"""
    page.locator(".prose").first.evaluate("(prose, table) => { prose.innerHTML = table; }", table)
    lines = "cells => cells.map(cell => getComputedStyle(cell).borderBottomColor)"
    lefts = "cells => cells.map(cell => cell.getBoundingClientRect().left)"

    assert len(set(page.locator("thead tr > *").evaluate_all(lines))) == 1
    page.set_viewport_size(PHONE)
    assert page.locator("thead th").evaluate_all(lefts) == page.locator("tbody td").evaluate_all(lefts)


def test_large_text_leaves_no_separator_of_the_breadcrumbs_alone_on_a_line(source_pages, page):
    page.set_viewport_size({"width": 320, "height": 640})
    found = {}
    for path in source_pages:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[path] = page.evaluate(ALONE)

    assert found
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("width", [320, 360, 800])
def test_the_menu_button_stays_in_place_when_the_menu_opens(width, real_build, page):
    page.set_viewport_size({"width": width, "height": 640})
    button = page.locator(".menu summary")
    for code in real_build.site.settings.languages:
        page.goto(f"/{code}/")
        link, closed = page.locator(".menu li a").first, button.bounding_box()
        assert not link.is_visible()
        button.focus()
        page.keyboard.press("Enter")

        assert (link.is_visible(), button.bounding_box()) == (True, closed), code


def test_charts_and_the_paragraphs_between_them_fill_their_rows(pages, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    found = {}
    for path in (path for path, item in pages.items() if any(placed.name == "figure" for placed in item.placements)):
        page.goto(path)
        found[path] = page.evaluate(UNFILLED)

    assert found
    assert {path: parts for path, parts in found.items() if parts} == {}


def test_a_letter_of_the_index_is_in_the_column_of_its_first_entry(pages, page):
    found = {}
    for width in (700, 1100, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in (path for path, item in pages.items() if item.document.kind == "search"):
            page.goto(path)
            found[width, path] = page.evaluate(SEPARATED)

    assert found
    assert {key: letters for key, letters in found.items() if letters} == {}


@pytest.mark.parametrize("width", [1024, 1280])
def test_a_menu_of_five_items_has_one_row(width, real_build, page):
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"/{real_build.site.settings.source_language}/")
    rows = page.evaluate("""() => {
      const [menu] = document.querySelectorAll(".menu details > ul");
      const items = Array.from({ length: 5 }, () => menu.firstElementChild.cloneNode(true));
      for (const item of items) item.querySelector("a").textContent = "Avec partenaires";
      menu.replaceChildren(...items);
      return new Set(items.map(item => item.getBoundingClientRect().top)).size;
    }""")

    assert rows == 1


def test_the_contents_mark_the_current_section_and_a_change_of_language_keeps_it(real_build, source_pages, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    path, item = next(
        (path, item) for path, item in source_pages.items() if len(item.prose.headings) > 5 and not item.front.exit
    )
    page.clock.install()
    page.goto(path)
    heading = page.locator(".contents a").nth(2).get_attribute("href")
    page.evaluate("heading => document.querySelector(heading).scrollIntoView({ behavior: 'instant' })", heading)
    page.locator(f".contents [aria-current=location][href='{heading}']").wait_for()
    page.clock.run_for(1000)
    _, other, *_ = real_build.site.settings.languages
    page.locator(f".switcher a[lang={other}]").click()
    page.wait_for_url(f"**{heading}")

    assert page.locator("html").get_attribute("lang") == other
    assert page.url.endswith(f"/{real_build.site.pages[other, item.name].address}index.html{heading}")


def test_a_browser_that_translates_a_page_keeps_names_numbers_and_other_languages(real_build):
    """Visitors who read a third language let the browser translate; a translated name cannot be found anywhere."""
    names = {partner.name: partner.website for partner in real_build.site.facts.partners.values()}
    kept = "[href^='tel:'], .switcher li > *, .languages a, .tongues a, .leaflets p, .translations [lang], em[lang]"
    found = {True: set[str](), False: set[str]()}
    for output in real_build.outputs.values():
        page = LexborHTMLParser(output.data.decode() if output.text_of else "")
        links = [node for node in page.css("a") if names.get(node.text()) == node.attributes["href"]]
        for node in page.css(kept) + links:
            outer, is_kept = node, node.css_first("[translate=no]") is not None
            while outer.parent and not is_kept:
                outer, is_kept = outer.parent, outer.attributes.get("translate") == "no"
            found[is_kept].add(node.html)

    assert found[True]
    assert found[False] == set()
