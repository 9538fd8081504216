"""One Markdown text before Markdown reads it: components and citations become numbered marks, and comments go."""

import re
from dataclasses import dataclass
from typing import Literal

from generator.problems import INVISIBLE, position

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")

_FENCE = r"^(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n.*?(?:(?P<end>^(?P=fence)[ \t]*$)|\Z)"
_TICKS = r"(?<!\\)(?P<ticks>`+)(?!`)(?:(?!\n[ \t>]*(?:$|[-*+][ \t]|\d+\.[ \t]|#|\|)).)+?(?<!`)(?P=ticks)(?!`)"
_CODE = f"(?P<code>{_FENCE}|{_TICKS})"
_COMMENT = r"(?P<comment><!--.*?-->)|(?P<dangling><!--)"
COMPONENT = r"(?P<component>(?<!\\)\{\{(?P<inside>[^{}\n]*)\}\})"
_UNCLOSED = r"(?P<unclosed>(?<!\\)\{\{)"
_CITATION = r"(?P<citation>(?<![ \t])(?P<space>[ \t]*)(?<!\\)\[@(?P<source>[^\]\n]*)\](?!\(|\[(?![@^])))"
_OPENING = re.compile(r"[ \t]*(?:(?:[-*+:>|]|\d+[.)]|#{1,6})[ \t]*)*")
_SCAN = re.compile("|".join((_CODE, _COMMENT, COMPONENT, _UNCLOSED, _CITATION)), re.MULTILINE | re.DOTALL)
_ARGUMENT = re.compile(r"""\s*(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))""")


@dataclass(frozen=True, slots=True)
class Reference:
    """Something a text points to.

    `target` is an address for a link or a picture, a name for a component, an id for a citation or a term of the glossary.
    `line` counts from 1 within the text, `column` from 1; `block` says that a component is a paragraph of its own,
    `linked` that it stands inside the words of a link.
    """

    kind: Literal["link", "image", "component", "citation", "term"]
    target: str
    line: int
    column: int
    arguments: tuple[tuple[str, str], ...] = ()
    block: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem of a text, at a line and column within it."""

    line: int
    column: int
    message: str
    fix: str


def without_code(text: str) -> str:
    """Return a Markdown text of the same length, with zeros (U+0000) for all but the line ends of its code and comments."""
    return _SCAN.sub(
        lambda found: re.sub(r"[^\n]", "\0", found[0]) if found["code"] or found["comment"] else found[0], text
    )


def places_glossary(text: str) -> bool:
    """Whether a text places the glossary; what stands in code only shows how."""
    return bool(re.search(r"\{\{\s*glossary\b", without_code(text)))


def scan(text: str) -> tuple[str, list[Reference], list[Mistake]]:
    """Return a text with marks for its components and citations outside code, what they refer to, and the mistakes found.

    What is commented out goes, as it may not be for readers.
    """
    references: list[Reference] = []
    mistakes: list[Mistake] = []

    def replace(found: re.Match[str]) -> str:
        if found["fence"]:
            if found["end"] is None:
                message = f"a block of code is opened with '{found['fence']}' and never closed"
                mistakes.append(
                    Mistake(*position(text, found.start()), message, f"close it with a line '{found['fence']}'")
                )
            return re.sub(r"^([`~]+)[ \t]*([\w+#-]*)[^\n]*", r"\1\2", found[0])
        if found["code"] or found["comment"]:
            return found[0] if found["code"] else ""
        line, column = position(text, found.start())
        if found["citation"]:
            references.append(Reference("citation", found["source"].strip(), line, column + len(found["space"])))
            begun = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            return f"{found['space'] if _OPENING.fullmatch(begun) else ''}{OPEN}{len(references) - 1}{CLOSE}"
        if found["dangling"]:
            mistakes.append(
                Mistake(line, column, "a comment is opened with '<!--' and never closed", "close it with '-->'")
            )
            return found[0]
        if found["unclosed"]:
            mistakes.append(
                Mistake(
                    line,
                    column,
                    "a component is opened with '{{' and never closed",
                    "close it with '}}' on the same line",
                )
            )
            return found[0]
        name, arguments, wrong = _parse_component(found["inside"])
        if wrong:
            mistakes.append(
                Mistake(
                    line, column, wrong, "write {{ name key=value }}, with double quotes around a value that has spaces"
                )
            )
            return found[0]
        references.append(Reference("component", name, line, column, arguments))
        return f"{OPEN}{len(references) - 1}{CLOSE}"

    for unwanted in INVISIBLE.finditer(text):
        line, column = position(text, unwanted.start())
        mistakes.append(Mistake(line, column, "an invisible character stands here", "delete it"))
    return _SCAN.sub(replace, INVISIBLE.sub(" ", text)), references, mistakes


def _parse_component(inside: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Split `name key=value ...` into the name and its arguments, or say what is wrong."""
    name = re.match(r"\s*([\w-]+)(?=\s|$)", inside)
    if not name:
        return "", (), "a component has no name"
    arguments: dict[str, str] = {}
    position = name.end()
    while inside[position:].strip():
        found = _ARGUMENT.match(inside, position)
        if not found:
            return "", (), f"the component '{name[1]}' has an argument that cannot be read: {inside[position:].strip()}"
        if found["key"] in arguments:
            return "", (), f"the component '{name[1]}' is given '{found['key']}' twice"
        arguments[found["key"]] = found["quoted"] if found["plain"] is None else found["plain"]
        position = found.end()
    return name[1], tuple(arguments.items()), ""
