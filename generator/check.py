"""Reads the finished HTML as a browser would; one small rule a function.

Texts are checked when they are compiled and linked. This is the last word, on the bytes themselves: it also
sees what came from templates and from raw HTML.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mean, median
from urllib.parse import unquote, urlsplit

import brotli
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.errors import Location, Problem
from generator.model import Site
from generator.render import Output


@dataclass(frozen=True)
class Finished:
    """A finished HTML file, parsed; `source` is the Markdown file that an editor would mend."""

    path: str
    data: bytes
    source: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The document."""
        return LexborHTMLParser(self.data.decode("utf-8"))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(node.attributes["id"] or "" for node in self.tree.css("[id]"))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The target of every link and picture, in order."""
        nodes = [(node.attributes.get("href"), node.attributes.get("src")) for node in self.tree.css("a[href], link[href], img[src], script[src]")]
        return tuple(href or src or "" for href, src in nodes)

    @cached_property
    def weight(self) -> int:
        """Bytes on the way, compressed as a server does it on the fly (brotli, RFC 7932, at quality 5 of 11)."""
        return len(brotli.compress(self.data, quality=5))

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The number of words of every sentence of the text; laws quoted, tables and sources do not count."""
        return tuple(_sentences(self.data.decode("utf-8")))

    def problem(self, message: str, fix: str) -> Problem:
        """Return a problem of this file."""
        return Problem(Location(self.source), message, fix, f"/{self.path.removesuffix('index.html')}")


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured on the finished pages: weights and scripts in bytes, sentences in words on average."""

    heaviest: str
    heaviest_weight: int
    median_weight: int
    scripts: int
    wordiest: str
    wordiest_sentence: float

    def __str__(self) -> str:
        heaviest, wordiest = (path.removesuffix("index.html") for path in (self.heaviest, self.wordiest))
        return (
            f"heaviest page /{heaviest}: {self.heaviest_weight:,} bytes compressed; median page: {self.median_weight:,}; scripts: {self.scripts:,}\n"
            f"longest sentences /{wordiest}: {self.wordiest_sentence:.1f} words on average"
        )


def check(outputs: Sequence[Output], site: Site) -> tuple[list[Problem], Measures]:
    """Return every problem of the finished files, and what was measured on them."""
    pages = {page.address + "index.html" if page.address.endswith("/") else page.address: page for page in site.pages.values()}
    sources = {path: page.document.path for path, page in pages.items()}
    files = [Finished(output.path, output.data, sources.get(output.path, "templates/skeleton.html")) for output in outputs if output.path.endswith(".html")]
    published = {output.path for output in outputs}
    by_path = {file.path: file for file in files}
    known = {*site.assets.scripts.values(), *(site.assets.styles_for(file.data.decode()) for file in files)}
    budgets = site.settings.budgets
    problems: list[Problem] = []
    for file in files:
        problems += links_lead_somewhere(file, published, by_path)
        problems += ids_are_unique(file)
        problems += pictures_have_text(file)
        problems += headings_are_in_order(file)
        problems += language_is_given(file)
        problems += nothing_foreign_runs(file, known)
        problems += weight_is_within_budget(file, budgets.page)
    for path, page in pages.items():
        problems += sentences_are_short(by_path[path], budgets.exit_sentence if page.front.exit else budgets.sentence)
    problems += titles_differ(files)
    problems += phones_come_from_data(site)
    weights = sorted((by_path[path].weight, path) for path in pages)
    wordiest = max((mean(by_path[path].sentences or (0,)), path) for path in pages)
    scripts = sum(len(script.encode()) for script in site.assets.scripts.values())
    measures = Measures(weights[-1][1], weights[-1][0], round(median(weight for weight, _ in weights)), scripts, wordiest[1], wordiest[0])
    problems += site_is_within_budgets(measures, site)
    return problems, measures


def links_lead_somewhere(file: Finished, published: set[str], by_path: Mapping[str, Finished]) -> Iterator[Problem]:
    """Every link inside the site leads to a published file, and to an id that is there."""
    base = "" if file.path == "404.html" else file.path
    for target in dict.fromkeys(file.links):
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or (file.path == "404.html" and target.startswith("/")):
            continue
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), unquote(parts.path))).lstrip("/") if parts.path else file.path
        path = "" if path == "." else path
        if parts.path.endswith("/") or path == "":
            path = posixpath.join(path, "index.html")
        if path not in published:
            yield file.problem(f"the link '{target}' leads to nothing that is published", "correct the link, or add what it leads to")
        elif parts.fragment and path in by_path and unquote(parts.fragment) not in by_path[path].ids:
            yield file.problem(f"the link '{target}' leads to a place that is not on that page", "correct the part after '#'")


def ids_are_unique(file: Finished) -> Iterator[Problem]:
    """No two elements of a page have the same id."""
    for name in dict.fromkeys(file.ids):
        if file.ids.count(name) > 1:
            yield file.problem(f"the id '{name}' stands {file.ids.count(name)} times", "give each heading its own: '## Title {#own-id}'")


def pictures_have_text(file: Finished) -> Iterator[Problem]:
    """Every picture has an alternative text, or says that it is decoration."""
    for node in file.tree.css("img:not([alt])"):
        yield file.problem(f"the picture '{node.attributes.get('src')}' has no alternative text", 'add alt="what it shows"')


def headings_are_in_order(file: Finished) -> Iterator[Problem]:
    """A page has one h1, and no heading skips a level."""
    level = 0
    firsts = 0
    for node in file.tree.css("h1, h2, h3, h4, h5, h6"):
        here = int((node.tag or "h1")[1])
        firsts += here == 1
        if here > level + 1:
            yield file.problem(f"the heading '{_words(node)}' is of level {here} and follows level {level}", f"make it level {level + 1}")
        level = here
    if firsts != 1:
        yield file.problem(f"the page has {firsts} headings of the first level", "leave it to the title of the page")


def language_is_given(file: Finished) -> Iterator[Problem]:
    """The document says which language it is in."""
    html = file.tree.css_first("html")
    if html is None or not html.attributes.get("lang"):
        yield file.problem("the page does not say its language", 'write <html lang="...">')


def nothing_foreign_runs(file: Finished, known: set[str]) -> Iterator[Problem]:
    """Only the scripts and styles of static/ stand in a page; nothing else can run, ask or send anything (law 4)."""
    fix = "remove it; scripts belong in static/scripts/, styles in static/styles/"
    for node in file.tree.css("script, style"):
        if node.attributes or node.text() not in known:
            yield file.problem(f"a <{node.tag}> that is not from static/ stands in the page", fix)
    for node in file.tree.css("form, input, button, select, textarea, iframe, object, embed, base"):
        yield file.problem(f"a <{node.tag}> stands in the page", "remove it; this site asks its readers for nothing")
    for node in file.tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name == "style":
                yield file.problem(f"the attribute '{name}' stands in a <{node.tag}>", fix)
            elif name in ("href", "src") and re.match(r"\s*(javascript|vbscript|data):", value or "", re.IGNORECASE):
                yield file.problem(f"the address '{value}' could run a script", "link to a page, or to an address that begins with https://")


def weight_is_within_budget(file: Finished, budget: int) -> Iterator[Problem]:
    """A page with all it needs to be shown arrives within the budget of site.yaml."""
    if file.weight > budget:
        yield file.problem(f"the page weighs {file.weight} bytes compressed; the budget is {budget}", "shorten it, divide it, or raise 'budgets' in site.yaml")


def site_is_within_budgets(measures: Measures, site: Site) -> Iterator[Problem]:
    """Half of the pages are lighter than the median of site.yaml, and all scripts together keep theirs."""
    budgets = site.settings.budgets
    if measures.median_weight > budgets.median:
        message = f"the median page weighs {measures.median_weight} bytes compressed; the budget is {budgets.median}"
        yield Problem(Location("site.yaml"), message, "shorten styles, templates or pages, or raise 'budgets'")
    if measures.scripts > budgets.scripts:
        message = f"the scripts have {measures.scripts} bytes; the budget is {budgets.scripts}"
        yield Problem(Location("static/scripts"), message, "shorten them, or raise 'budgets'")


def sentences_are_short(file: Finished, budget: float) -> Iterator[Problem]:
    """The sentences of a page have no more words on average than the budget of site.yaml."""
    average = mean(file.sentences) if file.sentences else 0
    if average > budget:
        message = f"the sentences have {average:.1f} words on average; the budget is {budget:g}"
        yield file.problem(message, "divide the longest sentences, or raise 'budgets' in site.yaml")


def _sentences(html: str) -> Iterator[int]:
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return
    for node in main.css("blockquote, figcaption, table, nav, sup, svg, details, .sources, .source, .translations, .caution"):
        node.decompose()
    for node in main.css("p, li, dd"):
        if not any(below.tag in ("p", "ul", "ol", "li") for below in node.css("p, ul, ol, li") if below.mem_id != node.mem_id):
            for sentence in re.split(r"(?<=[.!?:;])[\"”’»)]*\s+(?=[^\W\d_]|\d|[\"“«„(])", _words(node)):
                words = len(re.findall(r"[^\W_][\w’'-]*", sentence))
                if words > 2:
                    yield words


def titles_differ(files: Sequence[Finished]) -> Iterator[Problem]:
    """No two pages of a language have the same title."""
    seen: dict[tuple[str, str], Finished] = {}
    for file in files:
        if file.path == "404.html" or file.tree.css_first('meta[http-equiv="refresh"]'):
            continue
        title = file.tree.css_first("title")
        key = file.path.partition("/")[0], _words(title) if title else ""
        first = seen.setdefault(key, file)
        if first is not file:
            yield file.problem(f"the title '{key[1]}' is also that of {first.source}", "give one of the two another title")


def phones_come_from_data(site: Site) -> Iterator[Problem]:
    """No page types a telephone number; it refers to the one in site.yaml (law 6)."""
    known = {re.sub(r"\D", "", helpline.number): name for name, helpline in site.settings.helplines.items()}
    pattern = re.compile(r"(?<![\w/.=-])(?:\+\d{2}|0)[\d ./()-]{7,16}\d(?![\w-])|(?<![\w/.,-])\d{3} \d{3}(?![\w ])")
    for page in {page.document.path: page for page in site.pages.values()}.values():
        for number, line in enumerate(page.document.text.split("\n")):
            for found in pattern.finditer(line):
                digits = re.sub(r"\D", "", found[0])
                name = known.get(digits) or known.get("0" + digits[2:])
                if name is None and re.fullmatch(r"\d{3} \d{3}", found[0]):
                    continue
                where = Location(page.document.path, page.document.first_line + number, found.start() + 1)
                fix = f"write {{{{ phone id={name} }}}}" if name else "put the number into site.yaml and refer to it"
                yield Problem(where, f"the telephone number '{found[0]}' is typed by hand", fix)


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())
