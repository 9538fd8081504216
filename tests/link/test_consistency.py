"""The items that a page and its translation must share, and the message for each difference."""

import json
from collections.abc import Collection
from string import ascii_lowercase
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from generator.compile.language import LanguageData
from generator.compile.prose import Reference
from generator.compile.text import compile_text
from generator.compile.texts import Version
from generator.link.addresses import parse_address
from generator.link.consistency import Contents, compare, normal_form, read
from generator.link.numbers import number_reader
from generator.link.targets import ExternalTarget, Placement, Resolved, Target
from generator.problems import Location
from generator.read.cache import Cache
from generator.read.components import Component
from generator.read.forms import fill
from generator.read.pages import Document, FrontMatter
from generator.read.phones import Search
from generator.read.sources import Source
from tests.conftest import SECOND, TODAY, change, link_site, markdown, write

LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE", "de": "de_BE"}
NO_CALLS = Search(None)
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


def contents(text: str, language: str, broken: str = "", search: Search = NO_CALLS, **fields: object) -> Contents:
    """Return the contents of a page with this text below four lines of fields; links to `broken` do not resolve."""
    front = fill(FrontMatter, {"title": "T", "summary": "S.", **fields})
    prose = compile_text(text, LanguageData())
    prose = prose._replace(references=(*prose.references, Reference("term", f"of {language}", 1, 1)))  # may differ
    page = Version(Document(f"content/{language}/help.md", language, "help", front, text, 5), prose, front)
    references = []
    for reference in prose.references:
        target = None if reference.destination == broken else target_of(reference)
        location = page.document.location(reference.line, reference.column)
        resolved = Resolved(reference, target, parse_address(reference.destination), location)
        references.append((resolved, normal_form("help", target, LOCALES)))
    return read(page, references, number_reader(LOCALES[language], search, Cache()))


def target_of(reference: Reference) -> Target:
    """Return a target for a reference; the arguments of a component are text."""
    if reference.kind == "citation":
        return Source(reference.destination, "", None, "", "", TODAY, Location(""))
    if reference.kind != "component":
        return ExternalTarget(reference.destination, urlsplit(reference.destination).hostname or "")
    given = {name: {"about": "It."} for name in reference.values}
    component = fill(Component, {"about": "It.", "place": "block", "parameters": given})
    return Placement(reference.destination, component, {}, reference.values, {})


FIXES = {
    "number": "write the same numbers as the original, in the same order",
    "citation": "cite the same sources as the original",
    "component": "use the same components as the original",
    "link": "link to the same pages and sites as the original",
    "footnote": "write the same footnotes as the original, with the same names",
    "text": "write it, or add 'draft: true' at the top of the page until it is ready",
    "picture": "show the same pictures as the original",
    "id": "use the same ids as the original",
    "heading": "keep the headings of the original, with the same levels and ids: ## ... {#id}",
}
AS_MANY = "write as many as the original has"
UNTIL_THEN = "; until then, write 'draft: true' at the top of the page"


def messages(english: str = EN, french: str = FR, accepted: Collection[str] = (), **fields: str) -> list[str]:
    """Return each message on a French page, with its location and the items that its fix offers to accept."""
    found, offer = [], "; or, if both are right, add to the list 'accepted' at the top:"
    for problem in compare(contents(english, "en"), contents(french, "fr", **fields), accepted):
        (path, line, column, _), fix = problem.location, problem.fix
        known = next((FIXES[kind] for kind in FIXES if problem.text.startswith(f"the {kind}")), AS_MANY)
        known += UNTIL_THEN * (known != FIXES["text"])
        assert (path, fix[: len(known)]) == ("content/fr/help.md", known)
        message = problem.message.replace("content/en/help.md", "en")
        found.append(f"{line}:{column} {message}{fix[len(known) :].removeprefix(offer)}")
    return found


