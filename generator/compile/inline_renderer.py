"""The words of a text as HTML: the pieces of each block in order, typeset, and its terms explained."""

import html
import re
from collections.abc import Iterable, Sequence

from generator.compile.block_parser import Line, Reader
from generator.compile.block_text import Placed
from generator.compile.dialect import Dialect, Name
from generator.compile.inline_parser import Signs
from generator.compile.prose import MARK_END, MARK_START, Kind, Passage, Reference
from generator.compile.tokens import Piece, Tag, Title, in_tag
from generator.compile.typography import Quotes, Typeset


class Writer:
    """The words of one text, block by block; what it points to, says and explains is kept in its order."""

    def __init__(self, reader: Reader, dialect: Dialect) -> None:
        self.reader = reader
        self.dialect = dialect
        self.references: list[Reference] = []
        self.passages: list[Passage] = []
        self.noted: dict[str, int] = {}
        self.explained: set[str] = set()
        self.spelled: set[str] = set()
        self.titles: dict[str, Title | None] = {}

    def write(self, lines: Sequence[Line], kind: Kind = "paragraph", may_be_alone: bool = False) -> "Shown":
        """Return the words of a block as they are shown."""
        return Shown(self, Placed(self.reader, lines, kind), may_be_alone)


class _Passage:
    """Pieces as the words that they say, typeset, with where each of them begins there."""

    def __init__(self, placed: Placed, pieces: list[Piece], quotes: Quotes) -> None:
        self.placed, self.pieces = placed, pieces
        self.begun: list[tuple[int, Piece]] = []
        texts, end = [], 0
        for piece in pieces:
            begin, end = end, end + len(piece.text)
            self.begun.append((begin, piece))
            if piece.kind == "text":
                texts.append((begin, end))
        self.words = "".join([piece.text for piece in pieces])
        self.typeset = Typeset(self.words, texts, quotes)

    def said(self, foreign: Iterable[tuple[int, int]]) -> Passage:
        """Return the words, in which the end of a line is a space, with where each stretch of them stands."""
        places: list[tuple[int, int, int]] = []
        for begin, piece in self.begun:
            lines = self.placed.begins(piece.begin, piece.begin + len(piece.text)) if piece.text else ()
            places += [(begin + index - piece.begin, *self.placed.place(index)) for index in lines]
        is_text = any(piece.text.strip() for piece in self.pieces if piece.kind not in ("alt", "component"))
        return Passage(self.placed.kind, self.words.replace("\n", " "), tuple(places), tuple(foreign), is_text)


