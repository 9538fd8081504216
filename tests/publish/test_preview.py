"""The preview as an editor uses it: the command runs, a browser shows a page, and each save appears by itself."""

import asyncio
import contextlib
import datetime
import gc
import json
import mimetypes
import os
import re
import shutil
import signal
import socket
import struct
import sys
import time
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, WebSocket
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.websocket import websocket_connect

import build
from generator.commands import serve as command
from generator.publish import preview as serve
from generator.read.files import Files
from tests.conftest import FIRST, ROOT, SECOND, TODAY, append, change, fetch, markdown, options, patched, write
from tests.publish.conftest import FRONT, LONG, PAUSABLE, Running

FAR = 2000
HELPLINES = "content/en/data/helplines.yaml"
SAVES = {
    "From the text.": (SECOND, "order: 2\n---\n", "order: 2\n---\nFrom the text.\n\n"),
    "02 555 01 99": (HELPLINES, "02 555 01 01", "02 555 01 99"),
    "From the template.": ("templates/parts/footer.html", "</footer>", "<p>From the template.</p></footer>"),
    "From the style.": ("static/styles/all.css", "body {", "body::before { content: 'From the style.' }\nbody {"),
    "The one before": ("content/en/words.yaml", "previous: Previous\n", "previous: The one before\n"),
}
"""Changes to each kind of file, by the text that appears."""
MISTAKES = [
    (FIRST, "---\ntitel: Unreadable\nsummary: S.\n---\nWrong.\n"),
    (FIRST, "---\ntitle: T\nsummary: S.\ndrawing: gone\n---\nWrong.\n"),
    ("static/pictures/door.jpg", "<!doctype html><title>403 Forbidden</title>"),
    (HELPLINES, "national: {name: ["),
    ("templates/components/map.html", "Takes nothing."),
    ("content/en/data/partners.yaml", ""),
]
"""Files with mistakes, or that cannot be read; without the last, other languages and FIRST have problems too."""


def build_preview(folder: Path) -> serve.Preview:
    """Return a preview of a site, built once and not served."""
    preview = serve.Preview(
        folder, lambda drafts, files: build.make(options(folder, drafts=drafts), files=files), print
    )
    preview.state = preview.rebuild()
    return preview


def scroll_down(page: Page, preview: Running) -> None:
    page.goto(f"{preview.address}en/topics/second/")
    page.evaluate(f"scrollTo(0, {FAR})")
    return page


def wait_until(page: Page, true: str) -> None:
    """Wait until a JavaScript expression is true in the page, which may reload during that time."""
    for _ in range(200):
        with contextlib.suppress(PlaywrightError):
            if page.evaluate(true):
                return
        page.wait_for_timeout(50)
    pytest.fail(f"never: {true}")


def test_each_save_appears_at_the_same_scroll_position_however_fast_they_follow(preview, page):
    scroll_down(page, preview)
    for words, saved in SAVES.items():
        change(preview.folder, *saved)
        shown = "document.body.textContent + getComputedStyle(document.body, '::before').content"
        wait_until(page, f"({shown}).includes('{words}')")
        wait_until(page, f"scrollY == {FAR}")


def test_a_save_appears_whatever_the_modification_time_of_the_file(preview, page):
    file, other = preview.folder / SECOND, preview.folder / "other.txt"
    page.goto(f"{preview.address}en/topics/second/")
    other.write_text(f"{FRONT}{LONG}\n\nFrom long ago.\n", "utf-8")
    os.utime(other, (1, 1))
    other.replace(file)
    page.get_by_text("From long ago.").wait_for()

    before = file.stat()
    change(preview.folder, SECOND, "From long ago.", "From that day.")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    page.get_by_text("From that day.").wait_for()


def test_ten_files_at_once_cause_one_reload_and_an_unchanged_file_none(preview, page):
    page.goto(f"{preview.address}en/topics/")
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    aside = preview.folder / "aside"
    for name in ("index", *map(str, range(10))):
        write(aside, f"{name}.md", markdown(f"Page {name} of many").replace("S.", f"Page {name} of ten files."))
    aside.rename(preview.folder / "content/en/topics/many")
    page.get_by_text("Page index of many").first.wait_for()
    page.wait_for_timeout(1000)
    preview.save(SECOND, (preview.folder / SECOND).read_text("utf-8"))
    page.wait_for_timeout(1500)

    assert len(loads) == 1
    page.goto(f"{preview.address}en/topics/many/9/")
    page.get_by_text("Page 9 of many").first.wait_for()


