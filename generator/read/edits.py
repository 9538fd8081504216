"""Changes of files, each at its place: lines that they do not name stay byte for byte, and all are written or none."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import Location, WrongUse
from generator.read import files

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its end as it is."""
    return _LINE.findall(text)


@dataclass(slots=True)
class Edits:
    """Changes to be made to the files in a folder, each once; places are those of the files as they are now."""

    folder: Path
    _changes: defaultdict[str, set[tuple[int, int, str, str]]] = field(default_factory=lambda: defaultdict(set))
    _moves: dict[str, str | None] = field(default_factory=dict)

    def replace(self, where: Location, old: str, new: str) -> None:
        """Put `new` where `old` stands, perhaps behind a quotation mark."""
        self._changes[where.path].add((where.line, where.column, old, new))

    def rest(self, where: Location, new: str) -> None:
        """Put `new` in place of the rest of a line, but for a remark."""
        self._changes[where.path].add((where.line, where.column, "", new))

    def insert(self, where: Location, line: str) -> None:
        """Put a line above the one at a place."""
        self._changes[where.path].add((where.line, 0, "", line))

    def delete(self, where: Location) -> None:
        """Take away the line at a place."""
        self._changes[where.path].add((where.line, 0, "-", ""))

    def move(self, path: str, to: str | None) -> None:
        """Give a file another path, or none."""
        self._moves[path] = to

    def files(self) -> dict[str, str | bytes | None]:
        """Return what each file that changes is to hold, by its path; None where there is none any more.

        Raises `WrongUse` where what is to be replaced is not written as it is read.
        """
        made: dict[str, str | bytes | None] = dict.fromkeys(self._moves)
        for path in dict.fromkeys((*self._changes, *self._moves)):
            to = self._moves.get(path, path)
            if to is not None:
                made[to] = self._changed(path) if path.endswith(".md") else (self.folder / path).read_bytes()
        return made

    def _changed(self, path: str) -> str:
        lines = lines_of((self.folder / path).read_bytes().decode("utf-8"))
        ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
        for line, column, old, new in sorted(self._changes.get(path, ()), reverse=True):
            if not column:
                lines[line - 1 : line - (not old)] = [] if old else [new + ending]
                continue
            words, begin = unicodedata.normalize("NFC", lines[line - 1]), column - 1
            begin += bool(old) and words[begin : begin + 1] in ('"', "'") and not old.startswith(words[begin])
            if not old:
                remark = words.find("  #", begin)
                old = words[begin : remark if remark >= 0 else len(words.rstrip())]
            elif not words.startswith(old, begin):
                raise WrongUse(
                    f"{path}:{line}:{column} does not have '{old}' as it is read; write it plainly there first"
                )
            lines[line - 1] = words[:begin] + new + words[begin + len(old) :]
        return "".join(lines)


def write(folder: Path, texts: Mapping[str, str | bytes | None]) -> None:
    """Write what every file is to hold in a folder, and remove those that are None: all of them, or nothing.

    Raises `WrongUse` where that cannot be done; then every file is as it was.
    """
    before = {path: (folder / path).read_bytes() if (folder / path).exists() else None for path in texts}
    done: list[str] = []
    try:
        for path, text in sorted(texts.items(), key=lambda item: item[1] is None):
            done.append(path)
            if text is None:
                (folder / path).unlink()
            else:
                files.write(folder, path, text)
    except OSError as error:
        for path in done:
            _restore(folder / path, before[path])
        raise WrongUse(f"cannot write {done[-1]}: {error.strerror}; nothing was changed") from error
    for path, text in texts.items():
        for above in (folder / path).relative_to(folder).parents if text is None else ():
            with suppress(OSError):  # a folder that still has something stays
                (folder / above).rmdir()


def _restore(file: Path, data: bytes | None) -> None:
    with suppress(OSError):
        if data is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(data)
