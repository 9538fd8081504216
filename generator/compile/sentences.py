"""How long the sentences of a text are: those of its paragraphs and items, but for very short ones."""

import re
from collections.abc import Iterable, Iterator

from generator.compile.prose import Passage, Sentences

SHORTEST = 3
"""Fewer words are a name, or a number of a list, and make no sentence."""
_QUOTES = "\"'“”„‘’‚«»‹›"
"""The marks of all languages: what closes a quotation in one opens it in another."""
_END = re.compile(rf"[.!?…؟۔।][{_QUOTES})]*(?=\s|$)")
"""The end of a sentence: its sign, in the scripts of Arabic and India too, and what closes with it."""
WHOLE = re.compile(rf"[.!?:;؟؛۔।][{_QUOTES})]*$")
"""The end of a line behind which a reader rests."""
_PAUSE = re.compile(rf"[.!?:;؟؛۔।][{_QUOTES})]*\s+(?=[^\W_]|[{_QUOTES}(])")
"""Where a reader rests: the end of a sentence, or of a part that could be one, before what begins another."""


def divided(words: str, ends: re.Pattern[str] = _END) -> Iterator[tuple[int, str, bool]]:
    """Yield each sentence of words, or what else has such ends, with where it begins, and whether it has its end."""
    begin = 0
    for end, is_ended in (*((found.end(), True) for found in ends.finditer(words)), (len(words), False)):
        if said := words[begin:end].lstrip():
            yield end - len(said), said, is_ended
        begin = end


def measure(passages: Iterable[Passage]) -> Sentences:
    """Return how long the sentences are, if there are two: a component is one word; no headings, cells and terms."""
    lengths: list[int] = []
    longest, where = 0, (1, 1)
    for passage in passages:
        if passage.kind in ("heading", "cell", "term", "title"):
            continue
        for begin, said, _ in divided(passage.words, _PAUSE):
            length = len(said.split())
            if length >= SHORTEST:
                lengths.append(length)
            if length > longest:
                longest, where = length, passage.place(begin)
    return Sentences(sum(lengths) / len(lengths), *where) if lengths[1:] else Sentences()
