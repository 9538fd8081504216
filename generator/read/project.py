"""Everything a site is made from, read from the files of its folder."""

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
from generator.read.cache import Cache
from generator.read.cache import digest as digest_of
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
    """All that is read but pages, handouts and the files of `static/`; what has problems is left out.

    The `texts` are by language and file. What refers to settings, data or leaflets that are `unread`, as something in
    them has problems, is not told.
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
        """Read it; raise `BuildFailed`, with `others` too, where no text can be judged."""
        failed, problems = list[Problem](), list[Problem]()
        cited, titles = None, tuple[Wording, ...]()
        with gathering(failed):
            parts, problems = components.read(files)
        with gathering(problems):
            cited, titles, unread_sources = sources.read(files, today)
            problems += unread_sources
        with gathering(failed):
            config, unset = settings.read(files)
        if failed:
            raise BuildFailed([*failed, *problems, *others, *assets.unfit])
        known, wordings, wrong, doubtful = facts.read(files, config, cited, assets.drawings, today)
        unread = doubtful.union(one.location.field for one in unset)
        words, unsaid = phrases.read(files, config)
        folded, leaves, torn = leaflets.read(files, config, None if "helplines" in unread else known.helplines.keys())
        problems += unset + wrong + unsaid + torn
        named = by_language.wordings(config, settings.PATH, config.languages)
        spoken = chain.from_iterable(own.wordings(phrases.WORDS_FILE, code) for code, own in words.items())
        said = by_language.grouped((*wordings, *named, *spoken, *titles, *leaves))
        unread |= {"leaflets"} if torn else set()
        return cls(config, known, cited or {}, words, parts, folded, said, frozenset(unread), tuple(problems))


@dataclass(frozen=True, kw_only=True)
class Project(Data):
    """Everything that is read, with the pages, the files of `static/` and the handouts, and what is wrong.

    Of the `problems` is none that the assets have as `unfit`: beside those, a site can be made.
    """

    files: Files
    assets: Assets
    handouts: Mapping[str, bytes]
    documents: tuple[Document, ...]

    @cached_property
    def phone_search(self) -> Search:
        """What finds the numbers to call in words."""
        numbers = (helpline.number.dialled for helpline in self.facts.helplines.values())
        return Search(self.settings.country, tuple(numbers))

    def place_of(self, name: str, language: str) -> Location:
        """Return where an editor finds data, leaflets or a setting by their name: in a language, if it has them."""
        if name in Settings.model_fields:
            return self.settings.at(name)
        paths = [
            f"{leaflets.FOLDER}/{code}.yaml" if name == "leaflets" else facts.path_of(code, name)
            for code in (language, self.settings.source_language)
        ]
        return Location(next(filter(self.files.has, paths), paths[-1]))

    @cached_property
    def missing(self) -> Mapping[str, str]:
        """Where each thing would stand that is not written, by its name."""
        site = {name: f"'{name}' in {settings.PATH}" for name, value in self.settings if not value}
        data = {name: facts.path_of(self.settings.source_language, name) for name, value in self.facts if not value}
        every = {**site, **data, **({} if self.leaflets else {"leaflets": leaflets.FOLDER})}
        return {name: place for name, place in every.items() if name not in self.unread}

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The paths of the files and folders with problems.

        One with capitals is meant in small letters too, as that is how pages are named.
        """
        paths = {problem.location.path for problem in (*self.problems, *self.assets.unfit)}
        return frozenset(paths.union(map(str.lower, paths)))

    def is_unreadable(self, *paths: str) -> bool:
        """Whether of a file at one of these paths, or a folder above it, a problem is told: no other, as it follows."""
        return any(str(one) in self.unreadable for path in map(PurePosixPath, paths) for one in (path, *path.parents))


def read(
    folder: Path, today: datetime.date | None = None, cache: Cache | None = None, files: Files | None = None
) -> Project:
    """Read the project in `folder` on a day; raise `BuildFailed` where no text can be judged for what is wrong.

    `files` are those of the folder, if some are read already.
    """
    cache, files = cache or Cache(), files or Files(folder)
    key = digest_of(files.shared, repr(today))
    found, problems = assets.read(files, cache)
    kept: Data | None = cache.get_many("data", [key]).get(key)
    data = kept or Data.read(files, today, found, problems)
    settings = data.settings
    documents, unread = pages.read(files, settings, data.unread, today, cache)
    made, unmade = _handouts(files)
    problems += [*data.problems, *unread, *unmade]
    if not (kept or data.problems):
        cache.put("data", key, data)
    return Project(
        **{**vars(data), "problems": tuple(problems)},
        files=files,
        assets=found,
        handouts=made,
        documents=documents,
    )


def _handouts(files: Files) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Return the bytes of each file that commands made to be handed out, by its path; and what cannot be read."""
    found, problems = files.below(HANDOUTS)
    made: dict[str, bytes] = {}
    for path in found:
        if path.endswith((PRINTED, PACKED)) and not path.startswith(f"{HANDOUTS}/."):
            try:
                made[path] = files.data(path)
            except OSError as error:
                problems.append(unreadable(path, error))
    return made, problems
