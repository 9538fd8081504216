"""Compiling a text: its HTML with marks, references with their positions, headings, passages."""

import re

import pytest

from generator.compile.block_parser import NOTE_KINDS
from generator.compile.language import LanguageData
from generator.compile.prose import Heading, Prose, Reference
from generator.compile.text import compile_text
from tests.conftest import ROOT

PLAIN = LanguageData()
AROUND_BLOCKS = re.compile(r"[\ue002\ue003]|\n?(</?(?:blockquote|d[dlt]|div|h[1-6r]|li|[ou]l|p|pre|t\w+)\b[^>]*>)\n?")
"""Line ends around blocks, and the marks for the search, which do not matter here."""


def shown(prose: Prose) -> str:
    """Return the HTML of a text with readable marks: #target, or [id](words) for a term."""
    pieces, opened = [], set[int]()
    for text, number in prose.html:
        reference = prose.references[number] if number is not None else None
        if reference is None:
            pieces.append(text)
        elif reference.kind == "term":
            pieces.append(")" if number in opened else f"[{reference.destination}](")
            opened.add(number or 0)
        else:
            pieces.append(f"#{reference.destination}")
    return AROUND_BLOCKS.sub(r"\1", "".join(pieces))


def table(head: str, *body: str) -> str:
    rows = "".join(f'<tr><th scope="row">{cell}</th></tr>' for cell in body)
    top = f'<tr><th scope="col">{head}</th></tr>'
    return f'<div class="table stacked"><table><thead>{top}</thead><tbody>{rows}</tbody></table></div>'


REFERENCE = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'


def footnote(html: str) -> str:
    """Return the HTML of footnote 1, whose last paragraph ends with the link back."""
    back = '<a class="footnote-backref" href="#fnref:1" title="1">↩</a>'
    return f'<div class="footnote"><hr><ol><li id="fn:1">{html}{back}</p></li></ol></div>'


@pytest.mark.parametrize(("text", "expected"), [
    ("## IOM's work", Heading(2, "ioms-work", "IOM’s work", 0, 1)),
    ("## *Two* & `three`", Heading(2, "two-three", "Two & three", 0, 1)),
    ("## Own {#id-1}", Heading(2, "id-1", "Own", 0, 1)),
    ("## Own {#id-1} ##", Heading(2, "id-1", "Own", 0, 1)),
    ("## Own {: #id-1 .wide }", Heading(2, "id-1", "Own", 0, 1)),
    ("## Été à Liège", Heading(2, "été-à-liège", "Été à Liège", 0, 1)),
    ("## About C#", Heading(2, "about-c", "About C#", 0, 1)),
    ("## Closed ##", Heading(2, "closed", "Closed", 0, 1)),
    ("```\n## No\n```\n\n<!--\n## No\n-->\n\n- ## Listed", Heading(2, "listed", "Listed", 33, 9)),
    ("> ### Quoted\n\n### Quoted", Heading(3, "quoted", "Quoted", 2, 1)),
    ('!!! note "A"\n    ## Inside', Heading(2, "inside", "Inside", 17, 2, 0, 1)),
    ("## Why [@a]", Heading(2, "why", "Why", 0, 1)),
])  # fmt: skip
def test_headings_are_plain_text_with_an_id_and_an_offset(text, expected):
    assert compile_text(text, PLAIN).headings[0][:7] == expected[:7]


def test_references_know_their_line_and_column():
    text = 'One [a](a.md).\n\n- Two [b](b.md) [@c] and [a]\n    {{ d e="f g" h="" }}\n\n{{ i }}\n\n[a]: <a.md> "A"\n'
    table = "\n| a | b |\n|---|---|\n| [x](x.md) | `|` and [@y](y.md) |\n"

    assert compile_text(text + table, PLAIN).references == (
        Reference("link", "a.md", 1, 9, text="a", length=4),
        Reference("link", "b.md", 3, 11, text="b", length=4),
        Reference("citation", "c", 3, 17),
        Reference("link", "a.md", 8, 7, text="a", length=4),
        Reference("component", "d", 4, 5, (("e", "f g", 13), ("h", "", 21))),
        Reference("component", "i", 6, 1, (), True),
        Reference("link", "x.md", 12, 7, text="x", length=4),
        Reference("link", "y.md", 12, 28, text="@y", length=4),
    )


