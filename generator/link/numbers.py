"""The numbers in a text, and the values that each can have by the conventions of its language (CLDR)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import decimal, normalize

from generator.problems import Locate, Location
from generator.read.cache import Cache, digest
from generator.read.phones import Search

if TYPE_CHECKING:
    from babel import Locale

_SPACE = "[ ]"
"""A space in a verbose pattern; before numbers are searched, all spaces are made plain."""
_NOT_PLAIN = re.compile(r"[^\S ]|[^\D0-9]")
"""Characters that are normalised first: spaces that are not plain, and digits of other scripts."""
_LETTER = r"[^\W\d_]"
_DATES = ("iso", "numeric", "named")
"""The groups of the pattern that match dates."""
_HOUR = 3600
"""Seconds in an hour."""
_YEAR = re.compile(r"(?:1\d|20)\d\d")
"""A number that may be a year."""
_ROMAN = {"I": 1, "V": 5, "X": 10}
_PAIR = re.compile(rf" ?[-–] ?|[/:]| (?:{_LETTER}{{1,4}} ){{1,2}}")
"""The text between two numbers that belong together; the unit of the last may apply to both: 2 to 5 p.m."""
_ENDING = re.compile(rf"{_LETTER}{{1,2}}(?!{_LETTER})")
"""The ending of a number that is read as a word: 2nd, 3e, 1990s, 90er."""
_UNITS = ("half", "power", "letter", "percent")
"""The groups of the pattern that match a unit after a number."""
_MONEY = "[$¢-¥₠-⃀]"
"""A currency symbol."""


class Placeable(NamedTuple):
    """An item that a text shares with its translations, such as a number: its value, its text and its location.

    The text has plain spaces on one line, whatever the source has.

    The value of a date is `2026-10-18`, `2026-10` or `--10-18` (ISO 8601), that of a time of day `17` or `9.30` on the
    24-hour clock, that of another number its amount, with its minus or `%`. In every language, a point before three
    digits is ignored, as it may be in the number of a case or an article. `alternatives` are other values that the text
    allows; one is "" if a translation may use words, as for Annex II, noon, 2/3, 1 in 4 and 2nd. `is_date` is also true
    for what may be a year: it has no separator between its digits.
    """

    value: str
    text: str
    location: Location
    alternatives: tuple[str, ...] = ()
    is_date: bool = False


NumberReader = Callable[[str, Locate], list[Placeable]]
"""Return the numbers of a text, given a function from an index in it to its location."""


def number_reader(locale: str, search: Search, cache: Cache) -> NumberReader:
    """Return a function that reads the numbers of texts by the conventions of a locale (CLDR), which are cached.

    It leaves out the phone numbers that `search` finds: one that is typed by hand is a problem in every language.
    """
    known = cache.get_or_make("conventions", digest(locale), partial(conventions, locale))

    def numbers(text: str, locate: Locate) -> list[Placeable]:
        phones = [range(begin, begin + len(phone)) for begin, phone, _ in search.find(text)]
        found = (number for number in known.numbers(text) if not any(number[0] in phone for phone in phones))
        return [Placeable(values[0], shown, locate(at), values[1:], is_date) for at, shown, values, is_date in found]

    return numbers


class Conventions(NamedTuple):
    """How a language writes numbers: a pattern that finds them, and the meaning of its words.

    `hours` maps a word such as "noon" or "p.m.", alone or after a number, to the hours of that part of the day.
    """

    pattern: str
    months: dict[str, int]
    powers: dict[str, int]
    hours: dict[str, set[int]]
    month_first: bool

    def numbers(self, text: str) -> Iterator[tuple[int, str, tuple[str, ...], bool]]:
        """Yield the index of each number in a text, its text, its possible values, and whether it may be a date.

        >>> found = conventions("fr").numbers("206 000 personnes, le 1er mars 2026 de 9 h 30 à 17 h")
        >>> [value for _, _, (value, *_), _ in found]
        ['206000', '2026-03-01', '9.30', '17']
        """
        plain = _NOT_PLAIN.sub(lambda found: str(decimal(found[0], " ")), text)
        found = [*re.compile(self.pattern, re.VERBOSE).finditer(plain)]
        for previous, match, following in zip([None, *found], found, [*found[1:], None], strict=False):
            is_date = match.lastgroup in _DATES or bool(_YEAR.fullmatch(match[0]))
            shown = re.sub(r"\s", " ", text[match.start() : match.end()])
            yield match.start(), shown, self.values(previous, match, following), is_date

    def values(
        self, previous: re.Match[str] | None, found: re.Match[str], following: re.Match[str] | None
    ) -> tuple[str, ...]:
        """Return the value of a match of the pattern between its neighbours, then its alternative values."""
        value = self.value(found, found)
        if found["always"] or found["time"] or found["letters"]:
            return value, ""
        before, after = _between(previous, found), _between(found, following)
        if previous and before in ("-", "–", "/") and _YEAR.fullmatch(previous[0]) and re.fullmatch(r"\d\d", found[0]):
            return value, previous[0][:2] + found[0]  # 2010–15
        sides = ((previous, before), (following, after))
        pairs = [side[0] for side, between in sides if side and between and _PAIR.fullmatch(between)]
        if any(number == found[0] or len(number) == len(found[0]) == 1 for number in pairs):
            return value, ""  # 50/50, 2/3, 1 in 4
        if following and after and _PAIR.fullmatch(after) and not any(found.group(*_UNITS)):
            shared = self.value(found, following)
            is_earlier = following["half"] and Decimal(shared) < Decimal(self.value(following, following))
            return (shared,) if is_earlier else (value, shared)  # both in the same half of the day
        if found.lastgroup == "number" and _ENDING.match(found.string, found.end()):
            return value, (value[:-2] or "19") + value[-2:], value[-2:], ""  # 1990s is 90er
        is_open = found["letter"] and found["money"] is None
        if found["half"] and not found["clock"]:  # "3 in the afternoon" may not be a time, but "3 p.m." is
            is_open = found["word"] or len(self.hours[_bare(found["half"])]) < 12
        return value, *[self.value(found, None)] * bool(is_open), *["0"] * (value == "24")

    def value(self, found: re.Match[str], unit: re.Match[str] | None) -> str:
        """Return the value of a match of the pattern, with the unit in the match `unit`, if any."""
        match found.lastgroup:
            case "iso":
                return found["iso"]
            case "numeric":
                day, month = (found["two"], found["one"]) if self.month_first else (found["one"], found["two"])
                return f"{found['year']}-{int(month):02}-{int(day):02}"
            case "named":
                name = found["month_after"] or found["month_before"] or found["month_alone"]
                day = found["day_before"] or found["day_after"]
                year = found["year_after"] or found["year_last"] or found["year_alone"] or "-"
                return f"{year}-{self.months[name]:02}" + (f"-{int(day):02}" if day else "")
            case "roman":
                values = [_ROMAN[letter] for letter in found["letters"]]
                signs = (-1 if value < max(values[index:]) else 1 for index, value in enumerate(values))
                return str(sum(sign * value for sign, value in zip(signs, values, strict=True)))
            case "time":
                return str(min(self.hours[_bare(found["time"])]))
            case "always":
                return found["open"]
        whole, part = re.sub(r"\D", "", found["whole"]) or "0", found["part"] or found["minutes"] or ""
        if found["fraction"]:
            part = str(float(Fraction(normalize("NFKC", found["fraction"]).replace("⁄", "/")))).partition(".")[2]
        half, power, letter, percent = unit.group(*_UNITS) if unit else [None] * 4
        if half and len(whole) < 3:
            meant = self.hours[_bare(half)] & {int(whole) % 12, int(whole) % 12 + 12}
            whole = str(*meant) if len(meant) == 1 else whole
        value = Decimal(f"{whole}.{part}" if part.strip("0") else whole)
        if power := power or letter:
            value = (value * 10 ** self.powers[power]).normalize()
        return f"{'-' * bool(found['minus'])}{value:f}{'%' * bool(percent)}"


def _between(first: re.Match[str] | None, last: re.Match[str] | None) -> str | None:
    """Return the text between two numbers, or None if one is missing or is a date."""
    if not first or not last or not first.lastgroup == last.lastgroup == "number":
        return None
    return first.string[first.end() : last.start()]


def _bare(word: str) -> str:
    """Return a word as the key of a table: without spaces and dots, and with typographic apostrophes."""
    return re.sub(r"[\s.]", "", word).replace("'", "’")


def _cased(word: str) -> tuple[str, ...]:
    """Return a word in each case; a pattern that ignores case would match more than `str.lower` finds."""
    return word, word.lower(), word.capitalize(), word.upper()


def conventions(locale: str) -> Conventions:
    """Return the conventions of a locale."""
    from babel import Locale
    from babel.dates import get_month_names
    from babel.numbers import format_compact_decimal

    known = Locale.parse(locale)
    whole = {name for names in known.months.values() for name in names["wide"].values()}
    months = {
        " ".join(form.split()): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, known).items()
        for bare in [name.rstrip(".")]
        # a dot after a shortened name belongs to it; after a full one it ends the sentence
        for short in (bare, *(f"{cut}." for cut in (bare, name[:4]) if cut not in whole))
        for form in (short, short.capitalize())  # no other form: "5 may" is not a date in English
        if len(short) > 2
    }
    spoken = Locale(known.language)
    rules = {**known.day_period_rules.get(None, {}), "am": [{"before": 12 * _HOUR}], "pm": [{"from": 12 * _HOUR}]}
    halves, unbound = dict[str, set[int]](), dict[str, set[int]]()
    for names, context in ((halves, "format"), (unbound, "stand-alone")):
        widths = spoken.day_periods[context]
        for period, name in (widths["wide"] or widths["abbreviated"]).items():  # a short "am" is a word in German
            for rule in rules.get(period, ()):
                begin = rule.get("from", rule.get("at", 0))
                end = rule.get("before", begin + _HOUR if "at" in rule else 24 * _HOUR)
                for form in _cased(_bare(name)):
                    names.setdefault(form, set()).update(range(begin // _HOUR, end // _HOUR))
    hours = halves | unbound
    times = {name for name in hours if hours[name] & {12, 23} == {12} or hours[name] == {0}}  # noon, but not "pm"
    powers = {
        name: power - shown.count("0")  # in some languages, a million is 100 times ten thousand
        for power in (3, 6, 9, 12)
        for count in (1, 2, 5)
        for form in ("long", "short")
        for language in (known, spoken)
        for shown in [format_compact_decimal(count * 10**power, format_type=form, locale=language)]
        for words in [" ".join(re.sub(r"\d", " ", shown).split()).rstrip(".")]  # several in Spanish: mil millones
        if words
        for name in (_cased(words) if words[1:] else [words])
    }
    pattern = _pattern(known, months, halves, sorted(times), powers)
    return Conventions(pattern, months, powers, hours, _month_first(known, "short"))


def _pattern(
    known: "Locale", months: Iterable[str], halves: Mapping[str, set[int]], times: Iterable[str], powers: Iterable[str]
) -> str:
    """Return the pattern of a number; it looks ahead by a few words at most, so it takes linear time."""
    from babel.numbers import get_decimal_symbol

    space, letter, end = _SPACE, _LETTER, rf"(?!{_LETTER})"
    hour = _any(_units("duration-hour", known) | set(re.findall(r"'(\w+)'", known.datetime_skeletons["H"].pattern)))
    day = _any(_units("duration-day", known) | _units("duration-week", known))
    both = (known, type(known)(known.language))  # British English has "October 18" and "percent" too
    percent = _any({"%"}.union(*(_units("concentr-percent", language) for language in both)))
    half, time, moment = (
        "|".join(rf"\.?{space}?".join(name) + end for name in names).replace("’", "[’']") or "(?!)"
        for names in (halves, times, [name for name in halves if len(halves[name]) == 1])  # not 8.30 to noon
    )
    month = _any(months)
    power, short = (_any(name for name in powers if bool(name[1:]) == is_long) for is_long in (True, False))
    month_first = "" if any(_month_first(language, "long") for language in both) else "(?!)"
    sign = get_decimal_symbol(known)
    group = "" if sign == "," else ","
    begins = re.escape("".join(sorted({word[0] for word in (*months, *times)})))
    of = _any(re.findall(r"'(\w+)'", known.date_formats["long"].pattern))
    link = rf"(?:{letter}{{2,3}}{space})?"
    return rf"""(?=[\d{sign}−–IVX{begins}-])(?<!\d)(?:
        (?P<always> (?=(?P<open>24|7)) (?:
            (?:24|7) (?:{space}?(?:{hour}|{day})\.?)? {space}?/{space}? (?:24|7)(?!\d)
          | (?:24|7) {space}?(?:{hour}|{day}){letter}? (?:{space}{letter}{{1,12}}){{1,2}}
            {space}(?:(?:24|7)(?!\d)|(?:{day}){end})
          | 24-(?:{hour}){letter}*
        ))
      | (?P<iso> \d{{4}}-[01]\d-[0-3]\d(?!\d) )
      | (?P<numeric>
            (?P<one>[0-3]?\d)(?P<point>[./-]){space}?(?P<two>[0-3]?\d)(?P=point){space}?(?P<year>\d{{4}})(?!\d)
        )
      | (?P<named>
            (?P<day_before>[0-3]?\d)(?:(?:\.|{letter}{{1,3}}){space}{link}|{space}(?:(?:{of}){space})?)
            (?P<month_after>{month}){end}
            (?:,?{space}{link}(?P<year_after>\d{{4}})(?!\d))?
          | {month_first}(?<!{letter})(?P<month_before>{month}){end}{space}
            (?P<day_after>[0-3]?\d)(?:{letter}{{2}})?(?!\d)(?:,{space}?(?P<year_last>\d{{4}})(?!\d))?
          | (?<!{letter})(?P<month_alone>{month}){end}{space}{link}(?P<year_alone>\d{{4}})(?!\d)
        )
      | (?P<roman> (?<!\w)(?P<letters>[IVX]{{2,7}})(?:{letter}{{1,4}}(?<=[^\WA-Z\d_]))?(?!\w) )
      | (?P<number>
            (?P<minus>(?<![^\s(])(?<!\d{space})[-−–](?=\d))?(?P<money>(?<={_MONEY}))?
            (?P<whole>\d{{1,3}}(?:[.’'٬{group} ]\d{{3}})+(?!\d)|\d+|(?<![^\s(-])(?=[{sign}]\d))
            (?:(?:[.,٫]|(?<![3-9]\d):)(?P<part>\d+)
                |{space}?(?P<fraction>[¼-¾⅐-⅞]|(?<=\d{space})(?<!\d\d\d{space})[1-9]/[2-9](?!\d))
                |{space}?(?:{hour})\.?{space}?(?P<minutes>[0-5]\d)(?!\d))?
            (?:(?:(?P<clock>{space}?(?:{hour})\.?)|(?P<word>{space}[\w'’]{{1,7}}(?!{space}(?:{moment}))))?
                    {space}?(?P<half>{half})(?:(?<=\.{letter})\.)?
                |{space}?(?P<power>(?:{power}){end}|(?:{short})(?={space}?{_MONEY}))|(?P<letter>{short}){end}
                |{space}?(?P<percent>{percent}){end})?
        )
      | (?<!{letter})(?P<time>{time})
    )"""


def _month_first(known: "Locale", form: str) -> bool:
    pattern = str(known.date_formats[form].pattern)
    return pattern.index("M") < pattern.index("d")


def _units(unit: str, known: "Locale") -> set[str]:
    """Return the names of a unit after a number."""
    from babel.units import format_unit

    shown = (
        format_unit(count, unit, length=length, locale=known)
        for count in (1, 2, 5)
        for length in ("long", "short", "narrow")
    )
    return {re.sub(r"[\d\s]*(.*?)\.?$", r"\1", words) for words in shown}


def _any(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, with any spaces in them; without words, it matches nothing."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_SPACE.join(map(re.escape, word.split())) for word in longest_first) or "(?!)"
