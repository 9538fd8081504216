"""Show on one screen what waits for someone: drafts, dates, reviews, translations, numbers, what nobody uses."""

import argparse
import datetime
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.commands.options import Make, Options
from generator.commands.progress import Progress
from generator.compile.texts import Version
from generator.link.behind import Stale
from generator.link.site import Site
from generator.link.targets import Linker, pictures
from generator.problems import Location, count, visible
from generator.publish.edition import Made, Rejected
from generator.read.forms import within
from generator.read.kinds import words_in
from generator.read.pages import Document
from generator.read.project import Project
from generator.read.sources import Source
from generator.render.outputs import Finished
from generator.report import escaped, told_once

SHOWN = 5
"""How many of a group fit on the screen, and how many pages are told with their weight."""
AHEAD = datetime.timedelta(days=30)
"""How long before its day a review is told."""


class Item(NamedTuple):
    """One thing that waits: where it stands, and what is to be known of it."""

    location: Location
    said: str

    @property
    def place(self) -> str:
        """The line on which it stands."""
        return f"{self.location.path}:{self.location.line}"


class Group(NamedTuple):
    """What waits for the same: `name` for a tool, `title` for a person, the items in order."""

    name: str
    title: str
    items: tuple[Item, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="show everything, not only the first of each kind")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Return what waits for someone, in the format that was asked for; a site with problems has a state too."""
    problems = 0
    try:
        with Progress(sys.stderr) as progress:
            made = make(options, progress)
        verdict = f"The site builds: {_size(made.site)}."
    except Rejected as rejected:
        made, problems = rejected.made._replace(outputs=()), len(told_once(rejected.problems))
        verdict = f"The site does not build: {count(problems, 'problem')}. python build.py check tells them."
    groups = [group for group in _groups(made, options.today) if group.items or options.format == "json"]
    match options.format:
        case "json":
            return _json(problems, groups)
        case "markdown":
            return "\n".join(_markdown(verdict, groups))
        case _:
            return "\n".join(_text(verdict, groups, sys.maxsize if asked.all else SHOWN))


def _text(verdict: str, groups: Iterable[Group], most: int) -> Iterator[str]:
    yield verdict
    for group in groups:
        yield f"\n{group.title}: {len(group.items)}"
        yield from (f"  {item.place}  {visible(item.said)}" for item in group.items[:most])
        if len(group.items) > most:
            yield f"  and {len(group.items) - most} more (--all shows them)"


def _markdown(verdict: str, groups: Iterable[Group]) -> Iterator[str]:
    """Yield the lines for the summary of a workflow; a long group is folded."""
    yield f"**{verdict}**"
    for group in groups:
        yield f"\n<details><summary>{group.title}: {len(group.items)}</summary>\n"
        yield from (f"- `{item.place}` {escaped(item.said)}" for item in group.items)
        yield "\n</details>"


def _json(problems: int, groups: Iterable[Group]) -> str:
    shown = {
        group.name: [
            {"path": item.location.path, "line": item.location.line, "said": item.said} for item in group.items
        ]
        for group in groups
    }
    return json.dumps({"problems": problems, **shown}, ensure_ascii=False, indent=2)


def _size(site: Site) -> str:
    """Return how much there is to read: pages of every language, and the words in those that are not borrowed."""
    words = sum(len(passage.words.split()) for page in site.written for passage in page.prose.passages)
    return f"{count(len(site.pages), 'page')} in {count(len(site.settings.languages), 'language')}, {words:,} words"


def _groups(made: Made, today: datetime.date) -> tuple[Group, ...]:
    """Return what waits on a day, in groups of which some may be empty; without outputs no weight is known."""
    project = made.site
    documents, source = project.documents, project.settings.source_language
    own = [document for document in documents if document.language == source]
    return (
        Group("drafts", "Drafts", tuple(_drafts(documents, source))),
        Group("scheduled", "Published later", tuple(_dated(own, "publish", "appears on {day}", today))),
        Group("expiring", "Published for a time", tuple(_dated(own, "expire", "disappears on {day}", today))),
        Group("reviews", "To be reviewed", tuple(_reviews(own, today))),
        Group("behind", "Translations that are behind", tuple(_behind(made.behind))),
        Group("missing", "Not translated", tuple(_missing(made.behind))),
        Group("native", "Not reviewed by a native speaker", tuple(_unreviewed(documents, source))),
        Group("unchecked", "Not shown until someone has checked it", tuple(_unchecked(project))),
        Group("sources", "Sources that nothing cites", tuple(_unused_sources(made))),
        Group("terms", f"Terms to which no text leads ({source})", tuple(_unused_terms(made, source))),
        Group("pictures", "Pictures that no page shows", tuple(_unused_pictures(made))),
        Group("weights", "Heaviest pages", tuple(_weights(made))),
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


def _unused_sources(made: Made) -> Iterator[Item]:
    used = _named("citation", made.versions.values())
    used |= {source.id for source in within(made.site.facts) if isinstance(source, Source)}
    for key, source in made.site.sources.items():
        if key not in used:
            yield Item(source.location, f"{key}: {source.title}")


def _unused_terms(made: Made, source: str) -> Iterator[Item]:
    used = _named("term", (version for (language, _), version in made.versions.items() if language == source))
    facts = made.site.facts
    for key, term in facts.glossary.items():
        if key not in used:
            yield Item(facts.at("glossary", key), words_in(term.term, source) or key)


def _named(kind: str, versions: Iterable[Version]) -> set[str]:
    """Return what texts point to, of a kind of references."""
    references = (reference for version in versions for reference in version.prose.references)
    return {reference.target for reference in references if reference.kind == kind}


def _unused_pictures(made: Made) -> Iterator[Item]:
    """Yield each photograph that no text shows or leads to; a text that is a draft counts too."""
    shown = {path for path, _, _ in pictures(Linker(made.versions, made.versions, made.site))}
    for path in sorted(made.site.assets.photographs.keys() - shown):
        yield Item(Location(path), "is not published")


def _weights(made: Made) -> Iterator[Item]:
    budget = made.site.settings.budgets.page
    shown = (output for output in made.outputs if isinstance(output, Finished) and output.page)
    for file in sorted(shown, key=lambda file: (-file.known.weight, file.path))[:SHOWN]:
        yield Item(file.source, f"{file.known.weight:,} of {budget:,} bytes ({file.known.weight / budget:.0%})")
