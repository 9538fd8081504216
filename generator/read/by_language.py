"""Data in every language: the fields of the source language, with their texts in each translation."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from generator.problems import Location, Problem, closest, suggestion
from generator.read import forms
from generator.read.cache import digest
from generator.read.forms import BY_LANGUAGE, Model, children, field_name, fields_of, metadata, model_in
from generator.read.value_types import SHOWN, is_id, words_in
from generator.read.yaml_text import Locations, Trail

TextKind = Literal["typeset", "exact", "phrase", "list", "leaflet"]
"""The kinds of texts: of data, typeset or exact; of the interface, phrases or lists for the program; of leaflets."""


class Wording(NamedTuple):
    """A text in one language: its file and its name there, which are the same in every language, and its location.

    `language` is `""` if the site does not translate the text.
    """

    file: str
    name: str
    language: str
    text: str
    location: Location
    kind: TextKind = "typeset"


class Wordings(NamedTuple):
    """The texts of a file in one language, and a digest of their content without their locations."""

    texts: tuple[Wording, ...]
    digest: bytes


class Folder(NamedTuple):
    """The data folder of one language: the content of each file by its name, and the locations of the values."""

    files: dict[str, Any]
    locations: Locations


def assemble(
    model: type[Model], folders: Mapping[str, Folder], source: str
) -> tuple[dict[str, Any], Locations, list[Problem]]:
    """Merge the texts of the translations into the data of the source language, `source`.

    Return the files by name, with each text as a mapping from language to text, in which `""` stands for all languages;
    the locations, without keys for the names of files and languages, which no file contains; and every problem.
    The data has the fields of `model`; those whose type is marked `BY_LANGUAGE` have texts. A translation may have only
    texts, and only of entries that the source has.
    """
    top, keys, values = folders[source].locations
    merger = _Merger(source, folders, Locations(top, {**keys}, {**values}), [])
    others = {code: folder.files for code, folder in folders.items() if code != source}
    return merger.value(model, folders[source].files, others, ()), merger.locations, merger.problems


class _Merger(NamedTuple):
    """The merging of data: the source language, the data of each language, and the locations and problems found."""

    source: str
    folders: Mapping[str, Folder]
    locations: Locations
    problems: list[Problem]

    def report(self, code: str, trail: Trail, message: str, fix: str) -> None:
        self.problems.append(Problem(self.folders[code].locations.key(*trail), message, fix))

    def value(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a value of the source language with the texts of the others."""
        if is_translatable(shape):
            return self.text(shape, own, others, trail)
        shapes = children(shape, own if isinstance(own, dict) else ())
        if shapes is None:
            there = self.folders[self.source].locations.key(*trail).path
            for code in others:
                message = f"'{field_name(trail[1:])}' is the same in all languages and set in {there}"
                self.report(code, trail, message, "remove it here")
            return own
        if not isinstance(own, dict):
            return own
        for code, given in others.items():
            if not isinstance(given, dict):
                self.report(code, trail, *forms.NOT_GROUP.for_field(field_name(trail[1:]), given))
            for name in given if isinstance(given, dict) else ():
                if own.get(name) is None and not (name in shapes and is_group(shapes[name])):
                    self.unknown(code, (*trail, name), shape, own)
        result = dict(own)
        for name, inner in shapes.items():
            here = {code: given[name] for code, given in others.items() if isinstance(given, dict) and name in given}
            if own.get(name) is not None or (here and is_group(inner)):
                result[name] = self.value(inner, own.get(name), here, (*trail, name))
        return result

    def unknown(self, code: str, trail: Trail, shape: Any, own: Mapping[str, Any]) -> None:
        """Report a name in a translation that is unknown, or that the source language does not have."""
        name, fields = str(trail[-1]), fields_of(shape)
        if forms.is_by_name(shape) and name in fields_of(model_in(shape)):
            self.report(code, trail, *forms.NOT_INDENTED.for_field(field_name(trail[1:]), None))
            return
        if fields and name not in fields:
            fix = suggestion(name, [name for name, field in fields.items() if has_translatable(field.shape)])
            self.report(code, trail, f"unknown field '{field_name(trail[1:])}'", fix)
            return
        is_invalid = any(known not in fields if fields else not is_id(known) for known in own)
        if is_invalid or (fields[name].is_required() if fields else name in own):
            return  # the problem in the source language is reported there, and its fix may be enough here
        meant = None if fields else closest(name, own)
        fix = f"did you mean '{meant}'?" if meant else "add it there first, or remove it here"
        subject = f"'{field_name(trail[1:])}'" if trail[1:] else "the text that this file translates"
        self.report(code, trail, f"{subject} is not in {self.folders[self.source].locations.key(*trail).path}", fix)

    def text(self, shape: Any, own: Any, others: Mapping[str, Any], trail: Trail) -> Any:
        """Return a text by language, or for all if all have the same, or it has neither letters nor translations."""
        keys, values = self.locations.keys, self.locations.values
        given = ({self.source: own} if own is not None else {}) | dict(others)
        for code, text in given.items():
            locations = self.folders[code].locations
            values[*trail, code] = locations.value(*trail)
            if is_group(shape):
                keys.setdefault(trail, locations.key(*trail))
                for name in text if isinstance(text, dict) else ():
                    keys[*trail, code, name] = locations.key(*trail, name)
                    values[*trail, code, name] = locations.value(*trail, name)
        is_same = len(given) == len(self.folders) and all(text == own for text in given.values())
        has_letters = any(map(str.isalpha, str(own)))
        return {"": own} if isinstance(own, str) and (is_same or not (others or has_letters)) else given


