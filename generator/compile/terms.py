"""The abbreviations and terms of the glossary in the words of a text: the longest that begins at each word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"\w+")
_BEFORE = frozenset("-@./")


@dataclass(frozen=True)
class Name:
    """A name of the glossary as it may stand in a text: its entry, and what it means if it is an abbreviation.

    `written` is the source of its pattern; `lead` counts the signs before its first word, `length` all its signs;
    `entry` is empty for words that look like a name and are none.
    """

    written: str
    lead: int
    length: int
    entry: str
    meaning: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it looks like in a text; most names stand in few."""
        return re.compile(self.written)


class Terms:
    """Every name of a glossary in one language, by its first word."""

    def __init__(
        self,
        abbreviations: Mapping[str, str],
        terms: Mapping[str, str],
        endings: tuple[str, ...],
        others: tuple[str, ...],
    ) -> None:
        self._names: dict[str, list[Name]] = {}
        written = {name: (terms.get(name, ""), abbreviations.get(name, "")) for name in (*terms, *abbreviations)}
        written |= dict.fromkeys(others, ("", ""))
        ending = f"(?:{'|'.join(map(re.escape, sorted(endings, key=len, reverse=True)))})?" if endings else ""
        for name in sorted(written, key=len, reverse=True):
            entry, meaning = written[name]
            words = [re.escape(word).replace("'", "['’]") for word in name.split()]
            if meaning:
                pattern = r"\s+".join(words) + ending + r"(?!\w)(?!\.\w)"
            else:
                pattern = r"(?i)" + r"\s+".join(word + ending for word in words) + r"(?![\w-])(?!\.\w)"
            first = _WORD.search(name)
            if not first:
                continue
            known = Name(pattern, first.start(), len(name), entry, meaning)
            for form in {first[0], *(first[0] + end for end in endings)}:
                self._names.setdefault(form.casefold(), []).append(known)

    def find(self, words: str, begin: int, end: int) -> Iterator[tuple[int, int, Name]]:
        """Yield, from `begin` to `end` of the words of a passage, where each name begins and ends."""
        if not self._names:
            return
        reached = begin
        for word in _WORD.finditer(words, begin, end):
            for name in self._names.get(word[0].casefold(), ()):
                start = word.start() - name.lead
                if start < reached or (start and (words[start - 1] in _BEFORE or words[start - 1].isalnum())):
                    continue
                if found := name.pattern.match(words, start, end):
                    yield start, found.end(), name
                    reached = found.end()
                    break
