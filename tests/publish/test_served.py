"""The site on a server, below a path: every link is followed, from its pages and from an address that leads nowhere."""

import shutil
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Quiet, asked, built, options, served

BELOW = "some/path"


class Host(Quiet):
    """A static host that shows 404.html for an unknown address, as GitHub Pages does."""

    def send_error(self, code: int, *_: object) -> None:
        self.send_response(code)
        self.end_headers()
        self.wfile.write(Path(self.directory, BELOW, "404.html").read_bytes())


def test_every_link_is_followed_below_a_path(tiny: Path, tmp_path: Path) -> None:
    found: dict[str, int] = {}
    with served(tmp_path, Host) as host:
        site = f"{host}/{BELOW}/"
        built(options(tiny, url=site))
        shutil.copytree(tiny / "public", tmp_path / BELOW)
        waiting = [site, f"{site}no/such/page/"]
        while waiting:
            if (address := waiting.pop()) not in found and address.startswith(host):
                found[address], page = asked(address)
                if page.startswith("<!doctype html>"):
                    links = LexborHTMLParser(page).css("[href], [src]")
                    addresses = (link.attributes.get("href") or link.attributes.get("src") or "" for link in links)
                    waiting += [urldefrag(urljoin(address, written))[0] for written in addresses]

    assert len(found) > 24
    assert {address: status for address, status in found.items() if status != HTTPStatus.OK} == {
        f"{site}no/such/page/": HTTPStatus.NOT_FOUND
    }
    assert [address for address in found if not address.startswith(site)] == []
