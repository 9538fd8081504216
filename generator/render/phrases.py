"""The words of the interface as templates use them: escaped, and filled in between their braces."""

import jinja2
from markupsafe import Markup, escape

from generator.compile.typography import typeset
from generator.read.phrases import Words


class Phrases:
    """The interface words as attributes; a missing one is told like any other undefined name."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Markup:
        if name not in self._words.phrases:
            raise jinja2.UndefinedError(f"there is no word '{name}' in words.yaml")
        return Markup(escape(typeset(self._words.phrases[name], self._words.quotes)))
