"""Changes of pages, each at its place: lines that they do not name stay byte for byte."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from generator.problems import Location, WrongUse
from generator.read.files import Files, lines_of
from generator.read.front_matter import PageText, Value


@dataclass(slots=True)
class Edits:
    """Changes to be made to the files of a project, each once; places are those of the files as they are now."""

    read: Files
    _places: defaultdict[str, set[tuple[int, int, str, str]]] = field(default_factory=lambda: defaultdict(set))
    _fields: dict[str, dict[str, Value]] = field(default_factory=dict)
    _moves: dict[str, str | None] = field(default_factory=dict)

    def replace(self, where: Location, old: str, new: str) -> None:
        """Put `new` where `old` stands in the text of a page."""
        self._places[where.path].add((where.line, where.column, old, new))

    def set(self, path: str, name: str, value: Value) -> None:
        """Give a field of a page a value."""
        self._fields.setdefault(path, {})[name] = value

    def move(self, path: str, to: str | None) -> None:
        """Give the file of a page another path, or none."""
        self._moves[path] = to

    def files(self) -> dict[str, str | None]:
        """Return what each file that changes is to hold, by its path; None where there is none any more.

        Raises `WrongUse` where what is to be changed is not written as it is read.
        """
        made: dict[str, str | None] = dict.fromkeys(self._moves)
        for path in sorted(self._places.keys() | self._fields.keys() | self._moves.keys()):
            to = self._moves.get(path, path)
            if to is not None:
                made[to] = self._changed(path)
        return made

    def _changed(self, path: str) -> str:
        lines = lines_of(self.read.data(path).decode())
        for line, column, old, new in sorted(self._places.get(path, ()), reverse=True):
            words, begin = unicodedata.normalize("NFC", lines[line - 1]), column - 1
            if not words.startswith(old, begin):
                message = f"{path}:{line}:{column} does not have '{old}' as it is read; write it plainly there first"
                raise WrongUse(message)
            lines[line - 1] = words[:begin] + new + words[begin + len(old) :]
        page = PageText("".join(lines))
        if path in self._fields and page.fields is None:
            message = (
                f"{path}:2:1 has fields that do not begin a line; let each begin one first, without spaces before it"
            )
            raise WrongUse(message)
        return page.changed(self._fields.get(path, {}), page.body).text
