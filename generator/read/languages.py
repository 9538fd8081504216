"""A new language of the site: its words, each still to be translated, and its line in site.yaml, still a remark."""

from collections.abc import Mapping
from pathlib import Path

from generator.problems import Location, WrongUse
from generator.read import schemas, settings
from generator.read.entries import inserted
from generator.read.files import Files, write_all
from generator.read.kinds import is_language, locale_of
from generator.read.phrases import path_of
from generator.read.settings import Settings
from generator.read.yaml_text import written


def create(folder: Path, config: Settings, code: str, original: Mapping[str, str]) -> tuple[str, str | None]:
    """Write `content/CODE/words.yaml`, and the line for site.yaml behind '#', if it has none; return both places.

    The words are empty, with the original beside each: the line in site.yaml is a remark until they are translated, so
    that nothing of the language is published before.
    Raises `WrongUse` where the code is no language or has its words.
    """
    if not is_language(code):
        raise WrongUse(f"'{code}' is not a language; write its code, such as nl or pt-BR")
    path = path_of(code)
    if (folder / path).exists():
        raise WrongUse(f"{path} has the language '{code}' already")
    entry = f"  # {code}: {_described(code, config.country)}  # remove the first '#' when {path} is translated"
    words = [
        schemas.line(path, "words"),
        f"# The words of the interface in '{code}'. Behind each '#' stands the original.",
    ]
    words += [f"{name}:  # {written(' '.join(phrase.split()))}" for name, phrase in original.items()]
    texts = {path: "\n".join(words) + "\n"}
    place = None
    if code not in config.languages:
        texts[settings.PATH], line = inserted(Files(folder), settings.PATH, ("languages",), code, [entry])
        place = str(Location(settings.PATH, line))
    write_all(folder, texts)
    return path, place


def _described(code: str, country: str | None) -> str:
    """Return what site.yaml says of a language: its name in itself, its locale and the direction of its writing."""
    locale = locale_of(code)
    name = ((locale and locale.get_language_name()) or code).split(" (")[0]
    parts = [f"name: {name[0].upper()}{name[1:]}"]
    if locale:
        here = locale_of(f"{locale}_{country}") if country and not locale.territory else None
        parts += [f"locale: {here}"] if here else []
        parts += ["direction: rtl"] * (locale.text_direction == "rtl")
    return f"{{{', '.join(parts)}}}"
