"""Fixtures and helpers: a copy of the tiny site and ways to build it; the real site, and a browser to open it in."""

import contextlib
import datetime
import functools
import gc
import http.server
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, Request, sync_playwright

import build
from generator import processes
from generator.commands import build as publishing
from generator.commands import cli
from generator.commands.handouts import BROWSERS
from generator.compile.texts import compile_texts
from generator.link import link
from generator.link import site as model
from generator.link.link import Linked
from generator.problems import BuildFailed, Problem
from generator.publish.folder import publish
from generator.read import project
from generator.read.cache import Cache

ROOT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "tiny"
TODAY = datetime.date(2026, 11, 24)
URL = "https://tiny.example/base/"
FIRST, SECOND = "content/en/topics/first.md", "content/en/topics/second.md"
"""Two pages of the tiny site, which is published at URL."""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", *BROWSERS))), None)
"""The headless shell has no browser windows, which take twice as long to open as the page in them."""

Pages = Mapping[str, model.Page]
Run = Callable[..., tuple[int, str, str]]
"""Run build.py on a folder, with command line arguments; return its exit code, stdout and stderr."""

signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start background jobs with SIGINT ignored

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every build.py that a test starts compiles the generator again

processes.MINIMUM = sys.maxsize  # other cores run other tests; a build.py that a test starts still uses two processes

hypothesis_settings.register_profile("project", deadline=None, max_examples=30, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.register_profile("deep", deadline=None, max_examples=1000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))
EXAMPLES = hypothesis_settings().max_examples


COMPILED: dict[tuple[object, ...], object] = {}


def compile_once(templates: jinja2.Environment, *source: object) -> object:
    """Compile a template once for all sites: this is a third of the time of a clean build."""
    if source not in COMPILED:
        COMPILED[source] = compile_template(templates, *source)
    return COMPILED[source]


compile_template, jinja2.Environment.compile = jinja2.Environment.compile, compile_once


def copy_tiny(folder: Path) -> Path:
    """Copy the tiny site, with the real templates and scripts, into `folder`; return `folder`."""
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    for path in ("templates", "static/scripts"):
        shutil.copytree(ROOT / path, folder / path)
    return folder


class Snapshot:
    """A folder that is restored for each test: only files that differ, as copying all takes longer than a build.

    Its path never changes, so its cache stays valid.
    """

    def __init__(self, folder: Path, copy: Path) -> None:
        self.folder, self.copy = folder, shutil.copytree(folder, copy)
        self.states = {path: self.state(path) for path in (folder, *folder.rglob("*"))}

    @staticmethod
    def state(path: Path) -> tuple[int, ...]:
        """Return what shows that a file has changed; no program can set `st_ctime`."""
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            return (status.st_mode,)
        return status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns

    def restore(self) -> Path:
        """Undo all changes to the folder; return it."""
        for path in (self.folder, *sorted(self.folder.rglob("*"), reverse=True)):
            if os.path.lexists(path) and self.state(path) != self.states.get(path):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for path in self.states:
            if not os.path.lexists(path):
                original = self.copy / path.relative_to(self.folder)
                path.mkdir() if original.is_dir() else shutil.copy2(original, path)
                self.states[path] = self.state(path)
        return self.folder


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The tiny site with its build, as every test finds it."""
    folder = copy_tiny(tmp_path_factory.mktemp("tiny") / "site")
    build_site(folder)
    return Snapshot(folder, tmp_path_factory.mktemp("snapshot") / "site")


@pytest.fixture
def tiny(snapshot: Snapshot) -> Path:
    """The tiny site, built; a test may change it."""
    return snapshot.restore()


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site in two of its languages, shared by the tests of a module, which undo their changes."""
    folder = copy_tiny(tmp_path_factory.mktemp("sandbox") / "site")
    for code in ("nl", "de"):
        shutil.rmtree(folder / "content" / code)
    settings = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(re.sub(r"(?m)^  (nl|de): .*\n", "", settings, count=2), "utf-8")
    return folder


