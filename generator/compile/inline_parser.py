"""The signs of one block, read in one pass: which are markup, and which are words.

Links, code and escapes follow the rules of CommonMark 0.31 (chapter 6). What looks like markup and is none would be
shown to the reader: it is told where it stands, unless it was escaped with a backslash.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from html.entities import html5
from itertools import pairwise
from typing import Literal, NamedTuple

from generator.compile import component, emphasis, stray
from generator.compile.block_parser import Line, label
from generator.compile.block_text import ATTRIBUTES, Placed
from generator.compile.prose import COMPONENT, Reference
from generator.compile.tokens import Piece, Tag, Title
from generator.compile.typography import ESCAPED
from generator.read.characters import SPLIT_WORD
from generator.read.drawings import ENDINGS

_PATH = r"(?:[^\s<>\[\]()|]|\([^\s<>\[\]()|]*\))*(?:[^\W_]|[/=&#%+]|\([^\s<>\[\]()|]*\))"
"""The rest of an address: it ends before a punctuation mark, and what opens inside it closes there."""
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30})"
"""An entity but for its end, which old ones may lack (section 2.5)."""
_SIGNS = (
    ESCAPED + r"|(?P<ticks>`+)|(?P<stars>\*+|_+)"
    r"|(?P<component>\{\{[^{}\n]*\}\})|" + ATTRIBUTES + r"|\[@(?P<source>[^\]\n]{0,100})\](?!\(|\[(?![@^]))"
    r"|\[\^(?P<note>[^\]\s]{1,100})\]|(?P<opening>!\[(?!\^|@[^\]\n]{0,100}\](?![(\[]))|\[)"
    r"|(?P<closing>\])"
    r"|(?P<twice>&amp;(?:#\w{1,8}|[A-Za-z]\w{1,30});)"
    rf"|(?P<address>(?P<angle><)?(?i:(?P<protocol>https?://)|(?<!://)www\.(?=\w)){_PATH}(?(angle)>))"
    r"|(?P<comment><!--(?:.{0,300}?-->)?)"
    r"|(?P<html>(?:<|&lt;)/?(?![a-z]{2,10}\\?:/|(?i:www\.)|[^\s<>@]{1,64}@[^\s<>@]{1,64}\.\w)"
    r"(?P<element>[A-Za-z!?][^\s<>/&]*)(?:[^<>]{0,300}>)?)"
    rf"|(?P<entity>{_ENTITY};?)"
    + "".join(f"|(?P<{name}>{pattern})" for name, (pattern, _) in stray.DIALECTS.items())
    + rf"|(?P<sign>\{{+(?:[^{{}}\n]{{0,80}}\}}+)?|(?m:^-->|-->(?=[^\S\n]*$))|(?P<one>{stray.STRAY})(?P=one)*)"
    r"|(?P<gap>(?<=  )\n)|(?P<hyphen>(?<=\w)[-\u2010]\n(?=\w))"
)
"""Every sign that may be markup, each under the name of the method that reads it, or of the dialect in which it is.

Each part is bounded (law 11).
"""
_BARE = (
    r"(?P<mail>(?P<corner><)?(?:mailto:)?(?<![^\W_]|[.+-])[^\W_][\w.+-]{0,63}@[\w-]+\.[\w.-]*[^\W_](?(corner)>))"
    rf"|(?P<host>(?<![\w@./-])(?:[^\W_][\w-]{{0,62}}\.){{1,8}}[a-z]{{2,24}}/{_PATH})"
)
"""An address of mail, or of the web without its protocol."""
_BEGINNING = (
    r"[^a-gi-vx-zA-GI-VX-Z0-9 ,)’](?:(?<![\w\s.])|ttp|TTP|ww|WW|(?<=_)|(?<=  \n)"
    r"|(?<=\.)(?:(?<![^\n].)|(?<=[hb][1-6cq]\.)|\.{5}))"
)
"""How every token but a bare address begins: a search for the tokens themselves takes many times as long.

