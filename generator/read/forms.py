"""YAML into strict models: what a model refuses is told at its place, in the editor's words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar, get_args, get_origin

from generator.problems import BuildFailed, Location, Problem, closest, suggestion
from generator.read.yaml_text import NOWHERE, SHOWN, Places, Trail, on_one_line, parse, shown


class Wrong(ValueError):
    """Why a validator refuses a value, and what to write instead; `message` may show the value as `{value}`."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(message)

    def about(self, value: object) -> str:
        return self.message.replace("{value}", shown(value))


class Before:
    """What makes of a value of any type one of the right type, or raises `Wrong`; it may see what is `known`."""

    kind: ClassVar = "before"

    def __init__(self, check: Callable[..., Any], sees: bool = False) -> None:
        self.check, self.sees = check, sees

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def checked(value: Any, info: Any) -> Any:
            return self.check(value, info.context or {}) if self.sees else self.check(value)

        make = getattr(core_schema, f"with_info_{self.kind}_validator_function")
        return make(checked, handler(source))


class After(Before):
    """What makes of a value of the right type one that is right, or raises `Wrong`; it may see what is `known`."""

    kind: ClassVar = "after"


class AsTyped:
    """What marks a text that may be empty, or begin or end with a space; of all others in a model, none is or does."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.str_schema(strip_whitespace=False, min_length=0)


class Limits(After):
    """How large a value may be, or how long: `ge` and `le`, `min_length` and `max_length`."""

    def __init__(self, **limits: int | float) -> None:
        super().__init__(self.kept)
        self.limits = limits

    def kept(self, value: Any) -> Any:
        for name, limit in self.limits.items():
            if name == "ge" and value < limit:
                raise Wrong(f"must be at least {limit:.0f}, not {{value}}", f"write {limit:.0f} or more")
            if name == "le" and value > limit:
                raise Wrong(f"must be at most {limit:.0f}, not {{value}}", f"write {limit:.0f} or less")
            if name == "max_length" and len(value) > limit:
                raise Wrong(f"has {len(value)} characters; the most is {limit}", "shorten it")
            if name == "min_length" and len(value) < limit:
                least = f"{limit} entr{'y' if limit == 1 else 'ies'}"
                raise Wrong(f"needs at least {least}, and has {len(value)}", "add what is missing")
        return value


class Field(NamedTuple):
    """A field of a model: what is said about it, how it is written, what it is where it is left out, and its type."""

    description: str
    example: str
    default: Any
    limits: Mapping[str, Any]
    shape: Any = None

    def is_required(self) -> bool:
        """Whether it cannot be left out."""
        return self.default is ...


class Model:
    """The base of every model read from YAML: frozen, closed to unknown fields, with the `places` of its file.

    It is no model of pydantic, which takes longer to load than a build in which nothing of the data has changed; where
    something is to be validated, pydantic does it by the same fields.
    """

    model_fields: ClassVar[dict[str, Field]] = {}
    places: Places

    def __init_subclass__(cls) -> None:
        cls.model_fields = {**cls.model_fields}
        for name, told in vars(cls).items():
            if isinstance(told, Field):
                shape = cls.__annotations__[name]
                limited = Annotated[shape, Limits(**told.limits)] if told.limits else shape
                cls.model_fields[name] = told._replace(shape=limited)

    def __init__(self, fields: Mapping[str, Any], places: Places = NOWHERE) -> None:
        """Make it with these fields, which stand at `places`, and the others as they are by default."""
        defaults = {name: told.default for name, told in self.model_fields.items()}
        vars(self).update({**defaults, **fields}, places=places)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        fields = {
            name: core_schema.typed_dict_field(handler.generate_schema(told.shape), required=told.is_required())
            for name, told in cls.model_fields.items()
        }
        config = core_schema.CoreConfig(allow_inf_nan=False, str_strip_whitespace=True, str_min_length=1)
        group = core_schema.typed_dict_schema(fields, extra_behavior="forbid", config=config)
        return core_schema.no_info_after_validator_function(cls, group)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} is frozen")

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((name, vars(self)[name]) for name in self.model_fields)

    def at(self, *trail: str | int) -> Location:
        """Return where a field stands in the file from which this was read, or the nearest thing around it."""
        return self.places.key(*trail)


def field(about: str, example: str, default: Any = ..., **limits: Any) -> Any:
    """Return a field of a model: what it is, how it is written, and what it is where it is left out, if it may be."""
    return Field(about, example, default, limits)


@cache
def _validator(model: type[Model]) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(model)


M = TypeVar("M", bound=Model)


def read(text: str, model: type[M], path: str, first_line: int = 1, known: Mapping[str, object] | None = None) -> M:
    """Return YAML `text` as `model`; raise `BuildFailed` with every problem.

    `path` and `first_line` say where the text stands, so that every problem names a line of the file; `known` is what
    validators may look up.
    """
    return fill(model, *parse(text, path, first_line), known)


def fill(model: type[M], data: Any, places: Places = NOWHERE, known: Mapping[str, object] | None = None) -> M:
    """Return `model` filled with what YAML said, which stands at `places`; raise `BuildFailed` with every problem."""
    from pydantic import ValidationError

    try:
        made: M = _validator(model).validate_python(data, context=known)  # type: ignore[arg-type]
    except ValidationError as error:
        raise BuildFailed(_problem(*told, model, places) for told in _told(error.errors(), model)) from None
    vars(made)["places"] = places
    return made


def _told(details: Iterable[Any], model: type[Model]) -> Iterator[tuple[Any, Trail, bool]]:
    """Yield those of pydantic's errors that do not follow from others, each with what `_trail` says of it."""
    trails = [(detail, *_trail(detail, model)) for detail in details]
    mistyped = {
        (*trail[:-1], meant)
        for detail, trail, _ in trails
        if detail["type"] == "extra_forbidden" and (meant := closest(str(trail[-1]), _known_fields(model, trail[:-1])))
    }
    hollow = {
        trail[:-1]: _known_fields(model, trail)
        for detail, trail, _ in trails
        if detail["type"] == "dict_type" and detail["input"] is None
    }
    for detail, trail, is_name in trails:
        if detail["type"] == "missing" and trail in mistyped:
            continue
        if any(trail[end] in hollow.get(trail[:end], ()) for end in range(len(trail))):
            continue  # a field of an entry that was not indented, and so is read as one more entry
        yield detail, trail, is_name


