"""Show on one screen what waits for someone: drafts, dates, reviews, translations, numbers, what nobody uses."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.commands.options import Make, Options
from generator.commands.progress import Progress
from generator.problems import Problem, count, visible
from generator.publish.edition import Rejected
from generator.report import escaped

if TYPE_CHECKING:
    from generator.check.state import Group, Item
    from generator.link.site import Site

SHOWN = 5
"""How many of a group fit on the screen."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--all", action="store_true", help="show everything, not only the first of each kind")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Return what waits for someone, in the format that was asked for; a site with problems has a state too."""
    from generator.check.state import state

    problems: Sequence[Problem] = ()
    try:
        with Progress(sys.stderr) as progress:
            made = make(options, progress)
        verdict = f"The site builds: {_size(made.site)}."
    except Rejected as rejected:
        made, problems = rejected.made._replace(outputs=()), rejected.problems
        verdict = f"The site does not build: {count(len(problems), 'problem')}. python build.py check tells them."
    groups = state(made.project, made.versions, made.behind, made.outputs, options.today)
    match options.format:
        case "json":
            return _json(problems, groups)
        case "markdown":
            return "\n".join(_markdown(verdict, groups))
        case _:
            return "\n".join(_text(verdict, groups, sys.maxsize if asked.all else SHOWN))


def _text(verdict: str, groups: "Sequence[Group]", most: int) -> Iterator[str]:
    yield verdict
    for group in groups:
        if group.items:
            yield f"\n{group.title}: {len(group.items)}"
            yield from (f"  {_place(item)}  {visible(item.said)}" for item in group.items[:most])
            if len(group.items) > most:
                yield f"  and {len(group.items) - most} more (--all shows them)"


def _markdown(verdict: str, groups: "Sequence[Group]") -> Iterator[str]:
    """Yield the lines for the summary of a workflow; a long group is folded."""
    yield f"**{verdict}**"
    for group in groups:
        if group.items:
            yield f"\n<details><summary>{group.title}: {len(group.items)}</summary>\n"
            yield from (f"- `{_place(item)}` {escaped(item.said)}" for item in group.items)
            yield "\n</details>"


def _json(problems: Sequence[Problem], groups: "Sequence[Group]") -> str:
    shown = {
        group.name: [
            {"path": item.location.path, "line": item.location.line, "said": item.said} for item in group.items
        ]
        for group in groups
    }
    return json.dumps({"problems": len(problems), **shown}, ensure_ascii=False, indent=2)


def _place(item: "Item") -> str:
    return f"{item.location.path}:{item.location.line}"


def _size(site: "Site") -> str:
    """Return how much there is to read: pages of every language, and the words in those that are not borrowed."""
    words = sum(
        len(passage.words.split())
        for page in site.pages.values()
        if not page.borrowed
        for passage in page.prose.passages
    )
    return f"{count(len(site.pages), 'page')} in {count(len(site.settings.languages), 'language')}, {words:,} words"
