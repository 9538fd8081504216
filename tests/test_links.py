"""Links that lead away: a server that misbehaves in every way is judged fairly, asked politely, and told of exactly."""

import asyncio
import http.server
import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.utils import formatdate
from pathlib import Path

import pytest

from generator.errors import WrongUse
from generator.links import POLITE, WEEK, Answer, Manners, Verdict, as_markdown, ask, collect, is_public, links, report
from generator.render import Output

NOW = 1_800_000_000.0
SLOW = 0.4
NOWHERE = Path(__file__) / "nothing can be written below a file"


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked, and when."""

    method: str
    path: str
    agent: str
    began: float


class Misbehaving(http.server.ThreadingHTTPServer):
    """A server that does what the path asks for, and remembers every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[Request] = []
        self.replied: list[float] = []
        self.closing = threading.Event()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return an address on this server."""
        return f"http://{host}:{self.server_port}{path}"

    def asked(self, path: str) -> list[str]:
        """Return the methods by which a path was asked for, in order."""
        return [request.method for request in self.requests if request.path == path]

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that hang up."""


class Handler(http.server.BaseHTTPRequestHandler):
    """Each path is one way to behave: a status in its name, or a method of this class."""

    server: Misbehaving

    def do_HEAD(self) -> None:
        """Remember, and answer."""
        self.server.requests.append(Request(self.command, self.path, self.headers["User-Agent"], time.monotonic()))
        name, _, rest = self.path.strip("/").partition("/")
        getattr(self, name, self.status)(name, rest)

    def do_GET(self) -> None:
        """Remember, and answer."""
        self.do_HEAD()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def reply(self, status: int, **headers: str) -> None:
        """Send a head, and remember when."""
        self.server.replied.append(time.monotonic())
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def before(self) -> int:
        """Return how often this was asked before."""
        return len(self.server.asked(self.path)) - 1

    def status(self, name: str, rest: str) -> None:
        """Answer with a status; a rest is where a redirect leads."""
        self.reply(int(name), **({"Location": rest if "://" in rest else f"/{rest}"} if rest else {}))

    def hello(self, _name: str, _rest: str) -> None:
        self.reply(200)

    def no_head(self, _name: str, rest: str) -> None:
        self.reply(int(rest) if self.command == "HEAD" else 200)

    def again(self, _name: str, _rest: str) -> None:
        self.reply(302, Location=self.path)

    def busy(self, _name: str, rest: str) -> None:
        self.reply(200) if self.before() else self.reply(429, Retry_After=rest.replace("_", " "))

    def once(self, _name: str, rest: str) -> None:
        self.reply(200 if self.before() else int(rest))

    def dropped(self, _name: str, _rest: str) -> None:
        self.close_connection = True

    def endless(self, _name: str, _rest: str) -> None:
        self.reply(200 if self.command == "GET" else 405)
        while self.command == "GET" and not self.server.closing.is_set():
            self.wfile.write(bytes(65536))

    def slow(self, _name: str, _rest: str) -> None:
        self.server.closing.wait(2 * SLOW)
        self.reply(200)

    def drip(self, _name: str, _rest: str) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + 100 * b"x":
            self.wfile.write(bytes([byte]))
            self.server.closing.wait(SLOW / 10)

    def garbage(self, _name: str, _rest: str) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\x00\xff\r\n")

    def long_line(self, _name: str, _rest: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + bytes(200_000))

    def hints(self, _name: str, _rest: str) -> None:
        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\n\n")

    def late(self, _name: str, _rest: str) -> None:
        time.sleep(0.1)
        self.reply(200)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    """A misbehaving server."""
    opened = Misbehaving()
    threading.Thread(target=opened.serve_forever, args=(0.01,), daemon=True).start()
    yield opened
    opened.closing.set()
    opened.shutdown()
    opened.server_close()


def hurried(slept: list[float] | None = None, **changes: object) -> Manners:
    """Return manners that ask this machine and do not really sleep; `slept` is told for how long they would have."""

    async def sleep(seconds: float) -> None:
        if slept is not None:
            slept.append(seconds)
        await asyncio.sleep(0)

    return replace(Manners(may_ask=lambda _address: True, sleep=sleep, now=lambda: NOW), **changes)  # type: ignore[arg-type]


