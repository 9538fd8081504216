"""What Markdown reads otherwise than its writer meant: each is told where it stands, and what is meant to be shown is let through."""

import pytest

from generator.compile.prose import Dialect, compile_text

PLAIN = Dialect()
LINK = "write [words](address), with nothing between the two brackets, and both closed"
COMPONENT = "write {{ name key=value }} on one line, outside backticks; to show braces, put them between backticks"
LIST = "put an empty line above it; in an item, indent it by four spaces"
ITEMS = "begin each item with '- ' or '1. ', and put an empty line above the first"
TABLE = "put an empty line above it, and below its first row a line |---|---| with as many columns"
ROW = "add a column to the first two rows, or write \\| for a | inside a cell"
NOTE = (
    'write !!! warning "Title", with straight quotation marks and an empty line above; indent its text by four spaces'
)
RIGHT_BEHIND = "put it right behind what it belongs to: *word*{: lang=nl }, or ## Title {#id}"
STARS = "write **words**, opened and closed; for an asterisk itself write \\*"

TOLD = {
    "link with a space": (
        "A.\n\nSee [Help] (../help.md).",
        "3:5",
        "a link here is shown as it is written: '[Help] (../help.md)'",
        LINK,
    ),
    "link to a site with a space": (
        "[Help] (https://a.example/)",
        "1:1",
        "a link here is shown as it is written: '[Help] (https://a.example/)'",
        LINK,
    ),
    "link never closed": (
        "See [Help](../help.md and more.",
        "1:5",
        "a link here is shown as it is written: '[Help](../help.md and more.'",
        LINK,
    ),
    "link back to front": (
        "See (../help.md)[Help].",
        "1:5",
        "a link here is shown as it is written: '(../help.md)[Help]'",
        LINK,
    ),
    "reference that leads nowhere": (
        "See `[a][b]` and [a][b].",
        "1:18",
        "a link here is shown as it is written: '[a][b]'",
        LINK,
    ),
    "link whose words hold more": (
        "See *a* [`b` *c*] (d.md).",
        "1:17",
        "a link here is shown as it is written: '] (d.md)'",
        LINK,
    ),
    "component in single braces": (
        "Call { phone id=national }.",
        "1:6",
        "a component here is shown as it is written",
        COMPONENT,
    ),
    "component behind a backslash": (
        "Call \\{{ phone id=national }}.",
        "1:8",
        "a component here is shown as it is written",
        COMPONENT,
    ),
    "footnote not written": (
        "A[^1] and b[^2].\n\n[^1]: One.",
        "1:12",
        "the footnote '[^2]' is not written anywhere",
        "add a line '[^2]: ...'",
    ),
    "footnote written twice": (
        "A[^1].\n\n[^1]: One.\n[^1]: Two.",
        "4:1",
        "the footnote '[^1]' is written twice",
        "give one of the two another name",
    ),
    "footnote without a place": (
        "A.\n\n[^1]: One.",
        "3:1",
        "no place of the text leads to the footnote '[^1]'",
        "put [^1] where it belongs, or remove it",
    ),
    "attributes after a space": (
        "In *mensenhandel* {: lang=nl }",
        "1:19",
        "'{: lang=nl }' is shown as it is written",
        RIGHT_BEHIND,
    ),
    "id within a sentence": ("A title {#id} here", "1:9", "'{#id}' is shown as it is written", RIGHT_BEHIND),
    "stars never closed": ("It is **very important.", "1:7", "two asterisks are shown here as they are", STARS),
    "note in curly quotes": ("!!! warning “Careful”\n    Stop.", "1:1", "a note here is shown as it is written", NOTE),
    "note without quotation marks": (
        "!!! warning Be careful\n    Stop.",
        "1:1",
        "this note has no title between double quotes",
        'write !!! warning "Title"',
    ),
    "note without a text": (
        '!!! warning "Stop"\nBe careful.',
        "1:1",
        "this note is empty, as what follows it does not begin with four spaces",
        "indent its text by four spaces",
    ),
    "columns of a spreadsheet": (
        "Year\tNumber\n2024\t12",
        "1:1",
        "columns with tabs between them are not read as a table",
        "write | a | b |, and below the first row |---|---|",
    ),
    "merge left unfinished": (
        "A.\n\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> main\n",
        "3:1",
        "a merge of two versions was left unfinished here",
        "choose between the two texts, then delete the lines <<<<<<<, ======= and >>>>>>>",
    ),
    "list below a line": ("Text:\n- one\n- two", "2:1", "a list here is not read as one", LIST),
    "numbers below a line": ("Text:\n1. one\n2. two", "2:1", "a list here is not read as one", LIST),
    "list below a line in an item": ("- Text.\n\n    More:\n    - one", "4:5", "a list here is not read as one", LIST),
    "item with a no-break space": ("-\xa0item", "1:1", "a list here is not read as one", ITEMS),
    "bullets of a word processor": ("• one\n• two", "1:1", "a list here is not read as one", ITEMS),
    "numbers in brackets": ("1) one\n2) two", "1:1", "a list here is not read as one", ITEMS),
    "link inside HTML": (
        "<details><summary>A</summary>See **this** and\n[First](first.md)\n</details>",
        "1:34",
        "Markdown is not read inside <details>",
        "write HTML there as well, such as <strong>words</strong>, or end the HTML before it",
    ),
    "item not far enough in": (
        "- one\n  - two\n    - three",
        "2:3",
        "this item is indented by too little to stand below the one above",
        "indent it by four spaces",
    ),
    "table below a line": ("Text:\n| a | b |\n|---|---|\n| 1 | 2 |", "2:1", "a table here is not read as one", TABLE),
    "table without its second line": ("| a | b |\n| 1 | 2 |", "1:1", "a table here is not read as one", TABLE),
    "table of unequal lines": ("| a | b | c |\n|---|---|\n| 1 | 2 |", "1:1", "a table here is not read as one", TABLE),
    "row with too many cells": (
        "| a | b |\n|---|---|\n| `x|y` | 1 \\| 2 |\n| 1 | 2 | lost |",
        "4:1",
        "this row has 3 cells, and the table 2 columns; what is too much would be lost",
        ROW,
    ),
    "heading below a table": (
        "| a | b |\n|---|---|\n| 1 | 2 |\n## Next\n\nText.",
        "4:1",
        "a heading here is not read as one",
        "put an empty line above it",
    ),
    "code in an item": (
        "- one\n\n    ```\n    a\n\n    b\n    ```",
        "3:5",
        "a block of code here is not read as one",
        "begin its first line and its last at the left edge",
    ),
    "code in an item, next to its words": (
        "1. one:\n   ```plain\n   [a]\n\n   b\n   ```\n2. two",
        "2:4",
        "a block of code here is not read as one",
        "begin its first line and its last at the left edge",
    ),
    "component in indented code": (
        "A.\n\n    {{ phone id=national }}",
        "3:5",
        "a component stands in a block of code here, which is what four spaces make",
        "begin the line at the left edge; to show it as code, put it between lines ```",
    ),
    "citation inside a link": (
        "[see [@log] now](first.md)",
        "1:6",
        "a citation stands inside the words of a link",
        "put it behind the link",
    ),
    "asterisks in the wrong order": (
        "Good *text*.\n\n*bold **word*[Help](../help.md) and more.",
        "3:1",
        "asterisks or underscores here open and close in the wrong order",
        "close first what was opened last: **a *b* c**",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_not_read_is_told_where_it_stands(name: str) -> None:
    text, place, message, fix = TOLD[name]

    first = compile_text(text, PLAIN).mistakes[0]

    assert (f"{first.line}:{first.column}", first.message, first.fix) == (place, message, fix)


@pytest.mark.parametrize(
    "text",
    [
        "Two ** three, 2 * 3 * 4, snake__case and ____.",
        "\\*\\*not bold\\*\\*, \\[words\\](address), \\[^1\\] and \\{#id}.",
        "`{{ phone }}` and `[a][b]` and `**` and `[^1]`.",
        "    - code\n    [a] (b.md)\n\n~~~\n[a] (b.md)\n{{ x }}\n~~~",
        "Since\n1995. And [sic] (see below) and array[0](x)[1].",
        "| When | 1. May [@log] |\n|---|---|\n| - | # 3 |\n| `a|b` | c |",
        "- one\n- two\n\n    - three\n\n    Text.\n\n1. one\n    1. two\n",
        '> - quoted\n> - items\n\n!!! warning "Title"\n    - a\n    - b',
        "A[^1] and again[^1].\n\n[^1]: One.\n\nTerm\n:   What it is.",
        "<!-- [a] (b.md)\n- x -->\n\nText. {% raw %} {# c #} { a }",
        "## Title {#id}\n- one\n- two",
        "*a*{: lang=nl } and ![A line](line.svg){: .wide }\n{: .box }",
    ],
)
def test_what_is_meant_is_let_through(text: str) -> None:
    assert compile_text(text, PLAIN).mistakes == ()


@pytest.mark.parametrize(
    ("quotes", "text", "expected"),
    [
        (
            "«»“”",
            "L'aide d'urgence, il dit \"oui, c'est l'heure\" et 'non'.",
            "L’aide d’urgence, il dit «oui, c’est l’heure» et “non”.",
        ),
        (
            "«»“”",
            "Qu'est-ce ? l'*aide*, d'{{ day id=x }} et qu'`on`",
            "Qu’est-ce ? l’<em>aide</em>, d’# et qu’<code>on</code>",
        ),
        ("„“‚‘", "Geht's? Er sagt: 'Ja'.", "Geht’s? Er sagt: ‚Ja‘."),
        ("“”‘’", "'s Avonds, foto's en 't huis", "’s Avonds, foto’s en ’t huis"),
        ("“”‘’", "It's the \"people's\" '90s, 'yes'", "It’s the “people’s” ’90s, ‘yes’"),
    ],
)
def test_an_apostrophe_is_no_quotation_mark(quotes: str, text: str, expected: str) -> None:
    left, right, single_left, single_right = quotes
    shown = compile_text(text, Dialect(quotes=(left, right, single_left, single_right))).html

    assert shown.replace("\ue0000\ue001", "#") == f"<p>{expected}</p>"
