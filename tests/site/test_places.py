"""Where things stand on the screen: help first, one row of menu, and nothing in the way."""

import pytest
from selectolax.lexbor import LexborHTMLParser

import build
from tests.conftest import Pages

PHONE = {"width": 360, "height": 640}

# The numbers to call that can be seen and pressed now: their middle lies in the window, and nothing covers it.
REACHED = """() => [...document.querySelectorAll(".call-now a")].filter(link => {
  const { left, right, top, bottom } = link.getBoundingClientRect();
  const found = top >= 0 && bottom <= innerHeight && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return found && link.contains(found);
}).map(link => link.href)"""
ROWS = """new Set([...document.querySelectorAll("header.site > :not(.menu), .menu summary")]
  .map(part => part.getBoundingClientRect()).map(({ top, bottom }) => Math.round((top + bottom) / 40))).size"""


# What browsers did not know in 2020 is left out: rules in rules but those for a medium, and newer selectors.
OLDER = """for (const sheet of document.styleSheets) (function older(rules) {
  for (let index = rules.cssRules.length - 1; index >= 0; index--) {
    const rule = rules.cssRules[index];
    if (rule instanceof CSSMediaRule && !/[<>]/.test(rule.media.mediaText)) older(rule);
    else if (!(rule instanceof CSSStyleRule) || /:(has|is|where)\\(/.test(rule.selectorText)) rules.deleteRule(index);
  }
})(sheet)"""
BUTTONS = """[...document.querySelectorAll(".call-now a")].filter(link => link.offsetHeight > 44
  && getComputedStyle(link).backgroundColor !== getComputedStyle(document.documentElement).backgroundColor).length"""

# Firefox and Safari know `break-after` of pages alone, not of columns.
APART = """() => {
  for (const { style } of document.styleSheets[0].cssRules) style?.removeProperty("break-after");
  return [...document.querySelectorAll(".letters h3")].filter(letter => {
    const [own, first] = [letter, letter.parentNode.querySelector("a")].map(part => part.getClientRects()[0].left);
    return Math.abs(own - first) > 5;
  }).map(letter => letter.textContent);
}"""

# Letters alone larger, not what is as wide as so many of them: as in an app that shows a page, or by a smallest size.
LARGER = """times => {
  const parts = [...document.querySelectorAll("body *:not(svg *)")];
  const sizes = parts.map(part => parseFloat(getComputedStyle(part).fontSize));
  parts.forEach((part, index) => part.style.setProperty("font-size", `${times * sizes[index]}px`, "important"));
}"""
# Numbers with a group of digits on two lines, and lines of the notes below the sources that the button covers.
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
    return [...range.getClientRects()].some(({ bottom, right }) => bottom > button.top + 1 && right > button.left);
  });
  return [...broken, ...covered.map(({ textContent }) => textContent)];
}"""


def first_numbers(real_build: build.BuildResult) -> int:
    """Return how many numbers the site puts first."""
    return sum(helpline.footer for helpline in real_build.site.facts.helplines.values())


def with_help(real_build: build.BuildResult, pages: Pages, *names: str) -> list[str]:
    """Return where the page with help stands in each language, and those with these names."""
    (first, *_) = real_build.site.menu(real_build.site.settings.source_language, "main")
    return [path for path, item in pages.items() if item.name in (first.name, *names)]


def test_help_comes_first_on_a_phone_below_a_header_of_two_rows(real_build, pages, page):
    page.set_viewport_size(PHONE)
    numbers, rows = {}, {}
    for path in ["/", "/404.html", *with_help(real_build, pages, "404", "index")]:
        page.goto(path)
        numbers[path] = len(page.evaluate(REACHED))
        if path in with_help(real_build, pages):
            rows[path] = page.evaluate(ROWS)

    assert numbers == dict.fromkeys(numbers, first_numbers(real_build))
    assert set(rows.values()) == {2}, rows


def test_an_older_phone_shows_the_numbers_to_call_as_buttons(real_build, pages, page):
    page.set_viewport_size(PHONE)
    found = {}
    for path in with_help(real_build, pages, "index"):
        page.goto(path)
        page.evaluate(OLDER)
        found[path] = len(page.evaluate(REACHED)), page.evaluate(BUTTONS)

    assert found == dict.fromkeys(found, (first_numbers(real_build), first_numbers(real_build)))


def test_a_phone_that_gets_no_styles_shows_the_numbers_to_call(real_build, pages, page):
    """A proxy that changes the styles makes browsers refuse them."""
    page.set_viewport_size(PHONE)
    for path in ["/", *with_help(real_build, pages)]:
        page.goto(path)
        page.evaluate("document.querySelector('style').remove()")

        assert page.locator(".call-now a").last.bounding_box()["y"] < PHONE["height"], path


def test_the_numbers_to_call_stay_in_reach_on_the_page_with_help(real_build, pages, page):
    found = {}
    for size in (PHONE, {"width": 1280, "height": 800}):
        page.set_viewport_size(size)
        for path in with_help(real_build, pages):
            page.goto(path)
            page.evaluate("scrollTo({ top: document.querySelector('main').scrollHeight / 2, behavior: 'instant' })")
            page.wait_for_function(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
            )
            found[size["width"], path] = len(page.evaluate(REACHED))

    assert found == dict.fromkeys(found, first_numbers(real_build))


@pytest.mark.parametrize(("width", "times"), [(360, 2), (1024, 1), (1280, 1.4)])
def test_larger_letters_break_no_number_and_cover_nothing(width, times, real_build, pages, page):
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for path in with_help(real_build, pages, "figures", "history"):
        page.goto(path)
        page.evaluate("scrollTo(0, 1000)")
        page.wait_for_function("scrollY > 900")
        page.evaluate(LARGER, times)
        found[path] = page.evaluate(BROKEN)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_large_text_has_most_of_a_narrow_window(real_build, pages, page):
    """What stands beside text is not enlarged with it."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(with_help(real_build, pages)[0])
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.querySelector('.helpline p').clientWidth") > 240