def options(folder: Path, **changes: object) -> build.Options:
    """Return the options to build the site in `folder` on TODAY, with some changed."""
    return build.Options(folder, folder / "public", **{"today": TODAY, **changes})


def make(folder: Path, **changes: object) -> build.BuildResult:
    """Build a site in memory; return the result, or raise BuildFailed."""
    return build.make(options(folder, **changes))


def build_site(folder: Path, **changes: object) -> dict[str, bytes]:
    """Build and publish a site as `python build.py` does; return the published files by path."""
    publishing.run(build.make, options(folder, **changes), Namespace(compress=False, profile=False, explain=False))
    return files(folder / "public")


def build_page(folder: Path, address: str) -> str:
    """Build the site in a folder; return the HTML of one of its pages."""
    build_site(folder)
    return (folder / "public" / address / "index.html").read_text("utf-8")


def as_lines(problems: Iterable[Problem]) -> list[str]:
    """Return each problem on one line, with its place and its fix."""
    return [str(problem).replace("\n    fix:", " →") for problem in problems]


def problems_in(folder: Path, **changes: object) -> list[str]:
    """Build a site in memory; return its problems, each on one line."""
    try:
        make(folder, **changes)
    except BuildFailed as failed:
        return as_lines(failed.problems)
    return []


def warnings_in(folder: Path, **changes: object) -> list[str]:
    """Build a site without problems in memory; return its warnings, each on one line."""
    return as_lines(make(folder, **changes).warnings)


def link_site(folder: Path, cache: Cache | None = None) -> Linked:
    """Return a site with all its texts compiled and linked."""
    read = project.read(folder)
    return link.link(read, compile_texts(read), today=TODAY, drafts=False, url=None, cache=cache or Cache())


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder, by path, without the cache."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in found.items() if ".cache" not in name.parts}


def command_line(folder: Path, *arguments: str) -> list[str]:
    """Return the command line that runs build.py on a folder, on TODAY."""
    return [sys.executable, str(ROOT / "build.py"), "--site", str(folder), "--date", TODAY.isoformat(), *arguments]


def build_py(folder: Path, *arguments: str, **changes: Any) -> "subprocess.CompletedProcess[str]":
    """Run build.py in its own process, with some arguments of `subprocess.run` changed."""
    defaults = {"capture_output": True, "encoding": "utf-8", "check": False}
    return subprocess.run(command_line(folder, *arguments), **defaults | changes)


def git(folder: Path, *command: str) -> None:
    """Run a git command in a folder, with an author set."""
    author = "-c", "user.name=n", "-c", "user.email=n@example.org"
    subprocess.run(["git", *author, *command], cwd=folder, check=True)


def commit_all(folder: Path) -> None:
    """Make a folder a git repository, with all its files in one commit."""
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "As it is"]):
        git(folder, *command)


def change(folder: Path, path: str, old: str, new: str) -> None:
    """Replace `old`, which must be in the file, with `new`."""
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), "utf-8")


def write(folder: Path, path: str, data: str | bytes) -> None:
    """Write a file, creating its folder if needed."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())


@contextlib.contextmanager
def patched(folder: Path, changed: Mapping[str, bytes]) -> Iterator[None]:
    """Write the `changed` files by path; undo this at the end of the block."""
    before = {path: (folder / path).read_bytes() if (folder / path).exists() else None for path in changed}
    try:
        for path, data in changed.items():
            write(folder, path, data)
        yield
    finally:
        for path, old in before.items():
            (folder / path).unlink() if old is None else (folder / path).write_bytes(old)


def markdown(title: str = "T", text: str = "Text.", fields: str = "") -> str:
    """Return the text of a page's file: front matter with the required fields and `fields`, then `text`."""
    return f"---\ntitle: {title}\nsummary: S.\n{fields}---\n{text}\n"


def parse_markers(path: str, text: str, messages: str) -> tuple[str, list[str]]:
    """Return a text without its markers (▸), and the problems expected: one line of `messages` at each."""
    above, *parts = text.split("▸")
    expected = []
    for part, message in zip(parts, messages.splitlines(), strict=True):
        line, column = above.count("\n") + 1, len(above) - above.rfind("\n")
        expected.append(f"{path}:{line}:{column}: {message}")
        above += part
    return above, expected


