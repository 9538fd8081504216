"""The language of a text is detected by the frequent words of each language of the site."""

from pathlib import Path

import pytest

from generator.link import language_detection
from generator.link.language_detection import MIN_WORDS, frequent, language_of, sentences, words_of
from generator.read.cache import Cache
from tests.conftest import change, link_site, make, markdown, problems_in, write

ENGLISH = (
    "The door is open to all who need a bed. Nobody asks for a name. There is a meal for you, and it is warm at night."
)
FRENCH = "La porte est ouverte à tous ceux qui cherchent un lit. Personne ne demande un nom. Il y a un repas pour vous."
DUTCH = (
    "De deur is open voor wie een bed nodig heeft. Niemand vraagt naar een naam. Er is een maaltijd en het is er warm."
)


def test_the_language_of_every_real_page_is_detected_whatever_its_folder(real_build):
    site = real_build.site
    wordings = [text for own in site.texts.values() for text in own.texts]
    known = frequent(wordings, site.settings.source_language)
    texts = ((page, words_of("\n".join(passage.text for passage in page.prose.passages))) for page in site.written)
    judged = [
        (page.language, page.name, language_of(words, folder, known))
        for page, words in texts
        for folder in known
        if len(words) >= MIN_WORDS
    ]

    assert known.keys() == site.settings.languages.keys()
    assert judged
    assert [page for page in judged if page[2] != page[0]] == []


def problems_on(tiny: Path, french: str, summary: str = "S.", english: str = ENGLISH, **others: str) -> list[str]:
    """Return the problems on a French page and others, each with an English original, on a site with Dutch pages."""
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
IN_FIELD = f" → translate it, or {NAME}; until then, write 'draft: true' at the top of the page"


def test_a_page_in_another_language_is_reported_once(tiny):
    assert problems_on(tiny, DUTCH, own=FRENCH, marked=f"{DUTCH}\n{{: lang=nl }}", same=ENGLISH) == [
        f"content/fr/night.md:1:1: this page seems to be in Nederlands (nl), not Français (fr){FIX}",
        f"content/fr/same.md:1:1: this page is word for word the same as content/en/same.md{FIX}",
    ]


def test_a_copy_is_reported_even_if_the_language_of_its_original_is_not_known(tiny, monkeypatch):
    def without_english(*texts: object) -> dict[str, object]:
        return {code: words for code, words in frequent(*texts).items() if code != "en"}

    monkeypatch.setattr(language_detection, "frequent", without_english)
    change(tiny, "content/en/words.yaml", "menu: Menu", "menu: The menu")  # makes the cached words outdated

    assert problems_on(tiny, ENGLISH) == [
        f"content/fr/night.md:1:1: this page is word for word the same as content/en/night.md{FIX}"
    ]


def test_an_original_overwritten_by_its_translation_is_reported_and_not_the_translation(tiny):
    message = "this page seems to be in Français (fr), not English (en)"
    assert problems_on(tiny, FRENCH, english=f"{FRENCH} 50 [@log]") == [f"content/en/night.md:1:1: {message}{FIX}"]


MESSAGE = "this text seems to be in English (en), not Français (fr)"
SENTENCE = "You can come to this page at any time, and you need not say who you are or where it is."


@pytest.mark.parametrize("marks", ["«»", "»«", "“”", "„“", "””", "‘’", "‚‘", '""', "()"])
def test_quoted_text_is_left_out(marks):
    (sentence,) = sentences(f"Le livre {marks[0]}The house{marks[1]} est ici.")

    assert sentence[1].split() == ["Le", "livre", "est", "ici."]


def test_a_sentence_in_another_language_is_reported(tiny):
    """Except one that is marked, is not complete, or is in quotation marks or brackets."""
    parts = (
        SENTENCE,
        f"C’est ici. {SENTENCE} Merci à tous ceux qui sont là.",
        f"{SENTENCE}’”)",
        f"*{SENTENCE}*{{: lang=en }}",
        SENTENCE.rstrip("."),
        "Le livre « The house that is open to all and to you » est ici.",
        "Ce livre (The house that is open to all and to you) est ici.",
    )

    found = problems_on(tiny, "\n\n".join([f"{FRENCH} " * 6, *parts]))
    assert found == [f"content/fr/night.md:{position}: {MESSAGE}{FIX}" for position in ("7:1", "9:12", "11:1")]


