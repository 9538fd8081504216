"""In which language a text is written, as the words show that are frequent in each language of a site."""

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from generator.compile.sentences import END, divided
from generator.compile.texts import Version, Versions
from generator.problems import Location, Problem
from generator.read.by_language import Wording
from generator.read.memory import Memory, digest
from generator.read.project import Project
from generator.read.settings import Settings

FREQUENT = 100
"""How many words of a language are judged by: half of what is written in any language consists of them."""
ENOUGH = 20
"""A text with fewer words is not judged; it may be a list of names."""
ENOUGH_IN_A_SENTENCE = 8
"""The same for a single sentence."""
ENOUGH_IF_SAME = 6
"""The same for words that stand in the original too."""
PLAINLY = 0.3
"""The share of a text that the frequent words of another language must have, for it to be in that language."""
_DRAFT = "until then write 'draft: true' on top of this page"
_NAME = "put what is a name between quotation marks"
"""What to write where no words can be marked."""
UNTRANSLATED = f"translate it, and mark words that are not: *words*{{: lang=nl }}; {_DRAFT}"
_WORD = re.compile(r"[^\W\d_]{2,}")
"""A word; single letters are those of lists and abbreviations too, in any language."""
_NAMED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|‘[^‘’]*’|\"[^\"]*\"|\([^()]*\)")
"""What stands between quotation marks or in brackets: perhaps a title, which is rightly in another language."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, without capitals.

    >>> words_of("L’aide, en 2024")
    ['aide', 'en']
    """
    return _WORD.findall(text.casefold())


def sentences(text: str) -> list[tuple[int, str]]:
    """Return each sentence of a text, and last the whole text where there are more, with the places where they begin.

    What is named in them is left out.
    """
    text = _NAMED.sub(lambda named: " " * len(named[0]), text)
    found = [*divided(text)]
    return [*found, (0, text)] if len(found) > 1 else found


def language_of(
    words: Sequence[str], supposed: str, frequent: Mapping[str, Collection[str]], enough: int = ENOUGH
) -> str:
    """Return the language that a text seems to be in: `supposed`, unless another plainly has more of its words.

    `frequent` has the frequent words of each language. A list of names in another language has some of its words, but
    not as many as its sentences have.
    """
    shares = {code: sum(map(known.__contains__, words)) for code, known in frequent.items()}
    likely = max(shares, key=shares.__getitem__)
    plain = max(2 * shares[supposed], PLAINLY * len(words))
    return likely if len(words) >= enough and shares[likely] >= plain else supposed