DIFFERENCES = {
    ("45 jours", "du temps"): '9:1 the number 45 is missing here, but is in en:9 ["45"]',
    ("45 jours", "45 jours (45)"): '9:21 the number 45 appears one more time here than in en:9 ["45"]',
    ("206 000", "206 001"): '5:18 the number is 206 001 here, but 206,000 in en:5 ["206 001", "206,000"]',
    ("6,9 % de 45.", "Ici."): '15:1 the numbers 6.9%, 45 are missing here, but are in en:15 ["6.9%", "45"]',
    ("6,9 % de 45. !", "!"): "13:1 the text of this section is missing here, but is in en:15",
    (" [@myria]", ""): "7:1 the citation [@myria] is missing here, but is in en:9",
    ("plus de", "[@ctdc]"): "5:36 the citation [@ctdc] appears one more time here than in en:5",
    ("{{ phone id=national }}", "101"): "7:1 the component {{ phone id=national }} is missing here, but is in en:9",
    ("id=national", "id=a,b"):
        "9:41 the component is {{ phone id=a,b }} here, but {{ phone id=national }} in en:9",
    ("privacy.md#calls", "privacy.md"):
        '9:87 the link is privacy.md here, but privacy.md#calls in en:9 ["privacy.md", "privacy.md#calls"]',
    (" ![Une carte](map.svg)", ""): '13:1 the picture map.svg is missing here, but is in en:15 ["map.svg"]',
    ("### Une lettre {#letter}", "## Une lettre {#letter}"):
        "13:1 the heading is ## {#letter} here, but ### {#letter} in en:13",
    (" {#next}", ""): "7:1 the heading is ## {#ensuite} here, but ## {#next} in en:7",
}  # fmt: skip
"""A replacement in the French page, and the messages on it."""


@pytest.mark.parametrize(("edit", "expected"), DIFFERENCES.items())
def test_every_difference_has_one_message(edit, expected):
    assert edit[0] in FR

    assert messages(french=FR.replace(*edit, 1)) == expected.splitlines()


def test_an_item_that_its_page_accepts_may_differ():
    """A number may be listed in another spelling."""
    french = FR.replace("privacy.md#calls", "privacy.md").replace(" ![Une carte](map.svg)", "").replace("2024", "2025")

    accepted = ["privacy.md", "privacy.md#calls", "map.svg", "206 000", "2025", "2024"]
    assert messages(french=french, accepted=accepted) == []


def test_a_broken_link_is_not_compared():
    french = FR.replace("privacy.md", "privcay.md").replace("45", "46")

    assert {message.split()[2] for message in messages(french=french, broken="privcay.md#calls")} == {"number"}


