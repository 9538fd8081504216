"""The numbers that a text tells its reader: what each can mean by the conventions of its language, which CLDR knows."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import decimal, normalize

from generator.problems import Location
from generator.read.cache import Cache, digest
from generator.read.phones import Search

if TYPE_CHECKING:
    from babel import Locale

_SPACE = "[ ]"
"""A space in a pattern, where all others are left out; numbers are read with plain spaces only."""
_NOT_PLAIN = re.compile(r"[^\S ]|[^\D0-9]")
"""What is read as another sign: a space of another kind, and a digit of another script."""
_LETTER = r"[^\W\d_]"
_DATES = ("iso", "numeric", "named")
"""The groups of the pattern that are dates."""
_HOUR = 3600
"""In seconds."""
_YEAR = re.compile(r"(?:1\d|20)\d\d")
"""A number that may be a year rather than an amount."""
_ROMAN = {"I": 1, "V": 5, "X": 10}
_PAIR = re.compile(rf" ?[-–] ?|[/:]| (?:{_LETTER}{{1,4}} ){{1,2}}")
"""What stands between two numbers that are told together, of which the last may have the unit of both: 2 to 5 p.m."""
_ENDING = re.compile(rf"{_LETTER}{{1,2}}(?!{_LETTER})")
"""How a number ends that is read as a word: 2nd, 3e, 1990s, 90er."""
_UNITS = ("half", "power", "letter", "percent")
"""The groups of the pattern that have what is behind a number."""
_MONEY = "[$¢-¥₠-⃀]"
"""The sign of a currency."""


class Placeable(NamedTuple):
    """What a text and its translation have alike, such as a number: what it says, how it is written, where it begins.

    A number is written with plain spaces, wherever lines end and whatever the spaces of the text.

    A date says `2026-10-18`, `2026-10` or `--10-18` (ISO 8601), a time of day `17` or `9.30` on a clock of 24 hours,
    any other its value, with a minus before it or `%` behind it; before three digits, a point tells nothing in any
    language: it may be that of the number of a case or an article. What it may say as well, where its words leave it
    open, is `also`; nothing ("") where it may as well be said in words, as Annex II, noon, 2/3, 1 in 4 and 2nd. It
    `is_date` if it may be a year, too, as it has no sign between its digits.
    """

    says: str
    written: str
    location: Location
    also: tuple[str, ...] = ()
    is_date: bool = False


Reader = Callable[[str, Callable[[int], Location]], list[Placeable]]
"""Returns the numbers of a text, given what tells the place of each index in it."""


def reader(locale: str, search: Search, cache: Cache) -> Reader:
    """Return what reads the numbers of texts by the conventions of a locale (CLDR), which are remembered.

    Those to call are left out, which `search` finds: one that is typed is told as such, in every language.
    """
    known = cache.get_or_make("conventions", digest(locale), partial(conventions, locale))

    def numbers(text: str, place: Callable[[int], Location]) -> list[Placeable]:
        calls = [range(begin, begin + len(call)) for begin, call, _ in search.find(text)]
        found = (one for one in known.numbers(text) if not any(one[0] in call for call in calls))
        return [Placeable(says[0], written, place(begin), says[1:], is_date) for begin, written, says, is_date in found]

    return numbers


class Conventions(NamedTuple):
    """How a language writes numbers: a pattern that finds them, and what its words stand for.

    `hours` has those of the part of the day that words name, behind a number or alone.
    """

    pattern: str
    months: dict[str, int]
    powers: dict[str, int]
    hours: dict[str, set[int]]
    month_first: bool

    def numbers(self, text: str) -> Iterator[tuple[int, str, tuple[str, ...], bool]]:
        """Yield where each number of a text begins, how it is written, what it says or may say, if it may be a date.

        >>> found = conventions("fr").numbers("206 000 personnes, le 1er mars 2026 de 9 h 30 à 17 h")
        >>> [says for _, _, (says, *_), _ in found]
        ['206000', '2026-03-01', '9.30', '17']
        """
        plain = _NOT_PLAIN.sub(lambda sign: str(decimal(sign[0], " ")), text)
        found = [*re.compile(self.pattern, re.VERBOSE).finditer(plain)]
        for first, one, last in zip([None, *found], found, [*found[1:], None], strict=False):
            is_date = one.lastgroup in _DATES or bool(_YEAR.fullmatch(one[0]))
            written = re.sub(r"\s", " ", text[one.start() : one.end()])
            yield one.start(), written, self.readings(first, one, last), is_date

    def readings(
        self, first: re.Match[str] | None, found: re.Match[str], last: re.Match[str] | None
    ) -> tuple[str, ...]:
        """Return what a match of the pattern says beside those before and behind it, and what it may say as well."""
        says = self.says(found, found)
        if found["always"] or found["time"] or found["letters"]:
            return says, ""
        before, behind = _between(first, found), _between(found, last)
        if first and before in ("-", "–", "/") and _YEAR.fullmatch(first[0]) and re.fullmatch(r"\d\d", found[0]):
            return says, first[0][:2] + found[0]  # 2010–15
        beside = [one[0] for one, link in ((first, before), (last, behind)) if one and link and _PAIR.fullmatch(link)]
        if any(one == found[0] or len(one) == len(found[0]) == 1 for one in beside):
            return says, ""  # 50/50, 2/3, 1 in 4
        if last and behind and _PAIR.fullmatch(behind) and not any(found.group(*_UNITS)):
            both = self.says(found, last)
            goes_up = last["half"] and Decimal(both) < Decimal(self.says(last, last))  # in the same half of the day
            return (both,) if goes_up else (says, both)
        if found.lastgroup == "number" and _ENDING.match(found.string, found.end()):
            return says, (says[:-2] or "19") + says[-2:], says[-2:], ""  # 1990s is 90er
        is_open = found["letter"] and found["money"] is None
        if found["half"] and not found["clock"]:  # "3 in the afternoon" may be no time, but "3 p.m." is
            is_open = found["word"] or len(self.hours[_bare(found["half"])]) < 12
        return says, *[self.says(found, None)] * bool(is_open), *["0"] * (says == "24")

    def says(self, found: re.Match[str], unit: re.Match[str] | None) -> str:
        """Return what a match of the pattern says, with the unit that it or another has."""
        match found.lastgroup:
            case "iso":
                return found["iso"]
            case "numeric":
                day, month = (found["two"], found["one"]) if self.month_first else (found["one"], found["two"])
                return f"{found['year']}-{int(month):02}-{int(day):02}"
            case "named":
                name = found["month_behind"] or found["month_before"] or found["month_alone"]
                day = found["day_before"] or found["day_behind"]
                year = found["year_behind"] or found["year_last"] or found["year_alone"] or "-"
                return f"{year}-{self.months[name]:02}" + (f"-{int(day):02}" if day else "")
            case "roman":
                values = [_ROMAN[letter] for letter in found["letters"]]
                signs = (-1 if value < max(values[place:]) else 1 for place, value in enumerate(values))
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
    """Return what stands between two numbers, None where one is missing or is a date."""
    if not first or not last or not first.lastgroup == last.lastgroup == "number":
        return None
    return first.string[first.end() : last.start()]


def _bare(word: str) -> str:
    """Return a word as it is looked up: without spaces and dots, and with one apostrophe."""
    return re.sub(r"[\s.]", "", word).replace("'", "’")


def _cased(word: str) -> tuple[str, ...]:
    """Return how a word is written, which a pattern that ignores case takes for more than `str.lower` does."""
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
        # a dot ends a name that is cut short, and behind a whole one the sentence
        for short in (bare, *(f"{cut}." for cut in (bare, name[:4]) if cut not in whole))
        for form in (short, short.capitalize())  # and no other: "5 may" is no date in English
        if len(short) > 2
    }
    spoken = Locale(known.language)
    rules = {**known.day_period_rules.get(None, {}), "am": [{"before": 12 * _HOUR}], "pm": [{"from": 12 * _HOUR}]}
    halves, alone = dict[str, set[int]](), dict[str, set[int]]()
    for names, context in ((halves, "format"), (alone, "stand-alone")):
        widths = spoken.day_periods[context]
        for period, name in (widths["wide"] or widths["abbreviated"]).items():  # a short "am" is a word in German
            for rule in rules.get(period, ()):
                begin = rule.get("from", rule.get("at", 0))
                end = rule.get("before", begin + _HOUR if "at" in rule else 24 * _HOUR)
                for form in _cased(_bare(name)):
                    names.setdefault(form, set()).update(range(begin // _HOUR, end // _HOUR))
    hours = halves | alone
    times = {name for name in hours if hours[name] & {12, 23} == {12} or hours[name] == {0}}  # noon, but not "pm"
    powers = {
        name: power - shown.count("0")  # a million is 100 times ten thousand where these have a name
        for power in (3, 6, 9, 12)
        for count in (1, 2, 5)
        for form in ("long", "short")
        for one in (known, spoken)
        for shown in [format_compact_decimal(count * 10**power, format_type=form, locale=one)]
        for word in re.findall(rf"{_LETTER}+", shown)
        for name in (_cased(word) if word[1:] else [word])
    }
    pattern = _pattern(known, months, halves, sorted(times), powers)
    return Conventions(pattern, months, powers, hours, _month_first(known, "short"))


def _pattern(
    known: "Locale", months: Iterable[str], halves: Mapping[str, set[int]], times: Iterable[str], powers: Iterable[str]
) -> str:
    """Return the pattern of a number; each part of it looks ahead by a few words, so that it takes linear time."""
    from babel.numbers import get_decimal_symbol

    space, letter, end = _SPACE, _LETTER, rf"(?!{_LETTER})"
    hour = _any(_units("duration-hour", known) | set(re.findall(r"'(\w+)'", known.datetime_skeletons["H"].pattern)))
    day = _any(_units("duration-day", known) | _units("duration-week", known))
    both = (known, type(known)(known.language))  # "October 18" and "percent" are right in British English, too
    percent = _any({"%"}.union(*(_units("concentr-percent", one) for one in both)))
    half, time, moment = (
        "|".join(rf"\.?{space}?".join(name) + end for name in names).replace("’", "[’']") or "(?!)"
        for names in (halves, times, [name for name in halves if len(halves[name]) == 1])  # 8.30 to noon is no time
    )
    month = _any(months)
    power, short = (_any(name for name in powers if bool(name[1:]) == is_long) for is_long in (True, False))
    month_first = "" if any(_month_first(one, "long") for one in both) else "(?!)"
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
            (?P<month_behind>{month}){end}
            (?:,?{space}{link}(?P<year_behind>\d{{4}})(?!\d))?
          | {month_first}(?<!{letter})(?P<month_before>{month}){end}{space}
            (?P<day_behind>[0-3]?\d)(?:{letter}{{2}})?(?!\d)(?:,{space}?(?P<year_last>\d{{4}})(?!\d))?
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
    """Return what a unit is called behind a number."""
    from babel.units import format_unit

    shown = (
        format_unit(count, unit, length=length, locale=known)
        for count in (1, 2, 5)
        for length in ("long", "short", "narrow")
    )
    return {re.sub(r"[\d\s]*(.*?)\.?$", r"\1", words) for words in shown}


def _any(words: Iterable[str]) -> str:
    """Return a pattern for one of some words, whatever spaces they have; for nothing where there is none."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_SPACE.join(map(re.escape, word.split())) for word in longest_first) or "(?!)"
