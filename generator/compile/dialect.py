"""What a language adds to Markdown, such as the abbreviations and terms of the glossary."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.compile.typography import Quotes

_WORD = re.compile(r"\w+")
_BEFORE = frozenset("-@./")


@dataclass(frozen=True)
class Name:
    """A name of the glossary as it may stand in a text: its entry, and what it means if it is an abbreviation.

    `source` is that of its pattern, of which the first group is the name of an abbreviation without its ending;
    `lead` counts the signs before its first word. `entry` is empty for words that look like a name and are none.
    """

    source: str
    lead: int
    entry: str
    meaning: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it looks like in a text; most names stand in few."""
        return re.compile(self.source)


@dataclass(frozen=True)
class Dialect:
    """What a language adds to Markdown: names of the glossary, and quotation marks.

    `names` has each with its entry, if it is not words that only look like one, and what it means if it is an
    abbreviation; `endings` are those that words take. `back` names the link from a footnote to its place in the text.
    """

    names: tuple[tuple[str, str, str], ...] = ()
    quotes: Quotes = ("“", "”", "‘", "’")
    back: str = "{}"
    endings: tuple[str, ...] = ()

    @cached_property
    def _names(self) -> dict[str, list[Name]]:
        """The names by their first word, the longest first."""
        names: dict[str, list[Name]] = {}
        ending = f"(?:{'|'.join(map(re.escape, sorted(self.endings, key=len, reverse=True)))})?" if self.endings else ""
        said = {name: rest for name, *rest in self.names}
        for name in sorted(said, key=len, reverse=True):
            entry, meaning = said[name]
            words = [re.escape(word).replace("'", "['’]") for word in name.split()]
            if meaning:
                pattern = "(" + r"\s+".join(words) + ")" + ending + r"(?!\w)(?!\.\w)"
            else:
                pattern = r"(?i)(" + r"\s+".join(word + ending for word in words) + r")(?![\w-])(?!\.\w)"
            if first := _WORD.search(name):
                known = Name(pattern, first.start(), entry, meaning)
                for form in {first[0], *(first[0] + end for end in self.endings)}:
                    names.setdefault(form.casefold(), []).append(known)
        return names

    def find(self, words: str, begin: int, end: int) -> Iterator[tuple[Name, re.Match[str]]]:
        """Yield each name of the glossary from `begin` to `end` of the words of a passage, with how it is written."""
        if not self._names:
            return
        reached = begin
        for word in _WORD.finditer(words, begin, end):
            for name in self._names.get(word[0].casefold(), ()):
                start = word.start() - name.lead
                if start < reached or (start and (words[start - 1] in _BEFORE or words[start - 1].isalnum())):
                    continue
                if found := name.pattern.match(words, start, end):
                    yield name, found
                    reached = found.end()
                    break
