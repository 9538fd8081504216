"""Data in every language: the fields of the source language, with the words of each translation put beside its own."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from generator.problems import Location, Problem, closest, suggestion
from generator.read import forms
from generator.read.cache import digest
from generator.read.forms import BY_LANGUAGE, Model, children, field_name, fields_of, metadata, model_in
from generator.read.kinds import WORDS, is_id, words_in
from generator.read.yaml_text import Places, Trail

TextKind = Literal["words", "exact", "phrase", "list", "leaflet"]
"""Words of data, some shown as they are written; of the interface and for the program; and leaflets, with numbers."""


class Wording(NamedTuple):
    """A text in one language: its file and its name there, the same in every language; its words and their place.

    The language is `""` where the site does not translate them.
    """

    file: str
    name: str
    language: str
    words: str
    location: Location
    kind: TextKind = "words"


class Wordings(NamedTuple):
    """The texts of a file in one language, and the digest of all that they say, wherever they stand there."""

    texts: tuple[Wording, ...]
    digest: bytes


class Folder(NamedTuple):
    """The folder of data of one language: each file by its name, and where they stand."""

    files: dict[str, Any]
    places: Places


def assemble(
    model: type[Model], versions: Mapping[str, Folder], language: str
) -> tuple[dict[str, Any], Places, list[Problem]]:
    """Put the words of the other languages into the data of the one from which they are translated, `language`.

    Return the files by name, in which each text is a mapping from language to words, `""` standing for all; their
    places, but for names that stand in no file, of a file or of a language; and every problem. The data will be read
    into `model`; fields of a kind with `BY_LANGUAGE` hold words. A translation may have words only, and only of entries
    that the source has.
    """
    top, keys, values = versions[language].places
    made = _Assembly(language, versions, Places(top, {**keys}, {**values}), [])
    others = {code: version.files for code, version in versions.items() if code != language}
    return made.value(model, versions[language].files, others, ()), made.places, made.problems


class _Assembly(NamedTuple):
    language: str
    versions: Mapping[str, Folder]
    places: Places
    problems: list[Problem]

    def wrong(self, code: str, trail: Trail, message: str, fix: str) -> None:
        self.problems.append(Problem(self.versions[code].places.key(*trail), message, fix))

    def value(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a value of the source language with the words of the others."""
        if has_words(shape):
            return self.words(shape, own, others, trail)
        kinds = children(shape, own if isinstance(own, dict) else ())
        if kinds is None:
            there = self.versions[self.language].places.key(*trail).path
            for code in others:
                message = f"'{field_name(trail[1:])}' is the same in all languages and set in {there}"
                self.wrong(code, trail, message, "remove it here")
            return own
        if not isinstance(own, dict):
            return own
        for code, given in others.items():
            if not isinstance(given, dict):
                self.wrong(code, trail, *forms.NOT_GROUP.for_field(field_name(trail[1:]), given))
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
        if forms.is_by_name(shape) and name in fields_of(model_in(shape)):
            self.wrong(code, trail, *forms.NOT_INDENTED.for_field(field_name(trail[1:]), None))
            return
        if fields and name not in fields:
            fix = suggestion(name, [name for name, field in fields.items() if holds_words(field.shape)])
            self.wrong(code, trail, f"unknown field '{field_name(trail[1:])}'", fix)
            return
        is_wrong = any(known not in fields if fields else not is_id(known) for known in own)
        if is_wrong or (fields[name].is_required() if fields else name in own):
            return  # what is wrong in the source language is told there, and may mend this
        meant = None if fields else closest(name, own)
        fix = f"did you mean '{meant}'?" if meant else "add it there first, or remove it here"
        what = f"'{field_name(trail[1:])}'" if trail[1:] else "the text that this file translates"
        self.wrong(code, trail, f"{what} is not in {self.versions[self.language].places.key(*trail).path}", fix)

    def words(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a text by language; one without letters, or that all languages give alike, is the same everywhere."""
        keys, values = self.places.keys, self.places.values
        given = ({self.language: own} if own is not None else {}) | dict(others)
        for code, words in given.items():
            places = self.versions[code].places
            values[*trail, code] = places.value(*trail)
            if is_group(shape):
                keys.setdefault(trail, places.key(*trail))
                for way in words if isinstance(words, dict) else ():
                    keys[*trail, code, way] = places.key(*trail, way)
                    values[*trail, code, way] = places.value(*trail, way)
        alike = len(given) == len(self.versions) and all(words == own for words in given.values())
        silent = isinstance(own, str) and not any(sign.isalpha() for sign in own) and not others
        return {"": own} if isinstance(own, str) and (alike or silent) else given


def has_words(shape: Any) -> bool:
    """Whether a type is a text by language."""
    return BY_LANGUAGE in metadata(shape)


def holds_words(shape: Any) -> bool:
    """Whether a type is a text by language, or has such below it."""
    return has_words(shape) or any(map(holds_words, (children(shape, [""]) or {}).values()))


@cache
def is_group(shape: Any) -> bool:
    """Whether what stands there by language has fields of its own; then each language has what it has."""
    return has_words(shape) and model_in(shape) is not None


def texts(value: Any, shape: Any, trail: Trail = ()) -> Iterator[tuple[Trail, Mapping[str, str] | str]]:
    """Yield every text in a value of a type with the way there: by language, or alone where it is exact."""
    if value and WORDS in metadata(shape):
        yield trail, value
    elif isinstance(value, Model | Mapping):
        inner = dict(value)
        for name, kind in (children(shape, inner) or {}).items():
            yield from texts(inner[name], kind, (*trail, name))


def grouped(wordings: Iterable[Wording]) -> dict[tuple[str, str], Wordings]:
    """Return texts by their language and file."""
    place = itemgetter(2, 0)
    groups = [(at, tuple(own)) for at, own in groupby(sorted(wordings, key=place), place)]
    return {at: Wordings(own, digest([(*one[:4], one.kind) for one in own])) for at, own in groups}


def wordings(group: Model, file: str, languages: Iterable[str] = (), named: int = 0) -> Iterator[Wording]:
    """Yield every text of what is read from a file, or from files that the first fields `named` are called by.

    What is the same everywhere is a text in each of the languages that give it, or in none where no place tells.
    """
    for trail, text in texts(group, type(group)):
        place, name, is_exact = file.format(*trail), field_name(trail[named:]), isinstance(text, str)
        for code in [code for code in languages if (*trail, code) in group.places.values] or [""]:
            words = text if isinstance(text, str) else words_in(text, code) or ""
            yield Wording(place, name, code, words, group.at(*trail, code), "exact" if is_exact else "words")
