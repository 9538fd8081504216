"""YAML into strict models: what is wrong with a value is told at its place, in the editor's words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar, get_args, get_origin

from generator.problems import BuildFailed, Location, Problem, closest, suggestion
from generator.read.yaml_text import MAX_SHOWN, NOWHERE, Places, Trail, described, on_one_line


class Wrong(ValueError):
    """Why a value is refused, and what to write instead; `message` may show the value as `{value}`."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(message)

    def about(self, value: object) -> str:
        return self.message.replace("{value}", described(value))

    def told(self, name: str, value: object) -> tuple[str, str]:
        """Return what is told of the value of a field, as message and fix; one without a name is all of a file."""
        if not name:
            return f"fields are expected here, not {described(value)}", "write 'name: value' lines"
        return f"'{name}' {self.about(value)}", self.fix


NO_GROUP = Wrong("must be a group of fields, not {value}", "write its fields below it, each indented by two spaces")
NO_ENTRY = Wrong("stands in the column of entries", "indent it by two spaces, below a line with the name of its entry")

Check = Callable[[Any, Mapping[str, Any]], Any]
"""Makes of a value, given what is known, one that is right, or raises `Wrong`: it stands in the type of a field."""
AS_TYPED = "as typed"
"""Marks a text that may be empty, or begin or end with a space; no other is or does."""
BY_LANGUAGE = "by language"
"""Marks a kind of value that each language may have its own of; a plain text is the same in all."""


def limits(**limits: float) -> Check:
    """Return what checks how large a value is, or how long: `ge` and `le`, `min_length` and `max_length`."""

    def within(value: Any, _: Mapping[str, Any]) -> Any:
        for name, limit in limits.items():
            if name == "ge" and value < limit:
                raise Wrong(f"must be at least {limit}, not {{value}}", f"write {limit} or more")
            if name == "le" and value > limit:
                raise Wrong(f"must be at most {limit}, not {{value}}", f"write {limit} or less")
            if name == "max_length" and len(value) > limit:
                of = " characters" * isinstance(value, str)
                raise Wrong(f"has {len(value)}{of}; the most is {limit}", "shorten it")
            if name == "min_length" and len(value) < limit:
                least = f"{limit} entr{'y' if limit == 1 else 'ies'}"
                raise Wrong(f"needs at least {least}, and has {len(value)}", "add what is missing")
        return value

    return within


class Field(NamedTuple):
    """A field of a model: what is said about it, how it is written, what it is where it is left out, and its type."""

    description: str
    example: str
    default: Any
    limits: Mapping[str, Any]
    shape: Any = None

    @property
    def about(self) -> str:
        """What is said about it, and the texts that it allows, if only some."""
        allowed = choices(self.shape)
        return self.description + f" One of: {', '.join(allowed)}." * bool(allowed)

    def is_required(self) -> bool:
        """Whether it cannot be left out."""
        return self.default is ...


class Model:
    """The base of every model read from YAML: frozen, closed to unknown fields, with the `places` of its file."""

    model_fields: ClassVar[dict[str, Field]] = {}
    places: Places

    def __init_subclass__(cls) -> None:
        cls.model_fields = {**cls.model_fields}
        for name, told in vars(cls).items():
            if isinstance(told, Field):
                shape = cls.__annotations__[name]
                limited = Annotated[shape, limits(**told.limits)] if told.limits else shape
                cls.model_fields[name] = told._replace(shape=limited)

    def __init__(self, fields: Mapping[str, Any], places: Places = NOWHERE) -> None:
        """Make it with these fields, which stand at `places`; others are as by default, or None where there is none."""
        defaults = {name: None if told.is_required() else told.default for name, told in self.model_fields.items()}
        vars(self).update({**defaults, **fields}, places=places)

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


M = TypeVar("M", bound=Model)


def fill(model: type[M], data: Any, places: Places = NOWHERE) -> M:
    """Return `model` filled with what YAML said, which stands at `places`; raise `BuildFailed` with every problem."""
    made, problems = fill_in_part(model, data, places, {})
    if problems:
        raise BuildFailed(problems)
    return made


def fill_in_part(model: type[M], data: Any, places: Places, known: Mapping[str, object]) -> tuple[M, list[Problem]]:
    """Return `model` as `fill` does, and every problem; a field, or an entry in one, that has some is left out.

    `known` is what checks may look up.
    """
    filling = _Filling(places, known, [])
    made = filling.fields(model, data, ()) if isinstance(data, Mapping) else filling.value(model, data, ()) or ()
    return model({name: value for name, value in made if value is not None}, places), filling.problems