@pytest.mark.parametrize(("text", "alone"), [
    *((text, True) for text in ("A\n\n{{ a }} \n\nB", "  {{ a }}", "{{ a }}\xa0")),
    *((text, False) for text in ("A\n{{ a }}", "{{ a }}\nB", "{{ a }}\n{{ b }}", "- {{ a }}", "{{ a }}\n{: .b }")),
])  # fmt: skip
def test_a_component_on_a_line_of_its_own_is_a_block(text, alone):
    prose = compile_text(text, PLAIN)

    assert {reference.is_block for reference in prose.references} == {alone}
    assert not (alone and "<p>#" in shown(prose))


@pytest.mark.parametrize(("text", "target", "column"), [
    ("Write to [us](mailto:info@a.example)", "mailto:info@a.example", 15),
    ("[a](https://a.example/?b=1&amp;c=2)", "https://a.example/?b=1&c=2", 5),
    ("[a](https://a.example/?b=1&copy=2)", "https://a.example/?b=1&copy=2", 5),
    ("[a](report.pdf#page=3)", "report.pdf#page=3", 5),
    ("[a](<a b.md>)", "a b.md", 6),
    ("[a](b_(c).md)", "b_(c).md", 5),
    ("[a](b(c(d(e)))f)", "b(c(d(e)))f", 5),
    ("[a](b\\)c_\\(d.md)", "b)c_(d.md", 5),
    ("[a][]\n\n[A]: <b c.md>", "b c.md", 7),
])  # fmt: skip
def test_a_destination_is_decoded(text, target, column):
    (reference,) = compile_text(text, PLAIN).references

    assert (reference.destination, reference.column) == (target, column)


def test_the_description_of_a_picture_is_in_its_language():
    for text in ('![C](d.svg "E"){: lang=nl }', '*![C](d.svg "E")*{: lang=nl }'):
        assert [passage.without_foreign.strip() for passage in compile_text(text, PLAIN).passages] == ["", ""]


