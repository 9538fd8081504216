"""What a page and its translation must have in common, and the message for everything that differs."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compile.prose import Dialect, compile_text
from generator.compile.scan import Reference
from generator.link.agreement import Version, compare, compare_texts, numbers
from generator.link.behind import Section
from generator.problems import Location, Problem
from generator.read.pages import Document, FrontMatter

EN = """\
In 2024 more than 206,000 people [@ctdc].

## Next {#next}

You have 45 days [@myria]. Call {{ phone id=national }}, or see [Privacy](privacy.md#calls).

{{ cards pages="help.md signs.md" }}

### A letter {#letter}

6.9% of 45. ![A map](map.svg)
"""
FR = """\
En 2024, plus de 206 000 personnes [@ctdc].

## Ensuite {#next}

Vous avez 45 jours [@myria]. Appelez le {{ phone id=national }} ou lisez [Vie privée](privacy.md#calls).

{{ cards pages="help.md signs.md" }}

### Une lettre {#letter}

6,9 % de 45. ![Une carte](map.svg)
"""


def version(text: str, language: str, title: str = "T", summary: str = "S.") -> Version:
    """Return a page with this text, whose fields take four lines."""
    document = Document(
        f"content/{language}/help.md", language, "help", FrontMatter(title=title, summary=summary), text, 5
    )
    return Version(document, compile_text(text, Dialect()), language)


def found(english: str = EN, french: str = FR) -> list[str]:
    """Return the messages on a French page."""
    return [str(problem) for problem in compare(version(english, "en"), version(french, "fr"))]


def test_a_faithful_translation_has_no_problems() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Vous avez 45 jours",
            "Vous avez du temps",
            [
                "content/fr/help.md:7:1: the number 45 is missing here; it stands in content/en/help.md:9\n    fix: write the same numbers as there",
            ],
        ),
        (
            "Vous avez 45 jours",
            "Vous avez 45 jours (45)",
            [
                "content/fr/help.md:9:21: the number 45 stands 2 times here, and once in content/en/help.md:9\n    fix: write the same numbers as there",
            ],
        ),
        (
            "206 000",
            "206 001",
            [
                "content/fr/help.md:1:1: the number 206000 is missing here; it stands in content/en/help.md:5\n    fix: write the same numbers as there",
                "content/fr/help.md:5:18: the number 206001 stands here, but not in content/en/help.md\n    fix: write the same numbers as there",
            ],
        ),
        (
            " [@myria]",
            "",
            [
                "content/fr/help.md:7:1: the citation [@myria] is missing here; it stands in content/en/help.md:9\n    fix: cite the same sources as there"
            ],
        ),
        (
            "[@myria]",
            "[@ctdc]",
            [
                "content/fr/help.md:7:1: the citation [@myria] is missing here; it stands in content/en/help.md:9\n    fix: cite the same sources as there",
                "content/fr/help.md:9:20: the citation [@ctdc] stands here, but not in content/en/help.md:7\n    fix: cite the same sources as there",
            ],
        ),
        (
            "{{ phone id=national }}",
            "101",
            [
                "content/fr/help.md:7:1: the component {{ phone id=national }} is missing here; it stands in content/en/help.md:9\n"
                "    fix: place the same components as there",
                "content/fr/help.md:9:41: the number 101 stands here, but not in content/en/help.md:7\n    fix: write the same numbers as there",
            ],
        ),
        (
            'pages="help.md signs.md"',
            'pages="signs.md help.md"',
            [
                'content/fr/help.md:7:1: the component {{ cards pages="help.md signs.md" }} is missing here; it stands in content/en/help.md:11\n'
                "    fix: place the same components as there",
                'content/fr/help.md:11:1: the component {{ cards pages="signs.md help.md" }} stands here, but not in content/en/help.md:7\n'
                "    fix: place the same components as there",
            ],
        ),
        (
            "privacy.md#calls",
            "privacy.md",
            [
                "content/fr/help.md:7:1: the link privacy.md#calls is missing here; it stands in content/en/help.md:9\n"
                "    fix: link to the same targets as there",
                "content/fr/help.md:9:87: the link privacy.md stands here, but not in content/en/help.md:7\n    fix: link to the same targets as there",
            ],
        ),
        (
            " ![Une carte](map.svg)",
            "",
            [
                "content/fr/help.md:13:1: the picture map.svg is missing here; it stands in content/en/help.md:15\n    fix: show the same pictures as there"
            ],
        ),
        (
            "### Une lettre {#letter}",
            "## Une lettre {#letter}",
            [
                "content/fr/help.md:1:1: the heading ### {#letter} is missing here; it stands in content/en/help.md:13\n"
                "    fix: keep the headings as they are there, each with its level and its id: ## ... {#id}",
                "content/fr/help.md:13:1: the heading ## {#letter} stands here, but not in content/en/help.md\n"
                "    fix: keep the headings as they are there, each with its level and its id: ## ... {#id}",
            ],
        ),
        (
            " {#next}",
            "",
            [
                "content/fr/help.md:1:1: the heading ## {#next} is missing here; it stands in content/en/help.md:7\n"
                "    fix: keep the headings as they are there, each with its level and its id: ## ... {#id}",
                "content/fr/help.md:7:1: the heading ## {#ensuite} stands here, but not in content/en/help.md\n"
                "    fix: keep the headings as they are there, each with its level and its id: ## ... {#id}",
            ],
        ),
    ],
)
def test_every_difference_has_one_message(old: str, new: str, expected: list[str]) -> None:
    assert old in FR

    assert expected == found(french=FR.replace(old, new, 1))


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("[Write](mailto:help@myria.be)", "[Écrire](mailto:help@myira.be)"),
        ('<a href="https://www.myria.be/">M</a>', "<a href='https://www.myira.be/'>M</a>"),
        ('<a href="https://www.myria.be/?a=1&amp;b=2">M</a>', '<a href="https://www.myria.be/?a=1&amp;b=3">M</a>'),
        ('<a class="x" href="tel:112">Call</a>', "<a href=tel:122>Appeler</a>"),
    ],
)
def test_a_raw_link_and_an_e_mail_address_are_the_same_in_a_translation(english: str, french: str) -> None:
    there, here = (
        re.findall("(?:mailto|https|tel):[^\"')>]+", text)[0].replace("&amp;", "&") for text in (english, french)
    )

    assert found(f"## A {{#a}}\n\nText.\n\n{english}", f"## B {{#a}}\n\nTexte.\n\n{english}") == []
    assert found(f"## A {{#a}}\n\nText.\n\n{english}", f"## B {{#a}}\n\nTexte.\n\n{french}") == [
        f"content/fr/help.md:5:1: the link {there} is missing here; it stands in content/en/help.md:9\n    fix: link to the same targets as there",
        f"content/fr/help.md:9:{1 + re.search('mailto|https|tel', french).start()}: the link {here} stands here, but not in content/en/help.md:5\n"  # type: ignore[union-attr]
        "    fix: link to the same targets as there",
    ]


def test_headings_keep_their_order() -> None:
    first, second = "## A {#a}\n\n1\n\n", "## B {#b}\n\n2\n\n"

    assert found(first + second, second + first) == [
        "content/fr/help.md:5:1: the heading ## {#b} stands here where content/en/help.md:5 has ## {#a}\n"
        "    fix: keep the headings as they are there, each with its level and its id: ## ... {#id}"
    ]


def test_a_number_in_another_section_is_found() -> None:
    assert len(found("## A {#a}\n\n1\n\n## B {#b}\n\n2", "## A {#a}\n\n2\n\n## B {#b}\n\n1")) == 4


def test_numbers_of_title_and_summary_count() -> None:
    english, french = version("", "en", "Plan 2025", "In 12 points."), version("", "fr", "Plan 2025", "En 13 points.")

    assert [problem.message for problem in compare(english, french)] == [
        "the number 12 is missing here; it stands in content/en/help.md",
        "the number 13 stands here, but not in content/en/help.md",
    ]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("206,000 and 1,234,567.89", "en_GB", ["206000", "1234567.89"]),
        ("206 000 et 526\u202f274,15", "fr_BE", ["206000", "526274.15"]),
        ("206\u00a0000 et 206&nbsp;000", "fr_BE", ["206000", "206000"]),
        ("206.000 en 526.274,15", "nl_BE", ["206000", "526274.15"]),
        ("206.000 und 6,9 %", "de_BE", ["206000", "6.9"]),
        ("206’000 und 206'000", "de_CH", ["206000", "206000"]),
        ("version 2.2", "fr_BE", ["2.2"]),
        ("1.556", "fr_BE", ["1.556"]),
        ("In 2024 346 of 45, 200 of 12", "en", ["2024", "346", "45", "200", "12"]),
        ("23. Dezember 2016, Artikel 61/2, 77bis, 2011/36/EU", "de", ["23", "2016", "61", "2", "77", "2011", "36"]),
        ("the 19th, 19e, 1er", "fr", ["19", "19", "1"]),
        ("2008–2012, 13%", "en", ["2008", "2012", "13"]),
        ("078 055 800", "nl", ["078055800"]),
        ("## Plan 7 {#plan-8}", "en", ["7"]),
        ("{{ value id=a.2024 }} [@us2017] [^1] *x*{: .a1 } `1` ``2 ` 3``", "en", []),
        ("[In 2 steps](a.md#1) ![Map 3](4.svg) <https://a.example/5> https://a.example/6", "en", ["2", "3"]),
        ("```\n1\n```\n\n<!-- 2 --> <b class=x3>4</b> 1 < 5", "en", ["4", "1", "5"]),
        ("A &#8220;quote&#8221; of 9", "en", ["9"]),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(text: str, locale: str, expected: list[str]) -> None:
    assert expected == [number for number, _, _, _ in numbers(text, locale)]


@pytest.mark.parametrize(
    "text", ["Judgment no. 238.622", "ECLI:BE:RVSCE:2017:ARR.238.622", "File 12.345, Article 1.234", "3.141"]
)
def test_a_number_of_a_case_is_the_same_in_every_language(text: str) -> None:
    assert [compare(version(text, "en"), version(text, code)) for code in ("fr", "nl", "de")] == [[], [], []]


def test_a_number_with_the_comma_of_another_language_is_found() -> None:
    assert found("Of 206,000 people", "De 206,000 personnes") == [
        "content/fr/help.md:1:1: the number 206000 is missing here; it stands in content/en/help.md:5\n    fix: write the same numbers as there",
        "content/fr/help.md:5:4: the number 206.000 stands here, but not in content/en/help.md\n    fix: write the same numbers as there",
    ]


def test_a_number_knows_its_place() -> None:
    assert list(numbers("One [@a1] 2\n&nbsp;3", "en")) == [("2", "2", 1, 11), ("3", "3", 2, 2)]


def test_texts_of_the_settings_share_their_numbers() -> None:
    english = [
        Section("site.yaml", "tagline", "Since 1,558 days", Location("site.yaml", 2)),
        Section("site.yaml", "name", "5", Location("site.yaml", 1)),
    ]
    french = [
        Section("site.yaml", "tagline", "Depuis 1 556 jours", Location("site.yaml", 2, 30)),
        Section("site.yaml", "gone", "7", Location("site.yaml")),
    ]

    assert compare_texts(english, french, "en_GB", "fr_BE") == [
        Problem(
            Location("site.yaml", 2, 30),
            "the number 1556 stands here, but not in site.yaml:2",
            "write the same numbers as there",
        ),
        Problem(
            Location("site.yaml", 2, 30),
            "the number 1558 is missing here; it stands in site.yaml:2",
            "write the same numbers as there",
        ),
    ]


@given(st.text(alphabet=st.sampled_from("ab19 {}[]()@#`~*_<>!|-=\"'\n\\:^&;.,\t\ue000é"), max_size=80))
def test_a_text_has_everything_in_common_with_itself(text: str) -> None:
    assert compare(version(text, "en"), version(text, "en")) == []


@given(
    st.lists(
        st.sampled_from(["word", "45", "2024.", "206,000", "6.9%", "77bis", "\n\n", "## H {#h}\n\n", "- 3"]), min_size=1
    ),
    st.data(),
)
def test_a_changed_digit_is_always_found(words: list[str], data: st.DataObject) -> None:
    text = "1 " + " ".join(words)
    place = data.draw(st.sampled_from([place for place, sign in enumerate(text) if sign.isdigit()]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[place]]))

    assert compare(version(text, "en"), version(text[:place] + other + text[place + 1 :], "en"))


def test_terms_of_the_glossary_are_each_language_s_own() -> None:
    french = version(FR, "fr")
    explained = replace(french.prose, references=(*french.prose.references, Reference("term", "consent", 1, 1)))

    assert compare(version(EN, "en"), Version(french.document, explained, "fr")) == []
