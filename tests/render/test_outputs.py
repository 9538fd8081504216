"""What the templates make of a text."""

from pathlib import Path

import jinja2
import pytest

from tests.conftest import built, options


def test_a_component_for_a_sentence_that_stands_alone_is_a_paragraph(tiny: Path) -> None:
    file = tiny / "content/en/topics/second.md"
    file.write_text(file.read_text("utf-8") + "\n{{ phone id=line }}\n\nCall {{ phone id=line }}.\n", "utf-8")

    built(options(tiny))

    html = (tiny / "public/en/topics/second/index.html").read_text("utf-8")
    assert html.count('<p><a class="number"') == 1
    assert html.count('Call <a class="number"') == 1


def test_a_second_build_compiles_only_the_templates_that_changed(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(options(tiny))
    changed = tiny / "templates/parts/breadcrumbs.html"
    changed.write_text("<p>Other.</p>\n", "utf-8")
    compiled = []
    compile_one = jinja2.Environment.compile
    monkeypatch.setattr(
        jinja2.Environment, "compile", lambda self, *rest: compiled.append(rest[1]) or compile_one(self, *rest)
    )

    built(options(tiny))

    assert compiled == ["parts/breadcrumbs.html"]
    assert "<p>Other.</p>" in (tiny / "public/en/help/index.html").read_text("utf-8")
