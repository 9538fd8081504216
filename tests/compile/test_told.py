"""What looks like markup or like a text, and is none: told where it stands; what is meant passes."""

import re

import pytest

from generator.compile.dialect import Dialect
from generator.compile.text import compile_text
from generator.problems import position
from tests.conftest import marked

PLAIN = Dialect()
SIGN = " is shown here as it is written"
BRACKETS = "for the sign itself write \\[ and \\]"
LINK = (
    "write [words](address), with nothing between the two brackets, %20 for a space in the address, and both closed; "
    f"{BRACKETS}"
)
BRACES = (
    "write {{ name key=value }}, *word*{: lang=nl } or ## Title {#id}, right behind what it belongs to; "
    "for the sign itself write \\{ and \\}"
)
STARS = (
    "write **words** or *words*, with no space inside the asterisks, and one behind them after a punctuation mark; "
    "within a word write **words**; for the sign itself write \\*"
)
UNDERSCORE = f"'_'{SIGN} → write *words*, with asterisks; within a word write **words**; for the sign itself write \\_"
BACKTICK = (
    f"'`'{SIGN} → close the code with as many backticks; for an apostrophe write '; for the sign itself write \\`"
)
QUOTE = (
    f"'\"'{SIGN} → write it right at its words, with no space between; for the sign itself write a backslash before it"
)
FORMULA = "write it in words and signs, such as x² = 2; for the sign itself write \\$"
RAISED = "write ² for ^2^ and ₂ for ~2~, or words; leave out what no longer holds; for the sign itself write \\^ or \\~"
HTML = "is HTML, which a text does not hold → write"
HTML_ITSELF = "for the sign itself write \\<"
PLAIN_HTML = f"{HTML} the words alone, with an empty line between paragraphs; {HTML_ITSELF}"
FOOTNOTE = f"write [^1] for a footnote, and [^1]: with its words on a line of its own; {BRACKETS}"
UNSEEN = "stands for nothing that a reader could see → write the sign itself, or"
NOWHERE, ALONE = "leads nowhere as it stands → write [words]", "for the words alone write"
CITE = f"write [@id] for a source, with the words about it before the brackets; {BRACKETS}"
CITE_OR_REMOVE = "write [@id] with the id of a source, or remove it; for the sign itself write a backslash before it"
ASIDE = (
    "where '[a]' leads is said inside something else → put an empty line above it, and begin it at the left edge; "
    f"{BRACKETS}"
)
UNLED = f"→ correct its name, here or in the link, or remove the line; {BRACKETS}"
WORDLESS = "this heading has no words of its own → write them, or remove the '#' signs"
UNNAMED = "this link has no words → write what it leads to: [words](address)"
CAPTION = (
    "more than words stands in the title of a link or picture → "
    "write the words alone; for a sign itself write a backslash before it"
)
NOTE = 'write !!! note "Title", or !!! warning "Title", with straight quotation marks; indent its text by four spaces'
TERM = "a term stands right below an item or another meaning here → put an empty line above it"
COLON = f"':'{SIGN} → put a space behind it, and the term on the line above it; for the sign itself write \\:"
MEANING = (
    "a definition here is not read as one → "
    "put the term on the line above it, as far to the right; for the sign itself write \\:"
)
DOUBLED = (
    f"'//'{SIGN} → write [words](https://...) for an address, and *words* for what matters; "
    "for the sign itself write \\/"
)
RULE = "write ---, with an empty line above and below; for the sign itself write"
UNDERLINE = (
    "right below words makes a heading of them elsewhere → "
    "write '## ' before the words in place of this line; a rule has an empty line above it"
)
WIDTH = "the width is said of something that is no picture → write {: width=300 } right behind one, on the same line"
ROW = "write all cells on one line, | between two, | | for one that is empty, and \\| for a | inside one"
UNCLOSED = "a block of code is opened with '```' and never closed → close it with a line '```'"
DIVIDED = "a word is divided at the end of a line → join it, or put both parts with their hyphen on one line"
FAR = (
    "this line begins with 4 spaces and belongs to nothing above it → "
    "begin it at the left edge; code stands between two lines ```"
)
BELOW, SPACES = (
    "this line is indented by",
    "spaces, and so stands below the list, in no item → indent it by four spaces",
)
OUTSIDE = "spaces, and so stands in no note or footnote → indent it by four spaces, or begin it at the left edge"
DEEP = "lists, quotes or notes stand too deep inside one another here → bring them further to the left"
ITEMS = (
    "a list here is not read as one → begin each item with '- ' or '1. ', put an empty line above the first, "
    "and indent those in another by four spaces; if it is none, write "
)

