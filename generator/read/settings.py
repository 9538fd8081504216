"""`site.yaml`: what the site is."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import Field

from generator.problems import Location, Problem, suggestion
from generator.read import files as project
from generator.read import forms
from generator.read.kinds import (
    Addresses,
    Code,
    Conventions,
    Date,
    Email,
    Id,
    International,
    Number,
    Position,
    Reason,
    SiteUrl,
    Text,
    Url,
    Value,
    Year,
)
from generator.read.phones import dialled
from generator.read.sources import Cited, Source
from generator.read.yaml_text import Places, Trail

DRAWINGS = "static/drawings"


class Language(forms.Model):
    """One language of the site."""

    name: str = Field(description="Its name in itself.", examples=["Français"])
    locale: Conventions | None = Field(
        None, description="Conventions for dates and numbers, if not those of the code alone.", examples=["fr_BE"]
    )
    direction: Literal["ltr", "rtl"] = Field("ltr", description="Direction of its writing.", examples=["ltr"])

    def conventions(self, code: str) -> str:
        """Return the identifier of the locale of the language with this code, as CLDR writes it."""
        return (self.locale or code).replace("-", "_")


class Link(forms.Model):
    """A named address on another site."""

    name: Text = Field(description="What it is called.", examples=["An organisation"])
    url: Url = Field(description="Its address.", examples=["https://www.example.org/page"])


class Contact(forms.Model):
    """The person to write to or call; shown on the contact page only."""

    name: str = Field(description="Name of the person.", examples=["A. Person"])
    phone: Number = Field(description="Telephone number as printed.", examples=["+32 2 555 00 00"])
    email: Email | None = Field(
        None, description="E-mail address, if there is one.", examples=["name@organisation.example"]
    )
    role: Text = Field(description="What this person answers for.", examples=["{en: Contact for ...}"])
    note: Text = Field(
        description="What the reader must know before calling.", examples=["{en: This is not an emergency number.}"]
    )
    organisation: Link = Field(description="The organisation's own page.", examples=["{name: ..., url: ...}"])


class Helpline(forms.Model):
    """A number to call for help."""

    name: Text = Field(description="What it is called.", examples=["{en: Emergency services}"])
    number: Number = Field(description="The number as printed.", examples=["02 555 01 01"])
    international: International | None = Field(
        None, description="The number with country code, for the link that dials it.", examples=["+3225550101"]
    )
    call: Text | None = Field(None, description="What its button says, if not its name.", examples=["{en: In danger}"])
    hours: Text | None = Field(None, description="When it answers.", examples=["{en: Day and night}"])
    purpose: Text = Field(description="Whom it is for.", examples=["{en: For anyone in danger.}"])
    website: Addresses | None = Field(
        None, description="Its website, by language.", examples=["{en: https://www.example.org}"]
    )
    footer: bool = Field(
        False, description="Whether it stands on every page, and first where help is needed.", examples=["true"]
    )
    source: Cited = Field(description="Where the number comes from.", examples=["annual-report"])


class Phone(forms.Model):
    """A partner's number, printed only once it has been checked."""

    number: Number = Field(description="The number as printed.", examples=["02 555 02 02"])
    checked: Date | None = Field(
        None,
        description="Day on which it was found on the organisation's own page; without it, it is not shown.",
        examples=["2026-11-24"],
    )


class Address(forms.Model):
    """A partner's public office, printed only once it has been checked."""

    text: Text = Field(description="The address as printed.", examples=["Main street 1"])
    checked: Date | None = Field(
        None,
        description="Day on which it was found on the organisation's own page; without it, it is not shown.",
        examples=["2026-11-24"],
    )


