"""What the site is: how the country decides what a number to call is."""

from pathlib import Path

import pytest

from generator.read import settings
from generator.read.files import Files
from tests.conftest import change


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
    change(tiny, "site.yaml", "+32 2 555 00 00", number)
    change(tiny, "site.yaml", "country: BE", f"country: {country}")

    _, problems = settings.read(Files(tiny))

    assert [problem.message for problem in problems] == [
        f"'contact.phone' must be a telephone number, not '{number}'"
    ] * refused
