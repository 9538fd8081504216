"""What a page must have in common with its translations: headings, components, citations, links, pictures and numbers."""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.numbers import get_decimal_symbol, get_group_symbol

from generator.compile.prose import Prose
from generator.compile.scan import Reference, without_code
from generator.link.behind import Part, Section, of_language, split
from generator.problems import Location, Problem, position
from generator.read.pages import Document
from generator.read.settings import Settings

_SILENT = re.compile(
    r"</?[A-Za-z][^>]*>|https?://[^\s)]+|\{\{[^{}\n]*\}\}|\{[:#.][^{}\n]*\}|\[[@^][^\]\n]*\](?![(\[])|(?<=\])\([^)]*\)",
    re.DOTALL,
)
_OUTER = re.compile(r"""\bhref\s*=\s*["']?\s*((?:https?|mailto|tel):[^"'\s>]+)""", re.IGNORECASE)
_KINDS = {"citation": "citation", "component": "component", "image": "picture", "link": "link"}
_FIXES = {
    "citation": "cite the same sources as there",
    "component": "place the same components as there",
    "heading": "keep the headings as they are there, each with its level and its id: ## ... {#id}",
    "link": "link to the same targets as there",
    "number": "write the same numbers as there",
    "picture": "show the same pictures as there",
}


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language: its document, its compiled text, and the locale that its numbers are written in."""

    document: Document
    prose: Prose
    locale: str


@dataclass(frozen=True, slots=True, order=True)
class _Item:
    """Something that stands in a text: its kind, a key of `_FIXES`, how a message shows it, and a number as it is written."""

    kind: str
    shown: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text that is compared as a whole: where it begins, and its items, each with its place."""

    location: Location
    items: Sequence[tuple[_Item, Location]]

    def places(self, alike: Set[str]) -> Mapping[_Item, Sequence[Location]]:
        """Return where each item stands; numbers that are written in a form of `alike` count as that form, whatever they mean."""
        places: dict[_Item, list[Location]] = {}
        for item, place in self.items:
            places.setdefault(_Item(item.kind, item.written) if item.written in alike else item, []).append(place)
        return places


def survey(
    folder: Path,
    settings: Settings,
    documents: Sequence[Document],
    proses: Sequence[Prose],
    apart: Set[str],
    unlinked: Set[str],
) -> list[Problem]:
    """Return every difference between the source and its translations: pages, texts of `site.yaml` and interface words.

    Nothing is compared with files whose paths are in `apart`: drafts, and files with problems of their own, from which
    differences would only follow. Only headings are with those in `unlinked`, whose links and components lead nowhere.
    """
    locales = {code: language.conventions(code) for code, language in settings.languages.items()}
    versions = [
        Version(document, prose, locales[document.language]) for document, prose in zip(documents, proses, strict=True)
    ]
    sources = {
        version.document.name: version for version in versions if version.document.language == settings.source_language
    }
    problems: list[Problem] = []
    for version in versions:
        source = sources.get(version.document.name, version)
        paths = {version.document.path, source.document.path}
        if len(paths) == 2 and not paths & apart:
            problems += compare_headings(source, version) if paths & unlinked else compare(source, version)
    texts = {code: of_language(folder, settings, (), (), code) for code in locales}
    for code in locales:
        problems += compare_texts(
            texts[settings.source_language], texts[code], locales[settings.source_language], locales[code]
        )
    return problems


def compare(source: Version, translation: Version) -> list[Problem]:
    """Return a problem, placed in the translation, for everything in which it differs from its source.

    Sections are compared one by one, or all together where they are not the same on both sides.
    """
    problems = compare_headings(source, translation)
    there, here = split(source.document, source.prose), split(translation.document, translation.prose)
    if {part.id for part in there} != {part.id for part in here}:
        there, here = there[:1], here[:1]
    theirs, mine = _passages(source, there), _passages(translation, here)
    return sorted([*problems, *(problem for name in mine for problem in _differences(theirs[name], mine[name]))])


def compare_headings(source: Version, translation: Version) -> list[Problem]:
    """Return a problem, placed in the translation, for every heading that is not on both sides, or for the first that has moved."""
    there, here = split(source.document, source.prose), split(translation.document, translation.prose)
    theirs, mine = (
        [(_Item("heading", f"{'#' * part.level} {{#{part.id}}}"), part.location) for part in parts[1:]]
        for parts in (there, here)
    )
    problems = list(_differences(_Passage(there[0].location, theirs), _Passage(here[0].location, mine)))
    moved = next(((wanted, found) for wanted, found in zip(theirs, mine, strict=False) if wanted[0] != found[0]), None)
    if moved and not problems:
        (wanted, there_place), (found, place) = moved
        message = f"the heading {found.shown} stands here where {_line(there_place)} has {wanted.shown}"
        problems.append(Problem(place, message, _FIXES["heading"]))
    return problems


