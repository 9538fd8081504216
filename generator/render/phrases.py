"""The words of the interface as templates use them: escaped, and filled in between their braces."""

import jinja2
from markupsafe import Markup, escape

from generator.compile.typography import typeset
from generator.problems import BuildFailed, Location, Problem
from generator.read.phrases import Words


class Phrase(Markup):
    """A word of the interface; what is put between its braces is escaped."""

    place: Location | None = None
    """Where it stands in its file."""

    def format(self, *values: object, **named: object) -> "Phrase":
        """Fill in the braces; raise BuildFailed where one is unknown."""
        try:
            return super().format(*values, **named)
        except (KeyError, IndexError):
            assert self.place
            names = ", ".join(f"{{{name}}}" for name in named) or "{}"
            message = f"nothing fills in all braces of '{self}'"
            raise BuildFailed([Problem(self.place, message, f"write only {names}")]) from None


class Phrases:
    """The interface words as attributes; a missing one is told like any other undefined name."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Phrase:
        if name not in self._words.phrases:
            raise jinja2.UndefinedError(f"there is no word '{name}' in words.yaml")
        phrase = Phrase(escape(typeset(self._words.phrases[name], self._words.quotes)))
        phrase.place = self._words.places[name]
        return phrase
