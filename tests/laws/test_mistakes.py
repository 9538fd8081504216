"""Every mistake an editor can make is reported at its place, once, in its exact words, together with all others.

A marker, ▸, comes before each place that must be reported.
"""

import contextlib
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.read import pages as content
from tests.conftest import FIRST, SECOND, change, markdown, parse_markers, patched, problems_in, reported, write
from tests.render.test_golden import GOLDEN

GOOD = "title: T\nsummary: S."

# Parts of several messages.
QUOTE = "put the whole value in double quotes"
QUOTE_ITEM = "put the whole value, or list item, in double quotes"
NOT_READ = f"the text after this '#' is ignored → {QUOTE}; for a comment, put two spaces before '#' and one after it"
AFTER_END = "this comes after the end of the value"
ONE_TEXT = "write it on the same line, in double quotes"
GOES_ON = f'{AFTER_END} → remove it, or {QUOTE}; inside them, write “ ” or \\"'
CLOSE = (
    f"this quotation mark or bracket is never closed → close it on the same line; if a '#' comes after it, {QUOTE_ITEM}"
)
MISPLACED_LINE = (
    "this line cannot start in this column → "
    "start it in the same column as the lines it belongs with; above a list or group of fields, write only 'name:'"
)
NAME_VALUE = "write 'name: value', with a space after the colon"
NO_COLON = (
    f"this line does not start with a field name and ': ' → {NAME_VALUE}; if the line continues the text above, "
    "indent it by two more spaces"
)
APOSTROPHE = (
    "this ' is read as an opening quotation mark and is never closed → "
    f"{QUOTE_ITEM}, and remove the ' if it is not an apostrophe"
)
SPACE = "write a space or start a new line; inside a word, delete it"
NESTED = "this is nested too deeply → use at most 12 levels"
ALIAS = "remove the alias or change it"
GONE = "there is no page 'gone.md' → write the path of the page's .md file, relative to this file"
SHOWN = "write the address without the name of the site, such as en/old-name"
BY_NATURE = "remove 'slug'; only the language code in site.yaml can change this address"
PUBLIC = "write the https:// address of a well-known site, such as https://www.wikipedia.org/"
UNFENCED = (
    "this page does not start with fields between two '---' lines → "
    "start it with '---', 'title: ...', 'summary: ...', '---', each on its own line, with nothing above"
)
KEEP_BACK = "write it, or add 'draft: true' at the top of the page until it is ready"
FORM = "write {{ name key=value }}, such as id=support, with straight double quotes around a value with spaces"
ALONE = "move it to one, with an empty line above and below"
SHORT = "use at most 100 lowercase letters, digits and hyphens, such as report-2024"
NEW_SOURCE = "(or add it: python build.py new source my-report)"
BESIDE = "put it in static/pictures/, or beside the page if it is a photograph"
GROUP = "write each field below it, indented by two spaces"
CORRECT = "correct the template; templates/README.md lists the names that it can use"
MARKUP = (
    "markup, an entity or a backslash is shown to readers as typed → "
    "write plain text, as markup does not work here; to show a character itself, write a backslash before it"
)
KNOWN = ", ".join(sorted(content.FrontMatter.model_fields))

CLIMBING = (
    "../x", "en/old.md", "a//b", "..\\x", "x/%2e%2e", "․․/x", "C:/x", "en/dot.", "en./x", "aux/x", "en/con",
    "en/aux.html", "~/x",
)  # fmt: skip

FIELDS = {
    "▸sumary: S.": "unknown field 'sumary' → did you mean 'summary'?",
    "▸a[b: x": f"unknown field 'a[b' → use one of: {KNOWN}",
    'keywords: [law, ▸"\u00a0"]': "'keywords[2]' is empty → write the text on the same line",
    "title: ▸[a, b]": f"'title' must be text, not a list → {ONE_TEXT}",
    "label: Traf▸-\n  ficking":
        "this line ends in a hyphen, which would be followed by a space on the page → "
        "join the two parts of the word, or put them on the same line",
    "title: ▸{{ phone id=line }}": f"a value that starts with '{{' is not read as text → {QUOTE}",
    "title: ▸“Victims”":
        "these quotation marks would be shown as part of the text → "
        f"remove them, or write straight ones; to show them, {QUOTE}",
    "title: Law ▸#2": NOT_READ,
    "keywords:\n- in C ▸#": NOT_READ,
    "keywords: ▸[law # 5, police]": CLOSE,
    "title: ▸#MeToo": NOT_READ,
    "▸title\u00a0: T": "there is an invisible character next to the name 'title' → delete it",
    f"summary: ▸{'s' * 161}": "'summary' has 161 characters; the maximum is 160 → shorten it",
    "reviewed: ▸2026-02-30": "'reviewed' must be a date, not '2026-02-30' → write year-month-day, such as 2026-10-18",
    "publish: 2026-02-01\nexpire: ▸2026-02-01":
        "this page expires before it is published → check 'publish' and 'expire'",
    "order: ▸+1_0": "'order' must be a number, not '+1_0' → write digits only, such as 10",
    "exit: ▸yes": "'exit' must be true or false, not 'yes' → write true or false",
    "slug: ▸lpt9": ("'slug' cannot be 'lpt9', which Windows reserves → choose another name, such as lpt9-page"),
    f"slug: ▸{'x' * 101}": f"'slug' cannot be '{'x' * 60}…' → {SHORT}",
    f"aliases: [en/ok, {', '.join(f'▸{address}' for address in CLIMBING)}]": "\n".join(
        f"'aliases[{number}]' cannot be '{address}' → {SHOWN}" for number, address in enumerate(CLIMBING, 2)
    ),
    "aliases: ▸none":
        "'aliases' must be a list, not 'none' → "
        "write it as [one, two], or write each item on its own line after '- '",
    "aliases: ▸[en/a, en/b": CLOSE,
    "aliases:\n▸\t- en/a": "this line is indented with a tab or an invisible character → replace it with two spaces",
    "label: One▸: two": "a value that contains ': ' must be in double quotes → write label: \"One: two\"",
    "label :▸L": f"there is no space after the colon → {NAME_VALUE}",
    "label:▸L": f"there is no space after the colon → {NAME_VALUE}",
    "label▸; L": f"there is ';' here instead of a colon → {NAME_VALUE}",
    "label▸： L": f"there is '：' here instead of a colon → {NAME_VALUE}",
    "label:▸\u00a0L": f"there is no space after the colon → {NAME_VALUE}",
    "label: 'L'▸aide'": GOES_ON,
    "keywords: [a, b]▸]": GOES_ON,
    'label: "C:▸\\Users"':
        "in double quotes, a backslash changes the meaning of the next character → write it twice: \\\\",
    f"order: ▸{'9' * 6000}": f"'order' must be a number, not '{'9' * 60}…' → write digits only, such as 10",
    "label: {title: T, menu▸:}":
        "this is not valid YAML (found unexpected ':') → check the quotation marks, colons and spaces of this line",
    "aliases:\n  - en/a\n  ▸label: L": MISPLACED_LINE,
    "aliases:\n- en/a\n ▸- en/b": MISPLACED_LINE,
    "label: ▸'s Avonds laat": APOSTROPHE,
    "keywords: [a, ▸'s avonds]": APOSTROPHE,
    "keywords:\n  ▸* police\n  * law": "a list item cannot start with '*' here → start each item with '- '",
    "label: L\n ▸order: 3": MISPLACED_LINE,
    "label: One\n▸two": NO_COLON,
    "aliases:\n  label: One\n  ▸two\n  title: T": NO_COLON,
    **{
        f"label: ▸{value}": f"a value that starts with '{value[0]}' is not read as text → {QUOTE}"
        for value in ("]", "- law", "!Now! Act", "&now", "**x**", "@foo", "| law", ',,Law" of 1995')
    },
}  # fmt: skip
"""One line of the front matter."""

