"""The facts of a site: what each file of data says in every language, and what is wrong in it."""

import datetime
from pathlib import Path

import pytest

from generator.read import project
from tests.conftest import TODAY, change, marked, problems, write

NUMBER = "write one number whole, such as 02 555 01 01, +32 2 555 01 01 or 112"
ADDRESS = "write it in full, such as https://www.example.org/page"
NO_COLON = (
    "a line here has no ': ' after its field name → write 'name: value', with a space after the colon; "
    "if it goes on with the text above, indent it by two more spaces"
)
GROUP = "write its fields below it, each indented by two spaces"
WORDS = "write the text on the same line, or remove it here, and the original is shown"

MISTAKES = {
    "content/en/data/diagrams.yaml": {
        ("drawing: mark", "drawing: ▸marc"): "there is no drawing 'static/drawings/marc.svg' → did you mean 'mark'?",
        (None, "way:\n  kind: path\n  title: The way\n  parts:\n    ▸begin: {name: Begin, text: Here.}"): (
            "'way.parts' needs at least 2 entries, and has 1 → add what is missing"
        ),
    },
    "content/en/data/figures.yaml": {
        ("chart: [all]", "chart: [▸al]"): "the chart of the figure 'people' names no column 'al' → did you mean 'all'?",
        ("chart: [all]", "chart: ▸[all, share]"): (
            "this chart would draw counts and percentages on one scale → name only columns of one unit"
        ),
        ("chart: [all]", "chart: [all, all, all, all, ▸all]"): (
            "this chart would draw 5 columns, and there are 4 colours → leave out some; the table shows every column"
        ),
        ("[1234, 12.5]", "[▸-11, 12.5]"): (
            "a bar cannot show a number below zero → write one from 0, or name other columns in 'chart'"
        ),
        ("chart: [all]", "headline: {row: ▸2024, column: all, text: people}"): (
            "the headline of the figure 'people' names no row with a number: '2024' → use one of: 2023"
        ),
        ("[1234, 12.5]", "[▸1.345, 12.5]"): (
            "a count has no decimals: 1.345 → "
            "write thousands without a sign between, such as 1345; or give the column 'unit: percent'"
        ),
        ("[1234, 12.5]", "[▸1e300, 12.5]"): (
            "'people.rows.2023.values[1]' must be at most 1000000000000000, not '1e300' → "
            "write 1000000000000000 or less"
        ),
        ("[1234, 12.5]", "[1234, ▸n/a]"): (
            "'people.rows.2023.values[2]' must be a number, not 'n/a' → "
            "write digits only, such as 10, or null where it is not known"
        ),
        ("[1234, 12.5]", "[1234, ▸1e-99]"): (
            "'people.rows.2023.values[2]' has more than 15 decimals: '1e-99' → round it"
        ),
        ("sources: [count]", "sources: ▸[]"): (
            "'people.sources' needs at least 1 entry, and has 0 → add what is missing"
        ),
        ("caution: Small.", 'caution: ▸" "'): "'people.caution' has no text → write it on the same line",
        ("2024: {name", "▸2023: {name"): "'2023' is given twice; the first is on line 10 → keep one of the two",
        ("values: [1234, 12.5]", "values: ▸[1234, 12.5, 3]"): (
            "row '2023' of the figure 'people' has 3 values for 2 columns → "
            "write one value for each column, null where it is not known"
        ),
    },
    "content/en/data/days.yaml": {
        ("  day: 18", "▸\u00a0 day: 18"): (
            "this line begins with an invisible character, no-break space → delete it, and type spaces"
        ),
        ("month: 10", "month: ▸13"): "'eu-day.month' must be at most 12, not '13' → write 12 or less",
        ("month: 10\n  day: 18", "month: 2\n  day: ▸30"): (
            "the day 'eu-day' never comes: day 30 of month 2 → check 'day' and 'month'"
        ),
        ("eu-day:\n  month: 10\n  day: 18\n  name", "name:\n  month: 10\n  day: 18\n  ▸nmae"): (
            "unknown field 'name.nmae' → did you mean 'name'?"
        ),
    },
    "content/en/data/timeline.yaml": {
        ("year: 1999\n  date: 1999-10-17", "year: ▸0"): (
            "'1999-beginning.year' must be at least 1, not '0' → write 1 or more"
        ),
        ("end: 2013", "end: ▸999999999999999999999999999999"): (
            "'2012-continuation.end' must be at most 9999, not '999999999999999999999999999999' → write 9999 or less"
        ),
        ("end: 2013", "end: ▸2011"): "this ends in 2011, and began in 2012 → check the two years, or leave out 'end'",
        ("year: 1999\n  date: 1999", "year: 1998\n  date: ▸1999"): (
            "this day is not in the year 1998 → check 'date' and 'year'"
        ),
        ("2012-continuation:\n  year: 2012\n", "▸2012-continuation:\n  year: 1990\n"): (
            "this event comes before the one above it, of 1999-10-17 → move it up, so that the events are in order"
        ),
        ("sources: [log]", "sources: [▸lag]"): (
            "'1999-beginning.sources[1]' names no source of content/sources.yaml: 'lag' → did you mean 'log'?"
        ),
    },
    "content/fr/data/glossary.yaml": {
        ("term: Étape", "term: ▸Organisation non gouvernementale"): (
            "the term 'Organisation non gouvernementale' is also a name of 'ngo', so no text can lead to both → "
            "give one of the two another term, or leave it out in this language"
        ),
    },
    "content/en/data/glossary.yaml": {
        ("term: arrival", "term: ▸ngo"): (
            "the term 'ngo' is also a name of 'ngo', so no text can lead to both → "
            "give one of the two another term, or leave it out in this language"
        ),
    },
    "content/en/data/partners.yaml": {
        ("house:", "new:▸\nname: N\nkind: centre\nlanguages: [nl]\nphone: {number: 02 555 02 02}\nhouse:"): (
            "'new' must be a group of fields, not nothing → write its fields below it, each indented by two spaces"
        ),
        ("  kind: centre", " ▸kind: centre"): (
            "this line begins in no column of the lines above → begin it below one of their names"
        ),
        ("  about: A house.", "  about: >-\n  ▸A house."): NO_COLON,
        ("  about: A house.", "  about: A house\n  ▸of bricks."): NO_COLON,
        ("  about: A house.", "  about: A house\n ▸of bricks."): NO_COLON,
        ("position: [4.4, 50.8]", "position: ▸[4.4, 508]"): (
            "'house.position' must be a longitude and a latitude in degrees → write two numbers, such as [4.35, 50.85]"
        ),
        ("position: [4.4, 50.8]", "position: ▸[50.8, 4.4]"): (
            "this place is not on the map → write the longitude first, then the latitude, such as [4.35, 50.85]"
        ),
        ("number: 02 555 02 02", "number: ▸02 555 02"): (
            f"'house.phone.number' must be a telephone number, not '02 555 02' → {NUMBER}"
        ),
    },
    "content/en/data/map.yaml": {
        ("[[2, 51], [6, 51], [6, 49], [2, 49]]", "▸[[2, 51], [3, 51], [4, 51]]"): (
            "this outline encloses nothing → write at least three points that do not lie on one line"
        ),
    },
    "content/en/data/helplines.yaml": {
        ("number: 02 555 01 01", "number: ▸ask us"): (
            f"'line.number' must be a telephone number, not 'ask us' → {NUMBER}"
        ),
        ("https://line.example/", "▸line.example"): (
            f"'line.website' is no whole web address: 'line.example' → {ADDRESS}"
        ),
        ("https://line.example/", "▸javascript:x"): (
            f"'line.website' is no whole web address: 'javascript:x' → {ADDRESS}"
        ),
        (None, "line:\n  ▸name: The line\n  number: 112"): (
            "the field 'line.purpose' is missing → add a line 'purpose: For anyone in danger.'"
        ),
        (None, "line: ▸The line"): f"'line' must be a group of fields, not 'The line' → {GROUP}",
        (None, "▸The line"): NO_COLON,
    },
    "content/en/data/laws.yaml": {
        ("text: All are equal.", 'text: ▸""'): "'rule.quote.text' is empty → write the text on the same line",
        ("source: rules", "source: ▸{title: Rules}"): (
            "'rule.quote.source' must be the id of a source → write one of content/sources.yaml, such as annual-report"
        ),
    },
    "content/fr/data/helplines.yaml": {
        ("name: La ligne", "name: La ligne\n  ▸call: Appelez"): (
            "'line.call' is not in content/en/data/helplines.yaml → write it there first, or remove it here"
        ),
        ("line:", "▸lane:"): "'lane' is not in content/en/data/helplines.yaml → did you mean 'line'?",
        ("name: La ligne", "▸number: 02 555 01 01"): (
            "'line.number' holds for every language and stands in content/en/data/helplines.yaml → remove it here"
        ),
        ("name: La ligne", "▸nom: La ligne"): (
            "unknown field 'line.nom' → use one of: call, hours, name, purpose, website"
        ),
        ("name: La ligne", "name:▸"): f"'line.name' is empty → {WORDS}",
        ("name: La ligne", "name: ▸[La ligne]"): f"'line.name' must be text, not a list → {WORDS}",
        ("line:\n  name: La ligne", "▸line: La ligne"): f"'line' must be a group of fields, not 'La ligne' → {GROUP}",
        ("line:\n  name: La ligne", '▸line: "{x}"'): f"'line' must be a group of fields, not '{{x}}' → {GROUP}",
        ("name: La ligne", "website: ▸ligne.example"): (
            f"'line.website' is no whole web address: 'ligne.example' → {ADDRESS}"
        ),
    },
    "content/de/data/laws.yaml": {
        ("{status: translation, text: Alle sind gleich., source: regeln}", "▸{status: authentic, text: Alle.}"): (
            "the field 'rule.quote.source' is missing → add a line 'source: annual-report'"
        ),
    },
    "content/en/data/deep/helplines.yaml": {
        (None, "▸line: {name: A}"): "this file is not read → did you mean 'helplines.yaml'?",
    },
    "content/en/data/helpline.yaml": {
        (None, "▸line: {name: A}"): "this file is not read → did you mean 'helplines.yaml'?",
    },
    "content/fr/data/accessibility.yaml": {
        (None, "▸standard: WCAG"): (
            "there is no content/en/data/accessibility.yaml that this could translate → "
            "create that file first, or remove this one"
        ),
    },
}
"""By the path of a file, what is replaced in it by what (or the whole file), and what is told at the place marked ▸."""


