"""The kinds of value that have a form of their own: what is right, and what is refused."""

import json
from typing import Any

import pytest

from generator.problems import BuildFailed, Problem
from generator.read.forms import Model, field, read
from generator.read.kinds import Code, Email, Reachable, Url


def accepted(kind: Any, value: str) -> Any:
    """Return what becomes of a value of a kind in a file."""

    class File(Model):
        given: kind = field("", "")

    return read(f"given: {json.dumps(value, ensure_ascii=False)}", File, "a.yaml").given


def refused(kind: object, value: str) -> Problem:
    """Return why a value is refused."""
    with pytest.raises(BuildFailed) as raised:
        accepted(kind, value)
    (problem,) = raised.value.problems
    return problem


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
        "https://www.google.co.uk/url?url=https%3A%2F%2Fa", "https://www.youtube.com/redirect?q=https%3A%2F%2Fa",
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