HTML = {
    "*a* **b** ***c***": "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em></p>",
    "**a *b* c**d": "<p><strong>a <em>b</em> c</strong>d</p>",
    "***a* b* c*": "<p><em><em><em>a</em> b</em> c</em></p>",
    "*a*{: lang=nl } _b_{: .c .e #d }": '<p><em lang="nl" translate="no">a</em> <em class="c e" id="d">b</em></p>',
    "| a | b |\n|:-:|:--|":
        '<div class="table stacked"><table><thead><tr><th class="align-center" scope="col">a</th>'
        '<th class="align-left" scope="col">b</th></tr></thead><tbody></tbody></table></div>',
    "## Two\n\n| | b |\n|---|--:|\n| `b\\|c d\\|e` | 2 |\n| | 3 |":
        '<h2 id="two">Two</h2><div aria-labelledby="two" class="table stacked" role="region" tabindex="0"><table>'
        '<thead><tr><td></td><th class="align-right" scope="col">b</th></tr></thead><tbody>'
        '<tr><th scope="row"><code>b|c d|e</code></th><td class="align-right">2</td></tr>'
        '<tr><td></td><td class="align-right">3</td></tr></tbody></table></div>',
    "## One\n\n## One": '<h2 id="one">One</h2><h2 id="one_1">One</h2>',
    "`{{ a }}` ``b {{ c ` d }}``": "<p><code>{{ a }}</code> <code>b {{ c ` d }}</code></p>",
    "```\n{{ a }}\n[@b]\n```\n\n~~~\n{{ c\n~~~":
        "<pre><code>{{ a }}\n[@b]\n</code></pre><pre><code>{{ c\n</code></pre>",
    "433*bis*, 61/2*ter* b": "<p>433<em>bis</em>, 61/2<em>ter</em> b</p>",
    "a\\\nb  \nc\\\\\nd": "<p>a<br>\nb<br>\nc<br>\nd</p>",
    "``a ` b`` &lt; &amp; &nbsp;<": "<p><code>a ` b</code> &lt; &amp; \xa0&lt;</p>",
    "A\n\n---\n\nB": "<p>A</p><hr><p>B</p>",
    "  * a\n  * b\n  * c": "<ul><li>a</li><li>b</li><li>c</li></ul>",
    "> a\n\n> b": "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
    "> a\nb\n\n> c": "<blockquote><p>a\nb</p></blockquote><blockquote><p>c</p></blockquote>",
    "*foo**bar**baz*": "<p><em>foo<strong>bar</strong>baz</em></p>",
    "`a`{: lang=fr } `b\n c`": '<p><code lang="fr" translate="no">a</code> <code>b\nc</code></p>',
    "A\n\n<!-- b -->\n\n<!--\n## C {#a}\n\nd\n-->\n\n## E {#a}\n": '<p>A</p><h2 id="a">E</h2>',
    "- a\n\n    ```py\n    <b\n      c\n    ```": "<ul><li><p>a</p><pre><code>&lt;b\n  c\n</code></pre></li></ul>",
    '!!! note "T"\n    Do.': '<div class="admonition note"><p class="admonition-title">T</p><p>Do.</p></div>',
    "- a\n- b\n\n    - c\n- d": "<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li><li><p>d</p></li></ul>",
    "> - a\n>\n>     b\n> - c": "<blockquote><ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul></blockquote>",
    "> a\n>\nb": "<blockquote><p>a</p></blockquote><p>b</p>",
    'A.\n\nb. of it\n\nC.\n\n!!! note "a. T"\n    Do.':
        '<p>A.</p><p>b. of it</p><p>C.</p><div class="admonition note"><p class="admonition-title">a. T</p>'
        "<p>Do.</p></div>",
    '!!! note "T"\n\t- a\n\t\t- b\n\t<!-- c -->\n\t\t\t- d':
        '<div class="admonition note"><p class="admonition-title">T</p><ul><li>a<ul><li>b<ul><li>d</li></ul></li>'
        "</ul></li></ul></div>",
    "> | a |\n> |---|\nb": "<blockquote>" + table("a") + "</blockquote><p>b</p>",
    "a\n\n&nbsp;\n\nb": "<p>a</p><p>b</p>",
    "> > ---\n---\na": "<blockquote><blockquote><hr></blockquote></blockquote><hr><p>a</p>",
    "> a\n***\nb": "<blockquote><p>a</p></blockquote><hr><p>b</p>",
    "> a\n> <!-- b -->\nc": "<blockquote><p>a</p></blockquote><p>c</p>",
    "- a\n    <!-- b -->\n    c\n    <!-- d -->\ne": "<ul><li>a\nc</li></ul><p>e</p>",
    "> - ## A\nb": '<blockquote><ul><li><h2 id="a">A</h2></li></ul></blockquote><p>b</p>',
    "> a\n| b |\n|---|": "<blockquote><p>a</p></blockquote>" + table("b"),
    "> a\n## B \\| c": '<blockquote><p>a</p></blockquote><h2 id="b-c">B | c</h2>',
    "- > a\n> b\n> c": "<ul><li><blockquote><p>a</p></blockquote></li></ul><blockquote><p>b\nc</p></blockquote>",
    "> ```\n> a\n>\n>   > b\n> ```": "<blockquote><pre><code>a\n\n  &gt; b\n</code></pre></blockquote>",
    "- > a\n- b": "<ul><li><blockquote><p>a</p></blockquote></li><li><p>b</p></li></ul>",
    "```\n\ta\tb\n  c\n```": "<pre><code>    a\tb\n  c\n</code></pre>",
    "- - ## b": '<ul><li><ul><li><h2 id="b">b</h2></li></ul></li></ul>',
    "A\n:    b\n: \xa0c\n:\t\td": "<dl><dt>A</dt><dd>b</dd><dd>c</dd><dd>d</dd></dl>",
    "- A\n    :   b\n        - c\n- d": "<ul><li><dl><dt>A</dt><dd>b<ul><li>c</li></ul></dd></dl></li><li>d</li></ul>",
    "- | a |\n  |---|\n  | 1 |\n- b": "<ul><li>" + table("a", "1") + "</li><li><p>b</p></li></ul>",
    "```\n- a\n\n    ```\n    b\n    ```\n```": "<pre><code>- a\n\n    ```\n    b\n    ```\n</code></pre>",
    " ```\n a\n    ```\n  ```": "<pre><code>a\n   ```\n</code></pre>",
    "- a\n    ```\n    : b\n    ```": "<ul><li><p>a</p><pre><code>: b\n</code></pre></li></ul>",
    "A claim [@a][@b], and [@c][^1].\n\n[^1]: D": f"<p>A claim#a#b, and#c{REFERENCE}.</p>" + footnote("<p>D\xa0"),
    "A[^n] and again[^n].\n\n[^n]: One.\n\n    Two.\n\nB":
        '<p>A<sup id="fnref:n"><a class="footnote-ref" href="#fn:n">1</a></sup> and again<sup>'
        '<a class="footnote-ref" href="#fn:n">1</a></sup>.</p><p>B</p><div class="footnote"><hr><ol>'
        '<li id="fn:n"><p>One.</p><p>Two.\xa0<a class="footnote-backref" href="#fnref:n" title="1">↩</a></p></li>'
        "</ol></div>",
    "A[^1]\n[^1]: B\n\nC": f"<p>A{REFERENCE}</p><p>C</p>" + footnote("<p>B\xa0"),
    "> a[^1]\n[^1]: > x\n\n    > y\n\n> b": (
        f"<blockquote><p>a{REFERENCE}</p></blockquote><blockquote><p>b</p></blockquote>"
        + footnote("<blockquote><p>x</p></blockquote><blockquote><p>y</p></blockquote><p>")
    ),
    "A[^1].\n\n[^1]: | a |\n    |---|\n    | 1 |": f"<p>A{REFERENCE}.</p>" + footnote(table("a", "1") + "<p>"),
    "A[^1]\n\n[^1]: ```\n    a\n      b\n    ```":
        f"<p>A{REFERENCE}</p>" + footnote("<pre><code>a\n  b\n</code></pre><p>"),
    "A[^1]\n\n[^1]: > ```\n    > a\n    >   b\n    > ```":
        f"<p>A{REFERENCE}</p>" + footnote("<blockquote><pre><code>a\n  b\n</code></pre></blockquote><p>"),
    "- 3. a\n\n    4. b": '<ul><li><ol start="3"><li><p>a</p></li><li><p>b</p></li></ol></li></ul>',
    "A\n:   3. b\n    4. c": '<dl><dt>A</dt><dd><ol start="3"><li>b</li><li>c</li></ol></dd></dl>',
    "A rule. [@a]\nMore [@b] of it": "<p>A rule.#a\nMore#b of it</p>",
    "[see <https://a.example>](b.md) [@a] [@b]": '<p><a href="#b.md">see https://a.example</a>#a#b</p>',
    "- [@a] says so.\n- [@b] too.": "<ul><li>#a says so.</li><li>#b too.</li></ul>",
    "Term\n:   [@a] says so.": "<dl><dt>Term</dt><dd>#a says so.</dd></dl>",
    "- item\n\n    [@a] says so.": "<ul><li><p>item</p><p>#a says so.</p></li></ul>",
    '[a](b.md "C &amp; \\\'d")': '<p><a href="#b.md" title="C &amp; &#x27;d">a</a></p>',
    "[a]\n\n[a]: b.md 'C &amp; \\'d'": '<p><a href="#b.md" title="C &amp; &#x27;d">a</a></p>',
    "[a]\n\n[a]: b.md (C &amp; 'd)": '<p><a href="#b.md" title="C &amp; ’d">a</a></p>',
    '[a](b.md "\\\\. -- c")': '<p><a href="#b.md" title="\\. – c">a</a></p>',
    "\\[@a\\] is how to cite": "<p>[@a] is how to cite</p>",
    "[@a](b.md) [@c][d]\n\n[d]: e.md": '<p><a href="#b.md">@a</a> <a href="#e.md">@c</a></p>',
    **{
        f"| a |\n|---|\n| 1 |\n{below}": table("a", "1") + html
        for below, html in {
            "- a\n- b": "<ul><li>a</li><li>b</li></ul>",
            "<!-- a | b -->": "",
            "## C": '<h2 id="c">C</h2>',
            "```\nC\n```": "<pre><code>C\n</code></pre>",
            "~~~\nC\n~~~": "<pre><code>C\n</code></pre>",
            "> a \\| b": "<blockquote><p>a | b</p></blockquote>",
        }.items()
    },
}  # fmt: skip
"""Texts, and their HTML with readable marks."""