def answer_of(url: str, manners: Manners) -> Answer:
    """Ask one address."""
    (answer,) = ask([url], NOWHERE, lambda _step: None, manners)
    return answer


@pytest.mark.parametrize(
    ("path", "verdict", "detail", "methods"),
    [
        ("/hello", "works", "", ["HEAD"]),
        ("/hello/é b?c=ü", "works", "", []),
        ("/no_head/405", "works", "", ["HEAD", "GET"]),
        ("/no_head/403", "works", "", ["HEAD", "GET"]),
        ("/no_head/404", "works", "", ["HEAD", "GET"]),
        ("/no_head/501", "works", "", ["HEAD", "GET"]),
        ("/no_head/500", "works", "", ["HEAD", "GET"]),
        ("/once/500", "works", "", ["HEAD", "GET"]),
        ("/once/503", "works", "", ["HEAD", "GET"]),
        ("/endless", "works", "", ["HEAD", "GET"]),
        ("/hints", "works", "", ["HEAD"]),
        ("/302/hello", "works", "", ["HEAD"]),
        ("/307/hello", "works", "", ["HEAD"]),
        ("/301/hello", "moved", "to {}/hello", ["HEAD"]),
        ("/308/hello", "moved", "to {}/hello", ["HEAD"]),
        ("/301/301/hello", "moved", "to {}/hello", ["HEAD"]),
        ("/301/302/hello", "moved", "to {}/302/hello", ["HEAD"]),
        ("/302/301/hello", "works", "", ["HEAD"]),
        ("/301/404", "gone", "answers 404 at {}/404", ["HEAD"]),
        ("/404", "gone", "answers 404", ["HEAD", "GET"]),
        ("/410", "gone", "answers 410", ["HEAD", "GET"]),
        ("/401", "refused", "answers 401", ["HEAD", "GET"]),
        ("/403", "refused", "answers 403", ["HEAD", "GET"]),
        ("/451", "refused", "answers 451", ["HEAD", "GET"]),
        ("/999", "refused", "answers 999", ["HEAD", "GET"]),
        ("/429", "refused", "answers 429", ["HEAD", "HEAD", "HEAD"]),
        ("/302", "refused", "answers 302", ["HEAD"]),
        ("/again", "refused", "redirects more than 5 times", 6 * ["HEAD"]),
        ("/500", "unreachable", "answers 500", ["HEAD", "GET", "GET"]),
        ("/301/mailto://x@y.example", "unreachable", "not a whole web address at mailto://x@y.example", ["HEAD"]),
        ("/301/http://[bad", "unreachable", "what answers does not speak HTTP", ["HEAD", "GET", "GET"]),
        ("/dropped", "unreachable", "the connection broke off", ["HEAD", "GET", "GET"]),
        ("/garbage", "unreachable", "what answers does not speak HTTP", ["HEAD", "GET", "GET"]),
        ("/long_line", "unreachable", "what answers does not speak HTTP", ["HEAD", "GET", "GET"]),
        ("/slow", "unreachable", "no answer in time", []),
        ("/drip", "unreachable", "no answer in time", []),
    ],
)
def test_every_behaviour_is_judged(path: str, verdict: str, detail: str, methods: list[str], server: Misbehaving) -> None:
    answer = answer_of(server.url(path), hurried(timeout=SLOW if path in ("/slow", "/drip") else 10.0))

    assert (answer.verdict, answer.detail) == (verdict, detail.format(server.url("")))
    assert not methods or server.asked(path) == methods


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert answer_of(f"http://127.0.0.1:{port}/", hurried()).detail == "connection refused"
    assert answer_of("https://nothing.invalid/", hurried(pauses=())).detail == "no such host"


def test_a_server_without_tls_is_unreachable(server: Misbehaving) -> None:
    answer = answer_of(server.url("/hello").replace("http:", "https:"), hurried())

    assert (answer.verdict, answer.detail) == ("unreachable", "no secure connection")