class _Filling(NamedTuple):
    """A model on its way: where all stands that it is filled with, what checks may look up, and what is wrong."""

    places: Places
    known: Mapping[str, object]
    problems: list[Problem]

    def wrong(self, where: Location, message: str, fix: str) -> None:
        self.problems.append(Problem(where, message, fix))

    def name(self, trail: Trail, *more: str) -> str:
        """Return what an editor calls the end of a way, without what stands in no file, such as a language."""
        ways = ((part, trail[:end]) for end, part in enumerate(trail, 1))
        return field_name((*(part for part, way in ways if isinstance(part, int) or way in self.places.keys), *more))

    def value(self, shape: Any, given: Any, trail: Trail, example: str = "") -> Any:
        """Return what is given as a value of a type, or tell what is wrong; `example` is how a field is written."""
        if given is None and type(None) in get_args(shape):
            return None
        told = len(self.problems)
        try:
            made = self.made(shape, given, trail, example)
            if len(self.problems) > told:
                return made if is_by_name(shape) else None
            return self.checked(shape, made)
        except Wrong as wrong:
            self.wrong(self.places.value(*trail), *wrong.told(self.name(trail), given))
            return None

    def checked(self, shape: Any, value: Any) -> Any:
        """Return a value as the checks of its type make it; raise `Wrong` where it is not right."""
        for check in filter(callable, marks(shape)):
            value = check(value, self.known)
        return value

    def made(self, shape: Any, given: Any, trail: Trail, example: str) -> Any:
        """Return what is given as a value of a type, not yet checked; raise `Wrong` where it is of another."""
        base, said = plain(shape), marks(shape)
        if given is None and example:
            raise Wrong("is empty", f"write it on the same line, such as {trail[-1]}: {example}")
        if BY_LANGUAGE in said and isinstance(given, str):
            given = {"": given}
        if is_by_name(base) or fields_of(base):
            if isinstance(given, Mapping):
                return self.entries(base, given, trail) if is_by_name(base) else self.fields(base, given, trail)
            raise Wrong(NO_GROUP.message, f"write its fields, such as {trail[-1]}: {example}") if example else NO_GROUP
        if get_origin(base) is tuple:
            if not isinstance(given, list):
                fix = "write it as [one, two], or begin each item with '- ' on a line of its own"
                raise Wrong("must be a list, not {value}", fix)
            return tuple(self.value(get_args(base)[0], item, (*trail, place)) for place, item in enumerate(given))
        if allowed := choices(base):
            if given not in allowed:
                raise Wrong("cannot be {value}", suggestion(str(given)[:MAX_SHOWN], allowed))
        elif issubclass(base, str):
            if isinstance(given, Mapping) and isinstance(trail[-1], int):
                raise Wrong("is read as a group of fields, for its ': '", "put the item between double quotes")
            given = "" if given is None else given
            if not isinstance(given, str):
                raise Wrong("must be text, not {value}", "write it on the same line, between double quotes")
            given = given if AS_TYPED in said else given.strip()
            if not given and AS_TYPED not in said:
                raise Wrong("is empty", "write the text on the same line")
        return given

    def fields(self, model: type[M], given: Mapping[str, Any], trail: Trail) -> M:
        known = model.model_fields
        unknown = [name for name in given if name not in known]
        for name in unknown:
            fix = suggestion(name[:MAX_SHOWN], known)
            groups = {key: about.shape for key, about in known.items() if is_by_name(about.shape)}
            around = [key for key, shape in groups.items() if _is_entry(given[name], shape)]
            if around and not closest(name, known):
                fix = f"indent it, as an entry of '{around[0]}'"
            elif trail and _is_entry(given[name], model):
                fix = f"begin it in the column of '{trail[-1]}', as an entry of its own"
            self.wrong(self.places.key(*trail, name), f"unknown field '{self.name(trail, name)}'", fix)
        misspelt = {closest(name, known) for name in unknown}
        made = {}
        for name, about in known.items():
            if name in given:
                made[name] = self.value(about.shape, given[name], (*trail, name), about.example)
            elif about.is_required() and name not in misspelt:
                message = f"the field '{self.name(trail, name)}' is missing"
                self.wrong(self.places.value(*trail, name), message, f"add a line '{name}: {about.example}'")
        return model(made)

    def entries(self, shape: Any, given: Mapping[str, Any], trail: Trail) -> dict[str, Any]:
        """Return each entry of which nothing is wrong, by its name."""
        named, kind = get_args(shape)
        own = fields_of(kind)
        fields = [
            name
            for name, value in given.items()
            if name in own and (not isinstance(value, Mapping) or _is_entry(value, own[name].shape))
        ]
        for name in fields if None not in given.values() else ():  # not indented, they are read as more entries
            self.wrong(self.places.key(*trail, name), *NO_ENTRY.told(self.name(trail, name), given[name]))
        made, stray = {}, {name: given[name] for name in fields}
        for name in (name for name in given if name not in fields):
            told = len(self.problems)
            try:
                self.checked(named, name)
            except Wrong as wrong:
                self.wrong(self.places.key(*trail, name), f"the name of an entry {wrong.about(name)}", wrong.fix)
            entry = {**stray, **given[name]} if isinstance(given[name], Mapping) else given[name]
            value = self.value(kind, entry, (*trail, name))
            if len(self.problems) == told:
                made[name] = value
        return made


def _is_entry(given: object, shape: Any) -> bool:
    """Whether a value can only be a group of the fields of a model, or of the one in a type."""
    inner = model_in(shape)
    return bool(inner and isinstance(given, Mapping) and given and given.keys() <= inner.model_fields.keys())


def field_name(trail: tuple[str | int, ...]) -> str:
    name = ""
    for part in trail:
        name += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if name else str(part))
    return on_one_line(name)


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


@cache
def marks(shape: Any) -> tuple[Any, ...]:
    """Return what is said about a type, or the one beside None, in order: the checks of its values among it."""
    parts = get_args(shape)
    if type(None) in parts:
        return next(marks(part) for part in parts if part is not type(None))
    return (*marks(parts[0]), *parts[1:]) if get_origin(shape) is Annotated else ()


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
