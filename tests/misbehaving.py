"""A server that misbehaves in every way, and how to ask it without waiting."""

import asyncio
import http.server
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

import trustme

from generator.commands.answers import Answer, Manners, ask

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
    """A server that does what the path asks for, and remembers every request; with a certificate it speaks TLS."""

    daemon_threads = True

    def __init__(self, certificate: trustme.LeafCert | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.scheme = "https" if certificate else "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.requests: list[Request] = []
        self.replied: list[float] = []
        self.closing = threading.Event()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return an address on this server."""
        return f"{self.scheme}://{host}:{self.server_port}{path}"

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

    def head(self, _name: str, rest: str) -> None:
        self.wfile.write(f"HTTP/1.1 200 OK\r\n{unquote(rest)}\r\n\r\n".encode())

    def led(self, _name: str, rest: str) -> None:
        self.wfile.write(f"HTTP/1.1 302 Found\r\nLocation: {unquote(rest)}\r\n\r\n".encode())

    def late(self, _name: str, _rest: str) -> None:
        time.sleep(0.1)
        self.reply(200)


@contextmanager
def serving(certificate: trustme.LeafCert | None = None) -> Iterator[Misbehaving]:
    """Run a misbehaving server."""
    opened = Misbehaving(certificate)
    threading.Thread(target=opened.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield opened
    finally:
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
