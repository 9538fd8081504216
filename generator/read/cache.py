"""Computed values kept in `.cache/`, each under a digest of everything that it was computed from.

A cache that is missing, truncated, damaged, foreign, in use or from another version only makes the next build slower:
a value counts only with its checksum, and its name contains the version of all code that could have made it. The cache
is trusted like the byte code that Python stores beside its modules: anyone who can write to it could run code.
"""

import functools
import hashlib
import marshal
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.read import files

if TYPE_CHECKING:
    import sqlite3

A = TypeVar("A")
T = TypeVar("T")

FILE = ".cache/build.sqlite"
CAPACITY = 4
"""How many times as many values as the last build used are kept, so that undoing an edit costs nothing."""
GENERATOR = Path(__file__).parent.parent
BATCH = 500
"""How many values one query reads."""
TIMEOUT = 1.0
"""Seconds to wait, once per build, for another process that is writing."""


def digest(*parts: Any) -> bytes:
    """Return the SHA-256 digest of plain values that `marshal` can write; `"ab", "c"` differs from `"a", "bc"`.

    Version 2 of the format depends only on the values; later ones also record which of them are the same object.
    """
    return hashlib.sha256(marshal.dumps(parts, 2)).digest()


@functools.cache
def version() -> bytes:
    """Return the digest of all that makes a site besides the project: Python, the libraries and the generator."""
    libraries = {
        name
        for folder in sys.path
        if folder and Path(folder).is_dir()
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
    modules = sorted(GENERATOR.rglob("*.py"))
    code = (digest(file.relative_to(GENERATOR).as_posix(), file.read_bytes()) for file in modules)
    return digest(sys.version, *sorted(libraries), (GENERATOR.parent / "build.py").read_bytes(), *code)


def is_outdated() -> bool:
    """Return whether the code or the libraries on disk are no longer those of `version`."""
    try:
        return version.__wrapped__() != version()
    except OSError:  # a file has just been removed
        return True


class Cache:
    """The cache of the project in a folder: frozen values, each under a kind and a key.

    Without a folder, it exists only in memory. Values are also held in memory once read or stored. It is thread-safe:
    the preview answers requests while it builds.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._values: dict[bytes, Any] = {}
        self._unsaved: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._is_unusable = False
        self._lock = threading.RLock()

    def get_many(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the cached values by key; keys without a value are left out."""
        names = {key: _name(kind, key) for key in keys}
        with self._lock:
            self._used.update(names.values())
            if missing := [name for name in names.values() if name not in self._values]:
                self._values |= self._on_disk(lambda database: _read(database, missing)) or {}
            return {key: self._values[name] for key, name in names.items() if name in self._values}

    def put(self, kind: str, key: bytes, value: Any) -> None:
        import pickle

        name, data = _name(kind, key), pickle.dumps(value)
        with self._lock:
            self._used.add(name)
            self._values[name] = value
            self._unsaved[name] = data

    def get_or_make(self, kind: str, key: bytes, make: Callable[[], T]) -> T:
        """Return the cached value; if there is none, make it and store it."""
        return self.get_or_make_all(kind, {key: None}, lambda _: [make()])[key]

    def get_or_make_all(
        self, kind: str, inputs: Mapping[bytes, A], make: Callable[[list[A]], Iterable[T]]
    ) -> dict[bytes, T]:
        """Return a value for the key of each input; those not cached are made in one call of `make`, and stored."""
        values = self.get_many(kind, inputs)
        missing = {key: item for key, item in inputs.items() if key not in values}
        for key, value in zip(missing, make([*missing.values()]) if missing else (), strict=True):
            values[key] = value
            self.put(kind, key, value)
        return values

    def findings(self, kind: str, inputs: Mapping[bytes, A], find: Callable[[list[A]], Iterable[list[T]]]) -> list[T]:
        """Return all that `find` finds in the inputs; those in which it once found nothing are not searched again."""
        clean, findings = self.get_many(kind, inputs), list[T]()
        missing = {key: item for key, item in inputs.items() if key not in clean}
        for key, found in zip(missing, find([*missing.values()]) if missing else (), strict=True):
            findings += found
            if not found:
                self.put(kind, key, True)
        return findings

    def touch(self, kind: str, key: bytes) -> None:
        """Mark a value as used, so that it is kept."""
        self._used.add(_name(kind, key))

    def write(self, is_whole: bool = True) -> None:
        """Save new values to disk; after a whole build, also delete those that have been unused the longest."""
        with self._lock:
            self._is_unusable = False
            if self._unsaved:
                self._on_disk(lambda database: self._save(database, is_whole))
            self._unsaved.clear()
            if is_whole:
                self._values = {name: value for name, value in self._values.items() if name in self._used}
                self._used.clear()

    def _save(self, database: "sqlite3.Connection", is_whole: bool) -> None:
        with database:
            rows = ((name, digest(name, value), value) for name, value in self._unsaved.items())
            database.executemany("REPLACE INTO cache VALUES (?, ?, ?)", rows)
            (count,) = database.execute("SELECT count(*) FROM cache").fetchone()
            if is_whole and (excess := count - CAPACITY * len(self._used)) > 0:
                oldest = (name for (name,) in database.execute("SELECT name FROM cache ORDER BY rowid").fetchall())
                unused = (name for name in oldest if name not in self._used)
                database.executemany("DELETE FROM cache WHERE name = ?", ((name,) for name in islice(unused, excess)))

    def _on_disk(self, work: "Callable[[sqlite3.Connection], T]") -> T | None:
        """Return the result of `work` on the database, or None if the file cannot be used; a damaged one is deleted."""
        import sqlite3

        if self._folder is None or self._is_unusable:
            return None
        path = self._folder / FILE
        try:
            files.within(self._folder, FILE).parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=TIMEOUT)) as database:
                database.execute("PRAGMA synchronous = OFF")
                database.execute("CREATE TABLE IF NOT EXISTS cache (name BLOB UNIQUE, checksum BLOB, value BLOB)")
                return work(database)
        except OSError:
            return None
        except (sqlite3.Error, ValueError, EOFError, TypeError) as error:
            self._is_unusable = True
            if getattr(error, "sqlite_errorname", "") not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                with suppress(OSError):
                    path.unlink()
            return None


def _name(kind: str, key: bytes) -> bytes:
    return b"%b %b %b" % (kind.encode(), version(), key)


def _read(database: "sqlite3.Connection", names: list[bytes]) -> dict[bytes, Any]:
    import pickle

    values: dict[bytes, Any] = {}
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        query = f"SELECT name, checksum, value FROM cache WHERE name IN ({','.join('?' * len(batch))})"
        for name, checksum, value in database.execute(query, batch):
            if checksum == digest(name, value):
                values[name] = pickle.loads(value)
    return values
