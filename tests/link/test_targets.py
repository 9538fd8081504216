"""What a reference leads to, and what is told of one that leads nowhere."""

import html
import re
from pathlib import Path

from PIL import Image

from tests.conftest import SECOND, build_page, change, markdown, problems_in, write


def told(tiny: Path, text: str, fields: str = "") -> list[str]:
    """Return what is told when a page of the tiny site has this text or these fields."""
    above = (tiny / SECOND).read_text("utf-8").split("---\n")[1]
    write(tiny, SECOND, f"---\n{above}{fields}---\n{text}\n")
    return problems_in(tiny)


RIGHT = (
    "mailto:us@example.org", "mailto:us@example.org,me@example.org?subject=Help", "HTTPS://EXAMPLE.ORG/@name",
    "https://8.8.8.8/", "first.md#why", "first.md#ngo", "first.md#figure-people", "third.md#caf%C3%A9",
    "pictures/line.svg", "#e\u0301te\u0301", "#\u00e9t\u00e9", "#%C3%A9t%C3%A9", "#a\u0302ge",
)  # fmt: skip
BELOW = "![A](pictures/UP.SVG)\n\n{{ one }}\n\n## E\u0301te\u0301\n\nWords.\n\n## Old {#\u00e2ge}\n\nWords."


def test_what_every_reader_can_open_is_not_told(tiny):
    """However an accent is typed; a drawing may end in capitals, and an old address look like one of the site.

    A component may leave its figure out.
    """
    takes = "about: It.\nplace: block\nshows: figure\nparameters:\n  id: {type: figure, about: It.}"
    write(tiny, "templates/components/one.html", f"{{#-\n{takes}\n-#}}\n")
    write(tiny, "content/en/topics/third.md", markdown("Third", "## Caf\u00e9\n\nWords."))
    for folder in ("drawings", "pictures"):
        write(tiny, f"static/{folder}/UP.SVG", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    links = " ".join(f"See [it {number}]({address})." for number, address in enumerate(RIGHT))

    assert told(tiny, f"{links} {BELOW}", "drawing: UP\naliases: [old/data/report, en/old-index.html]\n") == []


MEANT = {
    "door.jpg": "did you mean 'Door.png'?",
    "../help.md": "to put a link after an exclamation mark, write \\!",
    "beside.jpg": "did you mean '../beside.png'?",
    "pictures\\line.svg": "did you mean 'pictures/line.svg'?",
    "Line.svg": "did you mean 'pictures/line.svg'?",
    "../../../pictures/line.svg": "did you mean 'pictures/line.svg'?",
    "none.svg": "put a photograph beside the page or in static/pictures/, a drawing in static/pictures/",
}
"""How a picture is written that is not there, and what is told of it."""


def test_the_picture_is_named_that_is_meant(tiny):
    for path in ("content/en/topics/Door.png", "content/en/beside.png"):
        Image.new("RGB", (8, 8)).save(tiny / path)

    found = told(tiny, "\n".join(f"![A]({picture})" for picture in MEANT))

    assert [problem.partition(": ")[2] for problem in found] == [
        f"there is no picture '{picture}' → {fix}" for picture, fix in MEANT.items()
    ]


def test_the_page_is_named_whose_address_is_written(tiny):
    links = ("obtenir-de-l-aide.md", "/fr/obtenir-de-l-aide/", "../fr/obtenir-de-l-aide")
    change(tiny, "content/fr/index.md", "Bienvenue", " ".join(f"[Bienvenue]({link})" for link in links))

    assert [problem.partition(" → ")[2] for problem in problems_in(tiny)] == ["did you mean 'help.md'?"] * len(links)


def test_a_link_leads_to_a_place_in_a_file(tiny):
    report = "files/report.pdf"
    places = (f"{report}#page=3", f"{report}#search=a%20b", f"{report}#page=3&zoom=100", "line.svg#a")
    write(tiny, f"static/{report}", "%PDF-1.7\n")
    change(tiny, SECOND, "Nothing", " ".join(f"[Report]({place})" for place in places))

    links = re.findall(r'href="([^"]*)">Report', build_page(tiny, "en/topics/second"))

    assert [html.unescape(link).partition("#")[2] for link in links] == [place.partition("#")[2] for place in places]


def test_what_is_wrong_at_one_place_is_told_at_once_and_once(tiny):
    first, second, third = told(tiny, "See [it [@none]](https://example.org/).\n\n| a |\n|---|\n{{ contact }}")

    assert (": there is a citation inside" in first, ": there is no source 'none'" in second) == (True, True)
    assert ": this line is directly below a table" in third


def test_a_place_that_a_translation_lacks_is_told_there_alone(tiny):
    change(tiny, "content/fr/help.md", " {#who-answers}", "")
    for path, words in (("en/index.md", "NGO"), ("fr/index.md", "Bienvenue"), ("en/topics/second.md", "Nothing")):
        way = "../help.md" if "topics" in path else "help.md"
        change(tiny, f"content/{path}", words, f"[{words}]({way}#who-answers)")

    (found,) = problems_in(tiny)

    assert "the heading is ## {#qui-répond} here, but ## {#who-answers} in" in found
