"""What the bar of a page in the preview says: its state, what is wrong, what is behind, and where its file stands."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

from generator import report
from generator.link.behind import Stale, State, changes
from generator.link.site import Page, Site
from generator.problems import Location, Problem, count
from generator.read.facts import Facts
from generator.read.files import Files
from generator.read.pages import FrontMatter
from generator.render.outputs import Output

_SAID: dict[State, str] = {
    "changed": "has changed",
    "new": "is new",
    "gone": "is gone",
    "unrecorded": "was never recorded as translated",
}
_OTHER = {"kind": "partners", "value": "figures", "term": "glossary"}
"""The file of data for what is called otherwise by components, which name a file, or one of the things in it."""
Earlier = Callable[[str, str], str | None]
"""What a section of a file once was, by the path and its digest, as far as the version history knows."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A section that is behind: its name, what happened to the original, and the words that changed, if known."""

    name: str
    said: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Bar:
    """The bar of one page; `path` is its file, and `edit` where the page is edited, if it can be here.

    `data` has the names of the files of data that its text shows, each with the address that opens it.
    `problems` and `warnings` are those of the page, and `others` how many problems there are besides.
    """

    code: str = ""
    state: str = ""
    path: str = ""
    open: str = ""
    source: str = ""
    problems: tuple[report.Told, ...] = ()
    others: int = 0
    warnings: tuple[report.Told, ...] = ()
    behind: tuple[Behind, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    weight: int = 0
    budget: int = 0
    is_calm: bool = True
    edit: str | None = field(default=None, kw_only=True)

    @property
    def counts(self) -> list[str]:
        """What the closed bar counts."""
        return [
            *([count(len(self.problems), "problem")] if self.problems else []),
            *([count(len(self.warnings), "warning")] if self.warnings else []),
            *([f"{len(self.behind)} behind"] if self.behind else []),
            *([f"{self.others} elsewhere"] if self.others else []),
        ]

    @property
    def elsewhere(self) -> str:
        """How many problems there are on other pages, in words."""
        return f"{count(self.others, 'problem')} elsewhere" if self.others else ""

    @property
    def mood(self) -> str:
        """Whether something must be done (bad), wants attention (care), or not."""
        return "bad" if self.problems else "good" if self.is_calm and not self.warnings and not self.behind else "care"

    @property
    def wrong(self) -> str:
        """A short digest of the problems, by which the bar knows whether they were seen, or nothing."""
        return hashlib.sha256(repr(self.problems).encode()).hexdigest()[:8] if self.problems else ""


def of(
    output: Output,
    site: Site,
    problems: Sequence[Problem],
    warnings: Sequence[Problem],
    behind: Sequence[Stale],
    folder: Path,
    earlier: Earlier,
    edits: str | None = None,
) -> Bar:
    """Return the bar of a finished page from all that is known of its site; pages are edited below `edits`, if so."""
    page, of_page = output.page, [problem for problem in problems if concerns(problem, output)]
    path = page.document.path if page else output.template or ""
    return Bar(
        page.language if page else "",
        _state(page, site) if page else "No page of its own",
        path,
        opening(folder, Location(path)),
        site.settings.source_language,
        report.told_once(of_page),
        len(report.told_once(problems)) - len(report.told_once(of_page)),
        report.told_once(warning for warning in warnings if concerns(warning, output)),
        tuple(_behind(page, behind, earlier)) if page else (),
        tuple(_facts(page, site)) if page else (),
        tuple(_data(page, site, folder)) if page else (),
        output.weight if page else 0,
        site.settings.budgets.page,
        not page or (page.front.is_published(site.today) and not page.borrowed),
        edit=f"{edits}{path}" if edits and page else None,
    )


def concerns(problem: Problem, output: Output) -> bool:
    """Whether a problem stands in the text of a page, or shows on it."""
    shown = f"/{output.path.removesuffix('index.html')}"
    return bool(output.page and problem.location.path == output.page.document.path) or problem.page == shown


def reading(folder: Path, files: Files) -> dict[str, Callable[..., object]]:
    """Return what templates need to tell of problems: the line around one, and the address that opens its place."""
    return {"excerpt": partial(report.excerpt, line=files.line), "opening": partial(opening, folder)}


def opening(folder: Path, place: Location) -> str:
    """Return the address by which Visual Studio Code opens a place of a file."""
    file = quote((folder / place.path).as_posix().lstrip("/"))
    return f"vscode://file/{file}:{place.line}:{place.column}"


def _state(page: Page, site: Site) -> str:
    front, source = page.front, site.settings.languages[site.settings.source_language].name
    if page.borrowed:
        return f"Shown in {source}"
    return _when(front, site.today)


def _when(front: FrontMatter, today: datetime.date) -> str:
    if front.draft:
        return "Draft"
    if front.publish and today < front.publish:
        return f"From {front.publish}"
    if front.expire:
        return f"{'Until' if today < front.expire else 'Expired on'} {front.expire}"
    return "Published"


def _facts(page: Page, site: Site) -> Iterator[tuple[str, str]]:
    front = page.front
    yield "Language", site.settings.languages[page.language].name
    if page.language == site.settings.source_language:
        yield "Reviewed", str(front.reviewed or "not yet")
        if front.review_by:
            yield "To review by", f"{front.review_by}{', which is past' if front.review_by < site.today else ''}"
    elif not page.borrowed:
        yield "Reviewed", f"by a native speaker on {front.native_review}" if front.native_review else "not yet"


def _data(page: Page, site: Site, folder: Path) -> Iterator[tuple[str, str]]:
    placed = [one.component.declaration for one in page.placed]
    named = [name for one in placed for name in (one.needs, *(given.type for given in one.parameters.values()))]
    files = {file for name in named if name for file in (_OTHER.get(name, name), f"{name}s")}
    for name in sorted(files & Facts.model_fields.keys()):
        languages = (page.language, site.settings.source_language)
        paths = [f"content/{language}/data/{name}.yaml" for language in languages]
        path = next((path for path in paths if (folder / path).is_file()), paths[-1])
        yield f"{name}.yaml", opening(folder, Location(path))


def _behind(page: Page, behind: Sequence[Stale], earlier: Earlier) -> Iterator[Behind]:
    for item in behind:
        if item.page == page.name and item.state in _SAID:
            then = earlier(item.there.path, item.then) if item.then and item.state == "changed" else None
            words = tuple(changes(then, item.now)) if then else ()
            yield Behind(item.section or "The top", _SAID[item.state], words)
