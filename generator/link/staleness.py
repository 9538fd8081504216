"""How far each translation is behind its source.

A section is known by its page and the id of its heading, the same in every language; any other text by its file and
its name there, such as `national.purpose` in that of the helplines, or the name of a word of the interface.
"""

import difflib
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple, get_args

from generator.compile.texts import Versions
from generator.link import record, translation
from generator.link.history import History
from generator.link.record import Record
from generator.link.sections import Pages, Section, by_language
from generator.problems import Location, Problem, UsageError, count, suggestion, visible
from generator.read import files, settings
from generator.read.cache import Cache, digest
from generator.read.pages import path_of
from generator.read.project import Project

AROUND = 4
"""How many words are shown on each side of those that have changed."""

State = Literal["changed", "new", "gone", "unrecorded", "lost", "not translated"]

_SAID: Mapping[State, str] = {
    "changed": "{section} has changed in {there.path}:{there.line}",
    "new": "{section} is new in {there.path}:{there.line}",
    "gone": "{section} was removed from {there.path}",
    "unrecorded": "{section} is not recorded; it is in {there.path}:{there.line}",
}


class StaleText(NamedTuple):
    """What a translation must catch up with: its place, that of the source, and the text there.

    `then` is the digest of the earlier text, where it has changed; `is_data` says that it is no page, but data.
    """

    here: Location
    there: Location
    section: str
    state: State
    now: str
    is_data: bool
    then: str | None = None

    @property
    def is_late(self) -> bool:
        """Whether the source says something else than it did when this was translated."""
        return self.state in ("new", "gone", "changed")

    @property
    def is_missing(self) -> bool:
        """Whether it is not there at all, rather than behind."""
        return self.state in ("lost", "not translated")

    @property
    def said(self) -> str:
        """What has happened in the source, and where it stands there."""
        return _SAID[self.state].format(section=_name(self.section), there=self.there)


StaleTexts = Mapping[str, Sequence[StaleText]]
"""What a language must catch up with, by page or file of data, all in the order of its places."""


def survey(project: Project, versions: Versions, cache: Cache) -> tuple[Mapping[str, StaleTexts], list[Problem]]:
    """Return for every language but the source what it must catch up with, and the problems of the records.

    A page that is not behind is remembered, by all that it, its source, and the record say.
    """
    source = project.settings.source_language
    languages = [code for code in project.settings.languages if code != source]
    recorded = functools.cache(partial(record.read, project.files))
    records = {digest(code, project.files.digests.get(record.path_of(code))): code for code in languages}
    said = {place: own.digest for place, own in project.texts.items()}
    said |= {page: own.digest for page, own in versions.items()}
    wanted = {
        digest(key, page, own, said.get((language, page))): (language, page)
        for (code, page), own in said.items()
        for key, language in records.items()
        if code == source and not project.is_unreadable(path_of(language, page))
    }

    def found(asked: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str, Sequence[StaleText]]]]:
        names = {page for _, page in asked}
        texts = {place: own for place, own in project.texts.items() if place[1] in names}
        every = by_language(texts, {place: own for place, own in versions.items() if place[1] in names})
        for language, page in asked:
            made_from, problems = recorded(language)  # what is wrong there says more than that nothing is recorded
            there, here = every[source][page], every[language].get(page)
            items = [] if problems else sorted(compare(there, here, made_from.get(page)))
            yield [(language, page, items)] if items else []

    late = sorted(cache.findings("up to date", wanted, found), key=lambda one: one[2][0].here)
    behind = {code: {page: items for language, page, items in late if language == code} for code in languages}
    return behind, cache.findings("records", records, lambda codes: [recorded(code)[1] for code in codes])


def bring_up_to_date(project: Project, versions: Versions, done: str) -> str:
    """Record that `done` (`fr`, `fr/help`, `fr/help#next`) was made from the source as it is now; return what to say.

    Raises `UsageError` where there is no such translation, or where the record cannot be written.
    """
    place, sign, section = done.partition("#")
    original = project.settings.source_language
    language, name = translation.named(place, project.settings)
    every = by_language(project.texts, versions)
    old, _ = record.read(project.files, language)
    new = brought_up_to_date(old, every[original], every[language], name, section if sign else None)
    path = record.path_of(language)
    files.write_all(project.files.folder, {path: record.text_of(new)})
    changed = sum(old.get(page, {}).get(key) != value for page, own in new.items() for key, value in own.items())
    return f"recorded {count(changed, 'section')} in {path}"


def brought_up_to_date(
    old: Record, source: Pages, translated: Pages, done: str = "", section: str | None = None
) -> Record:
    """Return the record after a page was brought up to date, or a section of it, or all that is translated.

    The rest stays as it was, but for pages that are gone. Raises `UsageError` where what is `done` is not translated.
    """
    both = {page: source[page].keys() & own.keys() for page, own in translated.items() if page in source}
    if (done or section is not None) and (done not in both or section not in (None, *both[done])):
        known = both.keys() if section is None else {f"{page}#{key}" for page, own in both.items() for key in own}
        asked = done if section is None else f"{done}#{section}"
        raise UsageError(f"'{asked}' is not translated; {suggestion(asked, known)}")
    new = {page: old[page] for page in both if page in old} if done else {}
    for page in [done] if done else both:
        fresh = {key: source[page][key].digest for key in both[page] if section in (None, key)}
        new[page] = fresh if section is None else {**new.get(page, {}), **fresh}
    return new