@pytest.mark.parametrize("text", HTML)
def test_markdown_becomes_html(text):
    prose = compile_text(text, PLAIN)

    assert prose.problems == ()
    assert shown(prose) == HTML[text]


def test_passages_have_the_words_that_a_reader_sees_and_their_positions():
    prose = compile_text(
        "## One\n\n- Call **now**: {{ phone }} [@a]\n    or *later*\n\n| x |\n|---|\n| \\* y |\n\n> a\n>\n> b\n", PLAIN
    )

    assert [(passage.kind, passage.text) for passage in prose.passages] == [
        ("heading", "One"),
        ("item", "Call now: \ufffc or later"),
        ("cell", "x"),
        ("cell", "* y"),
        ("quotation", "a"),
        ("paragraph", "b"),
    ]
    item = prose.passages[1]
    positions = [item.position(item.text.index(word)) for word in ("Call", "now", "or", "later", "ater")]
    assert positions == [(3, 3), (3, 10), (4, 5), (4, 9), (4, 10)]
    assert prose.passages[3].position(2) == (8, 6)


def test_the_title_of_a_picture_is_a_passage_too():
    title, block = compile_text('![A](b.svg "Photo: 5\\*3")', PLAIN).passages

    assert (title.kind, title.text, title.position(9)) == ("title", "Photo: 5*3", (1, 23))
    assert block.text == "A"


