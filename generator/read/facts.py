"""The facts of a site: `content/LANGUAGE/data/*.yaml`, with the texts of all languages."""

import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import PurePosixPath
from typing import Annotated, Literal

from generator.problems import BuildFailed, Location, Problem, closest, count, gathering, suggestion
from generator.read import forms
from generator.read.by_language import Folder, Wording, assemble, wordings
from generator.read.drawings import missing_drawing
from generator.read.files import Files
from generator.read.forms import BY_LANGUAGE, field, limits
from generator.read.settings import Settings
from generator.read.sources import Cited, Source
from generator.read.value_types import (
    Addresses,
    Boolean,
    Code,
    Coordinates,
    Date,
    Exact,
    Id,
    Integer,
    Number,
    Past,
    Phrases,
    Text,
    Url,
    Value,
    Year,
    words_in,
)
from generator.read.yaml_text import NOWHERE, Locations, Trail, parse

DATA = "data"


def path_of(language: str, name: str) -> str:
    return f"content/{language}/{DATA}/{name}.yaml"


class Helpline(forms.Model):
    """A phone number for help."""

    name: Text = field("What it is called.", "Emergency services")
    number: Number = field("Phone number, as readers see it.", "02 555 01 01")
    call: Text | None = field("Text of its button, if not its name.", "In danger", None)
    hours: Text | None = field("Opening hours.", "Day and night", None)
    purpose: Text = field("Who it is for.", "For anyone in danger.")
    website: Addresses | None = field("Its website.", "https://www.example.org", None)
    footer: Boolean = field("Whether every page shows it, and pages for people in danger show it first.", "true", False)


_CHECKED = "Day on which someone found it on the organisation's own page; without this day, it is not shown."


class Phone(forms.Model):
    """A partner's phone number, shown only once it has been checked."""

    number: Number = field("Phone number, as readers see it.", "02 555 02 02")
    checked: Past | None = field(_CHECKED, "2026-11-24", None)


class Address(forms.Model):
    """The address of a partner's public office, shown only once it has been checked."""

    text: Text = field("Address, as readers see it.", "Main street 1")
    checked: Past | None = field(_CHECKED, "2026-11-24", None)


class Partner(forms.Model):
    """An organisation that helps."""

    name: Exact = field("Its name.", "The House")
    kind: str = field("The group in which pages show it, such as centre or children.", "centre")
    city: Text | None = field("City of its public office.", "Brussels", None)
    area: Text | None = field("Area that it serves.", "The south", None)
    about: Text = field("What kind of organisation it is.", "Recognised centre.")
    helps: Text = field("Who it helps.", "Everyone.")
    position: Coordinates | None = field("Longitude and latitude of its city, for the map.", "[4.35, 50.85]", None)
    languages: tuple[Code, ...] = field("Languages of its website.", "[nl, en]")
    website: Url = field("Its website.", "https://www.example.org/")
    phone: Phone | None = field("Its phone number.", "{number: 02 555 02 02, checked: 2026-11-24}", None)
    address: Address | None = field("Its public office.", "{text: ..., checked: null}", None)


class Flyer(forms.Model):
    """A flyer that readers can download."""

    title: Text = field("What it is called.", "Tools against trafficking")
    file: Text = field("The file in static/, by language; the flyer appears once the file exists.", "files/flyer.pdf")


class Day(forms.Model):
    """A day that comes back every year."""

    month: Integer = field("Month, 1 to 12.", "10", ge=1, le=12)
    day: Integer = field("Day of the month.", "18", ge=1, le=31)
    name: Text | None = field("Its name; a day with a name and a source appears in the calendar.", "The Day", None)
    sources: tuple[Cited, ...] = field("Where the information comes from.", "[annual-report]", ())
    flyer: Flyer | None = field("A flyer about it.", "{title: ..., file: ...}", None)

    def next(self, today: datetime.date) -> datetime.date:
        """Return the first such date on or after `today`; 29 February is not in every year."""
        years = (year for year in range(today.year, today.year + 9) if self.day <= monthrange(year, self.month)[1])
        days = (datetime.date(year, self.month, self.day) for year in years)
        return next(day for day in days if day >= today)


class Column(forms.Model):
    """A column of a figure's table."""

    name: Text = field("Its heading.", "Victims")
    unit: Literal["count", "percent"] = field("What its numbers are.", "percent", "count")


