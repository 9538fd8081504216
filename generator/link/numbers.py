"""The numbers that a text tells its reader: what each can mean by the conventions of its language, which CLDR knows."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from generator.read.memory import Memory, digest
from generator.read.phones import Search

_SPACE = "[ ]"
"""A space in a pattern, where all others are left out; numbers are read with plain spaces only."""
_LETTER = r"[^\W\d_]"
_YEAR = re.compile(r"1\d{3}|20\d{2}")
"""A number that tells a year rather than an amount."""
_ROMAN = {"I": 1, "V": 5, "X": 10}
_BETWEEN = re.compile(rf"\s?[-–—/]\s?|\s{_LETTER}{{1,4}}\s")
"""What stands between the two ends of a range, such as `9 to 17`."""


class Number(NamedTuple):
    """A number of a text: all that it can mean there, how it is written, where it begins, and of what kind it is.

    It is written with plain spaces, wherever lines end and whatever the spaces of the text.

    A date means `2026-10-18`, `2026-10` or `--10-18` (ISO 8601), a time of day `17` or `9:30` on a clock of 24 hours, a
    share `6.9%`. The kind is a group of the pattern (`Conventions`), or else a share, the half of the day of a time, or
    a title, such as Leopold II.
    """

    readings: tuple[str, ...]
    written: str
    offset: int
    kind: str

    @property
    def is_date(self) -> bool:
        """Whether it is a date, or a year."""
        return self.kind in ("iso", "numeric", "named") or bool(_YEAR.fullmatch(self.written))

    @property
    def spare(self) -> bool:
        """Whether it belongs to an idiom or a name, such as 24/7, that other languages have without numbers."""
        return self.kind in ("idiom", "middle", "title")


Reader = Callable[[str], list[Number]]
"""Returns the numbers of a text."""


def reader(locale: str, search: Search, memory: Memory) -> Reader:
    """Return what reads the numbers of texts by the conventions of a locale (CLDR), which are remembered.

    Those to call are left out, which `search` finds: one that is typed is told as such, in every language.
    """
    known = memory.once("conventions", digest(locale), partial(conventions, locale))

    def numbers(text: str) -> list[Number]:
        calls = [range(begin, begin + len(call)) for begin, call in search.find(text)]
        return [number for number in known.numbers(text) if not any(number.offset in call for call in calls)]

    return numbers


def _as_first(first: Number, second: Number) -> Iterator[str]:
    """Yield what the first end of a range means too, the last telling the unit of both: `10 to 15 %`, `2 to 5 p.m.`."""
    if second.kind == "share":
        yield f"{first.readings[0]}%"
    for reading in first.readings if second.kind == "afternoon" and first.kind in ("number", "time") else ():
        hour, _, minute = reading.partition(":")
        if hour.isdecimal() and int(hour) < 12:
            yield _time(int(hour) + 12, minute)


def _as_last(first: Number, second: Number) -> Iterator[str]:
    """Yield what the last end of a range means too, the first telling its century: `2010–15`."""
    if _YEAR.fullmatch(first.written) and re.fullmatch(r"\d\d", second.written) and second.written > first.written[2:]:
        yield first.written[:2] + second.written


def _time(hour: int, minute: str) -> str:
    return f"{hour}:{minute}" if minute.strip("0") else str(hour)


class Conventions(NamedTuple):
    """How a language writes numbers: a pattern that finds them, and what its words stand for."""

    pattern: str
    months: dict[str, int]
    powers: dict[str, int]
    afternoon: frozenset[str]
    noon: frozenset[str]
    month_first: bool

    def numbers(self, text: str) -> tuple[Number, ...]:
        """Return every number of a text, in order.

        >>> found = conventions("fr").numbers("206 000 personnes, le 1er mars 2026 de 9 h 30 à 17 h")
        >>> [number.readings for number in found]
        [('206000',), ('2026-03-01',), ('9:30',), ('17',)]
        """
        text = re.sub(r"\s", " ", text)
        found = list(self.read(text))
        for place, second in enumerate(found[1:]):
            first = found[place]
            if _BETWEEN.fullmatch(text, first.offset + len(first.written), second.offset):
                found[place] = first._replace(readings=(*first.readings, *_as_first(first, second)))
                found[place + 1] = second._replace(readings=(*second.readings, *_as_last(first, second)))
        return tuple(found)

    def read(self, text: str) -> Iterator[Number]:
        """Yield every number of a text by itself."""
        for found in re.compile(self.pattern, re.VERBOSE).finditer(text):
            if found["idiom"]:
                for part in re.finditer(r"\d+", found[0]):
                    yield Number((part[0],), part[0], found.start() + part.start(), "idiom")
            else:
                yield Number(self.readings(found), found[0], found.start(), self.kind(found))

    def kind(self, found: re.Match[str]) -> str:
        """Return the kind of a match of the pattern."""
        if period := found["period"]:
            return "afternoon" if _bare(period) in self.afternoon else "morning"
        if found["letters"] and not found["ordinal"]:
            return "title"
        return "share" if found["percent"] else found.lastgroup or ""

    def readings(self, found: re.Match[str]) -> tuple[str, ...]:
        """Return what a match of the pattern can mean."""
        match found.lastgroup:
            case "iso":
                return (found[0],)
            case "numeric":
                day, month = (found["two"], found["one"]) if self.month_first else (found["one"], found["two"])
                return (f"{found['year']}-{int(month):02}-{int(day):02}",)
            case "named":
                name = found["month_behind"] or found["month_before"] or found["month_alone"]
                day, year = (
                    found["day_before"] or found["day_behind"],
                    found["year_behind"] or found["year_last"] or found["year_alone"],
                )
                return (f"{year or '-'}-{self.months[name.lower()]:02}" + (f"-{int(day):02}" if day else ""),)
            case "middle":
                return ("12",) if found[0].lower() in self.noon else ("24", "0")
            case "roman":
                values = [_ROMAN[letter] for letter in found["letters"]]
                signs = (-1 if value < max(values[place:]) else 1 for place, value in enumerate(values))
                return (str(sum(sign * value for sign, value in zip(signs, values, strict=True))),)
            case "time":
                hour, period = int(found["hour"]), _bare(found["period"] or "")
                if period and hour <= 12:
                    hour = hour % 12 + 12 * (period in self.afternoon)
                return (_time(hour, found["colon_minute"] or found["minute"] or found["late"] or ""),)
        return self.plain(found)

    def plain(self, found: re.Match[str]) -> tuple[str, ...]:
        """Return what a number can mean that is no date and no time."""
        whole, part = re.sub(r"\D", "", found["whole"]), found["part"] or ""
        value = f"{whole}.{part}" if part else whole
        bare = found["whole"] + (found["decimal"] or "") + part
        power = found["power"] or found["short"] or ""
        raised = f"{(Decimal(value) * 10 ** self.powers.get(_bare(power), 0)).normalize():f}"
        if found["power"]:
            return (raised,)
        readings = [value] + [raised] * bool(power)
        behind = found.string[found.end() : found.end() + 1]
        if behind.isalpha() and re.fullmatch(r"(?:19)?\d0", bare):  # a decade, as "90s"
            readings.append(bare[2:] or f"19{bare}")
        if re.fullmatch(r"([01]?\d|2[0-4])[.,][0-5]\d", bare):
            readings.append(_time(int(whole), part))
        if "." in bare and "," not in bare and bare != value:  # the number of a case or an article
            readings.append(bare)
        sign = (found["sign"] or "").replace("−", "-").replace("–", "-")
        return tuple(f"{sign}{reading}{'%' * bool(found['percent'])}" for reading in readings)


def _bare(word: str) -> str:
    """Return a word as it is looked up: without spaces, dots and apostrophes."""
    return re.sub(r"[\s.'’‘]", "", word).lower()


@cache
def conventions(locale: str) -> Conventions:
    """Return the conventions of a locale and of its language, of which one knows what the other does not.

    A month is also known by its first three letters or more, with a dot, such as "sept.", where they are of one alone.
    """
    from babel import Locale
    from babel.dates import get_month_names, get_period_names
    from babel.numbers import format_compact_decimal

    codes = sorted({locale, Locale.parse(locale).language})
    months = {
        name.rstrip("."): number
        for code in codes
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, code).items()
        if len(name.rstrip(".")) > 2
    }
    cut = {(f"{name[:length]}.", number) for name, number in months.items() for length in range(3, min(len(name), 6))}
    often = Counter(short for short, _ in cut)
    months |= {short: number for short, number in sorted(cut) if often[short] == 1}
    parts_of_day = {
        name: key.rstrip("12")
        for code in codes
        for width in ("wide", "abbreviated")
        for key, name in get_period_names(width, "format", code).items()
        if len(_bare(name)) > 1 and (key not in ("am", "pm") or _has_halves(code))
    }
    powers = {
        _bare(word): power
        for code in codes
        for power in (3, 6, 9, 12)
        for count in (1, 2, 5)
        for form in ("long", "short")
        for word in re.findall(rf"{_LETTER}+", format_compact_decimal(count * 10**power, format_type=form, locale=code))
    }
    return Conventions(
        _pattern(locale, codes, months, parts_of_day, powers),
        {name.lower(): number for name, number in months.items()},
        powers,
        frozenset(_bare(name) for name, part in parts_of_day.items() if part in ("pm", "afternoon", "evening")),
        frozenset(name.lower() for name, part in parts_of_day.items() if part == "noon"),
        _month_first(locale, "short"),
    )


def _pattern(
    locale: str,
    codes: Sequence[str],
    month_names: Iterable[str],
    parts_of_day: Mapping[str, str],
    power_names: Collection[str],
) -> str:
    """Return the pattern of a number; each part of it looks ahead by a few words, so that it takes linear time."""
    from babel import Locale
    from babel.numbers import get_decimal_symbol, get_group_symbol

    space, letter, end = _SPACE, _LETTER, rf"(?!{_LETTER})"
    middle = _any(name for name, part in parts_of_day.items() if part in ("noon", "midnight"))
    clock = "|".join(
        _period(name) for name, part in parts_of_day.items() if part in ("am", "pm", "morning", "afternoon", "evening")
    )
    hours = [Locale.parse(code).datetime_skeletons.get(form) for code in codes for form in ("H", "Bh")]
    hour = _any(
        _units("duration-hour", codes)
        | {word for form in hours if form for word in re.findall("'(\\w+)'", form.pattern)}
    )
    day, week, percent = (_any(_units(unit, codes)) for unit in ("duration-day", "duration-week", "concentr-percent"))
    month = _any(name for month in month_names for name in (month, month.capitalize()))
    month_first = "" if any(_month_first(code, "long") for code in codes) else "(?!)"
    power, short = (_any(name for name in power_names if (len(name) > 2) == long) for long in (True, False))
    grouping, decimal = get_group_symbol(locale), get_decimal_symbol(locale)
    group = f"{grouping}{'’' * (grouping in '’' + chr(39))}{'.' * (decimal == ',')} "
    point = _any({".", *map(get_decimal_symbol, codes)})
    few, link = rf"(?:{space}{letter}{{1,12}}){{1,2}}{space}", rf"(?:{letter}{{2,3}}{space})?"
    begins = re.escape("".join({word[0] for word in (*month.split("|"), *middle.split("|"))} - {"("}))
    return rf"""(?=[\d+−–IVX{begins}{begins.upper()}-])(?<!\d)(?:
        (?P<idiom>
            24 (?:{space}?(?:{hour})\.?)? {space}?/{space}? (?:24|7)(?!\d)
          | 24-(?:{hour}){letter}*
          | 24 {space}?(?:{hour}){letter}? {few} (?:24(?!\d)|(?:{day}){end})
          | 7 (?:{space}?(?:{day})\.?)? {space}?/{space}? 7(?!\d)
          | 7 {space}?(?:{day}){letter}? {few} (?:7(?!\d)|(?:{week}){end})
        )
      | (?P<iso> \d{{4}}-[01]\d-[0-3]\d(?!\d) )
      | (?P<numeric>
            (?P<one>[0-3]?\d)(?P<point>[./-]){space}?(?P<two>[0-3]?\d)(?P=point){space}?(?P<year>\d{{4}})(?!\d)
        )
      | (?P<named>
            (?P<day_before>[0-3]?\d)(?:\.|{letter}{{1,3}})?{space}{link}(?P<month_behind>{month}){end}
            (?:\.?,?{space}{link}(?P<year_behind>\d{{4}})(?!\d))?
          | {month_first}(?<!{letter})(?P<month_before>{month}){end}\.?{space}
            (?P<day_behind>[0-3]?\d)(?:{letter}{{2}})?(?!\d)(?:,{space}?(?P<year_last>\d{{4}})(?!\d))?
          | (?<!{letter})(?P<month_alone>{month}){end}\.?{space}{link}(?P<year_alone>\d{{4}})(?!\d)
        )
      | (?P<middle> (?<!{letter})(?i:{middle}){end} )
      | (?P<roman> (?<!\w)(?P<letters>[IVX]{{2,7}})(?P<ordinal>{letter}{{1,4}}(?<=[^\WA-Z\d_]))?(?!\w) )
      | (?P<time>
            (?P<hour>[01]?\d|2[0-4])(?:(?::(?P<colon_minute>[0-5]\d)|\.(?P<minute>[0-5]\d))(?!\d))?
            (?:{space}?(?P<unit>{hour}){end}(?:\.?{space}?(?P<late>[0-5]\d)(?!\d))?)?
            (?:(?(unit)\.?){space}?(?P<period>(?i:{clock})))?
            (?(colon_minute)|(?(late)|(?(period)|(?(minute)(?(unit)|(?!))|(?!)))))
        )
      | (?P<number>
            (?P<sign>(?<![^\s(])(?<!\d\s)[-−–+](?=\d))?
            (?P<whole>\d{{1,3}}(?:[{re.escape(group)}]\d{{3}})+(?!\d)|\d+)
            (?:(?P<decimal>{point})(?P<part>\d+))?
            (?:{space}?(?P<percent>[%٪]|(?:{percent}){end})|{space}(?P<power>(?i:{power})){end}
                |{space}?(?P<short>(?i:{short})){end})?
        )
    )"""


def _has_halves(code: str) -> bool:
    """Whether the clock of a language counts to twelve twice a day; the "am" of another one may be a word."""
    from babel import Locale

    return "a" in str(Locale.parse(code).time_formats["short"].pattern)


def _month_first(code: str, form: str) -> bool:
    """Whether a date has its month before its day."""
    from babel import Locale

    pattern = str(Locale.parse(code).date_formats[form].pattern)
    return pattern.index("M") < pattern.index("d")


def _units(unit: str, codes: Iterable[str]) -> set[str]:
    """Return what a unit is called behind a number."""
    from babel.units import format_unit

    shown = (
        format_unit(count, unit, length=length, locale=code)
        for code in codes
        for count in (1, 2, 5)
        for length in ("long", "short", "narrow")
    )
    return {re.sub(r"[\d\s]*(.*?)\.?$", r"\1", words) for words in shown}


def _any(words: Iterable[str]) -> str:
    """Return a pattern for one of some words, whatever spaces they have; for nothing where there is none."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(_SPACE.join(map(re.escape, word.split())) for word in longest_first) or "(?!)"


def _period(name: str) -> str:
    """Return a pattern for a part of the day; two letters are written with dots and without."""
    if len(letters := _bare(name)) == 2:
        return rf"{letters[0]}\.?{_SPACE}?{letters[1]}(?!{_LETTER})\.?"
    return re.sub("['’‘]", "['’‘]", _any([name])) + f"(?!{_LETTER})"
