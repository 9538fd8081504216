"""What the site is: how the country decides what a number to call is."""

from pathlib import Path

import pytest

from generator.problems import Problem, gathering
from generator.read import settings
from generator.read.files import Files
from tests.conftest import change


@pytest.mark.parametrize(("country", "refused"), [("BE", True), ("FR", False)])
def test_the_country_decides_what_a_number_is(country: str, refused: bool, tiny: Path) -> None:
    change(tiny, "site.yaml", "+32 2 555 00 00", "01 42 34 56 78")
    change(tiny, "site.yaml", "country: BE", f"country: {country}")

    problems: list[Problem] = []
    with gathering(problems):
        settings.read(Files(tiny))

    assert [problem.message for problem in problems] == [
        "'contact.phone' must be a telephone number, not '01 42 34 56 78'"
    ] * refused
