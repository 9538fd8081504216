"""Earlier versions of the sections of the source, from the version history (git) of the project."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.compile.language import LanguageData
from generator.compile.text import compile_text
from generator.link.record import text_digest
from generator.link.sections import split_text
from generator.read import yaml_text
from generator.read.files import normalised
from generator.read.pages import TEXT_FIELDS, closing_line

REVISIONS = 100
"""The most earlier versions of a file that are read."""


class History:
    """The version history of the project in a folder; empty if there is none, or for the `reason` that git gives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reason = ""
        self._known: dict[tuple[str, str], dict[str, str]] = {}

    def texts(self, path: str, is_data: bool) -> Mapping[str, str]:
        """Return every text that was once a section of a page, or a text of a data file, by its digest.

        This includes the versions under an earlier file name, and those of a branch that a merge discarded.
        """
        key = path, self._git("rev-parse", "HEAD")  # a preview may outlive a commit
        if key not in self._known:
            texts_in = _texts if is_data else sections
            log = "log", f"-{REVISIONS}", "--format=", "--raw", "--no-abbrev"  # the blob before and after each commit
            output = self._git(*log, "--follow", "--full-history", "-m", "--", path)
            earlier = dict.fromkeys(re.findall(r"\b(?!0+\b)[0-9a-f]{40,}", output))  # not the null id of a missing file
            texts = (text for name in earlier for text in texts_in(self._git("cat-file", "blob", name)))
            self._known[key] = {text_digest(text): text for text in texts}
        return self._known[key]

    def _git(self, *arguments: str) -> str:
        """Return the output of git, or nothing if it fails."""
        import subprocess

        try:
            done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, timeout=60, check=True)
        except subprocess.CalledProcessError as error:
            self.reason = error.stderr.decode("utf-8", "replace").split("\n")[0]
            return ""
        except (OSError, subprocess.TimeoutExpired):
            self.reason = "git is missing, or does not answer"
            return ""
        return done.stdout.decode("utf-8", "replace")


def sections(text: str) -> Iterator[str]:
    """Yield the source text of each section of a page."""
    lines = normalised(text).split("\n")
    if end := closing_line(lines):
        fields, body = yaml_text.parse_or_none("\n".join(lines[1:end])) or {}, "\n".join(lines[end + 1 :])
        top = [str(fields[name]) for name in TEXT_FIELDS if isinstance(fields.get(name), str)]
        yield from (part for _, part in split_text(top, body, compile_text(body, LanguageData())))


def _texts(text: str) -> Iterator[str]:
    """Yield each text in a data file."""
    values = [yaml_text.parse_or_none(normalised(text))]
    for value in values:  # grows as it goes
        if isinstance(value, str):
            yield value
        values += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
