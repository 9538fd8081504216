"""The lines of a text, read once: what is on each, and which blocks hold it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Literal, NamedTuple

from generator.compile.markers import Sign, read, unread
from generator.compile.prose import Mistake
from generator.compile.stray import BRACKETS, NOTE
from generator.problems import count
from generator.read.kinds import is_language

KINDS = ("note", "warning")
"""What a note can be; the styles show the second in colours of its own."""
ROW = "write all cells on one line with | between, | | for an empty one, \\| for a | inside, --- below each heading"
BULLETS = ("-", "*", "+")
MEANING = (
    "this is not read as a definition",
    "put the term on the line above, with the same indent; to show the character itself, write \\:",
)
INDENT = 4
"""Spaces by which a line stands inside the item, note or footnote above it."""
DEEPEST = 8
# In all these, \s is any space, as nobody sees which of them was typed.
_MARKER = re.compile(r"(?:[-*+]\s|[0-9]{1,9}\.[ \t]|:[ \t])\s*(?=\S)")
"""What begins an item, with words behind it, or the meaning of a term; nine digits at most, as CommonMark has it.

A space that does not break is typed behind a number on purpose, so that it begins none.
"""
_RULE = re.compile(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}")
"""A rule across the page (CommonMark 0.31, section 4.1)."""
_BLOCK = re.compile(rf"{_MARKER.pattern}|#{{1,6}}\s|!!!|```|~~~|\[[^\]]+\]\s?:|(?:{_RULE.pattern})\Z")
"""What begins a block right below another, which does not go on there."""
_UNDERLINE = re.compile(r"-[\s-]*-\s*|=+\s*")
"""What makes a heading of the words above it elsewhere, or a table: here headings have signs."""
_FENCE = re.compile(r"(?P<signs>`{3,}|~{3,})\s*(?P<language>[\w+#-]*)(?P<rest>[^`]*)")
"""What opens and closes a block of code (section 4.5); a backtick behind three of them is code in a line."""
_HEADING = re.compile(r"(?P<signs>#{1,6})(?:(?P<gap>\s+|$)|(?<=##)(?!#))")
"""The signs of a heading (section 4.2); from two on, they are those of one without their space too, and no hashtag."""
_ID = re.compile(r"(?<!\\)\{:?\s*(?P<attributes>[^{}]*)\}(?:\s+#+)?$")
"""What is said of a heading, at its end, unless its brace is escaped."""
_CLOSING = re.compile(r"(?:^|\s)#+$")
"""Signs that close a heading, as some write them (section 4.2)."""
_SEPARATOR = re.compile(r"(?=.*\|)\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
"""The line below the head of a table; it needs a bar, or it would be a rule."""
_CELL = re.compile(r"(?!\Z)(?P<words>(?:[^|\\]|\\.?)*)(?:\||\Z)")
"""A bar divides cells, unless it is escaped (GitHub Flavored Markdown 0.29, section 4.10)."""
_DEFINITION = re.compile(
    r"\[(?P<label>[^\]\n@^][^\]\n]{0,998})\]\s?:\s*(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<plain>[^\s<]\S{0,2000}))"
    r"(?:\s+(?P<title>\"[^\n]{0,500}\"|'[^\n]{0,500}'|\([^\n]{0,500}\)))?\s*"
)
"""Where a reference link leads (section 4.7), with the length of a label that CommonMark allows.

