"""The calendar of a language: the yearly days, for people to import or subscribe to."""

import datetime

from generator.link.site import Site

ADDRESS = "{}/data/days.ics"
"""The address of a language's calendar."""


def files(site: Site) -> dict[str, bytes]:
    """Return the calendar of each language by path, if there are days in it."""
    return {ADDRESS.format(code): _calendar(site, code) for code in site.settings.languages if site.facts.calendar}


def _calendar(site: Site, language: str) -> bytes:
    """Return a calendar (RFC 5545; its name: RFC 7986). A day recurs from the year in which its sources were last read.

    The UID of a day is derived from the name of the site and the day's own id, so that it is the same in every build.
    """
    from uuid import NAMESPACE_URL, uuid5

    from icalendar import Calendar, Event

    name = site.text(site.settings.name, site.settings.source_language)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{name}//{language}")
    calendar.add("name", site.text(site.settings.name, language))
    calendar.add("x-wr-calname", site.text(site.settings.name, language))
    for key, title, day in site.facts.calendar:
        read = max(cited.read for cited in day.sources)
        begin = day.next(datetime.date(read.year, 1, 1))
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{name}/{language}/{key}")))
        event.add("dtstamp", datetime.datetime.combine(read, datetime.time(), datetime.UTC))
        event.add("dtstart", begin)
        event.add("dtend", begin + datetime.timedelta(days=1))
        event.add("rrule", {"freq": "yearly"})
        event.add("summary", site.text(title, language), {"language": site.language_of(title, language)})
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
