"""A page in, its policy out; whether that is right, browsers and servers say: see tests/site and test_recipes.py."""

from pathlib import Path

from playwright.sync_api import Browser

import build
from generator.publish.folder import publish
from tests.conftest import change, options


def test_script_runs_on_a_page_with_markup_in_an_attribute(tiny: Path, browser: Browser) -> None:
    """What only looks like a script, such as in a title, has no hash, and takes none from the script of the page."""
    change(tiny, "templates/parts/exit.html", "<aside ", '<aside title="<script>" ')
    publish(build.make(options(tiny)).outputs, tiny / "public")
    page = browser.new_page()
    page.goto((tiny / "public/en/help/index.html").as_uri())

    page.evaluate("document.getElementById('exit').href = 'about:blank'")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
    page.close()
