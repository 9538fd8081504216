"""What of a site waits for someone: drafts, dates, reviews, translations, numbers, what nobody uses, weights."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.compile.texts import Version, Versions
from generator.link.behind import Stale
from generator.link.targets import Linker, pictures
from generator.problems import Location, count
from generator.read.forms import within
from generator.read.kinds import words_in
from generator.read.pages import Document
from generator.read.project import Project
from generator.read.sources import Source
from generator.render.outputs import Finished, Output

AHEAD = datetime.timedelta(days=30)
"""How long before its day a review is told."""
HEAVIEST = 5
"""How many pages are told with their weight."""


class Item(NamedTuple):
    """One thing that waits: where it stands, and what is to be known of it."""

    location: Location
    said: str


class Group(NamedTuple):
    """What waits for the same: `name` for a tool, `title` for a person, the items in order."""

    name: str
    title: str
    items: tuple[Item, ...]


def state(
    project: Project,
    versions: Versions,
    behind: Mapping[str, Sequence[Stale]],
    outputs: Sequence[Output],
    today: datetime.date,
) -> tuple[Group, ...]:
    """Return what waits on a day, in groups of which some may be empty.

    `versions` are all texts, published or not; `behind` says what each translation must catch up with; `outputs` are
    the finished files, none while the site has problems, and then no weight is known.
    """
    documents = project.documents
    source = project.settings.source_language
    own = [document for document in documents if document.language == source]
    return (
        Group("drafts", "Drafts", tuple(_drafts(documents, source))),
        Group("scheduled", "Published later", tuple(_dated(own, "publish", "appears on {day}", today))),
        Group("expiring", "Published for a time", tuple(_dated(own, "expire", "disappears on {day}", today))),
        Group("reviews", "To be reviewed", tuple(_reviews(own, today))),
        Group("behind", "Translations that are behind", tuple(_behind(behind))),
        Group("missing", "Not translated", tuple(_missing(behind))),
        Group("native", "Not reviewed by a native speaker", tuple(_unreviewed(documents, source))),
        Group("unchecked", "Not shown until someone has checked it", tuple(_unchecked(project))),
        Group("sources", "Sources that nothing cites", tuple(_unused_sources(project, versions))),
        Group("terms", f"Terms to which no text leads ({source})", tuple(_unused_terms(project, versions))),
        Group("pictures", "Pictures that no page shows", tuple(_unused_pictures(project, versions))),
        Group("weights", "Heaviest pages", tuple(_weights(project, outputs))),
    )


def _drafts(documents: Collection[Document], source: str) -> Iterator[Item]:
    drafts = {document.name for document in documents if document.language == source and document.front.draft}
    for document in documents:
        if document.front.draft and (document.language == source or document.name not in drafts):
            about = "" if document.language == source else "; its readers get the original"
            yield Item(document.at("draft"), f"{document.front.title}{about}")


def _dated(documents: Collection[Document], field: str, said: str, today: datetime.date) -> Iterator[Item]:
    """Yield each page of which a day is to come, the nearest first."""
    for day, document in _days(documents, field):
        if day > today:
            yield Item(document.at(field), f"{document.front.title}: {said.format(day=day)}")


def _reviews(documents: Collection[Document], today: datetime.date) -> Iterator[Item]:
    for day, document in _days(documents, "review_by"):
        if day <= today + AHEAD:
            late = " (overdue)" if day < today else ""
            yield Item(document.at("review_by"), f"{document.front.title}: by {day}{late}")


def _days(documents: Collection[Document], field: str) -> list[tuple[datetime.date, Document]]:
    """Return the pages that have a day, with it, in its order."""
    days = ((getattr(document.front, field), document) for document in documents)
    return sorted((pair for pair in days if pair[0]), key=lambda pair: (pair[0], pair[1].path))


def _behind(behind: Mapping[str, Sequence[Stale]]) -> Iterator[Item]:
    for items in behind.values():
        late = (item.here for item in items if not item.is_missing)
        for _, (first, *others) in groupby(late, lambda place: place.path):
            yield Item(first, count(1 + len(others), "section"))


def _missing(behind: Mapping[str, Sequence[Stale]]) -> Iterator[Item]:
    """Yield each page, and each file of data with the number of its texts, that a language does not have."""
    for language, items in behind.items():
        missing = (item for item in items if item.is_missing)
        for _, (first, *others) in groupby(missing, lambda item: item.there.path):
            texts = f": {count(1 + len(others), 'text')}" if first.section else ""
            yield Item(first.there, f"{language}{texts}")


def _unreviewed(documents: Collection[Document], source: str) -> Iterator[Item]:
    for document in documents:
        if document.language != source and not document.front.native_review:
            yield Item(Location(document.path), document.front.title)


def _unchecked(project: Project) -> Iterator[Item]:
    facts = project.facts
    for name, partner in facts.partners.items():
        for field, printed in (("phone", partner.phone), ("address", partner.address)):
            if printed and not printed.checked:
                yield Item(facts.at("partners", name, field), f"{partner.name}: {field}")


def _unused_sources(project: Project, versions: Versions) -> Iterator[Item]:
    used = _named("citation", versions.values())
    used |= {source.id for source in within(project.facts) if isinstance(source, Source)}
    for key, source in project.sources.items():
        if key not in used:
            yield Item(source.location, f"{key}: {source.title}")


def _unused_terms(project: Project, versions: Versions) -> Iterator[Item]:
    source = project.settings.source_language
    used = _named("term", (version for (language, _), version in versions.items() if language == source))
    for key, term in project.facts.glossary.items():
        if key not in used:
            yield Item(project.facts.at("glossary", key), words_in(term.term, source) or key)


def _named(kind: str, versions: Iterable[Version]) -> set[str]:
    """Return what texts point to, of a kind of references."""
    references = (reference for version in versions for reference in version.prose.references)
    return {reference.target for reference in references if reference.kind == kind}


def _unused_pictures(project: Project, versions: Versions) -> Iterator[Item]:
    """Yield each photograph that no text shows or leads to; a text that is a draft counts too."""
    shown = {path for path, _, _ in pictures(Linker(versions, versions, project))}
    for path in sorted(project.assets.photographs.keys() - shown):
        yield Item(Location(path), "is not published")


def _weights(project: Project, outputs: Sequence[Output]) -> Iterator[Item]:
    budget = project.settings.budgets.page
    shown = (output for output in outputs if isinstance(output, Finished) and output.page)
    for file in sorted(shown, key=lambda file: (-file.weight, file.path))[:HEAVIEST]:
        yield Item(file.source, f"{file.weight:,} of {budget:,} bytes ({file.weight / budget:.0%})")
