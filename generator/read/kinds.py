"""Kinds of value that fields have: addresses, ids, languages, texts by language, numbers to call."""

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
"""The names under which advertisers, mailers and counters of visits put their marks into addresses."""
_SENDING_ON = re.compile(
    r"(?:www\.)?(?:google(?:\.[a-z]{2,3}){1,2}/url|bing\.com/ck/a|youtube\.com/redirect|facebook\.com/l\.php)"
    r"|duckduckgo\.com/l/|r\.search\.yahoo\.com/.*"
    r"|(?:.+\.safelinks\.protection\.outlook|lm?\.(?:facebook|instagram|messenger)|urldefense(?:\.proofpoint)?)\.com/.*"
)
"""Hosts with paths that only send readers on."""
_HOST = re.compile(r"(?i:www\.)|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/")
"""The host at the beginning of an address without its scheme."""
_UNNAMED = {"arb", "cmn", "edo", "kmr", "pes", "prs", "rmc", "rmn", "rmo", "rmy"}
"""Languages that CLDR counts to others, without a name: Arabic, Mandarin, Edo, Kurmanji, Persian, Dari, Romani."""


@lru_cache(maxsize=10_000)
def split(address: str) -> SplitResult | None:
    """Return the parts of an address, or None where it cannot be read."""
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def is_web_address(value: str) -> bool:
    """Return whether a text is a whole address of a website, fit for a link (URL Standard, section 4.1)."""
    parts = split(value)
    if not parts or parts.scheme not in ("http", "https") or re.search(r"[\s<>\"]", value):
        return False
    return bool(re.fullmatch(r"[\w-]+(\.[\w-]+)+\.?", parts.hostname or ""))


def with_scheme(address: str) -> str | None:
    """Return an address in full that lacks its scheme alone, or None where it may be something else."""
    return f"https://{host}" if _HOST.match(host := address.removeprefix("//")) else None


def is_private(host: str) -> bool:
    """Whether a host is known in one computer or one network only (RFC 6761, RFC 6762, and the registries of IANA)."""
    if host.lower().rpartition(".")[2] in ("localhost", "local", "internal", "lan", "home", "corp"):
        return True
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return False


@lru_cache(maxsize=10_000)
def wrong_in(address: str) -> tuple[str, str] | None:
    """Return what is wrong with the address of a website to which readers are led, and the mend; None where nothing."""
    parts = split(address)
    if parts and is_private(parts.hostname or ""):
        return "is that of one computer or network, which no reader can open", "write the public address of that page"
    written = re.sub(r'[ "<>]', lambda sign: quote(sign[0]), address)
    if written != address and is_web_address(written) and address.count("://") == 1:
        sign = next(sign for sign in address if sign in ' "<>')
        return "has a space" if sign == " " else f"has the sign {sign}", f"write {written}"
    if not parts or not is_web_address(address):
        whole = with_scheme(address) or "it in full, such as https://www.example.org/page"
        return "is no whole web address", f"write {whole}"
    if re.search(r"…|\.{3}$", address):
        return "was cut short where it was copied", "copy the whole address from the browser"
    if parts.username is not None:
        user = parts.netloc.rpartition("@")[0]
        fix = f"write {address.replace(f'{user}@', '', 1)}"
        return "names a user before the site, which hides where it leads", fix
    return None


def is_site_address(value: str) -> bool:
    """Return whether the address of a page can be joined to a text: a web address without query and fragment."""
    return is_web_address(value) and not re.search("[?#]", value)


def followed(address: str) -> tuple[str, str] | None:
    """Return how others follow those who open an address, and the mend; None where nobody is known to."""
    parts = split(address)
    if parts and _SENDING_ON.fullmatch(f"{parts.hostname}{parts.path}"):
        fix = "open it, and write the address that the browser then shows"
        return f"leads through '{parts.hostname}', by which others follow readers", fix
    keys = (unquote(part.partition("=")[0]) for part in re.split("[?&;#]", address)[1:])
    if mark := next(filter(_TRACKING.fullmatch, keys), None):
        return f"carries '{mark}', by which others follow readers", "remove it from the address"
    return None


