"""What is remembered: whole or not at all, and not for ever."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.read import cache
from generator.read.cache import FILE, SPARE, Cache

KEYS = [bytes([number]) * 32 for number in range(40)]


def kept(folder: Path, *values: object) -> Path:
    """Remember some values; return the file."""
    remembered = Cache(folder)
    for key, value in zip(KEYS, values, strict=False):
        remembered.keep("kind", key, value)
    remembered.write()
    return folder / FILE


def test_what_was_kept_is_there_again_by_kind_key_and_version(tmp_path, monkeypatch):
    value = ("words – \ud800", b"\0", (1, None, 2.5), {"a": (True,)})
    kept(tmp_path, value)

    assert Cache(tmp_path).recall("kind", KEYS) == {KEYS[0]: value}
    assert Cache(tmp_path).recall("other", KEYS) == {}
    monkeypatch.setattr(cache, "version", lambda: b"another")
    assert Cache(tmp_path).recall("kind", KEYS) == {}


def test_what_is_long_unused_is_forgotten_and_what_is_used_stays(tmp_path):
    kept(tmp_path, *range(SPARE * 3))
    again = Cache(tmp_path)
    used = again.recall("kind", KEYS[:2])
    again.keep("kind", KEYS[-1], "new")
    again.write()

    left = Cache(tmp_path).recall("kind", KEYS)

    assert left == {**used, **{KEYS[number]: number for number in range(3, SPARE * 3)}, KEYS[-1]: "new"}


def test_a_build_that_stops_early_forgets_nothing(tmp_path):
    kept(tmp_path, *range(SPARE * 3))
    again = Cache(tmp_path)
    again.keep("kind", KEYS[-1], "new")
    again.write(is_whole=False)

    assert len(Cache(tmp_path).recall("kind", KEYS)) == SPARE * 3 + 1


def test_a_memory_in_use_is_waited_for_once_a_build(tmp_path, monkeypatch):
    other = sqlite3.connect(kept(tmp_path, "words"))
    other.execute("BEGIN EXCLUSIVE")
    waits: list[float] = []
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda place, timeout, **more: waits.append(timeout) or connect(place, timeout=0, **more)
    )
    remembered = Cache(tmp_path)

    assert [remembered.recall("kind", [key]) for key in KEYS] == [{}] * len(KEYS)
    assert len(waits) == 1

    other.close()
    remembered.write()

    assert remembered.recall("kind", KEYS) == {KEYS[0]: "words"}


def test_a_memory_that_cannot_be_opened_is_asked_once_a_build(tmp_path, monkeypatch):
    """Where another program has the file, Windows tries for more than a second each time."""
    (tmp_path / FILE).mkdir(parents=True)
    connect, asked = sqlite3.connect, []
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: asked.append(given) or connect(*given, **more))
    remembered = Cache(tmp_path)

    assert [remembered.recall("kind", [key]) for key in KEYS] == [{}] * len(KEYS)
    assert len(asked) == 1


def test_a_thread_may_ask_while_another_writes(tmp_path):
    """The preview answers with pages of the last build while it builds; this ended Python with a memory fault."""
    keys = [number.to_bytes(32, "big") for number in range(3000)]
    before = Cache(tmp_path)
    for key in keys:
        before.keep("kind", key, key)
    before.write()
    shared = Cache(tmp_path)
    with ThreadPoolExecutor(1) as apart:
        asked = apart.submit(lambda: [shared.recall("kind", [key]) for key in keys])
        while not asked.done():
            shared.write()

        assert asked.result() == [{key: key} for key in keys]


def test_no_file_is_left_open(tmp_path, monkeypatch):
    """Windows removes no open file, and Python 3.13 warns of each."""
    connect, opened = sqlite3.connect, list[sqlite3.Connection]()
    monkeypatch.setattr(sqlite3, "connect", lambda *place, **more: opened.append(connect(*place, **more)) or opened[-1])
    kept(tmp_path, "words")
    Cache(tmp_path).recall("kind", KEYS)

    assert len(opened) == 2
    for table in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            table.execute("SELECT 1")
