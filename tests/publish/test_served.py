"""The site on a server, below a path: every link is followed, from its pages and from an address that leads nowhere."""

import http.server
import shutil
import threading
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

from selectolax.lexbor import LexborHTMLParser

from tests.conftest import built, options

BELOW = "some/path"


def test_every_link_is_followed_below_a_path(tiny: Path, tmp_path: Path) -> None:
    class Host(http.server.SimpleHTTPRequestHandler):
        """A static host that shows 404.html for an unknown address, as GitHub Pages does."""

        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(tmp_path))  # type: ignore[arg-type]

        def send_error(self, code: int, *_: object) -> None:
            self.send_response(code)
            self.end_headers()
            self.wfile.write((tmp_path / BELOW / "404.html").read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}/{BELOW}/"
    built(options(tiny, url=site))
    shutil.copytree(tiny / "public", tmp_path / BELOW)
    found: dict[str, int] = {}
    waiting = [site, f"{site}no/such/page/"]
    while waiting:
        if (address := waiting.pop()) not in found and address.startswith(f"http://127.0.0.1:{server.server_port}/"):
            try:
                with urlopen(address) as answer:
                    found[address], page = answer.status, answer.read()
            except HTTPError as error:
                found[address], page = error.code, error.read()
            if b"<!doctype html>" in page[:20]:
                links = LexborHTMLParser(page).css("[href], [src]")
                addresses = (link.attributes.get("href") or link.attributes.get("src") or "" for link in links)
                waiting += [urldefrag(urljoin(address, written))[0] for written in addresses]
    server.shutdown()
    server.server_close()

    assert len(found) > 24
    assert {address: status for address, status in found.items() if status != HTTPStatus.OK} == {
        f"{site}no/such/page/": HTTPStatus.NOT_FOUND
    }
    assert [address for address in found if not address.startswith(site)] == []
