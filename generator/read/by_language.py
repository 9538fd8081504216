"""Data in every language: the fields of the source language, with the words of each translation put beside its own."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from generator.problems import Location, Problem, suggestion
from generator.read.forms import Model, field_name, models_in
from generator.read.kinds import BY_LANGUAGE
from generator.read.yaml_text import Places, Trail, shown

_REMOVE = "remove it here"


class Wording(NamedTuple):
    """A text in one language: the file it belongs to in every language, its name there, its words and their place."""

    file: str
    name: str
    language: str
    words: str
    location: Location


class DataFile(NamedTuple):
    """A file of data in one language: its values and where they stand."""

    path: str
    data: Any
    places: Places


class Assembled(NamedTuple):
    """A file of data in every language: each text is a mapping from language to words, `""` standing for all."""

    data: Any
    keys: dict[Trail, Location]
    values: dict[Trail, Location]
    unseen: set[Trail]
    wordings: list[Wording]
    problems: list[Problem]


def assemble(shape: Any, file: str, source: DataFile, language: str, others: Mapping[str, DataFile]) -> Assembled:
    """Put the words of `others`, by language, into the data of `source`, which is in `language`.

    `shape` is the type that the data will be read into; fields of a kind with `BY_LANGUAGE` hold words. `file` begins
    the names of everything in it. A translation may have words only, and only of entries that the source has.
    """
    made = Assembled(None, dict(source.places.keys), dict(source.places.values), set(), [], [])
    given = {code: version.data for code, version in others.items()}
    return made._replace(data=_Assembly(file, language, source, others, made).value(shape, source.data, given, ()))


class _Assembly(NamedTuple):
    file: str
    language: str
    source: DataFile
    others: Mapping[str, DataFile]
    made: Assembled

    def wrong(self, code: str, trail: Trail, message: str, fix: str) -> None:
        self.made.problems.append(Problem(self.others[code].places.key(*trail), message, fix))

    def value(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a value of the source language with the words of the others."""
        if has_words(shape):
            return self.words(shape, own, others, trail)
        if not trail and not isinstance(own, dict):
            return own
        if not (fields := fields_below(shape, own)):
            for code in others:
                message = f"'{field_name(trail)}' holds for every language and stands in {self.source.path}"
                self.wrong(code, trail, message, _REMOVE)
            return own
        for code, given in others.items():
            if not isinstance(given, dict):
                message = f"'{field_name(trail)}' must be a group of fields, not {shown(given)}"
                self.wrong(code, trail, message, "write its fields below it, each indented by two spaces")
            for name in given if isinstance(given, dict) else ():
                self.known(code, (*trail, name), shape, own, fields)
        result = dict(own)
        for name, inner in fields.items():
            here = {code: given[name] for code, given in others.items() if isinstance(given, dict) and name in given}
            if name in own or (here and is_group(inner)):
                result[name] = self.value(inner, own.get(name), here, (*trail, name))
        return result

    def known(self, code: str, trail: Trail, shape: Any, own: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        """Tell a name in a translation that is none, or that the source language does not have."""
        name = str(trail[-1])
        if name in own or (name in fields and is_group(fields[name])):
            return
        if name in fields:
            fix = "write it there first, or remove it here"
            self.wrong(code, trail, f"'{field_name(trail)}' is not in {self.source.path}", fix)
        elif list(models_in(shape)) and not _entry(shape):
            texts = [name for name, inner in fields.items() if has_words(inner) or fields_below(inner, {})]
            self.wrong(code, trail, f"unknown field '{field_name(trail)}'", suggestion(name, texts))
        else:
            self.wrong(code, trail, f"'{field_name(trail)}' is not in {self.source.path}", suggestion(name, own))

    def words(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a text by language; one without letters, or that all languages give alike, is the same everywhere."""
        given = ({self.language: own} if own is not None else {}) | dict(others)
        self.made.unseen.update((*trail, code) for code in given)
        for code, words in tuple(given.items()):
            places = self.source.places if code == self.language else self.others[code].places
            if is_group(shape):
                for kept, made in ((places.keys, self.made.keys), (places.values, self.made.values)):
                    below = ((at[len(trail) :], where) for at, where in kept.items() if at[: len(trail)] == trail)
                    made.update(((*trail, code, *rest), where) for rest, where in below)
                continue
            where = self.made.values[*trail, code] = places.value(*trail)
            if code != self.language and (not isinstance(words, str) or not words.strip()):
                what = "is empty" if words is None or isinstance(words, str) else f"must be text, not {shown(words)}"
                fix = "write the text on the same line, or remove it here, and the original is shown"
                self.made.problems.append(Problem(where, f"'{field_name(trail)}' {what}", fix))
                del given[code]
            elif isinstance(words, str) and not words.startswith(("http://", "https://")):
                self.made.wordings.append(Wording(self.file, field_name(trail), code, words, where))
        if own is None and not is_group(shape):
            return None
        alike = len(given) == len(self.others) + 1 and all(words == own for words in given.values())
        silent = isinstance(own, str) and not any(sign.isalpha() for sign in own) and not others
        return {"": own} if isinstance(own, str) and (alike or silent) else given


def parts(shape: Any) -> Iterator[Any]:
    """Yield a type, and those of which it allows one, without what is said about them."""
    if get_origin(shape) is Annotated:
        yield from parts(get_args(shape)[0])
    elif get_origin(shape) is not None and type(None) in get_args(shape):
        for part in get_args(shape):
            yield from parts(part)
    else:
        yield shape


def has_words(shape: Any) -> bool:
    """Whether a type is a text by language."""
    if get_origin(shape) is Annotated:
        return BY_LANGUAGE in get_args(shape)
    return type(None) in get_args(shape) and any(has_words(part) for part in get_args(shape))


def is_group(shape: Any) -> bool:
    """Whether what stands there by language has fields of its own; then each language has what it has."""
    return has_words(shape) and any(True for _ in models_in(shape))


def _entry(shape: Any) -> Any:
    """Return the type of the entries of a mapping by id, or None."""
    return next((get_args(part)[1] for part in parts(shape) if get_origin(part) is dict), None)


def fields_below(shape: Any, own: Any) -> dict[str, Any]:
    """Return the types of what stands below a value, by name; nothing where it has no texts."""
    if not isinstance(own, dict):
        return {}
    if entry := _entry(shape):
        return dict.fromkeys(own, entry)
    models = (part for part in parts(shape) if isinstance(part, type) and issubclass(part, Model))
    return next(map(fields_of, models), {})


def fields_of(model: type[Model]) -> dict[str, Any]:
    """Return the types of the fields of a model, each with what is said about it."""
    return {name: known.shape for name, known in model.model_fields.items()}
