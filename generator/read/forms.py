"""YAML into strict models, with a problem in the editor's words at the location of each invalid value."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar, get_args, get_origin

from generator.problems import BuildFailed, Location, Problem, closest, suggestion
from generator.read.yaml_text import MAX_SHOWN, NOWHERE, Locations, Trail, described, on_one_line


class Invalid(ValueError):
    """Why a value is invalid, and what to write instead; `{value}` in `message` stands for the value."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(message)

    def about(self, value: object) -> str:
        return self.message.replace("{value}", described(value))

    def for_field(self, name: str, value: object) -> tuple[str, str]:
        """Return the message and the fix for the value of a field; without a name, the value is a whole file."""
        if not name:
            return f"fields are expected here, not {described(value)}", "write lines of the form 'name: value'"
        return f"'{name}' {self.about(value)}", self.fix


NOT_GROUP = Invalid("must be a group of fields, not {value}", "write each field below it, indented by two spaces")
NOT_INDENTED = Invalid("is not indented like a field", "indent it by two more spaces, below the name of its entry")

Check = Callable[[Any, Mapping[str, Any]], Any]
"""Returns a value as it is used, given the known values, or raises `Invalid`; in the metadata of a type."""
AS_TYPED = "as typed"
"""Marks the type of a text that keeps its outer spaces and may be empty; other texts are stripped and may not."""
BY_LANGUAGE = "by language"
"""Marks the type of a value that may differ between languages; a plain text is the same in all."""


def limits(**limits: float) -> Check:
    """Return a check of the size of a value, `ge` and `le`, or of its length, `min_length` and `max_length`."""

    def check(value: Any, _: Mapping[str, Any]) -> Any:
        for name, limit in limits.items():
            if name == "ge" and value < limit:
                raise Invalid(f"must be at least {limit}, not {{value}}", f"write {limit} or more")
            if name == "le" and value > limit:
                raise Invalid(f"must be at most {limit}, not {{value}}", f"write {limit} or less")
            if name == "max_length" and len(value) > limit:
                unit = "characters" if isinstance(value, str) else "items"
                raise Invalid(f"has {len(value)} {unit}; the maximum is {limit}", "shorten it")
            if name == "min_length" and len(value) < limit:
                least = f"{limit} entr{'y' if limit == 1 else 'ies'}"
                raise Invalid(f"needs at least {least}, but has {len(value)}", "add what is missing")
        return value

    return check


class Field(NamedTuple):
    """A field of a model: its description, an example value, its default, the limits of its value, and its type."""

    description: str
    example: str
    default: Any
    limits: Mapping[str, Any]
    shape: Any = None

    @property
    def about(self) -> str:
        """The description, with the texts that the field allows, if it is a choice."""
        allowed = choices(self.shape)
        return self.description + f" One of: {', '.join(allowed)}." * bool(allowed)

    def is_required(self) -> bool:
        """Return whether the field has no default."""
        return self.default is ...


class Model:
    """The base of every model read from YAML: frozen, closed to unknown fields, with the `locations` of its file."""

    model_fields: ClassVar[dict[str, Field]] = {}
    locations: Locations

    def __init_subclass__(cls) -> None:
        cls.model_fields = {**cls.model_fields}
        for name, shape in cls.__annotations__.items():  # from Python 3.14, reading them changes vars(cls)
            if isinstance(own := vars(cls).get(name), Field):
                limited = Annotated[shape, limits(**own.limits)] if own.limits else shape
                cls.model_fields[name] = own._replace(shape=limited)

    def __init__(self, fields: Mapping[str, Any], locations: Locations = NOWHERE) -> None:
        """Set `fields`, read at `locations`; every other field has its default, or None if it has no default."""
        defaults = {name: None if field.is_required() else field.default for name, field in self.model_fields.items()}
        vars(self).update({**defaults, **fields}, locations=locations)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} is frozen")

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((name, vars(self)[name]) for name in self.model_fields)


def field(about: str, example: str, default: Any = ..., **limits: Any) -> Any:
    """Return a field of a model: its description, an example, its default if it may be left out, and its limits."""
    return Field(about, example, default, limits)


M = TypeVar("M", bound=Model)


