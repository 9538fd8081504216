"""Faults survived, tested by doing them: what is published stays whole, and the next build equals a clean one."""

import fcntl
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import build
from generator.publish import folder as publish
from generator.read import files as project_files
from generator.render.outputs import Outputs
from tests.conftest import (
    EXAMPLES,
    ROOT,
    TODAY,
    build_site,
    change,
    files,
    markdown,
    options,
    problems_in,
    reported,
    write,
)
from tests.laws.test_laws import Result, result_from_nothing

FIRST, SECOND = "content/en/topics/first.md", "content/en/topics/second.md"
PICTURE = "static/pictures/line.svg"
WORDS = "content/fr/words.yaml"
OWN = re.compile(r"\.publish(?:ed|ing/.*)")


def command(folder: Path, *arguments: str) -> list[str]:
    """Return the command line that builds a site in a process of its own."""
    return [sys.executable, str(ROOT / "build.py"), "--site", str(folder), "--date", TODAY.isoformat(), *arguments]


def finished(folder: Path, *arguments: str, **how: object) -> tuple[int, str]:
    """Run build.py to its end, so that the permissions of files hold for it even when root runs the tests.

    Return its exit code, and what it wrote to stderr.
    """
    rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    asked = [*rights, *command(folder, *arguments)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=120, **how)
    return done.returncode, done.stderr


def published(folder: Path) -> dict[str, bytes]:
    """Return what readers can see of an output folder."""
    return {path: data for path, data in files(folder).items() if not OWN.fullmatch(path)}


def torn(now: Mapping[str, bytes], *versions: Mapping[str, bytes]) -> list[str]:
    """Return the files that are whole in none of the versions."""
    return [path for path, data in now.items() if all(version.get(path) != data for version in versions)]


def clean(folder: Path) -> Result:
    """Return what a build of a fresh copy of the project publishes; the same project is built once."""
    project = frozenset(file for file in files(folder).items() if not file[0].startswith("public"))
    if project not in CLEAN:
        CLEAN[project] = result_from_nothing(folder)
    return CLEAN[project]


CLEAN: dict[frozenset[tuple[str, bytes]], Result] = {}