_EMPTY = Wrong("is empty", "write the text on the same line")
_OF_NAMES = ("value_error", "string_too_short")
"""How pydantic names what can be wrong with a text that is the name of an entry."""


def _trail(detail: Any, model: type[Model]) -> tuple[Trail, bool]:
    """Return the way to what one of pydantic's errors is about, and whether that is the name of an entry.

    Pydantic adds "[key]" behind such a name, which could also be what an editor calls a field or an entry.
    """
    trail: Trail = detail["loc"]
    is_name = trail[-1:] == ("[key]",) and detail["type"] in _OF_NAMES and is_by_name(_shape(model, trail[:-2]))
    return (trail[:-1] if is_name else trail), is_name


_MUST_BE = (
    (("decimal_",), "a number", "write digits only, such as 10, or null where it is not known"),
    (("int_", "float_", "finite_"), "a number", "write digits only, such as 10"),
    (("string_type", "string_sub_type"), "text", "write it on the same line, between double quotes"),
    (
        ("list_type", "tuple_type"),
        "a list",
        "write it as [one, two], or begin each item with '- ' on a line of its own",
    ),
)
"""How pydantic names a value of another type, what it must be, and what to write."""


def _problem(detail: Any, trail: Trail, is_name: bool, model: type[Model], places: Places) -> Problem:
    """Turn one pydantic error into a problem in the editor's words."""
    kind, given = detail["type"], detail["input"]
    last = str(trail[-1]) if trail else ""
    written = tuple(
        part
        for end, part in enumerate(trail, 1)
        if isinstance(part, int) or trail[:end] in places.keys or (kind == "missing" and end == len(trail))
    )
    name, fields = field_name(written), _known_fields(model, trail[:-1])
    example = fields[last].example if last in fields else ""
    if kind == "missing":
        fix = f"add a line '{last}: {example}'"
        return Problem(places.value(*trail), f"the field '{name}' is missing", fix)
    if kind == "extra_forbidden":
        around = [field for field, known in fields.items() if _is_entry(given, known.shape)]
        fix = suggestion(last[:SHOWN], fields)
        if around and not closest(last, fields):
            fix = f"indent it, as an entry of '{around[0]}'"
        elif _is_entry(given, _shape(model, trail[:-2])):
            fix = f"begin it in the column of '{trail[-2]}', as an entry of its own"
        return Problem(places.key(*trail), f"unknown field '{name}'", fix)
    where = places.value(*trail)
    if not written:
        return Problem(where, *no_group("", given))
    if given is None and example:
        return Problem(where, f"'{name}' is empty", f"write it on the same line, such as {last}: {example}")
    if kind == "dict_type":
        message, fix = no_group(name, given)
        return Problem(where, message, f"write its fields, such as {last}: {example}" if example else fix)
    if kind.startswith("string_") and isinstance(given, Mapping) and isinstance(trail[-1], int):
        return Problem(where, f"a ': ' makes a group of fields of '{name}'", "put the item between double quotes")
    for kinds, what, fix in _MUST_BE:
        if kind.startswith(kinds):
            return Problem(where, f"'{name}' must be {what}, not {shown(given)}", fix)
    match {"error": _EMPTY} if kind == "string_too_short" else detail.get("ctx"):
        case {"error": Wrong() as wrong} if is_name:
            return Problem(places.key(*trail), f"the name of an entry {wrong.about(given)}", wrong.fix)
        case {"error": Wrong() as wrong}:
            return Problem(where, f"'{name}' {wrong.about(given)}", wrong.fix)
        case {"expected": _} if last in fields:
            fix = suggestion(str(given)[:SHOWN], choices(fields[last].shape))
            return Problem(where, f"'{name}' cannot be {shown(given)}", fix)
    return Problem(where, f"'{name}' is not right: {detail['msg']}", "see the table of fields in content/README.md")


