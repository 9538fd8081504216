"""Telephone numbers, told from other figures by the numbering plans of all countries (libphonenumber)."""

import re
from collections.abc import Iterator

COUNTRY = "BE"
"""Where a number without a country code is called."""
SIGNS = str.maketrans(
    {
        **dict.fromkeys(
            "\xa0\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2009\u202a\u202b\u202c\u202d\u202e\u202f\u2060\ufeff", " "
        ),
        **dict.fromkeys("·\u2010\u2011\u2012\u2013\u2014\u2015", "-"),
    }
)
"""What may stand between digits, for the sign that a program expects there; each is one character, so places stay."""
_NEAR = re.compile(r"\d(?:\W{0,4}\d){5}")
"""Six digits with little between them: no shorter number is one of a country's plan."""


def find(words: str, own: frozenset[str] = frozenset()) -> Iterator[tuple[int, str]]:
    """Yield the telephone numbers in words, each with its index: those that a country has, and the short ones of `own`.

    A number of three digits may as well count something.
    """
    plain = words.translate(SIGNS)
    found = dict[int, str]()
    if _NEAR.search(plain):
        from phonenumbers import Leniency, PhoneNumberMatcher

        matches = PhoneNumberMatcher(plain, COUNTRY, leniency=Leniency.VALID, max_tries=len(plain))
        found |= {match.start: words[match.start : match.end] for match in matches}
    short = [r"[\s./-]?".join(number) for number in sorted(own) if 3 < len(number) < 7 and number.isdecimal()]
    if short:
        shown = re.finditer(rf"(?<![\w.,/-])(?:{'|'.join(short)})(?!\w|[.,/-]?\d)", plain)
        found |= {match.start(): words[match.start() : match.end()] for match in shown}
    yield from sorted(found.items())


def is_number(written: str) -> bool:
    """Return whether a text is one whole number to call, as it is printed: of this country, of another with '+', or short."""
    from phonenumbers import is_valid_short_number_for_region, parse

    digits = re.sub(r"[ ./()-]", "", written)
    if not re.fullmatch(r"(?:\+|\(0|0(?!0))?[1-9][\d ./)-]*\d", written) or re.search(r"[/-]\d\d?$", written):
        return False  # not even the form of one number: '/65' at its end is another
    if digits[0] in "+0":
        return _everywhere(written) == digits if digits[0] == "+" else _everywhere(written) is not None
    return is_valid_short_number_for_region(parse(digits, COUNTRY), COUNTRY)


def dialled(number: str) -> str:
    """Return a number as it is called from everywhere (ITU-T E.164), the same for every spelling; a short number is its digits.

    >>> dialled("02 555 01 01"), dialled("0032 (0)2/555.01.01"), dialled("116 000")
    ('+3225550101', '+3225550101', '116000')
    """
    return _everywhere(number) or re.sub(r"[^+\d]", "", number)


def _everywhere(number: str) -> str | None:
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

    try:
        parsed = parse(number.translate(SIGNS), COUNTRY)
    except NumberParseException:
        return None
    return format_number(parsed, PhoneNumberFormat.E164) if is_valid_number(parsed) else None
