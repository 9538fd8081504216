"""The data of the preview bar of a page: its state, its problems, outdated sections, and the location of its file."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

from generator import report
from generator.link.history import History
from generator.link.site import Page, Site
from generator.link.staleness import with_changes
from generator.problems import Location, Problem, count
from generator.publish.result import State
from generator.read import pages
from generator.read.files import Files
from generator.render.outputs import Finished, Output


def variables(output: Finished, state: State, history: History) -> dict[str, object]:
    """Return the variables of the template `bar.html` for a finished page."""
    page, result = output.text_of, state.result
    assert result
    site, code = result.site, page.language if page else ""
    own = problems_of(output, state.problems)
    problems, warnings = report.grouped(own), report.grouped(problems_of(output, state.warnings))
    here = {(problem.location, problem.message) for problem in own}  # a mistake in a template occurs on every page
    others = len(report.grouped(other for other in state.problems if (other.location, other.message) not in here))
    stale = [*with_changes(site.stale.get(page.language, {}).get(page.name, ()), history)] if page else []
    data = {name for placed in (page.placements if page else ()) for name in placed.component.inputs}
    elsewhere = f"{count(others, 'problem')} elsewhere"
    is_good = not (warnings or stale or (page and (page.borrowed or not page.front.is_published(site.today))))
    counts = {
        count(len(problems), "problem"): problems, count(len(warnings), "warning"): warnings,
        f"{count(len(stale), 'section')} to update": stale, elsewhere: others,
    }  # fmt: skip
    return {
        "code": code,
        "state": _state(page, site) if page else "Generated page",
        "location": output.source,
        "translation": pages.path_of(page.language, page.name) if page and page.borrowed else "",
        "source": site.settings.source_language,
        "problems": problems,
        "fingerprint": hash(tuple(own)) if own else "",
        "mood": "bad" if problems else "good" if is_good else "care",
        "counts": [label for label, counted in counts.items() if counted],
        "elsewhere": elsewhere if others else "",
        "warnings": warnings,
        "stale": stale,
        "details": [*_details(page, site)] if page else [],
        "data": [(name, site.location_of(name, code)) for name in sorted(data)],
        "weight": output.record.weight if page else 0,
        "budget": site.settings.budgets.page,
    }


def problems_of(output: Output, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a page: those it shows, in its text, and in its own file if its text is borrowed."""
    page = output.text_of
    texts = (page.document.path, pages.path_of(page.language, page.name)) if page else ()
    return [problem for problem in problems if problem.page == f"/{output.address}" or problem.location.path in texts]


def helpers(folder: Path, files: Files) -> dict[str, Callable[..., object]]:
    """Return the functions that templates need for problems: `excerpt` for the line, `editor_url` for a link to it."""
    return {"excerpt": partial(report.excerpt, line=files.line), "editor_url": partial(editor_url, folder)}


def editor_url(folder: Path, location: Location) -> str:
    """Return the URL that opens a location in Visual Studio Code."""
    file = quote((folder / location.path).as_posix().lstrip("/"))
    return f"vscode://file/{file}:{location.line}:{location.column}"


def _state(page: Page, site: Site) -> str:
    front, source = page.front, site.settings.languages[site.settings.source_language].name
    if page.borrowed:
        return f"Shown in {source}"
    if front.draft:
        return "Draft"
    if front.publish and site.today < front.publish:
        return f"Scheduled for {front.publish}"
    if front.expire:
        return f"{'Published until' if site.today < front.expire else 'Expired on'} {front.expire}"
    return "Published"


def _details(page: Page, site: Site) -> Iterator[tuple[str, str]]:
    front = page.front
    yield "Language", site.settings.languages[page.language].name
    if page.language == site.settings.source_language:
        yield "Reviewed", str(front.reviewed or "not yet")
        if front.review_by:
            yield "Review by", f"{front.review_by}{' (overdue)' if front.review_by < site.today else ''}"
    elif page.borrowed and not site.files.has(pages.path_of(page.language, page.name)):
        yield "Translate", f"python build.py new translation {page.language}/{page.name}"
    elif not page.borrowed:
        yield "Native review", str(front.native_review or "not yet")
