"""A text divided at its headings into sections."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.compile.prose import Heading
from generator.compile.texts import Version
from generator.link.record import Key, digest
from generator.problems import Location

DEEPEST = 3
"""The level of heading down to which a translation is recorded as up to date or behind."""


class Section(NamedTuple):
    """A text in one language, and where it stands: of a page from one heading to the next, or a text of data.

    `page` and `id` say what it is in every language. Before the first heading, `id` is "".
    """

    page: str
    id: str
    text: str
    location: Location
    is_data: bool = False

    @property
    def key(self) -> Key:
        """What it is called in every language."""
        return self.page, self.id

    @property
    def digest(self) -> str:
        """The digest of its text, as a record has it."""
        return digest(self.text)


def split(version: Version) -> tuple[Section, ...]:
    """Return the sections of a page in order: its top, with its fields, then one for each heading to level `DEEPEST`.

    Their texts are as they are written, but for comments.
    """
    document, text = version.document, version.document.text
    headings = [heading for heading in version.prose.headings if heading.level <= DEEPEST]
    top, *others = written(text, [heading.offset for heading in headings], version.prose.comments)
    fields = [words for _, words in document.said()]
    sections = [Section(document.name, "", "\n".join((*fields, top)), begin(version, None))]
    for heading, told in zip(headings, others, strict=True):
        sections.append(Section(document.name, heading.id, told, begin(version, heading)))
    return tuple(sections)


def begin(version: Version, heading: Heading | None) -> Location:
    """Return where the section of a heading begins, or the top of a page."""
    return version.place(heading.line, 1) if heading else Location(version.document.path)


def written(text: str, starts: Iterable[int], comments: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the texts of sections that begin where headings do, without comments."""
    hidden = deque(comments)
    for start, end in pairwise((0, *starts, len(text))):
        begin, pieces = start, list[str]()
        while hidden and hidden[0][0] < end:
            stop, after = hidden.popleft()
            pieces.append(text[begin:stop])
            begin = after
        yield "".join((*pieces, text[begin:end]))
