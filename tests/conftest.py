"""What tests build with: a copy of the tiny site and a way to build it; and the real site, in a real browser."""

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
"""The address of the tiny site, and the files of two of its pages."""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", *BROWSERS))), None)
"""The first is the same browser without its windows and bars, which take twice as long as the page in them."""

Pages = Mapping[str, model.Page]
Run = Callable[..., tuple[int, str, str]]
"""What runs build.py on a folder, as from the command line: exit code, what it said, what it complained of."""

signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background, a shell lets what tests begin ignore it

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each build.py that a test starts compiles the generator anew

processes.MINIMUM = sys.maxsize  # other cores run other tests; a build.py that a test starts still uses two processes

hypothesis_settings.register_profile("project", deadline=None, max_examples=30, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.register_profile("deep", deadline=None, max_examples=1000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))
EXAMPLES = hypothesis_settings().max_examples


COMPILED: dict[tuple[object, ...], object] = {}


def compiled(templates: jinja2.Environment, *given: object) -> object:
    """Compile a template once for all sites, as it takes a third of a build from nothing."""
    if given not in COMPILED:
        COMPILED[given] = compile_template(templates, *given)
    return COMPILED[given]


compile_template, jinja2.Environment.compile = jinja2.Environment.compile, compiled


def copy_tiny(folder: Path) -> Path:
    """Put the tiny site, with the real templates and scripts, into `folder`."""
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    for place in ("templates", "static/scripts"):
        shutil.copytree(ROOT / place, folder / place)
    return folder


class Snapshot:
    """A folder that each test finds as it was: only what differs is put back, as a copy of all costs more than a build.

    It always has the same path, so that what is remembered of it holds.
    """

    def __init__(self, folder: Path, copy: Path) -> None:
        self.folder, self.copy = folder, shutil.copytree(folder, copy)
        self.states = {path: self.state(path) for path in (folder, *folder.rglob("*"))}

    @staticmethod
    def state(path: Path) -> tuple[int, ...]:
        """Return by what a change shows; no program can set `st_ctime`."""
        found = path.lstat()
        if stat.S_ISDIR(found.st_mode):
            return (found.st_mode,)
        return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def restored(self) -> Path:
        """Return the folder as it was."""
        for path in (self.folder, *sorted(self.folder.rglob("*"), reverse=True)):
            if os.path.lexists(path) and self.state(path) != self.states.get(path):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for path in self.states:
            if not os.path.lexists(path):
                kept = self.copy / path.relative_to(self.folder)
                path.mkdir() if kept.is_dir() else shutil.copy2(kept, path)
                self.states[path] = self.state(path)
        return self.folder


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The tiny site, built."""
    folder = copy_tiny(tmp_path_factory.mktemp("tiny") / "site")
    build_site(folder)
    return Snapshot(folder, tmp_path_factory.mktemp("kept") / "site")


@pytest.fixture
def tiny(snapshot: Snapshot) -> Path:
    """The tiny site, built; a test may change it."""
    return snapshot.restored()


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site in two of its languages, where the tests of a module write what they try."""
    folder = copy_tiny(tmp_path_factory.mktemp("ground") / "site")
    for code in ("nl", "de"):
        shutil.rmtree(folder / "content" / code)
    settings = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(re.sub(r"(?m)^  (nl|de): .*\n", "", settings, count=2), "utf-8")
    return folder


def options(folder: Path, **changes: object) -> build.Options:
    """Return the options to build the site in `folder` on the tests' day."""
    return build.Options(folder, folder / "public", **{"today": TODAY, **changes})


def build_site(folder: Path, **changes: object) -> dict[str, bytes]:
    """Make the site in a folder and publish it, as `python build.py` does; return what is published, by its path."""
    asked = Namespace(compress=False, profile=False, explain=False)
    publishing.run(build.make, options(folder, **changes), asked)
    return files(folder / "public")


def build_page(folder: Path, address: str) -> str:
    """Return a page of the site in a folder, built as it is now."""
    build_site(folder)
    return (folder / "public" / address / "index.html").read_text("utf-8")


def as_lines(problems: Iterable[Problem]) -> list[str]:
    """Return each problem with its place and its mend, as a line."""
    return [str(problem).replace("\n    fix:", " →") for problem in problems]


def problems_in(folder: Path, **changes: object) -> list[str]:
    """Return what is wrong with a site: each problem with its place and its mend."""
    try:
        build.make(options(folder, **changes))
    except BuildFailed as failed:
        return as_lines(failed.problems)
    return []


def link_site(folder: Path, cache: Cache | None = None) -> Linked:
    """Return the texts of a site, linked."""
    read = project.read(folder)
    return link.link(read, compile_texts(read), today=TODAY, drafts=False, url=None, cache=cache or Cache())


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but what a build remembers there: path to bytes."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in found.items() if ".cache" not in name.parts}


def build_py(*arguments: str, **given: Any) -> "subprocess.CompletedProcess[str]":
    """Run build.py in a process of its own."""
    asked = [sys.executable, str(ROOT / "build.py"), *arguments]
    return subprocess.run(asked, **{"capture_output": True, "encoding": "utf-8", "check": False} | given)


def git(folder: Path, *command: str) -> None:
    """Run a command of git, as someone, in a folder."""
    who = "-c", "user.name=n", "-c", "user.email=n@example.org"
    subprocess.run(["git", *who, *command], cwd=folder, check=True)


