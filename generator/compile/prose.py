"""One Markdown text to HTML, headings and numbered references; remembered by its content.

Compiling a text needs that text alone. Whatever points elsewhere (a link, a picture, a component, a citation)
becomes a numbered `Reference`, and the HTML keeps a mark with its number; `model` finds what it points to and
`render` fills the mark in.
"""

import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from generator.compile.markup import VOID
from generator.compile.scan import CLOSE, COMPONENT, MARK, OPEN, Mistake, Reference, places_glossary, scan, without_code
from generator.compile.unread import inside_html, misread, shown_as_it_is
from generator.problems import Location, Problem, position
from generator.read.pages import Document
from generator.read.phrases import Words
from generator.read.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from xml.etree.ElementTree import Element

_ELEMENT = re.compile(
    "a|abbr|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p"
    "|pre|q|rp|rt|ruby|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr"
)
_ATTRIBUTE = re.compile(
    "alt|aria-[a-z]+|cite|class|colspan|datetime|decoding|dir|height|href|hreflang|id|lang|loading|open|rel|reversed|role|rowspan|scope|span|src|start|tabindex|title"
    "|translate|type|value|width"
)
_ADDRESSES = {"href": ("", "http", "https", "mailto", "tel"), "cite": ("", "http", "https"), "src": ("",)}
_HEADING = re.compile(
    r"^(?P<before>[ \t]*(?:(?:>|[*+:-][ \t]|\d+[.)][ \t])[ \t]*)*)(?P<signs>#{1,6})|(?:\A|\n[ \t]*\n)(?P<title>[^\n]+)\n(?P<rule>=+|-+)[ ]*$",
    re.MULTILINE,
)
_SIGN = re.compile(r"[^\w\s]")
SIGNS, LENGTH = 3_000, 30_000
"""Signs of markup and characters of a text that is compiled at once: no text within them takes long, however it is made."""
SECONDS = 10.0
"""How long any other text may take; it is compiled in a process of its own, which can be ended on every system."""
_UNEXPLAINED = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_INSTRUCTION = re.compile(r"<[?!]")
_APOSTROPHE = r"(?<=[^\W\d_])'(?=[\w\ue000])|(?<=\b[cdjlmnstCDJLMNST])'|(?<=\b[Qq]u)'|(?<!\w)'(?=[stn]\b)"
_PUT_ASIDE = re.compile("klzzwxh|wzxhzdk|[\x02\x03]")
_TAG = re.compile(r"""(<!--.*?-->|<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>)""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text; `level` is 2 to 6, `title` is plain text, `offset` is where the heading begins within the text."""

    level: int
    id: str
    title: str
    offset: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A compiled text: HTML with numbered marks, its references, headings and ids, and what is wrong with it."""

    html: str
    references: tuple[Reference, ...]
    headings: tuple[Heading, ...]
    ids: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a language adds to Markdown: abbreviations with their meanings, terms with their ids in the glossary, quotation marks."""

    abbreviations: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    back: str = "{}"

    @classmethod
    def of(cls, settings: Settings, words: Words) -> "Dialect":
        """Return the dialect of the language of `words`: abbreviations from the glossary, the rest from the words."""
        code = words.language
        meanings = {
            short: term.term.get(code, term.term.get("", ""))
            for term in settings.glossary.values()
            if (short := term.short(code))
        }
        left, right, single_left, single_right, *_ = (
            *filter(None, words.phrases["quotes"].split(" ")),
            "“",
            "”",
            "‘",
            "’",
        )
        terms = {name: key for key, term in settings.glossary.items() for name in term.names(code).values()}
        return cls(
            tuple(sorted(meanings.items())),
            tuple(terms.items()),
            (left, right, single_left, single_right),
            words.phrases["footnote_back"],
        )


def compile_all(
    documents: Sequence[Document], dialects: Mapping[str, Dialect], memory: Path, glossary: bool = False
) -> tuple[tuple[Prose, ...], list[Problem]]:
    """Compile the text of every document, in order, and return it with the problems found.

    `glossary` says whether the site has a page to which the terms of a text can lead.

    Texts compiled before are taken from the file `memory`, which is then replaced by exactly the texts of this
    call. A `memory` that is missing, damaged or of another version counts as empty.
    """
    remembered = _remembered(memory)
    spoken = [_spoken(document, dialects[document.language], glossary) for document in documents]
    keys = [_key(document.text, dialect) for document, dialect in zip(documents, spoken, strict=True)]
    fresh: dict[str, Prose] = {}
    slow: dict[str, Prose] = {}
    for document, dialect, key in zip(documents, spoken, keys, strict=True):
        if not any(key in known for known in (remembered, fresh, slow)):
            try:
                fresh[key] = _compiled(document.text, dialect)
            except TimeoutError:
                slow[key] = _SLOW
    known = remembered | fresh | slow
    if fresh or len(remembered) != len(set(keys)):
        _remember(memory, {key: known[key] for key in keys if key not in slow})
    proses = tuple(known[key] for key in keys)
    problems = [
        Problem(
            Location(document.path, document.first_line + mistake.line - 1, mistake.column),
            mistake.message,
            mistake.fix,
        )
        for document, prose in zip(documents, proses, strict=True)
        for mistake in prose.mistakes
    ]
    return proses, problems


def _spoken(document: Document, dialect: Dialect, glossary: bool) -> Dialect:
    """Return the dialect of a text: links to the glossary only where there is one, and not on pages that a reader may have to leave quickly."""
    return (
        dialect
        if glossary and not document.front.exit and not places_glossary(document.text)
        else replace(dialect, terms=())
    )


_SLOW = Prose(
    "",
    (),
    (),
    (),
    (
        Mistake(
            1,
            1,
            f"this text cannot be read within {SECONDS:g} seconds",
            "divide the page, and look for brackets, backticks or tags that are opened again and again and never closed",
        ),
    ),
)


def _compiled(text: str, dialect: Dialect) -> Prose:
    """Compile a text, in a process of its own if it could take long; raise TimeoutError if it does."""
    if len(text) <= LENGTH and len(_SIGN.findall(text)) <= SIGNS:
        return compile_text(text, dialect)
    from multiprocessing import get_context

    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_compile_for, args=(there, text, dialect), daemon=True)
    worker.start()
    there.close()
    try:
        if not here.poll(SECONDS):
            raise TimeoutError
        prose: Prose = here.recv()
        return prose
    except EOFError:
        raise TimeoutError from None
    finally:
        worker.kill()
        worker.join()
        here.close()


