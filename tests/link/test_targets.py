"""The targets of references, and the problems of broken ones."""

import html
import re
from pathlib import Path

from PIL import Image

from tests.conftest import SECOND, build_page, change, markdown, problems_in, write


def problems_with(tiny: Path, text: str, fields: str = "") -> list[str]:
    """Return the problems if a page of the tiny site has this text or these fields."""
    above = (tiny / SECOND).read_text("utf-8").split("---\n")[1]
    write(tiny, SECOND, f"---\n{above}{fields}---\n{text}\n")
    return problems_in(tiny)


VALID = (
    "mailto:us@example.org", "mailto:us@example.org,me@example.org?subject=Help", "HTTPS://EXAMPLE.ORG/@name",
    "https://8.8.8.8/", "first.md#why", "first.md#ngo", "first.md#figure-people", "third.md#caf%C3%A9",
    "pictures/line.svg", "#e\u0301te\u0301", "#\u00e9t\u00e9", "#%C3%A9t%C3%A9", "#a\u0302ge",
)  # fmt: skip
BELOW = "![A](pictures/UP.SVG)\n\n{{ one }}\n\n## E\u0301te\u0301\n\nWords.\n\n## Old {#\u00e2ge}\n\nWords."


def test_valid_references_raise_no_problem(tiny):
    """An accent may be typed in either form, a drawing end in capitals, and an alias look like a file of the site.

    A component may be used without its figure.
    """
    declaration = "about: It.\nplace: block\nshows: figure\nparameters:\n  id: {type: figure, about: It.}"
    write(tiny, "templates/components/one.html", f"{{#-\n{declaration}\n-#}}\n")
    write(tiny, "content/en/topics/third.md", markdown("Third", "## Caf\u00e9\n\nWords."))
    for folder in ("drawings", "pictures"):
        write(tiny, f"static/{folder}/UP.SVG", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    links = " ".join(f"See [it {number}]({address})." for number, address in enumerate(VALID))

    assert problems_with(tiny, f"{links} {BELOW}", "drawing: UP\naliases: [old/data/report, en/old-index.html]\n") == []


MISSPELT = {
    "door.jpg": "did you mean 'Door.png'?",
    "../help.md": "to put a link after an exclamation mark, write \\!",
    "beside.jpg": "did you mean '../beside.png'?",
    "pictures\\line.svg": "did you mean 'pictures/line.svg'?",
    "Line.svg": "did you mean 'pictures/line.svg'?",
    "../../../pictures/line.svg": "did you mean 'pictures/line.svg'?",
    "none.svg": "put it in static/pictures/, or beside the page if it is a photograph",
}
"""The path of a picture that does not exist, and the fix."""


def test_the_nearest_picture_is_suggested(tiny):
    for path in ("content/en/topics/Door.png", "content/en/beside.png"):
        Image.new("RGB", (8, 8)).save(tiny / path)

    found = problems_with(tiny, "\n".join(f"![A]({picture})" for picture in MISSPELT))

    assert [problem.partition(": ")[2] for problem in found] == [
        f"there is no picture '{picture}' → {fix}" for picture, fix in MISSPELT.items()
    ]


def test_a_page_is_suggested_for_its_address(tiny):
    links = ("obtenir-de-l-aide.md", "/fr/obtenir-de-l-aide/", "../fr/obtenir-de-l-aide")
    change(tiny, "content/fr/index.md", "Bienvenue", " ".join(f"[Bienvenue]({link})" for link in links))

    assert [problem.partition(" → ")[2] for problem in problems_in(tiny)] == ["did you mean 'help.md'?"] * len(links)


def test_a_link_to_a_file_keeps_its_fragment(tiny):
    report = "files/report.pdf"
    addresses = (f"{report}#page=3", f"{report}#search=a%20b", f"{report}#page=3&zoom=100", "line.svg#a")
    write(tiny, f"static/{report}", "%PDF-1.7\n")
    change(tiny, SECOND, "Nothing", " ".join(f"[Report]({address})" for address in addresses))

    links = re.findall(r'href="([^"]*)">Report', build_page(tiny, "en/topics/second"))

    assert [html.unescape(link).partition("#")[2] for link in links] == [
        address.partition("#")[2] for address in addresses
    ]


def test_problems_at_the_same_place_are_reported_together_and_once(tiny):
    first, second, third = problems_with(tiny, "See [it [@none]](https://example.org/).\n\n| a |\n|---|\n{{ contact }}")

    assert ": there is a citation inside" in first
    assert ": there is no source 'none'" in second
    assert ": this line is directly below a table" in third


def test_an_id_missing_in_a_translation_is_reported_only_there(tiny):
    change(tiny, "content/fr/help.md", " {#who-answers}", "")
    for path, words in (("en/index.md", "NGO"), ("fr/index.md", "Bienvenue"), ("en/topics/second.md", "Nothing")):
        way = "../help.md" if "topics" in path else "help.md"
        change(tiny, f"content/{path}", words, f"[{words}]({way}#who-answers)")

    (found,) = problems_in(tiny)

    assert "the heading is ## {#qui-répond} here, but ## {#who-answers} in" in found