def test_a_running_build_is_shown_and_delays_no_request(preview, page):
    building = page.get_by_text("Building …")
    page.goto(f"{preview.address}en/topics/second/")
    with preview.paused():
        preview.save(SECOND, f"{FRONT}{LONG}\n\nSaved meanwhile.\n")
        building.wait_for()
        assert fetch(f"{preview.address}en/topics/first/")[0] == 200
    page.get_by_text("Saved meanwhile.").wait_for()

    with preview.paused():
        change(preview.folder, SECOND, "order: 2\n", "order: 2  # a comment\n")
        building.wait_for()
        page.reload()
        building.wait_for()
        page.evaluate("this.here = true")
    building.wait_for(state="hidden")
    assert page.evaluate("this.here")


def test_an_invalid_message_closes_only_its_own_connection(preview, page):
    connections: list[WebSocket] = []
    page.on("websocket", lambda opened: connections.append(opened))
    page.goto(f"{preview.address}en/")
    for message in ("[]", "{}", "["):
        page.evaluate(f"""new Promise(ended => {{
            const other = Object.assign(new WebSocket(`ws://${{location.host}}/livereload`), {{onclose: ended}});
            other.onopen = () => other.send("{message}");
        }})""")

    assert [connection.is_closed() for connection in connections] == [False, True, True, True]


def test_a_page_that_closes_at_the_moment_of_a_build_is_not_logged(caplog):
    async def leave() -> None:
        (listening,) = bind_sockets(0, "127.0.0.1")
        shown = SimpleNamespace(state=serve.State(Files(Path())), building=False)
        HTTPServer(web.Application([("/", serve.ReloadHandler, {"preview": shown})])).add_sockets([listening])
        page = await websocket_connect("ws://{}:{}/".format(*listening.getsockname()))
        for message in ({"command": "hello", "snipver": "b0"}, {"command": "info", "url": "/"}):
            await page.write_message(json.dumps(message))
        while not serve.LiveReloadHandler.waiters:
            await asyncio.sleep(0.01)
        stream = page.protocol.stream
        stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # at once
        stream.close()
        for message in (serve.BUILDING, serve.BUILT):
            serve._send(message)
        page.close()

    with ThreadPoolExecutor(1) as thread:  # if a browser was used before, an event loop runs in this thread
        thread.submit(lambda: asyncio.run(leave())).result()
    gc.collect()
    assert [record.message for record in caplog.records] == []


