"""Text in, its phone numbers out, in linear time."""

from functools import partial
from itertools import count

import pytest

from generator.read import settings
from generator.read.files import Files
from generator.read.phones import Search, normalise
from tests.conftest import change, grows_linearly


@pytest.mark.parametrize(("number", "dialled"), [
    ("02 555 01 01", "+3225550101"), ("(02) 555.01.01", "+3225550101"), ("0475/12.34.56", "+32475123456"),
    ("+32 491 71 78 77", "+32491717877"), ("+352 26 12 34", "+352261234"), ("112", "112"), ("116 000", "116000"),
    ("02\u00a0555\u00a001\u00a001", "+3225550101"), ("02\u2011555\u201101\u201101", "+3225550101"),
])  # fmt: skip
def test_a_complete_number_can_be_dialled_from_any_country(number, dialled):
    assert normalise(number, "BE") == dialled


@pytest.mark.parametrize(("country", "number", "dialled"), [
    ("PT", "212 345 678", "+351212345678"), ("EE", "321 2345", "+3723212345"), ("EE", "116 006", "116006"),
    ("DK", "32 12 34 56", "+4532123456"), ("US", "201-555-0123", "+12015550123"), ("IT", "02 123 456", "+3902123456"),
])  # fmt: skip
def test_a_country_without_a_trunk_prefix_has_complete_numbers_that_do_not_begin_with_0(country, number, dialled):
    assert normalise(number, country) == dialled


@pytest.mark.parametrize("number", [
    "2 555 01 01", "ask us", "12", "12345", "999", "112/101", "112 101", "02 511 64", "055 5501012", "02 511 64 64/65",
    "02 511 64/65", "02 555 01-01", "078 055 800 - 24/7", "32 2 555 02 02", "3225550101", "+32025550101",
    "+32 (0)2 555 01 01", "0032 2 555 01 01", "+1 23", "9" * 300,
])  # fmt: skip
def test_a_value_that_is_not_exactly_one_number_is_refused(number):
    assert normalise(number, "BE") is None


def test_without_a_country_a_short_number_may_be_of_any():
    assert [normalise(number, None) for number in ("112", "116 000", "77", "99", "02 555 01 01")] == [
        "112", "116000", None, None, None,
    ]  # fmt: skip


def test_the_country_of_the_site_decides_what_is_a_phone_number(tiny):
    change(tiny, "site.yaml", "+32 2 555 00 00", "01 42 34 56 78")
    change(tiny, "site.yaml", "country: BE", "country: FR")

    assert settings.read(Files(tiny))[0].contact.phone.dialled == "+33142345678"


@pytest.mark.parametrize("separator", ["\u00a0", "\u202f", "\u2009", "\u200e", "\u2011", "–", "\n"])
def test_separators_neither_hide_nor_move_a_number(separator):
    words = f"Call us on 02{separator}555{separator}01{separator}01."

    written = words[11:-1].replace("\n", " ")
    assert Search("BE").find(words) == ((11, written, "+3225550101"),)


@pytest.mark.parametrize("country", ["AT", "BE", "DE", "FI", "IT", "LU"])
def test_a_date_or_an_amount_is_not_a_phone_number(country):
    words = "From 05.03.2025 to 16.8.2021: 1 690,66 and 169 210 982,72 euros times 1,0369235 (2013, 1693, 1694)."
    words += " Before (03.07.2014), on 5. 3. 2025, 07.05. – 24.06., 360.000 and 350 000 euros."

    assert Search(country).find(words) == ()


@pytest.mark.parametrize("shape", ["1 ", "0", "02 555 01 0", "02 555 01 01, ", "+32 ", "(02) ", "116 ", "0-"])
def test_searching_takes_linear_time(shape):
    others = count(1)  # results are cached

    assert grows_linearly(
        lambda size: partial(Search("BE", ("116000", str(next(others)))).find, shape * (size // len(shape))), 3_000
    )
