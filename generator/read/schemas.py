"""JSON Schemas of what editors write in YAML, made from the models, for the help that an editor gives while typing."""

import datetime
import json
import posixpath
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from generator.read import facts, phrases, settings, sources
from generator.read.by_language import fields_below, fields_of, has_words, is_group, parts
from generator.read.forms import Model, choices
from generator.read.sources import Source

FOLDER = ".vscode/schemas"
_TEXT = {"type": ["string", "number", "boolean"]}
"""A text: what YAML elsewhere takes for a number or for true is one here too."""


def files() -> dict[str, str]:
    """Return every schema by its path in the project.

    Data have two: one for the source language, with every field, and one for the others, with those that hold words.
    """
    made = {
        "site": _of(settings.Settings, by_language=True),
        "sources": _of(sources.Sources),
        "words": {"type": "object", "additionalProperties": _TEXT},
    }
    for name, field in facts.Facts.model_fields.items():
        made[name] = _of(field.annotation)
        made[f"{name}.words"] = _of(field.annotation, words_only=True)
    dialect = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {
        f"{FOLDER}/{name}.json": json.dumps(dialect | schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in made.items()
    }


def line(path: str, source_language: str) -> str | None:
    """Return the line on top of a file of the project that names its schema, or None where it has none."""
    name, folder = posixpath.basename(path).removesuffix(".yaml"), posixpath.dirname(path)
    if path in (settings.PATH, sources.PATH) or path.endswith(f"/{phrases.WORDS_FILE}"):
        schema = name
    elif name in facts.Facts.model_fields and posixpath.basename(folder) == facts.DATA:
        schema = name if folder == f"content/{source_language}/{facts.DATA}" else f"{name}.words"
    else:
        return None
    return f"# yaml-language-server: $schema={posixpath.relpath(f'{FOLDER}/{schema}.json', folder or '.')}"


def _of(shape: Any, *, by_language: bool = False, words_only: bool = False) -> dict[str, Any]:
    """Return the schema of a type as it stands in a file: with its texts in one language, unless `by_language`."""
    if has_words(shape) and not is_group(shape):
        return {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT}]} if by_language else _TEXT
    if has_words(shape):
        entry = next(model for part in parts(shape) for model in get_args(part)[1:])
        return _of(entry)
    made = [found for part in parts(shape) for found in _part(part, by_language, words_only)]
    return made[0] if len(made) == 1 else {"anyOf": made}


def _part(shape: Any, by_language: bool, words_only: bool) -> Iterator[dict[str, Any]]:
    """Yield the schema of one of the types that are allowed somewhere."""

    def inner(given: Any) -> dict[str, Any]:
        return _of(given, by_language=by_language, words_only=words_only)

    origin = get_origin(shape)
    if isinstance(shape, type) and issubclass(shape, Model):
        told = {name: field for name, field in fields_of(shape).items() if not words_only or _holds_words(field)}
        about = {name: field.description for name, field in shape.model_fields.items()}
        required = (name for name, field in shape.model_fields.items() if field.is_required() and not words_only)
        needed = [name for name in required if not is_group(told[name])]  # only another language may have it
        yield {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"description": about[name], **inner(field)} for name, field in told.items()},
            **({"required": needed} if needed else {}),
        }
    elif origin is dict:
        yield {"type": "object", "additionalProperties": inner(get_args(shape)[1])}
    elif origin is tuple:
        yield {"type": "array", "items": inner(get_args(shape)[0])}
    elif origin is Literal:
        yield {"enum": choices(shape)}
    elif shape in (str, Source) or shape is datetime.date:
        yield _TEXT
    elif shape is type(None):
        yield {"type": "null"}
    else:
        from pydantic import TypeAdapter

        yield TypeAdapter(shape).json_schema()


def _holds_words(shape: Any) -> bool:
    """Whether a type is a text by language, or has such below it."""
    return has_words(shape) or any(map(_holds_words, fields_below(shape, {"": None}).values()))