@pytest.mark.parametrize("url", ["https://", "http://[bad/", "http://a.example:port/", "http://a..example/", f"http://{'a' * 70}.example/"])
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    assert answer_of(url, hurried()) == Answer(url, Verdict.UNREACHABLE, "not a whole web address")


# Politeness.


@pytest.mark.parametrize(
    ("path", "slept", "verdict"),
    [
        ("/hello", [1], "works"),
        ("/404", [1, 1], "gone"),
        ("/no_head/501", [1, 1], "works"),
        ("/500", [1, 5, 1, 15, 1], "unreachable"),
        ("/busy/2", [1, 5, 1], "works"),
        ("/busy/30", [1, 30, 1], "works"),
        (f"/busy/{formatdate(NOW + 40, usegmt=True).replace(' ', '_')}", [1, 40, 1], "works"),
        ("/busy/soon", [1, 5, 1], "works"),
        ("/busy/3600", [1], "refused"),
    ],
)
def test_pauses_are_kept_and_a_server_that_says_when_is_obeyed(path: str, slept: list[float], verdict: str, server: Misbehaving) -> None:
    done: list[float] = []

    assert answer_of(server.url(path), hurried(done)).verdict == verdict
    assert done == slept


def gaps(server: Misbehaving) -> list[float]:
    """Return the time from each reply to the next request; it is below zero where two were under way at once."""
    return [later.began - earlier for later, earlier in zip(server.requests[1:], server.replied, strict=False)]


def test_a_host_is_asked_one_thing_at_a_time_with_a_gap(server: Misbehaving) -> None:
    manners = replace(hurried(), gap=0.1, sleep=asyncio.sleep)

    ask([server.url(path) for path in ("/late", "/301/hello", "/404", "/hello")], NOWHERE, lambda _step: None, manners)

    assert len(server.requests) == 6
    assert min(gaps(server)) > 0.09


@pytest.mark.parametrize(("at_once", "together"), [(1, False), (2, True)])
def test_no_more_hosts_are_asked_at_once_than_there_are_places(at_once: int, together: bool, server: Misbehaving) -> None:
    urls = [server.url("/late"), server.url("/late", "localhost")]

    answers = ask(urls, NOWHERE, lambda _step: None, hurried(at_once=at_once))

    assert [answer.verdict for answer in answers] == ["works", "works"]
    assert (min(gaps(server)) < 0) is together


def test_it_says_who_asks_and_how_far_it_is(server: Misbehaving, tmp_path: Path) -> None:
    said: list[str] = []
    ask([server.url("/hello"), server.url("/404")], tmp_path / "links.json", said.append, hurried())

    assert said == ["asking 2 addresses, 0 answered", "asking 2 addresses, 1 answered"]
    assert {request.agent for request in server.requests} == {
        "counter-trafficking-belgium-links/1.0 (asks now and then whether the links of a website still work; reads no page)"
    }


# Private networks.


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "2130706433"]
)
def test_a_private_host_is_never_asked(host: str, server: Misbehaving) -> None:
    answer = answer_of(server.url("/hello", host), hurried(may_ask=is_public))

    assert answer == Answer(server.url("/hello", host), Verdict.PRIVATE, f"{host.strip('[]')} is not a public host")
    assert server.requests == []


def test_a_redirect_into_a_private_network_is_not_followed(server: Misbehaving) -> None:
    answer = answer_of(server.url("/301/http://10.0.0.1/router"), hurried(may_ask="127.0.0.1".__eq__))

    assert (answer.verdict, answer.detail) == ("private", "10.0.0.1 is not a public host")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("193.191.208.1", True), ("2a00:1450:400e::1", True), ("127.8.8.8", False), ("172.16.0.1", False), ("172.32.0.1", True), ("100.64.0.1", False),
        ("224.0.0.1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::", False), ("::ffff:10.0.0.1", False), ("::ffff:224.0.0.1", False),
        ("::ffff:193.191.208.1", True),
    ],
)  # fmt: skip
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_manners_of_the_command_are_these() -> None:
    assert (POLITE.at_once, POLITE.gap, POLITE.timeout, POLITE.redirects, POLITE.may_ask) == (8, 1.0, 20.0, 5, is_public)


