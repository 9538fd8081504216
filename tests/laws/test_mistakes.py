"""Every mistake an editor can make, and its exact message; those of a text alone stand in compile/test_told.py."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import build
from generator.problems import BuildFailed
from tests.conftest import TINY, files, options, told

FIRST = "content/en/topics/first.md"
PAGE = "templates/page.html"
ON_PAGES = "(on /404.html and 16 more pages)"
SECOND = "content/en/topics/second.md"
SOURCES = "content/sources.yaml"


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit that replaces `old` by `new` in the file at `path`."""

    def edit(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def write(path: str, data: str | bytes) -> Callable[[Path], None]:
    """Return an edit that writes a file."""

    def edit(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data if isinstance(data, bytes) else data.encode())

    return edit


def front(text: str) -> str:
    """Return a page with these fields."""
    return f"---\n{text}\n---\nText.\n"


def word(language: str, name: str) -> int:
    """Return the line on which the tiny site has a word of the interface."""
    lines = (TINY / f"content/{language}/words.yaml").read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:"))


GOOD = "title: T\nsummary: S."

# What several messages say to write instead.
QUOTE = "\n    fix: put the whole value between double quotes"
QUOTE_OR_REMARK = "\n    fix: put the whole value between double quotes; if it is a remark, write a space after '#'"
NAME_VALUE = "\n    fix: write 'name: value', with a space after the colon"
OTHER_ALIAS = "\n    fix: remove the alias, or change it"
FIELDS = "\n    fix: put this on top: '---', 'title: ...', 'summary: ...', '---', each on its own line"
NO_SCHEME = "\n    fix: link to a page (help.md) or to an address that begins with https://"
DATE = "\n    fix: write year-month-day, such as 2026-10-18"
NUMBER_OF_NOTE = "\n    fix: write {} where the number of the note is to stand"
SECTION_PAGE = "\n    fix: create that page; it introduces the section"
LEFT = "\n    fix: write the https:// address of a well-known site, such as https://www.meteo.be/"

IN_FIELDS = {
    "broken YAML": (
        'title: "Open\nsummary: S.',
        "3:12: a quotation mark or bracket is opened and never closed\n    fix: close it on the same line",
    ),
    "quotation mark closed by a later one": (
        'title: "Open\nsummary: "S."\norder: 1',
        "2:8: a quotation mark or bracket is opened and never closed\n    fix: close it on the same line",
    ),
    "bad date": (f"{GOOD}\nreviewed: next tuesday", f"4:11: 'reviewed' must be a date, not 'next tuesday'{DATE}"),
    "page with an empty title": (
        'title: ""\nsummary: S.',
        "2:8: 'title' is empty\n    fix: write the text on the same line",
    ),
    "page with a summary too long": (
        f"title: T\nsummary: {'s' * 161}",
        "3:10: 'summary' has 161 characters; the most is 160\n    fix: shorten it",
    ),
    "page that expires before it is published": (
        f"{GOOD}\npublish: 2026-02-01\nexpire: 2026-02-01",
        "5:9: this page expires before it is published\n    fix: check 'publish' and 'expire'",
    ),
    "line end that only YAML knows": (
        f"# a\u2028b\n{GOOD}\nsumary: S.",
        "2:4: an invisible character stands here: line separator\n    fix: delete it",
    ),
    "repeated key": (
        f"{GOOD}\ntitle: U",
        "4:1: 'title' is given twice; the first is on line 2\n    fix: keep one of the two",
    ),
    "colon in a value": (
        "title: One: two\nsummary: S.",
        "2:11: a second ': ' on one line is not valid YAML\n"
        '    fix: put the whole value between double quotes: title: "One: two"',
    ),
    "quotation marks of a word processor": (
        "title: “Victims”\nsummary: S.",
        "2:8: these quotation marks would be shown with the text\n"
        "    fix: remove them, or write straight ones; where they are meant, put the whole value between double quotes",
    ),
    "tab": (
        f"{GOOD}\naliases:\n\t- en/a",
        "5:1: a tab stands where YAML needs spaces\n    fix: replace the tab by two spaces",
    ),
    "line without a colon": ("title: T\nsummary", f"3:1: a line here has no ': ' after its field name{NAME_VALUE}"),
    "line without a colon below a text": (
        "title: T\nsummary: One\ntwo",
        f"4:1: a line here has no ': ' after its field name{NAME_VALUE}",
    ),
    "line without a space after the colon": (
        "title:Second topic\nsummary: S.",
        f"2:7: no space stands after the colon{NAME_VALUE}",
    ),
    "fields all without a space after the colon": (
        "title:T\nsummary:S.",
        f"2:7: no space stands after the colon{NAME_VALUE}",
    ),
    "line with a semicolon for the colon": (
        "title; T\nsummary: S.",
        f"2:6: ';' stands where the colon belongs{NAME_VALUE}",
    ),
    "line with a wide colon": ("title： T\nsummary: S.", f"2:6: '：' stands where the colon belongs{NAME_VALUE}"),
    "invisible character after a colon": (
        "title:\u00a0T\nsummary: S.",
        "2:7: an invisible character, no-break space, stands after the colon\n    fix: delete it, and type a space",
    ),
    "value that has a number sign": (
        "title: Law #2\nsummary: S.",
        f"2:12: what follows '#' is not read{QUOTE_OR_REMARK}",
    ),
    "value that begins with a number sign": (
        "title: #MeToo\nsummary: S.",
        f"2:8: what follows '#' is not read{QUOTE_OR_REMARK}",
    ),
    "bracket that is never closed": (
        f"{GOOD}\naliases: [en/a, en/b\norder: 2",
        "4:10: a quotation mark or bracket is opened and never closed\n    fix: close it on the same line",
    ),
    "apostrophe between single quotes": (
        "title: T\nsummary: 'L'aide'",
        "3:13: the text goes on after its closing quotation mark\n"
        '    fix: put the whole value between double quotes; inside it write “ ” or \\"',
    ),
    "quotation marks between quotation marks": (
        'title: "A "b" c"\nsummary: S.',
        "2:12: the text goes on after its closing quotation mark\n"
        '    fix: put the whole value between double quotes; inside it write “ ” or \\"',
    ),
    "invisible character before a colon": (
        "title\u00a0: T\nsummary: S.",
        "2:1: an invisible character stands beside the name 'title'\n    fix: delete it",
    ),
    "first line indented": (
        " title: T\nsummary: S.",
        "3:1: this line begins further to the left than the first one\n    fix: begin both in the same column",
    ),
    "line indented below a value": (
        "title: T\n summary: S.",
        "3:2: this line is indented below a line that has its value already\n"
        "    fix: begin it below the first letter of that line",
    ),
    "boolean": (
        f"{GOOD}\ndraft: perhaps",
        "4:8: 'draft' must be true or false, not 'perhaps'\n    fix: write true or false",
    ),
    "number": (
        f"{GOOD}\norder: 12:30",
        "4:8: 'order' must be a number, not '12:30'\n    fix: write digits only, such as 10",
    ),
    "number as a date": (f"{GOOD}\nreviewed: 1732406400", f"4:11: 'reviewed' must be a date, not '1732406400'{DATE}"),
    "list for text": (
        "title: [a, b]\nsummary: S.",
        "2:8: 'title' must be text, not a list\n    fix: write the text on the same line, or give the field up",
    ),
    "text for a list": (
        f"{GOOD}\naliases: none",
        "4:10: 'aliases' must be a list, not 'none'\n    fix: start each item with '- ' on a line of its own",
    ),
    "unknown choice": (f"{GOOD}\nkind: sektion", "4:7: 'kind' cannot be 'sektion'\n    fix: did you mean 'section'?"),
    "bad slug": (
        f"{GOOD}\nslug: ../../etc",
        "4:7: 'slug' cannot be '../../etc'\n    fix: use small letters, digits and hyphens, such as get-help",
    ),
    "bad alias": (
        f"{GOOD}\naliases: [../out]",
        "4:11: 'aliases[1]' cannot be '../out'\n    fix: write an old address of this site, such as en/old-name",
    ),
    "fields that are a list": (
        "- a\n- b",
        "2:1: fields are expected here, not a list\n    fix: write 'name: value' lines",
    ),
    **{
        f"value that begins with {value[0]}": (
            f"title: {value}\nsummary: S.",
            f"2:8: a value that begins with '{value[0]}' is not read as text{QUOTE}",
        )
        for value in ("[Draft] A law", "**x**", "@foo", "| law", "- law")
    },
}
"""The fields on top of a page, and what is told of it."""

IN_TEXT = {
    "script address in Markdown": (
        "[a](javascript:x) Nothing",
        f"6:5: a link cannot begin with 'javascript:'{NO_SCHEME}",
    ),
    "unknown component": (
        "{{ timelin }}\n\nNothing",
        "6:1: there is no component 'timelin'\n    fix: did you mean 'timeline'?",
    ),
    "block component in a sentence": (
        "Nothing {{ timeline }}",
        "6:9: the component 'timeline' must stand alone\n"
        "    fix: put it on a line of its own, with an empty line above and below",
    ),
    "component inside the words of a link": (
        "[call {{ phone id=line }}](first.md)",
        "6:7: the component 'phone' is a link, and stands inside the words of another\n"
        "    fix: put it before or behind that link",
    ),
    "commas in a list, and one page of it missing": (
        '{{ cards pages=" first.md, index.md, frist.md, " }}\n\nNothing',
        "6:17: there is no page 'frist.md'\n    fix: did you mean 'first.md'?",
    ),
    "number that is not known": (
        "It was {{ value id=people.2024.all }}",
        "6:20: the number 'people.2024.all' is not known, so no sentence can tell it\n"
        "    fix: leave it out; the figure shows that it is missing",
    ),
    "number of another year": (
        "It was {{ value id=people.2022.all }}",
        "6:20: there is no value 'people.2022.all'\n"
        "    fix: use one of: people.2023.all, people.2023.share, people.2024.all, people.2024.share",
    ),
    "first heading too deep": (
        "### Deep\n\nNothing",
        "6:1: the first heading 'Deep' begins with ###\n    fix: begin it with '##'",
    ),
    "invisible character": ("No\x02thing", "6:3: an invisible character stands here: U+0002\n    fix: delete it"),
}
"""What stands in a text, and what is told of it."""

MISTAKES = {
    # Those of everyday.
    "mistyped key": (
        replace(SECOND, "summary:", "sumary:"),
        f"{SECOND}:2:1: the field 'summary' is missing\n"
        "    fix: add a line 'summary: What happened since the beginning.'\n"
        f"{SECOND}:3:1: unknown field 'sumary'\n    fix: did you mean 'summary'?",
    ),
    "link to a missing page": (
        replace(SECOND, "(first.md)", "(frist.md)"),
        f"{SECOND}:6:37: there is no page 'frist.md'\n    fix: did you mean 'first.md'?",
    ),
    "link to a missing anchor on another page": (
        replace(SECOND, "(first.md)", "(first.md#wy)"),
        f"{SECOND}:6:37: 'first.md' has no heading with the id 'wy'\n    fix: did you mean 'why'?",
    ),
    "link to a missing anchor on the same page": (
        replace(FIRST, "(../help.md)", "(#numbrs)"),
        f"{FIRST}:31:17: this page has no heading with the id 'numbrs'\n    fix: did you mean 'numbers'?",
    ),
    "missing image": (
        replace(FIRST, "pictures/line.svg", "pictures/lime.svg"),
        f"{FIRST}:16:11: there is no picture 'pictures/lime.svg'\n    fix: did you mean 'pictures/line.svg'?",
    ),
    "two pages with one address": (
        replace(SECOND, "order: 2", "order: 2\nslug: first"),
        f"{SECOND}:5:7: this page has the same address as {FIRST}: /en/topics/first/\n"
        "    fix: rename the file, or give it another 'slug'",
    ),
    "template syntax error": (
        write("templates/section.html", "{% if %}"),
        "templates/section.html:1:1: the template cannot be read: Expected an expression, got 'end of statement block' "
        "(on /de/topics/ and 3 more pages)\n    fix: mend the template",
    ),
    "undefined variable in a template": (
        write("templates/section.html", '{% extends "page.html" %}\n{% block after %}{{ colour }}{% endblock %}'),
        "templates/section.html:2:1: the template does not work: 'colour' is undefined (on /de/topics/ and 3 more "
        "pages)\n    fix: mend the template",
    ),
    "word of a template that no language has": (
        replace("templates/section.html", "words.in_this_section", "words.in_section"),
        "templates/section.html:6:1: the template does not work: there is no word 'in_section' in words.yaml (on "
        "/de/topics/ and 3 more pages)\n"
        "    fix: mend the template",
    ),
    "unknown key in site.yaml": (
        replace("site.yaml", "tagline:", "tag_line:"),
        "site.yaml:1:1: the field 'tagline' is missing\n    fix: add a line 'tagline: {en: ...}'\n"
        "site.yaml:2:1: unknown field 'tag_line'\n    fix: did you mean 'tagline'?",
    ),
    "braces of a word that nothing fills": (
        lambda folder: [
            replace(f"content/{code}/words.yaml", "{number}", "{count}")(folder) for code in ("en", "fr", "nl", "de")
        ],
        f"content/en/words.yaml:{word('en', 'cite')}:1: nothing fills in all braces of 'Source {{count}}: {{title}}'\n"
        "    fix: write only {number}, {title}",
    ),
    "braces of a word that are not those of the source language": (
        replace("content/fr/words.yaml", "en {language}", "en {langue}"),
        f"content/fr/words.yaml:{word('fr', 'borrowed')}:1: the braces of "
        "'Cette page n’est pas encore traduite. La voici en {langue}.' "
        "are not those of 'This page is not translated yet. It is shown in {language}.'\n"
        "    fix: write the same words between braces as there",
    ),
    "drawing that is not there": (
        replace("content/en/topics/index.md", "drawing: mark", "drawing: marc"),
        "content/en/topics/index.md:4:10: there is no drawing 'static/drawings/marc.svg'\n"
        "    fix: did you mean 'mark'?",
    ),
    # Values that cannot be.
    "text with nothing in it": (
        replace("site.yaml", "{en: Not for emergencies.}", '{en: " "}'),
        "site.yaml:15:9: 'contact.note' has no text\n    fix: write it on the same line",
    ),
    "text in a language that was mistyped": (
        replace("site.yaml", "nl: Klein", "ml: Klein"),
        "site.yaml:1:29: 'ml' is not a language of this site\n    fix: use one of: de, en, fr, nl",
    ),
    "leave-quickly link that is not encrypted": (
        replace("site.yaml", "url: https://weather.example/", "url: http://weather.example/"),
        f"site.yaml:10:34: the leave-quickly link cannot lead to 'http://weather.example/'{LEFT}",
    ),
    "leave-quickly link to a number": (
        replace("site.yaml", "url: https://weather.example/", "url: https://192.168.1.1/"),
        "site.yaml:10:34: 'exit.url' is that of one computer or network: 'https://192.168.1.1/'\n"
        "    fix: write the public address of that page",
    ),
    "e-mail address that is none": (
        replace("site.yaml", "  role: {en: Answers letters}", "  email: ask us\n  role: {en: Answers letters}"),
        "site.yaml:14:10: 'contact.email' must be an e-mail address, not 'ask us'\n"
        "    fix: write it as name@organisation.example",
    ),
    "source with the address of another": (
        replace(SOURCES, "https://day.example/", "https://line.example/"),
        f"{SOURCES}:3:30: 'day' has the address of 'line', and its language\n    fix: remove it, and cite [@line]",
    ),
    "publisher that no source has": (
        replace(SOURCES, "sources:\n", "publishers: {Exemple: {fr: Un}}\nsources:\n"),
        f"{SOURCES}:1:14: no source has the publisher 'Exemple'\n    fix: did you mean 'Example'?",
    ),
    "menu that is none": (
        replace("content/en/help.md", "menu: main", "menu: mian"),
        "content/en/help.md:4:7: there is no menu 'mian', and no such page\n    fix: did you mean 'main'?",
    ),
    "menu below a page that is none": (
        replace(SECOND, "order: 2", "order: 2\nmenu: indx.md"),
        f"{SECOND}:5:7: there is no menu 'indx.md', and no such page\n    fix: did you mean 'index.md'?",
    ),
    "menu below a page that is in no menu": (
        replace(SECOND, "order: 2", "order: 2\nmenu: first.md"),
        f"{SECOND}:5:7: the page 'first.md' is not in the main menu itself\n    fix: name a page with 'menu: main'",
    ),
    # Translations.
    "changed digit in one language": (
        replace("content/fr/help.md", "Appelez le", "Appelez 2 fois le"),
        "content/fr/help.md:6:9: the number 2 stands here, but not in content/en/help.md:10\n"
        "    fix: write the same numbers as there, in the same order; or, if both are right, add to the fields on top: "
        'numbers: ["2"]',
    ),
    "left out component in one language": (
        replace("content/fr/help.md", "{{ contact }}", "..."),
        "content/fr/help.md:10:1: the component {{ contact }} is missing here; it stands in content/en/help.md:18\n"
        "    fix: place the same components as there",
    ),
    "record with a merge left in it": (
        replace("content/fr/translated.yaml", "data/diagrams.yaml:", "<<<<<<< HEAD\ndata/diagrams.yaml:"),
        "content/fr/translated.yaml:3:1: this line is left over from a merge\n"
        "    fix: choose between the lines around it, then delete the lines <<<<<<<, ======= and >>>>>>>",
    ),
    "alias of the page for unknown addresses": (
        replace("content/en/help.md", "[en/aid]", "[404.html]"),
        f"content/en/help.md:8:11: the alias '404.html' is an address that the site needs itself{OTHER_ALIAS}",
    ),
    "alias of another page's file": (
        replace("content/en/help.md", "[en/aid]", "[fr/index.html]"),
        f"content/en/help.md:8:11: the alias 'fr/index.html' is already an address of content/fr/index.md{OTHER_ALIAS}",
    ),
    "locale that is none": (
        replace("site.yaml", "locale: fr_BE", "locale: ../x"),
        "site.yaml:7:32: 'languages.fr.locale' cannot be '../x'\n    fix: write a locale, such as fr or fr_BE",
    ),
    "language code with the separator of a locale": (
        replace("site.yaml", "  de: {name: Deutsch}", "  de: {name: Deutsch}\n  pt_BR: {name: Português}"),
        "site.yaml:10:10: 'languages.pt_BR' cannot be 'pt_BR'\n"
        "    fix: write the code of a language, such as nl or pt-BR",
    ),
    "address that no browser can read": (
        replace(SECOND, "(first.md)", "(http://[)"),
        f"{SECOND}:6:37: the address 'http://[' cannot be read\n    fix: write it as the browser shows it, such as https://www.example.org/page",
    ),
    "language without a locale": (
        replace("site.yaml", "locale: fr_BE", "locale: xx_YY"),
        "site.yaml:7:3: the language 'fr' has no known locale\n    fix: give it one, such as locale: fr_BE",
    ),
    "field name with a bracket": (
        replace(SECOND, "order: 2", "a[b: c"),
        f"{SECOND}:4:1: unknown field 'a[b'\n"
        "    fix: use one of: aliases, draft, drawing, exit, expire, handout, keywords, kind, label, menu, "
        "native_review, numbers, order, publish, review_by, reviewed, sheet, slug, summary, title",
    ),
    # Fields.
    "item without a space after the colon": (
        write(SOURCES, "sources:\n  a:\n    title:A\n    read: 2026-01-01"),
        f"{SOURCES}:3:11: no space stands after the colon{NAME_VALUE}",
    ),
    "only a line that begins fields": (
        write("site.yaml", "---"),
        "site.yaml:2:1: fields are expected here, not nothing\n    fix: write 'name: value' lines",
    ),
    "value in braces that has a number sign": (
        write(SOURCES, "sources:\n  a: {title: Law #2, url: https://a.example/, read: 2026-01-01}"),
        f"{SOURCES}:2:18: what follows '#' is not read{QUOTE_OR_REMARK}",
    ),
    "value in braces that has a comma": (
        write(SOURCES, "sources:\n  a: {title: Torture, rape and law, url: https://a.example/, read: 2026-01-01}"),
        f"{SOURCES}:2:23: between braces, 'rape and law' is read as a field without a value{QUOTE}",
    ),
    "text for fields": (
        write(SOURCES, "sources:\n  a: Myria"),
        f"{SOURCES}:2:6: 'sources.a' must be a group of fields, not 'Myria'\n"
        "    fix: write its fields below it, each indented by two spaces",
    ),
    "source without url": (
        write(SOURCES, "sources:\n  a:\n    title: A\n    language: en\n    read: 2026-01-01"),
        f"{SOURCES}:3:5: the field 'sources.a.url' is missing\n    fix: add a line 'url: https://www.example.org/page'",
    ),
    "bad url": (
        write(SOURCES, "sources:\n  a: {title: A, url: myria, language: en, read: 2026-01-01}"),
        f"{SOURCES}:2:22: 'sources.a.url' must be a web address, not 'myria'\n    fix: write it in full, such as https://www.example.org/page",
    ),
    "bad id": (
        replace(SOURCES, "  day:", "  A B:"),
        f"{SOURCES}:3:8: 'sources.A B' cannot be 'A B'\n"
        "    fix: use small letters, digits and hyphens, 100 at most, such as report-2024",
    ),
    # Files.
    "empty file": (
        write(SECOND, ""),
        f"{SECOND}:1:1: this page is empty{FIELDS}",
    ),
    "no fields": (
        write(SECOND, "Text only.\n"),
        f"{SECOND}:1:1: this page has no fields on top{FIELDS}",
    ),
    "empty line above the fields": (
        write(SECOND, "\n" + front(GOOD)),
        f"{SECOND}:1:1: an empty line or a space stands above the fields\n"
        "    fix: remove what stands above the first '---'",
    ),
    "fields not closed": (
        write(SECOND, "---\ntitle: T\n"),
        f"{SECOND}:1:1: the fields on top are never closed\n    fix: add a line '---' below the last field",
    ),
    "picture that a text leads to, and that is none": (
        lambda folder: [
            write("content/en/topics/house.jpg", "no picture")(folder),
            write(SECOND, front(GOOD).replace("Text.", "See [a house](house.jpg)."))(folder),
        ],
        "content/en/topics/house.jpg:1:1: this file is no picture; it is broken, or of another kind\n"
        "    fix: open it in a program for such files, and save it again",
    ),
    "drawing that is not UTF-8": (
        write("static/drawings/mark.svg", b"<svg>\xe9</svg>"),
        "static/drawings/mark.svg:1:1: this file is not saved as UTF-8\n    fix: save it again with the encoding UTF-8",
    ),
    "not UTF-8": (
        write(SECOND, b"---\ntitle: caf\xe9\n---\n"),
        f"{SECOND}:2:11: this file is not saved as UTF-8\n    fix: save it again with the encoding UTF-8",
    ),
    "unknown language": (
        write("content/xx/a.md", front(GOOD)),
        "content/xx/a.md:1:1: 'xx' is not a language of this site\n"
        "    fix: move the file into content/en/, or add the language to site.yaml",
    ),
    "translation of nothing": (
        write("content/fr/alone.md", front(GOOD)),
        "content/fr/alone.md:1:1: this is a translation of content/en/alone.md, which does not exist\n"
        "    fix: rename or remove this page as that one was, or create that one",
    ),
    "page renamed that has translations": (
        lambda folder: [
            write("content/en/new.md", front(GOOD))(folder),
            *(write(f"content/{code}/old.md", front(f"{GOOD}\nslug: old-{code}"))(folder) for code in ("fr", "nl")),
        ],
        "content/fr/old.md:1:1: this is a translation of content/en/old.md, which does not exist\n"
        "    fix: rename or remove this page as that one was, or create that one\n    also at content/nl/old.md:1:1",
    ),
    "page saved by another program": (
        write("content/en/third.md.txt", front(GOOD)),
        "content/en/third.md.txt:1:1: this file is not read\n"
        "    fix: end its name in '.md' if it is a page; else move it out of content/",
    ),
    "page among the data": (
        write("content/en/data/index.md", front(GOOD)),
        "content/en/data/index.md:1:1: data/ holds no pages\n    fix: give the folder another name",
    ),
    "section without a page": (
        write("content/en/lost/page.md", front(GOOD)),
        f"content/en/lost/page.md:1:1: its folder has no page of its own, content/en/lost/index.md{SECTION_PAGE}",
    ),
    "section that is a draft": (
        lambda folder: [
            write("content/en/later/index.md", front(f"{GOOD}\ndraft: true"))(folder),
            write("content/en/later/page.md", front(GOOD))(folder),
            write("content/en/later/deep/index.md", front(GOOD.replace("title: ", "title: Another ")))(folder),
        ],
        "content/en/later/deep/index.md:1:1: the page of its section, content/en/later/index.md, is not published\n"
        "    fix: publish that page, or give this one the same 'draft', 'publish' or 'expire'\n"
        "    also at content/en/later/page.md:1:1",
    ),
    "section below a folder without a page": (
        write("content/en/lost/deep/index.md", front(GOOD)),
        f"content/en/lost/deep/index.md:1:1: its folder has no page of its own, content/en/lost/index.md{SECTION_PAGE}",
    ),
    "home page that is a draft": (
        lambda folder: [
            replace("content/en/index.md", "kind: home", "kind: home\ndraft: true")(folder),
            replace("content/fr/index.md", "summary:", "draft: true\nsummary:")(folder),
        ],
        "content/en/index.md:1:1: the home page is not published\n    fix: correct 'draft', 'publish' or 'expire'",
    ),
    "alias of another page": (
        replace(SECOND, "order: 2", "order: 2\naliases: [en/help]"),
        f"{SECOND}:5:11: the alias 'en/help' is already an address of content/en/help.md{OTHER_ALIAS}",
    ),
    # Texts.
    "unknown argument": (
        replace(FIRST, "timeline from", "timeline form"),
        f"{FIRST}:28:1: the component 'timeline' takes no 'form'\n    fix: did you mean 'from'?",
    ),
    "missing argument": (
        replace(FIRST, "{{ figure id=people }}", "{{ figure }}"),
        f"{FIRST}:20:1: the component 'figure' needs 'id'\n    fix: write {{{{ figure id=... }}}}: The figure.",
    ),
    "argument that is not a number": (
        replace(FIRST, "from=2000", "from=soon"),
        f"{FIRST}:28:18: 'from' of the component 'timeline' must be a number, not 'soon'\n"
        "    fix: write from=2004, digits only",
    ),
    "argument that is no choice": (
        replace("content/en/help.md", "kind=centre", "kind=center"),
        "content/en/help.md:16:18: there is no kind 'center'\n    fix: did you mean 'centre'?",
    ),
    "argument that names nothing": (
        replace(FIRST, "figure id=people", "figure id=peple"),
        f"{FIRST}:20:14: there is no figure 'peple'\n    fix: did you mean 'people'?",
    ),
    "argument twice": (
        replace(FIRST, "from=2000", "from=2000 from=2001"),
        f"{FIRST}:28:1: the component 'timeline' is given 'from' twice\n"
        "    fix: write {{ name key=value }}, with double quotes around a value that has spaces",
    ),
    "argument that cannot be read": (
        replace(FIRST, "from=2000", "from 2000"),
        f"{FIRST}:28:1: the component 'timeline' has an argument that cannot be read: from 2000\n"
        "    fix: write {{ name key=value }}, with double quotes around a value that has spaces",
    ),
    "component without a name": (
        replace(FIRST, "timeline from=2000", ""),
        f"{FIRST}:28:1: a component has no name\n"
        f"    fix: write {{{{ name key=value }}}}, with double quotes around a value that has spaces",
    ),
    "unknown source": (
        replace(FIRST, "[@log]", "[@lag]"),
        f"{FIRST}:7:10: content/sources.yaml has no source 'lag'\n    fix: did you mean 'log'?",
    ),
    "page that is not published": (
        replace(FIRST, "order: 1", "order: 1\npublish: 2027-01-01"),
        "content/en/index.md:6:55: the page 'topics/first.md' is not published, so the link would lead nowhere\n"
        "    fix: remove the link, or publish the page\n    also at content/fr/index.md:5:30\n"
        f"{SECOND}:6:37: the page 'first.md' is not published, so the link would lead nowhere\n"
        "    fix: remove the link, or publish the page",
    ),
    "link to a folder": (
        replace(SECOND, "(first.md)", "(/en/help/)"),
        f"{SECOND}:6:37: the link '/en/help/' leads nowhere\n"
        "    fix: link to the .md file of a page, such as help.md, or to a file in static/",
    ),
    "address of mail without mailto": (
        replace(SECOND, "(first.md)", "(info@a.example)"),
        f"{SECOND}:6:37: the link 'info@a.example' leads nowhere\n    fix: write mailto:info@a.example",
    ),
    "address without https": (
        replace(SECOND, "(first.md)", "(www.a.example/b)"),
        f"{SECOND}:6:37: the link 'www.a.example/b' leads nowhere\n    fix: write https://www.a.example/b",
    ),
    "file of static named from its folder": (
        replace(SECOND, "(first.md)", "(../../static/pictures/lines.svg)"),
        f"{SECOND}:6:37: the link '../../static/pictures/lines.svg' leads nowhere\n"
        "    fix: did you mean 'pictures/line.svg'?",
    ),
    "picture from elsewhere": (
        replace(FIRST, "pictures/line.svg", "https://e.example/a.png"),
        f"{FIRST}:16:11: a picture from another site would tell that site who reads this page\n"
        "    fix: put a copy into static/ and name it from there",
    ),
    "long sentences": (
        replace(SECOND, "Nothing", "word " * 80 + "end. Nothing"),
        f"{SECOND}:6:1: the sentences have 29.3 words on average; the budget is 18\n"
        "    fix: divide this one and other long ones, or raise 'budgets' in site.yaml",
    ),
    "telephone number": (
        replace(SECOND, "Nothing", "Call 02 555 01 01."),
        f"{SECOND}:6:6: the telephone number '02 555 01 01' is typed by hand\n    fix: write {{{{ phone id=line }}}}",
    ),
    "unknown telephone number": (
        replace(SECOND, "Nothing", "Call +32 2 555 09 09."),
        f"{SECOND}:6:6: the telephone number '+32 2 555 09 09' is typed by hand\n"
        "    fix: put it into content/en/data/helplines.yaml and write {{ phone id=... }}; if it is none to call, add "
        'to the fields on top: numbers: ["+32 2 555 09 09"]',
    ),
    # Words and settings.
    "missing word": (
        replace("content/fr/words.yaml", "menu: Menu\n", ""),
        "content/fr/words.yaml:1:1: the word 'menu' is missing\n    fix: add a line 'menu: ...' (in en: Menu)",
    ),
    "word missing in the source language": (
        replace("content/en/words.yaml", "note: Note\n", ""),
        "content/en/words.yaml:1:1: the word 'note' is missing\n    fix: add a line 'note: ...'",
    ),
    "word missing in every language": (
        lambda folder: [
            replace(f"content/{code}/words.yaml", "colon:", "# colon:")(folder) for code in ("en", "fr", "nl", "de")
        ],
        "content/de/words.yaml:1:1: the word 'colon' is missing\n    fix: add a line 'colon: ...'\n"
        "    also at content/en/words.yaml:1:1, content/fr/words.yaml:1:1, content/nl/words.yaml:1:1",
    ),
    "quotation marks that are not four": (
        replace("content/fr/words.yaml", "quotes: ", "quotes: x # "),
        f"content/fr/words.yaml:{word('fr', 'quotes')}:1: 'quotes' must be four quotation marks\n"
        "    fix: write them with a space between, such as “ ” ‘ ’",
    ),
    "way back from a note with two numbers": (
        replace("content/fr/words.yaml", "note {}", "{} {}"),
        f"content/fr/words.yaml:{word('fr', 'footnote_back')}:1: 'footnote_back' must have {{}} once{NUMBER_OF_NOTE}",
    ),
    "way back from a note with braces of its own": (
        replace("content/en/words.yaml", "note {}", "note {count}"),
        f"content/en/words.yaml:{word('en', 'footnote_back')}:1: 'footnote_back' must have {{}} once{NUMBER_OF_NOTE}",
    ),
    "unknown word": (
        replace("content/fr/words.yaml", "menu: Menu\n", "menu: Menu\nmenue: M\n"),
        "content/fr/words.yaml:6:1: unknown word 'menue'\n    fix: remove it, or add it to content/en/words.yaml",
    ),
    "word that is a list": (
        replace("content/fr/words.yaml", "menu: Menu", "menu: [a]"),
        "content/fr/words.yaml:5:1: 'menu' must be text, not a list\n    fix: write the text on the same line",
    ),
    "missing words file": (
        lambda folder: (folder / "content/fr/words.yaml").unlink(),
        "content/fr/words.yaml:1:1: this file is missing\n"
        "    fix: create content/fr/words.yaml; content/README.md shows what belongs in it",
    ),
    "missing site.yaml": (
        lambda folder: (folder / "site.yaml").unlink(),
        "site.yaml:1:1: this file is missing\n    fix: create site.yaml; content/README.md shows what belongs in it",
    ),
    "source language unknown": (
        replace("site.yaml", "languages:", "source_language: it\nlanguages:"),
        "site.yaml:5:18: the source language 'it' is not among the languages\n    fix: add it under 'languages'",
    ),
    "address of the site with a query": (
        replace("site.yaml", "url: https://tiny.example/base", "url: https://tiny.example/?x=1"),
        "site.yaml:4:6: 'url' must be the address of a site, not 'https://tiny.example/?x=1'\n"
        "    fix: write it in full and without '?' and '#', such as https://www.example.org/",
    ),
    "component that does not say what it takes": (
        write("templates/components/phone.html", "<p></p>"),
        "templates/components/phone.html:1:1: this component does not say what it takes\n"
        "    fix: begin with a comment {# about: ...  place: block  parameters: ... #}",
    ),
    # What only the finished page shows.
    "link of a template that leads nowhere": (
        replace(PAGE, '<div class="prose', '<a href="gone/">x</a><div class="prose'),
        f"{PAGE}:1:1: the link 'gone/' leads to nothing that is published {ON_PAGES}\n"
        "    fix: correct the link, or add what it leads to\n    also at templates/section.html:1:1",
    ),
    "link of a template to a place that is not there": (
        replace(PAGE, '<div class="prose', '<a href="#gone">x</a><div class="prose'),
        f"{PAGE}:1:1: the link '#gone' leads to a place that is not on that page {ON_PAGES}\n"
        "    fix: correct the part after '#'\n    also at templates/section.html:1:1",
    ),
    "page without a language": (
        write("templates/section.html", "<title>{{ page.front.title }}</title><h1>{{ page.front.title }}</h1>"),
        "templates/section.html:1:1: the page does not say its language (on /de/topics/ and 3 more pages)\n"
        '    fix: write <html lang="...">\n'
        "templates/skeleton.html:1:1: the page does not tell browsers what to refuse (on /de/topics/ and 3 more "
        "pages)\n"
        '    fix: put it into the head: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">',
    ),
    "same title": (
        replace(SECOND, "title: Second topic", "title: First topic"),
        f"{SECOND}:2:8: the title 'First topic' is also that of {FIRST}\n    fix: give one of the two another title",
    ),
}


@pytest.mark.parametrize("table", [IN_FIELDS, IN_TEXT], ids=["fields", "texts"])
def test_mistakes_in_pages_are_told_exactly_and_at_once(table: Mapping[str, tuple[str, str]], tiny: Path) -> None:
    expected = []
    for number, (wrong, said) in enumerate(table.values(), 10):
        page = front(wrong) if table is IN_FIELDS else f"---\ntitle: T{number}\nsummary: S.\n---\n\n{wrong}\n"
        write(f"content/en/topics/{number}.md", page)(tiny)
        expected.append(f"content/en/topics/{number}.md:{said}")

    with pytest.raises(BuildFailed) as failed:
        build.make(options(tiny))

    assert [str(problem) for problem in failed.value.problems] == expected


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_exactly(name: str, tiny: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    edit, expected = MISTAKES[name]
    edit(tiny)

    code, said, complained = run(tiny)

    assert (code, said, told(complained)) == (1, "", expected)


@pytest.mark.parametrize("name", ["accessibility", "contact", "glossary", "map", "timeline"])
def test_a_component_without_its_data_is_told_where_it_is_placed(
    name: str, tiny: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    settings = (tiny / "site.yaml").read_text("utf-8")
    (tiny / "site.yaml").write_text(re.sub(rf"(?m)^{name}:\n(?: .*\n)+", "", settings), "utf-8")
    for file in tiny.glob(f"content/*/data/{name}.yaml"):
        file.unlink()
    write(SECOND, front(GOOD) + f"\n{{{{ {name}{' show=status' * (name == 'accessibility')} }}}}\n")(tiny)

    told = run(tiny)[2]
    needed = "'contact' in site.yaml" if name == "contact" else f"the file content/en/data/{name}.yaml"
    assert f": the component '{name}' needs {needed}\n" in told
    assert f"{SECOND}:7:1" in told


def test_all_mistakes_are_told_at_once_in_file_order_and_nothing_is_published(
    tiny: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    for name in ("link to a missing page", "missing image", "unknown word", "empty file", "argument that is no choice"):
        if name != "empty file":
            MISTAKES[name][0](tiny)
    write("content/en/third.md", "")(tiny)
    before = files(tiny / "public")

    complained = run(tiny)[2]

    places = [line.split(": ")[0] for line in complained.splitlines() if line.startswith("content/")]
    assert places == [
        "content/en/help.md:16:18",
        "content/en/third.md:1:1",
        f"{FIRST}:16:11",
        f"{SECOND}:6:37",
        "content/fr/words.yaml:6:1",
    ]
    assert complained.rstrip().endswith("5 problems; nothing was published")
    assert files(tiny / "public") == before


def test_a_page_over_its_budget_is_told_with_its_weight(tiny: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    write(SECOND, front(GOOD) + "".join(f"{number**9} " for number in range(3000)))(tiny)
    with (tiny / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("budgets: {page: 9000}\n")

    complained = run(tiny)[2]

    assert re.search(
        rf"^{SECOND}:1:1: the page weighs \d{{5}} bytes compressed; the budget is 9000 \(on /\w+/topics/second/\)\n"
        rf"    \| ---\n    \| \^\n"
        r"    fix: shorten it, divide it, or raise 'budgets' in site\.yaml\n",
        complained,
        re.MULTILINE,
    )


def test_a_median_over_its_budget_is_told(tiny: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    with (tiny / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("budgets: {median: 1}\n")

    assert re.match(
        r"site\.yaml:\d+:\d+: the median page weighs \d{4} bytes compressed; the budget is 1\n(?:    \| .*\n)*"
        r"    fix: shorten styles, templates or pages, or raise 'budgets'\n",
        run(tiny)[2],
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_make_no_difference(
    ends: str, mark: bytes, tiny: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    before = files(tiny / "public")
    text = (tiny / SECOND).read_text("utf-8")

    (tiny / SECOND).write_bytes(mark + text.replace("\n", ends).encode())

    assert run(tiny)[0] == 0
    assert files(tiny / "public") == before


def test_text_that_yaml_would_misread_stays_text(tiny: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    write(SECOND, "---\ntitle: no\nlabel: 12:30\nsummary: 2024-01-02\n---\nText.\n")(tiny)

    assert run(tiny)[0] == 0
    page = (tiny / "public/en/topics/second/index.html").read_text("utf-8")
    assert "<h1>no</h1>" in page
    assert '<li aria-current="page">12:30</li>' in page
    assert '<p class="summary">2024-01-02</p>' in page
