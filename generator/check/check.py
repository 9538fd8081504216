"""The last word on a site: every rule, what breaks them, and what was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from generator.check import fields, pages, pictures, silence, texts, unfinished, weight
from generator.check.finished import Rule, Whole
from generator.link.site import Site
from generator.problems import Problem, suggestion
from generator.read.by_language import Wording
from generator.read.memory import Memory
from generator.read.settings import Settings
from generator.render.outputs import Output

RULES: Mapping[str, Rule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        pages.broken_links, pages.exit_links, pages.repeated_ids, pages.heading_order, pages.empty_elements,
        pages.tables_without_headers, pages.pages_without_language, pages.orphan_pages,
        silence.foreign_code, silence.active_drawings,
        texts.links_to_our_address, texts.tracking_links, texts.insecure_links, texts.vague_links, texts.phone_links,
        texts.typed_phones, texts.long_sentences, texts.file_names_as_text,
        unfinished.placeholders, unfinished.empty_pages, unfinished.unread_citations,
        fields.repeated_titles, fields.short_summaries, fields.overdue_reviews, fields.expired_statements,
        fields.expired_security, fields.expiring_security, fields.hidden_security,
        fields.future_years, fields.unshown_partners,
        pictures.misnamed_files, pictures.litter, pictures.stretched_pictures,
        weight.heavy_pages, weight.nearly_heavy_pages, weight.heavy_site, weight.heavy_search,
    )
}  # fmt: skip
"""Every rule by the name with which `checks` in site.yaml switches it off."""
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


def check(
    outputs: Sequence[Output],
    site: Site,
    wordings: tuple[Wording, ...],
    memory: Memory | None = None,
    shared: bytes = b"",
) -> tuple[list[Problem], list[Problem], Measures]:
    """Return every problem of a site and of the texts in its data, every warning, and what was measured.

    Where there is no problem, the pages are remembered, and these texts by `shared`, the digest of what pages share.
    """
    memory = memory or Memory()
    known = bool(memory.recall("texts", [shared]))
    whole, off = Whole.of(outputs, site, () if known else wordings, memory), site.settings.checks
    problems, warnings = list(_unknown(site.settings)), list[Problem]()
    for name, rule in RULES.items():
        if name not in off:
            (warnings if name in WARNINGS else problems).extend(rule(whole))
    if shared and not problems:
        memory.keep("texts", shared, True)
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
    shown = [(file, file.page) for file in whole.files if file.page]
    weights = sorted((file.weight, file.path) for file, _ in shown)
    wordiest, path = max((file.known.sentence, file.path) for file, _ in shown)
    middle = round(median(found for found, _ in weights))
    return Measures(weights[-1][1], weights[-1][0], middle, weight.scripts_of(whole), path, wordiest)
