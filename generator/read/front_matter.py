"""The fields on top of a page and the text below them, changed: what is not changed keeps its bytes.

So do comments, the order of the fields, how a value is quoted, and line ends.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import takewhile, zip_longest
from typing import Any, Self

import yaml

from generator.read.files import line_end, lines_of
from generator.read.pages import FrontMatter, closing
from generator.read.yaml_text import parse

Value = str | bool | Sequence[str] | None
"""What a field is to say; nothing and False are that the file does not have it."""
ORDER = list(FrontMatter.model_fields)
"""Where a new field belongs: behind those before it."""
_REMARK = re.compile(r"[ \t]+#")
"""How a remark begins that belongs to the line above; one in the first column stands by itself."""


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
        """The values of the fields as they were typed, or None where they cannot be read, or do not begin lines."""
        data, places, problems = parse("".join(self._top[1:-1]), "")
        if not self._top or problems or not isinstance(data, dict):
            return None
        begin = places.values.get(())
        return data if begin is None or (begin.column == 1 and begin in places.keys.values()) else None

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
        return self._below.replace("\r\n", "\n").replace("\r", "\n")

    def changed(self, fields: Mapping[str, Value], body: str) -> Self:
        """Return it with these values and this body; only the body, where the fields cannot be read."""
        newline, known = line_end(self.text), self.fields
        rest = self._below if body == self.body else (body.rstrip("\n") + "\n").replace("\n", newline)
        if known is None:
            return replace(self, text=rest)
        front, end = "".join(self._top[1:-1]), self._top[-1]
        for name in ORDER:
            if name in fields and _plain(fields[name]) != _plain(known.get(name)):
                front = _with(front, name, fields[name], newline)
        between = newline if rest and not end.endswith(("\r", "\n")) else ""
        return replace(self, text=f"{self._top[0]}{front}{end}{between}{rest}")


def _with(front: str, name: str, value: Value, newline: str) -> str:
    """Return the fields with one changed, remarks in its value then above it, or added, or removed with its remarks."""
    top: Any = yaml.compose(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    nodes = {key.value: (key, node) for key, node in (top.value if top else ())}
    if name not in nodes:
        above = (_below(front, nodes[other][1]) for other in ORDER[: ORDER.index(name)] if other in nodes)
        place = max(above, default=0)
        return f"{front[:place]}{name}: {_written(value, '')}{newline}{front[place:]}"
    key, node = nodes[name]
    begin = key.start_mark.index
    if _plain(value) is None:
        return front[:begin] + front[_below(front, node) :]
    if isinstance(value, list) and isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return _with_items(front, node, value, newline)
    style, end = (node.style or "") if isinstance(node, yaml.ScalarNode) else "", _end(front, node)
    kept = "".join(remark + newline for remark in _remarks(front, begin, end))
    return f"{front[:begin]}{kept}{name}: {_written(value, style)}{front[end:]}"


def _with_items(front: str, node: yaml.SequenceNode, value: Sequence[str], newline: str) -> str:
    """Return the fields with other items in a list that has a line for each; one that moves takes its line along."""
    rows = []
    for item in node.value:
        begin, end = item.start_mark.index, _end(front, item)
        line, below = begin - len(lines_of(front[:begin])[-1]), end + len(lines_of(front[end:])[0])
        rows.append((line, below, front[line:begin], front[end:below]))
    old, new = [_plain(item.value) for item in node.value], [_plain(item) for item in value]
    known = {item: front[line:below] for item, (line, below, *_) in zip(old, rows, strict=True)}
    hyphen = " " * node.start_mark.column + front[node.start_mark.index : node.value[0].start_mark.index]
    made, done = "", 0
    for kind, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        place = rows[last - 1][1] if last else rows[0][0]
        added = place, place, hyphen, newline
        for row, words in zip_longest(rows[first:last], value[start:stop]) if kind != "equal" else ():
            line, below, before, behind = row or added
            fresh = "" if words is None else f"{before}{_scalar(words, '', in_list=True)}{behind}"
            made, done = made + front[done:line] + (fresh and known.get(_plain(words), fresh)), below
    return made + front[done:]


def _remarks(front: str, begin: int, end: int) -> Iterator[str]:
    """Yield the remarks between where a field begins and its value ends: between signs, and behind that of a block."""
    for token in yaml.scan(front[:end], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        start = token.start_mark.index
        if getattr(token, "style", None) in ("|", ">"):
            start += len(lines_of(front[start:])[0])
        yield from re.findall(r"#[^\r\n]*", front[begin:start])
        begin = max(begin, token.end_mark.index)


def _end(front: str, node: Any) -> int:
    """Return where a value ends; for YAML, one without brackets goes on to where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    begin, end = node.start_mark.index, node.end_mark.index
    return begin + len(front[begin:end].rstrip(" \r\n"))  # type: ignore[no-any-return]


def _below(front: str, node: Any) -> int:
    """Return where the line on which a value ends is over, and the remarks indented below it."""
    end = _end(front, node)
    lines = lines_of(front[end:])
    return end + len("".join([*lines[:1], *takewhile(_REMARK.match, lines[1:])]))


def _plain(value: object) -> tuple[str, ...] | None:
    """Return a value of a form or a file such that the same values are equal."""
    if isinstance(value, str):
        value = " ".join(value.split())
        return (value,) if value else None
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
