"""Faults, provoked for real: published files stay whole, and the next build equals a clean one (law 2)."""

import fcntl
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.publish import folder as publish
from generator.read import files as project_files
from generator.render.outputs import Outputs
from tests.conftest import (
    EXAMPLES,
    FIRST,
    SECOND,
    build_site,
    change,
    command_line,
    files,
    make,
    markdown,
    problems_in,
    reported,
    write,
)
from tests.laws.test_laws import Result, result_from_nothing

PICTURE = "static/pictures/line.svg"
WORDS = "content/fr/words.yaml"
INTERNAL = re.compile(r"\.publish(?:ed|ing/.*)")


def run_restricted(folder: Path, *arguments: str, **kwargs: object) -> tuple[int, str]:
    """Run build.py without root's right to ignore file permissions; return its exit code and stderr."""
    restricted = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    line = [*restricted, *command_line(folder, *arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120, **kwargs)
    return done.returncode, done.stderr


def published(folder: Path) -> dict[str, bytes]:
    """Return the files of an output folder that readers can see."""
    return {path: data for path, data in files(folder).items() if not INTERNAL.fullmatch(path)}


def torn(current: Mapping[str, bytes], *versions: Mapping[str, bytes]) -> list[str]:
    """Return the files that are not identical to any of their versions."""
    return [path for path, data in current.items() if all(version.get(path) != data for version in versions)]


def clean_build(folder: Path) -> Result:
    """Return the result of building a fresh copy of the project; build the same project only once."""
    project = frozenset(file for file in files(folder).items() if not file[0].startswith("public"))
    if project not in CLEAN_BUILDS:
        CLEAN_BUILDS[project] = result_from_nothing(folder)
    return CLEAN_BUILDS[project]


CLEAN_BUILDS: dict[frozenset[tuple[str, bytes]], Result] = {}


def test_a_build_killed_at_any_moment_leaves_every_file_whole(tiny):
    """Half are killed at any moment, a quarter while publishing, a quarter as that begins; some edits are undone."""
    sides: list[dict[str, bytes]] = []

    def change(side: int) -> None:
        for number in range(8):
            write(tiny, f"content/en/topics/page-{number}.md", markdown(f"Page {number}", f"Side {side}.\n"))
        write(tiny, f"content/en/topics/only-{side}.md", markdown(f"Only {side}"))
        (tiny / f"content/en/topics/only-{1 - side}.md").unlink(missing_ok=True)

    for side in (0, 1):
        change(side)
        started = time.monotonic()
        build_site(tiny)
        sides.append(published(tiny / "public"))
    duration = time.monotonic() - started + 0.3
    chance = random.Random(5)
    unfinished, side, kills = 0, 1, max(12, EXAMPLES // 10)
    for kill in range(kills):
        change(1 - side)
        with subprocess.Popen(command_line(tiny), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            if kill % 4 < 2:
                time.sleep(chance.uniform(0, duration))
            else:
                while process.poll() is None and not (tiny / "public/.publishing").exists():
                    time.sleep(0.001)
                time.sleep(chance.uniform(0, 0.03) * (kill % 4 == 2))
            process.send_signal(signal.SIGKILL)
        unfinished += (tiny / "public/.publishing").exists()

        assert torn(published(tiny / "public"), *sides) == [], f"kill {kill}"
        if kill % 3:
            side = 1 - side
        change(side)
        build_site(tiny)
        assert published(tiny / "public") == sides[side], f"kill {kill}"
    assert unfinished > kills // 6
    assert files(tiny / "public") == clean_build(tiny)


def limit_file_size() -> None:
    """Let no file of this process grow beyond 20 kB (setrlimit(2))."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def write_error(folder: Path, reason: str) -> tuple[int, str]:
    """Return the exit code and stderr of a build that cannot write to a folder."""
    return 2, f"build.py: cannot write to {folder}: {reason}; every published file is still intact\n"


def test_a_build_without_room_for_one_file_publishes_nothing(tiny):
    """Every page changes; all but one fit."""
    old = files(tiny / "public")
    write(tiny, "templates/parts/breadcrumbs.html", "<p>Everything is different.</p>\n")
    write(tiny, SECOND, markdown("Changed", "A word in a text.\n\n" * 1000))

    # Python would write truncated byte code, and fail to read it ever after.
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}

    assert run_restricted(tiny, preexec_fn=limit_file_size, env=env) == write_error(tiny / "public", "File too large")
    assert files(tiny / "public") == old
    assert build_site(tiny) == clean_build(tiny)


def test_an_output_folder_that_is_a_file_is_left_alone(tiny, run):
    shutil.rmtree(tiny / "public")
    write(tiny, "public", "mine")

    code, stderr = write_error(tiny / "public", "File exists")
    assert run(tiny) == (code, "", stderr)
    assert (tiny / "public").read_text() == "mine"
    (tiny / "public").unlink()
    assert build_site(tiny) == clean_build(tiny)


@pytest.mark.parametrize(("closed", "unchanged", "where"), [
    ("public", True, "to {}/public"), ("public/en/topics", False, "to {}/public"), (".", True, "to {}/public"),
    ("public/en/topics/second", False, "{}/public/en/topics/second/index.html"),  # like an open file on Windows
])  # fmt: skip
def test_a_build_that_may_not_write_leaves_every_file_whole(closed, unchanged, where, tiny):
    if closed == ".":
        shutil.rmtree(tiny / "public")
    old = published(tiny / "public")
    write(tiny, "content/en/topics/third.md", markdown("Third"))
    new = clean_build(tiny)
    (tiny / closed).chmod(0o555)

    done = run_restricted(tiny)

    (tiny / closed).chmod(0o755)
    error = f"cannot write {where.format(tiny)}: Permission denied; every published file is still intact"
    assert done == (2, f"build.py: {error}\n")
    assert torn(published(tiny / "public"), *([old] if unchanged else [old, new])) == []
    assert not (tiny / "public/.publishing").exists()
    assert build_site(tiny) == new


def test_files_behind_a_symbolic_link_in_the_output_are_left_alone(tiny, tmp_path):
    """They are never taken for published files, changed or removed."""
    shutil.move(tiny / "public/en/topics", tmp_path / "elsewhere")
    (tiny / "public/en/topics").symlink_to(tmp_path / "elsewhere")
    others = files(tmp_path / "elsewhere")
    text = (tiny / FIRST).read_text("utf-8")
    edits: list[Callable[[], object]] = [lambda: write(tiny, FIRST, f"{text}\nMore.\n"), (tiny / SECOND).unlink]
    for edit in edits:
        edit()
        assert build_site(tiny) == clean_build(tiny)
        assert files(tmp_path / "elsewhere") == others


@pytest.mark.parametrize(("path", "mode", "text"), [
    *((".published", "ab", text) for text in (b"\0\n", b"en\n", b"../secret\n", b"/etc/hostname\n", b"x" * 300)),
    (".published", "ab", random.Random(3).randbytes(4000)),
    *((path, "wb", b"en/help/index.html\n") for path in (".published", "en/help/index.html", "en/data/feed.xml")),
    (".publishing/0", "wb", b"half a file, left by a build that was killed, which would be uploaded too"),
], ids=range(10))  # fmt: skip
def test_a_damaged_file_in_the_output_is_repaired(path, mode, text, tiny):
    (tiny / "secret").write_text("mine")
    (tiny / "public" / path).parent.mkdir(exist_ok=True)
    with (tiny / "public" / path).open(mode) as file:
        file.write(text)

    assert build_site(tiny) == clean_build(tiny)
    assert (tiny / "secret").read_text() == "mine"


MISSING = "{0}:1:1: this file is missing → restore {0}, or create it; content/README.md explains what it contains"
VANISHED = {path: MISSING.format(path) for path in (FIRST, WORDS, "site.yaml")} | {
    PICTURE: f"{PICTURE}:1:1: this file cannot be read: No such file or directory → "
    "check that it is a file and that you have permission to open it"
}


@pytest.mark.parametrize("path", VANISHED)
def test_a_file_that_vanishes_before_it_is_read_is_reported(path, tiny, run, monkeypatch):
    old = files(tiny / "public")
    write(tiny, "content/en/topics/third.md", markdown("Third"))
    data, read = (tiny / path).read_bytes(), project_files.read_bytes

    def vanished(file: str) -> bytes:
        if file == str(tiny / path):
            Path(file).unlink()
        return read(file)

    monkeypatch.setattr(project_files, "read_bytes", vanished)
    code, _, stderr = run(tiny)
    monkeypatch.undo()

    assert (code, reported(stderr)) == (1, VANISHED[path])
    assert files(tiny / "public") == old
    (tiny / path).write_bytes(data)
    assert build_site(tiny) == clean_build(tiny)


def test_files_that_change_after_they_are_read_wait_for_the_next_build(tiny, run, monkeypatch):
    write(tiny, "content/en/topics/third.md", markdown("Third"))
    before, read = clean_build(tiny), project_files.read_bytes
    changes = {
        str(tiny / SECOND): (b"Nothing", b"Something"),
        str(tiny / PICTURE): (b"<svg", b"<svg "),
        str(tiny / WORDS): (b"menu: Menu", b"menu: Mene"),
        str(tiny / "site.yaml"): (b"Answers letters", b"Answers calls"),
    }

    def read_then_change(file: str) -> bytes:
        data = read(file)
        if file in changes:
            Path(file).write_bytes(data.replace(*changes.pop(file), 1))
        return data

    monkeypatch.setattr(project_files, "read_bytes", read_then_change)

    assert run(tiny)[::2] == (0, "")
    assert changes == {}
    assert files(tiny / "public") == before
    assert build_site(tiny) == clean_build(tiny)
    assert files(tiny / "public") != before


def test_a_folder_that_vanishes_while_it_is_listed_counts_as_removed(tiny, monkeypatch, run):
    folder = tiny / "static/pictures"
    change(tiny, FIRST, "![A line](pictures/line.svg)", "A line.")
    scandir = os.scandir

    def remove_then_scan(path: object) -> object:
        if path == str(folder):
            shutil.rmtree(folder, ignore_errors=True)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", remove_then_scan)
    code, _, stderr = run(tiny)
    monkeypatch.undo()

    assert (code, stderr) == (0, "")
    assert files(tiny / "public") == clean_build(tiny)


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        *((path, 0o000) for path in ("content/en/data", "content/en/topics", "content/de", "static/pictures")),
        ("content/fr", 0o444),
        ("templates/components", 0o000),
    ],
)
def test_a_folder_that_may_not_be_read_is_reported(path, mode, tiny):
    """Its pages do not silently leave the site; without the English quote, the German one is not another problem."""
    change(tiny, "content/en/data/laws.yaml", "  quote: {status: authentic, text: All are equal., source: rules}\n", "")
    old = files(tiny / "public")
    (tiny / path).chmod(mode)

    code, stderr = run_restricted(tiny)

    (tiny / path).chmod(0o755)
    assert code == 1
    assert re.search(rf"^{path}\S*: this (folder|file) cannot be read: Permission denied$", stderr, re.MULTILINE)
    assert all(line.startswith((path, "    ")) for line in reported(stderr).splitlines())
    assert files(tiny / "public") == old
    assert build_site(tiny) == clean_build(tiny)


@pytest.mark.parametrize(("arguments", "error"), [
    ("init closed", "cannot write to {}: Permission denied"),
    ("init closed/new", "cannot write to {}/new: Permission denied"),
    ("compare closed/old public", "cannot read closed/old: Permission denied"),
    ("compare public closed", "cannot read closed: Permission denied"),
    ("--output closed/new", "cannot write to {}/new: Permission denied; every published file is still intact"),
    ("check --site closed/new", "closed/new is not a folder; name the folder that contains site.yaml"),
])  # fmt: skip
def test_a_command_on_a_closed_folder_says_so(arguments, error, tiny):
    closed = tiny / "closed"
    closed.mkdir(mode=0)

    done = run_restricted(tiny, *arguments.split(), cwd=tiny)

    closed.chmod(0o755)
    assert done == (2, f"build.py: {error.format(closed)}\n")


def test_two_builds_can_run_at_the_same_time(tiny):
    write(tiny, "templates/parts/breadcrumbs.html", "<p>Another.</p>\n")
    shutil.rmtree(tiny / ".cache")
    processes = [
        subprocess.Popen(command_line(tiny), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    assert [(process.communicate(timeout=60)[1], process.returncode) for process in processes] == [("", 0)] * 2
    assert files(tiny / "public") == clean_build(tiny)
    assert build_site(tiny) == clean_build(tiny)


def test_a_build_waits_while_another_publishes(tiny):
    old = files(tiny / "public")
    write(tiny, SECOND, markdown("Changed"))
    other = os.open(tiny / "public", os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with subprocess.Popen(command_line(tiny), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(3)
            meanwhile = files(tiny / "public")
        finally:
            os.close(other)

        assert meanwhile == old
        assert (process.wait(30), process.stderr and process.stderr.read()) == (0, b"")
    assert files(tiny / "public") == clean_build(tiny)


def test_a_build_does_not_record_its_files_as_published_if_another_replaced_them(tiny, monkeypatch):
    """A build with drafts publishes right after one without."""
    write(tiny, "content/en/draft.md", markdown("Draft", fields="draft: true\n"))
    drafts = make(tiny, drafts=True).outputs
    publish_one = publish.publish

    def publish_both(outputs: Outputs, folder: Path) -> publish.Published:
        done = publish_one(outputs, folder)
        publish_one(drafts, folder)
        return done

    monkeypatch.setattr(publish, "publish", publish_both)
    build_site(tiny)
    monkeypatch.undo()

    assert build_site(tiny) == clean_build(tiny)


def replace_by_a_folder(path: Path) -> None:
    """Replace a file by a folder that is not empty."""
    path.unlink()
    (path / "inside").mkdir(parents=True)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "only the header of a database": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)),
    "some bytes changed": lambda path: path.write_bytes(path.read_bytes().replace(b"t", b"T")),
    "an empty object": lambda path: path.write_text("{}"),
    "deeply nested lists": lambda path: path.write_text("[" * 100_000),
    "a folder in its place": replace_by_a_folder,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_replaced(damage, tiny, run):
    """The record is read if nothing has changed, the database after an edit."""
    for name in ("record.json", "build.sqlite"):
        DAMAGES[damage](tiny / ".cache" / name)

        assert run(tiny, "--explain")[::2] == (0, "")
        assert files(tiny / "public") == clean_build(tiny)
        assert {path.name for path in (tiny / ".cache").iterdir()} <= {"build.sqlite", "record.json"}
        write(tiny, SECOND, markdown("Changed"))


@pytest.mark.parametrize("state", ["a file", "closed"])
def test_a_site_is_built_even_if_the_cache_cannot_be_written(state, tiny):
    shutil.rmtree(tiny / ".cache")
    if state == "a file":
        write(tiny, ".cache", "mine")
    else:
        (tiny / ".cache").mkdir(mode=0o555)

    write(tiny, SECOND, markdown("Changed"))

    assert run_restricted(tiny) == (0, "")
    assert files(tiny / "public") == clean_build(tiny)


LINK = "this is a symbolic link → put the file or folder itself here; nothing is read from outside the project"
PIPE = "this is neither a file nor a folder → remove it, or put a file here"
SPECIAL: dict[str, str | None] = {
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
"""The target of a symbolic link (outside the project, a loop, or missing), or None for a pipe; each by its path."""


@pytest.mark.parametrize(
    "special",
    [SPECIAL, {"site.yaml": "moved"}, {"site.yaml": None}, {name: name for name in ("content", "static", "templates")}],
    ids=["files", "settings", "pipe", "folders"],
)
def test_links_and_pipes_are_reported_and_not_read(special, tiny, tmp_path):
    write(tmp_path, "out/secret.md", markdown("Secret", "The password."))
    for path, target in special.items():
        if (tiny / path).exists():
            shutil.move(tiny / path, tmp_path / (target or "moved"))
        if target:
            (tiny / path).symlink_to(tmp_path / target)
        else:
            os.mkfifo(tiny / path)

    assert problems_in(tiny) == [f"{path}:1:1: {LINK if target else PIPE}" for path, target in special.items()]


def test_files_that_are_large_or_deeply_nested_or_have_unusual_names_are_published(tiny):
    """A page of the largest size, a file of ten megabytes, folders forty deep, and every kind of allowed name."""
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
    assert made == clean_build(tiny)
