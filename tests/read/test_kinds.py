"""The kinds of value that have a form of their own: what is right, and what is refused."""

import json
from typing import Any

import pytest

from generator.problems import BuildFailed, Problem
from generator.read.forms import Model, field, read
from generator.read.kinds import Code, Email, Number, Reachable, Url


def accepted(kind: Any, value: str) -> Any:
    """Return what becomes of a value of a kind in a file."""

    class File(Model):
        given: kind = field("", "")

    return read(f"given: {json.dumps(value, ensure_ascii=False)}", File, "a.yaml", known={"country": "BE"}).given


def refused(kind: object, value: str) -> Problem:
    """Return why a value is refused."""
    with pytest.raises(BuildFailed) as raised:
        accepted(kind, value)
    (problem,) = raised.value.problems
    return problem


@pytest.mark.parametrize(
    ("number", "everywhere"),
    [
        ("02 555 01 01", "+3225550101"), ("(02) 555.01.01", "+3225550101"), ("078 055 800", "+3278055800"),
        ("0800/12.345", "+3280012345"), ("0475/12.34.56", "+32475123456"), ("+32 491 71 78 77", "+32491717877"),
        ("+352 26 12 34", "+352261234"), ("+33 1 23 45 67 89", "+33123456789"), ("112", "112"), ("116 000", "116000"),
    ],
)  # fmt: skip
def test_a_number_is_whole_and_is_called_from_everywhere(number: str, everywhere: str) -> None:
    read = accepted(Number, number)

    assert (read, read.dialled) == (number, everywhere)


@pytest.mark.parametrize(
    "number",
    [
        "ask us", "12", "12345", "112/101", "112 101", "02 511 64", "055 5501012", "02 511 64 64/65",
        "02 511 64/65", "078 055 800 - 24/7", "32 2 555 02 02", "3225550101", "+32025550101", "+32 (0)2 555 01 01",
        "0032 2 555 01 01", "+1 23",
    ],
)  # fmt: skip
def test_a_number_that_is_none_or_more_than_one_is_refused(number: str) -> None:
    assert refused(Number, number).fix == "write one number whole, such as 02 555 01 01, +32 2 555 01 01 or 112"


@pytest.mark.parametrize("code", ["nl", "pt-BR", "zh-Hant", "sr-Latn-RS", "prs", "edo", "de-x-leicht"])
def test_code_is_one_of_a_language(code: str) -> None:
    assert accepted(Code, code) == code


@pytest.mark.parametrize("code", ["xx", "nld", "english", "NL", "pt_BR", "nl-XX", "x-default"])
def test_code_of_no_language_is_refused(code: str) -> None:
    assert refused(Code, code).fix == "write the code of a language, such as nl or pt-BR"


@pytest.mark.parametrize("mark", ["utm_source", "FBCLID", "_gl", "pk_campaign", "xtor", "wt.mc_id"])
@pytest.mark.parametrize("sign", ["?", "?a=1&", "#", ";"])
def test_address_by_which_others_follow_readers_is_refused(mark: str, sign: str) -> None:
    assert refused(Url, f"https://b.example/{sign}{mark}=1").message.startswith(f"'given' carries '{mark}'")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/url?q=https://a.example/b&sa=D&usg=A", "https://www.google.co.uk/url?url=https%3A%2F%2Fa",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=AT",
        "https://urldefense.com/v3/__https://a.example/?b=1__;!!x!y$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example&d=D",
    ],
)  # fmt: skip
def test_address_that_only_sends_on_is_refused(address: str) -> None:
    assert refused(Url, address).message.startswith("'given' leads through '")


@pytest.mark.parametrize(
    "address",
    [
        "https://b.example/?id=1&source=utm", "https://web.archive.org/web/2020/https://a.example/",
        "https://validator.example/?doc=https://a.example/", "https://www.google.com/maps?q=https://a.example/",
        "https://a_b.bücher.example./c", "https://192.0.2.1.nip.io:8080/",
    ],
)  # fmt: skip
def test_address_of_what_is_to_be_read_is_accepted(address: str) -> None:
    assert accepted(Url, address) == address


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Url, "https://www.b,c.example/"), (Url, "https://b..example/"), (Url, "https://b.example/lo…"),
        (Url, "https://b.example/long..."), (Email, "mailto:a@b.example"), (Reachable, "mailto:a@b.example"),
        (Reachable, "https://b"),
    ],
)  # fmt: skip
def test_address_that_leads_nowhere_is_refused(kind: object, value: str) -> None:
    assert refused(kind, value)


def test_where_someone_can_be_reached_is_an_address_to_open() -> None:
    reached = [accepted(Reachable, value) for value in ("a@b.example", "https://b.example/@c")]

    assert reached == ["mailto:a@b.example", "https://b.example/@c"]
