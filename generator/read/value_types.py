"""The types of field values: addresses, ids, languages, texts by language, dates, phone numbers and others."""

import datetime
import ipaddress
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from generator.read.forms import AS_TYPED, BY_LANGUAGE, Check, Invalid, limits
from generator.read.phones import Telephone, is_country, normalise

if TYPE_CHECKING:
    from babel import Locale

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|gad_source|srsltid|msclkid|yclid|twclid|ttclid|igsh(?:id)?|mibextid"
    r"|li_fat_id|_gl|_ga|mc_[ce]id|mkt_tok|_hsenc|_hsmi|vero_id|wt\.mc.*|at_\w+|(?:mtm|pk)_\w+|xtor",
    re.IGNORECASE,
)
"""The query parameters with which advertising, mailing and analytics services track visitors."""
_REDIRECTORS = re.compile(
    r"(?:www\.)?(?:google(?:\.[a-z]{2,3}){1,2}/url|bing\.com/ck/a|youtube\.com/redirect|facebook\.com/l\.php)"
    r"|duckduckgo\.com/l/|r\.search\.yahoo\.com/.*"
    r"|(?:.+\.safelinks\.protection\.outlook|lm?\.(?:facebook|instagram|messenger)|urldefense(?:\.proofpoint)?)\.com/.*"
)
"""Hosts with paths that only redirect to another site."""
_HOST = re.compile(r"(?i:www\.)|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/")
"""The host at the start of an address without a scheme."""
_UNNAMED = {"arb", "cmn", "edo", "kmr", "pes", "prs", "rmc", "rmn", "rmo", "rmy"}
"""Languages that CLDR names only as part of others: Arabic, Mandarin, Edo, Kurmanji, Persian, Dari, Romani."""


@lru_cache(maxsize=10_000)
def split_address(address: str) -> SplitResult | None:
    """Return the parts of an address, or None if it cannot be parsed."""
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def is_web_address(value: str) -> bool:
    """Return whether a text is a complete web address that can be a link (URL Standard, section 4.1)."""
    parts = split_address(value)
    if not parts or parts.scheme not in ("http", "https") or re.search(r"[\s<>\"]", value):
        return False
    return bool(re.fullmatch(r"[\w-]+(\.[\w-]+)+\.?", parts.hostname or ""))


def with_scheme(address: str) -> str | None:
    """Return an address that lacks only its scheme as one with https, or None if it may be something else."""
    return f"https://{host}" if _HOST.match(host := address.removeprefix("//")) else None


def is_private(host: str) -> bool:
    """Return whether a host exists only on one computer or network (RFC 6761, RFC 6762, and the IANA registries)."""
    if host.lower().rpartition(".")[2] in ("localhost", "local", "internal", "lan", "home", "corp"):
        return True
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return False


@lru_cache(maxsize=10_000)
def address_problem(address: str) -> tuple[str, str] | None:
    """Return why an address cannot be a link for readers, as a predicate, and the fix, or None if it can."""
    parts = split_address(address)
    if parts and is_private(parts.hostname or ""):
        return "works only on one computer or network", "write the public address of that page"
    encoded = re.sub(r'[ "<>]', lambda found: quote(found[0]), address)
    if encoded != address and is_web_address(encoded) and address.count("://") == 1:
        first = next(character for character in address if character in ' "<>')
        return "contains a space" if first == " " else f"contains the character {first}", f"write {encoded}"
    if not parts or not is_web_address(address):
        complete = with_scheme(address) or "it in full, such as https://www.example.org/page"
        return "is not a complete web address", f"write {complete}"
    if re.search(r"…|\.{3}$", address):
        return "was cut off when it was copied", "copy the complete address from the browser"
    if parts.username is not None:
        user = parts.netloc.rpartition("@")[0]
        fix = f"write {address.replace(f'{user}@', '', 1)}"
        return "has a user name before the site name, which hides where it goes", fix
    return None


def is_site_address(value: str) -> bool:
    """Return whether a text is a web address to which a path can be appended: without a query and a fragment."""
    return is_web_address(value) and not re.search("[?#]", value)


