"""The facts of a site: the content of the data files in every language, and the problems in them."""

import datetime

import pytest

from generator.read import project
from tests.conftest import SECOND, TODAY, append, change, parse_markers, problems_in, write


def test_a_text_without_letters_or_the_same_in_all_languages_is_not_translated(tiny):
    facts = project.read(tiny).facts

    assert facts.figures["people"].rows["2023"].name == {"": "2023"}
    assert facts.glossary["ngo"].abbreviation == {"": "NGO"}


def test_a_law_may_be_quoted_in_a_translation_only(tiny):
    change(tiny, "content/en/data/laws.yaml", "  quote: {status: authentic, text: All are equal., source: rules}\n", "")

    quote = project.read(tiny).facts.laws["rule"].quote

    assert [(code, words.text, words.source.title) for code, words in quote.items()] == [
        ("de", "Alle sind gleich.", "Regeln")
    ]


def test_every_text_has_its_place(tiny):
    every = (text for own in project.read(tiny).texts.values() for text in own.texts)
    texts = {(text.file, text.name, text.language): text for text in every}

    assert texts["data/helplines.yaml", "line.name", "fr"].text == "La ligne"
    assert texts["data/helplines.yaml", "line.name", "fr"].location[:3] == ("content/fr/data/helplines.yaml", 2, 9)
    assert texts["data/figures.yaml", "people.rows.2024.note", "en"].text == "Not counted."
    assert texts["site.yaml", "name", "fr"].location[:3] == ("site.yaml", 1, 18)
    assert ("data/helplines.yaml", "line.website", "en") not in texts


def test_a_file_that_is_not_read_hides_no_mistake_in_the_data_file_of_that_name(tiny):
    write(tiny, "content/en/data/figures.csv", "year,people")
    write(tiny, "content/en/data/days.yml", "{}")
    change(tiny, "content/en/data/figures.yaml", "unit: percent", "unit: per")
    append(tiny, SECOND, "\nIt is {{ day id=gone }}.\n")

    assert [problem.partition(":")[0] for problem in problems_in(tiny)] == [
        "content/en/data/days.yml", "content/en/data/figures.csv", "content/en/data/figures.yaml", SECOND,
    ]  # fmt: skip


def test_every_data_file_may_be_missing(tiny):
    for file in tiny.glob("content/*/data/*.yaml"):
        file.unlink()

    assert not any(value for _, value in project.read(tiny).facts)


@pytest.mark.parametrize(("path", "field"), [
    ("content/sources.yaml", "sources.line.read"),
    ("content/en/data/partners.yaml", "house.phone.checked"),
    ("content/en/help.md", "reviewed"),
])  # fmt: skip
def test_a_date_on_which_something_was_done_is_not_in_the_future(path, field, tiny):
    text, name = (tiny / path).read_text("utf-8"), field.rpartition(".")[2]
    fix = f"write the day on which it was done, as year-month-day; today is {TODAY}"
    message = f"'{field}' is in the future: '2026-11-26' → {fix}"
    text, expected = parse_markers(path, text.replace(f"{name}: 2026-01-02", f"{name}: ▸2026-11-26", 1), message)
    write(tiny, path, text)

    assert problems_in(tiny) == expected
    project.read(tiny, TODAY + datetime.timedelta(days=1))
