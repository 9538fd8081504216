"""The site in a browser of this machine, with every change as it is saved, and the problems on top of the page.

livereload brings its protocol and its script for the browser. Its watcher and its timing do not come along: it drops a
refresh within three seconds of the last, calls the build once for every changed file, and lets any website connect. Its
script connects to `/livereload` whatever it was given, and says there as its `snipver` which build the page shows: a
page that connects late, or was left open since an earlier preview, is told at once when it shows another one.
"""

import asyncio
import base64
import errno
import hashlib
import html
import mimetypes
import os
import re
import signal
import socket
import time
import traceback
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import escape, web
from tornado.httpserver import HTTPServer
from watchfiles import awatch

from generator.problems import BuildFailed, Problem, WrongUse
from generator.publish.unchanged import PLACES
from generator.render.outputs import Output

HOSTS = {"localhost", "127.0.0.1", "[::1]"}
REST = 50
"""Milliseconds without another change after which a burst of changes is over."""
RETRY = 500
"""Milliseconds after which a page looks again for a preview that has ended."""

EMPTY = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    b"<title>Problems</title></head><body></body></html>"
)
STYLE = """
html { overflow: hidden }
body > * { visibility: hidden }
body > #problems { visibility: visible; position: fixed; inset: 0; z-index: 9999; overflow: auto; margin: 0;
  padding: 2rem; background: Canvas; color: CanvasText; font: 1rem/1.5 system-ui; text-align: left }
#problems li { margin-block: 1.5rem; padding-inline-start: 1rem; border-inline-start: .25rem solid #b3261e }
#problems ol { list-style: none; padding: 0; max-inline-size: 50rem }
#problems p { margin: 0 }
"""
HASH = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"


@dataclass
class Preview:
    """The site as last built, and the number of that build; broken while there are problems.

    The first number is the time, so that a page which was left open never takes a build of a later preview for its own.
    """

    make: Callable[[], Sequence[Output]]
    say: Callable[[str], None]
    number: int = field(default_factory=time.time_ns)
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def rebuild(self) -> bool:
        """Build once, and return whether there is something else to see.

        The last good files stay where there are problems, and what is shown stays where the program itself fails.
        """
        before = self.files, self.problems
        try:
            self.files = {output.path: output.data for output in self.make()}
            self.problems = ()
            self.say(f"built, {len(self.files)} files")
        except BuildFailed as failed:
            self.problems = failed.problems
            self.say(str(failed))
        except Exception:
            if not (self.files or self.problems):
                raise
            self.say(
                f"{traceback.format_exc()}this is a mistake of the program, not yours; "
                "what was last built stays, and the next save is tried again"
            )
        changed = (self.files, self.problems) != before
        self.number += changed
        return changed

    def answer(self, address: str) -> tuple[int, str, bytes]:
        """Return status, media type and bytes for a path of the site; unknown ones get the site's own 404 page."""
        path = unquote(address).lstrip("/")
        if path not in self.files and (not path or path.endswith("/")):
            path += "index.html"
        status = 200 if path in self.files else 404
        data = self.files.get(path, self.files.get("404.html", EMPTY if self.problems else b"not found"))
        media = "text/html" if status == 404 else mimetypes.guess_type(path)[0] or "application/octet-stream"
        if media == "text/html":
            data = self._live(data)
            status = 500 if self.problems else status
        return status, media, data

    def _live(self, page: bytes) -> bytes:
        """Add the script that reloads the page, put the problems on top, and let the page's policy allow both.

        The page below keeps its height, so that the browser comes back to the place where it was.
        """
        script = (
            f'<script src="/livereload.js?snipver=b{self.number}&amp;mindelay={RETRY}&amp;maxdelay={RETRY}"></script>'
        )
        style = f"<style>{STYLE}</style></head>" if self.problems else "</head>"
        page = re.sub(b'(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*', _allowing_more, page, count=1)
        page = page.replace(b"</head>", style.encode(), 1)
        return page.replace(b"</body>", f"{_shown(self.problems)}{script}</body>".encode(), 1)


def _allowing_more(found: re.Match[bytes]) -> bytes:
    """Return a policy of a page that also allows the script and the style of the preview."""
    rules = dict(rule.split(" ", 1) for rule in found[0].decode().split("; "))
    for kind, source in (("script-src", "'self'"), ("style-src", HASH)):
        rules[kind] = f"{source} {rules.get(kind, '')}".strip()
    return "; ".join(f"{name} {sources}" for name, sources in rules.items()).encode()


