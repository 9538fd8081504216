"""Documents to print: a handout in each language, and pocket cards.

The name of a printed document contains the digest of its HTML: it is offered only while the HTML is still the same.
"""

import datetime
import hashlib
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from generator.link.addresses import ERROR_PAGE
from generator.link.site import Site
from generator.problems import BuildFailed
from generator.read.assets import Asset
from generator.read.files import HANDOUTS, PRINTED
from generator.render.context import Context
from generator.render.markers import join, split
from generator.render.templates import Phrases, problem


class Sheet(NamedTuple):
    """A document to print: its language (None for the cards), its name, its HTML, and the day of its content."""

    language: str | None
    name: str
    html: bytes
    day: datetime.date

    @property
    def path(self) -> str:
        """The path of the printed document in the project."""
        return f"{HANDOUTS}/{self.name}.{hashlib.sha256(self.html).hexdigest()[:16]}{PRINTED}"


def sheets(site: Site, templates: jinja2.Environment) -> list[Sheet]:
    """Return the documents to print; none if the site has no address, as they show it.

    A language has a handout if all its pages are translated. Raises `BuildFailed` if a template fails.
    """
    if site.url is None or not site.has_home:
        return []
    address = urlsplit(site.url)
    extra = {
        "qr": qr,
        "origin": f"{address.scheme}://{address.netloc}/",
        "spoken": {code: Phrases(words) for code, words in site.words.items()},
    }

    def sheet(language: str | None, name: str, template: str, names: Mapping[str, object]) -> Sheet:
        try:
            html = join(split(templates.get_template(template).render(**names, **extra)))
        except Exception as error:
            raise BuildFailed([problem(error, template, "")]) from error
        return Sheet(language, name, html, site.handouts_reviewed or site.today)

    found = []
    for code in site.settings.languages:
        sides = [Context(site, templates, page, ERROR_PAGE).names for page in site.handout(code)]
        if sides and not any(page.borrowed for page in site.handout(code)):
            found.append(sheet(code, f"handout-{code}", "handout.html", {**sides[0], "sides": sides}))
    if any(helpline.footer for helpline in site.facts.helplines.values()):
        names = Context(site, templates, site.home(site.settings.source_language), ERROR_PAGE).names
        found.append(sheet(None, "pocket-card", "card.html", names))
    return found


def current(site: Site, templates: jinja2.Environment) -> dict[str | None, Asset]:
    """Return the printed documents that match the current site, by language (None for the cards)."""
    return {
        sheet.language: Asset(f"{HANDOUTS}/{sheet.name}{PRINTED}", site.handouts[sheet.path])
        for sheet in sheets(site, templates)
        if sheet.path in site.handouts
    }


def qr(address: str) -> Markup:
    """Return an address as a QR code (ISO/IEC 18004) of level M, readable with 15 % of it damaged."""
    import segno

    drawn = segno.make_qr(address, error="m").svg_inline(border=0, omitsize=True, lineclass=None, svgclass=None)
    return Markup('<svg role="img" aria-label="{}">{}</svg>').format(address, Markup(drawn))
