"""A few sentences of help in languages that the site does not have (yet): `content/leaflets/LANGUAGE.yaml`."""

from collections.abc import Mapping, Set
from itertools import chain
from typing import NamedTuple

from generator.problems import Location, Problem, gathering, suggestion
from generator.read.by_language import Wording
from generator.read.files import Files
from generator.read.phrases import Words, differences, expected, placeholders, read_words
from generator.read.settings import Settings
from generator.read.value_types import direction, is_language

FOLDER = "content/leaflets"
OPTIONAL = "unreviewed"
"""The name of the sentence that no native speaker has checked the leaflet, which it may leave out."""


class Leaflet(NamedTuple):
    """The sentences of one language by name, in the order of the original; `{id}` stands for a helpline's number."""

    language: str
    sentences: Mapping[str, str]

    @property
    def direction(self) -> str:
        """The direction of its script: rtl or ltr."""
        return direction("".join(self.sentences.values()))


def read(
    files: Files, settings: Settings, helplines: Set[str] | None
) -> tuple[Mapping[str, Leaflet], tuple[Wording, ...], list[Problem]]:
    """Return the leaflets by language, without the original, their texts, and every problem.

    The file of the source language is the original: every other must have the same names and placeholders. Each
    placeholder is one of `helplines`, which is None if they could not be read.
    """
    found, problems = files.below(FOLDER)
    path = f"{FOLDER}/{settings.source_language}.yaml"
    paths = {file.removeprefix(f"{FOLDER}/").removesuffix(".yaml"): file for file in found if file.endswith(".yaml")}
    written: dict[str, Words] = {}
    for code, file in {**paths, settings.source_language: path}.items() if paths else ():
        with gathering(problems):
            written[code] = read_words(files, file, code)
    if not written or problems:
        return {}, (), problems
    wanted = expected(written, settings.source_language, {"name"})
    original = written.pop(settings.source_language)
    for name, sentence in original.phrases.items():
        for helpline in sorted(placeholders(sentence) - helplines) if helplines is not None else ():
            message = f"there is no helpline '{helpline}'"
            problems.append(Problem(original.locations[name], message, suggestion(helpline, helplines or ())))
    problems = problems or [*differences(original, wanted, original)]
    leaflets = {}
    for code, words in () if problems else written.items():
        if not is_language(code):
            message = f"'{code}' is not a language code"
            problems.append(Problem(Location(words.path), message, "name the file after one, such as ro.yaml"))
            continue
        needed = {name: text for name, text in wanted.items() if name != OPTIONAL or name in words.phrases}
        problems += differences(words, needed, original)
        for name in (name for name, text in needed.items() if " " in text and words.phrases.get(name) == text):
            message = f"this text is word for word the same as in {path}"
            problems.append(Problem(words.locations[name], message, "translate it"))
        leaflets[code] = Leaflet(code, {name: words.phrases[name] for name in needed if name in words.phrases})
    wordings = (words.wordings(words.path, "", "leaflet") for words in written.values())
    return leaflets, tuple(chain.from_iterable(wordings)), problems
