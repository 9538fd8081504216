"""The facts as datasets: figures, timeline, glossary, partners and days as CSV and JSON, and their Data Package."""

import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from generator.link.site import Site
from generator.read.assets import Asset
from generator.read.facts import Address, Figure, Phone
from generator.read.sources import Source

Cell = str | int | bool | Decimal | None
FIELDS: Mapping[str, Sequence[str]] = {
    "timeline": ("year", "date", "milestone", "text", "sources"),
    "glossary": ("term", "abbreviation", "definition", "others", "source"),
    "partners": ("name", "kind", "city", "area", "about", "helps", "languages", "website", "phone", "address"),
    "days": ("name", "month", "day", "sources"),
}
"""The kinds of facts that are published as tables, with their columns; `others` is one for each other language."""
TYPES = {"year": "integer", "month": "integer", "day": "integer", "date": "date", "milestone": "boolean"}
"""The Table Schema types of the fields that are not strings."""
MEDIA = {"csv": "text/csv", "json": "application/json"}
"""The media types of the formats."""


class Dataset(NamedTuple):
    """A figure, a kind of facts, or their Data Package: its files by format, their resources, and its sources."""

    name: str
    figure: Figure | None
    files: Mapping[str, Asset]
    resources: Sequence[Mapping[str, object]] = ()
    sources: Sequence[Source] = ()


def address(language: str, figure: str) -> str:
    """Return the address of the CSV file of a figure."""
    return f"{language}/data/{figure}.csv"


