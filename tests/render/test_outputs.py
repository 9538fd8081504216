"""What the templates make of a text."""

from pathlib import Path

from tests.conftest import built, options


def test_a_component_for_a_sentence_that_stands_alone_is_a_paragraph(tiny: Path) -> None:
    file = tiny / "content/en/topics/second.md"
    file.write_text(file.read_text("utf-8") + "\n{{ phone id=line }}\n\nCall {{ phone id=line }}.\n", "utf-8")

    built(options(tiny))

    html = (tiny / "public/en/topics/second/index.html").read_text("utf-8")
    assert html.count('<p><a class="number"') == 1
    assert html.count('Call <a class="number"') == 1