class Partner(forms.Model):
    """An organisation that helps."""

    name: str = Field(description="Its name.", examples=["The House"])
    kind: str = Field(description="The group it is shown in; the pages show centre and children.", examples=["centre"])
    city: Text | None = Field(None, description="City of its public office.", examples=["{en: Brussels}"])
    area: Text | None = Field(None, description="Area it serves.", examples=["{en: The south}"])
    since: Year | None = Field(None, description="Year it began.", examples=["1990"])
    about: Text = Field(description="What it is.", examples=["{en: Recognised centre.}"])
    helps: Text = Field(description="Whom it helps.", examples=["{en: Everyone.}"])
    position: Position | None = Field(
        None, description="Longitude and latitude of that city, for the map.", examples=["[4.35, 50.85]"]
    )
    languages: tuple[Code, ...] = Field(description="Languages of its website.", examples=["[nl, en]"])
    website: Url = Field(description="Its website.", examples=["https://www.example.org/"])
    phone: Phone | None = Field(
        None, description="Its number.", examples=["{number: 02 555 02 02, checked: 2026-11-24}"]
    )
    address: Address | None = Field(None, description="Its public office.", examples=["{text: ..., checked: null}"])
    sources: tuple[Cited, ...] = Field(description="Where this comes from.", examples=["[annual-report]"])


class Day(forms.Model):
    """A day that comes back every year."""

    name: Text = Field(description="Its name.", examples=["{en: The Day}"])
    month: int = Field(ge=1, le=12, description="Month, 1 to 12.", examples=["10"])
    day: int = Field(ge=1, le=31, description="Day of the month.", examples=["18"])
    since: Year | None = Field(None, description="Year it was first marked.", examples=["2007"])
    about: Text = Field(description="What it is, in a sentence.", examples=["{en: Marked every year.}"])
    source: Cited = Field(description="Where this comes from.", examples=["annual-report"])

    def next(self, today: datetime.date) -> datetime.date:
        """Return the first such day on or after `today`."""
        for year in range(today.year, today.year + 9):
            try:
                date = datetime.date(year, self.month, self.day)
            except ValueError:
                continue
            if date >= today:
                return date
        raise ValueError(f"day {self.day} of month {self.month} never comes")


class Column(forms.Model):
    """A column of a figure's table."""

    id: Id = Field(description="Short name.", examples=["victims"])
    name: Text = Field(description="Its heading.", examples=["{en: Victims}"])
    unit: Literal["count", "percent"] = Field("count", description="How its numbers are written.", examples=["percent"])


class Row(forms.Model):
    """A row of a figure's table; a value that is not known is null and shows as a gap."""

    id: Id = Field(description="Short name.", examples=['"2024"'])
    name: Text = Field(description="Its heading.", examples=['"2024"'])
    values: tuple[Value | None, ...] = Field(
        description="One number for each column; null where unknown.", examples=["[145]"]
    )
    note: Text | None = Field(
        None, description="Why a number is missing, or how it differs.", examples=["{en: Not published.}"]
    )
    sources: tuple[Cited, ...] = Field(
        (),
        description="Where its numbers come from, if not from all sources of the figure.",
        examples=["[annual-report]"],
    )


class Headline(forms.Model):
    """The one number of a figure that is shown large."""

    row: Id = Field(description="Its row.", examples=['"2024"'])
    column: Id = Field(description="Its column.", examples=["victims"])
    text: Text = Field(description="What it says, read after the number.", examples=["{en: people started support}"])


class Figure(forms.Model):
    """Numbers with their source and their caution."""

    title: Text = Field(description="What the numbers are.", examples=["{en: People who started support}"])
    finding: Text | None = Field(
        None, description="What the chart shows, in a sentence; its heading.", examples=["{en: Fewer started support}"]
    )
    headline: Headline | None = Field(
        None,
        description="The number that stands for it among the findings.",
        examples=["{row: '2024', column: victims}"],
    )
    measure: Text = Field(description="What is counted.", examples=["{en: Victims who began support that year.}"])
    place: Text = Field(description="Where.", examples=["{en: Belgium}"])
    row_name: Text = Field(description="Heading of the first column.", examples=["{en: Year}"])
    columns: tuple[Column, ...] = Field(
        min_length=1, description="The columns.", examples=["[{id: victims, name: ...}]"]
    )
    rows: tuple[Row, ...] = Field(
        min_length=1, description="The rows.", examples=["[{id: '2024', name: '2024', values: [145]}]"]
    )
    chart: tuple[Id, ...] = Field(
        (), description="Columns that the chart draws; the first one if left out.", examples=["[victims]"]
    )
    caution: Text = Field(
        description="How the numbers must not be read.", examples=["{en: Counts people who were detected.}"]
    )
    sources: tuple[Cited, ...] = Field(
        min_length=1, description="Where the numbers come from.", examples=["[annual-report]"]
    )

    @property
    def drawn(self) -> tuple[tuple[int, Column], ...]:
        """The columns that the chart draws, with their numbers from 0."""
        return tuple(
            (number, column)
            for number, column in enumerate(self.columns)
            if column.id in (self.chart or (self.columns[0].id,))
        )