TOLD = {
    "So▸[^my note].": f"'[^my note]'{SIGN} → {FOOTNOTE}",
    "It is so.▸[1][2]": f"'[1][2]'{SIGN} → {FOOTNOTE}",
    "A[^1].\n\n[^1]: One. ▸[^2]: Two.": (
        "the footnote '[^2]' is not written anywhere → "
        "correct its name, or begin a line with '[^2]:' and its words, with nothing before it"
    ),
    "Open▸^[since May].": f"'^[since May]'{SIGN} → {FOOTNOTE}",
    "Words▸<br>more": f"'<br>' {HTML} a backslash at the end of the line, or in a table a comma; {HTML_ITSELF}",
    "a▸</B>": f"'<B>' {HTML} **words**; {HTML_ITSELF}",
    "▸<<Oui>>, a-t-elle dit.": f"'<<'{SIGN} → write \"words\" for a quotation; for the sign itself write \\<",
    "▸&lt;b&gt;a&lt;/b&gt;": f"'<b>' {HTML} **words**; {HTML_ITSELF}",
    "▸<div>a</div>": f"'<div>' {PLAIN_HTML}",
    "Write to ▸<name@host>.": f"'<name@host>' {PLAIN_HTML}",
    "▸<?php a ?>": f"'<?php>' {PLAIN_HTML}",
    "H▸~2~O": f"'~2~'{SIGN} → {RAISED}",
    "It is. ▸^a1b2": f"'^'{SIGN} → {RAISED[:-6]}",
    "It is x▸^2^.": f"'^2^'{SIGN} → {RAISED}",
    "▸## A\n\n## Two {#a}": "the heading 'A' has the id 'a' of another → give it its own: '## Title {#own-id}'",
    "## One {#a}\n\n## Two ▸{#a}": "the id 'a' stands twice in this text → give one of the two another",
    "```▸{note}\na\n```": f"what stands here would be lost → remove it; for a note {NOTE}",
    "▸•\none\n•\ntwo": f"{ITEMS}\\•",
    "▸1.\none\n2.\ntwo": f"{ITEMS}1\\.",
    "Words:\n\n▸–\n\none\n\n–\n\ntwo": f"{ITEMS}\\–",
    "1. a\n2. b\n    - c\n    ▸3. d": f"{ITEMS}3\\.",
    "▸&bull; one\n&bull; two": f"{ITEMS}\\•",
    "Read ▸[x].\n\n- [ ] one": f"'[x]'{SIGN} → {LINK}",
    "A.\n\n▸{: .c }": f"'{{: .c }}'{SIGN} → {BRACES}",
    "A.\n\nSee ▸[Help] (../help.md).": f"'[Help] (../help.md)'{SIGN} → {LINK}",
    "See ▸[Help](../help.md and more.": f"'[Help](../help.md and more.'{SIGN} → {LINK}",
    "See (../help.md)▸[Help].": f"'[Help]'{SIGN} → {LINK}",
    'See [a].\n\n[a]: b.md "▸[a]"': CAPTION,
    "Read ▸[a].\n\n[a]: <b.md": f"'[a]'{SIGN} → {LINK}",
    "See ▸[Help.": f"'['{SIGN} → {LINK}",
    "See Help▸].": f"']'{SIGN} → {LINK}",
    "The year\n1986.   See ▸[b].": f"'[b]'{SIGN} → {LINK}",
    "See `[a][b]` and ▸[a][b].": f"'[a][b]'{SIGN} → {LINK}",
    "Read ▸[the rules].\n\n[teh rules]: a.md": f"'[the rules]'{SIGN} → {LINK}",
    "▸" + "[" * 33 + "]" * 33: f"'['{SIGN} → write [words](page.md), or ![words](picture.jpg); {BRACKETS}",
    "Read [a].\n\n[a]: a.md\n▸[b]: b.md": f"no link of the text is called '[b]' {UNLED}",
    "Il répond.\n\n▸[Témoin] : Oui.": f"no link of the text is called '[Témoin]' {UNLED}",
    "Read [a].\n\n[a]: a.md\n▸[A]: b.md": (
        "where '[A]' leads is said twice → keep one of the two, or give one another name"
    ),
    "- ▸[ ] Call\n- [x] Wait": (
        f"'[ ]'{SIGN} → write what is to be done as an item; boxes to tick have no place here; {BRACKETS}"
    ),
    "▸[/b]": (
        f"'[/b]'{SIGN} → write **words**, *words*, [words](address), or > before the words of a quotation; {BRACKETS}"
    ),
    "▸[TOC]": f"'[TOC]'{SIGN} → remove it; a page shows its contents by itself; {BRACKETS}",
    "A ▸&#xe000;0&#xe001; [b](c.md).": f"'&#xe000;' {UNSEEN} \\&#xe000; to show these words",
    "A ▸&#x202e;b.": f"'&#x202e;' {UNSEEN} \\&#x202e; to show these words",
    "Un caf▸&amp;eacute;.": (
        "'&amp;eacute;' is shown here as '&eacute;' → write the sign itself, or \\&eacute; to show these words"
    ),
    "A▸&nbps;b.": f"'&nbps;' {UNSEEN} \\&nbps; to show these words",
    "See ▸[[Help]].": f"'[[Help]]'{SIGN} → write [words](page.md), or ![words](picture.jpg); {BRACKETS}",
    "It is so ▸[see @log].": f"'[see @log]'{SIGN} → {CITE}",
    "It is so ▸[-@log].": f"'[-@log]'{SIGN} → {CITE}",
    "It is so ▸(@log).": f"'(@log)'{SIGN} → {CITE_OR_REMOVE}",
    "It is so▸【4†source】.": f"'【4†source】'{SIGN} → {CITE_OR_REMOVE}",
    "The sum ▸$x^2$ is.": f"'$x^2$'{SIGN} → {FORMULA}",
    "▸$$\nx = 1\n$$": f"'$$'{SIGN} → {FORMULA}",
    "It is ▸//open//.": DOUBLED,
    "See htps:▸//a.example/x.": DOUBLED,
    "See https ▸//a.example/x.": DOUBLED,
    "Don▸?t.": (
        f"'?'{SIGN} → "
        "write the letter or the apostrophe that was lost, or a space behind it; for the sign itself write \\?"
    ),
    "▸%TOC%": f"'%'{SIGN} → remove it, as it means nothing here; for the sign itself write \\%",
    "Ils sont ▸´evidents.": (
        f"'´'{SIGN} → write the letter with its accent as one, or ' for an apostrophe; for the sign itself write \\´"
    ),
    "It is ▸##open##.": f"'##'{SIGN} → write '## ' before the words of a heading; for the sign itself write \\#",
    "See ▸!door.png!": (
        f"'!'{SIGN} → write ![what it shows](picture.jpg) for a picture; for the sign itself write \\!"
    ),
    "It is so▸¶": f"'¶'{SIGN} → remove it, as it means nothing here; for the sign itself write \\¶",
    "(target)▸=": f"'='{SIGN} → write **words** for what matters; for the sign itself write \\=",
    "One\n:   Its meaning.\n▸Two\n:   Its meaning.": TERM,
    "- one\n▸Two\n:   Its meaning.": TERM,
    "Er sagt ▸>>Ja<<.": f"'>>'{SIGN} → write \"words\" for a quotation; for the sign itself write \\>",
    "One ▸+\ntwo": f"'+'{SIGN} → write the words alone; for the sign itself write \\+",
    "It is ▸:open.": COLON,
    "It is ▸++open++.": f"'++'{SIGN} → write the words alone; for the sign itself write \\+",
    "▸== Help ==": f"'== Help =='{SIGN} → write '## ' before the words; for the sign itself write \\=",
    "▸; Term : meaning": (
        f"';'{SIGN} → "
        "write the term on a line of its own, and below it ':   ' and its meaning; for the sign itself write \\;"
    ),
    'Il dit ▸" oui ".': QUOTE,
    'Il dit "oui ▸".': QUOTE,
    "![A red door▸|300](pictures/line.svg)": (
        f"'|300'{SIGN} → write {{: width=300 }} behind the picture; for the sign itself write \\|"
    ),
    "![A](pictures/line.svg)▸{width=300}": f"'{{width=300}}'{SIGN} → {BRACES}",
    "> ▸[!NOTE]\n> Be careful.": f"'[!NOTE]'{SIGN} → {NOTE}; {BRACKETS}",
    "It is ▸~~closed~~.": f"'~~'{SIGN} → leave out what no longer holds; for the sign itself write \\~",
    "It is ▸==open==.": f"'=='{SIGN} → write **words** for what matters; for the sign itself write \\=",
    "▸:::note\nBe careful.\n:::": f"':::'{SIGN} → {NOTE}; for the sign itself write \\:",
    "Call ▸{ phone id=line }.": f"'{{ phone id=line }}'{SIGN} → {BRACES}",
    "Call ▸{{ phone id=line }.": f"'{{{{ phone id=line }}'{SIGN} → {BRACES}",
    "In *hier* ▸{: lang=nl }": f"'{{: lang=nl }}'{SIGN} → {BRACES}",
    "A title ▸{#id} here": f"'{{#id}}'{SIGN} → {BRACES}",
    "*a*▸{: }": f"'{{: }}'{SIGN} → {BRACES}",
    "*a*▸{: onclick=x }": (
        "the attribute 'onclick' is not allowed in a text → "
        "remove it; a text can say id, class, lang, width, height and role"
    ),
    "![A](a.svg)\n▸{: width=300 }": WIDTH,
    "## T ▸{: .x width=300 }": WIDTH,
    "*a*▸{: lang=nld }": "'nld' is not the code of a language → write the code of a language, such as nl or pt-BR",
    "It is ▸**very important.": f"'**'{SIGN} → {STARS}",
    "![A ▸*line](line.svg)": f"'*'{SIGN} → {STARS}",
    "It is ▸** very ** so.": f"'**'{SIGN} → {STARS}",
    "NGO▸*s* here": f"'*'{SIGN} → {STARS}",
    "5▸*x and 6*y": f"'*'{SIGN} → {STARS}",
    "Of 2▸*3*4.": f"'*'{SIGN} → {STARS}",
    "Für Leser▸*innen und Kolleg*innen.": f"'*'{SIGN} → {STARS}",
    "It is ▸_very.": UNDERSCORE,
    "▸![](pictures/line.svg)": (
        "this picture has no text for people who cannot see it → "
        "describe it: ![what it shows](picture.jpg), or mark decoration with {: role=presentation }"
    ),
    "! ▸[A line](pictures/line.svg)": (
        "a picture here is read as a link → write ![words](picture.jpg), with no space behind the !"
    ),
    "L▸`aide": BACKTICK,
    "L\\`▸`aide": BACKTICK,
    "C:▸\\new": f"'\\'{SIGN} → remove it; for the sign itself write \\\\",
    "[A] b\n▸[a]: c.md": ASIDE,
    "[A] b\n\n    ▸[a]: c.md": ASIDE,
    "> [A] b\n>\n> ▸[a]: c.md": ASIDE,
    "See ▸https://a.example/b.": (
        f"the address 'https://a.example/b' {NOWHERE}(https://a.example/b); {ALONE} https\\://a.example/b"
    ),
    "Write to <▸info@a.example>.": (
        f"the address 'info@a.example' {NOWHERE}(mailto:info@a.example); {ALONE} info\\@a.example"
    ),
    "See **▸https://a.example/b_(c)** (or www.a.example).": (
        f"the address 'https://a.example/b_(c)' {NOWHERE}(https://a.example/b_(c)); {ALONE} https\\://a.example/b_(c)"
    ),
    "See _<▸Www.a.example/b>_.": (
        f"the address 'Www.a.example/b' {NOWHERE}(https://Www.a.example/b); {ALONE} Www\\.a.example/b"
    ),
    "See ▸f.a.example/b/c.pdf.": (
        f"the address 'f.a.example/b/c.pdf' {NOWHERE}(https://f.a.example/b/c.pdf); {ALONE} f\\.a.example/b/c.pdf"
    ),
    'See "it":▸https://a.example now.': (
        f"the address 'https://a.example' {NOWHERE}(https://a.example); {ALONE} https\\://a.example"
    ),
    "It is ▸''open''.": f"''''{SIGN} → write **words** or *words*; for the sign itself write \\'",
    "It ▸%%not yet%% is.": f"'%%'{SIGN} → remove it, as it means nothing here; for the sign itself write \\%",
    "A ▸&nbsp b.": f"'&nbsp' {UNSEEN} \\&nbsp to show these words",
    "Term\n▸:\xa0Meaning": COLON,
    "One ▸<!-- not yet --> two.": "a comment stands within a line → put it on lines of its own, from '<!--' to '-->'",
    "A.\n\n▸<!-- B": "a comment is opened with '<!--' and never closed → close it with '-->'",
    "▸<!-- a ->\nB.\n\n<!-- c -->\n": (
        "a comment is opened with '<!--' and not closed before the next → close it with '-->'"
    ),
    "<!-- a -->▸ b": "words stand behind a comment → put the comment on lines of its own",
    "<!-->\nOld.\n▸-->": (
        f"'-->'{SIGN} → open the comment with '<!--' before its words; begin an item with '- '; "
        "for the sign itself write \\-->"
    ),
    "A[^1].\n\n[^1]: One.\n▸[^1]: Two.": "the footnote '[^1]' is written twice → give one of the two another name",
    "A.\n\n▸[^1]: One.": "no place of the text leads to the footnote '[^1]' → put [^1] where it belongs, or remove it",
    "▸!!! warning “Careful”\n    Stop.": f"a note here is not read as one → {NOTE}",
    '▸!!! warning "Stop"\nBe careful.': f"this note has no text → {NOTE}",
    '▸!!! warning ""\n    Stop.': f"a note here is not read as one → {NOTE}",
    '▸!! note "Title"\n    Words.': f"a note here is not read as one → {NOTE}",
    "▸??? note\n    Words.": f"a note here is not read as one → {NOTE}",
    '> ▸!!! tip "a"\n>     b': f"a note here is not read as one → {NOTE}",
    "Year▸\tNumber\n2024\t12": (
        "columns with gaps between them are not read as a table → "
        "write | a | b |, and below the first row |---|---|; or put one space in place of the gap"
    ),
    "Year▸    Number\n2023    12": (
        "columns with gaps between them are not read as a table → "
        "write | a | b |, and below the first row |---|---|; or put one space in place of the gap"
    ),
    "One.\n\n▸+++\n\nTwo.": f"'+++'{SIGN} → {RULE} \\+",
    "One.\n\n▸⸻\n\nTwo.": f"'⸻'{SIGN} → {RULE} \\⸻",
    "One.\n▸– – –\nTwo.": f"'– – –'{SIGN} → {RULE} \\–",
    "Text:\n▸- one\n- two": f"{ITEMS}\\-",
    "Text:\n▸1. one\n2. two": f"{ITEMS}1\\.",
    "▸-\xa0item": f"{ITEMS}\\-",
    "Parts:\n▸-one\n-two": f"{ITEMS}\\-",
    "▸• one\n• two": f"{ITEMS}\\•",
    "- one\n▸– two\n- three": f"{ITEMS}\\–",
    "Parts:\n▸– one and\nmore\n– two": f"{ITEMS}\\–",
    "▸–food\n–a bed": f"{ITEMS}\\–",
    "▸– one\n\n– two": f"{ITEMS}\\–",
    "▸-> one\n-> two": f"{ITEMS}\\->",
    "▸✓one\n✗two": f"{ITEMS}\\✓",
    "▸+one\n+two": f"{ITEMS}\\+",
    "▸1\ufe0f\u20e3 one\n2\ufe0f\u20e3 two": f"{ITEMS}\\1\ufe0f\u20e3",
    "▸1- one\n2- two": f"{ITEMS}1\\-",
    "▸1 – one\n2 – two": f"{ITEMS}1 \\–",
    "▸1) one\n2) two": f"{ITEMS}1\\)",
    "▸a) one\n\nb) two": f"{ITEMS}a\\)",
    "▸(a) one\n(b) two": f"{ITEMS}\\(a)",
    "▸{{ cards pages=“a.md” }}": (
        "the component 'cards' has an argument that cannot be read: pages=“a.md” → "
        "write {{ name key=value }}, such as id=support, with straight double quotes around a value that has spaces"
    ),
    "▸1.One\n2.Two": f"{ITEMS}1\\.",
    "▸1.\xa0one\n2.\xa0two": f"{ITEMS}1\\.",
    "▸I. One\nII. Two": f"{ITEMS}I\\.",
    "▸1° one\n2° two": f"{ITEMS}1\\°",
    "- a\n▸-- one\n-- two": f"{ITEMS}\\--",
    "▸. one\n. two": f"{ITEMS}\\.",
    "▸1°) one\n2°) two": f"{ITEMS}1°\\)",
    "▸1.1 one\n1.2 two": f"{ITEMS}1\\.1",
    "▸1.) one\n2.) two": f"{ITEMS}1.\\)",
    "▸1: one\n2: two": f"{ITEMS}1\\:",
    "▸① one\n② two": f"{ITEMS}\\①",
    "▸viii. one\nix. two": f"{ITEMS}viii\\.",
    "▸📞 Call\n📧 Write": f"{ITEMS}\\📞",
    "▸o   one\no   two": f"{ITEMS}one space behind o",
    "▸a. one\n\nb. two": f"{ITEMS}a\\.",
    "- one\n  ▸- two\n    - three": f"{BELOW} 2 {SPACES}",
    "1. one\n\n   ▸More of it.\n\n2. two": f"{BELOW} 3 {SPACES}",
    "- one\n  ▸```\n  code\n  ```\n- two": f"{BELOW} 2 {SPACES}",
    "1. one\n   ▸| a |\n   |---|\n   | 1 |\n2. b": f"{BELOW} 3 {SPACES}",
    "- one\n\n ▸two": f"{BELOW} 1 {SPACES.replace('spaces,', 'space,')}",
    "> - one\n>   ▸- two": f"{BELOW} 2 {SPACES}",
    '!!! note "T"\n    a\n\n  ▸- b\n  - c': f"{BELOW} 2 {OUTSIDE}",
    "A[^1].\n\n[^1]: b\n\n   ▸c": f"{BELOW} 3 {OUTSIDE}",
    "- a\n## B\n\n    ▸c": FAR,
    "> a\n>\n>     ▸b": FAR,
    "13. ▸April 1995: An diesem Tag.": (
        "'13.' at the beginning of a paragraph makes a list of one item → "
        "write 13\\. for a number; write more than one item for a list"
    ),
    "13\\. April 1995: A.\n\n14. ▸Mai 1996: B.\n\n15. June 1997: C.": (
        "'14.' makes an item of a list, and no date → write 14\\. for a date"
    ),
    "1. one\n2. two\n\n▸*Words* between.\n\n3. three": (
        "this stands between the items 2 and 3 of a list → "
        "indent it by four spaces; write 2\\. for a number that begins a paragraph"
    ),
    "1. May 1995: A.\n\n1. ▸June 1996: B.": (
        "this item is numbered 1 and follows 1 → "
        "number the items one by one; write 1\\. for a number that begins a paragraph"
    ),
    "1. one\n2. two\n4. ▸four": (
        "this item is numbered 4 and follows 2 → "
        "number the items one by one; write 4\\. for a number that begins a paragraph"
    ),
    "- ▸5 °C in the morning": "'- 5' makes a list of one item, without its sign → write \\- 5, or more than one item",
    "Many spoke up under\n▸#MeToo.": (
        "'#MeToo.' begins with a sign of headings → "
        "write \\#MeToo. for the words; for a heading put a space behind the sign, from ## on"
    ),
    "Words\n▸---": f"'---' {UNDERLINE}",
    "> Words\n> ▸=": f"'=' {UNDERLINE}",
    "- one\n▸-\n- three": "no words stand behind '-' → write them, or remove it; for the sign itself write \\-",
    ">>▸>\nWords.\n>>>": "no words stand behind '>' → write them, or remove it; for the sign itself write \\>",
    "▸| a | b |\n| 1 | 2 |": (
        f"'|'{SIGN} → "
        "put an empty line above a table, and below its first row a line |---|---|; for the sign itself write \\|"
    ),
    "▸| a | b | c |\n|---|---|\n| 1 | 2 |": f"this row has 3 cells, and the line of hyphens 2 → {ROW}",
    "| a | b |\n|---|---|\n| 1 | 2 |\n▸|---|---|\n| 3 | 4 |": (
        "a table has one line of hyphens, below its first row → "
        "remove it, or put an empty line above another table; for hyphens in a cell write \\-\\-\\-"
    ),
    "▸|\n|---|---|\n| 1 | 2 |": f"this row has 0 cells, and the line of hyphens 2 → {ROW}",
    "Year  Number\n▸----  ------\n2024  145": f"'----  ------' {UNDERLINE}",
    "| ▸| |\n|---|---|\n| 1 | 2 |": "the headings of a table are empty → write above each column what stands in it",
    "From 2019▸-\n2020.": DIVIDED,
    "▸-**one**\n-**two**": f"{ITEMS}\\-",
    "- one\n▸-[two](https://a.example)": f"{ITEMS}\\-",
    '▸1.*one*\n2."two"': f"{ITEMS}1\\.",
    "| a | b |\n|---|---|\n▸| one two\nthree | 2 |": f"this row has 1 cell, and the line of hyphens 2 → {ROW}",
    "| a | b |\n|---|---|\n| `x\\|y` | 1 \\| 2 |\n▸| 1 | 2 | lost |": (
        f"this row has 3 cells, and the line of hyphens 2 → {ROW}"
    ),
    "| a | b |\n|---|---|\n| 1 | 2 |\n▸They grow.\nAnother.": (
        "this line stands right below a table → put an empty line above it"
    ),
    "> ▸```\n> a\n\nb": UNCLOSED,
    "▸```\na\n": UNCLOSED,
    "▸●\tone\n●\ttwo": f"{ITEMS}\\●",
    "## Title ▸{##a}": "'##a' cannot be said of what stands before it → write {#id}, {: .class } or {: lang=nl }",
    "[see ▸[@log] now](first.md)": "a citation stands inside the words of a link → put it behind the link",
    "[see▸[^1]](first.md)\n\n[^1]: A.": "a footnote stands inside the words of a link → put it behind the link",
    "A ▸[](first.md).": UNNAMED,
    "▸[![](line.svg){: role=presentation }](first.md)": UNNAMED,
    "![A line ▸[@log]](line.svg)": "more than words stands in the words of a picture → leave the words",
    '![A line](line.svg "The ▸**house**, by [them](https://a.example)")': CAPTION,
    '> ![A line](line.svg "The house\n> and ▸*garden*")': CAPTION,
    "A[^1].\n\n[^1]: B.\n\n    ▸### C\n\n## D": (
        "a heading stands in a footnote → "
        "write **words** in its place, or take it out of the footnote; for the sign itself write \\#"
    ),
    "A[^1].\n\n▸[^1]:\n\nB.": "the footnote '[^1]' has no text → write it behind the colon",
    "A.\n\n> ▸[^1]: One.": (
        "the footnote '[^1]' is not written anywhere → "
        "correct its name, or begin a line with '[^1]:' and its words, with nothing before it"
    ),
    "| a |\n|---|\n| 1 |\n\n▸: It grew.": MEANING,
    "- a\n\n▸: b": MEANING,
    "- a\n▸: b": MEANING,
    "- ▸: a": MEANING,
    "- Words\n▸1. a\n2. b": f"{ITEMS}1\\.",
    "▸# One": (
        "'One' is a heading of the first level; the title of the page is the only one → "
        "begin it with '##'; for the sign itself write \\#"
    ),
    "## One\n\n▸#### Two": "the heading 'Two' skips a level: #### follows ## → begin it with '###'",
    "▸##": WORDLESS,
    "▸## …": WORDLESS,
    "▸## {{ phone id=line }}": WORDLESS,
    "▸>50 % came.": (
        "'>50' makes a quotation, without its sign → write \\>50, or put a space behind the sign of a quotation"
    ),
    "Der Men▸‐\nschenhandel.": DIVIDED,
    "Der Men▸-\nschenhandel.": DIVIDED,
    "> " * 8 + "▸> a": DEEP,
    "\n".join(f"> {'    ' * level}- a" for level in range(7)) + f"\n> {'    ' * 7}- ▸b": DEEP,
    "- " * 9 + "▸a": DEEP,
    "- " + "> " * 7 + "▸" + "> " * 999 + "a": DEEP,
    "So ▸:smile: it is.": (
        f"':smile:'{SIGN} → write the word, or the sign itself; for these words write \\: in place of the first colon"
    ),
}
"""What is written, and what is told of it first, at ▸."""


