"""A page's file as an editor changes it: its fields and its text, saved whole, and only over what the editor saw.

What the editor does not change keeps its bytes: comments, the order of the fields, how a value is quoted, line ends.
"""

import hashlib
import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.problems import Problem, WrongUse
from generator.read import files, photographs
from generator.read.edits import lines_of
from generator.read.pages import closing
from generator.read.yaml_text import Places, parse

Value = str | bool | Sequence[str] | None
"""What a form says of a field; nothing and False are that the file does not have it."""
PICTURES, FILES = "static/pictures", "static/files"
PAGE = re.compile(r"content/([A-Za-z][A-Za-z0-9-]{0,30})/((?:[a-z0-9-]{1,100}/){0,8}[a-z0-9-]{1,100})\.md")
"""The path of a page that can be edited, with its language and its name."""
_DRAWN = (*photographs.ENDINGS, ".svg")
_HANDED_OUT = (".pdf", ".csv", ".ods", ".odt", ".xlsx", ".docx", ".txt", ".zip")


class Changed(Exception):
    """Somebody else changed the file; `now` is what it holds, and `mine` the same with what the editor wrote."""

    def __init__(self, now: "Opened", mine: "Opened") -> None:
        self.now, self.mine = now, mine
        super().__init__(f"{now.path} was changed meanwhile")


@dataclass(frozen=True)
class Opened:
    """The file of a page in a language: its text as it stands there, byte for byte."""

    language: str
    name: str
    text: str

    @property
    def path(self) -> str:
        """Where the file stands in the project."""
        return f"content/{self.language}/{self.name}.md"

    @property
    def digest(self) -> str:
        """A digest of the text, by which a later change is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _top(self) -> Sequence[str]:
        """The lines of the fields, with those around them."""
        lines = lines_of(self.text)
        end = closing(lines) if lines and lines[0].removeprefix("\ufeff").rstrip() == "---" else None
        return lines[: end + 1] if end else ()

    @cached_property
    def _parsed(self) -> tuple[Any, Places, list[Problem]]:
        return parse("".join(self._top[1:-1]), self.path, 2)

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """The values of the fields as they were typed, or None where they cannot be read, or share a line."""
        data, places, problems = self._parsed
        if not self._top or problems or not isinstance(data, dict):
            return None
        return data if len({places.key(name).line for name in data}) == len(data) else None

    @property
    def first_line(self) -> int:
        """The line of the file on which the body begins."""
        return 1 if self.fields is None else len(self._top) + 1

    @property
    def _below(self) -> str:
        return "".join(lines_of(self.text)[self.first_line - 1 :])

    @property
    def body(self) -> str:
        """The text below the fields, with the line ends of Unix; the whole file where the fields cannot be read."""
        return self._below.replace("\r\n", "\n")

    def changed(self, fields: Mapping[str, Value], body: str, order: Sequence[str]) -> "Opened":
        """Return the file with these values and this text; `order` says after which fields a new one belongs."""
        newline, known = "\r\n" if "\r\n" in self.text else "\n", self.fields
        rest = self._below if body == self.body else (body.rstrip("\n") + "\n").replace("\n", newline)
        if known is None:
            return replace(self, text=rest)
        front, end = "".join(self._top[1:-1]), self._top[-1]
        for name in order:
            if name in fields and _plain(fields[name]) != _plain(known.get(name)):
                front = _with(front, name, fields[name], order, newline)
        between = newline if rest and not end.endswith("\n") else ""
        return replace(self, text=f"{self._top[0]}{front}{end}{between}{rest}")


def opened(folder: Path, path: str) -> Opened:
    """Return the file of a page; raise `WrongUse` where that is no page that can be edited."""
    if not (page := PAGE.fullmatch(path)):
        raise WrongUse("only pages in content/ can be edited")
    try:
        return Opened(page[1], page[2], files.within(folder, path).read_bytes().decode())
    except FileNotFoundError:
        raise WrongUse(f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path} cannot be read: {error}") from error


def save(folder: Path, new: Opened) -> None:
    """Put a changed file in its place, in one step. Raises `WrongUse` where it cannot be written."""
    with files.writing(new.path, "; it is as it was"):
        files.write(folder, new.path, new.text)


def put(folder: Path, name: str, data: bytes) -> tuple[str, bool]:
    """Put a picture or a file for readers into `static/`; return its path there, and whether it is a picture.

    Its name becomes one that is safe in addresses, and nothing that stands there is replaced. Raises `WrongUse`.
    """
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}".lower()
    place = PICTURES if ending in _DRAWN else FILES if ending in _HANDED_OUT else None
    if place is None or not stem:
        raise WrongUse(f"'{name}' is no picture and no file such as a PDF")
    if not data:
        raise WrongUse(f"'{name}' is empty")
    safe = files.plain(stem)[:80] or "picture"
    names = (f"{place}/{safe}{f'-{number}' if number > 1 else ''}{ending}" for number in itertools.count(1))
    with files.writing(f"'{name}'"):
        path = next(path for path in names if _is_free(files.within(folder, path), data))
        files.write(folder, path, data)
    return path.removeprefix("static/"), place == PICTURES


def _is_free(file: Path, data: bytes) -> bool:
    return not file.exists() or file.read_bytes() == data


def _with(front: str, name: str, value: Value, order: Sequence[str], newline: str) -> str:
    """Return the fields with one of them changed, added or removed; a remark on the line of a changed one stays."""
    lines, (known, places, _) = lines_of(front), parse(front, "")
    begun = {field: places.key(field).line - 1 for field in known}

    def end(field: str) -> int:
        """Return the line below a field; what begins with # stands by itself."""
        below = min((line for line in begun.values() if line > begun[field]), default=len(lines))
        return next(line for line in range(below, 0, -1) if lines[line - 1].strip() and lines[line - 1][0] != "#")

    if name in begun:
        first, last, place = begun[name], end(name), places.value(name)
        style = lines[place.line - 1][place.column - 1 :][:1]
        remark = _remark(lines[first], {name: known[name]}) if last == first + 1 else ""
    else:
        first = last = max((end(other) for other in order[: order.index(name)] if other in begun), default=0)
        style = remark = ""
    new = [] if _plain(value) is None else [f"{name}: {_written(value, style)}{remark}{newline}"]
    return "".join((*lines[:first], *new, *lines[last:]))


