"""Block structure: the first phase of parsing a text, line by line, into a tree of container and leaf blocks."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Literal, NamedTuple

from generator.compile.list_markers import Marker, find_marker, not_a_list
from generator.compile.prose import TextProblem
from generator.compile.stray import BRACKETS, NOTE
from generator.problems import count
from generator.read.value_types import is_language

NOTE_KINDS = ("note", "warning")
"""The kinds of a note; a warning has colours of its own."""
_ROW = "write all cells on one line with | between, | | for an empty one, \\| for a | inside, --- below each heading"
_BULLETS = ("-", "*", "+")
INDENT = 4
"""The number of spaces that indents a line into the item, note or footnote above it."""
MAX_DEPTH = 8  # of items, quotations and notes in one another
# In all these patterns, \s is any space, as nobody can see which of them was typed.
_MARKER = re.compile(r"(?:[-*+]\s|[0-9]{1,9}\.[ \t]|:[ \t])\s*(?=\S)")
"""The marker of an item with text, or of a term's definition; nine digits at most, as in CommonMark.

A no-break space after a number is typed on purpose to prevent a list.
"""
_THEMATIC_BREAK = re.compile(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}")
"""A thematic break (CommonMark 0.31, section 4.1)."""
_BLOCK_START = re.compile(rf"{_MARKER.pattern}|#{{1,6}}\s|!!!|```|~~~|\[[^\]]+\]\s?:|(?:{_THEMATIC_BREAK.pattern})\Z")
"""The start of a block that text cannot lazily continue: any but a quotation or comment, which `_starts_block` adds."""
_SETEXT_UNDERLINE = re.compile(r"-[\s-]*-\s*|=+\s*")
"""The underline of a setext heading, or of a table without bars; neither is supported."""
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})\s*[\w+#-]*(?P<rest>[^`]*)")
"""A code fence (section 4.5), with the language, which is ignored; another backtick on the line makes a code span."""
_ATX_HEADING = re.compile(r"(?P<hashes>#{1,6})(?:(?P<gap>\s+|$)|(?<=##)(?!#))")
"""The start of an ATX heading (section 4.2); after two or more #, which are no hashtag, the space may be missing."""
_HEADING_ATTRIBUTES = re.compile(r"(?<!\\)\{:?\s*(?P<attributes>[^{}]*)\}(?:\s+#+)?$")
"""The attribute list at the end of a heading, unless its brace is escaped."""
_CLOSING_SEQUENCE = re.compile(r"(?:^|\s)#+$")
"""The closing sequence of an ATX heading (section 4.2)."""
_DELIMITER_ROW = re.compile(r"(?=.*\|)\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
"""The delimiter row of a table; it needs a bar, or it would be a thematic break."""
_CELL = re.compile(r"(?!\Z)(?P<text>(?:[^|\\]|\\.?)*)(?:\||\Z)")
"""A cell, up to the next bar that is not escaped (GitHub Flavored Markdown 0.29, section 4.10)."""
_LINK_DEFINITION = re.compile(
    r"\[(?P<label>[^\]\n@^][^\]\n]{0,998})\]\s?:\s*(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<plain>[^\s<]\S{0,2000}))"
    r"(?:\s+(?P<title>\"[^\n]{0,500}\"|'[^\n]{0,500}'|\([^\n]{0,500}\)))?\s*"
)
"""A link reference definition (section 4.7), with CommonMark's maximum length of a label.

Destination and title are limited too, as they are repeated in each link that uses them.
"""
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]\s?:\s*")
"""The start of a footnote; in French, a space comes before a colon."""
_NOTE = re.compile(rf"!!!\s?(?P<kind>(?i:{'|'.join(NOTE_KINDS)}))\s+\"(?P<title>\s*\S.*)\"\s*")
"""The first line of a note, with its title."""
_NOTE_LOOKALIKE = re.compile(r"!\s{0,4}!|[!?]>|\?{3}\+? \w")
"""The start of a malformed note, or of a note in another dialect."""
_ATTRIBUTE = re.compile(
    r"\s*(?:#(?P<id>[\w.:-]+)|\.(?P<class>[\w-]+)"
    r"|(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+)))(?=\s|$)"
)
"""One attribute of an attribute list: an id, a class, or a name with a value."""
ATTRIBUTES = ("id", "class", "lang", "width", "height", "role")
"""The attributes that a text may set; appearance belongs in static/styles/."""
_PICTURE_ATTRIBUTES = ("width", "height")
_PIXELS = re.compile(r"[1-9]\d{0,4}")
"""A size in whole pixels, the only unit known before a browser lays out the page."""