@pytest.mark.parametrize("width", [320, 360, 800])
def test_the_button_of_the_menu_stays_where_it_was_when_it_opens(width, real_build, page):
    page.set_viewport_size({"width": width, "height": 640})
    button = page.locator(".menu summary")
    for code in real_build.site.settings.languages:
        page.goto(f"/{code}/")
        shown, closed = page.locator(".menu li a").first, button.bounding_box()
        assert not shown.is_visible()
        button.focus()
        page.keyboard.press("Enter")

        assert (shown.is_visible(), button.bounding_box()) == (True, closed), code


def test_a_letter_of_the_index_stands_above_its_first_entry(pages, page):
    found = {}
    for width in (700, 1100, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in (path for path, item in pages.items() if item.document.kind == "search"):
            page.goto(path)
            found[width, path] = page.evaluate(APART)

    assert found
    assert {where: letters for where, letters in found.items() if letters} == {}


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_menu_has_one_row(width, real_build, page):
    page.set_viewport_size({"width": width, "height": 768})
    found = {}
    for code in real_build.site.settings.languages:
        page.goto(f"/{code}/")
        found[code] = page.evaluate(
            "new Set([...document.querySelectorAll('.menu details > ul > li > a')].map(link => "
            "link.getBoundingClientRect().top)).size"
        )

    assert found == dict.fromkeys(found, 1)


def test_the_contents_mark_what_is_read_and_the_languages_keep_it(real_build, source_pages, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    path, item = next(
        (path, item) for path, item in source_pages.items() if len(item.prose.headings) > 5 and not item.front.exit
    )
    page.clock.install()
    page.goto(path)
    place = page.locator(".contents a").nth(2).get_attribute("href")
    page.evaluate("place => document.querySelector(place).scrollIntoView({ behavior: 'instant' })", place)
    page.locator(f".contents [aria-current=location][href='{place}']").wait_for()
    page.clock.run_for(1000)
    _, other, *_ = real_build.site.settings.languages
    page.locator(f".switcher a[lang={other}]").click()
    page.wait_for_url(f"**{place}")

    assert page.locator("html").get_attribute("lang") == other
    assert item.name == next(
        found.name for found in real_build.site.pages.values() if f"/{found.address}index.html{place}" in page.url
    )


def test_a_browser_that_translates_a_page_leaves_names_numbers_and_what_is_in_other_languages(real_build):
    """Who reads in a third language lets the browser translate; a translated name is found nowhere."""
    names = {partner.name: partner.website for partner in real_build.site.facts.partners.values()}
    kept = "[href^='tel:'], .switcher li > *, .languages a, .tongues a, .leaflets p, .translations [lang], em[lang]"
    found = {"left": set[str](), "translated": set[str]()}
    for output in real_build.outputs.values():
        page = LexborHTMLParser(output.data.decode() if output.text_of else "")
        links = [node for node in page.css("a") if names.get(node.text()) == node.attributes["href"]]
        for node in page.css(kept) + links:
            around, is_left = node, node.css_first("[translate=no]") is not None
            while around.parent and not is_left:
                around, is_left = around.parent, around.attributes.get("translate") == "no"
            found["left" if is_left else "translated"].add(node.html)

    assert found["left"]
    assert found["translated"] == set()
