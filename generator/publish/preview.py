"""The site in a browser of this machine, with every change as it is saved, and a bar with the state of each page.

livereload brings its protocol and its script for the browser. Its watcher and its timing do not come along: it drops a
refresh within three seconds of the last, calls the build once for every changed file, and lets any website connect. Its
script connects to `/livereload` whatever it was given, and says there as its `snipver` which build the page shows: a
page that connects late, or was left open since an earlier preview, is told at once when it shows another one, or when
one is being made.
"""

import asyncio
import mimetypes
import os
import re
import signal
import traceback
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import filterfalse
from pathlib import Path
from typing import TypeVar

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import escape, web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketClosedError, WebSocketHandler
from watchfiles import awatch

from generator import report
from generator.link.addresses import ANYWHERE, file_of
from generator.link.history import History
from generator.problems import BuildFailed, Problem, UsageError, count
from generator.publish import bar, shown
from generator.publish.edition import BuildResult, Edition, Rejected
from generator.read.files import INPUTS, Files, is_page
from generator.render import policy
from generator.render.outputs import Finished, Outputs

HOSTS = r"(localhost|127\.0\.0\.1|\[::1\])$"
"""What this machine calls itself; any other name, which may have been made to lead here, is refused (DNS rebinding)."""
REST = 25
"""Milliseconds without another change after which a burst of changes is over."""
RETRY = 500
"""Milliseconds after which a page looks again for a preview that has ended."""

PLACE = "/.preview"
"""Where the preview answers beside the site, of which nothing begins with a dot there."""
PROBLEMS = f"{PLACE}/problems"
"""Where all problems are told."""
OWN: Sequence[policy.Code] = (("script", "'self'"), ("style", policy.hash_of(shown.STYLE.encode())))
"""What the bar adds to a page."""
LARGEST = 40_000_000
"""Bytes of the largest request that is read: photographs of phones and cameras have fewer."""
T = TypeVar("T")


Make = Callable[[bool, Files], BuildResult]
"""Builds of files, with all that is kept back from readers if the first says so; raises `BuildFailed`."""


