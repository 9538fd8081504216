"""How visitors of the real site reach help and leave quickly, in a browser whose console stays empty."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

import build
from tests.conftest import console_errors


def to_help(page: Page) -> tuple[str, str]:
    """Go from the choice of languages to a home page, then to the help page; return the addresses of both."""
    page.goto("/")
    page.locator("main a[hreflang]").first.click()
    home = page.url
    page.locator(".to-help").click()
    return home, page.url


def mock_exit(page: Page, real_build: build.BuildResult, **response: object) -> str:
    """Mock the site that the leave-quickly link goes to; return its address."""
    url = real_build.site.settings.exit
    response = {"content_type": "text/html", "body": "<title>Other</title>"} | response
    page.route(url, lambda route: route.fulfill(**response))
    return url


def tab_to(page: Page, url: str) -> None:
    """Press Tab until a link to `url` has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.href") == url:
            return
    raise AssertionError(f"{url} is not reached by keyboard from {page.url}")


def test_a_phone_number_can_be_reached_by_keyboard_from_the_first_page(page):
    page.goto("/")
    for step in ("main a[hreflang]", ".to-help"):
        tab_to(page, url := page.evaluate(f"document.querySelector('{step}').href"))
        page.keyboard.press("Enter")
        page.wait_for_url(url)

    tab_to(page, page.evaluate("document.querySelector('main .helpline a[href^=tel]').href"))


def test_the_site_works_without_a_server(real_build, pages, browser, published_folder):
    folder = published_folder.as_uri()
    context = browser.new_context()
    page = context.new_page()
    errors = console_errors(page)

    def title() -> str:
        return pages[page.url.removeprefix(folder).removesuffix("index.html")].front.title

    for code in real_build.site.settings.languages:
        page.goto(f"{folder}/index.html")
        page.locator(f"main a[hreflang={code}]").click()
        page.locator(".to-help").click()

        assert page.locator("html").get_attribute("lang") == code
        assert page.locator("h1").inner_text() == title()
        assert page.locator(".helpline a.number").first.is_visible()
        page.locator("header.site .name a").click()
        assert page.locator("h1").inner_text() == title() == real_build.site.home(code).front.title
    context.close()
    assert errors == []


def press(page: Page, keys: Iterable[str], seconds: float) -> None:
    """Press keys one after the other, after this many seconds each."""
    for key in keys:
        page.clock.run_for(round(seconds * 1000))
        page.keyboard.press(key)


def test_the_leave_quickly_link_works_without_scripts(address, real_build, browser):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    url = mock_exit(page, real_build)
    to_help(page)

    page.locator("#exit").click()

    page.wait_for_url(url)
    context.close()


@pytest.mark.parametrize(
    "leave",
    [lambda page: page.locator("#exit").click(), lambda page: press(page, ["Shift"] * 3, 0.3)],
    ids=["link", "Shift"],
)
def test_leaving_quickly_replaces_the_page_in_the_history(leave, real_build, page):
    url = mock_exit(page, real_build)
    page.clock.install()
    home, _ = to_help(page)

    leave(page)
    page.wait_for_url(url)
    page.go_back()

    assert page.url == home


def test_other_uses_of_shift_do_not_leave_the_page(real_build, page):
    """Twice, slowly, for capitals, between letters, with Tab, held down, and as a command of a screen reader."""
    mock_exit(page, real_build)
    page.clock.install()
    _, url = to_help(page)
    for keys, seconds in (
        (["Shift"] * 2, 0.1),
        (["Shift"] * 4, 1.6),
        (["Shift+A"] * 4, 0.1),
        (["Shift", "a"] * 4, 0.1),
        (["Shift+Tab"] * 4, 0.1),
    ):
        page.clock.run_for(10_000)
        press(page, keys, seconds)
        assert [page.url, page.locator("main").is_visible()] == [url, True], keys
    page.clock.run_for(10_000)
    for _ in range(5):
        page.keyboard.down("Shift")
    page.clock.run_for(10_000)
    for heading in page.get_by_role("heading").all()[:4]:
        page.keyboard.press("Shift")
        heading.evaluate("heading => getSelection().collapse(heading)")

    assert [page.url, page.locator("main").is_visible()] == [url, True]


def test_a_page_that_is_left_is_blank_at_once_and_shown_again_when_the_visitor_returns(real_build, page):
    """A response without content (204) keeps the browser on the page it was about to leave."""
    mock_exit(page, real_build, status=204)
    to_help(page)
    title = page.title()
    for _ in range(3):
        page.keyboard.press("Shift")

    assert not page.locator("main").is_visible()
    assert page.title() == ""

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert page.locator("main").is_visible()
    assert page.title() == title
