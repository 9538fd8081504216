"""A finished site in, its faults out: every rule with a page that breaks it and one that does not."""

import datetime
import io
import re
import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import html5lib
import pytest
from PIL import Image

import build
from generator.check import check, raster
from generator.check.finished import Finished, Whole
from generator.compile import markup
from generator.compile.prose import Prose
from generator.link.site import Page, Site
from generator.problems import BuildFailed
from generator.read.assets import Asset, Assets
from generator.read.pages import Document, FrontMatter
from generator.read.settings import Settings
from tests.conftest import TODAY, copy_tiny, options

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
STATEMENT = {"standard": "WCAG", "status": "full", "prepared": "2025-01-01", "reviewed": "2025-11-01"}
SAFE = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
SUMMARY = '<meta name="description" content="What this page is about.">'


def html(body: str, language: str = "en", head: str = SUMMARY) -> str:
    """Return a page with this text."""
    return f'<!doctype html><html lang="{language}"><head><title>T</title>{head}</head><body><main>{body}</main></body></html>'


def whole(
    files: Mapping[str, str],
    static: Mapping[str, bytes] | None = None,
    front: Mapping[str, str] | None = None,
    **settings: object,
) -> Whole:
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
    finished = (Finished(path, text.encode(), f"content/{path}.md", pages.get(path)) for path, text in files.items())
    return Whole(site, tuple(finished), frozenset([*files, *(asset.address for asset in assets.files.values())]))


def photograph(width: int, height: int, gps: bytes = b"") -> bytes:
    """Return the beginning of a JPEG, with an EXIF block that points to these GPS entries."""
    entries = struct.pack("<HHHIII", 1, 0x8825, 4, 1, 26, 0) + gps
    exif = b"Exif\0\0II*\0" + struct.pack("<I", 8) + entries
    frame = struct.pack(">HHBHH", 0xFFC0, 11, 8, height, width) + bytes(4)
    return b"\xff\xd8" + struct.pack(">HH", 0xFFE1, len(exif) + 2) + exif + frame


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
ASKING = [
    ('<img src="https://e.example/p.gif">', "img", "https://e.example/p.gif"), ('<img srcset="x 1x, //e.example/p 2x">', "img", "x 1x, //e.example/p 2x"),
    ('<video poster="https://e.example/p"></video>', "video", "https://e.example/p"),
    ('<audio src="https:\\\\e.example/a"></audio>', "audio", "https:\\\\e.example/a"),
    *((f'<link rel="{rel}" href="https://e.example/x">', "link", "https://e.example/x") for rel in ("stylesheet", "preconnect", "prefetch")),
    ('<svg><image href="https://e.example/a.png"/></svg>', "image", "https://e.example/a.png"),
    ('<svg><use xlink:href="https://e.example/a.svg#x"/></svg>', "use", "https://e.example/a.svg#x"),
    ('<svg><rect fill="url(https://e.example/x#a)"/></svg>', "rect", "url(https://e.example/x#a)"),
]  # fmt: skip
AT_HOME = struct.pack("<HHHIII", 1, 0x0002, 5, 3, 0, 0)
ONLY_VERSION = struct.pack("<HHHII", 1, 0x0000, 1, 4, 2)

