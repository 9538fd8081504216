"""The fields of a page as a form: for each what a person fills in, made from the model that reads them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_origin

from generator.read.forms import Model, choices, plain

Kind = Literal["text", "lines", "date", "number", "choice", "yes"]


class Field(NamedTuple):
    """A field of the form: what it is called, what it means, and what it says now.

    `choices` are all there are for a field of the kind "choice", and suggestions for others.
    """

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
        shape, allowed, value = plain(info.shape), choices(info.shape), values.get(name)
        kind: Kind = "choice" if allowed else "lines" if get_origin(shape) is tuple else kinds.get(shape, "text")
        offered = (*(() if info.is_required() else ("",)), *allowed) if allowed else tuple(suggested.get(name, ()))
        said = "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        yield Field(name, kind, info.description, said, info.is_required(), offered)
