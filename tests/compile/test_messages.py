"""Messages on texts: markup that has no effect is reported at its place, and ordinary prose is not."""

from itertools import accumulate

import pytest

from generator.compile.language import LanguageData
from generator.compile.stray import escape
from generator.compile.text import compile_text
from generator.problems import position
from tests.conftest import parse_markers

PLAIN = LanguageData()
BRACKETS = "to show the brackets themselves, write \\[ and \\]"
NOTE = 'write !!! note "Title" or !!! warning "Title" with straight quotation marks, and indent its text by four spaces'
WORDS_ALONE = "write only the words, with an empty line between paragraphs; to show it as text, write \\<"
FOUR = "indent it by four spaces"
NOT_ALIKE = (
    "start the list at the left margin, with one space after each bullet or number, and indent this line by four "
    "spaces for each item around it; put code between two ``` lines"
)
CELLS = "write all cells on one line with | between, | | for an empty one, \\| for a | inside, --- below each heading"
ITEMS = (
    "this is not read as a list → start each item with '- ' or '1. ', put an empty line above the list, "
    "and indent nested items by four spaces; if this is not a list, write "
)

STRAY: dict[str, tuple[str, ...]] = {
    'write "words" for a quotation': ("Er sagt ▸>>◂Ja<<.", "It is ▸>◂!so!<."),
    'write "words" for a quotation, and the text of a file instead of its name':
        ("▸<<◂Oui>>, a-t-elle dit.", "Ask ▸<◂@U12>.", '--8▸<◂-- "file"'),
    "write ² for ^2^ and ₂ for ~2~, or use words; remove what is crossed out with ~~":
        ("It is. ▸^◂a1b2", "H▸~◂2~O", "It is x▸^◂2^.", "It is ▸~~◂closed~~.", "See Fig.▸~◂5."),
    "write the formula in plain characters, such as x² = 2": ("The sum ▸$◂x^2$ is.", "▸$$◂\nx = 1\n$$"),
    "write [link text](https://...) for an address, and *words* for italics":
        ("It is ▸//◂open//.", "▸//◂ A remark", "See htps:▸//◂a.example/x.", "See https ▸//◂a.example/x.",
         "See https:▸/◂a.example/x."),
    "write the missing letter or apostrophe, or put a space after it": ("Don▸?◂t.", "?▸?◂Words??"),
    "remove it, or write the missing letter; put text that readers must not see between <!-- and -->":
        ("It is so▸¶◂", "▸%◂TOC%", "It ▸%%◂not yet%% is.", "Un caf▸%◂C3%A9", "▸%◂ Title\n% Name"),
    "write [link text](address) for a link": ("See ▸@◂[it](a.md).",),
    "write the accented letter as one character, or ' for an apostrophe":
        ("Ils sont ▸´◂evidents.", "A l'universit▸´◂e.", "L▸´◂aide"),
    "write '## ' before a heading":
        ("It is ▸##◂open##.", "## ▸##◂ Title", "| a |\n|---|\n| ▸##◂ b |", "## ▸#◂ Title", "-▸#◂ Words"),
    "write ![what it shows](picture.jpg) for a picture": ("See ▸!◂door.png!",),
    "write '## ' before a heading, **words** for bold, or the missing letter":
        ("(target)▸=◂", "It is ▸==◂open==.", "Un caf▸=◂C3=A9.", "▸==◂ Help ==", "▸=◂ Help"),
    "write only the words": ("One ▸+◂\ntwo", "It is ▸++◂open++."),
    "write a word or an emoji instead of :name:, a space after it, or the term that it defines on the line above":
        ("It is ▸:◂open.", "Term\n▸:◂\xa0Meaning", "So (▸:◂smile:) it is.", "[So](a.md)▸:◂smile:"),
    f"write '## ' before a heading, > before a quotation, and ... for words left out; for a note, {NOTE}":
        ("▸.◂Title", "▸..◂ note", "h2▸.◂ Title", "One.\n\nbq▸.◂ Words", "The law ▸.......◂ 7", "▸........◂"),
    "write the term on one line, and ':   ' and its definition on the next": ("▸;◂ Term : meaning", "▸;;◂ Words"),
    NOTE: ("▸:::◂note\nBe careful.\n:::", "> ▸[!NOTE]◂\n> Be careful."),
    "write **words** or *words*, with no space inside the asterisks, and one after them if the words end "
    "in punctuation; inside a word, write **words**":
        ("It is ▸**◂very important.", "![A ▸*◂line](line.svg)", "It is ▸**◂ very ** so.", "NGO▸*◂s* here",
         "5▸*◂x and 6*y", "Of 2▸*◂3*4.", "Für Leser▸*◂innen und Kolleg*innen."),
    "write *words*, with asterisks; inside a word, write **words**": ("It is ▸_◂very.",),
    "close the code with the same number of backticks; for an apostrophe, write '":
        ("L▸`◂aide", "L\\`▸`◂aide", "Don▸`◂t and l\\`aide", "L▸`◂aide et d`eux"),
    "remove it": ("C:▸\\◂new",),
    "put the quotation mark next to its words, with no space between; for bold, write **words**":
        ("It is ▸''◂open''.", "▸'''◂", "Il dit ▸'◂ oui '."),
    "write ---, with an empty line above and below":
        ("One.\n\n▸+++◂\n\nTwo.", "One.\n\n▸⸻◂\n\nTwo.", "One.\n▸– – –◂\nTwo."),
    "put |---|---| below the first row of a table, an empty line above the table, and none between its rows; "
    "for the width of a picture, write {: width=300 } after it":
        ("▸|◂ a | b |\n| 1 | 2 |", "| a |\n|---|\n| b |\n\n▸|◂ c |", "![A red door▸|◂300](pictures/line.svg)"),
    "write [^1] for a footnote, with [^1]: and its text on a separate line":
        ("So▸[^my note]◂.", "It is so.▸[1][2]◂", "Open▸^[since May]◂.", "Open▸((◂since May))."),
    "remove this mark, which a word processor left for a comment": ("Commented ▸[JD1]◂: see.",),
    "write [link text](address): nothing between ] and (, both brackets closed, and %20 for a space in the address":
        ("Read ▸[x]◂.\n\n- [ ] one", "Read it▸[s](a b)◂.", "A▸[...](b c)◂",
         "A.\n\nSee ▸[Help] (../help.md)◂.", "See ▸[Help](../help.md and more.◂",
         "See (../help.md)▸[Help]◂.", "Read ▸[a]◂.\n\n[a]: <b.md", "See ▸[◂Help.", "See \\[a\\] b▸]◂", "\\[it▸](a.md)◂",
         "The year\n1986.   See ▸[b]◂.", "See `[a][b]` and ▸[a][b]◂.", "Read ▸[the rules]◂.\n\n[teh rules]: a.md"),
    "write {{ name key=value }} for a component, or, directly after what it belongs to, *word*{: lang=nl }, "
    "![what it shows](picture.jpg){: width=300 } or ## Title {#id}":
        ("A.\n\n▸{: .c }◂", "![A](pictures/line.svg)▸{width=300}◂", "Call ▸{ phone id=line }◂.",
         "Call ▸{{ phone id=line }◂.", "In *hier* ▸{: lang=nl }◂", "A title ▸{#id}◂ x", "*a*▸{: }◂", "\\{▸{ b \\}}◂"),
    "write [link text](page.md), or ![what it shows](picture.jpg)": ("▸[◂" + "[" * 32 + "]" * 33, "See ▸[[Help]]◂."),
    "write the task as a plain list item; checkboxes are not supported": ("- ▸[ ]◂ Call\n- [x] Wait",),
    "write **words**, *words*, [link text](address), or > before a quotation": ("▸[/b]◂",),
    "remove it; the page shows its table of contents automatically": ("▸[TOC]◂",),
    "write [@id] for a source, with any other words before the brackets":
        ("It is so ▸[see @log]◂.", "It is so ▸[-@log]◂."),
    "write [@id] with the id of a source, or remove it": ("It is so ▸(@log)◂.", "▸(@)◂ one", "It is so▸【4†source】◂."),
    "write **words** or *words*, or only what still applies":
        ("▸/slanted/◂", "Press ▸@code@◂.", "▸+new+◂ here"),
    "put the quotation mark next to its words, with no space between": ('Il dit ▸"◂ oui ".', 'Il dit "oui ▸"◂.'),
    "open the comment with '<!--' before its text; start a list item with '- '":
        ("<!-->\nOld.\n▸-->◂", "< !-- not yet ▸-->◂ \nNow."),
}  # fmt: skip
"""By fix, texts with stray markup, from ▸ to ◂."""
MESSAGES: dict[str, tuple[str, ...]] = {
    "the footnote '{}' does not exist → "
    "correct its name, or start a line with '{}:' and its text, with nothing before it":
        ("A[^1].\n\n[^1]: One. ▸[^2]◂: Two.", "A.\n\n> ▸[^1]◂: One."),
    "'{}' is HTML, which is not allowed → "
    "write a backslash at the end of the line, or a comma in a table; to show it as text, write \\<":
        ("Words▸<br>◂more",),
    f"'{{}}' is HTML, which is not allowed → {WORDS_ALONE}": ("▸<div>◂a</div>", "Write to ▸<name@host>◂."),
    **{
        f"'<{tag}>' is HTML, which is not allowed → write {fix}; to show it as text, write \\<":
            (f"a ▸<{tag}>b",)
        for tag, fix in {
            "a": "[link text](address), or ## Title {#id}",
            "blockquote": "> before the words",
            "code": "`words`, or lines between two ``` lines",
            "del": "only what still applies",
            "h2": "## Title",
            "hr": "---, with an empty line above and below",
            "img": "![what it shows](picture.jpg)",
            "li": "- before each item, or 1., 2. and so on",
            "ref": "[^1], with [^1]: and its text on a separate line",
            "sub": "² or ₂, or words",
            "td": "| a | b |, and |---|---| below the first row",
        }.items()
    },
    "'<B>' is HTML, which is not allowed → write **words**; to show it as text, write \\<": ("a▸</B>",),
    "'<b>' is HTML, which is not allowed → write **words**; to show it as text, write \\<":
        ("▸&lt;b&gt;a&lt;/b&gt;",),
    f"'<?php>' is HTML, which is not allowed → {WORDS_ALONE}": ("▸<?php a ?>",),
    "the heading 'A' shares the id 'a' with another → give it its own: '## Title {#own-id}'": ("▸## A\n\n## Two {#a}",),
    "the id 'a' is used twice in this text → change one of the two": ("## One {#a}\n\n## Two ▸{#a}",),
    f"this text would be lost → remove it; for a note, {NOTE}": ("```▸{note}\na\n```",),
    f"{ITEMS}\\•": ("▸&bull; one\n&bull; two",),
    f"{ITEMS}one space after o": ("▸o   one\no   two",),
    "this title or caption contains more than text → "
    "write plain text; to show a character itself, write a backslash before it":
        ('See [a].\n\n[a]: b.md "▸[a]"', '![A line](line.svg "The ▸**house**, by [them](https://a.example)")',
         '> ![A line](line.svg "The house\n> and ▸*garden*")'),
    f"no link in the text uses '{{}}' → correct its name, here or in the link, or remove the line; {BRACKETS}":
        ("Read [a].\n\n[a]: a.md\n▸[b]◂: b.md", "Il répond.\n\n▸[Témoin]◂ : Oui."),
    "the address of '{}' is given twice → keep one of the two, or rename one":
        ("Read [a].\n\n[a]: a.md\n▸[A]◂: b.md",),
    "'{}' is not a character that readers can see → write the character itself; to show it as text, write \\{}":
        ("A ▸&#xe000;◂0&#xe001; [b](c.md).", "A ▸&#x202e;◂b.", "A▸&nbps;◂b.", "A ▸&nbsp◂ b.",
         f"▸&#9999999◂{'9' * 5000};"),
    "'{}' is shown to readers as '&eacute;' → write the character itself; to show it as text, write \\&eacute;":
        ("Un caf▸&amp;eacute;◂.",),
    "this term is directly below a list item or another definition → put an empty line above it":
        ("One\n:   Its meaning.\n▸Two\n:   Its meaning.", "- one\n▸Two\n:   Its meaning."),
    "the attribute 'onclick' is not allowed in a text → "
    "remove it; a text may set id, class, lang, width, height and role":
        ("*a*▸{: onclick=x }",),
    "the width of a picture is not in whole pixels: '300px' → write it as {: width=300 }, or remove it":
        ("![A](a.svg)▸{: width=300px }",),
    "a width is set on something that is not a picture → "
    "write {: width=300 } directly after a picture, on the same line":
        ("![A](a.svg)\n▸{: width=300 }", "## T ▸{: .x width=300 }"),
    "'nld' is not a language code → write one, such as nl or pt-BR": ("*a*▸{: lang=nld }",),
    "this picture has no description for people who cannot see it → "
    "describe it: ![what it shows](picture.jpg), or mark it as decoration with {: role=presentation }":
        ("▸![](pictures/line.svg)",),
    "this picture is read as a link → "
    "write ![what it shows](picture.jpg), with nothing between ! and [; to show it as text, write \\!":
        ("! ▸[A line](pictures/line.svg)", "So it is: !\n▸[A line](a.svg)", "▸[!A line](a.svg)", "!\xa0 ▸[A](a.svg)"),
    "the address of '{}' is inside another block of text → "
    f"put an empty line above it, and start it at the left margin; {BRACKETS}":
        ("[A] b\n▸[a]◂: c.md", "[A] b\n\n    ▸[a]◂: c.md", "> [A] b\n>\n> ▸[a]◂: c.md"),
    "the address '{}' is not a link → "
    "write [link text](https://a.example/b); to show it as text, write https\\://a.example/b":
        ("See ▸https://a.example/b◂.", "See <▸https://a.example/b◂, so."),
    "the address 'info@a.example' is not a link → "
    "write [link text](mailto:info@a.example); to show it as text, write info\\@a.example":
        ("Write to ▸<info@a.example>.",),
    "the address 'mailto:info@a.example' is not a link → "
    "write [link text](mailto:info@a.example); to show it as text, write mailto\\:info\\@a.example":
        ("Write to ▸<mailto:info@a.example>.", "Write to ▸mailto:info@a.example."),
    "this comment is inside a line of text → put it on separate lines, from '<!--' to '-->'":
        ("One ▸<!-- not yet --> two.",),
    "a comment is opened with '{}' and never closed → close it with '-->'": ("A.\n\n▸<!--◂ B",),
    "a comment is opened with '{}' and not closed in the same note or quotation → "
    "close it with '-->' there; in a note, indent each line of it by four spaces":
        ('!!! note "Title"\n    A.\n\n    ▸<!--◂ B\nC -->',),
    "a comment is opened with '{}' and not closed before the next → close it with '-->'":
        ("▸<!--◂ a ->\nB.\n\n<!-- c -->\n",),
    "there is text after a comment → put the comment on separate lines": ("<!-- a -->▸ b",),
    "the footnote '{}' is written twice → rename one of the two": ("A[^1].\n\n[^1]: One.\n▸[^1]◂: Two.",),
    "nothing in the text refers to the footnote '{}' → put [^1] where it belongs, or remove the footnote":
        ("A.\n\n▸[^1]◂: One.",),
    f"this is not read as a note → {NOTE}":
        ("▸!!! warning “Careful”\n    Stop.", '▸!!! warning ""\n    Stop.', '▸! !! note "Title"\n    Words.',
         "▸!!\xa0note", "▸??? note\n    Words.", "▸?> Words", '> ▸!!! tip "a"\n>     b'),
    f"this note has no text → {NOTE}": ('▸!!! warning "Stop"\nBe careful.',),
    "columns separated by gaps are not read as a table → "
    "write | a | b |, and |---|---| below the first row; or replace the gap with one space":
        ("Year▸\tNumber\n2024\t12", "Year▸    Number\n2023    12"),
    "the component 'cards' has an argument that cannot be read: pages=“a.md” → "
    "write {{ name key=value }}, such as id=support, with straight double quotes around a value with spaces":
        ("▸{{ cards pages=“a.md” }}",),
    f"this line is indented by 6 spaces, so it belongs to no list item → {FOUR} for each item around it":
        ("- one\n    - two\n      ▸- three",),
    f"this line is indented by 2 spaces, so it belongs to no list item → {FOUR} for each item around it":
        ("- one\n  ▸- two\n    - three", "- one\n  ▸```\n  code\n  ```\n- two", "> - one\n>   ▸- two",
         "  - one\n- two\n  ▸- three"),
    f"this line is indented by 3 spaces, so it belongs to no list item → {FOUR} for each item around it":
        ("1. one\n\n   ▸More of it.\n\n2. two", "1. one\n   ▸| a |\n   |---|\n   | 1 |\n2. b"),
    f"this line is indented by 1 space, so it belongs to no list item → {FOUR} for each item around it":
        ("- one\n\n ▸two",),
    f"this line is indented by 8 spaces, which other programs read differently → {NOT_ALIKE}":
        ("- one\n        ▸- two", "1. one\n\n        ▸two\n\n2. three", "  - one\n\n        ▸two"),
    f"this line is indented by 6 spaces, which other programs read differently → {NOT_ALIKE}":
        ("  - one\n    - two\n      ▸- three", "  - one\n    - two\n\n      ▸More of it.",
         "  -    one\n      ▸- two", "  - - one\n      ▸- two"),
    f"this line is indented by 4 spaces, which other programs read differently → {NOT_ALIKE}":
        ("   - one\n    ▸- two", "   - one\n\n    ▸More of it.\n\n   - two", "  1. one\n\n    ▸- a\n\n  2. two"),
    f"this line is indented by 2 spaces, so it belongs to no note or footnote → {FOUR}, or start it at the left margin":
        ('!!! note "T"\n    a\n\n  ▸- b\n  - c',),
    f"this line is indented by 3 spaces, so it belongs to no note or footnote → {FOUR}, or start it at the left margin":
        ("A[^1].\n\n[^1]: b\n\n   ▸c",),
    "this line is indented by 4 spaces, but belongs to nothing above it → "
    "start it at the left margin; put code between two ``` lines":
        ("- a\n## B\n\n    ▸c", "> a\n>\n>     ▸b", "a\n    ▸> b"),
    "'13.' at the start of a paragraph makes a list of one item → "
    "write 13\\. for a number; for a list, write more than one item":
        ("13. ▸April 1995: An diesem Tag.",),
    "'14.' starts a list item, not a date → write 14\\. for a date":
        ("13\\. April 1995: A.\n\n14. ▸Mai 1996: B.\n\n15. June 1997: C.",),
    "this separates items 2 and 3 of a list → "
    "indent it by four more spaces; if they are not items, write 2\\. and 3\\.":
        ("1. one\n2. two\n\n▸*Words* between.\n\n3. three", "- a\n\n    1. b\n    2. c\n\n    ▸Words.\n\n    3. d"),
    "this item is numbered 1, but follows item 1 → "
    "number the items in order; for a number at the start of a paragraph, write 1\\.":
        ("1. May 1995: A.\n\n1. ▸June 1996: B.",),
    "this item is numbered 4, but follows item 2 → "
    "number the items in order; for a number at the start of a paragraph, write 4\\.":
        ("1. one\n2. two\n4. ▸four",),
    "'- 5' makes a list of one item, and the '-' is lost → write \\- 5, or * 5 for a list item":
        ("- ▸5 °C in the morning",),
    "'{}' starts with '#', as a heading does → "
    "for a heading, write at least ## and a space after it; to show it as text, write \\{}":
        ("Many spoke up under\n▸#MeToo.◂",),
    "'{}' directly below text does not make it a heading → "
    "write '## ' before the text instead; for a horizontal line, write ---, with an empty line above":
        ("Words\n▸---◂", "> Words\n> ▸=◂", "Year  Number\n▸----  ------◂\n2024  145"),
    "no text follows '{}' → add some or remove it; to show it as text, write \\-": ("- one\n▸-◂\n- three",),
    "no text follows '{}' → add some or remove it; to show it as text, write 2\\.":
        ("1. one\n▸2.◂\n3. three", "1. one\n\n▸2.◂\n\n3. three", "1. It is so in\n▸2.◂"),
    "no text follows '{}' → add some or remove it; to show it as text, write \\:": ("Term\n▸:◂\n    It is.",),
    "no text follows '{}' → add some or remove it; to show it as text, write \\>": (">>▸>◂\nWords.\n>>>",),
    f"this row has 3 cells, but the line of hyphens has 2 → {CELLS}":
        ("▸| a | b | c |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| `x\\|y` | 1 \\| 2 |\n▸| 1 | 2 | lost |"),
    "a table has only one line of hyphens, below its first row → "
    "remove it, or put an empty line above another table; for hyphens in a cell, write \\-\\-\\-":
        ("| a | b |\n|---|---|\n| 1 | 2 |\n▸|---|---|\n| 3 | 4 |",),
    f"this row has 0 cells, but the line of hyphens has 2 → {CELLS}":
        ("▸|\n|---|---|\n| 1 | 2 |",),
    "the column headings of this table are empty → write one above each column": ("| ▸| |\n|---|---|\n| 1 | 2 |",),
    "this line ends in a hyphen, which would be followed by a space on the page → "
    "join the two parts of the word, or put them on the same line":
        ("From 2019▸-\n2020.", "Der Men▸‐\nschenhandel.", "Der Men▸-\nschenhandel.", "Der Betriebs▸-\noder Rat."),
    f"this row has 1 cell, but the line of hyphens has 2 → {CELLS}":
        ("| a | b |\n|---|---|\n▸| one two\nthree | 2 |",),
    "this line is directly below a table → put an empty line above it":
        ("| a | b |\n|---|---|\n| 1 | 2 |\n▸They grow.\nAnother.",),
    "a block of code is opened with '{}' and never closed → close it with a line '```'":
        ("> ▸```◂\n> a\n\nb", "▸```◂\na\n"),
    "'##a' cannot be read as attributes → write {#id}, {: .class } or {: lang=nl }": ("## Title ▸{##a}",),
    "there is a citation inside the link text → put it after the link": ("[see ▸[@log] now](first.md)",),
    "there is a footnote inside the link text → put it after the link": ("[see▸[^1]](first.md)\n\n[^1]: A.",),
    "this link has no text → write what it links to: [link text](address)":
        ("A ▸[](first.md).", "▸[![](line.svg){: role=presentation }](first.md)"),
    "a picture's description contains more than text → keep only the text": ("![A line ▸[@log]](line.svg)",),
    "a footnote contains a heading → "
    "write **words** instead, or move it out of the footnote; to show it as text, write \\#":
        ("A[^1].\n\n[^1]: B.\n\n    ▸### C\n\n## D",),
    "the footnote '{}' has no text → write it after the colon": ("A[^1].\n\n▸[^1]◂:\n\nB.",),
    "this is not read as a definition → "
    "put the term on the line above, with the same indent; to show it as text, write \\:":
        ("| a |\n|---|\n| 1 |\n\n▸: It grew.", "- a\n\n▸: b", "- a\n▸: b", "- ▸: a"),
    "'One' is a first-level heading; only the title of the page can be one → "
    "start it with '##'; to show it as text, write \\#":
        ("▸# One",),
    "the heading 'Two' skips a level: #### follows ## → start it with '###'": ("## One\n\n▸#### Two",),
    "this heading has no text of its own → add some, or remove the '#' characters":
        ("▸##", "▸## …", "▸## {{ phone id=line }}"),
    "the heading 'Call {{ x }} now' contains a component → move it to the text below": ("▸## Call {{ x }} now",),
    "'{}' makes a quotation, and the '>' is lost → write \\>50, or for a quotation put a space after the >":
        ("▸>50◂ % came.",),
    "'{}' makes a quotation, and the '>' is lost → write \\>=, or for a quotation put a space after the >":
        ("- ▸>=◂ 18 years", "▸>=◂ 18 years"),
    "'{}' makes a quotation, and the '>' is lost → "
    "write \\> 18, or start a quotation on the line below, indented by four spaces":
        ("- ▸> 18◂ years\n- < 18 years",),
    "lists, quotations or notes are nested too deeply here → nest at most 8 in one another":
        ("> " * 8 + "▸> a", "\n".join(f"> {'    ' * level}- a" for level in range(7)) + f"\n> {'    ' * 7}- ▸b",
         "- " * 9 + "▸a", "- " + "> " * 7 + "▸" + "> " * 999 + "a"),
}  # fmt: skip
"""By message, texts in which it is the first, at ▸; {} is what is from there to ◂."""
LISTS = (
    "▸•\none\n•\ntwo", "▸1.\none\n2.\ntwo", "Words:\n\n▸–\n\none\n\n–\n\ntwo", "1. a\n2. b\n    - c\n    ▸3. d",
    "Text:\n▸- one\n- two", "Text:\n▸1. one\n2. two", "Parts:\n▸-one\n-two", "▸• one\n• two", "- one\n▸– two\n- three",
    "Parts:\n▸– one and\nmore\n– two", "▸–food\n–a bed", "▸– one\n\n– two", "▸-> one\n-> two", "▸✓one\n✗two",
    "▸+one\n+two", "▸1\ufe0f\u20e3 one\n2\ufe0f\u20e3 two", "▸1- one\n2- two", "▸1 – one\n2 – two", "▸1) one\n2) two",
    "▸a) one\n\nb) two", "▸(a) one\n(b) two", "▸1.One\n2.Two", "▸1.\xa0one\n2.\xa0two", "▸I. One\nII. Two",
    "▸1° one\n2° two", "- a\n▸-- one\n-- two", "▸. one\n. two", "▸1°) one\n2°) two", "▸1.1 one\n1.2 two",
    "▸1.) one\n2.) two", "▸1: one\n2: two", "▸① one\n② two", "▸viii. one\nix. two", "▸📞 Call\n📧 Write",
    "▸a. one\n\nb. two", "▸-**one**\n-**two**", "- one\n▸-[two](https://a.example)", '▸1.*one*\n2."two"',
    "▸●\tone\n●\ttwo", "- Words\n▸1. a\n2. b", "- In the year\n▸1986. It was", "- I. One\n- ▸II. Two", "- ▸V) One",
    "1. one\n▸1.1 more\n2. two", "- 1. one\n    ▸1.1 more\n    2. two", "▸A.1 One\nA.2 Two", "▸R9. One\nR10. Two",
    "▸1°- one\n2°- two", "▸1 . one\n2 .two", "▸a: one\nb: two", "▸1) one\n\nMore.\n\n2) two",
    "a: b\n\n▸b) two\n\n> More.\n\na) one", "- one\n- two\n\n▸-three\n\nMore.",
)  # fmt: skip
"""Lists in other notations, reported at ▸."""
CASES = [(text, message) for message, texts in MESSAGES.items() for text in texts]
for fix, texts in STRAY.items():
    for text in texts:
        source = text.partition("▸")[2].partition("◂")[0]
        itself = BRACKETS if source == "[" else f"to show it as text, write {escape(source)}"
        CASES.append((text, f"'{{}}' is shown to readers as typed → {fix}; {itself}"))