def append(folder: Path, path: str, text: str) -> int:
    """Append text to a file; return the number of its last line."""
    written = (folder / path).read_text("utf-8") + text
    (folder / path).write_text(written, "utf-8")
    return written.count("\n")


def grows_linearly(prepare: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Return whether eight times the input takes less than 24 times as long, in the best of three trials.

    Quadratic work would take 64 times as long.
    """

    def seconds(size: int) -> float:
        work, started = prepare(size), time.process_time()
        work()
        return time.process_time() - started

    return any(seconds(8 * size) < 24 * seconds(size) + 0.05 for _ in range(3))


def reported(stderr: str) -> str:
    """Return the problems that a command reported, each on one line, without the quoted lines of files."""
    return re.sub(r"(?m)^    \| .*\n", "", stderr.partition("\n\n")[0]).replace("\n    fix:", " →")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run build.py in this process."""

    def call(folder: Path, *arguments: str) -> tuple[int, str, str]:
        code = cli.main(build.make, ["--site", str(folder), "--date", TODAY.isoformat(), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(scope="session")
def real_build() -> build.BuildResult:
    """The real site as of today, including pages that were scheduled for later when the tests were written."""
    return build.make(build.Options(ROOT, ROOT / "public", datetime.date.today()))


@pytest.fixture(scope="session")
def pages(real_build: build.BuildResult) -> Pages:
    """Every page of the real site, in all languages, by its path on the server."""
    return {f"/{page.address}": page for page in real_build.site.pages.values()}


@pytest.fixture(scope="session")
def source_pages(real_build: build.BuildResult, pages: Pages) -> Pages:
    """Every page in the source language, for slow tests: the translations have the same templates and styles."""
    return {path: page for path, page in pages.items() if page.language == real_build.site.settings.source_language}


@pytest.fixture(scope="session")
def published_folder(real_build: build.BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the published real site; no test may change it."""
    folder = tmp_path_factory.mktemp("public") / "with a space"
    publish(real_build.outputs, folder)
    return folder


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves the files of a folder without logging."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder during the block; yield its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(address: str) -> tuple[int, str]:
    """Return the status and the text of a server's response."""
    try:
        response = urllib.request.urlopen(address, timeout=30)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return response.status, response.read().decode("utf-8", "replace")


@pytest.fixture(scope="session")
def address(published_folder: Path) -> Iterator[str]:
    """The address at which the real site is served."""
    with serve(published_folder) as served_at:
        yield served_at


def free_port() -> int:
    """Return a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium or Chrome on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


def console_errors(page: Page) -> list[str]:
    """Return a list that will collect the page's script errors and console messages, failed requests included."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    return errors


@pytest.fixture
def page(real_build: build.BuildResult, address: str, browser: Browser) -> Iterator[Page]:
    """A page that fails the test if it writes to the console or requests anything from another host."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    errors = console_errors(opened)

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:", real_build.site.settings.exit)):
            errors.append(f"requested {request.url}")

    opened.on("request", watch)
    yield opened
    context.close()
    assert errors == []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which updates the files that tests compare with."""
    parser.addoption("--accept", action="store_true", help="update the golden files, tables in guides, and schemas")


def pytest_xdist_auto_num_workers() -> int:
    """Use three processes for two cores: tests of commands and in a browser wait a third of their time."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest tests first, so that none runs alone at the end: all pages in a browser, then the laws.

    Browser tests come together, so that fewer processes start a browser.
    """

    def rank(item: pytest.Item) -> tuple[bool, bool, bool]:
        folder = item.path.parent.name
        return folder != "site", "browser" not in getattr(item, "fixturenames", ()), folder != "laws"

    items.sort(key=rank)


def pytest_collection_finish() -> None:
    """Collect garbage as seldom as build.py does, and never the objects that exist now."""
    gc.freeze()
    gc.set_threshold(100_000)