# name of the rule: a site without the fault, a site with it, what is told.
CASES: dict[str, list[tuple[Whole, list[str]]]] = {
    "broken-links": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="b.html#x">b</a> <a href="#y" id="y">y</a> <a href="https://b.example/">b</a>'
                    ),
                    "en/b.html": '<i id="x">',
                }
            ),
            [],
        ),
        (whole({"404.html": '<a href="/en/anything/">a</a>'}), []),
        (
            whole({"en/a.html": html('<a href="c.html">c</a><a href="b.html#z">b</a>'), "en/b.html": ""}),
            [
                "the link 'c.html' leads to nothing that is published → correct the link, or add what it leads to",
                "the link 'b.html#z' leads to a place that is not on that page → correct the part after '#'",
            ],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="">a</a><a href="#">b</a><area href="../nowhere/"><a href="/en/help/">c</a><a id="x"></a>'
                    )
                }
            ),
            [
                "the link 'a' has no address → write where it leads, or remove it",
                "the link 'b' has no address → write where it leads, or remove it",
                "the link '/en/help/' begins at the root of the host, which need not be the site's → link to the .md file of the page: [words](help.md)",
                "the link '../nowhere/' leads to nothing that is published → correct the link, or add what it leads to",
            ],
        ),
        *(
            (
                whole({"en/a.html": html(f'<a href="{address}">the list</a>')}),
                [
                    f"the address '{address}' cannot be read → write it as the browser shows it, such as https://www.example.org/page"
                ],
            )
            for address in (
                "https://",
                "https:www.example.org",
                "//www.example.org/x",
                "http://[::1/list",
                "mailto://[x",
                "tel://[x",
                "https://exa℀mple.org/",
            )
        ),
    ],
    "links-to-other-languages": [
        (
            whole(
                {
                    "fr/a.html": html(
                        '<a href="../en/b.html" hreflang="en">b</a><a href="../index.html">choice</a>', "fr"
                    ),
                    "en/b.html": html(""),
                    "index.html": html(""),
                }
            ),
            [],
        ),
        (whole({"fr/a.html": html('<p lang="en"><a href="b.html">b</a></p>', "fr"), "fr/b.html": html("", "fr")}), []),
        (
            whole(
                {"fr/a.html": '<html lang="fr"><nav><a href="../en/b.html">English</a></nav>', "en/b.html": html("")}
            ),
            [],
        ),
        (
            whole({"fr/a.html": html('<a href="../en/b.html">b</a>', "fr"), "en/b.html": html("")}),
            [
                "the link '../en/b.html' leads a reader of 'fr' to a page in 'en' → link to the page in 'fr', or say where it leads: hreflang=en"
            ],
        ),
    ],
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
                        '<a href="tel:110">Call the police</a><a href="tel:">Call</a><a href="tel:3225550101">Call</a><a href="tel:+3225550303">Not checked</a>'
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
                "the link 'Call' dials '3225550101', which is no number of site.yaml → put the number into site.yaml and refer to it",
                "the link 'Not checked' dials '+3225550303', which is no number of site.yaml → put the number into site.yaml and refer to it",
            ],
        ),
    ],
    "exit-links": [
        (
            whole(
                {"en/a.html": html('<a id="exit" href="https://e.example/">E</a><script></script>')},
                front={"exit": "true"},
            ),
            [],
        ),
        (whole({"en/a.html": html("")}, front={}), []),
        (
            whole(
                {"en/a.html": html('<a id="exit" target="_blank" href="https://e.example/">E</a><script></script>')},
                front={"exit": "true"},
            ),
            [
                'the page has no link that leaves quickly to https://e.example/ → put one link with id="exit" into it: {% include "parts/exit.html" %}'
            ],
        ),
        (
            whole({"en/a.html": html('<a id="exit" href="https://f.example/">E</a>')}, front={"exit": "true"}),
            [
                'the page has no link that leaves quickly to https://e.example/ → put one link with id="exit" into it: {% include "parts/exit.html" %}',
                "the page lacks the script of the leave-quickly link → put it in: <script>{{ scripts.exit }}</script>",
            ],
        ),
    ],
    "repeated-titles": [
        (
            whole(
                {
                    "en/a.html": "<title>A</title>",
                    "fr/a.html": "<title>A</title>",
                    "en/b.html": '<meta http-equiv="refresh"><title>A</title>',
                }
            ),
            [],
        ),
        (
            whole({"en/a.html": "<title>A</title>", "en/b.html": "<title>A</title>"}),
            ["the title 'A' is also that of content/en/a.html.md → give one of the two another title"],
        ),
        (
            whole({"en/a.html": "<title>First topic</title>", "en/b.html": "<title>First\u200b Topic.</title>"}),
            ["the title 'First Topic.' is also that of content/en/a.html.md → give one of the two another title"],
        ),
    ],
    "missing-summaries": [
        (whole({"en/a.html": html("<h1>A</h1>"), "en/old.html": "<p>Moved.</p>"}), []),
        (
            whole(
                {
                    "en/a.html": html("", head=""),
                    "en/b.html": html("", head=SUMMARY.replace("What", "x" * 150)),
                    "en/c.html": html("<h1>What this page is about</h1>"),
                }
            ),
            [
                "the page has no summary → write 'summary' on top of it, and let its template put that into the description",
                "the summary has 170 characters; search engines cut it at 160 → shorten it",
                "the summary repeats the title 'What this page is about.' → say in one sentence what the page holds",
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
    "repeated-ids": [
        (whole({"en/a.html": html('<i id="x"></i><i id="y"></i>')}), []),
        (
            whole({"en/a.html": html('<i id="x"></i><h2 id="x">X</h2>')}),
            ["the id 'x' stands 2 times → give each heading its own: '## Title {#own-id}'"],
        ),
        (
            whole({"en/a.html": html('<i id="x"></i><i id="x"></i>')}),
            ["the id 'x' stands 2 times → give each its own, or place the component that holds it once"],
        ),
    ],
    "heading-order": [
        (whole({"en/a.html": html("<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>")}), []),
        (
            whole({"en/a.html": html("<h1>A</h1><h3>B</h3><h1>C</h1>")}),
            [
                "the heading 'B' is of level 3 and follows level 1 → make it level 2",
                "the page has 2 headings of the first level → leave it to the title of the page",
            ],
        ),
        (
            whole({"en/a.html": html("")}),
            ["the page has 0 headings of the first level → leave it to the title of the page"],
        ),
    ],
    "empty-elements": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<h2>A</h2><a href="x"><img alt="X"></a><a href="x"><svg aria-label="X"/></a><a href="x" aria-label="X"></a><a id="y"></a>'
                    )
                }
            ),
            [],
        ),
        (
            whole({"en/a.html": html('<h2> </h2><a href="x"><img alt=""></a><button></button>')}),
            [
                "a <h2> is empty → write what it is, give the picture in it a text, or remove it",
                "the link 'x' has no words → write what it is, give the picture in it a text, or remove it",
                "a <button> is empty → write what it is, give the picture in it a text, or remove it",
            ],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<h2>\u200b</h2><a href="x" aria-label=""></a><a href="y"><img alt="&nbsp;"></a><b id="z" aria-labelledby="z no"></b>'
                    )
                }
            ),
            [
                "a <h2> is empty → write what it is, give the picture in it a text, or remove it",
                "the link 'x' has no words → write what it is, give the picture in it a text, or remove it",
                "the link 'y' has no words → write what it is, give the picture in it a text, or remove it",
                "a <b> is named after the element 'no', which is not on the page → correct 'aria-labelledby', or write the id of a heading",
            ],
        ),
    ],
    "tables-without-headers": [
        (
            whole(
                {"en/a.html": html('<table><tr><th scope="col">A</th></tr></table><table role="presentation"></table>')}
            ),
            [],
        ),
        (
            whole({"en/a.html": html("<table><tr><th>A</th></tr></table>")}),
            ['a table has no headings → mark them: <th scope="col"> above a column, <th scope="row"> beside a row'],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<table><tr><th scope="col"> </th><th scope="col">&nbsp;</th></tr><tr><td>112</td></tr></table>'
                    )
                }
            ),
            ["the headings of a table are empty → write above each column what stands in it"],
        ),
    ],
    "figures-without-source": [
        (
            whole(
                {
                    "en/a.html": html(
                        "<figure><figcaption>A house</figcaption></figure><figure><figcaption>A</figcaption>"
                        '<table><tr><td>2023</td><td>2024</td></tr></table><a href="https://s.example/">S</a></figure>'
                    )
                }
            ),
            [],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<figure><figcaption><strong>Victims</strong> in 12 towns</figcaption><svg role="img"></svg><a href="x.csv">x</a></figure>'
                    )
                }
            ),
            [
                "the figure 'Victims' does not link to its source → link to the page that published the numbers",
                "the figure 'Victims' names no year → write in its caption or table which year the numbers are of",
            ],
        ),
    ],
    "wrong-html": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<p>a<br />b <svg><path d="x>y"/></svg></p><ul><li>a</li></ul><table><tr><td>1</td></tr></table><!-- <p> -->'
                    )
                }
            ),
            [],
        ),
        (
            whole({"en/a.html": html("<p>a<p>b</p></p>")}),
            [
                "a browser does not read <p> as it is written → close every element in the order of opening; no list, table or paragraph stands in a paragraph"
            ],
        ),
        (
            whole({"en/a.html": html("<b><i>a</b></i>")}),
            [
                "a browser does not read </b> as it is written → close every element in the order of opening; no list, table or paragraph stands in a paragraph"
            ],
        ),
        (
            whole({"en/a.html": "<main><div>"}),
            [
                "<div> or what is around it is never closed → close every element in the order of opening; no list, table or paragraph stands in a paragraph"
            ],
        ),
        (
            whole({"en/a.html": html('<i class="x" id="a" CLASS="y"></i>')}),
            ["the attribute 'class' is given twice to one element → keep one of the two"],
        ),
        (
            whole({"en/a.html": html("<centre>a</centre><span><div>b</div></span><li>c</li>")}),
            [
                "there is no element <centre> → use one of the HTML standard",
                "a <div> stands in a <span>, which holds words only → put it outside",
                "a <li> stands in a <main> → put it into a <ul>",
            ],
        ),
    ],
    "foreign-code": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<script>known()</script><style>p{}</style><a href="https://example.org/">a</a>', head=SAFE
                    )
                }
            ),
            [],
        ),
        (
            whole(
                {
                    "en/a.html": f'{SAFE}<link rel="canonical" href="https://x.example/">',
                    "en/old.html": f'{SAFE}<meta http-equiv="refresh">',
                }
            ),
            [],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<script>other()</script><script src="x.js">known()</script><script type="application/ld+json">{}</script><style>b{}</style>',
                        head=SAFE,
                    )
                }
            ),
            [
                "a <script> that is not from static/ stands in the page → remove it; scripts belong in static/scripts/, styles in static/styles/"
            ]
            * 3
            + [
                "a <style> that is not from static/ stands in the page → remove it; scripts belong in static/scripts/, styles in static/styles/"
            ],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<form><input></form><b onclick="x" style="x">b</b><a href=" JavaScript:x">a</a>', head=SAFE
                    )
                }
            ),
            [
                "a <form> stands in the page → remove it; this site asks its readers for nothing",
                "a <input> stands in the page → remove it; this site asks its readers for nothing",
                "the attribute 'onclick' stands in a <b> → remove it; scripts belong in static/scripts/, styles in static/styles/",
                "the address ' JavaScript:x' could run a script → link to a page, or to an address that begins with https://",
                "the attribute 'style' stands in a <b> → remove it; scripts belong in static/scripts/, styles in static/styles/",
            ],
        ),
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="jav&#x09;ascript:alert(1)">a</a><svg><a xlink:href="javascript:x">b</a></svg>',
                        head=SAFE,
                    )
                }
            ),
            [
                "the address 'jav\tascript:alert(1)' could run a script → link to a page, or to an address that begins with https://",
                "the address 'javascript:x' could run a script → link to a page, or to an address that begins with https://",
            ],
        ),
        *(
            (
                whole({"en/a.html": html(body, head=SAFE)}),
                [
                    f"the <{tag}> asks another site for '{asked}', which then knows the reader → put a copy into static/ and name it from there"
                ],
            )
            for body, tag, asked in ASKING
        ),
        (
            whole({"en/a.html": html('<a href="https://e.example/" ping="/x">a</a>', head=SAFE)}),
            [
                "the attribute 'ping' stands in a <a> → remove it; scripts belong in static/scripts/, styles in static/styles/"
            ],
        ),
        (
            whole(
                {"en/a.html": html("", head=f'{SAFE}<meta http-equiv="refresh" content="5; url=https://e.example/">')},
                front={},
            ),
            [
                "a <meta> sends the reader on to another page → remove it; an old address of a page belongs into its 'aliases'"
            ],
        ),
        (
            whole({"en/a.html": html("")}),
            [
                'the page does not tell browsers what to refuse → put it into the head: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
            ],
        ),
    ],
    "pages-without-language": [
        (whole({"en/a.html": html("")}), []),
        (whole({"en/a.html": "<p>a</p>"}), ['the page does not say its language → write <html lang="...">']),
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
    "unmarked-languages": [
        (
            whole(
                {
                    "en/a.html": html(
                        '<a href="x" hreflang="fr"><cite lang="fr">Un</cite></a><a href="x" hreflang="en"><cite>One</cite></a><cite>Two</cite>'
                    )
                }
            ),
            [],
        ),
        (
            whole({"en/a.html": html('<a href="x" hreflang="fr"><cite>Loi</cite></a>')}),
            ["the title 'Loi' is in 'fr' and does not say so → write <cite lang=\"fr\">"],
        ),
    ],
    "pictures-without-text": [
        (whole({"en/a.html": html('<img src="x.svg" alt="X"><img src="x.svg" alt="">')}), []),
        (
            whole(
                {
                    "en/a.html": html(
                        '<svg role="img" aria-label="X"></svg><svg role="img"><title>X</title></svg><svg></svg>'
                    )
                }
            ),
            [],
        ),
        (
            whole({"en/a.html": html('<img src="x.svg"><img src="y.svg" alt="&nbsp;"><svg role="img"></svg>')}),
            [
                "the picture 'x.svg' has no alternative text → add alt=\"what it shows\"",
                "the picture 'y.svg' has no alternative text → add alt=\"what it shows\"",
                'a drawing with role="img" has no alternative text → add aria-label="what it shows"',
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
    "pictures-without-size": [
        (
            whole(
                {"en/a.html": html('<img src="../static/x.jpg" width="4" height="3"><img src="../static/x.svg">')},
                {"x.jpg": photograph(4, 3), "x.svg": b"<svg/>"},
            ),
            [],
        ),
        (
            whole({"en/a.html": html('<img src="../static/x.jpg">')}, {"x.jpg": photograph(640, 480)}),
            [
                "the picture 'x.jpg' has no width and height in whole pixels → write them after it: ![...](x.jpg){: width=640 height=480 }"
            ],
        ),
        *(
            (
                whole({"en/a.html": html(f'<img src="../static/x.jfif" {size}>')}, {"x.jfif": photograph(640, 480)}),
                [
                    "the picture 'x.jfif' has no width and height in whole pixels → write them after it: ![...](x.jfif){: width=640 height=480 }"
                ],
            )
            for size in (
                'width="100%" height="auto"',
                'width="300px" height="225px"',
                'width="0" height="0"',
                f'width="{"9" * 5000}" height="3"',
            )
        ),
    ],
    "oversized-pictures": [
        (whole({"en/a.html": html('<img src="../static/x.jpg" width="320">')}, {"x.jpg": photograph(640, 480)}), []),
        (
            whole({"en/a.html": html('<img src="../static/x.jpg" width="319">')}, {"x.jpg": photograph(640, 480)}),
            ["the picture 'x.jpg' is 640 pixels wide and is shown at 319 → make it 638 pixels wide"],
        ),
    ],
    "heavy-pictures": [
        (whole({}, {"x.jpg": photograph(4, 3).ljust(200_000), "x.pdf": bytes(200_001)}), []),
        (
            whole({}, {"y.pjpeg": photograph(4, 3).ljust(200_001)}),
            ["the picture has 200001 bytes; the limit is 200000 → make it smaller, or save it as WebP"],
        ),
    ],
    "pictures-with-place": [
        (whole({}, {"x.jpg": photograph(4, 3, ONLY_VERSION), "y.jpg": photograph(4, 3), "z.txt": b"GPSLatitude"}), []),
        (
            whole({}, {"x.jpg": photograph(4, 3, AT_HOME), "y": b'RIFF....WEBP<x:xmpmeta exif:GPSLatitude="50,51N"/>'}),
            [
                "the picture tells where it was taken → save a copy of it that stands upright and is without its data (EXIF and XMP)"
            ]
            * 2,
        ),
    ],
    "active-drawings": [
        (
            whole(
                {},
                {
                    "x.svg": b'<?xml version="1.0"?><svg xmlns="http://w.example/"><a href="https://x.example/"><path style="fill:red"/></a></svg>'
                },
            ),
            [],
        ),
        (
            whole(
                {},
                {
                    "x.svg": b'<svg><script>alert(1)</script><image href="data:image/jpeg;base64,AA"/><use href="https://e.example/p.svg#a"/>'
                    b'<a xlink:href="javascript:x" onclick="y"/></svg>'
                },
            ),
            [
                "a <script> stands in the drawing → remove it, and save the drawing as plain SVG",
                "a <image> stands in the drawing → remove it, and save the drawing as plain SVG",
                "the <use> asks another site for 'https://e.example/p.svg#a', which then knows the reader → put a copy into static/ and name it from there",
                "the address 'javascript:x' could run a script → link to a page, or to an address that begins with https://",
                "the attribute 'onclick' stands in a <a> → remove it; scripts belong in static/scripts/, styles in static/styles/",
            ],
        ),
    ],
    "heavy-pages": [
        (whole({"en/a.html": html("")}, budgets={"page": "300"}), []),
        (
            whole({"en/a.html": "".join(f"{number}" for number in range(10))}, budgets={"page": "5"}),
            [
                "the page weighs 14 bytes compressed; the budget is 5 → shorten it, divide it, or raise 'budgets' in site.yaml"
            ],
        ),
    ],
    "nearly-heavy-pages": [
        (whole({"en/a.html": "0123456789", "404.html": "0123456789"}, budgets={"page": "15"}), []),
        (whole({"en/a.html": "0123456789"}, budgets={"page": "13"}), []),
        (
            whole({"en/a.html": "0123456789"}, budgets={"page": "14"}),
            ["the page weighs 14 bytes compressed, and may weigh 14 → shorten or divide it before more is written"],
        ),
    ],
    "heavy-site": [
        (whole({"en/a.html": "0123456789"}, front={}, budgets={"median": "14", "scripts": "7"}), []),
        (
            whole({"en/a.html": "0123456789"}, front={}, budgets={"median": "5", "scripts": "6"}),
            [
                "the median page weighs 14 bytes compressed; the budget is 5 → shorten styles, templates or pages, or raise 'budgets'",
                "the scripts have 7 bytes; the budget is 6 → shorten them, or raise 'budgets'",
            ],
        ),
    ],
    "orphan-pages": [
        (
            whole(
                {
                    "en/index.html": html('<a href="a/">A</a>'),
                    "en/a/index.html": html(""),
                    "404.html": html(""),
                    "en/old.html": '<meta http-equiv="refresh">',
                }
            ),
            [],
        ),
        (
            whole(
                {
                    "fr/index.html": html('<a href="../en/a/">A</a>', "fr"),
                    "en/a/index.html": html('<a href="#x">x</a>'),
                    "en/404.html": html('<a href="a/">A</a>'),
                }
            ),
            ["no other page of its language links to this page → link to it from another page, or give it a 'menu'"],
        ),
    ],
    "short-summaries": [
        (whole({"en/a.html": html(""), "en/b.html": html("", head="")}), []),
        (
            whole({"en/a.html": html("", head=SUMMARY.replace("What this page is about", "Figures"))}),
            ["the summary 'Figures.' says very little → say in one sentence what the page holds"],
        ),
    ],
    "overdue-reviews": [
        (whole({"en/a.html": ""}, front={"review_by": "2026-11-24"}), []),
        (
            whole({"en/a.html": ""}, front={"review_by": "2026-11-23"}),
            [
                "this page was to be reviewed by 2026-11-23 → check it against its sources, then set 'reviewed' and 'review_by' anew"
            ],
        ),
    ],
    "expired-statements": [
        (
            whole(
                {},
                {".well-known/security.txt": b"Contact: x\nExpires: 2026-11-25T00:00:00Z\n"},
                accessibility=STATEMENT | {"reviewed": "2025-11-24"},
            ),
            [],
        ),
        (
            whole({}, {".well-known/security.txt": b"Expires: 2026-11-24T00:00:00Z"}, accessibility=STATEMENT),
            [
                "the accessibility statement was last reviewed on 2025-11-01 → check it, and set 'reviewed' anew",
                "it expired on 2026-11-24 → check what it says, and set 'Expires' anew",
            ],
        ),
        (
            whole({}, {".well-known/security.txt": b"Contact: x"}),
            ["it does not say when it expires (RFC 9116, section 2.5.5) → add a line 'Expires: 2027-01-01T00:00:00Z'"],
        ),
    ],
}


@pytest.mark.parametrize(
    ("name", "site", "expected"), [(name, site, expected) for name, cases in CASES.items() for site, expected in cases]
)
def test_a_rule_tells_what_breaks_it_and_nothing_else(name: str, site: Whole, expected: list[str]) -> None:
    rule = check.RULES[name]
    faults = (fault for file in site.files for fault in rule(file, site)) if rule in check.PAGE_RULES else rule(site)  # type: ignore[call-arg, arg-type]

    assert [f"{fault.message} → {fault.fix}" for fault in faults] == expected


def test_every_rule_has_a_sentence_a_site_that_breaks_it_and_one_that_does_not() -> None:
    assert set(CASES) == set(check.RULES)
    assert [name for name, cases in CASES.items() if {bool(expected) for _, expected in cases} != {True, False}] == []
    assert [name for name, rule in check.RULES.items() if not check.sentence(rule).endswith(".")] == []


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
    assert Finished("en/index.html", f"<main>{body}</main>".encode(), "content/en/index.md").sentences == words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<html><body><p>a</p></body></html>", [("p", ""), ("/p", "")]),
        ("<style>p > b { }</style><script>'<p>'</script><!-- <p> -->", []),
        (
            "<img alt='a > b'/><svg><path/></svg>",
            [("img", " alt='a > b'/"), ("svg", ""), ("path", "/"), ("/path", ""), ("/svg", "")],
        ),
    ],
)
def test_tags_are_read_as_they_are_written(html: str, expected: list[tuple[str, str]]) -> None:
    assert markup.tags(html) == expected


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_photograph_tells_its_size_and_whether_it_tells_its_place(form: str) -> None:
    here, nowhere = io.BytesIO(), io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 51.0, 2.0), 3: "E", 4: (4.0, 21.0, 7.0)})
    Image.new("RGB", (301, 203)).save(here, form, exif=exif.tobytes())
    Image.new("RGB", (301, 203)).save(nowhere, form)

    assert (raster.size(here.getvalue()), raster.tells_place(here.getvalue())) == ((301, 203), form != "GIF")
    assert (raster.size(nowhere.getvalue()), raster.tells_place(nowhere.getvalue())) == ((301, 203), False)


