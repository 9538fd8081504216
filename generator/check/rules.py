"""The last word on a site: every rule, what breaks them, and what was measured."""

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
"""What must hold: yields every breach; the first line of its docstring is the sentence that `check --list` shows."""


def _named(*rules: Rule) -> dict[str, Rule]:
    """Return rules by the name with which `checks` in site.yaml switches each off."""
    return {rule.__name__.replace("_", "-"): rule for rule in rules}


LINKS = _named(
    texts.links_to_our_address, texts.tracking_links, texts.vague_links, texts.misleading_links,
    texts.file_names_as_text, texts.stretched_pictures,
)  # fmt: skip
"""Every rule on a link or a picture of a page by itself; it is given the page and the site."""
TEXTS = _named(texts.long_sentences, texts.empty_pages)
"""The same for all of a text, which must be read as it is written."""
SAID = _named(texts.typed_phones, texts.placeholders)
"""The same for words, of a page or of data."""
WRITTEN = _named(
    texts.expired_links, texts.insecure_links,
    fields.repeated_titles, fields.overdue_reviews, fields.expired_statements, fields.expired_security,
    fields.future_years, fields.unshown_partners, fields.litter,
)  # fmt: skip
"""The same for all else that is written: on a site."""
PAGES = _named(
    pages.exit_links, pages.repeated_ids, pages.lost_ids, pages.heading_order, pages.empty_elements, pages.heavy_pages,
    pages.foreign_code,
)  # fmt: skip
"""The same for what a finished page shows by itself; none is a warning."""
FINISHED = _named(
    site_wide.broken_links, site_wide.orphan_pages, site_wide.nearly_heavy_pages, site_wide.heavy_site,
    site_wide.heavy_search,
)  # fmt: skip
"""The same for what only all finished pages together show."""
RULES = {**LINKS, **TEXTS, **SAID, **WRITTEN, **PAGES, **FINISHED}
WARNINGS = frozenset({
    "nearly-heavy-pages", "orphan-pages", "litter", "overdue-reviews", "expired-links", "expired-security",
    "expired-statements", "unshown-partners",
})  # fmt: skip
"""Rules of which a breach stops only a strict build: what time or a missing last touch makes wrong."""


def listing() -> str:
    """Return the name of every check, and what it demands, aligned: the first line of its docstring."""
    demands = {name: (RULES[name].__doc__ or "").split("\n")[0] for name in sorted(RULES)}
    width = max(map(len, demands))
    return "\n".join(f"{name:<{width}}  {said}{' (warning)' * (name in WARNINGS)}" for name, said in demands.items())


def check_texts(site: Site, cache: Cache) -> tuple[list[Problem], list[Problem]]:
    """Return every problem of the texts of a site and of those in its data, and every warning.

    A text without is remembered, by all that it says and that texts are judged by. Of one that could not be read as it
    is written, only words and links are judged, and not on the lines that are told: more would follow from that.
    """
    phrases = [(code, *sorted(own.phrases.items())) for code, own in site.words.items()]
    files = [*site.assets.files, *((path, one.width, one.height) for path, one in site.assets.photographs.items())]
    by = digest(site.files.digests[PATH], site.url, site.phone_search.own, phrases, files)
    pages = {digest(by, one.digest, one.document.path, one.front.is_published(site.today)): one for one in site.written}
    data = {digest(by, own.digest): own.texts for own in site.texts.values()}

    def broken(rules: Mapping[str, Rule], judged: object) -> list[Problem]:
        return _broken(rules, site.settings, judged, site)[0]

    def judged(page: Page) -> list[Problem]:
        told = {page.document.place(one.line, one.column).line for one in page.prose.mistakes}
        parts = broken(SAID, [*texts.on_page(page)]) + broken(LINKS, page)
        whole = [] if told else broken(TEXTS, page)
        return whole + [one for one in parts if one.location.line not in told]

    problems, warnings = _broken(WRITTEN, site.settings, site)
    for name in site.settings.checks.keys() - RULES.keys():
        where = site.settings.at("checks", name)
        problems.append(Problem(where, f"there is no check '{name}'", suggestion(name, RULES)))
    problems += cache.findings("text", pages, partial(parallel_map, judged))
    problems += cache.findings("texts", data, lambda every: [broken(SAID, [*texts.in_data(own)]) for own in every])
    return problems, warnings


def _broken(rules: Mapping[str, Rule], settings: Settings, *judged: object) -> tuple[list[Problem], list[Problem]]:
    """Return every problem and every warning of the rules that are not switched off."""
    problems, warnings = list[Problem](), list[Problem]()
    for name, rule in rules.items():
        if name not in settings.checks:
            (warnings if name in WARNINGS else problems).extend(rule(*judged))
    return problems, warnings


def page_checker(site: Site) -> PageCheck:
    """Return what finds everything that is wrong with a finished page of a site by itself."""
    return lambda file, parsed: _broken(PAGES, site.settings, file, parsed, site)[0]


def check_outputs(outputs: Outputs, site: Site, cache: Cache) -> tuple[list[Problem], list[Problem], str]:
    """Return every problem of finished pages, every warning, and what was measured; remember the pages."""
    whole = FinishedSite(site, outputs, cache)
    problems, warnings = _broken(FINISHED, site.settings, whole)
    problems += page_problems(outputs)
    for file in whole.files:
        if file.is_new:
            cache.put("page", file.job.inputs.key, file.record)
            cache.put("html", file.record.digest, file.content)
    return problems, warnings, _measures(whole)


def page_problems(outputs: Outputs, told: Iterable[Problem] = ()) -> list[Problem]:
    """Return what is wrong with each finished page by itself.

    A page of which the text could not be read as it is written is left out, as more may only follow from that; so is
    what seems to be in a template of a page of which something is `told`.
    """
    paths = {one.location.path for one in told}
    return [
        fault
        for file in outputs.values()
        if isinstance(file, Finished) and not (file.text_of and file.text_of.prose.mistakes)
        for fault in file.record.problems
        if fault.location.path == file.source.path or file.source.path not in paths
    ]


def _measures(whole: FinishedSite) -> str:
    heavy, heaviest = max((file.record.weight, page.address) for file in whole.files if (page := file.page))
    wordy, wordiest = max((page.prose.sentences.average, page.address) for file in whole.files if (page := file.page))
    return (
        f"heaviest page /{heaviest}: {heavy:,} bytes compressed; "
        f"median page: {whole.median:,}; scripts: {whole.scripts:,}\n"
        f"longest sentences /{wordiest}: {wordy:.1f} words on average"
    )
