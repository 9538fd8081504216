"""Kinds of value that fields have: addresses, ids, languages, texts by language, numbers to call."""

import datetime
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from generator.read.forms import Wrong


def is_web_address(value: str) -> bool:
    """Return whether a text is a whole address of a website, of which a link can be made (URL Standard, section 4.1)."""
    try:
        parts = urlsplit(value)
        host = (parts.hostname or "").removesuffix(".")
        named = host.count(".") > 0 and all(host.split(".")) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return named and parts.scheme in ("http", "https") and not re.search(r"[\s<>\"]", value)


def is_site_address(value: str) -> bool:
    """Return whether the address of a page can be joined to a text: a web address without query and fragment."""
    return is_web_address(value) and not re.search("[?#]", value)


def _url(value: str) -> str:
    if not is_web_address(value):
        raise Wrong("must be a web address, not {value}", "write it in full, such as https://www.example.org/page")
    return value


def _site_url(value: str) -> str:
    if not is_site_address(value):
        raise Wrong(
            "must be the address of a site, not {value}",
            "write it in full and without '?' and '#', such as https://www.example.org/",
        )
    return value


def _like(pattern: str, message: str, fix: str) -> AfterValidator:
    """Return a validator for texts of one form; `message` and `fix` are told of others."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise Wrong(message, fix)
        return value

    return AfterValidator(check)


def _by_language(value: object) -> object:
    return {"": value} if isinstance(value, str) else value


def _told(value: dict[str, str]) -> dict[str, str]:
    if not value or not all(words.strip() for words in value.values()):
        raise Wrong("has no text", "write it, by language: {en: ...}")
    return value


def _position(value: tuple[float, ...]) -> tuple[float, ...]:
    if len(value) != 2 or not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
        raise Wrong("must be a longitude and a latitude in degrees", "write two numbers, such as [4.35, 50.85]")
    return value


def _date(value: object) -> object:
    """Let only `YYYY-MM-DD` through: pydantic would also read a bare number as seconds since 1970."""
    wrong = Wrong("must be a date, not {value}", "write year-month-day, such as 2026-10-18")
    if isinstance(value, datetime.date):
        return value
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        raise wrong
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise wrong from None


def _reason(value: str) -> str:
    if not value.strip():
        raise Wrong("has no reason", "write why this check is off, for those who come after you")
    return value


_NUMBER = r"\+32(?:[1-9]\d{7}|4\d{8})|\+(?!32)[1-9]\d{6,14}|0(?:[1-9]\d{7}|4\d{8})|[1-9]\d{2,3}|116\d{3}"
"""The digits of a number: with country code (ITU-T E.164), of Belgium with its 0 (9 digits, or 10 for a mobile), or short."""


def _number(value: str) -> str:
    whole = re.fullmatch(_NUMBER, re.sub(r"[ ./()-]", "", value))
    if not whole or re.search(r"\(0\)|[/-] ?\d\d?$|^[1-9].*[^\d ]|^[^\d+(]|\D$", value):
        raise Wrong(
            "must be a telephone number, not {value}",
            "write one number whole, such as 02 555 01 01, +32 2 555 01 01 or 112",
        )
    return value


def dialled(number: str) -> str:
    """Return a number as it is called from everywhere, the same for every spelling of it; a short number is as it is.

    >>> dialled("02 555 01 01"), dialled("0032 (0)2/555.01.01"), dialled("116 000")
    ('+3225550101', '+3225550101', '116000')
    """
    digits = re.sub(r"[^+\d]", "", number.replace("(0)", ""))
    return re.sub("^0", "+32", re.sub("^00", "+", digits))


Url = Annotated[str, AfterValidator(_url)]
SiteUrl = Annotated[str, AfterValidator(_site_url)]
Reason = Annotated[str, AfterValidator(_reason)]
Date = Annotated[datetime.date, BeforeValidator(_date)]
Id = Annotated[
    str,
    _like(
        r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*",
        "cannot be {value}",
        "use small letters, digits and hyphens, 100 at most, such as report-2024",
    ),
]
Code = Annotated[
    str,
    _like(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "cannot be {value}", "write the code of a language, such as nl or pt-BR"),
]
"""A language code (BCP 47)."""
Conventions = Annotated[
    str, _like(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*", "cannot be {value}", "write a locale, such as fr or fr_BE")
]
"""A locale (CLDR)."""
Text = Annotated[dict[str, str], BeforeValidator(_by_language), AfterValidator(_told)]
"""A text by language code; a plain string is the same in every language."""
Addresses = Annotated[dict[str, Url], BeforeValidator(_by_language), Field(min_length=1)]
"""A web address by language code; a plain string is the same in every language."""
Position = Annotated[tuple[float, ...], AfterValidator(_position)]
"""Longitude and latitude in degrees."""
Year = Annotated[int, Field(ge=1, le=9999)]
Number = Annotated[str, AfterValidator(_number)]
"""A telephone number as printed."""
International = Annotated[
    str,
    _like(
        r"(?=(?:\D*\d){7,15}\D*$)\+\d[\d ./-]*\d",
        "must be a telephone number with country code, not {value}",
        "write '+' and the whole number, such as +32 2 555 01 01",
    ),
]
"""A telephone number as it is dialled from any country (ITU-T E.164)."""
Email = Annotated[
    str,
    _like(
        r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+",
        "must be an e-mail address, not {value}",
        "write it as name@organisation.example",
    ),
]
Value = Annotated[float, Field(ge=-1e15, le=1e15)]
"""A number that a double holds whole."""
