"""What a page and its translations have in common: headings, components, sources, notes, links, tables, numbers."""

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from generator.compile.prose import COMPONENT, Kind, Passage, Reference
from generator.compile.texts import Version, Versions
from generator.link import vocabulary
from generator.link.addresses import path_from, relative
from generator.link.numbers import Number, Reader, reader
from generator.link.sections import begin
from generator.link.targets import (
    FileTarget,
    OuterTarget,
    PageTarget,
    Placement,
    Resolved,
    Target,
)
from generator.problems import Location, Problem
from generator.read.by_language import Wording
from generator.read.memory import Memory, digest
from generator.read.project import Project
from generator.read.sources import Source

_KINDS = {"citation": "citation", "component": "component", "image": "picture", "link": "link"}
_SHAPES: Sequence[Kind] = ("cell", "item", "term", "quotation", "note")
"""The blocks of which a section of a translation has as many as that of its source."""
WRITE = "write it, or keep the page back with 'draft: true' on top"
_FIXES = {
    "block": "write as many as there",
    "citation": "cite the same sources as there",
    "component": "place the same components as there",
    "footnote": "write the same footnotes as there, each with its name",
    "id": "give the same ids as there",
    "heading": "keep the headings as they are there, each with its level and its id: ## ... {#id}",
    "link": "link to the same pages and sites as there",
    "number": "write the same numbers as there, in the same order",
    "picture": "show the same pictures as there",
}
_ACCEPTED = ("link", "number", "picture")
"""Of what another one may be right in another language."""

_Items = dict[str, dict[str, list[Location]]]
"""The places of what stands in a text, by its kind, a key of `_FIXES`, and then by how a message shows it.

What leads nowhere, and so cannot be compared, is shown as "".
"""


class _Told(NamedTuple):
    """The numbers of one passage, and where that begins."""

    location: Location
    numbers: Sequence[Number]


class _Part(NamedTuple):
    """What a section of a page tells, one of its fields, or all of it together, that its translations tell too.

    `words` has where it has words besides its heading, and those of pictures and components.
    """

    location: Location
    items: _Items
    told: Sequence[_Told] = ()
    words: Sequence[Location] = ()

    @property
    def shape(self) -> dict[str, int]:
        """How often it has each block and each component."""
        found = self.items.get("block", {}) | self.items.get("component", {})
        return {shown: len(places) for shown, places in found.items()}

    @property
    def as_one(self) -> _Told:
        """All its numbers, as those of one passage."""
        return _Told(self.location, [number for told in self.told for number in told.numbers])


_WHOLE = None


class Contents(NamedTuple):
    """What a page in one language tells that its translations tell too: made once, compared often.

    Numbers, links and pictures that are `accepted` may be others than in its source. The `parts` are its sections by
    the id of their heading, "" for the top, its fields by a tuple with their name, and by `_WHOLE` the headings, ids
    and footnotes of all of it.
    """

    accepted: Collection[str]
    parts: Mapping[object, _Part]


def read(version: Version, leads: Sequence[tuple[Reference, str]], numbers: Reader) -> Contents:
    """Return the contents of a page, given each of its references with what it leads to, as `shown`."""

    def along(passage: Passage) -> Callable[[int], Location]:
        return lambda index: version.place(*passage.place(index))

    headings: dict[str, list[Location]] = {}
    parts: dict[object, _Part] = {}
    for heading, references, passages in version.prose.sections():
        location = begin(version, heading)
        if heading:
            headings[f"{'#' * heading.level} {{#{heading.id}}}"] = [location]
        items: _Items = {}
        told, said = list[_Told](), list[Location]()
        for reference, lead in leads[references]:
            if kind := _KINDS.get(reference.kind):
                items.setdefault(kind, {}).setdefault(lead, []).append(version.place(reference.line, reference.column))
        for passage in version.prose.passages[passages]:
            if not passage.words:
                continue
            at = along(passage)
            place = at(0)
            told.append(_Told(place, numbers(passage.words, at)))
            if passage.kind in _SHAPES:
                items.setdefault("block", {}).setdefault(passage.kind, []).append(place)
            if passage.kind not in ("heading", "title") and passage.words != COMPONENT:
                said.append(place)
        parts[heading.id if heading else ""] = _Part(location, items, told, said)
    notes = {f"[^{note}]": [version.place(*at)] for note, _, *at in version.prose.notes}
    ids = {f"{{: #{name} }}": [version.place(*at)] for name, *at in version.prose.ids if name not in parts}
    parts[_WHOLE] = _Part(begin(version, None), {"heading": headings, "footnote": notes, "id": ids})
    for place, words in version.document.said():
        parts[place.field,] = _Part(place, {}, [_all_at(place, words, numbers)])
    return Contents(version.document.front.accepted, parts)