@pytest.mark.parametrize(
    "data",
    [
        b'photoshop:City="Antwerpen"',
        b'Iptc4xmpCore:Location="Rue Secrete 5"',
        b"tEXtRaw profile type exif\0\nexif\n  56\n" + (photograph(4, 3, AT_HOME)).hex("\n", -36).encode(),
    ],
)
def test_a_place_in_words_or_in_hexadecimal_text_is_seen(data: bytes) -> None:
    assert raster.tells_place(b"\x89PNG\r\n\x1a\n" + data)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "shown"), [(1, (301, 203)), (3, (301, 203)), (6, (203, 301)), (8, (203, 301))])
def test_a_photograph_that_lies_on_its_side_is_measured_as_it_is_shown(
    form: str, orientation: int, shown: tuple[int, int]
) -> None:
    turned, exif = io.BytesIO(), Image.Exif()
    exif[raster.ORIENTATION] = orientation
    Image.new("RGB", (301, 203)).save(turned, form, exif=exif.tobytes())

    assert raster.size(turned.getvalue()) == shown
    assert raster.size(photograph(4, 3, AT_HOME)) == (4, 3)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF"])
def test_a_photograph_is_known_by_its_first_bytes(form: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (3, 2)).save(picture, form)

    assert raster.is_photograph(picture.getvalue())
    assert not any(map(raster.is_photograph, (b"", b"<svg/>", b"%PDF-1.7", b"II", b"GPSLatitude")))


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF____WEBPVP8L", b"II*\0\xff\xff\xff\xff"]
)
def test_a_damaged_photograph_has_no_size_and_no_place(data: bytes) -> None:
    assert (raster.size(data), raster.tells_place(data)) == (None, False)