@cache
def is_language(code: str) -> bool:
    """Return whether CLDR knows every part of a language code; behind an x is private use (BCP 47, section 2.2.7)."""
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
    """Return the conventions by which a language writes, or None where CLDR knows none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(identifier.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def direction(words: str) -> str:
    """Return the direction of most letters of a text, as HTML writes it (Unicode Standard Annex 9)."""
    directions = Counter(map(unicodedata.bidirectional, words))
    return "rtl" if directions["R"] + directions["AL"] > directions["L"] else "ltr"


def is_id(value: str) -> bool:
    """Return whether a text can name an entry, and be a part of an address."""
    return len(value) <= 100 and bool(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", value))


def _url(value: str, _: Mapping[str, Any]) -> str:
    if wrong := wrong_in(value) or followed(value):
        message, fix = wrong
        raise Invalid(f"{message}: {{value}}", fix)
    return value


def proper_id(value: str) -> str:
    """Return what can name an entry, and be a part of an address; raise `Invalid` for what cannot."""
    if not is_id(value):
        raise Invalid("cannot be {value}", "use small letters, digits and hyphens, 100 at most, such as report-2024")
    return value


def _only(fits: Callable[[Any], object], message: str, fix: str) -> Check:
    """Return a check for values that fit; `message` and `fix` are told of others."""

    def check(value: Any, _: Mapping[str, Any]) -> Any:
        if not fits(value):
            raise Invalid(message, fix)
        return value

    return check


def _like(pattern: str, message: str, fix: str, make: Callable[[str], Any] = str) -> Check:
    """Return a check for values of one form, and what is made of one."""
    fits = _only(lambda value: re.fullmatch(pattern, str(value)), message, fix)
    return lambda value, known: make(fits(value, known))


def _date(value: object, _: Mapping[str, Any]) -> object:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        with suppress(ValueError):
            return datetime.date.fromisoformat(str(value))
    raise Invalid("must be a date, not {value}", "write year-month-day, such as 2026-10-18")


def _past(value: datetime.date, known: Mapping[str, Any]) -> datetime.date:
    """Let no day to come through; where the editor lives, it may be tomorrow already."""
    today: datetime.date | None = known.get("today")
    if today and value > today + datetime.timedelta(days=1):
        fix = f"write the day on which it was done, year-month-day; today is {today}"
        raise Invalid("is a day to come: {value}", fix)
    return value


def _number(value: str, known: Mapping[str, Any]) -> Telephone:
    country = known.get("country")
    dialled = normalise(value, country)
    if not dialled:
        whole = " ".join(re.sub("^00", "+", value.replace("(0)", " ")).split())
        here = "" if country else "; without '+', site.yaml must say in which 'country'"
        fix = f"write one number whole, such as 02 555 01 01, +32 2 555 01 01 or 112{here}"
        fix = f"write {whole}" if normalise(whole, country) else fix
        raise Invalid("must be a telephone number, not {value}", fix)
    number = Telephone(value)
    number.dialled = dialled
    return number


_DIGITS = "[0-9]{1,99}"
"""As many as there are; Python refuses to read thousands."""
_ONLY_DIGITS = "must be a number, not {value}", "write digits only, such as 10"
Boolean = Annotated[
    bool, _like("true|false", "must be true or false, not {value}", "write true or false", "true".__eq__)
]
Integer = Annotated[int, _like(f"-?{_DIGITS}", *_ONLY_DIGITS, int)]
Real = Annotated[float, _like(rf"-?{_DIGITS}(\.{_DIGITS})?", *_ONLY_DIGITS, float)]
Url = Annotated[str, _url]
SiteUrl = Annotated[
    str,
    _only(
        is_site_address,
        "must be the address of a site, not {value}",
        "write it in full and without '?' and '#', such as https://www.example.org/",
    ),
]
Date = Annotated[datetime.date, _date]
Past = Annotated[Date, _past]
"""A day on which something was done."""
Id = Annotated[str, lambda value, _: proper_id(value)]
Code = Annotated[str, _only(is_language, "cannot be {value}", "write the code of a language, such as nl or pt-BR")]
"""A language code (BCP 47)."""
Country = Annotated[
    str, _only(is_country, "cannot be {value}", "write the code of a country in two capital letters, such as BE")
]
"""The code of a country (ISO 3166-1)."""
FILLING = re.compile(r"(?<!\\)\{(\w*)\}")
"""A name in braces that is filled in."""
Phrase = Annotated[
    str,
    AS_TYPED,
    _only(
        lambda words: not re.search("[{}]", FILLING.sub("", words)),
        "has braces that cannot be filled in",
        "write only the braces of the source language, such as {number}",
    ),
]
"""Words, perhaps with names in braces that are filled in."""
_ForLanguage = Annotated[str, AS_TYPED]
"""The code of a language, or nothing for all of them."""
WORDS = "words"
"""Marks a kind of value that is words for readers."""
Text = Annotated[dict[_ForLanguage, str], BY_LANGUAGE, WORDS, limits(min_length=1)]
"""A text by language code; a plain string is the same in every language."""


def words_in(text: Mapping[str, str] | None, language: str) -> str | None:
    """Return the words that a text has in a language itself, or None where it has none, or there is no text."""
    return text.get(language, text.get("")) if text else None


Accepted = Annotated[str, lambda value, _: " ".join(value.split())]
"""What is right as it is written, as messages write it, whatever the spaces in it."""
Exact = Annotated[str, WORDS]
"""A name, a title or a quotation, the same in every language: its signs are its own."""
Addresses = Annotated[dict[_ForLanguage, Url], BY_LANGUAGE, limits(min_length=1)]
"""A web address by language code; a plain string is the same in every language."""
Position = Annotated[
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
Email = Annotated[str, _like(_MAIL, "must be an e-mail address, not {value}", "write it as name@organisation.example")]
Reachable = Annotated[
    str,
    _like(
        rf"https://.+|{_MAIL}",
        "must be an e-mail address or a web address, not {value}",
        "write name@organisation.example, or the https:// address of a page",
    ),
    lambda value, known: f"mailto:{value}" if "@" in value and "://" not in value else _url(value, known),
]
"""Where someone can be reached in writing, as an address to open."""
Value = Annotated[
    Decimal,
    _like(
        r"[0-9]{1,15}(\.[0-9]{1,15})?",
        "must be a number from 0, not {value}",
        "write digits, at most 15 on each side of a point, such as 12.5, or null where it is not known",
        Decimal,
    ),
]
"""A number with the digits that were typed, and no others; a bar shows none below zero."""
