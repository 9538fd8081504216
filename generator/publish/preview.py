"""The site in a browser of this machine, with every change as it is saved, and a bar with the state of each page.

livereload brings its protocol and its script for the browser. Its watcher and its timing do not come along: it drops a
refresh within three seconds of the last, calls the build once for every changed file, and lets any website connect. Its
script connects to `/livereload` whatever it was given, and says there as its `snipver` which build the page shows: a
page that connects late, or was left open since an earlier preview, is told at once when it shows another one.
"""

import asyncio
import errno
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
from typing import Protocol
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import escape, web
from tornado.httpserver import HTTPServer
from watchfiles import awatch

from generator import report
from generator.link.behind import Stale
from generator.link.history import History
from generator.link.site import Site
from generator.problems import BuildFailed, Problem, WrongUse, count
from generator.publish import bar, shown
from generator.read.files import PLACES, Files
from generator.read.pages import Document
from generator.render import policy
from generator.render.outputs import Output

HOSTS = {"localhost", "127.0.0.1", "[::1]"}
REST = 50
"""Milliseconds without another change after which a burst of changes is over."""
RETRY = 500
"""Milliseconds after which a page looks again for a preview that has ended."""

PLACE = "/.preview"
"""Where the preview answers beside the site, of which nothing begins with a dot there."""
OWN: Sequence[policy.Code] = (("script", "'self'"), ("style", policy.hash_of(shown.style("bar"))))
"""What the bar adds to a page."""


class Made(Protocol):
    """What a build made: the finished files, the site they show, its warnings, and what is behind by language."""

    @property
    def site(self) -> Site: ...
    @property
    def outputs(self) -> Sequence[Output]: ...
    @property
    def warnings(self) -> Sequence[Problem]: ...
    @property
    def behind(self) -> Mapping[str, Sequence[Stale]]: ...


LARGEST = 5_000_000
"""Bytes of the largest request that is read."""


@dataclass
class Preview:
    """The site as last built without what has problems, these problems, and the number of that build.

    `make` builds with texts in place of those of pages, by path, and raises `BuildFailed`. The first number is the
    time, so that a page which was left open never takes a build of a later preview for its own. `edits` is the address
    below which pages are edited, if they are, and `unsaved` what was made with a text that is not saved.
    """

    folder: Path
    make: Callable[[Mapping[str, str | None]], Made]
    say: Callable[[str], None]
    number: int = field(default_factory=time.time_ns)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    made: Made | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    edits: str | None = None
    unsaved: Mapping[str, Output] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._good: dict[str, str] = {}
        self._read: dict[str, Document] = {}
        self._history = History(self.folder)

    def rebuild(self) -> bool:
        """Build once, and return whether there is something else to see.

        A page with problems stays as it last was without, and all stays where the program itself fails.
        """
        before = self.outputs, self.problems, self.warnings
        try:
            made, problems = self.attempt({})
        except Exception:
            if not (self.outputs or self.problems):
                raise
            self.say(
                f"{traceback.format_exc()}this is a mistake of the program, not yours; "
                "what was last built stays, and the next save is tried again"
            )
            return False
        self.problems = problems
        if made:
            self._take(made)
        self._tell(before[2])
        changed = (self.outputs, self.problems, self.warnings) != before
        self.number += changed
        return changed

    def attempt(self, instead: Mapping[str, str | None]) -> tuple[Made | None, tuple[Problem, ...]]:
        """Build with texts in place of those of pages, and return what was made, if anything, with the problems.

        Where pages cannot even be read, the rest is made with what they last said, or without them.
        """
        try:
            return self.make(instead), ()
        except BuildFailed as failed:
            made, problems, unread = failed.made, failed.problems, failed.unread
        if unread:
            try:
                made = self.make({**instead, **{path: self._good.get(path) for path in unread}})
            except BuildFailed as failed:
                made = failed.made
        return made, problems

    def _take(self, made: Made) -> None:
        """Show what was made, but for the pages with problems that were shown before without."""
        new = {output.path: output for output in made.outputs}
        if self.problems:
            new |= {path: output for path, output in self.outputs.items() if path not in new or self._mars(new[path])}
        self.outputs, self.made, self.warnings = new, made, tuple(made.warnings)
        wrong, read = {problem.location.path for problem in self.problems}, Files(self.folder)
        for document in {page.document.path: page.document for page in made.site.pages.values()}.values():
            if document.path not in wrong and self._read.get(document.path) != document:
                self._read[document.path] = document
                if text := read.text(document.path)[0]:
                    self._good[document.path] = text

    def _mars(self, output: Output) -> bool:
        return any(bar.concerns(problem, output) for problem in self.problems)

    def _tell(self, before: Sequence[Problem]) -> None:
        """Say what the terminal should know: each problem, each warning once, and how many there are."""
        if self.problems:
            self.say(f"{report.text(self.problems, self.folder)}\n\n{count(len(self.problems), 'problem')}")
            return
        for warning in self.warnings:
            if warning not in before:
                self.say(f"warning: {warning}")
        warnings = count(len(self.warnings), "warning") if self.warnings else "no warnings"
        self.say(f"built, {len(self.outputs)} files, {warnings}")

    def answer(self, address: str, unsaved: bool = False) -> tuple[int, str, bytes]:
        """Return status, media type and bytes for a path of the site; unknown ones get the site's own 404 page.

        Where nothing could be built yet, each shows the problems. What is not saved has no bar.
        """
        path = unquote(address).lstrip("/")
        if path not in self.outputs and (not path or path.endswith("/")):
            path += "index.html"
        if path in self.unsaved and (unsaved or path not in self.outputs):
            media = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return 200, media, self.unsaved[path].data
        status = 200 if path in self.outputs else 404
        output = self.outputs.get(path) or self.outputs.get("404.html")
        if output is None:
            return (500, "text/html", self.listing().encode()) if self.problems else (404, "text/plain", b"not found")
        media = mimetypes.guess_type(output.path)[0] or "application/octet-stream"
        return status, media, self._live(output) if media == "text/html" else output.data

    def listing(self) -> str:
        """Return the page of all problems and warnings."""
        problems, warnings = map(report.told_once, (self.problems, self.warnings))
        title = count(len(problems), "problem") if problems else "No problems"
        return shown.page(
            "problems",
            title=title,
            problems=problems,
            warnings=warnings,
            wants=count(len(warnings), "warning"),
            alone=not self.outputs,
            script=self._script(),
            **bar.reading(self.folder),
        )

    def _script(self) -> str:
        """Return the script that loads the page anew."""
        return (
            f'<script src="/livereload.js?snipver=b{self.number}&amp;mindelay={RETRY}&amp;maxdelay={RETRY}"></script>'
        )

    def _live(self, output: Output) -> bytes:
        """Add the bar and the scripts behind the page, and let its policy allow them.

        A browser puts what stands behind </html> at the end of the body (HTML Living Standard, section 13.2.6.4.19).
        What the bar covers keeps its place, so that the browser comes back to where it was.
        """
        if self.made is None:
            return output.data
        behind = self.made.behind.get(output.page.language, ()) if output.page else ()
        state = bar.of(
            output, self.made.site, self.problems, self.warnings, behind, self.folder, self._history.earlier, self.edits
        )
        own, allowed = (policy.policy(code).encode() for code in (output.code, (*output.code, *OWN)))
        added = shown.page("bar", bar=state, style=shown.style("bar"), **bar.reading(self.folder))
        scripts = f'<script src="{PLACE}/bar.js"></script>{self._script()}'
        return output.data.replace(own, allowed, 1) + f"{added}{scripts}".encode()