@pytest.mark.parametrize(("english", "french", "expected"), [
    ("| a | 1 |\n|---|---|\n| c | 2 |\n| e | 3 |", "| a | 1 |\n|---|---|\n| c | 2 |",
     "7:7 this section has 4 table cells here, but 6 in en:8"),
    ("- one\n- two [@y]\n- three", "- un\n\n- trois", "7:3 this section has 2 list items here, but 3 in en:7"),
    ("- one\n- two\n\n    more", "- un\n- deux", ""),
    ("- one\n- two", "- un\n\n- deux", ""),
    ("One.\n\nTwo.", "Un. Deux.", ""),
    ("A [@y]. B [@y].", "A [@y]. B.", "5:3 the citation [@y] appears one time less here than in en:5"),
    ('One.\n\n!!! warning "Stop"\n    Now.', "Un. Attention : arrêtez.",
     "5:1 this section has 0 notes here, but 1 in en:7"),
    ("> One.\n>\n> - Two", "Un.\n\n- Deux", "5:1 this section has 0 quotations here, but 1 in en:5"),
    ("> One.\n>\n> Two.", "> Un. Deux.", ""),
    ("In 2020.\n\n## A {#a}\n\nB.", "## A {#a}\n\nB.",
     "1:1 the text at the top is missing here, but is in en:5"),
    ("## A {#a}\n\nB.", "C.\n\n## A {#a}\n\nB.", ""),
    ("## A {#a}\n\nB.", "En 2020.\n\n## A {#a}\n\nB.",
     '5:4 the number 2020 appears here, but not in en ["2020"]'),
    ("## A {#a}\n\nB.\n\n## C {#c}\n\nD.", "## A {#a}\n\n## C {#c}\n\nD.",
     "5:1 the text of this section is missing here, but is in en:7"),
    ("## A {#a}\n\nB. {{ x }}\n\n{{ y }}", "## A {#a}\n\n{{ x }}\n\n{{ y }}",
     "5:1 the text of this section is missing here, but is in en:7"),
    ("## A {#a}\n\n{{ x }} {{ y }}", "## A {#a}\n\n{{ x }}\n\n{{ y }}", ""),
    ("## A {#a}\n\n![B](b.svg)", "## A {#a}\n\n![](b.svg){: role=presentation }", ""),
    ("In 2020.\n\n- A\n- B", "", "1:1 the text at the top is missing here, but is in en:5"),
    ("Word[^a].\n\n[^a]: Note.", "Mot.", "1:1 the footnote [^a] is missing here, but is in en:7"),
    ("## B {#b}\n\nWord.", "## B {#b}\n\nMot[^a].\n\n[^a]: Note.",
     "9:1 the footnote [^a] appears here, but not in en"),
    ("A[^a].\n\n## B {#b}\n\n[^a]: 7 [@y].\n\nC.\n\n3", "A[^a].\n\n## B {#b}\n\nC.\n\n3\n\n[^a]: 7 [@y].", ""),
    ("## A {#a}\n\n1\n\n## B {#b}\n\n2", "## B {#b}\n\n2\n\n## A {#a}\n\n1",
     "5:1 the heading is ## {#b} here, but ## {#a} in en:5"),
    ("One.\n{: #a }\n\n## B {#b}\n\nTwo.\n{: #c }", "Un.\n\n## C {#b}\n\nDeux.\n{: #c }",
     "1:1 the id {: #a } is missing here, but is in en:6"),
    ("One.\n\n*Two*.", "Un.\n\n*Deux*{: #d }.", "7:7 the id {: #d } appears here, but not in en"),
    ("One.\n\n## A {#a}\n\nTwo.", "Un.", "1:1 the heading ## {#a} is missing here, but is in en:7"),
    ("## A {#a}\n\n1\n\n## B {#b}\n\n2", "## A {#a}\n\n2\n\n## B {#b}\n\n1",
     '7:1 the number is 2 here, but 1 in en:7 ["2", "1"]\n'
     '11:1 the number is 1 here, but 2 in en:11 ["1", "2"]'),
])  # fmt: skip
def test_every_difference_between_sections_is_reported(english, french, expected):
    assert messages(english, french) == expected.splitlines()


@pytest.mark.parametrize("name", ["title", "label", "summary"])
def test_numbers_in_fields_are_compared(name):
    english, french = contents("", "en", **{name: "In 12 points."}), contents("", "fr", **{name: "En 13 points."})

    assert [problem.message for problem in compare(english, french)] == [
        "the number is 13 here, but 12 in content/en/help.md",
    ]


def test_a_section_with_a_problem_is_not_compared_but_the_others_are():
    assert messages(EN, FR.replace("206 000", "**206 001").replace("45 jours", "46 jours")) == [
        '9:11 the number is 46 here, but 45 in en:9 ["46", "45"]'
    ]


def test_a_page_needs_no_label_if_its_translation_has_one():
    assert compare(contents("", "en", label="In 12 points"), contents("", "fr")) == []


@given(st.text(alphabet=st.sampled_from("ab19 {}[]()@#`~*_<>!|-=\"'\n\\:^&;.,\t\ue000é"), max_size=80))
def test_a_text_does_not_differ_from_itself(text):
    assert compare(contents(text, "en"), contents(text, "en")) == []


@given(
    st.lists(
        st.sampled_from(["word", "45", "in 2024.", "206,000", "6.9%", "77bis", "\n\n", "\n\n## H {#h}\n\n", "- 3"]),
        min_size=1,
    ),
    st.data(),
)
def test_a_changed_digit_is_always_reported(words, data):
    text = "1 " + " ".join(words)
    assume(not compile_text(text, LanguageData()).problems)  # such as a duplicate id
    index = data.draw(st.sampled_from([index for index, character in enumerate(text) if character.isdigit()]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[index]]))

    assert compare(contents(text, "en"), contents(text[:index] + other + text[index + 1 :], "en"))