LAUGHS = "".join(f"{chr(98 + n)}: ▸&{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20))
FRONTS = {
    f"a: ▸&a [x, x]\n{LAUGHS}": "\n".join([f"a value that starts with '&' is not read as text → {QUOTE}"] * 21),
    f"title: {'[' * 999}▸{'[' * 99_000}": NESTED,
    "".join(f"{' ' * depth}{'▸' * (depth == 13)}a:\n" for depth in range(500)): NESTED,
    f"{GOOD}\norder: ▸|\n  a\n  ::stop-commands::x":
        "'order' must be a number, not 'a ::stop-commands::x' → write digits only, such as 10",
    "title: U\nsummary: S.\n? ▸|-\n  a\n  ::error::b\n: x": f"unknown field 'a ::error::b' → use one of: {KNOWN}",
    "title: ▸'s Avonds laat\nsummary: Wat er in 's-Hertogenbosch gebeurt.": APOSTROPHE,
    'title: ▸"Open\nsummary: "S."\norder: 1': CLOSE,
    'title: ▸"Open\nsummary: S."': CLOSE,
    "▸Title: T\nsummary: S.": "unknown field 'Title' → did you mean 'title'?",
    "title: V\nsummary: S.\nkeywords: [▸Is it: so?, b]":
        "'keywords[1]' is read as a group of fields because of its ': ' → put the item in double quotes",
    f"{GOOD}\nlabel: >-\n▸L\norder: 1": NO_COLON,
    f"# a\n{GOOD}\n▸title: U":
        "'title' appears twice; the first is on line 3 → "
        "keep one of them; a new entry needs its own name, on a line above its fields",
    " title: T\n▸summary: S.": MISPLACED_LINE,
    "▸- a\n- b": "fields are expected here, not a list → write lines of the form 'name: value'",
    "title▸; T": f"there is ';' here instead of a colon → {NAME_VALUE}",
}  # fmt: skip
"""A whole front matter."""

PAGES = {
    "▸": UNFENCED,
    f"▸—\n{GOOD}\n—\nText.\n": UNFENCED,
    f"▸{GOOD}\n---\nText.\n": UNFENCED,
    f"---\n# a▸\u2028b\n{GOOD}\nsumary: S.\n---\n[It](gone.md)":
        f"there is an invisible character here: line separator → {SPACE}",
    **{
        f"▸---\n{GOOD}\n{below}":
            "the '---' line after the fields is missing → write '---' on its own line, between the fields and the text"
        for below in ("", "----\nWords.")
    },
    f"▸---\n{GOOD}\n---\n{'A word. ' * 30_000}":
        "this page has 240,029 characters; the maximum is 200,000 → split it into several pages",
    f"---\n{GOOD}\n---\n\n---\n▸title: Second\nsummary: S.\n---\nWords.":
        "the field 'title' is below the other fields, so the page would show it as text → "
        "move it up, between the first two '---' lines; if it is already there, remove it",
}  # fmt: skip
"""A whole file of a page."""

WORDS = {
    "Some ▸{{ timelin }}.": "there is no component 'timelin' → did you mean 'timeline'?",
    "Some {{ day id=▸eu-dai }}.": "there is no day 'eu-dai' → did you mean 'eu-day'?",
    "Some ▸{{ day }}.": "the component 'day' needs 'id' → write {{ day id=... }}: The day.",
    "Some ▸{{ day id=eu-day shows=day }}.": "the component 'day' has no argument 'shows' → did you mean 'show'?",
    "Some {{ day id=eu-day show=▸dag }}.": "'show' of the component 'day' cannot be 'dag' → did you mean 'day'?",
    "Some ▸{{ day id=eu-day id=eu-day }}.": "the component 'day' has the argument 'id' twice → remove one of the two",
    "Some ▸{{ day id }}.": f"the component 'day' has an argument that cannot be read: id → {FORM}",
    "Some ▸{{ }}.": f"this component has no name → {FORM}",
    "Some ▸{{ contact }}.": f"the component 'contact' must be on a line of its own → {ALONE}",
    "A [call ▸{{ phone id=line }}](first.md).":
        "the component 'phone' is a link inside the text of another link → move it before or after that link",
    "It was {{ value id=▸people.2024.all }}.":
        "the number 'people.2024.all' is not known, so a sentence cannot state it → "
        "leave it out; the figure shows that it is missing",
    "It was {{ value id=▸people.2022.all }}.":
        "there is no value 'people.2022.all' → "
        "use one of: people.2023.all, people.2023.share, people.2024.all, people.2024.share",
    **{
        f"A claim ▸[@{cited}].": f"there is no source '{cited}' in content/sources.yaml → {fix}"
        for cited, fix in {
            "lag": f"did you mean 'log'? {NEW_SOURCE}",
            "line, @day": "write [@line] [@day]",
            "line; @day": "write [@line] [@day]",
            "line, p. 5": "write [@line], with all other words before it",
        }.items()
    },
    "Call ▸02 555 01 01 now.": "the phone number '02 555 01 01' is typed by hand → write {{ phone id=line }}",
    **{
        f"Go to [it](▸{page}).": f"there is no page '{page}' → {fix}"
        for page, fix in {
            "frist.md": "did you mean 'first.md'?",
            "First.md": "did you mean 'first.md'?",
            "help.md": "did you mean '../help.md'?",
            "content/en/help.md": "did you mean '../help.md'?",
            "../topics.md": "did you mean 'index.md'?",
            "../aid.md": "did you mean '../help.md'?",  # an alias of it, as a renamed page has its old name
            "lines.md": "write the path of the page's .md file, relative to this file",
        }.items()
    },
    **{
        f"Go to [it](▸{address}).": f"the link '{address}' leads nowhere → {fix}"
        for address, fix in {
            "first": "did you mean 'first.md'?",
            "/en/topics/first/": "did you mean 'first.md'?",
            "first.html": "did you mean 'first.md'?",
            "../topics/": "did you mean 'index.md'?",
            "../help/index.html": "did you mean '../help.md'?",
            "pictures/Line.svg": "did you mean 'pictures/line.svg'?",
            "../../static/pictures/lines.svg": "did you mean 'pictures/line.svg'?",
            "info@a.example": "write mailto:info@a.example",
            "{{ site.baseurl }}/help/": "did you mean '../help.md'?",
            "www.example.org": "write https://www.example.org",
            "books.example.org/courses/b.pdf": "write https://books.example.org/courses/b.pdf",
        }.items()
    },
    "Go to [it](▸mailto:us@).": "'mailto:us@' is not an e-mail address → write mailto:name@example.org",
    **{
        f"Go to [it](▸{address}).":
            f"the address '{address}' works only on one computer or network → "
            "write the public address of that page"
        for address in ("http://localhost:8000/", "http://192.168.1.20/", "https://files.office.local/x.pdf")
    },
    "Go to [it](▸https://bank.example@evil.example/x).":
        "the address 'https://bank.example@evil.example/x' has a user name before the site name, which hides where "
        "it goes → write https://evil.example/x",
    "Go to [it](▸first.md#wy).": "'first.md' has no heading with the id 'wy' → did you mean 'why'?",
    "Go to [it](▸#x).": "this page has no heading with the id 'x' → remove it; there are none to choose from",
    **{
        f"Go to [it]({link}).":
            f"the link '{address}' leads nowhere → link to the .md file of a page (help.md), to a file in static/, "
            "or to a web address (https://)"
        for link, address in {'▸/en/gone/ "Title"': "/en/gone/", "▸#": "#", "<▸>": ""}.items()
    },
    "Go to [it](<▸https://a.example/my page>).":
        "the address 'https://a.example/my page' contains a space → write https://a.example/my%20page",
    "Go to [it](▸https://a.example/?q=\"x\").":
        "the address 'https://a.example/?q=\"x\"' contains the character \" → write https://a.example/?q=%22x%22",
    "Go to [it](▸https://a.example/re...).":
        "the address 'https://a.example/re...' was cut off when it was copied → "
        "copy the complete address from the browser",
    "Go to [it](▸http://[).":
        "the address 'http://[' is not a complete web address → write it in full, such as https://www.example.org/page",
    **{
        f"Go to [it](▸{address}).":
            f"a link cannot start with '{scheme}:' → link to a page (help.md) or to a web address (https://)"
        for address, scheme in {"&#106;avascript:alert(1)": "javascript", "data:text/html,a": "data"}.items()
    },
    "Look: ![A line](▸pictures/lime.svg)":
        "there is no picture 'pictures/lime.svg' → did you mean 'pictures/line.svg'?",
    "Look: ![A line](▸C:\\Users\\a.jpg)":
        f"'C:\\Users\\a.jpg' is a file on one computer, which readers cannot open → {BESIDE}",
    "Go to [it](▸file:///home/a.pdf).":
        "'file:///home/a.pdf' is a file on one computer, which readers cannot open → "
        "put a copy in static/files/ and link to it, such as files/report.pdf",
    "Go to [it](▸D:/site/help.md).":
        "'D:/site/help.md' is a file on one computer, which readers cannot open → "
        "write the path of the page's .md file, relative to this file",
    "Look: ![A line](▸https://e.example/a.png)":
        f"a picture from another site tells that site who reads this page → {BESIDE}",
    "Look: ![A line](▸data:image/png;base64,iVBORw0KGgo=)":
        f"a picture must be a file of this site → {BESIDE}",
}  # fmt: skip
"""Part of a paragraph."""

BLOCKS = {
    "{{ figure id=people }}\n\n▸{{ figure id=people }}":
        "'figure-people' is shown a second time on this page → "
        "remove one of the two, or make them show different things",
    "▸### Deep": "the first heading, 'Deep', starts with ### → start it with '##'",
    "{{ partners kind=▸center }}": "there is no kind 'center' → did you mean 'centre'?",
    '{{ helplines only="line, ▸lane" }}': "there is no helpline 'lane' → did you mean 'line'?",
    "▸{{ leaflets brochure=▸first.md }}":
        "the component 'leaflets' needs content/leaflets → "
        "add it, as content/README.md explains, or remove the component\n"
        "'brochure' of the component 'leaflets' is not a complete web address → "
        "write it in full, such as https://www.example.org/page",
    "▸{{ leaflets brochure=▸https://example.org/?utm_source=x }}":
        "the component 'leaflets' needs content/leaflets → "
        "add it, as content/README.md explains, or remove the component\n"
        "'brochure' of the component 'leaflets' contains 'utm_source', which tracks readers → "
        "remove it from the address",
    **{
        f'▸{{{{ cards pages="{nothing}" }}}}':
            "the component 'cards' needs 'pages' → "
            "write {{ cards pages=... }}: The .md files, relative to this one, separated by spaces."
        for nothing in (" , ", "\u00a0")
    },
    '▸{{ figure id=" " }}': "the component 'figure' needs 'id' → write {{ figure id=... }}: The figure.",
    '▸{{ helplines only=" " }}':
        "'only' of the component 'helplines' is empty → "
        "remove it, or write {{ helplines only=... }}: The helplines to show, in this order; all by default.",
    '{{ cards pages="first.md ▸pictures/line.svg" }}':
        "'pictures/line.svg' is not a page → name only pages, by their .md files",
    '{{ cards pages=" first.md, index.md, ▸frist.md, " }}': "there is no page 'frist.md' → did you mean 'first.md'?",
}  # fmt: skip
"""A block of its own."""

NEEDED = ("fr/data/aid", *sorted(path.name for path in GOLDEN.glob("[!.]*") if len(path.name) > 2))
LINKED = {
    "title: ▸Our **history**": MARKUP,
    "slug: ▸first": f"this page has the same address as {FIRST} → rename the file, or give it another 'slug'",
    f"aliases: [{', '.join(f'▸{address}' for address in NEEDED)}]": "\n".join(
        f"the alias '{address}' is reserved for files of the site itself → {ALIAS}" for address in NEEDED
    ),
    "aliases: [▸fr/Index.html]": f"the alias 'fr/Index.html' is already an address of content/fr/index.md → {ALIAS}",
    "menu: ▸first.md": "the page 'first.md' is not itself in the main menu → name a page that has 'menu: main'",
    **{
        f"menu: ▸{menu}": f"there is no menu or page '{menu}' → {fix}"
        for menu, fix in {
            "mian": "did you mean 'main'?",
            "indx.md": "did you mean 'index.md'?",
            "Topics": "did you mean 'index.md'?",
            "On us":
                "write main, footer, or the path of the .md file of a page in the main menu, relative to this file",
        }.items()
    },
}  # fmt: skip
"""One line of the front matter, checked once all pages are known."""

# The context of a mistake.

LINES = (
    "summary: S.", "label: Second", "order: 2", "# a comment", "menu: main", "review_by: 2027-01-01", "",
    "native_review: 2026-01-01", "publish: 2026-01-01",
)  # fmt: skip
HARMLESS = (
    "Plain text.", "Two lines of\nplain text, with [a link](first.md#why) and {{ day id=eu-day }}.",
    "- one\n- two [help](../help.md)\n    - three", "1. one\n2. two", "| a | b |\n|---|--:|\n| 1 | [c](first.md) |",
    "> A quotation.", '!!! note "Careful"\n    Inside it.', "Term\n:   What it means.",
    "A note[^n].\n\n[^n]: Told *below*.", "```\n# no heading\n## none\n```", "![A line](pictures/line.svg)",
)  # fmt: skip
FRAMES = (
    ("", ""), ("Before it, ", " after it"), ("- one\n- ", "\n- three"), ("> ", ""),
    ("| a | b |\n|---|---|\n| 1 | ", " |"), ('!!! note "Note"\n    Text.\n\n    ', ""), ("Term\n:   ", ""),
)  # fmt: skip
ENCODINGS = (("\n", b""), ("\r\n", b""), ("\r", b""), ("\n", b"\xef\xbb\xbf"), ("\r\n", b"\xef\xbb\xbf"))
"""The line end and the byte order mark of a file."""


RUNS = re.compile(r"subprocess\.Popen|os\.(system|exec|fork|posix_spawn)|socket\.(connect|getaddrinfo|sendto)")
CHANGES = re.compile(r"os\.(rename|remove|mkdir)")


@contextlib.contextmanager
def audited(cache: Path) -> Iterator[list[str]]:
    """Yield a list that collects side effects: programs run, connections, files changed outside the cache.

    The byte code of modules is written where Python keeps it.
    """
    effects, is_over = list[str](), False

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        is_written = event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        path = Path(os.fsdecode(arguments[0])) if is_written or CHANGES.fullmatch(event) else cache
        is_outside = not path.is_relative_to(cache) and "__pycache__" not in path.parts
        if not is_over and (is_outside or RUNS.fullmatch(event)):
            effects.append(f"{event} {arguments}")

    sys.addaudithook(watch)
    yield effects
    is_over = True


def encoded(text: str, number: int) -> bytes:
    """Return a text in one of the encodings."""
    line_end, byte_order_mark = ENCODINGS[number % len(ENCODINGS)]
    return byte_order_mark + text.replace("\n", line_end).encode()


def look_alikes(mistake: str) -> Iterator[str]:
    """Yield blocks of text that contain a mistake where it is none: in code and in comments."""
    text = mistake.replace("▸", "").replace("`", "")
    if "Call" not in text:  # a phone number in code is still a phone number
        yield from (f"```\n{text}\n```", f"~~~ text\n{text}\n\n{text}\n~~~", f"<!--\nhidden\n\n{text}\n-->")
        if "\n" not in text and not text.startswith("#"):
            yield f"Write `{text}` so."


def in_front_matter(mistake: str, _: int) -> str:
    """Return a page whose front matter is the mistake, with a dead link in its text."""
    return f"---\n{mistake}\n---\nGo to [it](▸gone.md).\n"


def among_fields(mistake: str, number: int) -> str:
    """Return a page with a mistake among the lines of its front matter, and a dead link in its text."""
    own = re.findall(r"(?m)^\W*(\w+)", mistake)
    lines = [line for line in (f"title: Page {number}", *LINES) if line.partition(":")[0] not in own]
    lines.insert(number % (len(lines) + 1), mistake)
    return in_front_matter("\n".join(lines), number)


def among_blocks(mistake: str, number: int) -> str:
    """Return a page with a mistake below its look-alikes, within another block if it is part of a paragraph."""
    above, below = (HARMLESS[(number + more) % len(HARMLESS)] for more in (0, 1))
    frame = FRAMES[number % len(FRAMES)] if mistake in WORDS else ("", "")
    return markdown(f"Page {number}", "\n\n".join([above, *look_alikes(mistake), mistake.join(frame), below]))


KINDS = (
    (PAGES, lambda mistake, _: mistake), (FRONTS, in_front_matter), (FIELDS, among_fields),
    (BLOCKS, among_blocks), (WORDS, among_blocks), (LINKED, among_fields),
)  # fmt: skip


@pytest.mark.parametrize("turn", range(3))
def test_mistakes_on_pages_are_reported_at_their_places_in_any_context(turn, sandbox):
    changed, expected = {}, list[str]()
    mistakes = [(mistake, messages, within) for table, within in KINDS for mistake, messages in table.items()]
    for number, (mistake, messages, within) in enumerate(mistakes, 100):
        path, text = f"content/en/topics/{number}.md", within(mistake, number + turn)
        text, problems = parse_markers(path, text, messages + f"\n{GONE}" * text.endswith("(▸gone.md).\n"))
        changed[path] = encoded(text, number + turn)
        expected += problems

    with patched(sandbox, changed), audited(sandbox / ".cache") as effects:
        assert problems_in(sandbox) == expected
    assert effects == []


NGO = "\n  term: non-governmental organisation\n  abbreviation: NGO\n  definition: A body of citizens.\n"
IN_FILES = {
    "site.yaml": {
        ("nl: Klein", "▸ml: Klein"):
            "'ml' is not a language of this site → "
            "add it under 'languages', remove it, or write one of: de, en, fr, nl",
        ("locale: fr_BE", "locale: ▸../x"):
            "the language 'fr' has no known locale → write one, such as locale: fr_BE",
        ("  de: {", "  ▸pt_BR: {name: Português}\n  de: {"):
            "the name of an entry cannot be 'pt_BR' → write a language code, such as nl or pt-BR",
        ("languages:", 'checks: {▸orphan-page: "Why not."}\nlanguages:'):
            "there is no check 'orphan-page' → did you mean 'orphan-pages'?",
        ("languages:", "▸langauges:"): "unknown field 'langauges' → did you mean 'languages'?",
        (None, "▸- name: {en: Tiny}"): "fields are expected here, not a list → write lines of the form 'name: value'",
        ("languages:", "source_language: ▸it\nlanguages:"):
            "the source language 'it' is not among the languages → add it under 'languages'",
        ("url: https://tiny.example/base", "url: ▸https://tiny.example/?x=1"):
            "'url' must be the web address of a site, not 'https://tiny.example/?x=1' → "
            "write it in full, without '?' or '#', such as https://www.example.org/",
        ("https://weather.example/", "▸http://weather.example/"):
            f"the leave-quickly link cannot go to 'http://weather.example/' → {PUBLIC}",
        ("https://weather.example/", "▸https://tiny.example/"):
            f"the leave-quickly link cannot go to 'https://tiny.example/' → {PUBLIC}",
        ("tagline: {en", "tagline: ▸{fr"): "this text is missing in 'en' → add it, such as en: ...",
        ("security@tiny.example", "▸security"):
            "'security.contact' must be an e-mail address or a web address, not 'security' → "
            "write name@organisation.example, or the https:// address of a page",
        ("country: BE", "country: ▸Belgium"):
            "'country' cannot be 'Belgium' → write a country code of two capital letters, such as BE",
        ("  role:", "  email: ▸ask us\n  role:"):
            "'contact.email' must be an e-mail address, not 'ask us' → write it as name@organisation.example",
    },
    "content/sources.yaml": {
        ("https://log.example/", "▸https://name:secret@log.example/"):
            "'sources.log.url' has a user name before the site name, which hides where it goes: "
            "'https://name:secret@log.example/' → write https://log.example/",
        ("https://day.example/", "▸https://line.example/"):
            "'day' has the same address and language as 'line' → remove it, and cite [@line]",
        ("sources:\n", "publishers: {▸Exemple: {fr: Un}}\nsources:\n"):
            "no source has the publisher 'Exemple' → did you mean 'Example'?",
        ("sources:\n", "▸new: {title: A, url: https://new.example/}\nsources:\n"):
            "unknown field 'new' → indent it by two spaces, to make it an entry of 'sources'",
        ("sources:\n", "▸source: {title: A}\nsources:\n"): "unknown field 'source' → did you mean 'sources'?",
        ("title: The day", "title: Torture, ▸rape and law"):
            f"in braces, 'rape and law' is read as a field without a value → {QUOTE}",
        ("title: The day", "▸title:The day"):
            f"in braces, 'title:The day' is read as a field without a value → {NAME_VALUE}",
        ("title: The day", "title: The day▸: law"): f"{AFTER_END} → {QUOTE}, or write a comma before the next field",
    },
    "content/en/data/diagrams.yaml": {
        ("drawing: mark", "drawing: ▸.mark"): "there is no drawing 'static/drawings/.mark.svg' → did you mean 'mark'?",
        (None, "way:\n  kind: path\n  title: The way\n  parts:\n    ▸begin: {name: Begin, text: Here.}"):
            "'way.parts' needs at least 2 entries, but has 1 → add what is missing",
    },
    "content/en/data/figures.yaml": {
        ("    2024: {name", "    2022: {name: ▸2022, values: [1, 2]}\n    2024: {name"):
            "this year is earlier than the one above it, 2023 → move it up, so that the years are in order",
        ("2024: {name: 2024", "2024: {name: ▸2023"):
            "the rows '2023' and '2024' have the same name → give each a name of its own",
        ("unit: percent", "unit: ▸percents"):
            "'people.columns.share.unit' cannot be 'percents' → did you mean 'percent'?",
        ("chart: [all]", "chart: [▸al]"): "the figure 'people' has no column 'al' for its chart → did you mean 'all'?",
        ("chart: [all]", "chart: ▸[all, share]"):
            "this chart would show counts and percentages on one scale → name only columns with the same unit",
        ("chart: [all]", "chart: ▸[all, all, all, all, all]"):
            "'people.chart' has 5 items; the maximum is 4 → shorten it",
        ("chart: [all]", "headline: {row: ▸2024, column: all, text: people}"):
            "the headline of the figure 'people' needs a row with a number, not '2024' → use one of: 2023",
        ("[1234, 12.5]", "[▸1.345, 12.5]"):
            "a count cannot have decimals: 1.345 → "
            "write thousands without a separator, such as 1345; or give the column 'unit: percent'",
        ("[1234, 12.5]", "[1234, ▸-12.5]"):
            "'people.rows.2023.values[2]' must be a number of 0 or more, not '-12.5' → "
            "write digits, at most 15 on each side of a point, such as 12.5, or null if unknown",
        ("values: [1234, 12.5]", "values: ▸[1234, 12.5, 3]"):
            "row '2023' of the figure 'people' has 3 values for 2 columns → "
            "write one value for each column, or null if unknown; commas separate values, so write 1345 and 12.5",
    },
    "content/en/data/days.yaml": {
        ("  day: 18", "▸\u00a0 day: 18"):
            "this line is indented with a tab or an invisible character → replace it with two spaces",
        ("eu-day:\n", "eu-day:\n▸---\n"): "there is a line '---' among the fields → remove it",
        ("month: 10", "month: ▸13"): "'eu-day.month' must be at most 12, not '13' → write 12 or less",
        ("day: 18", "day: ▸0"): "'eu-day.day' must be at least 1, not '0' → write 1 or more",
        ("month: 10\n  day: 18", "month: 2\n  day: ▸30"):
            "the day 'eu-day' does not exist: day 30 of month 2 → check 'day' and 'month'",
        ("eu-day:\n  month: 10\n  day: 18\n  name", "name:\n  month: 10\n  day: 18\n  ▸nmae"):
            "unknown field 'name.nmae' → did you mean 'name'?",
    },
    "content/en/data/timeline.yaml": {
        ("year: 1999\n", "year: ▸99\n"): "'1999-beginning.year' must be at least 1000, not '99' → write 1000 or more",
        ("year: 1999\n  date: 1999", "year: 1998\n  date: ▸1999"):
            "this date is not in the year 1998 → check 'date' and 'year'",
        ("2012-continuation:\n  year: 2012\n", "▸2012-continuation:\n  year: 1990\n"):
            "this event is earlier than the one above it, of 1999-10-17 → move it up, so that the events are in order",
        ("  sources: [log]", "▸sources: [log]"):
            "'sources' is not indented like a field → "
            "indent it by two more spaces, below the name of its entry",
        ("sources: [log]", "sources: [▸lag]"):
            "'1999-beginning.sources[1]' names a source not in content/sources.yaml: 'lag' → "
            f"did you mean 'log'? {NEW_SOURCE}",
    },
    "content/en/data/glossary.yaml": {
        ("term: arrival", "term: ▸ngo"):
            "the term 'ngo' is also a name of 'ngo', so texts cannot link to both → "
            "give one of the two a different term, or leave it out in this language",
        # A mistake in the source language is not reported again for each translation.
        ("ngo:", "▸Ngo:"): f"the name of an entry cannot be 'Ngo' → {SHORT}",
        ("  term: non", "  ▸trem: non"): "unknown field 'ngo.trem' → did you mean 'term'?",
        ("  term: non-governmental organisation\n  abbr", "  ▸abbr"):
            "the field 'ngo.term' is missing → add a line such as 'term: reflection period'",
        (f"ngo:{NGO}", "ngo:▸\n"): f"'ngo' must be a group of fields, not nothing → {GROUP}",
    },
    "content/en/data/partners.yaml": {
        ("  phone: {number: 02 555 02 02, checked: 2026-01-02}", "  phone: ▸02 555 02 02"):
            "'house.phone' must be a group of fields, not '02 555 02 02' → "
            "write them like phone: {number: 02 555 02 02, checked: 2026-11-24}",
        ("position: [4.4, 50.8]", "position: [4.4, ▸50.8°]"):
            "'house.position[2]' must be a number, not '50.8°' → write digits, such as 10 or 12.5",
        ("position: [4.4, 50.8]", "position: ▸[4.4, 508]"):
            "'house.position' must be a longitude and a latitude in degrees → write two numbers, such as [4.35, 50.85]",
        ("position: [4.4, 50.8]", "position: ▸[50.8, 4.4]"):
            "this place is outside the map → write the longitude first, then the latitude, such as [4.35, 50.85]",
        ("number: 02 555 02 02", "number: ▸02 555 02"):
            "'house.phone.number' must be a phone number, not '02 555 02' → "
            "write one complete number, such as 02 555 01 01, +32 2 555 01 01 or 112",
        ("number: 02 555 02 02", "number: ▸0032 (0)2 555 02 02"):
            "'house.phone.number' must be a phone number, not '0032 (0)2 555 02 02' → write +32 2 555 02 02",
    },
    "content/en/data/map.yaml": {
        ("[[2, 51], [6, 51], [6, 49], [2, 49]]", "▸[[2, 51], [3, 51], [4, 51]]"):
            "this outline encloses no area → write at least three points that are not on one line",
    },
    "content/en/data/helplines.yaml": {
        ("number: 02 555 01 01", "number:▸"):
            "'line.number' is empty → write a value on the same line, such as number: 02 555 01 01",
        ("https://line.example/", "▸www.line.example/"):
            "'line.website' is not a complete web address: 'www.line.example/' → write https://www.line.example/",
        (None, "▸helplines:\n  line:\n    name: The line\n    number: 112"):
            "this repeats the name of the file → "
            "remove 'helplines:', and move the lines below it to the left",
        ("  footer: true", "  footer: true\n  ▸other: {name: Other, number: 112}"):
            "unknown field 'line.other' → start it in the same column as 'line', to make it an entry of its own",
    },
    "content/en/data/laws.yaml": {
        ("  quote: {status", "▸quote: {status"):
            "'quote' is not indented like a field → "
            "indent it by two more spaces, below the name of its entry",
        ("source: rules", "source: ▸{title: Rules}"):
            "'rule.quote.source' must be the id of a source → use one in content/sources.yaml, such as annual-report",
    },
    "content/fr/data/helplines.yaml": {
        ("line:", "▸lane:"): "'lane' is not in content/en/data/helplines.yaml → did you mean 'line'?",
        ("name: La ligne", "▸number: 02 555 01 01"):
            "'line.number' is the same in all languages and set in content/en/data/helplines.yaml → remove it here",
        ("name: La ligne", "▸nom: La ligne"):
            "unknown field 'line.nom' → use one of: call, hours, name, purpose, website",
        ("name: La ligne", "name:▸"): "'line.name' is empty → write the text on the same line",
        ("name: La ligne", "name: ▸[La ligne]"): f"'line.name' must be text, not a list → {ONE_TEXT}",
        ("line:\n  name: La ligne", "▸line: La ligne"): f"'line' must be a group of fields, not 'La ligne' → {GROUP}",
        ("name: La ligne", "name: ▸La **vraie** ligne"): MARKUP,
    },
    "content/fr/translated.yaml": {
        (None, text):
            "this line is neither a page nor a section with its digest, or it is a duplicate → "
            "delete the line, then record what is up to date: python build.py translations --record LANGUAGE/PAGE"
        for text in (
            "help:\n▸  next: 1234", "▸help: 12345678", "▸  next: 12345678", "help:\n  a: 12345678\n▸  a: 12345679",
        )
    },
    "content/fr/data/accessibility.yaml": {
        (None, "▸standard: WCAG"):
            "the text that this file translates is not in content/en/data/accessibility.yaml → "
            "add it there first, or remove it here",
    },
    "content/en/words.yaml": {
        ("menu: Menu", "▸menuu: Menu"): "unknown word 'menuu' → did you mean 'menu'?",
        ("menu: Menu", '▸menu: " "'): "the word 'menu' is empty → write it",
    },
    "content/fr/words.yaml": {
        (None, "# none"): "this file has no words → copy the words of another language into it, and translate them",
        ("menu: Menu\n", ""): "the word 'menu' is missing → add a line 'menu: ...' (in en: Menu)",
        ("menu: Menu", "▸menue: M\nmenu: Menu"):
            "unknown word 'menue' → remove it, or add it to content/en/words.yaml",
        ("menu: Menu", "▸menu: Our **menu**"): MARKUP,
        ("menu: Menu", "▸menu:"): "the word 'menu' is empty → write it (in en: Menu)",
        **{
            ("menu: Menu", f"menu: ▸'{braces}'"):
                "'menu' has braces that the site cannot fill in → "
                "use only the words in braces of the source language, such as {number}"
            for braces in ("{title.__class__}", "{n!r}", "}", "\\{title}")
        },
        ("decade: ", "▸decade: Ans {an}  # "):
            "the words in braces differ between 'Ans {an}' and '{year}s' → write the same words in braces in both",
        ("endings: ", "▸endings: -es  # "):
            "'endings' must be letters separated by spaces → write only letters and spaces, such as s es",
        ("quotes: ", "▸quotes:  # "): "the word 'quotes' is empty → write it (in en: “ ” ‘ ’)",
        ("quotes: ", "▸quotes: x  # "):
            "'quotes' must be four quotation marks → separate them with spaces, such as “ ” ‘ ’",
        ("footnote_back: ", "▸footnote_back: Note {} "):
            "'footnote_back' must contain {} once → write {} where the number of the footnote goes",
    },
    "content/en/index.md": {
        ("summary:", "slug: ▸start\nsummary:"): f"this page is always at /en/, whatever its 'slug' → {BY_NATURE}",
    },
    "content/en/404.md": {
        ("---\nGo", "slug: ▸start\n---\nGo"):
            f"this page is always at /en/404.html, whatever its 'slug' → {BY_NATURE}",
        ("---\nGo to [help](help.md).\n", "---\n▸"): f"this page has no text → {KEEP_BACK}",
        ("Go to [help](help.md).\n", "## A [b]\n\n### C\n\n{{ contact }}\n\n▸### D\n\n[b]: help.md\n\n## E\n\nF.\n"):
            f"this section has no text → {KEEP_BACK}; or remove it",
    },
    "templates/section.html": {
        (None, "▸{# Open"):
            f"the template cannot be read: Missing end of comment tag (on /de/topics/ and 3 more pages) → {CORRECT}",
        (None, "▸{% if %}"):
            "the template cannot be read: Expected an expression, got 'end of statement block' "
            f"(on /de/topics/ and 3 more pages) → {CORRECT}",
        **{
            ('<h2 id="in-this-section">{{ words.in_this_section', f"▸{broken}"):
                f"the template does not work: {why} (on /de/topics/ and 3 more pages) → {CORRECT}"
            for broken, why in {
                "{{ colour": "'colour' is undefined",
                "{{ settings.name": "a 'dict' is shown where text is expected",
                "{{ body": "a 'method' is shown where text is expected",
                "{{ page.borrowed": "a 'bool' is shown where text is expected",
                "{{ page.front.reviewed": "a 'NoneType' is shown where text is expected",
                "{{ words.in_section": "there is no word 'in_section' in words.yaml",
                '{{ asset("static/gone.pdf")': "there is no file 'static/gone.pdf'",
                '{% include "../site.yaml" %}': "there is no template '../site.yaml'",
            }.items()
        },
        ("{% block after %}", '{% block after %}<meta http-equiv="refresh" content="5; url=https://e.example/">'):
            "a <meta> redirects the reader to another page (on /en/topics/ and 3 more pages) → "
            "remove it; list an old address in the 'aliases' of its page",
    },
    "templates/home.html": {
        ("{{ body() }}", ""):
            "the template does not show the text of the page (on /de/ and 3 more pages) → "
            "add {{ body() }} where the text belongs",
    },
    "static/styles/all.css": {
        (None, "a { b: 'c }\n▸}\nd { e: '' }\n"):
            "this '}' has no matching '{' → remove it, or add the missing '{' above",
        (None, ".a\\{ { b: c }▸}\n"): "this '}' has no matching '{' → remove it, or add the missing '{' above",
        (None, "a { b: c }\n@media print ▸{ a { color: red }\n"): "this '{' is never closed → close it",
        (None, "a { b: '}/*' }\n▸/* }"): "this '/*' is never closed → close it",
        **{
            (None, f"/* url(x) {{ */ a {{ clip-path: url(#b) }}\n{rule}"):
                f"this '{found}' has no effect, because pages load nothing that a style names → "
                "remove it; pages use the fonts of the reader's device, and drawings from static/drawings/"
            for rule, found in {"▸@import 'a.css';": "@import", "a { b: ▸url(c.woff2) }": "url("}.items()
        },
    },
    "templates/components/phone.html": {
        ("{#-\nabout:", "\n\n{#-\n▸abuot: x\nabout:"): "unknown field 'abuot' → did you mean 'about'?",
        (None, "▸<p></p>"):
            "this component does not start with a comment that describes it → "
            "start with '{#-', 'about: ...', 'place: block' and '-#}', each on its own line",
    },
}  # fmt: skip
"""The text to replace in a file (None for all of it), and the new text."""

UNREAD = {
    "content/en/data/accessibilty.yml": "this file is not used → rename it to 'accessibility.yaml'",
    "content/en/data/extra.yaml": "this file is not used → move it out of content/",
    "content/en/data/helpline.yaml":
        "this file is not used → move it out of content/; 'helplines.yaml' already exists",
}  # fmt: skip
"""Files of data with a wrong name."""
UNREADABLE = (
    "this file is not used → "
    "put a file for readers in static/files/, a drawing in static/pictures/, and any other file outside content/; "
    "end the name of a page in '.md', and give data a known name, such as words.yaml"
)
PAGE_NAME = f"rename it; {SHORT}"
FILE_NAME = "rename it with at most 100 letters from a to z, digits, hyphens and dots, such as annual-report.pdf"
OF_WINDOWS = "which Windows reserves → rename it"
ODD = (
    "My page", "README", "étude", unicodedata.normalize("NFD", "étude"), "Help", "dot.", "-", "caf\udce9",
    "a\\..\\evil", "%2e%2e%2fevil", "{{7*7}}", "<img src=x onerror=alert(1)>",
)  # fmt: skip
MISNAMED = ("en/third.md ", "en/third.yaml", "fr/words.yml", "sources (1).yaml", "leaflets/en.yml", "en/line.svg")
ODD_FILES = ("My map.svg", "é.svg", "ſ.svg", "dot.", "(1).svg", "a'b.svg", "caf\udce9.svg", f"{'x' * 97}.svg")
MISPLACED = {
    **{f"content/en/{name}.md": f"the name of a page cannot be '{name}' → {PAGE_NAME}" for name in ODD},
    f"content/en/{'x' * 252}.md": f"the name of a page cannot be '{'x' * 60}…' → {PAGE_NAME}",
    "content/en/My folder/index.md": f"the name of a page cannot be 'My folder' → {PAGE_NAME}",
    "content/en/con.md": f"the name of a page cannot be 'con', {OF_WINDOWS}; choose another name, such as con-page",
    "content/en/more.MD": "the name of a page cannot end in '.MD' → rename it to end in '.md'",
    **{f"static/{name}": f"the name of a file cannot be '{name}' → {FILE_NAME}" for name in ODD_FILES},
    **{f"static/{name}": f"the name of a file cannot be '{name}', {OF_WINDOWS}" for name in ("con.svg", "AUX")},
    **{f"content/{path}": UNREADABLE for path in MISNAMED},
    "content/en/data/index.md": "data/ cannot contain pages → rename the folder",
    "content/en/fr/x.md": "the name of a page cannot be 'fr', which is a language → give it another name",
    "content/en/gone/deep/index.md":
        "there is no content/en/gone/index.md, which introduces this section → "
        "create that page: python build.py new page gone/index",
    "content/fr/alone.md":
        "this is a translation of content/en/alone.md, which does not exist → "
        "rename it to match the page that it translates ('slug' can set another address), remove it, or write that "
        "page first: python build.py new page alone",
    **{
        f"content/{path}": f"'{first}' is not a language of this site → move the file into content/en/"
        for path, first in {"xx/a.md": "xx", "other.md": "other.md"}.items()
    },
    "content/uk/help.md": "'uk' is not a language of this site → add the language to site.yaml, or remove content/uk/",
}  # fmt: skip
"""Files with a name or a folder that is not allowed."""

CODES = ("en", "fr", "nl", "de")
NEW = markdown()
DRAFT = ("summary:", "draft: true\nsummary:")
IN_SEVERAL = {
    "braces in the source language that differ from all translations":
        ([("content/en/words.yaml", "shown in {language}", "shown in {langage}")],
         "content/en/words.yaml:18:1: the words in braces differ between 'This page is not translated yet. It is "
         "shown in {langage}.' and 'Cette page n’est pas encore traduite. La voici en {language}.' → "
         "write the same words in braces in both"),
    "phone number without a country":
        ([("site.yaml", "country: BE\n", ""), ("content/en/data/partners.yaml", "number: 02", "number: +32 2")],
         "content/en/data/helplines.yaml:3:11: 'line.number' must be a phone number, not '02 555 01 01' → "
         "write one complete number, such as 02 555 01 01, +32 2 555 01 01 or 112; for a number without '+', set "
         "'country' in site.yaml"),
    "component that cannot be shown and data that cannot be read, with links to them":
        ([(SECOND, "Nothing", "[One](../help.md#house), [two](first.md#ngo), nothing"),
          ("content/en/help.md", "{{ partners kind", "{{ partnets kind"),
          ("templates/components/partners.html", "place:", "palce:"),
          ("content/en/data/glossary.yaml", "abbreviation: NGO", "abbreviaton: NGO")],
         "content/en/data/glossary.yaml:3:3: unknown field 'ngo.abbreviaton' → did you mean 'abbreviation'?\n"
         "content/en/help.md:16:1: there is no component 'partnets' → did you mean 'partners'?\n"
         "templates/components/partners.html:3:1: unknown field 'palce' → did you mean 'place'?"),
    "required settings, and several settings of one kind":
        ([("site.yaml", "tagline:", "tagine:"), ("site.yaml", "locale: fr_BE", "locale: x"),
          ("site.yaml", "  de: {", "  d_e: {"), ("site.yaml", "exit: https", "exit: http"),
          (SECOND, "Nothing", "[It](gone.md)")],
         f"{SECOND}:6:6: {GONE}\n"
         "site.yaml:2:1: unknown field 'tagine' → did you mean 'tagline'?\n"
         "site.yaml:9:3: the name of an entry cannot be 'd_e' → write a language code, such as nl or pt-BR\n"
         f"site.yaml:10:7: the leave-quickly link cannot go to 'http://weather.example/' → {PUBLIC}"),
    "fields of a page, and its text":
        ([(SECOND, "title:", "titel:"), (SECOND, "Nothing", f"Call 02 555 01 01, TODO. {'And ' * 60}nothing")],
         f"{SECOND}:2:1: unknown field 'titel' → did you mean 'title'?\n"
         f"{SECOND}:6:6: the phone number '02 555 01 01' is typed by hand → write {{{{ phone id=line }}}}\n"
         f"{SECOND}:6:20: 'TODO' marks a text that is not written yet → {KEEP_BACK}\n"
         f"{SECOND}:6:26: the sentences have 24.3 words on average; the budget is 18 → "
         "split this one and other long ones, or raise 'budgets' in site.yaml"),
    "file of data that cannot be read in one language":
        ([("content/fr/data/helplines.yaml", "name: ", "name:"),
          ("content/en/data/helplines.yaml", "day and night", "TODO"),
          ("content/en/data/helplines.yaml", "footer: true", "footer: yes")],
         "content/en/data/helplines.yaml:7:11: 'line.footer' must be true or false, not 'yes' → write true or false\n"
         "content/fr/data/helplines.yaml:1:1: 'line' must be a group of fields, not 'name:La ligne' → "
         f"{GROUP}"),
    "field of an entry that is not indented, in the data and in a translation":
        ([("content/en/data/helplines.yaml", "  footer:", "footer:"),
          ("content/fr/data/helplines.yaml", "La ligne", "La ligne\npurpose: Pour tous.")],
         "content/en/data/helplines.yaml:7:1: 'footer' is not indented like a field → "
         "indent it by two more spaces, below the name of its entry\n"
         "content/fr/data/helplines.yaml:3:1: 'purpose' is not indented like a field → "
         "indent it by two more spaces, below the name of its entry"),
    "source with an invalid id that is cited, and misspelt ids elsewhere":
        ([("content/sources.yaml", "  log: {title", "  Log: {titel"), (SECOND, "Nothing", "Nothing [@liste] [@lst]"),
          ("content/en/data/days.yaml", "[day]", "[dat]")],
         "content/en/data/days.yaml:5:13: 'eu-day.sources[1]' names a source not in content/sources.yaml: 'dat' → "
         f"did you mean 'day'? {NEW_SOURCE}\n"
         f"{SECOND}:6:18: there is no source 'lst' in content/sources.yaml → did you mean 'liste'? {NEW_SOURCE}\n"
         f"content/sources.yaml:5:3: the name of an entry cannot be 'Log' → {SHORT}\n"
         "content/sources.yaml:5:9: unknown field 'sources.Log.titel' → did you mean 'title'?"),
    "unknown field in a translation of data, and an unknown entry":
        ([("content/fr/data/helplines.yaml", "name:", "nom:"), (SECOND, "Nothing", "Or {{ phone id=lane }}. Nothing")],
         f"{SECOND}:6:16: there is no helpline 'lane' → did you mean 'line'?\n"
         "content/fr/data/helplines.yaml:2:3: unknown field 'line.nom' → "
         "use one of: call, hours, name, purpose, website"),
    "word that is missing in every language":
        ([(f"content/{code}/words.yaml", "\ncolon:", "\n# colon:") for code in CODES],
         "content/de/words.yaml:1:1: the word 'colon' is missing → add a line 'colon: ...'\n"
         "    also at content/en/words.yaml:1:1, content/fr/words.yaml:1:1, content/nl/words.yaml:1:1"),
    "section that is a draft":
        ([("content/en/later/index.md", None, NEW.replace(*DRAFT)), ("content/en/later/page.md", None, NEW),
          ("content/en/later/deep/index.md", None, NEW.replace("T", "Another", 1))],
         "content/en/later/deep/index.md:1:1: content/en/later/index.md, which introduces this section, is not "
         "published → publish that page, or give the pages below it the same 'draft', 'publish' or 'expire'\n"
         "    also at content/en/later/page.md:1:1"),
    "page in a misspelt folder":
        ([("content/en/topcs/new.md", None, NEW)],
         "content/en/topcs/new.md:1:1: there is no content/en/topcs/index.md, which introduces this section → "
         "did you mean 'topics'? (or create that page: python build.py new page topcs/index)"),
    "section in a folder without a page":
        ([("content/en/years/2024/index.md", None, NEW)],
         "content/en/years/2024/index.md:1:1: there is no content/en/years/index.md, which introduces this section → "
         "create that page: python build.py new page years/index"),
    "home page that is a draft":
        ([("content/en/index.md", *DRAFT), ("content/fr/index.md", *DRAFT)],
         "content/en/index.md:1:1: content/en/index.md, which introduces the site, is not published → "
         "publish that page, or give the pages below it the same 'draft', 'publish' or 'expire'"),
    "page that is not published":
        ([(FIRST, "order: 1", "order: 1\npublish: 2027-01-01")],
         "content/en/index.md:6:55: the page 'topics/first.md' is not published, so the link would lead nowhere → "
         "remove the link, or publish the page\n    also at content/fr/index.md:6:30\n"
         f"{SECOND}:6:37: the page 'first.md' is not published, so the link would lead nowhere → "
         "remove the link, or publish the page"),
    "page that is not UTF-8, after a byte order mark":
        ([(SECOND, None, b"\xef\xbb\xbf---\rtitle: caf\xe9\r---\r")],
         f"{SECOND}:2:11: this file is not saved as UTF-8 → save it again with the encoding UTF-8"),
    "files whose names differ only in capitals":
        ([("static/Pictures/line.svg", None, '<svg xmlns="http://www.w3.org/2000/svg"/>')],
         "static/pictures/line.svg:1:1: many computers confuse this file with static/Pictures/line.svg; only "
         "capitals or the form of accents differ → rename one of the two"),
    "page with a capital in its name, a translation, and a link to it":
        ([(SECOND, "Nothing", "[It](third.md), nothing"),
          ("content/en/topics/Third.MD", None, f"---\n{GOOD}\n---\nWords."),
          ("content/fr/topics/third.md", None, f"---\n{GOOD}\n---\nMots.")],
         f"content/en/topics/Third.MD:1:1: the name of a page cannot be 'Third' → {PAGE_NAME}\n"
         "content/en/topics/Third.MD:1:1: the name of a page cannot end in '.MD' → rename it to end in '.md'"),
    "drawing that is not UTF-8":
        ([("static/drawings/mark.svg", None, b"<svg>\xe9</svg>")],
         "static/drawings/mark.svg:1:6: this file is not saved as UTF-8 → save it again with the encoding UTF-8"),
    "place on the map without a name":
        ([("content/en/data/partners.yaml", "  city: Brussels\n", ""), ("content/fr/data/partners.yaml", None, "")],
         "content/en/data/partners.yaml:9:13: the map has no name for this place → "
         "add the field 'city', such as city: Brussels"),
    "field without a value, translated":
        ([("content/en/data/helplines.yaml", "hours: day and night", "hours: null"),
          ("content/fr/data/helplines.yaml", "name: La ligne", "name: La ligne\n  hours: jour et nuit")],
         "content/fr/data/helplines.yaml:3:3: 'line.hours' is not in content/en/data/helplines.yaml → "
         "add it there first, or remove it here"),
    "quote of a law that is in one language only, and cannot be read":
        ([("content/en/data/laws.yaml", "  quote: {status: authentic, text: All are equal., source: rules}\n", ""),
          ("content/de/data/laws.yaml", "quote: {", "quote:{")],
         f"content/de/data/laws.yaml:2:9: there is no space after the colon → {NAME_VALUE}"),
    "field for all languages in a translation, and other mistakes there":
        ([("content/fr/help.md", "slug:", "order: 3\nsumary: S.\nslug:"),
          ("content/fr/help.md", "Appelez", "<b>Appelez")],
         "content/fr/help.md:4:1: 'order' is the same in all languages and set in content/en/help.md → remove it here\n"
         "content/fr/help.md:5:1: unknown field 'sumary' → did you mean 'summary'?\n"
         "content/fr/help.md:8:1: '<b>' is HTML, which is not allowed → "
         "write **words**; to show it as text, write \\<"),
    "project without templates":
        ([("templates", None, None)],
         "templates:1:1: this folder is missing, or has no templates → "
         "restore it; every page is made with these templates"),
    "template without what every page needs":
        ([("templates/section.html", None, "<title>T</title><h1>T</h1>{{ body() }}")],
         "templates/skeleton.html:1:1: the page has no Content-Security-Policy (on /en/topics/ and 3 more "
         'pages) → add it to the <head>: <meta http-equiv="Content-Security-Policy" content="{{ policy }}">'),
}  # fmt: skip
"""Edits: a file, the text to replace (None for all of it), the new text (None to delete the file); and the report."""


@pytest.mark.parametrize(
    ("path", "edit", "messages"), [(path, *each) for path in IN_FILES for each in IN_FILES[path].items()]
)
def test_a_mistake_in_a_file_is_reported_at_its_place(path, edit, messages, tiny, run):
    """None hides a mistake in the text of a page, except mistakes in settings that all pages depend on."""
    old, new = edit
    text = "# a comment: with a colon\n" * path.endswith(".yaml")
    text += (tiny / path).read_text("utf-8").replace(old, new, 1) if old else new
    text, expected = parse_markers(path, text if "▸" in text else f"▸{text}", messages)
    write(tiny, path, encoded(text, len(new)))
    if not re.search("source language|'country'|'languages'|a list →", messages):
        mistake, message = next(iter(WORDS.items()))
        text, more = parse_markers(SECOND, f"{(tiny / SECOND).read_text('utf-8')}\n{mistake}\n", message)
        write(tiny, SECOND, text)
        expected = [*more, *expected] if path > SECOND else [*expected, *more]

    code, _, stderr = run(tiny)

    assert (code, reported(stderr)) == (1, "\n".join(expected))


@pytest.mark.parametrize("name", IN_SEVERAL)
def test_mistakes_in_several_files_are_reported_once(name, tiny, run):
    edits, expected = IN_SEVERAL[name]
    for path, old, new in edits:
        if new is None:
            shutil.rmtree(tiny / path)
        elif old is None:
            write(tiny, path, new)
        else:
            change(tiny, path, old, new)

    code, _, stderr = run(tiny)

    assert (code, reported(stderr)) == (1, expected)


@pytest.mark.parametrize("files", [UNREAD, MISPLACED], ids=["unread", "misplaced"])
def test_files_with_wrong_names_are_all_reported_in_file_order(files, tiny):
    for path in files:
        write(tiny, path, '<svg xmlns="http://www.w3.org/2000/svg"/>' if path.endswith(".svg") else NEW)

    assert problems_in(tiny) == [f"{path}:1:1: {message}" for path, message in sorted(files.items())]


def test_a_component_without_its_data_is_reported_where_it_is_used(tiny):
    needed = {name: f"content/en/data/{name}.yaml" for name in ("accessibility", "glossary", "map", "timeline")}
    for name in needed:
        for file in tiny.glob(f"content/*/data/{name}.yaml"):
            file.unlink()
    needed["contact"] = "'contact' in site.yaml"
    settings = (tiny / "site.yaml").read_text("utf-8")
    write(tiny, "site.yaml", re.sub(r"(?m)^contact:\n(?: .*\n)+", "", settings))
    placed = [f"{{{{ {name}{' show=status' * (name == 'accessibility')} }}}}" for name in needed]
    write(tiny, "content/en/all.md", markdown("All", "\n\n".join(placed)))

    assert [problem for problem in problems_in(tiny) if problem.startswith("content/en/all.md")] == [
        f"content/en/all.md:{line}:1: the component '{name}' needs {needs} → "
        "add it, as content/README.md explains, or remove the component"
        for line, (name, needs) in zip(range(5, 99, 2), needed.items(), strict=False)
    ]


def test_text_that_yaml_would_read_as_another_type_stays_text(tiny, run):
    write(tiny, SECOND, "---\ntitle: no\nlabel: 12:30\nsummary: 'null'\n---\nText.\n")

    assert run(tiny)[0] == 0
    page = (tiny / "public/en/topics/second/index.html").read_text("utf-8")
    assert "<h1>no</h1>" in page
    assert '<li aria-current="page">12:30</li>' in page
    assert '<p class="summary">null</p>' in page
