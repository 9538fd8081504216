"""What an editor most likely meant, where a text is no valid YAML or its lines are not like fields."""

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.problems import Location, Problem

if TYPE_CHECKING:
    import yaml

DEPTH = 12
"""How many levels of fields a file may have."""
WITH_COLON = "write 'name: value', with a space after the colon"
QUOTE = "put the whole value between double quotes"
TOO_DEEP = "this YAML is nested too deeply", f"use at most {DEPTH} levels"
NOT_READ = "what follows '#' is not read", f"{QUOTE}; if it is a remark, write two spaces before '#' and one after it"
BACKSLASH = "between double quotes, a backslash makes another sign of what follows it", "write it twice: \\\\"
MISPLACED = (
    "this line cannot begin in this column",
    "begin it in that of the lines with which it belongs; above a list or a group of fields, its name stands alone",
)
_NO_COLON = (
    "a line here has no ': ' after its field name",
    f"{WITH_COLON}; if it goes on with the text above, indent it by two more spaces",
)
UNCLOSED = (
    "a quotation mark or bracket is opened and never closed",
    f"close it on the same line; if '#' stands behind it, {QUOTE}",
)
_APOSTROPHE = (
    "this ' is read as a quotation mark that is never closed",
    "put the whole value, or item of a list, between double quotes, and remove the ' if it is no apostrophe",
)
_BEHIND = "what stands here is not read as part of the value before it"
_BULLET = "an item of a list does not begin with '*' here", "start each item with '- '"
_NAME = r" *(?:- +)*[\w-]+"
_UNLIKE_FIELDS = (
    (r" *([^\S ])", "a tab or an invisible character stands where YAML needs spaces", "replace it by two spaces"),
    (rf"{_NAME} ?([;={{：])", "'{sign}' stands where the colon belongs", WITH_COLON),
    (rf"{_NAME} ?:(?!//)([^ \t])", "no space stands after the colon", WITH_COLON),
    (rf"{_NAME}: +(\"[^\"]*|[\[{{][^\]}}]+)$", *UNCLOSED),
    (rf"{_NAME}: +(')[^']*$", *_APOSTROPHE),
    (r"(\w)[^:]*$", *_NO_COLON),
)
"""Lines that are not like `name: value`: the group is where, then what is wrong, and what to write instead."""


def no_text(sign: str) -> tuple[str, str]:
    """Return what is told of a value that YAML does not take for text, by the sign with which it begins."""
    return f"a value that begins with '{sign}' is not read as text", QUOTE


def syntax_problem(error: "yaml.MarkedYAMLError", lines: list[str], top: Location) -> Problem:
    """Return what is wrong where a text is no YAML; `top` is the place of the first of its `lines`."""

    def place(mark: "yaml.Mark | None") -> Location:
        return Location(top.path, top.line + mark.line, mark.column + 1) if mark else top

    what, doing = error.problem or "", error.context or ""
    where = place(error.problem_mark or error.context_mark)
    begun = place(error.context_mark or error.problem_mark)
    line, first = (lines[at.line - top.line] if at.line - top.line < len(lines) else "" for at in (where, begun))
    before, sign = line[: where.column - 1], first[begun.column - 1 : begun.column]

    if doing == "while parsing a quoted scalar":
        return Problem(where._replace(column=before.rfind("\\") + 1 or where.column), *BACKSLASH)
    if "nesting depth" in what:
        return Problem(where, *TOO_DEEP)
    if odd := unlike_field(lines[: where.line - top.line + 1], top):
        return odd
    if "mapping values are not allowed" in what:
        if ": " in before:
            name, _, value = before.strip().partition(": ")
            value = (value + line[len(before) :].partition(" #")[0]).strip()
            fix = QUOTE if '"' in name else f"write {name}: {json.dumps(value, ensure_ascii=False)}"
            return Problem(where, "a second ': ' on one line is not valid YAML", fix)
        return Problem(where._replace(column=len(line) - len(line.lstrip()) + 1), *MISPLACED)
    if "could not find expected ':'" in what:
        return Problem(begun, *_NO_COLON)
    if doing == "while scanning a quoted scalar":
        return Problem(begun, *(_APOSTROPHE if sign == "'" else UNCLOSED))
    if "did not find expected ','" in what:
        if begun.line < where.line or line[where.column - 1 :].startswith(("]", "}")):
            return Problem(begun, *UNCLOSED)
        return Problem(where, _BEHIND, f"{QUOTE}, or write a comma between the two")
    if "another document" in what:
        return Problem(where, "a line '---' stands between the fields", "remove it")
    if what.startswith(("did not find expected key", "did not find expected '-'", "did not find expected <document")):
        if before.strip():
            return Problem(where, _BEHIND, f'remove it, or {QUOTE}; inside it write “ ” or \\"')
        return Problem(where, *(MISPLACED if re.search(r"^ *- |:( |$)", line) else _NO_COLON))
    if re.match(r"[^\w\s]", sign):
        return Problem(begun, *(_BULLET if re.match(r" *\*( |$)", first) else no_text(sign)))
    fix = "check the quotation marks, colons and indents of this line"
    return Problem(where, f"this is not valid YAML ({what})", fix)


def unlike_field(lines: Iterable[str], top: Location) -> Problem | None:
    """Return what is wrong with the first line unlike `name: value`; `top` is the place of the first of the `lines`."""
    for number, line in enumerate(lines, top.line):
        for pattern, message, fix in _UNLIKE_FIELDS:
            if found := re.match(pattern, line):
                return Problem(Location(top.path, number, found.start(1) + 1), message.format(sign=found[1]), fix)
    return None
