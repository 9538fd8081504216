"""The preview server: the site in a browser of this machine, reloaded at each save, with a bar for the state of a page.

Only the protocol and the browser script of livereload are used, not its watcher and timing: it drops a reload within
three seconds of the last, builds once for every changed file, and lets any website connect. The script always connects
to `/livereload`, and sends there as its `snipver` the build that the page shows: a page that connects late, or was left
open since an earlier preview, is reloaded if that build is outdated, and learns whether one is running.
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
from generator.link.addresses import ERROR_PAGE, file_of
from generator.link.history import History
from generator.problems import BuildFailed, Problem, UsageError, count
from generator.publish import bar, ui
from generator.publish.result import BuildResult, Rejected, State
from generator.read.cache import GENERATOR, is_outdated
from generator.read.files import INPUTS, Files, is_page
from generator.render import policy
from generator.render.outputs import Finished, Outputs

HOSTS = r"(localhost|127\.0\.0\.1|\[::1\])$"
"""The host names of this machine; all others are refused, to prevent DNS rebinding."""
DEBOUNCE = 25
"""Milliseconds without a change after which a burst of changes is over."""
RETRY = 500
"""Milliseconds after which a page tries again to connect to a preview that has ended."""

ROOT = "/.preview"
"""The path of the preview's own pages; no address of the site begins with a dot."""
PROBLEMS = f"{ROOT}/problems"
"""The address of the page of all problems and warnings."""
OWN: Sequence[policy.Allowed] = (("script", "'self'"), ("style", policy.hash_of(ui.STYLE.encode())))
"""The scripts and styles that the bar adds to a page."""
LARGEST = 40_000_000
"""The limit of a request body in bytes: photographs from phones and cameras are smaller."""

T = TypeVar("T")
Make = Callable[[bool, Files], BuildResult]
"""A function that builds the site from files, with drafts if the first argument is true; raises `BuildFailed`."""


