"""The real site on paper: its pages, the handouts on two sides of a sheet, and eight pocket cards on one."""

from dataclasses import replace
from io import BytesIO

from playwright.sync_api import ViewportSize
from pypdf import PdfReader

from generator.link.site import Page
from generator.link.staleness import StaleText
from generator.problems import Location
from generator.publish.folder import publish
from generator.read.cache import Cache
from generator.read.files import Files
from generator.render import handouts, templates
from generator.render.outputs import render
from tests.conftest import ROOT

FEW = 900
"""A sheet with fewer characters is nearly empty."""
A4 = {(595, 842)}
"""In points of 1/72 inch."""
BETWEEN_MARGINS = ViewportSize(width=695, height=1035)
"""A4 without the margins of a handout, in pixels of 1/96 inch."""
SPLIT = """Array.from(document.querySelectorAll(".text > h2")).filter(heading => {
  const lefts = new Set();
  for (let part = heading; part && (part === heading || part.localName !== "h2"); part = part.nextElementSibling)
    for (const { left } of part.getClientRects()) lefts.add(Math.round(left));
  return lefts.size > 1;
}).map(heading => heading.textContent)"""
"""The headings whose section is split across columns."""
IN_FIREFOX = """() => {
  const [sheet] = document.styleSheets;
  for (const rule of [...sheet.cssRules].flatMap(rule => [...rule.cssRules ?? []]))
    if (rule.conditionText?.includes("-moz-"))
      sheet.insertRule(rule.cssText.replace(/^.*?{/, "@media print {"), sheet.cssRules.length);
  return [...document.querySelectorAll("body *")].filter(part =>
    getComputedStyle(part).containerType !== "normal" || part.closest(".chart") && part.clientHeight > 400
  ).map(part => part.className);
}"""
"""Parts that Firefox would print empty or too large, as it does not print elements with container queries."""

TOO_LONG = "shorten these pages, or begin what need not be printed with a heading with {#id .screen}"


def prints_on_one_sheet(page: Page) -> bool:
    """Return whether a page must print on one sheet; an index and leaflets may grow with the site."""
    grows = page.document.kind == "search" or any(placed.name == "leaflets" for placed in page.placements)
    return (page.front.exit or page.front.sheet) and not grows


def test_a_handout_fills_the_two_sides_of_a_sheet_and_the_cards_one(real_build, browser):
    site = replace(real_build.site, url="https://www.example.org/counter-trafficking-belgium/")
    page = browser.new_page(viewport=BETWEEN_MARGINS)
    sizes, split = {}, {}
    for sheet in handouts.sheets(site, templates.environment(Files(ROOT))):
        page.set_content(sheet.html.decode())
        split[sheet.name] = page.evaluate(SPLIT)
        sides = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        sizes[sheet.name] = len(sides), {tuple(round(float(edge)) for edge in side.mediabox[2:]) for side in sides}
    page.close()

    written = {code: [not side.borrowed for side in site.handout(code)] for code in site.settings.languages}
    expected = {f"handout-{code}": (2, A4) for code, sides in written.items() if sides and all(sides)}
    assert sizes == expected | {"pocket-card": (1, A4)}, "each page with 'handout' must fit on one side: shorten it"
    assert {name: headings for name, headings in split.items() if headings} == {}


def test_a_page_for_one_sheet_prints_on_one_with_an_outdated_translation(real_build, browser, tmp_path):
    site, changed = real_build.site, StaleText(Location("en"), Location("fr"), "", "changed", "", is_data=False)
    every = {code: {page.name: [changed] for page in site.pages.values()} for code in site.settings.languages}
    outputs, _ = render(replace(site, stale=every), Cache(), lambda *_: ())
    publish(outputs, tmp_path / "public")
    page, sheets = browser.new_page(), {}
    for item in filter(prints_on_one_sheet, site.pages.values()):
        page.goto((tmp_path / "public" / item.address / "index.html").as_uri())
        sheets[item.address] = len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages)
    page.close()

    assert {address: number for address, number in sheets.items() if number != 1} == {}, TOO_LONG


def test_every_phone_number_of_a_text_is_printed(real_build, page):
    """A page for one sheet does not print what follows a heading of the class 'screen': no number may be there."""
    hidden = {}
    for item in real_build.site.pages.values():
        if item.document.front.sheet or item.document.front.exit:
            page.goto(f"/{item.address}")
            page.emulate_media(media="print")
            texts = "links => links.filter(link => !link.checkVisibility()).map(link => link.textContent)"
            hidden[item.address] = page.locator("main a[href^='tel:']").evaluate_all(texts)

    assert hidden
    assert {address: numbers for address, numbers in hidden.items() if numbers} == {}


def test_every_page_prints_its_address(source_pages, page):
    for path, item in source_pages.items():
        page.goto(path)

        assert item.address in page.locator("html").get_attribute("data-sheet"), path


def test_quotations_leave_no_sheet_nearly_empty(source_pages, page):
    lengths = {}
    for path, item in source_pages.items():
        if any(placed.name == "quote" for placed in item.placements):
            page.goto(path)
            sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[:-1]
            lengths |= {(path, number): len(sheet.extract_text()) for number, sheet in enumerate(sheets, 1)}

    assert lengths
    assert {sheet: length for sheet, length in lengths.items() if length < FEW} == {}


def test_firefox_prints_nothing_that_depends_on_a_container_query(source_pages, page):
    page.emulate_media(media="print")
    found = {}
    for path, item in source_pages.items():
        if any(placed.name in ("figure", "timeline") for placed in item.placements):
            page.goto(path)
            found[path] = page.evaluate(IN_FIREFOX)

    assert found
    assert {path: parts for path, parts in found.items() if parts} == {}