def _shown(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    items = "".join(
        f"<li><p><code>{html.escape(str(problem.location))}</code></p>"
        f"<p><strong>{html.escape(problem.message)}</strong></p><p>Fix: {html.escape(problem.fix)}</p></li>"
        for problem in problems
    )
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return (
        f'<div id="problems" lang="en" dir="ltr" tabindex="0" autofocus><h1>{count}</h1>'
        f"<p>This page goes by itself when they are mended.</p><ol>{items}</ol></div>"
    )


def local(host: str) -> bool:
    """Say whether a Host header or the host of an origin is this machine."""
    return host.rsplit(":", 1)[0] in HOSTS if not host.endswith("]") else host in HOSTS


class Local(web.RequestHandler):
    """Answers only who asks for this machine by its name; another may have been made to lead here (DNS rebinding)."""

    def set_default_headers(self) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        if not local(self.request.host):
            raise web.HTTPError(403)


class Pages(Local):
    """Answers every address of the site from memory."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def get(self, address: str) -> None:
        if address and not address.endswith("/") and f"{address}/index.html" in self.preview.files:
            self.redirect(f"/{address}/")
            return
        status, media, data = self.preview.answer(address)
        self.set_status(status)
        self.set_header("Content-Type", f"{media}; charset=utf-8" if media.startswith("text/") else media)
        self.set_header("Cache-Control", "no-store")
        self.write(data)

    head = get


class Script(Local, LiveReloadJSHandler):  # type: ignore[misc]
    """The script that waits for a reload."""


class Reload(Local, LiveReloadHandler):  # type: ignore[misc]
    """The reload socket: for this machine's own pages only."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview
        self.shown = ""

    def check_origin(self, origin: str) -> bool:
        host = urlsplit(origin).netloc
        return local(host) and host == self.request.host

    def on_message(self, message: str | bytes) -> None:
        try:
            told = escape.json_decode(message)
            self.shown = told.get("snipver", self.shown)
            super().on_message(message)
        except (ValueError, TypeError, AttributeError):
            self.close()
            return
        if self in LiveReloadHandler.waiters and self.shown != f"b{self.preview.number}":
            self.send_message(RELOAD)


RELOAD = {"command": "reload", "path": "/", "liveCSS": False, "liveImg": False}


async def saves(folder: Path) -> AsyncIterator[None]:
    """Yield at once, and whenever files of the project have changed since and have come to rest."""
    watched = tuple(str(folder / place) for place in PLACES)
    changes = awatch(folder, watch_filter=lambda _change, path: path.startswith(watched), step=REST)
    while True:
        coming = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)  # now it watches, so that a save during the build is not missed
        yield
        await coming


def application(preview: Preview) -> web.Application:
    """Return the web application of a preview."""
    return web.Application(
        [
            (r"/livereload", Reload, {"preview": preview}),
            (r"/livereload\.js", Script),
            (r"/(.*)", Pages, {"preview": preview}),
        ],
        log_function=lambda _handler: None,
    )


def serve(folder: Path, make: Callable[[], Sequence[Output]], port: int, say: Callable[[str], None]) -> None:
    """Serve the site at `port` of this machine until Ctrl-C.

    Raises `WrongUse` where the port cannot be used.
    """
    preview = Preview(make, say)

    async def run() -> None:
        server = HTTPServer(application(preview))
        server.add_sockets([_listening(port)])
        for number, code in ((signal.SIGINT, 0), (signal.SIGTERM, 143)):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, partial(_end, code))
        say(f"open http://localhost:{port}/ in a browser; Ctrl-C ends")
        async for _ in saves(folder):
            if preview.rebuild():
                for waiter in tuple(LiveReloadHandler.waiters):
                    waiter.send_message(RELOAD)

    asyncio.run(run())


def _end(code: int, _signal: int, _frame: object) -> None:
    """End at once, in the middle of a build too: the preview leaves nothing that would have to be put in order."""
    os._exit(code)


def _listening(port: int) -> socket.socket:
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        known = {errno.EADDRINUSE: "is already in use", errno.EACCES: "is for administrators only"}
        wrong = known.get(error.errno or 0, f"cannot be used: {error.strerror}")
        raise WrongUse(f"port {port} {wrong}; try --port {port + 1 if 1023 < port < 65535 else 8000}") from error
    listening.setblocking(False)
    return listening
