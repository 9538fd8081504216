"""Texts and data in, what is wrong with what they say out, each at its place."""

from pathlib import Path

import pytest

from generator.compile.prose import Prose, Reference
from tests.check.sites import HOUSE, told, whole, wrote
from tests.conftest import SECOND, append, change, wrong

HELPLINES = {
    name: {"name": name, "number": number, "purpose": "All."}
    for name, number in (("line", "02 555 01 01"), ("danger", "112"), ("children", "116 000"))
}
NAME = "write the name of what it leads to"
SAME = f"make both the same, or {NAME}"
OURS = "link to the .md file of the page, such as help.md"
INTO_DATA = "put it into content/en/data/helplines.yaml and write {{ phone id=... }}"
NONE = "; if it is none to call, add to the list 'accepted' on top: [\"{}\"]"


BROKEN = {
    "links-to-our-address": {
        "[x](https://ours.example/bases)": "",
        "[x](http://OURS.example/base/en/b/)": (
            f"the link 'http://OURS.example/base/en/b/' names the address of this site → {OURS}"
        ),
    },
    "tracking-links": {
        "[b](https://b.example/?id=1&source=utm)": "",
        "[b](https://b.example/?id=1&utm_source=x)": (
            "the link 'https://b.example/?id=1&utm_source=x' carries 'utm_source', by which others follow readers"
            " → remove it from the address"
        ),
        "[b](https://www.google.com/url?q=https://b.example/&sa=D)": (
            "the link 'https://www.google.com/url?q=https://b.example/&sa=D' leads through 'www.google.com', by which "
            "others follow readers → write https://b.example/"
        ),
    },
    "insecure-links": {
        "[a](http://b.example/) [b](https://b.example/other)": "",
        "[a](http://B.example/x#part) [b](https://b.example/x/#other)": (
            "the link 'http://B.example/x#part' is not encrypted"
            " → write https://b.example/x/#part, as elsewhere on the site"
        ),
        "[a](http://b.example/x#a%20b) [b](https://b.example/x)": (
            "the link 'http://b.example/x#a%20b' is not encrypted"
            " → write https://b.example/x#a%20b, as elsewhere on the site"
        ),
        "[a](http://b.example?id=1) [b](https://b.example/?id=1)": (
            "the link 'http://b.example?id=1' is not encrypted"
            " → write https://b.example/?id=1, as elsewhere on the site"
        ),
    },
    "vague-links": {
        "[b.example](https://b.example/) [the place](https://b.example/)": "",
        "[**Here**,](https://b.example/) [Click\nhere](https://b.example/)": (
            f"the words 'Here,' do not say where the link leads → {NAME}\n"
            f"the words 'Click here' do not say where the link leads → {NAME}"
        ),
    },
    "misleading-links": {
        "[www.b.example](https://b.example/) [b.example](https://en.b.example/x) [GLO.ACT](https://b.example/)"
        " [a.pdf](https://b.example/a.pdf) [b.example](mailto:a@b.example)"
        " [a@b.example](mailto:a@b.example?subject=x) [a@b.example](https://b.example/) [first.md](first.md)"
        " [INFO@b.example](mailto:info@b.example)"
        " [report.pdf](https://b.example/media/2019-en.PDF?v=1)": "",
        "[www.b.example](https://www.c.example/) [a@b.example](mailto:c@b.example)": (
            f"the link shows 'www.b.example' and leads to 'c.example' → {SAME}\n"
            f"the link shows 'a@b.example' and leads to 'c@b.example' → {SAME}"
        ),
    },
    "phone-links": {
        "[02/555.01.01](tel:+3225550101) [The House](tel:+3225550202) [112 (24/7)](tel:112)": "",
        "[02 555 01 02](tel:+3225550101) [Police](tel:110)": (
            "the link shows '02 555 01 02' and dials '+3225550101' → make both the same number, best by {{ phone "
            "id=... }}\n"
            f"the link 'Police' dials '110', which is no number of the data → {INTO_DATA}"
        ),
    },
    "long-sentences": {
        "One two three four. One two three four five six.\n\n| Head |\n|---|\n| A b c d e f g h |": "",
        "One two three four five six: one two three four five six.": (
            "the sentences have 6.0 words on average; the budget is 5"
            " → divide this one and other long ones, or raise 'budgets' in site.yaml"
        ),
    },
    "file-names-as-text": {
        "![Map of Belgium](map.svg)": "",
        "![old-house](pictures/Old_House.jpg) ![My photo](my%20photo.jpg) ![DSC 0001.HEIC](a.jpg)": (
            "the text 'old-house' of a picture is the name of its file → describe what it shows\n"
            "the text 'My photo' of a picture is the name of its file → describe what it shows\n"
            "the text 'DSC 0001.HEIC' of a picture is the name of its file → describe what it shows"
        ),
    },
}
"""By the name of each rule, texts, and what is told of them."""


