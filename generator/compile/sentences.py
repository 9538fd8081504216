"""The length of the sentences in a text, except very short ones; a component counts as one word."""

import re
from collections.abc import Iterable, Iterator

from generator.compile.prose import Passage, Sentences

SHORTEST = 3
"""Fewer words are a name, or the number of a list item, not a sentence."""
_QUOTES = "\"'“”„‘’‚«»‹›"
"""The quotation marks of all languages: what closes a quotation in one opens it in another."""
_END = re.compile(rf"[.!?…؟۔।][{_QUOTES})]*(?=\s|$)")
"""The end of a sentence: its punctuation mark, also in Arabic and Indic scripts, and the marks that close with it."""
TERMINATED = re.compile(rf"[.!?:;؟؛۔।][{_QUOTES})]*$")
"""The end of a line after which a reader pauses."""
_PAUSE = re.compile(rf"[.!?:;؟؛۔।][{_QUOTES})]*\s+(?=[^\W_]|[{_QUOTES}(])")
"""A pause for the reader: the end of a sentence, or of a clause that could be one, before the next begins."""


def split_sentences(text: str, end: re.Pattern[str] = _END) -> Iterator[tuple[int, str, bool]]:
    """Yield each sentence, or other part that `end` terminates, with its index and whether it is terminated."""
    begin = 0
    for stop, is_ended in (*((found.end(), True) for found in end.finditer(text)), (len(text), False)):
        if sentence := text[begin:stop].lstrip():
            yield stop - len(sentence), sentence, is_ended
        begin = stop


def measure(passages: Iterable[Passage]) -> Sentences:
    """Return the lengths of two or more sentences outside headings, cells, terms and titles, or else the defaults."""
    lengths: list[int] = []
    longest, position = 0, (1, 1)
    for passage in passages:
        if passage.kind in ("heading", "cell", "term", "title"):
            continue
        for begin, sentence, _ in split_sentences(passage.text, _PAUSE):
            length = len(sentence.split())
            if length >= SHORTEST:
                lengths.append(length)
            if length > longest:
                longest, position = length, passage.position(begin)
    return Sentences(sum(lengths) / len(lengths), *position) if lengths[1:] else Sentences()