def shorten(text: str) -> str:
    return text[:60]


@pytest.mark.parametrize(("text", "message"), CASES, ids=shorten)
def test_a_problem_is_reported_at_its_place(text, message):
    source = text.partition("▸")[2].partition("◂")[0]
    written, expected = parse_markers("a.md", text.replace("◂", ""), message.replace("{}", source))

    problem = compile_text(written, PLAIN).problems[0]

    assert [f"a.md:{problem.line}:{problem.column}: {problem.message} → {problem.fix}"] == expected


@pytest.mark.parametrize("text", LISTS, ids=shorten)
def test_a_marker_is_reported_unless_it_is_escaped_as_the_fix_says(text):
    before, _, after = text.partition("▸")
    problem = compile_text(before + after, PLAIN).problems[0]
    escaped, at = problem.fix.rpartition("write ")[2], position(text, len(before))
    source = escaped.replace("\\", "")

    fixed = compile_text(f"{before}{escaped}{after.removeprefix(source)}", PLAIN).problems

    assert f"{problem.message} → {problem.fix}" == f"{ITEMS}{escaped}"
    assert (problem.line, problem.column) == at
    assert after.startswith(source)
    assert at not in [(other.line, other.column) for other in fixed]


@pytest.mark.parametrize("text", [text for texts in STRAY.values() for text in texts], ids=shorten)
def test_stray_markup_is_shown_as_typed_if_escaped_as_the_fix_says(text):
    before, _, after = text.partition("▸")
    source, _, after = after.partition("◂")
    at = position(before, len(before))

    problems = compile_text(f"{before}{source}{after}", PLAIN).problems
    fixed = compile_text(f"{before}{escape(source)}{after}", PLAIN)

    assert at not in [(problem.line, problem.column) for problem in fixed.problems]
    assert {problem.message for problem in fixed.problems} <= {problem.message for problem in problems}
    assert source.replace("\\}", "}") in " ".join(passage.text for passage in fixed.passages)