class Preview:
    """What is shown now, and how it is built anew: in a thread of its own, so that no build keeps a page waiting.

    `edits` says whether pages are edited, and `unsaved` is what was made with a text that is not saved.
    """

    def __init__(self, folder: Path, make: Make, say: Callable[[str], None], edits: bool = False) -> None:
        self.folder, self.make, self.say, self.edits = folder, make, say, edits
        self.edition, self.building = Edition(Files(folder)), False
        self.unsaved: Outputs = {}
        self._builder = ThreadPoolExecutor(1)
        self._good: dict[str, bytes] = {}
        self._history = History(folder)

    async def apart(self, work: Callable[[], T]) -> T:
        """Return what is worked out in the one thread that builds, where no two builds run at once."""
        return await asyncio.get_running_loop().run_in_executor(self._builder, work)

    async def build(self) -> None:
        """Build once, and show it; tell every page in a browser when that begins, and what it is to do at the end."""
        self.building = True
        _send(BUILDING)
        now = await self.apart(self.rebuilt)
        done = RELOAD if now.number != self.edition.number else BUILT
        self.edition, self.building = now, False
        _send(done)

    def rebuilt(self) -> Edition:
        """Build once, and return what is to be shown then.

        A page with problems stays as it last was without, and all stays where the program itself fails.
        """
        before, files = self.edition, Files(self.folder)
        is_first = not (before.outputs or before.problems)
        if not is_first and files.digests == before.files.digests:
            return before
        try:
            made, problems = self.attempt(files)
        except Exception:
            if is_first:
                raise
            self.say(
                f"{traceback.format_exc()}this is a mistake of the program, not yours; "
                "what was last built stays, and the next save is tried again"
            )
            return before
        now = before._replace(files=files, problems=problems)
        if made:
            wrong = {problem.location.path for problem in problems}
            self._good |= {path: data for path, data in made.site.files.loaded().items() if path not in wrong}
            new, old = made.outputs, before.outputs if problems else {}
            kept = {
                path: file
                for path, file in old.items()
                if (path not in new and not file.text_of) or bar.concerning(new.get(path, file), problems)
            }
            now = now._replace(outputs={**new, **kept}, made=made, warnings=made.warnings)
        self._tell(now, before)
        pages = (output.digest for output in now.outputs.values() if isinstance(output, Finished))
        return now._replace(number=hash((*pages, now.problems, now.warnings)))

    def attempt(self, files: Files, drafts: bool = False) -> tuple[BuildResult | None, tuple[Problem, ...]]:
        """Build of files, with drafts if asked for; return what was made, if anything, with the problems.

        Where files cannot even be read, the rest is made with what they last held, or without them; and where that does
        not help, as one language has what another has no more, with what all but the pages last held. What is behind
        is known of the files as they are.
        """
        make = partial(self.make, drafts)
        first, problems, unread = _attempted(make, files)
        made = first
        for paths in (unread, unread.union(filterfalse(is_page, self._good))):
            if not (made and made.outputs):
                made, *_ = _attempted(make, files.changed({path: self._good.get(path) for path in paths}))
        if not (made and made.outputs):
            return None, problems
        if first and first is not made:
            made = made._replace(site=replace(made.site, behind=first.site.behind), stale=first.stale)
        return made, problems

    def _tell(self, now: Edition, before: Edition) -> None:
        """Say what the terminal should know: each problem, each warning once, and how many there are."""
        if problems := report.grouped(now.problems):
            self.say(f"{report.text(problems, now.files.line)}\n\n{count(len(problems), 'problem')}")
            return
        if fresh := report.grouped(warning for warning in now.warnings if warning not in before.warnings):
            self.say(report.text(fresh, now.files.line, label="warning: "))
        warnings = count(len(report.grouped(now.warnings)), "warning") if now.warnings else "no warnings"
        self.say(f"built, {len(now.outputs)} files, {warnings}")

    def answer(self, address: str, unsaved: bool = False) -> tuple[int, str, bytes]:
        """Return status, media type and bytes for an address; one that is unknown gets the site's own 404 page.

        Where there is none, or nothing could be built yet, each shows the problems. What is not saved has no bar: its
        pages are for who asks for what is `unsaved`, the other files that it needs for all.
        """
        now, path = self.edition, file_of(address.lstrip("/"))
        if f"/{path}" == PROBLEMS:
            return 200, "text/html", self.listing(now).encode()
        written = self.unsaved.get(path)
        if written and (unsaved or not (path in now.outputs or isinstance(written, Finished))):
            return 200, _media(path), written.data
        status = 200 if path in now.outputs else 404
        output = now.outputs.get(path) or now.outputs.get(ANYWHERE)
        if output is None:
            return 404 if now.outputs else 500, "text/html", self.listing(now).encode()
        data = self._live(output, now) if isinstance(output, Finished) else output.data
        return status, _media(output.path), data

    def listing(self, now: Edition) -> str:
        """Return the page of all problems and warnings; its title says how many problems."""
        problems, warnings = map(report.grouped, (now.problems, now.warnings))
        return shown.page(
            "problems",
            title=count(len(problems), "problem") if problems else "No problems",
            problems=problems,
            warnings=warnings,
            wants=count(len(warnings), "warning"),
            alone=not now.outputs,
            script=_script(now),
            **bar.reading(self.folder, now.files),
        )

    def _live(self, output: Finished, now: Edition) -> bytes:
        """Add the bar and the scripts behind the page, and let its policy allow them.

        A browser puts what stands behind </html> at the end of the body (HTML Living Standard, section 13.2.6.4.19).
        What the bar covers keeps its place, so that the browser comes back to where it was.
        """
        said, reading = bar.of(output, now, self._history), bar.reading(self.folder, now.files)
        added = shown.page("bar", bar=said, edits=self.edits, style=shown.STYLE, **reading)
        return output.allowing(*OWN) + f"{added}{_script(now)}".encode()


def _attempted(
    make: Callable[[Files], BuildResult], files: Files
) -> tuple[BuildResult | None, tuple[Problem, ...], frozenset[str]]:
    """Build of files, and return what was made, if texts were linked; the problems; and what is unread."""
    try:
        return make(files), (), frozenset()
    except Rejected as rejected:
        return rejected.result, rejected.problems, rejected.result.site.unreadable
    except BuildFailed as failed:
        return None, failed.problems, frozenset(problem.location.path for problem in failed.problems)


def _script(now: Edition) -> str:
    """Return the scripts that tell of builds, and load the page anew."""
    live = f"/livereload.js?snipver=b{now.number}&amp;mindelay={RETRY}&amp;maxdelay={RETRY}"
    return f'<script src="{PLACE}/bar.js"></script><script src="{live}"></script>'


_MEDIA = mimetypes.MimeTypes()
"""The media types that Python knows; the registry of Windows may say that scripts are plain text."""


def _media(path: str) -> str:
    return _MEDIA.guess_type(path, strict=False)[0] or "application/octet-stream"


