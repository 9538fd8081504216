"""Rules for texts and data: links, pictures, phone numbers, sentences and placeholders."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import SplitResult

from generator.check.fields import letters
from generator.link.addresses import Address, parse_address
from generator.link.consistency import WRITE
from generator.link.site import Page, Site
from generator.link.targets import FileTarget, Resolved
from generator.problems import Locate, Problem
from generator.read.by_language import Wording
from generator.read.drawings import EXTENSIONS
from generator.read.facts import path_of
from generator.read.forms import walk
from generator.read.pages import TODO
from generator.read.phrases import listed
from generator.read.value_types import split_address, tracking_problem


class CheckedText(NamedTuple):
    """A text: itself, a function for the location of each character, its language and its page, if any.

    `phone_markup` shows a phone number from the data in the text of a page or a leaflet. It is "" for a text without
    such markup, and None for one that may contain any number, as names, titles and quotations may.
    """

    text: str
    locate: Locate
    language: str
    page: Page | None = None
    phone_markup: str | None = ""


_PHONE = "{{{{ phone id={} }}}}"


def links_to_our_address(page: Page, site: Site) -> Iterator[Problem]:
    """Links inside the site are relative and do not contain its web address."""
    ours = [parts for url in {site.url, site.settings.url} if url and (parts := split_address(url))]
    for reference, _target, address, location in _links(page):
        if any(_is_below(address.parts, url) for url in ours):
            message = f"the link '{reference.destination}' uses the web address of this site"
            yield Problem(location, message, "link to the .md file of the page, such as help.md")


def tracking_links(page: Page, _: Site) -> Iterator[Problem]:
    """No link tracks readers, by a parameter or through another site."""
    for link in _links(page):
        if problem := tracking_problem(link.address.text):
            message, fix = problem
            yield Problem(link.location, f"the link '{link.address.text}' {message}", fix)


def expired_links(site: Site) -> Iterator[Problem]:
    """No text links to an expired page; until it is fixed, such a link goes to the page above it."""
    for page in site.written:
        for resolved in page.resolved:
            for name, path, location in resolved.pages:
                if name in site.expired:
                    message = f"the page '{path}' has expired"
                    yield Problem(location, message, "link to another page, or remove this link")


def insecure_links(site: Site) -> Iterator[Problem]:
    """No link uses http: if the site has the same address with https:."""
    insecure = [link for page in site.written for link in _links(page, "http")]
    if not insecure:
        return  # as in nearly every build; the rest takes time
    links = [link.address for page in site.written for link in _links(page, "https")]
    data = (*walk(site.facts), *(source.url for source in site.sources.values()))
    links += [parse_address(str(value)) for value in data if str(value).startswith("https:")]
    secure = {_without_scheme(address): f"https:{address.path}" for address in links}
    for _reference, _target, address, location in insecure:
        if better := secure.get(_without_scheme(address)):
            fix = f"write {better}{address.fragment}, as elsewhere on the site"
            yield Problem(location, f"the link '{address.text}' is not encrypted", fix)


def vague_links(page: Page, site: Site) -> Iterator[Problem]:
    """Link text says where the link goes; a web address or a word of 'vague' in words.yaml does not."""
    vague = {*map(letters, listed(site.words[page.language].phrases.get("vague", "")))}
    for reference, _target, address, location in _links(page):
        shown = reference.text
        if reference.is_address and "/" in shown:
            message = f"the link text is the address '{shown}'"
            yield Problem(location, message, "write the name of what it links to: [name](address)")
        elif address.path and letters(shown) in vague:
            message = f"the link text '{shown}' does not say where the link goes"
            yield Problem(location, message, "write the name of what it links to")


def misleading_links(page: Page, _: Site) -> Iterator[Problem]:
    """A link whose text is the address of a site or a person goes there."""
    for reference, _target, address, location in _links(page):
        shown = reference.text.lower().removeprefix("www.")
        if reference.is_address and "/" not in shown and shown not in address.text.lower():
            message = f"the link shows '{reference.text}' but goes to '{address.text}'"
            yield Problem(location, message, "make both the same, or write the name of what it links to")


def typed_phones(texts: Iterable[CheckedText], site: Site) -> Iterator[Problem]:
    """No phone number in a text is typed by hand; texts refer to those in the data."""
    contact, partners = site.settings.contact, site.facts.partners
    own = {helpline.number.dialled: name for name, helpline in site.facts.helplines.items()}
    others = {org.phone.number.dialled: f"{{{{ partner id={key} }}}}" for key, org in partners.items() if org.phone}
    others |= {contact.phone.dialled: "{{ contact }}"} if contact else {}
    for text, locate, _, page, markup in texts:
        for index, number, dialled in site.phone_search.find(text) if markup is not None else ():
            plain = " ".join(number.split())
            if page and plain in page.front.accepted:
                continue
            name = own.get(dialled)
            fix = "remove it; only the text of a page can show a number from the data"
            if markup:
                path = path_of(site.settings.source_language, "helplines")
                fix = f"write {markup.format(name)}" if name else f"add it to {path} and write {markup.format('...')}"
            if markup == _PHONE and dialled in others:
                fix = f"write {others[dialled]}, which shows who it belongs to"
            elif page and not name:
                fix += f"; if it is not a phone number, add to the list 'accepted' at the top: [\"{plain}\"]"
            yield Problem(locate(index), f"the phone number '{number}' is typed by hand", fix)


def long_sentences(page: Page, site: Site) -> Iterator[Problem]:
    """The average length of the sentences of a page is within the budget of site.yaml; the longest is reported."""
    budgets = site.settings.budgets
    budget = budgets.exit_sentence if page.front.exit else budgets.sentence
    average, *longest = page.prose.sentences
    if average > budget:
        message = f"the sentences have {average:.1f} words on average; the budget is {budget:g}"
        fix = "split this one and other long ones, or raise 'budgets' in site.yaml"
        yield Problem(page.document.location(*longest), message, fix)


def file_names_as_text(page: Page, _: Site) -> Iterator[Problem]:
    """The description of a picture says what it shows, and is not its file name."""
    for reference, target, _address, location in page.resolved:
        if reference.kind == "image" and isinstance(target, FileTarget):
            text, stem = reference.text, PurePosixPath(target.path).name.split(".")[0]
            if letters(text) == letters(stem) or text.lower().endswith(EXTENSIONS):
                message = f"the description '{text}' of a picture is its file name"
                yield Problem(location, message, "describe what the picture shows")


def stretched_pictures(page: Page, _: Site) -> Iterator[Problem]:
    """The width and height of a photograph in a text, if both are given, keep its aspect ratio."""
    for reference, target, _address, location in page.resolved:
        if isinstance(target, FileTarget) and target.photograph and all(reference.size):
            (width, height), (_wide, high) = reference.size, target.photograph.size(*reference.size)
            if abs(height - high) > max(high * 0.02, 1):
                message = f"{width} by {height} would stretch the picture '{reference.destination}'"
                fix = f"write only {{: width={width} }}, or no size; the build adds it"
                yield Problem(location, message, fix)


def placeholders(texts: Iterable[CheckedText], site: Site) -> Iterator[Problem]:
    """No published text has a placeholder: TODO, or a word of 'unfinished' in words.yaml."""
    phrases = {code: f"{TODO}, {words.phrases.get('unfinished', '')}" for code, words in site.words.items()}
    patterns = {code: _pattern(phrase) for code, phrase in {**phrases, "": ",".join(phrases.values())}.items()}
    published = (text for text in texts if not text.page or text.page.front.is_published(site.today))
    for text, locate, language, page, markup in published:
        pattern = patterns.get(language)
        for found in pattern.finditer(text) if pattern else ():
            if markup is None and found.start():
                break  # a title or a quotation may have such words, and cannot be changed
            message = f"'{found[0]}' marks a text that is not written yet"
            yield Problem(locate(found.start()), message, WRITE if page else "write it")


def empty_pages(page: Page, site: Site) -> Iterator[Problem]:
    """Every page and every section has text; only a page that introduces a folder needs none."""
    if page.language != site.settings.source_language or not page.front.is_published(site.today):
        return  # a translation is compared with its source
    headings, end = page.prose.headings, page.prose.blocks
    if page.document.kind == "page" and not headings and not end:
        yield Problem(page.document.location(1, 1), "this page has no text", WRITE)
    for heading, below in zip_longest(headings, headings[1:]):
        if heading.blocks == (below.blocks if below else end) and not (below and below.level > heading.level):
            yield Problem(page.document.location(heading.line, 1), "this section has no text", f"{WRITE}; or remove it")


def _links(page: Page, scheme: str | None = None) -> Iterator[Resolved]:
    """Yield the links of a page, or only those with `scheme`."""
    for resolved in page.resolved:
        if resolved.reference.kind == "link" and scheme in (None, resolved.address.scheme):
            yield resolved


def on_page(page: Page) -> Iterator[CheckedText]:
    """Yield every text of a page, including its fields."""
    document = page.document
    for passage in page.prose.passages:
        markup = "" if passage.kind == "title" else _PHONE
        yield CheckedText(passage.text, document.locator(passage.position), page.language, page, markup)
    for location, text in document.texts():
        yield CheckedText(text, location.throughout, page.language, page)
    for index, text in enumerate(document.front.keywords):
        yield CheckedText(text, document.field_location("keywords", index).throughout, page.language, page, None)


def in_data(wordings: Iterable[Wording]) -> Iterator[CheckedText]:
    """Yield every text of the data that readers see."""
    markup = {"typeset": "", "exact": None, "phrase": "", "leaflet": "{{{}}}"}
    for _, _, language, text, location, kind in wordings:
        if kind in markup:
            yield CheckedText(text, location.throughout, language, phone_markup=markup[kind])


def _is_below(address: SplitResult, url: SplitResult) -> bool:
    return address.hostname == url.hostname and f"{address.path}/".startswith(f"{url.path.rstrip('/')}/")


def _without_scheme(address: Address) -> tuple[str, str, str]:
    _, host, path, query, _ = address.parts
    return host.lower(), path.rstrip("/"), query


@cache
def _pattern(phrases: str) -> re.Pattern[str] | None:
    """Return a pattern for the phrases of a list, fast to search; a phrase in capitals is found only in capitals."""
    found = [
        rf"{re.escape(first)}(?<!\w.)(?{'' if phrase.isupper() else 'i'}:{re.escape(phrase[1:])})"
        for phrase in sorted(listed(phrases), key=len, reverse=True)
        for first in (phrase[0] if phrase.isupper() else phrase[0].lower() + phrase[0].upper())
    ]
    return re.compile(rf"(?:{'|'.join(found)})(?!\w)") if found else None
