"""Sections, the record of their sources, and what a translation must catch up with."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compile.language import LanguageData
from generator.compile.prose import Heading, Prose
from generator.compile.text import compile_text
from generator.compile.texts import Version
from generator.link import staleness
from generator.link.history import History
from generator.link.record import Record, text_digest, text_of
from generator.link.sections import Section, Sections, by_language, split_text
from generator.link.staleness import marked, word_diff
from generator.problems import Location
from generator.read.by_language import Wording, grouped
from generator.read.forms import fill
from generator.read.pages import Document, FrontMatter
from tests.conftest import change, grows_linearly, link_site, write


def sections(text: str, language: str = "en", name: str = "help", **front: str) -> Sections:
    """Return the sections of a page with this text below four lines of fields."""
    front_matter = fill(FrontMatter, {"title": "Help", "summary": "Whom to call."} | front)
    document = Document(f"content/{language}/{name}.md", language, name, front_matter, text, 5)
    version = Version(document, compile_text(text, LanguageData()), front_matter)
    return by_language({}, {(language, name): version})[language]


def recorded(pages: Sections) -> Record:
    """Return the record of translations of these pages."""
    return {page: {key: section.digest for key, section in own.items()} for page, own in pages.items()}


ENGLISH, FRENCH = "content/en/help.md", "content/fr/help.md"
NEXT = "## Next {#next}\n\nRest for 45 days. Then decide.\n\n"
LETTER = "### A letter {#letter}\n\nAsk a centre.\n"
EN = f"Call now.\n\n{NEXT}{LETTER}"
FR = "Appelez.\n\n## Ensuite {#next}\n\nReposez-vous.\n\n### Une lettre {#letter}\n\nDemandez.\n"
UP_TO_DATE = recorded(sections(EN))


def test_a_page_has_a_section_for_its_top_and_each_heading_down_to_level_3():
    assert sections(f"{EN}\n#### Deep {{#deep}}\n", label="Call") == {
        "help": {
            "": Section("Help\nCall\nWhom to call.\nCall now.\n\n", Location(ENGLISH, 1)),
            "next": Section(NEXT, Location(ENGLISH, 7)),
            "letter": Section(f"{LETTER}\n#### Deep {{#deep}}\n", Location(ENGLISH, 11)),
        }
    }


def test_sections_do_not_contain_comments_but_contain_code():
    commented = "One.\n\n<!-- a note\n## X\n-->\nTwo.\n\n## A {#a}\n\n<!-- more -->\n\n```\n<!-- b -->\n```\n"
    plain = "One.\n\nTwo.\n\n## A {#a}\n\n```\n<!-- b -->\n```\n"

    assert recorded(sections(commented)) == recorded(sections(plain))
    assert sections(commented)["help"]["a"].location == Location(ENGLISH, 12)
    assert recorded(sections(plain)) != recorded(sections("One.\n\nTwo.\n\n## A {#a}\n"))


def test_a_text_with_many_sections_and_comments_is_split_in_linear_time():
    def prepare(count: int) -> Callable[[], object]:
        part, begins = "## A\n<!-- -->\n", range(0, count * 14, 14)
        headings = tuple(Heading(2, "", "A", begin, 1) for begin in begins)
        prose = Prose(headings=headings, comments=tuple((begin + 5, begin + 13) for begin in begins))
        return lambda: [*split_text((), part * count, prose)]

    assert grows_linearly(prepare, 500)


def wordings(language: str, *texts: tuple[str, str, int]) -> Sections:
    """Return the sections of texts of `site.yaml`, each with its name, its words and its line."""
    read = [Wording("site.yaml", name, language, words, Location("site.yaml", line)) for name, words, line in texts]
    return by_language(grouped(read), {})[language]


def test_recording_changes_only_what_was_brought_up_to_date():
    source = (
        sections("New.\n\n## A {#a}\n\n## B {#b}") | sections("Other.", name="about/index") | sections("", name="old")
    )
    translated = sections("Neuf.\n\n## A {#a}", "fr") | sections("Autre.", "fr", "about/index")
    old = {"help": {"": "1", "x": "2"}, "about/index": {"": "3"}, "old": {"": "4"}}
    help_now, about_now, about = recorded(source)["help"], recorded(source)["about/index"], {"about/index": {"": "3"}}
    top, a = ({key: help_now[key]} for key in ("", "a"))

    for done, expected in (
        ([], {"help": {**top, **a}, "about/index": about_now}),
        (["help"], {"help": {**top, **a}, **about}),
        (["help", "a"], {"help": {"": "1", **a, "x": "2"}, **about}),
        (["about"], {"help": {"": "1", "x": "2"}, "about/index": about_now}),
        (["help", ""], {"help": {**top, "x": "2"}, **about}),
    ):
        assert staleness.updated(old, source, translated, *done) == expected


def compare(source: Sections, translated: Sections, record: Record) -> staleness.StaleTexts:
    """Return what a language must catch up with, page by page."""
    found = {
        page: [*staleness.compare(there, translated.get(page), record.get(page))] for page, there in source.items()
    }
    return {page: sorted(items) for page, items in found.items() if items}


IDS = ["a", "b", "c", "d"]
BODIES = st.lists(
    st.lists(st.sampled_from(["one", "two", "three.", "Four"]), min_size=1, max_size=6), min_size=4, max_size=4
)


def page(bodies: dict[str, list[str]]) -> str:
    return "".join(f"## Heading {{#{name}}}\n\n{' '.join(body)}\n\n" for name, body in bodies.items())


@given(BODIES, st.permutations(IDS))
def test_moving_a_section_makes_nothing_stale(bodies, order):
    before = dict(zip(IDS, bodies, strict=True))
    after = {name: before[name] for name in order}
    record = recorded(sections(page(before)))

    assert text_of(record) == text_of(recorded(sections(page(after))))
    assert compare(sections(page(after)), sections(page(before), "fr"), record) == {}


@given(BODIES, st.sampled_from(IDS), st.data())
def test_changing_a_word_makes_only_its_section_stale(bodies, name, data):
    before = dict(zip(IDS, bodies, strict=True))
    index = data.draw(st.integers(0, len(before[name]) - 1))
    after = before | {name: [*before[name][:index], "other", *before[name][index + 1 :]]}
    record = recorded(sections(page(before)))

    (found,) = compare(sections(page(after)), sections(page(before), "fr"), record).values()

    assert [(name, "changed")] == [(item.section, item.state) for item in found]


@pytest.mark.parametrize(("then", "now", "expected"), [
    ("", "", ""),
    ("same words", "same words", "…"),
    ("", "all new", "{+all new+}"),
    ("all old", "", "[-all old-]"),
    ("Rest for 45 days.", "Rest for 60 days.", "Rest for [-45-] {+60+} days."),
    ("a b c d e f old g h i j k l", "a b c d e f new g h i j k l", "… c d e f [-old-] {+new+} g h i j …"),
    ("x 1 2 3 4 5 6 7 8 9 y", "1 2 3 4 5 6 7 8 9", "[-x-] 1 2 3 4 5 6 7 8 9 [-y-]"),
    ("x 1 2 3 4 5 6 7 8 9 10 y", "1 2 3 4 5 6 7 8 9 10", "[-x-] 1 2 3 4 … 7 8 9 10 [-y-]"),
    ("a\nb", "a b c", "a b {+c+}"),
])  # fmt: skip
def test_a_diff_shows_the_changed_words_with_some_context(then, now, expected):
    assert expected == marked(word_diff(then, now))


def test_the_report_has_every_place_and_the_counts(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    english = EN.replace("45", "60").replace("letter", "paper") + "\n## Safety {#safety}\n"
    source = sections("A.\n\n## B {#b}\n", name="about") | sections(english)
    record = {"help": {key: value for key, value in UP_TO_DATE["help"].items() if key}}
    french = compare(source, sections(FR, "fr"), record)

    assert {item.state for item in french["help"] if item.is_outdated} == {"changed", "new", "removed"}
    assert staleness.report({"fr": french, "nl": {}}, History(tmp_path)) == (
        "content/fr/about.md: not translated yet; readers get content/en/about.md (8 words)\n"
        "content/fr/help.md: out of date in 5 sections of content/en/help.md\n"
        "    1: the top is not recorded; it is in content/en/help.md:1\n"
        "    1: 'paper' is new in content/en/help.md:11\n"
        "    1: 'safety' is new in content/en/help.md:15\n"
        "    7: 'next' has changed in content/en/help.md:7\n"
        "    11: 'letter' was removed from content/en/help.md\n"
        "    once it is up to date, run: python build.py translations --record fr/help\n"
        "what has changed is not shown: git is missing, or does not answer\n"
        "fr: 1 changed, 2 new, 1 removed, 1 unrecorded, 1 not translated\n"
        "nl: up to date"
    )


MANY = "".join(f"## {name} {{#{name}}}\n" for name in "abcdef")
RECORD = "python build.py translations --record fr"
FIX = f"\n    fix: bring it up to date, then run: {RECORD}"
NAME, TAGLINE = ("name", "Our site", 2), ("tagline", "A line", 3)
SITE = wordings("en", NAME, TAGLINE)
WARNINGS: dict[str, tuple[Sections, Sections, Record, str]] = {
    "out of date":
        (sections(EN.replace("Call now", "Call").replace("45", "60")), sections(FR, "fr"), UP_TO_DATE,
         f"{FRENCH}:1:1: the translation into fr is out of date in 2 sections of {ENGLISH}: the top, 'next'"
         f"{FIX}/help"),
    "unrecorded":
        (sections(MANY), sections(MANY, "fr"), {},
         f"{FRENCH}:1:1: the translation into fr may be out of date in 7 sections of {ENGLISH}: the top, 'a', 'b', "
         f"'c', 'd' and 2 more{FIX}/help"),
    "settings":
        (SITE, wordings("fr", ("name", "Notre site", 2), ("tagline", "Une ligne", 3)),
         {"site.yaml": {"name": "0" * 8, "tagline": text_digest("A line")}},
         f"site.yaml:2:1: the translation into fr is out of date in 1 section of site.yaml: 'name'{FIX}/site.yaml"),
    "lost":
        (sections(EN), {}, UP_TO_DATE,
         f"{ENGLISH}:1:1: the translation of this page into fr is gone; its address there may have changed"
         f"\n    fix: put {FRENCH} back, with 'draft: true' at the top until it is ready; or, to do without it, "
         f"run: {RECORD}"),
    "not translated": (sections(EN), {}, {}, ""),
    "lost words":
        (SITE, wordings("fr", ("tagline", "Une ligne", 3)), recorded(SITE),
         "site.yaml:2:1: the translation of 'name' into fr is gone"
         f"\n    fix: put it back into site.yaml; or, to do without it, run: {RECORD}/site.yaml"),
    "lost data":
        (SITE, {}, recorded(SITE),
         "site.yaml:2:1: the translation of this file into fr is gone"
         f"\n    fix: put site.yaml back; or, to do without it, run: {RECORD}"),
    "data": (SITE, {}, {}, ""),
}  # fmt: skip
"""The sections of a source and of its translation, the record, and the warning."""


@pytest.mark.parametrize("name", WARNINGS)
def test_a_translation_has_at_most_one_warning(name):
    source, translated, record, expected = WARNINGS[name]

    assert "\n".join(map(str, staleness.warnings("fr", compare(source, translated, record)))) == expected


def test_a_number_needs_no_translation():
    english = wordings("en", ("rows.1.name", "2024", 1), ("rows.2.name", "All years", 2), ("title", "People", 3))

    (found,) = compare(english, wordings("fr", ("title", "Personnes", 3)), {}).values()

    assert [item.section for item in found] == ["rows.2.name", "title"]


def test_a_translation_is_gone_if_its_file_is_missing_but_not_if_it_is_unreadable(tiny):
    change(tiny, FRENCH, "slug:", "order: 1\nslug:")
    warned = [[warning.location.path for warning in link_site(tiny).warnings]]
    (tiny / FRENCH).unlink()
    warned.append([warning.location.path for warning in link_site(tiny).warnings])

    assert warned == [[], [ENGLISH]]


def test_phrases_that_only_one_language_has_need_no_translation(tiny):
    change(tiny, "content/en/data/glossary.yaml", "term: arrival", "term: arrival\n  unlike: arrival hall")

    french = link_site(tiny).site.stale["fr"]
    untranslated = {item.section for items in french.values() for item in items}

    assert {name for name in untranslated if name.startswith("arrival")} == {"arrival.definition"}


def test_nothing_is_stale_if_the_record_is_invalid(tiny):
    write(tiny, "content/fr/translated.yaml", "help:\n  (top): no digest\n")
    site = link_site(tiny)

    assert ([problem.location.path for problem in site.problems], site.warnings) == (["content/fr/translated.yaml"], ())