def _compile_for(there: "Connection", text: str, dialect: Dialect) -> None:
    there.send(compile_text(text, dialect))


def compile_text(text: str, dialect: Dialect) -> Prose:
    """Compile one Markdown text."""
    try:
        return _compile(text, dialect)
    except RecursionError:
        _markdown.cache_clear()
        fix = "bring lists, quotes and notes further to the left"
        return Prose(
            "", (), (), (), (Mistake(1, 1, "lists, quotes or notes stand too deep inside one another here", fix),)
        )


def _compile(text: str, dialect: Dialect) -> Prose:
    marked, references, mistakes = scan(text)
    markdown = _markdown(dialect)
    markdown.reset()
    tree = markdown.treeprocessors["generator"]
    tree.begin(text, references, mistakes)
    page = re.sub(
        rf"<p>\s*{OPEN}(\d+){CLOSE}\s*</p>", lambda found: _alone(found, references), markdown.convert(marked)
    )
    page = _explain(page, dialect, references)
    mistakes += [*_lost(page, text), *_active(page, text, tree.shown, references)]
    return Prose(
        page, tuple(references), tuple(tree.headings), tuple(re.findall(r'\sid="([^"]+)"', page)), tuple(mistakes)
    )


def _alone(found: re.Match[str], references: list[Reference]) -> str:
    """Return the mark of a paragraph that holds nothing else: a component stands there without a paragraph, and is said to do so."""
    number = int(found[1])
    if references[number].kind != "component":
        return found[0]
    references[number] = replace(references[number], block=True)
    return f"{OPEN}{number}{CLOSE}"


def _lost(page: str, text: str) -> Iterator[Mistake]:
    """Find where Markdown lost what it had put aside, as it does with asterisks that open in one order and close in another."""
    if _PUT_ASIDE.search(page):
        from markdown import markdown

        blocks = [(block.start(), block[0]) for block in re.finditer(r"(?:.+\n?)+", text)]
        offset = next((start for start, block in blocks if _PUT_ASIDE.search(markdown(block))), 0)
        message = "asterisks or underscores here open and close in the wrong order"
        yield Mistake(*position(text, offset), message, "close first what was opened last: **a *b* c**")