VALID = (
    "Look out! [See it](a.jpg), **now**! [See it](a.jpg). Attention \\! [Voir](a.jpg)",
    "~5 people (~3) of [10][a][^1] [^b].\n\n[a] : c.md\n[^1]\xa0: One.\n\n[^b] : Two.",
    "One\u202f[^1].\n\n[^1]\u202f: Un.", "> \\[Témoin\\] : Oui.\n\n\\[Juge] : Non \\[so].",
    "![A wall](photo (1).jpg \"One\") and {{ phone id='line' }}.",
    '![A](line.svg "• 5\\*3 in file_name.txt, C#, \\[sic\\]") [b](c.md (Title))',
    "\\*\\*not bold\\*\\*, \\[words\\](address), \\[^1\\] and \\{#id\\}.",
    "&nbsp; &shy; &#8203; &copy; AT&T; \\&nbps; [a](b.md?c=1&d;=2)",
    "`{{ phone }}` and `[a][b]` and `**` and `[^1]` and ``a ` b``.",
    "Since\n1995. And array(x).\n\nSince the\n2. May it is so.",
    "| When | May [@log] |\n|---|---|\n| - | # 3 |\n| `a\\|b` | `c`\\|d |",
    "Text:\n\n- one\n- two\n\n    - three\n\n    Text.\n\n1. one\n    1. two\n    2. three\n2. four\n",
    '!!! Warning "Careful"\n\n\tDo not give your papers away.\n\n\tCall first.\n\nEnd.',
    "<!-- [a] (b.md)\n- x -->\n\nText.\n\n<!-- y -->\n", "*a*{: lang=nl } and ![A line](line.svg){: .wide }\n{: .box }",
    "1. one\n2. two\n\nMore:\n\n3. three in 1995\n4. four\n\nLast:\n\n1. May 1995\n2. June 1996",
    "[https://a.example/b](https://a.example/) [www.a.example/b][c] [_i@a.example_](mailto:i@a.example)\n\n[c]: d.md",
    "[![A line](pictures/line.svg)](https://a.example/)", "[![A](a.svg)](b.svg) and [\\!A](b.svg)",
    '[a](https://en.example.org/wiki/A_(b)) [b](https://münchen.example/straße?q=ü) [c](first.md "the "best" page")',
    "Our office:\\\nMill Street 12\\\n1000 Brussels",
    "C# and 5 < 6 > 4, R&D, a & b, 24/7, 10:30 to 11:00, 3 = 3, no. #3, snake_case, [...] and […].",
    "He said: “[T]he victim[s] came.”",
    "##\u2003Title\n\n---\u2003\n\n|\u2003a |\n|---\u2003|",
    "##\xa0Title {:\xa0#id\xa0}\n\n|\xa0a\xa0|\n|\xa0---\xa0|\n|\xa01\xa0|\n\n*\xa0*\xa0*",
    '!!!\xa0note\xa0"A "b" c"\n\xa0\xa0\xa0\xa0[d]\n\n[d]:\xa0e.md',
    '- one\n\n    !!! note "a"\n        b\n    > c\n- !!! note "d"\n        e',
    "##\tTitle\n\n-\tone\n-\ttwo\n\n1.\tone\n2.\ttwo",
    "AT&T, Q&As, a.m./p.m., d.h./bzw. and/or README.md, 5'30'', L''aide, 100 % and \\''so'', \\&nbsp",
    "1\\.1 one\n1\\.2 two\n\n\\① no item\n\nViele,\nz. B. diese.\n\n📞 Call\n\n18.\xa0October is\nthe day.",
    "\\• no item\n\\– nor this\n\n\\✅ nor that\n\no neither",
    "§\xa0232 of the code\n\n* 1102 contracts\n\nIt is:\n\n- 5 °C\n- 6 °C",
    "| % of all | # of cases |\n|---|---|\n| 5 | 6 |\n\nIt rose by 5\n% in May ((a) or (b)), 2½%; n=12, 2+3=5, @me.",
    "- % of all, at pH=7 and N=20\n- % of [One | Two](a.md)", "Ihr Schutz und -recht, Kinder- und Jugendhilfe.",
    "What (in 1995) was said: “yes” – and no – is so; § 5, art. 77(2) and 10 % of 1,500.",
    "He said\n(so did they) that it is.", "1. one\n1. two\n1. three", "He smiled :D or :p, and so on.",
    "\\### no heading, ~$5, ~ 5 %, ~+5 %, a --> b, `a`s and -`b`.", "a:b:c at 10:30:15, x^2, \\:smile:, ??? and **2**3",
    "- a\n - b\n- c", '- a\n* * *\n- b\n    !!! note "c"\n        d', "## Title \\{x\\}\n\nTerm\n:\tMeaning.",
    "## ⚙\ufe0f How it works\n\n### a) The first part\n\n### § 5\n\n#### One\n\n##### Two\n\n###### Three",
    "Words.\n\n***\n\nWords.\n\n_ _ _\n\nWords.",
    "- \xa0one\n-\xa0two\n-\u2003three\n- \u2009four\n\n1. \u2003one\n2. two\n\nA[^1].\n\n[^1]:\xa0B.",
    "- Kurse und\n  -prüfungen und\n  mehr", "It rose from\n1.5 to\n2.3 and then\n3.4 per cent.",
    'It costs $20,000 and $30,000, or US$5/$6, in A$ or US$; (in CA$) and (6$), “$”; C++ and C++11. R&amp;D; 6" by 3".',
    "M. Dupont vint avec\nM. Martin; “so\n“be it.\n\n+32 2 5 and\n+32 2 6\n\n\\1\ufe0f\u20e3 one\n2\ufe0f\u20e3 two",
    '"...and so," he said, "(it) is"; 433*bis*, `a`+b.', "“So”, said\n“they”.\n\n€ 5 or\n€ 6",
    "9 - 12 and\n14 - 17 or\n1 \\- so", "- one and\n  – two\n\nIt is i) so and\nii) not.",
    "They came\n— and went.\n\nWent\n→ so, with the signs \".\" and '!'.",
    "Follow us (@our_office) \\(@office), \\【so】.", "Stop![^1] Go![@log] ![@A](b.svg)\n\n[^1]: Now!",
    "> “So.”\n>\n> — Ana, 24\n\n> — Bea\n\n→ Read more.\n\n☎ Call us.\n\n- ✓ yes\n- ✗ no\n\n(a) one\n\n(b) two",
    "s. 45 of the Act[^1][^2]\n\nc. 200 people\n\n[^1]: p. 12 of the report.\n[^2]: p. 15, then\nmore.",
    "| – 5 % | a) an act |\n|---|---|\n| p. 12 | ✓ yes |\n| – 6 % | – |\n| — | • so |\n\n- p. 15\n- p. 16",
    "| Year | Victims |\n|---|---|\n| 2021 | 120\n| 2022 | 130",
    "Said by\nA. Smith and by\nmany, and by\nB. Jones; the ending\n-heid too, on\np. 12 and\np. 13.",
    "...and so,\n...or so.\n\n📞 Call\n\n📧 Write\n\n⚠\ufe0f Stop\n\nA. Smith\n\nB. Jones",
    "- See their report,\np. 12 and\n(2) of it.", "Quoted:\n\n> Bonjour.\n{: lang=fr }",
    "> 18 people came.\n\n- so\n    > 18 people\n- \\> 18 and > 5",
    "- a\n\n\t```\n\t\tb\tc\n\t```\n- d", "   - one\n\n       - two\n\n       more",
    "As ¶ 5 and ¶¶ 6–7 say; see <https\\://a.example>, with https:// (not http://).",
    "## I. A part\n\n- V. Smith\n\nPre- and post-war -heid, a/b/c/, <5 %, in .be, @a and @b, .500, l''aide.",
    "> ```\n>5 of them\n> ```", "--- Ana\n\n---\n\nMore.",
    "One\nOther\n:   Its meaning\n:   and another\n    in two lines\n:   and a third.",
)  # fmt: skip


