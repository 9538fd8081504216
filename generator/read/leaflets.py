"""A few sentences of help in languages that the site does not have, or not yet: `content/leaflets/LANGUAGE.yaml`."""

from collections.abc import Mapping, Set
from itertools import chain
from typing import NamedTuple

from generator.problems import Location, Problem, gathering, suggestion
from generator.read.by_language import Wording
from generator.read.files import Files
from generator.read.kinds import direction, is_language
from generator.read.phrases import Words, agreed, differences, placeholders, read_words
from generator.read.settings import Settings

FOLDER = "content/leaflets"
OPTIONAL = "unreviewed"
"""What a leaflet may leave out: the sentence that no native speaker has checked it."""


class Leaflet(NamedTuple):
    """The sentences of one language by name, in the original order; `{id}` in them is the number of a helpline."""

    language: str
    sentences: Mapping[str, str]

    @property
    def direction(self) -> str:
        """The direction of its writing."""
        return direction("".join(self.sentences.values()))


def read(
    files: Files, settings: Settings, helplines: Set[str] | None
) -> tuple[Mapping[str, Leaflet], tuple[Wording, ...], list[Problem]]:
    """Return the leaflets by language, without the original, with their texts, and what is wrong in them.

    The file of the source language is the original: every other has its names, each with the same numbers, which are
    those of `helplines`, if they are known.
    """
    found, problems = files.below(FOLDER)
    path = f"{FOLDER}/{settings.source_language}.yaml"
    paths = {path.removeprefix(f"{FOLDER}/").removesuffix(".yaml"): path for path in found if path.endswith(".yaml")}
    written: dict[str, Words] = {}
    for code, place in {**paths, settings.source_language: path}.items() if paths else ():
        with gathering(problems):
            written[code] = read_words(files, place, code)
    if not written or problems:
        return {}, (), problems
    wanted = agreed(written, settings.source_language)
    original = written.pop(settings.source_language)
    for name, sentence in original.phrases.items():
        for number in sorted(placeholders(sentence) - helplines) if helplines is not None else ():
            message = f"there is no helpline '{number}'"
            problems.append(Problem(original.places[name], message, suggestion(number, helplines or ())))
    problems = problems or [*differences(original, wanted, original)]
    leaflets = {}
    for code, words in () if problems else written.items():
        if not is_language(code):
            message = f"'{code}' is not a language code"
            problems.append(Problem(Location(words.path), message, "name the file after one, such as ro.yaml"))
            continue
        needed = {name: it for name, it in wanted.items() if name != OPTIONAL or name in words.phrases}
        problems += differences(words, needed, original)
        for name in (name for name, it in needed.items() if " " in it and words.phrases.get(name) == it):
            message = f"this text is word for word the same as in {path}"
            problems.append(Problem(words.places[name], message, "translate it"))
        sentences = {name: words.phrases[name] for name in needed if name in words.phrases}
        leaflets[code] = Leaflet(code, sentences)
    said = (words.wordings(words.path, "", "leaflet") for words in written.values())
    return leaflets, tuple(chain.from_iterable(said)), problems
