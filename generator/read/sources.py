"""`content/sources.yaml`: the sources by id."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from generator.problems import BuildFailed, Location, Problem, suggestion
from generator.read import forms
from generator.read.by_language import Wording, wordings
from generator.read.files import Files, slug
from generator.read.forms import Invalid, field
from generator.read.value_types import Code, Exact, Id, Past, Url
from generator.read.yaml_text import parse

PATH = "content/sources.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from; `publisher` is a text by language, `location` the location of the entry."""

    id: str
    title: str
    publisher: Mapping[str, str] | None
    url: str
    language: str
    read: datetime.date
    location: Location


class Entry(forms.Model):
    """A source as written in the file; texts cite it as `[@id]`, and data refers to it by its id."""

    title: Exact = field("Title of the page or document.", "Annual report")
    publisher: Exact | None = field("Who published it.", "The publisher", None)
    url: Url = field("Its address.", "https://www.example.org/page")
    language: Code = field("Language of the source, as a code.", "fr")
    read: Past = field("Day on which this site was last checked against it.", "2026-11-24")


class Sources(forms.Model):
    """Everything in `content/sources.yaml`."""

    publishers: dict[str, dict[Code, Exact]] = field(
        "Names of publishers in the languages in which they differ.", "{Ministry: {fr: Ministère}}", {}
    )
    sources: dict[Id, Entry] = field("The sources, by id.", "{annual-report: {title: ...}}")


def read(
    files: Files, today: datetime.date | None = None
) -> tuple[Mapping[str, Source], tuple[Wording, ...], list[Problem]]:
    """Read `content/sources.yaml`; return the sources by id, their texts, and every problem on the day `today`.

    A source with a problem is replaced by an empty one, under its id and the slug of its id, so that texts can cite it.
    Raises `BuildFailed` with every problem if there are no sources.
    """
    written, problems = forms.fill_in_part(Sources, *parse(files.text(PATH), PATH), {"today": today})
    if written.sources is None:
        raise BuildFailed(problems)
    problems += _cross_checks(written, is_valid=not problems)
    ids = {str(trail[-1]) for trail in written.locations.keys if 0 < len(trail) <= 2} if problems else set[str]()
    found = {key: replace(_UNREAD, id=key) for key in ids.union(map(slug, ids))}
    for key, entry in written.sources.items():
        name, location = entry.publisher, written.locations.key("sources", key)
        publisher = {"": name, **written.publishers.get(name, {})} if name else None
        found[key] = Source(key, entry.title, publisher, entry.url, entry.language, entry.read, location)
    return found, tuple(wordings(written, PATH)), problems


def _cross_checks(written: Sources, is_valid: bool) -> Iterator[Problem]:
    """Yield the problems between entries that are each valid; of unused publishers only if the file `is_valid`."""
    first: dict[tuple[str, str], str] = {}
    for key, source in written.sources.items():
        other = first.setdefault((source.url, source.language), key)
        if other != key:
            message = f"'{key}' has the same address and language as '{other}'"
            yield Problem(written.locations.value("sources", key, "url"), message, f"remove it, and cite [@{other}]")
    names = {source.publisher for source in written.sources.values() if source.publisher}
    for name in sorted(written.publishers.keys() - names) if is_valid else ():
        message = f"no source has the publisher '{name}'"
        yield Problem(written.locations.key("publishers", name), message, suggestion(name, names))


def source_suggestion(id: str, sources: Mapping[str, Source]) -> str:
    """Return the fix for an unknown source id: the nearest known one, and the command that adds it."""
    return f"{suggestion(id, sources)} (or add it: python build.py new source my-report)"


_UNREAD = Source("", "", None, "", "", datetime.date.min, Location(PATH))


def _cited(id: object, known: Mapping[str, Any]) -> Source:
    """Return the source that data refers to by its id, or an empty one if the sources could not be read."""
    sources: Mapping[str, Source] | None = known.get("sources")
    if not isinstance(id, str):
        raise Invalid("must be the id of a source", "use one in content/sources.yaml, such as annual-report")
    if sources is None:
        return _UNREAD
    if id not in sources:
        raise Invalid(f"names a source not in {PATH}: {{value}}", source_suggestion(id, sources))
    return sources[id]


Cited = Annotated[Source, _cited]
"""The id of a source; once read, the source itself."""
