"""Changes to the front matter and the text of a page, which keep every other byte.

The order of the fields, quotation marks, line endings and comments stay, except for comments inside a changed value.
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
"""The new value of a field; None, False and empty values remove the field from the file."""
ORDER = list(FrontMatter.model_fields)
"""The order of the fields, in which a new one is inserted."""
REQUIRED = frozenset(name for name, field in FrontMatter.model_fields.items() if field.is_required())
"""The required fields, whose lines stay when they become empty, as the location of the problem."""


@dataclass(frozen=True)
class PageText:
    """The text of a page file, unchanged."""

    text: str

    @cached_property
    def _read(self) -> tuple[Sequence[str], Mapping[str, Any] | None, Mapping[Trail, tuple[Any, Any]]]:
        """The lines of the front matter with its delimiters, the fields, and their YAML nodes."""
        lines = lines_of(self.text)
        end = closing_line(lines)
        top = lines[: end + 1] if end else []
        with suppress(BuildFailed):
            data, locations, nodes = compose("".join(top[1:-1]), "")
            start = locations.values.get(())
            is_block = start is None or (start.column == 1 and start in locations.keys.values())
            if top and isinstance(data, dict) and is_block:
                return top, data, nodes
        return (), None, {}

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """The values of the fields as typed, or None if they cannot be read, or do not start in the first column."""
        return self._read[1]

    @property
    def first_line(self) -> int:
        """The line of the file on which the body starts."""
        return len(self._read[0]) + 1

    @property
    def _rest(self) -> str:
        return self.text[sum(map(len, self._read[0])) :]

    @property
    def body(self) -> str:
        """The text after the front matter, with Unix line endings; the whole file if the fields cannot be read."""
        return self._rest.replace("\r\n", "\n").replace("\r", "\n")

    def changed(self, fields: Mapping[str, Value], body: str) -> Self:
        """Return the page with these values and this body, or only with this body if the fields cannot be read."""
        newline = line_end(self.text)
        rest = self._rest if body == self.body else (body.rstrip("\n") + "\n").replace("\n", newline)
        top, known, nodes = self._read
        if known is None:
            return replace(self, text=rest)
        front, end = "".join(top[1:-1]), top[-1]
        changes = [
            name for name in reversed(ORDER) if name in fields and _plain(fields[name]) != _plain(known.get(name))
        ]
        edits = [_edit(front, nodes, name, fields[name], newline) for name in changes]
        for start, stop, text in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            front = front[:start] + text + front[stop:]
        between = newline if rest and not end.endswith(("\r", "\n")) else ""
        return replace(self, text=f"{top[0]}{front}{end}{between}{rest}")


def _edit(
    front: str, nodes: Mapping[Trail, tuple[Any, Any]], name: str, value: Value, newline: str
) -> tuple[int, int, str]:
    """Return the start and the end of a field, and its new text; a comment after its value stays after it."""
    if (name,) not in nodes:
        above = (_end_of_line(front, nodes[other,][1]) for other in ORDER[: ORDER.index(name)] if (other,) in nodes)
        end = max(above, default=0)
        return end, end, f"{name}: {_to_yaml(value, '')}{newline}"
    start, node = nodes[name,][0].start_mark.index, nodes[name,][1]
    if _plain(value) is None:
        return (start, _end(front, node), f"{name}:") if name in REQUIRED else (start, _end_of_line(front, node), "")
    return start, _end(front, node), f"{name}: {_to_yaml(value, getattr(node, 'style', ''))}"


def _end(front: str, node: Any) -> int:
    """Return the index of the end of a value, without trailing space; that of a list is the end of its last item."""
    while node.id == "sequence" and node.value and not node.flow_style:
        node = node.value[-1]
    start: int = node.start_mark.index
    return start + len(front[start : node.end_mark.index].rstrip(" \r\n"))


def _end_of_line(front: str, node: Any) -> int:
    """Return the index of the end of the line on which a value ends."""
    end = _end(front, node)
    return end + len("".join(lines_of(front[end:])[:1]))


def _plain(value: object) -> tuple[str, ...] | None:
    """Return a value, from a form or a file, so that equal ones compare equal; None if it is empty or false."""
    if isinstance(value, str):
        value = " ".join(value.split())
        return (value,) if value else None
    if isinstance(value, list | tuple):
        return tuple(" ".join(str(item).split()) for item in value) or None
    return ("true",) if value else None


def _to_yaml(value: Value, style: str) -> str:
    """Return a value as YAML, with its previous quotation marks or those that it needs."""
    if isinstance(value, bool):
        return "true"
    if isinstance(value, str):
        return to_yaml(" ".join(value.split()), style)
    return f"[{', '.join(to_yaml(' '.join(item.split()), in_list=True) for item in value or ())}]"
