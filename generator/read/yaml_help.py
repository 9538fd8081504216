"""What an editor most likely meant by text that is not valid YAML, or by lines that do not look like fields."""

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.problems import Location, Problem

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 12
"""How many levels of fields a file may have."""
WITH_COLON = "write 'name: value', with a space after the colon"
QUOTE = "put the whole value in double quotes"
_QUOTE_ITEM = "put the whole value, or list item, in double quotes"
TOO_DEEP = "this is nested too deeply", f"use at most {MAX_DEPTH} levels"
NOT_READ = "the text after this '#' is ignored", f"{QUOTE}; for a comment, put two spaces before '#' and one after it"
_BACKSLASH = "in double quotes, a backslash changes the meaning of the next character", "write it twice: \\\\"
MISPLACED = (
    "this line cannot start in this column",
    "start it in the same column as the lines it belongs with; above a list or group of fields, write only 'name:'",
)
_NO_COLON = (
    "this line does not start with a field name and ': '",
    f"{WITH_COLON}; if the line continues the text above, indent it by two more spaces",
)
UNCLOSED = (
    "this quotation mark or bracket is never closed",
    f"close it on the same line; if a '#' comes after it, {_QUOTE_ITEM}",
)
_APOSTROPHE = (
    "this ' is read as an opening quotation mark and is never closed",
    f"{_QUOTE_ITEM}, and remove the ' if it is not an apostrophe",
)
_AFTER_END = "this comes after the end of the value"
_BULLET = "a list item cannot start with '*' here", "start each item with '- '"
_NAME = r" *(?:- +)*[\w-]+"
_UNLIKE_FIELDS = (
    (r" *([^\S ])", "this line is indented with a tab or an invisible character", "replace it with two spaces"),
    (rf"{_NAME} ?([;={{：])", "there is '{found}' here instead of a colon", WITH_COLON),
    (rf"{_NAME} ?:(?!//)([^ \t])", "there is no space after the colon", WITH_COLON),
    (rf"{_NAME}: +(\"[^\"]*|[\[{{][^\]}}]+)$", *UNCLOSED),
    (rf"{_NAME}: +(')[^']*$", *_APOSTROPHE),
    (r"(\w)[^:]*$", *_NO_COLON),
)
"""Lines unlike `name: value`: a pattern whose group is at the location, what is wrong, and what to write instead."""


def not_text(first: str) -> tuple[str, str]:
    """Return the message and the fix for a value that YAML does not read as text, by its first character."""
    return f"a value that starts with '{first}' is not read as text", QUOTE


def syntax_problem(error: "yaml.MarkedYAMLError", lines: list[str], top: Location) -> Problem:
    """Return the problem for an `error` of the YAML parser; `top` is the location of the first of the `lines`."""

    def location_of(mark: "yaml.Mark | None") -> Location:
        return Location(top.path, top.line + mark.line, mark.column + 1) if mark else top

    problem, context = error.problem or "", error.context or ""
    location = location_of(error.problem_mark or error.context_mark)
    start = location_of(error.context_mark or error.problem_mark)
    line, first = (lines[at.line - top.line] if at.line - top.line < len(lines) else "" for at in (location, start))
    before, character = line[: location.column - 1], first[start.column - 1 : start.column]

    if context == "while parsing a quoted scalar":
        return Problem(location._replace(column=before.rfind("\\") + 1 or location.column), *_BACKSLASH)
    if "nesting depth" in problem:
        return Problem(location, *TOO_DEEP)
    if unlike := unlike_field(lines[: location.line - top.line + 1], top):
        return unlike
    if "mapping values are not allowed" in problem:
        if ": " in before:
            name, _, value = before.strip().partition(": ")
            value = (value + line[len(before) :].partition(" #")[0]).strip()
            fix = QUOTE if '"' in name else f"write {name}: {json.dumps(value, ensure_ascii=False)}"
            return Problem(location, "a value that contains ': ' must be in double quotes", fix)
        return Problem(location._replace(column=len(line) - len(line.lstrip()) + 1), *MISPLACED)
    if "could not find expected ':'" in problem:
        return Problem(start, *_NO_COLON)
    if context == "while scanning a quoted scalar":
        return Problem(start, *(_APOSTROPHE if character == "'" else UNCLOSED))
    if "did not find expected ','" in problem:
        if start.line < location.line or line[location.column - 1 :].startswith(("]", "}")):
            return Problem(start, *UNCLOSED)
        return Problem(location, _AFTER_END, f"{QUOTE}, or write a comma before the next field")
    if "another document" in problem:
        return Problem(location, "there is a line '---' among the fields", "remove it")
    if re.match("did not find expected (key|'-'|<document)", problem):
        if before.strip():
            return Problem(location, _AFTER_END, f'remove it, or {QUOTE}; inside them, write “ ” or \\"')
        return Problem(location, *(MISPLACED if re.search(r"^ *- |:( |$)", line) else _NO_COLON))
    if re.match(r"[^\w\s]", character):
        return Problem(start, *(_BULLET if re.match(r" *\*( |$)", first) else not_text(character)))
    fix = "check the quotation marks, colons and spaces of this line"
    return Problem(location, f"this is not valid YAML ({problem})", fix)


def unlike_field(lines: Iterable[str], top: Location) -> Problem | None:
    """Return the problem of the first line unlike `name: value`; `top` is the location of the first of the `lines`."""
    for number, line in enumerate(lines, top.line):
        for pattern, message, fix in _UNLIKE_FIELDS:
            if found := re.match(pattern, line):
                return Problem(Location(top.path, number, found.start(1) + 1), message.format(found=found[1]), fix)
    return None
