"""Links to other sites: broken ones are reported with their place, and private addresses are never requested."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote, urlsplit, urlunsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.commands import links
from tests.conftest import ROOT, SECOND, QuietHandler, serve, write


class Server(QuietHandler):
    """Answers with the status in the path, and records the requests."""

    requests: ClassVar[list[str]] = []

    def do_GET(self) -> None:  # noqa: N802
        self.requests.append(self.path)
        if self.path == "/slow":
            time.sleep(5)
        self.send_response(int(self.path.strip("/")) if self.path.strip("/").isdecimal() else 200)
        self.end_headers()


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a running server."""
    Server.requests.clear()
    with serve(Path(), Server) as address:
        yield address


@pytest.fixture
def site(tiny: Path, server: str) -> Path:
    """A project that links only to the server."""
    for file in (tiny / "content").rglob("*.*"):
        file.write_text(file.read_text("utf-8").replace("https://", "http:"), "utf-8")
    write(tiny, "site.yaml", "name: Tiny\n")
    text = f"Text.\n\n[a]({server}/404) [b]({server}/200) [c]({server}/403)\n[d]({server}/404)\n"
    write(tiny, SECOND, text)
    return tiny


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat this machine as a public host, and do not wait between requests."""
    monkeypatch.setattr(links, "PRIVATE", "--exclude-all-private=false")
    monkeypatch.setattr(links, "private_addresses", lambda _addresses: [])
    monkeypatch.setattr(links, "PACE", ())


@pytest.mark.usefixtures("reachable")
def test_a_broken_link_is_reported_with_its_place(site, server, run):
    code, stdout, stderr = run(site, "links")

    assert (code, stderr) == (0, "")
    assert f"[{SECOND}]:\n" in stdout
    assert f"[404] {server}/404 (at 3:1) | " in stdout
    assert f"[404] {server}/404 (at 4:1) | " in stdout
    assert "/200" not in stdout
    assert "/403" not in stdout
    assert sorted(Server.requests) == ["/200", "/403", "/404"]


@pytest.mark.usefixtures("reachable")
def test_the_text_of_the_issue_is_empty_if_there_is_nothing_to_do(site, run):
    report = run(site, "links", "--format", "markdown")[1]
    write(site, SECOND, "Nothing.\n")

    assert f"### Errors in {SECOND}\n\n* [404] <http://127.0.0.1:" in report
    assert run(site, "links", "--format", "markdown") == (0, "", "")


def test_a_private_address_is_never_requested(site, server, run):
    hosts, port = ("127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]"), urlsplit(server).port
    write(site, SECOND, "".join(f"[a](http://{host}:{port}/{host[1]}?a=b+c)\n" for host in hosts))

    code, stdout, stderr = run(site, "links", "--format", "markdown")

    assert (code, stderr) == (0, "")
    _, report, private = stdout.partition("\nNot checked, because they are not on the public internet: ")
    assert report
    assert len(private.split(", ")) == len(hosts)
    assert Server.requests == []


@pytest.mark.parametrize(("found", "public"), [
    ([], True),  # unknown hosts are left to lychee
    (["93.184.216.34"], True),
    (["93.184.216.34", "192.168.1.1"], False),
    (["100.64.0.1"], False),
    (["fe80::1%eth0"], False),
    (["2606:2800:220:1::1"], True),
])  # fmt: skip
def test_a_host_is_as_public_as_its_ip_addresses_and_looked_up_once(found, public, monkeypatch):
    lookups, addresses = list[str](), ["http://name.example/page", "https://name.example/"]

    def look_up(host: str, _: object) -> list[tuple[object, ...]]:
        lookups.append(host)
        if not found:
            raise OSError
        return [(0, 0, 0, "", (ip, 0)) for ip in found]

    monkeypatch.setattr("socket.getaddrinfo", look_up)

    assert links.private_addresses(addresses) == ([] if public else addresses)
    assert lookups == ["name.example"]


def test_a_missing_lychee_is_reported_in_one_line(tiny, run, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)

    assert run(tiny, "links") == (
        2,
        "",
        "build.py: lychee, which checks the links, is not installed; "
        f'run: python -m pip install -c "{ROOT / ".ci/constraints.txt"}" -e "{ROOT}[links]"\n',
    )


def test_every_address_that_a_page_links_to_is_checked(real_build):
    pages = (file.data.decode() for path, file in real_build.outputs.items() if path.endswith(".html"))
    linked = {node.attributes["href"] for page in pages for node in LexborHTMLParser(page).css("a[href^='http']")}
    checked = set(links.lychee(ROOT, ["--dump"]).stdout.split())

    assert {normal(address) for address in linked} - checked == set()


def normal(address: str) -> str:
    """Return an address as lychee writes it."""
    parts = urlsplit(quote(address.partition("#")[0], safe="!#$%&'()*+,/:;=?@[]~"))
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/"))
