"""What was left: placeholders, pages without a text, and files of other programs."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

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
    """Every page has a text below its fields; one of a section may leave it to its pages."""
    is_empty = page.front.kind == "page" and not page.prose.passages and not page.prose.references
    is_source = page.language == site.settings.source_language  # a translation is compared with it
    if is_empty and is_source and page.front.is_published(site.today):
        yield Problem(page.document.place(1, 1), "this page has no text", WRITE)


def litter(site: Site) -> Iterator[Problem]:
    """No other program left a file behind, such as Thumbs.db; such a file is not published."""
    if found := site.assets.litter:
        message = f"other programs left files behind, which are not published: {', '.join(found)}"
        yield Problem(Location(found[0]), message, "delete them")


@cache
def _pattern(said: str) -> re.Pattern[str] | None:
    """Return what finds the phrases of a list; one in capitals is found in capitals only."""
    phrases = sorted(listed(said), key=len, reverse=True)
    found = (re.escape(phrase) if phrase.isupper() else f"(?i:{re.escape(phrase)})" for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if phrases else None
