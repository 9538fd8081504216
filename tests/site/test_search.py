"""The search in a real browser: what visitors ask in each language, by keyboard, from a folder, and without script."""

import hashlib
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

import build
from tests.conftest import ROOT, console_errors
from tests.site.test_pages import AXE, LOOKS, PHONE, colours, faults

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text("utf-8"))
ENGINE, VERSION = ROOT / "static/search/minisearch.js", "7.2.0"
SUM = "59195a1557a969ca54d78a08f6381cd9cb0ce97a2fe114a82fda2c9dbfe849b6"
RESULTS = "[...document.querySelectorAll('[role=search] ol a')].map(link => link.href)"
"""The addresses of what was found."""


def test_the_engine_is_the_one_that_was_looked_at():
    """It is what esbuild makes of the package minisearch, below its licence: --bundle --minify --target=es2020."""
    data = ENGINE.read_bytes()

    assert f"MiniSearch {VERSION}" in data.decode()
    assert b"Permission is hereby granted, free of charge" in data
    assert hashlib.sha256(data).hexdigest() == SUM


def test_no_script_has_what_a_phone_of_2020_cannot_read():
    """Safari reads no script with a lookbehind before 16.4, of March 2023, which an iPhone 7 never gets."""
    scripts = [path.read_text("utf-8") for path in ROOT.glob("static/**/*.js")]

    assert [script for script in scripts if re.search(r"\(\?<[=!]", script)] == []


def searches(real_build: build.BuildResult) -> dict[str, str]:
    """Return the page to search on of each language, by its path on the server."""
    found = {code: real_build.site.first(code, "search") for code in real_build.site.settings.languages}
    return {code: f"/{page.address}" for code, page in found.items() if page}


def ask(page: Page, question: str) -> list[str]:
    """Type a question; return the addresses of what is found."""
    page.get_by_role("searchbox").fill(question)
    found: list[str] = page.evaluate(RESULTS)
    return found


def a_number(real_build: build.BuildResult) -> str:
    """Return a number to call that has several parts."""
    return next(line.number for line in real_build.site.facts.helplines.values() if " " in line.number)


def opened(page: Page, path: str) -> Page:
    """Open a page to search on, go there once more by the link in its header, and put the focus into its field."""
    page.goto(path)
    page.locator("header.site .to-search").click()
    with page.expect_response("**/answers.*.js"):
        page.get_by_role("searchbox").focus()
    expect(page.locator("[role=search] a")).to_have_attribute("href", re.compile("#"))
    return page


@pytest.mark.parametrize("language", sorted(QUESTIONS))
def test_what_visitors_ask_is_answered_first(language, real_build, browser, published_folder):
    """At least nine times in ten, and from a folder; and without script the index leads to it."""
    path = searches(real_build)[language]
    page = browser.new_page()
    errors = console_errors(page)
    opened(page, f"{published_folder.as_uri()}{path}index.html")
    wrong, unlisted = {}, {}
    html = (published_folder / f"{path[1:]}index.html").read_text("utf-8")
    listed = {urljoin(path, link.attributes["href"]).split("#")[0] for link in LexborHTMLParser(html).css(".index a")}
    for question, names in QUESTIONS[language].items():
        right = [f"/{real_build.site.pages[language, name].address}index.html" for name in names]
        found = [address.removeprefix(published_folder.as_uri()).split("#")[0] for address in ask(page, question)]
        if not found or found[0] not in right:
            wrong[question] = found[:3]
        if not listed & set(right):
            unlisted[question] = right
    page.locator("[role=search] ol a").first.click()

    assert page.locator("main").inner_text()
    page.close()
    assert len(QUESTIONS[language]) >= 20
    assert len(wrong) <= len(QUESTIONS[language]) / 10, wrong
    assert unlisted == {}
    assert errors == []


def test_who_comes_back_to_the_results_finds_the_words_too(real_build, page):
    """Safari empties the field by itself."""
    opened(page, searches(real_build)[real_build.site.settings.source_language])
    ask(page, a_number(real_build))
    page.evaluate("dispatchEvent(new Event('pageshow')); document.querySelector('.search input').value = ''")

    expect(page.get_by_role("searchbox")).to_have_value(a_number(real_build))


