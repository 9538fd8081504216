"""The schemas that help while typing: kept beside the models, named by each file, and fulfilled by what is right."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from generator.read import schemas
from tests.conftest import ROOT, write

FILES = [
    path.relative_to(ROOT).as_posix()
    for path in [ROOT / "site.yaml", *sorted((ROOT / "content").rglob("*.yaml"))]
    if path.name != "translated.yaml" and path.parent.name != "leaflets"
]


def loaded(text: str) -> object:
    """Return what YAML says, days as they are written."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_schemas_are_those_of_the_models(request):
    made = schemas.files()
    if request.config.getoption("--accept"):
        for path, text in made.items():
            write(ROOT, path, text)

    kept = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / schemas.FOLDER).iterdir()}
    assert kept == made


@pytest.mark.parametrize("path", FILES)
def test_each_file_names_its_schema_and_fulfils_it(path):
    text = (ROOT / path).read_text("utf-8")
    is_translation = "/data/" in path and not path.startswith("content/en/")
    first = schemas.line(path, Path(path).stem + ".words" * is_translation)

    assert text.partition("\n")[0] == first
    schema = (ROOT / Path(path).parent / first.partition("=")[2]).resolve()
    jsonschema.validate(loaded(text), json.loads(schema.read_text("utf-8")))


@pytest.mark.parametrize(("schema", "wrong"), [
    ("partners", "house: {nmae: The House}"),
    ("partners.words", "house: {website: https://www.example.org/}"),
    ("timeline", "act: {year: 1995, text: It began., sources: one}"),
    ("diagrams", "way: {kind: circle, title: A way, parts: {}}"),
    ("laws.words", "rule: {quote: {status: authentic, text: All are equal.}}"),
    ("site", "languages: {en: {nmae: English}}"),
])  # fmt: skip
def test_what_is_wrong_is_told_while_typing(schema, wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(loaded(wrong), json.loads(schemas.files()[f"{schemas.FOLDER}/{schema}.json"]))
