"""Where prose has each sign, and what is told of one that a reader would see elsewhere as it is written."""

import re

BRACKETS = "for the sign itself write \\[ and \\]"
"""What to write for brackets that are words."""
_LINK = "write [words](address), with nothing between the two brackets, %20 for a space in the address, and both closed"
NOTE = 'write !!! note "Title", or !!! warning "Title", with straight quotation marks; indent its text by four spaces'
_REMOVED = "remove it, or write the letter that was lost; what no reader is to see stands between <!-- and -->"
_HEADING = "write '## ' before the words of a heading"
_WORDS = f"{_HEADING}, **words** for what matters, and the letter that was lost"
_FOOTNOTE = "write [^1] for a footnote, and [^1]: with its words on a line of its own"
_QUOTATION = 'write "words" for a quotation'
_ACCENT = "write the letter with its accent as one, or ' for an apostrophe"
_MARKED = "write a quotation mark right at its words, with no space between"
_TABLE = (
    "put an empty line above a table, none between rows, |---|---| below the first; {: width=300 } behind a picture"
)
_RAISED = "leave out what no longer holds; write ² for ^2^ and ₂ for ~2~, or words"
PROSE = {
    # a = b, n=x, pH=7, 2+3=5, (= so), <=, =>; but caf=C3=A9
    "=": (
        r"(?<=[^\n][ \xa0].)[ \xa0]|(?<=\(.)[ ]|(?:(?<=\d.)|(?<=\b\w.))[^\s=]|(?<=\w.)\d+(?![\dA-F])|(?<=[<>!].)|>",
        _WORDS,
    ),
    # 50+, C++, `a`+b, +32, a + b; but ++words++, or one that ends a line
    "+": (r"(?<=[^\s(].)|(?<![^\n].)(?!\+)|(?![^\W\d_]|\+\w|\n)", "write the words alone"),
    # ~50, ~ 50, (~$50, ~+5 %; but Fig.~5, H~2~O
    "~": (r"(?<![^\s(].)[ \xa0]?[-+$€£]?\d", _RAISED),
    # p < 5, <words>; but <<words>>, <@name>, or --8<--
    "<": (r"(?<!\w.)(?![<@#])|(?<=\w.)(?!--)", f"{_QUOTATION}, and the words of a file in its place"),
    # ->, a >> b; but >>words<< or >!words!<
    ">": (r"(?!>\w|!)|(?<=\w.)", _QUOTATION),
    # and/or, https://, (not http://); but https:/words or https ://words, which are no addresses, or // words
    "/": (
        r"(?<!:.)(?!/)|(?<=[^\n].)/\s|(?<=:.)/(?!\w)|(?<=/.)|(?<=\\:.)",
        "write [words](https://...) for an address, and *words* for what matters",
    ),
    # #tag, C#, # 3, \## words; but ## words, -# words, or # words where nothing stands before
    "#": (r"(?<=[\w#].)|(?!#{1,5} ?\w)(?<!(?m:^)-.)(?:(?<=[\s\S].)|(?! [^\W\d]))", _HEADING),
    # words!; but !picture.png!
    "!": (r"(?<=\S.)|(?![^\W\d_])", "write ![what it shows](picture.jpg) for a picture"),
    # words: 9:30, words :, :D; but :words:, ::
    ":": (
        r"(?!:)(?:(?<=\w.)|(?<=[^\n].)(?![^\W\d_]{2}|[+-]1:)|(?![^\W\d_]|[+-]1:|\xa0))",
        "put a space behind it, the term on the line above it, and a word or a sign in place of :name:",
    ),
    # words; but not where nothing stands before
    ";": (r"(?<=[\s\S].)", "write the term on a line of its own, and below it ':   ' and its meaning"),
    # words. 1.5, ...; but .Words, .. words, h2. Words, bq. Words, or words ...... 5
    ".": (
        r"(?<=\..)|(?!\.{5})(?:(?<=[^\n].)(?!(?<=(?m:^)[hb][1-6cq].) )|(?<![^\n].)(?![A-ZÀ-Þ]|\. ))",
        f"{_HEADING}, > before those of a quotation, and ... for what is left out; for a note {NOTE}",
    ),
    # 50 %, (%), % of all; but %%, %WORDS%, caf%C3%A9, or lines of % words
    "%": (r"(?!%)(?:(?<=[^\WA-Za-zÀ-ɏ].)|(?<=\W.)(?!\w)|(?<![\s\S].)(?!\w|[^\n]{1,99}\n%))", _REMOVED),
    # $5, CA$; but $x^2$
    "$": (r"(?<=\w.)|(?![^\W\d_]|[$\\])", "write a formula in words and signs, such as x² = 2"),
    # Who?; but don?t or ??words??
    "?": (r"(?![^\W\d_])", "write the letter or the apostrophe that was lost, or a space behind it"),
    # @name; but @[words]
    "@": (r"(?![@\[({])", "write [words](address) for a link"),
    # ((a) the act); but ((words))
    "(": (r"(?!\([^()\n]{1,80}\)\))", _FOOTNOTE),
    "¬": ("(?!)", _REMOVED),
    "´": (r"(?<=\w.)\w", _ACCENT),
    "¨": ("(?!)", _ACCENT),
    "¸": ("(?!)", _ACCENT),
    # "so"; but " so "
    '"': (r"(?<=\S.)|(?![,;:!?).]?(?:\s|\Z))", _MARKED),
    # it's, 'so'; but ' so ', ''so'' or '''
    "'": (r"(?<=[^\s(].)|(?!'|[,;:!?).]?(?:\s|\Z))", f"{_MARKED}; for what matters write **words**"),
    # x^2; but x^2^
    "^": (r"(?<=[\w\[].)(?![^\s^]{1,30}\^)|\[", _RAISED),
    # ¶ 5
    "¶": (r"¶?[ \xa0\u202f]?\d", _REMOVED),
    "|": ("(?!)", _TABLE),
    "}": ("(?!)", "write {{ name key=value }} on one line"),
    "\\": ("(?!)", "remove it"),
}
"""What stands behind a sign, or around it, where prose has it; and what to write for what it means elsewhere.

Whatever a dialect means by such a sign, it stands where prose has none: nobody needs to know the dialect to tell.
"""
STRAY = "|".join(f"{sign}(?!{prose})" for sign, (prose, _) in zip(map(re.escape, PROSE), PROSE.values(), strict=True))
"""A sign where prose has none."""
_EMPHASIS = "with no space inside the asterisks, and one behind them after a punctuation mark"
_MEANT = {
    "*": f"write **words** or *words*, {_EMPHASIS}; within a word write **words**",
    "_": "write *words*, with asterisks; within a word write **words**",
    "`": "close the code with as many backticks; for an apostrophe write '",
    **{sign: meant for sign, (_, meant) in PROSE.items()},
    "[": _LINK,
    "]": _LINK,
    "{": "write {{ name key=value }}, *word*{: lang=nl }, ![words](picture.jpg){: width=300 } or ## Title {#id}, "
    "right behind what it belongs to",
    "-": "open the comment with '<!--' before its words; begin an item with '- '",
}
_MARKUP = re.compile(r"^.|(?<!\\)(?:[][{}<>*_`|=~^$%#@:;+']|\\(?![^\w\s]))")
"""What has a backslash before it in a sign that is to be shown, if it has none: each part would be markup by itself."""
_ELEMENTS = {
    "a": "[words](address), or ## Title {#id}",
    "b strong": "**words**",
    "blockquote": "> before the words",
    "br": "a backslash at the end of the line, or in a table a comma",
    "code kbd pre tt": "`words`, or lines between two lines ```",
    "del s strike": "only what holds",
    "em i": "*words*",
    "h1 h2 h3 h4 h5 h6": "## Title",
    "hr": "---, with an empty line above and below",
    "img": "![words](picture.jpg)",
    "li ol ul": "- before each item, or 1. and the next number",
    "ref": "[^1], and [^1]: with its words on a line of its own",
    "sub sup": "² or ₂, or words",
    "table tbody td th thead tr": "| a | b |, and below the first row |---|---|",
}
"""What Markdown has for elements of HTML."""
_BRACKETED = tuple(
    (re.compile(pattern), fix)
    for pattern, fix in (
        (r"\[ \]$|(?m:^)\[[xX/>-]\]$", "write what is to be done as an item; boxes to tick have no place here"),
        (r"\[{1,2}_?(?i:toc)_?\]{1,2}$", "remove it; a page shows its contents by itself"),
        (r"\[\[", "write [words](page.md), or ![words](picture.jpg)"),
        (r"\[[A-Z]{1,4}\d{1,3}\]", "remove what a word processor put here for a comment"),
        (r"\[!", NOTE),
        (r"\^\[|\[ ?\^|(?:\[\d{1,3}\])+$", _FOOTNOTE),
        (
            r"\[(?:/[a-zA-Z]{1,9}\]|(?i:color|img|list|quote|size|url)[=\]])",
            "write **words**, *words*, [words](address), or > before the words of a quotation",
        ),
        (r"\[(?:[^\]]* |-)?@\w", "write [@id] for a source, with the words about it before the brackets"),
    )
)
"""What to write for what other dialects mean by brackets."""
DIALECTS = {
    "box": (r":{3,}", NOTE),
    "cited": (r"【[^】\n]{0,80}】|\(@[a-z0-9-]{0,100}\)", "write [@id] with the id of a source, or remove it"),
    "pair": (
        r"(?<![^\s(])(?P<paired>[+/@])(?=[^\W\d_])(?:(?!(?P=paired))[^\n]){0,80}(?<=[^\W_])(?P=paired)(?!\w)",
        "write **words** or *words*, or only what holds",
    ),
}
"""The markup of other dialects by name: how it begins, and what to write in its place."""


def fix(words: str, begin: int, end: int, name: str | None = None) -> str:
    """Return what to write in place of signs of the words; `name` may be that of a dialect's markup."""
    if name in DIALECTS:
        return DIALECTS[name][1]
    meant = (fix for pattern, fix in _BRACKETED if pattern.match(words, begin, end))
    return next(meant, _MEANT[words[begin]])


def escaped(sign: str) -> str:
    """Return what to write for a sign, or several, to be shown as they are written."""
    return _MARKUP.sub(r"\\\g<0>", sign)


def instead_of(element: str) -> str:
    """Return what to write in place of an element of HTML."""
    known = (written for names, written in _ELEMENTS.items() if element.lower() in names.split())
    return (
        f"write {next(known, 'the words alone, with an empty line between paragraphs')}; for the sign itself write \\<"
    )
