"""Rendering inlines: the tokens of each block as typeset HTML, with the terms and abbreviations of the glossary."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from generator.compile.block_parser import Line, Parser
from generator.compile.block_text import BlockText
from generator.compile.inline_parser import InlineParser
from generator.compile.language import LanguageData, Name
from generator.compile.prose import MARK_END, MARK_START, Kind, Passage, Reference
from generator.compile.tokens import Tag, Title, Token, render_attrs
from generator.compile.typography import Quotes, Typeset


class InlineRenderer:
    """The renderer of a text's inlines; `explained` and `expanded` are the entries linked and expanded so far.

    `footnote_numbers` are those of the footnotes referred to so far, by name; `titles` are as in `InlineParser`.
    """

    def __init__(self, parser: Parser, language: LanguageData) -> None:
        self.parser = parser
        self.language = language
        self.references: list[Reference] = []
        self.passages: list[Passage] = []
        self.footnote_numbers: dict[str, int] = {}
        self.explained: set[str] = set()
        self.expanded: set[str] = set()
        self.titles: dict[str, Title | None] = {}

    def render(self, lines: Sequence[Line], kind: Kind = "paragraph", may_be_alone: bool = False) -> "Rendered":
        """Return the inlines of a block, rendered."""
        return Rendered(self, BlockText(self.parser, lines, kind), may_be_alone)


class _Inlines:
    """The text of a sequence of tokens, also `typeset`, with the index at which each token begins."""

    def __init__(self, block: BlockText, tokens: list[Token], quotes: Quotes) -> None:
        self.block, self.tokens = block, tokens
        begins = accumulate([len(token.text) for token in tokens], initial=0)
        self.indexed = list(zip(begins, tokens, strict=False))
        ranges = [(begin, begin + len(token.text)) for begin, token in self.indexed if token.kind == "text"]
        self.text = "".join([token.text for token in tokens])
        self.typeset = Typeset(self.text, ranges, quotes)

    def plain(self) -> str:
        """Return the typeset text as plain text."""
        return self.typeset.slice(0, len(self.text))

    def passage(self, foreign: Iterable[tuple[int, int]]) -> Passage:
        """Return the text, with spaces for line ends, their positions, and which ranges of it are `foreign`."""
        positions: list[tuple[int, int, int]] = []
        for begin, token in self.indexed:
            lines = self.block.line_starts(token.begin, token.begin + len(token.text)) if token.text else ()
            positions += [(begin + index - token.begin, *self.block.position(index)) for index in lines]
        has_own_text = any(token.text.strip() for token in self.tokens if token.kind not in ("alt", "component"))
        return Passage(self.block.kind, self.text.replace("\n", " "), tuple(positions), tuple(foreign), has_own_text)


class Rendered(_Inlines):
    """The inlines of a block: their `html`, and the `attributes` that the last line gives the block.

    If it is only a component, or pictures with captions, it needs no paragraph around it: it `is_alone`.
    """

    def __init__(self, renderer: InlineRenderer, block: BlockText, may_be_alone: bool) -> None:
        super().__init__(block, InlineParser(block, renderer.titles).parse(), renderer.language.quotes)
        self.renderer = renderer
        self.attributes = block.attributes
        self.is_alone = may_be_alone and not block.attributes and self._is_alone()
        self.foreign: list[tuple[int, int]] = []
        self.html = self._render()
        renderer.passages.append(self.passage([(0, len(self.text))] if "lang" in block.attributes else self.foreign))

    def _is_alone(self) -> bool:
        """Whether there is nothing but a component, or pictures with captions."""
        shown = (token for token in self.tokens if token.kind != "alt")
        content = [token for token in shown if token.kind != "text" or token.text.strip()]
        if len(content) == 1 and content[0].kind == "component":
            return True
        return bool(content) and all(token.kind == "picture" and token.closes[0].title for token in content)

    def _mark(self, reference: Reference | None, is_linked: bool = False) -> str:
        """Number a reference and return its mark."""
        assert reference
        self.renderer.references.append(reference._replace(is_block=self.is_alone, is_linked=is_linked))
        return f"{MARK_START}{len(self.renderer.references) - 1}{MARK_END}"

    def _render(self) -> str:
        output: list[str] = []
        foreign_depth = link_depth = 0  # the numbers of open elements in another language, and of open links
        alt = -1  # the index at which the description of a picture begins
        for begin, token in self.indexed:
            for tag in token.closes if token.kind in ("emphasis", "close") else ():
                output.append(f"</{tag.name}>")
                foreign_depth -= "lang" in tag.attributes
                link_depth -= tag.name == "a"
            end = begin + len(token.text)
            if foreign_depth:
                self.foreign.append((begin, end))
            match token.kind:
                case "text":
                    may_explain = not (foreign_depth or link_depth)
                    output += self._explain(begin, token) if may_explain else [self._escape(begin, end)]
                case "alt":
                    alt = begin if alt < 0 else alt  # rendered with the picture after it
                case "picture":
                    if "lang" in token.closes[0].attributes and alt >= 0 and not foreign_depth:
                        self.foreign.append((alt, begin))
                    output.append(self._picture(token, foreign_depth > 0))
                    alt = -1
                case "break":
                    output.append("<br>\n")
                case "component" | "citation":
                    output.append(self._mark(token.reference, link_depth > 0))
                case "footnote":
                    output.append(self._footnote_reference(token.name))
                case _:
                    output.append(html.escape(token.text, quote=False))
            for tag in reversed(token.opens):
                foreign_depth += "lang" in tag.attributes
                link_depth += tag.name == "a"
                self._set_title(tag, foreign_depth > 0)
                if tag.reference:
                    tag.attributes["href"] = self._mark(tag.reference)
                output.append(str(tag))
        return "".join(output).strip()

    def _set_title(self, tag: Tag, is_foreign: bool) -> None:
        """Set the title attribute of an element, typeset, and add the title to the passages."""
        if tag.title:
            title = _Inlines(*tag.title, self.renderer.language.quotes)
            tag.attributes["title"] = title.plain().replace("\n", " ")
            is_foreign = is_foreign or "lang" in tag.attributes
            self.renderer.passages.append(title.passage([(0, len(title.text))] if is_foreign else ()))

    def _picture(self, picture: Token, is_foreign: bool) -> str:
        """Return the mark of a picture; report one without a description that is not marked as decoration."""
        self._set_title(picture.closes[0], is_foreign)
        attributes = picture.closes[0].attributes
        if not attributes["alt"].strip() and attributes.get("role") != "presentation":
            fix = "describe it: ![what it shows](picture.jpg), or mark it as decoration with {: role=presentation }"
            self.block.report(picture.begin, "this picture has no description for people who cannot see it", fix)
        assert picture.reference
        arguments = tuple((*attribute, 0) for attribute in sorted(attributes.items()))
        return self._mark(picture.reference._replace(arguments=arguments))

    def _escape(self, begin: int, end: int) -> str:
        return html.escape(self.typeset.slice(begin, end), quote=False)

    def _explain(self, begin: int, token: Token) -> list[str]:
        """Return the HTML of a text in which the first occurrence of each term links to the glossary."""
        output = []
        start, end = begin, begin + len(token.text)
        for name, found in self.renderer.language.find_names(self.text, begin, end):
            rendered = self._name(name, found, token.begin + found.start() - begin)
            output += [self._escape(start, found.start()), rendered]
            start = found.end()
        return [*output, self._escape(start, end)]

    def _name(self, name: Name, found: re.Match[str], index: int) -> str:
        """Return the HTML of a name, with a link and an expansion if its entry has not had them yet."""
        renderer = self.renderer
        links = name.entry and name.entry not in renderer.explained and self.block.kind != "heading"
        expands = name.meaning and (links or name.entry not in renderer.explained | renderer.expanded)
        shown, ending = self._escape(*found.span(1)), self._escape(found.end(1), found.end())
        if expands:
            shown = f'<abbr title="{html.escape(name.meaning)}">{shown}</abbr>'
            renderer.expanded.add(name.entry)
        if links:
            renderer.explained.add(name.entry)
            mark = self._mark(Reference("term", name.entry, *self.block.position(index)))
            return f"{mark}{shown}{ending}{mark}"
        return shown + ending

    def _footnote_reference(self, name: str) -> str:
        """Return a reference to a footnote; the first has the id that the footnote links back to."""
        numbers, footnote = self.renderer.footnote_numbers, self.renderer.parser.footnotes[name]
        attributes = {} if name in numbers else {"id": footnote.reference_id}
        number = numbers.setdefault(name, len(numbers) + 1)
        link = {"class": "footnote-ref", "href": f"#{footnote.id}"}
        return f"<sup{render_attrs(attributes)}><a{render_attrs(link)}>{number}</a></sup>"