LINKS = [
    ("[A](first.md#why)", "[B](./../topics/first.md#why)", ""),
    ("[A](#b).", "[B](second.md#b).", ""),
    ("[A](pictures/line.svg)", "[B](/pictures/line.svg)", ""),
    ("![A](line.svg)", "![B](pictures/line.svg)", ""),
    ("![A](../../b.png)", "![B](./../../b.png)", ""),
    ('{{ cards pages="first.md ../help.md" }}', "{{ cards pages=./first.md,./../help.md,first.md }}", ""),
    ('{{ cards pages="first.md ../help.md" }}', '{{ cards pages="./../help.md first.md" }}',
     'component is {{ cards pages="../help.md first.md" }} here, but {{ cards pages="first.md ../help.md" }}'),
    ('{{ helplines only="line line" }}', "{{ helplines only=line,line }}", ""),
    ("[A](mailto:a@x.example?subject=A)", "[B](mailto:a@x.example?subject=B)", ""),
    ("[A](mailto:a@x.example)", "[B](mailto:b@x.example)",
     "link is mailto:b@x.example here, but mailto:a@x.example"),
    ("[A](https://www.example.org/en/a)", "[B](https://example.org/fr/a)", ""),
    ("[A](https://en.x.example/a)", "[B](https://fr.y.example/b)", "link is y.example here, but x.example"),
    ("[A](files/a-en.pdf#page=3)", "[B](files/a-fr.pdf#page=4)", ""),
    ("[A](files/en/a.pdf)", "[B](files/fr/a.pdf)", ""),
    ("![A](a.png)", "![B](./a.png)", ""),
    ("![A](a.png)", "![B](../../b.png)", "picture is ../../b.png here, but a.png"),
    ("![A](../a.png)", "![B](../../photos/a.png)", "picture is ../../photos/a.png here, but ../a.png"),
]  # fmt: skip
"""References in an English and a French page, and the message if they differ."""


def test_references_to_the_same_target_do_not_differ_however_they_are_written(tiny):
    for path in ("en/a.png", "en/topics/a.png", "photos/a.png", "b.png"):
        (tiny / "content" / path).parent.mkdir(exist_ok=True)
        Image.new("RGB", (8, 8)).save(tiny / "content" / path)
    for code, column in (("en", 0), ("fr", 1)):
        for name in (f"a-{code}", f"{code}/a"):
            write(tiny, f"static/files/{name}.pdf", f"%PDF-1.7 {code}\n")
        parts = [
            f"## {code} {{#{letter}}}\n\n{row[column]}" for letter, row in zip(ascii_lowercase, LINKS, strict=False)
        ]
        write(tiny, f"content/{code}/topics/second.md", markdown(f"Second {code}", "\n\n".join(parts)))

    assert [problem.text for problem in sorted(link_site(tiny).problems)] == [
        f"the {message} in" for _, _, message in LINKS if message
    ]


