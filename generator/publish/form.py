"""The fields of a page as a form: for each what a person fills in, made from the model that reads them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_origin

from generator.read.forms import Model, plain

Kind = Literal["text", "lines", "date", "number", "yes"]


class Field(NamedTuple):
    """A field of the form: what it is called, what it means, what it says now, and what may be chosen for it."""

    name: str
    kind: Kind
    help: str
    value: str
    needed: bool
    choices: tuple[str, ...] = ()


def fields(model: type[Model], values: Mapping[str, Any], suggested: Mapping[str, Sequence[str]]) -> Iterator[Field]:
    """Yield the form for a model, filled with values as they were typed in a file; `suggested` has names to choose."""
    kinds: dict[Any, Kind] = {bool: "yes", int: "number", datetime.date: "date"}
    for name, info in model.model_fields.items():
        shape, value = plain(info.shape), values.get(name)
        kind = "lines" if get_origin(shape) is tuple else kinds.get(shape, "text")
        said = "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        yield Field(name, kind, info.description, said, info.is_required(), tuple(suggested.get(name, ())))