def shortly(text: str) -> str:
    """Return the beginning of a text, as the name of its test."""
    return text[:60]


@pytest.mark.parametrize("text", TOLD, ids=shortly)
def test_what_is_not_read_is_told_where_it_stands(text: str) -> None:
    written, expected = marked("a.md", text, TOLD[text])

    told = compile_text(written, PLAIN).mistakes[0]

    assert [f"a.md:{told.line}:{told.column}: {told.message} → {told.fix}"] == expected


ESCAPED = [
    text for text, said in TOLD.items() if re.search(r"for the sign itself write (?:\\\S|a backslash .*)$", said)
]


@pytest.mark.parametrize("text", ESCAPED, ids=shortly)
def test_a_sign_is_itself_behind_the_backslash_that_its_message_names(text: str) -> None:
    before, _, after = text.partition("▸")
    line, column = position(text, len(before))

    told = compile_text(f"{before}\\{after}", PLAIN).mistakes

    assert {(line, column), (line, column + 1)}.isdisjoint((mistake.line, mistake.column) for mistake in told)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.a.example/b(c)", "Http://a.example", "www.a.example", "b.c+d@a.example", "e@a.example",
        "f.a.example/g",
    ],
)  # fmt: skip
def test_an_address_is_words_as_its_message_says(address: str) -> None:
    (told,) = compile_text(f"See {address}.", PLAIN).mistakes
    _, _, words = told.fix.partition("for the words alone write ")

    assert compile_text(f"See {words}.", PLAIN).html == f"<p>See {address}.</p>"
    assert compile_text(f"See {words}.", PLAIN).mistakes == ()


