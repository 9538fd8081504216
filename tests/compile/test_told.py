"""What looks like markup or like a text, and is none: told where it stands; what is meant passes."""

import pytest

from generator.compile.dialect import Dialect
from generator.compile.text import compile_text

PLAIN = Dialect()
SIGN = " is shown here as it is written"
BRACKETS = "for the sign itself write \\[ and \\]"
LINK = (
    "write [words](address), with nothing between the two brackets, no space in the address, and both closed; "
    "for the sign itself write \\[ and \\]"
)
BRACES = (
    "write {{ name key=value }}, *word*{: lang=nl } or ## Title {#id}, right behind what it belongs to; "
    "for the sign itself write \\{ and \\}"
)
STARS = (
    "write **words** or *words*, with no space inside the asterisks, and one behind them after a punctuation mark; "
    "for the sign itself write \\*"
)
NOTE = (
    'write !!! warning "Title", with straight quotation marks and an empty line above; indent its text by four spaces'
)
BOX = 'write !!! warning "Title", and indent the text below it by four spaces'
UNDERLINE = "write '## ' before the words in place of this line; a rule has an empty line above it"
MATTERS = "write **words** for what matters; for the sign itself write \\="
MEANING = "a definition here is not read as one"
TERM = "put the term on the line above it; for the sign itself write \\:"
LIST = "put an empty line above it; in an item, indent it by four spaces; if it is none, write "
ITEMS = "begin each item with '- ' or '1. ', and put an empty line above the first; if it is none, write "
LISTED = "a list here is not read as one"
HTML = "write what Markdown has for it: **words**, [words](address), an empty line; for the sign itself write \\<"

