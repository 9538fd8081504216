"""Changes of pages, each at its place: lines that they do not name stay byte for byte."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from generator.problems import Location, WrongUse
from generator.read.files import Files, lines_of
from generator.read.front_matter import PageText


@dataclass(slots=True)
class Edits:
    """Changes to be made to the files of a project, each once; places are those of the files as they are now.

    `aliases` has those that pages get, `moves` the new paths of files, or None where one goes.
    """

    read: Files
    aliases: dict[str, list[str]] = field(default_factory=dict)
    moves: dict[str, str | None] = field(default_factory=dict)
    _places: defaultdict[str, set[tuple[int, int, str, str]]] = field(default_factory=lambda: defaultdict(set))

    def replace(self, where: Location, old: str, new: str) -> None:
        """Put `new` where `old` stands in the text of a page."""
        self._places[where.path].add((where.line, where.column, old, new))

    def files(self) -> dict[str, str | None]:
        """Return what each file that changes is to hold, by its path; None where there is none any more.

        Raises `WrongUse` where what is to be changed is not written as it is read.
        """
        made: dict[str, str | None] = dict.fromkeys(self.moves)
        for path in sorted(self._places.keys() | self.aliases.keys() | self.moves.keys()):
            to = self.moves.get(path, path)
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
        page, aliases = PageText("".join(lines)), self.aliases.get(path)
        if aliases and page.fields is None:
            message = (
                f"{path}:2:1 has fields that do not begin a line; let each begin one first, without spaces before it"
            )
            raise WrongUse(message)
        return page.changed({"aliases": aliases} if aliases else {}, page.body).text