It skips to one of a set, which most characters of a text are not in, and only there looks what stands around it.
"""
_SPECIAL = re.compile(r"(?<!\\)(?:[^\w\s/.,()\\-]|_|(?<=/)(?<!:/)/)")
"""What has a backslash before it in an address that is words, if it has none yet."""
_NEXT, _NEXT_WITH_BARE = re.compile(_BEGINNING), re.compile(f"{_BEGINNING}|{_BARE}")
_TOKEN = re.compile(f"{_SIGNS}|{_BARE}")
_PICTURE = f"(?i:{'|'.join(map(re.escape, ENDINGS))})"
"""How the name of a picture ends."""
_MARKED = re.compile(r"(?<!\S)!\s+\[|\[!(?!\[)")
"""A link that was to be a picture."""
_NESTED = reduce(lambda inner, _: rf"(?:\\\S|[^\s()]|\({inner}*+\))", range(3), r"(?:\\\S|[^\s()])")
"""A part of an address: parentheses in it stand in pairs, three within one another (CommonMark 0.31, section 6.3)."""
_FILE_NAME = r"(?:[^\s<>()\"“]|\([^\s<>()\"“]*\))+"
_ADDRESS = re.compile(
    rf"[ \n]*(?:<(?P<angled>[^<>\n]*)>|(?P<spaced>{_FILE_NAME}(?: {_FILE_NAME})+{_PICTURE})(?=[ \n]*[\"'“)])"
    rf"|(?P<plain>(?![\s<>()])(?:\{{[{{%][^{{}}\n]{{0,200}}\}}|{_NESTED})++))"
)
"""An address; the name of a picture may have spaces, as cameras write them, and so has what others fill in."""
_END = re.compile(r"[ \n]*\)")
_TITLE = re.compile(
    r"[ \n]+(?:\"(?P<double>(?:[^\"]|\"(?![ \n]*\))){0,500})\"|'(?P<single>(?:[^']|'(?![ \n]*\))){0,500})'"
    r"|\((?P<round>[^()]{0,500})\)|“(?P<curly>[^“”]{0,500})”)[ \n]*\)"
)
"""The title of a link (section 6.3), at most 500 signs, with quotation marks inside it as editors type them."""
_BEHIND = re.compile(r"[ \t]*\((?:[^()\n]{1,200}+|\([^()\n]{0,200}\)){0,3}+\)?|\[[^\]\n]{0,200}\]")
"""What stands behind brackets that make no link, to be shown with them."""
_QUOTED = re.compile(r"(?:\.{3}|[…?!])\](?!\()|(?<=\w\[)[^\W\d_]\](?![(\[])|[^\W\d_]\](?=[^\W\d_])")
"""What stands behind a bracket in a quotation, where words were left out or are doubtful; or for a letter: [T]he."""
_ESCAPED_BAR = re.compile(r"\\(?=\|)")
"""What code in a cell does not show (GitHub Flavored Markdown 0.29, section 4.10)."""
_MEANT = re.compile(rf"\\(?P<sign>[!-/:-@\[-`{{-~])|{_ENTITY};")
"""In an address, a backslash before a sign of ASCII, or an entity (sections 2.4 and 2.5)."""
_LINKS = {"citation": "citation", "note": "footnote"}
"""Pieces that are links themselves, by what an editor calls them."""
DEEPEST = 32
"""Brackets within one another."""


class _Aim(NamedTuple):
    """What a link or a picture aims at: its address as it is written and where that stands, its title, and its end."""

    written: str
    offset: int
    title: Title | None
    end: int


class Signs:
    """One block on its way from signs to pieces.

    `titles` are those of the definitions to which a link of the text has led, by their labels.
    """

    def __init__(self, placed: Placed, titles: dict[str, Title | None]) -> None:
        self.placed = placed
        self.titles = titles
        self.reader = placed.reader
        self.words = placed.words
        self.pieces: list[Piece] = []
        self.brackets: list[int] = []
        self.linked = 0  # brackets that stand around a link, and so can be none
        self.literal = 0  # those that were opened with a backslash, and so may be closed without

    def read(self) -> list[Piece]:
        """Return the pieces of the block, in order; elements have what `{: … }` right behind them says of them."""
        kept: list[Piece] = []
        for piece in self._scan():
            is_said = piece.kind == "attributes"
            if is_said and kept and kept[-1].closes:
                tag = kept[-1].closes[-1]
                tag.attributes |= self.reader.attributes(piece.name, self.placed.offset(piece.begin), tag.name)
            else:
                kept.append(Piece("emphasis", piece.begin, f"{{:{piece.name}}}") if is_said else piece)
        self._tell(kept)
        return kept

    def _tell(self, pieces: Iterable[Piece]) -> None:
        """Tell what would be shown as it is written: a sign without its partner, and an address without a link."""
        told = 0  # where brackets end that make no link: what stands in them is told with them
        silent = {"", "#", "%"} if self.placed.kind == "cell" else set[str]()  # bars, told before; names of columns
        for piece in pieces:
            begin, text = piece.begin, piece.text
            if piece.kind == "emphasis" and text:
                self.placed.shown(begin, text, stray.fix(self.words, begin, begin + len(text)))
            elif begin < told:
                continue
            elif piece.kind == "stray" and text.lstrip("|") not in silent:
                self.placed.shown(begin, text, piece.name)
                silent |= {""} if text[0] == "|" else set()
            elif piece.kind == "unlinked":
                begin, told = begin + len(text) - 1, piece.left
                begin -= self.words[max(begin - 1, 0) : begin] == "^"  # a footnote, as others write one within a line
                self.placed.shown(begin, self.words[begin:told], stray.fix(self.words, begin, told))
            elif piece.kind == "address":
                address = text.strip("<>")
                message = f"the address '{address}' is not a link"
                words = _SPECIAL.sub(r"\\\g<0>", address)
                if piece.name == f"https://{address}":  # without its scheme, its dot makes it an address
                    words = words.replace(".", "\\.", 1)
                self.placed.tell(begin, message, f"write [words]({piece.name}); to show it as text, write {words}")

    def _scan(self) -> list[Piece]:
        """Return the pieces of the block; what stands within the words of a link, a picture or emphasis is known."""
        position = at = 0
        beginning = _NEXT_WITH_BARE if "@" in self.words or "/" in self.words else _NEXT
        while begun := beginning.search(self.words, at):
            at = begun.start()
            if not (found := _TOKEN.match(self.words, at)):
                at += 1
                continue
            if at > position:
                self._add("text", position, self.words[position:at])
            position = at = getattr(self, f"_{found.lastgroup}", self._sign)(found) or found.end()
        if position < len(self.words):
            self._add("text", position, self.words[position:])
        for number in self.brackets:
            bracket = self.pieces[number]
            bracket.kind, bracket.left = "unlinked", bracket.begin + len(bracket.text)
        emphasis.pair(self.pieces)
        return self.pieces

    def _add(self, kind: str, begin: int, text: str = "", reference: Reference | None = None, name: str = "") -> None:
        self.pieces.append(Piece(kind, begin, text, reference=reference, name=name))

    # One method for each kind of token: it adds the pieces that the token makes, and returns where to go on, if that is
    # not behind it.

    def _escaped(self, found: re.Match[str]) -> None:
        sign = found["escaped"]
        self.literal = max(self.literal + (sign == "[") - (sign == "]"), 0)
        self._add("break" if sign == "\n" else "literal", found.start() + 1, sign)

    def _ticks(self, found: re.Match[str]) -> int:
        begin, end = found.span()
        alike = self._runs.get(end - begin, [])
        after = bisect_right(alike, begin)
        is_apostrophe = begin and self.words[begin - 1].isalpha() and self.words[end : end + 1].isalpha()
        if is_apostrophe or after == len(alike):
            self._sign(found)
            return end
        closing = alike[after]
        inner, place, stop, tag = self.words[end:closing], end, closing, Tag("code")
        if inner.strip() and inner[0] in " \n" and inner[-1] in " \n":
            place, stop = end + 1, closing - 1
        self.pieces.append(Piece("code", begin, opens=[tag]))
        for bar in _ESCAPED_BAR.finditer(self.words, place, stop) if self.placed.kind == "cell" else ():
            self._add("literal", place, self.words[place : bar.start()])
            place = bar.end()
        self._add("literal", place, self.words[place:stop])
        self.pieces.append(Piece("close", closing, closes=[tag]))
        return closing + end - begin

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        """Where the runs of backticks begin, by their length: code ends at the next that is as long as its first."""
        begins: dict[int, list[int]] = {}
        for run in re.finditer("`+", self.words):
            begins.setdefault(len(run[0]), []).append(run.start())
        return begins

    def _stars(self, found: re.Match[str]) -> None:
        self.pieces.append(emphasis.delimiter(self.words, found.start(), found[0]))

    def _component(self, found: re.Match[str]) -> None:
        begin = found.start()
        try:
            name, arguments = component.parse(found[0][2:-2])
        except ValueError as wrong:
            fix = "write {{ name key=value }}, such as id=support"
            self._wrong(found, str(wrong), f"{fix}, with straight double quotes around a value with spaces")
        else:
            line, column = self.placed.place(begin)
            placed = tuple((key, value, column + 2 + place) for key, value, place in arguments)
            self._add("component", begin, COMPONENT, Reference("component", name, line, column, placed))

    def _attributes(self, found: re.Match[str]) -> None:
        self._add("attributes", found.start(), name=found["attributes"])

    def _close_up(self) -> None:
        """Leave out the space that was typed before a mark, so that it stands right behind the words before it."""
        if self.pieces and self.pieces[-1].kind == "text":
            self.pieces[-1].text = self.pieces[-1].text.rstrip(" \xa0\u202f")

    def _source(self, found: re.Match[str]) -> None:
        self._close_up()
        reference = Reference("citation", found["source"].strip(), *self.placed.place(found.start()))
        self._add("citation", found.start(), reference=reference)

    def _note(self, found: re.Match[str]) -> None:
        name = found["note"]
        if name in self.reader.footnotes:
            self._close_up()
            self._add("note", found.start(), name=name)
        else:
            fix = f"correct its name, or start a line with '[^{name}]:' and its text, with nothing before it"
            self._wrong(found, f"the footnote '[^{name}]' does not exist", fix)

    def _opening(self, found: re.Match[str]) -> None:
        if len(self.brackets) == DEEPEST:
            self._sign(found)
        else:
            self.brackets.append(len(self.pieces))
            self._add("bracket", found.start(), found[0])

    def _entity(self, found: re.Match[str]) -> None:
        if shown := _character(found[0]):
            self._add("literal", found.start(), shown)
        else:
            message = f"'{found[0]}' is not a character that readers can see"
            self._wrong(found, message, f"write the character itself, or \\{found[0]} to show this text")

    def _twice(self, found: re.Match[str]) -> int | None:
        """Read the entity of an ampersand, which may begin another: exports write these twice."""
        entity = html.unescape(found[0])
        if not _character(entity):
            self._add("literal", found.start(), "&")
            return found.end() - len(entity) + 1
        fix = f"write the character itself, or \\{entity} to show this text"
        self._wrong(found, f"'{found[0]}' is shown to readers as '{entity}'", fix)
        return None

    def _address(self, found: re.Match[str]) -> None:
        """Keep an address as it stands, with where it would lead if a link did."""
        scheme = "mailto:" if found["mail"] else "" if found["protocol"] else "https://"
        self._add("address", found.start(), found[0], name=scheme + found[0].strip("<>").removeprefix("mailto:"))

    _host = _mail = _address

    def _comment(self, found: re.Match[str]) -> None:
        self._wrong(found, "this comment is inside a line of text", "put it on separate lines, from '<!--' to '-->'")

    def _html(self, found: re.Match[str]) -> None:
        name = found["element"]
        self._wrong(found, f"'<{name}>' is HTML, which a text cannot contain", stray.instead_of(name))

    def _gap(self, found: re.Match[str]) -> None:
        self._close_up()
        self._add("break", found.start(), "\n")

    def _hyphen(self, found: re.Match[str]) -> None:
        self._wrong(found, *SPLIT_WORD)

    def _sign(self, found: re.Match[str]) -> None:
        self._add("stray", found.start(), found[0], name=stray.fix(self.words, *found.span(), found.lastgroup))

    def _wrong(self, found: re.Match[str], message: str, fix: str) -> None:
        """Tell what is wrong with a token, and keep it as it is written."""
        self.placed.tell(found.start(), message, fix)
        self._add("literal", found.start(), found[0])

    def _closing(self, closing: re.Match[str]) -> int | None:
        start = closing.start()
        if not self.brackets:
            self._add("literal", start, "]")
            if not self.literal or self.words.startswith(("(", "["), start + 1):
                self._not_a_link(self.pieces[-1], start)
            self.literal = max(self.literal - 1, 0)
            return None
        opener = self.brackets.pop()
        bracket = self.pieces[opener]
        around = bracket.text == "[" and len(self.brackets) < self.linked
        self.linked = min(self.linked, len(self.brackets))
        found = None if around else self._target(bracket, start)
        if not found:
            begin = bracket.begin + len(bracket.text)
            bracket.kind = "literal"
            self._add("literal", start, "]")
            if not _QUOTED.match(self.words, begin):
                self._not_a_link(bracket, start)
            return None
        inner = self.pieces[opener + 1 :]
        emphasis.pair(inner)
        is_address = [piece.kind for piece in inner if re.search(r"\w", piece.text)] == ["address"]
        for piece in inner:
            if piece.kind == "address":
                piece.kind, piece.text = "literal", _meant(piece.text.strip("<>"))
        said = " ".join("".join(piece.text for piece in inner if piece.kind != "component").split())
        kind: Literal["image", "link"] = "image" if bracket.text == "![" else "link"
        at, length = self.reader.place(found.offset), len(found.written)
        reference = Reference(kind, _meant(found.written), *at, words=said, length=length, is_address=is_address)
        if kind == "image":
            self._picture(opener, inner, reference, found.title)
        else:
            self._link(opener, inner, reference, found.title)
            self.pieces.append(Piece("close", start, closes=bracket.opens))
        return found.end

    def _picture(self, opener: int, inner: list[Piece], reference: Reference, title: Title | None) -> None:
        """Put a picture in place of a bracket and what is inside, which are its words."""
        begin = self.pieces[opener].begin
        self._tell(inner)
        for piece in inner:
            if piece.kind in ("open", "picture", "component", "citation", "note", "attributes"):
                self.placed.tell(piece.begin, "a picture's description contains more than text", "keep only the text")
        words = [Piece("alt", piece.begin, piece.text) for piece in inner if piece.kind != "component"]
        tag = Tag("img", {"alt": reference.words}, title=title)
        self.pieces[opener:] = [*words, Piece("picture", begin, closes=[tag], reference=reference)]

    def _link(self, opener: int, inner: list[Piece], reference: Reference, title: Title | None) -> None:
        """Let a bracket open a link around what is inside."""
        bracket = self.pieces[opener]
        is_marked = _MARKED.search(self.words, max(bracket.begin - 4, 0), bracket.begin + 3)
        if is_marked and re.search(f"{_PICTURE}$", reference.target):
            message = "this picture is read as a link"
            fix = "write ![words](picture.jpg), with nothing between ! and [; to show the character itself, write \\!"
            self.placed.tell(bracket.begin, message, fix)
        if not reference.words and all(piece.kind != "component" for piece in inner):
            self.placed.tell(bracket.begin, "this link has no text", "write what it links to: [words](address)")
        for piece in inner:
            if name := _LINKS.get(piece.kind):
                self.placed.tell(piece.begin, f"there is a {name} inside the link text", "put it after the link")
            elif piece.kind == "stray" and piece.text == "|":  # as in the title of a page
                piece.kind = "literal"
        bracket.kind, bracket.opens, bracket.text = "open", [Tag("a", {}, reference, title)], ""
        self.linked = len(self.brackets)

    def _not_a_link(self, bracket: Piece, closing: int) -> None:
        """Keep a bracket that makes no link, with where ends what is told of it."""
        after = _BEHIND.match(self.words, closing + 1)
        bracket.kind, bracket.left = "unlinked", after.end() if after else closing + 1

    def _target(self, bracket: Piece, start: int) -> "_Aim | None":
        """Return what a link aims at, by what stands behind its closing bracket; None if that is nothing."""
        words, after = self.words, start + 1
        if words.startswith("(", after):
            return self._inline(after + 1)
        name, end = words[bracket.begin + len(bracket.text) : start], after
        if words.startswith("[", after):
            closing = words.find("]", after, after + 1000)
            if closing < 0:
                return None
            name, end = words[after + 1 : closing] or name, closing + 1
        name = label(name) if len(name) < 1000 else ""
        definition = self.reader.definitions.get(name)
        if not definition or self.placed.kind == "title":  # its own could lead to it again
            return None
        if name not in self.titles:
            self.titles[name] = self._title([definition.title])
        return _Aim(definition.address, definition.address_offset, self.titles[name], end)

    def _inline(self, position: int) -> "_Aim | None":
        """Read `address "title")`; parentheses within an address stand in pairs."""
        words = self.words
        found = _ADDRESS.match(words, position)
        if not found:
            return None
        begin, end = found.span(found.lastgroup or 0)
        behind = found.end()
        address, offset = words[begin:end], self.placed.offset(begin)
        if title := _TITLE.match(words, behind):
            begin, end = title.span(title.lastgroup or 0)
            lines = pairwise([*self.placed.begins(begin, end), end + 1])
            said = [Line(self.placed.offset(start), words[start : below - 1]) for start, below in lines]
            return _Aim(address, offset, self._title([line for line in said if line.words]), title.end())
        closing = _END.match(words, behind)
        return _Aim(address, offset, None, closing.end()) if closing else None

    def _title(self, lines: Sequence[Line]) -> Title | None:
        """Return the title of a link or a picture, if it has any; it holds words alone, as no markup is read there."""
        title = Signs(Placed(self.reader, lines, "title"), {})
        pieces = title._scan()
        title._tell(piece for piece in pieces if piece.kind == "stray")
        if others := [piece for piece in pieces if piece.kind not in ("text", "literal", "break", "stray")]:
            fix = "write plain text; to show a character itself, write a backslash before it"
            title.placed.tell(others[0].begin, "the title of a link or picture contains more than text", fix)
        return Title(title.placed, pieces) if title.words else None


def _meant(written: str) -> str:
    """Return an address as it was meant: without the backslashes and entities of Markdown."""
    return _MEANT.sub(lambda found: found["sign"] or _character(found[0]) or found[0], written)


def _character(entity: str) -> str:
    """Return what an entity stands for; nothing where that is unknown, steers what follows, or has no meaning.

    One without its end is words, unless it has the name of an old one, which has its end elsewhere.
    """
    if entity[-1] != ";":
        return "" if entity[1] == "#" or entity[1:] in html5 else entity  # "&nbsp", or "Q&As"
    shown = html.unescape(entity) if entity[1] == "#" else html5.get(entity[1:], "")
    odd = any(unicodedata.category(sign)[0] == "C" for sign in shown.strip("\xad\u200b\u200c\u200d\u200e\u200f"))
    return "" if odd or shown in (COMPONENT, "\ufffd") else shown
