"""A page's file as an editor changes it: its fields and its text, saved whole, and only over what the editor saw.

What the editor does not change keeps its bytes: comments, the order of the fields, how a value is quoted, line ends.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from generator.read import files, photographs
from generator.read.yaml_text import parse

Value = str | bool | Sequence[str] | None
"""What a form says of a field; nothing and False are that the file does not have it."""
PICTURES, FILES = "static/pictures", "static/files"
_PAGE = re.compile(r"content/[A-Za-z][A-Za-z0-9-]{0,30}/(?:[a-z0-9-]{1,100}/){0,8}[a-z0-9-]{1,100}\.md")
_FIELDS = re.compile(r"\A(\ufeff?---[^\S\n]*\n)(.*?)^(---[^\S\n]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
_DRAWN = (*photographs.ENDINGS, ".svg")
_HANDED_OUT = (".pdf", ".csv", ".ods", ".odt", ".xlsx", ".docx", ".txt", ".zip")


class Refused(Exception):
    """Why nothing was written, in one sentence for the editor."""


class Changed(Exception):
    """Somebody else changed the file; `now` is what it holds, and `mine` the same with what the editor wrote."""

    def __init__(self, now: "Opened", mine: "Opened") -> None:
        self.now, self.mine = now, mine
        super().__init__(f"{now.path} was changed meanwhile")


@dataclass(frozen=True, slots=True)
class Opened:
    """The file of a page: its text as it stands there, byte for byte."""

    path: str
    text: str

    @property
    def digest(self) -> str:
        """A digest of the text, by which a later change is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """The values of the fields as they were typed, or None where they cannot be read."""
        found = _FIELDS.match(self.text)
        data, _, problems = parse(found[2], self.path) if found else (None, None, [])
        return data if found and not problems and isinstance(data, dict) else None

    @property
    def body(self) -> str:
        """The text below the fields, with the line ends of Unix; the whole file where the fields cannot be read."""
        found = _FIELDS.match(self.text) if self.fields is not None else None
        return self.text[found.end() if found else 0 :].replace("\r\n", "\n")

    @property
    def first_line(self) -> int:
        """The line of the file on which the body begins."""
        found = _FIELDS.match(self.text) if self.fields is not None else None
        return self.text.count("\n", 0, found.end()) + 1 if found else 1

    def field_at(self, line: int) -> str | None:
        """Return the field that stands on a line of the file, or None."""
        found = _FIELDS.match(self.text)
        spans = _spans(found[2]) if found and line < self.first_line else {}
        begun = {name: found[2].count("\n", 0, span.begin) + 2 for name, span in spans.items()} if found else {}
        return max((name for name, start in begun.items() if start <= line), key=lambda name: begun[name], default=None)

    def changed(self, fields: Mapping[str, Value], body: str, order: Sequence[str]) -> "Opened":
        """Return the file with these values and this text; `order` says after which fields a new one belongs."""
        newline = "\r\n" if "\r\n" in self.text else "\n"
        text = self.body if body == self.body else body.rstrip("\n") + "\n"
        found, known = _FIELDS.match(self.text), self.fields
        if not found or known is None:
            return self if text == self.body else Opened(self.path, text.replace("\n", newline))
        front = found[2]
        for name in order:
            if name in fields and _plain(fields[name]) != _plain(known.get(name)):
                front = _with(front, name, fields[name], order, newline)
        rest = self.text[found.end() :] if text == self.body else text.replace("\n", newline)
        return Opened(self.path, f"{found[1]}{front}{found[3]}{rest}")


