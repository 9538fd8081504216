"""Texts that hold words only, such as titles and the texts of data: no markup is read there, so none may be written."""

import re

from generator.compile.dialect import Dialect
from generator.compile.text import compile_text

_SIGN = re.compile(
    r"[*_`\[\]{}<\\|~&#=^]|::|''|%%|\+\+|\$|【|(?i:https?:|www\.)|\S@\S|\.[a-z]{2,24}/|^\W|^\w{1,3}[.)]|\n|\t"
    r"|(?<=\s)[\"'](?!\w)"
)
"""What every markup has a part of; a text without it is words only."""
_ALONE = re.compile(r"[^\w\[{<~=:\"']|\[[^\]()]*\]|[\[{]")
"""A sign that means itself where no markup is read: 5*3, #MeToo, or [sic]."""
_ORDINAL = re.compile(r"(\d{1,9})(\. .+)")
"""A number that begins one line, as in "18. Oktober"."""
QUOTATION = ('"', "'")
"""Marks that are set in words alone too, and so are mended as in a text."""
FIX = "write the words alone; no markup is read here"


def markup_in(words: str) -> tuple[str, str] | None:
    """Return what a text that holds words only holds besides, as message and fix, or None.

    It is compiled as the text of a page is: where a reader of that would meet other words, they are shown as written.
    """
    if not _SIGN.search(words):
        return None
    ordinal = _ORDINAL.fullmatch(words)
    prose = compile_text(rf"{ordinal[1]}\{ordinal[2]}" if ordinal else words, Dialect())
    for told in prose.mistakes:
        if not _ALONE.fullmatch(told.shown):
            return told.message, told.fix.partition(";")[0] if told.shown in QUOTATION else FIX
    said = " ".join(passage.words for passage in prose.passages)
    if said.split() != words.split():
        return "markup, an entity or a backslash is shown here as it is written", FIX
    return None
