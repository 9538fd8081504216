"""The schemas for text editors: they match the models, each file names its own, and valid files validate."""

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
    """Return YAML as plain values, with dates as text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_the_stored_schemas_match_the_models(request):
    generated = schemas.files()
    if request.config.getoption("--accept"):
        for path, text in generated.items():
            write(ROOT, path, text)

    stored = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / schemas.FOLDER).iterdir()}
    assert stored == generated


@pytest.mark.parametrize("path", FILES)
def test_each_file_names_its_schema_and_validates(path):
    text = (ROOT / path).read_text("utf-8")
    is_translation = "/data/" in path and not path.startswith("content/en/")
    first = schemas.line(path, Path(path).stem + ".words" * is_translation)

    assert text.partition("\n")[0] == first
    schema = (ROOT / Path(path).parent / first.partition("=")[2]).resolve()
    jsonschema.validate(loaded(text), json.loads(schema.read_text("utf-8")))


@pytest.mark.parametrize(("schema", "invalid"), [
    ("partners", "house: {nmae: The House}"),
    ("partners.words", "house: {website: https://www.example.org/}"),
    ("timeline", "act: {year: 1995, text: It began., sources: one}"),
    ("diagrams", "way: {kind: circle, title: A way, parts: {}}"),
    ("laws.words", "rule: {quote: {status: authentic, text: All are equal.}}"),
    ("site", "languages: {en: {nmae: English}}"),
])  # fmt: skip
def test_a_schema_refuses_an_invalid_file(schema, invalid):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(loaded(invalid), json.loads(schemas.files()[f"{schemas.FOLDER}/{schema}.json"]))