SAME = [
    ("The line answers 24 hours a day.", "La ligne répond 24 heures sur 24.", "De lijn antwoordt 24 uur op 24.",
     "Die Leitung antwortet rund um die Uhr."),
    ("Open 24 hours a day, 7 days a week.", "Ouvert 24h/24 et 7j/7.", "24 uur per dag en 7 dagen op 7 open.",
     "24 Stunden am Tag, an 7 Tagen in der Woche geöffnet."),
    ("A 24-hour service.", "Un service jour et nuit.", "Een dienst dag en nacht.", "Ein 24-Stunden-Dienst."),
    ("Open from 9:30 am to 4:45 p.m.", "Ouvert de 9 h 30 à 16h45.", "Open van 9.30 uur tot 16.45 uur.",
     "Von 9.30 bis 16.45 Uhr geöffnet."),
    ("From 12 p.m. to 8:00 p.m.", "De 12 à 20 h.", "Van 12 tot 20.00 uur.", "Von 12 bis 20 Uhr."),
    ("In all, 526,274.15 euros.", "En tout, 526 274,15 euros.", "In totaal 526.274,15 euro.",
     "Insgesamt 526.274,15 Euro."),
    ("About 6.9% of them.", "Environ 6,9 % d’entre eux.", "Ongeveer 6,9 procent.", "Etwa 6,9 Prozent von ihnen."),
    ("Some 1.5 million euros.", "Environ 1 500 000 euros.", "Zo’n 1,5 miljoen euro.", "Rund 1,5 Mio. Euro."),
    ("Over 2 billion euros.", "Plus de 2 milliards d’euros.", "Meer dan 2 miljard euro.", "Über 2 Mrd. Euro."),
    ("On 18 October 2026.", "Le 18/10/2026.", "Op 18-10-2026.", "Am 18. 10. 2026."),
    ("On the 1st of March 2025.", "Le 1er mars 2025.", "Op 1 maart 2025.", "Am 1. März 2025."),
    ("Until 31 Dec. 2026.", "Jusqu’au 31 déc. 2026.", "Tot 31 dec. 2026.", "Bis 31. Dez. 2026."),
    ("It was 3, but 4 in 2020.", "C’était 3, mais 4 en 2020.", "Het was 3 maar 4 in 2020.", "Es waren 3, 2020 4."),
    ("In the 19th century.", "Au XIXe siècle.", "In de 19de eeuw.", "Im 19. Jahrhundert."),
    ("Open 24 hours a\nday, from 5\nMay 2024, to 6.9\n%.", "Ouvert jour et nuit dès le 5 mai\n2024, à 6,9 %.",
     "Dag en nacht\nopen vanaf 5 mei 2024, voor 6,9 procent.", "Ab dem 5.\nMai 2024 Tag und Nacht offen, zu 6,9 %."),
    ("World War II was over. I was 12.", "C’était après la guerre. J’avais 12 ans.", "Ik was 12 na de oorlog.",
     "Nach dem Krieg war ich 12."),
    ("Directive 2011/36/EU, Article 2(1).", "La directive 2011/36/UE, article 2, paragraphe 1.",
     "Richtlijn 2011/36/EU, artikel 2, lid 1.", "Richtlinie 2011/36/EU, Artikel 2 Absatz 1."),
    ("Judgment no. 238.622.", "Arrêt n° 238.622.", "Arrest nr. 238.622.", "Urteil Nr. 238.622."),
    ("Open from 2 to 5 p.m. for 10 to 15% of them.", "Ouvert de 14 à 17 h pour 10 % à 15 % d’entre eux.",
     "Open van 14 tot 17 uur voor 10 tot 15 procent.", "Von 14 bis 17 Uhr offen, für 10 bis 15 % von ihnen."),
    ("In 2010–15, €2bn; on 2026-10-18, 2½.", "En 2010-2015, 2 Md € ; le 18 octobre 2026, 2,5.",
     "In 2010-2015 2 miljard euro; op 18 okt. 2026 2,5.", "2010–2015 2 Mrd. €; am 18. Oktober 2026 2½."),
    ("From 12 noon to 5 p.m., 12 of them.", "De midi à 5 h de l’après-midi, 12 d’entre eux.",
     "Van 12 uur 's middags tot 5 uur 's middags, 12 van hen.", "Von Mittag bis 5 Uhr nachmittags, 12 von ihnen."),
    ("Some €5m for 1.5m people in 2023/24.", "Quelque 5 millions d’euros pour 1,5 million en 2023-2024.",
     "5 mln. euro voor 1,5 miljoen mensen in 2023-24.", "5 Mio. € für 1,5 Millionen Menschen 2023/2024."),
    ("From 90 to 60 %, or .500 of them, about 2/3.", "De 90 % à 60 %, ou 0,500, environ deux tiers.",
     "Van 90 tot 60 procent, of 0,500, ongeveer 2 op 3.", "Von 90 % auf 60 %, oder 0,500, etwa zwei Drittel."),
    ("Only 5 may apply. See Annex II.", "Seuls 5 peuvent. Voir l’annexe II.", "Slechts 5 mogen. Zie bijlage II.",
     "Nur 5 dürfen. Siehe Anhang II."),
    ("In 2019, 1,500 called, in 2020, 1500.", "1500 ont appelé en 2019, 1 500 en 2020.",
     "1.500 belden in 2019, in 2020 1500.", "1500 riefen 2019 an, 1.500 im Jahr 2020."),
    ("You may call. In 2 days.", "Vous pouvez appeler. Dans 2 jours.", "U mag bellen. Over 2 dagen.",
     "Sie können anrufen. In 2 Tagen."),
    ("From 6 p.m. to midnight, within 24 hours.", "De 18 h à 24 h, dans les 24 heures.",
     "Van 18 tot 24.00 uur, binnen 24 uur.", "Von 18 Uhr bis Mitternacht, in 24 Stunden."),
    ("From the 1980s to the ’90s.", "Des années 80 aux années 1990.", "Van de jaren tachtig tot de jaren 90.",
     "Von den 1980er bis zu den neunziger Jahren."),
    ("After 3 1/2 years 1 in 4 was free; it is 50/50.",
     "Après 3,5 ans, un sur quatre était libre ; c’est moitié-moitié.", "Na 3½ jaar was 1 op 4 vrij; het is 50-50.",
     "Nach 3,5 Jahren war jedes vierte frei; es steht 50:50."),
    ("The 2nd chapter of the 21st century: 3 to 4 of 45.",
     "Le deuxième chapitre du XXIe siècle : trois ou quatre sur 45.",
     "Hoofdstuk 2 van de eenentwintigste eeuw: drie tot vier van 45.",
     "Das 2. Kapitel des 21. Jahrhunderts: 3 bis 4 von 45."),
]  # fmt: skip
"""Texts with the same numbers in English, French, Dutch and German."""