@pytest.mark.parametrize(("text", "word", "position"), [
    ("a `xy` b", "xy", (1, 4)),
    ("a `` x`y `` b", "y", (1, 8)),
    ("a `x\ny` b", "y", (2, 1)),
    ("| a |\n|---|\n| b `x\\|\\|y` |", "y", (3, 11)),
    ("![A nice TODO](b.svg)", "TODO", (1, 10)),
    ("![A nice\npicture and TODO](b.svg)", "TODO", (2, 13)),
    ("![A *nice* **picture** &amp;  `x\ny` 7](b.svg)", "7", (2, 4)),
    ("[![A *b* c](b.svg) d](e.md)", "c", (1, 10)),
])  # fmt: skip
def test_words_in_code_or_a_description_have_positions(text, word, position):
    passage = compile_text(text, PLAIN).passages[-1]

    assert passage.position(passage.text.index(word)) == position


@pytest.mark.parametrize("marks", ['.""', ".“”", ".„“", ".»«", ".«»", ".‚‘", ".‘’", "؟«»", "۔“”", "।“”"])
def test_a_sentence_ends_with_the_punctuation_of_any_language(marks):
    end, left, right = marks
    text = f"{left}It is one of five{end}{right} {left}It is one of five{end}{right}"

    assert compile_text(text, PLAIN).sentences.average == 5


