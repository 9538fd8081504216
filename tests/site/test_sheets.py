"""What is printed of the real site: its pages, and what is handed out, two sides of a sheet and eight cards on one."""

from dataclasses import replace
from io import BytesIO

from playwright.sync_api import ViewportSize
from pypdf import PdfReader

from generator.read.files import Files
from generator.render import handouts, templates
from tests.conftest import ROOT

FEW = 900
"""Signs that stand on a sheet that is nearly empty."""
A4 = {(595, 842)}
"""In points of 1/72 inch."""
BETWEEN_MARGINS = ViewportSize(width=695, height=1035)
"""What the margins of a handout leave of that, in pixels of 1/96 inch."""
DIVIDED = """Array.from(document.querySelectorAll(".text > h2")).filter(heading => {
  const lefts = new Set();
  for (let part = heading; part && (part === heading || part.localName !== "h2"); part = part.nextElementSibling)
    for (const { left } of part.getClientRects()) lefts.add(Math.round(left));
  return lefts.size > 1;
}).map(heading => heading.textContent)"""
"""The headings whose parts do not stand in one column."""
IN_FIREFOX = """() => {
  const [sheet] = document.styleSheets;
  for (const rule of [...sheet.cssRules].flatMap(rule => [...rule.cssRules ?? []]))
    if (rule.conditionText?.includes("-moz-"))
      sheet.insertRule(rule.cssText.replace(/^.*?{/, "@media print {"), sheet.cssRules.length);
  return [...document.querySelectorAll("body *")].filter(part =>
    getComputedStyle(part).containerType !== "normal" || part.closest(".chart") && part.clientHeight > 400
  ).map(part => part.className);
}"""
"""What Firefox would print empty, or too large: it prints nothing of what a container query lays out."""


def test_a_handout_fills_the_two_sides_of_a_sheet_and_the_cards_one(real_build, browser):
    site = replace(real_build.site, url="https://www.example.org/counter-trafficking-belgium/")
    page = browser.new_page(viewport=BETWEEN_MARGINS)
    found, divided = {}, {}
    for sheet in handouts.sheets(site, templates.environment(Files(ROOT))):
        page.set_content(sheet.html.decode())
        divided[sheet.name] = page.evaluate(DIVIDED)
        pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        found[sheet.name] = (
            len(pages),
            {tuple(round(float(side)) for side in printed.mediabox[2:]) for printed in pages},
        )
    page.close()

    sides = {f"handout-{code}": (2, A4) for code in site.settings.languages if site.handout(code)}
    assert found == sides | {"pocket-card": (1, A4)}
    assert {name: headings for name, headings in divided.items() if headings} == {}


def test_a_number_to_call_is_printed_with_what_it_is_for(real_build, page):
    """What of a page for one sheet stays off paper begins at a heading of the class 'screen': no number is below it."""
    lost = {}
    for shown in real_build.site.pages.values():
        if shown.document.front.sheet or shown.document.front.exit:
            page.goto(f"/{shown.address}")
            page.emulate_media(media="print")
            hidden = "links => links.filter(link => !link.checkVisibility()).map(link => link.textContent)"
            lost[shown.address] = page.locator("main a[href^='tel:']").evaluate_all(hidden)

    assert lost
    assert {address: numbers for address, numbers in lost.items() if numbers} == {}


def test_quotations_leave_no_sheet_nearly_empty(source_pages, page):
    sparse = []
    for path, shown in source_pages.items():
        if any(placed.name == "quote" for placed in shown.placed):
            page.goto(path)
            sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
            sparse += [(path, number) for number, sheet in enumerate(sheets[:-1], 1) if len(sheet.extract_text()) < FEW]

    assert sparse == []


def test_nothing_that_firefox_prints_is_laid_out_by_a_container_query(source_pages, page):
    page.emulate_media(media="print")
    found = {}
    for path, shown in source_pages.items():
        if any(placed.name in ("figure", "timeline") for placed in shown.placed):
            page.goto(path)
            found[path] = page.evaluate(IN_FIREFOX)

    assert found
    assert {path: parts for path, parts in found.items() if parts} == {}