@pytest.mark.parametrize("texts", SAME)
def test_the_same_numbers_do_not_differ_however_a_language_writes_them(texts):
    english = contents(texts[0], "en")

    assert [
        str(problem)
        for code, text in zip(("fr", "nl", "de"), texts[1:], strict=True)
        for problem in compare(english, contents(text, code))
    ] == []


DIFFERENT = [
    ("In 2019 there were 45, in 2020 60.", "fr", "En 2020, 45, en 2019, 60.",
     "is 2020 here, but 2019 in help.md:5"),
    ("1,500 men, 45 women.", "fr", "45 hommes, 1 500 femmes.", "is 45 here, but 1,500 in help.md:5"),
    ("| 2019 | 45 |\n|---|---|\n| 2020 | 60 |", "de", "| 2019 | 45 |\n|---|---|\n| 60 | 2020 |",
     "is 60 here, but 2020 in help.md:7"),
    ("- 45 days\n- 3 months", "nl", "- 3 maanden\n- 45 dagen", "is 3 here, but 45 in help.md:5"),
    ("It is open 24 hours a day.", "fr", "C’est ouvert 12 heures sur 24.", "12 appears here, but not in help.md:5"),
    ("From 9 a.m. to 5 p.m.", "fr", "De 21 h à 17 h.", "is 21 here, but 9 a.m. in help.md:5"),
    ("On 18 October 2026.", "de", "Am 10.8.2026.",
     "is 10.8.2026 here, but 18 October 2026 in help.md:5"),
    ("On 18 October.", "nl", "Op 18 november.", "is 18 november here, but 18 October in help.md:5"),
    ("Since May 2020.", "fr", "Depuis mars 2020.", "is mars 2020 here, but May 2020 in help.md:5"),
    ("In the 19th century.", "fr", "Au XXe siècle.", "is XXe here, but 19 in help.md:5"),
    ("From 2 to 5 p.m.", "fr", "De 2 h à 17 h.", "2 means 2 in this language, but 14 in help.md:5"),
    ("From 9 a.m.", "de", "Ab 9 Uhr abends.", "is 9 Uhr abends here, but 9 a.m. in help.md:5"),
    ("See Annex II.", "fr", "Voir l’annexe III.", "is III here, but II in help.md:5"),
    ("It was 10 to 15 %.", "fr", "C’était 10 à 15.", "is 15 here, but 15 % in help.md:5"),
    ("From 9 to 5 p.m., until noon.", "fr", "De 9 h à 17 h, jusqu’à minuit.",
     "is minuit here, but noon in help.md:5"),
    ("Some €5m for 2/3 of them.", "fr", "Quelque 5 euros pour deux tiers.",
     "is 5 here, but 5m in help.md:5"),
    ("For 2/3 of them.", "fr", "Pour 3/4 d’entre eux.", "is 4 here, but 2 in help.md:5"),
    ("Some 2 billion.", "fr", "Quelque 2 billions.", "is 2 billions here, but 2 billion in help.md:5"),
    ("Of 1,500 people.", "de", "Von 1,500 Menschen.", "1,500 means 1.500 in this language, but 1500 in help.md:5"),
    ("In the 1990s.", "de", "In den 2090er Jahren.", "is 2090 here, but 1990 in help.md:5"),
    ("1 in 4, 45 of them.", "fr", "Un sur quatre, 54 en tout.", "is 54 here, but 45 in help.md:5"),
    ("About 1 in 4.", "nl", "Ongeveer 1 op 5.", "is 5 here, but 4 in help.md:5"),
    ("From 9 to 5.", "fr", "De 9 h à 17 h.", "is 17 here, but 5 in help.md:5"),
]  # fmt: skip
"""An English text, its translation into another language, and the message on it."""


