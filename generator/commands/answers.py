"""The answers of addresses on the web, asked for politely and judged fairly.

A host is asked one thing at a time and not twice in a second, by HEAD and only where that fails by GET, of which
no body is read. What worked within the last week is not asked again. Private networks are never asked: a text
cannot make the machine that checks it look around at home. The few lines of HTTP are our own, because what is read
here must be read as leniently as browsers do: a stricter library would tell of pages that every reader can open.
"""

import asyncio
import ipaddress
import json
import math
import re
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

AGENT = (
    "counter-trafficking-belgium-links/1.0 (asks now and then whether the links of a website still work; reads no page)"
)
WEEK = 7 * 24 * 60 * 60


class Verdict(StrEnum):
    """What was found out about an address, in the order of a report."""

    GONE = "gone"
    MOVED = "moved"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    WORKS = "works"


FAULTS = (
    (socket.gaierror, "no such host"),
    (TimeoutError, "no answer in time"),
    (ssl.SSLCertVerificationError, "its certificate is not accepted"),
    (ssl.SSLError, "no secure connection"),
    (ConnectionRefusedError, "connection refused"),
    (ValueError, "what answers does not speak HTTP"),
    (Exception, "the connection broke off"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on an address; `detail` is what was seen, or where it moved."""

    url: str
    verdict: Verdict
    detail: str = ""


LOCAL, TRANSLATED = (ipaddress.IPv6Network(network) for network in ("64:ff9b:1::/48", "64:ff9b::/96"))
"""IPv6 addresses that a network makes for itself (RFC 8215), and those that stand for IPv4 ones (RFC 6052)."""


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet, by the IANA registries of RFC 6890; one of IPv4 within IPv6 is judged as what it is."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local or ip in LOCAL:
            return False
        plain = ipaddress.IPv4Address(ip.packed[12:]) if ip in TRANSLATED or not any(ip.packed[:12]) else None
        return (
            is_public(str(found))
            if (found := ip.ipv4_mapped or ip.sixtofour or plain)
            else ip.is_global and not ip.is_multicast
        )
    return ip.is_global and not ip.is_multicast


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask; all times in seconds. `patience` is the longest Retry-After that is waited for; tests choose what `may_ask`."""

    at_once: int = 8
    gap: float = 1.0
    timeout: float = 20.0
    pauses: tuple[float, ...] = (5.0, 15.0)
    patience: float = 60.0
    redirects: int = 5
    may_ask: Callable[[str], bool] = is_public
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    now: Callable[[], float] = time.time


POLITE = Manners()


def ask(
    addresses: Iterable[str], memory: Path, say: Callable[[str], object], manners: Manners = POLITE
) -> tuple[Answer, ...]:
    """Return the answer of each address, in their order; those that `memory` knows to have worked within a week are not asked."""
    wanted = tuple(addresses)
    worked = _recall(memory, manners.now())
    answers = {address: Answer(address, Verdict.WORKS) for address in worked}
    missing = [address for address in wanted if address not in worked]

    async def ask_missing() -> None:
        asking = Asking(manners)
        for number, coming in enumerate(asyncio.as_completed([asking.answer(address) for address in missing])):
            say(f"asking {len(missing)} addresses, {number} answered")
            answer = await coming
            answers[answer.url] = answer

    asyncio.run(ask_missing())
    worked |= {address: manners.now() for address in missing if answers[address].verdict is Verdict.WORKS}
    _keep(memory, worked)
    return tuple(answers[address] for address in wanted)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request: a status, or 0 and the `fault`; where it leads on, and the seconds to wait before another."""

    status: int
    fault: str = ""
    location: str = ""
    wait: float = 0.0

    @property
    def passing(self) -> bool:
        """Whether the trouble may soon be over: no answer, too many requests, or a fault of the server (not 501, which is a refusal)."""
        return self.status in (0, 429) or (500 <= self.status < 600 and self.status != 501)


class Private(Exception):
    """A host that is not on the public internet: its name."""


class Asking:
    """One run: whose turn it is at each host, and the places in use."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._places = asyncio.Semaphore(manners.at_once)
        self._tls = ssl.create_default_context()

    async def answer(self, url: str) -> Answer:
        """Follow an address to its end and judge it.

        It has moved as far as permanent redirects alone lead (301 and 308; RFC 9110, sections 15.4.2 and 15.4.9).
        """
        here = lasting = url
        for _ in range(self._manners.redirects + 1):
            try:
                reply = await self._insist(here)
            except Private as host:
                return Answer(url, Verdict.PRIVATE, f"{host} is not a public host")
            if not reply.location:
                return _judge(url, lasting, here, reply)
            if lasting == here and reply.status in (301, 308):
                lasting = reply.location
            here = reply.location
        return Answer(url, Verdict.REFUSED, f"redirects more than {self._manners.redirects} times")

    async def _insist(self, url: str) -> Reply:
        """Ask by HEAD, by GET if that fails, and again after a pause if the trouble may pass; nobody else asks this host meanwhile."""
        manners, method, pauses = self._manners, "HEAD", iter(self._manners.pauses)
        try:
            parts = urlsplit(url)
            host, port = _in_dns(parts.hostname or ""), parts.port
        except ValueError:
            host = ""
        if not host or parts.scheme not in ("http", "https"):
            return Reply(0, "not a whole web address")
        async with self._turns[host]:
            while True:
                async with self._places:
                    reply = await self._send(method, url, host, port)
                await manners.sleep(manners.gap)
                if reply.passing:
                    pause = max(reply.wait, next(pauses, math.inf))
                    if pause > manners.patience:
                        return reply
                    await manners.sleep(pause)
                elif method == "GET" or reply.status < 400:
                    return reply
                method = method if reply.status == 429 else "GET"

    async def _send(self, method: str, url: str, host: str, port: int | None) -> Reply:
        """Send a request and return the reply to it, whatever happens on the way."""
        manners, parts = self._manners, urlsplit(url)
        path = quoted(parts.path or "/") + (f"?{quoted(parts.query)}" if parts.query else "")
        authority = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
        request = f"{method} {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {AGENT}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        try:
            async with asyncio.timeout(manners.timeout):
                reader, writer = await self._connect(host, port, parts.scheme == "https")
                try:
                    writer.write(request.encode("ascii"))
                    status, headers = await _head(reader)
                finally:
                    writer.transport.abort()
            location = headers.get("location") if status in (301, 302, 303, 307, 308) else None
            return Reply(
                status,
                location=_led(url, location) if location else "",
                wait=_wait(headers.get("retry-after", ""), manners.now()),
            )
        except (OSError, EOFError, ValueError) as error:
            return Reply(0, next(words for kind, words in FAULTS if isinstance(error, kind)))

    async def _connect(
        self, host: str, port: int | None, secure: bool
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to one of the addresses of a host, looked up only once, so that what was found to be public is what is asked."""
        port = port or (443 if secure else 80)
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
        if not all(map(self._manners.may_ask, addresses)):
            raise Private(host)
        for number, address in enumerate(addresses, start=1):
            try:
                async with asyncio.timeout(self._manners.timeout / len(addresses)):
                    return await asyncio.open_connection(
                        address, port, ssl=self._tls if secure else None, server_hostname=host if secure else None
                    )
            except OSError:
                if number == len(addresses):
                    raise
        raise ConnectionError


def _judge(url: str, lasting: str, here: str, reply: Reply) -> Answer:
    """Return the verdict on a last reply: only 404 and 410 say that a page is gone (RFC 9110, sections 15.5.5 and 15.5.11).

    No answer and a fault of the server (5xx) are unreachable; anything else is an answer that a browser may get better.
    """
    said = (f"answers {reply.status}" if reply.status else reply.fault) + (f" at {here}" if here != url else "")
    match reply.status:
        case status if 200 <= status < 300:
            return Answer(url, Verdict.WORKS) if lasting == url else Answer(url, Verdict.MOVED, f"to {lasting}")
        case 404 | 410:
            return Answer(url, Verdict.GONE, said)
        case status if status == 0 or 500 <= status < 600:
            return Answer(url, Verdict.UNREACHABLE, said)
        case _:
            return Answer(url, Verdict.REFUSED, said)


async def _head(reader: asyncio.StreamReader) -> tuple[int, Mapping[str, str]]:
    """Read status and headers of a response (RFC 9112, section 4), past interim ones (RFC 9110, section 15.2).

    Raises EOFError where the connection ends before, ValueError at what is not HTTP.
    """
    while True:
        line = await reader.readline()
        if not line:
            raise EOFError
        if not (found := re.match(rb"HTTP/1\.\d ([1-9]\d\d)\b", line)):
            raise ValueError
        headers: dict[str, str] = {}
        while (line := await reader.readline()).strip() and len(headers) < 200:
            name, _, value = line.decode("utf-8", "replace").partition(":")
            headers.setdefault(name.lower(), value.strip())
        if int(found[1]) >= 200:
            return int(found[1]), headers


def _wait(text: str, now: float) -> float:
    """Return the seconds that a Retry-After asks for, as a number or as a date (RFC 9110, section 10.2.3)."""
    try:
        return float(text) if text.isdecimal() else max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0


def _in_dns(host: str) -> str:
    """Return a host in the letters of DNS; ß and ς keep their own, as in IDNA 2008, which Python's IDNA 2003 takes for ss and σ."""
    kept = re.sub(r"[^.]*[ßς][^.]*", lambda label: "xn--" + label[0].encode("punycode").decode(), host)
    return kept.encode("idna").decode()


def _led(url: str, location: str) -> str:
    """Return the whole address that a Location leads to."""
    address = urljoin(url, location)
    host = urlsplit(address).hostname or ""
    return quoted(
        address if host.isascii() else re.sub(re.escape(host), _in_dns(host), address, count=1, flags=re.IGNORECASE)
    )


def quoted(address: str) -> str:
    """Return an address with everything percent-encoded that RFC 3986 does not allow in one."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def _recall(memory: Path, now: float) -> dict[str, float]:
    try:
        kept = json.loads(memory.read_text("utf-8"))
        return {str(address): float(when) for address, when in kept.items() if 0 <= now - float(when) < WEEK}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _keep(memory: Path, worked: Mapping[str, float]) -> None:
    """Remember what worked; a memory that cannot be written only makes the next run longer."""
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(worked, indent=1, sort_keys=True), "utf-8")
    except OSError:
        return