TOLD = {
    "link with a space": ("A.\n\nSee [Help] (../help.md).", "3:5", f"'[Help] (../help.md)'{SIGN}", LINK),
    "link never closed": ("See [Help](../help.md and more.", "1:5", f"'[Help](../help.md and more.'{SIGN}", LINK),
    "link back to front": ("See (../help.md)[Help].", "1:17", f"'[Help]'{SIGN}", LINK),
    "bracket never closed": ("See [Help.", "1:5", f"'['{SIGN}", LINK),
    "bracket never opened": ("See Help].", "1:9", f"']'{SIGN}", LINK),
    "reference that leads nowhere": ("See `[a][b]` and [a][b].", "1:18", f"'[a][b]'{SIGN}", LINK),
    "reference misspelt": ("Read [the rules].\n\n[teh rules]: a.md", "1:6", f"'[the rules]'{SIGN}", LINK),
    "definition that nobody uses": (
        "Read [a].\n\n[a]: a.md\n[b]: b.md",
        "4:1",
        "no link of the text is called '[b]'",
        "correct its name, here or in the link, or remove the line",
    ),
    "definition given twice": (
        "Read [a].\n\n[a]: a.md\n[A]: b.md",
        "4:1",
        "where '[A]' leads is said twice",
        "keep one of the two, or give one another name",
    ),
    "task": (
        "- [ ] Call\n- [x] Wait",
        "1:3",
        f"'[ ]'{SIGN}",
        f"write what is to be done as an item; boxes to tick have no place here; {BRACKETS}",
    ),
    "contents of another dialect": ("[TOC]", "1:1", f"'[TOC]'{SIGN}", "remove it; a page shows its contents by itself"),
    "entity that is a mark of ours": (
        "A &#xe000;0&#xe001; [b](c.md).",
        "1:3",
        "'&#xe000;' stands for nothing that a reader could see",
        "write the sign itself, or \\&#xe000; to show these words",
    ),
    "entity that turns the words behind it": (
        "A &#x202e;b.",
        "1:3",
        "'&#x202e;' stands for nothing that a reader could see",
        "write the sign itself, or \\&#x202e; to show these words",
    ),
    "entity misspelt": (
        "A&nbps;b.",
        "1:2",
        "'&nbps;' stands for nothing that a reader could see",
        "write the sign itself, or \\&nbps; to show these words",
    ),
    "link of a wiki": (
        "See [[Help]].",
        "1:5",
        f"'[[Help]]'{SIGN}",
        f"write [words](page.md), or ![words](picture.jpg); {BRACKETS}",
    ),
    "note of another dialect": ("> [!NOTE]\n> Be careful.", "1:3", f"'[!NOTE]'{SIGN}", f"{BOX}; {BRACKETS}"),
    "footnote of another dialect": ("Open^[since May].", "1:6", f"'[since May]'{SIGN}", LINK),
    "struck out": (
        "It is ~~closed~~.",
        "1:7",
        f"'~~'{SIGN}",
        "leave out what no longer holds; for the sign itself write \\~",
    ),
    "marked": ("It is ==open==.", "1:7", f"'=='{SIGN}", MATTERS),
    "container of another dialect": (
        ":::note\nBe careful.\n:::",
        "1:1",
        f"':::'{SIGN}",
        f"{BOX}; for the sign itself write \\:",
    ),
    "component in single braces": ("Call { phone id=line }.", "1:6", f"'{{ phone id=line }}'{SIGN}", BRACES),
    "component never closed": ("Call {{ phone id=line }.", "1:6", f"'{{{{ phone id=line }}'{SIGN}", BRACES),
    "component behind a backslash": ("Call \\{{ phone }}.", "1:8", f"'{{ phone }}}}'{SIGN}", BRACES),
    "attributes after a space": ("In *hier* {: lang=nl }", "1:11", f"'{{: lang=nl }}'{SIGN}", BRACES),
    "id within a sentence": ("A title {#id} here", "1:9", f"'{{#id}}'{SIGN}", BRACES),
    "attribute that runs": (
        "*a*{: onclick=x }",
        "1:4",
        "the attribute 'onclick' is not allowed in a text",
        "remove it; a text can say id, class, lang, width, height and role",
    ),
    "language that is none": (
        "*a*{: lang=nld }",
        "1:4",
        "'nld' is not the code of a language",
        "write the code of a language, such as nl or pt-BR",
    ),
    "stars never closed": ("It is **very important.", "1:7", f"'**'{SIGN}", STARS),
    "stars with spaces": ("It is ** very ** so.", "1:7", f"'**'{SIGN}", STARS),
    "underscore never closed": (
        "It is _very.",
        "1:7",
        f"'_'{SIGN}",
        "write *words*, with asterisks; for the sign itself write \\_",
    ),
    "product": ("That makes 5*3.", "1:13", f"'*'{SIGN}", STARS),
    "picture without words": (
        "![](pictures/line.svg)",
        "1:1",
        "this picture has no text for people who cannot see it",
        "describe it: ![what it shows](picture.jpg), or mark decoration with {: role=presentation }",
    ),
    "picture with a space": (
        "! [A line](pictures/line.svg)",
        "1:3",
        "a picture here is read as a link",
        "write ![words](picture.jpg), with no space behind the !",
    ),
    "backtick": (
        "L`aide",
        "1:2",
        f"'`'{SIGN}",
        "close the code with as many backticks; for the sign itself write \\`",
    ),
    "backslash": ("C:\\new", "1:3", f"'\\'{SIGN}", "remove it; for the sign itself write \\\\"),
    "tag": ("Words<br>more", "1:6", "'<br>' is HTML, which a text does not hold", HTML),
    "element": ("<div>a</div>", "1:1", "'<div>' is HTML, which a text does not hold", HTML),
    "end of an element": ("a</b> <b>c</b>", "1:2", "'</b>' is HTML, which a text does not hold", HTML),
    "instruction": ("<?php a ?>", "1:1", "'<?php>' is HTML, which a text does not hold", HTML),
    "address between angles": (
        "<https://a.example/b>",
        "1:1",
        "'<https://a.example/b>' is an address without words",
        "write [words](https://a.example/b)",
    ),
    "address to write to between angles": (
        "<info@a.example>",
        "1:1",
        "'<info@a.example>' is an address without words",
        "write [words](mailto:info@a.example)",
    ),
    "bare address": (
        "See https://a.example/b.",
        "1:5",
        "the address 'https://a.example/b' leads nowhere as it stands",
        "write [words](https://a.example/b)",
    ),
    "bare address in emphasis": (
        "See **https://fr.a.example/b_(c)** (or www.a.example).",
        "1:7",
        "the address 'https://fr.a.example/b_(c)' leads nowhere as it stands",
        "write [words](https://fr.a.example/b_(c))",
    ),
    "bare address without its protocol": (
        "See _www.a.example/b_.",
        "1:6",
        "the address 'www.a.example/b' leads nowhere as it stands",
        "write [words](https://www.a.example/b)",
    ),
    "bare address in capitals": (
        "See Www.a.example.",
        "1:5",
        "the address 'Www.a.example' leads nowhere as it stands",
        "write [words](https://Www.a.example)",
    ),
    "bare host with a path": (
        "See books.a.example/courses/b.pdf.",
        "1:5",
        "the address 'books.a.example/courses/b.pdf' leads nowhere as it stands",
        "write [words](https://books.a.example/courses/b.pdf)",
    ),
    "link of a chat": (
        "See <https://a.example|it>.",
        "1:6",
        "the address 'https://a.example' leads nowhere as it stands",
        "write [words](https://a.example)",
    ),
    "link of Textile": (
        'See "it":https://a.example now.',
        "1:10",
        "the address 'https://a.example' leads nowhere as it stands",
        "write [words](https://a.example)",
    ),
    "quotation marks of a wiki": (
        "It is ''open''.",
        "1:7",
        f"''''{SIGN}",
        "write **words** or *words*; for the sign itself write \\'",
    ),
    "comment of another dialect": (
        "It %%not yet%% is.",
        "1:4",
        f"'%%'{SIGN}",
        "remove it, as it means nothing here; for the sign itself write a backslash before it",
    ),
    "name of a block in another dialect": (
        "It is. ^a1b2",
        "1:8",
        f"'^'{SIGN}",
        "write ² for ^2^, or words; for the sign itself write \\^",
    ),
    "entity without its end": (
        "A &nbsp b.",
        "1:3",
        "'&nbsp' stands for nothing that a reader could see",
        "write the sign itself, or \\&nbsp to show these words",
    ),
    "meaning behind a no-break space": (
        "Term\n:\xa0Meaning",
        "2:1",
        f"':'{SIGN}",
        "put a space behind it, and the term on the line above it; for the sign itself write \\:",
    ),
    "bare address to write to": (
        "Write to info@a.example.",
        "1:10",
        "the address 'info@a.example' leads nowhere as it stands",
        "write [words](mailto:info@a.example)",
    ),
    "comment within a line": (
        "One <!-- not yet --> two.",
        "1:5",
        "a comment stands within a line",
        "put it on lines of its own, from '<!--' to '-->'",
    ),
    "comment never closed": (
        "A.\n\n<!-- B",
        "3:1",
        "a comment is opened with '<!--' and never closed",
        "close it with '-->'",
    ),
    "words behind a comment": (
        "<!-- a --> b",
        "1:11",
        "words stand behind a comment",
        "put the comment on lines of its own",
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
    "note in curly quotes": ("!!! warning “Careful”\n    Stop.", "1:1", "a note here is not read as one", NOTE),
    "note without quotation marks": ("!!! warning Careful\n    Stop.", "1:1", "a note here is not read as one", NOTE),
    "note without a text": ('!!! warning "Stop"\nBe careful.', "1:1", "this note has no text", NOTE),
    "columns of a spreadsheet": (
        "Year\tNumber\n2024\t12",
        "1:5",
        "columns with tabs between them are not read as a table",
        "write | a | b |, and below the first row |---|---|; or put a space in place of the tab",
    ),
    "merge left unfinished": (
        "A.\n\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> main\n",
        "3:1",
        "a merge of two versions was left unfinished here",
        "choose between the two texts, then delete the lines <<<<<<<, ======= and >>>>>>>",
    ),
    "quotation below a line in an item": (
        "- one\n    > two\n- three",
        "2:5",
        f"'>'{SIGN}",
        "put an empty line above the first of these lines; for the sign itself write \\>",
    ),
    "heading of a quotation too far in": (
        "Words:\n    > ## One",
        "2:5",
        f"'>'{SIGN}",
        "put an empty line above the first of these lines; for the sign itself write \\>",
    ),
    "list below a line": ("Text:\n- one\n- two", "2:1", LISTED, f"{LIST}\\-"),
    "numbers below a line": ("Text:\n1. one\n2. two", "2:1", LISTED, f"{LIST}1\\."),
    "list below a line in an item": ("- Text.\n\n    More:\n    - one", "4:5", LISTED, f"{LIST}\\-"),
    "item with a no-break space": ("-\xa0item", "1:1", LISTED, f"{ITEMS}\\-"),
    "bullets of a word processor": ("• one\n• two", "1:1", LISTED, f"{ITEMS}\\•"),
    "dashes of typography": ("– les victimes ;\n– leur famille.", "1:1", LISTED, f"{ITEMS}\\–"),
    "numbers with a bracket": ("1) one\n2) two", "1:1", LISTED, f"{ITEMS}1\\)"),
    "letters with a bracket": ("Parts:\na) one\nb) two", "2:1", LISTED, f"{ITEMS}a\\)"),
    "letters in brackets, run together": ("(a) one\n(b) two", "1:1", LISTED, f"{ITEMS}(a\\)"),
    "value in curly quotation marks": (
        "{{ cards pages=“a.md” }}",
        "1:1",
        "the component 'cards' has an argument that cannot be read: pages=“a.md”",
        "write {{ name key=value }}, with double quotes around a value that has spaces",
    ),
    "bullets without a space": ("Parts:\n-one\n-two", "2:1", LISTED, f"{ITEMS}\\-"),
    "numbers without a space": ("1.One\n2.Two", "1:1", LISTED, f"{ITEMS}1\\."),
    "capitals": ("A. One\nB. Two", "1:1", LISTED, f"{ITEMS}A\\."),
    "numbers of a law": ("1° one\n2° two", "1:1", LISTED, f"{ITEMS}1\\°"),
    "hyphens in place of a dash": ("- a\n-- one\n-- two", "2:1", LISTED, f"{ITEMS}-\\-"),
    "dots of another dialect": (". one\n. two", "1:1", LISTED, f"{ITEMS}\\."),
    "numbers of chapters": ("1.1 one\n1.2 two", "1:1", LISTED, f"{ITEMS}1\\.1"),
    "numbers with a dot and a bracket": ("1.) one\n2.) two", "1:1", LISTED, f"{ITEMS}1.\\)"),
    "numbers with a colon": ("1: one\n2: two", "1:1", LISTED, f"{ITEMS}1\\:"),
    "numbers with a no-break space": ("1.\xa0one\n2.\xa0two", "1:1", LISTED, f"{ITEMS}1\\."),
    "numbers in circles": ("① one\n② two", "1:1", LISTED, f"{ITEMS}\\①"),
    "numbers of another script": ("١. one\n٢. two", "1:1", LISTED, f"{ITEMS}١\\."),
    "letters of another script": ("α) one\nβ) two", "1:1", LISTED, f"{ITEMS}α\\)"),
    "small Roman numbers": ("viii. one\nix. two", "1:1", LISTED, f"{ITEMS}viii\\."),
    "emoji as bullets": ("📞 Call\n📧 Write", "1:1", LISTED, f"{ITEMS}\\📞"),
    "bullets of old word processors": ("o   one\no   two", "1:1", LISTED, f"{ITEMS}one space behind o"),
    "item not far enough in": (
        "- one\n  - two\n    - three",
        "2:3",
        "this item is indented by too little to stand below the one above",
        "indent it by four spaces",
    ),
    "paragraph not far enough in": (
        "1. one\n\n   More of it.\n\n2. two",
        "3:4",
        "this line is indented by 3 spaces, and so stands below the list and not in its item",
        "indent it by four spaces",
    ),
    "sentence far in": (
        "A.\n\n    B {{ phone }}.",
        "3:5",
        "this line begins with 4 spaces and belongs to nothing above it",
        "begin it at the left edge; code stands between two lines ```",
    ),
    "date at the beginning": (
        "13. April 1995: An diesem Tag.",
        "1:5",
        "'13.' at the beginning of a paragraph makes a list of one item",
        "write 13\\. for a number; write more than one item for a list",
    ),
    "numbers out of order": (
        "1. one\n2. two\n4. four",
        "3:4",
        "this item is numbered 4 and follows 2",
        "number the items one after the other; write 4\\. for a number that begins a paragraph",
    ),
    "temperature": (
        "- 5 °C in the morning",
        "1:3",
        "'- 5' makes a list of one item, without its sign",
        "write \\- 5, or more than one item",
    ),
    "hashtag at the beginning": (
        "Many spoke up under\n#MeToo.",
        "2:1",
        "'#MeToo.' begins with a sign of headings",
        "write \\#MeToo. for the words; for a heading put a space behind the sign, from ## on",
    ),
    "words above hyphens": (
        "Words\n---",
        "2:1",
        "'---' right below words makes a heading of them elsewhere",
        UNDERLINE,
    ),
    "words above two hyphens": (
        "Words\n--",
        "2:1",
        "'--' right below words makes a heading of them elsewhere",
        UNDERLINE,
    ),
    "words above an equals sign": (
        "> Words\n> =",
        "2:3",
        "'=' right below words makes a heading of them elsewhere",
        UNDERLINE,
    ),
    "item without words": (
        "- one\n-\n- three",
        "2:1",
        "no words stand behind '-'",
        "write them, or remove it; for the sign itself write \\-",
    ),
    "quotation without words": (
        "- >>\n- two",
        "1:3",
        "no words stand behind '>'",
        "write them, or remove it; for the sign itself write \\>",
    ),
    "attributes without a word": ("*a*{: }", "1:4", f"'{{: }}'{SIGN}", BRACES),
    "backtick behind an escaped one": (
        "L\\``aide",
        "1:4",
        f"'`'{SIGN}",
        "close the code with as many backticks; for the sign itself write \\`",
    ),
    "table without its second line": (
        "| a | b |\n| 1 | 2 |",
        "1:1",
        f"'|'{SIGN}",
        "put an empty line above a table, and below its first row a line |---|---|; for the sign itself write \\|",
    ),
    "table of unequal lines": (
        "| a | b | c |\n|---|---|\n| 1 | 2 |",
        "1:1",
        "this row has 3 cells, and the line below it 2",
        "write below the first row a line |---|---| with as many columns",
    ),
    "row with too many cells": (
        "| a | b |\n|---|---|\n| `x|y` | 1 \\| 2 |\n| 1 | 2 | lost |",
        "4:1",
        "this row has 3 cells, and the table 2 columns; what is too much would be lost",
        "add a column to the first two rows, or write \\| for a | inside a cell",
    ),
    "lists that become one": (
        "- a\n- b\n\n* c",
        "4:1",
        "this item begins with '*' and the one above with '-', in one list",
        "begin both with '-'; put words between two lists",
    ),
    "words below a table": (
        "| a | b |\n|---|---|\n| 1 | 2 |\nThey grow.",
        "4:1",
        "this line stands right below a table and is read as one of its rows",
        "put an empty line above it",
    ),
    "code in a quotation that ends": (
        "> ```\n> a\n\nb",
        "1:3",
        "a block of code is opened with '```' and never closed",
        "close it with a line '```'",
    ),
    "note right behind an item's sign": (
        '- !!! tip "a"\n        b\n- c',
        "1:3",
        "a note here is not read as one",
        NOTE,
    ),
    "code right behind an item's sign": (
        "- ```\n  a\n  ```\n- b",
        "1:3",
        "a block of code cannot stand right behind the sign of an item",
        "put it below words of the item, indented by four spaces",
    ),
    "bullets of a word processor with tabs": ("●\tone\n●\ttwo", "1:1", LISTED, f"{ITEMS}\\●"),
    "attributes that cannot be read": (
        "## Title {##a}",
        "1:10",
        "'##a' cannot be said of what stands before it",
        "write {#id}, {: .class } or {: lang=nl }",
    ),
    "code never closed": (
        "```\na\n",
        "1:1",
        "a block of code is opened with '```' and never closed",
        "close it with a line '```'",
    ),
    "citation inside a link": (
        "[see [@log] now](first.md)",
        "1:6",
        "a citation stands inside the words of a link",
        "put it behind the link",
    ),
    "footnote inside a link": (
        "[see[^1]](first.md)\n\n[^1]: A.",
        "1:5",
        "a footnote stands inside the words of a link",
        "put it behind the link",
    ),
    "link without words": (
        "A [](first.md).",
        "1:3",
        "this link has no words",
        "write what it leads to: [words](address)",
    ),
    "picture that says nothing in a link": (
        "[![](line.svg){: role=presentation }](first.md)",
        "1:1",
        "this link has no words",
        "write what it leads to: [words](address)",
    ),
    "markup in a caption": (
        '![A line](line.svg "The **house**, by [them](https://a.example)")',
        "1:25",
        "more than words stands in the title of a link or picture",
        "write the words alone; for a sign itself write a backslash before it",
    ),
    "citation in a caption on a line of its own": (
        '![A line][a]\n\n[a]: line.svg\n  "It grew [@log]"',
        "4:12",
        "more than words stands in the title of a link or picture",
        "write the words alone; for a sign itself write a backslash before it",
    ),
    "footnote that says nothing": (
        "A[^1].\n\n[^1]:\n\nB.",
        "3:1",
        "the footnote '[^1]' has no text",
        "write it behind the colon",
    ),
    "footnote inside a quotation": (
        "A.\n\n> [^1]: One.",
        "3:3",
        "the footnote '[^1]' is written inside something else",
        "begin its line with it, with nothing before it",
    ),
    "meaning below a table": ("| a |\n|---|\n| 1 |\n\n: It grew.", "5:1", MEANING, TERM),
    "meaning below a list": ("- a\n\n: b", "3:1", MEANING, TERM),
    "note without words in its title": ('!!! warning ""\n    Stop.', "1:1", "a note here is not read as one", NOTE),
    "item indented by spaces of another kind": (
        "- one\n\xa0\xa0\xa0\xa0- two",
        "2:1",
        "this line begins with an invisible character, no-break space",
        "delete it, and type spaces",
    ),
    "heading of the first level": (
        "# One",
        "1:1",
        "'One' is a heading of the first level; the title of the page is the only one",
        "begin it with '##'; for the sign itself write \\#",
    ),
    "heading that skips": (
        "## One\n\n#### Two",
        "3:1",
        "the heading 'Two' skips a level: #### follows ##",
        "begin it with '###'",
    ),
    "heading without words": ("##", "1:1", "this heading has no text", "write one, or remove the '#' signs"),
    "heading with an id that is taken": (
        "## One {#a}\n\n## Two {#a}",
        "3:1",
        "the heading 'Two' has the id 'a', like the one above it",
        "give it its own: '## Title {#own-id}'",
    ),
    "quotation in an item, not far enough in": (
        "1. one\n\n   > more\n\n2. two",
        "3:4",
        "this line is indented by 3 spaces, and so stands below the list and not in its item",
        "indent it by four spaces",
    ),
    "more than": (
        ">50 % came.",
        "1:1",
        "'>50' makes a quotation, without its sign",
        "write \\>50, or put a space behind the sign of a quotation",
    ),
    "word divided by another hyphen": (
        "Der Men\u2010\nschenhandel.",
        "1:8",
        "a word is divided at the end of a line",
        "join it, or put both parts with their hyphen on one line",
    ),
    "divided word": (
        "Der Men-\nschenhandel.",
        "1:8",
        "a word is divided at the end of a line",
        "join it, or put both parts with their hyphen on one line",
    ),
    "too deep": (
        "> " * 9 + "a",
        "1:19",
        "lists, quotes or notes stand too deep inside one another here",
        "bring them further to the left",
    ),
    "product of three": ("Of 2*3*4.", "1:5", f"'*'{SIGN}", STARS),
    "asterisks of gender": ("Für Leser*innen und Kolleg*innen.", "1:10", f"'*'{SIGN}", STARS),
    "power of another dialect": (
        "It is x^2^.",
        "1:8",
        f"'^2^'{SIGN}",
        "write ² for ^2^, or words; for the sign itself write \\^",
    ),
    "face of a chat": (
        "So :smile: it is.",
        "1:4",
        f"':smile:'{SIGN}",
        "write the word, or the sign itself; for these words write \\: in place of the first colon",
    ),
    "meaning without a space": (
        "Term\n:meaning",
        "2:1",
        f"':'{SIGN}",
        "put a space behind it, and the term on the line above it; for the sign itself write \\:",
    ),
    "note that opens and closes": ('??? note "Title"\n    Words.', "1:1", "a note here is not read as one", NOTE),
    "item between two heights": (
        "- a\n    - b\n  - c\n- d",
        "3:3",
        "this item is indented by too little to stand below the one above",
        "indent it by four spaces",
    ),
    "lines without end": (
        "- a\n" + "b\n" * 500,
        "201:1",
        "200 lines stand right below one another here",
        "put an empty line where a paragraph ends",
    ),
    "brackets without end": ("[" * 33 + "]" * 33, "1:33", f"'['{SIGN}", LINK),
    "too long": ("a" * 200_001, "1:1", "this text has 200,001 characters; the most is 200,000", "divide it"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_not_read_is_told_where_it_stands(name: str) -> None:
    text, place, message, fix = TOLD[name]

    told = [(f"{told.line}:{told.column}", told.message, told.fix) for told in compile_text(text, PLAIN).mistakes]

    assert told[0] == (place, message, fix)


RIGHT = [
    "\\*\\*not bold\\*\\*, \\[words\\](address), \\[^1\\] and \\{#id\\}.",
    "&nbsp; &shy; &#8203; &copy; AT&T; \\&nbps; [a](b.md?c=1&d;=2)",
    "`{{ phone }}` and `[a][b]` and `**` and `[^1]` and ``a ` b``.",
    "~~~\n[a] (b.md)\n{{ x }}\n~~~",
    "- one\n\n    ```\n    a\n\n      b\n    ```\n\n- two",
    "Since\n1995. And array(x).",
    "| When | May [@log] |\n|---|---|\n| - | # 3 |\n| `a|b` | c |",
    "Text:\n\n- one\n- two\n\n    - three\n\n    Text.\n\n1. one\n    1. two\n    2. three\n2. four\n",
    '> - quoted\n> - items\n\n!!! warning "Title"\n    - a\n    - b',
    '!!! warning "Careful"\n\n\tDo not give your papers away.\n\n\tCall first.\n\nEnd.',
    "A[^1] and again[^1].\n\n[^1]: One.\n\nTerm\n:   What it is.",
    "<!-- [a] (b.md)\n- x -->\n\nText.\n\n<!-- y -->\n",
    "## Title {#id}\n- one\n- two",
    "*a*{: lang=nl } and ![A line](line.svg){: .wide }\n{: .box }",
    "3. three\n4. four",
    "![](pictures/line.svg){: role=presentation }",
    "[https://a.example/b](https://a.example/) [www.a.example/b][c] [_i@a.example_](mailto:i@a.example)\n\n[c]: d.md",
    "[![A line](pictures/line.svg)](https://a.example/)",
    '[a](https://en.example.org/wiki/A_(b)) [b](https://münchen.example/straße?q=ü) [c](first.md "the "best" page")',
    "Our office:\\\nMill Street 12\\\n1000 Brussels",
    "C# and 5 < 6 > 4, R&D, a & b, 24/7, 10:30 to 11:00, 3 = 3, no. #3, snake_case, [...] and […].",
    "##\tTitle\n\n-\tone\n-\ttwo\n\n1.\tone\n2.\ttwo",
    "- one\n\n    > more\n- two\n- three",
    "AT&T, Q&As, a.m./p.m., d.h./bzw. and/or README.md, 5'30'', L''aide, 100 % and \\''so'', \\&nbsp",
    "1\\.1 one\n1\\.2 two\n\n\\① no item\n\nViele,\nz. B. diese.\n\n📞 Call\n\n18.\xa0October is\nthe day.",
    "\\• no item\n\\– nor this\n\n\\✅ nor that\n\no neither",
    "§\xa0232 of the code\n\n* 1102 contracts",
    "13\\. April 1995, 5\\*3, \\- 5 °C, \\#MeToo",
    "What (in 1995) was said: “yes” – and no – is so; § 5, art. 77(2) and 10 % of 1,500.",
    "He said\n(so did they) that it is.",
    "a:b:c at 10:30:15, x^2, \\:smile:, ??? and **2**3",
    "- a\n - b\n- c",
    "## Title \\{x\\}\n\nTerm\n:\tMeaning.",
    "- \xa0one\n- \xa0two\n\nA[^1].\n\n[^1]:\xa0B.",
    '![A](line.svg "5\\*3 in file_name.txt, C#, \\[sic\\]") [b](c.md (Title))',
    "Said by\nA. Smith and by\nmany; the ending\n-heid too.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_meant_passes(text: str) -> None:
    assert compile_text(text, PLAIN).mistakes == ()


def test_a_list_is_told_at_its_first_item_only() -> None:
    told = compile_text("Text:\n- one\n- two\n    - three\n\nText:\n1. one\n2. two", PLAIN).mistakes

    assert [(mistake.line, mistake.message) for mistake in told] == [(2, LISTED), (7, LISTED)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("- a\n* b\n+ c\n- d", [(2, 1), (3, 1)]),
        ("See [[Help|the help]].", [(1, 5)]),
        ("See [a][b], [c [d]] and so[1][2].", [(1, 5), (1, 13), (1, 27)]),
        ("It is **open.\n\nSee [[Help]].\n\n• one\n• two\n", [(1, 7), (3, 5), (5, 1)]),
        ("1. a\n\n   - b\n   - c\n\n2. d", [(3, 4), (4, 4)]),
        ("| a |\n|---|\n| b | c |", [(3, 1)]),
        ("A[^1].\n\n[^1]: One.\n[^1]: Two.", [(4, 1)]),
        ("> ```\n**b", [(1, 3), (2, 1)]),
        ("- a\n-b\n- c", [(2, 1)]),
        ("1. a\n2. b\n3.c", [(3, 1)]),
        ("See [it](https://a.example/b c), [x](y z) and [help][h].", [(1, 5), (1, 34), (1, 47)]),
        ('<iframe src="https://a.example/b_c_d" title="*x">', [(1, 1)]),
        ("##What to do {#do}\n\n### More", [(1, 1)]),
        ("| a | b |\n|---|\n| b | c |", [(1, 1)]),
    ],
)
def test_every_mistake_is_told_at_once_and_once(text: str, places: list[tuple[int, int]]) -> None:
    assert [(mistake.line, mistake.column) for mistake in compile_text(text, PLAIN).mistakes] == places
