"""What was worked out before, each thing by a digest of all that it was worked out from, kept in `.cache/`.

Whatever is wrong with it – missing, cut short, damaged, foreign, of another version, in use – the next build is only
slower: a value counts only with the digest that it was kept with, and its key has the version of all that makes it.
It is trusted like the byte code that Python keeps beside its modules: whoever can write it could run code.
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
SPARE = 4
"""How many times as much is kept as the last build used, so that what is taken back need not be made again."""
GENERATOR = Path(__file__).parent.parent
AT_ONCE = 500
"""How many values are asked for in one question."""
WAIT = 1.0
"""Seconds to wait, once a build, for another one that writes."""


def digest(*parts: Any) -> bytes:
    """Return the digest of plain values, as `marshal` knows them, each told from the next.

    The second version of that format says nothing else of them; later ones tell which are one object, too.
    """
    return hashlib.sha256(marshal.dumps(parts, 2)).digest()


@functools.cache
def version() -> bytes:
    """Return the digest of what makes a site and is not the project: Python, the libraries, and the generator."""
    libraries = {
        name
        for folder in sys.path
        if folder and Path(folder).is_dir()
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
    files = sorted(GENERATOR.rglob("*.py"))
    code = (digest(file.relative_to(GENERATOR).as_posix(), file.read_bytes()) for file in files)
    return digest(sys.version, *sorted(libraries), (GENERATOR.parent / "build.py").read_bytes(), *code)


class Cache:
    """What is remembered of the project in a folder: frozen values, each by its kind and key.

    Without a folder it lasts as long as the program; what was recalled or kept once is there at once again. Threads
    may share it: the preview answers while it builds.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[bytes, Any] = {}
        self._fresh: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._given_up = False
        self._lock = threading.RLock()

    def recall(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is known of each of these keys; what is known of none is left out."""
        names = {key: _name(kind, key) for key in keys}
        with self._lock:
            self._used.update(names.values())
            if unknown := [name for name in names.values() if name not in self._known]:
                self._known |= self._on_disk(lambda table: _found(table, unknown)) or {}
            return {key: self._known[name] for key, name in names.items() if name in self._known}

    def keep(self, kind: str, key: bytes, value: Any) -> None:
        import pickle

        name, data = _name(kind, key), pickle.dumps(value)
        with self._lock:
            self._used.add(name)
            self._known[name] = value
            self._fresh[name] = data

    def every(self, kind: str, wanted: Mapping[bytes, A], make: Callable[[list[A]], Iterable[T]]) -> dict[bytes, T]:
        """Return for each key what was made of what is wanted; what is missing is made at once, and remembered."""
        known = self.recall(kind, wanted)
        fresh = {key: one for key, one in wanted.items() if key not in known}
        for key, made in zip(fresh, make([*fresh.values()]) if fresh else (), strict=True):
            known[key] = made
            self.keep(kind, key, made)
        return known

    def once(self, kind: str, key: bytes, make: Callable[[], T]) -> T:
        """Return a value that was made before, or else make and remember it."""
        return self.every(kind, {key: None}, lambda _: [make()])[key]

    def seek(self, kind: str, wanted: Mapping[bytes, A], find: Callable[[list[A]], Iterable[list[T]]]) -> list[T]:
        """Return all that is found of the things wanted; of which it was nothing, it is not sought again."""
        known, every = self.recall(kind, wanted), list[T]()
        fresh = {key: one for key, one in wanted.items() if key not in known}
        for key, found in zip(fresh, find([*fresh.values()]) if fresh else (), strict=True):
            every += found
            if not found:
                self.keep(kind, key, True)
        return every

    def use(self, kind: str, key: bytes) -> None:
        """Say that a value may be needed, so that it is not forgotten."""
        self._used.add(_name(kind, key))

    def write(self, is_whole: bool = True) -> None:
        """Put what is new onto the disk; after a whole build, forget what has not been used for long."""
        with self._lock:
            self._given_up = False
            if self._fresh:
                self._on_disk(lambda table: self._written(table, is_whole))
            self._fresh.clear()
            if is_whole:
                self._known = {name: value for name, value in self._known.items() if name in self._used}
                self._used.clear()

    def _written(self, table: "sqlite3.Connection", is_whole: bool) -> None:
        with table:
            rows = ((name, digest(name, value), value) for name, value in self._fresh.items())
            table.executemany("REPLACE INTO cache VALUES (?, ?, ?)", rows)
            (count,) = table.execute("SELECT count(*) FROM cache").fetchone()
            if is_whole and (excess := count - SPARE * len(self._used)) > 0:
                oldest = (name for (name,) in table.execute("SELECT name FROM cache ORDER BY rowid").fetchall())
                unused = (name for name in oldest if name not in self._used)
                table.executemany("DELETE FROM cache WHERE name = ?", ((name,) for name in islice(unused, excess)))

    def _on_disk(self, work: "Callable[[sqlite3.Connection], T]") -> T | None:
        """Do something with the table; return nothing where there is none, or it is of no use and was thrown away."""
        import sqlite3

        if self._folder is None or self._given_up:
            return None
        place = self._folder / FILE
        try:
            files.within(self._folder, FILE).parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(place, timeout=WAIT)) as table:
                table.execute("PRAGMA synchronous = OFF")
                table.execute("CREATE TABLE IF NOT EXISTS cache (name BLOB UNIQUE, voucher BLOB, value BLOB)")
                return work(table)
        except OSError:
            return None
        except (sqlite3.Error, ValueError, EOFError, TypeError) as error:
            self._given_up = True
            if getattr(error, "sqlite_errorname", "") not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                with suppress(OSError):
                    place.unlink()
            return None


def _name(kind: str, key: bytes) -> bytes:
    return b"%b %b %b" % (kind.encode(), version(), key)


def _found(table: "sqlite3.Connection", names: list[bytes]) -> dict[bytes, Any]:
    import pickle

    found: dict[bytes, Any] = {}
    for start in range(0, len(names), AT_ONCE):
        part = names[start : start + AT_ONCE]
        asked = f"SELECT name, voucher, value FROM cache WHERE name IN ({','.join('?' * len(part))})"
        for name, voucher, value in table.execute(asked, part):
            if voucher == digest(name, value):
                found[name] = pickle.loads(value)
    return found