@pytest.mark.parametrize(("english", "code", "text", "expected"), DIFFERENT)
def test_a_difference_is_reported_until_the_offered_items_are_accepted(english, code, text, expected):
    pair = contents(english, "en"), contents(text, code)
    problems = compare(*pair)
    offered = [json.loads(problem.fix.partition("at the top: ")[2]) for problem in problems]

    assert problems[0].message == f"the number {expected}".replace("help.md", "content/en/help.md")
    assert compare(*pair, [item for listed in offered for item in listed]) == []


def test_accepted_items_of_pages_and_data_may_differ(tiny):
    write(tiny, SECOND, markdown(text="Open from 9 to 5, for 206,000 people. See 0455 123 456."))
    french = "De 9 h à 17 h, pour 206\u202f001 personnes. Voir 0455 123 456."
    fields = 'accepted: ["17", "5", "206\u00a0001", "206,000", "0455 123 456"]\n'
    write(tiny, "content/fr/topics/second.md", markdown("U", french, fields))
    change(tiny, "content/en/data/helplines.yaml", "day and night", "from 9 to 11")
    write(tiny, "content/fr/data/helplines.yaml", "line:\n  name: La ligne\n  hours: de 9 à 12\n")

    (problem,) = link_site(tiny).problems

    assert problem.message == "the number is 12 here, but 11 in content/en/data/helplines.yaml:4"
    assert problem.fix == (
        "write the same numbers as the original, in the same order; until then, remove this text, and readers see the "
        "original; or, if both are right, add to the list 'accepted' of 'fr' in site.yaml: [\"12\", \"11\"]"
    )

    change(tiny, "site.yaml", "Français, locale: fr_BE", 'Français, locale: fr_BE, accepted: ["12", "11"]')

    assert link_site(tiny).problems == ()


def test_a_phone_number_is_not_compared():
    """One that is typed by hand is a problem in every language; reporting a difference too would be a duplicate."""
    english = contents("Call 12 people.\n\n- Call them.", "en")
    calls = Search("BE", ("116 000",))
    french = contents("Appelez 13 personnes au 02 555 01 01.\n\n- Le 116 000.", "fr", search=calls)

    (problem,) = compare(english, french)

    assert problem.message == "the number is 13 here, but 12 in content/en/help.md:5"