class Preview:
    """The current state of the preview, and its builds, which run in their own thread so that no request waits.

    `edits` is whether pages can be edited; `unsaved` has the outputs of the last build with unsaved text.
    """

    def __init__(self, folder: Path, make: Make, write: Callable[[str], None], edits: bool = False) -> None:
        self.folder, self.make, self.write, self.edits = folder, make, write, edits
        self.state, self.building = State(Files(folder)), False
        self.unsaved: Outputs = {}
        self._builder = ThreadPoolExecutor(1)
        self._last_good: dict[str, bytes] = {}
        self._history = History(folder)

    async def in_build_thread(self, work: Callable[[], T]) -> T:
        """Run `work` in the build thread, so that no two builds run at once, and return its result."""
        return await asyncio.get_running_loop().run_in_executor(self._builder, work)

    async def build(self) -> None:
        """Build once and show the result; notify every open page at the start, and at the end (reload or not)."""
        self.building = True
        _send(BUILDING)
        now = await self.in_build_thread(self.rebuild)
        done = RELOAD if now.number != self.state.number else BUILT
        self.state, self.building = now, False
        _send(done)

    def rebuild(self) -> State:
        """Build once, and return the state to show.

        A page with problems keeps its last good version; if the program itself fails, everything stays as it was.
        """
        before, files = self.state, Files(self.folder)
        is_first = not (before.outputs or before.problems)
        if not is_first and files.digests == before.files.digests:
            return before
        try:
            result, problems = self.attempt(files)
        except Exception:
            if is_first:
                raise
            self.write(
                f"{traceback.format_exc()}this is a bug in the program, not your mistake; "
                "the preview keeps the last build, and builds again at the next save"
            )
            return before
        now = before._replace(files=files, problems=problems)
        if result:
            bad = {problem.location.path for problem in problems}
            self._last_good |= {path: data for path, data in result.site.files.loaded().items() if path not in bad}
            new, old = result.outputs, before.outputs if problems else {}
            kept = {
                path: file
                for path, file in old.items()
                if (path not in new and not file.text_of) or bar.problems_of(new.get(path, file), problems)
            }
            now = now._replace(outputs={**new, **kept}, result=result, warnings=result.warnings)
        self._print(now, before)
        pages = (output.digest for output in now.outputs.values() if isinstance(output, Finished))
        return now._replace(number=hash((*pages, now.problems, now.warnings)))

    def attempt(self, files: Files, drafts: bool = False) -> tuple[BuildResult | None, tuple[Problem, ...]]:
        """Build from `files`, with drafts or without; return the result, if there is one, and the problems.

        If some files cannot be read, their last good versions are used, and files without one are left out. If that
        fails, because languages no longer agree, the same is done with all files except pages. Which translations are
        out of date is always determined from the files as they are.
        """
        make = partial(self.make, drafts)
        first, problems, unread = _attempted(make, files)
        result = first
        for paths in (unread, unread.union(filterfalse(is_page, self._last_good))):
            if not (result and result.outputs):
                result, *_ = _attempted(make, files.changed({path: self._last_good.get(path) for path in paths}))
        if not (result and result.outputs):
            return None, problems
        if first and first is not result:
            site = replace(result.site, stale=first.site.stale)
            result = result._replace(site=site, stale_warnings=first.stale_warnings)
        return result, problems

    def _print(self, now: State, before: State) -> None:
        """Print to the terminal: each problem, or each new warning, and how many there are."""
        if problems := report.grouped(now.problems):
            self.write(f"{report.text(problems, now.files.line)}\n\n{count(len(problems), 'problem')}")
            return
        if new := report.grouped(warning for warning in now.warnings if warning not in before.warnings):
            self.write(report.text(new, now.files.line, label="warning: "))
        warnings = count(len(report.grouped(now.warnings)), "warning") if now.warnings else "no warnings"
        self.write(f"built {len(now.outputs)} files, {warnings}")

    def answer(self, address: str, unsaved: bool = False) -> tuple[int, str, bytes]:
        """Return status, media type and bytes for an address; an unknown one gets the site's 404 page.

        Without a 404 page, or if nothing could be built yet, the page of problems is returned. Unsaved pages have no
        bar, and are returned only to requests with `unsaved`; other unsaved files to every request that needs them.
        """
        now, path = self.state, file_of(address.lstrip("/"))
        if f"/{path}" == PROBLEMS:
            return 200, "text/html", self.listing(now).encode()
        edited = self.unsaved.get(path)
        if edited and (unsaved or not (path in now.outputs or isinstance(edited, Finished))):
            return 200, _media_type(path), edited.data
        status = 200 if path in now.outputs else 404
        output = now.outputs.get(path) or now.outputs.get(ERROR_PAGE)
        if output is None:
            return 404 if now.outputs else 500, "text/html", self.listing(now).encode()
        data = self._with_bar(output, now) if isinstance(output, Finished) else output.data
        return status, _media_type(output.path), data

    def listing(self, now: State) -> str:
        """Return the HTML page of all problems and warnings; its title has the number of problems."""
        problems, warnings = map(report.grouped, (now.problems, now.warnings))
        return ui.page(
            "problems",
            title=count(len(problems), "problem") if problems else "No problems",
            problems=problems,
            warnings=warnings,
            warning_count=count(len(warnings), "warning"),
            is_empty=not now.outputs,
            script=_script(now),
            **bar.helpers(self.folder, now.files),
        )

    def _with_bar(self, output: Finished, now: State) -> bytes:
        """Return a page with the bar and the scripts appended, and allowed by its policy.

        A browser moves what comes after </html> to the end of the body (HTML Living Standard, section 13.2.6.4.19).
        The bar does not move the page's content, so that the browser can restore the scroll position.
        """
        state, helpers = bar.variables(output, now, self._history), bar.helpers(self.folder, now.files)
        added = ui.page("bar", bar=state, edits=self.edits, style=ui.STYLE, **helpers)
        return output.allowing(*OWN) + f"{added}{_script(now)}".encode()


def _attempted(
    make: Callable[[Files], BuildResult], files: Files
) -> tuple[BuildResult | None, tuple[Problem, ...], frozenset[str]]:
    """Build from `files`; return the result, if texts could be linked, the problems, and the unreadable files."""
    try:
        return make(files), (), frozenset()
    except Rejected as rejected:
        return rejected.result, rejected.problems, rejected.result.site.unreadable
    except BuildFailed as failed:
        return None, failed.problems, frozenset(problem.location.path for problem in failed.problems)


def _script(now: State) -> str:
    """Return the scripts that show when a build runs, and reload the page."""
    live = f"/livereload.js?snipver=b{now.number}&amp;mindelay={RETRY}&amp;maxdelay={RETRY}"
    return f'<script src="{ROOT}/bar.js"></script><script src="{live}"></script>'


_MEDIA = mimetypes.MimeTypes()
"""The media types built into Python: the Windows registry may declare scripts as plain text."""


def _media_type(path: str) -> str:
    return _MEDIA.guess_type(path, strict=False)[0] or "application/octet-stream"


class Handler(web.RequestHandler):
    """The base of all request handlers of a preview."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def set_default_headers(self) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Frame-Options", "SAMEORIGIN")
        self.set_header("Cache-Control", "no-store")

    def respond(self, media: str, data: str | bytes) -> None:
        """Write the response body, with its media type."""
        self.set_header("Content-Type", f"{media}; charset=utf-8" if media.startswith("text/") else media)
        self.write(data)


class SiteHandler(Handler):
    """Serve every address of the site from memory; in a thread, as the bar may need to read the Git history."""

    async def get(self, address: str) -> None:
        if address and not address.endswith("/") and file_of(f"{address}/") in self.preview.state.outputs:
            self.redirect(f"/{address}/")
            return
        unsaved = "unsaved" in self.request.query_arguments
        status, media_type, data = await asyncio.to_thread(self.preview.answer, address, unsaved)
        self.set_status(status)
        if media_type != "text/html":  # a drawing that someone opens must not use the edit view
            self.set_header("Content-Security-Policy", "script-src 'none'")
        self.respond(media_type, data)


class AssetHandler(Handler):
    """Serve the styles and scripts of the preview's own pages."""

    def get(self, name: str) -> None:
        file = ui.FOLDER / name
        if not file.is_file():
            raise web.HTTPError(404)
        self.respond(_media_type(name), file.read_bytes())


