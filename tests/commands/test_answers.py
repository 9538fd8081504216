"""Answers of other hosts: a server that misbehaves in every way is judged fairly and asked politely."""

import asyncio
import datetime
import json
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from urllib.parse import quote

import pytest
import trustme

from generator.commands.answers import POLITE, WEEK, Answer, Verdict, ask, is_public
from tests.misbehaving import NOW, NOWHERE, SLOW, Misbehaving, answer_of, hurried, serving


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
def test_every_behaviour_is_judged(
    path: str, verdict: str, detail: str, methods: list[str], server: Misbehaving
) -> None:
    answer = answer_of(server.url(path), hurried(timeout=SLOW if path in ("/slow", "/drip") else 10.0))

    assert (answer.verdict, answer.detail) == (verdict, detail.format(server.url("")))
    assert not methods or server.asked(path) == methods


@pytest.mark.parametrize(
    "head",
    [
        "X Space: 1", "X-Space : 1", ": nameless", "no colon", "X-é: 1", " folded", "Content-Length:", "Content-Length: many", "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    ],
)  # fmt: skip
def test_a_head_that_browsers_read_is_read(head: str, server: Misbehaving) -> None:
    """Chromium opens them all; what is built on h11, such as httpx, opens none, and real servers send some (encode/httpx#1363 and #1862)."""
    assert answer_of(server.url(f"/head/{quote(head)}"), hurried()).verdict == "works"


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert answer_of(f"http://127.0.0.1:{port}/", hurried()).detail == "connection refused"
    assert answer_of("https://nothing.invalid/", hurried(pauses=())).detail == "no such host"


def test_a_server_without_tls_is_unreachable(server: Misbehaving) -> None:
    answer = answer_of(server.url("/hello").replace("http:", "https:"), hurried())

    assert (answer.verdict, answer.detail) == ("unreachable", "no secure connection")


@pytest.mark.parametrize(
    "url", ["https://", "http://[bad/", "http://a.example:port/", "http://a..example/", f"http://{'a' * 70}.example/"]
)
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    assert answer_of(url, hurried()) == Answer(url, Verdict.UNREACHABLE, "not a whole web address")


# Certificates.


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that is trusted during a test."""
    trusted = trustme.CA()
    trusted.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return trusted


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_certificate_for_the_host_is_accepted(host: str, authority: trustme.CA) -> None:
    with serving(authority.issue_cert(host)) as server:
        answer = answer_of(server.url("/301/hello", host), hurried())

    assert answer == Answer(server.url("/301/hello", host), Verdict.MOVED, f"to {server.url('/hello', host)}")


@pytest.mark.parametrize(
    "issue",
    [
        pytest.param(lambda _trusted: trustme.CA().issue_cert("127.0.0.1"), id="of an unknown authority"),
        pytest.param(lambda trusted: trusted.issue_cert("localhost", "127.0.0.2"), id="for another host"),
        pytest.param(
            lambda trusted: trusted.issue_cert(
                "127.0.0.1", not_after=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
            ),
            id="expired",
        ),
    ],
)
def test_any_other_certificate_is_not(issue: Callable[[trustme.CA], trustme.LeafCert], authority: trustme.CA) -> None:
    with serving(issue(authority)) as server:
        answer = answer_of(server.url("/hello"), hurried())

    assert answer == Answer(server.url("/hello"), Verdict.UNREACHABLE, "its certificate is not accepted")
    assert server.requests == []


def test_http_asked_where_tls_is_spoken_is_unreachable(authority: trustme.CA) -> None:
    with serving(authority.issue_cert("127.0.0.1")) as server:
        answer = answer_of(server.url("/hello").replace("https:", "http:"), hurried())

    assert (answer.verdict, answer.detail) == ("unreachable", "the connection broke off")
    assert server.requests == []


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_who_says_nothing_is_given_up_and_left(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        answer = answer_of(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/", hurried(timeout=SLOW, pauses=()))
        with silent.accept()[0] as connection, suppress(ConnectionResetError):
            connection.settimeout(10 * SLOW)
            while connection.recv(65536):
                pass

    assert (answer.verdict, answer.detail) == ("unreachable", "no answer in time")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("reads", [True, False], ids=["then closes", "then resets"])
def test_who_hangs_up_is_unreachable(scheme: str, reads: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            connection, _address = server.accept()
            with connection:
                connection.recv(65536 if reads else 1)

        hanging_up = threading.Thread(target=hang_up)
        hanging_up.start()
        answer = answer_of(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/", hurried(pauses=()))
        hanging_up.join()

    assert (answer.verdict, answer.detail) == ("unreachable", "the connection broke off")


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
def test_pauses_are_kept_and_a_server_that_says_when_is_obeyed(
    path: str, slept: list[float], verdict: str, server: Misbehaving
) -> None:
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
def test_no_more_hosts_are_asked_at_once_than_there_are_places(
    at_once: int, together: bool, server: Misbehaving
) -> None:
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
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "2130706433",
    ],
)
def test_a_private_host_is_never_asked(host: str, server: Misbehaving) -> None:
    answer = answer_of(server.url("/hello", host), hurried(may_ask=is_public))

    assert answer == Answer(server.url("/hello", host), Verdict.PRIVATE, f"{host.strip('[]')} is not a public host")
    assert server.requests == []


def test_a_redirect_into_a_private_network_is_not_followed(server: Misbehaving) -> None:
    answer = answer_of(server.url("/301/http://10.0.0.1/router"), hurried(may_ask="127.0.0.1".__eq__))

    assert (answer.verdict, answer.detail) == ("private", "10.0.0.1 is not a public host")


def looked_up(monkeypatch: pytest.MonkeyPatch, *answers: Sequence[str]) -> list[str]:
    """Let the hosts of example.com have these addresses, each time the next, then the last; return the list of hosts looked up."""
    ask_really, coming, hosts = socket.getaddrinfo, iter(answers), list[str]()

    def getaddrinfo(host: str, *arguments: object, **options: object) -> list[object]:
        if not host.endswith(".example.com"):
            return ask_really(host, *arguments, **options)  # type: ignore[arg-type, return-value]
        hosts.append(host)
        return [found for address in next(coming, answers[-1]) for found in ask_really(address, *arguments, **options)]  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return hosts


def test_a_host_is_asked_where_it_was_found_to_be_public(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = looked_up(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    answer = answer_of(server.url("/hello", "rebinding.example.com"), hurried(may_ask="127.0.0.1".__eq__))

    assert answer.verdict == "works"
    assert hosts == ["rebinding.example.com"]


def test_a_host_with_a_private_address_among_others_is_never_asked(
    server: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up(monkeypatch, ["127.0.0.1", "10.0.0.1"])
    answer = answer_of(server.url("/hello", "both.example.com"), hurried(may_ask="127.0.0.1".__eq__))

    assert (answer.verdict, answer.detail) == ("private", "both.example.com is not a public host")
    assert server.requests == []


def test_the_next_address_of_a_host_is_tried(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up(monkeypatch, ["::1", "127.0.0.1"])

    assert answer_of(server.url("/hello", "two.example.com"), hurried()).verdict == "works"
    assert server.asked("/hello") == ["HEAD"]


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("münchen.example.com", "xn--mnchen-3ya.example.com"),
        ("MÜNCHEN.example.com", "xn--mnchen-3ya.example.com"),
        ("straße.example.com", "xn--strae-oqa.example.com"),
    ],
)
def test_a_host_with_other_letters_is_looked_up_in_those_of_dns(
    host: str, asked: str, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = looked_up(monkeypatch, ["127.0.0.1"])
    there = server.url("/hello", host)

    assert [answer_of(url, hurried()).verdict for url in (there, server.url(f"/led/{quote(there, safe='')}"))] == [
        "works",
        "works",
    ]
    assert hosts == [asked, asked]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("193.191.208.1", True), ("2a00:1450:400e::1", True), ("127.8.8.8", False), ("172.16.0.1", False), ("172.32.0.1", True), ("100.64.0.1", False),
        ("224.0.0.1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::", False), ("::ffff:10.0.0.1", False), ("::ffff:224.0.0.1", False),
        ("::ffff:193.191.208.1", True), ("64:ff9b::7f00:1", False), ("64:ff9b::c1bf:d001", True), ("64:ff9b:1::1", False), ("2002:7f00:1::", False),
        ("2002:c1bf:d001::", True), ("::7f00:1", False), ("::1", False), ("fec0::1", False),
    ],
)  # fmt: skip
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_manners_of_the_command_are_these() -> None:
    assert (POLITE.at_once, POLITE.gap, POLITE.timeout, POLITE.redirects, POLITE.may_ask) == (
        8,
        1.0,
        20.0,
        5,
        is_public,
    )


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


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe", b"[]", b"3", b'{"URL": "x"}', b'{"URL": null}', b'{"URL": NaN}', b'{"URL": 1e999}'],
)
def test_a_damaged_memory_is_as_none(damage: bytes, server: Misbehaving, tmp_path: Path) -> None:
    memory = tmp_path / "links.json"
    memory.write_bytes(damage.replace(b"URL", server.url("/hello").encode()))

    ask([server.url("/hello")], memory, lambda _step: None, hurried())

    assert server.asked("/hello") == ["HEAD"]
    assert json.loads(memory.read_text("utf-8")) == {server.url("/hello"): NOW}
