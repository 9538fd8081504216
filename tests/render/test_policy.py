"""A page in, its policy out; a policy in, the words of a server out."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import build
from generator.publish.folder import publish
from generator.render.parsed import read
from generator.render.policy import SERVERS, code, file, policy, policy_of_all
from tests.conftest import change, options

PLAIN = "<!doctype html><title>Plain</title>"
STYLED = "<!doctype html><style>p{}</style><img src=x>"
ALERT = "<script>alert(1)</script>"


def of(page: str) -> str:
    facts = read(page)
    return policy(code(facts))


def test_a_page_may_do_nothing_that_it_does_not_need() -> None:
    assert of(PLAIN) == "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'"


def test_a_script_is_allowed_by_its_hash_as_the_standard_computes_it() -> None:
    """The hash of `alert(1)` in RFC 4648 base64, as every browser prints it in its console."""
    assert "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in of(ALERT)


def test_the_policy_of_all_pages_allows_what_any_of_them_has() -> None:
    joined = policy_of_all(code(read(page)) for page in (PLAIN, STYLED, ALERT))

    assert of(STYLED).split("; ")[1] in joined
    assert of(ALERT).split("; ")[1] in joined
    assert joined.endswith("; frame-ancestors 'none'")
    assert "unsafe" not in joined


@pytest.mark.parametrize("server", SERVERS)
def test_every_server_sends_the_same_headers(server: str) -> None:
    said = file("default-src 'none'", server)

    for name, value in {
        "Content-Security-Policy": "default-src 'none'",
        "Strict-Transport-Security": "max-age=63072000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        line = next(line.strip() for line in said.splitlines() if name in line)
        assert line in (f"{name}: {value}", f'add_header {name} "{value}" always;', f'{name} "{value}"')
    assert "camera=()" in said


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