# Memory.


def test_what_worked_is_not_asked_again_for_a_week(server: Misbehaving, tmp_path: Path) -> None:
    memory = tmp_path / ".cache" / "links.json"
    urls = [server.url(path) for path in ("/hello", "/301/hello", "/404", "/403")]

    def count(after: float) -> list[int]:
        server.requests.clear()
        answers = ask(urls, memory, lambda _step: None, hurried(now=lambda: NOW + after))
        assert [answer.verdict for answer in answers] == ["works", "moved", "gone", "refused"]
        return [len(server.asked(f"/{url.split('/', 3)[3]}")) for url in urls]

    assert count(0) == [2, 1, 2, 2]
    assert json.loads(memory.read_text("utf-8")) == {urls[0]: NOW}
    assert count(WEEK - 1) == [1, 1, 2, 2]
    assert json.loads(memory.read_text("utf-8")) == {urls[0]: NOW}
    assert count(WEEK) == [2, 1, 2, 2]
    assert count(0) == [2, 1, 2, 2]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b"3", b'{"URL": "x"}', b'{"URL": null}', b'{"URL": NaN}', b'{"URL": 1e999}'])
def test_a_damaged_memory_is_as_none(damage: bytes, server: Misbehaving, tmp_path: Path) -> None:
    memory = tmp_path / "links.json"
    memory.write_bytes(damage.replace(b"URL", server.url("/hello").encode()))

    ask([server.url("/hello")], memory, lambda _step: None, hurried())

    assert server.asked("/hello") == ["HEAD"]
    assert json.loads(memory.read_text("utf-8")) == {server.url("/hello"): NOW}


# What is told.

A, B, C, D, E, F = (f"https://{name}.example/" for name in "abcdef")
ANSWERS = (
    Answer(A, Verdict.WORKS), Answer(B, Verdict.GONE, "answers 404"), Answer(C, Verdict.MOVED, f"to {A}new"), Answer(D, Verdict.REFUSED, "answers 403"),
    Answer(E, Verdict.UNREACHABLE, "no answer in time"), Answer(F, Verdict.PRIVATE, "f.example is not a public host"),
)  # fmt: skip
PAGES = {A: ("/en/",), B: ("/de/hilfe/", "/en/help/", "/fr/aide/", "/nl/hulp/"), C: ("/en/", "/fr/"), D: ("/en/",), E: ("/en/",), F: ("/404.html",)}


def test_addresses_are_collected_with_their_pages() -> None:
    def page(path: str, *links: str) -> Output:
        return Output(path, "".join(links).encode())

    found = collect(
        [
            page("fr/index.html", '<a href="https://b.example/x?a=1&amp;b=2#part">é</a>', '<a href=" https://a.example ">'),
            page(
                "en/index.html",
                '<a href="https://b.example/x?a=1&b=2">',
                '<map><area href="HTTP://c.example/"></map>',
                '<a href="https://b.example/x?a=1&b=2#other">',
            ),
            page("404.html", '<a href="https://a.example">', '<a href="/en/">', '<a href="tel:112">', "<a href>", "<a>", '<a href="#https://d.example">'),
            page("en/help/index.html", '<link rel="canonical" href="https://own.example/en/help/">', '<img src="https://d.example/">'),
            page("sitemap.xml", '<a href="https://e.example/">'),
        ]
    )

    assert list(found.items()) == [
        ("HTTP://c.example/", ("/en/",)),
        ("https://a.example", ("/404.html", "/fr/")),
        ("https://b.example/x?a=1&b=2", ("/en/", "/fr/")),
    ]


