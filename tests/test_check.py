"""One finished page in, its problems out."""

import pytest

from generator.check import Finished, nothing_foreign_runs, sentences_are_short

OURS = {"known()", "p{}"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<script>known()</script><style>p{}</style>", []),
        ("<script>other()</script>", ["a <script> that is not from static/ stands in the page"]),
        ('<script src="x.js">known()</script>', ["a <script> that is not from static/ stands in the page"]),
        ("<style>b{}</style>", ["a <style> that is not from static/ stands in the page"]),
        ("<form><input></form>", ["a <form> stands in the page", "a <input> stands in the page"]),
        ('<b onclick="x">b</b>', ["the attribute 'onclick' stands in a <b>"]),
        ('<b style="x">b</b>', ["the attribute 'style' stands in a <b>"]),
        ('<a href=" JavaScript:x">a</a>', ["the address ' JavaScript:x' could run a script"]),
        ('<a href="https://example.org/">a</a>', []),
    ],
)
def test_only_what_is_ours_may_run(body: str, expected: list[str]) -> None:
    file = Finished("en/index.html", f"<!doctype html><body>{body}</body>".encode(), "content/en/index.md")

    assert [problem.message for problem in nothing_foreign_runs(file, OURS)] == expected


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Four words stand here. And now there are six.</p>", (4, 5)),
        ("<p>No: nothing to see.</p>", (3,)),
        ("<ul><li><p>One item is here.</p></li></ul>", (4,)),
        ("<blockquote><p>Law does not count here.</p></blockquote><table><tr><td><p>Nor does a table.</p></td></tr></table>", ()),
        ("<p>Appelez le 112 ! Vous n’êtes pas seul.</p>", (3, 4)),
    ],
)
def test_sentences_are_counted_as_a_reader_would(body: str, words: tuple[int, ...]) -> None:
    file = Finished("en/index.html", f"<main>{body}</main>".encode(), "content/en/index.md")

    assert file.sentences == words


def test_long_sentences_are_told_with_their_average() -> None:
    file = Finished("en/index.html", b"<main><p>One two three four. One two three four five six.</p></main>", "content/en/index.md")

    assert [problem.message for problem in sentences_are_short(file, 4)] == ["the sentences have 5.0 words on average; the budget is 4"]
    assert list(sentences_are_short(file, 5)) == []
