"""A site in, every problem of it out: at its place, once, and switched off where the settings say so."""

from pathlib import Path

import html5lib
import phonenumbers
import pytest

import build
from generator.check import check
from generator.problems import BuildFailed
from generator.read.memory import Memory
from generator.render import parsed
from generator.render.outputs import Finished
from tests.conftest import FIRST, SECOND, Run, append, copy_tiny, options, write, wrong


def test_each_text_is_searched_once_for_numbers_to_call(tiny: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sought = []

    class Matcher(phonenumbers.PhoneNumberMatcher):  # type: ignore[misc]
        def __init__(self, words: str, *given: object, **more: object) -> None:
            sought.append(words)
            super().__init__(words, *given, **more)

    append(tiny, "content/en/help.md", "\nIn 1999, 2000 and 2001.\n")
    append(tiny, "content/fr/help.md", "\nEn 1999, 2000 et 2001.\n")
    monkeypatch.setattr(phonenumbers, "PhoneNumberMatcher", Matcher)

    assert run(tiny, "check")[0] == 0
    assert sorted(sought) == ["En 1999, 2000 et 2001.", "In 1999, 2000 and 2001."]


def test_a_check_can_be_switched_off_and_every_build_says_why(tiny: Path, run: Run) -> None:
    append(tiny, SECOND, "\nRead [more](https://b.example/).\n")
    append(tiny, "site.yaml", 'checks: {vague-links: "We like them."}\n')

    first, again, only_checked = run(tiny), run(tiny), run(tiny, "check")

    assert (first[0], again[0], only_checked[0]) == (0, 0, 0)
    assert [
        "check 'vague-links' is switched off: We like them.\n" in said for _, said, _ in (first, again, only_checked)
    ] == [True] * 3


def test_the_checks_are_listed_with_their_sentences(tiny: Path, run: Run) -> None:
    write(tiny, "site.yaml", "broken: [")

    code, said, complained = run(tiny, "check", "--list")

    rows = dict(row.split("  ", 1) for row in said.splitlines())
    assert (code, complained) == (0, "")
    assert sorted(rows) == list(rows) == sorted(check.RULES)
    assert all(row.removesuffix(" (warning)").endswith(".") for row in rows.values())
    assert rows["orphan-pages"].endswith(": from a text, a card or a menu. (warning)")
    assert len({len(row) - len(row.partition("  ")[2].lstrip()) for row in said.splitlines()}) == 1


def test_the_real_site_breaks_no_rule_of_the_html_parser(made: build.Made) -> None:
    wrong = []
    for path, output in made.outputs.items():
        if path.endswith(".html"):
            parser = html5lib.HTMLParser()
            parser.parse(output.data.decode())
            wrong += [(path, error) for error in parser.errors]

    assert wrong == []


def test_a_template_is_named_from_the_project_wherever_that_stands(tmp_path: Path) -> None:
    site = copy_tiny(tmp_path / "templates" / "site")
    text = '{% extends "page.html" %}\n{% block after %}{{ colour }}{% endblock %}'
    write(site, "templates/section.html", text)

    assert [problem.split(": ")[0] for problem in wrong(site)] == ["templates/section.html:2:1"] * 4


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every page that is parsed from now on."""
    found: list[str] = []
    parser = parsed.LexborHTMLParser
    monkeypatch.setattr(parsed, "LexborHTMLParser", lambda page: found.append(page) or parser(page))
    return found


def test_every_finished_page_is_parsed_once(tiny: Path, read: list[str]) -> None:
    """Law 11: one reading for its policy, its styles and every check, also where a link on it leads nowhere."""
    made = build.make(options(tiny), memory=Memory())
    assert len(read) == sum(path.endswith(".html") for path in made.outputs)

    read.clear()
    append(tiny, "templates/parts/footer.html", '<a href="gone/">x</a>')
    with pytest.raises(BuildFailed):
        build.make(options(tiny), memory=Memory())
    assert len(read) == sum(path.endswith(".html") for path in made.outputs)


def test_a_page_is_judged_and_made_again_only_for_what_it_sees(
    tiny: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    on_page = check.texts.on_page
    monkeypatch.setattr(check.texts, "on_page", lambda page: judged.append(page.document.path) or on_page(page))
    append(tiny, FIRST, "\nOne more sentence stands here.\n")
    made, _ = (build.make(options(tiny)) for _ in range(2))

    assert {path for path, output in made.outputs.items() if isinstance(output, Finished) and output.fresh} == {
        f"{code}/topics/first/index.html" for code in ("en", "fr", "nl", "de")
    }, "the others say that they are behind"
    assert (judged, sum("<html" in page for page in read)) == ([FIRST], 4)