def _remark(line: str, said: Mapping[str, Any]) -> str:
    """Return the remark at the end of a line that says this, with the space before it."""
    begins = [found.start() for found in re.finditer(r"\s+#", line)]
    return next((line[at:].rstrip() for at in begins if parse(line[:at], "")[0] == said), "")


def _plain(value: object) -> tuple[str, ...] | None:
    """Return a value of a form or a file such that the same values are equal."""
    if isinstance(value, str):
        value = " ".join(value.split())
        return (value,) if value and value != "false" else None
    if isinstance(value, list | tuple):
        return tuple(" ".join(str(item).split()) for item in value) or None
    return ("true",) if value else None


def _written(value: Value, style: str) -> str:
    """Return a value as YAML, quoted as it was or as it needs to be."""
    if isinstance(value, bool):
        return "true"
    if isinstance(value, str):
        return _scalar(" ".join(value.split()), style)
    return f"[{', '.join(_scalar(' '.join(item.split()), '', in_list=True) for item in value or ())}]"


def _scalar(value: str, style: str, in_list: bool = False) -> str:
    """Return the first way to write a text, alone or in a list, that says just this text."""
    double, single = json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"
    ways = {"'": (single, double), '"': (double,)}.get(style, (value, double))
    said, around = ([value], "field: [{}]") if in_list else (value, "field: {}")
    return next((way for way in ways if parse(around.format(way), "")[::2] == ({"field": said}, [])), double)
