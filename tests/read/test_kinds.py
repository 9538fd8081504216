"""The kinds of value that have a form of their own: what is right, and what is refused."""

import json
import re
from typing import Any

import pytest

from generator.problems import BuildFailed
from generator.read.forms import Model, field, fill
from generator.read.kinds import Code, Email, Reachable, Url
from generator.read.yaml_text import parse

FOLLOWING = [
    f"https://b.example/{sign}{mark}=1"
    for mark in ("utm_source", "FBCLID", "_gl", "pk_campaign", "xtor", "wt.mc_id")
    for sign in ("?", "?a=1&", "#", ";")
]
SENDING_ON = (
    "https://www.google.co.uk/url?url=https%3A%2F%2Fa", "https://www.youtube.com/redirect?q=https%3A%2F%2Fa",
    "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9h", "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=AT",
    "https://urldefense.com/v3/__https://a.example/?b=1__;!!x!y$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example&d=D",
)  # fmt: skip
CUT = "was cut off when it was copied"
MAIL = "must be an e-mail address"
WRONG = [
    *((Code, code, "cannot be") for code in ("xx", "nld", "english", "NL", "pt_BR", "nl-XX", "x-default")),
    *((Url, address, "contains '") for address in FOLLOWING),
    *((Url, address, "goes through '") for address in SENDING_ON),
    (Url, "https://www.b,c.example/", "is not a complete web address"),
    (Url, "https://b..example/", "is not a complete web address"),
    (Url, "https://b.example/c; https://d.example/", "is not a complete web address"),
    (Url, "https://b.example/lo…", CUT),
    (Url, "https://b.example/long...", CUT),
    (Email, "mailto:a@b.example", MAIL),
    (Reachable, "mailto:a@b.example", MAIL),
    (Reachable, "https://b", "is not a complete web address"),
]
"""A kind of value, one that is refused, and how that is told."""
RIGHT = [
    *((Code, code) for code in ("nl", "pt-BR", "zh-Hant", "sr-Latn-RS", "prs", "edo", "de-x-leicht")),
    *(
        (Url, address)
        for address in (
            "https://b.example/?id=1&source=utm", "https://web.archive.org/web/2020/https://a.example/",
            "https://validator.example/?doc=https://a.example/", "https://www.google.com/maps?q=https://a.example/",
            "https://a_b.bücher.example./c", "https://192.0.2.1.nip.io:8080/",
        )
    ),
    (Reachable, "https://b.example/@c"),
]  # fmt: skip


def accepted(kind: Any, value: str) -> Any:
    """Return what becomes of a value of a kind in a file."""

    class File(Model):
        given: kind = field("", "")

    return fill(File, *parse(f"given: {json.dumps(value, ensure_ascii=False)}", "a.yaml")).given


@pytest.mark.parametrize(("kind", "value", "message"), WRONG)
def test_a_value_that_is_not_of_its_kind_is_refused(kind, value, message):
    with pytest.raises(BuildFailed, match=f"'given' {re.escape(message)}"):
        accepted(kind, value)


@pytest.mark.parametrize(("kind", "value"), RIGHT)
def test_a_value_of_its_kind_is_accepted(kind, value):
    assert accepted(kind, value) == value


def test_where_someone_can_be_written_to_is_an_address_to_open():
    assert accepted(Reachable, "a@b.example") == "mailto:a@b.example"
