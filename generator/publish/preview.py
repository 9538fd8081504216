"""Watches, builds, reloads, and shows problems in the page.

livereload brings its protocol and its script for the browser. Its watcher and its timing do not come along:
it drops a refresh within three seconds of the last, calls the build once for every changed file, and lets any
website connect. Here one look at the files notices every difference, whatever the dates say; a burst of
changes is one build; and a page that connects late is told at once when it shows an older build.
"""

import asyncio
import errno
import html
import mimetypes
import os
import socket
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import escape, web
from tornado.httpserver import HTTPServer

from generator.problems import BuildFailed, Problem, WrongUse
from generator.render.outputs import Output

WATCHED = ("site.yaml", "content", "templates", "static")
LOOK_EVERY = 0.1
HOSTS = {"localhost", "127.0.0.1", "[::1]"}

Snapshot = dict[str, tuple[int, int, int, int]]


def snapshot(folder: Path) -> Snapshot:
    """Return what stands for the state of every watched file in `folder`: its dates, size and file number, by path.

    The date of the last change of any kind cannot be put back, as the one of the text can.
    """
    state: Snapshot = {}
    for name in WATCHED:
        places = (
            [folder / name]
            if (folder / name).is_file()
            else (Path(parent) / file for parent, _, files in os.walk(folder / name) for file in files)
        )
        for place in places:
            try:
                found = place.stat()
            except OSError:
                continue
            state[str(place)] = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
    return state


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

    def rebuild(self) -> None:
        """Build once; keep the last good files where there are problems, and what is shown where the program itself fails."""
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
                f"{traceback.format_exc()}this is a mistake of the program, not yours; what was last built stays, and the next save is tried again"
            )
        self.number += 1

    def answer(self, address: str) -> tuple[int, str, bytes]:
        """Return status, media type and bytes for a path of the site; unknown ones get the site's own 404 page."""
        path = unquote(address).lstrip("/")
        if self.problems and (not path or path.endswith(("/", ".html")) or path not in self.files):
            return 500, "text/html", self._live(_problem_page(self.problems))
        if path not in self.files and (not path or path.endswith("/")):
            path += "index.html"
        status = 200 if path in self.files else 404
        data = self.files.get(path, self.files.get("404.html", b"not found"))
        media = "text/html" if status == 404 else mimetypes.guess_type(path)[0] or "application/octet-stream"
        return status, media, self._live(data) if media == "text/html" else data

    def _live(self, page: bytes) -> bytes:
        """Add the script that reloads the page, and let the page's policy allow it."""
        if b"script-src " in page:
            page = page.replace(b"script-src ", b"script-src 'self' ", 1)
        else:
            page = page.replace(b"default-src 'none'", b"default-src 'none'; script-src 'self'", 1)
        script = f'<script src="/livereload.js?path=livereload/{self.number}"></script></body>'
        return page.replace(b"</body>", script.encode())


def _problem_page(problems: Sequence[Problem]) -> bytes:
    items = "".join(
        f"<li><p><code>{html.escape(str(problem.location))}</code></p><p><strong>{html.escape(problem.message)}</strong></p>"
        f"<p>Fix: {html.escape(problem.fix)}</p></li>"
        for problem in problems
    )
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{count}</title><style>:root{{color-scheme:light dark;font:1rem/1.5 system-ui}}"
        f"body{{max-inline-size:50rem;margin:2rem auto;padding-inline:1rem}}"
        f"li{{margin-block:1.5rem;padding-inline-start:1rem;border-inline-start:.25rem solid #b3261e}}p{{margin:0}}ol{{list-style:none;padding:0}}</style>"
        f"<body><h1>{count}</h1><p>This page goes by itself when they are mended.</p><ol>{items}</ol></body></html>"
    ).encode()


def local(host: str) -> bool:
    """Say whether a Host header or the host of an origin is this machine."""
    return host.rsplit(":", 1)[0] in HOSTS if not host.endswith("]") else host in HOSTS


class Local(web.RequestHandler):
    """Answers only who asks for this machine by its name: another name may have been made to lead here (DNS rebinding)."""

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
        status, media, data = self.preview.answer(address)
        if status == 404 and address and not address.endswith("/") and f"{address}/index.html" in self.preview.files:
            self.redirect(f"/{address}/")
            return
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

    def check_origin(self, origin: str) -> bool:
        host = urlsplit(origin).netloc
        return local(host) and host == self.request.host

    def on_message(self, message: str | bytes) -> None:
        try:
            command = escape.json_decode(message)["command"]
        except (ValueError, TypeError, KeyError):
            self.close()
            return
        super().on_message(message)
        shown = self.path_kwargs.get("number", "")
        if command == "info" and shown != str(self.preview.number):
            self.send_message(RELOAD)


RELOAD = {"command": "reload", "path": "/", "liveCSS": False, "liveImg": False}


def reload_all() -> None:
    """Tell every connected page to load itself again."""
    for waiter in tuple(LiveReloadHandler.waiters):
        waiter.send_message(RELOAD)


async def watch(folder: Path, preview: Preview, built_from: Snapshot) -> None:
    """Rebuild and reload whenever the files in `folder` differ from the last build and have come to rest."""
    last = built_from
    while True:
        await asyncio.sleep(LOOK_EVERY)
        seen = snapshot(folder)
        if seen == last:
            continue
        while True:
            await asyncio.sleep(LOOK_EVERY / 2)
            again = snapshot(folder)
            if again == seen:
                break
            seen = again
        last = seen
        await asyncio.get_running_loop().run_in_executor(None, preview.rebuild)
        reload_all()


def application(preview: Preview) -> web.Application:
    """Return the web application of a preview."""
    return web.Application(
        [
            (r"/livereload/(?P<number>\d+)", Reload, {"preview": preview}),
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
        try:
            listening = socket.create_server(("127.0.0.1", port))
        except OSError as error:
            known = {errno.EADDRINUSE: "is already in use", errno.EACCES: "is for administrators only"}
            wrong = known.get(error.errno or 0, f"cannot be used: {error.strerror}")
            raise WrongUse(f"port {port} {wrong}; try --port {port + 1 if 1023 < port < 65535 else 8000}") from error
        built_from = snapshot(folder)
        preview.rebuild()
        server = HTTPServer(application(preview))
        listening.setblocking(False)
        server.add_sockets([listening])
        say(f"open http://localhost:{port}/ in a browser; Ctrl-C ends")
        await watch(folder, preview, built_from)

    try:
        asyncio.run(run())
    except KeyboardInterrupt:
        return
