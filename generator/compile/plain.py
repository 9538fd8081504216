"""Texts that hold words only, such as titles and the texts of data: no markup is read there, so none may be written."""

import re

from generator.compile.block_parser import Reader
from generator.compile.block_text import Placed
from generator.compile.inline_parser import Signs
from generator.compile.typography import unescaped

_ALONE = re.compile(r"[^\w\[{<~=:\"'\\`´]|\[(?!\d{1,3}\])[^\]()]*\]|[\[{]")
"""A sign that means itself where no markup is read: 5*3, #MeToo, or [sic]."""
_NUMBER = re.compile(r"(?m)^([^\S\n]*\d+)\.(?=\s)")
"""A number that begins a line: one alone is part of a sentence, as in "18. Oktober"."""
FIX = "write plain text, as markup does not work here; to show a character itself, write a backslash before it"


def markup_in(words: str) -> tuple[str, str] | None:
    """Return what a text that holds words only holds besides, as message and fix, or None.

    Its lines and signs are read as those of a page: where other words would come of them, they are shown as written.
    """
    if len(_NUMBER.findall(words)) == 1:
        words = _NUMBER.sub(r"\1\.", words)
    reader = Reader(words)
    pieces = Signs(Placed(reader, [line for line in reader.lines if not line.leaf]), {}).read()
    for told in sorted(reader.wrong):
        if not _ALONE.fullmatch(told.source):
            is_quotation = told.source in ('"', "'")  # a mark that is set in words alone too
            return told.message, told.fix if is_quotation else FIX
    if "".join([piece.text for piece in pieces]).split() != unescaped(words)[0].split():
        return "markup, an entity or a backslash is shown to readers as typed", FIX
    return None
