"""The real site in a real browser: the ways to help, and the ways to leave, without a word on the console."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

import build
from tests.conftest import console_errors


def to_help(page: Page) -> tuple[str, str]:
    """Go from the choice of a language to the home page, and to the page with help; return the addresses of both."""
    page.goto("/")
    page.locator("main a[hreflang]").first.click()
    home = page.url
    page.locator(".to-help").click()
    return home, page.url


def elsewhere(page: Page, real_build: build.BuildResult, **answer: object) -> str:
    """Answer in place of the site that leaving quickly leads to; return its address."""
    url = real_build.site.settings.exit
    page.route(
        url, lambda route: route.fulfill(content_type="text/html", **(answer or {"body": "<title>Other</title>"}))
    )
    return url


def tab_to(page: Page, link: str) -> None:
    """Press Tab until the link to `link` has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.href") == link:
            return
    raise AssertionError(f"{link} is not reached by keyboard from {page.url}")


def test_a_number_to_call_is_reached_by_keyboard_from_the_first_page(page):
    page.goto("/")
    for step in ("main a[hreflang]", ".to-help"):
        tab_to(page, there := page.evaluate(f"document.querySelector('{step}').href"))
        page.keyboard.press("Enter")
        page.wait_for_url(there)

    tab_to(page, page.evaluate("document.querySelector('main .helpline a[href^=tel]').href"))


def test_the_site_works_without_a_server(real_build, pages, browser, published_folder):
    first = (published_folder / "index.html").as_uri()
    context = browser.new_context()
    page = context.new_page()
    wrong = console_errors(page)

    def here() -> str:
        return pages[
            "/" + page.url.removeprefix(first.removesuffix("index.html")).removesuffix("index.html")
        ].front.title

    for code in real_build.site.settings.languages:
        page.goto(first)
        page.locator(f"main a[hreflang={code}]").click()
        page.locator(".to-help").click()

        assert page.locator("html").get_attribute("lang") == code
        assert page.locator("h1").inner_text() == here()
        assert page.locator(".helpline a.number").first.is_visible()
        page.locator("header.site .name a").click()
        assert page.locator("h1").inner_text() == here() == real_build.site.home(code).front.title
    context.close()
    assert wrong == []


def press(page: Page, keys: Iterable[str], seconds: float) -> None:
    """Press keys one after the other, with so much time between them."""
    for key in keys:
        page.clock.run_for(round(seconds * 1000))
        page.keyboard.press(key)


def test_leave_link_works_without_script(address, real_build, browser):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    left = elsewhere(page, real_build)
    to_help(page)

    page.locator("#exit").click()

    page.wait_for_url(left)
    context.close()


@pytest.mark.parametrize(
    "leave",
    [lambda page: page.locator("#exit").click(), lambda page: press(page, ["Shift"] * 3, 0.3)],
    ids=["link", "Shift"],
)
def test_leaving_quickly_replaces_the_page(leave, real_build, page):
    left = elsewhere(page, real_build)
    page.clock.install()
    home, _ = to_help(page)

    leave(page)
    page.wait_for_url(left)
    page.go_back()

    assert page.url == home


def test_other_keys_stay(real_build, page):
    """Twice, slowly, capitals, letters between, going back, holding it down, and a screen reader that moves by it."""
    elsewhere(page, real_build)
    page.clock.install()
    _, here = to_help(page)
    for keys, seconds in (
        (["Shift"] * 2, 0.1),
        (["Shift"] * 4, 1.6),
        (["Shift+A"] * 4, 0.1),
        (["Shift", "a"] * 4, 0.1),
        (["Shift+Tab"] * 4, 0.1),
    ):
        page.clock.run_for(10_000)
        press(page, keys, seconds)
        assert [page.url, page.locator("main").is_visible()] == [here, True], keys
    page.clock.run_for(10_000)
    for _ in range(5):
        page.keyboard.down("Shift")
    page.clock.run_for(10_000)
    for heading in page.get_by_role("heading").all()[:4]:
        page.keyboard.press("Shift")
        heading.evaluate("heading => getSelection().collapse(heading)")

    assert [page.url, page.locator("main").is_visible()] == [here, True]


def test_page_is_blank_at_once_and_seen_again_if_it_comes_back(real_build, page):
    """An answer without content (204) leaves the browser on the page it was about to leave."""
    elsewhere(page, real_build, status=204)
    to_help(page)
    title = page.title()
    for _ in range(3):
        page.keyboard.press("Shift")

    assert not page.locator("main").is_visible()
    assert page.title() == ""

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert page.locator("main").is_visible()
    assert page.title() == title
