"""The lines of a text, read once: words get a mark of their place, and what is a block by itself is put aside."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.compile.prose import Mistake
from generator.read.kinds import is_language

PLACE_OPEN, PLACE_CLOSE = "\ue004", "\ue005"
PLACE = re.compile(f"{PLACE_OPEN}(\\d+){PLACE_CLOSE}")
"""Stands before the words of each line, with their offset in the text."""
LEAF_OPEN, LEAF_CLOSE = "\ue006", "\ue007"
LEAF = re.compile(f"{LEAF_OPEN}(\\d+){LEAF_CLOSE}")
"""Stands where a heading, a table, a block of code or a rule was, or a quotation ended, with its number."""
NOTE = (
    'write !!! warning "Title", with straight quotation marks and an empty line above; indent its text by four spaces'
)
INDENT = 4
"""Spaces by which a line stands inside the item, note or footnote above it."""
DEEPEST = 8
LONGEST = 200
"""Lines of a paragraph, or of the meanings of a term: Python-Markdown copies all of them for each."""

_QUOTED = re.compile(r"(?:>[ \t]*)+")
"""The signs of a quotation before its words; tabs between them are spaces."""
_MARKER = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})\.)[ \t]+(?=\S)|:[ ]{1,3}(?=\S)")
"""What begins an item, with words behind it, or the meaning of a term; nine digits at most, as CommonMark has it."""
_INNER = re.compile(f"{_MARKER.pattern}|{_QUOTED.pattern}(?=[^\\s>])")
"""The same behind another such sign, where a quotation may begin too."""
_WORDLESS = re.compile(r"[-*+][ ]*|[> ]+")
"""An item or a quotation without words, which Python-Markdown would show as its sign."""
_BLOCK = re.compile(f"{_MARKER.pattern}|#{{1,6}}[ ]|>|!!!|```|~~~")
"""What begins a block below a table, so that it is no row of it."""
_SIGNS = ("-", "+")
_BULLETS = "-*+"
"""CommonMark makes two lists of two bullets, and Python-Markdown one."""
_UNDERLINE = re.compile(r"(?:-{2,}|=+)[ ]*")
"""What makes a heading of the words above it elsewhere: here headings have signs."""
_RULE = re.compile(r"(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}")
"""A rule across the page (CommonMark 0.31, section 4.1)."""
_FENCE = re.compile(r"(?P<signs>`{3,}|~{3,})[ ]*(?P<language>[\w+#-]*)(?P<rest>[^`]*)")
"""What opens and closes a block of code (section 4.5); a backtick behind three of them is code in a line."""
_HEADING = re.compile(r"(?P<signs>#{1,6})(?:[ \t]+|$)")
"""The signs of a heading (section 4.2)."""
_ID = re.compile(r"\{:?[ ]*(?P<attributes>[^{}]*)\}$")
"""What is said of a heading, at its end."""
_CLOSING = re.compile(r"(?:^|[ ])#+$")
"""Signs that close a heading, as some write them (section 4.2)."""
_SEPARATOR = re.compile(r"(?=.*\|)\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?")
"""The line below the head of a table; it needs a bar, or it would be a rule."""
_DEFINITION = re.compile(
    r"\[(?P<label>[^\]\n@^][^\]\n]{0,998})\]:[ ]*(?P<address><[^<>\n]*>|\S+)"
    r"(?:[ ]+(?P<title>\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?"
)
"""Where a reference link leads (section 4.7), with the length of a label that CommonMark allows."""
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]:[ ]*")
"""Where a footnote is written."""
_NOTE = re.compile(r"!!! ?(?P<kind>[\w-]+(?: +[\w-]+)*) +\"(?P<title>[^\"]*)\"[ ]*")
"""The first line of a note, with its title; what only begins like one is told."""
_NOTED = re.compile(r"!!!|\?{3}\+? \w+ \"")
"""How one begins, or one that opens and closes elsewhere."""
_CODE_OR_BAR = re.compile(r"\\.|(?P<ticks>`+)|(?P<bar>\|)")
"""A bar divides cells, unless it is escaped or in code."""
_MERGE = re.compile(r"(?:<{7}|>{7})(?: |$)")
"""What Git leaves where two versions could not be merged."""
_ATTRIBUTE = re.compile(
    r"[ ]*(?:#(?P<id>[\w.:-]+)|\.(?P<class>[\w-]+)"
    r"|(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+)))(?=[ ]|$)"
)
"""One thing that is said of an element: an id, a class, or a name with its value."""
ATTRIBUTES = ("id", "class", "lang", "width", "height", "role")
"""What a text may say of an element; looks belong into static/styles/."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that holds no other: a heading, a table, a block of code or a rule; `offset` is where it begins.

    One that is an `end` shows nothing: it stands between two quotations, which would be read as one.

    `marked` is what a heading says; `text` the content of a block of code and `attributes` its language, or what is
    said of a heading; `rows` and `aligned` are those of a table, its first row being the head.
    """

    kind: Literal["heading", "table", "code", "rule", "end"]
    offset: int
    level: int = 0
    marked: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    aligned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a reference link leads, and where that is said."""

    offset: int
    label: str
    address_offset: int
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: where it is written, by which name, and its lines, read."""

    offset: int
    name: str
    lines: list[str]


class Reader:
    """One text, read line by line: `lines` are for the parser of blocks, `leaves` put aside, `wrong` is to be told.

    `numbers` has the numbers of the items that begin in a line, None for a bullet, by the offset of its words, and
    `signed` each sign with a number behind it that may as well be its sign; `begins` has where the signs before the
    words of each line begin, `quotes` where the last sign of a quotation stands there, and `seen` the offsets of the
    words that have come out of the parser of blocks. `merge` is the first sign of a merge that was left unfinished,
    from which all else that is wrong could follow. `comments` has where each begins and ends.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.leaves: list[Leaf] = []
        self.numbers: dict[int, list[int | None]] = {}
        self.signed: dict[int, tuple[str, str]] = {}
        self.begins: dict[int, int] = {}
        self.quotes: dict[int, int] = {}
        self.definitions: list[Definition] = []
        self.footnotes: list[Footnote] = []
        self.comments: list[tuple[int, int]] = []
        self.seen: list[int] = []
        self.wrong: list[Mistake] = []
        self.merge: Mistake | None = None
        self._source = text.split("\n")
        self._line_starts = [0]
        for line in self._source[:-1]:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self._sink = self.lines
        self._inside = 0
        self._after_blank = True
        self._open = False
        self._open_paragraph = False
        self._above = ""
        self._margin = self._shift = self._length = 0
        self._bullets: dict[int, str] = {}
        self._read()

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, each from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def tell(self, offset: int, message: str, fix: str, shown: str = "") -> Mistake:
        """Keep what is wrong at an offset, and the sign that a reader would see; return it."""
        self.wrong.append(Mistake(*self.place(min(offset, len(self.text))), message, fix, shown))
        return self.wrong[-1]

    def _read(self) -> None:
        number = 0
        while number < len(self._source):
            number = self._line(number)

    def _line(self, number: int) -> int:
        """Read a line, and those below it that belong to it; return the number of the next."""
        raw = self._source[number]
        words = raw.lstrip(" \t")
        if not words.strip():
            self._end()
            self._after_blank = True
            return number + 1
        begin = self._line_starts[number]
        offset = begin + len(raw) - len(words)
        indent = len(raw[: len(raw) - len(words)].expandtabs(INDENT))
        words = words.rstrip("\t")
        if self._inside:
            if self._after_blank and indent < INDENT:
                self._sink, self._inside = self.lines, 0
            indent = max(indent - INDENT, 0) if self._inside else indent
        quoted = marker = None
        inner = words
        if not words[0].isalpha():  # a letter begins no block
            if words.startswith("<!--"):
                return self._comment(offset)
            if indent < INDENT and not self._open_paragraph and (read := self._defined(number, words, offset)):
                return number + read
            if _MERGE.match(words):
                fix = "choose between the two texts, then delete the lines <<<<<<<, ======= and >>>>>>>"
                told = self.tell(offset, "a merge of two versions was left unfinished here", fix)
                self.merge = self.merge or told
            if found := _FOOTNOTE.match(words) if indent < INDENT else None:
                self._end()
                self.footnotes.append(Footnote(offset, found["name"], []))
                self._sink, self._inside, indent = self.footnotes[-1].lines, 1, 0
                words, offset, self._after_blank = words[found.end() :], offset + found.end(), True
                if not words.strip():
                    return number + 1
            quoted = _QUOTED.match(words)
            inner = words[quoted.end() :] if quoted else words
            marker = _MARKER.match(inner)
        indent = self._indented(indent, inner, offset, bool(quoted), bool(marker))
        prefix = " " * indent + (quoted[0].replace("\t", " " * INDENT) if quoted else "")
        if quoted:
            self.quotes[offset + quoted.end()] = offset + len(quoted[0].rstrip()) - 1
            offset += quoted.end()
        if (depth := indent // INDENT + prefix.count(">")) > DEEPEST:
            message = "lists, quotes or notes stand too deep inside one another here"
            self.tell(offset, message, "bring them further to the left")
            prefix = ""
        if quoted and self._sink[-1:] == [""] and self._above.startswith(f"{' ' * indent}>"):
            self._leaf(number, " " * indent, Leaf("end", offset))
        if marker or inner.startswith("!!!") or self._inside:
            self._open = True
        elif self._after_blank and not indent:
            self._open = False
        if self._after_blank:
            self._above, self._margin = prefix, len(prefix)
        elif len(prefix) < self._margin and marker:
            self._break(prefix)
            self._margin = len(prefix)
        self._length = 0 if self._after_blank or (marker and marker[0][0] != ":") else self._length + 1
        if self._length and self._length % LONGEST == 0:
            self._break(prefix)
            if self._length == LONGEST:
                message = f"{LONGEST} lines stand right below one another here"
                self.tell(offset, message, "put an empty line where a paragraph ends")
        self._after_blank = not inner.strip()
        if self._after_blank:
            self._break(prefix)
            return number + 1
        return self._block(number, offset, prefix, inner, depth)

    def _block(self, number: int, offset: int, prefix: str, words: str, depth: int) -> int:
        """Read the words of a line behind its indent and quotation marks."""
        own, begin = "", offset
        counted: list[int | None] = []
        while depth <= DEEPEST and not (words[0].isalpha() or _RULE.fullmatch(words)):
            if not (marker := (_INNER if own else _MARKER).match(words)):
                break
            if marker[0][0] == ">":
                self.quotes[begin] = offset + len(marker[0].rstrip()) - 1
            elif marker[0][0] != ":":
                counted.append(int(marker["number"]) if marker["number"] else None)
            own += f"{marker[0].rstrip()} " if marker[0][0] != ":" else ":   "
            words, offset, depth = words[marker.end() :], offset + marker.end(), depth + 1
        if counted:
            self.numbers[offset] = counted
        if own[:1] in _SIGNS and words[:1].isdigit():
            self.signed[offset] = own[0], words.split(maxsplit=1)[0]
        if not words[0].isalpha() and (read := self._signed(number, offset, prefix, own, words)):
            return read
        if not own and "|" in words and number + 1 < len(self._source) and (rows := self._rows(number, prefix)):
            return self._table(number, offset, prefix, rows)
        return self._put(number, f"{prefix}{own}{self._marked(offset, words, begin)}")

    def _signed(self, number: int, offset: int, prefix: str, own: str, words: str) -> int:
        """Read words that begin with the sign of a block; return the number of the next line, 0 if they are words."""
        note = None if own else _NOTE.fullmatch(words)
        if note:
            title = self._marked(offset + note.start("title"), note["title"], offset)
            return self._put(number, f'{prefix}!!! {note["kind"]} "{title}"')
        if _NOTED.match(words):
            self.tell(offset, "a note here is not read as one", NOTE)
        if self._open_paragraph and not own and _UNDERLINE.fullmatch(words):
            message = f"'{words.rstrip()}' right below words makes a heading of them elsewhere"
            self.tell(
                offset, message, "write '## ' before the words in place of this line; a rule has an empty line above it"
            )
            return number + 1
        if _WORDLESS.fullmatch(words):
            fix = f"write them, or remove it; for the sign itself write \\{words[0]}"
            self.tell(offset, f"no words stand behind '{words[0]}'", fix)
            return number + 1
        if fence := _FENCE.fullmatch(words):
            if own:
                fix = "put it below words of the item, indented by four spaces"
                self.tell(offset, "a block of code cannot stand right behind the sign of an item", fix)
            return self._code(number, offset, prefix, fence)
        if _RULE.fullmatch(words):
            return self._leaf(number, prefix, Leaf("rule", offset), own)
        if heading := _HEADING.match(words):
            return self._heading(number, offset, prefix, own, words, heading)
        if words.startswith("#"):
            tag = words.split()[0]
            fix = f"write \\{tag} for the words; for a heading put a space behind the sign, from ## on"
            self.tell(offset, f"'{tag}' begins with a sign of headings", fix)
        return 0

    def _put(self, number: int, line: str) -> int:
        """Hand on a line with words, with which those below it may go on; return the number of the next."""
        self._sink.append(line)
        self._open_paragraph = True
        return number + 1

    def _end(self) -> None:
        """End the block above, if none has ended there."""
        if self._sink[-1:] != [""]:
            self._break("")

    def _break(self, prefix: str) -> None:
        """Hand on a line without words, behind the signs of a quotation."""
        self._sink.append(prefix.rstrip())
        self._open_paragraph = False

    def _marked(self, offset: int, words: str, begin: int) -> str:
        """Return words with the mark of their place; `begin` is where the signs before them begin."""
        self.begins[offset] = begin
        return f"{PLACE_OPEN}{offset}{PLACE_CLOSE}{words}"

    def _indented(self, indent: int, words: str, offset: int, quoted: bool, marker: bool) -> int:
        """Return the indent with which a line is read; tell where it is not what was meant.

        A list may begin one to three spaces to the right; then all that stands in it does.
        """
        if not self._open:
            self._shift = indent % INDENT if marker else 0
        elif not quoted and indent % INDENT == self._shift:
            indent -= self._shift
        if not quoted and indent % INDENT and self._open and (self._after_blank or (marker and indent % INDENT > 1)):
            message = (
                "this item is indented by too little to stand below the one above"
                if marker
                else f"this line is indented by {indent} spaces, and so stands below the list and not in its item"
            )
            self.tell(offset, message, "indent it by four spaces")
            indent += INDENT - indent % INDENT
        if not quoted and indent >= INDENT and self._after_blank and not self._open:
            message = f"this line begins with {indent} spaces and belongs to nothing above it"
            self.tell(offset, message, "begin it at the left edge; code stands between two lines ```")
            return 0
        if marker:
            self._bulleted(indent, words[0], offset)
        return indent

    def _bulleted(self, indent: int, sign: str, offset: int) -> None:
        """Tell of an item with another bullet than the one above it: in one list, where two may be meant."""
        above = self._bullets.get(indent) if self._open else None
        if above and sign in _BULLETS and sign != above:
            fix = f"begin both with '{above}'; put words between two lists"
            self.tell(offset, f"this item begins with '{sign}' and the one above with '{above}', in one list", fix)
        self._bullets = {place: bullet for place, bullet in self._bullets.items() if place < indent}
        if sign in _BULLETS:
            self._bullets[indent] = sign

    def _defined(self, number: int, words: str, offset: int) -> int:
        """Put aside where a reference link leads, if a line says it; return how many do, as its title may follow."""
        found, titled = _DEFINITION.fullmatch(words.rstrip()), None
        if found and not found["title"] and (below := "".join(self._source[number + 1 : number + 2]).strip()):
            titled = _DEFINITION.fullmatch(f"{words.rstrip()} {below}")
        if found := titled or found:
            begin = offset + found.start("address") + found["address"].startswith("<")
            title = (found["title"] or "")[1:-1]
            self.definitions.append(Definition(offset, found["label"], begin, found["address"].strip("<>"), title))
        return 2 if titled else bool(found)

    def _comment(self, offset: int) -> int:
        """Leave out a comment on lines of its own."""
        end = self.text.find("-->", offset + 4)
        if end < 0:
            self.tell(offset, "a comment is opened with '<!--' and never closed", "close it with '-->'")
            return len(self._source)
        self.comments.append((offset, end + 3))
        last = self.place(end)[0] - 1
        if self._source[last][end + 3 - self._line_starts[last] :].strip():
            self.tell(end + 3, "words stand behind a comment", "put the comment on lines of its own")
        return last + 1

    def _code(self, number: int, offset: int, prefix: str, fence: re.Match[str]) -> int:
        """Put a block of code aside."""
        before = self._source[number][: offset - self._line_starts[number]]
        quotes = before if ">" in before else ""
        indent = 0 if quotes else len(before.expandtabs(INDENT))
        content: list[str] = []
        last, end = number + 1, len(self._source)
        closing = re.compile(rf"[ \t]*{fence['signs'][0]}{{{len(fence['signs'])},}}[ \t]*")
        while last < end and self._source[last].startswith(quotes.rstrip()):
            line = self._source[last][len(quotes) :]
            if closing.fullmatch(line):
                break
            content.append(_outdented(line, indent))
            last += 1
        else:
            signs = fence["signs"]
            self.tell(
                offset, f"a block of code is opened with '{signs}' and never closed", f"close it with a line '{signs}'"
            )
        language = {"class": f"language-{fence['language']}"} if fence["language"] else {}
        self._leaf(
            number, prefix, Leaf("code", offset, text="".join(f"{line}\n" for line in content), attributes=language)
        )
        return last + 1

    def _heading(self, number: int, offset: int, prefix: str, own: str, words: str, found: re.Match[str]) -> int:
        title = words[found.end() :].rstrip()
        attributes: dict[str, str] = {}
        if said := _ID.search(title):
            attributes = self.attributes(said["attributes"], offset + found.end() + said.start())
            title = title[: said.start()].rstrip()
        title = _CLOSING.sub("", title).rstrip()
        marked = self._marked(offset + found.end(), title, offset)
        return self._leaf(number, prefix, Leaf("heading", offset, len(found["signs"]), marked, attributes), own)

    def attributes(self, written: str, offset: int) -> dict[str, str]:
        """Return what is said between `{:` and `}`; tell what cannot be said there."""
        said: dict[str, list[str]] = {}
        position = 0
        while found := _ATTRIBUTE.match(written, position):
            name = found["name"] or ("id" if found["id"] else "class")
            if name not in ATTRIBUTES:
                fix = f"remove it; a text can say {', '.join(ATTRIBUTES[:-1])} and {ATTRIBUTES[-1]}"
                self.tell(offset, f"the attribute '{name}' is not allowed in a text", fix)
            value = found["id"] or found["class"] or found["quoted"] or found["plain"] or ""
            if name == "lang" and not is_language(value):
                fix = "write the code of a language, such as nl or pt-BR"
                self.tell(offset, f"'{value}' is not the code of a language", fix)
            said.setdefault(name, []).append(value)
            position = found.end()
        if written[position:].strip():
            message = f"'{written.strip()}' cannot be said of what stands before it"
            self.tell(offset, message, "write {#id}, {: .class } or {: lang=nl }")
        return {name: " ".join(values) if name == "class" else values[-1] for name, values in said.items()}

    def _leaf(self, number: int, prefix: str, leaf: Leaf, own: str = "") -> int:
        """Put a block aside, with empty lines around its mark, so that it is read as a paragraph.

        `own` are the signs of the items that begin with it.
        """
        self.leaves.append(leaf)
        if self._sink and self._sink[-1].strip("> "):
            self._break(prefix)
        self._sink.append(f"{prefix}{own}{LEAF_OPEN}{len(self.leaves) - 1}{LEAF_CLOSE}")
        self._break(prefix)
        self._after_blank = True
        return number + 1

    def _rows(self, number: int, prefix: str) -> list[tuple[int, str]]:
        """Return the rows of a table that begins on a line, each with its offset; none if none does."""
        quotes = prefix.strip()
        rows: list[tuple[int, str]] = []
        for line in range(number, len(self._source)):
            raw = self._source[line]
            words = raw.lstrip(" \t")
            if quotes:
                found = _QUOTED.match(words)
                words = words[found.end() :] if found and found[0].count(">") == quotes.count(">") else ""
            if not words.strip() or (len(rows) > 1 and _begins_block(words)):
                break
            if len(rows) < 2 and bool(_SEPARATOR.fullmatch(words.strip())) != bool(rows):
                return []
            rows.append((self._line_starts[line] + len(raw) - len(words), words.rstrip()))
        return rows if len(rows) > 1 else []

    def _table(self, number: int, offset: int, prefix: str, rows: list[tuple[int, str]]) -> int:
        head, separator, *body = rows
        columns = [cell for _, cell in self._cells(*separator)]
        read: list[tuple[str, ...]] = []
        for begin, row in (head, *body):
            if "|" not in row:
                message = "this line stands right below a table and is read as one of its rows"
                self.tell(begin, message, "put an empty line above it")
            cells = list(self._cells(begin, row))
            if row is head[1] and len(cells) != len(columns):
                message = f"this row has {len(cells)} cells, and the line below it {len(columns)}"
                self.tell(begin, message, "write below the first row a line |---|---| with as many columns")
            elif len(cells) > len(columns):
                found = f"this row has {len(cells)} cells, and the table {len(columns)} columns"
                message = f"{found}; what is too much would be lost"
                self.tell(begin, message, "add a column to the first two rows, or write \\| for a | inside a cell")
            kept = cells[: len(columns)]
            read.append(tuple(self._marked(place, words, place) if words else "" for place, words in kept))
        sides = {(True, True): "center", (False, True): "right", (True, False): "left", (False, False): ""}
        aligned = tuple(sides[cell.startswith(":"), cell.endswith(":")] for cell in columns)
        self._leaf(number, prefix, Leaf("table", offset, rows=tuple(read), aligned=aligned))
        return number + len(rows)

    def _cells(self, offset: int, row: str) -> Iterator[tuple[int, str]]:
        """Yield the cells of a row, each with the offset of its words; a | in code, or escaped, divides nothing."""
        start = 1 if row.startswith("|") else 0
        position = start
        runs: Runs | None = None
        ends = []
        while found := _CODE_OR_BAR.search(row, position):
            position = found.end()
            if found["ticks"]:
                runs = runs or Runs(row)
                if (closing := runs.closing(*found.span())) >= 0:
                    position = closing + len(found["ticks"])
            elif found["bar"]:
                ends.append(found.start())
        if not ends or ends[-1] != len(row) - 1:
            ends.append(len(row))
        for end in ends:
            cell = row[start:end].replace("\t", " ")
            yield offset + start + len(cell) - len(cell.lstrip()), cell.strip()
            start = end + 1


class Runs:
    """The runs of backticks in words: code ends at the next one that is as long as the one with which it begins."""

    def __init__(self, words: str) -> None:
        self._begins: dict[int, list[int]] = {}
        for run in re.finditer("`+", words):
            self._begins.setdefault(len(run[0]), []).append(run.start())

    def closing(self, begin: int, end: int) -> int:
        """Return where the run begins that closes the code which the one from `begin` to `end` opens; -1 if none."""
        alike = self._begins.get(end - begin, ())
        after = bisect_right(alike, begin)
        return alike[after] if after < len(alike) else -1


def _begins_block(words: str) -> bool:
    """Whether a line below a table begins another block, and so is no row of it."""
    return words.startswith("<!--") or ("|" not in words and bool(_BLOCK.match(words)))


def _outdented(line: str, indent: int) -> str:
    """Return a line without the spaces, or the tabs in their place, by which it is indented."""
    words = line.lstrip(" \t")
    spaces = line[: len(line) - len(words)].expandtabs(INDENT)
    return spaces[indent:] + words if indent else line