Run = Callable[..., tuple[int, str, str]]
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


def test_a_heading_is_told_at_its_line_and_a_component_by_what_to_do(tiny: Path, run: Run) -> None:
    last = append(tiny / "content/en/topics/first.md", "\n## Sources\n")
    append(tiny / SECOND, "\n{{ partners }}\n")

    told = run(tiny)[2]

    assert f"content/en/topics/first.md:{last}:1: the id 'sources' stands 2 times" in told
    assert (
        "the heading 'The House' is of level 3 and follows level 1 (on /en/topics/second/ and 3 more pages)\n" in told
    )
    assert "    fix: put a heading '## ...' above the component that shows it\n" in told


def test_a_fault_of_data_is_told_at_its_line_in_site_yaml(tiny: Path, run: Run) -> None:
    config = tiny / "site.yaml"
    before, _, after = config.read_text("utf-8").partition("https://house.example/")
    config.write_text(f"{before}https://house.example/?utm_id=1{after}", "utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")

    assert f"site.yaml:{line}:{column}: the link 'https://house.example/?utm_id=1' carries 'utm_id'" in run(tiny)[2]


@pytest.mark.parametrize("page", ["https://[x", "http://[::1/list", "mailto://[x", "tel://[x", "https://exa℀mple.org/"])
def test_an_address_that_cannot_be_read_ends_no_rule(page: str) -> None:
    site = whole(
        {"en/a.html": html(f'<a href="{page}?a=1">a</a><figure><table></table><a href="{page}">b</a></figure>')},
        url="https://ours.example/",
    )

    assert [
        fault
        for rule in check.PAGE_RULES
        for fault in rule(site.files[0], site)
        if fault.message.startswith(f"the address '{page}' cannot")
    ]