@pytest.mark.skipif(sys.platform == "win32", reason="runs a script as if it were git")
def test_a_page_that_reads_the_git_history_delays_no_other(tiny, tmp_path, monkeypatch):
    write(tmp_path, "git", "#!/bin/sh\ntouch called\nwhile [ -e paused ]; do sleep 0.05; done\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    change(tiny, "content/en/help.md", "Call", "Ring")
    (tiny / "paused").touch()
    with Running(tiny) as preview, ThreadPoolExecutor(1) as thread:
        stale = thread.submit(fetch, f"{preview.address}fr/obtenir-de-l-aide/")
        while not (tiny / "called").exists():
            time.sleep(0.01)

        assert fetch(f"{preview.address}en/")[0] == 200
        assert not stale.done()
        (tiny / "paused").unlink()
        assert stale.result()[0] == 200


def bar(page: Page) -> Locator:
    found = page.get_by_role("complementary", name="Preview bar")
    found.locator("details").evaluate("details => details.open = true")
    return found


def test_problems_appear_on_their_page_and_go_at_the_same_scroll_position(preview, page):
    scroll_down(page, preview)
    preview.save(SECOND, f"{FRONT}{LONG}\n\nNew. [x](gone.md)\n")
    problem = page.locator("#preview-bar .problems")
    problem.wait_for()
    wait_until(page, "document.title.startsWith('(1 problem) Second topic')")

    assert [line for line in problem.inner_text().split("\n") if line] == [
        "There is no page 'gone.md'",
        "New. [x](gone.md)",
        "         ^",
        "Fix: write the path of the page's .md file, relative to this file",
        f"{SECOND}:406:10",
    ]
    assert page.get_by_text("Paragraph 1.", exact=True).count() == 1
    assert page.locator("main").get_by_text("New.").count() == 0

    page.keyboard.press("Escape")
    preview.save(SECOND, f"{FRONT}{LONG}\n\n[x](gone.md) [y](away.md)\n")
    page.get_by_text("2 problems", exact=True).wait_for()
    preview.save(SECOND, f"{FRONT}{LONG}\n\nFixed.\n")
    page.get_by_text("Fixed.", exact=True).wait_for()
    wait_until(page, f"scrollY == {FAR}")

    assert problem.count() == 0


@pytest.mark.parametrize(("path", "text"), MISTAKES)
def test_a_mistake_in_any_file_leaves_every_page_in_place(path, text, preview, page):
    problems = page.locator("#preview-bar .problems:not(.care)")
    page.goto(f"{preview.address}en/topics/second/")
    with patched(preview.folder, {path: text.encode()}):
        page.get_by_text("elsewhere").first.wait_for()
        preview.save(SECOND, f"{FRONT}{LONG}\n\nSaved beside {path}.\n")
        page.get_by_text(f"Saved beside {path}.").wait_for()

        assert problems.count() == 0
        bar(page).get_by_role("link", name="elsewhere").click()
        page.get_by_text(f"{Path(path).name}:").first.wait_for()
        assert "02 555 01" in fetch(f"{preview.address}en/help/")[1]
        page.goto(f"{preview.address}en/topics/first/")
        assert (page.locator("h1").inner_text(), problems.count()) == ("First topic", path in (FIRST, MISTAKES[-1][0]))
    page.locator("#preview-bar .count", has_text="problem").first.wait_for(state="detached")


def test_a_page_shows_its_own_problems_and_counts_those_elsewhere_once(tiny):
    """At an unknown address, its own problems are those of the 404 page."""
    for path in (SECOND, FIRST, "content/en/404.md"):
        append(tiny, path, "\nRead [more](https://b.example/).\n")
    preview = build_preview(tiny)

    assert b"1 problem elsewhere" in preview.answer("/en/topics/second/")[2]
    assert b"content/en/404.md:" in preview.answer("/en/nothing/here/")[2]


def test_a_problem_on_every_page_is_not_counted_as_elsewhere(tiny):
    preview = build_preview(tiny)
    append(tiny, "templates/parts/footer.html", "{{ words.gone }}")
    preview.state = preview.rebuild()

    shown = preview.answer("/en/topics/second/")[2]
    assert (b'data-count="1 problem"' in shown, b"elsewhere" in shown) == (True, False)


def test_a_page_removed_while_another_has_problems_is_gone(tiny):
    preview = build_preview(tiny)
    append(tiny, "content/en/help.md", "\nSee [this](nowhere.md).\n")
    write(tiny, FIRST, "---\ntitel: Unreadable\n---\n")
    (tiny / SECOND).unlink()
    preview.state = preview.rebuild()

    found = [preview.answer(f"/en/{address}/")[0] for address in ("topics/second", "help", "topics/first")]
    assert found == [404, 200, 200]


def test_the_bar_shows_a_draft_and_a_warning_and_links_to_the_data_of_its_page(preview, page):
    change(preview.folder, "content/fr/help.md", "---\ntitle", "---\ndraft: true\ntitle")
    page.goto(f"{preview.address}fr/obtenir-de-l-aide/")
    page.get_by_text("Shown in English").wait_for()
    assert "new translation" not in bar(page).text_content()
    page.goto(f"{preview.address}nl/topics/")
    assert "python build.py new translation nl/topics/index" in bar(page).text_content()
    append(preview.folder, "content/en/topics/index.md", "\n{{ findings }}\n")
    append(preview.folder, SECOND, "\n\n{{ downloads }}\n")
    change(preview.folder, SECOND, "title: Second topic", "title: Second topic\nreview_by: 2026-01-01")
    page.goto(f"{preview.address}en/topics/second/")
    page.get_by_text("1 warning").wait_for()

    page.set_viewport_size({"width": 200, "height": 700})
    panel, line = (bar(page).locator(part).bounding_box() for part in (".panel", "summary"))
    assert panel["y"] + panel["height"] <= line["y"]
    assert "This page was due for review by 2026-01-01" in bar(page).inner_text()
    assert re.search(r"Size[\s\S]* of 14,600 bytes", bar(page).inner_text())

    opens = ("topics", "figures"), ("topics/second", "figures"), ("help", "helplines"), ("help", "partners")
    for path, name in opens:
        page.goto(f"{preview.address}en/{path}/")
        opened = bar(page).get_by_role("link", name=name, exact=True).get_attribute("href")
        assert opened.endswith(f"/content/en/data/{name}.yaml:1:1")
    assert re.search(r"/site\.yaml:\d+:\d+$", bar(page).get_by_role("link", name="contact").get_attribute("href"))


def test_a_page_left_open_shows_later_builds_even_those_of_another_preview(tiny, page):
    """The first preview has problems from its start, and ends during a build."""
    good, problems = (tiny / "site.yaml").read_text("utf-8"), page.get_by_role("heading", name="problems")
    write(tiny, "site.yaml", "nam: X\n")
    with Running(tiny, "--edit", program=("-c", PAUSABLE)) as preview:
        for address in (f".preview/edit/{SECOND}", "en/topics/second/"):
            page.goto(preview.address + address)
            problems.wait_for()
        preview.save("site.yaml", good)
        page.get_by_role("heading", name="Second topic").wait_for()
        page.wait_for_timeout(1000)

        with preview.paused():
            preview.save(SECOND, f"{FRONT}Never built.\n")
            page.get_by_text("Building …").wait_for()
            assert preview.stop() == (0, "")
            page.get_by_text("Building …").wait_for(state="hidden")
        preview.save(SECOND, f"{FRONT}Written meanwhile.\n")
        preview.options = ()
        preview.start()
        page.get_by_text("Written meanwhile.").wait_for()
        assert "<h1>Page not found</h1>" in fetch(f"{preview.address}.preview/edit/{SECOND}")[1], "without the option"


def test_unknown_addresses_show_the_sites_404_page_with_working_links(preview, page):
    """The address of the tiny site has a path, which that of the preview does not have."""
    page.goto(f"{preview.address}en/help")
    assert page.url == f"{preview.address}en/help/"

    for path in ("en/nothing/here/", "%2e%2e/site.yaml", "..%2f..%2fsite.yaml"):
        code, shown = fetch(preview.address + path)
        links = re.findall('href="([^"]*)"', shown)

        assert code == 404
        assert "<h1>Page not found</h1>" in shown
        assert "/en/help/" in links
        assert [link for link in links if link.startswith("/base/")] == []


def test_a_build_after_midnight_has_the_new_date(tiny, monkeypatch):
    days = [TODAY, TODAY + datetime.timedelta(1)]
    built_on: list[datetime.date] = []
    monkeypatch.setattr(command, "date", SimpleNamespace(today=lambda: days[len(built_on)]))
    monkeypatch.setattr(serve, "serve", lambda folder, again, *_: [again(False, Files(folder)) for _ in days])

    command.run(lambda options, *_: built_on.append(options.today), options(tiny), Namespace(port=8000, edit=False))
    assert built_on == days


def test_media_types_in_the_windows_registry_are_ignored(tiny, monkeypatch):
    """The registry may declare scripts as plain text, which browsers do not run."""
    mimetypes.init()
    monkeypatch.setitem(mimetypes.types_map, ".txt", "text/other")

    assert build_preview(tiny).answer("/robots.txt")[1] == "text/plain"


def test_a_save_is_noticed_if_the_folder_is_a_symbolic_link(tiny, tmp_path, monkeypatch):
    """On macOS, changes are reported by the resolved path."""
    seen = []

    async def awatch(_folder: Path, watch_filter: Callable[[int, str], bool], **_: int) -> AsyncIterator[None]:
        seen.append(watch_filter(2, str(tiny.resolve() / SECOND)))
        yield

    monkeypatch.setattr(serve, "awatch", awatch)
    (tmp_path / "link").symlink_to(tiny)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(serve.saves(tmp_path / "link").__anext__())).result()

    assert seen == [True]


