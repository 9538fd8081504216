"""The smoke test of a published site finds every fault, and none in a site as it was built."""

import runpy
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import build
from generator.publish.folder import publish
from tests.conftest import ROOT, QuietHandler, change, make, serve

smoke = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci/smoke.py")))


class Host(QuietHandler):
    """A static host that sends 404.html for an unknown address."""

    def send_error(self, code: int, message: str | None = None, *_: object) -> None:
        self.send_response(code, message)
        self.end_headers()
        self.wfile.write((Path(self.directory) / "404.html").read_bytes())


@pytest.fixture
def tiny_build(tiny: Path) -> build.BuildResult:
    return make(tiny)


@pytest.fixture
def site(tiny_build: build.BuildResult, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address and the folder of the published tiny site."""
    folder = tmp_path / "host"
    publish(tiny_build.outputs, folder)
    with serve(folder, Host) as address:
        yield f"{address}/", folder


def test_a_site_as_it_was_built_has_no_fault(tiny_build, site):
    assert list(smoke.faults(site[0], tiny_build, smoke.TYPE)) == []


def test_every_fault_is_reported(tiny_build, site):
    address, folder = site
    (folder / "nl/index.html").write_text("other", "utf-8")
    change(folder, "fr/obtenir-de-l-aide/index.html", "tel:", "tel:0")
    (folder / "404.html").write_text("gone", "utf-8")

    assert list(smoke.faults(address, tiny_build, smoke.HEADERS)) == [
        f"{address}fr/obtenir-de-l-aide/ does not show 02 555 01 01",
        f"{address}nl/ is not the right page (status 200)",
        f"{address}nl/ does not show 02 555 01 01",
        f"{address}no-such-page/ is not the error page of the site (status 404)",
        f"{address} sends no header 'x-content-type-options: nosniff'",
        f"{address} sends no header 'referrer-policy: no-referrer'",
        f"{address} sends no header 'content-security-policy: default-src 'none''",
    ]


@pytest.mark.parametrize("arguments", [[], ["www.example.org"], ["--header", "http://127.0.0.1:9/"]])
def test_wrong_arguments_show_how_to_use_it(arguments, capsys):
    assert smoke.main(arguments) == 2
    assert capsys.readouterr().err.startswith("Check that a site")
