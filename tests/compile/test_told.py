"""What looks like markup or like a text, and is none: told where it stands; what is meant passes."""

import re

import pytest

from generator.compile.dialect import Dialect
from generator.compile.text import compile_text
from generator.problems import position

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
    "within a word write **words**; for the sign itself write \\*"
)
NOTE = (
    'write !!! warning "Title", with straight quotation marks and an empty line above; indent its text by four spaces'
)
BOX = 'write !!! warning "Title", and indent the text below it by four spaces'
MEANING = "a definition here is not read as one"
ASIDE = "where '[a]' leads is said inside something else"
BELOW, SPACES = "this line is indented by", "spaces, and so stands below the list and not in its item"
DEEP = "lists, quotes or notes stand too deep inside one another here"
LIST = "put an empty line above it; in an item, indent it by four spaces; if it is none, write "
ITEMS = "begin each item with '- ' or '1. ', and put an empty line above the first; if it is none, write "
LISTED = "a list here is not read as one"
HTML = "write what Markdown has for it: **words**, [words](address), an empty line; for the sign itself write \\<"

TOLD = {
    LINK: {
        "link with a space": ("A.\n\nSee ⌖[Help] (../help.md).", f"'[Help] (../help.md)'{SIGN}"),
        "link never closed": ("See ⌖[Help](../help.md and more.", f"'[Help](../help.md and more.'{SIGN}"),
        "link back to front": ("See (../help.md)⌖[Help].", f"'[Help]'{SIGN}"),
        "title that leads to itself": ('See [a].\n\n[a]: b.md "⌖[a]"', f"'[a]'{SIGN}"),
        "brackets behind a number and three spaces": ("The year\n1986.   See ⌖[b].", f"'[b]'{SIGN}"),
        "definition never closed": ("Read ⌖[a].\n\n[a]: <b.md", f"'[a]'{SIGN}"),
        "bracket never closed": ("See ⌖[Help.", f"'['{SIGN}"),
        "bracket never opened": ("See Help⌖].", f"']'{SIGN}"),
        "reference that leads nowhere": ("See `[a][b]` and ⌖[a][b].", f"'[a][b]'{SIGN}"),
        "reference misspelt": ("Read ⌖[the rules].\n\n[teh rules]: a.md", f"'[the rules]'{SIGN}"),
        "footnote of another dialect": ("Open^⌖[since May].", f"'[since May]'{SIGN}"),
        "brackets without end": ("[" * 32 + "⌖[" + "]" * 33, f"'['{SIGN}"),
    },
    "correct its name, here or in the link, or remove the line": {
        "definition that nobody uses": ("Read [a].\n\n[a]: a.md\n⌖[b]: b.md", "no link of the text is called '[b]'"),
    },
    "keep one of the two, or give one another name": {
        "definition given twice": ("Read [a].\n\n[a]: a.md\n⌖[A]: b.md", "where '[A]' leads is said twice"),
    },
    f"write what is to be done as an item; boxes to tick have no place here; {BRACKETS}": {
        "task": ("- ⌖[ ] Call\n- [x] Wait", f"'[ ]'{SIGN}"),
    },
    f"remove it; a page shows its contents by itself; {BRACKETS}": {
        "contents of another dialect": ("⌖[TOC]", f"'[TOC]'{SIGN}"),
    },
    "write the sign itself, or \\&#xe000; to show these words": {
        "entity that is a mark of ours": (
            "A ⌖&#xe000;0&#xe001; [b](c.md).",
            "'&#xe000;' stands for nothing that a reader could see",
        ),
    },
    "write the sign itself, or \\&#x202e; to show these words": {
        "entity that turns the words behind it": (
            "A ⌖&#x202e;b.",
            "'&#x202e;' stands for nothing that a reader could see",
        ),
    },
    "write the sign itself, or \\&eacute; to show these words": {
        "entity of an export": ("Un caf⌖&amp;eacute;.", "'&amp;eacute;' is shown here as '&eacute;'"),
    },
    "write the sign itself, or \\&nbps; to show these words": {
        "entity misspelt": ("A⌖&nbps;b.", "'&nbps;' stands for nothing that a reader could see"),
    },
    f"write [words](page.md), or ![words](picture.jpg); {BRACKETS}": {
        "link of a wiki": ("See ⌖[[Help]].", f"'[[Help]]'{SIGN}"),
    },
    f"write [^1] for a footnote, and [^1]: with its words on a line of its own; {BRACKETS}": {
        "footnote as others write it": ("It is so.⌖[1]", f"'[1]'{SIGN}"),
    },
    f"write [@id] for a source, with the words about it before the brackets; {BRACKETS}": {
        "source with words": ("It is so ⌖[see @log].", f"'[see @log]'{SIGN}"),
        "source without its name": ("It is so ⌖[-@log].", f"'[-@log]'{SIGN}"),
    },
    "write [@id] with the id of a source, or remove it; for the sign itself write a backslash before it": {
        "source in round brackets": ("It is so ⌖(@log).", f"'(@log)'{SIGN}"),
        "source of a chat": ("It is so⌖【4†source】.", f"'【4†source】'{SIGN}"),
    },
    "write it in words and signs, such as x² = 2; for the sign itself write \\$": {
        "formula": ("The sum ⌖$x^2$ is.", f"'$x^2$'{SIGN}"),
        "formula on lines of its own": ("⌖$$\nx = 1\n$$", f"'$$'{SIGN}"),
    },
    "write the words alone; for the sign itself write \\+": {
        "added": ("It is ⌖++open++.", f"'++'{SIGN}"),
    },
    "write '## ' before the words; for the sign itself write \\=": {
        "heading of a wiki": ("⌖== Help ==", f"'== Help =='{SIGN}"),
    },
    "write the term on a line of its own, and below it ':   ' and its meaning; for the sign itself write \\;": {
        "term of a wiki": ("⌖; Term : meaning", f"'; '{SIGN}"),
    },
    "write it right at its words, with no space between; for the sign itself write a backslash before it": {
        "quotation mark between spaces": ('Il dit ⌖" oui ".', f"'\"'{SIGN}"),
        "quotation mark before a full stop": ('Il dit "oui ⌖".', f"'\"'{SIGN}"),
        "quotation mark behind a no-break space": ('Il dit "oui\xa0⌖" et non.', f"'\"'{SIGN}"),
    },
    "write {: width=300 } behind the picture; for the sign itself write \\|": {
        "width of another dialect": ("![A red door⌖|300](pictures/line.svg)", f"'|300'{SIGN}"),
    },
    "write {: name=value } or {: .name }, right behind what it belongs to; for the sign itself write \\{ and \\}": {
        "attributes without a colon": ("![A](pictures/line.svg)⌖{width=300}", f"'{{width=300}}'{SIGN}"),
        "class without a colon": ("*a*⌖{.wide}", f"'{{.wide}}'{SIGN}"),
    },
    f"{BOX}; {BRACKETS}": {
        "note of another dialect": ("> ⌖[!NOTE]\n> Be careful.", f"'[!NOTE]'{SIGN}"),
    },
    "leave out what no longer holds; for the sign itself write \\~": {
        "struck out": ("It is ⌖~~closed~~.", f"'~~'{SIGN}"),
    },
    "write **words** for what matters; for the sign itself write \\=": {
        "marked": ("It is ⌖==open==.", f"'=='{SIGN}"),
    },
    f"{BOX}; for the sign itself write \\:": {
        "container of another dialect": ("⌖:::note\nBe careful.\n:::", f"':::'{SIGN}"),
    },
    BRACES: {
        "component in single braces": ("Call ⌖{ phone id=line }.", f"'{{ phone id=line }}'{SIGN}"),
        "component never closed": ("Call ⌖{{ phone id=line }.", f"'{{{{ phone id=line }}'{SIGN}"),
        "component behind a backslash": ("Call \\{⌖{ phone }}.", f"'{{ phone }}}}'{SIGN}"),
        "attributes after a space": ("In *hier* ⌖{: lang=nl }", f"'{{: lang=nl }}'{SIGN}"),
        "id within a sentence": ("A title ⌖{#id} here", f"'{{#id}}'{SIGN}"),
        "attributes without a word": ("*a*⌖{: }", f"'{{: }}'{SIGN}"),
    },
    "remove it; a text can say id, class, lang, width, height and role": {
        "attribute that runs": ("*a*⌖{: onclick=x }", "the attribute 'onclick' is not allowed in a text"),
    },
    "write the code of a language, such as nl or pt-BR": {
        "language that is none": ("*a*⌖{: lang=nld }", "'nld' is not the code of a language"),
    },
    STARS: {
        "stars never closed": ("It is ⌖**very important.", f"'**'{SIGN}"),
        "stars with spaces": ("It is ⌖** very ** so.", f"'**'{SIGN}"),
        "emphasis within a word": ("NGO⌖*s* here", f"'*'{SIGN}"),
        "product": ("That makes 5⌖*3.", f"'*'{SIGN}"),
        "products of letters": ("5⌖*x and 6*y", f"'*'{SIGN}"),
        "product of three": ("Of 2⌖*3*4.", f"'*'{SIGN}"),
        "asterisks of gender": ("Für Leser⌖*innen und Kolleg*innen.", f"'*'{SIGN}"),
    },
    "write *words*, with asterisks; within a word write **words**; for the sign itself write \\_": {
        "underscores in a word": ("CO_2⌖_ is", f"'_'{SIGN}"),
        "underscore never closed": ("It is ⌖_very.", f"'_'{SIGN}"),
    },
    "describe it: ![what it shows](picture.jpg), or mark decoration with {: role=presentation }": {
        "picture without words": ("⌖![](pictures/line.svg)", "this picture has no text for people who cannot see it"),
    },
    "write ![words](picture.jpg), with no space behind the !": {
        "picture with a space": ("! ⌖[A line](pictures/line.svg)", "a picture here is read as a link"),
    },
    "close the code with as many backticks; for the sign itself write \\`": {
        "backtick": ("L⌖`aide", f"'`'{SIGN}"),
        "backtick behind an escaped one": ("L\\`⌖`aide", f"'`'{SIGN}"),
    },
    "remove it; for the sign itself write \\\\": {
        "backslash": ("C:⌖\\new", f"'\\'{SIGN}"),
    },
    HTML: {
        "tag": ("Words⌖<br>more", "'<br>' is HTML, which a text does not hold"),
        "element": ("⌖<div>a</div>", "'<div>' is HTML, which a text does not hold"),
        "end of an element": ("a⌖</b> <b>c</b>", "'</b>' is HTML, which a text does not hold"),
        "instruction": ("⌖<?php a ?>", "'<?php>' is HTML, which a text does not hold"),
    },
    "put an empty line above it, and begin it at the left edge": {
        "definition below words": ("[A] b\n⌖[a]: c.md", ASIDE),
        "definition too far in": ("[A] b\n\n    ⌖[a]: c.md", ASIDE),
        "definition in an item": ("- [A] b\n\n    ⌖[a]: c.md", ASIDE),
        "definition in a quotation": ("> [A] b\n>\n> ⌖[a]: c.md", ASIDE),
    },
    "write [words](https://a.example/b)": {
        "address between angles": ("⌖<https://a.example/b>", "'<https://a.example/b>' is an address without words"),
    },
    "write [words](mailto:info@a.example)": {
        "address to write to between angles": ("⌖<info@a.example>", "'<info@a.example>' is an address without words"),
    },
    "write [words](https://a.example/b); for the words alone write https\\://a.example/b": {
        "bare address": ("See ⌖https://a.example/b.", "the address 'https://a.example/b' leads nowhere as it stands"),
    },
    "write [words](mailto:info@a.example); for the words alone write info\\@a.example": {
        "bare address to write to": (
            "Write to ⌖info@a.example.",
            "the address 'info@a.example' leads nowhere as it stands",
        ),
    },
    "write [words](https://fr.a.example/b_(c)); for the words alone write https\\://fr.a.example/b_(c)": {
        "bare address in emphasis": (
            "See **⌖https://fr.a.example/b_(c)** (or www.a.example).",
            "the address 'https://fr.a.example/b_(c)' leads nowhere as it stands",
        ),
    },
    "write [words](https://www.a.example/b); for the words alone write www\\.a.example/b": {
        "bare address without its protocol": (
            "See _⌖www.a.example/b_.",
            "the address 'www.a.example/b' leads nowhere as it stands",
        ),
    },
    "write [words](https://Www.a.example); for the words alone write Www\\.a.example": {
        "bare address in capitals": ("See ⌖Www.a.example.", "the address 'Www.a.example' leads nowhere as it stands"),
    },
    "write [words](https://books.a.example/courses/b.pdf); for the words alone write books\\.a.example/courses/b.pdf": {
        "bare host with a path": (
            "See ⌖books.a.example/courses/b.pdf.",
            "the address 'books.a.example/courses/b.pdf' leads nowhere as it stands",
        ),
    },
    "write [words](https://a.example); for the words alone write https\\://a.example": {
        "link of a chat": (
            "See <⌖https://a.example|it>.",
            "the address 'https://a.example' leads nowhere as it stands",
        ),
        "link of Textile": (
            'See "it":⌖https://a.example now.',
            "the address 'https://a.example' leads nowhere as it stands",
        ),
    },
    "write **words** or *words*; for the sign itself write \\'": {
        "quotation marks of a wiki": ("It is ⌖''open''.", f"''''{SIGN}"),
    },
    "remove it, as it means nothing here; for the sign itself write a backslash before it": {
        "comment of another dialect": ("It ⌖%%not yet%% is.", f"'%%'{SIGN}"),
    },
    "write ² for ^2^ and ₂ for ~2~, or words; for the sign itself write \\^ or \\~": {
        "lowered in another dialect": ("H⌖~2~O", f"'~2~'{SIGN}"),
        "name of a block in another dialect": ("It is. ⌖^a1b2", f"'^'{SIGN}"),
        "power of another dialect": ("It is x⌖^2^.", f"'^2^'{SIGN}"),
    },
    "write the sign itself, or \\&nbsp to show these words": {
        "entity without its end": ("A ⌖&nbsp b.", "'&nbsp' stands for nothing that a reader could see"),
    },
    "put a space behind it, and the term on the line above it; for the sign itself write \\:": {
        "meaning behind a no-break space": ("Term\n⌖:\xa0Meaning", f"':'{SIGN}"),
        "meaning without a space": ("Term\n⌖:meaning", f"':'{SIGN}"),
    },
    "put it on lines of its own, from '<!--' to '-->'": {
        "comment within a line": ("One ⌖<!-- not yet --> two.", "a comment stands within a line"),
    },
    "close it with '-->'": {
        "comment never closed": ("A.\n\n⌖<!-- B", "a comment is opened with '<!--' and never closed"),
        "comment closed wrongly": (
            "⌖<!-- a ->\nB.\n\n<!-- c -->\n",
            "a comment is opened with '<!--' and not closed before the next",
        ),
    },
    "put the comment on lines of its own": {
        "words behind a comment": ("<!-- a -->⌖ b", "words stand behind a comment"),
    },
    "add a line '[^2]: ...'": {
        "footnote not written": ("A[^1] and b⌖[^2].\n\n[^1]: One.", "the footnote '[^2]' is not written anywhere"),
    },
    "give one of the two another name": {
        "footnote written twice": ("A[^1].\n\n[^1]: One.\n⌖[^1]: Two.", "the footnote '[^1]' is written twice"),
    },
    "put [^1] where it belongs, or remove it": {
        "footnote without a place": ("A.\n\n⌖[^1]: One.", "no place of the text leads to the footnote '[^1]'"),
    },
    NOTE: {
        "note in curly quotes": ("⌖!!! warning “Careful”\n    Stop.", "a note here is not read as one"),
        "note without quotation marks": ("⌖!!! warning Careful\n    Stop.", "a note here is not read as one"),
        "note without a text": ('⌖!!! warning "Stop"\nBe careful.', "this note has no text"),
        "note right behind an item's sign": ('- ⌖!!! note "a"\n        b\n- c', "a note here is not read as one"),
        "note without words in its title": ('⌖!!! warning ""\n    Stop.', "a note here is not read as one"),
        "note too far in": ('Words\n    ⌖!!! note "a"', "a note here is not read as one"),
        "note with a sign too few": ('⌖!! note "Title"\n    Words.', "a note here is not read as one"),
        "note that opens and closes": ('⌖??? note "Title"\n    Words.', "a note here is not read as one"),
    },
    "did you mean 'warning'?": {
        "kind of a note misspelt": ('!!! ⌖warnng "Careful"\n    Stop.', "there are no notes of the kind 'warnng'"),
    },
    "use one of: note, warning": {
        "kind of a note of another dialect": ('> !!! ⌖tip "a"\n>     b', "there are no notes of the kind 'tip'"),
    },
    "write | a | b |, and below the first row |---|---|; or put a space in place of the tab": {
        "columns of a spreadsheet": (
            "Year⌖\tNumber\n2024\t12",
            "columns with tabs between them are not read as a table",
        ),
    },
    "write | a | b |, and below the first row |---|---|; or put one space in place of several": {
        "columns with spaces": (
            "Year⌖    Number\n2023    12",
            "columns with spaces between them are not read as a table",
        ),
    },
    "write ---, with an empty line above and below; for the sign itself write \\+": {
        "rule of another dialect": ("One.\n\n⌖+++\n\nTwo.", f"'+++'{SIGN}"),
    },
    "write ---, with an empty line above and below; for the sign itself write \\–": {
        "rule of a word processor": ("One.\n\n⌖–––\n\nTwo.", f"'–––'{SIGN}"),
        "rule of a word processor with spaces": ("One.\n⌖– – –\nTwo.", f"'– – –'{SIGN}"),
    },
    "choose between the two texts, then delete the lines <<<<<<<, ======= and >>>>>>>": {
        "merge left unfinished": (
            "A.\n\n⌖<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> main\n",
            "a merge of two versions was left unfinished here",
        ),
    },
    "put an empty line above the first of these lines; for the sign itself write \\>": {
        "note in a quotation right below an item": ('- a\n    ⌖> !!! note "b"', f"'>'{SIGN}"),
        "quotation below a line in an item": ("- one\n    ⌖> two\n- three", f"'>'{SIGN}"),
        "heading of a quotation too far in": ("Words:\n    ⌖> ## One", f"'>'{SIGN}"),
    },
    f"{LIST}2\\.": {
        "number before a heading": ("Words.\n     ⌖2. ## A heading", "a list here is not read as one"),
        "number before a rule": ("Words.\n     ⌖2. ---", "a list here is not read as one"),
    },
    f"{LIST}\\-": {
        "list below a line": ("Text:\n⌖- one\n- two", LISTED),
        "list below a line in an item": ("- Text.\n\n    More:\n    ⌖- one", LISTED),
    },
    f"{LIST}1\\.": {
        "numbers below a line": ("Text:\n⌖1. one\n2. two", LISTED),
    },
    f"{ITEMS}\\-": {
        "item with a no-break space": ("⌖-\xa0item", LISTED),
        "bullets without a space": ("Parts:\n⌖-one\n-two", LISTED),
    },
    f"{ITEMS}\\•": {
        "bullets of a word processor": ("⌖• one\n• two", LISTED),
        "bullets of a word processor without a space": ("Parts:\n⌖•one\n•two", LISTED),
    },
    f"{ITEMS}\\–": {
        "dash of typography in a list": ("- one\n⌖– two\n- three", LISTED),
        "dashes of typography that go on below": ("Parts:\n⌖– one and\nmore\n– two", LISTED),
        "dashes of typography without a space": ("⌖–food\n–a bed", LISTED),
        "dashes of typography in blocks of their own": ("⌖– one\n\n– two", LISTED),
        "dashes of typography": ("⌖– les victimes ;\n– leur famille.", LISTED),
    },
    f"{ITEMS}\\->": {
        "arrows of a keyboard": ("⌖-> one\n-> two", LISTED),
    },
    f"{ITEMS}\\✓": {
        "other signs without a space": ("⌖✓one\n✗two", LISTED),
    },
    f"{ITEMS}\\+": {
        "plus signs without a space": ("⌖+one\n+two", LISTED),
    },
    f"{ITEMS}\\1\ufe0f\u20e3": {
        "numbers on keys": ("⌖1\ufe0f\u20e3 one\n2\ufe0f\u20e3 two", LISTED),
    },
    f"{ITEMS}1\\-": {
        "numbers with a hyphen": ("⌖1- one\n2- two", LISTED),
    },
    f"{ITEMS}1 \\–": {
        "numbers with a dash": ("⌖1 – one\n2 – two", LISTED),
    },
    f"{ITEMS}a\\-": {
        "letters with a hyphen": ("⌖a- one\nb- two", LISTED),
    },
    f"{ITEMS}1\\)": {
        "numbers with a bracket": ("⌖1) one\n2) two", LISTED),
    },
    f"{ITEMS}a\\)": {
        "letters with a bracket in blocks of their own": ("⌖a) one\n\nb) two", LISTED),
        "letters with a bracket": ("Parts:\n⌖a) one\nb) two", LISTED),
    },
    f"{ITEMS}\\(a)": {
        "letters in brackets, run together": ("⌖(a) one\n(b) two", LISTED),
    },
    "write {{ name key=value }}, with double quotes around a value that has spaces": {
        "value in curly quotation marks": (
            "⌖{{ cards pages=“a.md” }}",
            "the component 'cards' has an argument that cannot be read: pages=“a.md”",
        ),
    },
    f"{ITEMS}1\\.": {
        "numbers without a space": ("⌖1.One\n2.Two", LISTED),
        "numbers with a no-break space": ("⌖1.\xa0one\n2.\xa0two", LISTED),
    },
    f"{ITEMS}I\\.": {
        "Roman numbers": ("⌖I. One\nII. Two", LISTED),
    },
    f"{ITEMS}A\\.": {
        "capitals": ("⌖A. One\nB. Two", LISTED),
    },
    f"{ITEMS}1\\°": {
        "numbers of a law": ("⌖1° one\n2° two", LISTED),
    },
    f"{ITEMS}\\--": {
        "hyphens in place of a dash": ("- a\n⌖-- one\n-- two", LISTED),
    },
    f"{ITEMS}\\.": {
        "dots of another dialect": ("⌖. one\n. two", LISTED),
    },
    f"{ITEMS}1\\.1": {
        "numbers of chapters": ("⌖1.1 one\n1.2 two", LISTED),
    },
    f"{ITEMS}1.\\)": {
        "numbers with a dot and a bracket": ("⌖1.) one\n2.) two", LISTED),
    },
    f"{ITEMS}1\\:": {
        "numbers with a colon": ("⌖1: one\n2: two", LISTED),
    },
    f"{ITEMS}\\①": {
        "numbers in circles": ("⌖① one\n② two", LISTED),
    },
    f"{ITEMS}١\\.": {
        "numbers of another script": ("⌖١. one\n٢. two", LISTED),
    },
    f"{ITEMS}α\\)": {
        "letters of another script": ("⌖α) one\nβ) two", LISTED),
    },
    f"{ITEMS}viii\\.": {
        "small Roman numbers": ("⌖viii. one\nix. two", LISTED),
    },
    f"{ITEMS}\\📞": {
        "emoji as bullets": ("⌖📞 Call\n📧 Write", LISTED),
    },
    f"{ITEMS}one space behind o": {
        "bullets of old word processors": ("⌖o   one\no   two", LISTED),
    },
    "indent it by four spaces": {
        "item not far enough in": (
            "- one\n  ⌖- two\n    - three",
            "this item is indented by too little to stand below the one above",
        ),
        "paragraph not far enough in": (
            "1. one\n\n   ⌖More of it.\n\n2. two",
            f"{BELOW} 3 {SPACES}",
        ),
        "quotation in an item, not far enough in": (
            "1. one\n\n   ⌖> more\n\n2. two",
            f"{BELOW} 3 {SPACES}",
        ),
        "code in an item, not far enough in": ("- one\n  ⌖```\n  code\n  ```\n- two", f"{BELOW} 2 {SPACES}"),
        "table in an item, not far enough in": ("1. one\n   ⌖| a |\n   |---|\n   | 1 |\n2. b", f"{BELOW} 3 {SPACES}"),
        "heading in an item, not far enough in": ("- one\n  ⌖## Two\n- three", f"{BELOW} 2 {SPACES}"),
        "note in an item, not far enough in": ('- a\n  ⌖!!! note "b"\n      c\n- d', f"{BELOW} 2 {SPACES}"),
        "paragraph below an item, by one space": ("- one\n\n ⌖two", f"{BELOW} 1 {SPACES.replace('spaces', 'space')}"),
        "item between two heights": (
            "- a\n    - b\n  ⌖- c\n- d",
            "this item is indented by too little to stand below the one above",
        ),
    },
    "indent it by four spaces, behind '> '": {
        "paragraph in a quotation, not far enough in": (">- one\n>\n>    ⌖two\n>- three", f"{BELOW} 3 {SPACES}"),
        "table in a quotation, not far enough in": ("> - one\n>   ⌖| a |\n>   |---|", f"{BELOW} 2 {SPACES}"),
        "code in a quotation, not far enough in": ("> - one\n>   ⌖```\n>   a\n>   ```", f"{BELOW} 2 {SPACES}"),
        "item in a quotation, not far enough in": (
            "> - one\n>   ⌖- two",
            "this item is indented by too little to stand below the one above",
        ),
    },
    "begin it at the left edge; code stands between two lines ```": {
        "words far in, below a heading that ends a list": (
            "- a\n## B\n\n    ⌖c",
            "this line begins with 4 spaces and belongs to nothing above it",
        ),
        "words far in, in a quotation": (
            "> a\n>\n>     ⌖b",
            "this line begins with 4 spaces and belongs to nothing above it",
        ),
        "sentence far in": (
            "A.\n\n    ⌖B {{ phone }}.",
            "this line begins with 4 spaces and belongs to nothing above it",
        ),
    },
    "write 13\\. for a number; write more than one item for a list": {
        "date at the beginning": (
            "13. ⌖April 1995: An diesem Tag.",
            "'13.' at the beginning of a paragraph makes a list of one item",
        ),
    },
    "write 14\\. for a date": {
        "dates one day after the other": (
            "13\\. April 1995: A.\n\n14. ⌖Mai 1996: B.\n\n15. June 1997: C.",
            "'14.' makes an item of a list, and no date",
        ),
    },
    "indent it by four spaces; write 2\\. for a number that begins a paragraph": {
        "words between items": (
            "1. one\n2. two\n\n⌖*Words* between.\n\n3. three",
            "this stands between the items 2 and 3 of a list",
        ),
    },
    "number the items one after the other; write 4\\. for a number that begins a paragraph": {
        "numbers out of order": ("1. one\n2. two\n4. ⌖four", "this item is numbered 4 and follows 2"),
    },
    "write \\- 5, or more than one item": {
        "temperature": ("- ⌖5 °C in the morning", "'- 5' makes a list of one item, without its sign"),
    },
    "write \\#MeToo. for the words; for a heading put a space behind the sign, from ## on": {
        "hashtag at the beginning": ("Many spoke up under\n⌖#MeToo.", "'#MeToo.' begins with a sign of headings"),
    },
    "write '## ' before the words in place of this line; a rule has an empty line above it": {
        "words above hyphens": ("Words\n⌖---", "'---' right below words makes a heading of them elsewhere"),
        "words above two hyphens": ("Words\n⌖--", "'--' right below words makes a heading of them elsewhere"),
        "words above an equals sign": ("> Words\n> ⌖=", "'=' right below words makes a heading of them elsewhere"),
    },
    "write them, or remove it; for the sign itself write \\-": {
        "item without words": ("- one\n⌖-\n- three", "no words stand behind '-'"),
    },
    "write them, or remove it; for the sign itself write \\>": {
        "quotation without words": ("- ⌖>>\n- two", "no words stand behind '>'"),
    },
    "put an empty line above a table, and below its first row a line |---|---|; for the sign itself write \\|": {
        "table without its second line": ("⌖| a | b |\n| 1 | 2 |", f"'|'{SIGN}"),
    },
    "write below the first row a line |---|---| with as many columns": {
        "table of unequal lines": (
            "⌖| a | b | c |\n|---|---|\n| 1 | 2 |",
            "this row has 3 cells, and the line below it 2",
        ),
    },
    "remove it, or put an empty line above another table; for hyphens in a cell write \\-\\-\\-": {
        "two tables that become one": (
            "| a | b |\n|---|---|\n| - | - |\n| c | d |\n⌖|---|:--|\n| 1 | 2 |",
            "a table has one line of hyphens, below its first row",
        ),
    },
    "write above each column what stands in it": {
        "table without headings": ("| ⌖| |\n|---|---|\n| 1 | 2 |", "the headings of a table are empty"),
    },
    "write the whole row on one line, and '|' behind it": {
        "row that goes on in its last cell": (
            "| a | b |\n|---|---|\n⌖| one | two\nthree |",
            "this row has no '|' at its end, as the first row does",
        ),
        "row on two lines": (
            "| a | b |\n|---|---|\n⌖| one two\nthree | 2 |",
            "this row has no '|' at its end, as the first row does",
        ),
    },
    "add a column to the first two rows, or write \\| for a | inside a cell": {
        "row with too many cells": (
            "| a | b |\n|---|---|\n| `x|y` | 1 \\| 2 |\n⌖| 1 | 2 | lost |",
            "this row has 3 cells, and the table 2 columns; what is too much would be lost",
        ),
    },
    "begin both with '-'; put words between two lists": {
        "lists that become one": (
            "- a\n- b\n\n⌖* c",
            "this item begins with '*' and the one above with '-', in one list",
        ),
    },
    "put an empty line above it": {
        "words below a table": (
            "| a | b |\n|---|---|\n| 1 | 2 |\n⌖They grow.",
            "this line stands right below a table and is read as one of its rows",
        ),
    },
    "close it with a line '```'": {
        "code in a quotation that ends": ("> ⌖```\n> a\n\nb", "a block of code is opened with '```' and never closed"),
        "code never closed": ("⌖```\na\n", "a block of code is opened with '```' and never closed"),
    },
    "put it below words of the item, indented by four spaces": {
        "code right behind an item's sign": (
            "- ⌖```\n  a\n  ```\n- b",
            "a block of code cannot stand right behind the sign of an item",
        ),
    },
    f"{ITEMS}\\●": {
        "bullets of a word processor with tabs": ("⌖●\tone\n●\ttwo", LISTED),
    },
    "write {#id}, {: .class } or {: lang=nl }": {
        "attributes that cannot be read": ("## Title ⌖{##a}", "'##a' cannot be said of what stands before it"),
    },
    "put it behind the link": {
        "citation inside a link": ("[see ⌖[@log] now](first.md)", "a citation stands inside the words of a link"),
        "footnote inside a link": ("[see⌖[^1]](first.md)\n\n[^1]: A.", "a footnote stands inside the words of a link"),
    },
    "write what it leads to: [words](address)": {
        "link without words": ("A ⌖[](first.md).", "this link has no words"),
        "picture that says nothing in a link": (
            "⌖[![](line.svg){: role=presentation }](first.md)",
            "this link has no words",
        ),
    },
    "leave the words": {
        "citation in the words of a picture": (
            "![A line ⌖[@log]](line.svg)",
            "more than words stands in the words of a picture",
        ),
    },
    "write the words alone; for a sign itself write a backslash before it": {
        "markup in a caption": (
            '![A line](line.svg "The ⌖**house**, by [them](https://a.example)")',
            "more than words stands in the title of a link or picture",
        ),
        "markup in the second line of a caption": (
            '> ![A line](line.svg "The house\n> and ⌖*garden*")',
            "more than words stands in the title of a link or picture",
        ),
        "citation in a caption on a line of its own": (
            '![A line][a]\n\n[a]: line.svg\n  "It grew ⌖[@log]"',
            "more than words stands in the title of a link or picture",
        ),
    },
    "write **words** in its place, or take it out of the footnote; for the sign itself write \\#": {
        "heading in a footnote": ("A[^1].\n\n[^1]: B.\n\n    ⌖### C\n\n## D", "a heading stands in a footnote"),
    },
    "write it behind the colon": {
        "footnote that says nothing": ("A[^1].\n\n⌖[^1]:\n\nB.", "the footnote '[^1]' has no text"),
    },
    "begin its line with it, with nothing before it": {
        "footnote inside a quotation": ("A.\n\n> ⌖[^1]: One.", "the footnote '[^1]' is written inside something else"),
    },
    "put the term on the line above it; for the sign itself write \\:": {
        "meaning below a table": ("| a |\n|---|\n| 1 |\n\n⌖: It grew.", MEANING),
        "meaning below a list": ("- a\n\n⌖: b", MEANING),
    },
    "delete it, and type spaces": {
        "item indented by spaces of another kind": (
            "- one\n⌖\xa0\xa0\xa0\xa0- two",
            "this line begins with an invisible character, no-break space",
        ),
    },
    "begin it with '##'; for the sign itself write \\#": {
        "heading of the first level": (
            "⌖# One",
            "'One' is a heading of the first level; the title of the page is the only one",
        ),
    },
    "begin it with '###'": {
        "heading that skips": ("## One\n\n⌖#### Two", "the heading 'Two' skips a level: #### follows ##"),
    },
    "write one, or remove the '#' signs": {
        "heading without words": ("⌖##", "this heading has no text"),
    },
    "give it its own: '## Title {#own-id}'": {
        "heading with an id that is taken": (
            "## One {#a}\n\n⌖## Two {#a}",
            "the heading 'Two' has the id 'a', like the one above it",
        ),
    },
    "write \\>50, or put a space behind the sign of a quotation": {
        "more than": ("⌖>50 % came.", "'>50' makes a quotation, without its sign"),
    },
    "join it, or put both parts with their hyphen on one line": {
        "word divided by another hyphen": ("Der Men⌖‐\nschenhandel.", "a word is divided at the end of a line"),
        "divided word": ("Der Men⌖-\nschenhandel.", "a word is divided at the end of a line"),
    },
    "bring them further to the left": {
        "too deep": ("> " * 9 + "⌖a", DEEP),
        "too deep in a quotation": (
            "\n".join(f"> {'    ' * level}- a" for level in range(8)) + f"\n> {'    ' * 8}⌖- b",
            DEEP,
        ),
        "too deep on one line": ("- " * 9 + "⌖- a", DEEP),
    },
    "write the word, or the sign itself; for these words write \\: in place of the first colon": {
        "face of a chat": ("So ⌖:smile: it is.", f"':smile:'{SIGN}"),
    },
    "put an empty line where a paragraph ends": {
        "lines without end": (
            "- a\n" + "b\n" * 199 + "⌖" + "b\n" * 301,
            "200 lines stand right below one another here",
        ),
    },
    "divide it": {
        "too long": ("⌖" + "a" * 200_001, "this text has 200,001 characters; the most is 200,000"),
    },
}
"""What is written and what is told of it, at ⌖, by what to write instead."""