class Local(web.RequestHandler):
    """Answers for a preview."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def set_default_headers(self) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Frame-Options", "SAMEORIGIN")
        self.set_header("Cache-Control", "no-store")

    def tell(self, media: str, data: str | bytes) -> None:
        """Answer with something of a media type."""
        self.set_header("Content-Type", f"{media}; charset=utf-8" if media.startswith("text/") else media)
        self.write(data)


class Pages(Local):
    """Answers every address of the site from memory; in a thread, as what is behind may have to be asked of git."""

    async def get(self, address: str) -> None:
        if address and not address.endswith("/") and file_of(f"{address}/") in self.preview.edition.outputs:
            self.redirect(f"/{address}/")
            return
        unsaved = "unsaved" in self.request.query_arguments
        status, media, data = await asyncio.to_thread(self.preview.answer, address, unsaved)
        self.set_status(status)
        self.tell(media, data)


class Parts(Local):
    """Answers with the styles and the scripts of what the preview shows beside the site."""

    def get(self, name: str) -> None:
        file = shown.FOLDER / name
        if not file.is_file():
            raise web.HTTPError(404)
        self.tell(_media(name), file.read_bytes())


class Script(Local, LiveReloadJSHandler):  # type: ignore[misc]
    """The script that waits for a reload."""


def _message(path: str) -> Mapping[str, object]:
    """Return what livereload's script does: with a path that `bar.js` knows, what that does; else it loads the page."""
    return {"command": "reload", "path": path, "liveCSS": False, "liveImg": False}


RELOAD, BUILDING, BUILT = map(_message, ("/", "building", "built"))


def _send(message: Mapping[str, object]) -> None:
    """Send a message to every page in a browser."""
    for waiter in tuple(LiveReloadHandler.waiters):
        waiter.send_message(message)


class Reload(Local, LiveReloadHandler):  # type: ignore[misc]
    """The reload socket: for this machine's own pages only."""

    shows = ""
    check_origin = WebSocketHandler.check_origin  # livereload lets any website connect

    def on_message(self, message: str | bytes) -> None:
        self.shows = escape.json_decode(message).get("snipver", self.shows)
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            if self.shows != f"b{self.preview.edition.number}":
                self.send_message(RELOAD)
            elif self.preview.building:
                self.send_message(BUILDING)

    def send_message(self, message: Mapping[str, object]) -> None:
        """Send a message, if the page is not just gone, of which livereload and asyncio tell in many lines."""
        with suppress(WebSocketClosedError):
            self.write_message(dict(message)).add_done_callback(lambda sent: sent.exception())

    def log_exception(self, *_: object) -> None:
        """Say nothing: where a message is none of livereload's script, its connection ends."""


async def saves(folder: Path) -> AsyncIterator[None]:
    """Yield at once, and whenever files of the project have changed since and have come to rest."""
    folder = folder.resolve()  # macOS names what changed so
    watched = tuple(str(folder / place) for place in INPUTS)
    changes = awatch(folder, watch_filter=lambda _change, path: path.startswith(watched), step=REST)
    while True:
        coming = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)  # now it watches, so that a save during the build is not missed
        yield
        await coming


Rooms = Sequence[tuple[str, type[Local]]]
"""Addresses, as regular expressions, and who answers them."""
ROOMS: Rooms = (
    (r"/livereload", Reload),
    (r"/livereload\.js", Script),
    (rf"{re.escape(PLACE)}/(\w+\.(?:css|js))", Parts),
    (r"/?(.*)", Pages),
)


def serve(folder: Path, make: Make, port: int, say: Callable[[str], None], edits: Rooms) -> None:
    """Serve the site at `port` of this machine until Ctrl-C.

    The first build is made while there is no other thread, so that two processes can do it; who asks meanwhile waits
    for its end. `edits` answer whoever edits pages. Raises `UsageError` where the port cannot be used.
    """
    try:
        listening = bind_sockets(port, "localhost")  # at every address that a browser may take for this machine
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}; choose another with --port") from error
    preview = Preview(folder, make, say, bool(edits))
    for number, code in ((signal.SIGINT, 0), (signal.SIGTERM, 143)):  # at once, in the middle of a build too
        signal.signal(number, lambda *_, code=code: os._exit(code))
    say(f"open http://localhost:{port}/ in a browser; Ctrl-C ends")
    preview.edition = preview.rebuilt()

    async def run() -> None:
        answers = web.Application(
            log_function=lambda _handler: None,
            default_handler_class=web.ErrorHandler,
            default_handler_args={"status_code": 403},
        )
        answers.add_handlers(HOSTS, [(address, room, {"preview": preview}) for address, room in (*edits, *ROOMS)])
        HTTPServer(answers, max_body_size=LARGEST).add_sockets(listening)
        async for _ in saves(folder):
            await preview.build()

    asyncio.run(run())