def _active(page: str, text: str, readable: str, references: Sequence[Reference]) -> Iterator[Mistake]:
    """Find in a compiled text what could run, ask, send or break out of its place, reading it as a browser does; texts have no need of it."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(f"<!doctype html><body><div>{page}</div><span></span>")
    shown = re.sub(COMPONENT, lambda found: " " * len(found[0]), readable)
    searched: dict[str, int] = {}

    def place(pattern: str) -> tuple[int, int]:
        """Return line and column of the next place of the text where the group of `pattern` stands."""
        wanted = re.compile(pattern, re.IGNORECASE)
        found = wanted.search(shown, searched.get(pattern, 0)) or wanted.search(text)
        searched[pattern] = found.end() if found else 0
        return position(text, found.start(1)) if found else (1, 1)

    harmless = True
    for found in _INSTRUCTION.finditer(page):
        harmless = False
        yield Mistake(
            *place(f"({re.escape(found[0])})"),
            f"a text cannot contain '{found[0]}', which gives instructions to a server",
            "remove it",
        )
    for node in tree.css("*"):
        tag = node.tag or ""
        if tag in ("html", "head", "body") and not node.attributes:
            continue
        if not _ELEMENT.fullmatch(tag):
            harmless = False
            fix = "remove it; components of templates/components/ are the way to place more than text"
            yield Mistake(*place(rf"(<\s*{re.escape(tag)}(?![\w-]))"), f"a text cannot contain <{tag}>", fix)
            continue
        for name, value in node.attributes.items():
            if mistake := _attribute(name, value or "", references, place):
                harmless = False
                yield mistake
    if harmless and (tree.body is None or [child.tag for child in tree.body.iter()] != ["div", "span"]):
        message = "a tag in this text is closed and was never opened, or is opened and never closed"
        yield Mistake(*position(text, _unpaired(shown)), message, "write every tag with its end: <b>word</b>")


def _unpaired(text: str) -> int:
    """Return where the first tag stands that has no partner, as far as tags alone can tell."""
    open_tags: list[tuple[str, int]] = []
    for found in re.finditer(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)[^<>]*>", text):
        name = found["name"].lower()
        if not found["end"] and name not in VOID:
            open_tags.append((name, found.start()))
        elif found["end"]:
            if not open_tags or open_tags[-1][0] != name:
                return open_tags[-1][1] if name in dict(open_tags) else found.start()
            open_tags.pop()
    return open_tags[0][1] if open_tags else 0


def _attribute(
    name: str, value: str, references: Sequence[Reference], place: Callable[[str], tuple[int, int]]
) -> Mistake | None:
    """Return what is wrong with an attribute of a compiled text, if anything is."""
    if mark := MARK.search(value):
        reference = references[int(mark[1])] if int(mark[1]) < len(references) else None
        if reference is None:
            return Mistake(1, 1, "an invisible character stands here", "delete it")
        if mark[0] == value and (name, reference.kind) in (("href", "link"), ("href", "term"), ("src", "image")):
            return None
        message = (
            f"the {reference.kind} '{reference.target}' stands inside an address, a title or another part of a tag"
        )
        return Mistake(reference.line, reference.column, message, "put it between the words of the text")
    if not _ATTRIBUTE.fullmatch(name):
        message, fix = (
            f"the attribute '{name}' is not allowed in a text",
            "remove it; styles belong in static/styles/, scripts nowhere in a text",
        )
        return Mistake(*place(rf"[<{{][^<>{{}}]*?(?<![\w-])({re.escape(name)})(?![\w-])"), message, fix)
    address = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
    scheme = found[1].lower() if (found := re.match(r"([a-zA-Z][\w+.-]*):", address)) else ""
    if name == "src" and (scheme or address.startswith("//")):
        message, fix = (
            "a picture from another site would tell that site who reads this page",
            "put a copy into static/ and name it from there",
        )
        return Mistake(*place(f"({re.escape(value)})"), message, fix)
    if scheme not in _ADDRESSES.get(name, (scheme,)):
        fix = "link to a page (help.md) or to an address that begins with https://"
        return Mistake(*place(rf"({re.escape(scheme)}\s*:)"), f"a link cannot begin with '{scheme}:'", fix)
    return None


@cache
def _markdown(dialect: Dialect) -> Any:
    import markdown
    from markdown.extensions.abbr import AbbrExtension
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.smarty import SmartyExtension, SubstituteTextPattern
    from markdown.extensions.toc import TocExtension, slugify
    from markdown.treeprocessors import Treeprocessor

    left, right, single_left, single_right = map(html.escape, dialect.quotes)
    quotes = {
        "left-double-quote": left,
        "right-double-quote": right,
        "left-single-quote": single_left,
        "right-single-quote": single_right,
    }

    class Tree(Treeprocessor):
        """Collects links, pictures and headings, and makes tables scroll inside the page."""

        def begin(self, text: str, references: list[Reference], mistakes: list[Mistake]) -> None:
            self.text, self.shown, self.references, self.mistakes = text, without_code(text), references, mistakes
            self.headings: list[Heading] = []
            self.searched: dict[str, int] = {}
            self.levels = 1
            self.headed = self.reached = 0

        def run(self, root: "Element") -> None:
            self.titles = list(_titles(vars(converter)["toc_tokens"]))
            for element in list(root.iter()):
                if element.tag in ("a", "code"):
                    self.enclosed(element)
                if element.tag in ("a", "img"):
                    self.reference(element)
                elif element.tag == "pre":
                    self.hide(html.unescape("".join(element.itertext())))
                elif re.fullmatch("h[1-6]", element.tag):
                    self.heading(element)
            above = ""
            for parent in list(root.iter()):
                for index, child in enumerate(list(parent)):
                    above = child.get("id", "") if re.fullmatch("h[1-6]", child.tag) else above
                    if child.tag == "table":
                        parent[index] = _scrolling(child, above)

        def reference(self, element: "Element") -> None:
            kind: Literal["link", "image"] = "link" if element.tag == "a" else "image"
            attribute = "href" if kind == "link" else "src"
            written = element.get(attribute, "").replace("\x02amp\x03", "&")
            target = re.sub(r"&(?:#\w+|amp);", lambda entity: html.unescape(entity[0]), written)
            if "footnote" in element.get("class", "") or OPEN in target:
                return
            line, column = self.find(target.removeprefix("mailto:") if written.startswith("&#") else written)
            if kind == "image" and not element.get("alt", "").strip() and element.get("role") != "presentation":
                message = "this picture has no text for people who cannot see it"
                self.mistakes.append(
                    Mistake(
                        line,
                        column,
                        message,
                        "describe it: ![what it shows](picture.svg), or mark decoration with {: role=presentation }",
                    )
                )
            self.references.append(Reference(kind, target, line, column))
            if kind == "link" and re.match("(?i)https?:", target):
                element.set("rel", "noreferrer")
            element.set(attribute, f"{OPEN}{len(self.references) - 1}{CLOSE}")

        def enclosed(self, element: "Element") -> None:
            """Tell what stands inside a link or code, and can work in neither."""
            for number in map(int, MARK.findall("".join(element.itertext()))):
                reference = self.references[number]
                if element.tag == "code":
                    fix = "begin the line at the left edge; to show it as code, put it between lines ```"
                    self.mistakes.append(
                        Mistake(
                            reference.line,
                            reference.column,
                            f"a {reference.kind} stands in a block of code here, which is what four spaces make",
                            fix,
                        )
                    )
                elif reference.kind == "component":
                    self.references[number] = replace(reference, linked=True)
                elif reference.kind == "citation":
                    self.mistakes.append(
                        Mistake(
                            reference.line,
                            reference.column,
                            "a citation stands inside the words of a link",
                            "put it behind the link",
                        )
                    )

        def find(self, target: str) -> tuple[int, int]:
            """Return the line and column of the next place where the text links to `target`."""
            start = self.searched.get(target, 0)
            found = re.compile(
                rf"(?:\]\(\s*<?|<|\]:\s*<?)(?P<target>{re.escape(target)})(?=[)>\s\"']|$)", re.MULTILINE
            ).search(self.shown, start)
            if not found:
                return (1, 1) if not start else position(self.text, start - len(target))
            self.searched[target] = self.reached = found.end()
            return position(self.text, found.start("target"))

        def hide(self, code: str) -> None:
            """Take the next block of indented code that reads like this out of what is searched."""
            lines = r"[ \t]*\n[ \t>]*".join(re.escape(line.strip()) for line in code.strip().split("\n"))
            if found := re.compile(rf"^(?=[ >]*(?: {{4}}|\t))[ \t>]*{lines}[ \t]*$", re.MULTILINE).search(
                self.shown, self.reached
            ):
                self.reached = found.end()
                self.shown = self.shown[: found.start()] + re.sub(r"[^\n]", "\0", found[0]) + self.shown[found.end() :]

        def heading(self, element: "Element") -> None:
            level, title = int(element.tag[1]), self.titles.pop(0)
            offset = self.begins(level, title)
            where = position(self.text, offset)
            if level == 1:
                self.mistakes.append(
                    Mistake(
                        *where,
                        f"'{title}' is a heading of the first level; the title of the page is the only one",
                        "begin it with '##'",
                    )
                )
            elif level > self.levels + 1:
                message = (
                    f"the heading '{title}' skips a level: {'#' * level} follows {'#' * self.levels}"
                    if self.levels > 1
                    else f"the first heading '{title}' begins with {'#' * level}"
                )
                self.mistakes.append(Mistake(*where, message, f"begin it with '{'#' * (self.levels + 1)}'"))
            if not title or re.fullmatch(r"\{[^{}]*\}", title):
                self.mistakes.append(Mistake(*where, "this heading has no text", "write one, or remove the '#' signs"))
            name = element.get("id", "")
            if any(other.id == name for other in self.headings):
                message = f"the heading '{title}' has the id '{name}', like the one above it"
                self.mistakes.append(Mistake(*where, message, "give it its own: '## Title {#own-id}'"))
            self.levels = level
            self.headings.append(Heading(level, name, title, offset))

        def begins(self, level: int, title: str) -> int:
            """Return where the next heading of a level begins that has the first word of its title."""
            word = (re.findall(r"\w+", title) or [""])[0]
            nearest = None
            for found in _HEADING.finditer(self.shown, self.headed):
                depth = len(found["signs"]) if found["signs"] else "=-".index(found["rule"][0]) + 1
                offset = found.end("before") if found["signs"] else found.start("title")
                if depth == level and word in html.unescape(
                    re.sub(r"<[^<>]*>|[\\*_]", "", self.text[offset:].partition("\n")[0])
                ):
                    nearest = offset, found.end()
                    break
                nearest = nearest or ((offset, found.end()) if depth == level else None)
            if nearest is None:
                return self.reached
            offset, self.headed = nearest
            self.reached = self.headed
            return offset

    class Unread(Treeprocessor):
        """Tells what is left of Markdown in the words, before quotation marks and escapes are done."""

        def run(self, root: "Element") -> None:
            if not tree.mistakes:
                tree.mistakes += [
                    *shown_as_it_is(root, tree.text, tree.shown),
                    *inside_html(map(str, converter.htmlStash.rawHtmlBlocks), tree.shown),
                    *misread(tree.shown),
                ]

    class Smarty(SmartyExtension):
        """Sets quotation marks, and apostrophes before them, which are none in any language: l’aide, Geht’s, ’s avonds."""

        def educateQuotes(self, md: Any) -> None:  # noqa: N802
            super().educateQuotes(md)
            self.inlinePatterns.register(SubstituteTextPattern(_APOSTROPHE, ("’",), md), "apostrophes", 100)

    converter = markdown.Markdown(
        extensions=[
            "tables", "fenced_code", "def_list", "attr_list", "admonition", "sane_lists",
            FootnoteExtension(BACKLINK_TITLE=re.sub(r"[{}]", "", dialect.back.replace("{}", OPEN)).replace(OPEN, "{}")),
            AbbrExtension(glossary=dict(dialect.abbreviations)),
            Smarty(substitutions=quotes),
            TocExtension(marker="", slugify=lambda value, separator: slugify(re.sub(MARK, "", value), separator, unicode=True)),
        ],
        output_format="html",
    )  # fmt: skip
    tree = Tree(converter)
    converter.treeprocessors.register(
        Unread(converter), "unread", 7.5
    )  # after attributes (8), before abbreviations (7) and quotation marks (6)
    converter.treeprocessors.register(tree, "generator", -10)
    return converter


def _explain(page: str, dialect: Dialect, references: list[Reference]) -> str:
    """Link the first place of each term to the glossary; an abbreviation explained once is plain text afterwards."""
    if not dialect.terms:
        return page
    terms = sorted(dialect.terms, key=lambda term: len(term[0]), reverse=True)
    short = dict(dialect.abbreviations)
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(f'({_inflected(word, word in short)})' for word, _ in terms)})(?![\w-])"
    )
    explained: set[str] = set()
    closed_by: list[str] = []
    pieces = _TAG.split(page)

    def key(found: re.Match[str]) -> str:
        return terms[(found.lastindex or 1) - 1][1]

    def link(found: re.Match[str]) -> str:
        if key(found) in explained:
            return found[0]
        explained.add(key(found))
        references.append(Reference("term", key(found), 1, 1))
        return f'<a class="term" href="{OPEN}{len(references) - 1}{CLOSE}">{found[0]}</a>'

    for place, piece in enumerate(pieces):
        tag = re.match(r"<(\w+)", piece)
        if closed_by:
            if piece == closed_by[-1]:
                closed_by.pop()
            elif tag and f"</{tag[1]}>" == closed_by[-1]:
                closed_by.append(closed_by[-1])
        elif tag and tag[1] not in VOID and (tag[1] in _UNEXPLAINED or " lang=" in piece):
            closed_by.append(f"</{tag[1]}>")
        elif tag and tag[1] == "abbr" and (known := pattern.fullmatch(pieces[place + 1])):
            before, after = (link(known).split(known[0], 1)) if key(known) not in explained else ("", "")
            pieces[place : place + 3] = [before + piece, known[0], "</abbr>" + after] if before else ["", known[0], ""]
        elif not tag and not piece.startswith("<"):
            pieces[place] = pattern.sub(link, piece)
    return "".join(pieces)


def _inflected(term: str, is_short: bool) -> str:
    """Return a pattern for a term in its usual forms: an abbreviation as it is, other words in any case and each with an ending."""
    words = [re.escape(html.escape(word, quote=False)).replace("'", "['’]") for word in term.split()]
    ending = "" if is_short else "(?:s|e|n|en|es|er)?"
    pattern = r"\s+".join(word + ending for word in words)
    return f"{pattern}s?" if is_short else f"(?i:{pattern})"


def _titles(tokens: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Return the plain title of every heading, in order; in the tree they still hold marks of other extensions."""
    for token in tokens:
        yield re.sub(MARK, "", html.unescape(token["name"])).strip()
        yield from _titles(token["children"])