class RawLine(NamedTuple):
    """A line, or its part inside a container: the offset, indent and text, and whether that directly follows a ">"."""

    offset: int
    indent: int = 0
    text: str = ""
    is_unspaced: bool = False


Strip = Callable[[RawLine], RawLine | None]
"""Returns a line without the prefix of a container, or None if the line is not in the container."""
LineAt = Callable[[int, bool], RawLine | None]
"""Returns the line with an index, stripped, or None; the flag says whether it may lazily continue a paragraph."""


@dataclass(frozen=True, slots=True)
class Node:
    """A block other than a paragraph, list or definition list: those are grouped by Python-Markdown.

    `title` is the text of a heading or the title of a note; `level` is that of a heading. `text` is the content of a
    code block, or the source of a heading's attribute list. `rows` are those of a table, header first, with the
    alignment of each column. `inside` has the blocks of a quotation or a note.
    """

    kind: Literal["heading", "table", "code", "rule", "quotation", "note"]
    level: int = 0
    title: "Line | None" = None
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    rows: "tuple[tuple[Line, ...], ...]" = ()
    alignments: Sequence[str] = ()
    inside: "Sequence[Block]" = ()


class Line(NamedTuple):
    """The content of a line after the markers of items, or of a table cell: text, or a block that starts there.

    `offset` is that of the text in the source, and `level` the number of items it is in. `indent` is in spaces; after
    the marker of an item, it is that of the marker and INDENT. `number` is its index in `Parser.lines`. `marker` is
    that of the item it begins, and `lookalike` a possible marker of another dialect.
    """

    offset: int
    text: str = ""
    level: int = 0
    indent: int = 0
    number: int = 0
    node: Node | None = None
    marker: str = ""
    lookalike: Marker | None = None


@dataclass(slots=True)
class Item:
    """A list item, or the definition of a term: its marker, its first line, and its blocks.

    `content_indent` is the indent that CommonMark requires of its content; `is_loose` is true if it has an empty line.
    """

    marker: str
    content_indent: int
    line: Line = field(init=False)
    blocks: "list[Block]" = field(default_factory=list)
    is_loose: bool = False

    @property
    def number(self) -> int:
        """The number as typed; 0 if it has none."""
        return int(self.marker[:-1] or 0)

    def accepts(self, marker: str) -> bool:
        """Whether a marker begins another item of the same list."""
        return self.marker[-1] == marker[-1] or {self.marker, marker} <= {*_BULLETS}


Block = list[Line | Item]
"""Adjacent lines and items, with no empty line between; a line with a node is alone."""


class LinkDefinition(NamedTuple):
    """A link reference definition, with the offsets of the definition and of its destination."""

    offset: int
    label: str
    destination_offset: int
    destination: str
    title: Line


class Footnote(NamedTuple):
    """A footnote: its offset, its blocks, its id, and the id of the first reference to it."""

    offset: int
    blocks: list[Block]
    id: str
    reference_id: str