GLOSSARY = LanguageData(
    (
        ("NGO", "ngo", "non-governmental organisation"),
        ("UN", "un", "Vereinte Nationen"),
        ("Mr X", "mr", "Mister X"),
        ("reflection period", "reflection", ""),
        ("period", "period", ""),
        ("victime présumée", "presumed", ""),
        ("victim's right", "right", ""),
        ("economy", "economy", ""),
        ("circular economy", "", ""),
    ),
    endings=("s", "e"),
)
NGO = '<abbr title="non-governmental organisation">NGO</abbr>'


@pytest.mark.parametrize(("text", "target", "attributes", "alone"), [
    ("![A b](a.jpg)", "a.jpg", {"alt": "A b"}, False),
    ("![A](a.jpg){: width=300 lang=fr }", "a.jpg", {"alt": "A", "lang": "fr", "width": "300"}, False),
    ("![A](My photo 1.JPG \"'C' -- d\")", "My photo 1.JPG", {"alt": "A", "title": "‘C’ – d"}, True),
    ('![A](a.jpg "C on\ntwo lines")', "a.jpg", {"alt": "A", "title": "C on two lines"}, True),
    ("![A](My photo.heic “C”)", "My photo.heic", {"alt": "A", "title": "C"}, True),
    ("![A](My photo.BMP “C”)", "My photo.BMP", {"alt": "A", "title": "C"}, True),
    ('B ![A](a.jpg "C")', "a.jpg", {"alt": "A", "title": "C"}, False),
])  # fmt: skip
def test_a_picture_is_a_mark_with_its_attributes(text, target, attributes, alone):
    prose = compile_text(text, LanguageData())
    (picture,) = prose.references

    assert prose.problems == ()
    assert (picture.destination, picture.values, picture.is_block) == (target, attributes, alone)
    assert shown(prose) == (f"#{target}" if alone else f"<p>{text.partition('!')[0]}#{target}</p>")


def test_pictures_with_captions_on_adjacent_lines_are_each_a_block():
    prose = compile_text('![A](a.jpg "B")\n![C](c.jpg "D")', PLAIN)

    assert [picture.is_block for picture in prose.references] == [True, True]
    assert shown(prose) == "#a.jpg\n#c.jpg"


@pytest.mark.parametrize(("text", "expected"), [
    ("A reflection period, a reflection period.", "<p>A [reflection](reflection period), a reflection period.</p>"),
    ("Two Reflection periods and a period.", "<p>Two [reflection](Reflection periods) and a [period](period).</p>"),
    ("An NGO and an NGO.", f"<p>An [ngo]({NGO}) and an NGO.</p>"),
    ("[period](x.md) `period` *period*{: lang=fr }",
     '<p><a href="#x.md">period</a> <code>period</code> <em lang="fr" translate="no">period</em></p>'),
    ("A victim's right.", "<p>A [right](victim’s right).</p>"),
    ("![a](b.svg){: lang=fr } period", "<p>#b.svg [period](period)</p>"),
    ("A Mr  Xs.", '<p>A [mr](<abbr title="Mister X">Mr  X</abbr>s).</p>'),
    ("NGOs, ngos, uns.", f"<p>[ngo]({NGO}s), ngos, uns.</p>"),
    ("Les Victimes\nprésumées et la période.", "<p>Les [presumed](Victimes\nprésumées) et la période.</p>"),
    ("## Period\n\nperiodical", '<h2 id="period">Period</h2><p>periodical</p>'),
    ("## An NGO\n\nAn NGO.", f'<h2 id="an-ngo">An {NGO}</h2><p>An [ngo]({NGO}).</p>'),
    ("A circular economy. The economy.", "<p>A circular economy. The [economy](economy).</p>"),
    ("Write to period.example or @period.", "<p>Write to period.example or @period.</p>"),
])  # fmt: skip
def test_the_first_occurrence_of_each_term_links_to_the_glossary(text, expected):
    assert shown(compile_text(text, GLOSSARY)) == expected


