"""The lines of a text, read once: a mark stands for what is on each, behind the signs of the blocks that hold it."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from generator.compile.items import SPACE
from generator.compile.leftover import BRACKETS
from generator.compile.prose import CLOSE, OPEN, Mistake
from generator.problems import count, suggestion
from generator.read.kinds import is_language

NOTE = (
    'write !!! warning "Title", with straight quotation marks and an empty line above; indent its text by four spaces'
)
KINDS = ("note", "warning")
"""What a note can be; the styles show the second in colours of its own."""
INDENT = 4
"""Spaces by which a line stands inside the item, note or footnote above it."""
DEEPEST = 8
LONGEST = 200
"""Lines of a paragraph, or of the meanings of a term: Python-Markdown copies all of them for each."""


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which [ ] is any space."""
    return re.compile(pattern.replace("[ ]", SPACE))


_QUOTED = re.compile(r"(?:>[ \t]*)+")
"""The signs of a quotation before its words; tabs between them are spaces."""
_MARKER = re.compile(r"(?:[-*+]|(?P<number>[0-9]{1,9})\.)[ \t][ \t\xa0]*(?=\S)|:[ \t]{1,3}(?=\S)")
"""What begins an item, with words behind it, or the meaning of a term; nine digits at most, as CommonMark has it."""
_INNER = re.compile(rf"{_MARKER.pattern}|>[ \t]*(?=[> \t]*[^\s>])")
"""The same behind another such sign, where a quotation may begin too."""
_WORDLESS = re.compile(r"[-*+][ ]*|[> ]+")
"""An item or a quotation without words, which Python-Markdown would show as its sign."""
_BLOCK = re.compile(f"{_MARKER.pattern}|#{{1,6}}[ ]|!!!|```|~~~")
"""What begins a block below a table, so that it is no row of it."""
_BULLETS = "-*+"
"""CommonMark makes two lists of two bullets, and Python-Markdown one."""
_UNDERLINE = _spaced(r"-[ -]*-[ ]*|=+[ ]*")
"""What makes a heading of the words above it elsewhere, or a table: here headings have signs."""
_RULE = _spaced(r"(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}")
"""A rule across the page (CommonMark 0.31, section 4.1)."""
_FENCE = _spaced(r"(?P<signs>`{3,}|~{3,})[ ]*(?P<language>[\w+#-]*)(?P<rest>[^`]*)")
"""What opens and closes a block of code (section 4.5); a backtick behind three of them is code in a line."""
_DIRECTIVE = re.compile(r"\{(?:admonition|attention|caution|danger|hint|important|note|seealso|tip|warning)\}")
"""What makes a note of a block of code in MyST."""
_HEADING = _spaced(r"(?P<signs>#{1,6})(?:[ ]+|$)")
"""The signs of a heading (section 4.2)."""
_UNSPACED = re.compile(r"(?P<signs>#{2,6})(?!#)")
"""The same without its space, which no hashtag is."""
_ID = _spaced(r"(?<!\\)\{:?[ ]*(?P<attributes>[^{}]*)\}(?:[ ]+#+)?$")
"""What is said of a heading, at its end, unless its brace is escaped."""
_CLOSING = _spaced(r"(?:^|[ ])#+$")
"""Signs that close a heading, as some write them (section 4.2)."""
_HYPHENS = re.compile("---|:-|-:")
"""What a cell of that line has, and one that stands for nothing has not."""
_SEPARATOR = _spaced(r"(?=.*\|)\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?")
"""The line below the head of a table; it needs a bar, or it would be a rule."""
_DEFINITION = _spaced(
    r"(?P<signs>(?:>|[ ]|(?:[-*+:]|[0-9]{1,9}\.)[ ])*)\[(?P<label>[^\]\n@^][^\]\n]{0,998})\][ ]?:[ ]*"
    r"(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s<]\S*))"
    r"(?:(?:[ ]+|[ ]*\n[ ]*)(?P<title>\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ ]*(?:\n|\Z)"
)
"""Where a reference link leads (section 4.7), with the length of a label that CommonMark allows, behind any signs.

Its title may stand on the next line.
"""
_FOOTNOTE = _spaced(r"\[\^(?P<name>[^\]\s]+)\][ ]?:[ ]*")
"""Where a footnote is written; in French, a space stands before a colon."""
_NOTE = _spaced(r"!!![ ]?(?P<kind>[\w-]+(?:[ ]+[\w-]+)*)[ ]+\"(?P<title>[ ]*\S.*)\"[ ]*")
"""The first line of a note, with its title; what only begins like one is told."""
_NOTED = re.compile(r"!!!|!! ?\w+ \"|\?{3}\+? \w")
"""How one begins, or one that opens and closes elsewhere."""
_CODE_OR_BAR = re.compile(r"\\.|(?P<ticks>`+)|(?P<bar>\|)")
"""A bar divides cells, unless it is escaped or in code."""
_ATTRIBUTE = _spaced(
    r"[ ]*(?:#(?P<id>[\w.:-]+)|\.(?P<class>[\w-]+)"
    r"|(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+)))(?=[ ]|$)"
)
"""One thing that is said of an element: an id, a class, or a name with its value."""
ATTRIBUTES = ("id", "class", "lang", "width", "height", "role")
"""What a text may say of an element; looks belong into static/styles/."""
SIZES = ("width", "height")
"""What it may say of a picture only."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that holds no other: a heading, a table, a block of code or a rule.

    One that is an `end` shows nothing: it stands between two quotations, which would be read as one.

    `title` is what a heading says; `text` the content of a block of code and `attributes` its language, or what is said
    of a heading; `rows` and `aligned` are those of a table, its first row being the head.
    """

    kind: Literal["heading", "table", "code", "rule", "end"]
    level: int = 0
    title: "Line | None" = None
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    rows: "tuple[tuple[Line, ...], ...]" = ()
    aligned: tuple[str, ...] = ()


