"""Telephone numbers, told from other figures by the numbering plans of all countries (libphonenumber)."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

_SPACES = "\n\xa0\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2009\u202a\u202b\u202c\u202d\u202e\u202f\u2060\ufeff"
SEPARATORS = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys("·\u2010\u2011\u2012\u2013\u2014\u2015", "-"))
"""What may stand between digits, for the sign that a program expects there; each is one character, so places stay."""
_FEW, _NEAR = (re.compile(rf"\d(?:\W{{0,4}}\d){{{more}}}") for more in (3, 5))
"""Four digits with little between them, as no number is shorter, and six, as no shorter one is of a country's plan."""

_FIGURED = re.compile(r"(?:\b[A-Z]{2} ?|\d,)\Z")
"""The code of a country, behind which stands the number of an enterprise or an account; or a whole and its comma."""
_FIGURE = re.compile(r"\(?\d\d?\. ?\d\d?\.(?:\d{4}\b|\W)|[\d .]{1,20},\d|[1-9]\d{0,2}[ .]\d{3}(?![ .]?\d)")
"""A date, with its year or without; an amount with its decimals, or of some thousands."""


class Telephone(str):
    """A telephone number as printed; `dialled` is how it is called from everywhere."""

    dialled: str


class Search(NamedTuple):
    """A search for telephone numbers in words: those of every country, and the short ones among `own`.

    `country` is where a number without a country code is called. A number of three digits is not looked for: it may
    as well count something.
    """

    country: str | None
    own: tuple[str, ...] = ()

    def find(self, words: str) -> tuple[tuple[int, str, str], ...]:
        """Return the index of each number, how it is written, and how it is called; it is sought once, whoever asks."""
        return _found(self, words) if _FEW.search(words) else ()


@lru_cache(maxsize=50_000)
def _found(search: Search, words: str) -> tuple[tuple[int, str, str], ...]:
    plain = words.translate(SEPARATORS)
    found = [(*match.span(), _digits(match[0])) for match in _short(search.own).finditer(plain)]
    if _NEAR.search(plain):
        from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

        matches = PhoneNumberMatcher(plain, search.country, leniency=Leniency.VALID, max_tries=len(plain))
        called = ((one.start, one.end, format_number(one.number, PhoneNumberFormat.E164)) for one in matches)
        found += [one for one in called if not _is_figure(plain, *one[:2])]
    return tuple((start, words[start:end].replace("\n", " "), called) for start, end, called in sorted(found))


def _is_figure(plain: str, start: int, end: int) -> bool:
    is_part = _FIGURED.search(plain, max(start - 4, 0), start) or _FIGURE.match(plain, start)
    return bool(is_part) or not _NEAR.search(plain, start, end)


@cache
def _short(own: Iterable[str]) -> re.Pattern[str]:
    short = (r"[\s./-]?".join(digits) for digits in map(_digits, own) if re.fullmatch(r"\d{4,6}", digits))
    return re.compile(rf"(?<![\w.,/-])(?:{'|'.join(short) or '(?!)'})(?!\w|[.,/-]?\d)")


def is_country(code: str) -> bool:
    """Return whether a code is that of a country with numbers to call (ISO 3166-1)."""
    from phonenumbers import SUPPORTED_REGIONS

    return code in SUPPORTED_REGIONS


def normalise(written: str, country: str | None) -> str | None:
    """Return how a text is called from everywhere, or None unless it is one whole number to call as printed.

    It is one of this country, of another with '+', or short. Without a country, a short one may be one of any.
    """
    from phonenumbers import SUPPORTED_SHORT_REGIONS, is_valid_short_number_for_region, parse

    written = written.translate(SEPARATORS)
    digits = re.sub(r"[ ./()-]", "", written)
    if not re.fullmatch(r"(?:\+|\(0|0(?!0))?[1-9][\d ./)-]*\d", written) or re.search(r"(?:/|^[^-]*-)\d\d?$", written):
        return None  # not even the form of one number: '/65' at its end is another, or '-65' without another hyphen
    everywhere = _everywhere(written, country)
    if digits[0] in "+0":
        return everywhere if digits[0] == "0" or everywhere == digits else None
    places = [country] if country else SUPPORTED_SHORT_REGIONS
    is_short = len(digits) < 9 and any(
        is_valid_short_number_for_region(parse(digits, place), place) for place in places
    )
    return (everywhere or digits) if is_short else None


def _digits(number: str) -> str:
    return re.sub(r"[^+\d]", "", number)


def _everywhere(number: str, country: str | None) -> str | None:
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

    try:
        parsed = parse(number.translate(SEPARATORS), country)
    except NumberParseException:
        return None
    return format_number(parsed, PhoneNumberFormat.E164) if is_valid_number(parsed) else None
