"""How far each translation is behind its source.

A section is known by its page and the id of its heading, the same in every language; any other text by its file and
its name there, such as `national.purpose` in that of the helplines, or the name of a word of the interface.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple, TypeVar, get_args

from generator.compile.texts import Version, Versions
from generator.link import record
from generator.link.history import History
from generator.link.record import Record
from generator.link.sections import Section, split
from generator.problems import Location, Problem, WrongUse, count, suggestion, visible
from generator.read import files, settings
from generator.read.by_language import Wording
from generator.read.pages import meant, path_of
from generator.read.project import Project

AROUND = 4
"""How many words are shown on each side of those that have changed."""

State = Literal["changed", "new", "gone", "unrecorded", "lost", "not translated"]

_SAID: Mapping[State, str] = {
    "changed": "{section} has changed in {there.path}:{there.line}",
    "new": "{section} is new in {there.path}:{there.line}",
    "gone": "{section} is gone from {there.path}",
    "unrecorded": "{section} is not recorded; it stands in {there.path}:{there.line}",
}


class Stale(NamedTuple):
    """What a translation must catch up with: its place, that of the source, and the text there.

    `then` is the digest of the earlier text, where it has changed.
    """

    here: Location
    there: Location
    page: str
    section: str
    state: State
    now: str
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


Item = TypeVar("Item", Section, Stale)


def of_language(wordings: Iterable[Wording], versions: Iterable[Version], language: str) -> tuple[Section, ...]:
    """Return every section in `language`: of the pages, and one for each other text."""
    pages = (split(version) for version in versions if version.document.language == language)
    others = (
        Section(wording.file, wording.name, wording.words, wording.location, is_data=True)
        for wording in wordings
        if wording.language == language
    )
    return (*chain(*pages), *others)


def survey(project: Project, versions: Versions) -> tuple[dict[str, tuple[Stale, ...]], list[Problem]]:
    """Return for every language but the source what it must catch up with, and the problems of the records."""
    source = project.settings.source_language
    originals = of_language(project.wordings, versions.values(), source)
    behind: dict[str, tuple[Stale, ...]] = {}
    problems: list[Problem] = []
    for language in (code for code in project.settings.languages if code != source):
        made_from, found = record.read(project.files, language)
        problems += found
        there = [one for one in originals if path_of(language, one.page) not in project.unreadable]
        here = of_language(project.wordings, versions.values(), language)
        # what is wrong with a record says more than that nothing is recorded
        behind[language] = () if found else tuple(sorted(compare(there, here, made_from)))
    return behind, problems


def bring_up_to_date(project: Project, versions: Versions, done: str) -> str:
    """Record that `done` (`fr`, `fr/help`, `fr/help#next`) was made from the source as it is now; return what to say.

    Raises `WrongUse` where there is no such translation, or where the record cannot be written.
    """
    place, sign, section = done.partition("#")
    language, name = meant(place, project.settings.languages)
    what = f"{name}{sign}{section}"
    original = project.settings.source_language
    languages = [code for code in project.settings.languages if code != original]
    if language not in languages:
        other = language or name.partition("/")[0]
        raise WrongUse(f"'{other}' is not a language to translate into; {suggestion(other, languages)}")
    source, translated = (of_language(project.wordings, versions.values(), code) for code in (original, language))
    old, _ = record.read(project.files, language)
    new = brought_up_to_date(old, source, translated, what)
    path = record.path_of(language)
    files.write_all(project.files.folder, {path: record.text_of(new)})
    changed = sum(old.get(key) != value for key, value in new.items())
    return f"recorded {count(changed, 'section')} in {path}"


def brought_up_to_date(old: Record, source: Iterable[Section], translated: Iterable[Section], what: str = "") -> Record:
    """Return the record after `what` was brought up to date: a page, `page#section`, or all that is translated.

    The rest stays as it was, but for pages that are gone. Raises `WrongUse` where `what` is not translated.
    """
    digests = {section.key: section.digest for section in source}
    both = {
        section.key: f"{section.page}#{section.id}" if "#" in what else section.page
        for section in translated
        if section.key in digests
    }
    if what and what not in both.values():
        raise WrongUse(f"'{what}' is not translated; {suggestion(what, set(both.values()))}")
    pages = {page for page, _ in both}
    kept = {key: value for key, value in old.items() if key[0] in pages and what not in ("", key[0])}
    return kept | {key: digests[key] for key, name in both.items() if what in ("", name)}


def compare(source: Iterable[Section], translated: Iterable[Section], made_from: Record) -> Iterator[Stale]:
    """Yield what one language must catch up with, given the source, what is translated, and the record.

    A page that the source does not have is behind nothing.
    """
    mine, recorded = _by_page(translated), {page for page, _ in made_from}
    for page, sections in _by_page(source).items():
        top = min(section.location for section in sections)
        if page not in mine:
            state: State = "lost" if page in recorded and not sections[0].is_data else "not translated"
            yield Stale(top, top, page, "", state, "\n".join(section.text for section in sections))
            continue
        there, here = ({section.id: section for section in side} for side in (sections, mine[page]))
        begin = min(section.location for section in mine[page])
        for name in there | here:
            then, now, own = made_from.get((page, name)), there.get(name), here.get(name)
            place = own.location if own else begin
            if now is None:
                yield Stale(place, top, page, name, "gone", "")
            elif own and then != now.digest:
                yield Stale(place, now.location, page, name, "changed" if then else "unrecorded", now.text, then)
            elif not own and any(map(str.isalpha, now.text)):  # every language writes a year or a number alike
                state = "not translated" if now.is_data else "new"
                yield Stale(now.location if now.is_data else place, now.location, page, name, state, now.text)


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


def diff(then: str, now: str) -> str:
    """Return the words removed as [-these-] and those added as {+these+}, with a few words on each side."""
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return " ".join(signs[kind].format(words) for kind, words in changes(then, now))


def report(behind: Mapping[str, Sequence[Stale]], history: History) -> str:
    """Return page by page what each language must catch up with, what changed in the original, and counts."""
    lines: list[str] = []
    for language, items in behind.items():
        for page, waiting in _by_page(items).items():
            lines += _page(language, page, waiting, history)
    for language, items in behind.items():
        counts = Counter(item.state for item in items)
        told = ", ".join(f"{counts[state]} {state}" for state in get_args(State) if counts[state])
        lines.append(f"{language}: {told or 'nothing is behind'}")
    return "\n".join(lines) if any(behind.values()) else "nothing is behind"


def _page(language: str, page: str, items: Sequence[Stale], history: History) -> Iterator[str]:
    """Yield the lines of one page or one file of texts: what is missing in it, and what is behind."""
    there = items[0].there.path
    own = f"{there} in {language}" if there == settings.PATH else f"content/{language}/{there.split('/', 2)[2]}"
    missing = [item for item in items if item.is_missing]
    if missing and not missing[0].section:
        was = "was translated, and is not any more" if missing[0].state == "lost" else "is not written"
        yield f"{own}: {was}; its readers get {there}, of {count(len(missing[0].now.split()), 'word')}"
    elif missing:
        names = ", ".join(f"'{item.section}'" for item in missing)
        yield f"{own}: without {count(len(missing), 'text')} of {there}: {names}"
    late = [item for item in items if not item.is_missing]
    if late:
        yield f"{own}: {count(len(late), 'section')} behind {there}"
    for item in late:
        yield f"    {item.here.line}: {item.said}"
        if item.then and (then := history.earlier(there, item.then)):
            yield f"        | {visible(diff(then, item.now))}"
    if late:
        yield f"    when it is done: {record.COMMAND} {language}/{page}"


def warnings(language: str, behind: Iterable[Stale]) -> list[Problem]:
    """Return a warning for each page translated into `language` that is behind, or may be, as nothing is recorded."""
    problems = []
    for page, items in _by_page(item for item in behind if item.state != "not translated").items():
        if items[0].state == "lost":
            said = f"this page was translated into {language}, and is not any more; its address there may have changed"
            kept = f"put {path_of(language, page)} back, with 'draft: true' on top while it is not ready"
            problems.append(Problem(items[0].there, said, f"{kept}; or give it up: {record.COMMAND} {language}"))
            continue
        names = ", ".join(_name(item.section) for item in items[:5])
        more = f" and {len(items) - 5} more" if len(items) > 5 else ""
        verb = "may be" if all(item.state == "unrecorded" for item in items) else "is"
        late = f"{verb} behind {items[0].there.path} in {count(len(items), 'section')}: {names}{more}"
        fix = f"bring it up to date, then run: {record.COMMAND} {language}/{page}"
        problems.append(Problem(items[0].here, f"the translation into {language} {late}", fix))
    return problems


def _by_page(items: Iterable[Item]) -> dict[str, list[Item]]:
    pages: dict[str, list[Item]] = {}
    for item in items:
        pages.setdefault(item.page, []).append(item)
    return pages


def _name(section: str) -> str:
    return f"'{section}'" if section else "the top"
