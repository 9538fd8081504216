"""Changes of pages, each at its place: lines that they do not name stay byte for byte."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from generator.problems import Location, UsageError
from generator.read.files import Files, lines_of
from generator.read.front_matter import PageText


@dataclass(slots=True)
class Edits:
    """Changes to be made to the files of a project, each once; places are those of the files as they are now.

    `fields` has what those of pages are to say, by path and name, `moves` the new paths of files, or None where one
    goes.
    """

    read: Files
    fields: defaultdict[str, dict[str, str | list[str]]] = field(default_factory=lambda: defaultdict(dict))
    moves: dict[str, str | None] = field(default_factory=dict)
    _places: defaultdict[str, set[tuple[int, int, int, str]]] = field(default_factory=lambda: defaultdict(set))

    def replace(self, where: Location, length: int, new: str) -> None:
        """Put `new` in place of so many characters of the text of a page."""
        self._places[where.path].add((where.line, where.column, length, new))

    def files(self) -> dict[str, str | None]:
        """Return what each file that changes is to hold, by its path; None where there is none any more.

        Raises `UsageError` where fields are to be changed that do not begin lines.
        """
        paths = sorted(self._places.keys() | self.fields.keys() | self.moves.keys())
        fresh = {to: self._changed(path) for path in paths if (to := self.moves.get(path, path)) is not None}
        return dict.fromkeys(self.moves) | fresh

    def _changed(self, path: str) -> str:
        lines = lines_of(self.read.data(path).decode())
        for line, column, length, new in sorted(self._places.get(path, ()), reverse=True):
            words, begin = unicodedata.normalize("NFC", lines[line - 1]), column - 1
            lines[line - 1] = words[:begin] + new + words[begin + length :]
        page, fields = PageText("".join(lines)), self.fields.get(path, {})
        if fields and page.fields is None:
            fix = "first put each on a line of its own, with no spaces before it"
            raise UsageError(f"{path}:2:1 has fields that do not begin a line; {fix}")
        return page.changed(fields, page.body).text