@pytest.mark.parametrize(
    ("path", "edit", "said"), [(path, *each) for path in MISTAKES for each in MISTAKES[path].items()]
)
def test_a_mistake_in_data_is_told_exactly(path: str, edit: tuple[str | None, str], said: str, tiny: Path) -> None:
    old, new = edit
    text, expected = marked(path, (tiny / path).read_text("utf-8").replace(old, new, 1) if old else new, said)
    write(tiny, path, text)

    assert problems(tiny) == expected


def test_an_id_is_not_too_long_for_the_name_of_a_file(tiny: Path) -> None:
    change(tiny, "content/en/data/figures.yaml", "people:", f"{'p' * 252}:")

    assert (
        f"content/en/data/figures.yaml:1:1: the name of an entry cannot be '{'p' * 60}…' → "
        "use small letters, digits and hyphens, 100 at most, such as report-2024"
    ) in problems(tiny)


def test_data_that_the_source_language_lost_are_told_with_its_file(tiny: Path) -> None:
    write(tiny, "content/en/data/partners.yaml", "")

    assert (
        "content/fr/data/partners.yaml:1:1: 'house' is not in content/en/data/partners.yaml → "
        "write it there first, or remove it here"
    ) in problems(tiny)


def test_a_diagram_shows_only_drawings_that_are_read(tiny: Path) -> None:
    (tiny / "static/drawings/.hidden.svg").write_text("<svg></svg>", "utf-8")
    change(tiny, "content/en/data/diagrams.yaml", "drawing: mark", "drawing: .hidden")

    assert problems(tiny) == [
        "content/en/data/diagrams.yaml:5:35: there is no drawing 'static/drawings/.hidden.svg' → use one of: mark"
    ]