class Event(forms.Model):
    """An entry of the timeline."""

    year: Year = Field(description="Year.", examples=["1995"])
    end: Year | None = Field(None, description="Last year, if it took longer.", examples=["2013"])
    date: Date | None = Field(None, description="Day, if it is known.", examples=["1995-04-13"])
    milestone: bool = Field(
        False, description="Whether it stands in the foreground; the others are folded.", examples=["true"]
    )
    text: Text = Field(description="What happened.", examples=["{en: It began.}"])
    sources: tuple[Cited, ...] = Field(min_length=1, description="Where this comes from.", examples=["[annual-report]"])

    def within(self, first: int | None, last: int | None) -> bool:
        """Return whether any of it happened between two years; None is no limit."""
        return (first is None or (self.end or self.year) >= first) and (last is None or self.year <= last)


class Part(forms.Model):
    """A part of a diagram."""

    name: Text = Field(description="What it is called.", examples=["{en: Act}"])
    drawing: str | None = Field(
        None, description="The file of static/drawings/ that stands above it, without .svg.", examples=["house"]
    )
    text: Text = Field(description="What it means.", examples=["{en: What is done.}"])
    points: tuple[Text, ...] = Field(
        (), description="Short remarks below it.", examples=["[{en: One of them is enough.}]"]
    )


class Diagram(forms.Model):
    """A drawing of parts: a sum of them, sides of a comparison, or steps of a path."""

    kind: Literal["sum", "sides", "path"] = Field(description="How the parts stand together.", examples=["path"])
    title: Text = Field(description="What the diagram shows.", examples=["{en: The way to protection}"])
    parts: tuple[Part, ...] = Field(
        min_length=2, description="The parts, in order.", examples=["[{name: ..., text: ...}]"]
    )
    result: Text | None = Field(
        None, description="What a sum makes, or where a path leads.", examples=["{en: The whole}"]
    )


class Map(forms.Model):
    """A schematic map for the partners that have a position."""

    title: Text = Field(description="What the map shows.", examples=["{en: Where they are}"])
    outline: tuple[Position, ...] = Field(
        min_length=3, description="The outline of the country.", examples=["[[2.5, 51.1], [6.1, 50.8], [5.4, 49.5]]"]
    )
    borders: tuple[tuple[Position, ...], ...] = Field(
        (), description="Borders inside it, drawn faintly.", examples=["[[[4.1, 51.2], [4.5, 50.9]]]"]
    )
    source: Cited | None = Field(None, description="Where the outline comes from.", examples=["annual-report"])


class LawText(forms.Model):
    """The words of a law in one language."""

    status: Literal["authentic", "translation", "summary", "reproduced"] = Field(
        description="Whether these words are the law itself, a translation, an official summary, or a copy.",
        examples=["authentic"],
    )
    text: str = Field(min_length=1, description="The exact words.", examples=['"..."'])
    source: Cited = Field(description="Where the words were read.", examples=["annual-report"])


class Law(forms.Model):
    """A passage of a law or treaty, quoted exactly."""

    instrument: Text = Field(description="Full name of the law or treaty.", examples=["{en: Criminal Code}"])
    article: Text = Field(description="Article and paragraph.", examples=["{en: Article 3 (a)}"])
    date: Date | None = Field(None, description="Day of the law or treaty.", examples=["2000-11-15"])
    texts: dict[Code, LawText] = Field(min_length=1, description="The words, by language code.", examples=["{en: ...}"])


class Term(forms.Model):
    """An entry of the glossary."""

    term: Text = Field(
        description="The term, by language.", examples=["{en: reflection period, fr: délai de réflexion}"]
    )
    abbreviation: Text | None = Field(
        None,
        description="Its short form; spelled out where it first stands in a text.",
        examples=["{en: IOM, fr: OIM}"],
    )
    definition: Text = Field(description="What it means.", examples=["{en: Time to recover and decide.}"])
    source: Cited | None = Field(None, description="Where this comes from.", examples=["annual-report"])

    def short(self, language: str) -> str | None:
        """Return the abbreviation in a language."""
        return self.abbreviation.get(language, self.abbreviation.get("")) if self.abbreviation else None

    def names(self, language: str) -> dict[str, str]:
        """Return the names by which a text in a language leads here, by field."""
        names = {"abbreviation": self.short(language), "term": self.term.get(language, self.term.get(""))}
        return {field: name for field, name in names.items() if name}