def tracking_problem(address: str) -> tuple[str, str] | None:
    """Return how an address tracks readers who open it, as a predicate, and the fix, or None if it is not known to."""
    parts = split_address(address)
    if parts and _REDIRECTORS.fullmatch(f"{parts.hostname}{parts.path}"):
        fix = "open it, and write the address that the browser then shows"
        return f"goes through '{parts.hostname}', which tracks readers", fix
    keys = (unquote(part.partition("=")[0]) for part in re.split("[?&;#]", address)[1:])
    if key := next(filter(_TRACKING.fullmatch, keys), None):
        return f"contains '{key}', which tracks readers", "remove it from the address"
    return None


@cache
def is_language(code: str) -> bool:
    """Return whether CLDR knows every part of a language code except private use, after '-x-' (BCP 47, 2.2.7)."""
    from babel import Locale
    from babel.core import parse_locale

    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", code):
        return False
    try:
        language, territory, script, *_ = parse_locale(code.partition("-x-")[0], sep="-")
    except ValueError:
        return False
    known = Locale("en")
    named = language in known.languages or language in _UNNAMED
    return named and (not territory or territory in known.territories) and (not script or script in known.scripts)


def locale_of(identifier: str) -> "Locale | None":
    """Return the locale with an identifier, or None if CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(identifier.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def direction(text: str) -> str:
    """Return the direction of most letters of a text as the HTML value, rtl or ltr (Unicode Standard Annex 9)."""
    directions = Counter(map(unicodedata.bidirectional, text))
    return "rtl" if directions["R"] + directions["AL"] > directions["L"] else "ltr"


def is_id(value: str) -> bool:
    """Return whether a text can be the id of an entry and a part of an address."""
    return len(value) <= 100 and bool(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", value))


def _url(value: str, _: Mapping[str, Any]) -> str:
    if found := address_problem(value) or tracking_problem(value):
        message, fix = found
        raise Invalid(f"{message}: {{value}}", fix)
    return value


def proper_id(value: str) -> str:
    """Return a text that can be the id of an entry and a part of an address; raise `Invalid` for any other."""
    if not is_id(value):
        raise Invalid("cannot be {value}", "use at most 100 lowercase letters, digits and hyphens, such as report-2024")
    return value


def _only(fits: Callable[[Any], object], message: str, fix: str) -> Check:
    """Return a check that passes values that fit, and raises `Invalid` with `message` and `fix` for others."""

    def check(value: Any, _: Mapping[str, Any]) -> Any:
        if not fits(value):
            raise Invalid(message, fix)
        return value

    return check


def _match(pattern: str, message: str, fix: str, convert: Callable[[str], Any] = str) -> Check:
    """Return a check that converts values that match a pattern, and raises `Invalid` for others."""
    check = _only(lambda value: re.fullmatch(pattern, str(value)), message, fix)
    return lambda value, known: convert(check(value, known))


def _date(value: object, _: Mapping[str, Any]) -> object:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        with suppress(ValueError):
            return datetime.date.fromisoformat(str(value))
    raise Invalid("must be a date, not {value}", "write year-month-day, such as 2026-10-18")


def _past(value: datetime.date, known: Mapping[str, Any]) -> datetime.date:
    """Return a date that is not in the future; where the editor lives, it may already be tomorrow."""
    today: datetime.date | None = known.get("today")
    if today and value > today + datetime.timedelta(days=1):
        fix = f"write the day on which it was done, as year-month-day; today is {today}"
        raise Invalid("is in the future: {value}", fix)
    return value


def _number(value: str, known: Mapping[str, Any]) -> Telephone:
    country = known.get("country")
    dialled = normalise(value, country)
    if not dialled:
        plain = " ".join(re.sub("^00", "+", value.replace("(0)", " ")).split())
        hint = "" if country else "; for a number without '+', set 'country' in site.yaml"
        fix = f"write one complete number, such as 02 555 01 01, +32 2 555 01 01 or 112{hint}"
        fix = f"write {plain}" if normalise(plain, country) else fix
        raise Invalid("must be a phone number, not {value}", fix)
    number = Telephone(value)
    number.dialled = dialled
    return number


_DIGITS = "[0-9]{1,99}"
"""Limited, as Python refuses to convert thousands of digits."""
_NOT_NUMBER = "must be a number, not {value}"
Boolean = Annotated[
    bool, _match("true|false", "must be true or false, not {value}", "write true or false", "true".__eq__)
]
Integer = Annotated[int, _match(f"-?{_DIGITS}", _NOT_NUMBER, "write digits only, such as 10", int)]
Real = Annotated[float, _match(rf"-?{_DIGITS}(\.{_DIGITS})?", _NOT_NUMBER, "write digits, such as 10 or 12.5", float)]
Url = Annotated[str, _url]
SiteUrl = Annotated[
    str,
    _only(
        is_site_address,
        "must be the web address of a site, not {value}",
        "write it in full, without '?' or '#', such as https://www.example.org/",
    ),
]
Date = Annotated[datetime.date, _date]
Past = Annotated[Date, _past]
"""A day on which something was done."""
Id = Annotated[str, lambda value, _: proper_id(value)]
Code = Annotated[str, _only(is_language, "cannot be {value}", "write a language code, such as nl or pt-BR")]
"""A language code (BCP 47)."""
Country = Annotated[
    str, _only(is_country, "cannot be {value}", "write a country code of two capital letters, such as BE")
]
"""A country code (ISO 3166-1)."""
PLACEHOLDER = re.compile(r"(?<!\\)\{(\w*)\}")
"""A name in braces that a value replaces."""
Phrase = Annotated[
    str,
    AS_TYPED,
    _only(
        lambda text: not re.search("[{}]", PLACEHOLDER.sub("", text)),
        "has braces that the site cannot fill in",
        "use only the words in braces of the source language, such as {number}",
    ),
]
"""A text that may have placeholders."""
_ForLanguage = Annotated[str, AS_TYPED]
"""A language code, or an empty text for all languages."""
SHOWN = "shown"
"""Marks the type of a text that readers see."""
Text = Annotated[dict[_ForLanguage, str], BY_LANGUAGE, SHOWN, limits(min_length=1)]
"""A text by language code; a plain string is the same in every language."""
Phrases = Annotated[dict[_ForLanguage, str], BY_LANGUAGE, limits(min_length=1)]
"""Phrases by language code, separated by commas, which no reader sees; a language may have none."""


def words_in(text: Mapping[str, str] | None, language: str) -> str | None:
    """Return a text in a language, or None if it is not in that language, or there is no text."""
    return text.get(language, text.get("")) if text else None


Accepted = Annotated[str, lambda value, _: " ".join(value.split())]
"""A number, link or picture that is right as it is, in the form in which messages show it."""
Exact = Annotated[str, SHOWN]
"""A name, a title or a quotation, the same in every language, with its own typography."""
Addresses = Annotated[dict[_ForLanguage, Url], BY_LANGUAGE, limits(min_length=1)]
"""A web address by language code; a plain string is the same in every language."""
Coordinates = Annotated[
    tuple[Real, ...],
    _only(
        lambda at: len(at) == 2 and -180 <= at[0] <= 180 and -90 <= at[1] <= 90,
        "must be a longitude and a latitude in degrees",
        "write two numbers, such as [4.35, 50.85]",
    ),
]
"""Longitude and latitude in degrees."""
Year = Annotated[Integer, limits(ge=1000, le=9999)]
Number = Annotated[Telephone, _number]
_MAIL = r"[^@:/\s<>\"]+@[^@:/\s<>\"]+\.[^@:/\s<>\".]+"
Email = Annotated[str, _match(_MAIL, "must be an e-mail address, not {value}", "write it as name@organisation.example")]
Reachable = Annotated[
    str,
    _match(
        rf"https://.+|{_MAIL}",
        "must be an e-mail address or a web address, not {value}",
        "write name@organisation.example, or the https:// address of a page",
    ),
    lambda value, known: f"mailto:{value}" if "@" in value and "://" not in value else _url(value, known),
]
"""Where someone can be reached in writing, as the address of a link."""
Value = Annotated[
    Decimal,
    _match(
        r"[0-9]{1,15}(\.[0-9]{1,15})?",
        "must be a number of 0 or more, not {value}",
        "write digits, at most 15 on each side of a point, such as 12.5, or null if unknown",
        Decimal,
    ),
]
"""A number with exactly the digits that were typed, and not below zero, which a bar cannot show."""
