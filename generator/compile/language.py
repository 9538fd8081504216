"""The data of a language that texts are compiled with: its glossary, quotation marks and word endings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.compile.typography import Quotes

_WORD = re.compile(r"\w+")
_JOINING = frozenset("-@./")
"""Characters after which a word is part of a longer one, or of an address."""


@dataclass(frozen=True)
class Name:
    """A name to find in texts: the id of its glossary `entry`, and its `meaning` if it is an abbreviation.

    `source` is its regular expression, whose first group is an abbreviation without its ending; `lead` is the number of
    characters before its first word. `entry` is empty for a phrase that only looks like a term.
    """

    source: str
    lead: int
    entry: str
    meaning: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; most names appear in few texts."""
        return re.compile(self.source)


@dataclass(frozen=True)
class LanguageData:
    """The names of the glossary in a language, its quotation marks, and its word endings.

    `names` are (name, entry, meaning), as in `Name`; `endings` are the suffixes that words may take. `back` labels the
    link from a footnote back to its reference.
    """

    names: tuple[tuple[str, str, str], ...] = ()
    quotes: Quotes = ("“", "”", "‘", "’")
    back: str = "{}"
    endings: tuple[str, ...] = ()

    @cached_property
    def _by_first_word(self) -> dict[str, list[Name]]:
        """The names by their first word, longest first."""
        index: dict[str, list[Name]] = {}
        ending = f"(?:{'|'.join(map(re.escape, sorted(self.endings, key=len, reverse=True)))})?" if self.endings else ""
        entries = {name: rest for name, *rest in self.names}
        for name in sorted(entries, key=len, reverse=True):
            entry, meaning = entries[name]
            words = [re.escape(word).replace("'", "['’]") for word in name.split()]
            if meaning:
                pattern = "(" + r"\s+".join(words) + ")" + ending + r"(?!\w)(?!\.\w)"
            else:
                pattern = r"(?i)(" + r"\s+".join(word + ending for word in words) + r")(?![\w-])(?!\.\w)"
            if first := _WORD.search(name):
                known = Name(pattern, first.start(), entry, meaning)
                for form in {first[0], *(first[0] + end for end in self.endings)}:
                    index.setdefault(form.casefold(), []).append(known)
        return index

    def find_names(self, text: str, begin: int, end: int) -> Iterator[tuple[Name, re.Match[str]]]:
        """Yield each name between `begin` and `end` of the text of a passage, with its match; none overlap."""
        reached = begin
        for word in _WORD.finditer(text, begin, end):
            for name in self._by_first_word.get(word[0].casefold(), ()):
                start = word.start() - name.lead
                if start < reached or (start and (text[start - 1] in _JOINING or text[start - 1].isalnum())):
                    continue
                if found := name.pattern.match(text, start, end):
                    yield name, found
                    reached = found.end()
                    break
