"""Compiling all texts of a project, each by itself."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generator.compile.language import LanguageData
from generator.compile.prose import COMPONENT, Prose
from generator.compile.typography import typeset, unescape
from generator.problems import Location, Problem
from generator.processes import parallel_map
from generator.read.by_language import Wording
from generator.read.cache import Cache, digest
from generator.read.facts import Facts
from generator.read.pages import TEXT_FIELDS, Document, FrontMatter
from generator.read.phrases import Words, listed
from generator.read.project import Project
from generator.read.value_types import PLACEHOLDER, words_in


class Version(NamedTuple):
    """A page in one language: its file, its compiled text, its fields, typeset, and the digest of their inputs."""

    document: Document
    prose: Prose
    front: FrontMatter
    digest: bytes = b""


Versions = Mapping[tuple[str, str], Version]
"""Page versions by language and page name."""


class Texts(NamedTuple):
    """The `versions` of pages whose fields are valid, the `unfinished` ones of other pages, and all problems found."""

    versions: Versions
    unfinished: tuple[Version, ...]
    problems: tuple[Problem, ...]


def compile_texts(project: Project, cache: Cache | None = None) -> Texts:
    """Compile every text of the project that is not in the cache, and find markup in plain texts."""
    languages = {code: _language_data(project.facts, words) for code, words in project.words.items()}
    cache = cache or Cache()
    digests = {code: digest(repr(language)) for code, language in languages.items()}
    keys = [digest(document.text, digests[document.language]) for document in project.documents]

    def compile_all(documents: list[Document]) -> Iterable[Prose]:
        from generator.compile.text import compile_text

        return parallel_map(lambda document: compile_text(document.text, languages[document.language]), documents)

    prose = cache.get_or_make_all("prose", dict(zip(keys, project.documents, strict=True)), compile_all)
    versions = [
        Version(document, prose[key], _typeset_fields(document, languages), digest(key, document.fields_digest))
        for document, key in zip(project.documents, keys, strict=True)
    ]
    problems = [
        Problem(version.document.location(problem.line, problem.column), problem.message, problem.fix)
        for version in versions
        for problem in version.prose.problems
    ]
    fields = {digest(document.path, document.fields_digest): _plain_fields(document) for document in project.documents}
    fields |= {own.digest: _plain_texts(own.texts) for own in project.texts.values()}
    problems += cache.findings("words", fields, partial(map, _markup_problems))
    valid = (version for version in versions if version.document.is_valid)
    by_name = {(version.document.language, version.document.name): version for version in valid}
    return Texts(by_name, tuple(version for version in versions if not version.document.is_valid), tuple(problems))


def _typeset_fields(document: Document, languages: Mapping[str, LanguageData]) -> FrontMatter:
    """Return the fields of a page, with those that are text typeset in its language."""
    front, quotes = document.front, languages[document.language].quotes
    texts = {name: typeset(text, quotes) for name in TEXT_FIELDS if (text := getattr(front, name))}
    keywords = tuple(typeset(keyword, quotes) for keyword in front.keywords)
    return FrontMatter({**dict(front), **texts, "keywords": keywords}, front.locations)


def _plain_fields(document: Document) -> Iterator[tuple[Location, str]]:
    """Yield the plain-text fields of a page with their locations."""
    yield from document.texts()
    for index, keyword in enumerate(document.front.keywords):
        yield document.field_location("keywords", index), keyword


def _markup_problems(texts: Iterable[tuple[Location, str]]) -> list[Problem]:
    """Return a problem for each plain text that contains markup."""
    from generator.compile.plain import find_markup

    return [Problem(location, *found) for location, text in texts if (found := find_markup(text))]


def _plain_texts(texts: Iterable[Wording]) -> Iterator[tuple[Location, str]]:
    """Yield the plain texts of the data with their locations, and COMPONENT for what a template will fill in."""
    for text in texts:
        if text.kind != "exact":
            yield text.location, text.text if text.kind == "typeset" else PLACEHOLDER.sub(COMPONENT, text.text)


def _language_data(facts: Facts, words: Words) -> LanguageData:
    """Return the data of a language: its names from the glossary, the rest from its words."""
    code = words.language
    names = [
        (unescape(name)[0], key, unescape(named.get("term", ""))[0] if kind == "abbreviation" else "")
        for key, named in ((key, term.names(code)) for key, term in facts.glossary.items())
        for kind, name in named.items()
    ]
    lookalikes = (words_in(term.unlike, code) or "" for term in facts.glossary.values())
    names += [(phrase, "", "") for phrases in lookalikes for phrase in listed(phrases)]
    endings = listed(words.phrases["endings"], " ")
    return LanguageData(tuple(names), words.quotes, words.phrases["footnote_back"], endings)