RIGHT = [
    "~5 people (~3) of [10][a][^1] [^b].\n\n[a] : c.md\n[^1]\xa0: One.\n\n[^b] : Two.",
    "One\u202f[^1].\n\n[^1]\u202f: Un.",
    "> \\[Témoin\\] : Oui.\n\n\\[Juge\\] : Non.",
    "![A wall](photo (1).jpg \"One\") and {{ phone id='line' }}.",
    '![A](line.svg "• 5\\*3 in file_name.txt, C#, \\[sic\\]") [b](c.md (Title))',
    "\\*\\*not bold\\*\\*, \\[words\\](address), \\[^1\\] and \\{#id\\}.",
    "&nbsp; &shy; &#8203; &copy; AT&T; \\&nbps; [a](b.md?c=1&d;=2)",
    "`{{ phone }}` and `[a][b]` and `**` and `[^1]` and ``a ` b``.",
    "~~~\n[a] (b.md)\n{{ x }}\n~~~",
    "Since\n1995. And array(x).\n\nSince the\n2. May it is so.",
    "| When | May [@log] |\n|---|---|\n| - | # 3 |\n| `a\\|b` | `c`\\|d |",
    "Text:\n\n- one\n- two\n\n    - three\n\n    Text.\n\n1. one\n    1. two\n    2. three\n2. four\n",
    '!!! Warning "Careful"\n\n\tDo not give your papers away.\n\n\tCall first.\n\nEnd.',
    "A[^1] and again[^1].\n\n[^1]: One.\n\nTerm\n:   What it is.",
    "<!-- [a] (b.md)\n- x -->\n\nText.\n\n<!-- y -->\n",
    "*a*{: lang=nl } and ![A line](line.svg){: .wide }\n{: .box }",
    "1. one\n2. two\n\nMore:\n\n3. three in 1995\n4. four\n\nLast:\n\n1. May 1995\n2. June 1996",
    "[https://a.example/b](https://a.example/) [www.a.example/b][c] [_i@a.example_](mailto:i@a.example)\n\n[c]: d.md",
    "[![A line](pictures/line.svg)](https://a.example/)",
    '[a](https://en.example.org/wiki/A_(b)) [b](https://münchen.example/straße?q=ü) [c](first.md "the "best" page")',
    "Our office:\\\nMill Street 12\\\n1000 Brussels",
    "C# and 5 < 6 > 4, R&D, a & b, 24/7, 10:30 to 11:00, 3 = 3, no. #3, snake_case, [...] and […].",
    "##\u2003Title\n\n---\u2003\n\n|\u2003a |\n|---\u2003|",
    "##\xa0Title {:\xa0#id\xa0}\n\n|\xa0a\xa0|\n|\xa0---\xa0|\n|\xa01\xa0|\n\n*\xa0*\xa0*",
    '!!!\xa0note\xa0"A "b" c"\n\xa0\xa0\xa0\xa0[d]\n\n[d]:\xa0e.md',
    '- one\n\n    !!! note "a"\n        b\n    > c\n- !!! note "d"\n        e',
    "##\tTitle\n\n-\tone\n-\ttwo\n\n1.\tone\n2.\ttwo",
    "AT&T, Q&As, a.m./p.m., d.h./bzw. and/or README.md, 5'30'', L''aide, 100 % and \\''so'', \\&nbsp",
    "1\\.1 one\n1\\.2 two\n\n\\① no item\n\nViele,\nz. B. diese.\n\n📞 Call\n\n18.\xa0October is\nthe day.",
    "\\• no item\n\\– nor this\n\n\\✅ nor that\n\no neither",
    "§\xa0232 of the code\n\n* 1102 contracts\n\nIt is:\n\n- 5 °C\n- 6 °C",
    "What (in 1995) was said: “yes” – and no – is so; § 5, art. 77(2) and 10 % of 1,500.",
    "He said\n(so did they) that it is.",
    "1. one\n1. two\n1. three",
    "He smiled :D or :p, and so on.",
    "a:b:c at 10:30:15, x^2, \\:smile:, ??? and **2**3",
    "- a\n - b\n- c",
    '- a\n* * *\n- b\n    !!! note "c"\n        d',
    "## Title \\{x\\}\n\nTerm\n:\tMeaning.",
    "## ⚙️ How it works\n\n### a) The first part\n\n### § 5\n\n#### One\n\n##### Two\n\n###### Three",
    "Words.\n\n***\n\nWords.\n\n_ _ _\n\nWords.",
    "- \xa0one\n- \xa0two\n\nA[^1].\n\n[^1]:\xa0B.",
    "- Kurse und\n  -prüfungen und\n  mehr",
    "It rose from\n1.5 to\n2.3 and then\n3.4 per cent.",
    'It costs $20,000 and $30,000, or US$5/$6, in A$ or US$; (in CA$) and (6$); C++ and C++11. R&amp;D; 6" by 3".',
    "M. Dupont vint avec\nM. Martin; “so\n“be it.\n\n+32 2 5 and\n+32 2 6\n\n\\1\ufe0f\u20e3 one\n2\ufe0f\u20e3 two",
    '"...and so," he said, "(it) is"; 433*bis*.',
    "“So”, said\n“they”.\n\n€ 5 or\n€ 6",
    "9 - 12 and\n14 - 17 or\n1 \\- so",
    "- one and\n  – two\n\nIt is i) so and\nii) not.",
    "They came\n— and went.\n\nWent\n→ so, with the signs \".\" and '!'.",
    "Follow us (@our_office) \\(@office), \\【so】.",
    "Stop![^1] Go![@log] ![@A](b.svg)\n\n[^1]: Now!",
    "> “So.”\n>\n> — Ana, 24\n\n> — Bea\n\n→ Read more.\n\n☎ Call us.\n\n- ✓ yes\n- ✗ no\n\n(a) one\n\n(b) two",
    "s. 45 of the Act[^1][^2]\n\nc. 200 people\n\n[^1]: p. 12 of the report.\n[^2]: p. 15, then\nmore.",
    "| – 5 % | a) an act |\n|---|---|\n| p. 12 | ✓ yes |\n| – 6 % | – |\n| — | • so |\n\n- p. 15\n- p. 16",
    "| Year | Victims |\n|---|---|\n| 2021 | 120\n| 2022 | 130",
    "Said by\nA. Smith and by\nmany, and by\nB. Jones; the ending\n-heid too, on\np. 12 and\np. 13.",
    "...and so,\n...or so.\n\n📞 Call\n\n📧 Write\n\n⚠️ Stop\n\nA. Smith\n\nB. Jones",
    "- See their report,\np. 12 and\n(2) of it.",
    "Quoted:\n\n> Bonjour.\n{: lang=fr }",
    "- a\n\n\t```\n\t\tb\tc\n\t```\n- d",
    "   - one\n\n       - two\n\n       more",
    "- one\n\n    ```\n    a\n    ```\n\n    more\n\nTerm\n:   Meaning.",
    "As ¶ 5 and ¶¶ 6–7 say.",
    "One\nOther\n:   Its meaning\n:   and another\n    in two lines\n:   and a third.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_meant_passes(text: str) -> None:
    assert compile_text(text, PLAIN).mistakes == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("See [[Help|the help]].", [(1, 5)]),
        ("*a**{: .b }", [(1, 3)]),
        ("| a | b |\n| 1 | ~~2~~ |\n| 3 | 4 |", [(1, 1), (2, 7), (2, 10)]),
        ("A[ ^1] and [^1, ^2].", [(1, 2), (1, 12)]),
        ("See [a][b], [c [d]] and so[1][2].", [(1, 5), (1, 13), (1, 27)]),
        ("It is **open.\n\nSee [[Help]].\n\n• one\n• two\n", [(1, 7), (3, 5), (5, 1)]),
        ("1. a\n\n   - b\n   - c\n\n2. d", [(3, 4), (4, 4)]),
        ("| a |\n|---|\n| b | c |", [(3, 1)]),
        ("A[^1].\n\n[^1]: One.\n[^1]: Two.", [(4, 1)]),
        ("- a\n-b\n- c", [(2, 1)]),
        ("Text:\n- one\n- two\n    - three\n\nText:\n1. one\n2. two", [(2, 1), (7, 1)]),
        ("o\tone\no\ttwo", [(1, 1)]),
        ("Year\tMen\tWomen\n2024\t12\t3", [(1, 5)]),
        ("[x]((https://a.example)) and [two\n\nwords](https://a.example)", [(1, 1), (1, 30), (3, 6)]),
        ("1. a\n2. b\n3.c", [(3, 1)]),
        ("See [it](https://a.example/b c), [x](y z) and [help][h].", [(1, 5), (1, 34), (1, 47)]),
        ('<iframe src="https://a.example/b_c_d" title="*x">', [(1, 1)]),
        ("##What to do {#do}\n\n### More", [(1, 1)]),
        ("- one\n      - two", [(2, 7)]),
        ("> [A] b\n>\n> [a]: c.md", [(3, 3)]),
        ("> [A] b\n>\n>     [a]: c.md", [(3, 7)]),
        ("[A] b\n\n    [a]: c.md", [(3, 5)]),
        ("1. one\n\nWords.\n\n2. two\n\n![a](b.svg)\n\n3. three\n\nMore.\n\n5. five", [(3, 1), (7, 1), (13, 4)]),
        ("    1. one\n    2. two\n        - three", [(1, 5)]),
        ("\n".join("    " * level + "- a" for level in range(9)) + "\n- b\n" + "> " * 9 + "c", [(9, 35), (11, 17)]),
    ],
)
def test_every_mistake_is_told_at_once_and_once(text: str, places: list[tuple[int, int]]) -> None:
    assert [(mistake.line, mistake.column) for mistake in compile_text(text, PLAIN).mistakes] == places
