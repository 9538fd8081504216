"""YAML as plain values with their places; repeated names, tags and aliases are refused.

Scalars stay the text that was typed, so a field decides by its own type what the text means: `title: no` is the title
"no", and `order: 12:30` is not a number. YAML 1.1 would have made them False and 750 (YAML 1.1, section 10.3).
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

from generator.problems import BuildFailed, Location, Problem, position
from generator.read import yaml_help
from generator.read.characters import DIVIDED

Trail = tuple[str | int, ...]
"""The way to a value: names of fields, and numbers from 0."""
NULLS = {"", "~", "null", "Null", "NULL"}
SHOWN = 60
"""How many characters of a value a message shows."""
_CUT = re.compile(r"[ \t]*(?=#\S)| ?(?=#)")
"""Before what YAML leaves out, where it may be words: a remark begins with two spaces or a tab, '#', and a space."""
_ITEM = re.compile(r"\n *(- )")
"""A line that YAML takes for more of the text above, and an editor for an item of a list."""
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]\n[ \t]*(?=\w)")
"""A hyphen at the end of a line, which YAML joins to the next one with a space."""
_COLON = re.compile(r"\s*:")
_CURLY = re.compile(r"[“”„][^“”„]*\w[^“”„]*[“”]|«[^«»]*\w[^«»]*»")
"""A value between the quotation marks of a word processor, which YAML takes for letters."""


class Places(NamedTuple):
    """Where each key and value of a YAML text stands, by its path of keys and numbers from 0."""

    top: Location
    keys: dict[Trail, Location]
    values: dict[Trail, Location]

    def key(self, *trail: str | int) -> Location:
        """Return the place of the name of a field, or of the nearest thing around it."""
        return self.keys[trail].of(trail) if trail in self.keys else self.value(*trail)

    def value(self, *trail: str | int) -> Location:
        """Return the place of the value of a field, or of the nearest thing around it."""
        ways = (trail[:end] for end in range(len(trail), -1, -1))
        return next((self.values[way] for way in ways if way in self.values), self.top).of(trail)


NOWHERE = Places(Location(""), {}, {})


@lru_cache(1_000)
def parse(text: str, path: str, first_line: int = 1, trail: Trail = ()) -> tuple[Any, Places]:
    """Return what YAML `text` says, as dictionaries, lists, texts and None, with the places; raise `BuildFailed`.

    `path` and `first_line` say where the text stands in the project, and `trail` where in a whole, if it is a part.
    Who asks again, as a preview does, is given the same: nobody may change it.
    """
    data, places, _ = compose(text, path, first_line, trail)
    return data, places


def compose(
    text: str, path: str, first_line: int = 1, trail: Trail = ()
) -> tuple[Any, Places, Mapping[Trail, tuple[Any, Any]]]:
    """Return the same as `parse`, and the nodes of each value, by its trail: that of its name, and its own.

    An item of a list, which has no name, has its own twice.
    """
    import yaml

    data, lines, top = None, text.split("\n"), Location(path, first_line)
    reading = _Reading(text, Places(top, {}, {}), {}, [])
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        reading.problems.append(yaml_help.syntax_problem(error, lines, top))
    except yaml.reader.ReaderError:  # in no file: one with such a character has no text
        reading.wrong(top, "a character here is not allowed in YAML", "delete it; it may be invisible")
    else:
        if isinstance(node, yaml.ScalarNode) and (odd := yaml_help.unlike_field(lines, top)):
            reading.problems.append(odd)
        data = {} if node is None else reading.convert(node, trail)
    if reading.problems:
        raise BuildFailed(reading.problems)
    return data, reading.places, reading.nodes


def said(text: str) -> Any:
    """Return what YAML text says, or None where it is none."""
    with suppress(BuildFailed):
        return parse(text, "")[0]
    return None


class _Reading(NamedTuple):
    """One YAML text on its way to plain values: where they stand, and what is wrong with it."""

    text: str
    places: Places
    nodes: dict[Trail, tuple[Any, Any]]
    problems: list[Problem]

    def place(self, mark: Any) -> Location:
        return Location(self.places.top.path, self.places.top.line + mark.line, mark.column + 1)

    def at(self, offset: int) -> Location:
        line, column = position(self.text, offset)
        return Location(self.places.top.path, self.places.top.line + line - 1, column)

    def wrong(self, where: Location, message: str, fix: str) -> None:
        self.problems.append(Problem(where, message, fix))

    def convert(self, node: Any, trail: Trail, name: Any = None) -> Any:
        where = self.places.values[trail] = self.place(node.start_mark)
        self.nodes[trail] = (name or node, node)
        if not self.is_bare(node, where):
            return None
        if len(trail) > yaml_help.DEPTH:
            self.wrong(where, *yaml_help.TOO_DEEP)
            return None
        if node.id == "scalar":
            self.scalar(node)
            return None if not node.style and node.value in NULLS else node.value
        if node.id == "sequence":
            return [self.convert(item, (*trail, index)) for index, item in enumerate(node.value)]
        return self.mapping(node, trail)

    def mapping(self, node: Any, trail: Trail) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            where = self.place(key_node.start_mark)
            if key_node.id != "scalar":
                begun = node.start_mark if node.flow_style else key_node.start_mark
                self.wrong(self.place(begun), *yaml_help.no_text(self.text[begun.index]))
                continue
            self.is_bare(key_node, where)
            self.scalar(key_node)
            key = key_node.value
            if node.flow_style and not _COLON.match(self.text, key_node.end_mark.index):
                message = f"between braces, {shown(key)} is read as a field without a value"
                is_field = not key_node.style and re.match(r"[\w-]+:(?!//)\S", key)
                self.wrong(where, message, yaml_help.WITH_COLON if is_field else yaml_help.QUOTE)
                continue
            if key != key.strip():
                self.wrong(where, f"an invisible character stands beside the name {shown(key)}", "delete it")
                continue
            if key in result:
                message = f"{shown(key)} is given twice; the first is on line {self.places.keys[*trail, key].line}"
                fix = "keep one of the two; another entry needs a name of its own, on a line above its fields"
                self.wrong(where, message, fix)
                continue
            self.places.keys[*trail, key] = where
            result[key] = self.convert(value_node, (*trail, key), key_node)
        return result

    def is_bare(self, node: Any, where: Location) -> bool:
        """Whether a value begins with itself, and not with an anchor or a tag; an alias is the value it stands for."""
        sign = self.text[node.start_mark.index : node.start_mark.index + 1]
        if sign in ("&", "!"):
            self.wrong(where, *yaml_help.no_text(sign))
        return sign not in ("&", "!")

    def scalar(self, node: Any) -> None:
        begin, end = node.start_mark.index, node.end_mark.index
        if not node.style and (item := _ITEM.search(self.text, begin, end)):
            self.wrong(self.at(item.start(1)), *yaml_help.MISPLACED)
        if hyphen := _HYPHEN.search(self.text, begin, end):
            self.wrong(self.at(hyphen.start()), *DIVIDED)
        if not node.style and _CURLY.fullmatch(node.value):
            fix = "remove them, or write straight ones; where they are meant, put the whole value between double quotes"
            self.wrong(self.at(begin), "these quotation marks would be shown with the text", fix)
        line = begin - node.start_mark.column
        if node.style in ("'", '"') and node.start_mark.line < node.end_mark.line:
            first, *more = self.text[line:end].split("\n")
            indent = first[: len(first) - len(first.lstrip(" "))]
            if any(re.match(rf"{indent}[\w-]+: ", below) for below in more):
                self.wrong(self.at(begin), *yaml_help.UNCLOSED)  # the next field was read as more of the value
        if node.style not in ("|", ">") and (space := _CUT.match(self.text, end)):
            self.wrong(self.at(end + len(space[0])), *yaml_help.NOT_READ)


def written(value: str, style: str = "", in_list: bool = False) -> str:
    """Return the first way to write a text, alone or in a list, that says just this text; `style` is a mark to keep."""
    double, single = json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"
    ways = {"'": (single, double), '"': (double,)}.get(style, (value, double))
    whole, around = ([value], "field: [{}]") if in_list else (value, "field: {}")
    return next((way for way in ways if said(around.format(way)) == {"field": whole}), double)


def shown(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "a group of fields"
    return "nothing" if value is None else f"'{on_one_line(str(value))}'"


def on_one_line(words: str) -> str:
    """Return words as a message can show them: a long value is cut, and what would begin a line of its own does not."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