def opened(folder: Path, path: str) -> Opened:
    """Return the file of a page; raise `Refused` where that is no page that can be edited."""
    if not _PAGE.fullmatch(path):
        raise Refused("only pages in content/ can be edited")
    _real(folder, path)
    try:
        return Opened(path, (folder / path).read_bytes().decode())
    except FileNotFoundError:
        raise Refused(f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read: {error}") from error


def save(folder: Path, seen: str, new: Opened) -> Opened:
    """Put a changed file in the place of the one with the digest `seen`, in one step; return it.

    Raises `Changed` where another stands there, and `Refused` where it cannot be written.
    """
    now = opened(folder, new.path)
    if now.digest != seen:
        raise Changed(now, new)
    try:
        if now != new:
            files.write(folder, new.path, new.text)
    except OSError as error:
        raise Refused(f"{new.path} cannot be written: {error.strerror}; it is as it was") from error
    return new


def put(folder: Path, name: str, data: bytes) -> str:
    """Put a picture or a file for readers into `static/`; return its path there.

    Its name becomes one that is safe in addresses, and nothing that stands there is replaced. Raises `Refused`.
    """
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}".lower()
    place = PICTURES if ending in _DRAWN else FILES if ending in _HANDED_OUT else None
    if place is None or not stem:
        raise Refused(f"'{name}' is no picture and no file such as a PDF")
    if not data:
        raise Refused(f"'{name}' is empty")
    safe = re.sub(r"[^a-z0-9]+", "-", _ascii(stem).lower()).strip("-")[:80] or "picture"
    for number in range(1, 1000):
        path = f"{place}/{safe}{f'-{number}' if number > 1 else ''}{ending}"
        _real(folder, path)
        try:
            if not (folder / path).exists():
                files.write(folder, path, data)
            elif (folder / path).read_bytes() != data:
                continue
            return path.removeprefix("static/")
        except OSError as error:
            raise Refused(f"'{name}' cannot be written: {error.strerror}") from error
    raise Refused(f"there are too many files with the name '{name}'")


def _ascii(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _real(folder: Path, path: str) -> None:
    """Raise `Refused` where a symbolic link stands on the way to a file: it may lead out of the project."""
    place = folder
    for part in PurePosixPath(path).parts:
        place /= part
        if part == ".." or place.is_symlink():
            raise Refused(f"a symbolic link stands on the way to {path}")


class _Span(NamedTuple):
    """Where a field stands among the others: its name from `begin`, its value from `start` to `end`."""

    begin: int
    start: int
    end: int
    style: str


def _spans(front: str) -> Mapping[str, _Span]:
    node = yaml.compose(front, Loader=yaml.SafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {
        key.value: _Span(key.start_mark.index, _start(key, value, front), _end(value, front), _style(value))
        for key, value in pairs
    }


def _style(node: Any) -> str:
    return node.style or "" if isinstance(node, yaml.ScalarNode) else ""


def _start(key: Any, value: Any, front: str) -> int:
    """Return where a value begins; that of a group below its name begins behind the colon."""
    below = not isinstance(value, yaml.ScalarNode) and not value.flow_style
    return front.index(":", key.end_mark.index) + 1 if below else int(value.start_mark.index)


def _end(node: Any, front: str) -> int:
    """Return where a value ends; behind that of a group, YAML counts the lines below to it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        end = int(node.end_mark.index)
        return len(front[:end].rstrip()) if getattr(node, "style", None) in ("|", ">") else end
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, front)


def _with(front: str, name: str, value: Value, order: Sequence[str], newline: str) -> str:
    """Return the fields with one of them changed, added or removed."""
    spans, plain = _spans(front), _plain(value)
    span = spans.get(name)
    if span and plain is None:
        line = front.rfind("\n", 0, span.begin) + 1
        return front[:line] + front[_next_line(front, span.end) :]
    if span:
        space = "" if front[span.start - 1].isspace() else " "
        return f"{front[: span.start]}{space}{_written(value, span.style)}{front[span.end :]}"
    before = [spans[other].end for other in order[: order.index(name)] if other in spans]
    at = _next_line(front, max(before)) if before else 0
    return f"{front[:at]}{name}: {_written(value, '')}{newline}{front[at:]}"


def _next_line(front: str, offset: int) -> int:
    return front.find("\n", offset) + 1 or len(front)


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