def commit_all(folder: Path) -> None:
    """Keep a folder as it is in a version history, which begins there."""
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "As it is"]):
        git(folder, *command)


def change(folder: Path, path: str, old: str, new: str) -> None:
    """Put words in place of others in a file, which has them."""
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), "utf-8")


def write(folder: Path, path: str, data: str | bytes) -> None:
    """Write a file, in a folder that may have to be made."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())


@contextlib.contextmanager
def patched(folder: Path, changed: Mapping[str, bytes]) -> Iterator[None]:
    """Let the files of a project be `changed` meanwhile."""
    before = {path: (folder / path).read_bytes() if (folder / path).exists() else None for path in changed}
    try:
        for path, data in changed.items():
            write(folder, path, data)
        yield
    finally:
        for path, old in before.items():
            (folder / path).unlink() if old is None else (folder / path).write_bytes(old)


def markdown(title: str = "T", text: str = "Text.", fields: str = "") -> str:
    """Return a page as its file has it, with these fields besides those that are needed."""
    return f"---\ntitle: {title}\nsummary: S.\n{fields}---\n{text}\n"


def parse_markers(path: str, text: str, said: str) -> tuple[str, list[str]]:
    """Return a text without its marks (▸), and the problems in it: at each mark a line of what is said."""
    above, *parts = text.split("▸")
    told = []
    for part, message in zip(parts, said.splitlines(), strict=True):
        line, column = above.count("\n") + 1, len(above) - above.rfind("\n")
        told.append(f"{path}:{line}:{column}: {message}")
        above += part
    return above, told


def append(folder: Path, path: str, words: str) -> int:
    """Put words behind those of a file; return the number of its last line."""
    written = (folder / path).read_text("utf-8") + words
    (folder / path).write_text(written, "utf-8")
    return written.count("\n")


def grows_linearly(prepared: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether what is prepared of eight times the length takes about eight times as long; the best of three trials.

    What grows with the square of the length takes 64 times as long.
    """

    def seconds(size: int) -> float:
        work, started = prepared(size), time.process_time()
        work()
        return time.process_time() - started

    return any(seconds(8 * size) < 24 * seconds(size) + 0.05 for _ in range(3))


def reported(complained: str) -> str:
    """Return the problems of a complaint, each with its mend on a line, without the lines that quote a file."""
    return re.sub(r"(?m)^    \| .*\n", "", complained.partition("\n\n")[0]).replace("\n    fix:", " →")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run build.py in this process."""

    def call(folder: Path, *arguments: str) -> tuple[int, str, str]:
        code = cli.main(build.make, ["--site", str(folder), "--date", TODAY.isoformat(), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture(scope="session")
def made() -> build.BuildResult:
    """The real site as it is today, with the pages that have appeared since the tests were written."""
    return build.make(build.Options(ROOT, ROOT / "public", datetime.date.today()))


@pytest.fixture(scope="session")
def pages(made: build.BuildResult) -> Pages:
    """Every page of the real site, in every language, by its path on the server."""
    return {f"/{page.address}": page for page in made.site.pages.values()}


@pytest.fixture(scope="session")
def source_pages(made: build.BuildResult, pages: Pages) -> Pages:
    """Every page in the source language, for tests too slow for all: the others have the same templates and styles."""
    return {path: page for path, page in pages.items() if page.language == made.site.settings.source_language}


@pytest.fixture(scope="session")
def published_folder(made: build.BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the real site is published; no test changes it."""
    folder = tmp_path_factory.mktemp("public") / "a stick"
    publish(made.outputs, folder)
    return folder


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder, and prints nothing."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder meanwhile; give the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(address: str) -> tuple[int, str]:
    """Return status and text of what a server answers for an address."""
    try:
        answer = urllib.request.urlopen(address, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read().decode("utf-8", "replace")


@pytest.fixture(scope="session")
def address(published_folder: Path) -> Iterator[str]:
    """The address at which the real site is served."""
    with serve(published_folder) as there:
        yield there


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
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
    """Return a list that fills with the errors of a page, and what its console says: also of what it does not get."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    return wrong


@pytest.fixture
def page(made: build.BuildResult, address: str, browser: Browser) -> Iterator[Page]:
    """A page that fails the test if anything is said on its console or asked of another host."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong = console_errors(opened)

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:", made.site.settings.exit)):
            wrong.append(f"asked {request.url}")

    opened.on("request", watch)
    yield opened
    context.close()
    assert wrong == []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--accept` renew what is kept and compared."""
    parser.addoption("--accept", action="store_true", help="renew the golden output, tables of documents and schemas")


def pytest_xdist_auto_num_workers() -> int:
    """Return three processes for two cores: a test in a browser, or of a command, waits a third of its time."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, so that none is left to run alone at the end: all pages in a browser, and the laws.

    Those in the browser come together, as not every process needs one.
    """

    def place(item: pytest.Item) -> tuple[bool, bool, bool]:
        room = item.path.parent.name
        return room != "site", "browser" not in getattr(item, "fixturenames", ()), room != "laws"

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Look for garbage as seldom as build.py does, and not among what stays until the end."""
    gc.freeze()
    gc.set_threshold(100_000)
