"""The last word on a site: every rule on the finished bytes, and what was measured on them.

Texts are checked when they are compiled and linked. The rules also see what came from templates and from raw HTML.
"""

import html
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from statistics import mean, median

from generator.check.finished import CHOICE, Fault, Finished, Whole
from generator.check.rules import PAGE_RULES, SITE_RULES, WARNINGS, Rule
from generator.link.site import Site, file_of
from generator.problems import Location, Problem, position, suggestion
from generator.read.settings import WORDS_FILE
from generator.render.outputs import Output

CONFIG = "site.yaml"


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


def name(rule: Rule) -> str:
    """Return the name by which `checks` in site.yaml switches a rule off."""
    return rule.__name__.replace("_", "-")


ALL: Sequence[Rule] = (*PAGE_RULES, *SITE_RULES)
RULES: Mapping[str, Rule] = {name(rule): rule for rule in ALL}


def sentence(rule: Rule) -> str:
    """Return what a rule demands: the first line of its docstring."""
    return (rule.__doc__ or "").split("\n")[0]


def listing() -> str:
    """Return the name and the sentence of every check, aligned."""
    width = max(map(len, RULES))
    rows = ((name, sentence(rule), " (warning)" * (rule in WARNINGS)) for name, rule in sorted(RULES.items()))
    return "\n".join(f"{name:<{width}}  {sentence}{kind}" for name, sentence, kind in rows)


def check(outputs: Sequence[Output], site: Site, folder: Path) -> tuple[list[Problem], list[Problem], Measures]:
    """Return every problem of the finished files, every warning, and what was measured on them.

    The project `folder` is read only to find the line of a fault.
    """
    whole = _whole(outputs, site)
    off, place = site.settings.checks, _places(folder, site.settings.source_language)
    problems, warnings = [place(fault) for fault in _unknown(off)], list[Problem]()
    for rule, fault in _told(whole, off):
        (warnings if rule in WARNINGS else problems).append(place(fault))
    return problems, warnings, _measures(whole)


def _whole(outputs: Sequence[Output], site: Site) -> Whole:
    pages = {file_of(page.address): page for page in site.pages.values()}
    sources = {file_of(address): page.document.path for address, page in site.aliases.items()}
    sources |= {CHOICE: "templates/languages.html"} | {path: page.document.path for path, page in pages.items()}
    files = (
        Finished(
            output.path,
            output.data,
            sources.get(output.path, "templates/skeleton.html"),
            pages.get(output.path),
            output.lasting,
        )
        for output in outputs
        if output.path.endswith(".html")
    )
    return Whole(site, tuple(files), frozenset(output.path for output in outputs))


def _told(whole: Whole, off: Container[str]) -> Iterator[tuple[Rule, Fault]]:
    """Yield every fault with the rule that tells it, page by page."""
    page_rules = [rule for rule in PAGE_RULES if name(rule) not in off]
    for file in whole.files:
        for page_rule in page_rules:
            yield from ((page_rule, fault) for fault in page_rule(file, whole))
    for site_rule in SITE_RULES:
        if name(site_rule) not in off:
            yield from ((site_rule, fault) for fault in site_rule(whole))


def _unknown(off: Iterable[str]) -> Iterable[Fault]:
    return (
        Fault(Location(CONFIG), f"there is no check '{given}'", suggestion(given, RULES), near=(given,))
        for given in off
        if given not in RULES
    )


def _places(folder: Path, source_language: str) -> Callable[[Fault], Problem]:
    """Return the function that gives a fault its line and column: in its own file, the page that this translates, site.yaml or the words."""

    @cache
    def text(path: str) -> str:
        try:
            return (folder / path).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ""

    def place(fault: Fault) -> Problem:
        own = fault.location.path
        source, words = (
            re.sub(r"^content/[^/]+/", f"content/{source_language}/", own),
            f"content/{fault.page[1:].partition('/')[0]}/{WORDS_FILE}",
        )
        nears = [
            re.escape(near).replace(r"\ ", r"\s+")
            for text in filter(None, fault.near)
            for near in (text, html.escape(text, quote=False))
        ]
        for path, near in product(dict.fromkeys((own, source, CONFIG, words)), nears):
            if found := re.search(rf"(?<![\w-]){near}(?![\w-])", text(path)):
                return Problem(
                    Location(path, *position(text(path), found.start())), fault.message, fault.fix, fault.page
                )
        return Problem(fault.location, fault.message, fault.fix, fault.page)

    return place


def _measures(whole: Whole) -> Measures:
    pages = [file for file in whole.files if file.page]
    weights = sorted((file.weight, file.path) for file in pages)
    wordiest = max((mean(file.sentences or (0,)), file.path) for file in pages)
    scripts = sum(len(script.encode()) for script in whole.site.assets.scripts.values())
    return Measures(
        weights[-1][1],
        weights[-1][0],
        round(median(weight for weight, _ in weights)),
        scripts,
        wordiest[1],
        wordiest[0],
    )