class Row(forms.Model):
    """A row of a figure's table; an unknown value is null and is shown as a gap."""

    name: Text = field("Its heading.", "2024")
    values: tuple[Value | None, ...] = field("One number for each column; null if unknown.", "[145]")
    note: Text | None = field("Why a number is missing, or how it differs.", "Not published.", None)
    sources: tuple[Cited, ...] = field(
        "Where its numbers come from, if not from all sources of the figure.", "[annual-report]", ()
    )


class Headline(forms.Model):
    """The one number of a figure that is shown large."""

    row: Id = field("Id of its row.", "2024")
    column: Id = field("Id of its column.", "victims")
    text: Text = field("The text after the number.", "people started support")


class Figure(forms.Model):
    """Numbers with their source and their caution."""

    title: Text = field("What the numbers are.", "People who started support")
    finding: Text | None = field("What the chart shows, in a sentence: its heading.", "Fewer started support", None)
    headline: Headline | None = field(
        "The number that represents it among the findings.", "{row: 2024, column: victims, text: ...}", None
    )
    measure: Text = field("What is counted.", "Victims who began support that year.")
    place: Text = field("Area that the numbers cover.", "The whole country")
    row_name: Text = field("Heading of the first column.", "Year")
    columns: dict[Id, Column] = field("The columns.", "{victims: {name: Victims}}", min_length=1)
    rows: dict[Id, Row] = field("The rows.", "{2024: {name: 2024, values: [145]}}", min_length=1)
    years: tuple[Year, ...] = field("Years that the numbers cover, if its rows are not years.", "[2018]", ())
    chart: tuple[Id, ...] = field(
        "Columns that the chart draws, at most four; by default the first.", "[victims]", (), max_length=4
    )
    caution: Text = field("How the numbers must not be read.", "Counts people who were detected.")
    sources: tuple[Cited, ...] = field("Where the numbers come from.", "[annual-report]", min_length=1)

    @property
    def row_years(self) -> tuple[int, ...]:
        """The years that are the ids of the rows, in order; empty if an id is not a year."""
        return tuple(map(int, self.rows)) if all(re.fullmatch("[0-9]{4}", key) for key in self.rows) else ()

    @property
    def charted(self) -> Mapping[str, Column]:
        """The columns in the chart, by id."""
        names = self.chart or tuple(self.columns)[:1]
        return {name: column for name, column in self.columns.items() if name in names}

    def cells(self, row: Row) -> Mapping[str, tuple[Value | None, Column]]:
        """Return the value and the column of each cell of a row, by the id of the column."""
        return dict(zip(self.columns, zip(row.values, self.columns.values(), strict=False), strict=False))


class Event(forms.Model):
    """An entry of the timeline."""

    year: Year = field("Year of the event.", "1995")
    date: Date | None = field("Date of the event, if known.", "1995-04-13", None)
    milestone: Boolean = field("Whether it is always shown; other events are collapsed.", "true", False)
    text: Text = field("What happened.", "It began.")
    sources: tuple[Cited, ...] = field("Where the information comes from.", "[annual-report]", min_length=1)


class Part(forms.Model):
    """A part of a diagram."""

    name: Text = field("What it is called.", "Act")
    drawing: str | None = field("The drawing above it: a file in static/drawings/, without .svg.", "house", None)
    text: Text = field("What it means.", "What is done.")
    points: dict[Id, Text] = field("Short notes below it, by id.", "{enough: One of them is enough.}", {})


class Diagram(forms.Model):
    """A drawing of parts: a sum of them, sides of a comparison, or steps of a path."""

    kind: Literal["sum", "sides", "path"] = field("How the parts relate.", "path")
    title: Text = field("What the diagram shows.", "The way to protection")
    parts: dict[Id, Part] = field("The parts, in order.", "{act: {name: Act, text: ...}}", min_length=2)
    result: Text | None = field("The result of a sum, or the end of a path.", "The whole", None)


class Map(forms.Model):
    """A schematic map of the partners that have a position."""

    title: Text = field("What the map shows.", "Where they are")
    outline: tuple[Coordinates, ...] = field(
        "The outline of the country, as longitudes and latitudes.",
        "[[2.5, 51.1], [6.1, 50.8], [5.4, 49.5]]",
        min_length=3,
    )
    borders: tuple[tuple[Coordinates, ...], ...] = field(
        "Borders inside it, drawn faintly.", "[[[4.1, 51.2], [4.5, 50.9]]]", ()
    )
    source: Cited | None = field("Where the outline comes from.", "annual-report", None)


