"""The real site in a real browser: every page by keyboard, and the ways to leave it, without a word on the console."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import build
from generator.publish.folder import publish
from tests.conftest import Pages

WEATHER = "https://www.meteo.be/"


def tab_to(page: Page, link: str) -> None:
    """Press Tab until the link to `link` has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.href") == link:
            return
    raise AssertionError(f"{link} is not reached by keyboard from {page.url}")


def test_every_page_is_reached_by_keyboard_from_home(address: str, source_pages: Pages, page: Page) -> None:
    first = f"{address}/en/index.html"
    page.goto(f"{address}/")
    tab_to(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url(first)
    seen, to_open = {first}, [first]
    while to_open:
        here = to_open.pop()
        page.goto(here)
        links = page.evaluate(
            "[...document.links].filter(link => !link.hasAttribute('download')).map(link => link.href.split('#')[0])"
        )
        for link in dict.fromkeys(links):
            if link.startswith(f"{address}/en/") and link not in seen:
                page.goto(here)
                page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
                tab_to(
                    page,
                    next(
                        full
                        for full in page.evaluate("[...document.links].map(link => link.href)")
                        if full.split("#")[0] == link
                    ),
                )
                page.keyboard.press("Enter")
                page.wait_for_url(f"{link}*")
                assert page.locator("h1").count() == 1
                seen.add(link)
                to_open.append(link)

    assert seen == {f"{address}{path}index.html" for path, item in source_pages.items() if item.name != "404"}


def test_the_site_works_from_a_folder_without_a_server(made: build.Made, browser: Browser, tmp_path: Path) -> None:
    publish(made.outputs, tmp_path / "a stick")
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on(
        "requestfailed", lambda request: wrong.append(request.url) if request.failure != "net::ERR_ABORTED" else None
    )  # by leaving a page
    for code, language in made.site.settings.languages.items():
        page.goto((tmp_path / "a stick" / "index.html").as_uri())
        page.get_by_text(language.name).click()
        page.locator(".to-help").click()

        assert page.locator("html").get_attribute("lang") == code
        assert page.locator("h1").inner_text() == made.site.pages[code, "help"].front.title
        assert page.locator(".helpline a.number").first.is_visible()
        page.locator("header.site .name a").click()
        assert page.locator("h1").inner_text() == made.site.pages[code, "index"].front.title
    context.close()
    assert wrong == []


def test_menu_opens_by_keyboard_on_a_narrow_screen(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/en/")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")

    assert page.locator(".menu a", has_text="Figures").is_visible()


def test_no_page_scrolls_sideways_at_320_pixels(pages: Pages, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    widths = {}
    for path in pages:
        page.goto(path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in widths.items() if width > 320} == {}


@pytest.fixture
def at_risk(page: Page) -> Page:
    """The page with help, opened from the home page, with a stand-in for the weather site and a clock that tests move."""
    page.route(WEATHER, lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.clock.install()
    page.goto("/en/")
    page.goto("/en/help/")
    return page


def press(page: Page, keys: Iterable[str], seconds: float) -> None:
    """Press keys one after the other, with so much time between them."""
    for key in keys:
        page.clock.run_for(round(seconds * 1000))
        page.keyboard.press(key)


def test_leave_link_works_without_script(address: str, browser: Browser) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.route(WEATHER, lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.goto("/en/help/")

    page.locator("#exit").click()

    page.wait_for_url(WEATHER)
    context.close()


@pytest.mark.parametrize(
    "leave",
    [lambda page: page.locator("#exit").click(), lambda page: press(page, ["Shift"] * 3, 0.3)],
    ids=["link", "Shift"],
)
def test_leaving_quickly_replaces_the_page(leave: Callable[[Page], None], address: str, at_risk: Page) -> None:
    leave(at_risk)
    at_risk.wait_for_url(WEATHER)
    at_risk.go_back()

    assert at_risk.url == f"{address}/en/"


@pytest.mark.parametrize(
    ("keys", "seconds"),
    [
        (["Shift"] * 2, 0.1),
        (["Shift"] * 4, 1.6),
        (["Shift+A"] * 4, 0.1),
        (["Shift", "a"] * 4, 0.1),
        (["Shift+Tab"] * 4, 0.1),
    ],
    ids=["twice", "slowly", "capitals", "letters between", "going back"],
)
def test_other_keys_stay(keys: Sequence[str], seconds: float, address: str, at_risk: Page) -> None:
    press(at_risk, keys, seconds)

    assert at_risk.locator("main").is_visible()
    assert at_risk.url == f"{address}/en/help/"


def test_shift_held_down_stays(address: str, at_risk: Page) -> None:
    for _ in range(5):
        at_risk.keyboard.down("Shift")

    assert at_risk.locator("main").is_visible()
    assert at_risk.url == f"{address}/en/help/"


def test_page_is_blank_at_once_and_seen_again_if_it_comes_back(page: Page) -> None:
    """An answer without content (204) leaves the browser on the page it was about to leave."""
    page.route(WEATHER, lambda route: route.fulfill(status=204))
    page.goto("/en/help/")
    for _ in range(3):
        page.keyboard.press("Shift")

    assert not page.locator("main").is_visible()
    assert page.title() == ""

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert page.locator("main").is_visible()
    assert page.title().startswith("Get help")


def test_every_page_prints_the_numbers_to_call_and_not_the_way_out(pages: Pages, page: Page) -> None:
    page.emulate_media(media="print")
    found = {}
    for path in pages:
        page.goto(path)
        numbers = {number.get_attribute("href") for number in page.locator("footer a[href^='tel:']").all()}
        shown = {number.get_attribute("href") for number in page.locator("a[href^='tel:']:visible").all()}
        found[path] = [page.locator(".exit").is_visible(), bool(numbers), numbers <= shown]

    assert found == {path: [False, True, True] for path in pages}


def test_pages_for_someone_at_risk_print_on_one_sheet(pages: Pages, page: Page) -> None:
    sheets = {}
    for path, item in pages.items():
        if item.front.exit:
            page.goto(path)
            sheets[path] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    assert len(sheets) >= 2
    assert set(sheets.values()) == {1}, sheets


def test_the_number_that_reaches_the_nearest_centre_is_reached_by_keyboard_from_home(address: str, page: Page) -> None:
    """The national helpline reaches all three centres; their own numbers show once someone has checked them."""
    page.goto(f"{address}/en/")
    tab_to(page, f"{address}/en/help/index.html")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/en/help/index.html")
    tab_to(page, "tel:+3278055800")

    assert page.evaluate("document.activeElement.closest('.helpline').innerText").startswith("National helpline")


def test_the_switcher_leads_to_the_same_page_in_every_language_and_back(
    made: build.Made, pages: Pages, source_pages: Pages, page: Page
) -> None:
    source, *others = made.site.settings.languages
    found = {}
    for path in source_pages:
        page.goto(path)
        walked = []
        for code in (*others, source):
            with page.expect_navigation():
                page.locator(f".switcher a[lang={code}]").click()
            here, lang = page.evaluate("[location.pathname, document.documentElement.lang]")
            walked.append((pages[here.removesuffix("index.html")].name, lang))
        found[path] = [*walked, here.removesuffix("index.html")]

    assert found == {
        path: [*((item.name, code) for code in (*others, source)), path] for path, item in source_pages.items()
    }
