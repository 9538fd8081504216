"""YAML read with line numbers into strict models; repeated and unknown keys are refused.

Scalars reach the models as the text that was typed, so a field decides by its own type what the text
means: `title: no` is the title "no", and `order: 12:30` is not a number. YAML 1.1 would have made them
False and 750 (YAML 1.1, section 10.3).
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationError

from generator.problems import INVISIBLE, Location, Problem, position, suggestion

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = {"", "~", "null", "Null", "NULL"}
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
}
DEPTH = 12
SHOWN = 60
_BEFORE_REMARK = re.compile(r"[ \t]+(?=#\S)")
_COLON = re.compile(r"\s*:")
_BEGIN = r" *(?:- +)*"
_WITH_COLON = "write 'name: value', with a space after the colon"
_ANCHOR_FIX = "write the value out again, or put it between double quotes"
_REMARK = (
    "what follows '#' is not read",
    "put the whole value between double quotes; if it is a remark, write a space after '#'",
)
_UNLIKE_FIELDS = (
    (
        rf"{_BEGIN}[\w-]+:([\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff])",
        "an invisible character, {name}, stands after the colon",
        "delete it, and type a space",
    ),
    (rf"{_BEGIN}[\w-]+([;=：])", "'{sign}' stands where the colon belongs", _WITH_COLON),
    (rf"{_BEGIN}[\w-]+:(?!//)(\S)", "no space stands after the colon", _WITH_COLON),
    (r"(\w)[^:]*$", "a line here has no ': ' after its field name", _WITH_COLON),
)
"""Lines that are not like `name: value`: the group is where, then what is wrong, and what to write instead."""
_NO_TEXT = "a value that begins with '{sign}' is not read as text", "put the whole value between double quotes"
_UNLIKE_TEXT = (
    (
        r"""(?:: |- |[\[{,]) *(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*") *([^\s,\]}:#])""",
        "the text goes on after its closing quotation mark",
        'put the whole value between double quotes; inside it write “ ” or \\"',
    ),
    (r"(?:: |- |[\[{]) *([*&!|>@`%]|[-?](?= ))", *_NO_TEXT),
    (rf"^{_BEGIN}[\w-]+: +([\[{{])[^\]}}]*[\]}}] *[^\s,\]}}#]", *_NO_TEXT),
)
"""The same for values that YAML does not take for text."""


class Model(BaseModel):
    """The base of every model read from YAML: frozen, and closed to unknown fields."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=False, regex_engine="python-re", allow_inf_nan=False
    )
    _places: "Places" = PrivateAttr(default_factory=lambda: Places(Location(""), {}, {}))

    def at(self, *trail: str | int) -> Location:
        """Return where a field stands in the file from which this was read, or the nearest thing around it."""
        return self._places.key(*trail)


M = TypeVar("M", bound=Model)
Trail = tuple[str | int, ...]


def _iso_date(value: object) -> object:
    """Let only `YYYY-MM-DD` through: pydantic would also read a bare number as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("date")
    return value


Date = Annotated[datetime.date, BeforeValidator(_iso_date)]


def read(
    text: str, model: type[M], path: str, first_line: int = 1, known: Mapping[str, object] | None = None
) -> tuple[M | None, "Places", list[Problem]]:
    """Read YAML `text` into `model`.

    `path` and `first_line` say where the text stands, so that every problem names a line of the file; `known` is what
    validators may look up.
    Returns the model, where its fields stand, and no problems; or None and every problem found.
    """
    data, places, problems = _parse(text, path, first_line)
    if problems:
        return None, places, problems
    try:
        made = model.model_validate(data, context=known)
        made._places = places
        return made, places, []
    except ValidationError as error:
        details = error.errors()
        followed = {
            detail["loc"][: len(other["loc"])] for detail in details for other in details if detail is not other
        }
        told = (detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in followed)
        return None, places, [_problem(detail, model, places) for detail in told]


def read_phrases(text: str, path: str) -> tuple[dict[str, str], dict[str, Location], list[Problem]]:
    """Read YAML `text` as `name: phrase` lines; return the phrases, where each name stands, and the problems."""
    data, places, problems = _parse(text, path, 1)
    if problems:
        return {}, {}, problems
    if not isinstance(data, dict):
        return (
            {},
            {},
            [Problem(Location(path), f"fields are expected here, not {_shown(data)}", "write 'name: value' lines")],
        )
    where = {name: places.keys[name,] for name in data}
    problems = [
        Problem(where[name], f"{_shown(name)} must be text, not {_shown(value)}", "write the text on the same line")
        for name, value in data.items()
        if not isinstance(value, str)
    ]
    problems += [
        Problem(
            where[name],
            f"{_shown(name)} has braces that hold more than one word",
            "write only the braces of the source language, such as {number}",
        )
        for name, value in data.items()
        if isinstance(value, str) and re.search(r"[{}]", re.sub(r"\{\w*\}", "", value))
    ]
    return {name: value for name, value in data.items() if isinstance(value, str)}, where, problems


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key and value of a YAML text stands, by its path of keys and numbers from 0."""

    top: Location
    keys: Mapping[Trail, Location]
    values: Mapping[Trail, Location]

    def key(self, *trail: str | int) -> Location:
        """Return the place of the name of a field, or of the nearest thing around it."""
        return self.keys[trail] if trail in self.keys else self.value(*trail)

    def value(self, *trail: str | int) -> Location:
        """Return the place of the value of a field, or of the nearest thing around it."""
        return next(
            (self.values[trail[:end]] for end in range(len(trail), -1, -1) if trail[:end] in self.values), self.top
        )


NOWHERE = Places(Location(""), {}, {})


def _parse(text: str, path: str, first_line: int) -> tuple[Any, Places, list[Problem]]:
    reading = _Reading(path, first_line)
    data = reading.read(text)
    return data, Places(Location(path, first_line), reading.keys, reading.values), reading.problems


class _Reading:
    """One YAML text on its way to plain values: where they stand, and what is wrong with it."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.keys: dict[Trail, Location] = {}
        self.values: dict[Trail, Location] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.text = ""
        self.lines: list[str] = []

    def place(self, mark: Any) -> Location:
        return Location(self.path, self.first_line + mark.line, mark.column + 1)

    def wrong(self, where: Location, message: str, fix: str) -> None:
        self.problems.append(Problem(where, message, fix))

    def read(self, text: str) -> Any:
        self.text, self.lines = text, text.split("\n")
        for found in INVISIBLE.finditer(text):
            line, column = position(text, found.start())
            self.wrong(
                Location(self.path, self.first_line + line - 1, column),
                "a character here is not allowed in YAML",
                "delete it; it may be invisible",
            )
        if self.problems:
            return None
        try:
            node = yaml.compose(text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = self.place(mark) if mark else Location(self.path, self.first_line)
            self.problems.append(_syntax_problem(error, where, self.lines, self.first_line))
        except yaml.reader.ReaderError as error:
            line, column = position(text, error.position if isinstance(error.position, int) else 0)
            self.wrong(
                Location(self.path, self.first_line + line - 1, column),
                "a character here is not allowed in YAML",
                "delete it; it may be invisible",
            )
        except RecursionError:
            self.wrong(
                Location(self.path, self.first_line), "this YAML is nested too deeply", f"use at most {DEPTH} levels"
            )
        else:
            if isinstance(node, yaml.ScalarNode) and (
                odd := _unlike_field(self.lines, Location(self.path, self.first_line))
            ):
                self.problems.append(odd)
            return {} if node is None else self.convert(node, ())
        return None

    def convert(self, node: Any, trail: Trail) -> Any:
        where = self.values[trail] = self.place(node.start_mark)
        if id(node) in self.seen:
            self.wrong(where, "YAML anchors and aliases (&, *) are not used here", _ANCHOR_FIX)
            return None
        self.seen.add(id(node))
        if len(trail) > DEPTH:
            self.wrong(where, "this YAML is nested too deeply", f"use at most {DEPTH} levels")
            return None
        if isinstance(node, yaml.ScalarNode):
            self.scalar(node, where)
            return None if not node.style and node.value in NULLS else node.value
        if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            self.wrong(
                where,
                f"YAML tags such as '{_short_tag(node.tag)}' are not used here",
                "write the plain value, or put it between double quotes",
            )
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*trail, index)) for index, item in enumerate(node.value)]
        return self.mapping(node, trail)

    def mapping(self, node: Any, trail: Trail) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            where = self.place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.wrong(where, "a field name must be plain text", "write 'name: value'")
                continue
            self.scalar(key_node, where)
            key = key_node.value
            if node.flow_style and not _COLON.match(self.text, key_node.end_mark.index):
                message = f"between braces, {_shown(key)} is read as a field without a value"
                self.wrong(where, message, "put the whole value between double quotes")
                continue
            if key != key.strip():
                self.wrong(where, f"an invisible character stands beside the name {_shown(key)}", "delete it")
                continue
            if key in result:
                first = self.keys[(*trail, key)]
                self.wrong(
                    where, f"{_shown(key)} is given twice; the first is on line {first.line}", "keep one of the two"
                )
                continue
            self.keys[(*trail, key)] = where
            result[key] = self.convert(value_node, (*trail, key))
        return result

    def scalar(self, node: Any, where: Location) -> None:
        if node.tag not in PLAIN_TAGS:
            self.wrong(
                where,
                f"YAML tags such as '{_short_tag(node.tag)}' are not used here",
                "write the plain value, or put it between double quotes",
            )
        if INVISIBLE.search(node.value):
            self.wrong(where, "a character here is not allowed in YAML", "delete it; it may be invisible")
        end = node.end_mark
        if not node.style and (space := _BEFORE_REMARK.match(self.text, end.index)):
            self.wrong(Location(where.path, self.first_line + end.line, end.column + len(space[0]) + 1), *_REMARK)


