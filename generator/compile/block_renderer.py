"""Rendering blocks: Python-Markdown groups lines into paragraphs and lists, which are rendered as HTML here."""

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

from generator.compile.block_parser import Block, Footnote, Item, Line, Node
from generator.compile.inline_renderer import InlineRenderer
from generator.compile.prose import RESUME, SKIP, Heading, Kind
from generator.compile.tokens import render_attrs

_MONTH_YEAR = re.compile(r"[^\W\d_]+\.? [12]\d{3}\b")
"""A word and a year, which after a number make a date."""
_KINDS: Mapping[str, Kind] = {"li": "item", "dd": "item", "dt": "term"}


@cache
def _grouper() -> BlockParser:
    """Return Python-Markdown's block parser with only lists, definition lists and paragraphs."""
    parser = BlockParser(Markdown())
    for index, processor in enumerate((SaneOListProcessor, SaneUListProcessor, DefListProcessor, ParagraphProcessor)):
        parser.blockprocessors.register(processor(parser), processor.__name__, -index)
    return parser


class BlockRenderer:
    """The renderer of a text's blocks, with its headings; `count` is as in `Prose.blocks`."""

    def __init__(self, inlines: InlineRenderer) -> None:
        self.inlines, self.parser = inlines, inlines.parser
        self.headings: list[Heading] = []
        self.count = 0
        self._items: list[Item] = []
        self._slugs: dict[str, int] = {}
        self._in_footnotes = False

    def render(self) -> str:
        """Return the text as HTML; add the generated ids of headings to those of the parser."""
        return "\n".join([*map("".join, self._render_each(self._group(self.parser.blocks))), *self._footnotes()])

    def _group(self, blocks: Sequence[Block]) -> list[Element]:
        """Return blocks as elements with numbers; grouping them all at once would take quadratic time."""
        root = Element("div")
        for block in blocks:
            _grouper().parseBlocks(root, ["\n".join(map(self._placeholder, block))])
        return list(root)

    def _placeholder(self, part: Line | Item) -> str:
        """Return the source of a line or item for Python-Markdown: its number, after the marker of an item."""
        if isinstance(part, Line):
            return str(part.number)
        self._items.append(part)
        return f"{part.marker} {len(self._items) - 1}"

    def _lines(self, element: Element) -> list[Line]:
        """Return the lines whose numbers a paragraph or term has."""
        return [self.parser.lines[int(number)] for number in (element.text or "").split()]

    def _item(self, element: Element) -> Item:
        """Return the item whose number an element has, in a paragraph if the list is loose."""
        return self._items[int("".join(element.itertext()))]

    def _first_line(self, element: Element) -> Line:
        if element.tag in ("p", "dt"):
            return self._lines(element)[0]
        return self._item(element).line if element.tag in ("li", "dd") else self._first_line(element[0])

    def _render_inside(self, elements: Sequence[Element], first: Kind = "paragraph") -> str:
        """Return the blocks inside another as HTML; `first` is the kind of the first."""
        return "".join(f"{inner}{end}\n" for inner, end in self._render_each(elements, first))

    def _render_each(self, elements: Sequence[Element], first: Kind = "paragraph") -> Iterator[tuple[str, str]]:
        self._check_numbering(elements)
        for element in elements:
            yield self._render_element(element, first)
            first = "paragraph"

    def _render_element(self, element: Element, paragraph_kind: Kind) -> tuple[str, str]:
        """Return an element as HTML, and its end tag; the first text of a loose item is a paragraph."""
        tag, inside, lines = element.tag, list(element), list[Line]()
        match tag:
            case "p" | "dt":
                lines = self._lines(element)
            case "li" | "dd":
                item = self._item(element)
                is_loose, inside = item.is_loose or bool(inside), self._group(item.blocks)
                if inside and inside[0].tag == "p" and not is_loose:
                    lines = self._lines(inside.pop(0))
            case "ul" if len(inside) == 1:
                self._check_single_bullet(self._item(inside[0]))
        kind = _KINDS.get(tag, paragraph_kind)
        content, attributes, is_alone = self._content(lines, kind, tag == "p")
        if tag == "p" and (is_alone or not content):
            return content, ""
        inner = f"\n{content}\n" if is_alone else content or "\n" * bool(inside)
        inner += self._render_inside(inside, kind)
        return f"<{tag}{render_attrs({**element.attrib, **attributes})}>{inner}", f"</{tag}>"

    def _content(self, lines: Sequence[Line], kind: Kind, may_be_alone: bool) -> tuple[str, Mapping[str, str], bool]:
        """Return lines of text, or a line with a node, as HTML; its attributes; and whether it needs no element."""
        if not lines:
            return "", {}, False
        node = lines[0].node
        self.count += not (node and node.kind in ("heading", "rule"))
        if node:
            return self._node(node, lines[0].offset), {}, True
        rendered = self.inlines.render(lines, kind, may_be_alone)
        return rendered.html, rendered.attributes, rendered.is_alone

    def _node(self, node: Node, offset: int) -> str:
        match node.kind:
            case "heading":
                return self._heading(node, offset)
            case "table":
                return self._table(node)
            case "code":
                return f"<pre><code>{html.escape(node.text, quote=False)}</code></pre>"
            case "rule":
                return "<hr>"
            case "quotation":
                return f"<blockquote>\n{self._render_inside(self._group(node.inside), 'quotation')}</blockquote>"
            case "note":
                assert node.title
                title = self.inlines.render([node.title], "note").html
                inner = f'<p class="admonition-title">{title}</p>\n{self._render_inside(self._group(node.inside))}'
                return f"<div{render_attrs(node.attributes)}>\n{inner}</div>"

    def _heading(self, node: Node, offset: int) -> str:
        assert node.title
        before = len(self.inlines.references), len(self.inlines.passages), self.count
        rendered = self.inlines.render([node.title], "heading")
        title, text = node.title.text, rendered.text
        level = self.headings[-1].level if self.headings else 1
        hashes, above, report = "#" * node.level, "#" * level, partial(self.parser.report, offset)
        if not re.search(r"\w", text):
            report("this heading has no text of its own", "add some, or remove the '#' characters")
        elif any(token.kind == "component" for token in rendered.tokens):
            report(f"the heading '{title}' contains a component", "move it to the text below")
        elif self._in_footnotes:  # it would be at the end of the page, out of order
            fix = "write **words** instead, or move it out of the footnote; to show it as text, write \\#"
            report("a footnote contains a heading", fix)
        elif node.level == 1:
            message = f"'{title}' is a first-level heading; only the title of the page can be one"
            report(message, "start it with '##'; to show it as text, write \\#")
        elif node.level > level + 1:
            message = f"the heading '{title}' skips a level: {hashes} follows {above}"
            if not self.headings:
                message = f"the first heading, '{title}', starts with {hashes}"
            report(message, f"start it with '{above}#'")
        name, ids = node.attributes.get("id") or self._slugify(text), self.parser.ids
        if "id" not in node.attributes and name in ids:
            message = f"the heading '{title}' shares the id '{name}' with another"
            report(message, "give it its own: '## Title {#own-id}'")
        ids[name] = offset
        line, column = self.parser.position(node.title.offset)
        span = column - 1, column - 1 + len(title)
        attributes = node.text if "id" in node.attributes else f"#{name} {node.text}".rstrip()
        self.headings.append(Heading(node.level, name, rendered.plain(), offset, line, *before, span, attributes))
        return f"<h{node.level}{render_attrs({**node.attributes, 'id': name})}>{rendered.html}</h{node.level}>"

    def _slugify(self, title: str) -> str:
        """Return an id made of the letters, digits and hyphens of a title, unique among generated ids."""
        slug = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower())
        count = self._slugs.get(slug, 0)
        self._slugs[slug] = count + 1
        return f"{slug}_{count}" if count else slug

    def _table(self, node: Node) -> str:
        """Return a table in a scrollable region labelled by the heading above it; first cells are row headers."""
        head, *body = node.rows
        if head and not any(cell.text for cell in head):
            fix = "write one above each column"
            self.parser.report(head[0].offset, "the column headings of this table are empty", fix)

        def row(cells: tuple[Line, ...], *, is_head: bool = False) -> str:
            output: list[str] = []
            for cell, side in zip_longest(cells, node.alignments):
                content = self.inlines.render([cell], "cell").html if cell and cell.text else ""
                scope = {} if not content else {"scope": "col"} if is_head else {} if output else {"scope": "row"}
                attributes = {"class": f"align-{side}", **scope} if side else scope
                cell_tag = "th" if scope else "td"
                output.append(f"<{cell_tag}{render_attrs(attributes)}>{content}</{cell_tag}>\n")
            return f"<tr>\n{''.join(output)}</tr>\n"

        box = {"class": "table stacked"}
        if self.headings:
            box |= {"tabindex": "0", "role": "region", "aria-labelledby": self.headings[-1].id}
        top, rows = row(head, is_head=True), "".join(map(row, body))
        return f"<div{render_attrs(box)}><table>\n<thead>\n{top}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>"

    def _check_numbering(self, elements: Sequence[Element]) -> None:
        """Report numbers that make a list where none was meant, or that split or restart one."""
        lists = [(index, [*map(self._item, element)]) for index, element in enumerate(elements) if element.tag == "ol"]
        single = {index for index, items in lists if len(items) == 1}
        for (index, upper), (next_index, lower) in pairwise(lists):
            number = upper[-1].number
            if lower[0].number == number + 1 and not single.isdisjoint((index, next_index)):
                message = f"this separates items {number} and {number + 1} of a list"
                fix = f"indent it by four more spaces; if they are not items, write {number}\\. and {number + 1}\\."
                self.parser.report(self._first_line(elements[index + 1]).offset, message, fix)
                single -= {index, next_index}
        for index, items in lists:
            first, are_dates = items[0].number, all(_MONTH_YEAR.match(item.line.text) for item in items)
            if index in single:
                message = f"'{first}.' at the start of a paragraph makes a list of one item"
                fix = f"write {first}\\. for a number; for a list, write more than one item"
                self.parser.report(items[0].line.offset, message, fix)
            elif are_dates and first > 1:
                for item in items:
                    message = f"'{item.number}.' starts a list item, not a date"
                    self.parser.report(item.line.offset, message, f"write {item.number}\\. for a date")
            if not are_dates and all(item.number == 1 for item in items):
                continue  # "1." before each item is a common way to have them numbered
            for above, item in pairwise(items):
                if item.number != above.number + 1:
                    message = f"this item is numbered {item.number}, but follows item {above.number}"
                    fix = f"number the items in order; for a number at the start of a paragraph, write {item.number}\\."
                    self.parser.report(item.line.offset, message, fix)

    def _check_single_bullet(self, item: Item) -> None:
        """Report a list of one item whose bullet was meant as the plus or minus sign of a number."""
        marker, offset = item.marker, item.line.offset
        if marker in ("-", "+") and item.line.text[:1].isdigit():
            number = item.line.text.split(maxsplit=1)[0]
            message = f"'{marker} {number}' makes a list of one item, and the '{marker}' is lost"
            self.parser.report(offset, message, f"write \\{marker} {number}, or * {number} for a list item")

    def _footnotes(self) -> Iterator[str]:
        self._in_footnotes = True
        footnotes, numbers = self.parser.footnotes, self.inlines.footnote_numbers
        rendered = {name: [*self._render_each(self._group(note.blocks))] for name, note in footnotes.items()}
        for name, note in footnotes.items():
            if name not in numbers:
                message = f"nothing in the text refers to the footnote '[^{name}]'"
                self.parser.report(note.offset, message, f"put [^{name}] where it belongs, or remove the footnote")
            elif not note.blocks:
                self.parser.report(note.offset, f"the footnote '[^{name}]' has no text", "write it after the colon")
        if numbers:
            items = (self._footnote(footnotes[name], number, rendered[name]) for name, number in numbers.items())
            yield f'<div class="footnote">\n<hr>\n<ol>\n{"".join(items)}</ol>\n</div>'

    def _footnote(self, note: Footnote, number: int, blocks: Sequence[tuple[str, str]]) -> str:
        """Return a footnote; the link back is at the end of its last paragraph, or in one of its own."""
        title = self.inlines.language.back.replace("{}", str(number))
        back = render_attrs({"class": "footnote-backref", "href": f"#{note.reference_id}", "title": title})
        *above, (inner, end) = blocks or [("", "")]
        last = f"{inner}{SKIP}\u00a0" if end == "</p>" else f"{inner}{end}\n<p>{SKIP}"
        inside = "\n".join([*map("".join, above), last])
        return f"<li{render_attrs({'id': note.id})}>\n{inside}<a{back}>↩</a>{RESUME}</p>\n</li>\n"
