"""Edits to pages, each at its location: all other lines keep every byte."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from generator.problems import Location, UsageError
from generator.read.files import Files, lines_of
from generator.read.front_matter import PageText


@dataclass(slots=True)
class Edits:
    """Edits to the files of a project; all locations are those in the files as they are now.

    `fields` has the new values of fields, by path and name; `moves` the new path of each file, or None to delete it.
    """

    original: Files
    fields: defaultdict[str, dict[str, str | list[str]]] = field(default_factory=lambda: defaultdict(dict))
    moves: dict[str, str | None] = field(default_factory=dict)
    _replacements: defaultdict[str, set[tuple[int, int, int, str]]] = field(default_factory=lambda: defaultdict(set))

    def replace(self, location: Location, length: int, new: str) -> None:
        """Replace `length` characters in the text of a page with `new`."""
        self._replacements[location.path].add((location.line, location.column, length, new))

    def files(self) -> dict[str, str | bytes | None]:
        """Return the new contents of each file that changes, by path; None for a file to delete.

        Raises `UsageError` if a field to change does not begin a line.
        """
        paths = sorted(self._replacements.keys() | self.fields.keys() | self.moves.keys())
        changed = {to: self._changed(path) for path in paths if (to := self.moves.get(path, path)) is not None}
        return {**dict.fromkeys(self.moves), **changed}

    def _changed(self, path: str) -> str | bytes:
        data = self.original.data(path)
        if path not in self._replacements and path not in self.fields:
            return data  # it may be a picture
        lines = lines_of(data.decode())
        for line, column, length, new in sorted(self._replacements.get(path, ()), reverse=True):
            text, begin = unicodedata.normalize("NFC", lines[line - 1]), column - 1
            lines[line - 1] = text[:begin] + new + text[begin + length :]
        page, fields = PageText("".join(lines)), self.fields.get(path, {})
        if fields and page.fields is None:
            fix = "first put each on a line of its own, with no spaces before it"
            raise UsageError(f"{path}:2:1 has fields that do not begin a line; {fix}")
        return page.changed(fields, page.body).text
