"""Plain-text fields, such as titles and the texts of data: markup has no effect there, so it is not allowed."""

import re

from generator.compile.block_parser import Parser
from generator.compile.block_text import BlockText
from generator.compile.inline_parser import InlineParser
from generator.compile.typography import unescape

_PLAIN = re.compile(r"[^\w\[{<~=:\"'\\`´]|\[(?!\d{1,3}\])[^\]()]*\]|[\[{]")
"""Stray markup that is allowed in plain text: 5*3, #MeToo, or [sic]."""
_NUMBER = re.compile(r"(?m)^([^\S\n]*\d+)\.(?=\s)")
"""A number at the start of a line: a single one is part of a sentence, as in "18. Oktober"."""
_FIX = "write plain text, as markup does not work here; to show a character itself, write a backslash before it"


def find_markup(text: str) -> tuple[str, str] | None:
    """Return the message and fix for markup in a plain text, or None.

    The text is parsed as that of a page: anything that would come out other than as typed is markup.
    """
    if len(_NUMBER.findall(text)) == 1:
        text = _NUMBER.sub(r"\1\.", text)
    parser = Parser(text)
    tokens = InlineParser(BlockText(parser, [line for line in parser.lines if not line.node]), {}).parse()
    for problem in sorted(parser.problems):
        if not _PLAIN.fullmatch(problem.source):
            is_typed = problem.source in ('"', "'", "´")  # in plain text too, these are quotation marks and letters
            return problem.message, problem.fix if is_typed else _FIX
    if "".join([token.text for token in tokens]).split() != unescape(text)[0].split():
        return "markup, an entity or a backslash is shown to readers as typed", _FIX
    return None