def test_a_fault_of_a_translation_is_told_where_it_can_be_mended(tiny: Path, run: Run) -> None:
    """Fields that hold for every language stand in the source, words of the interface in their own file."""
    page = tiny / "content/en/help.md"
    page.write_text(page.read_text("utf-8").replace("exit: true", "").rstrip() + "\n\nSee [it][@line].\n", "utf-8")
    sources = tiny / "content/sources.yaml"
    sources.write_text(sources.read_text("utf-8").replace("https://line.example/", '"https://b.example/?a=1&gclid=1"'))
    for words in tiny.glob("content/*/words.yaml"):
        words.write_text(re.sub("(?m)^need_help: .*", "need_help: Call 122", words.read_text("utf-8")), "utf-8")

    told = re.findall("(?m)^content/.*", run(tiny)[2])

    assert told == [
        "content/de/words.yaml:13:12: the telephone number '122' is typed by hand (on /de/ and 5 more pages)",
        "content/en/help.md:6:28: the link 'https://b.example/?a=1&gclid=1' carries 'gclid', by which others follow readers (on /en/help/ and 3 more pages)",
    ]


def test_a_check_can_be_switched_off_and_every_build_says_why(tiny: Path, run: Run) -> None:
    append(tiny / SECOND, "\nRead [more](https://b.example/).\n")
    append(tiny / "site.yaml", 'checks: {vague-links: "We like them."}\n')

    first, again, only_checked = run(tiny), run(tiny), run(tiny, "check")

    assert (first[0], again[0], only_checked[0]) == (0, 0, 0)
    assert [
        "check 'vague-links' is switched off: We like them.\n" in said for _, said, _ in (first, again, only_checked)
    ] == [True] * 3


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'checks: {orphan-page: "Why not."}',
            "10: there is no check 'orphan-page'\n    fix: did you mean 'orphan-pages'?\n",
        ),
        (
            'checks: {orphan-pages: ""}',
            "24: 'checks.orphan-pages' has no reason\n    fix: write why this check is off, for those who come after you\n",
        ),
    ],
)
def test_a_check_that_is_unknown_or_has_no_reason_is_told(line: str, expected: str, tiny: Path, run: Run) -> None:
    last = append(tiny / "site.yaml", f"{line}\n")

    code, _, told = run(tiny)

    assert code == 1
    assert (
        "\n".join(row for row in told.splitlines() if not row.startswith("    | "))
        == f"site.yaml:{last}:{expected}\n1 problem; nothing was published"
    )


