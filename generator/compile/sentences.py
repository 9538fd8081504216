"""How long the sentences of a text are: those of its paragraphs and items, but for very short ones."""

import re
from collections.abc import Iterable

from generator.compile.prose import WORDLESS, Passage, Sentences

SHORTEST = 3
"""Fewer words are a name, or a number of a list, and make no sentence."""
_END = re.compile(r"[.!?:;][\"”’»)]*\s+(?=[^\W_]|[\"“«„(])")
"""Where a sentence ends: its sign and what closes with it, before a letter, a digit or what opens."""
_WORD = re.compile(r"[^\W_][\w’'-]*")


def measure(passages: Iterable[Passage]) -> Sentences:
    """Return how long the sentences are; what components, headings, cells and terms say does not count."""
    lengths: list[int] = []
    longest, where = 0, (1, 1)
    for passage in passages:
        if passage.kind in ("heading", "cell", "term", "title"):
            continue
        words, begin = passage.words, 0
        for end in (*(found.end() for found in _END.finditer(words)), len(words)):
            length = len(_WORD.findall(words, begin, end))
            if length >= SHORTEST:
                lengths.append(length)
            if length > longest:
                longest, where = length, passage.place(begin)
            begin = end
    return Sentences(sum(lengths) / len(lengths), *where) if lengths else WORDLESS