def compare(
    there: Mapping[str, Section], here: Mapping[str, Section] | None, recorded: Mapping[str, str] | None
) -> Iterator[StaleText]:
    """Yield what a page, or a file of data, must catch up with, if it is translated; it may be recorded."""
    top, is_data = min((one.location, one.is_data) for one in there.values())
    if here is None:
        state: State = "not translated" if recorded is None else "lost"
        yield StaleText(top, top, "", state, "\n".join(one.text for one in there.values()), is_data)
        return
    begin, recorded = min(one.location for one in here.values()), recorded or {}
    for name in dict.fromkeys((*there, *here)):
        then, now, own = recorded.get(name), there.get(name), here.get(name)
        place = own.location if own else begin
        if now is None:
            yield StaleText(place, top, name, "gone", "", is_data)
        elif own and then != now.digest:
            yield StaleText(place, now.location, name, "changed" if then else "unrecorded", now.text, is_data, then)
        elif not own and any(map(str.isalpha, now.text)):  # every language writes a year or a number alike
            state = "new" if not is_data else "lost" if then else "not translated"
            yield StaleText(now.location if is_data else place, now.location, name, state, now.text, is_data)


def changes(then: str, now: str) -> Iterator[tuple[Literal["same", "gone", "new"], str]]:
    """Yield the words that stayed, went and came, in order, with at most `AROUND` that stayed on each side."""
    before, after = then.split(), now.split()
    for kind, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            left, right = AROUND * (start > 0), AROUND * (end < len(before) or last < len(after))
            short = end - start <= left + right + 1
            words = before[start:end] if short else [*before[start : start + left], "…", *before[end - right : end]]
            yield "same", " ".join(words)
        else:
            if start < end:
                yield "gone", " ".join(before[start:end])
            if first < last:
                yield "new", " ".join(after[first:last])


def changed(items: Sequence[StaleText], history: History) -> Iterator[tuple[StaleText, Sequence[tuple[str, str]]]]:
    """Yield each section of a page that is behind with what has changed in the original, if that is known."""
    late = [item for item in items if not item.is_missing]
    known = history.texts(late[0].there.path, late[0].is_data) if any(item.then for item in late) else {}
    for item in late:
        then = known.get(item.then or "")
        yield item, [*changes(then, item.now)] if then else ()


def marked(changes: Iterable[tuple[str, str]]) -> str:
    """Return the words removed as [-these-] and those added as {+these+}, with a few words on each side."""
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return " ".join(signs[kind].format(words) for kind, words in changes)


def report(behind: Mapping[str, StaleTexts], history: History) -> str:
    """Return page by page what each language must catch up with, what changed in the original, and counts."""
    lines: list[str] = []
    for language, pages in behind.items():
        for page, items in pages.items():
            lines += _page(language, page, items, history)
    for language, pages in behind.items():
        counts = Counter(item.state for items in pages.values() for item in items)
        told = ", ".join(f"{counts[state]} {state}" for state in get_args(State) if counts[state])
        lines.append(f"{language}: {told or 'up to date'}")
    return "\n".join(lines) if any(behind.values()) else "every translation is up to date"


def _page(language: str, page: str, items: Sequence[StaleText], history: History) -> Iterator[str]:
    """Yield the lines of one page or one file of texts: what is missing in it, and what is behind."""
    there, is_data = items[0].there.path, items[0].is_data
    own = f"{there} in {language}" if page == settings.PATH else _path_of(language, page, is_data)
    missing = [item for item in items if item.is_missing]
    if missing and not missing[0].section:
        state = "no longer translated" if missing[0].state == "lost" else "not translated yet"
        yield f"{own}: {state}; readers get {there} ({count(len(missing[0].now.split()), 'word')})"
    elif missing:
        names = ", ".join(f"'{item.section}'" for item in missing)
        yield f"{own}: {count(len(missing), 'text')} of {there} not translated: {names}"
    late = [*changed(items, history)]
    if late:
        yield f"{own}: {count(len(late), 'section')} behind {there}"
    for item, words in late:
        yield f"    {item.here.line}: {item.said}"
        if words:
            yield f"        | {visible(marked(words))}"
    if late:
        yield f"    once it is up to date, run: {record.COMMAND} {language}/{page}"


def warnings(language: str, behind: StaleTexts) -> list[Problem]:
    """Return a warning for each page translated into `language` that is behind, or may be, as nothing is recorded."""
    problems = []
    for page, waiting in behind.items():
        own, done = _path_of(language, page, waiting[0].is_data), f"{record.COMMAND} {language}/{page}"
        lost = [item for item in waiting if item.state == "lost"]
        late = [item for item in waiting if not item.is_missing]
        for first in lost[:1]:
            what = _names(lost) if first.section else "this file" if first.is_data else "this page"
            said = f"the translation of {what} into {language} is gone"
            said += "" if first.is_data else "; its address there may have changed"
            kept = f"put it back into {own}" if first.section else f"put {own} back"
            kept += "" if first.is_data else ", with 'draft: true' at the top until it is ready"
            given_up = done if first.section else f"{record.COMMAND} {language}"
            problems.append(Problem(first.there, said, f"{kept}; or, to do without it, run: {given_up}"))
        if late:
            verb = "may be" if all(item.state == "unrecorded" for item in late) else "is"
            said = f"{verb} behind {late[0].there.path} in {count(len(late), 'section')}: {_names(late)}"
            fix = f"bring it up to date, then run: {done}"
            problems.append(Problem(late[0].here, f"the translation into {language} {said}", fix))
    return problems


def _names(items: Sequence[StaleText]) -> str:
    more = f" and {len(items) - 5} more" if len(items) > 5 else ""
    return ", ".join(_name(item.section) for item in items[:5]) + more


def _path_of(language: str, page: str, is_data: bool) -> str:
    """Return the path of the file in which a language has a page, or the texts of a file of data."""
    if is_data:
        return page if page == settings.PATH else f"content/{language}/{page}"
    return path_of(language, page)


def _name(section: str) -> str:
    return f"'{section}'" if section else "the top"
