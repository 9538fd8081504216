"""The facts of a site: what each file of data says in every language, and what is wrong in it."""

import datetime
from pathlib import Path

import pytest

from generator.problems import BuildFailed, Location
from generator.read import project
from tests.conftest import TODAY

MISTAKES: dict[str, tuple[str, str | None, str, str]] = {
    "drawing of a diagram that is not there": (
        "en/data/diagrams.yaml",
        "drawing: mark",
        "drawing: marc",
        "content/en/data/diagrams.yaml:5:35: there is no drawing 'static/drawings/marc.svg'\n"
        "    fix: did you mean 'mark'?",
    ),
    "chart of a column that is not there": (
        "en/data/figures.yaml",
        "chart: [all]",
        "chart: [al]",
        "content/en/data/figures.yaml:13:11: the chart of the figure 'people' names no column 'al'\n"
        "    fix: did you mean 'all'?",
    ),
    "chart of two units": (
        "en/data/figures.yaml",
        "chart: [all]",
        "chart: [all, share]",
        "content/en/data/figures.yaml:13:10: this chart would draw counts and percentages on one scale\n"
        "    fix: name only columns of one unit",
    ),
    "chart of more columns than there are colours": (
        "en/data/figures.yaml",
        "chart: [all]",
        "chart: [all, all, all, all, all]",
        "content/en/data/figures.yaml:13:31: this chart would draw 5 columns, and there are 4 colours\n"
        "    fix: leave out some; the table shows every column",
    ),
    "bar below zero": (
        "en/data/figures.yaml",
        "[1234, 12.5]",
        "[-11, 12.5]",
        "content/en/data/figures.yaml:10:33: a bar cannot show a number below zero\n"
        "    fix: write one from 0, or name other columns in 'chart'",
    ),
    "headline without a number": (
        "en/data/figures.yaml",
        "chart: [all]",
        "headline: {row: 2024, column: all, text: people}",
        "content/en/data/figures.yaml:13:19: the headline of the figure 'people' names no row with a number: '2024'\n"
        "    fix: use one of: 2023",
    ),
    "count with decimals": (
        "en/data/figures.yaml",
        "[1234, 12.5]",
        "[1.345, 12.5]",
        "content/en/data/figures.yaml:10:33: a count has no decimals: 1.345\n"
        "    fix: write thousands without a sign between, such as 1345; or give the column 'unit: percent'",
    ),
    "month that is none": (
        "en/data/days.yaml",
        "month: 10",
        "month: 13",
        "content/en/data/days.yaml:2:10: 'eu-day.month' must be at most 12, not '13'\n    fix: write 12 or less",
    ),
    "year that is none": (
        "en/data/timeline.yaml",
        "year: 1999\n  date: 1999-10-17",
        "year: 0",
        "content/en/data/timeline.yaml:2:9: '1999-beginning.year' must be at least 1, not '0'\n"
        "    fix: write 1 or more",
    ),
    "year of too many digits": (
        "en/data/timeline.yaml",
        "end: 2013",
        "end: 999999999999999999999999999999",
        "content/en/data/timeline.yaml:8:8: '2012-continuation.end' must be at most 9999, not "
        "'999999999999999999999999999999'\n"
        "    fix: write 9999 or less",
    ),
    "number too great": (
        "en/data/figures.yaml",
        "[1234, 12.5]",
        "[1e300, 12.5]",
        "content/en/data/figures.yaml:10:33: 'people.rows.2023.values[1]' must be at most 1000000000000000, not "
        "'1e300'\n"
        "    fix: write 1000000000000000 or less",
    ),
    "event that ends before it begins": (
        "en/data/timeline.yaml",
        "end: 2013",
        "end: 2011",
        "content/en/data/timeline.yaml:8:8: this ends in 2011, and began in 2012\n"
        "    fix: check the two years, or leave out 'end'",
    ),
    "event on a day of another year": (
        "en/data/timeline.yaml",
        "year: 1999",
        "year: 1998",
        "content/en/data/timeline.yaml:3:9: this day is not in the year 1998\n    fix: check 'date' and 'year'",
    ),
    "event that is not in order": (
        "en/data/timeline.yaml",
        "year: 2012\n",
        "year: 1990\n",
        "content/en/data/timeline.yaml:6:1: this event comes before the one above it, of 1999-10-17\n"
        "    fix: move it up, so that the events are in order",
    ),
    "diagram of one part": (
        "en/data/diagrams.yaml",
        "    end:\n      name: End\n      text: There.\n      points: {rest: Rest.}\n",
        "",
        "content/en/data/diagrams.yaml:5:5: 'way.parts' needs at least 2 entries, and has 1\n"
        "    fix: add what is missing",
    ),
    "figure without a source": (
        "en/data/figures.yaml",
        "sources: [count]",
        "sources: []",
        "content/en/data/figures.yaml:14:12: 'people.sources' needs at least 1 entry, and has 0\n"
        "    fix: add what is missing",
    ),
    "figure without its caution": (
        "en/data/figures.yaml",
        "caution: Small.",
        'caution: " "',
        "content/en/data/figures.yaml:12:12: 'people.caution' has no text\n    fix: write it on the same line",
    ),
    "term that another entry has": (
        "fr/data/glossary.yaml",
        "term: Étape",
        "term: Organisation non gouvernementale",
        "content/fr/data/glossary.yaml:5:9: the term 'Organisation non gouvernementale' is also a name of 'ngo', so no "
        "text can lead to both\n"
        "    fix: give one of the two another term, or leave it out in this language",
    ),
    "abbreviation that is another entry's term": (
        "en/data/glossary.yaml",
        "term: arrival",
        "term: ngo",
        "content/en/data/glossary.yaml:6:9: the term 'ngo' is also a name of 'ngo', so no text can lead to both\n"
        "    fix: give one of the two another term, or leave it out in this language",
    ),
    "place that is not on this earth": (
        "en/data/partners.yaml",
        "position: [4.4, 50.8]",
        "position: [4.4, 508]",
        "content/en/data/partners.yaml:10:13: 'house.position' must be a longitude and a latitude in degrees\n"
        "    fix: write two numbers, such as [4.35, 50.85]",
    ),
    "place that is not on the map": (
        "en/data/partners.yaml",
        "position: [4.4, 50.8]",
        "position: [50.8, 4.4]",
        "content/en/data/partners.yaml:10:13: this place is not on the map\n"
        "    fix: write the longitude first, then the latitude, such as [4.35, 50.85]",
    ),
    "outline that encloses nothing": (
        "en/data/map.yaml",
        "[[2, 51], [6, 51], [6, 49], [2, 49]]",
        "[[2, 51], [3, 51], [4, 51]]",
        "content/en/data/map.yaml:2:10: this outline encloses nothing\n"
        "    fix: write at least three points that do not lie on one line",
    ),
    "number that nobody can dial": (
        "en/data/helplines.yaml",
        "number: 02 555 01 01",
        "number: ask us",
        "content/en/data/helplines.yaml:3:11: 'line.number' must be a telephone number, not 'ask us'\n"
        "    fix: write one number whole, such as 02 555 01 01, +32 2 555 01 01 or 112",
    ),
    "number of a partner that lacks digits": (
        "en/data/partners.yaml",
        "number: 02 555 02 02",
        "number: 02 555 02",
        "content/en/data/partners.yaml:9:19: 'house.phone.number' must be a telephone number, not '02 555 02'\n"
        "    fix: write one number whole, such as 02 555 01 01, +32 2 555 01 01 or 112",
    ),
    "number with another country code": (
        "en/data/helplines.yaml",
        "+3225550101",
        "+3325550101",
        "content/en/data/helplines.yaml:4:18: '+3325550101' is not 02 555 01 01 with its country code\n"
        '    fix: write "+3225550101"',
    ),
    "short number with a country code": (
        "en/data/helplines.yaml",
        "number: 02 555 01 01",
        "number: 112",
        "content/en/data/helplines.yaml:4:18: '+3225550101' is not 112 with its country code\n"
        "    fix: remove this line; a short number has none",
    ),
    "number for other countries without a country code": (
        "en/data/helplines.yaml",
        "international: +3225550101",
        "international: 3225550101",
        "content/en/data/helplines.yaml:4:18: 'line.international' must be a telephone number with country code, not "
        "'3225550101'\n"
        "    fix: write '+' and the whole number, such as +32 2 555 01 01",
    ),
    "website of a helpline that is none": (
        "en/data/helplines.yaml",
        "https://line.example/",
        "line.example",
        "content/en/data/helplines.yaml:7:12: 'line.website' must be a web address, not 'line.example'\n"
        "    fix: write it in full, such as https://www.example.org/page",
    ),
    "website of a helpline that is a script": (
        "en/data/helplines.yaml",
        "https://line.example/",
        "javascript:x",
        "content/en/data/helplines.yaml:7:12: 'line.website' must be a web address, not 'javascript:x'\n"
        "    fix: write it in full, such as https://www.example.org/page",
    ),
    "law without words": (
        "en/data/laws.yaml",
        "text: All are equal.",
        'text: ""',
        "content/en/data/laws.yaml:5:36: 'rule.quote.text' is empty\n    fix: write the text on the same line",
    ),
    "row with the id of another": (
        "en/data/figures.yaml",
        "2024: {name",
        "2023: {name",
        "content/en/data/figures.yaml:11:5: '2023' is given twice; the first is on line 10\n"
        "    fix: keep one of the two",
    ),
    "figure with a value too many": (
        "en/data/figures.yaml",
        "values: [1234, 12.5]",
        "values: [1234, 12.5, 3]",
        "content/en/data/figures.yaml:10:32: row '2023' of the figure 'people' has 3 values for 2 columns\n"
        "    fix: write one value for each column, null where it is not known",
    ),
    "day that never comes": (
        "en/data/days.yaml",
        "month: 10\n  day: 18",
        "month: 2\n  day: 30",
        "content/en/data/days.yaml:3:8: the day 'eu-day' never comes: day 30 of month 2\n"
        "    fix: check 'day' and 'month'",
    ),
    "id of a source that is not there": (
        "en/data/timeline.yaml",
        "sources: [log]",
        "sources: [lag]",
        "content/en/data/timeline.yaml:5:13: '1999-beginning.sources[1]' names no source of content/sources.yaml: "
        "'lag'\n"
        "    fix: did you mean 'log'?",
    ),
    "source written where its id belongs": (
        "en/data/laws.yaml",
        "source: rules",
        "source: {title: Rules}",
        "content/en/data/laws.yaml:5:60: 'rule.quote.source' must be the id of a source\n"
        "    fix: write one of content/sources.yaml, such as annual-report",
    ),
    "word of a translation that the source does not have": (
        "fr/data/helplines.yaml",
        "name: La ligne",
        "name: La ligne\n  call: Appelez",
        "content/fr/data/helplines.yaml:3:3: 'line.call' is not in content/en/data/helplines.yaml\n"
        "    fix: write it there first, or remove it here",
    ),
    "entry of a translation that the source does not have": (
        "fr/data/helplines.yaml",
        "line:",
        "lane:",
        "content/fr/data/helplines.yaml:1:1: 'lane' is not in content/en/data/helplines.yaml\n"
        "    fix: did you mean 'line'?",
    ),
    "field of a translation that holds for every language": (
        "fr/data/helplines.yaml",
        "name: La ligne",
        "number: 02 555 01 01",
        "content/fr/data/helplines.yaml:2:3: 'line.number' holds for every language and stands in "
        "content/en/data/helplines.yaml\n"
        "    fix: remove it here",
    ),
    "field of a translation that is none": (
        "fr/data/helplines.yaml",
        "name: La ligne",
        "nom: La ligne",
        "content/fr/data/helplines.yaml:2:3: unknown field 'line.nom'\n"
        "    fix: use one of: call, hours, name, purpose, website",
    ),
    "word of a translation that is empty": (
        "fr/data/helplines.yaml",
        "name: La ligne",
        "name:",
        "content/fr/data/helplines.yaml:2:8: 'line.name' is empty\n"
        "    fix: write the text on the same line, or remove it here, and the original is shown",
    ),
    "word of a translation that is a list": (
        "fr/data/helplines.yaml",
        "name: La ligne",
        "name: [La ligne]",
        "content/fr/data/helplines.yaml:2:9: 'line.name' must be text, not a list\n"
        "    fix: write the text on the same line, or remove it here, and the original is shown",
    ),
    "entry of a translation that is a text": (
        "fr/data/helplines.yaml",
        "line:\n  name: La ligne",
        "line: La ligne",
        "content/fr/data/helplines.yaml:1:1: 'line' must be a group of fields, not 'La ligne'\n"
        "    fix: write its fields below it, each indented by two spaces",
    ),
    "website of a translation that is none": (
        "fr/data/helplines.yaml",
        "name: La ligne",
        "website: ligne.example",
        "content/fr/data/helplines.yaml:2:12: 'line.website' must be a web address, not 'ligne.example'\n"
        "    fix: write it in full, such as https://www.example.org/page",
    ),
    "words of a law in a translation that lack their source": (
        "de/data/laws.yaml",
        ", source: regeln",
        "",
        "content/de/data/laws.yaml:2:10: the field 'rule.quote.source' is missing\n"
        "    fix: add a line 'source: annual-report'",
    ),
    "word that the source language lacks": (
        "en/data/helplines.yaml",
        "  purpose: For everyone.\n",
        "",
        "content/en/data/helplines.yaml:2:3: the field 'line.purpose' is missing\n"
        "    fix: add a line 'purpose: For anyone in danger.'",
    ),
    "entry that is a text and has words in a translation": (
        "en/data/helplines.yaml",
        None,
        "line: The line",
        "content/en/data/helplines.yaml:1:7: 'line' must be a group of fields, not 'The line'\n"
        "    fix: write its fields below it, each indented by two spaces",
    ),
    "field that is misspelt in an entry that is called like one": (
        "en/data/days.yaml",
        "eu-day:\n  month: 10\n  day: 18\n  name",
        "name:\n  month: 10\n  day: 18\n  nmae",
        "content/en/data/days.yaml:4:3: unknown field 'name.nmae'\n    fix: did you mean 'name'?",
    ),
    "data that are a text": (
        "en/data/helplines.yaml",
        None,
        "The line",
        "content/en/data/helplines.yaml:1:1: a line here has no ': ' after its field name\n"
        "    fix: write 'name: value', with a space after the colon",
    ),
    "file of data that is not read": (
        "en/data/helpline.yaml",
        None,
        "line: {name: A}",
        "content/en/data/helpline.yaml:1:1: this file is not read\n    fix: did you mean 'helplines.yaml'?",
    ),
    "file of data that only a translation has": (
        "fr/data/accessibility.yaml",
        None,
        "standard: WCAG",
        "content/fr/data/accessibility.yaml:1:1: there is no content/en/data/accessibility.yaml that this could "
        "translate\n"
        "    fix: create that file first, or remove this one",
    ),
}
"""A file below content/, what is replaced in it by what (or the whole file), and what is told."""


