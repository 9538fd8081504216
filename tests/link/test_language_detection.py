"""In which language a text is, judged by the words that are frequent in each language of the site."""

from pathlib import Path

import pytest

import build
from generator.link import language_detection
from generator.link.language_detection import ENOUGH, frequent, language_of, sentences, words_of
from generator.read.cache import Cache
from tests.conftest import change, link_site, markdown, options, problems_in, write

ENGLISH = (
    "The door is open to all who need a bed. Nobody asks for a name. There is a meal for you, and it is warm at night."
)
FRENCH = "La porte est ouverte à tous ceux qui cherchent un lit. Personne ne demande un nom. Il y a un repas pour vous."
DUTCH = (
    "De deur is open voor wie een bed nodig heeft. Niemand vraagt naar een naam. Er is een maaltijd en het is er warm."
)


def test_every_real_page_shows_its_language_and_would_show_it_in_another_folder(real_build):
    wordings = [one for own in real_build.site.texts.values() for one in own.texts]
    known = frequent(wordings, real_build.site.settings.source_language)
    texts = ((page, words_of("\n".join(one.words for one in page.prose.passages))) for page in real_build.site.written)
    judged = [
        (page.language, page.name, language_of(words, folder, known))
        for page, words in texts
        for folder in known
        if len(words) >= ENOUGH
    ]

    assert known.keys() == real_build.site.settings.languages.keys()
    assert judged
    assert [one for one in judged if one[2] != one[0]] == []


def told(tiny: Path, french: str, summary: str = "S.", english: str = ENGLISH, **others: str) -> list[str]:
    """Return what is told of a French page and of others, each beside an English one, in a site with Dutch pages."""
    pages = {"night": french} | others
    for code, name, text in (
        *((code, page, words) for page in pages for code, words in (("en", english), ("fr", pages[page]))),
        *(("nl", "index", f"{DUTCH} [1](topics/second.md)"), ("nl", "topics/second", f"{DUTCH} [1](first.md)")),
    ):
        write(tiny, f"content/{code}/{name}.md", markdown(f"{name} {code}", text))
    change(tiny, "content/fr/night.md", "summary: S.", f"summary: {summary}")
    return [problem for problem in problems_in(tiny) if Path(problem.partition(":")[0]).stem in pages]


FIX = (
    " → translate it, and mark words left in another language: *words*{: lang=nl }; until then, write 'draft: true' "
    "at the top of the page"
)
NAME = "put names between quotation marks"
NAMED = f" → translate it, or {NAME}; until then, write 'draft: true' at the top of the page"


def test_a_page_that_is_not_in_its_language_is_told_once(tiny):
    assert told(tiny, DUTCH, own=FRENCH, marked=f"{DUTCH}\n{{: lang=nl }}", same=ENGLISH) == [
        f"content/fr/night.md:1:1: this page seems to be in Nederlands (nl), not Français (fr){FIX}",
        f"content/fr/same.md:1:1: this page is word for word the same as content/en/same.md{FIX}",
    ]


def test_a_copy_is_told_where_its_original_is_in_a_language_that_judges_none(tiny, monkeypatch):
    def judging(*texts: object) -> dict[str, object]:
        return {code: words for code, words in frequent(*texts).items() if code != "en"}

    monkeypatch.setattr(language_detection, "frequent", judging)
    change(tiny, "content/en/words.yaml", "menu: Menu", "menu: The menu")  # what was known of the data is not any more

    assert told(tiny, ENGLISH) == [
        f"content/fr/night.md:1:1: this page is word for word the same as content/en/night.md{FIX}"
    ]


def test_an_original_over_which_its_translation_was_saved_is_told_alone(tiny):
    message = "this page seems to be in Français (fr), not English (en)"
    assert told(tiny, FRENCH, english=f"{FRENCH} 50 [@log]") == [f"content/en/night.md:1:1: {message}{FIX}"]


MESSAGE = "this text seems to be in English (en), not Français (fr)"
SENTENCE = "You can come to this page at any time, and you need not say who you are or where it is."


@pytest.mark.parametrize("marks", ["«»", "»«", "“”", "„“", "””", "‘’", "‚‘", '""', "()"])
def test_what_is_named_is_left_out(marks):
    (sentence,) = sentences(f"Le livre {marks[0]}The house{marks[1]} est ici.")

    assert sentence[1].split() == ["Le", "livre", "est", "ici."]


