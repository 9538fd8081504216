"""The cache: values are found again, unused ones deleted, and a locked file is waited for only once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.read import cache
from generator.read.cache import CAPACITY, FILE, Cache

KEYS = [bytes([number]) * 32 for number in range(40)]


def filled(folder: Path, *values: object) -> Path:
    """Store some values in a cache and return its file."""
    new = Cache(folder)
    for key, value in zip(KEYS, values, strict=False):
        new.put("kind", key, value)
    new.write()
    return folder / FILE


def test_a_value_is_found_by_its_kind_key_and_version(tmp_path, monkeypatch):
    value = ("words – \ud800", b"\0", (1, None, 2.5), {"a": (True,)})
    filled(tmp_path, value)

    assert Cache(tmp_path).get_many("kind", KEYS) == {KEYS[0]: value}
    assert Cache(tmp_path).get_many("other", KEYS) == {}
    monkeypatch.setattr(cache, "version", lambda: b"another")
    assert Cache(tmp_path).get_many("kind", KEYS) == {}


def test_the_longest_unused_values_are_deleted_and_used_ones_kept(tmp_path):
    filled(tmp_path, *range(CAPACITY * 3))
    later = Cache(tmp_path)
    used = later.get_many("kind", KEYS[:2])
    later.put("kind", KEYS[-1], "new")
    later.write()

    left = Cache(tmp_path).get_many("kind", KEYS)

    assert left == {**used, **{KEYS[number]: number for number in range(3, CAPACITY * 3)}, KEYS[-1]: "new"}


def test_a_build_that_stops_early_deletes_nothing(tmp_path):
    filled(tmp_path, *range(CAPACITY * 3))
    later = Cache(tmp_path)
    later.put("kind", KEYS[-1], "new")
    later.write(is_whole=False)

    assert len(Cache(tmp_path).get_many("kind", KEYS)) == CAPACITY * 3 + 1


def test_a_cache_in_use_is_waited_for_once_per_build(tmp_path, monkeypatch):
    other = sqlite3.connect(filled(tmp_path, "words"))
    other.execute("BEGIN EXCLUSIVE")
    waits: list[float] = []
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda place, timeout, **more: waits.append(timeout) or connect(place, timeout=0, **more)
    )
    locked = Cache(tmp_path)

    assert [locked.get_many("kind", [key]) for key in KEYS] == [{}] * len(KEYS)
    assert len(waits) == 1

    other.close()
    locked.write()

    assert locked.get_many("kind", KEYS) == {KEYS[0]: "words"}


def test_a_cache_that_cannot_be_opened_is_tried_once_per_build(tmp_path, monkeypatch):
    """If another program has the file open, Windows tries for more than a second each time."""
    (tmp_path / FILE).mkdir(parents=True)
    connect, tries = sqlite3.connect, []
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: tries.append(given) or connect(*given, **more))
    broken = Cache(tmp_path)

    assert [broken.get_many("kind", [key]) for key in KEYS] == [{}] * len(KEYS)
    assert len(tries) == 1


def test_a_thread_can_read_while_another_writes(tmp_path):
    """The preview answers with pages of the last build while it builds; this ended Python with a memory fault."""
    keys = [number.to_bytes(32, "big") for number in range(3000)]
    before = Cache(tmp_path)
    for key in keys:
        before.put("kind", key, key)
    before.write()
    shared = Cache(tmp_path)
    with ThreadPoolExecutor(1) as executor:
        reading = executor.submit(lambda: [shared.get_many("kind", [key]) for key in keys])
        while not reading.done():
            shared.write()

        assert reading.result() == [{key: key} for key in keys]


def test_no_file_is_left_open(tmp_path, monkeypatch):
    """Windows cannot remove an open file, and Python 3.13 warns of each."""
    connect, opened = sqlite3.connect, list[sqlite3.Connection]()
    monkeypatch.setattr(sqlite3, "connect", lambda *place, **more: opened.append(connect(*place, **more)) or opened[-1])
    filled(tmp_path, "words")
    Cache(tmp_path).get_many("kind", KEYS)

    assert len(opened) == 2
    for table in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            table.execute("SELECT 1")
