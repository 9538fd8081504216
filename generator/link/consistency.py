"""Compare each translation with its source: headings, components, citations, footnotes, links, blocks and numbers."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from generator.compile.texts import Version, Versions
from generator.link import language_detection
from generator.link.addresses import path_from, relative
from generator.link.language_detection import DRAFT
from generator.link.numbers import NumberReader, Placeable, number_reader
from generator.link.sections import section_start
from generator.link.targets import ExternalTarget, FileTarget, PageTarget, Placement, Resolved, Target
from generator.problems import Location, Problem, count
from generator.processes import parallel_map
from generator.read.by_language import Wording
from generator.read.cache import Cache, digest
from generator.read.facts import DATA
from generator.read.project import Project
from generator.read.settings import PATH
from generator.read.sources import Source

_KINDS = {"citation": "citation", "component": "component", "image": "picture", "link": "link"}
_BLOCKS = {"cell": "table cell", "item": "list item", "term": "term", "quotation": "quotation", "note": "note"}
"""The blocks, named as in messages, whose number must be the same in a section and its translation."""
_Advice = tuple[str, str]
"""Where to list what is accepted; and what to do until the translation is ready, or an empty string."""
_IN_PAGE: _Advice = ("at the top", DRAFT)
_REMOVE = "until then, remove this text, and readers see the original"
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
_ACCEPTABLE = ("link", "number", "picture")
"""Kinds of items that may differ in a translation if its editor accepts them."""
_ORDERED = ("heading", "number")
"""Kinds of items whose order must be the same in every language."""


class _Part(NamedTuple):
    """A field, a passage or a section of a page, or the page as a whole, with the items that translations must share.

    `items` is keyed by kind, as `_FIXES` is; an item with an empty value is not compared. The numbers of a section are
    in its `passages`. `text_start` is the location of its first text outside headings, pictures and components, if any.
    """

    location: Location
    items: Mapping[str, Sequence[Placeable]]
    passages: Sequence["_Part"] = ()
    text_start: Location | None = None

    @property
    def shape(self) -> Counter[str]:
        """The count of each block and each component."""
        return Counter(item.value for kind in ("block", "component") for item in self.items.get(kind, ()))

    @property
    def as_one(self) -> "_Part":
        """One passage with the numbers of all of them."""
        return _Part(self.location, {"number": [number for part in self.passages for number in part.items["number"]]})


_WHOLE = None
Contents = Mapping[object, _Part]
"""What a page in one language must share with its translations.

