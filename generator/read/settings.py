"""`site.yaml`: the settings of the site."""

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urlsplit

from generator.problems import BuildFailed, Problem
from generator.read import forms
from generator.read.by_language import texts
from generator.read.files import Files
from generator.read.forms import field
from generator.read.phones import is_country
from generator.read.value_types import (
    Accepted,
    Code,
    Country,
    Date,
    Email,
    Exact,
    Integer,
    Number,
    Reachable,
    Real,
    SiteUrl,
    Text,
    Url,
    direction,
    locale_of,
)
from generator.read.yaml_text import parse

PATH = "site.yaml"


class Language(forms.Model):
    """One language of the site."""

    name: Exact = field("Its name in that language.", "Français")
    locale: str | None = field("Conventions for dates and numbers, if not those of the code.", "fr_BE", None)
    accepted: tuple[Accepted, ...] = field(
        "Numbers in its data and interface words that are correct although they differ from the original.",
        '["9:30"]',
        (),
    )

    @cached_property
    def direction(self) -> str:
        """The direction of its script: rtl or ltr."""
        return direction(self.name)

    def locale_id(self, code: str) -> str:
        """Return the CLDR identifier of the locale of this language, which has the code `code`."""
        return (self.locale or code).replace("-", "_")


class Link(forms.Model):
    """A link to another site."""

    name: Text = field("What it is called.", "An organisation")
    url: Url = field("Its address.", "https://www.example.org/page")


class Contact(forms.Model):
    """The person to write to or call; shown on the contact page only."""

    name: Exact = field("Name of the person.", "A. Person")
    phone: Number = field("Phone number, as readers see it.", "+32 2 555 00 00")
    email: Email | None = field("E-mail address, if there is one.", "name@organisation.example", None)
    role: Text = field("What this person is responsible for.", "{en: Contact for ...}")
    note: Text = field("What readers must know before they call.", "{en: This is not an emergency number.}")
    organisation: Link = field("The organisation's own page.", "{name: ..., url: ...}")


class License(forms.Model):
    """The licence under which others may use the texts and data of the site."""

    id: str = field("Its identifier in the SPDX licence list.", "CC-BY-4.0")
    name: Exact = field("Its name.", "Creative Commons Attribution 4.0")
    url: Url = field("Address of its text.", "https://creativecommons.org/licenses/by/4.0/")


class Security(forms.Model):
    """Where to report a security problem of the site; published as security.txt."""

    contact: Reachable = field("E-mail address, or address of a page on how to report.", "security@office.example")
    expires: Date = field("First day on which this may be out of date, within a year.", "2027-06-01")


class Budgets(forms.Model):
    """Limits that the build enforces."""

    page: Integer = field("Most bytes that a page may have, compressed.", "14600", 14600)
    median: Integer = field("Most bytes that the median page may have, compressed.", "9000", 9000)
    scripts: Integer = field("Most bytes that all scripts in pages may have together.", "5000", 5000)
    search: Integer = field("Most bytes that the search may load, compressed.", "60000", 60000)
    sentence: Real = field("Most words that the sentences of a page may have on average.", "18", 18)
    exit_sentence: Real = field("The same for pages with the leave-quickly link.", "12", 12)


class Settings(forms.Model):
    """Everything in `site.yaml`."""

    name: Text = field("Name of the site.", '{en: "Our site"}')
    tagline: Text = field("What the site is about, in one line.", "{en: ...}")
    publisher: Text = field("Who publishes the site.", "{en: The editors of this site}")
    url: SiteUrl | None = field("Address at which the site is published.", "null", None)
    country: Country | None = field("Country of phone numbers without a country code.", "BE", None)
    source_language: str = field("Language from which the others are translated.", "en", "en")
    languages: dict[Code, Language] = field("The languages, by code.", "{en: {name: English}}", min_length=1)
    license: License | None = field("Licence of the texts and data written for the site.", "{id: CC-BY-4.0, ...}", None)
    exit: Url = field("Neutral site that the leave-quickly link goes to.", "https://www.example.org/")
    budgets: Budgets = field("Limits that the build enforces.", "{page: 14600}", Budgets({}))
    checks: dict[str, str] = field(
        "Checks to switch off, each with the reason.", '{orphan-pages: "Reached from a poster."}', {}
    )
    contact: Contact | None = field("The person to contact.", "{name: ...}", None)
    security: Security | None = field("Where to report a security problem.", "{contact: ..., expires: ...}", None)

    def language_name(self, code: str, reader: str) -> str:
        """Return the name of a language in `reader`, a language of the site, or else in itself; its code if unknown."""
        from babel import Locale

        names = Locale.parse(self.languages[reader].locale_id(reader)).languages
        own = {other: language.name for other, language in self.languages.items()}
        return names.get(code.replace("-", "_")) or own.get(code) or names.get(code.partition("-")[0], code)


def read(files: Files) -> tuple[Settings, list[Problem]]:
    """Read `site.yaml`; return the valid settings, and every problem.

    Raises `BuildFailed` with every problem if the country or the source language has one, as other checks depend on it.
    """
    data, locations = parse(files.text(PATH), PATH)
    country = data.get("country") if isinstance(data, dict) else None
    known = {"country": country if isinstance(country, str) and is_country(country) else None}
    settings, problems = forms.fill_in_part(Settings, data, locations, known)
    invalid = {problem.location.field for problem in problems}
    are_known = bool(settings.languages) and invalid.isdisjoint(("languages", "source_language"))
    problems += _cross_checks(settings, are_known)
    languages = {code: own for code, own in (settings.languages or {}).items() if locale_of(own.locale_id(code))}
    if "country" in invalid or settings.source_language not in languages:
        raise BuildFailed(problems)
    return Settings({**dict(settings), "languages": languages}, locations), problems


def _cross_checks(settings: Settings, are_known: bool) -> Iterator[Problem]:
    """Yield the problems between fields that are each valid; those of languages only if all of them `are_known`."""
    value_at, codes = settings.locations.value, settings.languages if are_known else {}
    if are_known and settings.source_language not in codes:
        message = f"the source language '{settings.source_language}' is not among the languages"
        yield Problem(value_at("source_language"), message, "add it under 'languages'")
    for code, language in codes.items():
        if not locale_of(language.locale_id(code)):
            message = f"the language '{code}' has no known locale"
            yield Problem(value_at("languages", code, "locale"), message, "write one, such as locale: fr_BE")
    for trail, text in texts(settings, Settings) if are_known else ():
        if isinstance(text, str):
            continue
        for code in text.keys() - codes.keys() - {""} if codes.keys() - text.keys() else ():
            message = f"'{code}' is not a language of this site"
            fix = f"add it under 'languages', remove it, or write one of: {', '.join(sorted(codes))}"
            yield Problem(settings.locations.key(*trail, code), message, fix)
        if settings.source_language in codes and not text.keys() & {settings.source_language, ""}:
            fix = f"add it, such as {settings.source_language}: ..."
            yield Problem(value_at(*trail), f"this text is missing in '{settings.source_language}'", fix)
    parts = [urlsplit(address or "") for address in (settings.exit, settings.url)]
    if settings.exit and (parts[0].scheme != "https" or parts[0].hostname == parts[1].hostname):
        fix = "write the https:// address of a well-known site, such as https://www.wikipedia.org/"
        yield Problem(value_at("exit"), f"the leave-quickly link cannot go to '{settings.exit}'", fix)
