"""Compiling one Markdown text by itself: parse its blocks, then render them with the inlines of each."""

from generator.compile.block_parser import Parser
from generator.compile.block_renderer import BlockRenderer
from generator.compile.inline_renderer import InlineRenderer
from generator.compile.language import LanguageData
from generator.compile.prose import Prose, pack
from generator.compile.sentences import measure
from generator.compile.stray import BRACKETS


def compile_text(text: str, language: LanguageData) -> Prose:
    """Compile a Markdown text that has no unwanted characters (`read.characters`) and is not too long for a page."""
    parser = Parser(text)
    inlines = InlineRenderer(parser, language)
    blocks = BlockRenderer(inlines)
    page = blocks.render()
    for definition in (parser.definitions[label] for label in parser.definitions.keys() - inlines.titles):
        message = f"no link in the text uses '[{definition.label}]'"
        fix = f"correct its name, here or in the link, or remove the line; {BRACKETS}"
        parser.report(definition.offset, message, fix)
    footnotes = ((name, parser.footnotes[name]) for name in inlines.footnote_numbers)
    return Prose(
        pack(page, inlines.passages),
        tuple(inlines.references),
        tuple(blocks.headings),
        tuple((name, *parser.position(offset)) for name, offset in parser.ids.items()),
        tuple(sorted(parser.problems)),
        tuple(parser.comments),
        measure(inlines.passages),
        tuple((name, footnote.id, *parser.position(footnote.offset)) for name, footnote in footnotes),
        blocks.count,
    )