@pytest.mark.parametrize(
    ("fix", "text", "message"),
    [pytest.param(fix, *case, id=name) for fix, cases in TOLD.items() for name, case in cases.items()],
)
def test_what_is_not_read_is_told_where_it_stands(fix: str, text: str, message: str) -> None:
    before, _, after = text.partition("⌖")

    told = compile_text(before + after, PLAIN).mistakes[0]

    assert (told.line, told.column, told.message, told.fix) == (*position(text, len(before)), message, fix)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=name)
        for fix, cases in TOLD.items()
        if re.search(r"for the sign itself write (?:\\\S|a backslash before it)$", fix)
        for name, (text, _) in cases.items()
    ],
)
def test_a_sign_is_itself_behind_the_backslash_that_its_message_names(text: str) -> None:
    before, _, after = text.partition("⌖")
    line, column = position(text, len(before))

    told = compile_text(f"{before}\\{after}", PLAIN).mistakes

    assert {(line, column), (line, column + 1)}.isdisjoint((mistake.line, mistake.column) for mistake in told)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.a.example/b(c)",
        "Http://a.example",
        "www.a.example",
        "b.c+d@a.example",
        "e@a.example",
        "f.a.example/g",
    ],
)
def test_an_address_is_words_as_its_message_says(address: str) -> None:
    (told,) = compile_text(f"See {address}.", PLAIN).mistakes
    _, _, words = told.fix.partition("for the words alone write ")

    assert compile_text(f"See {words}.", PLAIN).html == f"<p>See {address}.</p>"
    assert compile_text(f"See {words}.", PLAIN).mistakes == ()


