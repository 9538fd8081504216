"""The datasets, read with Python's own parsers of CSV and JSON."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from babel.numbers import get_decimal_symbol, parse_decimal
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from generator.render.data import to_csv
from tests.conftest import build_page, build_site, change, files


def table(path: Path, delimiter: str = ",") -> list[dict[str, Any]]:
    data = path.read_bytes().decode("utf-8-sig")
    if path.suffix == ".json":
        return json.loads(data)
    return [*csv.DictReader(io.StringIO(data, newline=""), delimiter=delimiter)]


def test_the_data_package_describes_every_file_with_its_fields_and_sources(tiny):
    folder = tiny / "public/en/data"
    package = json.loads((folder / "datapackage.json").read_bytes())

    assert [source["path"] for source in package["sources"]] == [
        f"https://{name}.example/" for name in ("count", "log", "day")
    ]
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    described = {folder / resource["path"] for resource in package["resources"]}
    assert described == {*folder.rglob("*.csv"), *folder.rglob("*.json")} - {folder / "datapackage.json"}
    for resource in package["resources"]:
        rows = table(folder / resource["path"])
        assert rows
        for field in resource.get("schema", {"fields": []})["fields"]:
            assert all(field["name"] in row for row in rows)


@pytest.mark.parametrize(("checked", "published"), [("", False), (", checked: 2026-01-02", True)])
def test_the_phone_and_address_of_a_partner_are_published_only_if_checked(tiny, checked, published):
    number, address = "02 555 02 02", "Mill Street 12"
    contact = f"phone: {{number: {number}{checked}}}\n  address: {{text: {address}{checked}}}"
    change(tiny, "content/en/data/partners.yaml", f"phone: {{number: {number}, checked: 2026-01-02}}", contact)

    published_files = build_site(tiny)
    for place in ("en/data/facts/", "en/help/"):
        found = b"".join(data for path, data in published_files.items() if path.startswith(place))
        assert [text.encode() in found for text in (number, address)] == [published] * 2


def test_numbers_are_published_as_typed_with_the_sources_of_their_row_and_formatted_on_the_page(tiny):
    change(tiny, "content/en/data/figures.yaml", "[1234, 12.5]", "[1234567, 28.10]")
    change(tiny, "content/en/data/figures.yaml", "[null, null], note", "[4, 2.9999], sources: [log, line], note")

    cells = re.findall("<td>([^<]*)</td>", build_page(tiny, "en/topics/first"))
    assert cells[:4] == ["1,234,567", "28.1%", "4", "2.9999%"]
    published = files(tiny / "public/en/data")
    assert published["people.csv"].decode().split("\r\n")[1:3] == [
        "2023,1234567,28.10,,https://count.example/",
        "2024,4,2.9999,Not counted.,https://log.example/ https://line.example/",
    ]
    assert json.loads(published["figures/people.json"])[1] == {
        "id": "2024",
        "name": "2024",
        "values": {"all": 4, "share": 2.9999},
        "note": "Not counted.",
        "sources": "https://log.example/ https://line.example/",
    }


@pytest.mark.parametrize("language", ["en", "fr", "nl", "de"])
def test_a_spreadsheet_in_each_language_reads_the_same_numbers_as_json(tiny, language):
    folder = tiny / f"public/{language}/data"
    decimal = get_decimal_symbol(language)
    # If the comma is the decimal separator, Excel expects the list separator of Windows.
    sheet = table(folder / "people.csv", ";" if decimal == "," else ",")

    cells = [[*row.values()][1:3] for row in sheet]
    rows = json.loads((folder / "figures/people.json").read_bytes())
    assert [[parse_decimal(cell, language) if cell else None for cell in row] for row in cells] == [
        [*row["values"].values()] for row in rows
    ]


def test_a_source_in_two_languages_at_one_address_is_listed_in_each(tiny):
    change(tiny, "content/sources.yaml", "https://rules.example/de", "https://rules.example/en")
    change(tiny, "content/en/data/figures.yaml", "sources: [count]", "sources: [rules, regeln, rules]")

    package = json.loads(build_site(tiny)["en/data/datapackage.json"])
    figure = next(resource for resource in package["resources"] if resource["name"] == "figures-people-csv")
    assert figure["sources"] == [{"title": title, "path": "https://rules.example/en"} for title in ("Rules", "Regeln")]


def test_text_is_escaped_if_a_spreadsheet_would_run_it_as_a_formula():
    texts = ["=1+1", "+32", "-1", "@SUM(A1)", "\t=1", "a=b"]

    rows = [*csv.reader(io.StringIO(to_csv([texts, [-1, True, None]], ",").decode("utf-8-sig"), newline=""))]

    assert rows == [["'=1+1", "'+32", "'-1", "'@SUM(A1)", "'\t=1", "a=b"], ["-1", "true", ""]]


@pytest.mark.parametrize("name", ["datapackage", "9"])
def test_a_figure_may_have_the_name_of_another_data_file(tiny, name):
    for file in (tiny / "content").rglob("*.*"):
        text = file.read_text("utf-8")
        text = text.replace("people:\n", f'"{name}":\n').replace("people.", f"{name}.")
        file.write_text(text.replace("id=people", f"id={name}"), "utf-8")

    page = HTMLParser(build_page(tiny, "en/topics/second"))
    links = [
        [link.attributes["href"] for link in entry.css("a[download]")] for entry in page.css("li:has(a[download])")
    ]
    assert [f"../../data/{name}.csv", f"../../data/figures/{name}.json"] in links
    assert ["../../data/datapackage.json"] in links