def _scrolling(table: "Element", heading: str) -> "Element":
    """Return a table in a box that scrolls by itself, named after the heading above it."""
    from xml.etree.ElementTree import Element

    for cell in table.iter():
        if cell.tag in ("th", "td"):
            align = re.search(r"text-align:\s*(\w+)", cell.attrib.pop("style", ""))
            if align:
                cell.set("class", f"align-{align[1]}")
        if cell.tag == "th":
            cell.set("scope", "col")
    box = Element(
        "div",
        {"class": "table", **({"tabindex": "0", "role": "region", "aria-labelledby": heading} if heading else {})},
    )
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box


@cache
def _versions() -> str:
    here = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.parent.rglob("*.py")))
    return f"{version('markdown')} {hashlib.sha256(here).hexdigest()}"


def _key(text: str, dialect: Dialect) -> str:
    return hashlib.sha256("\0".join((_versions(), repr(dialect), text)).encode()).hexdigest()


def _remembered(memory: Path) -> dict[str, Prose]:
    """Return what is kept in the file; its first line vouches that this version wrote all of it, so nothing else is ever parsed."""
    try:
        voucher, _, body = memory.read_text("utf-8").partition("\n")
    except (OSError, ValueError):
        return {}
    return {key: _prose(data) for key, data in json.loads(body).items()} if voucher == _voucher(body) else {}


