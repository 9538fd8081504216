"""The fields of a page as a form: for each what a person fills in, made from the model that reads them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from generator.read.forms import Model

Kind = Literal["text", "lines", "date", "number", "choice", "yes"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: what it is called, what it means, and what it says now.

    `choices` are all there are for a field of the kind "choice", and suggestions for others; `most` is how many
    characters it may have.
    """

    name: str
    kind: Kind
    help: str
    value: str
    needed: bool
    choices: tuple[str, ...] = ()
    most: int | None = None

    @property
    def label(self) -> str:
        """Its name as words."""
        return self.name.replace("_", " ").capitalize()


def fields(model: type[Model], values: Mapping[str, Any], suggested: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """Return the form for a model, filled with values as they were typed in a file; `suggested` has names to choose."""
    return tuple(
        _field(name, info, values.get(name), suggested.get(name, ())) for name, info in model.model_fields.items()
    )


def _field(name: str, info: Any, value: Any, suggested: Sequence[str]) -> Field:
    parts = list(_parts(info.annotation))
    choices = next((get_args(part) for part in parts if get_origin(part) is Literal), tuple(suggested))
    kind: Kind = "text"
    if any(get_origin(part) is Literal for part in parts):
        kind, choices = "choice", choices if info.is_required() else ("", *choices)
    elif any(get_origin(part) is tuple for part in parts):
        kind = "lines"
    else:
        kinds: dict[Any, Kind] = {bool: "yes", int: "number", datetime.date: "date"}
        kind = next((kinds[part] for part in parts if part in kinds), "text")
    said = "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    most = info.limit("max_length")
    return Field(name, kind, info.description, said, info.is_required(), choices, most)


def _parts(annotation: Any) -> Sequence[Any]:
    """Return a type and all that it is made of."""
    return [
        annotation,
        *(part for inner in get_args(annotation) if get_origin(annotation) is not Literal for part in _parts(inner)),
    ]
