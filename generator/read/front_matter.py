"""The fields on top of a page and the text below them, changed: what is not changed keeps its bytes.

So do comments, the order of the fields, how a value is quoted, and line ends.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import Any, NamedTuple, Self

from generator.problems import BuildFailed
from generator.read.files import line_end, lines_of
from generator.read.pages import FrontMatter, closing
from generator.read.yaml_text import Trail, compose, written

Value = str | bool | Sequence[str] | None
"""What a field is to say; nothing and False are that the file does not have it."""
ORDER = list(FrontMatter.model_fields)
"""Where a new field belongs: behind those before it."""
_REMARK = re.compile(r"[ \t]+#")
"""How a remark begins that belongs to the line above; one in the first column stands by itself."""


class Span(NamedTuple):
    """The stretch of a value, or of an item in it: where its field begins, where it begins itself, and its end."""

    name: int
    begin: int
    end: int


@dataclass(frozen=True)
class PageText:
    """The text of the file of a page, as it stands there."""

    text: str

    @cached_property
    def _lines(self) -> Sequence[str]:
        return lines_of(self.text)

    @cached_property
    def _top(self) -> Sequence[str]:
        """The lines of the fields, with those around them."""
        end = closing(self._lines)
        return self._lines[: end + 1] if end else ()

    @cached_property
    def _front(self) -> str:
        return "".join(self._top[1:-1])

    @cached_property
    def _read(self) -> tuple[Mapping[str, Any], Mapping[Trail, Span]] | None:
        """The fields and where each value stands, or None where they cannot be read, or do not begin lines."""
        with suppress(BuildFailed):
            data, places, nodes = compose(self._front, "")
            begin = places.values.get(())
            begins_lines = begin is None or (begin.column == 1 and begin in places.keys.values())
            if self._top and isinstance(data, dict) and begins_lines:
                return data, {trail: _span(self._front, *pair) for trail, pair in nodes.items()}
        return None

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """The values of the fields as they were typed, or None where they cannot be read, or do not begin lines."""
        return self._read and self._read[0]

    @property
    def first_line(self) -> int:
        """The line of the file on which the body begins."""
        return 1 if self._read is None else len(self._top) + 1

    @cached_property
    def _below(self) -> str:
        return "".join(self._lines[self.first_line - 1 :])

    @property
    def body(self) -> str:
        """The text below the fields, with the line ends of Unix; the whole file where the fields cannot be read."""
        return self._below.replace("\r\n", "\n").replace("\r", "\n")

    def changed(self, fields: Mapping[str, Value], body: str) -> Self:
        """Return it with these values and this body; only the body, where the fields cannot be read."""
        newline = line_end(self.text)
        rest = self._below if body == self.body else (body.rstrip("\n") + "\n").replace("\n", newline)
        if self._read is None:
            return replace(self, text=rest)
        (known, spans), front, end = self._read, self._front, self._top[-1]
        changes = [name for name in ORDER if name in fields and _plain(fields[name]) != _plain(known.get(name))]
        edits = [_edit(front, spans, name, fields[name], newline) for name in changes]
        made, done = "", 0
        for begin, below, fresh in sorted(edits, key=lambda edit: edit[:2]):
            made, done = made + front[done:begin] + fresh, below
        front = made + front[done:]
        between = newline if rest and not end.endswith(("\r", "\n")) else ""
        return replace(self, text=f"{self._top[0]}{front}{end}{between}{rest}")


def _span(front: str, name: Any, node: Any) -> Span:
    begin, last = node.start_mark.index, node
    while last.id == "sequence" and last.value and not last.flow_style:  # which ends where what follows it begins
        last = last.value[-1]
    end = last.start_mark.index + len(front[last.start_mark.index : last.end_mark.index].rstrip(" \r\n"))
    return Span(name.start_mark.index, begin, end)


def _edit(front: str, spans: Mapping[Trail, Span], name: str, value: Value, newline: str) -> tuple[int, int, str]:
    """Return where a field stands, and what it becomes: remarks in its value stand above it, or go with it."""
    if (name,) not in spans:
        above = (_below(front, spans[other,]) for other in ORDER[: ORDER.index(name)] if (other,) in spans)
        place = max(above, default=0)
        return place, place, f"{name}: {_written(value, '')}{newline}"
    whole, *items = (span for trail, span in spans.items() if trail[:1] == (name,))
    if _plain(value) is None:
        return whole.name, _below(front, whole), ""
    kept = "".join(remark + newline for remark in _remarks(front, whole, items or [whole]))
    return whole.name, whole.end, f"{kept}{name}: {_written(value, front[whole.begin : whole.begin + 1])}"


def _remarks(front: str, whole: Span, values: Iterable[Span]) -> Iterator[str]:
    """Yield the remarks between where a field begins and its value ends: around what it says, and on top of a block."""
    done = whole.name
    for value in values:
        block = front[value.begin : value.begin + 1] in ("|", ">")
        begin = value.begin + len(lines_of(front[value.begin :])[0]) * block
        yield from re.findall(r"#[^\r\n]*", front[done:begin])
        done = value.end
    yield from re.findall(r"#[^\r\n]*", front[done : whole.end])


def _below(front: str, value: Span) -> int:
    """Return where the line on which a value ends is over, and the remarks indented below it."""
    lines = lines_of(front[value.end :])
    return value.end + len("".join([*lines[:1], *takewhile(_REMARK.match, lines[1:])]))


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
        return written(" ".join(value.split()), style)
    return f"[{', '.join(written(' '.join(item.split()), in_list=True) for item in value or ())}]"