def _voucher(body: str) -> str:
    return hashlib.sha256(f"{_versions()}\0{body}".encode()).hexdigest()


def _prose(data: dict[str, Any]) -> Prose:
    references = tuple(
        Reference(**{**item, "arguments": tuple(map(tuple, item["arguments"]))}) for item in data["references"]
    )
    headings = tuple(Heading(**item) for item in data["headings"])
    mistakes = tuple(Mistake(**item) for item in data["mistakes"])
    return Prose(data["html"], references, headings, tuple(data["ids"]), mistakes)


def _remember(memory: Path, proses: Mapping[str, Prose]) -> None:
    """Replace the file; a memory that cannot be written only makes the next build slower."""
    body = json.dumps({key: asdict(prose) for key, prose in proses.items()}, ensure_ascii=False)
    fresh = memory.with_suffix(".fresh")
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(f"{_voucher(body)}\n{body}", "utf-8", newline="\n")
        os.replace(fresh, memory)
    except OSError:
        with suppress(OSError):
            fresh.unlink()


def marks(page: str) -> Iterator[tuple[str, int | None]]:
    """Split compiled HTML into pieces: text with None, or an empty text with the number of a reference."""
    position = 0
    for found in MARK.finditer(page):
        yield page[position : found.start()], None
        yield "", int(found[1])
        position = found.end()
    yield page[position:], None
