"""Stray markup: where punctuation is ordinary prose, and where it is not, what to write instead."""

import re

BRACKETS = "to show the brackets themselves, write \\[ and \\]"
"""The fix for brackets that are not markup."""
_LINK = "write [link text](address): nothing between ] and (, both brackets closed, and %20 for a space in the address"
NOTE = 'write !!! note "Title" or !!! warning "Title" with straight quotation marks, and indent its text by four spaces'
_REMOVED = "remove it, or write the missing letter; put text that readers must not see between <!-- and -->"
_HEADING = "write '## ' before a heading"
_WORDS = f"{_HEADING}, **words** for bold, or the missing letter"
_FOOTNOTE = "write [^1] for a footnote, with [^1]: and its text on a separate line"
_QUOTATION = 'write "words" for a quotation'
_ACCENT = "write the accented letter as one character, or ' for an apostrophe"
_MARKED = "put the quotation mark next to its words, with no space between"
_TABLE = (
    "put |---|---| below the first row of a table, an empty line above the table, and none between its rows; "
    "for the width of a picture, write {: width=300 } after it"
)
_RAISED = "write ² for ^2^ and ₂ for ~2~, or use words; remove what is crossed out with ~~"
_PROSE = {
    # a = b, n=x, pH=7, 2+3=5, (= so), <=, =>; but caf=C3=A9
    "=": (
        r"(?<=[^\n][ \xa0].)[ \xa0]|(?<=\(.)[ ]|(?:(?<=\d.)|(?<=\b\w.))[^\s=]|(?<=\w.)\d+(?![\dA-F])|(?<=[<>!].)|>",
        _WORDS,
    ),
    # 50+, C++, `a`+b, +32, a + b; but ++words++, or one that ends a line
    "+": (r"(?<=[^\s(].)|(?<![^\n].)(?!\+)|(?![^\W\d_]|\+\w|\n)", "write only the words"),
    # ~50, ~ 50, (~$50, ~+5 %; but Fig.~5, H~2~O
    "~": (r"(?<![^\s(].)[ \xa0]?[-+$€£]?\d", _RAISED),
    # p < 5, <words>; but <<words>>, <@name>, or --8<--
    "<": (r"(?<!\w.)(?![<@#])|(?<=\w.)(?!--)", f"{_QUOTATION}, and the text of a file instead of its name"),
    # ->, a >> b; but >>words<< or >!words!<
    ">": (r"(?!>\w|!)|(?<=\w.)", _QUOTATION),
    # and/or, https://, (not http://); but https:/words or https ://words, which are not addresses, or // words
    "/": (
        r"(?<!:.)(?!/)|(?<=[^\n].)/\s|(?<=:.)/(?!\w)|(?<=/.)|(?<=\\:.)",
        "write [link text](https://...) for an address, and *words* for italics",
    ),
    # #tag, C#, # 3, \## words; but ## words, -# words, or # words at the start of the text
    "#": (r"(?<=[\w#].)|(?!#{1,5} ?\w)(?<!(?m:^)-.)(?:(?<=[\s\S].)|(?! [^\W\d]))", _HEADING),
    # words!; but !picture.png!
    "!": (r"(?<=\S.)|(?![^\W\d_])", "write ![what it shows](picture.jpg) for a picture"),
    # words: 9:30, words :, :D; but :words:, ::
    ":": (
        r"(?!:)(?:(?<=\w.)|(?<=[^\n].)(?![^\W\d_]{2}|[+-]1:)|(?![^\W\d_]|[+-]1:|\xa0))",
        "write a word or an emoji instead of :name:, a space after it, or the term that it defines on the line above",
    ),
    # words; but not at the start of the text
    ";": (r"(?<=[\s\S].)", "write the term on one line, and ':   ' and its definition on the next"),
    # words. 1.5, ...; but .Words, .. words, h2. Words, bq. Words, or words ...... 5
    ".": (
        r"(?<=\..)|(?!\.{5})(?:(?<=[^\n].)(?!(?<=(?m:^)[hb][1-6cq].) )|(?<![^\n].)(?![A-ZÀ-Þ]|\. ))",
        f"{_HEADING}, > before a quotation, and ... for words left out; for a note, {NOTE}",
    ),
    # 50 %, (%), % of all; but %%, %WORDS%, caf%C3%A9, or lines of % words
    "%": (r"(?!%)(?:(?<=[^\WA-Za-zÀ-ɏ].)|(?<=\W.)(?!\w)|(?<![\s\S].)(?!\w|[^\n]{1,99}\n%))", _REMOVED),
    # $5, CA$; but $x^2$
    "$": (r"(?<=\w.)|(?![^\W\d_]|[$\\])", "write the formula in plain characters, such as x² = 2"),
    # Who?; but don?t or ??words??
    "?": (r"(?![^\W\d_])", "write the missing letter or apostrophe, or put a space after it"),
    # @name; but @[words]
    "@": (r"(?![@\[({])", "write [link text](address) for a link"),
    # ((a) the act); but ((words))
    "(": (r"(?!\([^()\n]{1,80}\)\))", _FOOTNOTE),
    "¬": ("(?!)", _REMOVED),
    "´": ("(?!)", _ACCENT),
    "¨": ("(?!)", _ACCENT),
    "¸": ("(?!)", _ACCENT),
    # "so"; but " so "
    '"': (r"(?<=\S.)|(?![,;:!?).]?(?:\s|\Z))", _MARKED),
    # it's, 'so'; but ' so ', ''so'' or '''
    "'": (r"(?<=[^\s(].)|(?!'|[,;:!?).]?(?:\s|\Z))", f"{_MARKED}; for bold, write **words**"),
    # x^2; but x^2^
    "^": (r"(?<=[\w\[].)(?![^\s^]{1,30}\^)|\[", _RAISED),
    # ¶ 5
    "¶": (r"¶?[ \xa0\u202f]?\d", _REMOVED),
    "|": ("(?!)", _TABLE),
    "}": ("(?!)", "write {{ name key=value }} on one line"),
    "\\": ("(?!)", "remove it"),
}
"""For each character, the context in which it is ordinary prose, as a regular expression, and the fix for all others.

Markup of any dialect puts these characters where prose does not, so it is found without knowing the dialect.
"""
STRAY = "|".join(f"{re.escape(character)}(?!{context})" for character, (context, _) in _PROSE.items())
"""A character where prose does not have it."""
_EMPHASIS = "with no space inside the asterisks, and one after them if the words end in punctuation"
_FIXES = {
    "*": f"write **words** or *words*, {_EMPHASIS}; inside a word, write **words**",
    "_": "write *words*, with asterisks; inside a word, write **words**",
    "`": "close the code with the same number of backticks; for an apostrophe, write '",
    **{character: fix for character, (_, fix) in _PROSE.items()},
    "[": _LINK,
    "]": _LINK,
    "{": "write {{ name key=value }} for a component, or, directly after what it belongs to, *word*{: lang=nl }, "
    "![what it shows](picture.jpg){: width=300 } or ## Title {#id}",
    "-": "open the comment with '<!--' before its text; start a list item with '- '",
}
_SPECIAL = re.compile(r"^.|(?<!\\)(?:[][{}<>*_`|=~^$%#@:;+']|\\(?![^\w\s]))")
"""The characters to escape in text shown as typed: the first, and any unescaped one that could be markup by itself."""
_ELEMENTS = {
    "a": "[link text](address), or ## Title {#id}",
    "b strong": "**words**",
    "blockquote": "> before the words",
    "br": "a backslash at the end of the line, or a comma in a table",
    "code kbd pre tt": "`words`, or lines between two ``` lines",
    "del s strike": "only what still applies",
    "em i": "*words*",
    "h1 h2 h3 h4 h5 h6": "## Title",
    "hr": "---, with an empty line above and below",
    "img": "![what it shows](picture.jpg)",
    "li ol ul": "- before each item, or 1., 2. and so on",
    "ref": "[^1], with [^1]: and its text on a separate line",
    "sub sup": "² or ₂, or words",
    "table tbody td th thead tr": "| a | b |, and |---|---| below the first row",
}
"""The Markdown to write instead of each HTML element."""
_BRACKETED = tuple(
    (re.compile(pattern), fix)
    for pattern, fix in (
        (r"\[ \]$|(?m:^)\[[xX/>-]\]$", "write the task as a plain list item; checkboxes are not supported"),
        (r"\[{1,2}_?(?i:toc)_?\]{1,2}$", "remove it; the page shows its table of contents automatically"),
        (r"\[\[", "write [link text](page.md), or ![what it shows](picture.jpg)"),
        (r"\[[A-Z]{1,4}\d{1,3}\]", "remove this mark, which a word processor left for a comment"),
        (r"\[!", NOTE),
        (r"\^\[|\[ ?\^|(?:\[\d{1,3}\])+$", _FOOTNOTE),
        (
            r"\[(?:/[a-zA-Z]{1,9}\]|(?i:color|img|list|quote|size|url)[=\]])",
            "write **words**, *words*, [link text](address), or > before a quotation",
        ),
        (r"\[(?:[^\]]* |-)?@\w", "write [@id] for a source, with any other words before the brackets"),
    )
)
"""The fix for each bracket notation of another dialect."""
DIALECTS = {
    "box": (r":{3,}", NOTE),
    "cited": (r"【[^】\n]{0,80}】|\(@[a-z0-9-]{0,100}\)", "write [@id] with the id of a source, or remove it"),
    "pair": (
        r"(?<![^\s(])(?P<paired>[+/@])(?=[^\W\d_])(?:(?!(?P=paired))[^\n]){0,80}(?<=[^\W_])(?P=paired)(?!\w)",
        "write **words** or *words*, or only what still applies",
    ),
}
"""Other markup of other dialects, by group name: its pattern, and the fix."""


def fix(text: str, begin: int, end: int, name: str | None = None) -> str:
    """Return the fix for stray markup in a text, where `name` is the group that matched it."""
    if name in DIALECTS:
        return DIALECTS[name][1]
    fixes = (fix for pattern, fix in _BRACKETED if pattern.match(text, begin, end))
    return next(fixes, _FIXES[text[begin]])


def escape(markup: str) -> str:
    """Return markup with the backslashes that make it plain text."""
    return _SPECIAL.sub(r"\\\g<0>", markup)


def fix_html(element: str) -> str:
    """Return the fix for an HTML element."""
    known = (markdown for names, markdown in _ELEMENTS.items() if element.lower() in names.split())
    markdown = next(known, "only the words, with an empty line between paragraphs")
    return f"write {markdown}; to show it as text, write \\<"
