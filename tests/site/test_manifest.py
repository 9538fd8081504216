"""The web app manifest, as a browser understands it."""

import json

from playwright.sync_api import Page


def test_a_browser_reads_the_manifest_and_finds_its_icons(page: Page) -> None:
    page.goto("/fr/index.html")

    read = page.context.new_cdp_session(page).send("Page.getAppManifest")

    assert read["errors"] == []
    manifest = json.loads(read["data"])
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        size = page.evaluate(
            "async path => { const one = new Image(); one.src = path; await one.decode();"
            " return `${one.naturalWidth}x${one.naturalHeight}`; }",
            f"/{icon['src']}",
        )
        assert size == icon["sizes"]
    assert page.goto(f"/{manifest['start_url']}")
