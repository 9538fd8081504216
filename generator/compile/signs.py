"""The signs of one block, read in one pass: which are markup, and which are words.

Links, code and escapes follow the rules of CommonMark 0.31 (chapter 6). What looks like markup and is none would be
shown to the reader: it is told where it stands, unless it was escaped with a backslash.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from generator.compile import emphasis
from generator.compile.lines import Definition
from generator.compile.piece import Piece, Tag
from generator.compile.placed import Placed
from generator.compile.prose import CLOSE, COMPONENT, OPEN, Reference

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~\n])|(?P<ticks>`+)|(?P<stars>\*+|_+)|(?P<component>\{\{[^{}\n]*\}\})"
    r"|\{:(?P<attributes>[^{}\n]*)\}|\[@(?P<source>[^\]\n]{0,100})\](?!\(|\[(?![@^]))|\[\^(?P<note>[^\]\s]{1,100})\]"
    r"|(?P<picture>!\[)|(?P<opening>\[)|(?P<closing>\])|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|(?P<address>(?:https?://|www\.(?=\w))[^\s<>]*|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w)"
    r"|(?P<angled><(?:[a-z]{2,10}:[^\s<>]*|[^\s<>@]{1,64}@[^\s<>]*)>)|(?P<html></?[A-Za-z!?][^\s<>/]*)|(?P<sign>\{+(?:[^{}\n]{0,80}\}+)?|\}+|\|+|~+|\\|={2,}|:{2,})"
    r"|(?P<gap>(?<! )[ ]{2,}\n)|(?P<tab>\t+)|(?P<hyphen>(?<=\w)-\n(?=[^\W\d_]))"
)
_INSIDE = re.compile(r"\s*(?P<name>[\w-]+)(?=\s|$)")
_ARGUMENT = re.compile(r"""\s*(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))""")
_ADDRESS = re.compile(r"[ \n]*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s<>()][^\s()]*)?)")
_TITLE = re.compile(
    r"[ \n]+(?:\"(?P<double>(?:[^\"\n]|\"(?![ ]*\))){0,500})\"|'(?P<single>(?:[^'\n]|'(?![ ]*\))){0,500})')[ ]*\)"
)
_BEHIND = re.compile(r"[ \t]*\([^()\n]{0,200}\)?|\[[^\]\n]{0,200}\]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = "write [words](address), with nothing between the two brackets, and both closed; for the sign itself write \\["
_FIXES = {
    "*": "write **words** or *words*, with no space inside the asterisks; for the sign itself write \\*",
    "_": "write *words*, with asterisks; for the sign itself write \\_",
    "`": "close the code with as many backticks; for the sign itself write \\`",
    "[": _LINK,
    "]": _LINK,
    "{": "write {{ name key=value }}, *word*{: lang=nl } or ## Title {#id}, right behind what it belongs to; for the sign itself write \\{",
    "}": "write {{ name key=value }} on one line; for the sign itself write \\}",
    "|": "put an empty line above a table, and below its first row a line |---|---|; for the sign itself write \\|",
    "\\": "remove it; for the sign itself write \\\\",
    "#": "put an empty line above it, or write \\#",
    ">": "put an empty line above it, or write \\>",
    "<": "write what Markdown has for it: **words**, [words](address), an empty line; for the sign itself write \\<",
}
DEEPEST = 32
"""Parentheses within one another in an address (CommonMark 0.31, section 6.3, asks for at least three)."""
_DIALECTS = tuple(
    (re.compile(pattern), fix)
    for pattern, fix in (
        (r"\[[ xX]\]$", "write what is to be done as an item; boxes to tick have no place here"),
        (r"\[TOC\]$", "remove it; a page shows its contents by itself"),
        (r"\[\[", "write [words](page.md)"),
        (r"\[!", 'write !!! warning "Title", and indent the text below it by four spaces'),
        (r":::", 'write !!! warning "Title", and indent the text below it by four spaces'),
        (r"==\S*", "write **words** for what matters; for the sign itself write \\="),
        (r"~~", "leave out what no longer holds; for the sign itself write \\~"),
    )
)
"""What to write for the markup of other dialects."""
_OTHER = "remove it, as it means nothing here; for the sign itself write a backslash before it"


@dataclass(slots=True)
class Pointers:
    """What the blocks of one text point to, in the order in which it stands: each reference is numbered by its place here.

    `definitions` say where reference links lead, `used` has the names of those that a link has, and `footnotes` has
    the names of the footnotes that are written.
    """

    definitions: Mapping[str, Definition]
    footnotes: Set[str]
    references: list[Reference] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


class Signs:
    """One block on its way from signs to pieces."""

    def __init__(self, placed: Placed, pointers: Pointers) -> None:
        self.placed = placed
        self.pointers = pointers
        self.words = placed.words
        self.pieces: list[Piece] = []
        self.brackets: list[int] = []
        self.unlinked: list[tuple[int, str]] = []
        self.linked = 0  # brackets that stand around a link, and so can be none

    def leftover(self, index: int, shown: str) -> None:
        """Tell of a sign that the reader would see."""
        meant = next((fix for pattern, fix in _DIALECTS if pattern.match(shown)), _FIXES.get(shown[0], _OTHER))
        self.placed.tell(index, f"'{shown}' is shown here as it is written", meant)

    def read(self) -> list[Piece]:
        """Return the pieces of the block, in order."""
        words = self.words
        runs: dict[int, list[int]] | None = None
        position = 0
        while found := _TOKEN.search(words, position):
            start, end = found.span()
            kind = found.lastgroup
            if start > position:
                self.pieces.append(Piece("text", position, words[position:start]))
            if kind == "escaped":
                sign = found[1]
                self.pieces.append(Piece("break" if sign == "\n" else "literal", start + 1, sign))
            elif kind == "ticks":
                if runs is None:
                    runs = {}
                    for run in re.finditer("`+", words):
                        runs.setdefault(len(run[0]), []).append(run.start())
                row = runs[end - start]
                after = bisect_right(row, start)
                if after < len(row):
                    inner = words[end : row[after]].replace("\n", " ")
                    inner = inner[1:-1] if inner.strip() and inner[0] == inner[-1] == " " else inner
                    self.pieces.append(Piece("code", start, inner, closes=[Tag("code")]))
                    end = row[after] + end - start
                else:
                    self.leftover(start, found[0])
                    self.pieces.append(Piece("literal", start, found[0]))
            elif kind == "stars":
                self.pieces.append(emphasis.delimiter(words, start, found[0]))
            elif kind == "component":
                self.pieces.append(self._component(start, found[0]))
            elif kind == "attributes":
                self.pieces.append(Piece("attributes", start, found["attributes"]))
            elif kind == "source":
                self._citation(start, found["source"])
            elif kind == "note":
                self.pieces.append(self._note(start, found["note"]))
            elif kind in ("picture", "opening"):
                self.brackets.append(len(self.pieces))
                self.pieces.append(Piece("bracket", start, found[0]))
            elif kind == "closing":
                end = self._closing(start)
            elif kind == "entity":
                self.pieces.append(Piece("literal", start, html.unescape(found[0])))
            elif kind == "address":
                self.pieces.append(Piece("address", start, found[0]))
            elif kind == "angled":
                address = found[0][1:-1]
                target = address if ":" in address else f"mailto:{address}"
                self.placed.tell(start, f"'{found[0]}' is an address without words", f"write [words]({target})")
                self.pieces.append(Piece("literal", start, found[0]))
            elif kind == "html":
                self._html(start, found[0])
                self.pieces.append(Piece("literal", start, found[0]))
            elif kind == "gap":
                self.pieces.append(Piece("break", end - 1, "\n"))
            elif kind == "tab":
                fix = "write | a | b |, and below the first row |---|---|; or put a space in place of the tab"
                self.placed.tell(start, "columns with tabs between them are not read as a table", fix)
                self.pieces.append(Piece("text", start, " "))
            elif kind == "hyphen":
                self.placed.tell(
                    start,
                    "a word is divided at the end of a line",
                    "join it, or put both parts with their hyphen on one line",
                )
                self.pieces.append(Piece("text", start, "-\n"))
            else:
                self.leftover(start, found[0])
                self.pieces.append(Piece("literal", start, found[0]))
            position = end
        if position < len(words):
            self.pieces.append(Piece("text", position, words[position:]))
        for bracket in self.brackets:
            self._unclosed(self.pieces[bracket])
        for begin, shown in self.unlinked:
            self.leftover(begin, shown)
        emphasis.pair(self.pieces)
        return self._attributed()

    def _unclosed(self, bracket: Piece) -> None:
        sign = bracket.text
        bracket.kind = "literal"
        self.leftover(bracket.begin + len(sign) - 1, "[")

    def _html(self, start: int, tag: str) -> None:
        if tag.startswith("</"):
            return
        if tag.startswith("<!--"):
            self.placed.tell(
                start, "a comment stands within a line", "put it on lines of its own, from '<!--' to '-->'"
            )
        else:
            self.placed.tell(start, f"'{tag}>' is HTML, which a text does not hold", _FIXES["<"])

    def refer(self, kind: str, target: str, offset: int, **more: object) -> int:
        """Number something that the text points to from an offset of it; return the number."""
        line, column = self.placed.reader.place(offset)
        self.pointers.references.append(Reference(kind, target, line, column, **more))  # type: ignore[arg-type]
        return len(self.pointers.references) - 1

    def _component(self, start: int, written: str) -> Piece:
        inside = written[2:-2]
        name = _INSIDE.match(inside)
        arguments: dict[str, str] = {}
        wrong = "" if name else "a component has no name"
        position = name.end() if name else len(inside)
        while inside[position:].strip() and not wrong and name:
            found = _ARGUMENT.match(inside, position)
            if not found:
                wrong = (
                    f"the component '{name['name']}' has an argument that cannot be read: {inside[position:].strip()}"
                )
            elif found["key"] in arguments:
                wrong = f"the component '{name['name']}' is given '{found['key']}' twice"
            else:
                arguments[found["key"]] = found["quoted"] if found["plain"] is None else found["plain"]
                position = found.end()
        if wrong or not name:
            self.placed.tell(
                start, wrong, "write {{ name key=value }}, with double quotes around a value that has spaces"
            )
            return Piece("literal", start, written)
        return Piece(
            "component",
            start,
            COMPONENT,
            number=self.refer("component", name["name"], self.placed.offset(start), arguments=tuple(arguments.items())),
        )

    def _citation(self, start: int, source: str) -> None:
        """Put a citation right behind the words before it, without the space that was typed."""
        last = self.pieces[-1] if self.pieces else None
        if last and last.kind == "text":
            words = last.text.rstrip(" ")
            if not words.endswith("\n") and (words or len(self.pieces) > 1):
                last.text = words
        self.pieces.append(
            Piece("citation", start, number=self.refer("citation", source.strip(), self.placed.offset(start)))
        )

    def _note(self, start: int, name: str) -> Piece:
        if name not in self.pointers.footnotes:
            self.placed.tell(start, f"the footnote '[^{name}]' is not written anywhere", f"add a line '[^{name}]: ...'")
            return Piece("literal", start, f"[^{name}]")
        return Piece("note", start, name)

    def _closing(self, start: int) -> int:
        """Read what closes at a bracket; return where to go on."""
        if not self.brackets:
            self.leftover(start, "]")
            self.pieces.append(Piece("literal", start, "]"))
            return start + 1
        opener = self.brackets.pop()
        bracket = self.pieces[opener]
        around = bracket.text == "[" and len(self.brackets) < self.linked
        self.linked = min(self.linked, len(self.brackets))
        found = None if around else self._target(bracket, start)
        if not found:
            begin = bracket.begin + len(bracket.text)
            inside = self.words[begin : min(start, begin + 100)]
            bracket.kind = "literal"
            self.pieces.append(Piece("literal", start, "]"))
            if re.search(r"\w", inside) or not inside.strip():
                self._not_a_link(bracket, start)
            return start + 1
        target, place, title, end = found
        emphasis.pair(self.pieces[opener + 1 :])
        inner = self.pieces[opener + 1 :]
        said = "".join(
            piece.text for piece in inner if piece.kind not in ("citation", "note", "attributes", "component")
        )
        said = " ".join(said.split())
        if bracket.text == "![":
            for piece in inner:
                if piece.kind in ("open", "picture", "component", "citation", "note"):
                    self.placed.tell(piece.begin, "more than words stands in the words of a picture", "leave the words")
            tag = Tag("img", {"alt": said, **({"title": title} if title else {})})
            number = self.refer("image", target, place, words=said)
            tag.attributes["src"] = f"{OPEN}{number}{CLOSE}"
            self.pieces[opener:] = [Piece("picture", bracket.begin, said, closes=[tag], number=number)]
            return end
        before = self.pieces[opener - 1].text if opener and self.pieces[opener - 1].kind == "text" else ""
        if (
            before.rstrip(" ").endswith("!")
            and before.endswith(" ")
            and re.search(r"\.(?:jpe?g|png|svg|webp|avif|gif)$", target.lower())
        ):
            self.placed.tell(
                bracket.begin,
                "a picture here is read as a link",
                "write ![words](picture.svg), with no space behind the !",
            )
        tag = Tag("a", {**({"title": title} if title else {})})
        number = self.refer("link", target, place, words=said)
        tag.attributes["href"] = f"{OPEN}{number}{CLOSE}"
        if re.match("(?i)https?:", target):
            tag.attributes["rel"] = "noreferrer"
        for piece in inner:
            if piece.kind == "citation":
                self.placed.tell(piece.begin, "a citation stands inside the words of a link", "put it behind the link")
            elif piece.kind == "component":
                self.pointers.references[piece.number] = replace(self.pointers.references[piece.number], linked=True)
        bracket.kind, bracket.opens, bracket.text = "open", [tag], ""
        self.pieces.append(Piece("close", start, closes=[tag]))
        self.linked = len(self.brackets)
        return end

    def _not_a_link(self, bracket: Piece, start: int) -> None:
        """Keep brackets that make no link, in place of those that stand within them."""
        after = _BEHIND.match(self.words, start + 1)
        begin = bracket.begin + len(bracket.text) - 1
        shown = self.words[begin : after.end() if after else start + 1]
        while self.unlinked and self.unlinked[-1][0] > begin:
            self.unlinked.pop()
        self.unlinked.append((begin, shown if len(shown) <= 60 and "\n" not in shown else "["))

    def _target(self, bracket: Piece, start: int) -> tuple[str, int, str, int] | None:
        """Return the address behind a closing bracket, where it stands, its title and where it ends; None if there is none."""
        words, after = self.words, start + 1
        if words.startswith("(", after):
            return self._inline(after + 1)
        name, end = words[bracket.begin + len(bracket.text) : start], after
        if words.startswith("[", after):
            closing = words.find("]", after, after + 1000)
            if closing < 0:
                return None
            name, end = words[after + 1 : closing] or name, closing + 1
        definition = self.pointers.definitions.get(label(name)) if len(name) < 1000 else None
        if not definition:
            return None
        self.pointers.used.add(label(name))
        return _address(definition.address.strip("<>")), definition.address_offset, definition.title, end

    def _inline(self, position: int) -> tuple[str, int, str, int] | None:
        """Read `address "title")`; parentheses within an address stand in pairs."""
        words = self.words
        found = _ADDRESS.match(words, position)
        if not found:
            return None
        place, end, depth = found.start("plain"), found.end(), 0
        address = found["angled"]
        if address is None:
            if found["plain"] is None:
                return None
            while end < len(words) and not words[end].isspace():
                if words[end] == "(":
                    depth += 1
                    if depth > DEEPEST:
                        return None
                elif words[end] == ")":
                    if not depth:
                        break
                    depth -= 1
                end += 1
            address = words[place:end]
        else:
            place = found.start("angled")
        if depth:
            return None
        if title := _TITLE.match(words, end):
            said = title["double"] if title["double"] is not None else title["single"]
            return _address(address), self.placed.offset(place), said, title.end()
        closing = re.compile(r"[ \n]*\)").match(words, end)
        return (_address(address), self.placed.offset(place), "", closing.end()) if closing else None

    def _attributed(self) -> list[Piece]:
        """Return the pieces, after giving each element what `{: … }` right behind it says."""
        kept: list[Piece] = []
        for piece in self.pieces:
            last = kept[-1] if kept else None
            if piece.kind == "attributes" and last and last.closes and (last.kind != "emphasis" or not last.text):
                last.closes[-1].attributes |= self.placed.reader.attributes(piece.text, self.placed.offset(piece.begin))
            else:
                kept.append(piece)
        return kept


def label(words: str) -> str:
    """Return the name of a reference link as it is compared (CommonMark 0.31, "matches")."""
    return " ".join(words.split()).casefold()


def _address(written: str) -> str:
    """Return an address as it was meant: without the backslashes and entities of Markdown."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), _ESCAPED.sub(r"\1", written))
