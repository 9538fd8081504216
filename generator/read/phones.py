"""Phone numbers, distinguished from other numbers by the numbering plans of all countries (libphonenumber)."""

import re
from contextlib import suppress
from functools import cache, lru_cache
from typing import NamedTuple

_SPACES = "\n\xa0\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2009\u202a\u202b\u202c\u202d\u202e\u202f\u2060\ufeff"
_SEPARATORS = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys("·\u2010\u2011\u2012\u2013\u2014\u2015", "-"))
"""Separators and the plain character for each; both are one character long, so indexes stay the same."""
_FOUR_DIGITS, _SIX_DIGITS = (re.compile(rf"\d(?:\W{{0,4}}\d){{{more}}}") for more in (3, 5))
"""Four digits that are close together, the shortest number searched for; and six, the shortest in a national plan."""

_BEFORE_OTHERS = re.compile(r"(?:\b[A-Z]{2} ?|\d,)\Z")
"""What comes before other numbers: the country code of a company or bank account, or a decimal comma."""
_DATE_OR_AMOUNT = re.compile(r"\(?\d\d?\. ?\d\d?\.(?:\d{4}\b|\W)|[\d .]{1,20},\d|[1-9]\d{0,2}[ .]\d{3}(?![ .]?\d)")
"""A date, with or without a year; an amount with decimals or thousands separators."""


class Telephone(str):
    """A phone number as printed; `dialled` is the form for calls from any country (E.164), or a short number."""

    dialled: str


class Search(NamedTuple):
    """A search for phone numbers in text: those of every country, and the short ones among `own`.

    `country` is the country of numbers without a country code. Numbers of three digits are not searched for, because
    they may just as well be quantities.
    """

    country: str | None
    own: tuple[str, ...] = ()

    def find(self, text: str) -> tuple[tuple[int, str, str], ...]:
        """Return the index, the text and the dialled form of each number in a text; results are cached."""
        return _found(self, text) if _FOUR_DIGITS.search(text) else ()


@lru_cache(maxsize=50_000)
def _found(search: Search, text: str) -> tuple[tuple[int, str, str], ...]:
    plain = text.translate(_SEPARATORS)
    found = [(*match.span(), _digits(match[0])) for match in _short(search.own).finditer(plain)]
    if _SIX_DIGITS.search(plain):
        from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

        matches = PhoneNumberMatcher(plain, search.country, leniency=Leniency.VALID, max_tries=len(plain))
        numbers = ((match.start, match.end, format_number(match.number, PhoneNumberFormat.E164)) for match in matches)
        found += [number for number in numbers if not _is_other(plain, *number[:2])]
    return tuple((start, text[start:end].replace("\n", " "), dialled) for start, end, dialled in sorted(found))


def _is_other(plain: str, start: int, end: int) -> bool:
    is_part = _BEFORE_OTHERS.search(plain, max(start - 4, 0), start) or _DATE_OR_AMOUNT.match(plain, start)
    return bool(is_part) or not _SIX_DIGITS.search(plain, start, end)


@cache
def _short(own: tuple[str, ...]) -> re.Pattern[str]:
    short = (r"[\s./-]?".join(digits) for digits in map(_digits, own) if re.fullmatch(r"\d{4,6}", digits))
    return re.compile(rf"(?<![\w.,/-])(?:{'|'.join(short) or '(?!)'})(?!\w|[.,/-]?\d)")


def is_country(code: str) -> bool:
    """Return whether a code is that of a country with phone numbers (ISO 3166-1)."""
    from phonenumbers import SUPPORTED_REGIONS

    return code in SUPPORTED_REGIONS


def normalise(written: str, country: str | None) -> str | None:
    """Return the form of a number that can be dialled from any country, or None if it is not one complete number.

    Numbers of other countries start with '+'. A short number keeps its digits; without a country, it may be of any.
    """
    import phonenumbers

    written = written.translate(_SEPARATORS)
    digits = _digits(written)
    if not re.fullmatch(r"(?:\+|\(0|0(?!0))?[1-9][\d ./)-]*\d", written) or re.search(r"(?:/|^[^-]*-)\d\d?$", written):
        return None  # not one number: '/65' at the end is a second one, and so is '-65' if there is no other hyphen
    with suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(written, country)
        forms = phonenumbers.PhoneNumberFormat
        international, national = (phonenumbers.format_number(number, form) for form in (forms.E164, forms.NATIONAL))
        # without a leading 0, a number is complete only in a country that does not dial one
        if phonenumbers.is_valid_number(number) and (digits[0] == "0" or digits in (international, _digits(national))):
            return international
    if digits[0] in "+0" or len(digits) > 8:
        return None

    def is_short_in(code: str) -> bool:
        number = phonenumbers.PhoneNumber(phonenumbers.country_code_for_region(code), int(digits))
        return phonenumbers.is_valid_short_number_for_region(number, code)

    is_short = any(map(is_short_in, [country] if country else phonenumbers.SUPPORTED_SHORT_REGIONS))
    # Europe has given 116 and three digits to helplines; libphonenumber does not know each of them in each country
    return digits if is_short or re.fullmatch(r"116\d{3}", digits) else None


def _digits(number: str) -> str:
    return re.sub(r"[^+\d]", "", number)