class ScriptHandler(Handler, LiveReloadJSHandler):  # type: ignore[misc]
    """Serve livereload's browser script."""


def _message(path: str) -> Mapping[str, object]:
    """Return a message to livereload's script, which reloads the page, unless `bar.js` handles the path itself."""
    return {"command": "reload", "path": path, "liveCSS": False, "liveImg": False}


RELOAD, BUILDING, BUILT = map(_message, ("/", "building", "built"))


def _send(message: Mapping[str, object]) -> None:
    """Send a message to every open page."""
    for waiter in tuple(LiveReloadHandler.waiters):
        waiter.send_message(message)


class ReloadHandler(Handler, LiveReloadHandler):  # type: ignore[misc]
    """The WebSocket for reloads, only for pages from this machine."""

    shown_build = ""
    check_origin = WebSocketHandler.check_origin  # livereload would let any website connect

    def on_message(self, message: str | bytes) -> None:
        self.shown_build = escape.json_decode(message).get("snipver", self.shown_build)
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            if self.shown_build != f"b{self.preview.state.number}":
                self.send_message(RELOAD)
            elif self.preview.building:
                self.send_message(BUILDING)

    def send_message(self, message: Mapping[str, object]) -> None:
        """Send a message; ignore a page that has just closed, for which livereload and asyncio would log tracebacks."""
        with suppress(WebSocketClosedError):
            self.write_message(dict(message)).add_done_callback(lambda sent: sent.exception())

    def log_exception(self, *_: object) -> None:
        """Log nothing: a message that does not come from livereload's script only closes its own connection."""


async def saves(folder: Path) -> AsyncIterator[None]:
    """Yield at once, and after each burst of changes to the project; raise `UsageError` if it cannot be watched."""
    folder = folder.resolve()  # macOS reports changes by the resolved path
    watched = tuple(str(folder / name) for name in (*INPUTS, GENERATOR.name))
    changes = awatch(folder, watch_filter=lambda _change, path: path.startswith(watched), step=DEBOUNCE)
    while True:
        coming = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)  # starts watching, so that a save during the build is not missed
        yield
        try:
            await coming
            continue
        except* (OSError, RuntimeError) as errors:  # too many watches, or a file name that is not UTF-8
            reason = errors.exceptions[0]
        raise UsageError(f"cannot watch {folder} for changes: {reason}")


Routes = Sequence[tuple[str, type[Handler]]]
"""Routes: addresses as regular expressions, with their handlers."""
ROUTES: Routes = (
    (r"/livereload", ReloadHandler),
    (r"/livereload\.js", ScriptHandler),
    (rf"{re.escape(ROOT)}/(\w+\.(?:css|js))", AssetHandler),
    (r"/?(.*)", SiteHandler),
)


def serve(folder: Path, make: Make, port: int, write: Callable[[str], None], edits: Routes) -> None:
    """Serve the site at `port` of this machine until Ctrl-C.

    The first build runs before other threads start, so that it can use two processes; requests wait until it ends.
    `edits` are the routes of the edit view, if any. Raises `UsageError` if the port cannot be used or the program has
    changed, and as `saves`.
    """
    try:
        listening = bind_sockets(port, "localhost")  # at every address that a browser may use for localhost
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}; choose another with --port") from error
    preview = Preview(folder, make, write, bool(edits))
    for number, code in ((signal.SIGINT, 0), (signal.SIGTERM, 143)):  # at once, even during a build
        signal.signal(number, lambda *_, code=code: os._exit(code))
    write(f"open http://localhost:{port}/ in a browser; press Ctrl-C to stop")
    preview.state = preview.rebuild()

    async def run() -> None:
        application = web.Application(
            log_function=lambda _handler: None,
            default_handler_class=web.ErrorHandler,
            default_handler_args={"status_code": 403},
        )
        application.add_handlers(HOSTS, [(path, handler, {"preview": preview}) for path, handler in (*edits, *ROUTES)])
        HTTPServer(application, max_body_size=LARGEST).add_sockets(listening)
        async for _ in saves(folder):
            if is_outdated():  # new templates and styles do not fit the code in memory
                raise UsageError("the program has changed; start the preview again")
            await preview.build()

    asyncio.run(run())
