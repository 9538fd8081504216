"""The search in a browser: visitors' questions in each language, by keyboard, from a folder, and without scripts."""

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
from tests.site.test_pages import AXE, CHECKS, PHONE, colours, faults

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text("utf-8"))
ENGINE, VERSION = ROOT / "static/search/minisearch.js", "7.2.0"
SHA256 = "59195a1557a969ca54d78a08f6381cd9cb0ce97a2fe114a82fda2c9dbfe849b6"
RESULTS = "[...document.querySelectorAll('[role=search] ol a')].map(link => link.href)"
"""The addresses of the results."""


def test_the_search_engine_is_the_version_that_was_reviewed():
    """The package minisearch, built by esbuild --bundle --minify --target=es2020, with its licence at the top."""
    data = ENGINE.read_bytes()

    assert f"MiniSearch {VERSION}" in data.decode()
    assert b"Permission is hereby granted, free of charge" in data
    assert hashlib.sha256(data).hexdigest() == SHA256


def test_no_script_has_syntax_that_a_phone_of_2020_cannot_parse():
    """Safari before 16.4 (March 2023), the last on an iPhone 7, rejects a whole script that has a lookbehind."""
    scripts = [path.read_text("utf-8") for path in ROOT.glob("static/**/*.js")]

    assert [script for script in scripts if re.search(r"\(\?<[=!]", script)] == []


def search_pages(real_build: build.BuildResult) -> dict[str, str]:
    """Return the path of the search page of each language."""
    found = {code: real_build.site.first(code, "search") for code in real_build.site.settings.languages}
    return {code: f"/{page.address}" for code, page in found.items() if page}


def search(page: Page, query: str) -> list[str]:
    """Type a query; return the addresses of the results."""
    page.get_by_role("searchbox").fill(query)
    found: list[str] = page.evaluate(RESULTS)
    return found


def phone_number(real_build: build.BuildResult) -> str:
    """Return a phone number that has several groups of digits."""
    return next(line.number for line in real_build.site.facts.helplines.values() if " " in line.number)


def open_search(page: Page, path: str) -> None:
    """Open a search page, follow the search link in its header, and focus the search field."""
    page.goto(path)
    page.locator("header.site .to-search").click()
    with page.expect_response("**/answers.*.js"):
        page.get_by_role("searchbox").focus()
    expect(page.locator("[role=search] a")).to_have_attribute("href", re.compile("#"))


@pytest.mark.parametrize("language", sorted(QUESTIONS))
def test_the_first_result_answers_what_visitors_ask(language, real_build, browser, published_folder):
    """At least nine times in ten, without a server; and the index, which needs no scripts, links to each answer."""
    if not (path := search_pages(real_build).get(language)):
        pytest.skip("the site does not have this language")
    page = browser.new_page()
    errors = console_errors(page)
    open_search(page, f"{published_folder.as_uri()}{path}index.html")
    wrong, unlisted = {}, {}
    html = (published_folder / f"{path[1:]}index.html").read_text("utf-8")
    listed = {urljoin(path, link.attributes["href"]).split("#")[0] for link in LexborHTMLParser(html).css(".index a")}
    for question, names in QUESTIONS[language].items():
        answers = [real_build.site.pages.get((language, name)) for name in names]
        if any(answer is None or answer.borrowed for answer in answers):
            continue  # removed, or not translated yet
        right = [f"/{answer.address}index.html" for answer in answers]
        found = [address.removeprefix(published_folder.as_uri()).split("#")[0] for address in search(page, question)]
        if not found or found[0] not in right:
            wrong[question] = found[:3]
        if not listed & set(right):
            unlisted[question] = right
    page.locator("[role=search] ol a").first.click()

    assert page.locator("main").inner_text()
    page.close()
    assert len(QUESTIONS[language]) >= 20
    advice = "write these words in 'keywords' of the page that answers them, or change tests/site/questions.yaml"
    assert len(wrong) <= len(QUESTIONS[language]) / 10, (advice, wrong)
    assert unlisted == {}, (advice, unlisted)
    assert errors == []


