"""Mistakes planted one at a time in the real content: each is caught, at its own line, and nothing is published.

Content changes without the tests: where the words that a mistake needs are gone, it is skipped, and sixty must be left.
"""

import datetime
import shutil
from pathlib import Path

import pytest

import build
from generator.problems import BuildFailed
from tests.conftest import ROOT

HELP, SIGNS, HISTORY, BELGIUM = (f"content/en/{name}.md" for name in ("help", "signs", "history", "belgium"))
FIGURES, PARTNERS, LAW = "content/en/figures.md", "content/en/partners.md", "content/en/what-it-is/trafficking.md"
FRENCH, DUTCH, GERMAN = "content/fr/help.md", "content/nl/belgium.md", "content/de/figures.md"
WORDS, SITE = "content/fr/words.yaml", "site.yaml"
TOP = -9999

# Name: file, what stands there, what is planted instead, and the line that the message must name: counted from the planted text, or the TOP.
PLANTED: dict[str, tuple[str, str, str, int]] = {
    "title mistyped": (HELP, "title: Get help", "titel: Get help", 0),
    "title empty": (HELP, "title: Get help", "title:", 0),
    "summary repeated": (HELP, "menu: main", "summary: Again.\nmenu: main", 0),
    "menu unknown": (HELP, "menu: main", "menu: mian", 0),
    "order in words": (HELP, "order: 10", "order: ten", 0),
    "exit not a truth": (HELP, "exit: true", "exit: maybe", 0),
    "kind unknown": (HELP, "exit: true", "kind: pages", 0),
    "date in words": (HELP, "review_by: ", "review_by: next spring # ", 0),
    "date that never was": (HELP, "review_by: ", "review_by: 2027-02-30 # ", 0),
    "slug with a space": (HELP, "exit: true", "exit: true\nslug: get help", 1),
    "alias that climbs out": (HELP, "exit: true", "exit: true\naliases: [../../etc]", 1),
    "drawing mistyped": (HISTORY, "drawing: clock", "drawing: clok", 0),
    "quotation mark not closed": (HISTORY, 'title: "History: Belgium and counter-trafficking"', 'title: "History: Belgium and counter-trafficking', 0),
    "colon without quotation marks": (HISTORY, 'title: "History: Belgium and counter-trafficking"', "title: History: Belgium", 0),
    "tab in the fields": (HISTORY, "order: 40", "\torder: 40", 0),
    "fields never closed": (HISTORY, "review_by: 2027-05-24\n---\n", "review_by: 2027-05-24\n", TOP),
    "address of a source without https": (HISTORY, 'url: "https://belgium.iom.int/fighting-against-human-trafficking"', "url: belgium.iom.int", 0),
    "field of a source mistyped": (HISTORY, "title: Fighting against human trafficking", "titel: Fighting", 0),
    "day of a source impossible": (HELP, "language: en, read: 2026-11-24}", "language: en, read: 2026-13-24}", 0),
    "link to a missing page": (HELP, "[Privacy](privacy.md)", "[Privacy](privaci.md)", 0),
    "link to a missing heading": (SIGNS, "(belgium.md#conditions)", "(belgium.md#condition)", 0),
    "link to a missing heading here": (LAW, "(#belgian-law)", "(#belgium-law)", 0),
    "link to an address of the site": (HELP, "[Privacy](privacy.md)", "[Privacy](/en/privacy/)", 0),
    "link that could run a script": (HELP, "[Privacy](privacy.md)", "[Privacy](javascript:alert(1))", 0),
    "link of another kind": (HELP, "[Privacy](privacy.md)", "[Privacy](ftp://example.org/)", 0),
    "picture that is not there": (HISTORY, "Each entry names its sources.", "![A map](pictures/map.svg)", 0),
    "picture of another site": (HISTORY, "Each entry names its sources.", "![A map](https://example.org/map.svg)", 0),
    "picture without words": (HISTORY, "Each entry names its sources.", "![](favicon.svg)", 0),
    "component mistyped": (HELP, "{{ partners kind=centre }}", "{{ partner kind=centre }}", 0),
    "component unknown": (HELP, "{{ partners kind=centre }}", "{{ shelters }}", 0),
    "component not closed": (HELP, "{{ partners kind=centre }}", "{{ partners kind=centre", 0),
    "component without its argument": (HELP, "Call the national helpline, {{ phone id=national }}", "Call the national helpline, {{ phone }}", 0),
    "component with a wrong argument": (HELP, "{{ partners kind=centre }}", "{{ partners sort=centre }}", 0),
    "component with no such choice": (HELP, "{{ partners kind=centre }}", "{{ partners kind=center }}", 0),
    "component inside a sentence": (HELP, "{{ partners kind=centre }}", "See {{ partners kind=centre }}.", 0),
    "helpline unknown": (SIGNS, "{{ phone id=child-focus }}", "{{ phone id=childfocus }}", 0),
    "helplines unknown": (HELP, '{{ helplines only="child-focus guardianship" }}', '{{ helplines only="child-focus guardians" }}', 0),
    "partner unknown": (BELGIUM, "{{ partner id=surya }}", "{{ partner id=suria }}", 0),
    "figure unknown": (FIGURES, "{{ figure id=reports }}", "{{ figure id=report }}", 0),
    "number unknown": (FIGURES, "{{ value id=reports.2024.reports }}", "{{ value id=reports.2025.reports }}", 0),
    "law unknown": (LAW, "{{ quote id=un-trafficking-b }}", "{{ quote id=un-trafficking-e }}", 0),
    "diagram unknown": (BELGIUM, "{{ diagram id=referral }}", "{{ diagram id=referal }}", 0),
    "year in words": (HISTORY, "{{ timeline }}", "{{ timeline from=nineties }}", 0),
    "page of a card missing": ("content/en/index.md", "partners.md links.md", "partners.md link.md", 0),
    "source cited that is not named": (HISTORY, "[@slavery]", "[@slaverie]", 0),
    "heading of the first level": (BELGIUM, "## Who does what", "# Who does what", 0),
    "heading that skips a level": (BELGIUM, "## Three conditions", "#### Three conditions", 0),
    "heading without text": (BELGIUM, "## Criticism {#criticism}", "## {#criticism}", 0),
    "heading id taken": (BELGIUM, "{#plans}", "{#rapporteur}", 0),
    "link with a space": (HELP, "[Privacy](privacy.md)", "[Privacy] (privacy.md)", 0),
    "component in single braces": (SIGNS, "{{ phone id=child-focus }}", "{ phone id=child-focus }", 0),
    "list below a line": (HISTORY, "Each entry names its sources.", "Each entry names:\n- its sources.", 1),
    "footnote that is not written": (HISTORY, "Each entry names its sources.", "Each entry names its sources[^1].", 0),
    "telephone number typed by hand": (PARTNERS, "They come from the police", "They come on 078 055 800 from the police", 0),
    "another number typed by hand": (PARTNERS, "They come from the police", "They come on +32 2 511 64 64 from the police", 0),
    "script": (HISTORY, "Each entry names its sources.", "<script>alert(1)</script>", 0),
    "frame": (HISTORY, "Each entry names its sources.", '<iframe src="https://example.org"></iframe>', 0),
    "form": (HISTORY, "Each entry names its sources.", "<form><input></form>", 0),
    "event attribute": (HISTORY, "Each entry names its sources.", '<b onclick="x()">Each</b>', 0),
    "style in an attribute list": (HISTORY, "*Knack*", "*Knack*{: style=color:red }", 0),
    "invisible character": (HISTORY, "Each entry names its sources.", "Each entry\ue000 names its sources.", 0),
    "digit changed in French": (FRENCH, "45 jours", "54 jours", 0),
    "citation left out in German": (GERMAN, "[@bx1]", "", -2),
    "component left out in Dutch": (DUTCH, "{{ diagram id=referral }}", "", -2),
    "component changed in French": (FRENCH, "{{ partners kind=centre }}", "{{ partners kind=children }}", 0),
    "link changed in French": (FRENCH, "(privacy.md)", "(about.md)", 0),
    "heading id changed in Dutch": (DUTCH, "{#criticism}", "{#kritiek}", 0),
    "heading level changed in German": (GERMAN, "## Belgien: Meldungen", "### Belgien: Meldungen", 0),
    "field of the source page in French": (FRENCH, "summary:", "menu: main\nsummary:", 0),
    "interface word missing": (WORDS, "menu: Menu\n", "", TOP),
    "interface word unknown": (WORDS, "menu: Menu\n", "menu: Menu\nmenue: Menu\n", 1),
    "interface word that is a list": (WORDS, "menu: Menu", "menu: [Menu]", 0),
    "record with a merge left in it": ("content/fr/translated-from.txt", "== help", "<<<<<<< HEAD\n== help", 0),
    "setting unknown": (SITE, "\nbudgets:", "\nbudget:", 1),
    "setting of the wrong kind": (SITE, "budgets: {page: 14600}", "budgets: {page: light}", 0),
    "setting twice": (SITE, "\nbudgets:", "\nurl: null\nbudgets:", 1),
    "address without https": (SITE, "url: https://www.meteo.be/", "url: www.meteo.be", 0),
    "source language unknown": (SITE, "source_language: en", "source_language: it", 0),
    "number for a column too many": (SITE, 'values: [120]', "values: [120, 121]", 0),
    "number in words": (SITE, 'values: [120]', "values: [many]", 0),
    "chart of no such column": (SITE, "chart: [trafficking, smuggling]", "chart: [trafficking, smugling]", 0),
    "drawing of a diagram mistyped": (SITE, "drawing: means", "drawing: meens", 0),
    "day that never comes": (SITE, "    month: 10\n    day: 18", "    month: 2\n    day: 30", 1),
    "digit changed in a text of the settings": (SITE, "45 jours pour se rétablir", "54 jours pour se rétablir", 0),
    "template that cannot be read": ("templates/page.html", "{% block main %}", "{% block main %}{% if %}", 0),
    "template with an unknown name": ("templates/page.html", "{{ summary(page) }}", "{{ sumary(page) }}", 0),
    "template that is not there": ("templates/page.html", '"parts/breadcrumbs.html"', '"parts/breadcrumb.html"', 0),
    "component that does not say what it takes": ("templates/components/phone.html", "{#-", "{% set a = 1 %}{#-", 0),
    "missing words of a template": ("templates/parts/header.html", "words.menu", "words.menue", 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, built once so that texts are remembered."""
    folder = tmp_path_factory.mktemp("planted") / "site"
    for name in ("content", "templates", "static"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "site.yaml", folder)
    build.build(build.Options(folder, folder / "public", datetime.date.today()))
    return folder


def test_enough_mistakes_still_have_a_place() -> None:
    assert sum(old in (ROOT / path).read_text("utf-8") for path, old, _, _ in PLANTED.values()) >= 60


@pytest.mark.parametrize("name", PLANTED)
def test_planted_mistake_is_caught_at_its_line(name: str, project: Path) -> None:
    path, old, new, below = PLANTED[name]
    file = project / path
    before = file.read_text("utf-8")
    if old not in before:
        pytest.skip(f"{path} no longer says {old!r}")
    line = max(before[: before.index(old)].count("\n") + 1 + below, 1)
    try:
        file.write_text(before.replace(old, new, 1), "utf-8")
        with pytest.raises(BuildFailed) as failed:
            build.make(build.Options(project, project / "public", datetime.date.today()))
    finally:
        file.write_text(before, "utf-8")

    places = {(problem.location.path, problem.location.line) for problem in failed.value.problems}
    assert (path, line) in places
