"""What a page and its translations have in common: headings, components, citations, links, pictures, numbers."""

from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

from generator.compile.prose import Reference
from generator.compile.texts import Version
from generator.link import addresses
from generator.link.addresses import by_name
from generator.link.behind import Section, of_language
from generator.link.numbers import Number, numbers_of
from generator.link.sections import Part, split
from generator.link.targets import Resolved
from generator.link.vocabulary import ENOUGH, ENOUGH_IN_A_SENTENCE, Vocabulary, frequent, words_of
from generator.problems import Location, Problem
from generator.read.by_language import Wording
from generator.read.memory import Memory, digest
from generator.read.phones import Search
from generator.read.project import Project
from generator.read.settings import Settings

_KINDS = {"citation": "citation", "component": "component", "image": "picture", "link": "link"}
_FIXES = {
    "citation": "cite the same sources as there",
    "component": "place the same components as there",
    "heading": "keep the headings as they are there, each with its level and its id: ## ... {#id}",
    "link": "link to the same pages and sites as there",
    "number": "write the same numbers as there, in the same order",
    "picture": "show the same pictures as there",
}
_EVERYWHERE = Search(None)
_UNTRANSLATED = (
    "translate it, and mark words that are not: *words*{: lang=nl }; until then write 'draft: true' on top of this page"
)


@dataclass(frozen=True, slots=True, order=True)
class _Item:
    """Something that stands in a text: its kind, a key of `_FIXES`, how a message shows it, and its place."""

    kind: str
    shown: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Told:
    """The numbers of one passage, each with its place, and where the passage begins."""

    location: Location
    words: str
    numbers: Sequence[tuple[Number, Location]]

    def but_calls(self, search: Search) -> "_Told":
        """Return the same without numbers to call: one that is typed is told as such, in every language."""
        calls = [(begin, begin + len(number)) for begin, number in search.find(self.words)]
        others = [pair for pair in self.numbers if not any(begin <= pair[0].offset < end for begin, end in calls)]
        return replace(self, numbers=others)


class _Apart(NamedTuple):
    """A number that differs between two languages: its place, what is said of it, and how it is written in either."""

    location: Location
    said: str
    written: tuple[str, ...]

    @classmethod
    def instead(cls, mine: tuple[Number, Location], theirs: tuple[Number, Location]) -> "_Apart":
        """Return that a number stands in the place of another."""
        (number, where), (wanted, place) = mine, theirs
        said = f"stands here where {_line(place)} has {wanted.written}"
        if number.written == wanted.written:
            said = f"means {number.readings[0]} in this language, and {wanted.readings[0]} in {_line(place)}"
        return cls(where, f"the number {number.written} {said}", (number.written, wanted.written))


@dataclass(frozen=True, slots=True)
class _Section:
    """What one part of a page tells that its translations tell too.

    `lost` has the kinds of items of which some lead nowhere, so that they cannot be compared.
    """

    part: Part
    items: list[_Item] = field(default_factory=list)
    told: list[_Told] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


