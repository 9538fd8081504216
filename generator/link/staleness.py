"""What each translation must catch up with in its source.

A section is identified by its page and the id of its heading, the same in every language; any other text by its file
and its name there, such as `national.purpose` in the file of the helplines, or the name of a word of the interface.
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
from generator.link.sections import Section, Sections, by_language
from generator.problems import Location, Problem, UsageError, count, suggestion, visible
from generator.read import files, settings
from generator.read.cache import Cache, digest
from generator.read.pages import path_of
from generator.read.project import Project

CONTEXT = 4
"""The number of words shown on each side of a change."""

State = Literal["changed", "new", "removed", "unrecorded", "lost", "not translated"]

_DESCRIPTIONS: Mapping[State, str] = {
    "changed": "{section} has changed in {source.path}:{source.line}",
    "new": "{section} is new in {source.path}:{source.line}",
    "removed": "{section} was removed from {source.path}",
    "unrecorded": "{section} is not recorded; it is in {source.path}:{source.line}",
}


class StaleText(NamedTuple):
    """A text that a translation must catch up with: its location there and in the source, and the source text.

    `old_digest` is that of the text from which a changed one was translated; `is_data` is false for a page.
    """

    location: Location
    source: Location
    section: str
    state: State
    text: str
    is_data: bool
    old_digest: str | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether the source has changed since it was translated."""
        return self.state in ("new", "removed", "changed")

    @property
    def is_missing(self) -> bool:
        """Whether there is no translation of it."""
        return self.state in ("lost", "not translated")

    @property
    def description(self) -> str:
        """What has happened in the source, and where."""
        return _DESCRIPTIONS[self.state].format(section=_name(self.section), source=self.source)


StaleTexts = Mapping[str, Sequence[StaleText]]
"""What a language must catch up with, by page or data file, in the order of the locations."""


def stale_texts(project: Project, versions: Versions, cache: Cache) -> tuple[Mapping[str, StaleTexts], list[Problem]]:
    """Return what every language except the source must catch up with, and the problems of the records.

    A page that is up to date is cached, by the digests of its text, its source and the record.
    """
    source = project.settings.source_language
    languages = [code for code in project.settings.languages if code != source]
    read = functools.cache(partial(record.read, project.files))
    records = {digest(code, project.files.digests.get(record.path_of(code))): code for code in languages}
    digests = {key: own.digest for key, own in project.texts.items()}
    digests |= {page: own.digest for page, own in versions.items()}
    pages = {
        digest(key, page, own, digests.get((language, page))): (language, page)
        for (code, page), own in digests.items()
        for key, language in records.items()
        if code == source and not project.is_unreadable(path_of(language, page))
    }

    def find(pages: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str, Sequence[StaleText]]]]:
        names = {page for _, page in pages}
        texts = {key: own for key, own in project.texts.items() if key[1] in names}
        sections = by_language(texts, {key: own for key, own in versions.items() if key[1] in names})
        for language, page in pages:
            recorded, problems = read(language)  # those of the record say more than that a text is not recorded
            own = sections[language].get(page)
            items = [] if problems else sorted(compare(sections[source][page], own, recorded.get(page)))
            yield [(language, page, items)] if items else []

    found = sorted(cache.findings("up to date", pages, find), key=lambda item: item[2][0].location)
    stale = {code: {page: items for language, page, items in found if language == code} for code in languages}
    return stale, cache.findings("records", records, lambda codes: [read(code)[1] for code in codes])


def bring_up_to_date(project: Project, versions: Versions, given: str) -> str:
    """Record that `given` (`fr`, `fr/help`, `fr/help#next`) matches the present source; return a message to say so.

    Raises `UsageError` if there is no such translation, or the record cannot be written.
    """
    page, hash_sign, section = given.partition("#")
    original = project.settings.source_language
    language, name = translation.parse_translation(page, project.settings)
    every = by_language(project.texts, versions)
    old, _ = record.read(project.files, language)
    new = updated(old, every[original], every[language], name, section if hash_sign else None)
    path = record.path_of(language)
    files.write_all(project.files.folder, {path: record.text_of(new)})
    changed = sum(old.get(page, {}).get(key) != value for page, own in new.items() for key, value in own.items())
    return f"recorded {count(changed, 'section')} in {path}"


def updated(old: Record, source: Sections, translated: Sections, done: str = "", section: str | None = None) -> Record:
    """Return the record after the page `done`, a section of it, or everything translated was brought up to date.

    Entries of other pages stay, unless the page is gone. Raises `UsageError` if what is `done` is not translated.
    """
    both = {page: source[page].keys() & own.keys() for page, own in translated.items() if page in source}
    done = f"{done}/index" if f"{done}/index" in both else done
    if (done or section is not None) and (done not in both or section not in (None, *both[done])):
        known = both.keys() if section is None else {f"{page}#{key}" for page, own in both.items() for key in own}
        name = done if section is None else f"{done}#{section}"
        raise UsageError(f"'{name}' is not translated; {suggestion(name, known)}")
    new = {page: old[page] for page in both if page in old} if done else {}
    for page in [done] if done else both:
        digests = {key: source[page][key].digest for key in both[page] if section in (None, key)}
        new[page] = digests if section is None else {**new.get(page, {}), **digests}
    return new


