"""The record of a language: for each section of a page and each other text, a digest of the source it was made from."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from generator.problems import Problem, gathering
from generator.read import yaml_text
from generator.read.files import Files
from generator.read.memory import Memory
from generator.read.memory import digest as memory_key

Key = tuple[str, str]
"""The page of a section and the id of its heading, "" for the top; or the file and the name of another text."""
Record = Mapping[Key, str]

_TOKEN = re.compile(r"\w+|[%‰€$£+−<>=&/]")
"""What counts of a text: its words and numbers, and signs that change what a number says."""
_DIGEST = re.compile("[0-9a-f]{8}")
"""A digest as `digest` makes it."""
_TOP = "(top)"
COMMAND = "python build.py translations --record"
_HEADER = f"""\
# What each section of this language was translated from: a digest of the words of the source.
# Written by: {COMMAND}
"""


def digest(text: str) -> str:
    """Return 8 hexadecimal digits for the words and numbers of a text, with its addresses, attributes and code.

    Punctuation, capitals and how the lines are broken do not count.
    """
    words = " ".join(_TOKEN.findall(text.casefold())) or text.strip()
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def path_of(language: str) -> str:
    """Return the path of the record of a language."""
    return f"content/{language}/translated.yaml"


def read(files: Files, language: str, memory: Memory | None = None) -> tuple[Record, list[Problem]]:
    """Return what is recorded for `language`, if anything, and its file's problems."""
    path = path_of(language)
    problems: list[Problem] = []
    with gathering(problems):
        text = files.text(path) if files.has(path) else ""
        memory, key = memory or Memory(), memory_key(text)
        for kept in memory.recall("record", [key]).values():
            return kept, []
        record, found = parse(text, path)
        if not found:
            memory.keep("record", key, record)
        return record, found
    return {}, problems


def parse(text: str, path: str) -> tuple[Record, list[Problem]]:
    """Read a record from the text of its file; return it, and a problem for everything that is none."""
    record, problems = dict[Key, str](), list[Problem]()
    with gathering(problems):
        data, places = yaml_text.parse(text, path)
        for page, sections in data.items() if isinstance(data, dict) else ():
            for section, value in sections.items() if isinstance(sections, dict) else (("", sections),):
                if isinstance(sections, dict) and isinstance(value, str) and _DIGEST.fullmatch(value):
                    record[page, "" if section == _TOP else section] = value
                else:
                    fix = f"delete the line, and record what is up to date: {COMMAND} LANGUAGE/PAGE"
                    place = places.key(page, section) if isinstance(sections, dict) else places.key(page)
                    problems.append(Problem(place, "a digest of 8 digits and letters from a to f belongs here", fix))
    return record, problems


def text_of(record: Record) -> str:
    """Return the text of a record's file, with pages and sections sorted, so that moving a section is not a change."""
    pages: dict[str, dict[str, str]] = {}
    for (page, section), value in record.items():
        pages.setdefault(page, {})[section or _TOP] = value
    if not pages:
        return _HEADER
    import yaml

    class Plain(yaml.SafeDumper):
        """Writes a text without quotation marks also where it looks like a number, as what reads it takes it so."""

        yaml_implicit_resolvers: Any = {}  # noqa: RUF012

    return _HEADER + str(yaml.dump(pages, Dumper=Plain, allow_unicode=True, width=1000))