def survey(
    project: Project, versions: Versions, resolved: Mapping[str, Sequence[Resolved]], memory: Memory
) -> list[Problem]:
    """Return every text in another language than its own, and every difference between the source and a translation.

    So it is for pages, data, and words of the interface. A page that is not translated yet is told as such alone.

    `resolved` has, by the path of each page, its references with what they lead to.
    """
    settings, wordings = project.settings, project.wordings
    source = settings.source_language
    if len(settings.languages) == 1:
        return []
    locales = {code: known.conventions(code) for code, known in settings.languages.items()}
    numbers = cache(lambda code: reader(locales[code], project.calls, memory))
    frequent = memory.once("frequent", project.digest, lambda: vocabulary.frequent(wordings, source))

    @cache
    def leads(version: Version) -> list[tuple[Reference, str]]:
        document = version.document
        return [(one.reference, shown(document.name, one.target, locales)) for one in resolved[document.path]]

    @cache
    def contents(version: Version) -> Contents:
        return read(version, leads(version), numbers(version.document.language))

    def found(version: Version, original: Version) -> Iterator[Problem]:
        if version is not original and vocabulary.is_copy(version, original):
            message = f"this page is word for word the same as {original.document.path}"
            yield Problem(Location(version.document.path), message, vocabulary.UNTRANSLATED)
            return
        yield from vocabulary.of_page(version, original, frequent, settings)
        if version is not original:
            yield from compare(contents(original), contents(version))

    problems: list[Problem] = []
    shared = digest(locales, *project.calls, {code: sorted(words) for code, words in frequent.items()})
    for (_, name), version in versions.items():
        original = versions.get((source, name), version)
        seen = [(one.key, one.document.key, [lead for _, lead in leads(one)]) for one in (version, original)]
        problems += memory.seek("agreement", digest(shared, seen), partial(found, version, original))

    def between() -> Iterator[Problem]:
        yield from vocabulary.of_texts(wordings, frequent, settings)
        yield from compare_texts(wordings, source, numbers)

    return problems + memory.seek("wordings", project.digest, between)


def compare(source: Contents, translation: Contents) -> list[Problem]:
    """Return a problem, placed in the translation, for everything in which it differs from its source.

    Fields that both have are compared one by one, and sections too; one that is missing is told by its heading alone.
    Numbers are compared where blocks and components are the same, as one that is missing may have some, or stand for
    one.
    """
    problems = [*_moved(*(page.parts[_WHOLE].items["heading"] for page in (source, translation)))]
    for name in source.parts.keys() & translation.parts.keys():
        there, here = source.parts[name], translation.parts[name]
        if there.words and not here.words:
            said = f"the text {'of this section' if name else 'at the top'} is missing here; it stands in"
            problems.append(Problem(here.location, said, WRITE, there=_line(there.words[0])))
            continue
        problems += _differences(there, here, translation.accepted)
        if there.shape == here.shape:
            rows = [there.told, here.told] if len(there.told) == len(here.told) else [[there.as_one], [here.as_one]]
            for passage, own in zip(*rows, strict=True):
                problems += _numbers_apart(passage, own, translation.accepted)
    return sorted(problems)


def _moved(theirs: dict[str, list[Location]], mine: dict[str, list[Location]]) -> Iterator[Problem]:
    """Yield the first heading that stands in the place of another, where the same are on both sides."""
    for wanted, found in zip(theirs, mine, strict=True) if theirs.keys() == mine.keys() else ():
        if wanted != found:
            said = f"the heading {found} stands here where {wanted} stands in"
            yield Problem(mine[found][0], said, _FIXES["heading"], there=_line(theirs[wanted][0]))
            return


def compare_texts(wordings: Collection[Wording], source: str, numbers: Callable[[str], Reader]) -> Iterator[Problem]:
    """Yield where a text of the data, or a word of the interface, has other numbers than in the language `source`.

    `numbers` gives what reads those of a language.
    """
    own = (one for one in wordings if one.language == source)
    originals = {(one.file, one.name): _all_at(one.location, one.words, numbers(source)) for one in own}
    for one in wordings:
        if one.language != source and (there := originals.get((one.file, one.name))):
            for apart in _numbers_apart(there, _all_at(one.location, one.words, numbers(one.language))):
                yield apart._replace(fix=_FIXES["number"])


def _all_at(place: Location, words: str, numbers: Reader) -> _Told:
    return _Told(place, numbers(words, lambda _: place))