def test_the_report_says_where_each_link_stands_and_what_to_do() -> None:
    assert report(ANSWERS, PAGES) == (
        "gone: The page is no longer there. Link to what took its place, or take the link out.\n"
        "  https://b.example/\n"
        "    answers 404; on 4 pages: /de/hilfe/, /en/help/, /fr/aide/ and 1 more\n"
        "\n"
        "moved: The page has a new address for good. Look whether it is still the same page, and write the new address.\n"
        "  https://c.example/\n"
        "    to https://a.example/new; on 2 pages: /en/, /fr/\n"
        "\n"
        "private: The address is not on the public internet, and was not asked. Link to one that every reader can open.\n"
        "  https://f.example/\n"
        "    f.example is not a public host; on 1 page: /404.html\n"
        "\n"
        "unreachable: Nothing usable came back this time; the link may be good. Open it if it is still listed in a week.\n"
        "  https://e.example/\n"
        "    no answer in time; on 1 page: /en/\n"
        "\n"
        "refused: The server answers, but not to a program; the link is probably good. Open it in a browser now and then.\n"
        "  https://d.example/\n"
        "    answers 403; on 1 page: /en/\n"
        "\n"
        "6 addresses outside the site: 1 gone, 1 moved, 1 private, 1 unreachable, 1 refused, 1 works"
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((), "0 addresses outside the site: nothing to ask"),
        (ANSWERS[:1], "1 address outside the site: 1 works"),
    ],
)
def test_a_report_of_nothing_is_one_line(answers: Sequence[Answer], said: str) -> None:
    assert report(answers, PAGES) == said


def test_an_issue_says_the_same_in_markdown() -> None:
    assert as_markdown(ANSWERS[:4], PAGES) == (
        "## Gone\n"
        "\n"
        "The page is no longer there. Link to what took its place, or take the link out.\n"
        "\n"
        "- <https://b.example/>: answers 404; on 4 pages: /de/hilfe/, /en/help/, /fr/aide/ and 1 more\n"
        "\n"
        "## Moved\n"
        "\n"
        "The page has a new address for good. Look whether it is still the same page, and write the new address.\n"
        "\n"
        "- <https://c.example/>: to <https://a.example/new>; on 2 pages: /en/, /fr/\n"
        "\n"
        "## Refused\n"
        "\n"
        "The server answers, but not to a program; the link is probably good. Open it in a browser now and then.\n"
        "\n"
        "- <https://d.example/>: answers 403; on 1 page: /en/\n"
        "\n"
        "4 addresses outside the site: 1 gone, 1 moved, 1 refused, 1 works\n"
    )


def test_a_server_cannot_write_markdown_into_the_issue(server: Misbehaving) -> None:
    url = server.url("/301/%0a<img>`@someone`é")
    answer = replace(answer_of(url, hurried()), verdict=Verdict.MOVED)

    assert f"at <{server.url('')}/%0a%3Cimg%3E%60@someone%60%C3%A9>;" in as_markdown([answer], {url: ("/",)})


@pytest.mark.parametrize("answers", [(), ANSWERS[:1], (ANSWERS[0], ANSWERS[3])])
def test_servers_that_refuse_programs_open_no_issue(answers: Sequence[Answer]) -> None:
    assert as_markdown(answers, PAGES) == ""


def test_the_command_asks_reports_and_writes_markdown_only_if_there_is_something_to_do(server: Misbehaving, tmp_path: Path) -> None:
    def run(path: str) -> str:
        outputs = [Output("en/index.html", f'<a href="{server.url(path)}">x</a>'.encode())]
        return links(outputs, tmp_path / "links.json", lambda _step: None, hurried(), tmp_path / "links.md")

    assert run("/403").endswith("1 address outside the site: 1 refused")
    assert not (tmp_path / "links.md").exists()
    assert run("/404").endswith("1 address outside the site: 1 gone")
    assert (tmp_path / "links.md").read_text("utf-8").startswith("## Gone\n")


def test_a_report_that_cannot_be_written_is_wrong_use(server: Misbehaving, tmp_path: Path) -> None:
    outputs = [Output("en/index.html", f'<a href="{server.url("/404")}">x</a>'.encode())]

    with pytest.raises(WrongUse) as raised:
        links(outputs, tmp_path / "links.json", lambda _step: None, hurried(), tmp_path / "no" / "links.md")

    assert str(raised.value) == f"cannot write {tmp_path / 'no' / 'links.md'}: No such file or directory"