def test_a_sentence_of_a_page_in_another_language_is_told(tiny):
    """Not one that is marked, is no sentence, or stands between quotation marks or brackets."""
    parts = (
        SENTENCE,
        f"C’est ici. {SENTENCE} Merci à tous ceux qui sont là.",
        f"{SENTENCE}’”)",
        f"*{SENTENCE}*{{: lang=en }}",
        SENTENCE.rstrip("."),
        "Le livre « The house that is open to all and to you » est ici.",
        "Ce livre (The house that is open to all and to you) est ici.",
    )

    found = told(tiny, "\n\n".join([f"{FRENCH} " * 6, *parts]))
    assert found == [f"content/fr/night.md:{place}: {MESSAGE}{FIX}" for place in ("7:1", "9:12", "11:1")]


def test_words_of_the_original_are_told_that_are_no_name(tiny):
    """In a heading, an item, a cell, the title of a note and the words of a picture."""
    parts = "\n\n## {0} {{#a}}\n\n- A\n- {0}\n\n| A |\n|---|\n| {0} |\n\n"
    parts += '!!! note "{0}"\n    A.\n\n![{0}](pictures/line.svg)'

    def same(words: str) -> list[str]:
        below = parts.format(words)
        return told(tiny, f"{FRENCH} " * 6 + below, english=f"{ENGLISH} " * 6 + below)

    places = ("7:4", "10:3", "14:3", "16:11", "19:3")
    assert same("What to do if you are open to all") == [
        f"content/fr/night.md:{place}: {MESSAGE}{FIX}" for place in places
    ]
    assert same("The Office of the Coordinator for Beds and Meals at Night") == []


@pytest.mark.parametrize(("above", "place", "message"), [
    ("", "1:1", "this page is word for word the same as content/en/night.md"),
    ("Ici.\n\n", "1:1", "this page seems to be in English (en), not Français (fr)"),
    (f"{FRENCH} {FRENCH} {FRENCH}\n\n", "7:1", MESSAGE),
], ids=["copy", "page", "paragraph"])  # fmt: skip
def test_what_is_not_translated_is_not_blamed_for_its_numbers(above, place, message, tiny):
    text = f"{ENGLISH}\nIt had 1,500 guests by 5 p.m."
    english = f"{above and ENGLISH}\n\n{text}"

    assert told(tiny, f"{above}{text}", english=english) == [f"content/fr/night.md:{place}: {message}{FIX}"]
    change(tiny, "content/fr/night.md", "summary: S.", "summary: S.\ndraft: true")
    assert [problem for problem in problems_in(tiny, drafts=True) if "/night.md" in problem] == []


def test_a_paragraph_without_words_is_in_no_language(tiny):
    assert all("picture" in one for one in told(tiny, f"{FRENCH}\n\n![](line.svg){{: role=presentation }}"))


@pytest.mark.parametrize(("summary", "is_told"), [(SENTENCE, True), (f"« {SENTENCE} » en bref.", False)])
def test_a_summary_in_another_language_is_told(summary, is_told, tiny):
    assert told(tiny, FRENCH, summary) == [f"content/fr/night.md:3:10: {MESSAGE}{NAMED}"] * is_told


def test_a_summary_is_judged_again_where_it_alone_has_changed(tiny):
    assert told(tiny, FRENCH) == []
    cache, known = Cache(), []
    for summary in ("S.", SENTENCE):
        change(tiny, "content/fr/night.md", "summary: S.", f"summary: {summary}")
        known.append(len(link_site(tiny, cache).problems))

    assert known[1] == known[0] + 1


@pytest.mark.parametrize(("words", "language"), [
    ("Everyone who is looking for a safe bed can come here.", "English (en)"),
    ("Toute personne qui cherche un lit peut venir ici le jour et la nuit.", ""),
    ("The Office of the Coordinator for the Night and the Day", ""),
    ("« Everyone who is looking for a safe bed can come here. »", ""),
], ids=["that of the source", "its own", "a name", "a name as the message says"])  # fmt: skip
def test_a_text_of_the_data_in_another_language_is_told(words, language, tiny):
    (tiny / "content/fr/help.md").unlink()  # one page is enough
    write(tiny, "content/fr/data/partners.yaml", f'house:\n  city: Bruxelles\n  helps: "{words}"\n')

    message = f"this text seems to be in {language}, not Français (fr) → write it in Français, or {NAME}"
    assert problems_in(tiny) == [f"content/fr/data/partners.yaml:3:10: {message}"] * bool(language)


def test_words_of_a_new_language_that_are_still_copies_are_not_held_against_the_original(tiny):
    change(tiny, "site.yaml", "languages:\n", "languages:\n  es: {name: Español}\n")
    write(tiny, "content/es/words.yaml", (tiny / "content/en/words.yaml").read_bytes())

    assert build.make(options(tiny)).site.settings.languages["es"].name == "Español"