def compare_texts(
    source: Iterable[Section], translated: Iterable[Section], source_locale: str, locale: str
) -> list[Problem]:
    """Return a problem for every text of `site.yaml`, or word of the interface, whose numbers differ from those of its source."""

    def passage(section: Section, locale: str) -> _Passage:
        return _Passage(
            section.location,
            [
                (_Item("number", number, written), section.location)
                for number, written, _, _ in numbers(section.text, locale)
            ],
        )

    texts = {section.key: section for section in source}
    pairs = ((texts[section.key], section) for section in translated if section.key in texts)
    return sorted(
        problem
        for there, here in pairs
        for problem in _differences(passage(there, source_locale), passage(here, locale))
    )


def numbers(text: str, locale: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield every number that a Markdown text tells its reader: what it means and how it is written, with line and column.

    Thousands are grouped as `locale` groups them, or by spaces; the decimal sign is that of `locale`, or a point as in a version.

    >>> list(numbers("206 000 ou 6,9 %", "fr"))
    [('206000', '206 000', 1, 1), ('6.9', '6,9', 1, 12)]
    """
    told = html.unescape(_SILENT.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), without_code(text)))
    for found in _number(locale).finditer(told):
        whole, part = re.sub(r"\D", "", found["whole"]), found["part"]
        yield f"{whole}.{part}" if part else whole, found[0], *position(told, found.start())


@cache
def _number(locale: str) -> re.Pattern[str]:
    symbol = get_group_symbol(locale)
    symbol = "'’" if symbol in "'’" else symbol  # releases of CLDR disagree which one, and people write both
    group = re.escape(f"{symbol} \u00a0\u202f")
    decimal = re.escape(f"{get_decimal_symbol(locale)}.")
    return re.compile(rf"(?P<whole>\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)(?:[{decimal}](?P<part>\d+))?")


def _passages(version: Version, parts: Sequence[Part]) -> dict[str, _Passage]:
    """Return the passage of each part, by the id of its heading."""
    lines = [part.location.line for part in parts]
    found = [(parts[bisect_right(lines, place.line) - 1].id, item, place) for item, place in _items(version)]
    return {
        part.id: _Passage(part.location, [(item, place) for name, item, place in found if name == part.id])
        for part in parts
    }


def _items(version: Version) -> Iterator[tuple[_Item, Location]]:
    document = version.document
    for name, text in (("title", document.front.title), ("summary", document.front.summary)):
        yield from (
            (_Item("number", number, written), document.at(name))
            for number, written, _, _ in numbers(text, version.locale)
        )
    for number, written, line, column in numbers(document.text, version.locale):
        yield _Item("number", number, written), Location(document.path, document.first_line + line - 1, column)
    for reference in version.prose.references:
        if reference.kind in _KINDS:
            place = Location(document.path, document.first_line + reference.line - 1, reference.column)
            yield _Item(_KINDS[reference.kind], _written(reference)), place
    yield from _outer(version)


def _outer(version: Version) -> Iterator[tuple[_Item, Location]]:
    """Yield the addresses outside the site that stand in the HTML of a text and are no references: raw links, and those to write or call."""
    document, end = version.document, 0
    for found in _OUTER.finditer(version.prose.html):
        address = html.unescape(found[1])
        start = max(document.text.find(address, end), document.text.find(found[1], end), 0)
        line, column = position(document.text, start)
        end = start
        yield _Item("link", address), Location(document.path, document.first_line + line - 1, column)


def _written(reference: Reference) -> str:
    if reference.kind == "component":
        arguments = (
            f'{key}="{value}"' if " " in value else f"{key}={value}" for key, value in sorted(reference.arguments)
        )
        return " ".join(("{{", reference.target, *arguments, "}}"))
    return f"[@{reference.target}]" if reference.kind == "citation" else reference.target


def _differences(there: _Passage, here: _Passage) -> Iterator[Problem]:
    """Yield what is not on both sides as often; a number with dots that is written the same on both is one of a case or an article."""
    counts = [Counter(item.written for item, _ in passage.items) for passage in (there, here)]
    alike = {form for form in counts[0] if "." in form and "," not in form and counts[0][form] == counts[1][form]}
    source, translation = there.places(alike), here.places(alike)
    for item in sorted(source.keys() | translation.keys()):
        theirs, mine = source.get(item, ()), translation.get(item, ())
        if len(theirs) == len(mine):
            continue
        place = _line(theirs[-1] if theirs else there.location)
        if not mine:
            said = f"is missing here; it stands in {place}"
        elif not theirs:
            said = f"stands here, but not in {place}"
        else:
            said = f"stands {_times(mine)} here, and {_times(theirs)} in {place}"
        yield Problem(mine[-1] if mine else here.location, f"the {item.kind} {item.shown} {said}", _FIXES[item.kind])


def _times(places: Sequence[Location]) -> str:
    return "once" if len(places) == 1 else f"{len(places)} times"


def _line(location: Location) -> str:
    return f"{location.path}:{location.line}" if location.line > 1 else location.path