RIGHT = [
    "\\*\\*not bold\\*\\*, \\[words\\](address), \\[^1\\] and \\{#id\\}.",
    "&nbsp; &shy; &#8203; &copy; AT&T; \\&nbps; [a](b.md?c=1&d;=2)",
    "`{{ phone }}` and `[a][b]` and `**` and `[^1]` and ``a ` b``.",
    "~~~\n[a] (b.md)\n{{ x }}\n~~~",
    "- one\n\n    ```\n    a\n\n      b\n    ```\n\n- two",
    "Since\n1995. And array(x).",
    "| When | May [@log] |\n|---|---|\n| - | # 3 |\n| `a|b` | ``c`|d`` |",
    "Text:\n\n- one\n- two\n\n    - three\n\n    Text.\n\n1. one\n    1. two\n    2. three\n2. four\n",
    '> - quoted\n> - items\n\n!!! warning "Title"\n    - a\n    - b',
    '!!! Warning "Careful"\n\n\tDo not give your papers away.\n\n\tCall first.\n\nEnd.',
    "A[^1] and again[^1].\n\n[^1]: One.\n\nTerm\n:   What it is.",
    "<!-- [a] (b.md)\n- x -->\n\nText.\n\n<!-- y -->\n",
    "## Title {#id}\n- one\n- two",
    "*a*{: lang=nl } and ![A line](line.svg){: .wide }\n{: .box }",
    "1. one\n2. two\n\nMore:\n\n3. three in 1995\n4. four\n\nLast:\n\n1. May 1995\n2. June 1996",
    "![](pictures/line.svg){: role=presentation }",
    "[https://a.example/b](https://a.example/) [www.a.example/b][c] [_i@a.example_](mailto:i@a.example)\n\n[c]: d.md",
    "[![A line](pictures/line.svg)](https://a.example/)",
    '[a](https://en.example.org/wiki/A_(b)) [b](https://münchen.example/straße?q=ü) [c](first.md "the "best" page")',
    "Our office:\\\nMill Street 12\\\n1000 Brussels",
    "C# and 5 < 6 > 4, R&D, a & b, 24/7, 10:30 to 11:00, 3 = 3, no. #3, snake_case, [...] and […].",
    "##\xa0Title {:\xa0#id\xa0}\n\n|\xa0a\xa0|\n|\xa0---\xa0|\n|\xa01\xa0|\n\n*\xa0*\xa0*",
    '!!!\xa0note\xa0"A "b" c"\n    [d]\n\n[d]:\xa0e.md',
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
    ">  - a\n>  - b\n>\n>      c\n\n- d\n\n> * e\n>\n>     f\n>\n>     ```\n>     g\n>     ```",
    '- a\n* * *\n- b\n    !!! note "c"\n        d',
    "## Title \\{x\\}\n\nTerm\n:\tMeaning.",
    "## ⚙️ How it works\n\n### a) The first part\n\n### § 5\n\n#### One\n\n##### Two\n\n###### Three",
    "Words.\n\n***\n\nWords.\n\n_ _ _\n\nWords.",
    "- \xa0one\n- \xa0two\n\nA[^1].\n\n[^1]:\xa0B.",
    '![A](line.svg "5\\*3 in file_name.txt, C#, \\[sic\\]") [b](c.md (Title))',
    "- Kurse und\n  -prüfungen und\n  mehr",
    "It rose from\n1.5 to\n2.3 and then\n3.4 per cent.",
    'It costs $20,000 and $30,000, or US$5/$6, in A$ or US$; (in CA$) and (6$); C++ and C++11. R&amp;D; 6" by 3".',
    "M. Dupont vint avec\nM. Martin; “so\n“be it.\n\n+32 2 5 and\n+32 2 6\n\n\\1\ufe0f\u20e3 one\n2\ufe0f\u20e3 two",
    '"...and so," he said, "(it) is"; 433*bis*.',
    "9 - 12 and\n14 - 17 or\n1 \\- so",
    "- one and\n  – two\n\nIt is i) so and\nii) not.",
    "They came\n— and went.\n\nWent\n→ so, with the signs \".\" and '!'.",
    "Follow us (@our_office) \\(@office), \\【so】.",
    "Stop![^1] Go![@log] ![@A](b.svg)\n\n[^1]: Now!",
    "> “So.”\n>\n> — Ana, 24\n\n> — Bea\n\n→ Read more.\n\n☎ Call us.\n\n- ✓ yes\n- ✗ no\n\n(a) one\n\n(b) two",
    "s. 45 of the Act[^1][^2]\n\nc. 200 people\n\n[^1]: p. 12 of the report.\n[^2]: p. 15, then\nmore.",
    "| – 5 % | a) an act |\n|---|---|\n| p. 12 | ✓ yes |\n| – 6 % | – |\n| — | • so |\n\n- p. 15\n- p. 16",
    "| Year | Victims |\n|---|---|\n| 2021 | 120\n| 2022 | 130",
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
        ("o\tone\no\ttwo", [(1, 1)]),
        ("[x]((https://a.example)) and [two\n\nwords](https://a.example)", [(1, 1), (1, 30), (3, 6)]),
        ("1. a\n2. b\n3.c", [(3, 1)]),
        ("See [it](https://a.example/b c), [x](y z) and [help][h].", [(1, 5), (1, 34), (1, 47)]),
        ('<iframe src="https://a.example/b_c_d" title="*x">', [(1, 1)]),
        ("##What to do {#do}\n\n### More", [(1, 1)]),
        ("| a | b |\n|---|\n| b | c |", [(1, 1)]),
        ("- one\n      - two", [(2, 7)]),
        ("> [A] b\n>\n> [a]: c.md", [(3, 3)]),
        ("[A] b\n\n    [a]: c.md", [(3, 5)]),
        ("1. one\n\nWords.\n\n2. two\n\n![a](b.svg)\n\n3. three\n\nMore.\n\n5. five", [(3, 1), (7, 1), (13, 4)]),
        ("    1. one\n    2. two\n        - three", [(1, 5)]),
        ('!!! note "T"\n\xa0\xa0\xa0\xa0Words.', [(2, 1)]),
        ("\n".join("    " * level + "- a" for level in range(100)) + "\n- b\n" + "> " * 9 + "c", [(10, 37), (102, 19)]),
    ],
)
def test_every_mistake_is_told_at_once_and_once(text: str, places: list[tuple[int, int]]) -> None:
    assert [(mistake.line, mistake.column) for mistake in compile_text(text, PLAIN).mistakes] == places
