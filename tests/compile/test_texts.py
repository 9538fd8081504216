"""The texts of a project, compiled together: fields of a page hold words only, and what was compiled is remembered."""

from pathlib import Path

import pytest

from generator.compile import memory, texts
from generator.read import project

PAGE = "content/en/topics/second.md"


@pytest.mark.parametrize("field", ["title", "label", "summary"])
def test_markup_in_a_field_of_words_is_told_at_the_field(field: str, tiny: Path) -> None:
    fields = {"title": "Second", "summary": "The second of two.", field: "Our **history**"}
    (tiny / PAGE).write_text("---\n" + "".join(f"{name}: {said}\n" for name, said in fields.items()) + "---\n", "utf-8")

    compiled = texts.compile_texts(project.read(tiny))

    line = 2 + list(fields).index(field)
    assert [str(problem) for problem in compiled.problems] == [
        f"{PAGE}:{line}:{len(field) + 3}: markup is shown here as it is written\n"
        "    fix: write the words alone; no markup is read here"
    ]


def test_what_is_remembered_is_what_was_compiled(tiny: Path) -> None:
    kept = tiny / ".cache" / "prose.json"
    kept.unlink(missing_ok=True)

    fresh = texts.compile_texts(project.read(tiny))
    remembered = texts.compile_texts(project.read(tiny))

    assert set(memory.recall(tiny).values()) >= {version.prose for version in fresh.versions}
    assert remembered == fresh


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-2], lambda data: data[:0] + b"{}", lambda data: data.replace(b"a", b"b")]
)
def test_a_damaged_memory_counts_as_empty(spoil: object, tiny: Path) -> None:
    kept = tiny / ".cache" / "prose.json"
    fresh = texts.compile_texts(project.read(tiny))
    kept.write_bytes(spoil(kept.read_bytes()))  # type: ignore[operator]

    assert memory.recall(tiny) == {}
    assert texts.compile_texts(project.read(tiny)) == fresh


def test_markup_in_a_text_of_data_is_told_at_the_text(tiny: Path) -> None:
    data = tiny / "content/fr/data/helplines.yaml"
    data.write_text(data.read_text("utf-8").replace("name: ", "name: La **vraie** "), "utf-8")

    compiled = texts.compile_texts(project.read(tiny))

    assert {problem.message for problem in compiled.problems} == {"markup is shown here as it is written"}
    assert {problem.location.path for problem in compiled.problems} == {"content/fr/data/helplines.yaml"}