class Contents(NamedTuple):
    """What a page in one language tells that its translations tell too: made once, compared often."""

    version: Version
    sections: Sequence[_Section]

    @classmethod
    def of(
        cls, version: Version, resolved: Iterable[Resolved], locale: str, memory: Memory | None = None
    ) -> "Contents":
        """Return the contents of a page whose numbers follow the conventions of `locale`, an identifier of CLDR."""
        front, parts = version.document.front, split(version)
        sections = [_Section(part) for part in parts]
        for reference, target in resolved:
            place, kind = version.place(reference.line, reference.column), _KINDS.get(reference.kind)
            section = sections[_around(parts, place)]
            if kind and target:
                section.items.append(_Item(kind, _written(reference), place))
            elif kind:
                section.lost.add(kind)
        passages = [passage for passage in version.prose.passages if passage.words]
        ((title, summary, *others),) = numbers_of([(_texts(version), locale)], memory or Memory())
        for name, row in (("title", title), ("summary", summary)):
            place = version.document.at(name)
            sections[0].told.append(_Told(place, getattr(front, name), [(number, place) for number in row]))
        for passage, row in zip(passages, others, strict=True):
            place = version.place(*passage.place(0))
            found = [(number, version.place(*passage.place(number.offset))) for number in row]
            sections[_around(parts, place)].told.append(_Told(place, passage.words, found))
        return cls(version, sections)

    @property
    def headings(self) -> list[_Item]:
        """The headings, each with its level and its id."""
        parts = (section.part for section in self.sections[1:])
        return [_Item("heading", f"{'#' * part.level} {{#{part.id}}}", part.location) for part in parts]

    def together(self) -> _Section:
        """Return all sections as one."""
        rows = ((section.items, section.told, section.lost) for section in self.sections)
        items, told, lost = (chain.from_iterable(row) for row in zip(*rows, strict=True))
        return _Section(self.sections[0].part, list(items), list(told), set(lost))


def _texts(version: Version) -> list[str]:
    """Return all that a page says."""
    front, passages = version.document.front, version.prose.passages
    return [front.title, front.summary, *(passage.words for passage in passages if passage.words)]


def _around(parts: Sequence[Part], place: Location) -> int:
    """Return the number of the part of a page in which something stands."""
    return bisect_right(parts, place.line, key=lambda part: part.location.line) - 1


