"""Inline structure: the second phase of parsing, which turns the text of one block into tokens in a single pass.

Links, code spans and escapes follow CommonMark 0.31 (chapter 6). Text that looks like markup and is not would be shown
to readers, so it is reported unless it is escaped with a backslash.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from html.entities import html5
from itertools import pairwise
from typing import Literal, NamedTuple

from generator.compile import component, emphasis, stray
from generator.compile.block_parser import Line, normalize_label
from generator.compile.block_text import ATTRIBUTE_LIST, BlockText
from generator.compile.prose import COMPONENT, Reference
from generator.compile.tokens import Tag, Title, Token
from generator.compile.typography import ESCAPED
from generator.read.characters import SPLIT_WORD
from generator.read.drawings import EXTENSIONS

_PATH = r"(?:[^\s<>\[\]()|]|\([^\s<>\[\]()|]*\))*(?:[^\W_]|[/=&#%+]|\([^\s<>\[\]()|]*\))"
"""The rest of an address, without punctuation at its end; its parentheses are balanced."""
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30})"
"""An entity without its semicolon, which legacy ones may lack (section 2.5)."""
_MARKUP = (
    ESCAPED + r"|(?P<backticks>`+)|(?P<delimiters>\*+|_+)"
    r"|(?P<component>\{\{[^{}\n]*\}\})|" + ATTRIBUTE_LIST + r"|\[@(?P<citation>[^\]\n]{0,100})\](?!\(|\[(?![@^]))"
    r"|\[\^(?P<footnote>[^\]\s]{1,100})\]|(?P<opening>!\[(?!\^|@[^\]\n]{0,100}\](?![(\[]))|\[)"
    r"|(?P<closing>\])"
    r"|(?P<escaped_entity>&amp;(?:#\w{1,8}|[A-Za-z]\w{1,30});)"
    rf"|(?P<address>(?P<angle><)?(?i:(?P<protocol>https?://)|(?<!://)www\.(?=\w)){_PATH}(?(angle)>))"
    r"|(?P<comment><!--(?:.{0,300}?-->)?)"
    r"|(?P<html>(?:<|&lt;)/?(?![a-z]{2,10}\\?:/|(?i:www\.)|[^\s<>@]{1,64}@[^\s<>@]{1,64}\.\w)"
    r"(?P<element>[A-Za-z!?][^\s<>/&]*)(?:[^<>]{0,300}>)?)"
    rf"|(?P<entity>{_ENTITY};?)"
    + "".join(f"|(?P<{name}>{pattern})" for name, (pattern, _) in stray.DIALECTS.items())
    + rf"|(?P<stray>\{{+(?:[^{{}}\n]{{0,80}}\}}+)?|(?m:^-->|-->(?=[^\S\n]*$))|(?P<one>{stray.STRAY})(?P=one)*)"
    r"|(?P<hard_break>(?<=  )\n)|(?P<split_word>(?<=\w)[-\u2010]\n(?=\w))"
)
"""Everything that may be markup, in groups named after the method that reads them, or the dialect they belong to.

The length of each match is bounded (law 11).
"""
_BARE = (
    r"(?P<mail>(?P<corner><)?(?:mailto:)?(?<![^\W_]|[.+-])[^\W_][\w.+-]{0,63}@[\w-]+\.[\w.-]*[^\W_](?(corner)>))"
    rf"|(?P<host>(?<![\w@./-])(?:[^\W_][\w-]{{0,62}}\.){{1,8}}[a-z]{{2,24}}/{_PATH})"
)
"""A bare e-mail address, or web address without its scheme."""
_BEGINNING = (
    r"[^a-gi-vx-zA-GI-VX-Z0-9 ,)’](?:(?<![\w\s.])|ttp|TTP|ww|WW|(?<=_)|(?<=  \n)"
    r"|(?<=\.)(?:(?<![^\n].)|(?<=[hb][1-6cq]\.)|\.{5}))"
)
"""The beginning of any markup except a bare address; searching for the markup itself takes many times as long.

