"""The guides are true and complete: they list every field, component and template name."""

import doctest
import inspect
import re
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from generator.compile.language import LanguageData
from generator.compile.text import compile_text
from generator.read import by_language, components, facts, forms, settings, sources
from generator.read import pages as content
from generator.read.files import Files
from generator.render import context, templates
from tests.conftest import ROOT, files, markdown, write

README = ROOT / "README.md"
EDITORS = ROOT / "content/README.md"
GUIDES = sorted((ROOT / "content").glob("README.*.md"))
"""The translated tasks for editors."""
DOCUMENTS = [README, EDITORS, *GUIDES]
DOCUMENTS += [ROOT / path for path in ("templates/README.md", "generator/README.md", ".github/publishing.md")]
MODELS: dict[str, type[forms.Model]] = {
    "FrontMatter": content.FrontMatter,
    "Facts": facts.Facts,
    "Sources": sources.Sources,
    "Settings": settings.Settings,
    "Component": components.Component,
}


def field_rows(model: type[forms.Model], above: str = "") -> Iterator[str]:
    """Yield a row for each field of a model and of the models in it, except links."""
    for name, field in model.model_fields.items():
        assert field.description.endswith("."), (model, name)
        assert field.example, (model, name)
        yield f"| `{above}{name}`{' (required)' * field.is_required()} | {field.about} | `{field.example}` |"
        inner = forms.model_in(field.shape)
        if inner and inner is not settings.Link:
            many = "ID." if forms.is_by_name(field.shape) and not by_language.is_translatable(field.shape) else ""
            yield from field_rows(inner, f"{above}{name}.{many}")


def field_table(model: type[forms.Model]) -> str:
    return "\n".join(["| Field | What it is | Example |", "|---|---|---|", *field_rows(model)])


def component_table() -> str:
    found, problems = components.read(Files(ROOT))
    assert problems == []
    rows = []
    for called, component in found.items():
        parameters = component.parameters.items()
        arguments = "; ".join(
            f"`{name}`{' (required)' if parameter.required else ''}: {parameter.about.rstrip('.')}"
            for name, parameter in parameters
        )
        rows.append(f"| `{called}` | {component.about} | {component.place} | {arguments or '–'} |")
    return "\n".join(["| Component | What it shows | Place | Arguments |", "|---|---|---|---|", *rows])


def name_table() -> str:
    """Return the table of the functions that templates can call."""
    rows = []
    for name, method in context.METHODS.items():
        about = (method.__doc__ or "").split("\n")[0].removeprefix("Return ")
        given = ", ".join([*inspect.signature(method).parameters][1:])
        rows.append(f"| `{name}({given})` | {about[0].upper()}{about[1:]} |")
    return "\n".join(["| Name | What it gives |", "|---|---|", *rows])


def parts() -> dict[str, str]:
    """Return every generated part of the documents by its name."""
    tables = {f"fields: {name}": field_table(model) for name, model in MODELS.items()}
    return {**tables, "components": component_table(), "names": name_table()}


def updated(text: str) -> str:
    """Return a document with every generated part up to date."""
    made = parts()
    return re.sub(
        r"(?s)<!-- ([^\n]*) -->\n.*?\n<!-- end -->",
        lambda found: f"<!-- {found[1]} -->\n{made[found[1]]}\n<!-- end -->",
        text,
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_generated_parts_are_up_to_date(document, request):
    expected = updated(document.read_text("utf-8"))
    if request.config.getoption("--accept"):
        document.write_text(expected, "utf-8")

    assert document.read_text("utf-8") == expected


def test_every_field_component_and_name_is_documented_once():
    documented = [
        name for document in DOCUMENTS for name in re.findall("<!-- (?!end)(.*) -->", document.read_text("utf-8"))
    ]

    assert sorted(documented) == sorted(parts())


def test_every_link_between_the_documents_works():
    links = {
        (document, path)
        for document in DOCUMENTS
        for path in re.findall(
            r"(?m)^(?!    ).*?\]\((?!https:|#)([^)#\s]+)", re.sub("`[^`]*`", "", document.read_text("utf-8"))
        )
    }

    assert (README, "content/README.md") in links
    assert [(document, path) for document, path in links if not (document.parent / path).exists()] == []


EXAMPLES = sorted(
    path for path in (ROOT / "generator").rglob("*.py") if re.search(r"^ +>>> ", path.read_text("utf-8"), re.M)
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_in_docstrings_are_true(path):
    result = doctest.testmod(import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))

    assert result.attempted
    assert not result.failed


def test_the_sample_for_editors_is_rendered_as_described():
    sample = re.search(r"\n## Text\n\n.*\n\n((?:    .*\n|\n)+)", EDITORS.read_text("utf-8"))
    assert sample

    prose = compile_text(textwrap.dedent(sample[1]), LanguageData())

    assert prose.problems == ()
    html = "".join(text for text, _ in prose.html)
    assert re.findall(r'<(h2|strong|em|ul|table|blockquote)\b|class="(admonition warning|footnote)"', html) == [
        *((tag, "") for tag in ("h2", "strong", "em", "em", "ul", "table", "blockquote")),
        ("", "admonition warning"),
        ("", "footnote"),
    ]


def test_the_sample_component_is_valid(tmp_path):
    sample = re.search(
        r"\n## A component\n.*\n\n((?:    .*\n)+)", (ROOT / "templates/README.md").read_text("utf-8"), re.S
    )
    assert sample
    write(tmp_path, "templates/components/box.html", textwrap.dedent(sample[1]))

    found, problems = components.read(Files(tmp_path))
    assert ([*found["box"].parameters], problems) == (["title", "partner"], [])


def test_every_name_that_a_template_can_use_is_documented(real_build):
    seen = context.Context(real_build.site, templates.environment(Files(ROOT)), real_build.site.home("en"), "en/")

    names = (ROOT / "templates/README.md").read_text("utf-8").partition("## A component")[0]
    documented = re.findall(r"(?m)^\| `(\w+)", names)
    assert documented == [*seen.names]
    assert all((method.__doc__ or "").startswith("Return ") for method in context.METHODS.values())


def commands(guide: Path) -> list[str]:
    """Return the arguments of every command for build.py in a guide, in order."""
    found = re.findall(r"python build\.py([^#`\n]*)", guide.read_text("utf-8"))
    return [" ".join(arguments.split()) for arguments in found]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_translated_guide_has_only_commands_of_the_original(guide):
    language = guide.suffixes[0].removeprefix(".")
    known = {command.replace(" fr/", f" {language}/") for command in commands(EDITORS)}

    assert commands(guide) != []
    assert [command for command in commands(guide) if command not in known] == []


@pytest.mark.parametrize("command", [command for command in commands(EDITORS) if not command.startswith("serve")])
def test_each_command_for_editors_does_what_it_says(command, tiny, run):
    for name in ("projects/index", "projects/old-name", "projects/report"):
        write(tiny, f"content/en/{name}.md", markdown(name, "It leads to [help](../help.md)."))
    before = files(tiny / "content")

    code, stdout, stderr = run(tiny, *command.split())

    assert (code, stderr) == (0, "")
    assert stdout
    assert (files(tiny / "content") != before) == (command.startswith(("new", "rename")) or "--to" in command)