@pytest.mark.parametrize("text", VALID)
def test_valid_text_passes(text):
    assert compile_text(text, PLAIN).problems == ()


SEVERAL = (
    "See ▸[[Help|the help]].", "*a▸**{: .b }", "▸| a | b |\n| 1 | ▸~~2▸~~ |\n| 3 | 4 |", "A▸[ ^1] and ▸[^1, ^2].",
    "See ▸[a][b], ▸[c [d]] and so▸[1][2].", "It is ▸**open.\n\nSee ▸[[Help]].\n\n▸• one\n• two\n",
    "1. a\n\n   ▸- b\n   ▸- c\n\n2. d", "| a |\n|---|\n▸| b | c |", "A[^1].\n\n[^1]: One.\n▸[^1]: Two.",
    "| a | b |\n|---|---|\n▸| `x|y` | [z|*z*](b.md) ▸~~c▸~~ |", "A ▸<!-- b -->", "- a\n▸-b\n- c\n\n▸===",
    "Text:\n▸- one\n- two\n    - three\n\nText:\n▸1. one\n2. two", "▸o\tone\no\ttwo", "Year▸\tMen\tWomen\n2024\t12\t3",
    "▸[x]((https://a.example)) and ▸[two\n\nwords▸](https://a.example)", "1. a\n2. b\n▸3.c", "1. ▸1. ▸a", "- - ▸5 °C",
    '[a], [a]\n\n[a]: b.md "▸*c*"', "See ▸[it](https://a.example/b c), ▸[x](y z) and ▸[help][h].",
    '▸<iframe src="https://a.example/b_c_d"\ntitle="*x">\n▸</iframe>',
    "▸##What to do {#do}\n\n### More", "- one\n      ▸- two",
    "> [A] b\n>\n> ▸[a]: c.md", "> [A] b\n>\n>     ▸[a]: c.md", "[A] b\n\n    ▸[a]: c.md",
    "1. one\n\n▸Words.\n\n2. two\n\n▸![a](b.svg)\n\n3. three\n\nMore.\n\n5. ▸five",
    "    ▸1. one\n    2. two\n        - three", "- a\n    - b\n   ▸1. c\n   ▸2. d\n- e",
    "\n".join("    " * level + "- a" for level in range(8)) + "\n" + "    " * 8 + "- ▸a\n- b\n" + "> " * 8 + "▸> c",
)  # fmt: skip


@pytest.mark.parametrize("text", SEVERAL, ids=shorten)
def test_all_problems_are_reported_once(text):
    *above, _ = accumulate(text.split("▸"))

    problems = compile_text(text.replace("▸", ""), PLAIN).problems

    assert [(problem.line, problem.column) for problem in problems] == [position(part, len(part)) for part in above]
