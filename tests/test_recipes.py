"""The server configurations in the publishing guide, each run as printed there, with the tiny site."""

import http.client
import os
import re
import shutil
import subprocess
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import Message
from pathlib import Path

import pytest

from generator.render.policy import HEADERS
from tests.conftest import ROOT, free_port

Answer = tuple[int, Message, bytes]
GUIDE = (ROOT / ".github/publishing.md").read_text("utf-8")
NGINX = "daemon off; pid {0}/pid; error_log stderr; events {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\n{1}\n}}\n"
HIDDEN = "access_log off; client_body_temp_path {0}/body; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f; "


def recipe(first: str) -> str:
    """Return the example in the guide whose first line is a comment that begins with `first`."""
    found = re.search(rf"(?m)^    # {re.escape(first)}.*\n(?:(?:    .*)?\n)+", GUIDE)
    assert found
    return textwrap.dedent(found[0])


def nginx(folder: Path, port: int) -> list[str]:
    """Write the configuration of nginx for a folder and a port; return the command that starts it."""
    text = recipe("/etc/nginx").replace("/srv/site", str(folder)).replace("listen 80;", f"listen 127.0.0.1:{port};")
    temporary = HIDDEN.format(folder) + f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;"
    root = "user root; " if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(root + NGINX.format(folder, f"{temporary}\n{text}"), "utf-8")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int) -> list[str]:
    """Write the configuration of Caddy for a folder and a port; return the command that starts it."""
    text = recipe("/etc/caddy").replace("/srv/site", str(folder)).replace("www.example.org", f"http://127.0.0.1:{port}")
    (folder / "Caddyfile").write_text("{\nadmin off\n}\n" + text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextmanager
def started(command: list[str], port: int, folder: Path) -> Iterator[Callable[..., Answer]]:
    """Start a server; yield a function that requests a path and returns the status, headers and bytes."""
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    server = subprocess.Popen(command, env=os.environ | home, stderr=subprocess.PIPE, text=True)

    def fetch(path: str, encoding: str = "identity") -> Answer:
        for _ in range(50):
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                    connection.request("GET", path, headers={"Accept-Encoding": encoding})
                    answer = connection.getresponse()
                    return answer.status, answer.headers, answer.read()
            except ConnectionRefusedError:
                assert server.poll() is None, server.stderr and server.stderr.read()
                time.sleep(0.1)
        raise AssertionError(f"{command} did not answer")

    try:
        yield fetch
    finally:
        server.terminate()
        server.communicate(timeout=10)


@pytest.mark.parametrize("prepare", [nginx, caddy])
def test_a_server_configured_as_in_the_guide_serves_the_site(prepare, tiny, run):
    name = prepare.__name__
    if shutil.which(name) is None and not os.environ.get("CI"):
        pytest.skip(f"no {name} on this machine")
    here = ("--base-url", "http://127.0.0.1/")
    run(tiny, "build", "--compress", *here)
    (tiny / f"headers.{name}").write_text(run(tiny, "headers", name, *here)[1], "utf-8")
    (asset,) = (tiny / "public/static/pictures").glob("line.*.svg")
    port = free_port()
    with started(prepare(tiny, port), port, tiny) as fetch:
        page, packed, gone = fetch("/en/help/"), fetch("/en/help/", "gzip"), fetch("/no-such-page/")
        typed = fetch("/en/data/days.ics"), fetch("/site.webmanifest")
        kept, hidden, moved = fetch(f"/static/pictures/{asset.name}"), fetch("/.published"), fetch("/en/help")

    for answer, status, path in ((page, 200, "en/help/index.html"), (gone, 404, "404.html")):
        assert (answer[0], answer[2]) == (status, (tiny / "public" / path).read_bytes())
        assert {name: answer[1][name] for name in HEADERS} == HEADERS
        assert answer[1]["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert answer[1]["Cache-Control"] == "no-cache"
    assert packed[1]["Content-Encoding"] == "gzip"
    assert packed[1]["Vary"] == "Accept-Encoding"
    assert packed[2] == (tiny / "public/en/help/index.html.gz").read_bytes()
    assert [answer[1].get_content_type() for answer in typed] == ["text/calendar", "application/manifest+json"]
    assert kept[1]["Cache-Control"] == "max-age=31536000, immutable"
    assert hidden[0] == 404
    assert moved[0] in (301, 308)
    assert moved[1]["Location"].endswith("/en/help/")
