"""The preview: a save is on screen at once, a burst is one build, and only this machine may connect."""

import argparse
import asyncio
import errno
import json
import os
import re
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from livereload.handlers import LiveReloadHandler
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.websocket import websocket_connect

import build
from generator.commands import serve as command
from generator.problems import WrongUse
from generator.publish import preview as serve
from generator.render.outputs import Output
from tests.conftest import ROOT, options

SECOND = "content/en/topics/second.md"


class Running:
    """A preview that runs in this process, and what it has said."""

    def __init__(self, preview: serve.Preview, port: int, said: list[str]) -> None:
        self.preview, self.port, self.said = preview, port, said
        self.open: list[Any] = []

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and text of a path."""
        request = HTTPRequest(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        return answer.code, answer.body.decode()

    async def connect(self, number: int, origin: str | None = None) -> Any:
        """Connect to the reload socket as a page that shows build `number` does."""
        headers = {"Origin": origin or f"http://127.0.0.1:{self.port}"}
        socket = await websocket_connect(
            HTTPRequest(f"ws://127.0.0.1:{self.port}/livereload/{number}", headers=headers)
        )
        await socket.write_message(json.dumps({"command": "hello"}))
        await socket.read_message()
        await socket.write_message(json.dumps({"command": "info", "url": "x"}))
        self.open.append(socket)
        return socket


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Running]:
    """Run the preview of a site."""
    said: list[str] = []
    preview = serve.Preview(lambda: build.make(options(folder)).outputs, said.append, number=0)
    built_from = serve.snapshot(folder)
    preview.rebuild()
    sockets = bind_sockets(0, "127.0.0.1")
    server = HTTPServer(serve.application(preview))
    server.add_sockets(sockets)
    watching = asyncio.create_task(serve.watch(folder, preview, built_from))
    try:
        site = Running(preview, sockets[0].getsockname()[1], said)
        yield site
    finally:
        for socket in site.open:
            socket.close()
        await asyncio.sleep(0.05)
        watching.cancel()
        server.stop()
        LiveReloadHandler.waiters.clear()


async def soon(condition: Callable[[], bool], seconds: float = 5.0) -> float:
    """Wait until a condition holds; return how long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        await asyncio.sleep(0.01)
    return time.monotonic() - began


def in_loop(test: Callable[[], Any]) -> None:
    """Run an asynchronous test."""
    asyncio.run(test())


def save(folder: Path, text: str) -> None:
    """Change the second page."""
    (folder / SECOND).write_text(f"---\ntitle: Second topic\nsummary: S.\n---\n{text}\n", "utf-8")


def test_every_save_is_shown_however_soon_after_the_last(tiny: Path) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            page = await site.connect(1)
            for number in range(3):
                save(tiny, f"Version {number}.")
                message = json.loads(await asyncio.wait_for(page.read_message(), 5))

                assert message["command"] == "reload"
                assert f"Version {number}." in (await site.get("/en/topics/second/"))[1]

    in_loop(test)


def test_ten_files_at_once_are_one_build_and_one_reload(tiny: Path) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            page = await site.connect(1)
            for number in range(10):
                (tiny / f"content/en/p{number}.md").write_text(
                    f"---\ntitle: P{number}\nsummary: S.\n---\nT.\n", "utf-8"
                )
            await asyncio.wait_for(page.read_message(), 5)
            await asyncio.sleep(1)

            assert site.preview.number == 2
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(page.read_message(), 0.1)

    in_loop(test)


def test_a_file_moved_in_with_an_old_date_is_noticed(tiny: Path) -> None:
    async def test() -> None:
        other = tiny / "other.txt"
        other.write_text((tiny / SECOND).read_text("utf-8").replace("Nothing", "Anything"), "utf-8")
        os.utime(other, (1, 1))
        async with running(tiny) as site:
            other.replace(tiny / SECOND)
            await soon(lambda: site.preview.number == 2)

            assert "Anything" in (await site.get("/en/topics/second/"))[1]

    in_loop(test)


def test_an_edit_that_keeps_date_and_size_is_noticed(tiny: Path) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            before = (tiny / SECOND).stat()
            (tiny / SECOND).write_text((tiny / SECOND).read_text("utf-8").replace("Nothing", "Noteing"), "utf-8")
            os.utime(tiny / SECOND, ns=(before.st_atime_ns, before.st_mtime_ns))
            await soon(lambda: site.preview.number == 2)

            assert "Noteing" in (await site.get("/en/topics/second/"))[1]

    in_loop(test)


