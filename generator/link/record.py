"""The record of a language: for each section of a page and each other text, a digest of the source it was made from."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from generator.problems import Location, Problem, gathering
from generator.read.files import Files

Record = Mapping[str, Mapping[str, str]]
"""Digests by page and the id of a heading, "" for the top; or by the file and the name of another text."""

_TOKEN = re.compile(r"\w+|[%‰€$£+−<>=&/]")
"""What counts of a text: its words and numbers, and signs that change what a number says."""
_LINE = re.compile(r"(?P<page>\S.*):|  (?P<section>\S.*): (?P<digest>[0-9a-f]{8})")
"""A line of a record: a page, or below it a section with a digest as `digest` makes it."""
_TOP = "(top)"
COMMAND = "python build.py translations --record"
_HEADER = f"""\
# What each section of this language was translated from: a digest of the words of the source.
# Written by: {COMMAND}
"""


@lru_cache(10_000)  # each language is compared with the same texts
def digest(text: str) -> str:
    """Return 8 hexadecimal digits for the words and numbers of a text, with its addresses, attributes and code.

    Punctuation, capitals and how the lines are broken do not count.
    """
    words = " ".join(_TOKEN.findall(text.casefold())) or text.strip()
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def path_of(language: str) -> str:
    """Return the path of the record of a language."""
    return f"content/{language}/translated.yaml"


def read(files: Files, language: str) -> tuple[Record, list[Problem]]:
    """Return what is recorded for `language`, if anything, and its file's problems."""
    path = path_of(language)
    problems: list[Problem] = []
    with gathering(problems):
        return parse(files.text(path) if files.has(path) else "", path)
    return {}, problems


def parse(text: str, path: str) -> tuple[Record, list[Problem]]:
    """Read a record from the text of its file; return it, and a problem for every line that is of none."""
    record, problems, page = dict[str, dict[str, str]](), list[Problem](), ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.fullmatch(line.rstrip())
        section = "" if not found or found["section"] == _TOP else found["section"]
        if found and found["page"]:
            page = found["page"]
        elif found and page and section not in record.setdefault(page, {}):
            record[page][section] = found["digest"]
        elif line.strip() and not line.lstrip().startswith("#"):
            fix = f"delete the line, then record what is up to date: {COMMAND} LANGUAGE/PAGE"
            message = "this line is not a page or a section with its digest, or is here twice"
            problems.append(Problem(Location(path, number), message, fix))
    return record, problems


def text_of(record: Record) -> str:
    """Return the text of a record's file, with pages and sections sorted, so that moving a section is not a change."""
    lines = (
        f"{page}:\n" + "".join(f"  {section or _TOP}: {value}\n" for section, value in sorted(own.items()))
        for page, own in sorted(record.items())
    )
    return _HEADER + "".join(lines)