The keys are the ids of headings for sections, "" for the top; tuples with a name for fields; and `_WHOLE` for the
headings, ids and footnotes of the page. A part with a problem is left out, as differences would only follow from that.
"""


def read(version: Version, references: Sequence[tuple[Resolved, str]], numbers: NumberReader) -> Contents:
    """Return the contents of a page, given each of its references with its normal form (see `normal_form`)."""

    def item(value: str, position: Iterable[int]) -> Placeable:
        return Placeable(value, value, version.document.location(*position))

    headings: list[Placeable] = []
    parts: dict[object, _Part] = {}
    all_passages, all_problems = version.prose.passages, version.prose.problems
    for heading, own_references, own_passages, own_problems in version.prose.sections():
        location = section_start(version, heading)
        if heading:
            headings.append(item(f"{'#' * heading.level} {{#{heading.id}}}", (heading.line, 1)))
        items = defaultdict[str, list[Placeable]](list)
        passages, text_start = list[_Part](), None
        for resolved, form in references[own_references]:
            if kind := _KINDS.get(resolved.reference.kind):
                items[kind].append(Placeable(form, form, resolved.location))
        for passage in all_passages[own_passages]:
            if not passage.text:
                continue
            locate = version.document.locator(passage.position)
            passages.append(_Part(locate(0), {"number": numbers(passage.text, locate)}))
            if passage.kind in _BLOCKS:
                items["block"].append(Placeable(_BLOCKS[passage.kind], _BLOCKS[passage.kind], locate(0)))
            if passage.has_own_text and passage.kind not in ("heading", "title"):
                text_start = text_start or locate(0)
        if not all_problems[own_problems]:
            top = location if heading else text_start or location
            parts[heading.id if heading else ""] = _Part(top, items, passages, text_start)
    notes = [item(f"[^{note}]", position) for note, _, *position in version.prose.footnotes]
    ids = [item(f"{{: #{name} }}", position) for name, *position in version.prose.ids if name not in parts]
    if not all_problems:
        parts[_WHOLE] = _Part(section_start(version, None), {"heading": headings, "footnote": notes, "id": ids})
    return parts | {(location.field,): _text(location, text, numbers) for location, text in version.document.texts()}


def check_translations(
    project: Project, versions: Versions, resolved: Mapping[str, Sequence[Resolved]], cache: Cache
) -> list[Problem]:
    """Return a problem for each text in the wrong language, and each difference between a translation and its source.

    This covers pages, data and the words of the interface. A page that is not translated yet has only that problem.
    `resolved` has the resolved references of each page, by its path.
    """
    settings, files = project.settings, project.texts
    source_language = settings.source_language
    if len(settings.languages) == 1:
        return []
    locales = {code: language.locale_id(code) for code, language in settings.languages.items()}
    numbers = functools.cache(lambda code: number_reader(locales[code], project.phone_search, cache))
    key = digest(source_language, [file.digest for file in files.values()])
    wordings = chain(*(file.texts for file in files.values()))
    frequent = cache.get_or_make("frequent", key, lambda: language_detection.frequent([*wordings], source_language))

    @functools.cache
    def references(page: tuple[str, str]) -> list[tuple[Resolved, str]]:
        return [(item, normal_form(page[1], item.target, locales)) for item in resolved[versions[page].document.path]]

    @functools.cache
    def contents(page: tuple[str, str]) -> Contents:
        return read(versions[page], references(page), numbers(page[0]))

    @functools.cache
    def foreign(page: tuple[str, str], original: tuple[str, str]) -> list[Problem]:
        return [*language_detection.of_page(versions[page], versions[original], frequent, settings)]

    def in_page(pair: tuple[tuple[str, str], tuple[str, str]]) -> list[Problem]:
        page, original = pair
        front, problems = versions[page].front, foreign(*pair)
        if problems or page == original or foreign(original, original):
            return [] if front.draft else problems  # differences would only follow from these
        return compare(contents(original), contents(page), front.accepted)

    pairs: dict[bytes, tuple[tuple[str, str], tuple[str, str]]] = {}
    languages = {code: sorted(words) for code, words in frequent.items()}
    shared = digest(source_language, locales, *project.phone_search, languages)
    for page in versions:
        original = (source_language, page[1])
        pair = page, original if original in versions else page
        inputs = [(versions[member].digest, [form for _, form in references(member)]) for member in pair]
        pairs[digest(shared, page, inputs)] = pair

    originals = {key: files.get((source_language, key[1]), own) for key, own in files.items() if key[0]}
    keys = {
        digest(shared, files[key].digest, original.digest, settings.languages[key[0]].accepted): key
        for key, original in originals.items()
    }

    def of_data(texts: Iterable[Wording]) -> Contents:
        return {text.name: _text(text.location, text.text, numbers(text.language)) for text in texts}

    def in_data(keys: Iterable[tuple[str, str]]) -> Iterator[list[Problem]]:
        for key in keys:
            source, own, accepted = originals[key].texts, files[key].texts, settings.languages[key[0]].accepted
            problems = language_detection.of_texts(own, source, frequent, settings)
            advice = f"of '{key[0]}' in {PATH}", _REMOVE if key[1].startswith(f"{DATA}/") else ""
            yield [*problems, *compare(of_data(source), of_data(own), accepted, advice)]

    in_pages = cache.findings("consistency", pairs, partial(parallel_map, in_page))
    return in_pages + cache.findings("wordings", keys, in_data)


def _text(location: Location, text: str, numbers: NumberReader) -> _Part:
    return _Part(location, {"number": numbers(text, location.throughout)})


def compare(
    source: Contents, translation: Contents, accepted: Collection[str] = (), advice: _Advice = _IN_PAGE
) -> list[Problem]:
    """Return a problem, placed in the translation, for each difference from the source that is not `accepted`.

    Only fields and sections that both have are compared; a missing section is reported by its heading. Items in blocks
    are compared only where the blocks match, and numbers only where the components match too, as a missing component
    may show some numbers or stand for one.
    """
    problems: list[Problem] = []
    for name in source.keys() & translation.keys():
        original, own = source[name], translation[name]
        if original.text_start and not own.text_start:
            message = f"the text {'of this section' if name else 'at the top'} is missing here, but is in"
            problems.append(Problem(own.location, message, WRITE, other=_line(original.text_start)))
            continue
        pairs = [(original, own)]
        if original.shape == own.shape:
            is_aligned = len(original.passages) == len(own.passages)
            passages = zip(original.passages, own.passages, strict=True)
            pairs += passages if is_aligned else [(original.as_one, own.as_one)]
        for pair in pairs:
            problems += (in_blocks := [*_compare_blocks(*pair)])
            for kind in () if in_blocks else (pair[0].items.keys() | pair[1].items.keys()) - {"block"}:
                problems += _compare_items(kind, pair, accepted, advice)
    return sorted(problems)


def normal_form(name: str, target: Target | None, languages: Collection[str]) -> str:
    """Return the form in which a reference of the page `name` is the same in all its translations, or "" if broken.

    A link to another site is reduced to its host, as its path may depend on the language; labels of the host, names of
    files and folders, and the subject of an e-mail may depend on it too.
    """
    match target:
        case PageTarget(other, anchor):
            path = path_from(name, other) if other != name or not anchor else ""
            return f"{path}#{anchor}" if anchor else path
        case FileTarget(path) if path.startswith("static/"):
            return re.sub(rf"[-_./](?:{'|'.join(languages)})(?=[-_./])", "", path.removeprefix("static/"))
        case FileTarget(path):
            path = path.removeprefix("content/")
            folder, _, file = path.partition("/")
            return relative(name, file if folder in languages else f"../{path}")
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


def _compare_blocks(source: _Part, translation: _Part) -> Iterator[Problem]:
    """Yield a problem for each kind of block whose number differs in the translation."""
    rows = [part.items.get("block", ()) for part in (source, translation)]
    for block in dict.fromkeys(item.value for row in rows for item in row):
        in_source, in_own = ([item.location for item in row if item.value == block] for row in rows)
        if len(in_source) != len(in_own):
            message = f"this section has {count(len(in_own), block)} here, but {len(in_source)} in"
            last = _line([source.location, *in_source][-1])
            yield Problem([translation.location, *in_own][-1], message, f"{_FIXES['block']}; {DRAFT}", other=last)


def _compare_items(
    kind: str, parts: tuple[_Part, _Part], accepted: Collection[str], advice: _Advice
) -> Iterator[Problem]:
    """Yield a problem for each extra or replaced item of a kind, one for all that are missing, one for a wrong order.

    Dates keep their order among dates, other numbers among themselves: "in 2019, 45 of 77" is "45 von 77 (2019)".
    Numbers, links and pictures that are `accepted` may differ.
    """

    def problem(location: Location, message: str, other: Location, *differing: str) -> Problem:
        where, until_then = advice
        fix = f"{_FIXES[kind]}; {until_then}" if until_then else _FIXES[kind]
        if kind in _ACCEPTABLE:
            listed = ", ".join(f'"{text}"' for text in dict.fromkeys(differing))
            fix += f"; or, if both are right, add to the list 'accepted' {where}: [{listed}]"
        return Problem(location, message, fix, other=_line(other))

    def replaced(own: Placeable, original: Placeable, *differing: str) -> Problem:
        message = f"is {own.text} here, but {original.text} in"
        if own.text == original.text:
            message = f"{own.text} means {own.value} in this language, but {original.value} in"
        return problem(own.location, f"the {kind} {message}", original.location, own.text, *differing)

    in_source, in_own = (part.items.get(kind, ()) for part in parts)
    values = [[item.value for item in row] for row in (in_source, in_own)]
    if values[0] == values[1] or not all(chain(*values)):
        return
    in_own = [*_disambiguated(in_own, in_source)]
    in_source = [*_disambiguated(in_source, in_own)]
    (expected, missing), (found, extra) = _partition(in_source, in_own), _partition(in_own, in_source)
    known = accepted if kind in _ACCEPTABLE else ()
    right = {item.value for item in (*in_source, *in_own) if item.text in known or item.value in known}
    expected, missing, found, extra = (
        [item for item in row if item.value not in right]
        for row in (expected, _not_in_words(missing, extra), found, _not_in_words(extra, missing))
    )
    yield from (replaced(own, original, original.text) for own, original in zip(extra, missing, strict=False))
    originals, owns = ({item.value: item.location for item in row} for row in (expected, found))
    for item in extra[len(missing) :]:
        how = "one more time here than" if item.value in originals else "here, but not"
        other = originals.get(item.value, parts[0].location)
        yield problem(item.location, f"the {kind} {item.text} appears {how} in", other, item.text)
    missing = missing[len(extra) :]
    for item in (item for item in missing if item.value in owns):
        message = f"the {kind} {item.text} appears one time less here than in"
        yield problem(owns[item.value], message, item.location, item.text)
    if missing := [item for item in missing if item.value not in owns]:
        texts = [item.text for item in missing]
        are = "are missing here, but are in" if texts[1:] else "is missing here, but is in"
        message = f"the {kind}{'s' * (len(texts) > 1)} {', '.join(texts)} {are}"
        yield problem(parts[1].location, message, missing[0].location, *texts)
    amounts = {item.value for item in (*found, *expected) if not item.is_date}  # 1500 is not a year beside 1,500
    for is_dates in (False, True) if kind in _ORDERED else ():
        rows = ([item for item in row if (item.value not in amounts) == is_dates] for row in (found, expected))
        moved = (replaced(*pair) for pair in zip(*rows, strict=True) if pair[0].value != pair[1].value)
        yield from islice(moved, 1)


def _disambiguated(items: Sequence[Placeable], others: Iterable[Placeable]) -> Iterator[Placeable]:
    """Yield items, each ambiguous one with the value that the other text needs."""
    spare = Counter(other.value for other in others)
    spare.subtract(item.value for item in items)
    for item in items:
        for value in (value for value in item.alternatives if spare[value] > 0 > spare[item.value]):
            spare[item.value], spare[value] = spare[item.value] + 1, spare[value] - 1
            item = item._replace(value=value)
        yield item


def _partition(items: Iterable[Placeable], others: Iterable[Placeable]) -> tuple[list[Placeable], list[Placeable]]:
    """Return the items that have a counterpart of the same value among the others, and those that have none."""
    spare = Counter(other.value for other in others)
    matched, unmatched = list[Placeable](), list[Placeable]()
    for item in items:
        (matched if spare[item.value] > 0 else unmatched).append(item)
        spare[item.value] -= 1
    return matched, unmatched


def _not_in_words(unmatched: Sequence[Placeable], others: Sequence[Placeable]) -> Iterator[Placeable]:
    """Yield unmatched items, except as many as the other text has fewer of, if it may have them in words."""
    spare = len(unmatched) - len(others)
    for item in unmatched:
        if spare > 0 and "" in item.alternatives:
            spare -= 1
        else:
            yield item


def _line(location: Location) -> str:
    return f"{location.path}:{location.line}" if location.line > 1 else location.path