class Measurement(forms.Model):
    """Something that was measured for the accessibility statement."""

    what: Text = Field(
        description="What was measured, on which pages, with what result.",
        examples=["{en: All pages with axe. No violation.}"],
    )
    date: Date = Field(description="Day on which it was measured.", examples=["2026-11-25"])


class Accessibility(forms.Model):
    """What the accessibility statement says, after the model of Implementing Decision (EU) 2018/1523."""

    standard: Text = Field(description="The standard that is the target.", examples=['{en: "WCAG 2.2, level AA"}'])
    status: Literal["full", "partial", "none"] = Field(
        description="How far the site complies with it.", examples=["partial"]
    )
    gaps: tuple[Text, ...] = Field(
        (), description="What is not accessible, or not known to be.", examples=["[{en: No person has checked it.}]"]
    )
    measured: tuple[Measurement, ...] = Field(
        (), description="What was measured.", examples=["[{what: ..., date: 2026-11-25}]"]
    )
    prepared: Date = Field(description="Day on which the statement was prepared.", examples=["2026-11-25"])
    reviewed: Date = Field(description="Day on which it was last reviewed.", examples=["2026-11-25"])


class Budgets(forms.Model):
    """Limits that the build keeps."""

    page: int = Field(14600, description="Bytes that a page may weigh, compressed.", examples=["14600"])
    median: int = Field(9000, description="Bytes that the median page may weigh, compressed.", examples=["9000"])
    scripts: int = Field(5000, description="Bytes of all scripts together.", examples=["5000"])
    sentence: float = Field(18, description="Words that the sentences of a page may have on average.", examples=["18"])
    exit_sentence: float = Field(12, description="The same on pages with the leave-quickly link.", examples=["12"])


class Settings(forms.Model):
    """Everything in `site.yaml`."""

    name: Text = Field(description="Name of the site.", examples=['{en: "Our site"}'])
    tagline: Text = Field(description="What the site is, in one line.", examples=["{en: ...}"])
    publisher: Text = Field(description="Who publishes the site.", examples=["{en: The editors of this site}"])
    url: SiteUrl | None = Field(None, description="Address at which the site is published.", examples=["null"])
    source_language: str = Field("en", description="Language the others are translated from.", examples=["en"])
    languages: dict[Code, Language] = Field(
        min_length=1, description="The languages, by code.", examples=["{en: {name: English}}"]
    )
    exit: Link = Field(
        description="Neutral site that the leave-quickly link goes to.", examples=["{name: ..., url: ...}"]
    )
    budgets: Budgets = Field(Budgets(), description="Limits that the build keeps.", examples=["{page: 14600}"])
    checks: dict[str, Reason] = Field(
        {},
        description="Checks that are switched off, each with the reason.",
        examples=['{orphan-pages: "Reached from a poster."}'],
    )
    accessibility: Accessibility | None = Field(
        None, description="What the accessibility statement says.", examples=["{standard: ..., status: partial}"]
    )
    contact: Contact | None = Field(None, description="The person to contact.", examples=["{name: ...}"])
    helplines: dict[Id, Helpline] = Field(
        {}, description="Numbers to call for help, by id.", examples=["{national: ...}"]
    )
    partners: dict[Id, Partner] = Field({}, description="Organisations that help, by id.", examples=["{house: ...}"])
    days: dict[Id, Day] = Field({}, description="Days that come back, by id.", examples=["{eu-day: ...}"])
    figures: dict[Id, Figure] = Field({}, description="Numbers, by id.", examples=["{support: ...}"])
    timeline: tuple[Event, ...] = Field((), description="What happened, in order.", examples=["[]"])
    diagrams: dict[Id, Diagram] = Field({}, description="Diagrams, by id.", examples=["{way: ...}"])
    map: Map | None = Field(None, description="The map for partners.", examples=["{title: ..., outline: ...}"])
    laws: dict[Id, Law] = Field({}, description="Passages of law, by id.", examples=["{rule: ...}"])
    glossary: dict[Id, Term] = Field({}, description="Terms, by id.", examples=["{iom: ...}"])

    @cached_property
    def values(self) -> Mapping[str, tuple[float | None, Column]]:
        """Every number of every figure, with its column, as `figure.row.column`."""
        return {
            f"{name}.{row.id}.{column.id}": (value, column)
            for name, figure in self.figures.items()
            for row in figure.rows
            for column, value in zip(figure.columns, row.values, strict=False)
        }

    def collection(self, name: str) -> Mapping[str, object]:
        """Return the entries that a component parameter of type `name` chooses from."""
        collections: dict[str, Mapping[str, object]] = {
            "helpline": self.helplines,
            "partner": self.partners,
            "kind": {partner.kind: partner.kind for partner in self.partners.values()},
            "day": self.days,
            "figure": self.figures,
            "diagram": self.diagrams,
            "law": self.laws,
            "term": self.glossary,
            "value": self.values,
        }
        return collections[name]


