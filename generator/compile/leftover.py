"""What is told of a sign that a reader would see as it is written."""

import re

_BRACKETS = "for the sign itself write \\[ and \\]"
_LINK = (
    "write [words](address), with nothing between the two brackets, no space in the address, and both closed; "
    f"{_BRACKETS}"
)
_BOX = 'write !!! warning "Title", and indent the text below it by four spaces'
_FIXES = {
    "*": "write **words** or *words*, with no space inside the asterisks, "
    "and one behind them after a punctuation mark; for the sign itself write \\*",
    "_": "write *words*, with asterisks; for the sign itself write \\_",
    "`": "close the code with as many backticks; for the sign itself write \\`",
    "[": _LINK,
    "]": _LINK,
    "{": "write {{ name key=value }}, *word*{: lang=nl } or ## Title {#id}, right behind what it belongs to; "
    "for the sign itself write \\{ and \\}",
    "}": "write {{ name key=value }} on one line; for the sign itself write \\{ and \\}",
    "|": "put an empty line above a table, and below its first row a line |---|---|; for the sign itself write \\|",
    ":": "put a space behind it, and the term on the line above it; for the sign itself write \\:",
    "'": "write **words** or *words*; for the sign itself write \\'",
    "\\": "remove it; for the sign itself write \\\\",
    "<": "write what Markdown has for it: **words**, [words](address), an empty line; for the sign itself write \\<",
}
_BRACKETED = tuple(
    (re.compile(pattern), fix)
    for pattern, fix in (
        (r"\[[ xX]\]$", f"write what is to be done as an item; boxes to tick have no place here; {_BRACKETS}"),
        (r"\[TOC\]$", "remove it; a page shows its contents by itself"),
        (r"\[\[", f"write [words](page.md), or ![words](picture.jpg); {_BRACKETS}"),
        (r"\[!", f"{_BOX}; {_BRACKETS}"),
    )
)
"""What to write for what other dialects mean by brackets."""
DIALECTS = {
    "container": (r":{3,}", f"{_BOX}; for the sign itself write \\:"),
    "marked": (r"={2,}", "write **words** for what matters; for the sign itself write \\="),
    "emoji": (
        r"(?<![\w:]):[a-z+-][\w+-]{1,40}:(?![\w:/])",
        "write the word, or the sign itself; for these words write \\: in place of the first colon",
    ),
    "raised": (
        r"\^[^\s^]{1,30}\^|(?<!\S)\^(?=\w)",
        "write ² for ^2^, or words; for the sign itself write \\^",
    ),
    "struck": (r"~{2,}", "leave out what no longer holds; for the sign itself write \\~"),
}
"""The markup of other dialects by name: how it begins, and what to write in its place."""
_OTHER = "remove it, as it means nothing here; for the sign itself write a backslash before it"


def fix(shown: str, name: str | None = None) -> str:
    """Return what to write in place of a sign, or of what it begins; `name` may be that of a dialect's markup."""
    if name in DIALECTS:
        return DIALECTS[name][1]
    meant = (fix for pattern, fix in _BRACKETED if pattern.match(shown))
    return next(meant, _FIXES.get(shown[0], _OTHER))
