"""The context of a template: every name that it can use, for one page at one address."""

import datetime
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from inspect import isfunction
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from generator.compile.typography import typeset, unescape
from generator.link.addresses import ERROR_PAGE, MANIFEST, relative
from generator.link.site import Page, Site
from generator.link.targets import ExternalTarget, FileTarget, PageTarget, Placement, Resolved, Target, anchor
from generator.read.assets import FOLDER as STATIC
from generator.read.assets import Asset
from generator.read.facts import Column, Figure, Partner
from generator.read.leaflets import Leaflet
from generator.read.pages import MENUS
from generator.read.sources import Source
from generator.read.value_types import Text, Value, words_in
from generator.render import calendar, cards, data, drawings, feed, offline, root_files, search, structured
from generator.render.index import Entry, by_letter, contents, index
from generator.render.markers import POLICY, STYLES, TEXT, with_origin
from generator.render.templates import Phrases


class File(NamedTuple):
    """A file to download: its format, such as CSV, the link to it and its size."""

    form: str
    link: str
    size: str


@dataclass(frozen=True)
class Context:
    """The context of a template for a page at `address`.

    The address is ERROR_PAGE for the page that a host shows at any address: its links start at the root of the host,
    as relative ones would fail there. `datasets` are those of each language. `in_text` is true for a component in the
    text. `used` records what the template has used: the "text" of the page, the "day", or all of its language ("site").
    """

    site: Site
    templates: jinja2.Environment
    page: Page
    address: str
    datasets: Mapping[str, Sequence[data.Dataset]] = field(default_factory=dict)
    in_text: bool = False
    used: set[str] = field(default_factory=set)

    @cached_property
    def lang(self) -> str:
        """The language of what is rendered: that of the reader, or in a borrowed text the language of the text."""
        return self.page.document.language if self.in_text else self.page.language

    @cached_property
    def names(self) -> dict[str, Any]:
        """Every name that a template can use, as described in templates/README.md."""
        site, page = self.site.without_text, self.page
        menus = {name: site.menu(page.language, name) for name in MENUS}
        leaflets, datasets = self.site.first(page.language, "leaflets"), self.datasets.get(page.language, ())
        days, source = calendar.ADDRESS.format(page.language), site.settings.source_language
        others = {
            "settings": site.settings,
            "facts": site.facts,
            "page": page,
            "language": site.settings.languages[page.language],
            "lang": self.lang,
            "words": Phrases(site.words[self.lang]),
            "home": site.pages.get((page.language, "index"), page.without_text),
            "trail": site.trail(page),
            "children": site.children(page),
            "neighbours": site.neighbours[page],
            "translations": site.translations(page),
            "original": site.pages[source, page.name],
            "behind": site.is_outdated(page),
            "help": next(iter(menus["main"]), None),
            "handed_out": site.handouts_reviewed,
            "printed": site.handout(page.language),
            "in_other_languages": leaflets and leaflets.without_text,
            "search": site.first(page.language, "search"),
            "menu": lambda name: menus[name],
            "below": site.below,
            "styles": STYLES,
            "scripts": {name: Markup(script) for name, script in site.assets.scripts.items()},
            "drawings": {name: Markup(drawing) for name, drawing in site.assets.drawings.items()},
            "policy": POLICY,
            "structured": lambda: Markup(structured.graph(self.site, self.page, self.address, self.used) or ""),
            "card": lambda: (card := cards.card(site, page)) and (card.title, site.full(cards.address(site, card))),
            "canonical": lambda other: site.full(
                site.pages[source if other.borrowed else other.language, other.name].address
            ),
            "feed": lambda: (at := feed.address(site, page.language)) and self._to(at),
            "calendar": lambda: self._to(days),
            "subscription": lambda: (at := site.full(days)) and f"webcal:{at.partition(':')[2]}",
            "manifest": lambda: self._to(MANIFEST) if root_files.ICONS.keys() & site.assets.files.keys() else None,
            "csv": lambda figure: self._to(data.address(page.language, figure)),
            "sections": lambda: self._to(search.ADDRESS.format(page.language)),
            "handouts": lambda: [(code, self._file(printed)) for code, printed in site.printed.items()],
            "offline": lambda: (copy := site.offline) and (self._file(copy), offline.day(copy)),
            "downloads": lambda: [(dataset, [*map(self._file, dataset.files.values())]) for dataset in datasets],
            "glossary": lambda: by_letter(site.facts.glossary.items(), lambda item: site.text(item[1].term, self.lang)),
            "title": lambda other: self._marked(other.front.title, other.document.language),
            "label": lambda other: self._marked(other.label, other.document.language),
            "summary": lambda other: self._marked(other.front.summary, other.document.language),
            "words_in": words_in,
            "text_language": lambda text: site.language_of(text, self.lang),
            "language_name": lambda code: site.settings.language_name(code, self.lang),
            "anchor": anchor,
            "plain_address": lambda address: address.partition("://")[2],
            "host": lambda address: urlsplit(address).netloc.removeprefix("www."),
            "default": site.default_url,
            "is_here": lambda other: other == page,
        }
        return others | {name: getattr(self, name) for name in METHODS}

    def today(self) -> datetime.date:
        """Return the day of the build."""
        self.used.add("day")
        return self.site.today

    def link(self, page: Page, anchor: str = "") -> str:
        """Return the link from here to a page."""
        return self._to(page.address) + (f"#{anchor}" if anchor else "")

    def asset(self, path: str) -> str:
        """Return the link from here to a file of `static/`, by its path in the project."""
        if path not in self.site.assets.files:
            raise jinja2.UndefinedError(f"there is no file '{path}'")
        return self._to(self.site.assets.files[path].address)

    def file(self, path: str) -> File | None:
        """Return a file by its path in static/, with its form, link and size, or none if it does not exist."""
        found = self.site.assets.files.get(f"{STATIC}{path}")
        return self._file(found) if found else None

    def chart(self, figure: Figure) -> Markup:
        """Return the bar chart of a figure."""
        charted, groups = figure.charted, []
        for row in figure.rows.values():
            cells = [cell for name, cell in figure.cells(row).items() if name in charted]
            bars = [drawings.Bar(value, self.number(value, column)) for value, column in cells]
            groups.append((self.plain(row.name), bars))
        series = [self.plain(column.name) for column in charted.values()]
        return drawings.bars(series, groups, figure.row_years, self.site.words[self.lang].phrases["not_known"])

    def places(self, partners: Iterable[Partner]) -> Markup:
        """Return the map with the cities of partners, and a text that names both."""
        land = self.site.facts.map
        found: dict[tuple[float, ...], drawings.Place] = {}
        for partner in partners:
            if partner.position and partner.city:
                place = drawings.Place(self.plain(partner.city), partner.position, [])
                found.setdefault(partner.position, place).lines.append(partner.name)
        words = self.site.words[self.lang].phrases
        lines = (f"{place.name}{words['colon']} {', '.join(place.lines)}" for place in found.values())
        text = f"{words['semicolon']} ".join(lines)
        return drawings.places(land.outline, land.borders, list(found.values()), text) if land else Markup()

    def mark(self, source: Source) -> Markup:
        """Return the number of a source in the list of the page, as a link; nothing on a page to leave quickly."""
        if self.page.front.exit:
            return Markup()
        number = self.page.numbers[source.id]
        label = self.names["words"].cite.format(number=number, title=source.title)
        link = Markup('<sup class="cite"><a href="#source-{0}" aria-label="{1}">{0}</a></sup>')
        return link.format(number, label)

    def _to(self, address: str) -> str:
        if self.address == ERROR_PAGE:
            return f"{urlsplit(self.site.url or '').path}/{address}"
        return relative(self.address, address)

    @property
    def locale(self) -> str:
        """The locale for dates and numbers (a CLDR identifier, such as `fr_BE`)."""
        return self.site.settings.languages[self.lang].locale_id(self.lang)

    def plain(self, value: Text, code: str | None = None) -> str:
        """Return a text from the settings or facts as plain text, in the language `code` if given."""
        return self.site.text(value, code or self.lang)

    def text(self, value: Text) -> Markup:
        """Return a text from the settings or facts, marked with its language if that differs from the one around it."""
        return self._marked(self.site.text(value, self.lang), self.site.language_of(value, self.lang))

    def _marked(self, text: str, code: str) -> Markup:
        """Return a text in the language `code`, marked with it if the language around it differs."""
        attributes = self.attributes(code)
        return Markup("<span{}>{}</span>").format(attributes, text) if attributes else escape(text)

    def attributes(self, code: str) -> Markup:
        """Return the attributes `lang` and `dir` of an element in a language, each after a space, if needed."""
        if code == self.lang:
            return Markup()
        languages = self.site.settings.languages
        is_reversed = code in languages and languages[code].direction != languages[self.lang].direction
        lang = Markup(' lang="{}"').format(code)
        return lang + Markup(' dir="{}"').format(languages[code].direction) if is_reversed else lang

    def date(self, value: datetime.date, form: str = "long") -> Markup:
        """Return a date in the reader's language: in full, or only day and month if `form` is "day"."""
        iso = f"{value:%m-%d}" if form == "day" else value.isoformat()
        return Markup('<time datetime="{}">{}</time>').format(iso, self.plain_date(value, form))

    def plain_date(self, value: datetime.date, form: str = "long") -> str:
        """Return a date as `date` shows it, as plain text for an attribute."""
        from babel import Locale
        from babel.dates import format_date, match_skeleton, tokenize_pattern, untokenize_pattern

        locale, words = Locale.parse(self.locale), self.site.words[self.lang]
        skeletons = locale.datetime_skeletons
        pattern = skeletons[match_skeleton("MMMMd", skeletons)] if form == "day" else locale.date_formats["long"]
        parts = tokenize_pattern(pattern.pattern)
        if value.day == 1:
            first = ("chars", words.phrases["first_of_month"])
            parts = [first if part in (("field", ("d", 1)), ("field", ("d", 2))) else part for part in parts]
        return typeset(format_date(value, untokenize_pattern(parts), locale=locale), words.quotes)

    def number(self, value: Value | None, column: Column) -> str:
        """Return a number of a figure in the reader's language, or the words for one that is not known."""
        if value is None:
            return self.site.words[self.lang].phrases["not_known"]
        from babel.numbers import format_decimal, format_percent

        if column.unit == "percent":
            return format_percent(value / 100, locale=self.locale, decimal_quantization=False)
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def leaflets(self) -> list[tuple[Leaflet, Mapping[str, Markup]]]:
        """Return each leaflet with its sentences, in which phone numbers are links, always from left to right."""
        link = Markup('<a class="number" dir="ltr" href="tel:{}">{}</a>')
        lines = self.site.facts.helplines.items()
        numbers = {name: link.format(helpline.number.dialled, helpline.number) for name, helpline in lines}

        def filled(sentence: str) -> Markup:
            return escape(unescape(sentence)[0]).format(**numbers)

        leaflets = self.site.leaflets.values()
        return [(leaflet, {name: filled(text) for name, text in leaflet.sentences.items()}) for leaflet in leaflets]

    def to_chart(self, figure: str) -> str | None:
        """Return the link to the chart of a figure, on this page or else on the first that shows it, or none."""
        name = anchor(figure)
        if name in self.page.entries:
            return f"#{name}"
        self.used.add("site")
        shown = self.site.first(self.page.language, name)
        return self.link(shown, name) if shown else None

    def _file(self, file: Asset) -> File:
        """Return a file to download, with its size formatted for the reader's language."""
        from babel.units import format_unit

        kilobytes = max(round(len(file.data) / 1000), 1)
        amount, unit = (kilobytes, "kilobyte") if kilobytes < 1000 else (round(kilobytes / 1000, 1), "megabyte")
        size = format_unit(amount, f"digital-{unit}", "short", locale=self.locale)
        form = posixpath.splitext(file.address)[1][1:].upper()
        return File(form, self._to(file.address), size.replace(" ", "\u00a0"))

    def contents(self) -> list[tuple[Page | None, list[tuple[Page, int]]]]:
        """Return the pages by section: the first page of each (none for the footer), and all with their depth."""
        self.used.add("site")
        return contents(self.site, self.page.language)

    def index(self) -> list[tuple[str, list[tuple[Markup, str]]]]:
        """Return the A to Z index of the site: each letter with its entries, each a text and the link from here."""
        self.used.add("site")

        def shown(entry: Entry) -> tuple[Markup, str]:
            return self._marked(entry.text, entry.language), self._to(entry.address) + entry.fragment

        return [(letter, [*map(shown, found)]) for letter, found in index(self.site, self.page.language)]

    def body(self) -> Markup:
        """Return the text of the page as HTML with every reference filled in, in the language of the text.

        On a searchable page, it is between two markers.
        """
        self.used.add("text")
        marker = TEXT if self.page.is_searchable and self.site.first(self.page.language, "search") else ""
        return Markup("".join((marker, *self._text(), marker)))

    @cached_property
    def _inside(self) -> "Context":
        """The context of what is in the text of the page."""
        return replace(self, in_text=True) if self.page.borrowed else self

    def _text(self) -> Iterator[str]:
        glossary = self.site.glossary(self.page)
        open_term = False
        for text, number in self.page.prose.html:
            if number is None:
                yield text
                continue
            reference, target, *_ = resolved = self.page.resolved[number]
            if reference.kind == "image":
                yield self._inside._picture(resolved)
            elif isinstance(target, Placement):
                yield self._inside._placed(target, number, reference.is_block)
            elif isinstance(target, Source):
                yield str(self._inside.mark(target))
            elif reference.kind != "term":
                yield str(escape(self._inside._link_to(target)))
            elif glossary:
                open_term, href = not open_term, escape(self.link(glossary, reference.destination))
                yield f'<a class="term" href="{href}">' if open_term else "</a>"

    def _placed(self, placed: Placement, number: int, is_block: bool) -> str:
        pages = {
            name: tuple(
                self.site.without_text.pages[self.page.language, other]
                for other in placed.arguments[name] or ()
                if other not in self.site.expired
            )
            for name in placed.component.names_of("pages")
        }
        given = {**placed.arguments, **pages}
        own = {"part": f"part:{number}", "typed": placed.typed, "shown": placed.entries}
        rendered = self.templates.get_template(f"components/{placed.name}.html").render(self.names | given | own)
        if placed.component.place == "block":
            return f"\n{with_origin(str(number), rendered)}"
        html = with_origin(str(number), rendered.strip())
        return f"<p>{html}</p>" if is_block else html

    def _link_to(self, target: Target | None) -> str:
        """Return the link from here to a target, or "" if there is none."""
        match target:
            case ExternalTarget(url):
                return url
            case PageTarget(name, anchor):
                page = self.site.target_page(self.page.language, name)
                anchor = "" if name in self.site.expired else anchor
                return f"#{anchor}" if anchor and page == self.page else self.link(page, anchor)
            case FileTarget(path, fragment, photograph):
                return (self._to(photograph.fallback.address) if photograph else self.asset(path)) + fragment
            case _:
                return ""

    def _picture(self, resolved: Resolved) -> str:
        reference, target, *_ = resolved
        attributes: dict[str, str | int] = {**reference.values, "src": self._link_to(target)}
        caption = attributes.pop("title", "") if reference.is_block else ""
        names: dict[str, Any] = {"picture": attributes, "caption": caption, "formats": []}
        if isinstance(target, FileTarget) and (photograph := target.photograph):
            attributes["width"], attributes["height"] = photograph.size(*reference.size)
            names["formats"] = [
                (media, [(self._to(size.address), size.width) for size in sizes])
                for media, sizes in photograph.types.items()
            ]
        return self.templates.get_template("parts/picture.html").render(names).strip()


METHODS = {name: method for name, method in vars(Context).items() if isfunction(method) and name[0] != "_"}
"""The functions that a template can call, by name."""