def told(folder: Path) -> str:
    """Return the problems of a project."""
    with pytest.raises(BuildFailed) as failed:
        project.read(folder)
    return str(failed.value)


def put(folder: Path, path: str, old: str | None, new: str) -> None:
    """Replace a part of a file below content/, or the whole file."""
    file = folder / "content" / path
    text = "" if old is None else file.read_text("utf-8")
    assert old is None or old in text
    file.write_text(new if old is None else text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_data_is_told_exactly(name: str, tiny: Path) -> None:
    path, old, new, expected = MISTAKES[name]
    put(tiny, path, old, new)

    assert told(tiny) == expected


def test_an_id_is_not_too_long_for_the_name_of_a_file(tiny: Path) -> None:
    put(tiny, "en/data/figures.yaml", "people:", f"{'p' * 252}:")

    assert (
        f"content/en/data/figures.yaml:2:3: '{'p' * 60}…' cannot be '{'p' * 60}…'\n"
        "    fix: use small letters, digits and hyphens, 100 at most, such as report-2024"
    ) in told(tiny)


def test_a_diagram_shows_only_drawings_that_are_read(tiny: Path) -> None:
    (tiny / "static/drawings/.hidden.svg").write_text("<svg></svg>", "utf-8")
    put(tiny, "en/data/diagrams.yaml", "drawing: mark", "drawing: .hidden")

    assert told(tiny).startswith(
        "content/en/data/diagrams.yaml:5:35: there is no drawing 'static/drawings/.hidden.svg'"
    )


def test_a_place_on_the_map_has_a_name(tiny: Path) -> None:
    put(tiny, "en/data/partners.yaml", "  city: Brussels\n", "")
    (tiny / "content/fr/data/partners.yaml").unlink()

    assert told(tiny) == (
        "content/en/data/partners.yaml:9:13: the map has no name for this place\n"
        "    fix: add the field 'city', such as city: Brussels"
    )


def test_a_translation_has_words_and_the_rest_comes_from_the_source(tiny: Path) -> None:
    facts = project.read(tiny).facts

    assert facts.helplines["line"].name == {"en": "The line", "fr": "La ligne"}
    assert facts.helplines["line"].hours == {"en": "day and night"}
    assert facts.helplines["line"].number == "02 555 01 01"


def test_a_text_without_letters_or_alike_in_all_languages_is_the_same_everywhere(tiny: Path) -> None:
    facts = project.read(tiny).facts

    assert facts.figures["people"].rows["2023"].name == {"": "2023"}
    assert facts.glossary["ngo"].abbreviation == {"": "NGO"}


def test_the_words_of_a_law_need_not_be_in_the_source_language(tiny: Path) -> None:
    put(tiny, "en/data/laws.yaml", "  quote: {status: authentic, text: All are equal., source: rules}\n", "")

    quote = project.read(tiny).facts.laws["rule"].quote

    assert [(code, words.text, words.source.title) for code, words in quote.items()] == [
        ("de", "Alle sind gleich.", "Regeln")
    ]


def test_every_text_is_known_with_its_place(tiny: Path) -> None:
    texts = {(text.file, text.name, text.language): text for text in project.read(tiny).wordings}

    assert texts["data/helplines.yaml", "line.name", "fr"].words == "La ligne"
    assert texts["data/helplines.yaml", "line.name", "fr"].location == Location("content/fr/data/helplines.yaml", 2, 9)
    assert texts["data/figures.yaml", "people.rows.2024.note", "en"].words == "Not counted."
    assert texts["site.yaml", "name", "fr"].location == Location("site.yaml", 1, 18)
    assert ("data/helplines.yaml", "line.website", "en") not in texts


@pytest.mark.parametrize("name", ["helplines", "figures", "laws", "glossary"])
def test_a_file_of_data_may_be_missing(name: str, tiny: Path) -> None:
    for file in tiny.glob(f"content/*/data/{name}.yaml"):
        file.unlink()

    assert getattr(project.read(tiny).facts, name) == {}


@pytest.mark.parametrize(
    ("path", "old", "place"),
    [
        ("sources.yaml", "read: 2026-01-02", "content/sources.yaml:2:75: 'sources.line.read'"),
        ("en/data/partners.yaml", "checked: 2026-01-02", "content/en/data/partners.yaml:9:42: 'house.phone.checked'"),
        ("en/help.md", "reviewed: 2026-01-02", "content/en/help.md:7:11: 'reviewed'"),
    ],
)
def test_a_day_on_which_something_was_done_has_come(path: str, old: str, place: str, tiny: Path) -> None:
    put(tiny, path, old, old.replace("2026-01-02", "2026-11-26"))

    with pytest.raises(BuildFailed) as failed:
        raise BuildFailed(project.read(tiny, TODAY).problems)
    project.read(tiny, TODAY + datetime.timedelta(days=1))

    assert str(failed.value) == (
        f"{place} is a day to come: '2026-11-26'\n    fix: write the day on which it was done, year-month-day"
    )
