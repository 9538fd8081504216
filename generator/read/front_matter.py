"""The fields on top of a page and the text below them, changed: what is not changed keeps its bytes.

So do comments, the order of the fields, how a value is quoted, and line ends.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import yaml

from generator.read.files import lines_of
from generator.read.pages import FrontMatter, closing
from generator.read.yaml_text import parse

Value = str | bool | Sequence[str] | None
"""What a field is to say; nothing and False are that the file does not have it."""
ORDER = list(FrontMatter.model_fields)
"""Where a new field belongs: behind those before it."""


@dataclass(frozen=True)
class PageText:
    """The text of the file of a page, as it stands there."""

    text: str

    @cached_property
    def _top(self) -> Sequence[str]:
        """The lines of the fields, with those around them."""
        lines = lines_of(self.text)
        end = closing(lines) if lines and lines[0].removeprefix("\ufeff").rstrip() == "---" else None
        return lines[: end + 1] if end else ()

    @cached_property
    def fields(self) -> Mapping[str, Any] | None:
        """The values of the fields as they were typed, or None where they cannot be read, or share a line."""
        data, places, problems = parse("".join(self._top[1:-1]), "")
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

    def changed(self, fields: Mapping[str, Value], body: str) -> Self:
        """Return it with these values and this body; only the body, where the fields cannot be read."""
        newline, known = "\r\n" if "\r\n" in self.text else "\n", self.fields
        rest = self._below if body == self.body else (body.rstrip("\n") + "\n").replace("\n", newline)
        if known is None:
            return replace(self, text=rest)
        front, end = "".join(self._top[1:-1]), self._top[-1]
        for name in ORDER:
            if name in fields and _plain(fields[name]) != _plain(known.get(name)):
                front = _with(front, name, fields[name], newline)
        between = newline if rest and not end.endswith("\n") else ""
        return replace(self, text=f"{self._top[0]}{front}{end}{between}{rest}")


def _with(front: str, name: str, value: Value, newline: str) -> str:
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
        remark = _remark(lines[first]) if last == first + 1 else ""
    else:
        first = last = max((end(other) for other in ORDER[: ORDER.index(name)] if other in begun), default=0)
        style = remark = ""
    new = [] if _plain(value) is None else [f"{name}: {_written(value, style)}{remark}{newline}"]
    if new and style == "-" and isinstance(value, list):
        begins = [places.value(name, number) for number in range(len(known[name]))]
        rows, hyphen = [*(begin.line - 1 for begin in begins), last], lines[place.line - 1][: begins[0].column - 1]
        old = {_plain(item): lines[rows[number] : rows[number + 1]] for number, item in enumerate(known[name])}
        items = (old.get(_plain(item)) or [f"{hyphen}{_scalar(item, '', in_list=True)}{newline}"] for item in value)
        first, new = rows[0], [line for item in items for line in item]
    return "".join((*lines[:first], *new, *lines[last:]))


def _remark(line: str) -> str:
    """Return the remark behind the value of a field, with the space before it."""
    fields: Any = yaml.compose(line, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return line[fields.value[0][1].end_mark.index :].rstrip()


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
