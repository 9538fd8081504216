"""The facts as data: timeline, glossary, partners and days as CSV and JSON, and the Data Package describing them."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from generator.link.site import Site
from generator.read.facts import Day, Event, Figure, Partner, Term
from generator.read.kinds import Text
from generator.read.sources import Source

Cell = str | int | bool | Decimal | None
Fact = TypeVar("Fact")
Column = tuple[str, Callable[[Fact], Cell]]
"""The type of a column (Table Schema), and what it says of a fact."""


class Table(NamedTuple):
    """One kind of facts: the types of its fields (Table Schema) by name, its rows, and the sources of them all."""

    fields: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]
    sources: Sequence[Source]


class Part(NamedTuple):
    """A figure, a kind of facts, or the description of them all, with its files by path."""

    name: str
    figure: Figure | None
    files: Mapping[str, bytes]


def address(language: str, figure: str) -> str:
    """Return where the numbers of a figure stand as a file."""
    return f"{language}/data/{figure}.csv"


def anchor(figure: str) -> str:
    """Return the id that a figure has on its page, the same wherever on it the figure stands."""
    return f"figure-{figure}"


def sheet(rows: Iterable[Sequence[Cell]]) -> bytes:
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
        return " ".join(site.said(text, language).split())

    words = site.words[language].phrases
    columns = [said(column.name) for column in figure.columns.values()]
    rows: list[list[Cell]] = [[said(figure.row_name), *columns, words["note"], words["sources"]]]
    for row in figure.rows.values():
        values = [None if value is None else Decimal(f"{exact(value):f}".removesuffix(".0")) for value in row.values]
        sources = row.sources or figure.sources
        rows.append([said(row.name), *values, said(row.note) if row.note else "", _urls(sources)])
    return sheet(rows)


def exact(number: float) -> Decimal:
    """Return a number with the digits that were typed, and no others."""
    return Decimal(repr(number))


def _package(site: Site, language: str) -> list[Part]:
    """Return each table of one language twice, and `datapackage.json` (Data Package, version 1)."""
    folder, found = f"{language}/data", list[Part]()
    resources: list[dict[str, object]] = [
        _resource(site, name, figure, language) for name, figure in site.facts.figures.items()
    ]
    sources = [source for figure in site.facts.figures.values() for source in figure.sources]
    for name, table in _tables(site, language).items():
        if not table.rows:
            continue
        forms = {
            f"{folder}/facts/{name}.csv": sheet([tuple(table.fields), *table.rows]),
            f"{folder}/facts/{name}.json": _json([dict(zip(table.fields, row, strict=True)) for row in table.rows]),
        }
        found.append(Part(name, None, forms))
        sources += table.sources
        resources += [
            {
                "name": f"facts-{name}-{form}",
                "path": f"facts/{name}.{form}",
                "profile": "tabular-data-resource",
                "format": form,
                "mediatype": {"csv": "text/csv", "json": "application/json"}[form],
                "encoding": "utf-8",
                "schema": {"fields": [{"name": field, "type": kind} for field, kind in table.fields.items()]},
                **_cited(table.sources),
            }
            for form in ("csv", "json")
        ]
    if resources:
        described = _json(
            {
                "name": f"facts-{language.lower()}",
                "title": site.said(site.settings.name, language),
                **({"homepage": site.full(site.home(language).address)} if site.url and site.has_home else {}),
                "profile": "data-package",
                **_licensed(site),
                **_cited(sources),
                "resources": resources,
            }
        )
        found.append(Part("datapackage", None, {f"{folder}/datapackage.json": described}))
    return found


def _licensed(site: Site) -> dict[str, object]:
    given = site.settings.license
    return {"licenses": [{"name": given.id, "title": given.name, "path": given.url}]} if given else {}


def _resource(site: Site, name: str, figure: Figure, language: str) -> dict[str, object]:
    """Describe the file of a figure; its headings are in the language, so they are left to the file."""
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "data-resource",
        "title": site.said(figure.title, language),
        "description": f"{site.said(figure.measure, language)} {site.said(figure.caution, language)}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_cited(figure.sources),
    }


def _tables(site: Site, language: str) -> dict[str, Table]:
    facts = site.facts

    def said(text: Text | None) -> str | None:
        return site.said(text, language) if text else None

    def term_in(code: str) -> Column[Term]:
        return "string", lambda term: term.term.get(code, term.term.get(""))

    timeline: dict[str, Column[Event]] = {
        "year": ("integer", lambda event: event.year),
        "end": ("integer", lambda event: event.end),
        "date": ("date", lambda event: event.date.isoformat() if event.date else None),
        "milestone": ("boolean", lambda event: event.milestone),
        "text": ("string", lambda event: said(event.text)),
        "sources": ("string", lambda event: _urls(event.sources)),
    }
    glossary: dict[str, Column[Term]] = {
        "term": ("string", lambda term: said(term.term)),
        "abbreviation": ("string", lambda term: term.short(language)),
        "definition": ("string", lambda term: said(term.definition)),
        **{f"term_{code}": term_in(code) for code in site.settings.languages if code != language},
        "source": ("string", lambda term: term.source.url if term.source else None),
    }
    partners: dict[str, Column[Partner]] = {
        "name": ("string", lambda partner: partner.name),
        "kind": ("string", lambda partner: partner.kind),
        "city": ("string", lambda partner: said(partner.city)),
        "area": ("string", lambda partner: said(partner.area)),
        "about": ("string", lambda partner: said(partner.about)),
        "helps": ("string", lambda partner: said(partner.helps)),
        "languages": ("string", lambda partner: " ".join(partner.languages)),
        "website": ("string", lambda partner: partner.website),
        "phone": ("string", lambda partner: partner.phone.number if partner.phone and partner.phone.checked else None),
        "address": (
            "string",
            lambda partner: said(printed.text) if (printed := partner.address) and printed.checked else None,
        ),
    }
    days: dict[str, Column[Day]] = {
        "name": ("string", lambda day: said(day.name)),
        "month": ("integer", lambda day: day.month),
        "day": ("integer", lambda day: day.day),
        "sources": ("string", lambda day: _urls(day.sources)),
    }
    return {
        "timeline": _table(facts.timeline, timeline, lambda event: event.sources),
        "glossary": _table(facts.glossary, glossary, lambda term: filter(None, [term.source])),
        "partners": _table(facts.partners, partners, lambda _: ()),
        "days": _table(facts.days, days, lambda day: day.sources),
    }


def _table(
    entries: Mapping[str, Fact], columns: Mapping[str, Column[Fact]], cited: Callable[[Fact], Iterable[Source]]
) -> Table:
    """Return a table of facts by their ids; a column has a type, and what it tells of each."""
    return Table(
        {"id": "string", **{name: kind for name, (kind, _) in columns.items()}},
        [(key, *(told(entry) for _, told in columns.values())) for key, entry in entries.items()],
        [source for entry in entries.values() for source in cited(entry)],
    )


def _urls(sources: Iterable[Source]) -> str:
    return " ".join(source.url for source in sources)


def _cited(sources: Iterable[Source]) -> dict[str, object]:
    """Return the sources, each once, in the words of a Data Package, which has no empty list of them."""
    cited = {source.url: {"title": source.title, "path": source.url} for source in sources}
    return {"sources": [*cited.values()]} if cited else {}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
