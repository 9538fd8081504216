"""The form fields of a page, made from the model that validates them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_origin

from generator.read.forms import Model, plain

Kind = Literal["text", "lines", "date", "number", "checkbox"]


class Input(NamedTuple):
    """An input of the form: its name, its kind, a help text, its value, whether it is required, and choices."""

    name: str
    kind: Kind
    help: str
    value: str
    required: bool
    choices: tuple[str, ...] = ()


def fields(model: type[Model], values: Mapping[str, Any], suggested: Mapping[str, Sequence[str]]) -> Iterator[Input]:
    """Yield the form fields of a model, filled with the values of a file as typed; `suggested` has choices by name."""
    kinds: dict[Any, Kind] = {bool: "checkbox", int: "number", datetime.date: "date"}
    for name, info in model.model_fields.items():
        shape, value = plain(info.shape), values.get(name)
        kind = "lines" if get_origin(shape) is tuple else kinds.get(shape, "text")
        shown = "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        yield Input(name, kind, info.description, shown, info.is_required(), tuple(suggested.get(name, ())))