def frequent(interface: Iterable[str], pages: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Return the frequent words of a language by which each page is judged: of the interface and of all other pages.

    `pages` has the words of those in the language by name; the others are judged by what stands at "". What a page
    adds is left out, as it is what is to be judged.
    """
    counts = Counter(interface)
    for words in pages.values():
        counts.update(words)
    ranked = sorted(heapq.nsmallest(4 * FREQUENT, counts, key=lambda word: (-counts[word], word)))
    owns = {"": Counter[str](), **{name: Counter(words) for name, words in pages.items()}}
    return {
        name: frozenset(sorted(ranked, key=lambda word: own.get(word, 0) - counts[word])[:FREQUENT])
        for name, own in owns.items()
    }


def survey(project: Project, versions: Versions, memory: Memory) -> list[Problem]:
    """Return every translation that is word for word the original, and every text that seems to be in another language.

    A text of the data is judged where its language has a page: else its few words may be copies, to be translated yet.
    """
    settings = project.settings
    if len(settings.languages) == 1:
        return []
    known = {code: _frequent(project, code, versions, memory) for code in settings.languages}
    problems: list[Problem] = []
    for (language, name), version in versions.items():
        words = {code: own.get(name, own[""]) for code, own in known.items()}
        original = versions.get((settings.source_language, name), version)
        seen = [(own.key, own.document.key) for own in (version, original)]
        key = digest(seen, language, {code: sorted(own) for code, own in words.items()})
        problems += memory.seek("language", key, partial(_of_page, version, original, words, settings))
    words = {code: own[""] for code, own in known.items() if len(own) > 1}
    key = digest(project.digest, {code: sorted(own) for code, own in words.items()})
    return problems + memory.seek("languages of texts", key, partial(_of_texts, project.wordings, words, settings))


def _frequent(project: Project, language: str, versions: Versions, memory: Memory) -> Mapping[str, frozenset[str]]:
    """Return the frequent words of a language for each of its pages, and by "" for all others."""
    own = {name: version for (code, name), version in versions.items() if code == language}
    keys = [version.key for version in own.values()]
    key = digest(project.digest, language, [*own], keys)
    interface = " ".join(project.words[language].phrases.values())
    return memory.once(
        "frequent", key, lambda: frequent(words_of(interface), {name: _words(one) for name, one in own.items()})
    )


def is_copy(version: Version, original: Version) -> bool:
    """Whether a translation is word for word its original, and has enough words to be judged."""
    said, there = ([passage.words for passage in one.prose.passages] for one in (version, original))
    return version is not original and said == there and len(_words(version)) >= ENOUGH


def _words(version: Version) -> list[str]:
    """Return the words of a page that are in its language."""
    return words_of("\n".join(passage.own for passage in version.prose.passages))


def _sentences(texts: Iterable[str]) -> frozenset[str]:
    """Return all that texts say, sentence by sentence."""
    return frozenset(sentence for text in texts for _, sentence in sentences(text))


def _of_page(
    version: Version, original: Version, frequent: Mapping[str, frozenset[str]], settings: Settings
) -> Iterator[Problem]:
    """Yield that a page is word for word its original, or in another language, or else each text of it that is."""
    document, own = version.document, version.document.language
    if is_copy(version, original):
        message = f"this page is word for word the same as {original.document.path}"
        yield Problem(Location(document.path), message, UNTRANSLATED)
        return
    if (language := language_of(_words(version), own, frequent)) != own:
        yield Problem(Location(document.path), _other("this page", language, own, settings), UNTRANSLATED)
        return
    there = _sentences(original.texts if version is not original else ())
    judge = partial(_elsewhere, own=own, frequent=frequent, source=settings.source_language, there=there)
    for where, text in document.said():
        for _, other in judge(text):
            yield Problem(where, _other("this text", other, own, settings), f"translate it, or {_NAME}; {_DRAFT}")
    for passage in version.prose.passages:
        for begin, other in judge(passage.own):
            where = version.place(*passage.place(begin))
            yield Problem(where, _other("this text", other, own, settings), UNTRANSLATED)


def _of_texts(
    wordings: Sequence[Wording], frequent: Mapping[str, frozenset[str]], settings: Settings
) -> Iterator[Problem]:
    """Yield each text of the data, or of the interface, of which a sentence seems to be in another language."""
    source = settings.source_language
    there = _sentences(one.words for one in wordings if one.language == source)
    for wording in wordings:
        own = wording.language
        for _, language in _elsewhere(wording.words, own, frequent, source, there) if own in frequent else ():
            fix = f"write it in {settings.languages[own].name}, or {_NAME}"
            yield Problem(wording.location, _other("this text", language, own, settings), fix)


def _elsewhere(
    text: str, own: str, frequent: Mapping[str, Collection[str]], source: str, there: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Yield where the first sentence of a text begins that seems to be in another language, and that language.

    What does not end as a sentence does may be a name, which is rightly the same in every language: it is one unless it
    stands `there`, in the original, and most of it is frequent words of the language of that, without capitals.
    """
    for place, sentence in sentences(text):
        language = own
        if END.search(sentence[-3:]):
            language = language_of(words_of(sentence), own, frequent, ENOUGH_IN_A_SENTENCE)
        if language == own and sentence in there and len(words := _WORD.findall(sentence)) >= ENOUGH_IF_SAME:
            plain = sum(word in frequent.get(source, ()) for word in words)
            language = source if 2 * plain > len(words) else own
        if language != own:
            yield place, language
            return


def _other(what: str, language: str, own: str, settings: Settings) -> str:
    it, this = (f"{settings.languages[code].name} ({code})" for code in (language, own))
    return f"{what} seems to be in another language: {it}, not {this}"