def _short_tag(tag: str) -> str:
    return _on_one_line(tag.replace("tag:yaml.org,2002:", "!!"))


def _syntax_problem(error: yaml.MarkedYAMLError, where: Location, lines: list[str], first_line: int) -> Problem:
    what = str(error.problem or error.context or "")
    row = where.line - first_line
    line = lines[row] if 0 <= row < len(lines) else ""
    if "\\t" in what or (line[: len(line) - len(line.lstrip())].count("\t")):
        return Problem(where, "a tab stands where YAML needs spaces", "replace the tab by two spaces")
    if "nesting depth" in what:
        return Problem(where, "this YAML is nested too deeply", f"use at most {DEPTH} levels")
    if "second occurrence" in what or "duplicate anchor" in what or "undefined alias" in what:
        return Problem(where, "YAML anchors and aliases (&, *) are not used here", _ANCHOR_FIX)
    if odd := _unlike_field(lines[: row + 1], Location(where.path, first_line)):
        return odd
    if "mapping values are not allowed" in what:
        return Problem(
            where,
            "a second ': ' on one line is not valid YAML",
            'put the whole value between double quotes: title: "One: two"',
        )
    if "found unexpected end of stream" in what or "end of the stream" in what:
        return Problem(where, "a quotation mark or bracket is opened and never closed", "close it on the same line")
    if "could not find expected ':'" in what:
        return Problem(where, "a line here has no ': ' after its field name", _WITH_COLON)
    if "<document start>" in what and line.strip():
        return Problem(
            where, "this line begins further to the left than the first one", "begin both in the same column"
        )
    if "expected a single document" in what:
        return Problem(where, "a second '---' stands inside the fields", "remove it, or move it below the fields")
    if "did not find expected ',' or" in what and error.context_mark:
        opening = error.context_mark.line
        if remark := re.search(
            r"\s(#)", re.sub(r"\"[^\"]*\"|'[^']*'", lambda quoted: "x" * len(quoted[0]), lines[opening])
        ):
            return Problem(Location(where.path, first_line + opening, remark.start(1) + 1), *_REMARK)
        if opening < row:
            where = Location(where.path, first_line + opening, error.context_mark.column + 1)
            return Problem(where, "a quotation mark or bracket is opened and never closed", "close it on the same line")
    for pattern, message, fix in _UNLIKE_TEXT:
        if found := re.search(pattern, line):
            return Problem(Location(where.path, where.line, found.start(1) + 1), message.format(sign=found[1]), fix)
    for number, above in enumerate(lines[: row + 1]):
        opened = re.search(r"""(?:: |^ *- )("(?:[^"\\]|\\.)*|'[^']*)$""", above)
        if opened:
            where = Location(where.path, first_line + number, opened.start(1) + 1)
            return Problem(where, "a quotation mark or bracket is opened and never closed", "close it on the same line")
    return Problem(
        where, f"this is not valid YAML ({what})", "check the quotation marks, colons and indents of this line"
    )


