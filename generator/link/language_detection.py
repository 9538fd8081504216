"""In which language a text is written, as the words show that are frequent in each language of a site."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from generator.compile.sentences import split_sentences
from generator.compile.texts import Version
from generator.problems import Location, Problem
from generator.read.by_language import Wording
from generator.read.settings import Settings

FREQUENT = 150
"""How many words of a language are judged by: half of what is written in any language consists of them."""
ENOUGH = 20
"""A text with fewer words is not judged; it may be a list of names."""
ENOUGH_IN_A_SENTENCE = 8
"""The same for a single sentence."""
ENOUGH_IF_SAME = 6
"""The same for words that stand in the original too."""
PLAINLY = 0.3
"""The share of a text that the frequent words of another language must have, for it to be in that language."""
_DRAFT = "until then, write 'draft: true' at the top of the page"
_NAME = "put names between quotation marks"
"""What to write where no words can be marked."""
_UNTRANSLATED = f"translate it, and mark words left in another language: *words*{{: lang=nl }}; {_DRAFT}"
_WORD = re.compile(r"[^\W\d_]{2,}")
"""A word; single letters are those of lists and abbreviations too, in any language."""
_NAMED = re.compile(r"«[^«»]*»|»[^«»]*«|[„“”][^„“”]*[“”]|[‚‘][^‚‘’]*[‘’]|\"[^\"]*\"|\([^()]*\)")
"""What stands between the marks of any language, or in brackets: perhaps a title, which is rightly in another one."""


Frequent = Mapping[str, Collection[str]]
"""The frequent words of each language that can be judged."""
Where = Callable[[int], Location]
"""Tells the place of each character of a text."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, without capitals.

    >>> words_of("L’aide, en 2024")
    ['aide', 'en']
    """
    return _WORD.findall(text.casefold())


def sentences(text: str) -> list[tuple[int, str, bool]]:
    """Return each sentence of a text, and last the whole text where there are more.

    Each has the place where it begins, and whether it has its end. What is named in them is left out.
    """
    text = _NAMED.sub(lambda named: " " * len(named[0]), text)
    found = [*split_sentences(text)]
    return [*found, (0, text, found[-1][2])] if len(found) > 1 else found


def language_of(words: Sequence[str], supposed: str, frequent: Frequent, enough: int = ENOUGH) -> str:
    """Return the language that a text seems to be in: `supposed`, unless another plainly has more of its words.

    A list of names in another language has some of its words, but not as many as its sentences have.
    """
    if supposed not in frequent or len(words) < enough:
        return supposed
    shares = {code: sum(map(known.__contains__, words)) for code, known in frequent.items()}
    likely = max(shares, key=shares.__getitem__)
    return likely if shares[likely] >= max(2 * shares[supposed], PLAINLY * len(words)) else supposed


def frequent(wordings: Sequence[Wording], source: str) -> dict[str, frozenset[str]]:
    """Return the frequent words of each language: those that most texts of the data and the interface have.

    What is there as in the language `source` may be a copy, to be translated yet. A language in which little else is
    written is left out: no text is judged by it, and none in it.
    """
    originals = {(one.file, one.name): one.words for one in wordings if one.language == source}
    counts: dict[str, Counter[str]] = {}
    for one in wordings:
        if one.language and (one.language == source or originals.get((one.file, one.name)) != one.words):
            counts.setdefault(one.language, Counter()).update({*words_of(one.words)})
    known = {}
    for code, own in counts.items():
        shared = [word for word, count in own.items() if count > 1]
        if len(shared) >= ENOUGH:
            known[code] = frozenset(sorted(shared, key=lambda word: (-own[word], word))[:FREQUENT])
    return known


def of_page(version: Version, original: Version, frequent: Frequent, settings: Settings) -> Iterator[Problem]:
    """Yield that a page is a copy of its original, or in another language, or else each text of it that is."""
    document, own, passages = version.document, version.document.language, version.prose.passages
    words = words_of("\n".join(passage.without_foreign for passage in passages))
    there = [passage.words for passage in original.prose.passages]
    is_copy = version is not original and len(words) >= ENOUGH and [passage.words for passage in passages] == there
    if is_copy and language_of(words, original.document.language, frequent) != own:  # or else that one is wrong
        message = f"this page is word for word the same as {original.document.path}"
        yield Problem(Location(document.path), message, _UNTRANSLATED)
    elif (language := language_of(words, own, frequent)) != own:
        yield Problem(Location(document.path), _other("this page", language, own, settings), _UNTRANSLATED)
    else:
        texts = [*there, *(text for _, text in original.document.texts())] if version is not original else []
        known = _sentences(texts)
        for place, text in document.texts():
            fix = f"translate it, or {_NAME}; {_DRAFT}"
            yield from _elsewhere(text, place.throughout, own, fix, known, frequent, settings)
        for passage in passages:
            where = document.locator(passage.place)
            yield from _elsewhere(passage.without_foreign, where, own, _UNTRANSLATED, known, frequent, settings)


def of_texts(
    wordings: Iterable[Wording], original: Iterable[Wording], frequent: Frequent, settings: Settings
) -> Iterator[Problem]:
    """Yield each text of a file of which a sentence seems to be in another language, given those of the original."""
    there = _sentences(one.words for one in original)
    for one in wordings:
        fix = f"write it in {settings.languages[one.language].name}, or {_NAME}"
        yield from _elsewhere(one.words, one.location.throughout, one.language, fix, there, frequent, settings)


def _sentences(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(sentence for text in texts for _, sentence, _ in sentences(text))


def _elsewhere(
    text: str, where: Where, own: str, fix: str, there: Collection[str], frequent: Frequent, settings: Settings
) -> Iterator[Problem]:
    """Yield where the first sentence of a text begins that seems to be in another language than its own.

    What does not end as a sentence does may be a name, which is rightly the same in every language: it is one unless it
    stands `there`, in the original, and most of it is frequent words of the language of that, without capitals.
    """
    source = settings.source_language
    for begin, sentence, is_ended in sentences(text) if own in frequent else ():
        language = own
        if is_ended:
            language = language_of(words_of(sentence), own, frequent, ENOUGH_IN_A_SENTENCE)
        if language == own and sentence in there and len(words := _WORD.findall(sentence)) >= ENOUGH_IF_SAME:
            plain = sum(word in frequent.get(source, ()) for word in words)
            language = source if 2 * plain > len(words) else own
        if language != own:
            yield Problem(where(begin), _other("this text", language, own, settings), fix)
            return


def _other(what: str, language: str, own: str, settings: Settings) -> str:
    it, this = (f"{settings.languages[code].name} ({code})" for code in (language, own))
    return f"{what} seems to be in {it}, not {this}"