class Parser:
    """The block structure of one text, as `blocks`, with everything collected on the way.

    `lines` have text or a node. `consumed` is the number of source lines read so far. `definitions` are keyed by
    normalized label, `footnotes` by name. `ids` has the offset of each id, `comments` the begin and end of each
    comment, and `parenthesized` the values of all possible markers with a ")".
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        self.definitions: dict[str, LinkDefinition] = {}
        self.footnotes: dict[str, Footnote] = {}
        self.ids: dict[str, int] = {}
        self.comments: list[tuple[int, int]] = []
        self.parenthesized: set[int] = set()
        self.problems: list[TextProblem] = []
        lines = text.split("\n")
        self._line_starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
        source = list(map(_split_indent, self._line_starts, lines))
        self.consumed = 0
        self.blocks = Container(self, lambda index, _: source[index] if index < len(source) else None).blocks

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, each from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def report(self, offset: int, message: str, fix: str, source: str = "") -> None:
        """Record a problem at an offset, with the stray markup that readers would see."""
        self.problems.append(TextProblem(*self.position(min(offset, len(self.text))), message, fix, source))

    def parse_attributes(self, source: str, offset: int, element: str = "") -> dict[str, str]:
        """Return the attributes in the attribute list of an element; report those that are not allowed there."""
        attributes: dict[str, list[str]] = {}
        index = 0
        while found := _ATTRIBUTE.match(source, index):
            name, value = found["name"] or ("id" if found["id"] else "class"), found[found.lastgroup or 0]
            index = found.end()
            if name not in ATTRIBUTES:
                fix = f"remove it; a text may set {', '.join(ATTRIBUTES[:-1])} and {ATTRIBUTES[-1]}"
                self.report(offset, f"the attribute '{name}' is not allowed in a text", fix)
            elif name in _PICTURE_ATTRIBUTES and element != "img":
                message = f"a {name} is set on something that is not a picture"
                self.report(offset, message, f"write {{: {name}=300 }} directly after a picture, on the same line")
            elif name in _PICTURE_ATTRIBUTES and not _PIXELS.fullmatch(value):
                fix = f"write it as {{: {name}=300 }}, or remove it"
                self.report(offset, f"the {name} of a picture is not in whole pixels: '{value}'", fix)
                continue
            if name == "lang" and not is_language(value):
                self.report(offset, f"'{value}' is not a language code", "write one, such as nl or pt-BR")
            if name == "id":
                if value in self.ids:
                    self.report(offset, f"the id '{value}' is used twice in this text", "change one of the two")
                self.ids[value] = offset
            attributes.setdefault(name, []).append(value)
        if source[index:].strip():
            message = f"'{source.strip()}' cannot be read as attributes"
            self.report(offset, message, "write {#id}, {: .class } or {: lang=nl }")
        return {name: " ".join(values) if name == "class" else values[-1] for name, values in attributes.items()}


class Container:
    """The whole text, or a quotation, note or footnote in it at a nesting `depth`; its lines are parsed to `blocks`.

    Its lines are `first`, if given, and those that `line_at` returns. How one is parsed depends on those above it:
    whether the last was empty, whether a paragraph is open, the stack of open items, and the indent of the last list.
    """

    def __init__(self, parser: Parser, line_at: LineAt, depth: int = 0, first: RawLine | None = None) -> None:
        self.report, self._parser, self._line_at, self._depth = parser.report, parser, line_at, depth
        self.blocks: list[Block] = []
        self._items: list[Item] = []
        self._list_indent, self._after_blank, self._in_paragraph = 0, True, False
        line = first or self._next_line()
        while line:
            self._parse_line(line)
            line = self._next_line(self._in_paragraph)

    def _line_inside(self, strip: Strip, is_lazy: bool, index: int, in_paragraph: bool) -> RawLine | None:
        """Return the line with an index as it is in a nested container, or None if it is not in that.

        If that `is_lazy`, the line may lazily continue a paragraph that is open there (CommonMark 0.31, section 5.1).
        """
        if not (line := self._line_at(index, in_paragraph)):
            return None
        if inside := strip(line):
            return inside
        continues = in_paragraph and is_lazy and line.text and not self._can_interrupt(line.text, index + 1)
        return line._replace(indent=0) if continues else None

    def _next_line(self, in_paragraph: bool = False) -> RawLine | None:
        """Consume and return the next line; None if it is not in this container and continues no open paragraph."""
        line = self._line_at(self._parser.consumed, in_paragraph)
        self._parser.consumed += bool(line)
        return line

    def _peek(self) -> RawLine:
        """Return the next line without consuming it, or an empty one at the end of the container."""
        return self._line_at(self._parser.consumed, False) or RawLine(0)

    def _parse_line(self, line: RawLine) -> None:
        """Parse a line, consuming the lines below that belong to its block."""
        if not line.text:
            self._after_blank, self._in_paragraph = True, False
            return
        offset, indent, text = line.offset, line.indent, line.text.rstrip("\t")
        if line.is_unspaced and (text[0].isdigit() or text[0] == "="):
            number = f">{text.split(maxsplit=1)[0]}"
            fix = f"write \\{number}, or for a quotation put a space after the >"
            self.report(offset - 1, f"'{number}' makes a quotation, and the '>' is lost", fix)
        is_top_level = not self._depth and indent < INDENT
        if text.startswith("<!--"):
            self._parse_comment(line)
        elif is_top_level and (footnote := _FOOTNOTE.match(text)):
            self._parse_footnote(offset, text, footnote)
        elif not self._parse_link_definition(offset, text, is_top_level and self._after_blank):
            self._parse_content(offset, indent, text)

    def _parse_content(self, offset: int, indent: int, text: str) -> None:
        """Parse a line that has content: open the items whose markers it starts with, then add its block or text."""
        marker = _match_marker(text)
        line = Line(offset, text, self._level(indent, text, offset, bool(marker)), indent)
        while marker and self._depth + line.level <= MAX_DEPTH and self._begins_item(marker.strip(), line):
            item = self._open_item(marker.strip(), line.level, indent + line.offset - offset + len(marker))
            text = text[len(marker) :]
            begin, level = line.offset + len(marker), line.level + 1
            item.line = line = Line(begin, "", level, line.indent + INDENT, marker=item.marker)
            marker = _match_marker(text)
        if line.marker:
            item.line = line = line._replace(text=text)
        is_too_deep = self._depth + line.level + (text[0] == ">") > MAX_DEPTH
        if is_too_deep:
            message = "lists, quotations or notes are nested too deeply here"
            self.report(line.offset, message, f"nest at most {MAX_DEPTH} in one another")
        if is_too_deep or not (self._parse_node(line) or self._parse_table(line)):
            self._add_text(line, "" if is_too_deep else marker.strip())

    def _add_text(self, line: Line, marker: str) -> None:
        """Add text to its paragraph; report it if it was meant as a term, or its `marker` as that of an item."""
        if self._items and not (line.marker or marker or self._after_blank):
            below = self._peek()
            if below.indent == line.indent and _match_marker(below.text).startswith(":"):
                message = "this term is directly below a list item or another definition"
                self.report(line.offset, message, "put an empty line above it")
                self._after_blank = True
        lookalike = find_marker(line.text)
        self._parser.parenthesized.update(lookalike.numbers if lookalike and lookalike.delimiter == ")" else ())
        if marker[:1].isdigit():  # directly below text, it ends a sentence unless it starts or continues a list
            number = int(marker[:-1])
            if number < 2 or line.level < len(self._items) or any(item.number == number - 1 for item in self._items):
                self.report(line.offset, *not_a_list(marker))
                lookalike = lookalike and lookalike._replace(is_reported=True)
        self._add_line(line._replace(lookalike=lookalike))

    def _begins_item(self, marker: str, line: Line) -> bool:
        """Whether a marker begins an item; report a definition without a term, or a bullet that interrupts a paragraph.

        A list must follow an empty line, or be the first thing in an item. A number may also be the end of a sentence.
        """
        level = line.level
        above = self._items[level] if level < len(self._items) else None
        if marker == ":":
            blocks = self._items[level - 1].blocks if level else self.blocks
            last = blocks[-1][-1] if blocks else None
            if not last or (last.node if isinstance(last, Line) else last.marker != ":"):
                fix = "put the term on the line above, with the same indent; to show it as text, write \\:"
                self.report(line.offset, "this is not read as a definition", fix)
            self._after_blank |= bool(above and above.marker != ":")
            return bool(last)
        if not (self._after_blank or (above.accepts(marker) if above else level and not self._items[-1].is_loose)):
            if marker not in _BULLETS:
                return False
            self.report(line.offset, *not_a_list(marker))
            self._after_blank = True
        return True

    def _open_item(self, marker: str, level: int, content_indent: int) -> Item:
        """Open an item, in a block of its own unless it continues a tight list or follows its term."""
        item, above = Item(marker, content_indent), self._items[level] if level < len(self._items) else None
        del self._items[level:]
        self._append(item, bool(above) if marker == ":" else not above or above.is_loose)
        self._items.append(item)
        return item

    def _append(self, part: Line | Item, is_separate: bool = False) -> None:
        """Append a line or item to the innermost open item; it begins a block after an empty line or if separate."""
        parent = self._items[-1] if self._items else None
        blocks = parent.blocks if parent else self.blocks
        if blocks and parent:
            parent.is_loose |= self._after_blank
        if not blocks or self._after_blank or is_separate:
            blocks.append([])
        blocks[-1].append(part)
        self._after_blank = False

    def _parse_node(self, line: Line) -> bool:
        """Parse a block that is recognised by how it starts; return whether the line is not plain text."""
        offset, text = line.offset, line.text
        if text[0].isalpha():
            return False
        if note := _NOTE.fullmatch(text):
            self._parse_note(line, note)
        elif _NOTE_LOOKALIKE.match(text):
            self.report(offset, "this is not read as a note", NOTE)
            return False
        elif text[0] == ">":
            self._parse_quotation(line)
        elif fence := _FENCE.fullmatch(text):
            self._parse_code(line, fence)
        elif text[0] == "#":
            return self._parse_heading(line)
        elif not (self._after_blank or line.marker) and _SETEXT_UNDERLINE.fullmatch(text):
            message = f"'{text.rstrip()}' directly below text does not make it a heading"
            fix = "write '## ' before the text instead; for a horizontal line, write ---, with an empty line above"
            self.report(offset, message, fix)
        elif (marker := text.rstrip()) in _BULLETS or (marker == ":" and not self._after_blank):
            self._report_empty(offset, marker)
        elif above := [at for at, item in enumerate(self._items) if item.number and marker == f"{item.number + 1}."]:
            item = self._open_item(marker, above[-1], line.indent + len(marker) + 1)
            item.line = line._replace(text="")  # so that the next number follows it
            self._report_empty(offset, marker)
        elif _THEMATIC_BREAK.fullmatch(text):
            self._add_node(line, Node("rule"))
        else:
            return bool(line.marker) and self._parse_link_definition(offset, text, False)
        return True

    def _report_empty(self, offset: int, marker: str) -> None:
        self._in_paragraph = False
        fix = f"add some or remove it; to show it as text, write {marker[:-1]}\\{marker[-1]}"
        self.report(offset, f"no text follows '{marker}'", fix)

    def _add_line(self, line: Line) -> None:
        """Number a line and append it, closing the items that it is not in; text opens or continues a paragraph."""
        self._after_blank |= line.level < len(self._items) and not self._in_paragraph
        if self._after_blank:
            del self._items[line.level :]
        self._in_paragraph = not line.node
        line = line._replace(number=len(self._parser.lines))
        self._parser.lines.append(line)
        self._append(line)

    def _add_node(self, line: Line, node: Node) -> None:
        """Append a node as a block of its own."""
        self._after_blank = True
        self._add_line(line._replace(node=node))
        self._after_blank = True

    def _level(self, indent: int, text: str, offset: int, has_marker: bool) -> int:
        """Return the number of open items that a line is in, by its indent; report a wrong or ambiguous indent.

        A list may be indented by one to three spaces; its content is then indented by as many more.
        """
        below = self._parser.consumed
        if not self._items:
            if indent >= INDENT and (self._after_blank or (not has_marker and self._can_interrupt(text, below))):
                message = f"this line is indented by {indent} spaces, but belongs to nothing above it"
                self.report(offset, message, "start it at the left margin; put code between two ``` lines")
            self._list_indent = indent if has_marker else 0
            return 0
        typed = indent
        self._list_indent = min(self._list_indent, indent) if has_marker else self._list_indent
        if indent >= self._list_indent and (indent - self._list_indent) % INDENT == 0:
            indent -= self._list_indent
        excess = indent % INDENT
        is_ambiguous = not excess and self._is_ambiguous(indent, typed)
        begins_block = (excess > 1 or is_ambiguous) and (has_marker or self._can_interrupt(text, below))
        if (excess or is_ambiguous) and (self._after_blank or begins_block):
            effect, fix = "so it belongs to no list item", "indent it by four spaces for each item around it"
            if is_ambiguous:
                effect = "which other programs read differently"
                fix = "start the list at the left margin, with one space after each bullet or number, and indent this"
                fix += " line by four spaces for each item around it; put code between two ``` lines"
            self.report(offset, f"this line is indented by {count(typed, 'space')}, {effect}", fix)
            indent = max(indent - excess, INDENT) if excess else indent
            self._after_blank |= has_marker  # once indented as the fix says, it begins an item
        return min(indent // INDENT, len(self._items))

    def _can_interrupt(self, text: str, below: int) -> bool:
        """Whether a line can interrupt a paragraph; `below` is the index of the line after it."""
        return _starts_block(text) or self._is_table_head(text, below)

    def _is_ambiguous(self, indent: int, typed: int) -> bool:
        """Whether an indent is deeper than the open items, or CommonMark (section 5.2) puts the line into other items.

        The second is only possible in an indented list; `typed` is the indent with that of the list.
        """
        level = indent // INDENT
        if level > len(self._items) or not self._list_indent:
            return level > len(self._items)
        ends = [0, *(item.content_indent for item in self._items), typed + 1]
        return not ends[level] <= typed < ends[level + 1]

    def _parse_link_definition(self, offset: int, text: str, is_separate: bool) -> bool:
        """Record the link reference definition on a line; return whether there is one. Report it unless separate."""
        if found := _LINK_DEFINITION.fullmatch(text):
            form = "angled" if found["plain"] is None else "plain"
            if not is_separate:
                fix = f"put an empty line above it, and start it at the left margin; {BRACKETS}"
                self.report(offset, f"the address of '[{found['label']}]' is inside another block of text", fix)
            if (label := normalize_label(found["label"])) in self._parser.definitions:
                message = f"the address of '[{found['label']}]' is given twice"
                self.report(offset, message, "keep one of the two, or rename one")
            title = Line(offset + found.start("title") + 1, (found["title"] or "")[1:-1])
            definition = LinkDefinition(offset, found["label"], offset + found.start(form), found[form], title)
            self._parser.definitions.setdefault(label, definition)
        return bool(found)

    def _report_underindented(self, indent: int) -> None:
        """Report a line below a note or footnote that is indented, but not enough to be inside."""
        line = self._peek()
        if line.indent > indent and not self._items:
            message = f"this line is indented by {count(line.indent, 'space')}, so it belongs to no note or footnote"
            self.report(line.offset, message, "indent it by four spaces, or start it at the left margin")

    def _parse_footnote(self, offset: int, text: str, found: re.Match[str]) -> None:
        """Record a footnote: the text after its name, and the indented lines below."""
        self._after_blank = True
        name, footnotes = found["name"], self._parser.footnotes
        if name in footnotes:
            self.report(offset, f"the footnote '[^{name}]' is written twice", "rename one of the two")
        footnote = footnotes.setdefault(name, Footnote(offset, [], f"fn:{name}", f"fnref:{name}"))
        first = _split_indent(offset + found.end(), text[found.end() :])
        footnote.blocks.extend(self._parse_inside(first, partial(_strip_indent, indent=INDENT)))
        self._report_underindented(0)

    def _parse_inside(self, first: RawLine | None, strip: Strip, level: int = 0, is_lazy: bool = True) -> list[Block]:
        """Return the blocks of a container nested in this one."""
        line_at = partial(self._line_inside, strip, is_lazy)
        return Container(self._parser, line_at, self._depth + level + 1, first).blocks

    def _parse_note(self, line: Line, found: re.Match[str]) -> None:
        """Add a note: its title, and the indented lines below."""
        begin = line.offset + found.start("title")
        strip = partial(_strip_indent, indent=line.indent + INDENT)
        inside = self._parse_inside(RawLine(begin), strip, line.level, is_lazy=False)
        if not inside:
            self.report(line.offset, "this note has no text", NOTE)
        title, attributes = Line(begin, found["title"]), {"class": f"admonition {found['kind'].lower()}"}
        self._add_node(line, Node("note", title=title, attributes=attributes, inside=inside))
        if inside:
            self._report_underindented(line.indent)

    def _parse_quotation(self, line: Line) -> None:
        """Add a block quote: the text after the marker on this line and on those below."""
        first = _strip_quote_marker(RawLine(line.offset, text=line.text))
        strip = partial(_strip_quote_marker, indent=line.indent - INDENT + 1)
        inside = self._parse_inside(first, strip, line.level)
        if line.marker and first and first.text[:1].isdigit() and not first.is_unspaced:
            number = f"> {first.text.split(maxsplit=1)[0]}"
            fix = f"write \\{number}, or start a quotation on the line below, indented by four spaces"
            self.report(line.offset, f"'{number}' makes a quotation, and the '>' is lost", fix)
        if not inside:
            self._report_empty(line.offset, ">")
        self._add_node(line, Node("quotation", inside=inside))

    def _parse_comment(self, line: RawLine) -> None:
        """Record a comment on lines of its own; text below it does not lazily continue a nested block."""
        self._in_paragraph = False
        begin, start = line.offset, 2  # "<!-->" is a complete comment (CommonMark 0.31, section 6.6)
        while (end := line.text.find("-->", start)) < 0:
            if not (below := self._next_line()):
                where, fix = "never closed", "close it with '-->'"
                if self._depth:
                    where = "not closed in the same note or quotation"
                    fix += " there; in a note, indent each line of it by four spaces"
                self.report(begin, f"a comment is opened with '<!--' and {where}", fix)
                return
            line, start = below, 0
        if line.text[end + 3 :].strip():
            self.report(line.offset + end + 3, "there is text after a comment", "put the comment on separate lines")
        end += line.offset + 3
        if "<!--" in self._parser.text[begin + 4 : end]:
            self.report(begin, "a comment is opened with '<!--' and not closed before the next", "close it with '-->'")
        self._parser.comments.append((begin, end))

    def _parse_code(self, line: Line, opening: re.Match[str]) -> None:
        """Add a fenced code block."""
        content: list[str] = []
        closing = re.compile(rf"{(fence := opening['fence'])[0]}{{{len(fence)},}}\s*")
        while below := self._next_line():
            if below.indent // INDENT <= line.indent // INDENT and closing.fullmatch(below.text):
                break
            content.append(f"{' ' * (below.indent - line.indent)}{below.text}\n")
        else:
            message = f"a block of code is opened with '{fence}' and never closed"
            self.report(line.offset, message, f"close it with a line '{fence}'")
        if opening["rest"].strip():
            offset, fix = line.offset + opening.start("rest"), f"remove it; for a note, {NOTE}"
            self.report(offset, "this text would be lost", fix)
        self._add_node(line, Node("code", text="".join(content)))

    def _parse_heading(self, line: Line) -> bool:
        """Add an ATX heading; return whether it is one, and not text that starts with #."""
        found = _ATX_HEADING.match(line.text)
        if not found or found["gap"] is None:
            tag = line.text.split()[0]
            fix = f"for a heading, write at least ## and a space after it; to show it as text, write \\{tag}"
            hashes = tag[: len(tag) - len(tag.lstrip("#"))]
            self.report(line.offset, f"'{tag}' starts with '#', as a heading does", fix, hashes)
        if not found:
            return False
        offset, title = line.offset + found.end(), line.text[found.end() :].rstrip()
        source, attributes = "", dict[str, str]()
        if listed := _HEADING_ATTRIBUTES.search(title):
            source = listed["attributes"].strip()
            attributes = self._parser.parse_attributes(source, offset + listed.start())
            title = title[: listed.start()].rstrip()
        title = _CLOSING_SEQUENCE.sub("", title).rstrip()
        self._add_node(line, Node("heading", len(found["hashes"]), Line(offset, title), attributes, source))
        return True

    def _is_table_head(self, text: str, below: int) -> bool:
        """Whether a text is the header row of a table: the line with the index `below` is its delimiter row."""
        line = self._line_at(below, False) if "|" in text else None
        return bool(line and _DELIMITER_ROW.fullmatch(line.text.rstrip()))

    def _parse_table(self, line: Line) -> bool:
        """Add the table that a line is the header row of; return whether it is."""
        if not (self._is_table_head(line.text, self._parser.consumed) and (delimiter_row := self._next_line())):
            return False
        source = [(line.offset, line.text.rstrip())]
        while (below := self._peek()).text and not _starts_block(below.text, in_table=True):
            if "|" not in below.text:
                self.report(below.offset, "this line is directly below a table", "put an empty line above it")
                break
            self._next_line()
            source.append((below.offset, below.text.rstrip()))
        delimiters = [cell.text for cell in _split_cells(0, delimiter_row.text.rstrip())]
        rows = [tuple(_split_cells(*row)) for row in source]
        for number, ((begin, row), cells) in enumerate(zip(source, rows, strict=True)):
            if "--" in row and _DELIMITER_ROW.fullmatch(row):
                fix = "remove it, or put an empty line above another table; for hyphens in a cell, write \\-\\-\\-"
                self.report(begin, "a table has only one line of hyphens, below its first row", fix)
            elif len(cells) != len(delimiters):
                message = f"this row has {count(len(cells), 'cell')}, but the line of hyphens has {len(delimiters)}"
                self.report(begin, message, _ROW)
                rows[number] = (Line(begin, row),)  # as its bars may split a code span or a link by mistake
        sides = {(True, True): "center", (False, True): "right", (True, False): "left", (False, False): ""}
        alignments = [sides[text.startswith(":"), text.endswith(":")] for text in delimiters]
        self._add_node(line, Node("table", rows=tuple(rows), alignments=alignments))
        return True


