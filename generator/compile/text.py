"""One Markdown text to prose, by itself: its lines are read, then its blocks, then the words of each block."""

from generator.compile.block_parser import Reader
from generator.compile.block_renderer import Blocks
from generator.compile.dialect import Dialect
from generator.compile.inline_renderer import Writer
from generator.compile.prose import Prose, pack
from generator.compile.sentences import measure
from generator.compile.stray import BRACKETS


def compile_text(text: str, dialect: Dialect) -> Prose:
    """Compile one Markdown text, in which no characters are `odd`, and no more than a page may have."""
    reader = Reader(text)
    writer = Writer(reader, dialect)
    blocks = Blocks(writer)
    page = blocks.html()
    for definition in (reader.definitions[name] for name in reader.definitions.keys() - writer.titles):
        message = f"no link in the text uses '[{definition.label}]'"
        fix = f"correct its name, here or in the link, or remove the line; {BRACKETS}"
        reader.tell(definition.offset, message, fix)
    noted = ((name, reader.footnotes[name]) for name in writer.noted)
    return Prose(
        pack(page, writer.passages),
        tuple(writer.references),
        tuple(blocks.headings),
        tuple((name, *reader.place(offset)) for name, offset in reader.ids.items()),
        tuple(sorted(reader.wrong)),
        tuple(reader.comments),
        measure(writer.passages),
        tuple((name, note.id, *reader.place(note.offset)) for name, note in noted),
        blocks.count,
    )
