"""The rules for texts: each problem is reported at its place, and correct text raises none.

In the texts below, ▸ comes before each place that must be reported.
"""

from pathlib import Path

from tests.conftest import SECOND, append, change, parse_markers, problems_in, write

NAME = "write the name of what it links to"
SAME = f"make both the same, or {NAME}"
OURS = "uses the web address of this site → link to the .md file of the page, such as help.md"
TRACKS = "which tracks readers"
ELSEWHERE = "as elsewhere on the site"
INTO_DATA = "add it to content/en/data/helplines.yaml and write {{ phone id=... }}"
TYPED = "is typed by hand →"
NONE = f"{TYPED} {INTO_DATA}; if it is not a phone number, add to the list 'accepted' at the top:"
LINE, CHILDREN = (f"{TYPED} write {{{{ phone id={name} }}}}" for name in ("line", "children"))
IN_FIELD = f"{TYPED} remove it; only the text of a page can show a number from the data"
PICTURE = "of a picture is its file name → describe what the picture shows"

FIELDS = "---\ntitle: Second topic\nsummary: The second of two.\n---\n"
LINKS = """
[x](https://tiny.example/bases) [x](https://b.example/base/en/b/) [x](▸http://TINY.example/base/en/b/)

[b](https://b.example/?id=1&source=utm) [b](▸https://b.example/?id=1&utm_source=x)
[b](▸https://www.google.com/url?q=https://b.example/&sa=D)

[a](http://c.example/) [b](https://c.example/other)
[a](▸http://D.example/x#a%20b) [b](https://d.example/x/#other)
[a](▸http://h.example?id=1) [b](https://h.example/?id=1) [the house](▸http://house.example) [log](▸http://log.example)

[e.example](https://e.example/) [the place](https://e.example/)
[**Here**,](▸https://e.example/) [Click
here](▸https://e.example/) [https://e.example/x](▸https://e.example/x)

[www.f.example](https://f.example/) [f.example](https://en.f.example/x) [GLO.ACT](https://f.example/)
[INFO@f.example](mailto:info@f.example?subject=x) [f.example](mailto:a@f.example)
[www.f.example](▸https://www.g.example/) [a@f.example](▸mailto:c@f.example) [f.example/a](▸https://g.example/)

[▸02/555.01.01](▸tel:+3225550101)

![A line](../pictures/line.svg) ![Line!](▸../pictures/line.svg) ![DSC 0001.HEIC](▸../pictures/line.svg)
"""
LINK_MESSAGES = f"""\
the link 'http://TINY.example/base/en/b/' {OURS}
the link 'https://b.example/?id=1&utm_source=x' contains 'utm_source', {TRACKS} → remove it from the address
the link 'https://www.google.com/url?q=https://b.example/&sa=D' goes through 'www.google.com', {TRACKS} → \
open it, and write the address that the browser then shows
the link 'http://D.example/x#a%20b' is not encrypted → write https://d.example/x/#a%20b, {ELSEWHERE}
the link 'http://h.example?id=1' is not encrypted → write https://h.example/?id=1, {ELSEWHERE}
the link 'http://house.example' is not encrypted → write https://house.example/, {ELSEWHERE}
the link 'http://log.example' is not encrypted → write https://log.example/, {ELSEWHERE}
the link text 'Here,' does not say where the link goes → {NAME}
the link text 'Click here' does not say where the link goes → {NAME}
the link text is the address 'https://e.example/x' → {NAME}: [name](address)
the link shows 'www.f.example' but goes to 'https://www.g.example/' → {SAME}
the link shows 'a@f.example' but goes to 'mailto:c@f.example' → {SAME}
the link text is the address 'f.example/a' → {NAME}: [name](address)
the phone number '02/555.01.01' {LINE}
a link cannot start with 'tel:' → write {{{{ phone id=... }}}} instead of the link
the description 'Line!' {PICTURE}
the description 'DSC 0001.HEIC' {PICTURE}"""