def test_a_failure_of_the_program_is_told_and_watching_goes_on(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            monkeypatch.setattr(build, "make", lambda _options: 1 / 0)
            save(tiny, "Unlucky.")
            await soon(lambda: len(site.said) == 2)
            monkeypatch.undo()

            assert site.said[1].startswith("Traceback (most recent call last):\n")
            assert site.said[1].endswith(
                "\nZeroDivisionError: division by zero\n"
                "this is a mistake of the program, not yours; what was last built stays, and the next save is tried again"
            )
            assert (await site.get("/en/"))[0] == 200
            save(tiny, "Lucky.")
            await soon(lambda: len(site.said) == 3)
            assert "Lucky." in (await site.get("/en/topics/second/"))[1]

    in_loop(test)


def test_a_failure_of_the_program_at_the_first_build_ends_it() -> None:
    with pytest.raises(ZeroDivisionError):
        serve.Preview(lambda: 1 / 0, print).rebuild()  # type: ignore[arg-type, return-value]


def test_a_page_left_open_sees_a_later_preview(tiny: Path) -> None:
    first, second = (serve.Preview(lambda: build.make(options(tiny)).outputs, lambda _line: None) for _ in range(2))
    first.rebuild()
    second.rebuild()

    assert first.number != second.number


def test_problems_are_shown_in_the_page_and_go_when_mended(tiny: Path) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            save(tiny, "[x](gone.md)")
            await soon(lambda: site.preview.number == 2)
            code, shown = await site.get("/en/")

            assert code == 500
            assert "<h1>1 problem</h1>" in shown
            assert f"<code>{SECOND}:5:5</code>" in shown
            assert "there is no page &#x27;gone.md&#x27;" in shown
            assert "livereload.js?path=livereload/2" in shown

            save(tiny, "Mended.")
            await soon(lambda: site.preview.number == 3)
            assert "Mended." in (await site.get("/en/topics/second/"))[1]

    in_loop(test)


def test_a_page_that_connects_late_is_told_at_once(tiny: Path) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            save(tiny, "Newer.")
            await soon(lambda: site.preview.number == 2)
            late = await site.connect(1)

            assert json.loads(await asyncio.wait_for(late.read_message(), 2))["command"] == "reload"

    in_loop(test)


def test_unknown_addresses_show_our_404_and_folders_their_page(tiny: Path) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            code, shown = await site.get("/en/nothing/here/")
            assert code == 404
            assert "<h1>Page not found</h1>" in shown
            assert (await site.get("/en/help"))[0] == 200
            assert (await site.get("/%2e%2e/site.yaml"))[0] == 404

    in_loop(test)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1.evil.example", "http://localhost:1", "null"]
)
def test_other_sites_cannot_connect(origin: str, tiny: Path) -> None:
    async def test() -> None:
        async with running(tiny) as site:
            with pytest.raises(HTTPClientError) as raised:
                await site.connect(1, origin)
            assert raised.value.code == 403
            assert (await site.get("/en/", Host="evil.example"))[0] == 403

    in_loop(test)


def test_the_page_for_unknown_addresses_links_to_the_preview(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of the tiny site has a path, which the preview has not."""
    made: list[Output] = []
    monkeypatch.setattr(serve, "serve", lambda _folder, make, _port, _say: made.extend(make()))
    command.run(build.make, options(tiny), argparse.Namespace(port=8123))

    links = re.findall('href="([^"]*)"', next(output.data.decode() for output in made if output.path == "404.html"))
    assert "/en/help/" in links
    assert [link for link in links if link.startswith("/base/")] == []


def test_a_page_keeps_its_policy_in_the_preview(tiny: Path) -> None:
    preview = serve.Preview(lambda: build.make(options(tiny)).outputs, lambda _line: None)
    preview.rebuild()

    without_script = preview.answer("/en/")[2].decode()
    with_script = preview.answer("/en/help/")[2].decode()

    assert "default-src 'none'; script-src 'self'; style-src" in without_script
    assert re.search(r"script-src 'self' 'sha256-[^']+'", with_script)


@pytest.mark.parametrize(
    ("port", "number", "told"),
    [
        (8123, errno.EADDRINUSE, "port 8123 is already in use; try --port 8124"),
        (65535, errno.EADDRINUSE, "port 65535 is already in use; try --port 8000"),
        (80, errno.EADDRINUSE, "port 80 is already in use; try --port 8000"),
        (80, errno.EACCES, "port 80 is for administrators only; try --port 8000"),
        (8123, errno.EMFILE, "port 8123 cannot be used: Too many open files; try --port 8124"),
    ],
)
def test_a_port_that_cannot_be_used_is_one_line(
    port: int, number: int, told: str, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_address: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(socket, "create_server", refuse)

    with pytest.raises(WrongUse) as raised:
        serve.serve(tiny, lambda: build.make(options(tiny)).outputs, port, lambda _line: None)
    assert str(raised.value) == told


def test_a_port_in_use_is_told(tiny: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(WrongUse, match=f"^port {port} is already in use; try --port "):
            serve.serve(tiny, lambda: build.make(options(tiny)).outputs, port, lambda _line: None)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent differently there")
def test_ctrl_c_ends_it_quietly(tiny: Path) -> None:
    import signal
    import subprocess

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A shell that runs the tests in the background has them ignore Ctrl-C, and so would the process.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "build.py", "serve", "--site", str(tiny), "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    lines = [process.stdout.readline(), process.stdout.readline()]
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=10)

    assert lines == ["built, 35 files\n", f"open http://localhost:{port}/ in a browser; Ctrl-C ends\n"]
    assert (process.returncode, complained) == (0, "")
