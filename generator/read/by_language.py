"""Data in every language: the fields of the source language, with the words of each translation put beside its own."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from generator.problems import Location, Problem, closest, suggestion
from generator.read.forms import Model, below, field_name, fields_of, model_in, plain
from generator.read.kinds import BY_LANGUAGE, EXACT, Text
from generator.read.yaml_text import Places, Trail, shown

_REMOVE = "remove it here"


class Wording(NamedTuple):
    """A text in one language: its file and its name there, the same in every language; its words and their place.

    `fillings` are the names between braces in them that a template fills in. The language is `""` where the site does
    not translate them; what is `exact` is shown as it is written.
    """

    file: str
    name: str
    language: str
    words: str
    location: Location
    fillings: Collection[str] = ()
    exact: bool = False


class Data(NamedTuple):
    """The data in one language, each file by its name, and where they stand."""

    files: dict[str, Any]
    places: Places


class Assembled(NamedTuple):
    """Data in every language: each text is a mapping from language to words, `""` standing for all.

    Names that stand in no file, of a file or of a language, have no place among the keys.
    """

    files: dict[str, Any]
    places: Places
    wordings: list[Wording]
    problems: list[Problem]


def assemble(model: type[Model], versions: Mapping[str, Data], language: str) -> Assembled:
    """Put the words of the other languages into the data of the one from which they are translated, `language`.

    The data will be read into `model`; fields of a kind with `BY_LANGUAGE` hold words. A translation may have words
    only, and only of entries that the source has.
    """
    top, keys, values, _ = versions[language].places
    made = Assembled({}, Places(top, {**keys}, {**values}), [], [])
    others = {code: version.files for code, version in versions.items() if code != language}
    files = _Assembly(language, versions, made).value(model, versions[language].files, others, ())
    return made._replace(files=files)


class _Assembly(NamedTuple):
    language: str
    versions: Mapping[str, Data]
    made: Assembled

    def wrong(self, code: str, trail: Trail, message: str, fix: str) -> None:
        self.made.problems.append(Problem(self.versions[code].places.key(*trail), message, fix))

    def source(self, trail: Trail) -> str:
        """Return the path of the file in which the source language has the entry."""
        return f"{self.versions[self.language].places.top.path}/{trail[0]}.yaml"

    def value(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a value of the source language with the words of the others."""
        if has_words(shape):
            return self.words(shape, own, others, trail)
        kinds = below(shape, own if isinstance(own, dict) else ())
        if kinds is None:
            for code in others:
                message = f"'{field_name(trail[1:])}' holds for every language and stands in {self.source(trail)}"
                self.wrong(code, trail, message, _REMOVE)
            return own
        if not isinstance(own, dict):
            return own
        for code, given in others.items():
            if not isinstance(given, dict):
                fix = "write its fields below it, each indented by two spaces"
                self.wrong(code, trail, f"'{field_name(trail[1:])}' must be a group of fields, not {shown(given)}", fix)
            for name in given if isinstance(given, dict) else ():
                if own.get(name) is None and not (name in kinds and is_group(kinds[name])):
                    self.unknown(code, (*trail, name), shape, own)
        result = dict(own)
        for name, kind in kinds.items():
            here = {code: given[name] for code, given in others.items() if isinstance(given, dict) and name in given}
            if own.get(name) is not None or (here and is_group(kind)):
                result[name] = self.value(kind, own.get(name), here, (*trail, name))
        return result

    def unknown(self, code: str, trail: Trail, shape: Any, own: Mapping[str, Any]) -> None:
        """Tell a name in a translation that is none, or that the source language does not have."""
        name, fields = str(trail[-1]), fields_of(shape)
        if fields and name not in fields:
            fix = suggestion(name, [name for name, field in fields.items() if holds_words(field.shape)])
            self.wrong(code, trail, f"unknown field '{field_name(trail[1:])}'", fix)
            return
        said = () if fields else (known for known, value in own.items() if value is not None)
        names = (known for known in said if known == known.lower())  # no other can be one of an entry
        meant = closest(name, names)
        fix = f"did you mean '{meant}'?" if meant else "write it there first, or remove it here"
        self.wrong(code, trail, f"'{field_name(trail[1:])}' is not in {self.source(trail)}", fix)

    def words(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a text by language; one without letters, or that all languages give alike, is the same everywhere."""
        _, keys, values, _ = self.made.places
        given = ({self.language: own} if own is not None else {}) | dict(others)
        name, group = field_name(trail[1:]), is_group(shape)
        for code, words in tuple(given.items()):
            places = self.versions[code].places
            where = values[*trail, code] = places.value(*trail)
            if group:
                keys.setdefault(trail, places.key(*trail))
                for way in words if isinstance(words, dict) else ():
                    keys[*trail, code, way] = places.key(*trail, way)
                    values[*trail, code, way] = places.value(*trail, way)
            elif code != self.language and (not isinstance(words, str) or not words.strip()):
                what = "is empty" if words is None or isinstance(words, str) else f"must be text, not {shown(words)}"
                fix = "write the text on the same line, or remove it here, and the original is shown"
                self.made.problems.append(Problem(where, f"'{name}' {what}", fix))
                del given[code]
            elif isinstance(words, str) and plain(shape) == plain(Text):
                self.made.wordings.append(Wording(f"data/{trail[0]}.yaml", name, code, words, where))
        alike = len(given) == len(self.versions) and all(words == own for words in given.values())
        silent = isinstance(own, str) and not any(sign.isalpha() for sign in own) and not others
        return {"": own} if isinstance(own, str) and (alike or silent) else given


@cache
def has_words(shape: Any) -> bool:
    """Whether a type is a text by language."""
    if get_origin(shape) is Annotated:
        return BY_LANGUAGE in get_args(shape)
    return type(None) in get_args(shape) and any(map(has_words, get_args(shape)))


def holds_words(shape: Any) -> bool:
    """Whether a type is a text by language, or has such below it."""
    return has_words(shape) or any(map(holds_words, (below(shape, [""]) or {}).values()))


@cache
def is_exact(shape: Any) -> bool:
    """Whether a type is words that are shown as they are written."""
    return EXACT in get_args(shape) or any(map(is_exact, get_args(shape) if type(None) in get_args(shape) else ()))


def texts(value: Any, shape: Any, trail: Trail = ()) -> Iterator[tuple[Trail, Mapping[str, str] | str]]:
    """Yield every text in a value of a type with the way there: by language, or alone where it is exact."""
    if is_exact(shape) or (has_words(shape) and not is_group(shape)):
        yield from [(trail, value)] if value else ()
        return
    for name, inner in (below(shape, value if isinstance(value, Mapping) else ()) or {}).items() if value else ():
        within = value[name] if isinstance(value, Mapping) else getattr(value, name)
        yield from texts(within, inner, (*trail, name))


def wordings(group: Model, path: str) -> Iterator[Wording]:
    """Yield every text in what a file says, or several."""
    for trail, text in texts(group, type(group)):
        exact = isinstance(text, str)
        for code, words in ({"": text} if isinstance(text, str) else text).items():
            yield Wording(path, field_name(trail), code, words, group.at(*trail, code), exact=exact)


@cache
def is_group(shape: Any) -> bool:
    """Whether what stands there by language has fields of its own; then each language has what it has."""
    return has_words(shape) and model_in(shape) is not None