def read(folder: Path, sources: Mapping[str, Source] | None) -> tuple[Settings | None, list[Problem]]:
    """Read `site.yaml` in `folder`, which names `sources`; return the settings, or None and every problem."""
    text, problems = project.text(folder, "site.yaml")
    if text is None:
        return None, problems
    settings, places, problems = forms.read(text, Settings, "site.yaml", known={"sources": sources})
    if settings is None:
        return None, problems
    problems = list(_cross_checks(settings, places, {file.stem for file in (folder / DRAWINGS).glob("*.svg")}))
    return (None if problems else settings), problems


def _is_known(locale: str) -> bool:
    """Whether dates and numbers can be written as a locale has them (an identifier of CLDR)."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(locale)
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _cross_checks(settings: Settings, places: Places, drawings: set[str]) -> Iterator[Problem]:
    """Yield what is wrong between fields that are each right by themselves."""
    at, codes = places.value, settings.languages
    if settings.source_language not in codes:
        yield Problem(
            at("source_language"),
            f"the source language '{settings.source_language}' is not among the languages",
            "add it under 'languages'",
        )
    for code, language in codes.items():
        if not _is_known(language.conventions(code)):
            yield Problem(
                places.key("languages", code),
                f"the language '{code}' has no known locale",
                "give it one, such as locale: fr_BE",
            )
    for trail, text in _texts(settings, ()):
        for code in text.keys() - codes.keys() - {""} if codes.keys() - text.keys() else ():
            yield Problem(places.key(*trail, code), f"'{code}' is not a language of this site", suggestion(code, codes))
    for code in codes:
        named: dict[str, str] = {}
        for key, term in settings.glossary.items():
            for field, name in term.names(code).items():
                first = named.setdefault(name.lower(), key)
                if first != key:
                    message = f"the {field} '{name}' is also a name of '{first}', so no text can lead to both"
                    yield Problem(
                        at("glossary", key, field, code),
                        message,
                        f"give one of the two another {field}, or leave it out in this language",
                    )
    if not re.match(r"https://[^/?#:@]+\.[^\W\d_][\w-]+\.?(?:[:/?#]|$)", settings.exit.url):
        fix = "write the https:// address of a well-known site, such as https://www.meteo.be/"
        yield Problem(at("exit", "url"), f"the leave-quickly link cannot lead to '{settings.exit.url}'", fix)
    for name, helpline in settings.helplines.items():
        wanted, given = dialled(helpline.number), helpline.international
        if given and re.sub(r"[^+\d]", "", given) != wanted:
            fix = f'write "{wanted}"' if wanted.startswith("+") else "remove this line; a short number has none"
            yield Problem(
                at("helplines", name, "international"), f"'{given}' is not {helpline.number} with its country code", fix
            )
    for name, day in settings.days.items():
        try:
            day.next(datetime.date(2000, 1, 1))
        except ValueError:
            message = f"the day '{name}' never comes: day {day.day} of month {day.month}"
            yield Problem(at("days", name, "day"), message, "check 'day' and 'month'")
    for number, event in enumerate(settings.timeline):
        if event.end is not None and event.end <= event.year:
            yield Problem(
                at("timeline", number, "end"),
                f"this ends in {event.end}, and began in {event.year}",
                "check the two years, or leave out 'end'",
            )
        if event.date and event.date.year != event.year:
            yield Problem(
                at("timeline", number, "date"), f"this day is not in the year {event.year}", "check 'date' and 'year'"
            )
    for number, (above, event) in enumerate(pairwise(settings.timeline), 1):
        if event.year < above.year or (above.date and event.date and event.date < above.date):
            yield Problem(
                at("timeline", number),
                f"this event comes before the one above it, of {above.date or above.year}",
                "move it up, so that the events are in order",
            )
    for name, diagram in settings.diagrams.items():
        for number, part in enumerate(diagram.parts):
            if part.drawing and part.drawing not in drawings:
                where = at("diagrams", name, "parts", number, "drawing")
                yield Problem(
                    where, f"there is no drawing '{DRAWINGS}/{part.drawing}.svg'", suggestion(part.drawing, drawings)
                )
    axes = list(zip(*settings.map.outline, strict=True)) if settings.map else []
    if not all(len(set(axis)) > 1 for axis in axes):
        yield Problem(
            at("map", "outline"),
            "this outline encloses nothing",
            "write at least three points that do not lie on one line",
        )
        axes = []
    for name, partner in settings.partners.items():
        where = at("partners", name, "position")
        if partner.position and not partner.city:
            yield Problem(
                where, "the map has no name for this place", "add the field 'city', such as city: {en: Brussels}"
            )
        if any(
            not min(axis) <= degrees <= max(axis) for axis, degrees in zip(axes, partner.position or (), strict=False)
        ):
            yield Problem(
                where,
                "this place is not on the map",
                "write the longitude first, then the latitude, such as [4.35, 50.85]",
            )
    for name, figure in settings.figures.items():
        yield from _figure_checks(figure, ("figures", name), at)


def _figure_checks(figure: Figure, trail: Trail, at: Callable[..., Location]) -> Iterator[Problem]:
    columns = [column.id for column in figure.columns]
    for kind, entries in (("columns", figure.columns), ("rows", figure.rows)):
        ids = [entry.id for entry in entries]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                yield Problem(
                    at(*trail, kind, number, "id"),
                    f"the id '{name}' is given twice in '{kind}'",
                    "give one of the two another id",
                )
    for number, row in enumerate(figure.rows):
        if len(row.values) != len(columns):
            message = (
                f"row '{row.id}' of the figure '{trail[-1]}' has {len(row.values)} values for {len(columns)} columns"
            )
            yield Problem(
                at(*trail, "rows", number, "values"),
                message,
                "write one value for each column, null where it is not known",
            )
    for place, _ in figure.drawn:
        for number, row in enumerate(figure.rows):
            if place < len(row.values) and (row.values[place] or 0) < 0:
                where = at(*trail, "rows", number, "values", place)
                yield Problem(
                    where, "a bar cannot show a number below zero", "write one from 0, or name other columns in 'chart'"
                )
    if len({column.unit for _, column in figure.drawn}) > 1:
        yield Problem(
            at(*trail, "chart"),
            "this chart would draw counts and percentages on one scale",
            "name only columns of one unit",
        )
    for number, name in enumerate(figure.chart):
        if name not in columns:
            message = f"the chart of the figure '{trail[-1]}' names no column '{name}'"
            yield Problem(at(*trail, "chart", number), message, suggestion(name, columns))
    if headline := figure.headline:
        known = [row.id for row in figure.rows if (headline.column, None) not in zip(columns, row.values, strict=False)]
        for kind, name, among in (("column", headline.column, columns), ("row", headline.row, known)):
            if name not in among:
                message = f"the headline of the figure '{trail[-1]}' names no {kind} with a number: '{name}'"
                yield Problem(at(*trail, "headline", kind), message, suggestion(name, among))


def _texts(value: object, trail: Trail) -> Iterator[tuple[Trail, Mapping[str, str]]]:
    """Yield every text by language, with its path of names and numbers."""
    below: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, forms.Model):
        below = ((name, item) for name, item in value if name != "checks")
    elif isinstance(value, tuple):
        below = enumerate(value)
    elif isinstance(value, dict):
        if value and all(isinstance(words, str) for words in value.values()):
            yield trail, value
        below = value.items()
    for name, item in below:
        yield from _texts(item, (*trail, name))
