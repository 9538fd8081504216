"""YAML as plain values with their locations; duplicate keys, tags, anchors and aliases are refused.

Scalars stay as typed, so the type of a field decides what the text means: `title: no` is the title "no", and
`order: 12:30` is not a number. YAML 1.1 would read them as False and 750 (YAML 1.1, section 10.3).
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from generator.problems import BuildFailed, Location, Problem
from generator.read import yaml_help
from generator.read.characters import SPLIT_WORD

Trail = tuple[str | int, ...]
"""The path to a value: field names, and list indexes from 0."""
_NULLS = {"", "~", "null", "Null", "NULL"}
MAX_SHOWN = 60
"""How many characters of a value a message shows at most."""
_CUT = re.compile(r"[ \t]*(?=#\S)| ?(?=#)")
"""What precedes a '#' that YAML ignores but that may be text: a comment has two spaces or a tab, '#', and a space."""
_ITEM = re.compile(r"\n *(- )")
"""A line that YAML reads as a continuation of the text above, but an editor meant as a list item."""
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]\n[ \t]*(?=\w)")
"""A hyphen at the end of a line, which YAML joins to the next line with a space."""
_COLON = re.compile(r"\s*:")
_CURLY = re.compile(r"[“”„][^“”„]*\w[^“”„]*[“”]|«[^«»]*\w[^«»]*»")
"""A value between the curly quotation marks of a word processor, which YAML reads as part of the text."""


class Locations(NamedTuple):
    """The location of each key and value of a YAML text, by its trail."""

    top: Location
    keys: dict[Trail, Location]
    values: dict[Trail, Location]

    def key(self, *trail: str | int) -> Location:
        """Return the location of the name of a field, or of the nearest field around it."""
        return self.keys[trail].for_field(trail) if trail in self.keys else self.value(*trail)

    def value(self, *trail: str | int) -> Location:
        """Return the location of the value of a field, or of the nearest value around it."""
        outward = (trail[:end] for end in range(len(trail), -1, -1))
        return next((self.values[part] for part in outward if part in self.values), self.top).for_field(trail)


NOWHERE = Locations(Location(""), {}, {})


@lru_cache(1_000)
def parse(text: str, path: str, first_line: int = 1, trail: Trail = ()) -> tuple[Any, Locations]:
    """Return YAML `text` as plain values (dict, list, str, None) and their locations; raise `BuildFailed` if invalid.

    `path` and `first_line` are the location of the text; `trail` is its path in a larger value, if it is
    part of one. The result is cached, for the preview: callers must not change it.
    """
    return compose(text, path, first_line, trail)[:2]


def compose(
    text: str, path: str, first_line: int = 1, trail: Trail = ()
) -> tuple[Any, Locations, Mapping[Trail, tuple[Any, Any]]]:
    """Return the same as `parse`, and for each value, by its trail, the YAML nodes of its key and of itself.

    A list item has no key, so its own node appears twice.
    """
    import yaml

    data, lines, top = None, text.split("\n"), Location(path, first_line)
    parser = _Parser(text, [0, *accumulate(len(line) + 1 for line in lines)], Locations(top, {}, {}), {}, [])
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        parser.problems.append(yaml_help.syntax_problem(error, lines, top))
    except yaml.reader.ReaderError:  # never in a file: these characters are refused earlier
        parser.report(0, "this text has a character that YAML does not allow", "delete it; it may be invisible")
    else:
        if isinstance(node, yaml.ScalarNode) and (problem := yaml_help.unlike_field(lines, top)):
            parser.problems.append(problem)
        data = {} if node is None else parser.convert(node, trail)
    if parser.problems:
        raise BuildFailed(parser.problems)
    return data, parser.locations, parser.nodes


def parse_or_none(text: str) -> Any:
    """Return YAML `text` as plain values, or None if it is not valid."""
    with suppress(BuildFailed):
        return parse(text, "")[0]
    return None


class _Parser(NamedTuple):
    """The conversion of one YAML text to plain values, which collects their locations, nodes and problems."""

    text: str
    line_starts: list[int]
    locations: Locations
    nodes: dict[Trail, tuple[Any, Any]]
    problems: list[Problem]

    def location(self, mark: Any) -> Location:
        return Location(self.locations.top.path, self.locations.top.line + mark.line, mark.column + 1)

    def report(self, offset: int, message: str, fix: str) -> None:
        line, top = bisect_right(self.line_starts, offset) - 1, self.locations.top
        location = Location(top.path, top.line + line, offset - self.line_starts[line] + 1)
        self.problems.append(Problem(location, message, fix))

    def convert(self, node: Any, trail: Trail, key_node: Any = None) -> Any:
        self.locations.values[trail] = self.location(node.start_mark)
        self.nodes[trail] = (key_node or node, node)
        if not self.is_untagged(node):
            return None
        if len(trail) > yaml_help.MAX_DEPTH:
            self.report(node.start_mark.index, *yaml_help.TOO_DEEP)
            return None
        if node.id == "scalar":
            self.scalar(node)
            return None if not node.style and node.value in _NULLS else node.value
        if node.id == "sequence":
            return [self.convert(item, (*trail, index)) for index, item in enumerate(node.value)]
        return self.mapping(node, trail)

    def mapping(self, node: Any, trail: Trail) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            start = key_node.start_mark.index
            if key_node.id != "scalar":
                start = node.start_mark.index if node.flow_style else start
                self.report(start, *yaml_help.not_text(self.text[start]))
                continue
            self.is_untagged(key_node)
            self.scalar(key_node)
            key = key_node.value
            if node.flow_style and not _COLON.match(self.text, key_node.end_mark.index):
                message = f"in braces, {described(key)} is read as a field without a value"
                is_field = not key_node.style and re.match(r"[\w-]+:(?!//)\S", key)
                self.report(start, message, yaml_help.WITH_COLON if is_field else yaml_help.QUOTE)
            elif key != key.strip():
                self.report(start, f"there is an invisible character next to the name {described(key)}", "delete it")
            elif key in result:
                first = self.locations.keys[*trail, key].line
                message = f"{described(key)} appears twice; the first is on line {first}"
                fix = "keep one of them; a new entry needs its own name, on a line above its fields"
                self.report(start, message, fix)
            else:
                self.locations.keys[*trail, key] = self.location(key_node.start_mark)
                result[key] = self.convert(value_node, (*trail, key), key_node)
        return result

    def is_untagged(self, node: Any) -> bool:
        """Return whether a node has no anchor or tag, and report one; the node of an alias is that of its anchor."""
        start = node.start_mark.index
        first = self.text[start : start + 1]
        if first in ("&", "!"):
            self.report(start, *yaml_help.not_text(first))
        return first not in ("&", "!")

    def scalar(self, node: Any) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        if not node.style and (item := _ITEM.search(self.text, start, end)):
            self.report(item.start(1), *yaml_help.MISPLACED)
        if hyphen := _HYPHEN.search(self.text, start, end):
            self.report(hyphen.start(), *SPLIT_WORD)
        if not node.style and _CURLY.fullmatch(node.value):
            fix = f"remove them, or write straight ones; to show them, {yaml_help.QUOTE}"
            self.report(start, "these quotation marks would be shown as part of the text", fix)
        line = start - node.start_mark.column
        if node.style in ("'", '"') and node.start_mark.line < node.end_mark.line:
            first, *more = self.text[line:end].split("\n")
            indent = first[: len(first) - len(first.lstrip(" "))]
            if any(re.match(rf"{indent}[\w-]+: ", below) for below in more):
                self.report(start, *yaml_help.UNCLOSED)  # the next field was read as part of the value
        if node.style not in ("|", ">") and (space := _CUT.match(self.text, end)):
            self.report(end + len(space[0]), *yaml_help.NOT_READ)


def to_yaml(value: str, style: str = "", in_list: bool = False) -> str:
    """Return the simplest YAML for a text, as a field or a list item; `style` is the quotation mark to keep, if any."""
    double, single = json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"
    ways = {"'": (single, double), '"': (double,)}.get(style, (value, double))
    whole, around = ([value], "field: [{}]") if in_list else (value, "field: {}")
    return next((way for way in ways if parse_or_none(around.format(way)) == {"field": whole}), double)


def described(value: object) -> str:
    """Return a value as a message names it."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "a group of fields"
    return "nothing" if value is None else f"'{on_one_line(str(value))}'"


def on_one_line(text: str) -> str:
    """Return a text as a message can show it: on one line, and cut if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN else f"{line[:MAX_SHOWN]}…"
