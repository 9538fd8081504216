"""What is left of a page where a browser, or another program, shows its text alone."""

from readability import Document
from selectolax.lexbor import LexborHTMLParser

import build
from generator.render.outputs import Finished


def test_a_reader_view_keeps_every_number_to_call_of_a_text(made: build.Made) -> None:
    found, lost = 0, {}
    for path, output in made.outputs.items():
        if isinstance(output, Finished) and output.page:
            html = output.data.decode()
            numbers = {link.text() for link in LexborHTMLParser(html).css(".prose a[href^='tel:']")}
            left = LexborHTMLParser(Document(html).summary()).text() if numbers else ""
            found += len(numbers)
            lost |= {path: missing} if (missing := {number for number in numbers if number not in left}) else {}

    assert found
    assert lost == {}
