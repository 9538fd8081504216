"""A text divided at its headings into sections."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.compile.prose import Heading, Prose
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


def split(version: Version) -> Iterator[Section]:
    """Yield the sections of a page in order."""
    document = version.document
    for heading, text in divided([words for _, words in document.said()], document.text, version.prose):
        yield Section(document.name, heading.id if heading else "", text, begin(version, heading))


def begin(version: Version, heading: Heading | None) -> Location:
    """Return where the section of a heading begins, or the top of a page."""
    return version.place(heading.line, 1) if heading else Location(version.document.path)


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