def no_group(name: str, given: object) -> tuple[str, str]:
    """Return what is told of a value that is no group of fields; one without a name is all that a file says."""
    if not name:
        return f"fields are expected here, not {shown(given)}", "write 'name: value' lines"
    fix = "write its fields below it, each indented by two spaces"
    return f"'{name}' must be a group of fields, not {shown(given)}", fix


def _is_entry(given: object, shape: Any) -> bool:
    """Whether a value can only be an entry of a type that has entries by their names."""
    inner = model_in(shape) if is_by_name(shape) else None
    return bool(inner and isinstance(given, Mapping) and given and given.keys() <= inner.model_fields.keys())


def field_name(trail: tuple[str | int, ...]) -> str:
    name = ""
    for part in trail:
        name += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if name else str(part))
    return on_one_line(name.removesuffix("."))


def _shape(model: type[Model], trail: Trail) -> Any:
    """Return the type of what stands at the end of `trail`."""
    shape: Any = model
    for part in trail:
        shape = (below(shape, [str(part)]) or {}).get(str(part))
    return shape


def _known_fields(model: type[Model], trail: Trail) -> Mapping[str, Field]:
    """Return the fields of the model that stands at the end of `trail`, by name."""
    return fields_of(_shape(model, trail))


def within(value: object) -> Iterator[object]:
    """Yield a value and all that is in it."""
    yield value
    if isinstance(value, Model | Mapping):
        value = (*dict(value).values(),)
    for inner in value if isinstance(value, tuple) else ():
        yield from within(inner)


@cache
def plain(shape: Any) -> Any:
    """Return a type without what is said about it, and without None beside it."""
    while get_origin(shape) is Annotated or type(None) in get_args(shape):
        shape = next(part for part in get_args(shape) if part is not type(None))
    return shape


def choices(shape: Any) -> tuple[str, ...]:
    """Return the texts that a type allows."""
    return get_args(plain(shape)) if get_origin(plain(shape)) is Literal else ()


def fields_of(shape: Any) -> Mapping[str, Field]:
    """Return the fields of a type that is a model, by name."""
    shape = plain(shape)
    return shape.model_fields if isinstance(shape, type) and issubclass(shape, Model) else {}


def is_by_name(shape: Any) -> bool:
    """Whether a type is a mapping of entries by their names."""
    return get_origin(plain(shape)) is dict


def below(shape: Any, names: Iterable[str]) -> Mapping[str, Any] | None:
    """Return the types of what stands below a value, by name; `names` are those in a mapping. None: nothing can."""
    if is_by_name(shape):
        return dict.fromkeys(names, get_args(plain(shape))[1])
    return {name: field.shape for name, field in fields_of(shape).items()} or None


def model_in(shape: Any) -> type[Model] | None:
    """Return the model that a type is, or of which it has entries."""
    shape = plain(shape)
    if fields_of(shape):
        return shape  # type: ignore[no-any-return]
    return next(filter(None, map(model_in, get_args(shape))), None)
