"""The project: everything that a site is made from, read from the files of a folder."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath

from generator.problems import BuildFailed, Location, Problem, gathering
from generator.read import assets, by_language, components, facts, leaflets, pages, phrases, settings, sources
from generator.read.assets import Assets
from generator.read.by_language import Wording, Wordings
from generator.read.cache import Cache, digest
from generator.read.components import Component
from generator.read.facts import Facts
from generator.read.files import HANDOUTS, PACKED, PRINTED, Files, unreadable
from generator.read.leaflets import Leaflet
from generator.read.pages import Document
from generator.read.phones import Search
from generator.read.phrases import Words
from generator.read.settings import Settings
from generator.read.sources import Source


@dataclass(frozen=True)
class Data:
    """Everything that is read except pages, handouts and the files of `static/`; invalid values are left out.

    The `texts` are by language and file. `unread` names the settings, the data and "leaflets" that have problems;
    references to these are not reported as wrong.
    """

    settings: Settings
    facts: Facts
    sources: Mapping[str, Source]
    words: Mapping[str, Words]
    components: Mapping[str, Component]
    leaflets: Mapping[str, Leaflet]
    texts: Mapping[tuple[str, str], Wordings]
    unread: frozenset[str]
    problems: tuple[Problem, ...]

    @classmethod
    def read(cls, files: Files, today: datetime.date | None, assets: Assets, others: list[Problem]) -> "Data":
        """Read the data; raise `BuildFailed`, with `others` as well, if components or settings cannot be read."""
        failed, problems = list[Problem](), list[Problem]()
        cited, source_texts = None, tuple[Wording, ...]()
        with gathering(failed):
            declared, problems = components.read(files)
        with gathering(problems):
            cited, source_texts, source_problems = sources.read(files, today)
            problems += source_problems
        with gathering(failed):
            chosen, settings_problems = settings.read(files)
        if failed:
            raise BuildFailed([*failed, *problems, *others, *assets.bad_files])
        known, fact_texts, fact_problems, unread = facts.read(files, chosen, cited, assets.drawings, today)
        unread |= {problem.location.field for problem in settings_problems}
        words, word_problems = phrases.read(files, chosen)
        helplines = None if "helplines" in unread else known.helplines.keys()
        own_leaflets, leaflet_texts, leaflet_problems = leaflets.read(files, chosen, helplines)
        problems += settings_problems + fact_problems + word_problems + leaflet_problems
        settings_texts = by_language.wordings(chosen, settings.PATH, chosen.languages)
        word_texts = chain.from_iterable(own.wordings(phrases.WORDS_FILE, code) for code, own in words.items())
        texts = by_language.grouped((*fact_texts, *settings_texts, *word_texts, *source_texts, *leaflet_texts))
        unread |= {"leaflets"} if leaflet_problems else set()
        return cls(chosen, known, cited or {}, words, declared, own_leaflets, texts, frozenset(unread), tuple(problems))


@dataclass(frozen=True, kw_only=True)
class Project(Data):
    """Everything that is read, including the pages, the files of `static/` and the handouts.

    `problems` does not include the `bad_files` of the assets: with these, a site can still be rendered.
    """

    files: Files
    assets: Assets
    handouts: Mapping[str, bytes]
    documents: tuple[Document, ...]

    @cached_property
    def phone_search(self) -> Search:
        """A search for phone numbers that knows the country and the helplines of the site."""
        numbers = (helpline.number.dialled for helpline in self.facts.helplines.values())
        return Search(self.settings.country, tuple(numbers))

    def location_of(self, name: str, language: str) -> Location:
        """Return where an editor finds data, leaflets or a setting by name, in the given language if they are there."""
        if name in Settings.model_fields:
            return self.settings.locations.key(name)
        paths = [
            f"{leaflets.FOLDER}/{code}.yaml" if name == "leaflets" else facts.path_of(code, name)
            for code in (language, self.settings.source_language)
        ]
        return Location(next(filter(self.files.has, paths), paths[-1]))

    @cached_property
    def missing(self) -> Mapping[str, str]:
        """Where missing settings, data and leaflets would be, by name."""
        site = {name: f"'{name}' in {settings.PATH}" for name, value in self.settings if not value}
        data = {name: facts.path_of(self.settings.source_language, name) for name, value in self.facts if not value}
        missing = {**site, **data, **({} if self.leaflets else {"leaflets": leaflets.FOLDER})}
        return {name: path for name, path in missing.items() if name not in self.unread}

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The paths of the files and folders with problems, also in lowercase, as the names of pages must be."""
        paths = {problem.location.path for problem in (*self.problems, *self.assets.bad_files)}
        return frozenset(paths.union(map(str.lower, paths)))

    def is_unreadable(self, *paths: str) -> bool:
        """Return whether one of these files, or a folder above it, has a problem, which explains why it is missing."""
        return any(str(part) in self.unreadable for path in map(PurePosixPath, paths) for part in (path, *path.parents))


def read(
    folder: Path, today: datetime.date | None = None, cache: Cache | None = None, files: Files | None = None
) -> Project:
    """Read the project in a folder on a day; raise `BuildFailed` if too little is valid to check any text.

    `files` are the files of the folder, if some have already been read.
    """
    cache, files = cache or Cache(), files or Files(folder)
    key = digest(files.shared, repr(today))
    found, problems = assets.read(files, cache)
    cached: Data | None = cache.get_many("data", [key]).get(key)
    data = cached or Data.read(files, today, found, problems)
    documents, page_problems = pages.read(files, data.settings, data.unread, today, cache)
    handouts, handout_problems = _handouts(files)
    problems += [*data.problems, *page_problems, *handout_problems]
    if not (cached or data.problems):
        cache.put("data", key, data)
    values = {**vars(data), "problems": tuple(problems)}
    return Project(**values, files=files, assets=found, handouts=handouts, documents=documents)


def _handouts(files: Files) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Return the bytes of each handout that commands made, by path, and the problems of those that cannot be read."""
    found, problems = files.below(HANDOUTS)
    handouts: dict[str, bytes] = {}
    for path in found:
        if path.endswith((PRINTED, PACKED)) and not path.startswith(f"{HANDOUTS}/."):
            try:
                handouts[path] = files.data(path)
            except OSError as error:
                problems.append(unreadable(path, error))
    return handouts, problems