def to_csv(rows: Iterable[Iterable[Cell]], delimiter: str) -> bytes:
    """Return rows as CSV (RFC 4180, except the delimiter) with a byte order mark, so that Excel reads it as UTF-8."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([_formatted(value, delimiter) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _formatted(value: Cell, delimiter: str) -> Cell:
    """Return a value as a cell; an apostrophe precedes text that spreadsheets would run as a formula (OWASP)."""
    match value:
        case bool():
            return str(value).lower()
        case Decimal() if delimiter == ";":
            return str(value).replace(".", ",")
        case str() if value.startswith(("=", "+", "-", "@", "\t", "\r")):
            return f"'{value}"
    return value


def _delimiter(site: Site, language: str) -> str:
    """Return the delimiter that spreadsheets in a language expect: no comma if that is its decimal separator."""
    from babel.numbers import get_decimal_symbol

    return ";" if get_decimal_symbol(site.settings.languages[language].locale_id(language)) == "," else ","


def datasets(site: Site, language: str) -> list[Dataset]:
    """Return the datasets of a language; last, if there are any, `datapackage.json` (Data Package, version 1)."""
    found = [_figure(site, name, figure, language) for name, figure in site.facts.figures.items()]
    found += [_table(site, kind, entries, language) for kind in FIELDS if (entries := getattr(site.facts, kind))]
    if not found:
        return []
    terms = site.settings.license
    package = {
        "name": f"facts-{language.lower()}",
        "title": site.text(site.settings.name, language),
        **({"homepage": site.full(site.home(language).address)} if site.url and site.has_home else {}),
        "profile": "data-package",
        **({"licenses": [{"name": terms.id, "title": terms.name, "path": terms.url}]} if terms else {}),
        **_cited(source for dataset in found for source in dataset.sources),
        "resources": [resource for dataset in found for resource in dataset.resources],
    }
    return [*found, Dataset("datapackage", None, {"json": Asset(f"{language}/data/datapackage.json", _json(package))})]


def _figure(site: Site, name: str, figure: Figure, language: str) -> Dataset:
    """Return the dataset of a figure: its numbers as typed, with the sources of each row or else of the figure.

    The CSV has headings in the language; in JSON, rows and values have their ids.
    """
    words = site.words[language].phrases
    units = {"count": "", "percent": " (%)"}
    columns = [f"{site.text(column.name, language)}{units[column.unit]}" for column in figure.columns.values()]
    rows: list[list[Cell]] = [[site.text(figure.row_name, language), *columns, words["note"], words["sources"]]]
    records: list[Mapping[str, object]] = []
    for key, row in figure.rows.items():
        shown = site.text(row.name, language)
        note, cited = (_cell(site, value, language) for value in (row.note, row.sources or figure.sources))
        rows.append([shown, *row.values, note, cited])
        values = {column: value for column, (value, _) in figure.cells(row).items()}
        records.append({"id": key, "name": shown, "values": values, "note": note, "sources": cited})
    table = to_csv(rows, _delimiter(site, language))
    contents = {"csv": (f"{name}.csv", table), "json": (f"figures/{name}.json", _json(records))}
    about = {
        "profile": "data-resource",
        "title": site.text(figure.title, language),
        "description": f"{site.text(figure.measure, language)} {site.text(figure.caution, language)}",
    }
    files = _files(site, language, f"figures-{name}", contents, about, _cited(figure.sources))
    return Dataset(name, figure, *files, figure.sources)


def _table(site: Site, kind: str, entries: Mapping[str, Any], language: str) -> Dataset:
    """Return the dataset of a kind of facts: a table with a row for each entry and a column for each field."""
    rows = [{"id": key, **dict(_row(site, kind, entry, language))} for key, entry in entries.items()]
    fields = [*rows[0]]
    table = to_csv([fields, *(row.values() for row in rows)], _delimiter(site, language))
    contents = {"csv": (f"facts/{kind}.csv", table), "json": (f"facts/{kind}.json", _json(rows))}
    cited = (getattr(entry, "sources", None) or [getattr(entry, "source", None)] for entry in entries.values())
    sources = [source for some in cited for source in some if source]
    schema = {"fields": [{"name": field, "type": TYPES.get(field, "string")} for field in fields]}
    about, more = {"profile": "tabular-data-resource"}, {"schema": schema, **_cited(sources)}
    return Dataset(kind, None, *_files(site, language, f"facts-{kind}", contents, about, more), sources)


def _files(
    site: Site,
    language: str,
    name: str,
    contents: Mapping[str, tuple[str, bytes]],
    about: Mapping[str, object],
    more: Mapping[str, object],
) -> tuple[Mapping[str, Asset], Sequence[Mapping[str, object]]]:
    """Return files and their resources in the Data Package, from paths and bytes by format, and shared properties."""
    files = {form: Asset(f"{language}/data/{path}", data) for form, (path, data) in contents.items()}
    resources = []
    for form, (path, _) in contents.items():
        kind = {"format": form, "mediatype": MEDIA[form], "encoding": "utf-8"}
        dialect = {"dialect": {"delimiter": _delimiter(site, language)}} if form == "csv" else {}
        resources.append({"name": f"{name}-{form}", "path": path, **about, **kind, **dialect, **more})
    return files, resources


def _row(site: Site, kind: str, entry: Any, language: str) -> Iterator[tuple[str, Cell]]:
    for name in FIELDS[kind]:
        if name == "others":
            yield from (
                (f"term_{code}", site.own_text(entry.term, code))
                for code in site.settings.languages
                if code != language
            )
        elif name == "abbreviation":
            yield name, site.own_text(entry.abbreviation, language)
        else:
            yield name, _cell(site, getattr(entry, name), language)


def _cell(site: Site, value: Any, language: str) -> Cell:
    """Return a value of the facts as a cell, or None for a phone number or address that was not checked."""
    match value:
        case dict():
            return site.text(value, language)
        case tuple():
            return " ".join(str(_cell(site, item, language)) for item in value)
        case Source(url=url):
            return url
        case datetime.date():
            return value.isoformat()
        case Phone(number=number, checked=checked):
            return number if checked else None
        case Address(text=text, checked=checked):
            return site.text(text, language) if checked else None
    cell: Cell = value
    return cell


def _cited(sources: Iterable[Source]) -> dict[str, object]:
    """Return the property `sources` of a Data Package, each source once; it is left out if there are none."""
    cited = {source.id: {"title": source.title, "path": source.url} for source in sources}
    return {"sources": [*cited.values()]} if cited else {}


def _json(value: object) -> bytes:
    def number(decimal: Decimal) -> int | float:
        return int(decimal) if decimal == int(decimal) else float(decimal)

    return (json.dumps(value, ensure_ascii=False, indent=1, default=number) + "\n").encode()