def test_a_mistyped_word_a_plural_an_accent_and_a_number_are_found(real_build, page):
    """Each taken from the data, whatever that says today."""
    language = real_build.site.settings.source_language
    opened(page, searches(real_build)[language])
    partner = next(iter(real_build.site.facts.partners.values())).name
    term = max((real_build.site.text(term.term, language) for term in real_build.site.facts.glossary.values()), key=len)
    word = max(re.findall(r"[^\W\d_]+", term), key=len).lower()
    number = a_number(real_build)
    arabic = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    misspelt = word[:3] + word[4:]
    accented = word.replace("a", "á").replace("e", "ë").replace("o", "ô")

    for question in (partner, word, misspelt, f"{word}s", accented, number, re.sub(r"\D", "", number)):
        assert ask(page, question), question
    assert ask(page, misspelt)[0] == ask(page, word)[0] == ask(page, accented)[0]
    assert ask(page, number) == ask(page, re.sub(r"\D", "", number)) == ask(page, arabic)
    assert ask(page, "xqzwvkj") == ask(page, f"xq{word[1:]}") == []  # and no other word is meant: liability, disability


def test_of_the_words_like_a_mistyped_one_that_which_stands_most_often_is_meant(real_build, page):
    for path in searches(real_build).values():
        opened(page, path)
        words = re.findall(r"[^\W\d_]{10,}", page.evaluate("searched.sections.map(section => section[3]).join(' ')"))
        ((often, _),) = Counter(word.lower() for word in words).most_common(1)
        mistyped = often[:4] + often[5] + often[7:]

        assert ask(page, mistyped) == ask(page, often), mistyped


def test_the_search_by_keyboard_is_told_and_leaves_nothing_in_the_history(real_build, page):
    language = real_build.site.settings.source_language
    path = searches(real_build)[language]
    opened(page, path)
    before, field = page.evaluate("[history.length, location.href]"), page.get_by_role("searchbox")
    told = page.get_by_role("status")

    page.keyboard.type(real_build.site.menu(language, "main")[0].label)
    expect(told).not_to_be_empty()
    results = page.evaluate(RESULTS)
    assert str(len(results)) in told.inner_text()
    assert page.locator("[role=search] mark").first.is_visible()
    assert not page.locator(".index").is_visible()
    for expected in (0, 1):
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.href") == results[expected]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.href") == results[0]
    page.keyboard.press("Escape")
    assert field.evaluate("field => [field === document.activeElement, field.value]") == [True, ""]
    assert page.evaluate(RESULTS) == []
    assert page.locator(".index").is_visible()
    page.keyboard.type("xqzwvkj")
    expect(told).to_have_text(real_build.site.words[language].phrases["not_found"])
    assert page.evaluate("[history.length, location.href]") == before


def test_the_link_to_results_shows_them_again(real_build, page):
    language = real_build.site.settings.source_language
    opened(page, searches(real_build)[language])
    question = real_build.site.menu(language, "main")[0].label
    results = ask(page, question)
    link = page.locator("[role=search] a[href^='#q=']").evaluate("link => link.href")

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("[role=search] ol a").first).to_be_visible()

    assert page.get_by_role("searchbox").input_value() == question
    assert page.evaluate(RESULTS) == results


def test_results_can_be_used_by_everyone(real_build, page):
    """Also on a phone, on which a number that is found stands on one line."""
    page.add_init_script(path=LOOKS)
    page.add_init_script(AXE)
    page.set_viewport_size(PHONE)
    language = real_build.site.settings.source_language
    opened(page, searches(real_build)[language])
    ask(page, real_build.site.menu(language, "main")[0].label)
    assert faults(page, "axe", "cutOff") + colours(page, set()) == []
    page.emulate_media(color_scheme="dark")
    assert colours(page, set()) == []
    ask(page, a_number(real_build))
    for width in range(320, 480, 8):
        page.set_viewport_size({"width": width, "height": 640})
        marks = page.locator("[role=search] mark").all()
        assert {mark.evaluate("mark => mark.getClientRects().length") for mark in marks} == {1}, width
