"""The last word on a site: every rule, what breaks them, and what was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from generator.check import fields, pages, pictures, silence, weight, words
from generator.check.finished import Rule, Whole
from generator.check.shown import AllShown, places
from generator.link.site import Site
from generator.problems import Problem, suggestion
from generator.read.settings import Settings
from generator.render.outputs import Output

RULES: dict[str, Rule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        pages.broken_links, pages.exit_links, pages.repeated_ids, pages.heading_order, pages.empty_elements,
        pages.tables_without_headers, pages.pages_without_language, pages.orphan_pages,
        silence.foreign_code, silence.active_drawings,
        fields.repeated_titles, fields.short_summaries, fields.overdue_reviews, fields.expired_statements,
        pictures.misnamed_files, pictures.litter, pictures.heavy_pictures, pictures.pictures_with_place, pictures.pictures_without_size,
        pictures.oversized_pictures,
        weight.heavy_pages, weight.nearly_heavy_pages, weight.heavy_site,
    )
}  # fmt: skip
"""Every rule by the name with which `checks` in site.yaml switches it off."""
EVERY: Mapping[str, object] = {**RULES, **words.RULES}
WARNINGS = frozenset(
    ("nearly-heavy-pages", "short-summaries", "orphan-pages", "litter", "overdue-reviews", "expired-statements")
)
"""Rules of which a breach does not stop a build, unless it is strict: what only time or a missing last touch makes wrong."""


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


def sentence(name: str) -> str:
    """Return what a rule demands: the first line of its docstring."""
    return (EVERY[name].__doc__ or "").split("\n")[0]


def listing() -> str:
    """Return the name and the sentence of every check, aligned."""
    names = sorted(EVERY)
    width = max(map(len, names))
    return "\n".join(f"{name:<{width}}  {sentence(name)}{' (warning)' * (name in WARNINGS)}" for name in names)


def check(outputs: Sequence[Output], site: Site, folder: Path) -> tuple[list[Problem], list[Problem], Measures]:
    """Return every problem of a site, every warning, and what was measured."""
    whole, off = Whole.of(outputs, site), site.settings.checks
    problems = list(_unknown(site.settings))
    told = {name: list(rule(whole)) for name, rule in RULES.items() if name not in off}
    shown = AllShown.of(outputs, site)
    place = places(folder, site.settings.source_language)
    told |= {
        name: [place(fault) for file in shown.files for fault in rule(file, shown)]
        for name, rule in words.RULES.items()
        if name not in off
    }
    warnings = [problem for name in WARNINGS for problem in told.pop(name, ())]
    problems += [problem for found in told.values() for problem in found]
    return problems, warnings, _measures(whole, shown)


def _unknown(settings: Settings) -> Iterable[Problem]:
    return (
        Problem(settings.at("checks", given), f"there is no check '{given}'", suggestion(given, EVERY))
        for given in settings.checks
        if given not in EVERY
    )


def _measures(whole: Whole, shown: AllShown) -> Measures:
    weights = sorted((file.weight, file.path) for file in whole.files if file.page)
    wordiest = max((mean(file.sentences or (0,)), file.path) for file in shown.files if file.page)
    middle = round(median(found for found, _ in weights))
    return Measures(weights[-1][1], weights[-1][0], middle, weight.scripts_of(whole), wordiest[1], wordiest[0])
