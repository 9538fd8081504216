"""The words that are frequent in each language of a site, by which a text shows in which of them it is written."""

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

FREQUENT = 100
"""How many words of a language are judged by: half of what is written in any language consists of them."""
ENOUGH = 20
"""A text with fewer words is not judged; it may be a list of names."""
ENOUGH_IN_A_SENTENCE = 8
"""The same for a single sentence."""
PLAINLY = 0.3
"""The share of a text that the frequent words of another language must have, for it to be in that language."""
_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, without capitals.

    >>> words_of("L’aide, en 2024")
    ['l', 'aide', 'en']
    """
    return [word.casefold() for word in _WORD.findall(text)]


class Vocabulary(NamedTuple):
    """The frequent words of each language, by its code."""

    frequent: Mapping[str, frozenset[str]]

    def language_of(self, words: Sequence[str], supposed: str, enough: int = ENOUGH) -> str:
        """Return the language that a text seems to be in: `supposed`, unless another plainly has more of its words.

        A list of names in another language has some of its words, but not as many as its sentences have.
        """
        if len(words) < enough:
            return supposed
        shares = {code: sum(word in frequent for word in words) for code, frequent in self.frequent.items()}
        likely = max(shares, key=lambda code: (shares[code], code == supposed))
        plain = shares[likely] >= max(2 * shares[supposed], PLAINLY * len(words))
        return likely if plain else supposed


def frequent(interface: Iterable[str], pages: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the frequent words of a language by which each page is judged: of the interface and of all other pages.

    `pages` has the words of those in the language by name; the others are judged by what stands at "". What a page
    adds is left out, as it is what is to be judged.
    """
    counts = Counter(interface)
    for words in pages.values():
        counts.update(words)
    ranked = heapq.nsmallest(4 * FREQUENT, counts, key=lambda word: (-counts[word], word))
    owns = {"": Counter[str](), **{name: Counter(words) for name, words in pages.items()}}
    return {
        name: sorted(sorted(ranked, key=lambda word: (own[word] - counts[word], word))[:FREQUENT])
        for name, own in owns.items()
    }