@pytest.mark.parametrize(
    ("rule", "text", "expected"), [(rule, *case) for rule, cases in BROKEN.items() for case in cases.items()]
)
def test_rule_of_texts_tells_what_breaks_it(rule: str, text: str, expected: str) -> None:
    data: dict[str, object] = {"helplines": HELPLINES, "partners": {"house": HOUSE}, "budgets": {"sentence": "5"}}

    assert told(rule, wrote(text, url="https://ours.example/base", **data)) == expected


def test_address_is_no_name_of_what_it_leads_to() -> None:
    address = "https://c.example/x"
    prose = Prose("", (Reference("link", address, 1, 1, words=address),))

    message = f"the words of a link are the address '{address}' → {NAME}: [name](address)"
    assert told("vague-links", whole({"page": ""}, front={}, prose=prose)) == message


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("Call 02&nbsp;555&nbsp;01&nbsp;01.", "02\u00a0555\u00a001\u00a001", "line"),
        ("Call **02 555** 01 01.", "02 555 01 01", "line"),
        ("Call 02/555.01.01.", "02/555.01.01", "line"),
        ("Call 02·555·01·01", "02·555·01·01", "line"),
        ("Call + 32 2 555 01 01", "+ 32 2 555 01 01", "line"),
        ("Call +32 (0)2 555 01 01, 24/7", "+32 (0)2 555 01 01", "line"),
        ("Child Focus: 116000, day and night.", "116000", "children"),
        ("Child Focus: 116 000.", "116 000", "children"),
        ("Call +33 1 23 45 67 89.", "+33 1 23 45 67 89", ""),
        ("Call 078 055 800 - 24/7", "078 055 800", ""),
        ("Call 02 511 64 64/65", "02 511 64 64", ""),
    ],
)
def test_typed_number_is_told(text: str, number: str, name: str) -> None:
    fix = f"write {{{{ phone id={name} }}}}" if name else f"{INTO_DATA}{NONE.format(' '.join(number.split()))}"

    message = f"the telephone number '{number}' is typed by hand → {fix}"
    assert told("typed-phones", wrote(text, helplines=HELPLINES)) == message


@pytest.mark.parametrize(
    "text",
    [
        "In 2004 there were 1,234, on 02-03-2004 and 02/03/2004. Case 123 456 was closed.",
        "Enterprise number 0419.202.029, BE 0419 202 029",
        "IBAN BE68 0001 2345 6789",
        "09.00-17.00, 08.30-12.00/13.00-16.30",
        "ISSN 0039-3746, ISBN 0-306-40615-2",
        "07/2024-12/2025, 09/2024-12/2024, 01.02.24 - 03.04.24",
        "0.123456789, 206,000 and 25 000 000 euro",
        "In 2024 112 people called.",
    ],
)
def test_other_figures_are_no_numbers_to_call(text: str) -> None:
    assert told("typed-phones", wrote(text, helplines=HELPLINES)) == ""


def test_number_in_a_field_cannot_be_referred_to() -> None:
    fields = {"title": "Call 02 555 01 01", "summary": "Call 02 555 01 02."}

    fix = "remove it; only the text of a page can refer to a number"
    assert told("typed-phones", wrote("Words.", fields, helplines=HELPLINES)) == (
        f"the telephone number '02 555 01 01' is typed by hand → {fix}\n"
        f"the telephone number '02 555 01 02' is typed by hand → {fix}{NONE.format('02 555 01 02')}"
    )


def test_enterprise_number_that_could_be_one_to_call_is_said_to_be_none() -> None:
    text = "The enterprise number 0455.123.456, or BE 0455&nbsp;123&nbsp;456."

    assert told("typed-phones", wrote(text)).count("is typed by hand") == 2
    assert told("typed-phones", wrote(text, {"accepted": ["0455.123.456", "0455 123 456"]})) == ""


def test_fault_is_told_once_and_at_its_place_in_the_text(tiny: Path) -> None:
    last = append(tiny, SECOND, "\nRead **[more](https://b.example/?gclid=1)**,\nor call\u00a0*02*\n555 01 01.\n")

    assert [problem.partition(" →")[0] for problem in wrong(tiny)] == [
        f"{SECOND}:{last - 2}:15: the link 'https://b.example/?gclid=1' carries 'gclid', by which others follow "
        "readers",
        f"{SECOND}:{last - 2}:15: the words 'more' do not say where the link leads",
        f"{SECOND}:{last - 1}:10: the telephone number '02 555 01 01' is typed by hand",
    ]


def test_words_that_begin_with_an_address_are_checked_like_all_others(tiny: Path) -> None:
    change(tiny, "content/fr/data/helplines.yaml", "name: La ligne", "name: https://b.example/ 02 555 01 02")

    assert any("helplines.yaml:2:9: the telephone number '02 555 01 02'" in problem for problem in wrong(tiny))
