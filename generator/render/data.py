"""The facts as data: timeline, glossary, partners and days as CSV and JSON, and the Data Package describing them."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.link.site import Site
from generator.read.facts import Figure
from generator.read.kinds import Text
from generator.read.sources import Source

Cell = str | int | bool | Decimal | None
TYPES: Mapping[str, str] = {
    **dict.fromkeys(("year", "end", "month", "day"), "integer"),
    "date": "date",
    "milestone": "boolean",
}
"""The types of fields (Table Schema); the others are strings."""
FORMS: Mapping[str, Mapping[str, str]] = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "json": {"format": "json", "mediatype": "application/json", "encoding": "utf-8"},
}
"""The forms of a table, as a Data Package describes them."""


class Table(NamedTuple):
    """One kind of facts: its rows, each with what it says by the names of the fields, and the sources of them all."""

    rows: Sequence[Mapping[str, Cell]]
    sources: Sequence[Source]


class Part(NamedTuple):
    """A figure, a kind of facts, or the description of them all, with its files by path."""

    name: str
    figure: Figure | None
    files: Mapping[str, bytes]


def address(language: str, figure: str) -> str:
    """Return where the numbers of a figure stand as a file."""
    return f"{language}/data/{figure}.csv"


def sheet(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return rows as CSV (RFC 4180), with a byte order mark, without which spreadsheets misread UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> Cell:
    """Return a value as a cell; a text that spreadsheets would take for a formula begins with an apostrophe (OWASP)."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def files(site: Site) -> dict[str, bytes]:
    """Return the data of each language, by path."""
    return {
        path: made
        for code in site.settings.languages
        for part in parts(site, code)
        for path, made in part.files.items()
    }


def parts(site: Site, language: str) -> list[Part]:
    """Return the data of a language."""
    figures = site.facts.figures.items()
    sheets = (
        Part(name, figure, {address(language, name): _figure(site, figure, language)}) for name, figure in figures
    )
    return [*sheets, *_package(site, language)]


def _figure(site: Site, figure: Figure, language: str) -> bytes:
    """Return the numbers of a figure, each as it was typed, with the sources of its row or else of them all."""

    def said(text: Text) -> str:
        return site.said(text, language)

    words = site.words[language].phrases
    columns = [said(column.name) for column in figure.columns.values()]
    rows: list[list[Cell]] = [[said(figure.row_name), *columns, words["note"], words["sources"]]]
    for row in figure.rows.values():
        sources = row.sources or figure.sources
        rows.append([said(row.name), *row.values, said(row.note) if row.note else "", _urls(sources)])
    return sheet(rows)


def _package(site: Site, language: str) -> list[Part]:
    """Return each table of one language twice, and `datapackage.json` (Data Package, version 1)."""
    folder, found, sources = f"{language}/data", list[Part](), list[Source]()
    resources: list[dict[str, object]] = []
    for name, figure in site.facts.figures.items():
        sources += figure.sources
        described = {
            "name": name,
            "path": f"{name}.csv",
            "profile": "data-resource",  # its headings are in the language, so they are left to the file
            "title": site.said(figure.title, language),
            "description": f"{site.said(figure.measure, language)} {site.said(figure.caution, language)}",
        }
        resources.append({**described, **FORMS["csv"], **_cited(figure.sources)})
    for name, table in _tables(site, language).items():
        if not table.rows:
            continue
        sources += table.sources
        fields = [*table.rows[0]]
        made = {"csv": sheet([fields, *(row.values() for row in table.rows)]), "json": _json(table.rows)}
        found.append(Part(name, None, {f"{folder}/facts/{name}.{form}": data for form, data in made.items()}))
        schema = {"fields": [{"name": field, "type": TYPES.get(field, "string")} for field in fields]}
        for form, kind in FORMS.items():
            here = {"name": f"facts-{name}-{form}", "path": f"facts/{name}.{form}", "profile": "tabular-data-resource"}
            resources.append({**here, **kind, "schema": schema, **_cited(table.sources)})
    if resources:
        package = {
            "name": f"facts-{language.lower()}",
            "title": site.said(site.settings.name, language),
            **({"homepage": site.full(site.home(language).address)} if site.url and site.has_home else {}),
            "profile": "data-package",
            **_licensed(site),
            **_cited(sources),
            "resources": resources,
        }
        found.append(Part("datapackage", None, {f"{folder}/datapackage.json": _json(package)}))
    return found


def _licensed(site: Site) -> dict[str, object]:
    given = site.settings.license
    return {"licenses": [{"name": given.id, "title": given.name, "path": given.url}]} if given else {}


def _tables(site: Site, language: str) -> dict[str, Table]:
    facts, others = site.facts, [code for code in site.settings.languages if code != language]

    def said(text: Text | None) -> str | None:
        return site.said(text, language) if text else None

    timeline: list[Mapping[str, Cell]] = [
        {
            "id": key,
            "year": event.year,
            "end": event.end,
            "date": event.date.isoformat() if event.date else None,
            "milestone": event.milestone,
            "text": said(event.text),
            "sources": _urls(event.sources),
        }
        for key, event in facts.timeline.items()
    ]
    glossary: list[Mapping[str, Cell]] = [
        {
            "id": key,
            "term": said(term.term),
            "abbreviation": site.own(term.abbreviation, language),
            "definition": said(term.definition),
            **{f"term_{code}": site.own(term.term, code) for code in others},
            "source": term.source.url if term.source else None,
        }
        for key, term in facts.glossary.items()
    ]
    partners: list[Mapping[str, Cell]] = [
        {
            "id": key,
            "name": partner.name,
            "kind": partner.kind,
            "city": said(partner.city),
            "area": said(partner.area),
            "about": said(partner.about),
            "helps": said(partner.helps),
            "languages": " ".join(partner.languages),
            "website": partner.website,
            "phone": partner.phone.number if partner.phone and partner.phone.checked else None,
            "address": said(partner.address.text) if partner.address and partner.address.checked else None,
        }
        for key, partner in facts.partners.items()
    ]
    days: list[Mapping[str, Cell]] = [
        {"id": key, "name": said(day.name), "month": day.month, "day": day.day, "sources": _urls(day.sources)}
        for key, day in facts.days.items()
    ]
    return {
        "timeline": Table(timeline, [source for event in facts.timeline.values() for source in event.sources]),
        "glossary": Table(glossary, [term.source for term in facts.glossary.values() if term.source]),
        "partners": Table(partners, []),
        "days": Table(days, [source for day in facts.days.values() for source in day.sources]),
    }


def _urls(sources: Iterable[Source]) -> str:
    return " ".join(source.url for source in sources)


def _cited(sources: Iterable[Source]) -> dict[str, object]:
    """Return the sources, each once, in the words of a Data Package, which has no empty list of them."""
    cited = {source.url: {"title": source.title, "path": source.url} for source in sources}
    return {"sources": [*cited.values()]} if cited else {}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
