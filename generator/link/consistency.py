"""What a page and its translations have in common: headings, components, sources, notes, links, tables, numbers."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from generator.compile.prose import Kind
from generator.compile.texts import Version, Versions
from generator.link import language_detection
from generator.link.addresses import path_from, relative
from generator.link.numbers import Placeable, Reader, reader
from generator.link.sections import begin
from generator.link.targets import ExternalTarget, FileTarget, PageTarget, Placement, Resolved, Target
from generator.problems import Location, Problem, count
from generator.processes import parallel_map
from generator.read.by_language import Wording
from generator.read.cache import Cache, digest
from generator.read.project import Project
from generator.read.settings import PATH
from generator.read.sources import Source

_KINDS = {"citation": "citation", "component": "component", "image": "picture", "link": "link"}
_SHAPES: Sequence[Kind] = ("cell", "item", "term", "quotation", "note")
"""The blocks of which a section of a translation has as many as that of its source."""
WRITE = "write it, or add 'draft: true' at the top of the page until it is ready"
_FIXES = {
    "block": "write as many as the original has",
    "citation": "cite the same sources as the original",
    "component": "use the same components as the original",
    "footnote": "write the same footnotes as the original, with the same names",
    "id": "use the same ids as the original",
    "heading": "keep the headings of the original, with the same levels and ids: ## ... {#id}",
    "link": "link to the same pages and sites as the original",
    "number": "write the same numbers as the original, in the same order",
    "picture": "show the same pictures as the original",
}
_ACCEPTED = ("link", "number", "picture")
"""Of what another one may be right in another language."""
_ORDERED = ("heading", "number")
"""What has the same order in every language."""


class _Part(NamedTuple):
    """What a section of a page tells, one of its passages or its fields, or all of it together, that translations tell.

    `items` has what stands in it by its kind, a key of `_FIXES`; what leads nowhere, and so cannot be compared, says
    nothing. A section has its numbers in its `passages`; its `words` begin there, if it has others than those of its
    heading, of pictures and of components.
    """

    location: Location
    items: Mapping[str, Sequence[Placeable]]
    passages: Sequence["_Part"] = ()
    words: Location | None = None

    @property
    def shape(self) -> Counter[str]:
        """How often it has each block and each component."""
        return Counter(one.says for kind in ("block", "component") for one in self.items.get(kind, ()))

    @property
    def as_one(self) -> "_Part":
        """All its numbers, as those of one passage."""
        return _Part(self.location, {"number": [number for one in self.passages for number in one.items["number"]]})


_WHOLE = None


Contents = Mapping[object, _Part]
"""What a page in one language tells that its translations tell too: made once, compared often.