def survey(
    project: Project,
    versions: Iterable[Version],
    resolved: Mapping[str, Iterable[Resolved]],
    memory: Memory | None = None,
) -> list[Problem]:
    """Return every difference between the source and its translations: pages, data, and words of the interface.

    `resolved` has, by the path of each page, its references with what they lead to.
    """
    settings = project.settings
    if len(settings.languages) == 1:
        return []
    memory, versions, source = memory or Memory(), [*versions], settings.source_language
    country, called = settings.country, [helpline.number for helpline in project.facts.helplines.values()]
    search = Search(country, called)
    locales = {code: language.conventions(code) for code, language in settings.languages.items()}
    names = by_name(versions)
    known = {code: _frequent(project, code, versions, memory) for code in settings.languages}

    @cache
    def contents(language: str, name: str) -> Contents:
        version = names[language, name]
        return Contents.of(version, resolved[version.document.path], locales[language], memory)

    def differing(version: Version) -> list[Problem]:
        name = version.document.name
        return _differing(contents(source, name), contents(version.document.language, name), search)

    def foreign(version: Version, words: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
        vocabulary = Vocabulary({code: frozenset(own) for code, own in words.items()})
        return _in_another_language(version, vocabulary, settings)

    def compared(version: Version, original: Version) -> bytes:
        leads = [one for own in (version, original) for one in resolved[own.document.path]]
        lost = any(one.target is None for one in leads if one.reference.kind in _KINDS)
        seen = [(own.key, own.document.key, locales[own.document.language]) for own in (version, original)]
        return digest(seen, country, called) if version.key and not lost else b""

    pairs = {
        version.document.path: (version, original)
        for version in versions
        if version.document.language != source and (original := names.get((source, version.document.name)))
    }
    keys = {path: compared(*pair) for path, pair in pairs.items()}
    same = memory.recall("agreement", keys.values())
    told = {one.document.path: one for path, key in keys.items() if key not in same for one in pairs[path]}
    numbers_of([(_texts(one), locales[one.document.language]) for one in told.values()], memory)  # all at once
    problems: list[Problem] = []
    for version in versions:
        name, found = version.document.name, list[Problem]()
        if version.document.path in pairs:
            found = memory.seek("agreement", keys[version.document.path], partial(differing, version))
        if not any(problem.fix == _UNTRANSLATED for problem in found):
            words = {code: own.get(name, own[""]) for code, own in known.items()}
            key = version.key and digest(version.key, version.document.language, words)
            found += memory.seek("language", key, partial(foreign, version, words))
        problems += found
    problems += memory.seek("wordings", project.digest, partial(_texts_differing, project, locales, search, memory))
    words = {code: own[""] for code, own in known.items() if len(own) > 1}
    key = project.digest and digest(project.digest, words)
    vocabulary = Vocabulary({code: frozenset(own) for code, own in words.items()})
    foreign_texts = partial(_texts_in_another_language, project.wordings, vocabulary, settings)
    return problems + memory.seek("languages of texts", key, foreign_texts)


def _frequent(
    project: Project, language: str, versions: Sequence[Version], memory: Memory
) -> Mapping[str, Sequence[str]]:
    """Return the frequent words of a language for each of its pages, and by "" for all others."""
    own = {version.document.name: version for version in versions if version.document.language == language}
    keys = [version.key for version in own.values()]
    key = digest(project.digest, language, [*own], keys) if project.digest and all(keys) else b""

    def found() -> Mapping[str, Sequence[str]]:
        interface = " ".join(project.words[language].phrases.values())
        texts = {name: " ".join(passage.own for passage in one.prose.passages) for name, one in own.items()}
        return frequent(words_of(interface), {name: words_of(text) for name, text in texts.items()})

    return memory.once("frequent", key, found)


def _differing(source: Contents, page: Contents, search: Search) -> list[Problem]:
    """Return what is wrong with a translation beside its source."""
    problems = compare(source, page, search)
    theirs, mine = (" ".join(passage.own for passage in one.version.prose.passages) for one in (source, page))
    if (words := words_of(mine)) == words_of(theirs) and len(words) >= ENOUGH:
        message = f"this page is word for word the same as {source.version.document.path}"
        problems.append(Problem(Location(page.version.document.path), message, _UNTRANSLATED))
    return problems


def _in_another_language(version: Version, vocabulary: Vocabulary, settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each part of a page that seems to be in another language of the site."""
    own, parts = version.document.language, split(version)
    said: list[list[str]] = [[] for _ in parts]
    for passage in version.prose.passages:
        if passage.words:
            said[_around(parts, version.place(*passage.place(0)))].append(passage.own)
    for part, passages in zip(parts, said, strict=True):
        language = vocabulary.language_of(words_of("\n".join(passages)), own)
        if language != own:
            what = "the text at the top of this page" if not part.id else "this section"
            yield Problem(part.location, _other(what, language, own, settings), _UNTRANSLATED)


def _texts_in_another_language(
    wordings: Iterable[Wording], vocabulary: Vocabulary, settings: Settings
) -> Iterator[Problem]:
    """Yield a problem for each sentence of the data, or of the interface, that seems to be in another language.

    What does not end as a sentence does may be a name, which is rightly the same in every language. A language without
    a page is not judged: its few words may be copies that are still to be translated.
    """
    for wording in wordings:
        own = wording.language
        if own in vocabulary.frequent and wording.words.endswith((".", "!", "?")):
            language = vocabulary.language_of(words_of(wording.words), own, ENOUGH_IN_A_SENTENCE)
            if language != own:
                fix = f"write it in {settings.languages[own].name}"
                yield Problem(wording.location, _other("this text", language, own, settings), fix)


def _other(what: str, language: str, own: str, settings: Settings) -> str:
    it, this = (f"{settings.languages[code].name} ({code})" for code in (language, own))
    return f"{what} seems to be in another language: {it}, not {this}"


def _texts_differing(project: Project, locales: Mapping[str, str], search: Search, memory: Memory) -> Iterator[Problem]:
    """Yield what differs between the data and the words of the interface, and their translations."""
    source = project.settings.source_language
    texts = of_language(project.wordings, (), source)
    for code in locales.keys() - {source}:
        translated = of_language(project.wordings, (), code)
        yield from compare_texts(texts, translated, locales[source], locales[code], search, memory)


def compare(source: Contents, translation: Contents, search: Search = _EVERYWHERE) -> list[Problem]:
    """Return a problem, placed in the translation, for everything in which it differs from its source.

    Sections are compared one by one, or all together where they are not the same on both sides; numbers to call, which
    `search` finds, are not compared.
    """
    problems = compare_headings(source, translation)
    theirs, mine = ({section.part.id: section for section in page.sections} for page in (source, translation))
    if theirs.keys() != mine.keys() or len(mine) < max(len(source.sections), len(translation.sections)):
        theirs, mine = {"": source.together()}, {"": translation.together()}
    for name, here in mine.items():
        there = theirs[name]
        lost = there.lost | here.lost
        wanted, found = ([item for item in side.items if item.kind not in lost] for side in (there, here))
        problems += _differences(wanted, found, there.part.location, here.part.location)
        for apart in _numbers_apart(there.told, here.told, search, translation.version.document.front.numbers):
            listed = ", ".join(f'"{number}"' for number in dict.fromkeys(apart.written))
            fix = f"{_FIXES['number']}; or, if both are right, add to the fields on top: numbers: [{listed}]"
            problems.append(Problem(apart.location, apart.said, fix))
    return sorted(problems)


def compare_headings(source: Contents, translation: Contents) -> list[Problem]:
    """Return a problem, placed in the translation, for each heading not on both sides, or the first that moved."""
    theirs, mine = source.headings, translation.headings
    begins = (page.sections[0].part.location for page in (source, translation))
    problems = list(_differences(theirs, mine, *begins))
    moved = next(((wanted, found) for wanted, found in zip(theirs, mine, strict=False) if wanted != found), None)
    if moved and not problems:
        wanted, found = moved
        message = f"the heading {found.shown} stands here where {_line(wanted.location)} has {wanted.shown}"
        problems.append(Problem(found.location, message, _FIXES["heading"]))
    return problems


def compare_texts(
    source: Iterable[Section],
    translated: Iterable[Section],
    source_locale: str,
    locale: str,
    search: Search = _EVERYWHERE,
    memory: Memory | None = None,
) -> list[Problem]:
    """Return a problem for every text of `site.yaml`, or word of the interface, with other numbers than its source."""

    def told(sections: Sequence[Section], locale: str) -> Iterator[_Told]:
        texts = [" ".join(section.text.split()) for section in sections]
        (rows,) = numbers_of([(texts, locale)], memory or Memory())
        for section, words, row in zip(sections, texts, rows, strict=True):
            yield _Told(section.location, words, [(number, section.location) for number in row])

    texts = {section.key: section for section in source}
    here = [section for section in translated if section.key in texts]
    there = [texts[section.key] for section in here]
    return sorted(
        Problem(apart.location, apart.said, _FIXES["number"])
        for theirs, mine in zip(told(there, source_locale), told(here, locale), strict=True)
        for apart in _numbers_apart([theirs], [mine], search)
    )


def _written(reference: Reference) -> str:
    """Return what must stand in translations too: of a link to another site its host, as that may have the language."""
    if reference.kind == "component":
        arguments = (
            f'{key}="{value}"' if " " in value else f"{key}={value}" for key, value in sorted(reference.given.items())
        )
        return " ".join(("{{", reference.target, *arguments, "}}"))
    if reference.kind == "link" and (parts := addresses.split(reference.target)) and parts.hostname:
        return f"to {parts.hostname.removeprefix('www.')}"
    return f"[@{reference.target}]" if reference.kind == "citation" else reference.target


def _differences(
    there: Iterable[_Item],
    here: Iterable[_Item],
    there_begins: Location,
    here_begins: Location,
) -> Iterator[Problem]:
    """Yield what is not on both sides as often."""
    places: tuple[dict[_Item, list[Location]], ...] = ({}, {})
    for side, items in zip(places, (there, here), strict=True):
        for item in items:
            side.setdefault(item, []).append(item.location)
    source, translation = places
    for item in sorted(source.keys() | translation.keys()):
        theirs, mine = source.get(item, ()), translation.get(item, ())
        if len(theirs) == len(mine):
            continue
        place = _line(theirs[-1] if theirs else there_begins)
        if not mine:
            said = f"is missing here; it stands in {place}"
        elif not theirs:
            said = f"stands here, but not in {place}"
        else:
            said = f"stands {_times(mine)} here, and {_times(theirs)} in {place}"
        yield Problem(mine[-1] if mine else here_begins, f"the {item.kind} {item.shown} {said}", _FIXES[item.kind])


def _numbers_apart(
    there: Sequence[_Told], here: Sequence[_Told], search: Search, right: Collection[str] = ()
) -> Iterator[_Apart]:
    """Yield where the numbers of a part differ, passage by passage, or all together where passages are more or fewer.

    Those in `right` may differ.
    """
    source, translation = ([[number.readings for number, _ in told.numbers] for told in row] for row in (there, here))
    if source == translation:
        return
    there, here = ([told.but_calls(search) for told in row] for row in (there, here))
    if len(there) != len(here):
        there, here = (
            [_Told(row[0].location, "", [pair for told in row for pair in told.numbers])] for row in (there, here)
        )
    for theirs, mine in zip(there, here, strict=True):
        yield from _unlike(theirs, mine, right)


def _unlike(there: _Told, here: _Told, right: Collection[str]) -> Iterator[_Apart]:
    """Yield each number of a passage that has no partner, and the first that stands in another order.

    Dates keep their order among dates, other numbers among themselves: "in 2019, 45 of 77" is "45 von 77 (2019)".
    """
    theirs, mine = (
        [pair for pair in told.numbers if not {pair[0].written, *pair[0].readings} & set(right)]
        for told in (there, here)
    )
    partners = _partners([number for number, _ in theirs], [number for number, _ in mine])
    missing = deque(pair for place, pair in enumerate(theirs) if place not in partners and not pair[0].spare)
    found = set(partners.values())
    for place, (number, where) in enumerate(mine):
        if place in found or number.spare:
            continue
        if missing:
            yield _Apart.instead((number, where), missing.popleft())
        else:
            said = f"the number {number.written} stands here, but not in {_line(there.location)}"
            yield _Apart(where, said, (number.written,))
    for number, where in missing:
        said = f"the number {number.written} is missing here; it stands in {_line(where)}"
        yield _Apart(here.location, said, (number.written,))
    for dated in (False, True):
        rows = [(theirs[first], second) for first, second in sorted(partners.items())]
        rows = [(pair, second) for pair, second in rows if pair[0].is_date == mine[second][0].is_date == dated]
        for (pair, second), wanted in zip(rows, sorted(second for _, second in rows), strict=True):
            if mine[second][0].readings != mine[wanted][0].readings:
                yield _Apart.instead(mine[wanted], pair)
                break


def _partners(there: Sequence[Number], here: Sequence[Number]) -> dict[int, int]:
    """Return for the place of each number there the place of one here that can mean the same; the surest first."""
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for surely in (True, False):
        waiting: dict[str, deque[int]] = {}
        for place, number in enumerate(here):
            for reading in number.readings[:1] if surely else number.readings:
                waiting.setdefault(reading, deque()).append(place)
        for place, number in enumerate(there):
            for reading in () if place in partners else number.readings[:1] if surely else number.readings:
                row = waiting.get(reading, deque())
                while row and row[0] in taken:
                    row.popleft()
                if row:
                    partners[place] = row.popleft()
                    taken.add(partners[place])
                    break
    return partners


def _times(places: Sequence[Location]) -> str:
    return "once" if len(places) == 1 else f"{len(places)} times"


def _line(location: Location) -> str:
    return f"{location.path}:{location.line}" if location.line > 1 else location.path
