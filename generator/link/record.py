"""The record of a language: for each section and each other text, a digest of the source it was translated from."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from generator.problems import Location, Problem, gathering
from generator.read.files import Files

Record = Mapping[str, Mapping[str, str]]
"""Digests by page and id of a heading, "" for the top; or by file and name of another text."""

_TOKEN = re.compile(r"\w+|[%‰€$£+−<>=&/]")
"""The parts of a text that count: its words and numbers, and symbols that change the meaning of a number."""
_LINE = re.compile(r"(?P<page>\S.*):|  (?P<section>\S.*): (?P<digest>[0-9a-f]{8})")
"""A line of a record: a page, or below it a section with its digest (see `text_digest`)."""
_TOP = "(top)"
COMMAND = "python build.py translations --record"
_HEADER = f"""\
# For each section of this language, a digest of the source text from which it was translated.
# Written by: {COMMAND}
"""


@lru_cache(10_000)  # every language is compared with the same texts
def text_digest(text: str) -> str:
    """Return a digest of 8 hexadecimal digits of the words and numbers of a text, its addresses, attributes and code.

    Punctuation, capitals and line breaks do not count.
    """
    words = " ".join(_TOKEN.findall(text.casefold())) or text.strip()
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def path_of(language: str) -> str:
    """Return the path of the record of a language."""
    return f"content/{language}/translated.yaml"


def read(files: Files, language: str) -> tuple[Record, list[Problem]]:
    """Return the record of `language`, empty if there is none, and the problems of its file."""
    path = path_of(language)
    problems: list[Problem] = []
    with gathering(problems):
        return parse(files.text(path) if files.has(path) else "", path)
    return {}, problems


def parse(text: str, path: str) -> tuple[Record, list[Problem]]:
    """Return the record in the text of a file, and a problem for every line that cannot be read."""
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
            message = "this line is neither a page nor a section with its digest, or it is a duplicate"
            problems.append(Problem(Location(path, number), message, fix))
    return record, problems


def text_of(record: Record) -> str:
    """Return the text of the file of a record, sorted, so that it stays the same when a section moves."""
    lines = (
        f"{page}:\n" + "".join(f"  {section or _TOP}: {value}\n" for section, value in sorted(own.items()))
        for page, own in sorted(record.items())
    )
    return _HEADER + "".join(lines)