def compare(
    source: Mapping[str, Section], translation: Mapping[str, Section] | None, recorded: Mapping[str, str] | None
) -> Iterator[StaleText]:
    """Yield what the translation of a page or a data file must catch up with, given its recorded digests, if any."""
    top, is_data = min((section.location, section.is_data) for section in source.values())
    if translation is None:
        state: State = "not translated" if recorded is None else "lost"
        yield StaleText(top, top, "", state, "\n".join(section.text for section in source.values()), is_data)
        return
    begin, recorded = min(section.location for section in translation.values()), recorded or {}
    for name in dict.fromkeys((*source, *translation)):
        old, now, own = recorded.get(name), source.get(name), translation.get(name)
        location = own.location if own else begin
        if now is None:
            yield StaleText(location, top, name, "removed", "", is_data)
        elif own and old != now.digest:
            yield StaleText(location, now.location, name, "changed" if old else "unrecorded", now.text, is_data, old)
        elif not own and any(map(str.isalpha, now.text)):  # a year or a number needs no translation
            state = "new" if not is_data else "lost" if old else "not translated"
            yield StaleText(now.location if is_data else location, now.location, name, state, now.text, is_data)


def word_diff(old: str, new: str) -> Iterator[tuple[Literal["same", "removed", "added"], str]]:
    """Yield the words that stayed, were removed or were added, in order; of those that stayed, a few around each."""
    before, after = old.split(), new.split()
    for kind, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            left, right = CONTEXT * (start > 0), CONTEXT * (end < len(before) or last < len(after))
            is_short = end - start <= left + right + 1
            words = before[start:end] if is_short else [*before[start : start + left], "…", *before[end - right : end]]
            yield "same", " ".join(words)
        else:
            if start < end:
                yield "removed", " ".join(before[start:end])
            if first < last:
                yield "added", " ".join(after[first:last])


def with_changes(items: Sequence[StaleText], history: History) -> Iterator[tuple[StaleText, Sequence[tuple[str, str]]]]:
    """Yield each stale text of a page that is translated, with what has changed in the source, if that is known."""
    stale = [item for item in items if not item.is_missing]
    known = history.texts(stale[0].source.path, stale[0].is_data) if any(item.old_digest for item in stale) else {}
    for item in stale:
        old = known.get(item.old_digest or "")
        yield item, [*word_diff(old, item.text)] if old else ()


def marked(diff: Iterable[tuple[str, str]]) -> str:
    """Return a diff as text: removed words as [-these-], added ones as {+these+}."""
    formats = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(formats[kind].format(text) for kind, text in diff)


def report(stale: Mapping[str, StaleTexts], history: History) -> str:
    """Return what each language must catch up with, page by page, with the changes in the source, and counts."""
    lines: list[str] = []
    for language, pages in stale.items():
        for page, items in pages.items():
            lines += _page_lines(language, page, items, history)
    if history.reason:
        lines.append(f"what has changed is not shown: {visible(history.reason)}")
    for language, pages in stale.items():
        counts = Counter(item.state for items in pages.values() for item in items)
        summary = ", ".join(f"{counts[state]} {state}" for state in get_args(State) if counts[state])
        lines.append(f"{language}: {summary or 'up to date'}")
    return "\n".join(lines) if any(stale.values()) else "every translation is up to date"


def _page_lines(language: str, page: str, items: Sequence[StaleText], history: History) -> Iterator[str]:
    """Yield the lines on one page or data file: what is missing in it, and what is out of date."""
    source, is_data = items[0].source.path, items[0].is_data
    own = f"{source} in {language}" if page == settings.PATH else _path_of(language, page, is_data)
    missing = [item for item in items if item.is_missing]
    if missing and not missing[0].section:
        state = "no longer translated" if missing[0].state == "lost" else "not translated yet"
        yield f"{own}: {state}; readers get {source} ({count(len(missing[0].text.split()), 'word')})"
    elif missing:
        names = ", ".join(f"'{item.section}'" for item in missing)
        yield f"{own}: {count(len(missing), 'text')} of {source} not translated: {names}"
    if stale := [*with_changes(items, history)]:
        yield f"{own}: out of date in {count(len(stale), 'section')} of {source}"
        for item, diff in stale:
            yield f"    {item.location.line}: {item.description}"
            if diff:
                yield f"        | {visible(marked(diff))}"
        yield f"    once it is up to date, run: {record.COMMAND} {language}/{page}"


def warnings(language: str, pages: StaleTexts) -> list[Problem]:
    """Return a warning for each page that is no longer translated into `language`, or is or may be out of date."""
    problems = []
    for page, items in pages.items():
        own, command = _path_of(language, page, items[0].is_data), f"{record.COMMAND} {language}/{page}"
        lost = [item for item in items if item.state == "lost"]
        stale = [item for item in items if not item.is_missing]
        for first in lost[:1]:
            what = _names(lost) if first.section else "this file" if first.is_data else "this page"
            message = f"the translation of {what} into {language} is gone"
            message += "" if first.is_data else "; its address there may have changed"
            fix = f"put it back into {own}" if first.section else f"put {own} back"
            fix += "" if first.is_data else ", with 'draft: true' at the top until it is ready"
            without = command if first.section else f"{record.COMMAND} {language}"
            problems.append(Problem(first.source, message, f"{fix}; or, to do without it, run: {without}"))
        if stale:
            verb = "may be" if all(item.state == "unrecorded" for item in stale) else "is"
            message = f"{verb} out of date in {count(len(stale), 'section')} of {stale[0].source.path}: {_names(stale)}"
            fix = f"bring it up to date, then run: {command}"
            problems.append(Problem(stale[0].location, f"the translation into {language} {message}", fix))
    return problems


def _names(items: Sequence[StaleText]) -> str:
    more = f" and {len(items) - 5} more" if len(items) > 5 else ""
    return ", ".join(_name(item.section) for item in items[:5]) + more


def _path_of(language: str, page: str, is_data: bool) -> str:
    """Return the path of the file that has a page, or the texts of a data file, in `language`."""
    if is_data:
        return page if page == settings.PATH else f"content/{language}/{page}"
    return path_of(language, page)


def _name(section: str) -> str:
    return f"'{section}'" if section else "the top"
