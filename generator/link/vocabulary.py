"""The words that are frequent in each language of a site, by which a text shows in which of them it is written."""

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FREQUENT = 100
"""How many words of a language are judged by: half of what is written in any language consists of them."""
ENOUGH = 20
"""A text with fewer words is not judged."""
PLAINLY = 0.3
"""The share of a text that the frequent words of another language must have, for it to be in that language."""
_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, without capitals.

    >>> words_of("L’aide, en 2024")
    ['l', 'aide', 'en']
    """
    return [word.casefold() for word in _WORD.findall(text)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The frequent words of each language, by its code."""

    frequent: Mapping[str, frozenset[str]]

    def language_of(self, words: Sequence[str], supposed: str) -> str:
        """Return the language that a text seems to be in: `supposed`, unless another plainly has more of its words.

        A list of names in another language has some of its words, but not as many as its sentences have.
        """
        if len(words) < ENOUGH:
            return supposed
        shares = {code: sum(word in frequent for word in words) for code, frequent in self.frequent.items()}
        likely = max(shares, key=lambda code: (shares[code], code == supposed))
        plain = shares[likely] >= max(2 * shares[supposed], PLAINLY * len(words))
        return likely if plain else supposed


def vocabularies(
    interface: Mapping[str, Sequence[str]], pages: Mapping[tuple[str, str], Sequence[str]]
) -> dict[str, Vocabulary]:
    """Return for each page by its name the vocabulary to judge it by: that of the interface and of all other pages.

    `interface` has words by language, `pages` by language and name. What a page and its translations add is left out,
    as it is what is to be judged.
    """
    counts = {code: Counter(words) for code, words in interface.items()}
    for (code, _), words in pages.items():
        counts[code].update(words)
    ranked = {code: _most_frequent(known, known, 4 * FREQUENT) for code, known in counts.items()}

    def others(code: str, name: str) -> frozenset[str]:
        own = Counter(pages.get((code, name), ()))
        return frozenset(
            _most_frequent(ranked[code], {word: counts[code][word] - own[word] for word in ranked[code]}, FREQUENT)
        )

    return {name: Vocabulary({code: others(code, name) for code in counts}) for name in {name for _, name in pages}}


def _most_frequent(words: Iterable[str], counts: Mapping[str, int], number: int) -> list[str]:
    return heapq.nsmallest(number, words, key=lambda word: (-counts[word], word))