@pytest.mark.parametrize("path", ["content/fr/help.md", "static/drawings/mark.svg", "static/pictures/line.svg"])
def test_a_file_that_is_unreadable_from_the_start_is_reported_with_all_other_problems(path, tiny):
    """A translation was reported as removed, because the rest is built without it."""
    write(tiny, path, "")
    append(tiny, SECOND, "See [this](nowhere.md).")
    preview = build_preview(tiny)

    assert [problem.location.path for problem in preview.state.problems] == [SECOND, path]
    assert preview.state.warnings == ()
    assert b"See <a" in preview.answer("/en/topics/second/")[2]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_waiting_preview_takes_almost_no_processor_time(preview, page):
    page.goto(f"{preview.address}en/")
    page.wait_for_timeout(500)

    def used() -> int:
        ticks = Path(f"/proc/{preview.process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(ticks[11]) + int(ticks[12])

    before = used()
    page.wait_for_timeout(3000)
    assert (used() - before) / os.sysconf("SC_CLK_TCK") < 0.05


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent differently there")
@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("wait", [0, 0.2, 1])
def test_the_preview_ends_without_output_even_during_a_build(by, code, wait, tiny):
    with Running(tiny) as preview:
        time.sleep(wait)

        assert preview.stop(by) == (code, "")


def test_a_changed_program_ends_the_preview_with_a_message(tiny, tmp_path):
    shutil.copytree(ROOT / "generator", tmp_path / "generator")
    shutil.copy(ROOT / "build.py", tmp_path)
    with Running(tiny, program=(str(tmp_path / "build.py"),)) as preview:
        assert fetch(f"{preview.address}en/")[0] == 200
        for path in ("generator/publish/bar.py", "generator/publish/parts/bar.html"):
            change(tmp_path, path, "elsewhere", "others")
        append(tiny, SECOND, "Saved later.")

        stderr = preview.process.communicate(timeout=20)[1]
        assert stderr == "build.py: the program has changed; start the preview again\n"


def test_a_bug_ends_the_first_build_but_later_ones_report_it_and_continue(tiny):
    output: list[str] = []
    makes = iter([failing := lambda *_, **__: 1 / 0, build.make, failing, build.make])
    preview = serve.Preview(tiny, lambda _, files: next(makes)(options(tiny), files=files), output.append)
    with pytest.raises(ZeroDivisionError):
        preview.rebuild()
    preview.state = before = preview.rebuild()
    write(tiny, SECOND, f"{FRONT}Lucky.\n")

    assert preview.rebuild() == before
    assert output[1].startswith("Traceback (most recent call last):\n")
    assert output[1].endswith(
        "\nZeroDivisionError: division by zero\n"
        "this is a bug in the program, not your mistake; "
        "the preview keeps the last build, and builds again at the next save"
    )
    assert preview.answer("/en/")[0] == 200
    preview.state = preview.rebuild()
    assert b"Lucky." in preview.answer("/en/topics/second/")[2]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # tornado leaves the socket to Python
def test_a_port_that_cannot_be_used_is_reported_in_one_line(tiny, run):
    with socket.create_server(("localhost", 0)) as other:
        port = other.getsockname()[1]
        error = f"port {port} cannot be used: Address already in use; choose another with --port"

        assert run(tiny, "serve", "--port", str(port)) == (2, "", f"build.py: {error}\n")


def test_a_file_name_that_prevents_watching_is_reported_in_one_line(tiny):
    write(tiny, "content/en/caf\udce9.md", "x")
    with Running(tiny) as preview:
        stderr = preview.process.communicate(timeout=30)[1]

    reason = f'Unable to decode path "{tiny}/content/en/caf\\xE9.md" to string'
    assert (preview.process.returncode, stderr) == (2, f"build.py: cannot watch {tiny} for changes: {reason}\n")


def test_the_terminal_shows_a_warning_on_several_pages_once(tiny, capsys):
    write(tiny, "content/en/alone.md", markdown("Alone").replace("S.", "Nothing links to this."))

    build_preview(tiny)

    output = capsys.readouterr().out
    assert output.startswith("warning: content/en/alone.md:1:1: no other page in this language links to this page (on ")
    assert (output.count("warning: "), output.endswith(" files, 1 warning\n")) == (1, True)
