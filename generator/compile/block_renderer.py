"""The blocks of a text: Python-Markdown reads which of them make lists, and they are written as HTML."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise, zip_longest
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor

from generator.compile.block_parser import Block, Footnote, Item, Leaf, Line
from generator.compile.inline_renderer import Writer
from generator.compile.prose import RESUME, SKIP, Heading, Kind
from generator.compile.tokens import in_tag

_DATED = re.compile(r"[^\W\d_]+\.? [12]\d{3}\b")
"""A word and a year: behind a number, a date."""
_KINDS: Mapping[str, Kind] = {"li": "item", "dd": "item", "dt": "term"}


@cache
def _parser() -> BlockParser:
    """Return Python-Markdown, set up to read lists, definitions and paragraphs, and nothing within them."""
    parser = BlockParser(Markdown())
    for place, kind in enumerate((SaneOListProcessor, SaneUListProcessor, DefListProcessor, ParagraphProcessor)):
        parser.blockprocessors.register(kind(parser), kind.__name__, -place)
    return parser


class Blocks:
    """One text on its way from blocks to HTML."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.reader = writer, writer.reader
        self.headings: list[Heading] = []
        self.count = 0
        self._items: list[Item] = []
        self._named: dict[str, int] = {}
        self._in_notes = False

    def html(self) -> str:
        """Return the text as HTML, and keep its headings, and the ids that these have by themselves."""
        return "\n".join([*map("".join, self._children(self._read(self.reader.blocks))), *self._footnotes()])

    def _read(self, blocks: Sequence[Block]) -> list[Element]:
        """Return blocks as elements, read one by one: Python-Markdown takes each from the front of a list."""
        root = Element("div")
        for block in blocks:
            _parser().parseBlocks(root, ["\n".join(map(self._number, block))])
        return list(root)

    def _number(self, part: Line | Item) -> str:
        """Return what stands for a line, or an item with its sign, in Python-Markdown: its number."""
        if isinstance(part, Line):
            return str(part.number)
        self._items.append(part)
        return f"{part.sign} {len(self._items) - 1}"

    def _lines(self, block: Element) -> list[Line]:
        """Return the lines that a paragraph or a term has the numbers of."""
        return [self.reader.lines[int(number)] for number in (block.text or "").split()]

    def _item(self, block: Element) -> Item:
        """Return the item that a block is: its number stands in a paragraph where an empty line is beside it."""
        return self._items[int("".join(block.itertext()))]

    def _first(self, block: Element) -> Line:
        """Return the first line of a block."""
        if block.tag in ("p", "dt"):
            return self._lines(block)[0]
        return self._item(block).line if block.tag in ("li", "dd") else self._first(block[0])

    def _html(self, blocks: Sequence[Element], first: Kind = "paragraph") -> str:
        """Return the blocks inside another as HTML."""
        return "".join(f"{inner}{end}\n" for inner, end in self._children(blocks, first))

    def _children(self, blocks: Sequence[Element], first: Kind = "paragraph") -> Iterator[tuple[str, str]]:
        self._numbered(blocks)
        for block in blocks:
            yield self._element(block, first)
            first = "paragraph"

    def _element(self, block: Element, paragraph: Kind) -> tuple[str, str]:
        """Return a block as HTML, and its end; the first words of an item are a paragraph by an empty line in it."""
        tag, inside, lines = block.tag, list(block), list[Line]()
        match tag:
            case "p" | "dt":
                lines = self._lines(block)
            case "li" | "dd":
                item = self._item(block)
                is_loose, inside = item.is_loose or bool(inside), self._read(item.blocks)
                if inside and inside[0].tag == "p" and not is_loose:
                    lines = self._lines(inside.pop(0))
            case "ul" if len(inside) == 1:
                self._lonely(self._item(inside[0]))
        kind = _KINDS.get(tag, paragraph)
        words, attributes, is_alone = self._words(lines, kind, tag == "p")
        if tag == "p" and (is_alone or not words):
            return words, ""
        inner = f"\n{words}\n" if is_alone else words or "\n" * bool(inside)
        inner += self._html(inside, kind)
        return f"<{tag}{in_tag({**block.attrib, **attributes})}>{inner}", f"</{tag}>"

    def _words(self, lines: Sequence[Line], kind: Kind, may_be_alone: bool) -> tuple[str, Mapping[str, str], bool]:
        """Return words, or a block that was put aside, as HTML, what is said of them, and whether they are alone."""
        if not lines:
            return "", {}, False
        leaf = lines[0].leaf
        self.count += not (leaf and leaf.kind in ("heading", "rule"))
        if leaf:
            return self._leaf(leaf, lines[0].offset), {}, True
        shown = self.writer.write(lines, kind, may_be_alone)
        return shown.html, shown.attributes, shown.alone

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
        before = len(self.writer.references), len(self.writer.passages), self.count
        shown = self.writer.write([leaf.title], "heading")
        title, own = leaf.title.words, shown.words
        level = self.headings[-1].level if self.headings else 1
        signs, above, tell = "#" * leaf.level, "#" * level, partial(self.reader.tell, offset)
        if not re.search(r"\w", own):
            tell("this heading has no text of its own", "write some, or remove the '#' characters")
        elif any(piece.kind == "component" for piece in shown.pieces):
            tell(f"the heading '{title}' contains a component", "move it to the text below")
        elif self._in_notes:  # it would stand at the end of the page, in no order
            fix = "write **words** instead, or move it out of the footnote; to show the character itself, write \\#"
            tell("a footnote contains a heading", fix)
        elif leaf.level == 1:
            message = f"'{title}' is a first-level heading; only the title of the page can be one"
            tell(message, "start it with '##'; to show the character itself, write \\#")
        elif leaf.level > level + 1:
            message = f"the heading '{title}' skips a level: {signs} follows {above}"
            if not self.headings:
                message = f"the first heading, '{title}', starts with {signs}"
            tell(message, f"start it with '{above}#'")
        name, ids = leaf.attributes.get("id") or self._own_id(own), self.reader.ids
        if "id" not in leaf.attributes and name in ids:
            tell(f"the heading '{title}' has the same id as another, '{name}'", "give it its own: '## Title {#own-id}'")
        ids[name] = offset
        line, column = self.reader.place(leaf.title.offset)
        written = column - 1, column - 1 + len(leaf.title.words)
        said = leaf.text if "id" in leaf.attributes else f"#{name} {leaf.text}".rstrip()
        self.headings.append(Heading(leaf.level, name, shown.plain(), offset, line, *before, written, said))
        return f"<h{leaf.level}{in_tag({**leaf.attributes, 'id': name})}>{shown.html}</h{leaf.level}>"

    def _own_id(self, title: str) -> str:
        """Return an id made of the letters, digits and hyphens of a title."""
        plain = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower())
        count = self._named.get(plain, 0)
        self._named[plain] = count + 1
        return f"{plain}_{count}" if count else plain

    def _table(self, leaf: Leaf) -> str:
        """Return a table in a box that scrolls by itself, named after the heading above it; first cells are names."""
        head, *body = leaf.rows
        if head and not any(cell.words for cell in head):
            fix = "write a heading above each column"
            self.reader.tell(head[0].offset, "the column headings of this table are empty", fix)

        def row(cells: tuple[Line, ...], tag: str) -> str:
            written: list[str] = []
            for cell, side in zip_longest(cells, leaf.aligned):
                shown = self.writer.write([cell], "cell").html if cell and cell.words else ""
                name = {"scope": "col"} if tag == "th" else {"scope": "row"} if shown and not written else {}
                attributes = {"class": f"align-{side}", **name} if side else name
                its = "th" if name else tag
                written.append(f"<{its}{in_tag(attributes)}>{shown}</{its}>\n")
            return f"<tr>\n{''.join(written)}</tr>\n"

        box = {"class": "table stacked"}
        if self.headings:
            box |= {"tabindex": "0", "role": "region", "aria-labelledby": self.headings[-1].id}
        top, rows = row(head, "th"), "".join(row(cells, "td") for cells in body)
        return f"<div{in_tag(box)}><table>\n<thead>\n{top}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>"

    def _numbered(self, blocks: Sequence[Element]) -> None:
        """Tell where the numbers of lists among blocks make other lists than those that were meant, or none."""
        lists = [(place, [*map(self._item, block)]) for place, block in enumerate(blocks) if block.tag == "ol"]
        lonely = {place for place, items in lists if len(items) == 1}
        for (place, upper), (next_place, lower) in pairwise(lists):
            number = upper[-1].number
            if lower[0].number == number + 1 and not lonely.isdisjoint((place, next_place)):
                message = f"this separates items {number} and {number + 1} of a list"
                fix = f"indent it by four spaces; if they are not list items, write {number}\\. and {number + 1}\\."
                self.reader.tell(self._first(blocks[place + 1]).offset, message, fix)
                lonely -= {place, next_place}
        for place, items in lists:
            first, are_dated = items[0].number, all(_DATED.match(item.line.words) for item in items)
            if place in lonely:
                message = f"'{first}.' at the start of a paragraph makes a list of one item"
                fix = f"write {first}\\. for a number; for a list, write more than one item"
                self.reader.tell(items[0].line.offset, message, fix)
            elif are_dated and first > 1:
                for item in items:
                    message = f"'{item.number}.' starts a list item, not a date"
                    self.reader.tell(item.line.offset, message, f"write {item.number}\\. for a date")
            if not are_dated and all(item.number == 1 for item in items):
                continue  # some write "1." before each item, and have it counted
            for above, item in pairwise(items):
                if item.number != above.number + 1:
                    message = f"this item is numbered {item.number}, but follows item {above.number}"
                    fix = f"number the items in order; for a number at the start of a paragraph, write {item.number}\\."
                    self.reader.tell(item.line.offset, message, fix)

    def _lonely(self, item: Item) -> None:
        """Tell of a list of one item that takes the sign of a number away."""
        if item.sign in ("-", "+") and item.line.words[:1].isdigit():
            number = item.line.words.split(maxsplit=1)[0]
            message = f"'{item.sign} {number}' makes a list of one item, and the '{item.sign}' is lost"
            self.reader.tell(item.line.offset, message, f"write \\{item.sign} {number}, or * {number} for a list item")

    def _footnotes(self) -> Iterator[str]:
        self._in_notes = True
        notes = {name: [*self._children(self._read(note.blocks))] for name, note in self.reader.footnotes.items()}
        for name, note in self.reader.footnotes.items():
            if name not in self.writer.noted:
                message = f"nothing in the text refers to the footnote '[^{name}]'"
                self.reader.tell(note.offset, message, f"put [^{name}] where it belongs, or remove the footnote")
            elif not note.blocks:
                self.reader.tell(note.offset, f"the footnote '[^{name}]' has no text", "write it after the colon")
        if self.writer.noted:
            noted = self.writer.noted.items()
            items = "".join(self._footnote(self.reader.footnotes[name], number, notes[name]) for name, number in noted)
            yield f'<div class="footnote">\n<hr>\n<ol>\n{items}</ol>\n</div>'

    def _footnote(self, note: Footnote, number: int, blocks: Sequence[tuple[str, str]]) -> str:
        """Return a footnote; the way back from it ends its last paragraph, or is one of its own."""
        title = self.writer.dialect.back.replace("{}", str(number))
        back = in_tag({"class": "footnote-backref", "href": f"#{note.place}", "title": title})
        *above, (inner, end) = blocks or [("", "")]
        last = f"{inner}{SKIP}\u00a0" if end == "</p>" else f"{inner}{end}\n<p>{SKIP}"
        inside = "\n".join([*map("".join, above), last])
        return f"<li{in_tag({'id': note.id})}>\n{inside}<a{back}>↩</a>{RESUME}</p>\n</li>\n"
