"""What an editor most likely meant, where a text is no valid YAML or its lines are not like fields."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from generator.problems import Location, Problem
from generator.read.files import UNMERGED

if TYPE_CHECKING:
    import yaml

DEPTH = 12
"""How many levels of fields a file may have."""
_BEGIN = r" *(?:- +)*"
WITH_COLON = "write 'name: value', with a space after the colon"
QUOTE = "put the whole value between double quotes"
_AMONG = f"{QUOTE}, or write a comma between the two"
"""What to write where something stands behind a value between brackets."""
ANCHOR = (
    "YAML anchors and aliases (&, *) are not used here",
    "write the value out again, or put it between double quotes",
)
UNUSED = {
    "&": ANCHOR,
    "!": ("YAML tags (!) are not used here", "remove it, or put the whole value between double quotes"),
}
"""What values could begin with that nothing here needs, by its sign."""
TOO_DEEP = "this YAML is nested too deeply", f"use at most {DEPTH} levels"
_NOT_READ = "what follows '#' is not read"
_WHOLE = re.compile(r"true|false|[\W\d_]+")
"""A value that can be no beginning of words: a date or a number."""
_NO_COLON = (
    "a line here has no ': ' after its field name",
    f"{WITH_COLON}; if it goes on with the text above, indent it by two more spaces",
)
_UNCLOSED = "a quotation mark or bracket is opened and never closed", "close it on the same line"
_APOSTROPHE = (
    "this ' is read as a quotation mark that is never closed",
    "put the whole value, or item of a list, between double quotes, and remove the ' if it is no apostrophe",
)
_GOES_ON = (
    "the text goes on after its closing quotation mark",
    'put the whole value between double quotes; inside it write “ ” or \\"',
)
_NO_SPACE = "no space stands after the colon", WITH_COLON
_UNLIKE_FIELDS = (
    (
        rf"{_BEGIN}[\w-]+:([\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff])",
        "an invisible character, {name}, stands after the colon",
        "delete it, and type a space",
    ),
    (rf"{_BEGIN}[\w-]+ ?([;={{：])", "'{sign}' stands where the colon belongs", WITH_COLON),
    (rf"{_BEGIN}[\w-]+ ?:(?!//)(\S)", *_NO_SPACE),
    (r"(=)={6}$", *UNMERGED),
    (r"(\w)[^:]*$", *_NO_COLON),
)
"""Lines that are not like `name: value`: the group is where, then what is wrong, and what to write instead."""
BACKSLASH = "between double quotes, a backslash makes another sign of what follows it", "write it twice: \\\\"
MISPLACED = (
    "this item begins in no column of the items above",
    "begin it below the first of them; above a list, its name stands alone",
)
_BULLET = "an item of a list does not begin with '*' here", "start each item with '- '"
_BEGUN = ("an alias", "an anchor", "a block scalar", "a directive", "a tag", "for the next token")
_BEGINNING = ("while parsing a tag", *(f"while scanning {what}" for what in _BEGUN))
"""What YAML says that it is doing where it takes the beginning of a text for something else."""


def no_text(sign: str, fix: str = QUOTE) -> tuple[str, str]:
    """Return what is told of a value that YAML does not take for text, by the sign with which it begins."""
    return f"a value that begins with '{sign}' is not read as text", fix


def unread(value: str, is_quoted: bool) -> tuple[str, str]:
    """Return what is told of '#' behind a value, as message and fix: behind a whole one it most likely is a remark."""
    remark = "write two spaces before '#' and one after it"
    if is_quoted or _WHOLE.fullmatch(value):
        return _NOT_READ, f"{remark}; if it is no remark, {QUOTE}"
    return _NOT_READ, f"{QUOTE}; if it is a remark, {remark}"


def syntax_problem(error: "yaml.MarkedYAMLError", lines: list[str], top: Location) -> Problem:
    """Return what is wrong where a text is no YAML; `top` is the place of the first of its `lines`."""

    def place(mark: "yaml.Mark | None") -> Location:
        return Location(top.path, top.line + mark.line, mark.column + 1) if mark else top

    what, where = str(error.problem or error.context or ""), place(error.problem_mark or error.context_mark)
    row = where.line - top.line
    line = lines[row] if row < len(lines) else ""

    if "\\t" in what or "\t" in line[: _indent(line)]:
        return Problem(where, "a tab stands where YAML needs spaces", "replace the tab by two spaces")
    if error.context == "while parsing a quoted scalar":
        return Problem(where._replace(column=line.rfind("\\", 0, where.column) + 1 or where.column), *BACKSLASH)
    if "nesting depth" in what:
        return Problem(where, *TOO_DEEP)
    if "second occurrence" in what or "duplicate anchor" in what or "undefined alias" in what:
        return Problem(where, *ANCHOR)
    if odd := unlike_field(lines[: row + 1], top):
        return odd
    if "mapping values are not allowed" in what:
        if row and not re.search(": |:$", line[: where.column - 1]):
            above = max((number for number in range(row) if lines[number].strip()), default=row)
            return Problem(Location(top.path, top.line + above, _indent(lines[above]) + 1), *_NO_COLON)
        message = "a second ': ' on one line is not valid YAML"
        return Problem(where, message, 'put the whole value between double quotes: title: "One: two"')
    if "could not find expected ':'" in what and error.context_mark:
        return Problem(place(error.context_mark), *_NO_COLON)
    begin = error.context_mark or error.problem_mark
    if begin and (error.context in _BEGINNING or "not allowed in this context" in what or "undefined tag" in what):
        is_bullet = re.match(r" *\*( |$)", lines[begin.line])
        return Problem(place(begin), *(_BULLET if is_bullet else no_text(lines[begin.line][begin.column])))
    begin = error.context_mark if error.context == "while scanning a quoted scalar" else None
    opening, before = (None, None) if begin or not error.problem_mark else _around(error.problem_mark, "\n".join(lines))
    sign = line[where.column - 1 : where.column]
    if before and not re.search(r"\w", line[where.column - 1 :]):
        return Problem(where, f"'{sign}' stands behind the end of the value", f"remove it, or {QUOTE}")
    if before and lines[before.line][before.column] in "\"'":
        if before.line == row:
            return Problem(where, *_GOES_ON)
        begin = before
    if begin:
        return Problem(place(begin), *(_APOSTROPHE if lines[begin.line][begin.column] == "'" else _UNCLOSED))
    if "<document start>" in what and line.strip():
        fix = "begin both in the same column; if the first one is of an entry, write its name above"
        return Problem(where, "this line begins further to the left than the first one", fix)
    if "another document" in what:
        return Problem(where, "a line '---' stands between the fields", "remove it")
    if opening:
        bare = re.sub(r"\"[^\"]*\"|'[^']*'", lambda quoted: "x" * len(quoted[0]), lines[opening.line])
        if remark := re.search(r"[\s\[{,](#)", bare):
            fix = f"{QUOTE}; if it is a remark, move it behind the closing bracket"
            return Problem(Location(top.path, top.line + opening.line, remark.start(1) + 1), _NOT_READ, fix)
        if sign in ("]", "}") or (opening.line < row and _indent(line) <= _indent(lines[opening.line])):
            return Problem(place(opening), *_UNCLOSED)
        if "found unexpected ':'" in what:
            return Problem(where, *_NO_SPACE)
        if sign == ":":
            return Problem(where, "a second ': ' stands in one value between brackets", _AMONG)
        if sign in ("[", "{"):
            return Problem(where, *no_text(sign, _AMONG))
    if "expected node content" in what and sign in (",", "]", "}"):
        is_among = sign == "," and error.context == "while parsing a flow node"
        no_item = "no item stands before this comma", "write it, or remove the comma"
        return Problem(where, *(no_item if is_among else no_text(sign)))
    if before:
        return Problem(place(before), *no_text(lines[before.line][before.column], _AMONG if opening else QUOTE))
    column = where.column - 1
    misplaced = what.startswith(("did not find expected key", "did not find expected '-'", "expected <block end>"))
    if misplaced and not line[:column].strip():
        if line.lstrip().startswith("- "):
            return Problem(where, *MISPLACED)
        if ": " not in f"{line} ":
            return Problem(where, *_NO_COLON)
        fix = "begin it below one of their names"
        further_left = (number for number in range(row) if lines[number].strip() and _indent(lines[number]) < column)
        above = max(further_left, default=0)
        if any(_indent(other) == column for other in lines[:above]):
            fix += f", or line {top.line + above} in the column in which this one begins"
        return Problem(where, "this line begins in no column of the lines above", fix)
    return Problem(
        where, f"this is not valid YAML ({what})", "check the quotation marks, colons and indents of this line"
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _around(mark: "yaml.Mark", text: str) -> "tuple[yaml.Mark | None, yaml.Mark | None]":
    """Return where the bracket around a place opens, and the quotation mark or bracket that closes right before it."""
    import yaml

    opened: list[yaml.Mark] = []
    begin, end = None, None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, yaml.CSafeLoader):
            if token.end_mark.index > mark.index:
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token.start_mark)
            if isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                begin, end = opened.pop() if opened else None, token.end_mark
            elif token.end_mark.index > token.start_mark.index:
                is_quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
                begin, end = token.start_mark if is_quoted else None, token.end_mark
    return opened[-1] if opened else None, begin if end and end.line == mark.line else None


def unlike_field(lines: Iterable[str], top: Location) -> Problem | None:
    """Return what is wrong with the first line unlike `name: value`; `top` is the place of the first of the `lines`."""
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