class Quote(forms.Model):
    """The words of a law in one language."""

    status: Literal["authentic", "translation", "summary", "reproduced"] = field(
        "What the text is: the law itself, a translation, an official summary or a copy.", "authentic"
    )
    text: Exact = field("The exact text.", '"..."')
    source: Cited = field("Where the text was read.", "annual-report")


Quotations = Annotated[dict[Code, Quote], BY_LANGUAGE, limits(min_length=1)]
"""The words of a law by language, each from the data of its language."""


class Law(forms.Model):
    """A passage of a law or treaty, quoted exactly."""

    instrument: Text = field("Full name of the law or treaty.", "Criminal Code")
    article: Text = field("Article and paragraph.", "Article 3 (a)")
    date: Date | None = field("Date of the law or treaty.", "2000-11-15", None)
    quote: Quotations = field("The text in this language.", "{status: authentic, text: ..., source: ...}")


class Term(forms.Model):
    """An entry of the glossary."""

    term: Text = field("The term.", "reflection period")
    abbreviation: Text | None = field("Its abbreviation; spelled out where a text first uses it.", "IOM", None)
    definition: Text = field("What it means.", "Time to recover and decide.")
    unlike: Phrases | None = field(
        "Phrases that contain the term but mean something else, separated by commas; they are not linked.",
        "circular economy, circular letter",
        None,
    )
    source: Cited | None = field("Where the information comes from.", "annual-report", None)

    def names(self, language: str) -> dict[str, str]:
        """Return the names that texts in a language link to this entry, by field."""
        names = {"abbreviation": words_in(self.abbreviation, language), "term": words_in(self.term, language)}
        return {kind: name for kind, name in names.items() if name}


class Measurement(forms.Model):
    """Something that was measured for the accessibility statement."""

    what: Text = field("What was measured, on which pages, with what result.", "All pages with axe. No violation.")
    date: Past = field("Day on which it was measured.", "2026-11-25")


class Accessibility(forms.Model):
    """The accessibility statement, after the model in Implementing Decision (EU) 2018/1523."""

    standard: Text = field("The standard that the site aims to meet.", "WCAG 2.2, level AA")
    status: Literal["full", "partial", "none"] = field("How far the site meets this standard.", "partial")
    gaps: dict[Id, Text] = field(
        "What is not accessible, or not known to be.", "{by-hand: No person has checked it.}", {}
    )
    measured: dict[Id, Measurement] = field("What was measured.", "{axe: {what: ..., date: 2026-11-25}}", {})
    prepared: Past = field("Day on which the statement was prepared.", "2026-11-25")
    reviewed: Past = field("Day on which it was last reviewed.", "2026-11-25")


FILES = {
    "helpline": "helplines",
    "helplines": "helplines",
    "partner": "partners",
    "kind": "partners",
    "day": "days",
    "figure": "figures",
    "value": "figures",
    "diagram": "diagrams",
    "law": "laws",
}
"""The data file that a component parameter chooses from, by the type of the parameter."""