def fill(model: type[M], data: Any, locations: Locations = NOWHERE) -> M:
    """Return `model` filled with YAML `data`, read at `locations`; raise `BuildFailed` with every problem."""
    made, problems = fill_in_part(model, data, locations, {})
    if problems:
        raise BuildFailed(problems)
    return made


def fill_in_part(model: type[M], data: Any, locations: Locations, known: Mapping[str, Any]) -> tuple[M, list[Problem]]:
    """Return `model` as `fill` does, without the fields and entries that have problems, and every problem.

    `known` holds the values that checks may look up.
    """
    filler = _Filler(locations, known, [])
    made = filler.fields(model, data, ()) if isinstance(data, Mapping) else filler.value(model, data, ()) or ()
    return model({name: value for name, value in made if value is not None}, locations), filler.problems


class _Filler(NamedTuple):
    """The filling of one model: the locations of its data, the values for checks, and the problems found."""

    locations: Locations
    known: Mapping[str, Any]
    problems: list[Problem]

    def report(self, location: Location, message: str, fix: str) -> None:
        self.problems.append(Problem(location, message, fix))

    def name(self, trail: Trail, *more: str) -> str:
        """Return a trail as editors write it, without the parts that are in no file, such as a language."""
        ends, written = enumerate(trail, 1), self.locations.keys
        return field_name((*(part for end, part in ends if isinstance(part, int) or trail[:end] in written), *more))

    def value(self, shape: Any, given: Any, trail: Trail, example: str = "") -> Any:
        """Return `given` as a value of a type, or report its problems and return None, or a mapping's valid entries."""
        if given is None and type(None) in get_args(shape):
            return None
        reported = len(self.problems)
        try:
            made = self.converted(shape, given, trail, example)
            if len(self.problems) > reported:
                return made if is_by_name(shape) else None
            return self.checked(shape, made)
        except Invalid as invalid:
            self.report(self.locations.value(*trail), *invalid.for_field(self.name(trail), given))
            return None

    def checked(self, shape: Any, value: Any) -> Any:
        """Return a value as the checks of its type return it; raise `Invalid` if one refuses it."""
        for check in filter(callable, metadata(shape)):
            value = check(value, self.known)
        return value

    def converted(self, shape: Any, given: Any, trail: Trail, example: str) -> Any:
        """Return `given` as a value of a type, not yet checked; raise `Invalid` if it is of another type."""
        base, marks = plain(shape), metadata(shape)
        if given is None and example:
            raise Invalid("is empty", f"write a value on the same line, such as {trail[-1]}: {example}")
        if BY_LANGUAGE in marks and isinstance(given, str):
            given = {"": given}
        if is_by_name(base) or fields_of(base):
            if isinstance(given, Mapping):
                return self.entries(base, given, trail) if is_by_name(base) else self.fields(base, given, trail)
            raise Invalid(NOT_GROUP.message, f"write them like {trail[-1]}: {example}") if example else NOT_GROUP
        if get_origin(base) is tuple:
            if not isinstance(given, list):
                fix = "write it as [one, two], or write each item on its own line after '- '"
                raise Invalid("must be a list, not {value}", fix)
            return tuple(self.value(get_args(base)[0], item, (*trail, index)) for index, item in enumerate(given))
        if allowed := choices(base):
            if given not in allowed:
                raise Invalid("cannot be {value}", suggestion(str(given)[:MAX_SHOWN], allowed))
        elif issubclass(base, str):
            if isinstance(given, Mapping) and isinstance(trail[-1], int):
                raise Invalid("is read as a group of fields because of its ': '", "put the item in double quotes")
            given = "" if given is None else given
            if not isinstance(given, str):
                raise Invalid("must be text, not {value}", "write it on the same line, in double quotes")
            given = given if AS_TYPED in marks else given.strip()
            if not given and AS_TYPED not in marks:
                raise Invalid("is empty", "write the text on the same line")
        return given

    def fields(self, model: type[M], given: Mapping[str, Any], trail: Trail) -> M:
        known = model.model_fields
        similar = {name: closest(name, known) for name in given if name not in known}
        groups = {name: field.shape for name, field in known.items() if is_by_name(field.shape)}
        for name in similar:
            fix = suggestion(name[:MAX_SHOWN], known)
            around = (key for key, shape in groups.items() if _is_entry(given[name], shape))
            if not similar[name] and (group := next(around, None)):
                fix = f"indent it by two spaces, to make it an entry of '{group}'"
            elif trail and _is_entry(given[name], model):
                fix = f"start it in the same column as '{trail[-1]}', to make it an entry of its own"
            self.report(self.locations.key(*trail, name), f"unknown field '{self.name(trail, name)}'", fix)
        made = {}
        for name, field in known.items():
            if name in given:
                made[name] = self.value(field.shape, given[name], (*trail, name), field.example)
            elif field.is_required() and name not in similar.values():
                message = f"the field '{self.name(trail, name)}' is missing"
                fix = f"add a line such as '{name}: {field.example}'"
                self.report(self.locations.value(*trail, name), message, fix)
        return model(made)

    def entries(self, shape: Any, given: Mapping[str, Any], trail: Trail) -> dict[str, Any]:
        """Return the entries without problems, by name."""
        name_shape, entry_shape = get_args(shape)
        own = fields_of(entry_shape)
        stray = {  # fields that are not indented, and so are read as entries
            name: value
            for name, value in given.items()
            if name in own and (not isinstance(value, Mapping) or _is_entry(value, own[name].shape))
        }
        for name, value in stray.items() if None not in given.values() else ():
            self.report(self.locations.key(*trail, name), *NOT_INDENTED.for_field(self.name(trail, name), value))
        made = {}
        for name in (name for name in given if name not in stray):
            reported = len(self.problems)
            try:
                self.checked(name_shape, name)
            except Invalid as invalid:
                message = f"the name of an entry {invalid.about(name)}"
                self.report(self.locations.key(*trail, name), message, invalid.fix)
            entry = {**stray, **given[name]} if isinstance(given[name], Mapping) else given[name]
            value = self.value(entry_shape, entry, (*trail, name))
            if len(self.problems) == reported:
                made[name] = value
        return made