def _unlike_field(lines: Iterable[str], top: Location) -> Problem | None:
    """Return what is wrong with the first line that is not like `name: value`; `top` is the place of the first of the `lines`."""
    above = ""
    for number, line in enumerate(lines, top.line):
        for pattern, message, fix in _UNLIKE_FIELDS:
            if found := re.match(pattern, line):
                told = message.format(sign=found[1], name=unicodedata.name(found[1], "").lower())
                return Problem(Location(top.path, number, found.start(1) + 1), told, fix)
        if re.match(rf"{_BEGIN}[\w-]+:( |$)", line):
            column, column_above = (len(field) - len(field.lstrip(" -")) for field in (line, above))
            if column > column_above and re.match(rf"{_BEGIN}[\w-]+: +[^\s|>#\[{{]", above):
                message = "this line is indented below a line that has its value already"
                return Problem(
                    Location(top.path, number, column + 1), message, "begin it below the first letter of that line"
                )
            above = line
    return None


def _field_name(trail: tuple[str | int, ...]) -> str:
    name = ""
    for part in trail:
        name += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if name else str(part))
    return _on_one_line(name.removesuffix("."))


def _known_fields(model: type[BaseModel], trail: tuple[str | int, ...]) -> dict[str, Any]:
    """Return the fields of the model that stands at the end of `trail`, by name."""
    current: Any = model
    for part in trail:
        for candidate in models_in(current):
            if isinstance(part, str) and part in candidate.model_fields:
                current = candidate.model_fields[part].annotation
                break
    return {name: field for candidate in models_in(current) for name, field in candidate.model_fields.items()}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield every model that a type annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for argument in getattr(annotation, "__args__", ()):
        yield from models_in(argument)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "a group of fields"
    return "nothing" if value is None else f"'{_on_one_line(str(value))}'"