class Facts(forms.Model):
    """Everything in `content/LANGUAGE/data/`, with a field for each file."""

    accessibility: Accessibility | None = field(
        "What the accessibility statement says.", "{standard: ..., status: partial}", None
    )
    helplines: dict[Id, Helpline] = field("Phone numbers for help, by id.", "{national: ...}", {})
    partners: dict[Id, Partner] = field("Organisations that help, by id.", "{house: ...}", {})
    days: dict[Id, Day] = field("Days that return every year, by id.", "{eu-day: ...}", {})
    figures: dict[Id, Figure] = field("Statistics, by id.", "{support: ...}", {})
    timeline: dict[Id, Event] = field("Events, in order, by id.", "{1995-act: ...}", {})
    diagrams: dict[Id, Diagram] = field("Diagrams, by id.", "{way: ...}", {})
    map: Map | None = field("The map of partners.", "{title: ..., outline: ...}", None)
    laws: dict[Id, Law] = field("Quoted passages of law, by id.", "{rule: ...}", {})
    glossary: dict[Id, Term] = field("Terms of the glossary, by id.", "{iom: ...}", {})

    @cached_property
    def values(self) -> Mapping[str, tuple[Value | None, Column]]:
        """Every cell of every figure, by `figure.row.column`: its value and its column."""
        return {
            f"{name}.{row_name}.{column}": cell
            for name, figure in self.figures.items()
            for row_name, row in figure.rows.items()
            for column, cell in figure.cells(row).items()
        }

    @cached_property
    def decades(self) -> Mapping[int, Mapping[Id, Event]]:
        """The events of the timeline by the first year of their decade, in order."""
        return {year: dict(row) for year, row in groupby(self.timeline.items(), lambda item: item[1].year // 10 * 10)}

    @property
    def calendar(self) -> list[tuple[Id, Text, Day]]:
        """The days in the calendar, which have a name and a source: the id, the name and the day of each."""
        return [(key, day.name, day) for key, day in sorted(self.days.items()) if day.name and day.sources]

    def collection(self, kind: str) -> Mapping[str, object]:
        """Return the entries that a component parameter of type `kind`, one of `FILES`, chooses from."""
        if kind == "kind":
            return {partner.kind: partner.kind for partner in self.partners.values()}
        return self.values if kind == "value" else getattr(self, FILES[kind])


def read(
    files: Files,
    settings: Settings,
    sources: Mapping[str, Source] | None,
    drawings: Collection[str],
    today: datetime.date | None = None,
) -> tuple[Facts, tuple[Wording, ...], list[Problem], set[str]]:
    """Read the data of every language on the day `today`; return the valid facts, every text, and every problem.

    Last, return the names of the data files with problems. Data may name `drawings` and `sources` (None if unreadable).
    """
    versions, problems, unread = {}, list[Problem](), set[str]()
    for code in settings.languages:
        versions[code] = _data(files, code, problems, unread)
    readable = versions[settings.source_language].files.keys() - {"laws"}  # a law may be quoted in one language only
    for version in versions.values():
        for name in (unread - readable) & version.files.keys():
            del version.files[name]
    data, locations, foreign = assemble(Facts, versions, settings.source_language)
    known = {"sources": sources, "country": settings.country, "today": today}
    facts, found = forms.fill_in_part(Facts, data, locations, known)
    found += _cross_checks(facts, settings, drawings)
    texts = tuple(wordings(facts, f"{DATA}/{{}}.yaml", settings.languages))
    return facts, texts, problems + foreign + found, unread.union(problem.location.field for problem in found)


def _data(files: Files, code: str, problems: list[Problem], unread: set[str]) -> Folder:
    """Return the data of one language; add to `problems`, and the names of files that cannot be read to `unread`."""
    found, refused = files.below(f"content/{code}/{DATA}")
    paths = {path_of(code, name): name for name in Facts.model_fields}
    problems += refused
    above = tuple(f"{problem.location.path}/" for problem in refused)
    unread |= {name for path, name in paths.items() if f"{path}/".startswith(above)}
    data = Folder({}, Locations(NOWHERE.top, {}, {(name,): Location(path) for path, name in paths.items()}))
    for path in found:
        if name := paths.get(path):
            with gathering(problems):
                content, locations = parse(files.text(path), path, trail=(name,))
                if isinstance(content, dict) and [*content] == [name]:
                    fix = f"remove '{name}:', and move the lines below it to the left"
                    raise BuildFailed([Problem(locations.key(name, name), "this repeats the name of the file", fix)])
                data.files[name] = content
                data.locations.keys.update(locations.keys)
                data.locations.values.update(locations.values)
            unread |= {name} - data.files.keys()
        elif not path.lower().endswith(".md") and "/." not in path:  # pages are checked where they are read
            meant = closest(PurePosixPath(path).name.partition(".")[0], paths.values())
            fix = "move it out of content/" + (f"; '{meant}.yaml' already exists" if meant else "")
            if meant and path_of(code, meant) not in found:
                fix = f"rename it to '{meant}.yaml'"
                unread.add(meant)
            problems.append(Problem(Location(path), "this file is not used", fix))
    return data


def _cross_checks(facts: Facts, settings: Settings, drawings: Collection[str]) -> Iterator[Problem]:
    """Yield the problems between fields that are each valid."""
    value_at = facts.locations.value
    for code in settings.languages:
        named: dict[str, str] = {}
        for key, term in facts.glossary.items():
            for kind, name in term.names(code).items():
                first = named.setdefault(name.lower(), key)
                if first != key:
                    message = f"the {kind} '{name}' is also a name of '{first}', so texts cannot link to both"
                    fix = f"give one of the two a different {kind}, or leave it out in this language"
                    yield Problem(value_at("glossary", key, kind, code), message, fix)
    for name, day in facts.days.items():
        if day.day > monthrange(2000, day.month)[1]:
            message = f"the day '{name}' does not exist: day {day.day} of month {day.month}"
            yield Problem(value_at("days", name, "day"), message, "check 'day' and 'month'")
    dated = []
    for key, event in facts.timeline.items():
        if event.date and event.date.year != event.year:
            message = f"this date is not in the year {event.year}"
            yield Problem(value_at("timeline", key, "date"), message, "check 'date' and 'year'")
        else:
            dated.append((key, event))
    for (_, above), (key, event) in pairwise(dated):
        if event.year < above.year or (above.date and event.date and event.date < above.date):
            message = f"this event is earlier than the one above it, of {above.date or above.year}"
            yield Problem(facts.locations.key("timeline", key), message, "move it up, so that the events are in order")
    for name, diagram in facts.diagrams.items():
        for key, part in diagram.parts.items():
            yield from missing_drawing(value_at("diagrams", name, "parts", key, "drawing"), part.drawing, drawings)
    axes = list(zip(*facts.map.outline, strict=True)) if facts.map else []
    if not all(len(set(axis)) > 1 for axis in axes):
        message = "this outline encloses no area"
        yield Problem(value_at("map", "outline"), message, "write at least three points that are not on one line")
        axes = []
    for name, partner in facts.partners.items():
        location = value_at("partners", name, "position")
        if partner.position and not partner.city:
            message = "the map has no name for this place"
            yield Problem(location, message, "add the field 'city', such as city: Brussels")
        coordinates = zip(axes, partner.position or (), strict=False)
        if any(not min(axis) <= degrees <= max(axis) for axis, degrees in coordinates):
            message = "this place is outside the map"
            yield Problem(location, message, "write the longitude first, then the latitude, such as [4.35, 50.85]")
    for name, figure in facts.figures.items():
        yield from _figure_checks(figure, ("figures", name), value_at)


def _figure_checks(figure: Figure, trail: Trail, value_at: Callable[..., Location]) -> Iterator[Problem]:
    columns = list(figure.columns)
    named: dict[tuple[str, str], str] = {}
    for key, row in figure.rows.items():
        for other in sorted({named.setdefault(name, key) for name in row.name.items()} - {key}):
            message = f"the rows '{other}' and '{key}' have the same name"
            yield Problem(value_at(*trail, "rows", key, "name"), message, "give each a name of its own")
        if len(row.values) != len(columns):
            has, wants = count(len(row.values), "value"), count(len(columns), "column")
            message = f"row '{key}' of the figure '{trail[-1]}' has {has} for {wants}"
            fix = "write one value for each column, or null if unknown"
            fix += "; commas separate values, so write 1345 and 12.5"
            yield Problem(value_at(*trail, "rows", key, "values"), message, fix)
        for index, (value, column) in enumerate(figure.cells(row).values()):
            if column.unit == "count" and value is not None and value != int(value):
                message = f"a count cannot have decimals: {value}"
                fix = "write thousands without a separator, such as 1345; or give the column 'unit: percent'"
                yield Problem(value_at(*trail, "rows", key, "values", index), message, fix)
    for above, (year, key) in pairwise(zip(figure.row_years, figure.rows, strict=False)):
        if year < above[0]:
            message = f"this year is earlier than the one above it, {above[0]}"
            yield Problem(value_at(*trail, "rows", key, "name"), message, "move it up, so that the years are in order")
    if len({column.unit for column in figure.charted.values()}) > 1:
        message = "this chart would show counts and percentages on one scale"
        yield Problem(value_at(*trail, "chart"), message, "name only columns with the same unit")
    for number, name in enumerate(figure.chart):
        if name not in columns:
            message = f"the figure '{trail[-1]}' has no column '{name}' for its chart"
            yield Problem(value_at(*trail, "chart", number), message, suggestion(name, columns))
    if headline := figure.headline:
        known = [
            name
            for name, row in figure.rows.items()
            if (headline.column, None) not in zip(columns, row.values, strict=False)
        ]
        for kind, name, among in (("column", headline.column, columns), ("row", headline.row, known)):
            if name not in among:
                message = f"the headline of the figure '{trail[-1]}' needs a {kind} with a number, not '{name}'"
                yield Problem(value_at(*trail, "headline", kind), message, suggestion(name, among))