def shown(name: str, target: Target | None, languages: Collection[str]) -> str:
    """Return how what a page leads to is written plainly, as on its translations; nothing where it leads nowhere.

    A link to another site has its host alone, as the address may have the language; so may a label of the host,
    the name of a file or of its folder, and the subject of a letter.
    """
    match target:
        case PageTarget(other, anchor):
            path = path_from(name, other) if other != name or not anchor else ""
            return f"{path}#{anchor}" if anchor else path
        case FileTarget(path) if path.startswith("static/"):
            return re.sub(rf"[-_./](?:{'|'.join(languages)})(?=[-_./])", "", path.removeprefix("static/"))
        case FileTarget(path):
            folder, _, file = path.removeprefix("content/").partition("/")  # of a language, or the file itself
            return relative(name, file or f"../{folder}")
        case OuterTarget(url, host):
            *labels, last = host.split(".")
            site = [label for label in labels if label != "www" and label not in languages]
            return ".".join([*site, last]) if host else url.partition("?")[0]
        case Source():
            return f"[@{target.id}]"
        case Placement(component, _, typed):
            arguments = (
                f'{key}="{value}"' if " " in value else f"{key}={value}" for key, value in sorted(typed.items())
            )
            return " ".join(("{{", component.name, *arguments, "}}"))
    return ""


def _differences(there: _Part, here: _Part, accepted: Collection[str]) -> Iterator[Problem]:
    """Yield what is not on both sides as often; what stands nowhere there stands in the place of what is missing.

    Links and pictures among the `accepted` may.
    """
    for kind in sorted(there.items.keys() | here.items.keys()):
        right = accepted if kind in _ACCEPTED else ()
        theirs, mine = (
            {shown: places for shown, places in part.items.get(kind, {}).items() if shown not in right}
            for part in (there, here)
        )
        if "" in (*theirs, *mine):
            continue
        missing = deque(shown for shown in theirs if shown not in mine)
        name = "" if kind == "block" else f"{kind} "  # an item is called by what it is
        for shown, places in mine.items():
            written = [shown]
            if shown in theirs:
                said, place = f"stands {_times(places)} here, and {_times(theirs[shown])} in", theirs[shown][-1]
            elif missing:
                written.append(missing.popleft())
                said, place = f"stands here where {written[1]} stands in", theirs[written[1]][-1]
            else:
                said, place = "stands here, but not in", there.location
            if len(places) != len(theirs.get(shown, ())):
                yield _apart(kind, places[-1], f"the {name}{shown} {said}", place, *written)
        for shown in missing:
            said, place = f"the {name}{shown} is missing here; it stands in", theirs[shown][-1]
            yield _apart(kind, here.location, said, place, shown)


def _numbers_apart(there: _Told, here: _Told, right: Collection[str] = ()) -> Iterator[Problem]:
    """Yield each number of a passage that has no partner, all that are missing at once, and the first in another order.

    Dates keep their order among dates, other numbers among themselves: "in 2019, 45 of 77" is "45 von 77 (2019)".
    Those in `right` may differ.
    """
    theirs, mine = ([one for one in told.numbers if not {one.written, one.says} & {*right}] for told in (there, here))
    (wanted, lost), (found, added) = _parted(theirs, mine), _parted(mine, theirs)
    for number, instead in zip(added, lost, strict=False):
        yield _instead(number, instead)
    for number in added[len(lost) :]:
        said = f"the number {number.written} stands here, but not in"
        yield _apart("number", number.location, said, there.location, number.written)
    if lost := lost[len(added) :]:
        written = [number.written for number in lost]
        are = "are missing here; they stand in" if written[1:] else "is missing here; it stands in"
        said = f"the number{'s' * (len(written) > 1)} {', '.join(written)} {are}"
        yield _apart("number", here.location, said, lost[0].location, *written)
    for dated in (False, True):
        rows = ([one for one in row if one.is_date == dated] for row in (found, wanted))
        moved = (
            _instead(number, instead) for number, instead in zip(*rows, strict=True) if number.says != instead.says
        )
        yield from islice(moved, 1)


def _parted(numbers: Iterable[Number], others: Iterable[Number]) -> tuple[list[Number], list[Number]]:
    """Return the numbers that say what others do, as often as these do, and all the rest."""
    spare = Counter(number.says for number in others)
    shared, alone = list[Number](), list[Number]()
    for number in numbers:
        (shared if spare[number.says] > 0 else alone).append(number)
        spare[number.says] -= 1
    return shared, alone


def _instead(number: Number, wanted: Number) -> Problem:
    """Return that a number stands in the place of another."""
    said = f"stands here where {wanted.written} stands in"
    if number.written == wanted.written:
        said = f"means {number.says} in this language, and {wanted.says} in"
    written = number.written, wanted.written
    return _apart("number", number.location, f"the number {number.written} {said}", wanted.location, *written)


def _apart(kind: str, where: Location, said: str, place: Location, *written: str) -> Problem:
    """Return what is said of things of a kind that differ, which are `written` on one side or the other."""
    fix = _FIXES[kind]
    if kind in _ACCEPTED:
        listed = ", ".join(f'"{one}"' for one in dict.fromkeys(written))
        fix += f"; or, if both are right, add to the list 'accepted' on top: [{listed}]"
    return Problem(where, said, fix, there=_line(place))


def _times(places: Sequence[Location]) -> str:
    return "once" if len(places) == 1 else f"{len(places)} times"


def _line(location: Location) -> str:
    return f"{location.path}:{location.line}" if location.line > 1 else location.path