It looks for characters that are rare in prose, and checks the context only there.
"""
_UNESCAPED = re.compile(r"(?<!\\)(?:[^\w\s/.,()\\-]|_|(?<=/)(?<!:/)/)")
"""A character to escape in an address that is shown as text."""
_NEXT, _NEXT_WITH_BARE = re.compile(_BEGINNING), re.compile(f"{_BEGINNING}|{_BARE}")
_ANY = re.compile(f"{_MARKUP}|{_BARE}")
_EXTENSION = f"(?i:{'|'.join(map(re.escape, EXTENSIONS))})"
"""The extension of a picture's file name."""
_MISPLACED_MARK = re.compile(r"(?<!\S)!\s+\[|\[!(?!\[)")
"""A link that was meant as a picture."""
_DESTINATION_PART = reduce(lambda inner, _: rf"(?:\\\S|[^\s()]|\({inner}*+\))", range(3), r"(?:\\\S|[^\s()])")
"""A part of a link destination; parentheses are balanced, up to three levels deep (CommonMark 0.31, section 6.3)."""
_FILE_NAME = r"(?:[^\s<>()\"“]|\([^\s<>()\"“]*\))+"
_DESTINATION = re.compile(
    rf"[ \n]*(?:<(?P<angled>[^<>\n]*)>|(?P<spaced>{_FILE_NAME}(?: {_FILE_NAME})+{_EXTENSION})(?=[ \n]*[\"'“)])"
    rf"|(?P<plain>(?![\s<>()])(?:\{{[{{%][^{{}}\n]{{0,200}}\}}|{_DESTINATION_PART})++))"
)
"""A link destination. Spaces are allowed in a picture's file name, as cameras write them, and in template tags."""
_END = re.compile(r"[ \n]*\)")
_TITLE = re.compile(
    r"[ \n]+(?:\"(?P<double>(?:[^\"]|\"(?![ \n]*\))){0,500})\"|'(?P<single>(?:[^']|'(?![ \n]*\))){0,500})'"
    r"|\((?P<round>[^()]{0,500})\)|“(?P<curly>[^“”]{0,500})”)[ \n]*\)"
)
"""A link title (section 6.3) of at most 500 characters; it may contain unescaped quotation marks."""
_AFTER_BRACKETS = re.compile(r"[ \t]*\((?:[^()\n]{1,200}+|\([^()\n]{0,200}\)){0,3}+\)?|\[[^\]\n]{0,200}\]")
"""Text like the destination or label of a link, after brackets that make none; it is reported with them."""
_EDITORIAL = re.compile(r"(?:\.{3}|[…?!])\](?!\()|(?<=\w\[)[^\W\d_]\](?![(\[])|[^\W\d_]\](?=[^\W\d_])")
"""The inside of editorial brackets in a quotation: words left out or in doubt, or a changed letter, as in [T]he."""
_ESCAPED_BAR = re.compile(r"\\(?=\|)")
"""A backslash that is not part of a code span in a cell (GitHub Flavored Markdown 0.29, section 4.10)."""
_ENCODED = re.compile(rf"\\(?P<escaped>[!-/:-@\[-`{{-~])|{_ENTITY};")
"""A backslash escape or entity in a link destination (sections 2.4 and 2.5)."""
MAX_BRACKETS = 32
"""The maximum nesting of brackets."""


class _Resource(NamedTuple):
    """The destination of a link or picture as typed, its offset in the source, the title, and the index after it."""

    destination: str
    offset: int
    title: Title | None
    end: int


