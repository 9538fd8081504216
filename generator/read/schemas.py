"""JSON Schemas of the YAML files, generated from the models, with which a text editor checks and completes them."""

import json
import posixpath
from decimal import Decimal
from functools import partial
from typing import Any, get_args, get_origin

from generator.read import facts, settings, sources
from generator.read.by_language import has_translatable, is_group, is_translatable
from generator.read.forms import choices, fields_of, is_by_name, model_in, plain

FOLDER = ".vscode/schemas"
_TEXT = {"type": ["string", "number", "boolean"]}
"""A text: a value that YAML reads as a number or a boolean is a text in this project."""
_PLAIN = {bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"}, Decimal: {"type": "number"}}


def files() -> dict[str, str]:
    """Return every schema by its path in the project.

    A file of data has two: one for the source language, with every field, and one for the translations, with the
    fields that have texts.
    """
    made = {
        "site": _of(settings.Settings, by_language=True),
        "sources": _of(sources.Sources),
        "words": {"type": "object", "additionalProperties": _TEXT},
    }
    for name, field in facts.Facts.model_fields.items():
        made[name] = _of(field.shape)
        made[f"{name}.words"] = _of(field.shape, words_only=True)
    dialect = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {
        f"{FOLDER}/{name}.json": json.dumps(dialect | schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in made.items()
    }


def line(path: str, schema: str) -> str:
    """Return the first line of the file at `path`, which names its schema."""
    return f"# yaml-language-server: $schema={posixpath.relpath(f'{FOLDER}/{schema}.json', posixpath.dirname(path))}"


def _of(shape: Any, *, by_language: bool = False, words_only: bool = False) -> dict[str, Any]:
    """Return the schema of a type: with texts in one language, or in several if `by_language`."""
    inner = partial(_of, by_language=by_language, words_only=words_only)
    if is_group(shape):
        return _of(model_in(shape))
    if is_translatable(shape):
        return {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT}]} if by_language else _TEXT
    if type(None) in get_args(shape):
        return {"anyOf": [inner(plain(shape)), {"type": "null"}]}
    shape = plain(shape)
    if fields := fields_of(shape):
        shown = {name: field for name, field in fields.items() if not words_only or has_translatable(field.shape)}
        properties = {name: {"description": field.description, **inner(field.shape)} for name, field in shown.items()}
        needed = [
            name  # but not a group that only a translation may have
            for name, field in shown.items()
            if field.is_required() and not words_only and not is_group(field.shape)
        ]
        group = {"type": "object", "additionalProperties": False, "properties": properties}
        return group | ({"required": needed} if needed else {})
    if is_by_name(shape):
        return {"type": "object", "additionalProperties": inner(get_args(shape)[1])}
    if get_origin(shape) is tuple:
        return {"type": "array", "items": inner(get_args(shape)[0])}
    return {"enum": [*choices(shape)]} if choices(shape) else _PLAIN.get(shape, _TEXT)