It has its sections by the id of their heading, "" for the top, its fields by a tuple with their name, and by `_WHOLE`
the headings, ids and footnotes of all of it. What has a mistake in it is left out: differences would only follow.
"""


def read(version: Version, leads: Sequence[tuple[Resolved, str]], numbers: Reader) -> Contents:
    """Return the contents of a page, given each of its references with what it leads to, as `plain` writes it."""

    def item(says: str, at: Iterable[int]) -> Placeable:
        return Placeable(says, says, version.document.place(*at))

    headings: list[Placeable] = []
    parts: dict[object, _Part] = {}
    every, wrong = version.prose.passages, version.prose.mistakes
    for heading, references, passages, mistakes in version.prose.sections():
        location = begin(version, heading)
        if heading:
            headings.append(item(f"{'#' * heading.level} {{#{heading.id}}}", (heading.line, 1)))
        items = defaultdict[str, list[Placeable]](list)
        told, words = list[_Part](), None
        for one, lead in leads[references]:
            if kind := _KINDS.get(one.reference.kind):
                items[kind].append(Placeable(lead, lead, one.where))
        for passage in every[passages]:
            if not passage.words:
                continue
            at = version.document.locator(passage.place)
            told.append(_Part(at(0), {"number": numbers(passage.words, at)}))
            if passage.kind in _SHAPES:
                items["block"].append(Placeable(passage.kind, passage.kind, at(0)))
            if passage.is_text and passage.kind not in ("heading", "title"):
                words = words or at(0)
        if not wrong[mistakes]:
            parts[heading.id if heading else ""] = _Part(location if heading else words or location, items, told, words)
    notes = [item(f"[^{note}]", at) for note, _, *at in version.prose.notes]
    ids = [item(f"{{: #{name} }}", at) for name, *at in version.prose.ids if name not in parts]
    if not wrong:
        parts[_WHOLE] = _Part(begin(version, None), {"heading": headings, "footnote": notes, "id": ids})
    return parts | {(place.field,): _text(place, said, numbers) for place, said in version.document.texts()}


def survey(
    project: Project, versions: Versions, resolved: Mapping[str, Sequence[Resolved]], cache: Cache
) -> list[Problem]:
    """Return every text in another language than its own, and every difference between the source and a translation.

    So it is for pages, data, and words of the interface. A page that is not translated yet is told as such alone.

    `resolved` has, by the path of each page, its references with what they lead to.
    """
    settings, said = project.settings, project.texts
    source = settings.source_language
    if len(settings.languages) == 1:
        return []
    locales = {code: known.conventions(code) for code, known in settings.languages.items()}
    numbers = functools.cache(lambda code: reader(locales[code], project.phone_search, cache))
    every = digest(source, [own.digest for own in said.values()])
    wordings = chain(*(own.texts for own in said.values()))
    frequent = cache.get_or_make("frequent", every, lambda: language_detection.frequent([*wordings], source))

    @functools.cache
    def leads(page: tuple[str, str]) -> list[tuple[Resolved, str]]:
        return [(one, plain(page[1], one.target, locales)) for one in resolved[versions[page].document.path]]

    @functools.cache
    def contents(page: tuple[str, str]) -> Contents:
        return read(versions[page], leads(page), numbers(page[0]))

    @functools.cache
    def elsewhere(page: tuple[str, str], first: tuple[str, str]) -> list[Problem]:
        return [*language_detection.of_page(versions[page], versions[first], frequent, settings)]

    def found(pages: tuple[tuple[str, str], tuple[str, str]]) -> list[Problem]:
        page, first = pages
        front = versions[page].document.front
        told = elsewhere(*pages)
        if told or page == first or elsewhere(first, first):
            return [] if front.draft else told  # from those, differences would only follow
        return compare(contents(first), contents(page), front.accepted)

    wanted: dict[bytes, tuple[tuple[str, str], tuple[str, str]]] = {}
    shared = digest(source, locales, *project.phone_search, {code: sorted(words) for code, words in frequent.items()})
    for page in versions:
        pages = page, (source, page[1]) if (source, page[1]) in versions else page
        seen = [(versions[one].digest, [lead for _, lead in leads(one)]) for one in pages]
        wanted[digest(shared, page, seen)] = pages

    originals = {place: said.get((source, place[1]), own) for place, own in said.items() if place[0]}
    texts = {
        digest(shared, said[place].digest, original.digest, settings.languages[place[0]].accepted): place
        for place, original in originals.items()
    }

    def told(texts: Iterable[Wording]) -> Contents:
        return {one.name: _text(one.location, one.words, numbers(one.language)) for one in texts}

    def between(places: Iterable[tuple[str, str]]) -> Iterator[list[Problem]]:
        for place in places:
            there, here, accepted = originals[place].texts, said[place].texts, settings.languages[place[0]].accepted
            elsewhere = language_detection.of_texts(here, there, frequent, settings)
            yield [*elsewhere, *compare(told(there), told(here), accepted, f"of '{place[0]}' in {PATH}")]

    return cache.findings("consistency", wanted, partial(parallel_map, found)) + cache.findings(
        "wordings", texts, between
    )


def _text(place: Location, words: str, numbers: Reader) -> _Part:
    return _Part(place, {"number": numbers(words, place.throughout)})


def compare(
    source: Contents, translation: Contents, accepted: Collection[str] = (), where: str = "at the top"
) -> list[Problem]:
    """Return a problem, placed in the translation, for everything in which it differs.

    What is `accepted` may; an editor finds the list of that `where` it says. Fields that both have are compared one by
    one, and sections too; one that is missing is told by its heading alone. What stands in blocks is compared where
    these are the same, and numbers where components are too, as one that is missing may have some, or stand for one.
    """
    problems: list[Problem] = []
    for name in source.keys() & translation.keys():
        there, here = source[name], translation[name]
        if there.words and not here.words:
            said = f"the text {'of this section' if name else 'at the top'} is missing here, but is in"
            problems.append(Problem(here.location, said, WRITE, other=_line(there.words)))
            continue
        pairs = [(there, here)]
        if there.shape == here.shape:
            is_alike = len(there.passages) == len(here.passages)
            pairs += zip(there.passages, here.passages, strict=True) if is_alike else [(there.as_one, here.as_one)]
        for pair in pairs:
            problems += (apart := [*_blocks(*pair)])
            for kind in () if apart else (pair[0].items.keys() | pair[1].items.keys()) - {"block"}:
                problems += _apart(kind, pair, accepted, where)
    return sorted(problems)


def plain(name: str, target: Target | None, languages: Collection[str]) -> str:
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
            beside = path.removeprefix("content/")
            folder, _, file = beside.partition("/")
            return relative(name, file if folder in languages else f"../{beside}")
        case ExternalTarget(url, host):
            *labels, last = host.split(".")
            site = [label for label in labels if label != "www" and label not in languages]
            return ".".join([*site, last]) if host else url.partition("?")[0]
        case Source():
            return f"[@{target.id}]"
        case Placement(component, typed=typed):
            arguments = (
                f'{key}="{value}"' if " " in value else f"{key}={value}" for key, value in sorted(typed.items())
            )
            return " ".join(("{{", component, *arguments, "}}"))
    return ""


def _blocks(there: _Part, here: _Part) -> Iterator[Problem]:
    """Yield each block that does not stand as often here as there."""
    rows = [part.items.get("block", ()) for part in (there, here)]
    for block in dict.fromkeys(one.says for row in rows for one in row):
        theirs, mine = ([one.location for one in row if one.says == block] for row in rows)
        if len(theirs) != len(mine):
            said = f"this section has {count(len(mine), block)} here, but {len(theirs)} in"
            last = _line([there.location, *theirs][-1])
            yield Problem([here.location, *mine][-1], said, _FIXES["block"], other=last)


def _apart(kind: str, parts: tuple[_Part, _Part], accepted: Collection[str], where: str) -> Iterator[Problem]:
    """Yield what of a kind has no partner on the other side, all that is missing at once, the first in another order.

    Dates keep their order among dates, other numbers among themselves: "in 2019, 45 of 77" is "45 von 77 (2019)".
    Numbers, links and pictures that are `accepted` may differ; `where` says where they are listed.
    """

    def told(place: Location, said: str, there: Location, *written: str) -> Problem:
        fix = _FIXES[kind]
        if kind in _ACCEPTED:
            listed = ", ".join(f'"{one}"' for one in dict.fromkeys(written))
            fix += f"; or, if both are right, add to the list 'accepted' {where}: [{listed}]"
        return Problem(place, said, fix, other=_line(there))

    def instead(own: Placeable, wanted: Placeable, *written: str) -> Problem:
        said = f"is {own.written} here, but {wanted.written} in"
        if own.written == wanted.written:
            said = f"{own.written} means {own.says} in this language, but {wanted.says} in"
        return told(own.location, f"the {kind} {said}", wanted.location, own.written, *written)

    theirs, mine = (part.items.get(kind, ()) for part in parts)
    if [one.says for one in theirs] == [one.says for one in mine] or not all(one.says for one in (*theirs, *mine)):
        return
    mine = [*_settled(mine, theirs)]
    theirs = [*_settled(theirs, mine)]
    (wanted, lost), (found, added) = _parted(theirs, mine), _parted(mine, theirs)
    known = accepted if kind in _ACCEPTED else ()
    right = {one.says for one in (*theirs, *mine) if one.written in known or one.says in known}
    wanted, lost, found, added = (
        [one for one in row if one.says not in right]
        for row in (wanted, _in_digits(lost, added), found, _in_digits(added, lost))
    )
    yield from (instead(own, other, other.written) for own, other in zip(added, lost, strict=False))
    there, here = ({one.says: one.location for one in row} for row in (wanted, found))
    for one in added[len(lost) :]:
        said = f"the {kind} {one.written} is here{' one more time than' if one.says in there else ', but not'} in"
        yield told(one.location, said, there.get(one.says, parts[0].location), one.written)
    lost = lost[len(added) :]
    for one in (one for one in lost if one.says in here):
        said = f"the {kind} {one.written} is here one time fewer than in"
        yield told(here[one.says], said, one.location, one.written)
    if lost := [one for one in lost if one.says not in here]:
        written = [one.written for one in lost]
        are = "are missing here, but are in" if written[1:] else "is missing here, but is in"
        said = f"the {kind}{'s' * (len(written) > 1)} {', '.join(written)} {are}"
        yield told(parts[1].location, said, lost[0].location, *written)
    amounts = {one.says for one in (*found, *wanted) if not one.is_date}  # 1500 is no year where there it is 1,500
    for dated in (False, True) if kind in _ORDERED else ():
        rows = ([one for one in row if (one.says not in amounts) == dated] for row in (found, wanted))
        moved = (instead(own, other) for own, other in zip(*rows, strict=True) if own.says != other.says)
        yield from islice(moved, 1)


def _settled(some: Sequence[Placeable], others: Iterable[Placeable]) -> Iterator[Placeable]:
    """Yield numbers as those of the other text let them be read, where their words leave it open."""
    spare = Counter(one.says for one in others)
    spare.subtract(one.says for one in some)
    for one in some:
        for says in (says for says in one.also if spare[says] > 0 > spare[one.says]):
            spare[one.says], spare[says] = spare[one.says] + 1, spare[says] - 1
            one = one._replace(says=says)
        yield one


def _parted(some: Iterable[Placeable], others: Iterable[Placeable]) -> tuple[list[Placeable], list[Placeable]]:
    """Return what says the same as others do, as often as these do, and all the rest."""
    spare = Counter(one.says for one in others)
    shared, alone = list[Placeable](), list[Placeable]()
    for one in some:
        (shared if spare[one.says] > 0 else alone).append(one)
        spare[one.says] -= 1
    return shared, alone


def _in_digits(alone: Sequence[Placeable], others: Sequence[Placeable]) -> Iterator[Placeable]:
    """Yield what stands alone on one side, but for as many as the other has fewer and may have in words."""
    spare = len(alone) - len(others)
    for one in alone:
        if spare > 0 and "" in one.also:
            spare -= 1
        else:
            yield one


def _line(location: Location) -> str:
    return f"{location.path}:{location.line}" if location.line > 1 else location.path
