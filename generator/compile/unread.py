"""What Markdown does not read as its writer meant it: markup that readers would see as it is, and words that they would never see."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.compile.scan import CLOSE, OPEN, Mistake
from generator.problems import position

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ADDRESS = r"(?:https?:|[^()\s]+\.md\b)[^()\n]*"
_KINDS = {
    "component": (
        r"\{\{|\}\}|(?<!\{)\{ *[\w-]+ +[\w-]+=[^{}\n]*\}",
        "a component here is shown as it is written",
        "write {{{{ name key=value }}}} on one line, outside backticks; to show braces, put them between backticks",
    ),
    "footnote": (r"\[\^[^\]\n]+\]", "the footnote '{}' is not written anywhere", "add a line '{}: ...'"),
    "link": (
        rf"(?:\[[^\[\]\n]*)?\](?:\[[^\]\n]*\]|[ \t]+\({_ADDRESS}\)|\([^()\n]*)|(?<!\w)\({_ADDRESS}\)\[[^\]\n]*\]",
        "a link here is shown as it is written: '{}'",
        "write [words](address), with nothing between the two brackets, and both closed",
    ),
    "attributes": (
        r"\{(?::|[#.][\w-])[^{}\n]*\}",
        "'{}' is shown as it is written",
        "put it right behind what it belongs to: *word*{{: lang=nl }}, or ## Title {{#id}}",
    ),
    "stars": (
        r"\*\*\w+|(?<!\w)\w+\*\*",
        "two asterisks are shown here as they are",
        "write **words**, opened and closed; for an asterisk itself write \\*",
    ),
    "note": (
        r"^!!![^\n]*",
        "a note here is shown as it is written",
        'write !!! warning "Title", with straight quotation marks and an empty line above; indent its text by four spaces',
    ),
    "fence": (
        r"^ *(?:```|~~~)[^\n]*",
        "a block of code here is not read as one",
        "begin its first line and its last at the left edge",
    ),
    "table": (
        r"^\|.*\|[ \t]*$",
        "a table here is not read as one",
        "put an empty line above it, and below its first row a line |---|---| with as many columns",
    ),
    "heading": (r"^\0?#{2,6} [^\n]*", "a heading here is not read as one", "put an empty line above it"),
    "list": (
        r"(?<=\n) *(?:[-*+] |1\. )[^\n]*",
        "a list here is not read as one",
        "put an empty line above it; in an item, indent it by four spaces",
    ),
    "items": (
        r"^(?:[-*+]\xa0|[•·▪‣]|\d{1,2}\) )[^\n]*",
        "a list here is not read as one",
        "begin each item with '- ' or '1. ', and put an empty line above the first",
    ),
}
_UNREAD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, (pattern, _, _) in _KINDS.items()), re.MULTILINE)
_STASHED = re.compile(f"{OPEN}\\d+{CLOSE}|\x02[^\x03]*\x03")
_LINES = {"p", "li", "dd"}
_ITEM = re.compile(r"^(?P<indent> *)(?:[-*+]|\d+\.) +\S", re.MULTILINE)
_SEPARATOR = re.compile(r"^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$|^ {0,3}\| *:?-+:? *$")
_MISREAD = (
    (
        r"^(?:<{7}|>{7}) .*",
        "a merge of two versions was left unfinished here",
        "choose between the two texts, then delete the lines <<<<<<<, ======= and >>>>>>>",
    ),
    (r'^ *!!! ?[\w-]+(?![^\n]*"[^"\n]*")', "this note has no title between double quotes", 'write !!! warning "Title"'),
    (
        r'^!!![^\n]*"[^\n]*\n\n?(?! {4}|\n|\Z)',
        "this note is empty, as what follows it does not begin with four spaces",
        "indent its text by four spaces",
    ),
    (
        r"^[^\t\n]*\w\t+\S[^\n]*\n(?=[^\t\n]*\w\t+\S)",
        "columns with tabs between them are not read as a table",
        "write | a | b |, and below the first row |---|---|",
    ),
)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^(?P<written>[^\]\n]+)\]:|\[\^(?P<named>[^\]\n]+)\]", re.MULTILINE)


def shown_as_it_is(root: "Element", text: str, readable: str) -> Iterator[Mistake]:
    """Yield what is markup in `text` and only words in the tree that Markdown made of it; `readable` is the text without its code."""
    reached = 0
    for words in _words(root):
        for found in _UNREAD.finditer(words):
            _, message, fix = _KINDS[found.lastgroup or ""]
            literal = found[0].strip("\0 ")
            pattern = re.compile(r"[^\n]+?".join(re.escape(piece) for piece in _STASHED.split(literal)))
            place = pattern.search(readable, reached) or pattern.search(readable) or pattern.search(text)
            reached = place.end() if place else reached
            shown = re.sub(_STASHED, "…", literal)
            yield Mistake(*position(text, place.start() if place else 0), message.format(shown), fix.format(shown))


def _words(element: "Element") -> Iterator[str]:
    """Yield the words of an element and of those in it, apart from code; what does not begin a line is marked so."""
    if element.tag in ("code", "pre") or re.fullmatch(r"\{[^{}]*\}", element.text or ""):
        return
    if element.text:
        yield element.text if element.tag in _LINES else f"\0{element.text}"
    for child in element:
        yield from _words(child)
        if child.tail:
            yield f"\0{child.tail}"


def inside_html(blocks: Iterable[str], text: str) -> Iterator[Mistake]:
    """Yield what is markup in blocks of HTML that stand in `text`, where Markdown reads nothing."""
    for block in blocks:
        found = re.match(r"<(?!pre\b)([\w-]+)", block)
        if found and (unread := re.search(rf"\]\({_ADDRESS}\)|\*\*\w+\*\*", block)):
            fix = "write HTML there as well, such as <strong>words</strong>, or end the HTML before it"
            yield Mistake(
                *position(text, max(text.find(unread[0]), 0)), f"Markdown is not read inside <{found[1]}>", fix
            )


def misread(text: str) -> Iterator[Mistake]:
    """Yield what Markdown reads in its own way in `text`, a Markdown text without its code: items, rows and footnotes that go astray."""
    for above, item in pairwise(_ITEM.finditer(text)):
        deeper = len(item["indent"]) - len(above["indent"])
        if 2 <= deeper < 4 and "\n\n" not in text[above.end() : item.start()]:
            yield Mistake(
                *position(text, item.end("indent")),
                "this item is indented by too little to stand below the one above",
                "indent it by four spaces",
            )
    for pattern, message, fix in _MISREAD:
        yield from (
            Mistake(*position(text, found.start()), message, fix) for found in re.finditer(pattern, text, re.MULTILINE)
        )
    yield from _wide_rows(text)
    yield from _footnotes(text)


def _wide_rows(text: str) -> Iterator[Mistake]:
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], 1):
        if not _SEPARATOR.match(line) or "|" not in lines[number - 1]:
            continue
        columns = len(_cells(line))
        for below, row in enumerate(lines[number + 1 :], number + 2):
            if not row.strip():
                break
            if len(_cells(row)) > columns:
                message = f"this row has {len(_cells(row))} cells, and the table {columns} columns; what is too much would be lost"
                yield Mistake(
                    below, 1, message, "add a column to the first two rows, or write \\| for a | inside a cell"
                )


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", re.sub(r"^\||(?<!\\)\|$", "", row.strip()))


def _footnotes(text: str) -> Iterator[Mistake]:
    found = list(_FOOTNOTE.finditer(text))
    named = {note["named"] for note in found if note["named"]}
    written: set[str] = set()
    for note in found:
        name = note["written"]
        if name in written:
            yield Mistake(
                *position(text, note.start()),
                f"the footnote '[^{name}]' is written twice",
                "give one of the two another name",
            )
        elif name and name not in named:
            yield Mistake(
                *position(text, note.start()),
                f"no place of the text leads to the footnote '[^{name}]'",
                f"put [^{name}] where it belongs, or remove it",
            )
        written.add(name or "")