Room = tuple[str, type[web.RequestHandler], dict[str, object]]
"""An address, as a regular expression, and who answers it."""
Rooms = Callable[[Preview], Sequence[Room]]
"""What a preview answers beside its pages."""


def local(host: str) -> bool:
    """Say whether a Host header or the host of an origin is this machine."""
    return host.rsplit(":", 1)[0] in HOSTS if not host.endswith("]") else host in HOSTS


class Local(web.RequestHandler):
    """Answers only who asks for this machine by its name; another may have been made to lead here (DNS rebinding)."""

    def set_default_headers(self) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Frame-Options", "SAMEORIGIN")

    def prepare(self) -> None:
        if not local(self.request.host):
            raise web.HTTPError(403)


class Pages(Local):
    """Answers every address of the site from memory."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def get(self, address: str) -> None:
        if address and not address.endswith("/") and f"{address}/index.html" in self.preview.outputs:
            self.redirect(f"/{address}/")
            return
        status, media, data = self.preview.answer(address, "unsaved" in self.request.query_arguments)
        self.set_status(status)
        self.set_header("Content-Type", f"{media}; charset=utf-8" if media.startswith("text/") else media)
        self.set_header("Cache-Control", "no-store")
        self.write(data)

    head = get


class Own(Local):
    """Answers with the preview's own page of problems, and with its styles and scripts."""

    POLICY = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; "
        "frame-ancestors 'none'"
    )

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def get(self, name: str) -> None:
        made: dict[str, tuple[str, Callable[[], str]]] = {
            "problems": ("text/html", self.preview.listing),
            "problems.css": ("text/css", partial(shown.style, "problems")),
            "bar.js": ("text/javascript", partial(shown.script, "bar")),
        }
        if name not in made:
            raise web.HTTPError(404)
        media, make = made[name]
        self.set_header("Content-Type", f"{media}; charset=utf-8")
        self.set_header("Content-Security-Policy", self.POLICY)
        self.set_header("Cache-Control", "no-store")
        self.write(make())

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


def nothing_more(_preview: Preview) -> Sequence[Room]:
    """Return nothing that a preview answers beside its pages."""
    return ()


def application(preview: Preview, more: Rooms = nothing_more) -> web.Application:
    """Return the web application of a preview, with more that it answers."""
    return web.Application(
        [
            *more(preview),
            (r"/livereload", Reload, {"preview": preview}),
            (r"/livereload\.js", Script),
            (rf"{re.escape(PLACE)}/(.*)", Own, {"preview": preview}),
            (r"/(.*)", Pages, {"preview": preview}),
        ],
        log_function=lambda _handler: None,
    )


def serve(
    folder: Path,
    make: Callable[[Mapping[str, str | None]], Made],
    port: int,
    say: Callable[[str], None],
    more: Rooms = nothing_more,
) -> None:
    """Serve the site at `port` of this machine until Ctrl-C.

    Raises `WrongUse` where the port cannot be used.
    """
    preview = Preview(folder, make, say)

    async def run() -> None:
        server = HTTPServer(application(preview, more), max_body_size=LARGEST)
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
