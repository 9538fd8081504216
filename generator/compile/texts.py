"""The texts of a project, each compiled alone."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generator.compile.dialect import Dialect
from generator.compile.prose import COMPONENT, Prose
from generator.compile.typography import typeset, unescaped
from generator.problems import Location, Problem
from generator.processes import parallel_map
from generator.read.by_language import Wording
from generator.read.cache import Cache, digest
from generator.read.facts import Facts
from generator.read.kinds import PLACEHOLDER, words_in
from generator.read.pages import TEXT_FIELDS, Document, FrontMatter
from generator.read.phrases import Words, listed
from generator.read.project import Project


class Version(NamedTuple):
    """A page in one language: its file, what its text was compiled to, and its fields with their words as they are set.

    `digest` is that of all this, by what it was made from.
    """

    document: Document
    prose: Prose
    front: FrontMatter
    digest: bytes = b""


Versions = Mapping[tuple[str, str], Version]
"""Pages by language and name."""


class Texts(NamedTuple):
    """Every page in every language that has it, those that are `unfinished`, and what is wrong with each by itself."""

    versions: Versions
    unfinished: tuple[Version, ...]
    problems: tuple[Problem, ...]


def compile_texts(project: Project, cache: Cache | None = None) -> Texts:
    """Compile every text of the project, but for those that are remembered."""
    dialects = {code: dialect(project.facts, words) for code, words in project.words.items()}
    cache = cache or Cache()
    signs = {code: digest(repr(dialect)) for code, dialect in dialects.items()}
    keys = [digest(document.text, signs[document.language]) for document in project.documents]

    def compiled(documents: list[Document]) -> Iterable[Prose]:
        from generator.compile.text import compile_text

        return parallel_map(lambda document: compile_text(document.text, dialects[document.language]), documents)

    known = cache.get_or_make_all("prose", dict(zip(keys, project.documents, strict=True)), compiled)
    versions = [
        Version(document, known[key], _fields_set(document, dialects), digest(key, document.fields_digest))
        for document, key in zip(project.documents, keys, strict=True)
    ]
    problems = [
        Problem(document.place(told.line, told.column), told.message, told.fix)
        for document, prose, *_ in versions
        for told in prose.mistakes
    ]
    said = {digest(document.path, document.fields_digest): _fields(document) for document in project.documents}
    said |= {own.digest: _filled(own.texts) for own in project.texts.values()}
    problems += cache.findings("words", said, partial(map, _markup))
    by_name = {(one.document.language, one.document.name): one for one in versions if one.document.is_valid}
    return Texts(by_name, tuple(one for one in versions if not one.document.is_valid), tuple(problems))


def _fields_set(document: Document, dialects: Mapping[str, Dialect]) -> FrontMatter:
    """Return the fields of a page, those of words as they are set with the quotation marks of its language."""
    front, quotes = document.front, dialects[document.language].quotes
    said = {name: typeset(words, quotes) for name in TEXT_FIELDS if (words := getattr(front, name))}
    keywords = tuple(typeset(word, quotes) for word in front.keywords)
    return FrontMatter({**dict(front), **said, "keywords": keywords}, front.places)


def _fields(document: Document) -> Iterator[tuple[Location, str]]:
    """Yield the fields of a page that hold words only, each with its place."""
    yield from document.texts()
    yield from ((document.at("keywords", place), word) for place, word in enumerate(document.front.keywords))


def _markup(texts: Iterable[tuple[Location, str]]) -> list[Problem]:
    """Return a problem for all markup in texts that hold words only."""
    from generator.compile.plain import markup_in

    return [Problem(where, *told) for where, words in texts if (told := markup_in(words))]


def _filled(texts: Iterable[Wording]) -> Iterator[tuple[Location, str]]:
    """Yield the words of each text of data, with a sign where a template will put others, and their place."""
    for text in texts:
        if text.kind != "exact":
            yield text.location, text.words if text.kind == "words" else PLACEHOLDER.sub(COMPONENT, text.words)


def dialect(facts: Facts, words: Words) -> Dialect:
    """Return what the language of `words` adds to Markdown: the names of the glossary, the rest from the words."""
    code = words.language
    names = [
        (unescaped(name)[0], key, unescaped(named.get("term", ""))[0] if kind == "abbreviation" else "")
        for key, named in ((key, term.names(code)) for key, term in facts.glossary.items())
        for kind, name in named.items()
    ]
    unlike = (words_in(term.unlike, code) or "" for term in facts.glossary.values())
    names += [(phrase, "", "") for phrases in unlike for phrase in listed(phrases)]
    return Dialect(tuple(names), words.quotes, words.phrases["footnote_back"], listed(words.phrases["endings"], " "))
