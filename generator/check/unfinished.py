"""What was left for later: placeholders, pages without a text, and citations that are none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from generator.check.finished import Whole
from generator.check.texts import Said, said
from generator.link.site import Page
from generator.problems import Problem
from generator.read.phrases import WORDS_FILE

WORD = "unfinished"
"""The word of words.yaml that has the placeholders of a language."""
WRITE = "write it, or keep the page back with 'draft: true' on top"


def placeholders(whole: Whole) -> Iterator[Problem]:
    """No published text has a placeholder, such as TODO: those of 'unfinished' in words.yaml."""
    patterns = {code: _pattern(words.phrases.get(WORD, "")) for code, words in whole.site.words.items()}
    for words, where, language, *_ in _published(whole):
        pattern = patterns.get(language)
        for found in pattern.finditer(words) if pattern else ():
            message = f"'{found[0]}' stands for what is still to be written"
            yield Problem(where(found.start()), message, WRITE)


def empty_pages(whole: Whole) -> Iterator[Problem]:
    """Every page has a text below its fields; one of a section may leave it to its pages."""
    for page in _pages(whole):
        if page.front.kind == "page" and not page.prose.passages and not page.prose.references:
            yield Problem(page.document.place(1, 1), "this page has no text", WRITE)


def unread_citations(whole: Whole) -> Iterator[Problem]:
    """A source is cited between square brackets."""
    for words, where, *_ in _published(whole):
        for found in re.finditer(r"\(@([\w-]{1,100})\)", words):
            message = f"'{found[0]}' is shown here as it is written"
            yield Problem(where(found.start()), message, f"write [@{found[1]}]")


def _pages(whole: Whole) -> Iterator[Page]:
    """Yield the texts that may have faults, of the pages that are published on the day of the build."""
    return (page for page in whole.texts if page.front.is_published(whole.site.today))


def _published(whole: Whole) -> Iterator[Said]:
    """Yield every text but the list of placeholders itself."""
    others = tuple(wording for wording in whole.wordings if (wording.file, wording.name) != (WORDS_FILE, WORD))
    return said(replace(whole, texts=tuple(_pages(whole)), wordings=others))


@cache
def _pattern(said: str) -> re.Pattern[str] | None:
    """Return what finds the phrases of a list; one in capitals is found in capitals only."""
    phrases = sorted(filter(None, (phrase.strip() for phrase in said.split(","))), key=len, reverse=True)
    found = (re.escape(phrase) if phrase.isupper() else f"(?i:{re.escape(phrase)})" for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if phrases else None
