"""What the site is: how the country decides what a number to call is."""

from pathlib import Path

import pytest

from generator.read import settings
from generator.read.files import Files


@pytest.mark.parametrize(
    ("country", "number", "refused"),
    [
        ("BE", "02 555 01 01", False),
        ("NL", "02 555 01 01", True),
        ("FR", "01 42 34 56 78", False),
        ("BE", "+33 1 42 34 56 78", False),
    ],
)
def test_the_country_decides_what_a_number_is(country: str, number: str, refused: bool, tiny: Path) -> None:
    file = tiny / "site.yaml"
    text = file.read_text("utf-8").replace("+32 2 555 00 00", number).replace("country: BE", f"country: {country}")
    file.write_text(text, "utf-8")

    _, problems = settings.read(Files(tiny))

    assert [problem.message for problem in problems] == [
        f"'contact.phone' must be a telephone number, not '{number}'"
    ] * refused


def test_a_country_that_is_none_is_told(tiny: Path) -> None:
    file = tiny / "site.yaml"
    file.write_text(file.read_text("utf-8").replace("country: BE", "country: Belgium"), "utf-8")

    _, problems = settings.read(Files(tiny))

    assert [str(problem) for problem in problems] == [
        "site.yaml:17:10: 'country' cannot be 'Belgium'\n"
        "    fix: write the code of a country in two capital letters, such as BE"
    ]
