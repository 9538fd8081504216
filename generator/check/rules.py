"""Every rule for a site, and functions that check it against them and measure it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from generator.check import fields, pages, site_wide, texts
from generator.check.site_wide import FinishedSite
from generator.link.site import Page, Site
from generator.problems import Problem, suggestion
from generator.processes import parallel_map
from generator.read.cache import Cache, digest
from generator.read.settings import PATH, Settings
from generator.render.outputs import Finished, Outputs, PageCheck

Rule = Callable[..., Iterator[Problem]]
"""Yield a problem for each breach; the first line of the docstring is the sentence that `check --list` shows."""


def _named(*rules: Rule) -> dict[str, Rule]:
    """Return rules by the name that switches each off under `checks` in site.yaml."""
    return {rule.__name__.replace("_", "-"): rule for rule in rules}


LINKS = _named(
    texts.links_to_our_address, texts.tracking_links, texts.vague_links, texts.misleading_links,
    texts.file_names_as_text, texts.stretched_pictures,
)  # fmt: skip
"""Rules for the links and pictures of a page; the arguments are the page and the site."""
PAGE_TEXTS = _named(texts.long_sentences, texts.empty_pages)
"""Rules for the text of a page as a whole, which must have no problems; the same arguments."""
TEXTS = _named(texts.typed_phones, texts.placeholders)
"""Rules for every text, of pages and of data; the arguments are the texts and the site."""
PROJECT = _named(
    texts.expired_links, texts.insecure_links,
    fields.repeated_titles, fields.overdue_reviews, fields.expired_statements, fields.expired_security,
    fields.future_years, fields.unshown_partners, fields.litter,
)  # fmt: skip
"""Rules for everything else in the project; the argument is the site."""
PAGES = _named(
    pages.exit_links, pages.repeated_ids, pages.lost_ids, pages.heading_order, pages.empty_elements, pages.heavy_pages,
    pages.foreign_code,
)  # fmt: skip
"""Rules for a finished page, none of them a warning; the arguments are its file, its parsed HTML and the site."""
SITE = _named(
    site_wide.broken_links, site_wide.orphan_pages, site_wide.nearly_heavy_pages, site_wide.heavy_site,
    site_wide.heavy_search,
)  # fmt: skip
"""Rules for all finished pages together; the argument is the finished site."""
RULES = {**LINKS, **PAGE_TEXTS, **TEXTS, **PROJECT, **PAGES, **SITE}
WARNINGS = frozenset({
    "nearly-heavy-pages", "orphan-pages", "litter", "overdue-reviews", "expired-links", "expired-security",
    "expired-statements", "unshown-partners",
})  # fmt: skip
"""Rules whose breach stops only a strict build, as it may result from time or unfinished work."""


def listing() -> str:
    """Return a table of every check: its name and its rule, the first line of its docstring."""
    summaries = {name: (RULES[name].__doc__ or "").split("\n")[0] for name in sorted(RULES)}
    width = max(map(len, summaries))
    return "\n".join(f"{name:<{width}}  {text}{' (warning)' * (name in WARNINGS)}" for name, text in summaries.items())


def check_texts(site: Site, cache: Cache) -> tuple[list[Problem], list[Problem]]:
    """Return the problems and the warnings of all texts of a site and of its data.

    A text without problems is cached, by the digest of it and of everything else that its rules use. A text with a
    problem in its Markdown is checked only by `TEXTS` and `LINKS`, and not on the lines already reported.
    """
    phrases = [(code, *sorted(own.phrases.items())) for code, own in site.words.items()]
    files = [*site.assets.files, *((path, *photograph[:2]) for path, photograph in site.assets.photographs.items())]
    by = digest(site.files.digests[PATH], site.url, site.phone_search.own, phrases, files)
    own = ((page, page.digest, page.document.path, page.front.is_published(site.today)) for page in site.written)
    pages = {digest(by, *inputs): page for page, *inputs in own}
    data = {digest(by, own.digest): own.texts for own in site.texts.values()}

    def breaches(rules: Mapping[str, Rule], checked: object) -> list[Problem]:
        return _apply(rules, site.settings, checked, site)[0]

    def in_page(page: Page) -> list[Problem]:
        reported = {page.document.location(problem.line, problem.column).line for problem in page.prose.problems}
        parts = breaches(TEXTS, [*texts.on_page(page)]) + breaches(LINKS, page)
        whole = [] if reported else breaches(PAGE_TEXTS, page)
        return whole + [problem for problem in parts if problem.location.line not in reported]

    problems, warnings = _apply(PROJECT, site.settings, site)
    for name in site.settings.checks.keys() - RULES.keys():
        location = site.settings.locations.key("checks", name)
        problems.append(Problem(location, f"there is no check '{name}'", suggestion(name, RULES)))
    problems += cache.findings("text", pages, partial(parallel_map, in_page))
    problems += cache.findings("texts", data, lambda every: [breaches(TEXTS, [*texts.in_data(own)]) for own in every])
    return problems, warnings


def _apply(rules: Mapping[str, Rule], settings: Settings, *arguments: object) -> tuple[list[Problem], list[Problem]]:
    """Return the problems and the warnings of the rules that are not switched off."""
    problems, warnings = list[Problem](), list[Problem]()
    for name, rule in rules.items():
        if name not in settings.checks:
            (warnings if name in WARNINGS else problems).extend(rule(*arguments))
    return problems, warnings


def page_checker(site: Site) -> PageCheck:
    """Return a function that finds all problems of one finished page of the site."""
    return lambda file, parsed: _apply(PAGES, site.settings, file, parsed, site)[0]


def check_outputs(outputs: Outputs, site: Site, cache: Cache) -> tuple[list[Problem], list[Problem], str]:
    """Return the problems and the warnings of all finished pages, and a summary of measurements; cache the pages."""
    whole = FinishedSite(site, outputs, cache)
    problems, warnings = _apply(SITE, site.settings, whole)
    problems += page_problems(outputs)
    for file in whole.files:
        if file.is_new:
            cache.put("page", file.job.inputs.key, file.record)
            cache.put("html", file.record.digest, file.content)
    return problems, warnings, _measures(whole)


def page_problems(outputs: Outputs, reported: Iterable[Problem] = ()) -> list[Problem]:
    """Return the problems that were found in each finished page by itself.

    Those of a page with a problem in its text are left out, as they may only follow from it; so are those in the
    template of a page whose own file has problems that are already `reported`.
    """
    paths = {problem.location.path for problem in reported}
    return [
        problem
        for file in outputs.values()
        if isinstance(file, Finished) and not (file.text_of and file.text_of.prose.problems)
        for problem in file.record.problems
        if problem.location.path == file.source.path or file.source.path not in paths
    ]


def _measures(whole: FinishedSite) -> str:
    heavy, heaviest = max((file.record.weight, page.address) for file in whole.files if (page := file.page))
    wordy, wordiest = max((page.prose.sentences.average, page.address) for file in whole.files if (page := file.page))
    return (
        f"heaviest page /{heaviest}: {heavy:,} bytes compressed; "
        f"median page: {whole.median:,}; scripts: {whole.scripts:,}\n"
        f"longest sentences /{wordiest}: {wordy:.1f} words on average"
    )