def test_a_page_that_nothing_links_to_is_a_warning(tiny: Path, run: Run) -> None:
    (tiny / "content/en/alone.md").write_text(
        "---\ntitle: Alone\nsummary: Nobody links to this page.\n---\nText.\n", "utf-8"
    )

    code, said, _ = run(tiny)

    assert code == 0
    assert (
        "warning: content/en/alone.md:1:1: no other page of its language links to this page (on /en/alone/)\n" in said
    )


def test_page_weighs_the_same_whatever_comes_and_goes(tiny: Path) -> None:
    """One changed sentence puts a notice on each translation, and the address of the site makes links in the head."""
    path = "fr/obtenir-de-l-aide/index.html"
    config = tiny / "site.yaml"
    config.write_text(re.sub("(?m)^url: .*\n", "", config.read_text("utf-8")), "utf-8")
    before = {output.path: output for output in build.make(options(tiny)).outputs}[path]
    append(tiny / "content/en/help.md", "\nOne more sentence.\n")
    url = "https://www.example.org/some/folder/"
    after = {output.path: output for output in build.make(options(tiny, url=url)).outputs}[path]

    assert (b'class="notice"' in before.data, b"canonical" in before.data) == (False, False)
    assert (b'class="notice"' in after.data, b"canonical" in after.data) == (True, True)
    assert Finished(path, after.data, "", None, after.lasting).weight == Finished(path, before.data, "").weight


