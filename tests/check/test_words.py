"""A finished site in, what is wrong with its words out."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.check import words
from generator.check.shown import AllShown, Shown
from generator.compile.prose import Prose
from generator.link.site import Page, Site
from generator.read.assets import Asset, Assets
from generator.read.pages import Document, FrontMatter
from generator.read.settings import Settings
from tests.conftest import TODAY

Run = Callable[..., tuple[int, str, str]]


SOURCE = "source"

HOTLINE = {
    "name": "Line",
    "number": "02 555 01 01",
    "international": "+3225550101",
    "purpose": "All.",
    "source": SOURCE,
}

HELPLINES = {"line": HOTLINE} | {
    name: {"name": name, "number": number, "purpose": "All.", "source": SOURCE}
    for name, number in (("danger", "112"), ("children", "116 000"))
}

HOUSE = {
    "name": "House", "kind": "centre", "about": "A.", "helps": "All.", "languages": ["fr"], "website": "https://house.example/", "sources": [],
    "phone": {"number": "02 555 02 02", "checked": "2026-01-02"},
}  # fmt: skip

CONTACT = {
    "name": "A",
    "phone": "+32 2 555 00 00",
    "role": "R",
    "note": "N",
    "organisation": {"name": "O", "url": "https://o.example/"},
}

NO_PHONES = [
    "In 2004 there were 1 234, on 02-03-2004 and 02/03/2004. Case 123 456 was closed.", "Enterprise number 0419.202.029, BE 0419.202.029, 0475.123.420",
    "BE 0419 202 029",
    "IBAN BE68 0001 2345 6789 and account 001-2345678-90", "09.00-17.00 uur, 08.30-12.00/13.00-16.30, 09.00-17.00 (5 days)", "ISSN 0039-3746",
    "ISBN 0-306-40615-2", "arrest nr. 0123/2024", "07/2024-12/2025, 09/2024-12/2024", "01.02.24 - 03.04.24, 01 02 2024, 01/02 3 people",
    "+25 000 000 euro", "0.123456789, 0,123456789",
    '<a href="https://example.org/?a=1,0123456789">a</a><!-- 02 555 01 01 --><code>02 555 01 01</code>', '<a href="tel:+3225550101">02 555 01 01</a>',
    "In 2024 112 people of 116 111 called", "Call within 112 days, and call 200.5", "We call on 184 states.", "<script>call(112)</script>", "206 000, 100 000",
]  # fmt: skip

KNOWN_PHONES = [
    *(("line", f"Call {number} now.", number) for number in (
        "02 555 01 01", "02\u00a0555\u00a001\u00a001", "02\u202f555\u202f01\u202f01", "02\u2009555\u200901\u200901", "02/555.01.01",
        "02–555–01–01", "02\u2011555\u201101\u201101", "02·555·01·01", "+32\u00a02\u00a0555\u00a001\u00a001", "+ 32 2 555 01 01", "0032 2 555 01 01",
        "+32 (0)2 555 01 01",
    )),
    ("line", "Tel.02 555 01 01", "02 555 01 01"), ("line", "Call 02&nbsp;555&nbsp;01&nbsp;01.", "02\u00a0555\u00a001\u00a001"),
    ("line", "02 555 01 01 / x, 24/7", "02 555 01 01"), ("children", "Call Child Focus on 116 000 day or night.", "116 000"),
    ("children", "Child Focus: 116000", "116000"), ("danger", "Rufen Sie 112 an.", "112"), ("danger", "Appelez le 112.", "112"),
    ("danger", "Bel 112 24/7", "112"),
]  # fmt: skip

PHONES = [
    ("Call +33 1 23 45 67 89.", "+33 1 23 45 67 89"), ("+1 202 555 0100", "+1 202 555 0100"), ("+352 26 12 34", "+352 26 12 34"), ("Call 122.", "122"),
    ("02 555 01 012", "02 555 01 012"), ("02 511 64", "02 511 64"), ("02/555.01.0", "02/555.01.0"), ("01 42 34 56 78", "01 42 34 56 78"),
    ("0475.123.456", "0475.123.456"), ("078 055 800 - 24/7", "078 055 800"), ("02 511 64 64/65", "02 511 64 64"), ("Call Child Focus on 116 111", "116 111"),
    ('<img alt="Call 02 555 01 02">', "02 555 01 02"),
]  # fmt: skip

SUMMARY = '<meta name="description" content="What this page is about.">'


def html(body: str, language: str = "en", head: str = SUMMARY) -> str:
    """Return a page with this text."""
    return f'<!doctype html><html lang="{language}"><head><title>T</title>{head}</head><body><main>{body}</main></body></html>'


def whole(
    files: Mapping[str, str],
    static: Mapping[str, bytes] | None = None,
    front: Mapping[str, str] | None = None,
    **settings: object,
) -> AllShown:
    """Return a site of finished files; with `front`, or fields of its own, each file is also a page of the model."""
    given = {
        "name": "N",
        "tagline": "T",
        "publisher": "P",
        "languages": {"en": {"name": "English"}},
        "exit": {"name": "E", "url": "https://e.example/"},
    }
    config = Settings.model_validate(given | settings, context={"sources": None})
    assets = Assets(
        {path: Asset(f"static/{path}", data) for path, data in (static or {}).items()},
        "p{}",
        {},
        {"known": "known()", "exit": ""},
        {},
    )
    pages = {}
    for path, text in files.items() if front is not None else ():
        document = Document(
            f"content/{path}.md",
            "en",
            path,
            FrontMatter.model_validate({"title": "T", "summary": "S", **front}),
            text,
            5,
        )
        pages[path] = Page("en", path, path, document, Prose("", (), (), (), ()), ())
    site = Site(
        config, {}, assets, TODAY, config.url, {("en", path): page for path, page in pages.items()}, {}, frozenset()
    )
    finished = (Shown(path, text.encode(), f"content/{path}.md", pages.get(path)) for path, text in files.items())
    return AllShown(site, tuple(finished), frozenset([*files, *(asset.address for asset in assets.files.values())]))


MARKS = [
    "?igsh", "?ttclid", "?srsltid", "?gad_source", "?li_fat_id", "?_gl", "?_ga", "?mtm_campaign", "?pk_campaign", "?mibextid", "#xtor", "#utm_source",
    ";utm_source",
]  # fmt: skip

REDIRECTORS = [
    "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fb.example%2F",
    "https://www.google.be/url?sa=t",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example",
]

VAGUE = [
    ("en", "(here)"), ("en", "here,"), ("en", "“here”"), ("en", "more info"), ("en", "More information"), ("fr", "cliquer ici"), ("fr", "plus d’infos"),
    ("nl", "meer info"), ("nl", "Meer informatie"), ("nl", "lees verder"), ("de", "mehr erfahren"), ("de", "Weitere Informationen"), ("de", "klick hier"),
]  # fmt: skip

CASES: dict[str, list[tuple[AllShown, list[str]]]] = {
    "links-to-our-address": [
        (
            whole(
                {"en/a.html": html('<a href="https://ours.example/bases">x</a><a href="b/">b</a>')},
                url="https://ours.example/base",
            ),
            [],
        ),
        (whole({"en/a.html": html('<a href="https://ours.example/">x</a>')}), []),
        (
            whole(
                {"en/a.html": html('<a href="http://OURS.example/base/en/b/">b</a>')}, url="https://ours.example/base"
            ),
            [
                "the link 'http://OURS.example/base/en/b/' names the address of this site → link to the .md file of the page, such as help.md"
            ],
        ),
    ],
    "tracking-links": [
        (whole({"en/a.html": html('<a href="https://b.example/?id=1&amp;source=utm">b</a>')}), []),
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="https://b.example/?id=1&amp;utm_source=x">b</a><a href="https://b.example/?FBCLID=">b</a>'
                    )
                }
            ),
            [
                "the link 'https://b.example/?id=1&utm_source=x' carries 'utm_source', by which others follow readers → remove it from the address",
                "the link 'https://b.example/?FBCLID=' carries 'FBCLID', by which others follow readers → remove it from the address",
            ],
        ),
        *(
            (
                whole({"en/a.html": html(f'<a href="https://b.example/{mark}=1">b</a>')}),
                [
                    f"the link 'https://b.example/{mark}=1' carries '{mark[1:]}', by which others follow readers → remove it from the address"
                ],
            )
            for mark in MARKS
        ),
        *(
            (
                whole({"en/a.html": html(f'<a href="{address}">b</a>')}),
                [
                    f"the link '{address}' leads through another site, which follows readers → open it, and write the address of the page that is shown"
                ],
            )
            for address in REDIRECTORS
        ),
    ],
    "insecure-links": [
        (whole({"en/a.html": html('<a href="http://b.example/">b</a><a href="https://b.example/other">b</a>')}), []),
        (
            whole(
                {
                    "en/a.html": html('<a href="http://B.example/x">b</a>'),
                    "en/b.html": html('<a href="https://b.example/x/">b</a>'),
                }
            ),
            ["the link 'http://B.example/x' is not encrypted → write https://b.example/x/, as elsewhere on the site"],
        ),
        (
            whole(
                {"en/a.html": html('<a href="http://b.example/x#part">b</a><a href="https://b.example/x#other">b</a>')}
            ),
            [
                "the link 'http://b.example/x#part' is not encrypted → write https://b.example/x#part, as elsewhere on the site"
            ],
        ),
    ],
    "vague-links": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="https://b.example/">b.example</a><a href="c/" aria-label="More of C">more</a><a href="#more">More</a>'
                    )
                }
            ),
            [],
        ),
        (whole({"fr/a.html": html('<a href="c/">Hier</a>', "fr")}), []),
        (
            whole(
                {
                    "en/a.html": html('<a href="c/">Click here</a><a href="c/">https://c.example/x</a>'),
                    "nl/a.html": html('<a href="c/">Lees hier…</a>', "nl-BE"),
                }
            ),
            [
                "the words 'Click here' do not say where the link leads → write the name of what it leads to",
                "the words of a link are the address 'https://c.example/x' → write the name of what it leads to: [name](address)",
                "the words 'Lees hier…' do not say where the link leads → write the name of what it leads to",
            ],
        ),
        *(
            (
                whole({"a.html": html(f'<a href="c/">{said}</a>', code)}),
                [f"the words '{said}' do not say where the link leads → write the name of what it leads to"],
            )
            for code, said in VAGUE
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="c/" aria-label="here">The list</a><a href="c/"><img alt="here"></a><a href="c/">click\u200b here</a>'
                    )
                }
            ),
            [
                "the words 'here' do not say where the link leads → write the name of what it leads to",
                "the words 'here' do not say where the link leads → write the name of what it leads to",
                "the words 'click here' do not say where the link leads → write the name of what it leads to",
            ],
        ),
        (
            whole({"fr/a.html": '<html lang="fr"><main lang="en"><a href="c/">here</a></main>'}),
            ["the words 'here' do not say where the link leads → write the name of what it leads to"],
        ),
    ],
    "phone-links": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="tel:+3225550101">02 555 01 01</a><a href="tel:+3225550101">+32 (0)2 555 01 01</a><a href="tel:116000">116 000</a>'
                        '<a href="tel:112">Call 112 in 1 second</a><a href="tel:112">112 (24/7)</a><a href="tel:112">Call</a>'
                        '<a href="tel:+32 2 555 02 02">The House</a><a href="tel:025550000">A. Person</a>'
                    )
                },
                helplines=HELPLINES,
                partners={"house": HOUSE},
                contact=CONTACT,
            ),
            [],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="tel:+3325550101">02 555 01 01</a><a href="tel:112">101</a><a href="tel:112">1123</a>'
                        '<a href="tel:110">Call the police</a><a href="tel:">Call</a><a href="tel:+3225550303">Not checked</a>'
                    )
                },
                helplines=HELPLINES,
                partners={"house": HOUSE | {"phone": {"number": "02 555 03 03"}}},
            ),
            [
                "the link shows '02 555 01 01' and dials '+3325550101' → make both the same number, best from site.yaml",
                "the link shows '101' and dials '112' → make both the same number, best from site.yaml",
                "the link shows '1123' and dials '112' → make both the same number, best from site.yaml",
                "the link 'Call the police' dials '110', which is no number of site.yaml → put the number into site.yaml and refer to it",
                "the link 'Call' dials '', which is no number of site.yaml → put the number into site.yaml and refer to it",
                "the link 'Not checked' dials '+3225550303', which is no number of site.yaml → put the number into site.yaml and refer to it",
            ],
        ),
    ],
    "long-sentences": [
        (
            whole(
                {"en/a.html": html("<p>One two three four. One two three four five six.</p>")},
                front={},
                budgets={"sentence": "5"},
            ),
            [],
        ),
        (
            whole(
                {"en/a.html": html("<p>One two three four. One two three four five six.</p>")},
                front={},
                budgets={"sentence": "4"},
            ),
            [
                "the sentences have 5.0 words on average; the budget is 4 → divide the longest sentences, or raise 'budgets' in site.yaml"
            ],
        ),
        (
            whole(
                {"en/a.html": html("<p>One two three four five.</p>")},
                front={"exit": "true"},
                budgets={"exit_sentence": "4"},
            ),
            [
                "the sentences have 5.0 words on average; the budget is 4 → divide the longest sentences, or raise 'budgets' in site.yaml"
            ],
        ),
    ],
    "typed-phones": [
        *((whole({"en/a.html": text}, front={}, helplines=HELPLINES), []) for text in NO_PHONES),
        *(
            (
                whole({"en/a.html": text}, front={}, helplines=HELPLINES),
                [f"the telephone number '{number}' is typed by hand → write {{{{ phone id={name} }}}}"],
            )
            for name, text, number in KNOWN_PHONES
        ),
        *(
            (
                whole({"en/a.html": text}, front={}, helplines=HELPLINES),
                [f"the telephone number '{number}' is typed by hand → put the number into site.yaml and refer to it"],
            )
            for text, number in PHONES
        ),
        (
            whole(
                {"en/a.html": ""},
                front={"title": "Call 02 555 01 01", "label": "Dial 122", "summary": "Call 02 555 01 02."},
                helplines=HELPLINES,
            ),
            [
                "the telephone number '02 555 01 01' is typed by hand → remove it; only the text of a page can refer to a number",
                "the telephone number '122' is typed by hand → remove it; only the text of a page can refer to a number",
                "the telephone number '02 555 01 02' is typed by hand → remove it; only the text of a page can refer to a number",
            ],
        ),
        (
            whole({"en/a.html": "<b>02 555 01 01</b><b>Call 02 555 01 01.</b>"}, helplines=HELPLINES),
            [
                "the telephone number '02 555 01 01' is typed by hand → remove it; only the text of a page can refer to a number"
            ],
        ),
    ],
    "unknown-languages": [
        (
            whole(
                {
                    "en/a.html": html(
                        "".join(
                            f'<i lang="{code}">a</i>'
                            for code in ("prs", "pes", "kmr", "rmy", "edo", "de-x-leicht", "sr-Latn-RS")
                        )
                    )
                }
            ),
            [],
        ),
        (
            whole({"en/a.html": html('<i lang="">a</i><i lang="nld">a</i>')}),
            [
                "lang='' is not the code of a language → write the code of a language, such as nl or pt-BR",
                "lang='nld' is not the code of a language → write the code of a language, such as nl or pt-BR",
            ],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<i lang="nl-BE">a</i><a href="x" hreflang="zh-Hant">b</a>',
                        head='<link hreflang="x-default" href="x">',
                    )
                }
            ),
            [],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<i lang="xx">a</i><a href="x" hreflang="english">b</a><a href="x" hreflang="x-default">c</a>'
                    )
                }
            ),
            [
                "lang='xx' is not the code of a language → write the code of a language, such as nl or pt-BR",
                "hreflang='english' is not the code of a language → write the code of a language, such as nl or pt-BR",
                "hreflang='x-default' is not the code of a language → write the code of a language, such as nl or pt-BR",
            ],
        ),
    ],
    "file-names-as-text": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<img src="../static/map.1a2b3c4d.svg" alt="Map of Belgium"><img src="map.svg" alt="">'
                    )
                }
            ),
            [],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<img src="../static/Old_House.1a2b3c4d.jpg" alt="old-house"><img src="a.jpg" alt="DSC 0001.JPG">'
                    )
                }
            ),
            [
                "the text 'old-house' of a picture is the name of its file → describe what it shows",
                "the text 'DSC 0001.JPG' of a picture is the name of its file → describe what it shows",
            ],
        ),
    ],
}


@pytest.mark.parametrize(
    ("name", "site", "expected"), [(name, site, expected) for name, cases in CASES.items() for site, expected in cases]
)
def test_rule_of_words_tells_what_breaks_it(name: str, site: AllShown, expected: list[str]) -> None:
    faults = (fault for file in site.files for fault in words.RULES[name](file, site))

    assert [f"{fault.message} → {fault.fix}" for fault in faults] == expected


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Four words stand here. And now there are six.</p>", (4, 5)),
        ("<p>No: nothing to see.</p>", (3,)),
        ("<ul><li><p>One item is here.</p></li></ul>", (4,)),
        (
            "<blockquote><p>Law does not count here.</p></blockquote><table><tr><td><p>Nor does a table.</p></td></tr></table>",
            (),
        ),
        ("<p>Appelez le 112 ! Vous n’êtes pas seul.</p>", (3, 4)),
    ],
)
def test_sentences_are_counted_as_a_reader_would(body: str, words: tuple[int, ...]) -> None:
    assert Shown("en/index.html", f"<main>{body}</main>".encode(), "content/en/index.md").sentences == words


SECOND = "content/en/topics/second.md"


def append(path: Path, text: str) -> int:
    """Add lines to the end of a file; return the number of its last line."""
    written = path.read_text("utf-8") + text
    path.write_text(written, "utf-8")
    return written.count("\n")


def test_a_fault_is_told_at_its_line_in_the_text(tiny: Path, run: Run) -> None:
    last = append(tiny / SECOND, "\nRead [more](https://b.example/?gclid=1).\n")

    told = run(tiny)[2]

    assert (
        f"{SECOND}:{last}:13: the link 'https://b.example/?gclid=1' carries 'gclid', by which others follow readers (on /en/topics/second/ and 3 more pages)\n"
        in told
    )
    assert (
        f"{SECOND}:{last}:6: the words 'more' do not say where the link leads (on /en/topics/second/ and 3 more pages)\n"
        in told
    )


def test_a_short_number_is_told_where_it_is_to_be_called(tiny: Path, run: Run) -> None:
    last = append(tiny / SECOND, "\nIn 112 cases.\n\nIn danger, call 112 at\nonce. Tel. 02\n555 01 01.\n")

    told = re.findall("(?m)^content/.*?(?= \\(on)", run(tiny)[2])

    assert told == [
        f"{SECOND}:{last - 2}:12: the telephone number '112' is typed by hand",
        f"{SECOND}:{last - 1}:12: the telephone number '02 555 01 01' is typed by hand",
    ]


def test_a_fault_of_a_translation_is_told_where_it_can_be_mended(tiny: Path, run: Run) -> None:
    """Fields that hold for every language stand in the source, words of the interface in their own file."""
    for path in tiny.glob("content/*/words.yaml"):
        path.write_text(re.sub("(?m)^need_help: .*", "need_help: Call 122", path.read_text("utf-8")), "utf-8")

    told = re.findall("(?m)^content/.*", run(tiny)[2])

    assert told == [
        "content/de/words.yaml:13:12: the telephone number '122' is typed by hand (on /de/ and 5 more pages)",
    ]
