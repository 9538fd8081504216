"""What a language adds to Markdown."""

from typing import NamedTuple

from generator.compile.terms import Terms


class Dialect(NamedTuple):
    """What a language adds to Markdown: abbreviations with their meanings, terms with their ids, quotation marks.

    `endings` are those that words take; `others` are words that look like a term and are none; `back` names the link
    from a footnote to its place in the text.
    """

    abbreviations: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    back: str = "{}"
    endings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def vocabulary(self) -> Terms:
        """Return the terms of the dialect, ready to be found."""
        return Terms(dict(self.abbreviations), dict(self.terms), self.endings, self.others)