def test_the_checks_are_listed_with_their_sentences(tiny: Path, run: Run) -> None:
    (tiny / "site.yaml").write_text("broken: [", "utf-8")

    code, said, complained = run(tiny, "check", "--list")

    rows = dict(row.split("  ", 1) for row in said.splitlines())
    assert (code, complained) == (0, "")
    assert sorted(rows) == list(rows) == sorted(check.RULES)
    assert rows["heavy-site"].strip() == "The median page and all scripts together keep the budgets of site.yaml."
    assert (
        rows["orphan-pages"].strip()
        == "Every page is linked from another page of its language: from a text, a card or a menu. (warning)"
    )
    assert len({len(row) - len(row.partition("  ")[2].lstrip()) for row in said.splitlines()}) == 1


def test_the_real_site_breaks_no_rule_of_the_html_parser(made: build.Made) -> None:
    wrong = []
    for output in made.outputs:
        if output.path.endswith(".html"):
            parser = html5lib.HTMLParser()
            parser.parse(output.data.decode())
            wrong += [(output.path, error) for error in parser.errors]

    assert wrong == []


def test_a_year_without_review_is_a_warning_of_the_build(tiny: Path) -> None:
    statement = "accessibility: {standard: {en: WCAG}, status: full, prepared: 2026-01-01, reviewed: 2026-01-01}\n"
    last = append(tiny / "site.yaml", statement)

    made = build.make(options(tiny, today=datetime.date(2027, 1, 3)))

    assert [(str(warning.location), warning.message) for warning in made.warnings] == [
        (f"site.yaml:{last}:75", "the accessibility statement was last reviewed on 2026-01-01")
    ]


def test_a_template_is_named_from_the_project_wherever_that_stands(tmp_path: Path) -> None:
    site = copy_tiny(tmp_path / "templates" / "site")
    (site / "templates/section.html").write_text(
        '{% extends "page.html" %}\n{% block after %}{{ colour }}{% endblock %}', "utf-8"
    )

    with pytest.raises(BuildFailed) as failed:
        build.make(options(site))

    assert {str(problem.location) for problem in failed.value.problems} == {"templates/section.html:2:1"}