def _split_cells(offset: int, row: str) -> Iterator[Line]:
    """Yield the cells of a table row."""
    for found in _CELL.finditer(row, 1 if row.startswith("|") else 0):
        text = found["text"]
        begin = offset + found.start() + len(text) - len(text.lstrip())
        yield Line(begin, text.replace("\t", " ").strip())


def normalize_label(label: str) -> str:
    """Return the label of a reference link in the form that is compared (CommonMark 0.31, "matches")."""
    return " ".join(label.split()).casefold()


def _match_marker(text: str) -> str:
    """Return the marker that begins an item or the definition of a term, with the spaces after it, or ""."""
    found = None if text[:1].isalpha() or _THEMATIC_BREAK.fullmatch(text) else _MARKER.match(text)
    return found[0] if found else ""


def _starts_block(text: str, in_table: bool = False) -> bool:
    """Whether a line starts as one that can interrupt a paragraph or, if it is not a row, a table."""
    is_row = in_table and "|" in text
    return text.startswith(("<!--", ">")) or bool(not is_row and _BLOCK_START.match(text))


def _split_indent(begin: int, raw: str) -> RawLine:
    """Return a line that begins at an offset, with its indent in spaces; tabs are expanded."""
    text = raw.lstrip()
    spaces = raw[: len(raw) - len(text)]
    return RawLine(begin + len(spaces), len(spaces.expandtabs(INDENT)), text)


def _strip_indent(line: RawLine, indent: int) -> RawLine | None:
    """Return a line with its indent reduced; None if it is indented by less and not empty."""
    return None if line.indent < indent and line.text else line._replace(indent=max(line.indent - indent, 0))


def _strip_quote_marker(line: RawLine, indent: int = 0) -> RawLine | None:
    """Return a line without its block quote marker; None if it has none, or is indented by less than `indent`."""
    if not line.text.startswith(">") or line.indent < indent:
        return None
    inside = line.text[1 + line.text.startswith(("> ", ">\t")) :]
    split = _split_indent(line.offset + len(line.text) - len(inside), inside)
    return split._replace(is_unspaced=not line.text[1:2].isspace())
