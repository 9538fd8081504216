"""What a section of the source was at an earlier time, as far as the version history (git) of the project knows."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.compile.dialect import Dialect
from generator.compile.text import compile_text
from generator.link.record import digest
from generator.link.sections import divided
from generator.read import yaml_text
from generator.read.files import normalised
from generator.read.pages import TEXT_FIELDS, closing_line

REVISIONS = 100
"""How many earlier versions of a file are looked at."""


class History:
    """The version history of the project in a folder; where there is none, nothing is known."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[str, str], dict[str, str]] = {}

    def texts(self, path: str, is_data: bool) -> Mapping[str, str]:
        """Return every text that a page, or a file of data, once held as a section, by its digest.

        Also those that it held under another name, and those of a branch that were given up when it was merged.
        """
        key = path, self._git("rev-parse", "HEAD")  # a preview lasts longer than a version
        if key not in self._known:
            texts_in = _texts if is_data else sections
            log = "log", f"-{REVISIONS}", "--format=", "--raw", "--no-abbrev"  # of each, what it was and became
            told = self._git(*log, "--follow", "--full-history", "-m", "--", path)
            earlier = dict.fromkeys(re.findall("[0-9a-f]{40,}", told))
            texts = (text for name in earlier for text in texts_in(self._git("cat-file", "blob", name)))
            self._known[key] = {digest(text): text for text in texts}
        return self._known[key]

    def _git(self, *arguments: str) -> str:
        """Return what git says, or nothing where it does not know."""
        import subprocess

        try:
            done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def sections(text: str) -> Iterator[str]:
    """Yield the text of each section of a page."""
    lines = normalised(text).split("\n")
    if end := closing_line(lines):
        fields, body = yaml_text.parse_or_none("\n".join(lines[1:end])) or {}, "\n".join(lines[end + 1 :])
        top = [str(fields[name]) for name in TEXT_FIELDS if isinstance(fields.get(name), str)]
        yield from (part for _, part in divided(top, body, compile_text(body, Dialect())))


def _texts(text: str) -> Iterator[str]:
    """Yield each text of a file of data."""
    values = [yaml_text.parse_or_none(normalised(text))]
    for value in values:  # which may have more
        if isinstance(value, str):
            yield value
        values += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
