"""The texts of each language; those of pages are split into sections at their headings."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.compile.prose import Heading, Prose
from generator.compile.texts import Version, Versions
from generator.link.record import text_digest
from generator.problems import Location
from generator.read.by_language import Wordings

MAX_LEVEL = 3
"""The deepest level of heading that begins a section of its own in a record."""


class Section(NamedTuple):
    """A text in one language and its location: of a page, from one heading to the next, or of data."""

    text: str
    location: Location
    is_data: bool = False

    @property
    def digest(self) -> str:
        """The digest of its text in a record."""
        return text_digest(self.text)


Sections = Mapping[str, Mapping[str, Section]]
"""Sections by page and id of the heading, "" for the top; or by file and name of another text."""


def by_language(texts: Mapping[tuple[str, str], Wordings], versions: Versions) -> Mapping[str, Sections]:
    """Return the sections of each language, given texts by language and file, and pages by language and name."""
    found = defaultdict[str, dict[str, dict[str, Section]]](dict)
    for (language, name), version in versions.items():
        found[language][name] = split(version)
    for (language, file), own in texts.items():
        found[language][file] = {text.name: Section(text.text, text.location, is_data=True) for text in own.texts}
    return found


def split(version: Version) -> dict[str, Section]:
    """Return the sections of a page in order, by id."""
    fields = [text for _, text in version.document.texts()]
    parts = split_text(fields, version.document.text, version.prose)
    return {heading.id if heading else "": Section(text, section_start(version, heading)) for heading, text in parts}


def section_start(version: Version, heading: Heading | None) -> Location:
    """Return the location where the section of a heading begins, or the top of the page for None."""
    return version.document.location(heading.line, 1) if heading else Location(version.document.path)


def split_text(fields: Iterable[str], text: str, prose: Prose) -> Iterator[tuple[Heading | None, str]]:
    """Yield the source text of each section of a page without comments: the top, with the `fields`, under None.

    Then follows one for each heading down to level `MAX_LEVEL`. `prose` is the compiled text.
    """
    headings = [None, *(heading for heading in prose.headings if heading.level <= MAX_LEVEL)]
    ends = [*(heading.offset for heading in headings if heading), len(text)]
    hidden, begin = deque(prose.comments), 0
    for heading, end in zip(headings, ends, strict=True):
        pieces = list[str]()
        while hidden and hidden[0][0] < end:
            stop, after = hidden.popleft()
            pieces.append(text[begin:stop])
            begin = after
        yield heading, "\n".join((*fields, "".join((*pieces, text[begin:end]))))
        fields, begin = (), end
