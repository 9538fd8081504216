"""Structured data of a page for search engines (JSON-LD 1.1, schema.org), made from its fields, text and data."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.link.site import Page, Site
from generator.link.targets import anchor
from generator.read.facts import Day, Term
from generator.render import data

Node = dict[str, Any]


def graph(site: Site, page: Page, address: str, used: set[str]) -> str | None:
    """Return the structured data of the page at an address, escaped for a <script>, or None if there is none.

    Its ids are full addresses, so there is none if the address of the site is unknown. If it depends on the day or on
    other pages, "day" or "site" is added to `used`.
    """
    if not site.url or not page.is_listed:
        return None
    whole = {"@context": "https://schema.org", "@graph": [*_nodes(site, page, address, used)]}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _nodes(site: Site, page: Page, address: str, used: set[str]) -> Iterator[Node]:
    if page.name == "index":
        yield _website(site, page, site.full(address), [page.language] if address else [*site.settings.languages])
    else:
        yield _breadcrumbs(site, page)
    if address:
        yield from _shown(site, page, used)


def _shown(site: Site, page: Page, used: set[str]) -> Iterator[Node]:
    for day in dict.fromkeys(value for placed in page.placements for value in placed.arguments.values()):
        if isinstance(day, Day) and day.name:
            used.add("day")
            yield _event(site, page, day)
    for placed in page.placements:
        match placed.component.shows:
            case "glossary":
                yield _glossary(site, page, placed.entries)
            case "figures":
                used.add("site")
                yield from (_dataset(site, page, key, name) for key, name in placed.entries.items())


def _website(site: Site, page: Page, here: str | None, languages: list[str]) -> Node:
    return {
        "@type": "WebSite",
        "@id": here,
        "url": here,
        "name": site.text(site.settings.name, page.language),
        "description": site.text(site.settings.tagline, page.language),
        "inLanguage": languages,
        "publisher": _publisher(site, page),
        **_license(site),
    }


def _breadcrumbs(site: Site, page: Page) -> Node:
    """Return the path to a page from the home page (https://schema.org/BreadcrumbList)."""
    steps = [
        {"@type": "ListItem", "position": position, "name": step.label, "item": site.full(step.address)}
        for position, step in enumerate((*site.trail(page), page), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _glossary(site: Site, page: Page, entries: Mapping[str, Term]) -> Node:
    here = site.full(page.address)
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": f"{here}#{key}",
            "name": site.text(entry.term, page.language),
            **({"termCode": short} if (short := site.own_text(entry.abbreviation, page.language)) else {}),
            "description": site.text(entry.definition, page.language),
        }
        for key, entry in entries.items()
    ]
    return {
        "@type": "DefinedTermSet",
        "@id": here,
        "name": page.front.title,
        "inLanguage": page.language,
        **_license(site),
        "hasDefinedTerm": terms,
    }


def _event(site: Site, page: Page, day: Day) -> Node:
    """Return the next occurrence of a yearly day, as an event without a place that lasts one day."""
    assert day.name
    coming = day.next(site.today).isoformat()
    return {
        "@type": "Event",
        "name": site.text(day.name, page.language),
        "startDate": coming,
        "endDate": coming,
        "eventSchedule": {"@type": "Schedule", "repeatFrequency": "P1Y", "byMonth": day.month, "byMonthDay": day.day},
        "inLanguage": page.language,
        "url": site.full(page.address),
    }


def _dataset(site: Site, page: Page, key: str, name: str) -> Node:
    """Return the dataset of a figure, with its years if they are known (https://schema.org/Dataset)."""
    figure, chart = site.facts.figures[name], anchor(name)
    text, language, years = site.text, page.language, figure.row_years or figure.years
    shown = site.first(language, chart)
    return {
        "@type": "Dataset",
        "@id": f"{site.full(page.address)}#{key}",
        **({"url": f"{site.full(shown.address)}#{chart}"} if shown else {}),
        "name": text(figure.title, language),
        "description": f"{text(figure.measure, language)} {text(figure.caution, language)}",
        "creator": _publisher(site, page),
        **({"temporalCoverage": "/".join(map(str, sorted({min(years), max(years)})))} if years else {}),
        "spatialCoverage": text(figure.place, language),
        "inLanguage": language,
        **_license(site),
        "isBasedOn": [source.url for source in figure.sources],
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": site.full(data.address(language, name)),
        },
    }


def _publisher(site: Site, page: Page) -> Node:
    return {"@type": "Organization", "name": site.text(site.settings.publisher, page.language)}


def _license(site: Site) -> Node:
    return {"license": site.settings.license.url} if site.settings.license else {}