class Shown(_Passage):
    """A block as it is shown: `html`, and the `attributes` that its last line gives it.

    Where it is `alone`, it is a component or pictures with captions, and no paragraph stands around that.
    """

    def __init__(self, writer: Writer, placed: Placed, may_be_alone: bool) -> None:
        super().__init__(placed, Signs(placed, writer.titles).read(), writer.dialect.quotes)
        self.writer = writer
        self.attributes = placed.attributes
        self.alone = may_be_alone and not placed.attributes and self._is_alone()
        self.foreign: list[tuple[int, int]] = []
        self.html = self._html()
        writer.passages.append(self.said([(0, len(self.words))] if "lang" in placed.attributes else self.foreign))

    def _is_alone(self) -> bool:
        """Whether nothing stands here but a component, or pictures with captions."""
        said = [piece for piece in self.pieces if piece.kind != "alt" and (piece.kind != "text" or piece.text.strip())]
        if len(said) == 1 and said[0].kind == "component":
            return True
        return bool(said) and all(piece.kind == "picture" and piece.closes[0].title for piece in said)

    def _refer(self, reference: Reference | None, linked: bool = False) -> str:
        """Number something that the block points to; return its mark."""
        assert reference
        self.writer.references.append(reference._replace(block=self.alone, linked=linked))
        return f"{MARK_START}{len(self.writer.references) - 1}{MARK_END}"

    def plain(self) -> str:
        """Return the words as they are shown."""
        return "".join(self.typeset.shown(begin, begin + len(piece.text)) for begin, piece in self.begun)

    def _html(self) -> str:
        output: list[str] = []
        foreign = linked = 0  # elements that are open around this place
        alt = -1  # where the words of a picture begin
        for begin, piece in self.begun:
            for tag in piece.closes if piece.kind in ("emphasis", "close") else ():
                output.append(f"</{tag.name}>")
                foreign -= "lang" in tag.attributes
                linked -= tag.name == "a"
            end = begin + len(piece.text)
            if foreign:
                self.foreign.append((begin, end))
            match piece.kind:
                case "text":
                    output += [self._escaped(begin, end)] if foreign or linked else self._explained(begin, piece)
                case "alt":
                    alt = begin if alt < 0 else alt  # the picture behind it says it
                case "picture":
                    if "lang" in piece.closes[0].attributes and alt >= 0 and not foreign:
                        self.foreign.append((alt, begin))
                    output.append(self._picture(piece, foreign > 0))
                    alt = -1
                case "break":
                    output.append("<br>\n")
                case "component" | "citation":
                    piece.name = self._refer(piece.reference, linked > 0)
                    output.append(piece.name)
                case "note":
                    output.append(self._noted(piece.name))
                case _:
                    output.append(html.escape(piece.text, quote=False))
            for tag in reversed(piece.opens):
                foreign += "lang" in tag.attributes
                linked += tag.name == "a"
                self._titled(tag, foreign > 0)
                if tag.reference:
                    tag.attributes["href"] = self._refer(tag.reference)
                output.append(str(tag))
        return "".join(output).strip()

    def _titled(self, tag: Tag, foreign: bool) -> None:
        """Give an element its title, as it is set, and keep what it says."""
        if tag.title:
            title = _Passage(*tag.title, self.writer.dialect.quotes)
            tag.attributes["title"] = title.typeset.shown(0, len(title.words)).replace("\n", " ")
            foreign = foreign or "lang" in tag.attributes
            self.writer.passages.append(title.said([(0, len(title.words))] if foreign else ()))

    def _picture(self, picture: Piece, foreign: bool) -> str:
        """Return the mark of a picture; tell of one that says nothing to those who do not see it, if not on purpose."""
        self._titled(picture.closes[0], foreign)
        said = picture.closes[0].attributes
        if not said["alt"].strip() and said.get("role") != "presentation":
            fix = "describe it: ![what it shows](picture.jpg), or mark it as decoration with {: role=presentation }"
            self.placed.tell(picture.begin, "this picture has no description for people who cannot see it", fix)
        assert picture.reference
        return self._refer(picture.reference._replace(arguments=tuple((*one, 0) for one in sorted(said.items()))))

    def _escaped(self, begin: int, end: int) -> str:
        return html.escape(self.typeset.shown(begin, end), quote=False)

    def _explained(self, begin: int, piece: Piece) -> list[str]:
        """Return the HTML of words in which the first place of each term leads to the glossary."""
        written = []
        position, end = begin, begin + len(piece.text)
        for name, found in self.writer.dialect.find(self.words, begin, end):
            words = self._name(name, found, piece.begin + found.start() - begin)
            written += [self._escaped(position, found.start()), words]
            position = found.end()
        return [*written, self._escaped(position, end)]

    def _name(self, name: Name, found: re.Match[str], place: int) -> str:
        """Return a name of the glossary with its marks, without where it was explained before."""
        writer = self.writer
        leads = name.entry and name.entry not in writer.explained and self.placed.kind != "heading"
        spelled = name.meaning and (leads or name.entry not in writer.explained | writer.spelled)
        words, ending = self._escaped(*found.span(1)), self._escaped(found.end(1), found.end())
        if spelled:
            words = f'<abbr title="{html.escape(name.meaning)}">{words}</abbr>'
            writer.spelled.add(name.entry)
        if leads:
            writer.explained.add(name.entry)
            mark = self._refer(Reference("term", name.entry, *self.placed.place(place)))
            return f"{mark}{words}{ending}{mark}"
        return words + ending

    def _noted(self, name: str) -> str:
        """Return the mark of a footnote; the first place of each has the id to which the footnote leads back."""
        noted, note = self.writer.noted, self.writer.reader.footnotes[name]
        place = {} if name in noted else {"id": note.place}
        number = noted.setdefault(name, len(noted) + 1)
        link = {"class": "footnote-ref", "href": f"#{note.id}"}
        return f"<sup{in_tag(place)}><a{in_tag(link)}>{number}</a></sup>"
