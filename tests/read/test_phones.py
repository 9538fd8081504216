"""Words in, the numbers to call among them out, in time that grows with the words."""

from functools import partial
from itertools import count
from pathlib import Path

import pytest

from generator.read import settings
from generator.read.files import Files
from generator.read.phones import Search, called
from tests.conftest import change, grows_evenly


@pytest.mark.parametrize(
    ("number", "country", "everywhere"),
    [
        ("112", None, "112"),
        ("116 000", None, "116000"),
        ("77", None, None),
        ("02 555 01 01", None, None),
        ("999", "BE", None),
        ("+32 2 555 01 01", None, "+3225550101"),
        ("02\u00a0555\u00a001\u00a001", "BE", "+3225550101"),
        ("02\u2011555\u201101\u201101", "BE", "+3225550101"),
        ("116\u202f000", "BE", "116000"),
        ("02 555 01-01", "BE", None),
        ("9" * 300, "BE", None),
    ],
)
def test_short_number_may_be_one_of_any_country_where_none_is_said(
    number: str, country: str | None, everywhere: str | None
) -> None:
    assert called(number, country) == everywhere


def test_the_country_of_the_site_decides_what_a_number_is(tiny: Path) -> None:
    change(tiny, "site.yaml", "+32 2 555 00 00", "01 42 34 56 78")
    change(tiny, "site.yaml", "country: BE", "country: FR")

    assert settings.read(Files(tiny)).contact.phone.dialled == "+33142345678"


@pytest.mark.parametrize("sign", ["\u00a0", "\u202f", "\u2009", "\u200e", "\u2011", "–", "\n"])
def test_signs_between_digits_hide_no_number_and_move_none(sign: str) -> None:
    words = f"Call us on 02{sign}555{sign}01{sign}01."

    assert [(index, words[index:-1]) for index, _ in Search("BE").find(words)] == [(11, words[11:-1])]


@pytest.mark.parametrize("shape", ["1 ", "0", "02 555 01 0", "02 555 01 01, ", "+32 ", "(02) ", "116 ", "0-"])
def test_time_grows_with_the_length_of_the_words(shape: str) -> None:
    others = count(1)  # words are searched once

    assert grows_evenly(
        lambda size: partial(Search("BE", ("116000", str(next(others)))).find, shape * (size // len(shape))), 3_000
    )