NUMBERS = """\
---
title: ▸Call 02 555 01 01
summary: ▸Call 02 555 01 02.
accepted: ["0455.123.456"]
---
Call ▸02&nbsp;555&nbsp;01&nbsp;01, or call *▸02*
555 01 01, **▸02 555** 01 01, ▸02/555.01.01, ▸02·555·01·01, ▸+ 32 2 555 01 01
or ▸+32 (0)2 555 01 01, 24/7.

Child Focus: ▸116000, day and night; Child Focus: ▸116 000.

Call ▸02 555 02 02, ▸02 555 00 00, ▸+33 1 23 45 67 89, ▸078 055 800 - 24/7, or ▸02 511 64 64/65.

The enterprise number 0455.123.456, or BE 0455&nbsp;123&nbsp;456; 0419.202.029, BE 0419 202 029.

In 2004 there were 1,234, on 02-03-2004 and 02/03/2004. Case 123 456 was closed. In 2024 112 people called.

IBAN BE68 0001 2345 6789, 09.00-17.00, 08.30-12.00/13.00-16.30, ISSN 0039-3746, ISBN 0-306-40615-2

07/2024-12/2025, 09/2024-12/2024, 01.02.24 - 03.04.24, 0.123456789, 206,000 and 25 000 000 euro
"""
NUMBER_MESSAGES = f"""\
the phone number '02 555 01 01' {IN_FIELD}
the phone number '02 555 01 02' {IN_FIELD}; if it is not a phone number, add to the list 'accepted' at the top: \
["02 555 01 02"]
the phone number '02\u00a0555\u00a001\u00a001' {LINE}
the phone number '02 555 01 01' {LINE}
the phone number '02 555 01 01' {LINE}
the phone number '02/555.01.01' {LINE}
the phone number '02·555·01·01' {LINE}
the phone number '+ 32 2 555 01 01' {LINE}
the phone number '+32 (0)2 555 01 01' {LINE}
the phone number '116000' {CHILDREN}
the phone number '116 000' {CHILDREN}
the phone number '02 555 02 02' {TYPED} write {{{{ partner id=house }}}}, which shows who it belongs to
the phone number '02 555 00 00' {TYPED} write {{{{ contact }}}}, which shows who it belongs to
the phone number '+33 1 23 45 67 89' {NONE} ["+33 1 23 45 67 89"]
the phone number '078 055 800' {NONE} ["078 055 800"]
the phone number '02 511 64 64' {NONE} ["02 511 64 64"]"""


def assert_reported(folder: Path, text: str, messages: str) -> None:
    """Assert that a page with this text has these problems where it is marked, and no others."""
    for name, number in (("danger", "112"), ("children", "116 000")):
        append(folder, "content/en/data/helplines.yaml", f"{name}: {{name: {name}, number: {number}, purpose: All.}}\n")
    text, expected = parse_markers(SECOND, text, messages)
    write(folder, SECOND, text)

    assert problems_in(folder) == expected


def test_links_and_pictures_are_described_and_links_go_where_they_say(tiny):
    assert_reported(tiny, f"{FIELDS}{LINKS}", LINK_MESSAGES)


def test_a_typed_phone_number_is_reported_and_other_numbers_are_not(tiny):
    assert_reported(tiny, NUMBERS, NUMBER_MESSAGES)


def test_the_average_length_of_sentences_without_tables_has_a_budget(tiny):
    append(tiny, "site.yaml", "budgets: {sentence: 7}\n")
    text = "One two three four.\n\n| Head |\n|---|\n| A b c d e f g h |\n\n▸A b c d e f g h i j k.\n"
    message = (
        "the sentences have 7.5 words on average; the budget is 7"
        " → split this one and other long ones, or raise 'budgets' in site.yaml"
    )

    assert_reported(tiny, f"{FIELDS}{text}", message)

    write(tiny, SECOND, f"{FIELDS}A b c d e f g h i j k.\n")  # one sentence has no average
    assert problems_in(tiny) == []


def test_a_text_that_begins_with_an_address_is_checked_too(tiny):
    change(tiny, "content/fr/data/helplines.yaml", "name: La ligne", "name: https://b.example/ 02 555 01 02")

    assert any("helplines.yaml:2:9: the phone number '02 555 01 02'" in problem for problem in problems_in(tiny))