def _on_one_line(words: str) -> str:
    """Return words as a message can show them: a long value is cut, and what would begin a line of its own does not."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _problem(detail: Any, model: type[BaseModel], places: Places) -> Problem:
    """Turn one pydantic error into a problem in the editor's words."""
    trail = tuple(
        part
        for part in detail["loc"]
        if part != "[key]" and not re.match(r"(?:function|tuple|list|dict|nullable|constrained)[-\[]", str(part))
    )
    kind, given = detail["type"], detail["input"]
    name = _field_name(trail)
    if kind == "missing":
        field = _known_fields(model, trail[:-1]).get(str(trail[-1]))
        example = field.examples[0] if field is not None and field.examples else "..."
        return Problem(
            places.value(*trail[:-1]), f"the field '{name}' is missing", f"add a line '{trail[-1]}: {example}'"
        )
    if kind == "extra_forbidden":
        where = places.key(*trail)
        return Problem(
            where, f"unknown field '{name}'", suggestion(str(trail[-1])[:SHOWN], _known_fields(model, trail[:-1]))
        )
    where = places.value(*trail)
    if not trail:
        return Problem(where, f"fields are expected here, not {_shown(given)}", "write 'name: value' lines")
    if kind in ("bool_parsing", "bool_type"):
        return Problem(where, f"'{name}' must be true or false, not {_shown(given)}", "write true or false")
    if kind.startswith(("int_", "float_", "decimal_", "finite_")):
        return Problem(where, f"'{name}' must be a number, not {_shown(given)}", "write digits only, such as 10")
    if kind in ("greater_than_equal", "less_than_equal"):
        (limit,), (end, side) = (
            detail["ctx"].values(),
            ("most", "less") if kind == "less_than_equal" else ("least", "more"),
        )
        return Problem(
            where, f"'{name}' must be at {end} {limit:.0f}, not {_shown(given)}", f"write {limit:.0f} or {side}"
        )
    if kind == "too_short":
        count, least = detail["ctx"]["actual_length"], detail["ctx"]["min_length"]
        return Problem(
            where,
            f"'{name}' needs at least {least} entr{'y' if least == 1 else 'ies'}, and has {count}",
            "add what is missing",
        )
    if kind == "string_too_short":
        return Problem(where, f"'{name}' is empty", "write the text on the same line")
    if kind == "string_too_long":
        return Problem(
            where, f"'{name}' has {len(given)} characters; the most is {detail['ctx']['max_length']}", "shorten it"
        )
    if kind.startswith("date_") or (kind == "value_error" and str(detail["ctx"]["error"]) == "date"):
        return Problem(
            where, f"'{name}' must be a date, not {_shown(given)}", "write year-month-day, such as 2026-10-18"
        )
    if kind in ("string_type", "string_sub_type"):
        return Problem(
            where,
            f"'{name}' must be text, not {_shown(given)}",
            "write the text on the same line, or give the field up",
        )
    if kind in ("list_type", "tuple_type"):
        return Problem(
            where, f"'{name}' must be a list, not {_shown(given)}", "start each item with '- ' on a line of its own"
        )
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return Problem(
            where,
            f"'{name}' must be a group of fields, not {_shown(given)}",
            "write its fields below it, each indented by two spaces",
        )
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        return Problem(where, f"'{name}' cannot be {_shown(given)}", suggestion(str(given)[:SHOWN], choices))
    if kind == "value_error":
        message, _, fix = str(detail["ctx"]["error"]).replace(f"'{given}'", _shown(given)).partition(" | ")
        return Problem(where, f"'{name}' {message}", fix)
    return Problem(where, f"'{name}' is not right: {detail['msg']}", "see the table of fields in README.md")
