"""The blocks of a text: Python-Markdown reads which stand inside which, and they are written as HTML."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise, zip_longest
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    EmptyBlockProcessor,
    ListIndentProcessor,
    ParagraphProcessor,
)
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor

from generator.compile.items import unread
from generator.compile.lines import Footnote, Leaf, Line
from generator.compile.piece import in_tag
from generator.compile.prose import CLOSE, OPEN, Heading, Kind
from generator.compile.words import Shown, Writer

_MARKED = re.compile(f"(?P<signs>[ ]*(?P<number>[0-9]+)\\.[ ]|[^\n{OPEN}]*){OPEN}(?P<mark>\\d+){CLOSE}")
"""A line as it comes out of the parser: signs that were not read, with the number if that is all, and its mark."""
_DATED = re.compile(r"[^\W\d_]+\.? [12]\d{3}\b")
"""A word and a year: behind a number, a date."""
_END = "</p>\n"
_KINDS: Mapping[str, Kind] = {"li": "item", "dd": "item", "dt": "term"}


class Parser(BlockParser):
    """Python-Markdown, set up to read lists, definitions and paragraphs, and nothing within them."""

    def __init__(self) -> None:
        super().__init__(Markdown())
        for place, kind in enumerate(_PROCESSORS):
            self.blockprocessors.register(kind(self), kind.__name__, -place)

    def parse(self, lines: list[str]) -> Element:
        """Return the tree of blocks that lines make; what stands within a block is its text."""
        root = self.parseDocument(lines).getroot()
        assert root is not None
        return root

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        """Read blocks one by one: Python-Markdown takes each from the front of a list, which moves all the others."""
        for block in blocks:
            super().parseBlocks(parent, [block])


_PROCESSORS = (
    EmptyBlockProcessor, ListIndentProcessor, DefListIndentProcessor, SaneOListProcessor, SaneUListProcessor,
    DefListProcessor, ParagraphProcessor,
)  # fmt: skip
"""Every kind of block, in the order in which Python-Markdown tries them."""


_parser = cache(Parser)


@dataclass(frozen=True, slots=True)
class Block:
    """A block, with its first lines and the blocks inside it; what stands behind another block has no tag.

    `first` is the first line anywhere in it.
    """

    tag: str
    attributes: Mapping[str, str]
    lines: Sequence[Line]
    inside: "Sequence[Block]"
    first: Line | None


class Blocks:
    """One text on its way from blocks to HTML."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.reader = writer, writer.reader
        self.headings: list[Heading] = []
        self._named: dict[str, int] = {}
        self._in_notes = False

    def html(self) -> str:
        """Return the text as HTML, and keep its headings, and the ids that these have by themselves."""
        return "\n".join([*self._children(self._read(self.reader.marked)), *self._footnotes()])

    def _read(self, marked: Sequence[str]) -> Sequence[Block]:
        """Return the blocks of marked lines."""
        return self._block(_parser().parse(list(marked))).inside

    def _block(self, element: Element, around: tuple[int | None, ...] = ()) -> Block:
        """Return an element inside items with these numbers as a block: here its marks are read, once."""
        lines = self._lines(element.text or "", around)
        first = lines[0] if lines else None
        inside: list[Block] = []
        for child in element:
            item = first.numbers if first and element.tag == "li" else ()
            inside.append(self._block(child, (*around, *item)))
            first = first or inside[-1].first
            if below := self._lines(child.tail or ""):
                inside.append(Block("", {}, below, (), below[0]))
        return Block(element.tag, element.attrib, lines, inside, first)

    def _lines(self, text: str, around: Sequence[int | None] = ()) -> list[Line]:
        """Return the lines of which a text has the marks; tell what begins a block elsewhere and was not read here.

        A number may be the end of a sentence, if the items above it do not lead to it.
        """
        lines: list[Line] = []
        above, is_list_told = 0, False
        for found in _MARKED.finditer(text):
            mark = int(found["mark"])
            line = self.reader.lines[mark]
            if signs := found["signs"].strip():
                number = int(found["number"] or 0)
                if number > 1 and not line.leaf and number - 1 not in (above, *around):
                    line = line._replace(
                        offset=line.begin, words=self.reader.text[line.begin : line.offset] + line.words
                    )
                elif signs[0] == ":":
                    self._unread_meaning(line)
                elif not is_list_told:
                    is_list_told = True
                    self.reader.tell(line.begin, *unread(signs))
                above = number
            lines.append(line)
        return lines

    def _unread_meaning(self, line: Line) -> None:
        fix = "put the term on the line above it; for the sign itself write \\:"
        self.reader.tell(line.begin, "a definition here is not read as one", fix)

    def _html(self, blocks: Sequence[Block], first: Kind = "paragraph") -> str:
        """Return the blocks inside another as HTML."""
        return "".join(f"{piece}\n" for piece in self._children(blocks, first))

    def _children(self, blocks: Sequence[Block], first: Kind = "paragraph") -> Iterator[str]:
        self._numbered(blocks)
        for block in blocks:
            yield self._element(block, first)
            first = "paragraph"

    def _element(self, block: Block, paragraph: Kind) -> str:
        tag, inside = block.tag, block.inside
        if not tag:
            return self._words(block.lines).html
        if tag == "ul" and len(inside) == 1:
            self._lonely(inside[0])
        if tag == "dl":
            self._defined(inside)
        kind, is_paragraph = _KINDS.get(tag, paragraph), tag == "p"
        shown = self._words(block.lines, kind, is_paragraph)
        if is_paragraph and (shown.alone or not shown.html):
            return shown.html
        inner = f"\n{shown.html}\n" if shown.alone else shown.html or "\n" * bool(inside)
        inner += self._html(inside, kind)
        return f"<{tag}{in_tag({**block.attributes, **shown.attributes})}>{inner}</{tag}>"

    def _words(self, lines: Sequence[Line], kind: Kind = "paragraph", may_be_alone: bool = False) -> Shown:
        """Return words, or a block that was put aside, which stands between empty lines and so by itself."""
        if lines and (leaf := lines[0].leaf):
            return Shown(self._leaf(leaf, lines[0].offset), "", {}, alone=True)
        return self.writer.write(lines, kind, may_be_alone) if lines else Shown("", "", {})

    def _leaf(self, leaf: Leaf, offset: int) -> str:
        match leaf.kind:
            case "heading":
                return self._heading(leaf, offset)
            case "table":
                return self._table(leaf)
            case "code":
                return f"<pre><code>{html.escape(leaf.text, quote=False)}</code></pre>"
            case "rule":
                return "<hr>"
            case "quotation":
                return f"<blockquote>\n{self._html(self._read(leaf.inside), 'quotation')}</blockquote>"
            case "note":
                assert leaf.title
                title = self.writer.write([leaf.title], "note").html
                blocks = self._html(self._read(leaf.inside))
                return f'<div{in_tag(leaf.attributes)}>\n<p class="admonition-title">{title}</p>\n{blocks}</div>'

    def _heading(self, leaf: Leaf, offset: int) -> str:
        assert leaf.title
        before = len(self.writer.references), len(self.writer.passages)
        shown = self.writer.write([leaf.title], "heading")
        title = " ".join(shown.plain.split())
        level = self.headings[-1].level if self.headings else 1
        signs, above, tell = "#" * leaf.level, "#" * level, partial(self.reader.tell, offset)
        if not re.search(r"\w", title):
            tell("this heading has no words of its own", "write them, or remove the '#' signs")
        elif self._in_notes:  # it would stand at the end of the page, in no order
            fix = "write **words** in its place, or take it out of the footnote; for the sign itself write \\#"
            tell("a heading stands in a footnote", fix)
        elif leaf.level == 1:
            message = f"'{title}' is a heading of the first level; the title of the page is the only one"
            tell(message, "begin it with '##'; for the sign itself write \\#")
        elif leaf.level > level + 1:
            message = f"the heading '{title}' skips a level: {signs} follows {above}"
            if not self.headings:
                message = f"the first heading '{title}' begins with {signs}"
            tell(message, f"begin it with '{above}#'")
        name, ids = leaf.attributes.get("id") or self._own_id(title), self.reader.ids
        if "id" not in leaf.attributes and name in ids:
            tell(f"the heading '{title}' has the id '{name}' of another", "give it its own: '## Title {#own-id}'")
        ids[name] = offset
        self.headings.append(Heading(leaf.level, name, title, offset, *self.reader.place(offset), *before))
        return f"<h{leaf.level}{in_tag({**leaf.attributes, 'id': name})}>{shown.html}</h{leaf.level}>"

    def _own_id(self, title: str) -> str:
        """Return an id made of the letters, digits and hyphens of a title."""
        plain = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower())
        count = self._named.get(plain, 0)
        self._named[plain] = count + 1
        return f"{plain}_{count}" if count else plain

    def _table(self, leaf: Leaf) -> str:
        """Return a table in a box that scrolls by itself, named after the heading above it."""
        head, *body = leaf.rows
        if head and not any(cell.words for cell in head):
            self.reader.tell(
                head[0].offset, "the headings of a table are empty", "write above each column what stands in it"
            )

        def row(cells: tuple[Line, ...], tag: str, **scope: str) -> str:
            written = []
            for cell, side in zip_longest(cells, leaf.aligned):
                attributes = {"class": f"align-{side}", **scope} if side else scope
                shown = self.writer.write([cell], "cell").html if cell and cell.words else ""
                written.append(f"<{tag}{in_tag(attributes)}>{shown}</{tag}>\n")
            return f"<tr>\n{''.join(written)}</tr>\n"

        box = {"class": "table"}
        if self.headings:
            box |= {"tabindex": "0", "role": "region", "aria-labelledby": self.headings[-1].id}
        top, rows = row(head, "th", scope="col"), "".join(row(cells, "td") for cells in body)
        return f"<div{in_tag(box)}><table>\n<thead>\n{top}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>"

    def _numbered(self, blocks: Sequence[Block]) -> None:
        """Tell where the numbers of lists among blocks make other lists than those that were meant, or none."""
        lists = [(place, self._numbers(block.inside)) for place, block in enumerate(blocks) if block.tag == "ol"]
        lonely = {place for place, _ in lists if len(blocks[place].inside) == 1}
        for (place, above), (next_place, below) in pairwise(lists):
            goes_on = above and below and below[0][1] == above[-1][1] + 1 and not lonely.isdisjoint((place, next_place))
            if goes_on and (line := blocks[place + 1].first):
                number = above[-1][1]
                message = f"this stands between the items {number} and {number + 1} of a list"
                fix = f"indent it by four spaces; write {number}\\. for a number that begins a paragraph"
                self.reader.tell(line.begin, message, fix)
                lonely -= {place, next_place}
        for place, items in lists:
            if items and place in lonely:
                line, number = items[0]
                message = f"'{number}.' at the beginning of a paragraph makes a list of one item"
                fix = f"write {number}\\. for a number; write more than one item for a list"
                self.reader.tell(line.offset, message, fix)
            are_dated = all(_DATED.match(line.words) for line, _ in items)
            for line, number in items if are_dated and place not in lonely else ():
                if items[0][1] > 1:
                    fix = f"write {number}\\. for a date"
                    self.reader.tell(line.offset, f"'{number}.' makes an item of a list, and no date", fix)
            if not are_dated and all(number == 1 for _, number in items):
                continue  # some write "1." before each item, and have it counted
            for (_, before), (line, number) in pairwise(items):
                if number != before + 1:
                    message = f"this item is numbered {number} and follows {before}"
                    fix = f"number the items one by one; write {number}\\. for a number that begins a paragraph"
                    self.reader.tell(line.offset, message, fix)

    def _numbers(self, items: Iterable[Block]) -> list[tuple[Line, int]]:
        """Return the first line of each item of a list that has a number, and the number that was typed."""
        lines = (item.first for item in items)
        return [(line, line.numbers[-1]) for line in lines if line and line.numbers and line.numbers[-1] is not None]

    def _lonely(self, item: Block) -> None:
        """Tell of a list of one item that takes the sign of a number away."""
        line = item.lines[0] if item.lines else None
        if line and line.own[:1] in ("-", "+") and line.words[:1].isdigit():
            sign = f"{line.own[0]} {line.words.split(maxsplit=1)[0]}"
            message = f"'{sign}' makes a list of one item, without its sign"
            self.reader.tell(line.offset, message, f"write \\{sign}, or more than one item")

    def _defined(self, parts: Sequence[Block]) -> None:
        """Tell of a meaning that stands below a block, such as a table, or below nothing: neither is a term."""
        term = None
        for part in parts:
            line = part.first
            if part.tag == "dt":
                term = line
            elif line and (not term or term.leaf):
                self._unread_meaning(line)

    def _footnotes(self) -> Iterator[str]:
        self._in_notes = True
        notes = {name: self._html(self._read(note.marked)) for name, note in self.reader.footnotes.items()}
        for name, note in self.reader.footnotes.items():
            if name not in self.writer.noted:
                message = f"no place of the text leads to the footnote '[^{name}]'"
                self.reader.tell(note.offset, message, f"put [^{name}] where it belongs, or remove it")
            elif not any(map(str.strip, note.marked)):
                self.reader.tell(note.offset, f"the footnote '[^{name}]' has no text", "write it behind the colon")
        if self.writer.noted:
            noted = self.writer.noted.items()
            items = "".join(self._footnote(self.reader.footnotes[name], number, notes[name]) for name, number in noted)
            yield f'<div class="footnote">\n<hr>\n<ol>\n{items}</ol>\n</div>'

    def _footnote(self, note: Footnote, number: int, blocks: str) -> str:
        """Return a footnote; the way back from it ends its last paragraph, or is one of its own."""
        title = self.writer.dialect.back.replace("{}", str(number))
        back = in_tag({"class": "footnote-backref", "href": f"#{note.place}", "title": title})
        blocks = f"{blocks.removesuffix(_END)}\u00a0" if blocks.endswith(_END) else f"{blocks}<p>"
        return f"<li{in_tag({'id': note.id})}>\n{blocks}<a{back}>↩</a></p>\n</li>\n"
