"""A page in the reader view of a browser, or in any program that shows only its text."""

from readability import Document
from selectolax.lexbor import LexborHTMLParser

from generator.render.outputs import Finished

INLINE = frozenset(("a", "abbr", "b", "cite", "em", "i", "small", "span", "strong", "time"))
"""Elements that browsers show inline without styles; drawings are not among them, as their text is separate."""


def test_a_reader_view_keeps_every_phone_number_of_a_text(real_build):
    """Browsers do not offer it for short texts."""
    found, lost = 0, {}
    for path, output in real_build.outputs.items():
        if isinstance(output, Finished) and output.page:
            html = output.data.decode()
            prose = LexborHTMLParser(html).css_first(".prose")
            numbers = {link.text() for link in prose.css("a[href^='tel:']")} if len(prose.text()) > 500 else ()
            text = LexborHTMLParser(Document(html).summary()).text() if numbers else ""
            found += len(numbers)
            lost |= {path: missing} if (missing := {number for number in numbers if number not in text}) else {}

    assert found
    assert lost == {}


def test_adjacent_elements_do_not_run_their_words_together_without_styles(real_build):
    joined = set()
    for path, output in real_build.outputs.items():
        for node in LexborHTMLParser(output.data).css(",".join(INLINE)) if isinstance(output, Finished) else ():
            after = node.next
            if after and after.tag in INLINE and node.text()[-1:].isalnum() and after.text()[:1].isalnum():
                joined.add((path, f"{node.text()}|{after.text()}"))

    assert joined == set()
