"""The calendars, parsed by icalendar, and the recurrence of each day, expanded by dateutil."""

import datetime
import re
from pathlib import Path

import icalendar
from dateutil.rrule import rrulestr

from tests.conftest import SECOND, TODAY, append, build_page, build_site, change, write


def events(folder: Path, language: str, **changes: object) -> list[icalendar.Event]:
    data = build_site(folder, **changes)[f"{language}/data/days.ics"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    return [*calendar.walk("VEVENT")]


def test_a_day_is_an_all_day_event_in_every_year_that_has_it(tiny):
    append(tiny, "content/en/data/days.yaml", "leap-day:\n  month: 2\n  day: 29\n  name: Leap\n  sources: [day]\n")
    dates = ((10, 18, (2027, 2028, 2029, 2030, 2031)), (2, 29, (2028, 2032, 2036, 2040, 2044)))

    for event, (month, day, years) in zip(events(tiny, "en"), dates, strict=True):
        assert type(event["dtstart"].dt) is datetime.date
        assert event["dtend"].dt - event["dtstart"].dt == datetime.timedelta(days=1)
        begin, today = (datetime.datetime.combine(date, datetime.time()) for date in (event["dtstart"].dt, TODAY))
        coming = rrulestr(event["rrule"].to_ical().decode(), dtstart=begin).xafter(today, 5)
        assert [found.date() for found in coming] == [datetime.date(year, month, day) for year in years]


def test_a_day_has_a_permanent_id_in_each_language(tiny):
    write(tiny, "content/fr/data/days.yaml", "eu-day: {name: La Journée}\n")
    before = {code: events(tiny, code)[0]["uid"] for code in ("en", "fr", "nl", "de")}
    assert len(set(before.values())) == 4

    later = {"today": TODAY + datetime.timedelta(days=400), "url": "https://other.example/"}
    after = {code: events(tiny, code, **later)[0] for code in before}
    assert {code: event["uid"] for code, event in after.items()} == before
    assert after["en"]["summary"] == after["nl"]["summary"] == "The Day"
    assert after["fr"]["summary"] == "La Journée"
    assert after["en"]["dtstamp"].dt == datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def test_a_day_without_a_name_is_in_no_calendar(tiny):
    change(tiny, "content/en/data/days.yaml", "  name: The Day\n", "")

    assert [path for path in build_site(tiny) if path.endswith(".ics")] == []


def test_the_day_component_can_link_to_the_calendar_of_the_language(tiny):
    append(tiny, SECOND, "\nTake {{ day id=eu-day show=calendar }}.\n")

    for code in ("en", "de"):
        (link,) = re.findall('Take <a href="([^"]*)" download>[^<]+</a>.', build_page(tiny, f"{code}/topics/second"))
        assert (tiny / f"public/{code}/topics/second" / link).resolve() == tiny / f"public/{code}/data/days.ics"