def test_a_place_on_the_map_has_a_name(tiny: Path) -> None:
    change(tiny, "content/en/data/partners.yaml", "  city: Brussels\n", "")
    (tiny / "content/fr/data/partners.yaml").unlink()

    assert problems(tiny) == [
        "content/en/data/partners.yaml:9:13: the map has no name for this place → "
        "add the field 'city', such as city: Brussels"
    ]


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
    change(tiny, "content/en/data/laws.yaml", "  quote: {status: authentic, text: All are equal., source: rules}\n", "")

    quote = project.read(tiny).facts.laws["rule"].quote

    assert [(code, words.text, words.source.title) for code, words in quote.items()] == [
        ("de", "Alle sind gleich.", "Regeln")
    ]


def test_every_text_is_known_with_its_place(tiny: Path) -> None:
    texts = {(text.file, text.name, text.language): text for text in project.read(tiny).wordings}

    assert texts["data/helplines.yaml", "line.name", "fr"].words == "La ligne"
    assert texts["data/helplines.yaml", "line.name", "fr"].location[:3] == ("content/fr/data/helplines.yaml", 2, 9)
    assert texts["data/figures.yaml", "people.rows.2024.note", "en"].words == "Not counted."
    assert texts["site.yaml", "name", "fr"].location[:3] == ("site.yaml", 1, 18)
    assert ("data/helplines.yaml", "line.website", "en") not in texts


@pytest.mark.parametrize("name", ["helplines", "figures", "laws", "glossary"])
def test_a_file_of_data_may_be_missing(name: str, tiny: Path) -> None:
    for file in tiny.glob(f"content/*/data/{name}.yaml"):
        file.unlink()

    assert getattr(project.read(tiny).facts, name) == {}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("content/sources.yaml", "sources.line.read"),
        ("content/en/data/partners.yaml", "house.phone.checked"),
        ("content/en/help.md", "reviewed"),
    ],
)
def test_a_day_on_which_something_was_done_has_come(path: str, field: str, tiny: Path) -> None:
    text, name = (tiny / path).read_text("utf-8"), field.rpartition(".")[2]
    said = f"'{field}' is a day to come: '2026-11-26' → write the day on which it was done, year-month-day"
    text, expected = marked(path, text.replace(f"{name}: 2026-01-02", f"{name}: ▸2026-11-26", 1), said)
    write(tiny, path, text)

    assert problems(tiny) == expected
    project.read(tiny, TODAY + datetime.timedelta(days=1))
