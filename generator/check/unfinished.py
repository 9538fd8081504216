"""What was left: placeholders, pages without a text, and files of other programs."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest

from generator.check.texts import Said
from generator.link.agreement import WRITE
from generator.link.site import Page, Site
from generator.problems import Location, Problem
from generator.read.pages import TODO
from generator.read.phrases import listed

UNFINISHED = "unfinished"
"""The word of words.yaml that has the placeholders of a language."""


def placeholders(said: Iterable[Said], site: Site) -> Iterator[Problem]:
    """No published text has a placeholder, such as TODO: those of 'unfinished' in words.yaml."""
    phrases = {code: f"{TODO}, {words.phrases.get(UNFINISHED, '')}" for code, words in site.words.items()}
    patterns = {code: _pattern(phrase) for code, phrase in {**phrases, "": ",".join(phrases.values())}.items()}
    published = (one for one in said if not one.page or one.page.front.is_published(site.today))
    for words, where, language, page, number in published:
        pattern = patterns.get(language)
        for found in pattern.finditer(words) if pattern else ():
            if number is None and found.start():
                break  # a title or a quotation may have such words, and cannot be written otherwise
            message = f"'{found[0]}' stands for what is still to be written"
            yield Problem(where(found.start()), message, WRITE if page else "write it")


def empty_pages(page: Page, site: Site) -> Iterator[Problem]:
    """Every page has a text below its fields, and every section below its heading; a page of a section needs none."""
    if page.language != site.settings.source_language or not page.front.is_published(site.today):
        return  # a translation is compared with it
    headings, end = page.prose.headings, page.prose.blocks
    if page.document.kind == "page" and not headings and not end:
        yield Problem(page.document.place(1, 1), "this page has no text", WRITE)
    for heading, below in zip_longest(headings, headings[1:]):
        if heading.blocks == (below.blocks if below else end) and not (below and below.level > heading.level):
            yield Problem(page.document.place(heading.line, 1), "this section has no text", f"{WRITE}; or remove it")


def litter(site: Site) -> Iterator[Problem]:
    """No other program left a file behind, such as Thumbs.db; such a file is not published."""
    if found := site.assets.litter:
        message = f"other programs left files behind, which are not published: {', '.join(found)}"
        yield Problem(Location(found[0]), message, "delete them")


@cache
def _pattern(said: str) -> re.Pattern[str] | None:
    """Return what skips to first letters and finds the phrases of a list; one in capitals is found in capitals only."""
    found = [
        rf"{re.escape(first)}(?<!\w.)(?{'' if phrase.isupper() else 'i'}:{re.escape(phrase[1:])})"
        for phrase in sorted(listed(said), key=len, reverse=True)
        for first in (phrase[0] if phrase.isupper() else phrase[0].lower() + phrase[0].upper())
    ]
    return re.compile(rf"(?:{'|'.join(found)})(?!\w)") if found else None
