"""The texts of a project, compiled together: what a template fills in is words, and what was compiled is remembered."""

from pathlib import Path

from generator.compile import texts
from generator.read import project
from generator.read.memory import Memory


def test_what_a_template_fills_in_is_no_markup(tiny: Path) -> None:
    for words in (tiny / "content").glob("*/words.yaml"):
        words.write_text(f'{words.read_text("utf-8")}\nnth: "{{number}}. Source"\n', "utf-8")

    assert texts.compile_texts(project.read(tiny)).problems == ()


def test_what_is_remembered_is_what_was_compiled(tiny: Path) -> None:
    read = project.read(tiny)
    fresh, memory = texts.compile_texts(read), Memory(tiny)
    texts.compile_texts(read, memory)
    memory.write()

    remembered = texts.compile_texts(read, Memory(tiny))

    assert remembered == fresh
