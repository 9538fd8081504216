"""The texts of each language, those of pages divided at their headings into sections."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.compile.prose import Heading, Prose
from generator.compile.texts import Version, Versions
from generator.link.record import digest
from generator.problems import Location
from generator.read.by_language import Wordings

DEEPEST = 3
"""The level of heading down to which a translation is recorded as up to date or behind."""


class Section(NamedTuple):
    """A text in one language, and where it stands: of a page from one heading to the next, or a text of data."""

    text: str
    location: Location
    is_data: bool = False

    @property
    def digest(self) -> str:
        """The digest of its text, as a record has it."""
        return digest(self.text)


Pages = Mapping[str, Mapping[str, Section]]
"""Sections by their page and the id of their heading, "" for the top; or by the file and the name of another text."""


def by_language(texts: Mapping[tuple[str, str], Wordings], versions: Versions) -> Mapping[str, Pages]:
    """Return every section of each language, given texts by language and file, and pages by language and name."""
    found = defaultdict[str, dict[str, dict[str, Section]]](dict)
    for (language, name), version in versions.items():
        found[language][name] = split(version)
    for (language, file), own in texts.items():
        found[language][file] = {one.name: Section(one.words, one.location, is_data=True) for one in own.texts}
    return found


def split(version: Version) -> dict[str, Section]:
    """Return the sections of a page in order, by their ids."""
    said = [words for _, words in version.document.texts()]
    parts = divided(said, version.document.text, version.prose)
    return {heading.id if heading else "": Section(text, begin(version, heading)) for heading, text in parts}


def begin(version: Version, heading: Heading | None) -> Location:
    """Return where the section of a heading begins, or the top of a page."""
    return version.document.place(heading.line, 1) if heading else Location(version.document.path)


def divided(said: Iterable[str], text: str, prose: Prose) -> Iterator[tuple[Heading | None, str]]:
    """Yield the texts of a page, as they are written but for comments: its top, with what its fields say, as None.

    Then one for each heading to level `DEEPEST`. `prose` is what the text was compiled to.
    """
    headings = [None, *(heading for heading in prose.headings if heading.level <= DEEPEST)]
    ends = [*(heading.offset for heading in headings if heading), len(text)]
    hidden, begin = deque(prose.comments), 0
    for heading, end in zip(headings, ends, strict=True):
        pieces = list[str]()
        while hidden and hidden[0][0] < end:
            stop, after = hidden.popleft()
            pieces.append(text[begin:stop])
            begin = after
        yield heading, "\n".join((*said, "".join((*pieces, text[begin:end]))))
        said, begin = (), end
