"""The real site in a real browser: every page by keyboard, without a word on the console."""

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import build
from tests.conftest import ROOT, TODAY

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)

pytestmark = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium or Chrome on this machine")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the real site is served."""
    folder = tmp_path_factory.mktemp("public") / "site"
    build.build(build.Options(ROOT, folder, TODAY))

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test if anything is said on its console or asked of another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(f"{opened.url}: {message.text}"))
    opened.on("pageerror", lambda error: wrong.append(f"{opened.url}: {error}"))
    opened.on(
        "request",
        lambda request: None if request.url.startswith(("http://127.0.0.1", "data:", "https://www.meteo.be/")) else wrong.append(f"asked {request.url}"),
    )
    yield opened
    context.close()
    assert wrong == []


def tab_to(page: Page, link: str) -> None:
    """Press Tab until the link to `link` has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.href") == link:
            return
    raise AssertionError(f"{link} is not reached by keyboard from {page.url}")


def test_every_page_is_reached_by_keyboard_from_home(address: str, page: Page) -> None:
    page.goto(f"{address}/")
    tab_to(page, f"{address}/en/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/en/")
    seen, to_open = {f"{address}/en/"}, [f"{address}/en/"]
    while to_open:
        here = to_open.pop()
        page.goto(here)
        links = page.evaluate("[...document.links].map(link => link.href.split('#')[0])")
        for link in dict.fromkeys(links):
            if link.startswith(address) and link not in seen:
                page.goto(here)
                page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
                tab_to(page, next(full for full in page.evaluate("[...document.links].map(link => link.href)") if full.split("#")[0] == link))
                page.keyboard.press("Enter")
                page.wait_for_url(f"{link}*")
                assert page.locator("h1").count() == 1
                seen.add(link)
                to_open.append(link)

    made = build.make(build.Options(ROOT, ROOT / "public", TODAY))
    assert seen == {f"{address}/{item.address}" for item in made.site.pages.values() if item.name != "404"}


def test_menu_opens_by_keyboard_on_a_narrow_screen(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/en/")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")

    assert page.locator(".menu a", has_text="Figures").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_at_320_pixels(scheme: str, address: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    made = build.make(build.Options(ROOT, ROOT / "public", TODAY))
    too_wide = {}
    for item in made.site.pages.values():
        page.goto(f"{address}/{item.address}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[item.address] = width

    assert too_wide == {}


def test_leaving_quickly_replaces_the_page(address: str, page: Page) -> None:
    page.route("https://www.meteo.be/", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.goto(f"{address}/en/")
    page.goto(f"{address}/en/help/")
    with page.expect_navigation(url="https://www.meteo.be/"):
        for _ in range(3):
            page.keyboard.press("Shift")
    page.go_back()

    assert page.url == f"{address}/en/"


def test_leave_link_works_without_script(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://www.meteo.be/", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.goto(f"{address}/en/help/")

    page.locator("#exit").click()

    page.wait_for_url("https://www.meteo.be/")
    context.close()


@pytest.mark.parametrize("name", ["help", "signs"])
def test_pages_for_someone_at_risk_print_on_one_sheet(name: str, address: str, page: Page) -> None:
    page.goto(f"{address}/en/{name}/")
    sheets = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