Address and title have a length, as each link that uses them has them again.
"""
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]\s?:\s*")
"""Where a footnote is written; in French, a space stands before a colon."""
_NOTE = re.compile(rf"!!!\s?(?P<kind>(?i:{'|'.join(KINDS)}))\s+\"(?P<title>\s*\S.*)\"\s*")
"""The first line of a note, with its title; what only begins like one is told."""
_NOTED = re.compile(r"!\s{0,4}!|[!?]>|\?{3}\+? \w")
"""How one begins, or one that opens and closes elsewhere."""
_ATTRIBUTE = re.compile(
    r"\s*(?:#(?P<id>[\w.:-]+)|\.(?P<class>[\w-]+)"
    r"|(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+)))(?=\s|$)"
)
"""One thing that is said of an element: an id, a class, or a name with its value."""
ATTRIBUTES = ("id", "class", "lang", "width", "height", "role")
"""What a text may say of an element; looks belong into static/styles/."""
_SIZES = ("width", "height")
"""What it may say of a picture only."""
_PIXELS = re.compile(r"[1-9]\d{0,4}")
"""A size in whole pixels: no other is known before a browser shows the page."""


class RawLine(NamedTuple):
    """A line, or what a container has of it: where its words begin, how far to the right, and if right behind a ">"."""

    offset: int
    width: int = 0
    words: str = ""
    is_close: bool = False


Inner = Callable[[RawLine], RawLine | None]
"""Finds what a line has inside a container."""
At = Callable[[int, bool], RawLine | None]
"""Finds what the line with a number has there, and what goes on if a paragraph is open."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that is read here: a heading, a table, a block of code, a rule, a quotation or a note.

    `title` is what a heading or a note says; `attributes` what is said of them, `text` the content of a block of
    code, or what is said of a heading as it is written; `rows` and `aligned` are those of a table, its first row being
    the head; `inside` are the blocks of a quotation or a note.
    """

    kind: Literal["heading", "table", "code", "rule", "quotation", "note"]
    level: int = 0
    title: "Line | None" = None
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    rows: "tuple[tuple[Line, ...], ...]" = ()
    aligned: Sequence[str] = ()
    inside: "Sequence[Block]" = ()


class Line(NamedTuple):
    """What stands on a line behind the signs of items, or in a cell: words, or a block that begins there.

    `offset` is where the words begin in the text, `width` how far to the right, and `level` in how many items and
    meanings. It is known by its `number`; `sign` is that of the item it begins, `like` what may be one elsewhere.
    """

    offset: int
    words: str = ""
    level: int = 0
    width: int = 0
    number: int = 0
    leaf: Leaf | None = None
    sign: str = ""
    like: Sign | None = None


@dataclass(slots=True)
class Item:
    """An item of a list, or the meaning of a term: its sign, and the line that it begins.

    `blocks` are what stands in it, elsewhere from `inner` spaces on; `is_loose` says whether an empty line does.
    """

    sign: str
    inner: int
    line: Line = field(init=False)
    blocks: "list[Block]" = field(default_factory=list)
    is_loose: bool = False

    @property
    def number(self) -> int:
        """The number that was typed; 0 if there is none."""
        return int(self.sign[:-1] or 0)

    def is_like(self, sign: str) -> bool:
        """Whether a sign begins another item of the same list."""
        return self.sign[-1] == sign[-1] or {self.sign, sign} <= {*BULLETS}


Block = list[Line | Item]
"""What stands between empty lines: words, items or meanings, or one line with a leaf."""


class Definition(NamedTuple):
    """Where a reference link leads, and where that is said."""

    offset: int
    label: str
    address_offset: int
    address: str
    title: Line


class Footnote(NamedTuple):
    """A footnote: where it is written, its blocks, its id, and that of the first place that leads to it."""

    offset: int
    blocks: list[Block]
    id: str
    place: str


class Reader:
    """One text: its `lines` are known by their numbers, and make `blocks`.

    `taken` counts the lines that were read. `definitions` are known by their labels, as these are compared, `footnotes`
    by their names. `ids` has where each is, `comments` where each begins and ends, `counted` what stands before a ")".
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        self.definitions: dict[str, Definition] = {}
        self.footnotes: dict[str, Footnote] = {}
        self.ids: dict[str, int] = {}
        self.comments: list[tuple[int, int]] = []
        self.counted: set[int] = set()
        self.wrong: list[Mistake] = []
        lines = text.split("\n")
        self._line_starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
        source = list(map(_divided, self._line_starts, lines))
        self.taken = 0
        self.blocks = Container(self, lambda number, _: source[number] if number < len(source) else None).blocks

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, each from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def tell(self, offset: int, message: str, fix: str, sign: str = "") -> None:
        """Keep what is wrong at an offset, and the sign that a reader would see."""
        self.wrong.append(Mistake(*self.place(min(offset, len(self.text))), message, fix, sign))

    def attributes(self, written: str, offset: int, element: str = "") -> dict[str, str]:
        """Return what is said of an element between `{:` and `}`; tell what cannot be said there."""
        said: dict[str, list[str]] = {}
        position = 0
        while found := _ATTRIBUTE.match(written, position):
            name, value = found["name"] or ("id" if found["id"] else "class"), found[found.lastgroup or 0]
            position = found.end()
            if name not in ATTRIBUTES:
                fix = f"remove it; a text may set {', '.join(ATTRIBUTES[:-1])} and {ATTRIBUTES[-1]}"
                self.tell(offset, f"the attribute '{name}' is not allowed in a text", fix)
            elif name in _SIZES and element != "img":
                message = f"a {name} is set on something that is not a picture"
                self.tell(offset, message, f"write {{: {name}=300 }} directly after a picture, on the same line")
            elif name in _SIZES and not _PIXELS.fullmatch(value):
                fix = f"write it as {{: {name}=300 }}, or remove it"
                self.tell(offset, f"the {name} of a picture is not in whole pixels: '{value}'", fix)
                continue
            if name == "lang" and not is_language(value):
                fix = "write one, such as nl or pt-BR"
                self.tell(offset, f"'{value}' is not a language code", fix)
            if name == "id":
                if value in self.ids:
                    self.tell(offset, f"the id '{value}' is used twice in this text", "change one of the two")
                self.ids[value] = offset
            said.setdefault(name, []).append(value)
        if written[position:].strip():
            message = f"'{written.strip()}' cannot be read as attributes"
            self.tell(offset, message, "write {#id}, {: .class } or {: lang=nl }")
        return {name: " ".join(values) if name == "class" else values[-1] for name, values in said.items()}