def test_killed_at_any_moment(tiny):
    """Half come at any moment, a quarter in publishing, a quarter as it begins; a third are followed by an undo."""
    sides: list[dict[str, bytes]] = []

    def change(side: int) -> None:
        for number in range(8):
            write(tiny, f"content/en/topics/page-{number}.md", markdown(f"Page {number}", f"Side {side}.\n"))
        write(tiny, f"content/en/topics/only-{side}.md", markdown(f"Only {side}"))
        (tiny / f"content/en/topics/only-{1 - side}.md").unlink(missing_ok=True)

    for side in (0, 1):
        change(side)
        began = time.monotonic()
        build_site(tiny)
        sides.append(published(tiny / "public"))
    long = time.monotonic() - began + 0.3
    chance = random.Random(5)
    amid, now, kills = 0, 1, max(12, EXAMPLES // 10)
    for kill in range(kills):
        change(1 - now)
        with subprocess.Popen(command(tiny), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            if kill % 4 < 2:
                time.sleep(chance.uniform(0, long))
            else:
                while process.poll() is None and not (tiny / "public/.publishing").exists():
                    time.sleep(0.001)
                time.sleep(chance.uniform(0, 0.03) * (kill % 4 == 2))
            process.send_signal(signal.SIGKILL)
        amid += (tiny / "public/.publishing").exists()

        assert torn(published(tiny / "public"), *sides) == [], f"kill {kill}"
        if kill % 3:
            now = 1 - now
        change(now)
        build_site(tiny)
        assert published(tiny / "public") == sides[now], f"kill {kill}"
    assert amid > kills // 6
    assert files(tiny / "public") == clean(tiny)


def limited() -> None:
    """Set up a process in which no file can grow over some bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def unwritten(folder: Path, why: str) -> tuple[int, str]:
    """Return the exit code of a build that cannot write to a folder, and what it says."""
    return 2, f"build.py: cannot write to {folder}: {why}; every published file is still whole\n"


def test_no_room_for_a_file(tiny):
    """Every page is another, and there is room for all but one."""
    old = files(tiny / "public")
    write(tiny, "templates/parts/breadcrumbs.html", "<p>Everything is different.</p>\n")
    write(tiny, SECOND, markdown("Changed", "A word in a text.\n\n" * 1000))

    # Of byte code, Python would keep the half for which there is room, and fail to read it from then on.
    unkept = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}

    assert finished(tiny, preexec_fn=limited, env=unkept) == unwritten(tiny / "public", "File too large")
    assert files(tiny / "public") == old
    assert build_site(tiny) == clean(tiny)


def test_output_that_is_a_file(tiny, run):
    shutil.rmtree(tiny / "public")
    write(tiny, "public", "mine")

    code, stderr = unwritten(tiny / "public", "File exists")
    assert run(tiny) == (code, "", stderr)
    assert (tiny / "public").read_text() == "mine"
    (tiny / "public").unlink()
    assert build_site(tiny) == clean(tiny)


@pytest.mark.parametrize(("closed", "whole", "where"), [
    ("public", True, "to {}/public"), ("public/en/topics", False, "to {}/public"), (".", True, "to {}/public"),
    ("public/en/topics/second", False, "{}/public/en/topics/second/index.html"),  # on Windows, a file that is open
])  # fmt: skip
def test_output_that_may_not_be_written(closed, whole, where, tiny):
    if closed == ".":
        shutil.rmtree(tiny / "public")
    old = published(tiny / "public")
    write(tiny, "content/en/topics/third.md", markdown("Third"))
    new = clean(tiny)
    (tiny / closed).chmod(0o555)

    done = finished(tiny)

    (tiny / closed).chmod(0o755)
    told = f"cannot write {where.format(tiny)}: Permission denied; every published file is still whole"
    assert done == (2, f"build.py: {told}\n")
    assert torn(published(tiny / "public"), *([old] if whole else [old, new])) == []
    assert not (tiny / "public/.publishing").exists()
    assert build_site(tiny) == new


def test_output_with_a_folder_that_leads_elsewhere(tiny, tmp_path):
    """What lies behind a symbolic link is not ours: never taken for published, never changed, never removed."""
    shutil.move(tiny / "public/en/topics", tmp_path / "elsewhere")
    (tiny / "public/en/topics").symlink_to(tmp_path / "elsewhere")
    others = files(tmp_path / "elsewhere")
    text = (tiny / FIRST).read_text("utf-8")
    edits: list[Callable[[], object]] = [lambda: write(tiny, FIRST, f"{text}\nMore.\n"), (tiny / SECOND).unlink]
    for edit in edits:
        edit()
        assert build_site(tiny) == clean(tiny)
        assert files(tmp_path / "elsewhere") == others


@pytest.mark.parametrize(("path", "mode", "text"), [
    *((".published", "ab", text) for text in (b"\0\n", b"en\n", b"../secret\n", b"/etc/hostname\n", b"x" * 300)),
    (".published", "ab", random.Random(3).randbytes(4000)),
    *((path, "wb", b"en/help/index.html\n") for path in (".published", "en/help/index.html", "en/data/feed.xml")),
    (".publishing/0", "wb", b"half of what was published when it was killed, which would be uploaded too"),
], ids=range(10))  # fmt: skip
def test_published_file_that_is_damaged(path, mode, text, tiny):
    (tiny / "secret").write_text("mine")
    (tiny / "public" / path).parent.mkdir(exist_ok=True)
    with (tiny / "public" / path).open(mode) as file:
        file.write(text)

    assert build_site(tiny) == clean(tiny)
    assert (tiny / "secret").read_text() == "mine"


MISSING = "{0}:1:1: this file is missing → put {0} back, or create it; content/README.md shows what belongs in it"
VANISHED = {path: MISSING.format(path) for path in (FIRST, WORDS, "site.yaml")} | {
    PICTURE: f"{PICTURE}:1:1: this file cannot be read: No such file or directory → "
    "check that it is a file and that you may open it"
}


@pytest.mark.parametrize("path", VANISHED)
def test_file_that_vanishes_before_it_is_read(path, tiny, run, monkeypatch):
    old = files(tiny / "public")
    write(tiny, "content/en/topics/third.md", markdown("Third"))
    kept, read = (tiny / path).read_bytes(), project_files.contents

    def vanished(file: str) -> bytes:
        if file == str(tiny / path):
            Path(file).unlink()
        return read(file)

    monkeypatch.setattr(project_files, "contents", vanished)
    code, _, stderr = run(tiny)
    monkeypatch.undo()

    assert (code, reported(stderr)) == (1, VANISHED[path])
    assert files(tiny / "public") == old
    (tiny / path).write_bytes(kept)
    assert build_site(tiny) == clean(tiny)


def test_files_that_change_after_they_are_read(tiny, run, monkeypatch):
    write(tiny, "content/en/topics/third.md", markdown("Third"))
    before, read = clean(tiny), project_files.contents
    changes = {
        str(tiny / SECOND): (b"Nothing", b"Something"),
        str(tiny / PICTURE): (b"<svg", b"<svg "),
        str(tiny / WORDS): (b"menu: Menu", b"menu: Mene"),
        str(tiny / "site.yaml"): (b"Answers letters", b"Answers calls"),
    }

    def changed(file: str) -> bytes:
        data = read(file)
        if file in changes:
            Path(file).write_bytes(data.replace(*changes.pop(file), 1))
        return data

    monkeypatch.setattr(project_files, "contents", changed)

    assert run(tiny)[::2] == (0, "")
    assert changes == {}
    assert files(tiny / "public") == before
    assert build_site(tiny) == clean(tiny)
    assert files(tiny / "public") != before


def test_folder_that_vanishes_while_it_is_listed(tiny, monkeypatch, run):
    folder = tiny / "static/pictures"
    change(tiny, FIRST, "![A line](pictures/line.svg)", "A line.")
    scandir = os.scandir

    def watched(path: object) -> object:
        if path == str(folder):
            shutil.rmtree(folder, ignore_errors=True)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", watched)
    code, _, stderr = run(tiny)
    monkeypatch.undo()

    assert (code, stderr) == (0, "")
    assert files(tiny / "public") == clean(tiny)


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        *((path, 0o000) for path in ("content/en/data", "content/en/topics", "content/de", "static/pictures")),
        ("content/fr", 0o444),
        ("templates/components", 0o000),
    ],
)
def test_folder_that_may_not_be_read(path, mode, tiny):
    """Its pages must not silently leave the site; the text of the law, which stands in German alone, is not all."""
    change(tiny, "content/en/data/laws.yaml", "  quote: {status: authentic, text: All are equal., source: rules}\n", "")
    old = files(tiny / "public")
    (tiny / path).chmod(mode)

    code, stderr = finished(tiny)

    (tiny / path).chmod(0o755)
    assert code == 1
    assert re.search(rf"^{path}\S*: this (folder|file) cannot be read: Permission denied$", stderr, re.MULTILINE)
    assert all(line.startswith((path, "    ")) for line in reported(stderr).splitlines())
    assert files(tiny / "public") == old
    assert build_site(tiny) == clean(tiny)


@pytest.mark.parametrize(("asked", "told"), [
    ("init closed", "cannot write to {}: Permission denied"),
    ("init closed/new", "cannot write to {}/new: Permission denied"),
    ("compare closed/old public", "cannot read closed/old: Permission denied"),
    ("--output closed/new", "cannot write to {}/new: Permission denied; every published file is still whole"),
    ("check --site closed/new", "closed/new is not a folder; name the one in which site.yaml stands"),
])  # fmt: skip
def test_what_is_asked_of_a_closed_folder(asked, told, tiny):
    closed = tiny / "closed"
    closed.mkdir(mode=0)

    done = finished(tiny, *asked.split(), cwd=tiny)

    closed.chmod(0o755)
    assert done == (2, f"build.py: {told.format(closed)}\n")


def test_builds_at_once(tiny):
    write(tiny, "templates/parts/breadcrumbs.html", "<p>Another.</p>\n")
    shutil.rmtree(tiny / ".cache")
    processes = [
        subprocess.Popen(command(tiny), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]

    assert [(process.communicate(timeout=60)[1], process.returncode) for process in processes] == [("", 0)] * 2
    assert files(tiny / "public") == clean(tiny)
    assert build_site(tiny) == clean(tiny)


def test_a_build_waits_for_another_that_publishes(tiny):
    old = files(tiny / "public")
    write(tiny, SECOND, markdown("Changed"))
    other = os.open(tiny / "public", os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with subprocess.Popen(command(tiny), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(3)
            meanwhile = files(tiny / "public")
        finally:
            os.close(other)

        assert meanwhile == old
        assert (process.wait(30), process.stderr and process.stderr.read()) == (0, b"")
    assert files(tiny / "public") == clean(tiny)


def test_two_builds_that_publish_different_things(tiny, monkeypatch):
    """A build with drafts publishes right after one without; the first must not be recorded as what lies there."""
    write(tiny, "content/en/draft.md", markdown("Draft", fields="draft: true\n"))
    drafts = build.make(options(tiny, drafts=True)).outputs
    publish_one = publish.publish

    def publish_both(outputs: Outputs, folder: Path) -> publish.Published:
        done = publish_one(outputs, folder)
        publish_one(drafts, folder)
        return done

    monkeypatch.setattr(publish, "publish", publish_both)
    build_site(tiny)
    monkeypatch.undo()

    assert build_site(tiny) == clean(tiny)


def replace_by_a_folder(path: Path) -> None:
    """Put a folder in the place of a file."""
    path.unlink()
    (path / "inside").mkdir(parents=True)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut in the middle": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "begun as a cache": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)),
    "one letter changed": lambda path: path.write_bytes(path.read_bytes().replace(b"t", b"T")),
    "an empty object": lambda path: path.write_text("{}"),
    "lists in lists": lambda path: path.write_text("[" * 100_000),
    "a folder in its place": replace_by_a_folder,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_memories_that_are_damaged(damage, tiny, run):
    """The record is read when nothing has changed, what is remembered of the texts after an edit."""
    for name in ("record.json", "build.sqlite"):
        DAMAGES[damage](tiny / ".cache" / name)

        assert run(tiny, "--explain")[::2] == (0, "")
        assert files(tiny / "public") == clean(tiny)
        assert {path.name for path in (tiny / ".cache").iterdir()} <= {"build.sqlite", "record.json"}
        write(tiny, SECOND, markdown("Changed"))


@pytest.mark.parametrize("state", ["a file", "closed"])
def test_no_place_for_a_memory(state, tiny):
    shutil.rmtree(tiny / ".cache")
    if state == "a file":
        write(tiny, ".cache", "mine")
    else:
        (tiny / ".cache").mkdir(mode=0o555)

    write(tiny, SECOND, markdown("Changed"))

    assert finished(tiny) == (0, "")
    assert files(tiny / "public") == clean(tiny)


LINK = "this is a symbolic link → put the file or folder itself here; nothing is read from outside the project"
PIPE = "this is neither a file nor a folder → remove it, or put a file here"
STRANGE: dict[str, str | None] = {
    "content/en/gone.md": "nothing",
    "content/en/out": "out",
    "content/en/pipe.md": None,
    "content/en/secret.md": "out/secret.md",
    "content/en/topics/round": "site/content",
    "content/fr/translated.yaml": "moved record",
    "content/fr/words.yaml": "moved words",
    "static/out": "out",
    "static/pictures/self.svg": "site/static/pictures/self.svg",
    "static/pipe.svg": None,
    "static/styles/secret.css": "out/secret.md",
    "templates/parts": "moved parts",
    "templates/secret.html": "out/secret.md",
}
"""Where a link leads that leaves the project, leads in a circle or nowhere; or that it is a pipe."""


@pytest.mark.parametrize(
    "strange",
    [STRANGE, {"site.yaml": "moved"}, {"site.yaml": None}, {name: name for name in ("content", "static", "templates")}],
    ids=["files", "settings", "pipe", "folders"],
)
def test_what_is_no_file_and_no_folder_is_told_and_not_read(strange, tiny, tmp_path):
    write(tmp_path, "out/secret.md", markdown("Secret", "The password."))
    for path, target in strange.items():
        if (tiny / path).exists():
            shutil.move(tiny / path, tmp_path / (target or "moved"))
        if target:
            (tiny / path).symlink_to(tmp_path / target)
        else:
            os.mkfifo(tiny / path)

    assert problems_in(tiny) == [f"{path}:1:1: {LINK if target else PIPE}" for path, target in strange.items()]


def test_what_is_large_or_deep_or_has_an_odd_name_is_published(tiny):
    """A page of the largest size, a file of ten megabytes, folders forty deep, and all that a name may have."""
    text = markdown("Second", "A word. Another one.\n\n")
    write(tiny, SECOND, text + "A word. Another one.\n\n" * ((200_000 - len(text)) // 22))
    write(tiny, "static/large.bin", "0123456789" * 1_000_000)
    names = ("Annual-Report_2024.txt", "x" * 96 + ".csv", ".well-known/gpc.json", "a.tar.gz", ".nojekyll")
    for name in names:
        write(tiny, f"static/{name}", f"data of {name}")
    path = "en"
    for number in range(40):
        path += f"/level-{number}"
        write(tiny, f"content/{path}/index.md", markdown(f"Level {number}"))

    made = build_site(tiny)

    assert len(made["en/topics/second/index.html"]) > 200_000
    assert {f"data of {name}".encode() for name in names} <= set(made.values())
    assert f"{path}/index.html" in made
    assert made == clean(tiny)
