"""Law 4, silence: a page asks for nothing, keeps nothing, and tells no other site where its reader comes from."""

import re

from playwright.sync_api import Browser, Page, Request, Route

from tests.conftest import Pages

ELSEWHERE = re.compile("^https:")

# Opens every part and presses every control; links that lead away are followed in a test of their own.
USE = """() => {
  for (const details of document.querySelectorAll("details")) if (!details.open) details.querySelector("summary").click();
  for (const control of document.querySelectorAll("button, input, a[href^='#']")) control.click();
}"""

# What a page can leave behind, and what lets a browser ask before the reader does; the empty answer is {}.
KEPT = """async () => {
  const kept = {
    storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: (await indexedDB.databases()).map(database => database.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
    ahead: [...document.querySelectorAll("link[rel*=pre], link[rel*=dns], script[type=speculationrules], [ping]")].map(element => element.outerHTML),
    telling: document.querySelector("meta[name=referrer][content=no-referrer]")
      ? [] : [...document.links].filter(link => link.host !== location.host && !link.relList.contains("noreferrer")).map(link => link.href),
  };
  return Object.fromEntries(Object.entries(kept).filter(([, found]) => found.length));
}"""


def test_page_asks_for_nothing_and_keeps_nothing(address: str, pages: Pages, page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    paths = ["/", *pages]
    found = {}
    for path in paths:
        asked.clear()
        page.goto(path)
        page.evaluate(USE)
        page.mouse.wheel(0, 100_000)
        kept = page.evaluate(KEPT)
        icon = page.evaluate("document.querySelector('link[rel=icon]').href")
        found[path] = [[url for url in asked if url != icon], page.context.cookies(), kept]

    assert found == {path: [[address + path], [], {}] for path in paths}


def test_other_site_does_not_learn_where_its_reader_comes_from(
    address: str, browser: Browser, source_pages: Pages
) -> None:
    """The first and the last link that leads away: on pages that can be left quickly, the first does so with a script."""
    context = browser.new_context(base_url=address)
    asked: list[Request] = []

    def answer(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")

    context.route(ELSEWHERE, answer)
    page = context.new_page()
    told = {}
    for path in source_pages:
        for place in ("first", "last"):
            page.goto(path)
            getattr(page.locator("a[href^='https:']:visible"), place).click()
            page.wait_for_url(ELSEWHERE)
            told[path, place] = page.evaluate("document.referrer")
    headers = {request.url: request.all_headers() for request in asked}
    context.close()

    assert told == dict.fromkeys(told, "")
    assert len(asked) == 2 * len(source_pages)
    assert {url: sent for url, sent in headers.items() if "referer" in sent} == {}