TYPESET = {
    "«»“”": {
        "L'aide d'urgence, il dit \"oui, c'est l'heure\" et 'non'.":
            "L’aide d’urgence, il dit «oui, c’est l’heure» et “non”.",
        "Qu'est-ce ? l'*aide*, d'{{ day id=x }} et qu'`on`":
            "Qu’est-ce\xa0? l’<em>aide</em>, d’#day et qu’<code>on</code>",
        'l\'"aide" et d\'"*urgence*".': "l’«aide» et d’«<em>urgence</em>».",
        'L’"aide", ..."oui","*non*".': "L’«aide», …«oui»,«<em>non</em>».",
        '"Oui,"dit-il. "(Oui)"dit-elle.': "«Oui,»dit-il. «(Oui)»dit-elle.",
        "« Oui » : non ! 5 % ; si": "«\xa0Oui\xa0»\xa0: non\xa0! 5\xa0%\xa0; si",
        "Du 1er mai au 8 juin 2024, 45 jours": "Du 1er\xa0mai au 8\xa0juin 2024, 45\xa0jours",
        "En 2024 120 cas, 1 665 sur 2 206 000": "En 2024 120 cas, 1\xa0665 sur 2\xa0206\xa0000",
    },
    "„“‚‘": {
        "Geht's? Er sagt: 'Ja'. Hans' Buch": "Geht’s? Er sagt: ‚Ja‘. Hans’ Buch",
        "Am 8. Mai 2024. Im Jahr": "Am 8.\xa0Mai 2024. Im Jahr",
        'Er sagt: ,,Ja", ,,so!\'\', 1,,2 und': "Er sagt: „Ja“, „so!“, 1,,2\xa0und",
    },
    "“”‘’": {
        "'s Avonds in 's-Gent, foto's, 'n boek en 'ja'": "’s Avonds in ’s-Gent, foto’s, ’n boek en ‘ja’",
        "'Twas rock 'n' roll, O'Neill.": "’Twas rock ’n’ roll, O’Neill.",
        "'A person' is 'a word'": "‘A person’ is ‘a word’",
        "It's the \"people's\" '90s, 'yes', since '98": "It’s the “people’s” ’90s, ‘yes’, since ’98",
        '"*x*" "**y**", "[a](b.md)" ("z")': '“<em>x</em>” “<strong>y</strong>”, “<a href="#b.md">a</a>” (“z”)',
        'He said: "{{ value id=x }}"': "He said: “#value”",
        "1 -- 2 --- 3... a --> b <-- c": "1 – 2 — 3… a --&gt; b &lt;-- c",
        "Workers' Rights": "Workers’ Rights",
        "From 8 May 2024 on, 145 people, 3 (a), 3 (or 4)": "From 8\xa0May 2024 on, 145 people, 3\xa0(a), 3 (or 4)",
        "\"It's 'so'\", 'a \"b\"'. '\"C\" d'": "“It’s ‘so’”, ‘a “b”’. ‘“C” d’",
        "-----From: A----- Name: ....... 5----6": "-----From: A----- Name: ....... 5----6",
        '"One \\"a\\"" is "b"': '“One "a"” is “b”',
        '\\"a\\" `"b"`': '"a" <code>"b"</code>',
    },
    "„“’’": {'"Rekao je \'ne\'" i "da".': "„Rekao je ’ne’“ i „da“."},
}  # fmt: skip
"""By the quotation marks of a language, texts as typed and as typeset."""


@pytest.mark.parametrize(("quotes", "text"), [(quotes, text) for quotes, texts in TYPESET.items() for text in texts])
def test_text_is_typeset_for_its_language(quotes, text):
    left, right, inner_left, inner_right = quotes

    prose = compile_text(text, LanguageData(quotes=(left, right, inner_left, inner_right)))

    assert shown(prose) == f"<p>{TYPESET[quotes][text]}</p>"


def test_the_styles_know_every_kind_of_note():
    style = (ROOT / "static/styles/components/admonition.css").read_text("utf-8")

    assert ("note", *re.findall(r"\.admonition\.(\w+)", style)) == NOTE_KINDS
