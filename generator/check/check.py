"""The last word on a site: every rule, what breaks them, and what was measured."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from generator.check import fields, pages, pictures, silence, texts, unfinished, weight
from generator.check.finished import Rule, Whole
from generator.link.site import Site
from generator.problems import Problem, suggestion
from generator.processes import each
from generator.read.by_language import Wording
from generator.read.memory import Memory, digest
from generator.read.settings import Settings
from generator.render.outputs import Output


def _named(*rules: Rule) -> dict[str, Rule]:
    """Return rules by the name with which `checks` in site.yaml switches each off."""
    return {rule.__name__.replace("_", "-"): rule for rule in rules}


TEXTS = _named(
    texts.links_to_our_address, texts.tracking_links, texts.vague_links, texts.phone_links, texts.typed_phones,
    texts.long_sentences, texts.file_names_as_text, pictures.stretched_pictures,
    unfinished.placeholders, unfinished.empty_pages, unfinished.unread_citations,
)  # fmt: skip
"""Every rule on a text by itself."""
WRITTEN = _named(
    texts.insecure_links,
    fields.repeated_titles, fields.short_summaries, fields.overdue_reviews, fields.expired_statements,
    fields.expired_security, fields.expiring_security, fields.hidden_security,
    fields.future_years, fields.unshown_partners,
    pictures.misnamed_files, pictures.litter,
)  # fmt: skip
"""The same for all else that is written."""
PAGES = {"broken-links": pages.unled_links} | _named(
    pages.exit_links, pages.repeated_ids, pages.heading_order, pages.empty_elements,
    pages.tables_without_headers, pages.pages_without_language, silence.foreign_code,
)  # fmt: skip
"""The same for what a finished page shows by itself; none is a warning."""
FINISHED = _named(
    pages.broken_links, pages.orphan_pages, silence.active_drawings,
    weight.heavy_pages, weight.nearly_heavy_pages, weight.heavy_site, weight.heavy_search,
)  # fmt: skip
"""The same for what only all finished pages together show."""
RULES = {**TEXTS, **WRITTEN, **PAGES, **FINISHED}
WARNINGS = frozenset(
    (
        "nearly-heavy-pages",
        "short-summaries",
        "orphan-pages",
        "litter",
        "overdue-reviews",
        "expired-statements",
        "expiring-security",
        "unshown-partners",
    )
)
"""Rules of which a breach stops only a strict build: what time or a missing last touch makes wrong."""


class Measures(NamedTuple):
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
            f"heaviest page /{heaviest}: {self.heaviest_weight:,} bytes compressed; "
            f"median page: {self.median_weight:,}; scripts: {self.scripts:,}\n"
            f"longest sentences /{wordiest}: {self.wordiest_sentence:.1f} words on average"
        )


def sentence(name: str) -> str:
    """Return what a rule demands: the first line of its docstring."""
    return (RULES[name].__doc__ or "").split("\n")[0]


def listing() -> str:
    """Return the name and the sentence of every check, aligned."""
    names = sorted(RULES)
    width = max(map(len, names))
    return "\n".join(f"{name:<{width}}  {sentence(name)}{' (warning)' * (name in WARNINGS)}" for name in names)


def written(
    site: Site, wordings: tuple[Wording, ...], memory: Memory | None = None, shared: bytes = b""
) -> tuple[list[Problem], list[Problem]]:
    """Return every problem of the texts of a site and of those in its data, and every warning.

    A text without is remembered, by all that it says and `shared`, the digest of what pages share. One that could not
    be read as it is written is left out, as more would only follow from that.
    """
    memory = memory or Memory()
    told = [page for page in site.pages.values() if not page.borrowed and not page.prose.mistakes]
    keys = [
        digest(shared, page.key, page.document.key, page.document.path, site.url, page.front.is_published(site.today))
        for page in told
    ]
    known = memory.recall("text", keys) if shared else {}
    others = () if shared and memory.recall("texts", [shared]) else wordings
    asked = tuple(page for page, key in zip(told, keys, strict=True) if key not in known)
    whole = Whole(site, (), {}, memory)
    problems, warnings = _broken(WRITTEN, whole)
    alone = [replace(whole, wordings=others), *(replace(whole, texts=(page,)) for page in asked)]
    for found, more in each(partial(_broken, TEXTS), alone):
        problems += found
        warnings += more
    wrong = {problem.location.path for problem in (*problems, *warnings)}
    for page, key in zip(told, keys, strict=True) if shared else ():
        if key not in known and page.document.path not in wrong:
            memory.keep("text", key, True)
    if shared and others and not problems:
        memory.keep("texts", shared, True)
    return [*_unknown(site.settings), *problems], warnings


def _broken(rules: Mapping[str, Rule], whole: Whole) -> tuple[list[Problem], list[Problem]]:
    """Return every problem and every warning of the rules that are not switched off."""
    problems, warnings = list[Problem](), list[Problem]()
    for name, rule in rules.items():
        if name not in whole.site.settings.checks:
            (warnings if name in WARNINGS else problems).extend(rule(whole))
    return problems, warnings


def page(site: Site) -> Callable[[Output], list[Problem]]:
    """Return what finds everything that is wrong with a finished page of a site by itself."""
    return lambda output: _broken(PAGES, Whole.of([output], site))[0]


def check(
    outputs: Sequence[Output], site: Site, memory: Memory | None = None, shared: bytes = b""
) -> tuple[list[Problem], list[Problem], Measures]:
    """Return every problem of finished pages, every warning, and what was measured.

    Where there is no problem, the pages are remembered, if `shared` is the digest of what they share.
    """
    memory = memory or Memory()
    whole = Whole.of(outputs, site, memory)
    problems, warnings = _broken(FINISHED, whole)
    problems += [fault for file in whole.fresh for fault in file.output.faults]
    if shared and not problems:
        for file in whole.fresh:
            if file.output.seen:
                memory.keep("page", file.output.seen.key, tuple(file.known))
            memory.keep("html", file.known.digest, file.output.data)
    return problems, warnings, _measures(whole)


def _unknown(settings: Settings) -> Iterable[Problem]:
    return (
        Problem(settings.at("checks", given), f"there is no check '{given}'", suggestion(given, RULES))
        for given in settings.checks
        if given not in RULES
    )


def _measures(whole: Whole) -> Measures:
    shown = [file for file in whole.files if file.page]
    heaviest, heavy = max((file.known.weight, file.path) for file in shown)
    wordiest, path = max((file.known.sentence, file.path) for file in shown)
    return Measures(heavy, heaviest, weight.median_of(whole), weight.scripts_of(whole), path, wordiest)
