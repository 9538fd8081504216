"""Detect the language of a text by the most frequent words of each language of the site."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from generator.compile.sentences import split_sentences
from generator.compile.texts import Version
from generator.problems import Locate, Location, Problem
from generator.read.by_language import Wording
from generator.read.settings import Settings

MAX_FREQUENT = 150
"""How many words represent a language; they make up half of most texts in it."""
MIN_WORDS = 20
"""The fewest words of a text that is judged; a shorter one may be a list of names."""
MIN_IN_SENTENCE = 8
"""The same for a single sentence."""
MIN_IF_SAME = 6
"""The same for a sentence that the original contains too."""
CLEAR_SHARE = 0.3
"""The share of frequent words of another language from which a text is taken to be in it."""
DRAFT = "until then, write 'draft: true' at the top of the page"
_NAME = "put names between quotation marks"
"""The fix where words cannot be marked."""
_UNTRANSLATED = f"translate it, and mark words left in another language: *words*{{: lang=nl }}; {DRAFT}"
_WORD = re.compile(r"[^\W\d_]{2,}")
"""A word; a single letter may be part of a list or an abbreviation in any language."""
_QUOTED = re.compile(r"«[^«»]*»|»[^«»]*«|[„“”][^„“”]*[“”]|[‚‘][^‚‘’]*[‘’]|\"[^\"]*\"|\([^()]*\)")
"""Text in the quotation marks of any language or in brackets: it may be a title in its own language."""
Frequent = Mapping[str, Collection[str]]
"""The frequent words of each language that can be judged."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case.

    >>> words_of("L’aide, en 2024")
    ['aide', 'en']
    """
    return _WORD.findall(text.casefold())


def sentences(text: str) -> list[tuple[int, str, bool]]:
    """Return each sentence of a text, then the whole text if there are several.

    Each comes with its index in the text and whether it is complete. Quoted words are replaced by spaces.
    """
    text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    found = [*split_sentences(text)]
    return [*found, (0, text, found[-1][2])] if len(found) > 1 else found


def language_of(words: Sequence[str], expected: str, frequent: Frequent, minimum: int = MIN_WORDS) -> str:
    """Return the language of a text: `expected`, unless clearly more of its words are frequent in another one.

    A list of names in another language contains some frequent words of it, but fewer than its sentences do.
    """
    if expected not in frequent or len(words) < minimum:
        return expected
    shares = {code: sum(map(known.__contains__, words)) for code, known in frequent.items()}
    likely = max(shares, key=shares.__getitem__)
    return likely if shares[likely] >= max(2 * shares[expected], CLEAR_SHARE * len(words)) else expected


def frequent(wordings: Sequence[Wording], source: str) -> dict[str, frozenset[str]]:
    """Return the frequent words of each language: those that occur in most texts of the data and the interface.

    A text that is identical in the language `source` does not count, as it may not be translated yet. A language with
    few other texts is left out: no text is judged by its words, and none of its own texts is judged.
    """
    originals = {(text.file, text.name): text.text for text in wordings if text.language == source}
    counts: dict[str, Counter[str]] = {}
    for text in wordings:
        if text.language and (text.language == source or originals.get((text.file, text.name)) != text.text):
            counts.setdefault(text.language, Counter()).update({*words_of(text.text)})
    known = {}
    for code, own in counts.items():
        repeated = [word for word, count in own.items() if count > 1]
        if len(repeated) >= MIN_WORDS:
            known[code] = frozenset(sorted(repeated, key=lambda word: (-own[word], word))[:MAX_FREQUENT])
    return known


def of_page(version: Version, original: Version, frequent: Frequent, settings: Settings) -> Iterator[Problem]:
    """Yield a problem if a page is a copy of its original or in another language, or else for each such text in it."""
    document, own, passages = version.document, version.document.language, version.prose.passages
    words = words_of("\n".join(passage.without_foreign for passage in passages))
    originals = [passage.text for passage in original.prose.passages]
    is_copy = version is not original and len(words) >= MIN_WORDS and [each.text for each in passages] == originals
    if is_copy and language_of(words, original.document.language, frequent) != own:  # or else the original is wrong
        message = f"this page is word for word the same as {original.document.path}"
        yield Problem(Location(document.path), message, _UNTRANSLATED)
    elif (language := language_of(words, own, frequent)) != own:
        yield Problem(Location(document.path), _seems("this page", language, own, settings), _UNTRANSLATED)
    else:
        texts = [*originals, *(text for _, text in original.document.texts())] if version is not original else []
        known = _sentences(texts)
        for location, text in document.texts():
            fix = f"translate it, or {_NAME}; {DRAFT}"
            yield from _foreign_sentence(text, location.throughout, own, fix, known, frequent, settings)
        for passage in passages:
            locate = document.locator(passage.position)
            yield from _foreign_sentence(passage.without_foreign, locate, own, _UNTRANSLATED, known, frequent, settings)


def of_texts(
    wordings: Iterable[Wording], original: Iterable[Wording], frequent: Frequent, settings: Settings
) -> Iterator[Problem]:
    """Yield a problem for each text of a file with a sentence in another language, given the texts of the original."""
    known = _sentences(wording.text for wording in original)
    for _, _, language, text, location, _ in wordings:
        fix = f"write it in {settings.languages[language].name}, or {_NAME}"
        yield from _foreign_sentence(text, location.throughout, language, fix, known, frequent, settings)


def _sentences(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(sentence for text in texts for _, sentence, _ in sentences(text))


def _foreign_sentence(
    text: str, locate: Locate, own: str, fix: str, known: Collection[str], frequent: Frequent, settings: Settings
) -> Iterator[Problem]:
    """Yield a problem at the first sentence of a text that seems to be in another language than its own.

    Text that is not a complete sentence may be a name, the same in every language, unless it is one of the `known`
    sentences of the original and most of its words are frequent, lower-case words of the source language.
    """
    source = settings.source_language
    for begin, sentence, is_complete in sentences(text) if own in frequent else ():
        language = own
        if is_complete:
            language = language_of(words_of(sentence), own, frequent, MIN_IN_SENTENCE)
        if language == own and sentence in known and len(words := _WORD.findall(sentence)) >= MIN_IF_SAME:
            count = sum(word in frequent.get(source, ()) for word in words)
            language = source if 2 * count > len(words) else own
        if language != own:
            yield Problem(locate(begin), _seems("this text", language, own, settings), fix)
            return


def _seems(what: str, language: str, own: str, settings: Settings) -> str:
    found, expected = (f"{settings.languages[code].name} ({code})" for code in (language, own))
    return f"{what} seems to be in {found}, not {expected}"
