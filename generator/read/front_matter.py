"""The fields on top of a page and the text below them, changed: what is not changed keeps its bytes.

So do the order of the fields, how a value is quoted, line ends, and remarks, but for those in a value that changes.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from generator.problems import BuildFailed
from generator.read.files import line_end, lines_of
from generator.read.pages import FrontMatter, closing_line
from generator.read.yaml_text import Trail, compose, to_yaml

Value = str | bool | Sequence[str] | None
"""What a field is to say; nothing and False are that the file does not have it."""
ORDER = list(FrontMatter.model_fields)
"""Where a new field belongs: behind those before it."""
NEEDED = frozenset(name for name, field in FrontMatter.model_fields.items() if field.is_required())
"""The fields whose line stays when they become empty: there it is told that they are."""


@dataclass(frozen=True)
class PageText:
    """The text of the file of a page, as it stands there."""

    text: str

    @cached_property
    def _read(self) -> tuple[Sequence[str], Mapping[str, Any] | None, Mapping[Trail, tuple[Any, Any]]]:
        """The lines of the fields, with those around them; the fields; and their nodes."""
        lines = lines_of(self.text)
        end = closing_line(lines)
        top = lines[: end + 1] if end else []
        with suppress(BuildFailed):
            data, places, nodes = compose("".join(top[1:-1]), "")
            begin = places.values.get(())
            begins_lines = begin is None or (begin.column == 1 and begin in places.keys.values())
            if top and isinstance(data, dict) and begins_lines:
                return top, data, nodes
        return (), None, {}

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """The values of the fields as they were typed, or None where they cannot be read, or do not begin lines."""
        return self._read[1]

    @property
    def first_line(self) -> int:
        """The line of the file on which the body begins."""
        return len(self._read[0]) + 1

    @property
    def _below(self) -> str:
        return self.text[sum(map(len, self._read[0])) :]

    @property
    def body(self) -> str:
        """The text below the fields, with the line ends of Unix; the whole file where the fields cannot be read."""
        return self._below.replace("\r\n", "\n").replace("\r", "\n")

    def changed(self, fields: Mapping[str, Value], body: str) -> Self:
        """Return it with these values and this body; only the body, where the fields cannot be read."""
        newline = line_end(self.text)
        rest = self._below if body == self.body else (body.rstrip("\n") + "\n").replace("\n", newline)
        top, known, nodes = self._read
        if known is None:
            return replace(self, text=rest)
        front, end = "".join(top[1:-1]), top[-1]
        changes = [
            name for name in reversed(ORDER) if name in fields and _plain(fields[name]) != _plain(known.get(name))
        ]
        edits = [_edit(front, nodes, name, fields[name], newline) for name in changes]
        for begin, below, fresh in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            front = front[:begin] + fresh + front[below:]
        between = newline if rest and not end.endswith(("\r", "\n")) else ""
        return replace(self, text=f"{top[0]}{front}{end}{between}{rest}")


def _edit(
    front: str, nodes: Mapping[Trail, tuple[Any, Any]], name: str, value: Value, newline: str
) -> tuple[int, int, str]:
    """Return where a field begins and ends, and what it becomes; a remark behind its value stays behind it."""
    if (name,) not in nodes:
        above = (_below(front, nodes[other,][1]) for other in ORDER[: ORDER.index(name)] if (other,) in nodes)
        place = max(above, default=0)
        return place, place, f"{name}: {_written(value, '')}{newline}"
    begin, was = nodes[name,][0].start_mark.index, nodes[name,][1]
    if _plain(value) is None:
        return (begin, _end(front, was), f"{name}:") if name in NEEDED else (begin, _below(front, was), "")
    return begin, _end(front, was), f"{name}: {_written(value, getattr(was, 'style', ''))}"


def _end(front: str, node: Any) -> int:
    """Return where a value ends: a list over several lines with its last item, and none with what follows it."""
    while node.id == "sequence" and node.value and not node.flow_style:
        node = node.value[-1]
    begin: int = node.start_mark.index
    return begin + len(front[begin : node.end_mark.index].rstrip(" \r\n"))


def _below(front: str, node: Any) -> int:
    """Return where the line on which a value ends is over."""
    end = _end(front, node)
    return end + len("".join(lines_of(front[end:])[:1]))


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
        return to_yaml(" ".join(value.split()), style)
    return f"[{', '.join(to_yaml(' '.join(item.split()), in_list=True) for item in value or ())}]"