class InlineParser:
    """The parser of one block's text.

    `titles` are those of the link reference definitions used so far in the text, by normalized label.
    """

    def __init__(self, block: BlockText, titles: dict[str, Title | None]) -> None:
        self.block = block
        self.titles = titles
        self.parser = block.parser
        self.text = block.text
        self.tokens: list[Token] = []
        self.brackets: list[int] = []  # the indexes of the tokens of open brackets
        self.inactive = 0  # the number of open brackets around a link, which cannot become links themselves
        self.escaped = 0  # the number of escaped opening brackets, whose closing ones need no backslash

    def parse(self) -> list[Token]:
        """Return the tokens of the block in order, with attribute lists applied to the element before them."""
        kept: list[Token] = []
        for token in self._tokenize():
            if token.kind != "attributes":
                kept.append(token)
            elif kept and kept[-1].closes:
                tag = kept[-1].closes[-1]
                tag.attributes |= self.parser.parse_attributes(token.name, self.block.offset(token.begin), tag.name)
            else:  # reported like emphasis that matches nothing
                kept.append(Token("emphasis", token.begin, f"{{:{token.name}}}"))
        self._report_stray(kept)
        return kept

    def _report_stray(self, tokens: Iterable[Token]) -> None:
        """Report markup that has no effect: unmatched characters, brackets that make no link, bare addresses."""
        reported = 0  # the end of brackets that make no link, with which their contents are reported
        # In a cell, bars are reported with their row, and # and % name columns; elsewhere, only one bar is reported.
        allowed = {"", "#", "%"} if self.block.kind == "cell" else set[str]()
        for token in tokens:
            begin, text = token.begin, token.text
            if token.kind == "emphasis" and text:
                self.block.report_stray(begin, text, stray.fix(self.text, begin, begin + len(text)))
            elif begin < reported:
                continue
            elif token.kind == "stray" and text.lstrip("|") not in allowed:
                self.block.report_stray(begin, text, token.name)
                allowed |= {""} if text[0] == "|" else set()
            elif token.kind == "unlinked":
                begin, reported = begin + len(text) - 1, token.end
                begin -= self.text[max(begin - 1, 0) : begin] == "^"  # an inline footnote of another dialect
                self.block.report_stray(begin, self.text[begin:reported], stray.fix(self.text, begin, reported))
            elif token.kind == "address":
                address = text.strip("<>")
                message = f"the address '{address}' is not a link"
                escaped = _UNESCAPED.sub(r"\\\g<0>", address)
                if token.name == f"https://{address}":  # without a scheme, its dot makes it an address
                    escaped = escaped.replace(".", "\\.", 1)
                fix = f"write [link text]({token.name}); to show it as text, write {escaped}"
                self.block.report(begin, message, fix)

    def _tokenize(self) -> list[Token]:
        """Return the tokens of the block; links, pictures and emphasis are resolved."""
        start = at = 0
        beginning = _NEXT_WITH_BARE if "@" in self.text or "/" in self.text else _NEXT
        while begun := beginning.search(self.text, at):
            at = begun.start()
            if not (found := _ANY.match(self.text, at)):
                at += 1
                continue
            if at > start:
                self._add("text", start, self.text[start:at])
            start = at = getattr(self, f"_{found.lastgroup}", self._stray)(found) or found.end()
        if start < len(self.text):
            self._add("text", start, self.text[start:])
        for index in self.brackets:
            bracket = self.tokens[index]
            bracket.kind, bracket.end = "unlinked", bracket.begin + len(bracket.text)
        emphasis.process_emphasis(self.tokens)
        return self.tokens

    def _add(self, kind: str, begin: int, text: str = "", reference: Reference | None = None, name: str = "") -> None:
        self.tokens.append(Token(kind, begin, text, reference=reference, name=name))

    # One method for each group of the pattern: it adds the tokens of a match, and returns where to continue if that is
    # not at its end.

    def _escaped(self, found: re.Match[str]) -> None:
        character = found["escaped"]
        self.escaped = max(self.escaped + (character == "[") - (character == "]"), 0)
        self._add("break" if character == "\n" else "literal", found.start() + 1, character)

    def _backticks(self, found: re.Match[str]) -> int:
        begin, end = found.span()
        same_length = self._backtick_strings.get(end - begin, [])
        after = bisect_right(same_length, begin)
        is_apostrophe = begin and self.text[begin - 1].isalpha() and self.text[end : end + 1].isalpha()
        if is_apostrophe or after == len(same_length):
            self._stray(found)
            return end
        closing = same_length[after]
        inner, start, stop, tag = self.text[end:closing], end, closing, Tag("code")
        if inner.strip() and inner[0] in " \n" and inner[-1] in " \n":
            start, stop = end + 1, closing - 1
        self.tokens.append(Token("code", begin, opens=[tag]))
        for bar in _ESCAPED_BAR.finditer(self.text, start, stop) if self.block.kind == "cell" else ():
            self._add("literal", start, self.text[start : bar.start()])
            start = bar.end()
        self._add("literal", start, self.text[start:stop])
        self.tokens.append(Token("close", closing, closes=[tag]))
        return closing + end - begin

    @cached_property
    def _backtick_strings(self) -> dict[int, list[int]]:
        """The indexes of all backtick strings by length: a code span ends at the next of equal length (section 6.1)."""
        begins: dict[int, list[int]] = {}
        for string in re.finditer("`+", self.text):
            begins.setdefault(len(string[0]), []).append(string.start())
        return begins

    def _delimiters(self, found: re.Match[str]) -> None:
        self.tokens.append(emphasis.delimiter_run(self.text, found.start(), found[0]))

    def _component(self, found: re.Match[str]) -> None:
        begin = found.start()
        try:
            name, arguments = component.parse(found[0][2:-2])
        except ValueError as error:
            self._invalid(found, *error.args)
        else:
            line, column = self.block.position(begin)
            located = tuple((key, value, column + 2 + index) for key, value, index in arguments)
            self._add("component", begin, COMPONENT, Reference("component", name, line, column, located))

    def _attributes(self, found: re.Match[str]) -> None:
        self._add("attributes", found.start(), name=found["attributes"])

    def _strip_space(self) -> None:
        """Remove the space at the end of the text so far, which a reference mark or a line break is to follow."""
        if self.tokens and self.tokens[-1].kind == "text":
            self.tokens[-1].text = self.tokens[-1].text.rstrip(" \xa0\u202f")

    def _citation(self, found: re.Match[str]) -> None:
        self._strip_space()
        reference = Reference("citation", found["citation"].strip(), *self.block.position(found.start()))
        self._add("citation", found.start(), reference=reference)

    def _footnote(self, found: re.Match[str]) -> None:
        name = found["footnote"]
        if name in self.parser.footnotes:
            self._strip_space()
            self._add("footnote", found.start(), name=name)
        else:
            fix = f"correct its name, or start a line with '[^{name}]:' and its text, with nothing before it"
            self._invalid(found, f"the footnote '[^{name}]' does not exist", fix)

    def _opening(self, found: re.Match[str]) -> None:
        if len(self.brackets) == MAX_BRACKETS:
            self._stray(found)
        else:
            self.brackets.append(len(self.tokens))
            self._add("bracket", found.start(), found[0])

    def _entity(self, found: re.Match[str]) -> None:
        if character := _decode_entity(found[0]):
            self._add("literal", found.start(), character)
        else:
            message = f"'{found[0]}' is not a character that readers can see"
            self._invalid(found, message, f"write the character itself; to show it as text, write \\{found[0]}")

    def _escaped_entity(self, found: re.Match[str]) -> int | None:
        """Read "&amp;" and what follows it, which is an entity that an export has escaped, or just text."""
        entity = html.unescape(found[0])
        if not _decode_entity(entity):
            self._add("literal", found.start(), "&")
            return found.end() - len(entity) + 1
        fix = f"write the character itself; to show it as text, write \\{entity}"
        self._invalid(found, f"'{found[0]}' is shown to readers as '{entity}'", fix)
        return None

    def _address(self, found: re.Match[str]) -> None:
        """Add a bare address, with its complete form as the name."""
        scheme = "mailto:" if found["mail"] else "" if found["protocol"] else "https://"
        self._add("address", found.start(), found[0], name=scheme + found[0].strip("<>").removeprefix("mailto:"))

    _host = _mail = _address

    def _comment(self, found: re.Match[str]) -> None:
        self._invalid(found, "this comment is inside a line of text", "put it on separate lines, from '<!--' to '-->'")

    def _html(self, found: re.Match[str]) -> None:
        name = found["element"]
        self._invalid(found, f"'<{name}>' is HTML, which is not allowed", stray.fix_html(name))

    def _hard_break(self, found: re.Match[str]) -> None:
        self._strip_space()
        self._add("break", found.start(), "\n")

    def _split_word(self, found: re.Match[str]) -> None:
        self._invalid(found, *SPLIT_WORD)

    def _stray(self, found: re.Match[str]) -> None:
        self._add("stray", found.start(), found[0], name=stray.fix(self.text, *found.span(), found.lastgroup))

    def _invalid(self, found: re.Match[str], message: str, fix: str) -> None:
        """Report a match, and keep it as literal text."""
        self.block.report(found.start(), message, fix)
        self._add("literal", found.start(), found[0])

    def _closing(self, closing: re.Match[str]) -> int | None:
        """Resolve the innermost open bracket (CommonMark 0.31, "look for link or image")."""
        start = closing.start()
        if not self.brackets:
            self._add("literal", start, "]")
            if not self.escaped or self.text.startswith(("(", "["), start + 1):
                self._mark_unlinked(self.tokens[-1], start)
            self.escaped = max(self.escaped - 1, 0)
            return None
        opener = self.brackets.pop()
        bracket = self.tokens[opener]
        is_inactive = bracket.text == "[" and len(self.brackets) < self.inactive
        self.inactive = min(self.inactive, len(self.brackets))
        resource = None if is_inactive else self._parse_resource(bracket, start)
        if not resource:
            begin = bracket.begin + len(bracket.text)
            bracket.kind = "literal"
            self._add("literal", start, "]")
            if not _EDITORIAL.match(self.text, begin):
                self._mark_unlinked(bracket, start)
            return None
        inner = self.tokens[opener + 1 :]
        emphasis.process_emphasis(inner)
        is_address = [token.kind for token in inner if re.search(r"\w", token.text)] == ["address"]
        for token in inner:
            if token.kind == "address":
                token.kind, token.text = "literal", _decode(token.text.strip("<>"))
        text = " ".join("".join(token.text for token in inner if token.kind != "component").split())
        kind: Literal["image", "link"] = "image" if bracket.text == "![" else "link"
        position, typed = self.parser.position(resource.offset), resource.destination
        reference = Reference(kind, _decode(typed), *position, text=text, length=len(typed), is_address=is_address)
        if kind == "image":
            self._add_picture(opener, inner, reference, resource.title)
        else:
            self._open_link(opener, inner, reference, resource.title)
            self.tokens.append(Token("close", start, closes=bracket.opens))
        return resource.end

    def _add_picture(self, opener: int, inner: list[Token], reference: Reference, title: Title | None) -> None:
        """Replace a bracket and its contents, which are the description, with a picture."""
        begin = self.tokens[opener].begin
        self._report_stray(inner)
        for token in inner:
            if token.kind in ("open", "picture", "component", "citation", "footnote", "attributes"):
                self.block.report(token.begin, "a picture's description contains more than text", "keep only the text")
        description = [Token("alt", token.begin, token.text) for token in inner if token.kind != "component"]
        tag = Tag("img", {"alt": reference.text}, title=title)
        self.tokens[opener:] = [*description, Token("picture", begin, closes=[tag], reference=reference)]

    def _open_link(self, opener: int, inner: list[Token], reference: Reference, title: Title | None) -> None:
        """Turn a bracket into the opening tag of a link around its contents."""
        bracket = self.tokens[opener]
        has_mark = _MISPLACED_MARK.search(self.text, max(bracket.begin - 4, 0), bracket.begin + 3)
        if has_mark and re.search(f"{_EXTENSION}$", reference.destination):
            message = "this picture is read as a link"
            fix = "write ![what it shows](picture.jpg), with nothing between ! and [; to show it as text, write \\!"
            self.block.report(bracket.begin, message, fix)
        if not reference.text and all(token.kind != "component" for token in inner):
            self.block.report(bracket.begin, "this link has no text", "write what it links to: [link text](address)")
        for token in inner:
            if token.kind in ("citation", "footnote"):
                message = f"there is a {token.kind} inside the link text"
                self.block.report(token.begin, message, "put it after the link")
            elif token.kind == "stray" and token.text == "|":  # as in the title of a page
                token.kind = "literal"
        bracket.kind, bracket.opens, bracket.text = "open", [Tag("a", {}, reference, title)], ""
        self.inactive = len(self.brackets)

    def _mark_unlinked(self, bracket: Token, closing: int) -> None:
        """Mark brackets that make no link, to be reported with what looks like their destination."""
        after = _AFTER_BRACKETS.match(self.text, closing + 1)
        bracket.kind, bracket.end = "unlinked", after.end() if after else closing + 1

    def _parse_resource(self, bracket: Token, start: int) -> _Resource | None:
        """Return the resource of an inline or reference link whose closing bracket is at `start`, or None."""
        text, after = self.text, start + 1
        if text.startswith("(", after):
            return self._parse_inline_resource(after + 1)
        label, end = text[bracket.begin + len(bracket.text) : start], after
        if text.startswith("[", after):
            closing = text.find("]", after, after + 1000)
            if closing < 0:
                return None
            label, end = text[after + 1 : closing] or label, closing + 1
        label = normalize_label(label) if len(label) < 1000 else ""
        definition = self.parser.definitions.get(label)
        if not definition or self.block.kind == "title":  # as the title of a definition could refer to itself
            return None
        if label not in self.titles:
            self.titles[label] = self._parse_title([definition.title])
        return _Resource(definition.destination, definition.destination_offset, self.titles[label], end)

    def _parse_inline_resource(self, index: int) -> _Resource | None:
        """Return the resource of an inline link, which is `destination "title")` from an index, or None."""
        text = self.text
        found = _DESTINATION.match(text, index)
        if not found:
            return None
        begin, end = found.span(found.lastgroup or 0)
        after = found.end()
        destination, offset = text[begin:end], self.block.offset(begin)
        if title := _TITLE.match(text, after):
            begin, end = title.span(title.lastgroup or 0)
            spans = pairwise([*self.block.line_starts(begin, end), end + 1])
            lines = [Line(self.block.offset(start), text[start : below - 1]) for start, below in spans]
            return _Resource(destination, offset, self._parse_title([line for line in lines if line.text]), title.end())
        closing = _END.match(text, after)
        return _Resource(destination, offset, None, closing.end()) if closing else None

    def _parse_title(self, lines: Sequence[Line]) -> Title | None:
        """Return the title of a link or picture, None if it is empty; report markup in it."""
        title = InlineParser(BlockText(self.parser, lines, "title"), {})
        tokens = title._tokenize()
        title._report_stray(token for token in tokens if token.kind == "stray")
        if others := [token for token in tokens if token.kind not in ("text", "literal", "break", "stray")]:
            fix = "write plain text; to show a character itself, write a backslash before it"
            title.block.report(others[0].begin, "this title or caption contains more than text", fix)
        return Title(title.block, tokens) if title.text else None


def _decode(source: str) -> str:
    """Return a link destination without backslash escapes and entities."""
    return _ENCODED.sub(lambda found: found["escaped"] or _decode_entity(found[0]) or found[0], source)


def _decode_entity(entity: str) -> str:
    """Return the character of an entity; "" if it is unknown, or one that texts may not contain.

    Without a semicolon it is text, unless it is a legacy entity, which browsers decode without one.
    """
    if entity[-1] != ";":
        return "" if entity[1] == "#" or entity[1:] in html5 else entity  # "&nbsp", or "Q&As"
    decoded = html.unescape(entity) if entity[1] == "#" else html5.get(entity[1:], "")
    kinds = {kind[0] for kind in map(unicodedata.category, decoded.strip("\xad\u200b\u200c\u200d\u200e\u200f"))}
    return "" if "C" in kinds or decoded in (COMPONENT, "\ufffd") else decoded
