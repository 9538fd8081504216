"""One text in, one compiled text out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compile.prose import Dialect, Heading, compile_text, marks
from generator.compile.scan import Reference, places_glossary

PLAIN = Dialect()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## IOM's work", Heading(2, "ioms-work", "IOM’s work", 0)),
        ("## *Two* & `three`", Heading(2, "two-three", "Two & three", 0)),
        ("## Own {#id-1}", Heading(2, "id-1", "Own", 0)),
        ("## Été à Liège", Heading(2, "été-à-liège", "Été à Liège", 0)),
        ("Text.\n\nUnderlined\n---\n\n## No", Heading(2, "underlined", "Underlined", 7)),
        ("```\n## No\n```\n\n<!--\n## No\n-->\n\n    ## No\n\n- ## Listed", Heading(2, "listed", "Listed", 44)),
        ("> ### Quoted\n\n### Quoted", Heading(3, "quoted", "Quoted", 2)),
        ("!!! note\n    ## Inside", Heading(2, "inside", "Inside", 13)),
    ],
)
def test_headings_are_plain_text_with_an_id_and_a_place(text: str, expected: Heading) -> None:
    assert compile_text(text, PLAIN).headings[0] == expected


def test_a_component_in_a_heading_is_no_part_of_its_title() -> None:
    assert compile_text("## Call {{ phone id=line }}", PLAIN).headings[0].title == "Call"


def test_what_is_commented_out_is_not_published() -> None:
    assert compile_text(
        "One <!-- not yet --> two.\n\n<!--\n## Later {#a}\n\nA name.\n-->\n\n## Now {#a}\n", PLAIN
    ).html == ('<p>One  two.</p>\n<h2 id="a">Now</h2>')


def test_a_heading_may_hold_an_abbreviation_of_the_glossary() -> None:
    prose = compile_text("## IOM's work", Dialect((("IOM", "International Organization for Migration"),)))

    assert [heading.title for heading in prose.headings] == ["IOM’s work"]


@pytest.mark.parametrize(
    "text",
    ["`{{ phone }}`", "``a {{ b ` c }}``", "```\n{{ phone }}\n[@x]\n```", "~~~\n{{ open\n~~~", "<!-- {{ phone }} -->"],
)
def test_code_and_comments_are_left_alone(text: str) -> None:
    prose = compile_text(text, PLAIN)

    assert (prose.references, prose.mistakes) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Terms:\n\n{{ glossary }}\n", True),
        ("Write `{{ glossary }}` so.", False),
        ("``a {{ glossary }}``", False),
        ("```\n{{ glossary }}\n```\n", False),
        ("~~~\n{{ glossary }}\n~~~\n", False),
    ],
)
def test_a_glossary_in_code_makes_no_page_of_terms(text: str, expected: bool) -> None:
    assert places_glossary(text) is expected


def test_references_know_their_line_and_column() -> None:
    prose = compile_text("One [a](a.md).\n\nTwo [b](b.md) [@c] and [a](a.md) {{ d e=f }}\n\n{{ g }}\n", PLAIN)

    assert sorted(prose.references, key=lambda reference: (reference.line, reference.column)) == [
        Reference("link", "a.md", 1, 9),
        Reference("link", "b.md", 3, 9),
        Reference("citation", "c", 3, 15),
        Reference("link", "a.md", 3, 28),
        Reference("component", "d", 3, 34, (("e", "f"),)),
        Reference("component", "g", 5, 1, (), True),
    ]


def test_a_link_whose_words_begin_with_an_at_sign_is_no_citation() -> None:
    references = compile_text("[@name](https://a.example/) [@name][a]\n\n[a]: https://b.example/", PLAIN).references

    assert [(reference.kind, reference.target) for reference in references] == [
        ("link", "https://a.example/"),
        ("link", "https://b.example/"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A claim [@a][@b], and [@c][^1].\n\n[^1]: D", "<p>A claim01, and2"),
        ("A rule. [@a]\nMore [@b] of it", "<p>A rule.0\nMore1 of it</p>"),
        ("- [@a] says so.\n- [@b] too.", "<ul>\n<li>0 says so.</li>\n<li>1 too.</li>\n</ul>"),
        ("1. [@a] says so.", "<ol>\n<li>0 says so.</li>\n</ol>"),
        ("Term\n:   [@a] says so.", "<dl>\n<dt>Term</dt>\n<dd>0 says so.</dd>\n</dl>"),
        ("- item\n\n    [@a] says so.", "<ul>\n<li>\n<p>item</p>\n<p>0 says so.</p>\n</li>\n</ul>"),
        ("\\[@a] is how to cite", "<p>[@a] is how to cite</p>"),
    ],
)
def test_a_citation_stands_where_it_is_put(text: str, expected: str) -> None:
    prose = compile_text(text, PLAIN)

    assert "".join(piece if number is None else str(number) for piece, number in marks(prose.html)).startswith(expected)
    assert prose.mistakes == ()


@pytest.mark.parametrize("text", ["A\n\n{{ a }} \n\nB", "{{ a }}\t\n", "  {{ a }}", "{{ a }}\xa0"])
def test_a_component_alone_may_have_spaces_around_it(text: str) -> None:
    prose = compile_text(text, PLAIN)

    assert [reference.block for reference in prose.references] == [True]
    assert "<p>\ue000" not in prose.html


@pytest.mark.parametrize("text", ["A\n{{ a }}", "{{ a }}\nB", "{{ a }}\n{{ b }}", "- {{ a }}", "{{ a }}\n{: .wide }"])
def test_a_component_within_a_paragraph_is_not_alone(text: str) -> None:
    assert not any(reference.block for reference in compile_text(text, PLAIN).references)


@pytest.mark.parametrize(
    ("text", "target", "column"),
    [
        ("<info@a.example>", "mailto:info@a.example", 2),
        ("Write to [us](mailto:info@a.example)", "mailto:info@a.example", 15),
        ("[a](https://a.example/?b=1&amp;c=2)", "https://a.example/?b=1&c=2", 5),
        ("[a](https://a.example/?b=1&copy=2)", "https://a.example/?b=1&copy=2", 5),
    ],
)
def test_an_address_is_the_one_that_was_meant(text: str, target: str, column: int) -> None:
    assert compile_text(text, PLAIN).references == (Reference("link", target, 1, column),)


def test_an_id_does_not_hold_the_number_of_a_citation() -> None:
    assert compile_text("## Why [@a]\n\n## So {{ b }}", PLAIN).ids == ("why", "so")


@pytest.mark.parametrize("second", ["2<sup>e</sup> protocole", "**É**tat", "&Eacute;tat", "foo\\_bar", "`a`b", "*2*nd"])
def test_a_heading_is_found_in_its_line_whatever_stands_in_it(second: str) -> None:
    text = f"A 5.\n\n## First\n\n## {second} {{#id}}\n\nB"

    assert [heading.offset for heading in compile_text(text, PLAIN).headings] == [
        text.index("## First"),
        text.index(f"## {second}"),
    ]


def test_marks_of_code_within_a_sentence_open_no_block() -> None:
    assert compile_text("```a``` is a sign.\n\nMore [@a].", PLAIN).references == (Reference("citation", "a", 3, 6),)


def test_a_backtick_for_an_apostrophe_hides_nothing_in_the_next_item() -> None:
    prose = compile_text(
        "- L`aide {{ a }}\n- l`autre {{ b }}\n\n## L`un\n\n| l`a | {{ c }} |\n|---|---|\n| l`b | d |", PLAIN
    )

    assert [reference.target for reference in prose.references] == ["a", "b", "c"]


def test_no_invisible_character_is_published() -> None:
    prose = compile_text("L\x92aide\u2028ici", PLAIN)

    assert "\x92" not in prose.html
    assert [(mistake.column, mistake.message) for mistake in prose.mistakes] == [
        (2, "an invisible character stands here"),
        (7, "an invisible character stands here"),
    ]


def test_a_value_with_spaces_stands_between_quotes() -> None:
    (reference,) = compile_text('{{ cards pages="a.md b.md" x="" }}', PLAIN).references

    assert reference.arguments == (("pages", "a.md b.md"), ("x", ""))


def test_links_to_other_sites_send_no_referrer() -> None:
    html = compile_text("[a](https://a.example/) [b](b.md)", PLAIN).html

    assert html.count('rel="noreferrer"') == 1


def test_quotation_marks_are_those_of_the_language() -> None:
    assert "„Ja“" in compile_text('"Ja"', Dialect(quotes=("„", "“", "‚", "‘"))).html


def test_tables_scroll_and_carry_no_style() -> None:
    html = compile_text("## Two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n", PLAIN).html

    assert '<div aria-labelledby="two" class="table" role="region" tabindex="0"><table>' in html
    assert '<td class="align-right">2</td>' in html
    assert "style=" not in html


def test_what_follows_the_language_of_a_code_block_does_not_spoil_it() -> None:
    prose = compile_text("```rust,ignore (why)\n#[allow(x)]\n```\n", PLAIN)

    assert prose.html == '<pre><code class="language-rust">#[allow(x)]\n</code></pre>'
    assert prose.mistakes == ()


def test_a_text_does_not_remember_the_footnotes_of_another() -> None:
    compile_text("A[^1]\n\n[^1]: one", PLAIN)

    assert "one" not in compile_text("B", PLAIN).html


@given(st.text(alphabet=st.sampled_from("ab {}[]()@#`~*_<>!|-=\"'\n\\:^&;1.\t\ue000\x02é"), max_size=60))
def test_any_text_compiles_and_every_mark_has_its_reference(text: str) -> None:
    prose = compile_text(text, PLAIN)

    used = [number for _, number in marks(prose.html) if number is not None]
    assert all(0 <= number < len(prose.references) for number in used)
    lines = text.count("\n") + 1
    assert all(1 <= reference.line <= lines and reference.column >= 1 for reference in prose.references)
    assert all(1 <= mistake.line <= lines and mistake.column >= 1 for mistake in prose.mistakes)


SHORT = (("NGO", "non-governmental organisation"), ("UN", "Vereinte Nationen"))
TERMS = (
    ("NGO", "ngo"),
    ("UN", "un"),
    ("reflection period", "reflection"),
    ("period", "period"),
    ("victime présumée", "presumed"),
    ("victim's right", "right"),
)
SPOKEN = Dialect(SHORT, TERMS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A reflection period, a reflection period.", "<p>A [reflection](reflection period), a reflection period.</p>"),
        ("Two Reflection periods and a period.", "<p>Two [reflection](Reflection periods) and a [period](period).</p>"),
        ("An NGO and an NGO.", '<p>An [ngo](<abbr title="non-governmental organisation">NGO</abbr>) and an NGO.</p>'),
        (
            "[period](x.md) `period` *period*{: lang=fr }",
            '<p><a href="#">period</a> <code>period</code> <em lang="fr">period</em></p>',
        ),
        ("A victim's right.", "<p>A [right](victim’s right).</p>"),
        ("![a](b.svg){: lang=fr } period", '<p><img alt="a" lang="fr" src="#b.svg"> [period](period)</p>'),
        ("NGOs, ngos, uns.", "<p>[ngo](NGOs), ngos, uns.</p>"),
        ("Les Victimes\nprésumées et la période.", "<p>Les [presumed](Victimes\nprésumées) et la période.</p>"),
        ("## Period\n\nperiodical", '<h2 id="period">Period</h2>\n<p>periodical</p>'),
    ],
)
def test_the_first_place_of_each_term_leads_to_the_glossary(text: str, expected: str) -> None:
    prose = compile_text(text, SPOKEN)
    shown = "".join(
        piece if number is None else f"#{prose.references[number].target}" for piece, number in marks(prose.html)
    )
    shown = re.sub(r'(?s)<a class="term" href="#([^"]+)">(.*?)</a>', r"[\1](\2)", shown)

    assert shown.replace("#x.md", "#") == expected