def test_the_query_is_still_there_when_a_visitor_returns_to_the_results(real_build, page):
    """Safari empties the field."""
    open_search(page, search_pages(real_build)[real_build.site.settings.source_language])
    search(page, phone_number(real_build))
    page.evaluate("dispatchEvent(new Event('pageshow')); document.querySelector('.search input').value = ''")

    expect(page.get_by_role("searchbox")).to_have_value(phone_number(real_build))


def test_a_mistyped_word_a_plural_an_accent_and_a_number_are_found(real_build, page):
    """All taken from today's data."""
    language = real_build.site.settings.source_language
    open_search(page, search_pages(real_build)[language])
    partner = next(iter(real_build.site.facts.partners.values())).name
    term = max((real_build.site.text(term.term, language) for term in real_build.site.facts.glossary.values()), key=len)
    word = max(re.findall(r"[^\W\d_]+", term), key=len).lower()
    number = phone_number(real_build)
    arabic = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    misspelt = word[:3] + word[4:]
    accented = word.replace("a", "á").replace("e", "ë").replace("o", "ô")

    for query in (partner, f"{word}s", number):
        assert search(page, query), query
    assert search(page, misspelt)[0] == search(page, word)[0] == search(page, accented)[0]
    assert search(page, number) == search(page, re.sub(r"\D", "", number)) == search(page, arabic)
    assert search(page, "xqzwvkj") == search(page, f"xq{word[1:]}") == []  # nor a word with another beginning


def test_a_mistyped_word_finds_the_most_frequent_of_the_words_like_it(real_build, page):
    for path in search_pages(real_build).values():
        open_search(page, path)
        words = re.findall(r"[^\W\d_]{10,}", page.evaluate("searched.sections.map(section => section[3]).join(' ')"))
        ((frequent, _),) = Counter(word.lower() for word in words).most_common(1)
        mistyped = frequent[:4] + frequent[5] + frequent[7:]

        assert search(page, mistyped) == search(page, frequent), mistyped


def test_the_search_works_by_keyboard_is_announced_and_leaves_no_history(real_build, page):
    language = real_build.site.settings.source_language
    open_search(page, search_pages(real_build)[language])
    before, field = page.evaluate("[history.length, location.href]"), page.get_by_role("searchbox")
    status = page.get_by_role("status")

    page.keyboard.type(real_build.site.menu(language, "main")[0].label)
    expect(status).not_to_be_empty()
    results = page.evaluate(RESULTS)
    assert str(len(results)) in status.inner_text()
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
    expect(status).to_have_text(real_build.site.words[language].phrases["not_found"])
    assert page.evaluate("[history.length, location.href]") == before


def test_the_link_to_results_shows_them_again(real_build, page):
    language = real_build.site.settings.source_language
    open_search(page, search_pages(real_build)[language])
    query = real_build.site.menu(language, "main")[0].label
    results = search(page, query)
    link = page.locator("[role=search] a[href^='#q=']").evaluate("link => link.href")

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("[role=search] ol a").first).to_be_visible()

    assert page.get_by_role("searchbox").input_value() == query
    assert page.evaluate(RESULTS) == results


def test_results_can_be_used_by_everyone(real_build, page):
    """On a phone too, where a phone number is not broken across lines."""
    page.add_init_script(path=CHECKS)
    page.add_init_script(AXE)
    page.set_viewport_size(PHONE)
    language = real_build.site.settings.source_language
    open_search(page, search_pages(real_build)[language])
    search(page, real_build.site.menu(language, "main")[0].label)
    assert faults(page, "axe", "cutOff") + colours(page, set()) == []
    page.emulate_media(color_scheme="dark")
    assert colours(page, set()) == []
    search(page, phone_number(real_build))
    for width in range(320, 480, 8):
        page.set_viewport_size({"width": width, "height": 640})
        marks = page.locator("[role=search] mark").all()
        assert {mark.evaluate("mark => mark.getClientRects().length") for mark in marks} == {1}, width
