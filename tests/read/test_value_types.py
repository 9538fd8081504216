"""The types of field values: which values are valid, and which are refused."""

import json
import re
from typing import Any

import pytest

from generator.problems import BuildFailed
from generator.read.forms import Model, field, fill
from generator.read.value_types import Code, Email, Reachable, Url
from generator.read.yaml_text import parse

TRACKING = [
    f"https://b.example/{separator}{key}=1"
    for key in ("utm_source", "FBCLID", "_gl", "pk_campaign", "xtor", "wt.mc_id")
    for separator in ("?", "?a=1&", "#", ";")
]
REDIRECTING = (
    "https://www.google.co.uk/url?url=https%3A%2F%2Fa", "https://www.youtube.com/redirect?q=https%3A%2F%2Fa",
    "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9h", "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=AT",
    "https://urldefense.com/v3/__https://a.example/?b=1__;!!x!y$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example&d=D",
)  # fmt: skip
CUT = "was cut off when it was copied"
MAIL = "must be an e-mail address"
INVALID = [
    *((Code, code, "cannot be") for code in ("xx", "nld", "english", "NL", "pt_BR", "nl-XX", "x-default")),
    *((Url, address, "contains '") for address in TRACKING),
    *((Url, address, "goes through '") for address in REDIRECTING),
    (Url, "https://www.b,c.example/", "is not a complete web address"),
    (Url, "https://b..example/", "is not a complete web address"),
    (Url, "https://b.example/c; https://d.example/", "is not a complete web address"),
    (Url, "https://b.example/lo…", CUT),
    (Url, "https://b.example/long...", CUT),
    (Email, "mailto:a@b.example", MAIL),
    (Reachable, "mailto:a@b.example", MAIL),
    (Reachable, "https://b", "is not a complete web address"),
]
"""A type, an invalid value of it, and the start of the message."""
VALID = [
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
    """Return a value read from a file as a type."""

    class File(Model):
        given: kind = field("", "")

    return fill(File, *parse(f"given: {json.dumps(value, ensure_ascii=False)}", "a.yaml")).given


@pytest.mark.parametrize(("kind", "value", "message"), INVALID)
def test_an_invalid_value_is_refused(kind, value, message):
    with pytest.raises(BuildFailed, match=f"'given' {re.escape(message)}"):
        accepted(kind, value)


@pytest.mark.parametrize(("kind", "value"), VALID)
def test_a_valid_value_is_accepted(kind, value):
    assert accepted(kind, value) == value


def test_an_e_mail_address_becomes_a_link_address():
    assert accepted(Reachable, "a@b.example") == "mailto:a@b.example"