class Container:
    """The lines of a text, or of a quotation, a note or a footnote in it, `depth` deep; they make `blocks`.

    How a line is read depends on those above it: whether words there may go on, as a paragraph `_is_open`, and which
    `_items` are, each in the one before. By `_shift` spaces, the last list is to the right. Its lines are `first` and
    those that it finds `at` their numbers in the text, where a paragraph may be open.
    """

    def __init__(self, reader: Reader, at: At, depth: int = 0, first: RawLine | None = None) -> None:
        self.tell, self._reader, self._at, self._depth = reader.tell, reader, at, depth
        self.blocks: list[Block] = []
        self._items: list[Item] = []
        self._shift, self._after_blank, self._is_open = 0, True, False
        line = first or self._take()
        while line:
            self._line(line)
            line = self._take(self._is_open)

    def _inside(self, inner: Inner, is_lazy: bool, number: int, is_open: bool) -> RawLine | None:
        """Return what a line of this container has in one that stands in it, in which a paragraph may be open.

        Where that `is_lazy`, all of the line goes on in the paragraph, if no block begins there (CommonMark 0.31, 5.1).
        """
        if not (line := self._at(number, is_open)):
            return None
        if inside := inner(line):
            return inside
        goes_on = is_open and is_lazy and line.words
        if not goes_on or _begins_block(line.words) or self._is_head(line.words, number + 1):
            return None
        return line._replace(width=0)

    def _take(self, is_open: bool = False) -> RawLine | None:
        """Take the next line, if it is in here, or goes on in a paragraph that is open."""
        line = self._at(self._reader.taken, is_open)
        self._reader.taken += bool(line)
        return line

    def _below(self) -> RawLine:
        """Return the next line, one without words if it is not in here."""
        return self._at(self._reader.taken, False) or RawLine(0)

    def _line(self, line: RawLine) -> None:
        """Read a line, and those below it that belong to it: the signs of blocks, and those above, say to which."""
        if not line.words:
            self._after_blank, self._is_open = True, False
            return
        offset, width, words = line.offset, line.width, line.words.rstrip("\t")
        if line.is_close and (words[0].isdigit() or words[0] == "="):
            sign = f">{words.split(maxsplit=1)[0]}"
            fix = f"write \\{sign}, or for a quotation put a space after the >"
            self.tell(offset - 1, f"'{sign}' makes a quotation, and the '>' is lost", fix)
        is_aside = not self._depth and width < INDENT
        if words.startswith("<!--"):
            self._comment(line)
        elif is_aside and (footnote := _FOOTNOTE.match(words)):
            self._footnote(offset, words, footnote)
        elif not self._defined(offset, words, is_aside and self._after_blank):
            self._placed(offset, width, words)

    def _placed(self, offset: int, width: int, words: str) -> None:
        """Read a line that is part of a block: its signs, and those of the blocks above, say of which."""
        sign = _sign(words)
        line = Line(offset, words, self._level(width, words, offset, bool(sign)), width)
        while sign and self._depth + line.level <= DEEPEST and self._begins_item(sign.strip(), line):
            item = self._begin(sign.strip(), line.level, width + line.offset - offset + len(sign))
            words = words[len(sign) :]
            item.line = line = Line(line.offset + len(sign), "", line.level + 1, line.width + INDENT, sign=item.sign)
            sign = _sign(words)
        if line.sign:
            item.line = line = line._replace(words=words)
        is_deep = self._depth + line.level + (words[0] == ">") > DEEPEST
        if is_deep:
            message = "lists, quotations or notes are nested too deeply here"
            self.tell(line.offset, message, "move them to the left")
        if is_deep or not (self._signed(line) or self._table(line)):
            self._words(line, "" if is_deep else sign.strip())

    def _words(self, line: Line, sign: str) -> None:
        """Put words into their paragraph; tell of those that make a term elsewhere, or by a `sign` an item."""
        if self._items and not (line.sign or sign or self._after_blank):
            below = self._below()
            if below.width == line.width and _sign(below.words).startswith(":"):
                message = "this term is directly below a list item or another definition"
                self.tell(line.offset, message, "put an empty line above it")
                self._after_blank = True
        like = read(line.words)
        self._reader.counted.update(like.numbers if like and like.marks == ")" else ())
        if sign[:1].isdigit():  # right below words it is the end of a sentence, or begins to count, or goes on
            number = int(sign[:-1])
            if number < 2 or line.level < len(self._items) or any(item.number == number - 1 for item in self._items):
                self.tell(line.offset, *unread(sign))
                like = like and like._replace(is_told=True)
        self._put(line._replace(like=like))

    def _begins_item(self, sign: str, line: Line) -> bool:
        """Whether a sign begins an item, or a meaning; tell of a bullet that does elsewhere.

        Above a list is an empty line, or the first words of an item; a number may be the end of a sentence.
        """
        level = line.level
        above = self._items[level] if level < len(self._items) else None
        if sign == ":":
            blocks = self._items[level - 1].blocks if level else self.blocks
            last = blocks[-1][-1] if blocks else None
            if not last or (last.leaf if isinstance(last, Line) else last.sign != ":"):
                self.tell(line.offset, *MEANING)
            self._after_blank |= bool(above and above.sign != ":")
            return bool(last)
        if not (self._after_blank or (above.is_like(sign) if above else level and not self._items[-1].is_loose)):
            if sign not in BULLETS:
                return False
            self.tell(line.offset, *unread(sign))
            self._after_blank = True
        return True

    def _begin(self, sign: str, level: int, inner: int) -> Item:
        """Hand on an item, which stands for all in it, apart from words above and from another meaning."""
        item, above = Item(sign, inner), self._items[level] if level < len(self._items) else None
        del self._items[level:]
        self._hand(item, bool(above) if sign == ":" else not above or above.is_loose)
        self._items.append(item)
        return item

    def _hand(self, part: Line | Item, is_apart: bool = False) -> None:
        """Hand on what is in the innermost item that is open, in a block of its own if it stands apart."""
        inner = self._items[-1] if self._items else None
        blocks = inner.blocks if inner else self.blocks
        if blocks and inner:
            inner.is_loose |= self._after_blank
        if not blocks or self._after_blank or is_apart:
            blocks.append([])
        blocks[-1].append(part)
        self._after_blank = False

    def _signed(self, line: Line) -> bool:
        """Read words that begin with the sign of a block; return whether they are no other words."""
        offset, words = line.offset, line.words
        if words[0].isalpha():
            return False
        note = _NOTE.fullmatch(words)
        if not note and _NOTED.match(words):
            self.tell(offset, "this is not read as a note", NOTE)
        if note:
            self._note(line, note)
        elif words[0] == ">":
            self._quotation(line)
        elif fence := _FENCE.fullmatch(words):
            self._code(line, fence)
        elif words[0] == "#":
            return self._heading(line)
        elif not (self._after_blank or line.sign) and _UNDERLINE.fullmatch(words):
            message = f"'{words.rstrip()}' directly below text does not make it a heading"
            fix = "write '## ' before the text instead; for a horizontal line, put an empty line above"
            self.tell(offset, message, fix)
        elif (sign := words.rstrip()) in BULLETS or (sign == ":" and not self._after_blank):
            self._wordless(offset, sign)
        elif above := [at for at, item in enumerate(self._items) if item.number and sign == f"{item.number + 1}."]:
            item = self._begin(sign, above[-1], line.width + len(sign) + 1)
            item.line = line._replace(words="")  # the next counts on from it
            self._wordless(offset, sign)
        elif _RULE.fullmatch(words):
            self._leaf(line, Leaf("rule"))
        else:
            return bool(line.sign) and self._defined(offset, words, False)
        return True

    def _wordless(self, offset: int, sign: str) -> None:
        self._is_open = False
        fix = f"write some, or remove it; to show the character itself, write {sign[:-1]}\\{sign[-1]}"
        self.tell(offset, f"there is no text after '{sign}'", fix)

    def _put(self, line: Line) -> None:
        """Hand on a line; words below may go on in its block."""
        self._after_blank |= line.level < len(self._items) and not self._is_open
        if self._after_blank:
            del self._items[line.level :]
        self._is_open = not line.leaf
        line = line._replace(number=len(self._reader.lines))
        self._reader.lines.append(line)
        self._hand(line)

    def _leaf(self, line: Line, leaf: Leaf) -> None:
        """Hand on a block that is read here as a line by itself."""
        self._after_blank = True
        self._put(line._replace(leaf=leaf))
        self._after_blank = True

    def _level(self, indent: int, words: str, offset: int, marker: bool) -> int:
        """Return in how many of the open items a line stands by its indent; tell where it is not what was meant.

        A list may begin one to three spaces to the right; then all that stands in it does.
        """
        if not self._items:
            if indent >= INDENT and (self._after_blank or (not marker and self._begins_block(words))):
                message = f"this line starts with {indent} spaces but belongs to nothing above it"
                self.tell(offset, message, "start it at the left margin; put code between two ``` lines")
            self._shift = indent if marker else 0
            return 0
        written = indent
        self._shift = min(self._shift, indent) if marker else self._shift
        if indent >= self._shift and (indent - self._shift) % INDENT == 0:
            indent -= self._shift
        off = indent % INDENT
        is_askew = not off and self._is_askew(indent, written)
        begins_block = (off > 1 or is_askew) and (marker or self._begins_block(words))
        if (off or is_askew) and (self._after_blank or begins_block):
            how, fix = "and so belongs to no list item", "indent it by four spaces"
            if is_askew:
                how = "which not every program reads alike"
                fix = "start the list at the left margin, with one space after each bullet or number, and indent this"
                fix += " line by four spaces for each item around it; put code between two ``` lines"
            self.tell(offset, f"this line is indented by {count(written, 'space')}, {how}", fix)
            indent = max(indent - off, INDENT) if off else indent
            self._after_blank |= marker  # where it is indented as it is told, it begins an item
        return min(indent // INDENT, len(self._items))

    def _begins_block(self, words: str) -> bool:
        """Whether the words of the line that was taken last begin a block, or a table."""
        return _begins_block(words) or self._is_head(words, self._reader.taken)

    def _is_askew(self, indent: int, written: int) -> bool:
        """Whether an indent leads deeper than into the items that are open.

        In a list to the right, so does one that is `written` where CommonMark (5.2) reads the line into other items.
        """
        level = indent // INDENT
        if level > len(self._items) or not self._shift:
            return level > len(self._items)
        ends = [0, *(item.inner for item in self._items), written + 1]
        return not ends[level] <= written < ends[level + 1]

    def _defined(self, offset: int, words: str, is_apart: bool) -> bool:
        """Put aside where a reference link leads, if a line says it; return whether it does."""
        if found := _DEFINITION.fullmatch(words):
            form = "angled" if found["plain"] is None else "plain"
            if not is_apart:
                fix = f"put an empty line above it, and start it at the left margin; {BRACKETS}"
                self.tell(offset, f"the address of '[{found['label']}]' is inside another block of text", fix)
            if (name := label(found["label"])) in self._reader.definitions:
                message = f"the address of '[{found['label']}]' is given twice"
                self.tell(offset, message, "keep one of the two, or rename one")
            title = Line(offset + found.start("title") + 1, (found["title"] or "")[1:-1])
            definition = Definition(offset, found["label"], offset + found.start(form), found[form], title)
            self._reader.definitions.setdefault(name, definition)
        return bool(found)

    def _tell_below(self, width: int) -> None:
        """Tell of a line below a note or a footnote that is indented by too little to stand in it."""
        line = self._below()
        if line.width > width and not self._items:
            message = f"this line is indented by {count(line.width, 'space')}, and so belongs to no note or footnote"
            self.tell(line.offset, message, "indent it by four spaces, or start it at the left margin")

    def _footnote(self, offset: int, words: str, found: re.Match[str]) -> None:
        """Put a footnote aside: what stands behind its name, and all below it that is indented."""
        self._after_blank = True
        name, footnotes = found["name"], self._reader.footnotes
        if name in footnotes:
            self.tell(offset, f"the footnote '[^{name}]' is written twice", "rename one of the two")
        note = footnotes.setdefault(name, Footnote(offset, [], f"fn:{name}", f"fnref:{name}"))
        first = _divided(offset + found.end(), words[found.end() :])
        note.blocks.extend(self._within(first, partial(_outdented, indent=INDENT)))
        self._tell_below(0)

    def _within(self, first: RawLine | None, inner: Inner, level: int = 0, is_lazy: bool = True) -> list[Block]:
        """Return the blocks of a container in this one."""
        return Container(self._reader, partial(self._inside, inner, is_lazy), self._depth + level + 1, first).blocks

    def _note(self, line: Line, found: re.Match[str]) -> None:
        """Put a note aside: its title, and all below it that is indented."""
        begin = line.offset + found.start("title")
        indented = partial(_outdented, indent=line.width + INDENT)
        inside = self._within(RawLine(begin), indented, line.level, is_lazy=False)
        if not inside:
            self.tell(line.offset, "this note has no text", NOTE)
        title, attributes = Line(begin, found["title"]), {"class": f"admonition {found['kind'].lower()}"}
        self._leaf(line, Leaf("note", title=title, attributes=attributes, inside=inside))
        if inside:
            self._tell_below(line.width)

    def _quotation(self, line: Line) -> None:
        """Put a quotation aside: what stands behind its sign here and on the lines below."""
        first = _unquoted(RawLine(line.offset, words=line.words))
        inside = self._within(first, partial(_unquoted, indent=line.width - INDENT + 1), line.level)
        if line.sign and first and first.words[:1].isdigit() and not first.is_close:
            sign = f"> {first.words.split(maxsplit=1)[0]}"
            fix = f"write \\{sign}, or start a quotation on the line below, indented by four spaces"
            self.tell(line.offset, f"'{sign}' makes a quotation, and the '>' is lost", fix)
        if not inside:
            self._wordless(line.offset, ">")
        self._leaf(line, Leaf("quotation", inside=inside))

    def _comment(self, line: RawLine) -> None:
        """Leave out a comment on lines of its own: below it, words go on in no block that stands further inside."""
        self._is_open = False
        begin, start = line.offset, 2  # "<!-->" is a whole comment (CommonMark 0.31, section 6.6)
        while (end := line.words.find("-->", start)) < 0:
            if not (below := self._take()):
                how, fix = "never closed", "close it with '-->'"
                if self._depth:
                    how = "not closed in the same note or quotation"
                    fix += " there; in a note, indent each line of it by four spaces"
                self.tell(begin, f"a comment is opened with '<!--' and {how}", fix)
                return
            line, start = below, 0
        if line.words[end + 3 :].strip():
            self.tell(line.offset + end + 3, "there is text after a comment", "put the comment on separate lines")
        end += line.offset + 3
        if "<!--" in self._reader.text[begin + 4 : end]:
            self.tell(begin, "a comment is opened with '<!--' and not closed before the next", "close it with '-->'")
        self._reader.comments.append((begin, end))

    def _code(self, line: Line, fence: re.Match[str]) -> None:
        """Put a block of code aside."""
        content: list[str] = []
        closing = re.compile(rf"{fence['signs'][0]}{{{len(fence['signs'])},}}\s*")
        while below := self._take():
            if below.width // INDENT <= line.width // INDENT and closing.fullmatch(below.words):
                break
            content.append(f"{' ' * (below.width - line.width)}{below.words}\n")
        else:
            message = f"a block of code is opened with '{fence['signs']}' and never closed"
            self.tell(line.offset, message, f"close it with a line '{fence['signs']}'")
        if fence["rest"].strip():
            place, fix = line.offset + fence.start("rest"), f"remove it; for a note, {NOTE}"
            self.tell(place, "this text would be lost", fix)
        self._leaf(line, Leaf("code", text="".join(content)))

    def _heading(self, line: Line) -> bool:
        """Put a heading aside; return whether it is one, and not words with a sign."""
        found = _HEADING.match(line.words)
        if not found or found["gap"] is None:
            tag = line.words.split()[0]
            fix = f"write \\{tag} to show it; for a heading, write at least ## and a space after it"
            signs = tag[: len(tag) - len(tag.lstrip("#"))]
            self.tell(line.offset, f"'{tag}' starts with '#', as a heading does", fix, signs)
        if not found:
            return False
        offset, title = line.offset + found.end(), line.words[found.end() :].rstrip()
        written, attributes = "", dict[str, str]()
        if said := _ID.search(title):
            written = said["attributes"].strip()
            attributes = self._reader.attributes(written, offset + said.start())
            title = title[: said.start()].rstrip()
        title = _CLOSING.sub("", title).rstrip()
        self._leaf(line, Leaf("heading", len(found["signs"]), Line(offset, title), attributes, written))
        return True

    def _is_head(self, words: str, below: int) -> bool:
        """Whether words are the head of a table: then its line of hyphens is the next, that with the number `below`."""
        line = self._at(below, False) if "|" in words else None
        return bool(line and _SEPARATOR.fullmatch(line.words.rstrip()))

    def _table(self, line: Line) -> bool:
        """Put a table aside, if the line is the head of one; return whether it is."""
        if not (self._is_head(line.words, self._reader.taken) and (separator := self._take())):
            return False
        written = [(line.offset, line.words.rstrip())]
        while (below := self._below()).words and not _begins_block(below.words, in_table=True):
            if "|" not in below.words:
                self.tell(below.offset, "this line is directly below a table", "put an empty line above it")
                break
            self._take()
            written.append((below.offset, below.words.rstrip()))
        hyphens = [cell.words for cell in _cells(0, separator.words.rstrip())]
        rows = [tuple(_cells(*row)) for row in written]
        for number, ((begin, row), cells) in enumerate(zip(written, rows, strict=True)):
            if "--" in row and _SEPARATOR.fullmatch(row):
                fix = "remove it, or put an empty line above another table; for hyphens in a cell, write \\-\\-\\-"
                self.tell(begin, "a table has only one line of hyphens, below its first row", fix)
            elif len(cells) != len(hyphens):
                message = f"this row has {count(len(cells), 'cell')}, but the line of hyphens has {len(hyphens)}"
                self.tell(begin, message, ROW)
                rows[number] = (Line(begin, row),)  # its bars may divide code, or a link, as nobody meant it
        sides = {(True, True): "center", (False, True): "right", (True, False): "left", (False, False): ""}
        aligned = [sides[words.startswith(":"), words.endswith(":")] for words in hyphens]
        self._leaf(line, Leaf("table", rows=tuple(rows), aligned=aligned))
        return True


def _cells(offset: int, row: str) -> Iterator[Line]:
    """Yield the cells of a row."""
    for found in _CELL.finditer(row, 1 if row.startswith("|") else 0):
        words = found["words"]
        place = offset + found.start() + len(words) - len(words.lstrip())
        yield Line(place, words.replace("\t", " ").strip())


def label(words: str) -> str:
    """Return the name of a reference link as it is compared (CommonMark 0.31, "matches")."""
    return " ".join(words.split()).casefold()


def _sign(words: str) -> str:
    """Return the sign that begins an item, or the meaning of a term, with the spaces behind it."""
    found = None if words[:1].isalpha() or _RULE.fullmatch(words) else _MARKER.match(words)
    return found[0] if found else ""


def _begins_block(words: str, in_table: bool = False) -> bool:
    """Whether a line right below a block begins another, and so does not go on in it, as a row of a table does."""
    is_row = in_table and "|" in words
    return words.startswith(("<!--", ">")) or bool(not is_row and _BLOCK.match(words))


def _divided(begin: int, raw: str) -> RawLine:
    """Return what stands at an offset as its words, and by how many spaces they are indented, for tabs too."""
    words = raw.lstrip()
    spaces = raw[: len(raw) - len(words)]
    return RawLine(begin + len(spaces), len(spaces.expandtabs(INDENT)), words)


def _outdented(line: RawLine, indent: int) -> RawLine | None:
    """Return a line without the spaces by which it is indented; None if it is indented by fewer, and has words."""
    return None if line.width < indent and line.words else line._replace(width=max(line.width - indent, 0))


def _unquoted(line: RawLine, indent: int = 0) -> RawLine | None:
    """Return what a line of a quotation has behind its sign; None if it has none so far to the right."""
    if not line.words.startswith(">") or line.width < indent:
        return None
    inside = line.words[1 + line.words.startswith(("> ", ">\t")) :]
    divided = _divided(line.offset + len(line.words) - len(inside), inside)
    return divided._replace(is_close=not line.words[1:2].isspace())
