"""What is left of a page where a browser, or another program, shows its text alone."""

from readability import Document
from selectolax.lexbor import LexborHTMLParser

from generator.render.outputs import Finished

INLINE = frozenset(("a", "abbr", "b", "cite", "em", "i", "small", "span", "strong", "time"))
"""The elements that stand beside each other in a line where no style says otherwise; a drawing has words of its own."""


def test_a_reader_view_keeps_every_number_to_call_of_a_text(real_build):
    found, lost = 0, {}
    for path, output in real_build.outputs.items():
        if isinstance(output, Finished) and output.page:
            html = output.data.decode()
            numbers = {link.text() for link in LexborHTMLParser(html).css(".prose a[href^='tel:']")}
            left = LexborHTMLParser(Document(html).summary()).text() if numbers else ""
            found += len(numbers)
            lost |= {path: missing} if (missing := {number for number in numbers if number not in left}) else {}

    assert found
    assert lost == {}


def test_words_of_elements_side_by_side_stand_apart_without_styles_too(real_build):
    joined = set()
    for path, output in real_build.outputs.items():
        for one in LexborHTMLParser(output.data).css(",".join(INLINE)) if isinstance(output, Finished) else ():
            beside = one.next
            if beside and beside.tag in INLINE and one.text()[-1:].isalnum() and beside.text()[:1].isalnum():
                joined.add((path, f"{one.text()}|{beside.text()}"))

    assert joined == set()
