"""The texts of a project, compiled together: fields of a page hold words only, and what was compiled is remembered."""

from pathlib import Path

import pytest

from generator.compile import texts
from generator.read import project
from generator.read.memory import Memory
from tests.conftest import change

PAGE = "content/en/topics/second.md"


@pytest.mark.parametrize("field", ["title", "label", "summary"])
def test_markup_in_a_field_of_words_is_told_at_the_field(field: str, tiny: Path) -> None:
    fields = {"title": "Second", "summary": "The second of two.", field: "Our **history**"}
    (tiny / PAGE).write_text("---\n" + "".join(f"{name}: {said}\n" for name, said in fields.items()) + "---\n", "utf-8")

    compiled = texts.compile_texts(project.read(tiny))

    line = 2 + list(fields).index(field)
    assert [str(problem) for problem in compiled.problems] == [
        f"{PAGE}:{line}:{len(field) + 3}: markup, an entity or a backslash is shown here as it is written\n"
        "    fix: write the words alone, as no markup is read here; for a sign itself write a backslash before it"
    ]


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


def test_markup_in_a_text_of_data_is_told_at_the_text(tiny: Path) -> None:
    change(tiny, "content/fr/data/helplines.yaml", "name: ", "name: La **vraie** ")

    compiled = texts.compile_texts(project.read(tiny))

    assert {problem.message for problem in compiled.problems} == {
        "markup, an entity or a backslash is shown here as it is written"
    }
    assert {problem.location.path for problem in compiled.problems} == {"content/fr/data/helplines.yaml"}