def test_untranslated_words_are_reported_unless_they_are_a_name(tiny):
    """In a heading, an item, a cell, the title of a note and the description of a picture."""
    parts = "\n\n## {0} {{#a}}\n\n- A\n- {0}\n\n| A |\n|---|\n| {0} |\n\n"
    parts += '!!! note "{0}"\n    A.\n\n![{0}](pictures/line.svg)'

    def untranslated(words: str) -> list[str]:
        below = parts.format(words)
        return problems_on(tiny, f"{FRENCH} " * 6 + below, english=f"{ENGLISH} " * 6 + below)

    positions = ("7:4", "10:3", "14:3", "16:11", "19:3")
    assert untranslated("What to do if you are open to all") == [
        f"content/fr/night.md:{position}: {MESSAGE}{FIX}" for position in positions
    ]
    assert untranslated("The Office of the Coordinator for Beds and Meals at Night") == []


@pytest.mark.parametrize(("above", "position", "message"), [
    ("", "1:1", "this page is word for word the same as content/en/night.md"),
    ("Ici.\n\n", "1:1", "this page seems to be in English (en), not Français (fr)"),
    (f"{FRENCH} {FRENCH} {FRENCH}\n\n", "7:1", MESSAGE),
], ids=["copy", "page", "paragraph"])  # fmt: skip
def test_the_numbers_of_an_untranslated_text_are_not_compared(above, position, message, tiny):
    text = f"{ENGLISH}\nIt had 1,500 guests by 5 p.m."
    english = f"{above and ENGLISH}\n\n{text}"

    assert problems_on(tiny, f"{above}{text}", english=english) == [f"content/fr/night.md:{position}: {message}{FIX}"]
    change(tiny, "content/fr/night.md", "summary: S.", "summary: S.\ndraft: true")
    assert [problem for problem in problems_in(tiny, drafts=True) if "/night.md" in problem] == []


def test_a_paragraph_without_words_has_no_language(tiny):
    picture = "![](line.svg){: role=presentation }"

    assert problems_on(tiny, f"{FRENCH}\n\n{picture}", english=f"{ENGLISH}\n\n{picture}") == []


@pytest.mark.parametrize(("summary", "is_reported"), [(SENTENCE, True), (f"« {SENTENCE} » en bref.", False)])
def test_a_summary_in_another_language_is_reported(summary, is_reported, tiny):
    assert problems_on(tiny, FRENCH, summary) == [f"content/fr/night.md:3:10: {MESSAGE}{IN_FIELD}"] * is_reported


def test_a_summary_is_checked_again_if_only_it_has_changed(tiny):
    assert problems_on(tiny, FRENCH) == []
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
], ids=["source language", "own language", "name", "name in quotation marks"])  # fmt: skip
def test_a_text_of_the_data_in_another_language_is_reported(words, language, tiny):
    (tiny / "content/fr/help.md").unlink()  # it would be reported too
    write(tiny, "content/fr/data/partners.yaml", f'house:\n  city: Bruxelles\n  helps: "{words}"\n')

    message = f"this text seems to be in {language}, not Français (fr) → write it in Français, or {NAME}"
    assert problems_in(tiny) == [f"content/fr/data/partners.yaml:3:10: {message}"] * bool(language)


def test_copied_words_of_a_new_language_cause_no_problem_in_the_original(tiny):
    change(tiny, "site.yaml", "languages:\n", "languages:\n  es: {name: Español}\n")
    write(tiny, "content/es/words.yaml", (tiny / "content/en/words.yaml").read_bytes())

    assert make(tiny).site.settings.languages["es"].name == "Español"