def is_translatable(shape: Any) -> bool:
    """Return whether a type is a value by language."""
    return BY_LANGUAGE in metadata(shape)


def has_translatable(shape: Any) -> bool:
    """Return whether a type is a value by language, or has one below it."""
    return is_translatable(shape) or any(map(has_translatable, (children(shape, [""]) or {}).values()))


@cache
def is_group(shape: Any) -> bool:
    """Return whether a type is a group of fields by language, which a translation may have without the source."""
    return is_translatable(shape) and model_in(shape) is not None


def texts(value: Any, shape: Any, trail: Trail = ()) -> Iterator[tuple[Trail, Mapping[str, str] | str]]:
    """Yield every text in a value of a type with its trail: a mapping by language, or a string if it is exact."""
    if value and SHOWN in metadata(shape):
        yield trail, value
    elif isinstance(value, Model | Mapping):
        inner = dict(value)
        for name, below in (children(shape, inner) or {}).items():
            yield from texts(inner[name], below, (*trail, name))


def grouped(wordings: Iterable[Wording]) -> dict[tuple[str, str], Wordings]:
    """Return texts by their language and file, in the order of both."""
    by = attrgetter("language", "file")
    groups = {key: tuple(own) for key, own in groupby(sorted(wordings, key=by), by)}
    return {key: Wordings(own, digest([(*text[:4], text.kind) for text in own])) for key, own in groups.items()}


def wordings(group: Model, file: str, languages: Iterable[str] = ()) -> Iterator[Wording]:
    """Yield every text of a group; `file` is the name of its file, with `{}` for each field that names a file.

    A text that is the same in all languages is one in each of those that have it, or in `""` if no location is known.
    """
    for trail, text in texts(group, type(group)):
        path, name, is_exact = file.format(*trail), field_name(trail[file.count("{}") :]), isinstance(text, str)
        for code in [code for code in languages if (*trail, code) in group.locations.values] or [""]:
            own = text if isinstance(text, str) else words_in(text, code) or ""
            yield Wording(path, name, code, own, group.locations.key(*trail, code), "exact" if is_exact else "typeset")
