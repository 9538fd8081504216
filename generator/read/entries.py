"""New entries in data files, sources.yaml and site.yaml, with comments; every other byte of the file stays the same."""

import operator
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.problems import Location, UsageError
from generator.read import forms, phrases, schemas, sources
from generator.read.by_language import is_translatable
from generator.read.facts import Facts, path_of
from generator.read.files import Files, line_end, lines_of, write_all
from generator.read.forms import Invalid
from generator.read.settings import PATH as SITE
from generator.read.settings import Settings
from generator.read.value_types import is_language, locale_of, proper_id
from generator.read.yaml_text import Trail, compose, parse_or_none, to_yaml


class Kind(NamedTuple):
    """A kind of entry: its file, the schema of the file, the trail of its entries, and the model of an entry."""

    path: str
    schema: str
    trail: Trail
    model: type[forms.Model]


def kinds(language: str) -> dict[str, Kind]:
    """Return the kinds of entry by name: a source, and the entries of data; `language` is the source language."""
    found = {"source": Kind(sources.PATH, "sources", ("sources",), sources.Entry)}
    for name, field in Facts.model_fields.items():
        model = forms.model_in(field.shape)
        if model and forms.is_by_name(field.shape):
            found[model.__name__.lower()] = Kind(path_of(language, name), name, (), model)
    return found


def create(files: Files, kind: Kind, id: str, given: Mapping[str, str]) -> str:
    """Add an entry with the id `id` and the values `given`; return its location, as `path:line`.

    Other required fields are left empty, so that each is reported until it is filled in, and nothing is published.
    Raises `UsageError` if the id is invalid or the file cannot be written, and as `inserted` does.
    """
    try:
        proper_id(id)
    except Invalid as invalid:
        raise UsageError(f"the name of an entry {invalid.about(id)}; {invalid.fix}") from None
    indent = "  " * len(kind.trail)
    entry = [f"{indent}{id}:", *explained(kind.model, given, indent + "  ")]
    text, line = inserted(files, kind.path, kind.trail, id, entry, f"{schemas.line(kind.path, kind.schema)}\n")
    write_all(files.folder, {kind.path: text})
    return f"{kind.path}:{line}"


def create_language(files: Files, settings: Settings, code: str, original: Mapping[str, str]) -> tuple[str, str | None]:
    """Write `content/CODE/words.yaml`, and a line in site.yaml if it has none; return the location of each, or None.

    The words are empty, each with the original in a comment. The new line is a comment too, so that nothing in the
    language is published before the words are translated.
    Raises `UsageError` if the code is not that of a language, or that already has its words, and as `inserted` does.
    """
    if not is_language(code):
        raise UsageError(f"'{code}' is not a language code; write one, such as nl or pt-BR")
    path = phrases.path_of(code)
    if (files.folder / path).exists():  # on this disk, which may ignore case
        raise UsageError(f"{path} already has the language '{code}'")
    entry = f"  # {code}: {_described(code, settings.country)}  # remove the first '#' when {path} is translated"
    words = [
        schemas.line(path, "words"),
        f"# The words of the interface in '{code}'. The original is after each '#'.",
        "# The words 'endings' (of plurals), 'vague' and 'unfinished' are lists and may be empty.",
    ]
    words += [f"{name}:  # {to_yaml(' '.join(phrase.split()))}" for name, phrase in original.items()]
    texts = {path: "\n".join(words) + "\n"}
    location = None
    if code not in settings.languages:
        texts[SITE], line = inserted(files, SITE, ("languages",), code, [entry], last=True)
        location = str(Location(SITE, line))
    write_all(files.folder, texts)
    return path, location


def _described(code: str, country: str | None) -> str:
    """Return the fields of a language in site.yaml: its name in itself, and its locale if it needs one."""
    locale = locale_of(code)
    name = ((locale and locale.get_language_name()) or code).split(" (")[0]
    here = locale_of(f"{locale}_{country}") if country and locale and not locale.territory else None
    return f"{{name: {name[0].upper()}{name[1:]}{f', locale: {here}' if here else ''}}}"


def explained(model: type[forms.Model], given: Mapping[str, str], indent: str = "") -> Iterator[str]:
    """Yield a line for each field of a model with its description: optional ones not in `given` are comments."""
    for name, field in model.model_fields.items():
        about, example, inner = field.about, field.example, forms.model_in(field.shape)
        if name in given:
            yield f"{indent}{name}: {given[name]}  # {about}"
        elif not field.is_required():
            yield f"{indent}# {name}: {example}  # {about}"
        elif inner is None:
            yield f"{indent}{name}:  # {about}" + f" Example: {example}" * (about == field.description)
        else:
            yield f"{indent}{name}:  # {about}"
            if is_translatable(field.shape) or not forms.is_by_name(field.shape):
                yield from explained(inner, {}, indent + "  ")
                continue
            key = next(iter(parse_or_none(example)))
            least = field.limits.get("min_length", 1)
            for below in (key, *(f"{key}-{number}" for number in range(2, least + 1))):
                yield f"{indent}  {below}:  # A name of your choice; add as many as you need."
                yield from explained(inner, {}, indent + "    ")


def inserted(
    files: Files, path: str, trail: Trail, id: str, entry: list[str], top: str = "", last: bool = False
) -> tuple[str, int]:
    """Return a file with the lines of a new entry among those at `trail`, and the line number of the entry.

    It is inserted in order if nine in ten ids are in order by their first part, such as a year; if not, or if `last`,
    it is appended. `top` is the start of a new file. Raises `UsageError` if the id is already used, or the entries are
    in brackets, and `BuildFailed` if the file has problems.
    """
    exists = files.has(path)
    _, locations, nodes = compose(files.text(path) if exists else "", path)
    if (*trail, id) in locations.keys:
        raise UsageError(f"{locations.key(*trail, id)} already has '{id}'; choose another name, or edit that entry")
    groups = (nodes[trail[:end]][1] for end in range(len(trail) + 1) if trail[:end] in nodes)
    if any(getattr(group, "flow_style", False) for group in groups):
        around = locations.value(*trail)
        raise UsageError(f"{around} has its entries in brackets; remove these, and start each entry on its own line")
    lines = lines_of(files.data(path).decode() if exists else top)
    ids = [str(key[-1]) for key in locations.keys if key[:-1] == trail]
    firsts = [other.partition("-")[0] for other in ids]
    is_ordered = sum(map(operator.gt, firsts, firsts[1:])) <= len(ids) // 10  # some may be added elsewhere by hand
    index = bisect_right(firsts, id.partition("-")[0]) if is_ordered and not last else len(ids)
    if not index:
        above = locations.keys[trail].line if trail in locations.keys else len(lines)
        number = locations.keys[*trail, ids[0]].line - 1 if ids else above
    else:
        _, line, column, _ = locations.keys[*trail, ids[index - 1]]
        below = (key.line for key in locations.keys.values() if key.line > line and key.column <= column)
        number, deeper = min(below, default=len(lines) + 1) - 1, " " * column
        while re.fullmatch(r"\s*(#.*)?", lines[number - 1], re.DOTALL) and not lines[number - 1].startswith(deeper):
            number -= 1
    end = line_end("".join(lines))
    if number and not lines[number - 1].endswith(("\r", "\n")):
        lines[number - 1] += end
    lines[number:number] = [f"{line}{end}" for line in entry]
    return "".join(lines), number + 1