class Line(NamedTuple):
    """What stands on a line behind the signs of blocks, or in a cell: words, or a block that begins there.

    `offset` is where the words begin in the text, `begin` where the signs of items before them do, and `quote` where
    the last sign of a quotation stands. `own` are the signs with which it begins items, meanings and inner quotations,
    and `numbers` those of the items, None for a bullet. `number` is that by which it is known.
    """

    offset: int
    begin: int
    words: str = ""
    quote: int = 0
    own: str = ""
    numbers: tuple[int | None, ...] = ()
    number: int = 0
    leaf: Leaf | None = None


class Definition(NamedTuple):
    """Where a reference link leads, and where that is said."""

    offset: int
    label: str
    address_offset: int
    address: str
    title: Line


class Footnote(NamedTuple):
    """A footnote: where it is written, its lines, marked, its id, and that of the first place that leads to it."""

    offset: int
    marked: list[str]
    id: str
    place: str


class Reader:
    """One text, read line by line: `lines` are known by their numbers, which the parser of blocks reads in `marked`.

    `definitions` are known by their labels, as these are compared; to those in `unused` no link has led yet.
    `footnotes` are known by their names; those in `meant` are most likely what a name that is none stands for. `ids`
    has where each id stands, `comments` where each begins and ends. `list_told` has the last line of what is a list
    elsewhere and was told, and its sign without what it counts: where its items are paragraphs, it goes on in the next.

    How a line is read depends on those above it. `_sink` has them marked, of the text or of the footnote that is open;
    the last has no words if `_after_blank`, in a quotation `_depth` deep. A margin stands to the left of a line: an
    indent and the signs of quotations; `_above` is that of the block above. A list, a note or a footnote may be
    `_open`; `_shift` has by how many spaces the last list in so many quotations is to the right, `_bullets` the bullet
    of each list by its indent. `_length` counts the lines below the first of a paragraph, or of the meanings of a term,
    `_is_signed` if one begins an item or a meaning, and `_term` is the margin of the last if that begins none; lines
    too deep inside one another, of which the last `_is_deep`, are told at the first.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        self.marked: list[str] = []
        self.definitions: dict[str, Definition] = {}
        self.unused: set[str] = set()
        self.footnotes: dict[str, Footnote] = {}
        self.meant: set[str] = set()
        self.ids: dict[str, int] = {}
        self.comments: list[tuple[int, int]] = []
        self.list_told = (-2, "")
        self.wrong: list[Mistake] = []
        self._source = text.split("\n")
        self._line_starts = [0]
        for line in self._source[:-1]:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self._next = 0
        self._sink = self.marked
        self._after_blank = True
        self._open = self._is_deep = self._is_signed = False
        self._term: str | None = None
        self._above = ""
        self._depth = self._length = 0
        self._shift: dict[int, int] = {}
        self._bullets: dict[tuple[int, int], str] = {}
        while self._next < len(self._source):
            self._line()

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, each from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def tell(self, offset: int, message: str, fix: str, shown: str = "") -> None:
        """Keep what is wrong at an offset, and the sign that a reader would see."""
        self.wrong.append(Mistake(*self.place(min(offset, len(self.text))), message, fix, shown))

    def _line(self) -> None:
        """Read a line, and those below it that belong to it."""
        raw, begin = self._source[self._next], self._line_starts[self._next]
        self._next += 1
        words = raw.lstrip(" \t")
        if not words.strip():
            self._break("")
            return
        left = raw[: len(raw) - len(words)]
        offset, indent, words = begin + len(left), len(left.expandtabs(INDENT)), words.rstrip("\t")
        if self._sink is not self.marked:  # but of a footnote
            if self._after_blank and indent < INDENT:
                self._break("")
                self._sink = self.marked
            else:
                indent = max(indent - INDENT, 0)
        if not words[0].isalpha():  # a letter begins no block
            if words.startswith("<!--"):
                self._comment(offset)
                return
            if found := _FOOTNOTE.match(words) if indent < INDENT else None:
                self._break("")
                if (name := found["name"]) in self.footnotes:
                    self.tell(offset, f"the footnote '[^{name}]' is written twice", "give one of the two another name")
                if ">" in self._above:
                    self._apart(self._above, offset)
                note = self.footnotes.setdefault(name, Footnote(offset, [], f"fn:{name}", f"fnref:{name}"))
                self._sink, self._above, indent = note.marked, "", 0
                words, offset = words[found.end() :], offset + found.end()
            if "]" in words and self._defined(offset, indent < INDENT and self._after_blank):
                return
        if words.strip():
            self._placed(indent, words, offset)

    def _placed(self, indent: int, words: str, offset: int) -> None:
        """Read a line that is part of a block: its signs, and those of the blocks above, say of which."""
        quoted, quote = _QUOTED.match(words) if words[0] == ">" else None, 0
        inner = words[quoted.end() :] if quoted else words
        begin, offset = offset, offset + len(words) - len(inner)
        if inner[:1].isspace() and inner.strip():
            message = f"this line begins with an invisible character, {unicodedata.name(inner[0], '').lower()}"
            self.tell(offset, message, "delete it, and type spaces", inner[0])
            spaces = len(inner) - len(inner.lstrip())
            indent, offset, inner = indent + spaces, offset + spaces, inner[spaces:]
        marker = None if inner[:1].isalpha() or _RULE.fullmatch(inner) else _MARKER.match(inner)
        if quoted:
            quote = begin + len(quoted[0].rstrip()) - 1
            if quote == offset - 1 and inner[:1].isdigit():
                sign = f">{inner.split(maxsplit=1)[0]}"
                fix = f"write \\{sign}, or put a space behind the sign of a quotation"
                self.tell(quote, f"'{sign}' makes a quotation, without its sign", fix)
            *outer, gap = quoted[0].replace("\t", " " * INDENT).split(">")
            if ">" not in self._above:
                indent = self._indented(indent, "", begin, 0, False)
            inside = self._indented(max(len(gap) - 1, 0), inner, offset, len(outer), bool(marker))
            margin = " " * indent + ">".join([*outer, " " * (inside + 1)])
        else:
            indent = inside = self._indented(indent, inner, offset, 0, bool(marker))
            margin = " " * indent
        above, depth = self._above, margin.count(">")
        if self._after_blank:
            self._is_signed = False
        elif marker and marker[0][0] == ":" and self._is_signed and self._term == margin:
            message = "a term stands right below an item or another meaning here"
            self.tell(self.lines[-1].begin, message, "put an empty line above it")
            self._sink.insert(-1, margin.rstrip())
        self._is_signed, self._term = self._is_signed or bool(marker), None if marker else margin
        if marker:
            self._bulleted((depth, inside), inner[0], offset)
        level = depth + (len(margin) - 2 * depth) // INDENT  # behind the sign of each quotation is a space
        if level > DEEPEST:
            margin, depth = "", 0
        if self._after_blank and self._depth > depth:  # a quotation that has ended; nothing goes on
            self._break(margin)
        if self._after_blank and self._depth < min(above.count(">"), depth):
            self._apart(margin, offset)
        if marker or inner.startswith("!!!") or self._sink is not self.marked:
            self._open = True
        elif self._after_blank and inner and not (indent or inside):
            self._open = False
        self._length = 0 if self._after_blank or (marker and marker[0][0] != ":") else self._length + 1
        if self._after_blank:
            self._above = margin
        elif (marker and len(margin) < len(above)) or (depth and not (indent or ">" in above)):
            self._break(margin if ">" in above else "")
            self._above = margin
        if self._length and self._length % LONGEST == 0:
            self._break(margin)
            if self._length == LONGEST:
                message = f"{LONGEST} lines stand right below one another here"
                self.tell(offset, message, "put an empty line where a paragraph ends")
        if inner.strip():
            self._block(margin, offset, inner, quote, level, marker)
            return
        below = "".join(self._source[self._next : self._next + 1])
        if self._after_blank and depth > self._depth and not below.lstrip().startswith(">"):
            self._wordless(quote, ">")
        self._break(margin)

    def _block(
        self, margin: str, offset: int, words: str, quote: int, level: int, marker: re.Match[str] | None
    ) -> None:
        """Read what stands on a line behind its indent and quotation marks, from its first marker on."""
        own, begin = "", offset
        numbers: list[int | None] = []
        while marker and level <= DEEPEST:
            if marker[0][0] == ">":
                quote = offset + len(marker[0].rstrip()) - 1
            elif marker[0][0] != ":":
                numbers.append(int(marker["number"]) if marker["number"] else None)
            own += f"{marker[0].rstrip()} " if marker[0][0] != ":" else ":   "
            words, offset, level = words[marker.end() :], offset + marker.end(), level + 1
            marker = None if words[0].isalpha() or _RULE.fullmatch(words) else _INNER.match(words)
        is_deep = level > DEEPEST and (not own or bool(marker))
        if is_deep and not self._is_deep:
            message = "lists, quotes or notes stand too deep inside one another here"
            self.tell(offset, message, "bring them further to the left")
        self._is_deep = is_deep
        line = Line(offset, begin, words, quote, own, tuple(numbers), len(self.lines))
        if not words[0].isalpha() and self._signed(margin, line):
            return
        if rows := self._rows(words, margin.count(">")):
            self._table(margin, line, rows)
        else:
            self._put(margin + self._mark(line))

    def _signed(self, margin: str, line: Line) -> bool:
        """Read words that begin with the sign of a block; return whether they are no other words."""
        offset, words = line.offset, line.words
        note = None if line.own else _NOTE.fullmatch(words)
        if note:
            if (kind := note["kind"].lower()) not in KINDS:
                message = f"there are no notes of the kind '{kind}'"
                self.tell(offset + note.start("kind"), message, suggestion(kind, KINDS))
            title = self._mark(line._replace(offset=offset + note.start("title"), words=note["title"]))
            self._break(margin)
            self._put(f"{margin}!!! {kind} {title}")
            return True
        if _NOTED.match(words):
            self.tell(offset, "a note here is not read as one", NOTE)
        if not self._after_blank and not line.own and _UNDERLINE.fullmatch(words):
            message = f"'{words.rstrip()}' right below words makes a heading of them elsewhere"
            self.tell(
                offset, message, "write '## ' before the words in place of this line; a rule has an empty line above it"
            )
        elif _WORDLESS.fullmatch(words):
            self._wordless(offset, words[0])
            self._after_blank = False
        elif fence := _FENCE.fullmatch(words):
            if line.own:
                fix = "put it below words of the item, indented by four spaces"
                self.tell(offset, "a block of code cannot stand right behind the sign of an item", fix)
            self._code(margin, line._replace(own=""), fence)
        elif _RULE.fullmatch(words):
            self._leaf(margin, line._replace(leaf=Leaf("rule")))
        elif words[0] == "#":
            heading = _HEADING.match(words)
            if not heading:
                tag = words.split()[0]
                fix = f"write \\{tag} for the words; for a heading put a space behind the sign, from ## on"
                signs = tag[: len(tag) - len(tag.lstrip("#"))]
                self.tell(offset, f"'{tag}' begins with a sign of headings", fix, signs)
                heading = _UNSPACED.match(words)
            elif self._sink is not self.marked:  # it would stand at the end of the page, in no order
                fix = "write **words** in its place, or take it out of the footnote; for the sign itself write \\#"
                self.tell(offset, "a heading stands in a footnote", fix)
            if not heading or self._sink is not self.marked:
                return False
            self._heading(margin, line, heading)
        else:
            return False
        return True

    def _wordless(self, offset: int, sign: str) -> None:
        fix = f"write them, or remove it; for the sign itself write \\{sign}"
        self.tell(offset, f"no words stand behind '{sign}'", fix)

    def _put(self, line: str) -> None:
        """Hand on a line with words, with which those below it may go on."""
        self._sink.append(line)
        self._after_blank = False

    def _apart(self, margin: str, offset: int) -> None:
        """End the quotation above, so that one below it with this margin is another."""
        outer = ">".join(margin.split(">")[: self._depth + 1])
        self._leaf(outer, Line(offset, offset, leaf=Leaf("end")))

    def _break(self, margin: str) -> None:
        """Hand on a line without words, behind the signs of a quotation, if none stands there."""
        depth = margin.count(">")
        if not self._after_blank or self._depth != depth:
            self._sink.append(margin.rstrip())
        self._after_blank, self._depth = True, depth

    def _mark(self, line: Line) -> str:
        """Return the mark of a line, which stands for it from here on, behind the signs of its own."""
        self.lines.append(line)
        return f"{line.own}{OPEN}{len(self.lines) - 1}{CLOSE}"

    def _indented(self, indent: int, words: str, offset: int, depth: int, marker: bool) -> int:
        """Return the indent with which a line is read in a quotation so deep; tell where it is not what was meant.

        A list may begin one to three spaces to the right; then all that stands in it does.
        """
        goes_on = self._open and self._above.count(">") >= depth
        shift = self._shift.get(depth, 0)
        if not goes_on:
            shift = indent % INDENT if marker else 0
            indent -= shift if indent < INDENT else 0
        elif indent >= shift and (indent - shift) % INDENT == 0:
            indent -= shift
        is_below = self._after_blank and self._depth >= depth
        if (
            goes_on
            and indent % INDENT
            and (is_below or (indent % INDENT > 1 and (marker or _begins_block(words) or self._rows(words, depth))))
        ):
            message = (
                f"this line is indented by {count(indent, 'space')}, and so stands below the list and not in its item"
            )
            if marker:
                message = "this item is indented by too little to stand below the one above"
            self.tell(offset, message, "indent it by four spaces" + ", behind '> '" * bool(depth))
            indent = max(indent - indent % INDENT, INDENT)
        if words and indent >= INDENT and self._after_blank and not self._open:
            message = f"this line begins with {indent} spaces and belongs to nothing above it"
            self.tell(offset, message, "begin it at the left edge; code stands between two lines ```")
            indent, shift = 0, indent if marker else 0
        self._shift[depth] = shift
        return indent

    def _bulleted(self, indent: tuple[int, int], sign: str, offset: int) -> None:
        """Tell of an item with another bullet than the one above it: in one list, where two may be meant."""
        above = self._bullets.get(indent) if self._open else None
        if above and sign in _BULLETS and sign != above:
            fix = f"begin both with '{above}'; put words between two lists"
            self.tell(offset, f"this item begins with '{sign}' and the one above with '{above}', in one list", fix)
        self._bullets = {place: bullet for place, bullet in self._bullets.items() if place < indent}
        if sign in _BULLETS:
            self._bullets[indent] = above or sign

    def _defined(self, offset: int, is_apart: bool) -> bool:
        """Put aside where a reference link leads, if a line says it, and its title; return whether it does."""
        if found := _DEFINITION.match(self.text, offset):
            begin, form = found.end("signs"), "angled" if found["plain"] is None else "plain"
            if found["signs"] or not is_apart:
                fix = f"put an empty line above it, and begin it at the left edge; {BRACKETS}"
                self.tell(begin, f"where '[{found['label']}]' leads is said inside something else", fix)
            if (name := label(found["label"])) in self.definitions:
                message = f"where '[{found['label']}]' leads is said twice"
                self.tell(begin, message, "keep one of the two, or give one another name")
            self._next += found[0].count("\n", 0, -1)
            place = found.start("title") + 1
            title = Line(place, place, (found["title"] or "")[1:-1])
            definition = Definition(begin, found["label"], found.start(form), found[form], title)
            self.definitions.setdefault(name, definition)
            self.unused.add(name)
        return bool(found)

    def _comment(self, offset: int) -> None:
        """Leave out a comment on lines of its own."""
        end = self.text.find("-->", offset + 2)  # "<!-->" is a whole comment (CommonMark 0.31, 6.6)
        if end < 0:
            self.tell(offset, "a comment is opened with '<!--' and never closed", "close it with '-->'")
            self._next = len(self._source)
            return
        if self.text.find("<!--", offset + 4, end) >= 0:
            self.tell(offset, "a comment is opened with '<!--' and not closed before the next", "close it with '-->'")
        self.comments.append((offset, end + 3))
        self._next, column = self.place(end)
        if self._source[self._next - 1][column + 2 :].strip():
            self.tell(end + 3, "words stand behind a comment", "put the comment on lines of its own")

    def _code(self, margin: str, line: Line, fence: re.Match[str]) -> None:
        """Put a block of code aside."""
        depth = margin.count(">")
        left = self.text[line.quote + 1 if depth else self._line_starts[self._next - 1] : line.offset]
        left = left.removeprefix(" ") if depth else left
        indent = INDENT if left.strip() else len(left.expandtabs(INDENT))  # INDENT: right behind the name of a footnote
        content: list[str] = []
        closing = re.compile(rf"[ \t]*{fence['signs'][0]}{{{len(fence['signs'])},}}[ \t]*")
        source = self._source
        while self._next < len(source) and (raw := _unquoted(source[self._next], depth)) is not None:
            self._next += 1
            if closing.fullmatch(raw):
                break
            content.append(f"{_outdented(raw, indent)}\n")
        else:
            message = f"a block of code is opened with '{fence['signs']}' and never closed"
            self.tell(line.offset, message, f"close it with a line '{fence['signs']}'")
        if fence["rest"].strip():
            fix = NOTE if _DIRECTIVE.match(fence["rest"]) else "remove it"
            self.tell(line.offset + fence.start("rest"), "what stands here would be lost", fix)
        language = {"class": f"language-{fence['language']}"} if fence["language"] else {}
        self._leaf(margin, line._replace(leaf=Leaf("code", attributes=language, text="".join(content))))

    def _heading(self, margin: str, line: Line, found: re.Match[str]) -> None:
        offset, title = line.offset + found.end(), line.words[found.end() :].rstrip()
        attributes: dict[str, str] = {}
        if said := _ID.search(title):
            attributes = self.attributes(said["attributes"], offset + said.start())
            title = title[: said.start()].rstrip()
        title = _CLOSING.sub("", title).rstrip()
        heading = Leaf("heading", len(found["signs"]), Line(offset, offset, title), attributes)
        self._leaf(margin, line._replace(leaf=heading))

    def attributes(self, written: str, offset: int, element: str = "") -> dict[str, str]:
        """Return what is said of an element between `{:` and `}`; tell what cannot be said there."""
        said: dict[str, list[str]] = {}
        position = 0
        while found := _ATTRIBUTE.match(written, position):
            name = found["name"] or ("id" if found["id"] else "class")
            if name not in ATTRIBUTES:
                fix = f"remove it; a text can say {', '.join(ATTRIBUTES[:-1])} and {ATTRIBUTES[-1]}"
                self.tell(offset, f"the attribute '{name}' is not allowed in a text", fix)
            elif name in SIZES and element != "img":
                message = f"the {name} is said of something that is no picture"
                self.tell(offset, message, f"write {{: {name}=300 }} right behind one, on the same line")
            value = found[found.lastgroup or 0]
            if name == "lang" and not is_language(value):
                fix = "write the code of a language, such as nl or pt-BR"
                self.tell(offset, f"'{value}' is not the code of a language", fix)
            if name == "id":
                if value in self.ids:
                    self.tell(offset, f"the id '{value}' stands twice in this text", "give one of the two another")
                self.ids[value] = offset
            said.setdefault(name, []).append(value)
            position = found.end()
        if written[position:].strip():
            message = f"'{written.strip()}' cannot be said of what stands before it"
            self.tell(offset, message, "write {#id}, {: .class } or {: lang=nl }")
        return {name: " ".join(values) if name == "class" else values[-1] for name, values in said.items()}

    def _leaf(self, margin: str, line: Line) -> None:
        """Put a block aside, with empty lines around its mark, so that it is read as a paragraph."""
        self._break(margin)
        self._put(margin + self._mark(line))
        self._break(margin)
        if not (margin or line.own):  # nothing further in belongs to a list any more
            self._open = False

    def _rows(self, head: str, depth: int) -> list[tuple[int, str]]:
        """Return the rows of a table below its head, each with its offset; none if it is the head of no table."""
        rows: list[tuple[int, str]] = []
        if "|" not in head:
            return rows
        for offset, words in self._below(depth):
            if not words or (("|" not in words or _begins_block(words)) if rows else not _SEPARATOR.fullmatch(words)):
                break
            rows.append((offset, words))
        return rows

    def _below(self, depth: int) -> Iterator[tuple[int, str]]:
        """Yield what stands in each line below this one, in a quotation so deep, with its offset."""
        for line in range(self._next, len(self._source)):
            raw = self._source[line]
            words = (_unquoted(raw, depth) or "").lstrip(" \t")
            yield self._line_starts[line] + len(raw) - len(words), words.rstrip()

    def _table(self, margin: str, line: Line, rows: list[tuple[int, str]]) -> None:
        """Put a table aside, of which the line is the head."""
        head, (separator, *body) = (line.offset, line.words.rstrip()), rows
        self._next += len(rows)
        columns = [cell.words for cell in self._cells(*separator)]
        read: list[tuple[Line, ...]] = []
        for (begin, row), (_, below) in pairwise((head, *body, (0, "|"))):
            cells = list(self._cells(begin, row))
            is_divided = len(cells) < len(columns) or not below.startswith("|")
            if _HYPHENS.search(row) and _SEPARATOR.fullmatch(row.strip()):
                fix = "remove it, or put an empty line above another table; for hyphens in a cell write \\-\\-\\-"
                self.tell(begin, "a table has one line of hyphens, below its first row", fix)
            elif is_divided and row.startswith("|") and head[1].endswith("|") and not row.endswith("|"):
                message = "this row has no '|' at its end, as the first row does"
                self.tell(begin, message, "write the whole row on one line, and '|' behind it")
            if row is head[1] and len(cells) != len(columns):
                message = f"this row has {len(cells)} cells, and the line below it {len(columns)}"
                self.tell(begin, message, "write below the first row a line |---|---| with as many columns")
                columns += [""] * (len(cells) - len(columns))
            elif len(cells) < len(columns) and row.startswith("|") and row.endswith("|"):
                message = f"this row has {count(len(cells), 'cell')}, and the table {len(columns)} columns"
                self.tell(begin, message, "write | between two cells, and | | for one that is empty")
            elif len(cells) > len(columns):
                found = f"this row has {len(cells)} cells, and the table {len(columns)} columns"
                message = f"{found}; what is too much would be lost"
                self.tell(begin, message, "add a column to the first two rows, or write \\| for a | inside a cell")
            read.append(tuple(cells[: len(columns)]))
        offset, words = next(self._below(margin.count(">")), (0, ""))
        if words and not _begins_block(words):
            self.tell(offset, "this line stands right below a table", "put an empty line above it")
        sides = {(True, True): "center", (False, True): "right", (True, False): "left", (False, False): ""}
        aligned = tuple(sides[words.startswith(":"), words.endswith(":")] for words in columns)
        self._leaf(margin, line._replace(leaf=Leaf("table", rows=tuple(read), aligned=aligned)))

    def _cells(self, offset: int, row: str) -> Iterator[Line]:
        """Yield the cells of a row; a | in code, or escaped, divides nothing."""
        start = 1 if row.startswith("|") else 0
        position = start
        runs: Runs | None = None
        ends = []
        while found := _CODE_OR_BAR.search(row, position):
            position = found.end()
            if found["ticks"]:
                runs = runs or Runs(row)
                if (closing := runs.closing(*found.span())) >= 0:
                    position = closing + len(found["ticks"])
            elif found["bar"]:
                ends.append(found.start())
        if not ends or ends[-1] != len(row) - 1:
            ends.append(len(row))
        for end in ends:
            cell = row[start:end].replace("\t", " ")
            place = offset + start + len(cell) - len(cell.lstrip())
            yield Line(place, place, cell.strip())
            start = end + 1


class Runs:
    """The runs of backticks in words: code ends at the next one that is as long as the one with which it begins."""

    def __init__(self, words: str) -> None:
        self._begins: dict[int, list[int]] = {}
        for run in re.finditer("`+", words):
            self._begins.setdefault(len(run[0]), []).append(run.start())

    def closing(self, begin: int, end: int) -> int:
        """Return where the run begins that closes the code which the one from `begin` to `end` opens; -1 if none."""
        alike = self._begins.get(end - begin, ())
        after = bisect_right(alike, begin)
        return alike[after] if after < len(alike) else -1


def label(words: str) -> str:
    """Return the name of a reference link as it is compared (CommonMark 0.31, "matches")."""
    return " ".join(words.split()).casefold()


def _begins_block(words: str) -> bool:
    """Whether a line below a table begins another block, and so is no row of it."""
    return words.startswith(("<!--", ">")) or ("|" not in words and bool(_BLOCK.match(words)))


def _unquoted(line: str, depth: int) -> str | None:
    """Return what a line has in quotations so deep, behind one space; None where it has fewer of their signs."""
    for _ in range(depth):
        left, sign, line = line.partition(">")
        if left.strip(" \t") or not sign:
            return None
        line = line.removeprefix(" ")
    return line


def _outdented(line: str, indent: int) -> str:
    """Return a line without the spaces, or the tabs in their place, by which it is indented."""
    words = line.lstrip(" \t")
    spaces = line[: len(line) - len(words)].expandtabs(INDENT)
    return spaces[indent:] + words if indent else line
