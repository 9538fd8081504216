"""List what needs attention: drafts, dates, reviews, translations, unchecked numbers, and what is unused."""

import argparse
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.commands.options import Make, Options
from generator.link.site import Site
from generator.link.staleness import StaleTexts
from generator.link.targets import pictures
from generator.problems import Location, count, visible
from generator.publish.result import BuildResult, Rejected
from generator.read.forms import walk
from generator.read.pages import Document
from generator.read.sources import Source
from generator.read.value_types import words_in
from generator.render.outputs import Finished
from generator.report import escape_markdown, grouped

MAX_LISTED = 5
"""How many items of a group are listed, and how many of the heaviest pages."""
AHEAD = datetime.timedelta(days=30)
"""How long before its due date a review is listed."""

Items = Iterable[tuple[Location, str]]
"""The location and the description of each thing that needs attention."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="list everything, not only the first few of each kind")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Return what needs attention, as text or in Markdown, also for a site with problems."""
    try:
        result = make(options)
        lines = [f"The site builds: {_size(result.site)}."]
    except Rejected as rejected:
        result, problems = rejected.result, count(len(grouped(rejected.problems)), "problem")
        lines = [f"The site does not build: {problems}. To see them: python build.py check"]
    for title, waiting in _groups(result, options.today).items():
        if items := [*waiting]:
            if options.format == "markdown":
                lines += _markdown(title, items)
            else:
                lines += _text(title, items, len(items) if args.all else MAX_LISTED)
    return "\n".join(lines)


def _text(title: str, items: Sequence[tuple[Location, str]], limit: int) -> Iterator[str]:
    yield f"\n{title}: {len(items)}"
    yield from (f"  {location}  {visible(about)}" for location, about in items[:limit])
    if len(items) > limit:
        yield f"  and {len(items) - limit} more (--all lists them)"


def _markdown(title: str, items: Sequence[tuple[Location, str]]) -> Iterator[str]:
    """Yield a group for the summary of a workflow, collapsed."""
    yield f"\n<details><summary>{title}: {len(items)}</summary>\n"
    yield from (f"- `{location}` {escape_markdown(about)}" for location, about in items)
    yield "\n</details>"


def _size(site: Site) -> str:
    """Return the size of the site: its pages in every language, and the words in pages that are not borrowed."""
    words = sum(len(passage.text.split()) for page in site.written for passage in page.prose.passages)
    return f"{count(len(site.pages), 'page')} in {count(len(site.settings.languages), 'language')}, {words:,} words"


def _groups(result: BuildResult, today: datetime.date) -> dict[str, Items]:
    """Return what needs attention on a day, by kind; sources, terms and pictures that only drafts use count as used."""
    site, linker, facts = result.site, result.linker, result.site.facts
    documents, source = [page for page in site.documents if page.is_valid], site.settings.source_language
    own = [document for document in documents if document.language == source]
    named = {
        (reference.kind, language, reference.destination)
        for (language, _), version in linker.versions.items()
        for reference in version.prose.references
        if reference.kind != "term" or not version.document.front.exit  # pages to leave quickly do not link terms
    }
    cited = {target for kind, _, target in named if kind == "citation"}
    cited |= {value.id for value in walk(facts) if isinstance(value, Source)}
    shown = {path for path, _, _ in pictures(linker)}
    budget = site.settings.budgets.page
    pages = [file for file in result.outputs.values() if isinstance(file, Finished) and file.page]
    heaviest = sorted(pages, key=lambda file: (-file.record.weight, file.path))[:MAX_LISTED]

    def review(day: datetime.date) -> str:
        return f"by {day}{' (overdue)' if day < today else ''}" if day <= today + AHEAD else ""

    return {
        "Drafts": ((page.field_location("draft"), page.front.title) for page in documents if page.front.draft),
        "Scheduled": _dated(own, "publish", lambda day: f"appears on {day}" if day > today else ""),
        "Expiring": _dated(own, "expire", lambda day: f"disappears on {day}" if day > today else ""),
        "Expired": _dated(own, "expire", lambda day: f"since {day}" if day <= today else ""),
        "Due for review": _dated((page for page in own if not page.front.has_expired(today)), "review_by", review),
        "Translations out of date": ((late.location, late.message) for late in result.stale_warnings),
        "Not translated": _missing(site.stale),
        "Not reviewed by a native speaker": (
            (Location(document.path), document.front.title)
            for document in documents
            if document.language != source and not document.front.native_review
        ),
        "Not shown until checked": (
            (facts.locations.key("partners", name, field), f"{partner.name}: {field}")
            for name, partner in facts.partners.items()
            for field, printed in (("phone", partner.phone), ("address", partner.address))
            if printed and not printed.checked
        ),
        "Sources that nothing cites": (
            (found.location, f"{key}: {found.title}")
            for key, found in site.sources.items()
            if found.title and key not in cited  # one that could not be read has no title
        ),
        f"Terms that no text links to ({source})": (
            (facts.locations.key("glossary", key), words_in(term.term, source) or key)
            for key, term in facts.glossary.items()
            if ("term", source, key) not in named
        ),
        "Pictures that no page shows": (
            (Location(path), "is not published") for path in sorted(site.assets.photographs.keys() - shown)
        ),
        "Heaviest pages": (
            (file.source, f"{file.record.weight:,} of {budget:,} bytes ({file.record.weight / budget:.0%})")
            for file in heaviest
        ),
    }


def _dated(documents: Iterable[Document], field: str, describe: Callable[[datetime.date], str]) -> Items:
    """Yield each page with a date that `describe` has a text for, the earliest first."""
    dated = [(day, document) for document in documents if (day := getattr(document.front, field))]
    for day, document in sorted(dated, key=lambda item: (item[0], item[1].path)):
        if about := describe(day):
            yield document.field_location(field), f"{document.front.title}: {about}"


def _missing(stale: Mapping[str, StaleTexts]) -> Items:
    """Yield each page that a language does not have, and each data file with the number of texts that it lacks."""
    for language, pages in stale.items():
        for items in pages.values():
            missing = [item for item in items if item.is_missing]
            texts = f": {count(len(missing), 'text')}" if missing and missing[0].section else ""
            yield from ((first.source, f"{language}{texts}") for first in missing[:1])