def _is_entry(given: object, shape: Any) -> bool:
    """Return whether a value has only fields of the model in a type, so that it must be meant as one."""
    inner = model_in(shape)
    return bool(inner and isinstance(given, Mapping) and given and given.keys() <= inner.model_fields.keys())


def field_name(trail: tuple[str | int, ...]) -> str:
    name = ""
    for part in trail:
        name += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if name else str(part))
    return on_one_line(name)


def walk(value: object) -> Iterator[object]:
    """Yield a value and every value in it."""
    yield value
    if isinstance(value, Model | Mapping):
        value = (*dict(value).values(),)
    for inner in value if isinstance(value, tuple) else ():
        yield from walk(inner)


@cache
def plain(shape: Any) -> Any:
    """Return a type without its metadata and without None as an alternative."""
    while get_origin(shape) is Annotated or type(None) in get_args(shape):
        shape = next(part for part in get_args(shape) if part is not type(None))
    return shape


@cache
def metadata(shape: Any) -> tuple[Any, ...]:
    """Return the metadata of a type, or of the alternative to None, in order: its checks and its marks."""
    parts = get_args(shape)
    if type(None) in parts:
        return next(metadata(part) for part in parts if part is not type(None))
    return (*metadata(parts[0]), *parts[1:]) if get_origin(shape) is Annotated else ()


def choices(shape: Any) -> tuple[str, ...]:
    """Return the texts that a type allows; none if it is not a choice."""
    return get_args(plain(shape)) if get_origin(plain(shape)) is Literal else ()


def fields_of(shape: Any) -> Mapping[str, Field]:
    """Return the fields of a model, by name; none for another type."""
    shape = plain(shape)
    return shape.model_fields if isinstance(shape, type) and issubclass(shape, Model) else {}


def is_by_name(shape: Any) -> bool:
    """Return whether a type is a mapping of entries by name."""
    return get_origin(plain(shape)) is dict


def children(shape: Any, names: Iterable[str]) -> Mapping[str, Any] | None:
    """Return the types of the fields or entries of a type, by name, or None; `names` are those of the entries."""
    if is_by_name(shape):
        return dict.fromkeys(names, get_args(plain(shape))[1])
    return {name: field.shape for name, field in fields_of(shape).items()} or None


def model_in(shape: Any) -> type[Model] | None:
    """Return the model that a type is, or that its entries are; None if there is no model."""
    shape = plain(shape)
    if fields_of(shape):
        return shape  # type: ignore[no-any-return]
    return next(filter(None, map(model_in, get_args(shape))), None)
