"""Everything that the site publishes, as bytes: pages, the choice of languages, redirects, assets and data files."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

import jinja2

from generator.link.addresses import ERROR_PAGE, HEADERS, NOT_FOUND, file_of, resolve_href
from generator.link.site import Page, Site
from generator.link.targets import FileTarget, Placement
from generator.problems import BuildFailed, Location, Problem, gathering
from generator.processes import parallel_map
from generator.read.cache import Cache, digest
from generator.read.components import TEMPLATES
from generator.render import calendar, cards, data, feed, handouts, offline, policy, root_files, search, templates
from generator.render.context import Context
from generator.render.inputs import Digests, Inputs
from generator.render.markers import join, join_for_parser, split
from generator.render.parser import Element, InternalLink, PageRecord, ParsedPage, parse


@dataclass(frozen=True, eq=False)
class Output:
    """A finished file: its address in the site, its bytes or a function that returns them, and the page it shows."""

    address: str
    content: bytes | Callable[[], bytes]
    text_of: Page | None = None

    @property
    def path(self) -> str:
        """Its path in the output folder, written with `/`."""
        return file_of(self.address)

    @cached_property
    def data(self) -> bytes:
        return self.content() if callable(self.content) else self.content

    @cached_property
    def digest(self) -> bytes:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).digest()


Outputs = Mapping[str, Output]
"""Finished files by path, sorted."""


def weigh(data: bytes) -> int:
    """Return the size of a file in bytes, compressed as servers do on the fly (brotli, RFC 7932, quality 5 of 11)."""
    import brotli

    return len(brotli.compress(data, quality=5))


class Job(NamedTuple):
    """A page to render: its template, its address, and the digests of its inputs.

    `text_of` is the page again if its text is shown there, or None for a redirect to it.
    """

    template: str
    page: Page
    address: str
    text_of: Page | None
    inputs: Inputs


@dataclass(frozen=True, eq=False, kw_only=True)
class Finished(Output):
    """A finished HTML page: the job that it was rendered for, its record, and whether it was rendered in this build."""

    job: Job
    record: PageRecord
    is_new: bool = True

    @property
    def page(self) -> Page | None:
        """The page that it shows, or None if this is not the address of that page."""
        return None if self.address == ERROR_PAGE else self.text_of

    @property
    def digest(self) -> bytes:
        return self.record.digest

    @property
    def source(self) -> Location:
        """The file to edit: that of the page whose text it shows, or else the template."""
        return Location(self.text_of.document.path if self.text_of else f"{TEMPLATES}/{self.job.template}")

    def location(self, element: Element) -> Location:
        """Return the location to edit for an element: that of its id in the text, of its component, or its template."""
        own = self.text_of.locations if self.text_of else {}
        return own.get(element.attributes.get("id") or "") or element.placed_at or Location(element.template)

    def problem(self, location: Location, message: str, fix: str) -> Problem:
        """Return a problem found on this page."""
        return Problem(location, message, fix, not self.page or self.page.borrowed, f"/{self.address}")

    def allowing(self, *more: policy.Allowed) -> bytes:
        """Return its bytes, with a policy that also allows `more`, if it has a policy."""
        own, wider = policy.policy(self.record.allowed), policy.policy((*self.record.allowed, *more))
        return self.data.replace(own.encode(), wider.encode(), 1)


PageCheck = Callable[[Finished, ParsedPage], Iterable[Problem]]
"""Returns the problems of one finished page, without those that need other pages."""


def to_render(site: Site) -> Iterator[tuple[str, Page, str, Page | None]]:
    """Yield the template, page and address of all that must be rendered, and the page again if its text is shown."""
    for page in site.pages.values():
        template = f"{page.document.kind}.html"
        yield template, page, page.address, page
        if page.name == NOT_FOUND and page.language == site.settings.source_language:
            yield template, page, ERROR_PAGE, page
    for old, page in site.aliases.items():
        yield "expired.html" if old in site.expired_aliases else "redirect.html", page, old, None
    if site.has_home:
        first = "languages.html" if site.has_choice else "redirect.html"
        yield first, site.home(site.settings.source_language), "", None


def internal_links(path: str, parsed: ParsedPage) -> tuple[InternalLink, ...]:
    """Return the links within the site on the page at a path."""
    return tuple(
        (there, unquote(address.partition("#")[2]), address, tag, template)
        for address, tag, template in dict.fromkeys((link.address, link.tag, link.template) for link in parsed.links)
        if (there := resolve_href(path, address)) is not None
    )


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of a site, except those in the cache whose inputs are unchanged.

    `check` finds the problems of each page while it is parsed; they are kept in its record.
    """

    site: Site
    templates: jinja2.Environment
    cache: Cache
    digests: Digests
    check: PageCheck
    datasets: Mapping[str, Sequence[data.Dataset]]

    def pages(self) -> tuple[list[Finished], list[Problem]]:
        """Return every page, and the problems in templates."""
        jobs = [Job(*parts, self.digests.inputs(*parts)) for parts in to_render(self.site)]
        records = self.cache.get_many("page", [job.inputs.key for job in jobs])
        pages = {job.address: page for job in jobs if (page := self.cached(job, records))}
        new = [job for job in jobs if job.address not in pages]
        problems = []
        for job, rendered in zip(new, parallel_map(self.try_render, new), strict=True):
            if isinstance(rendered, Problem):
                problems.append(rendered)
            else:
                pages[job.address] = Finished(job.address, rendered[0], job.text_of, job=job, record=rendered[1])
        return [pages[job.address] for job in jobs if job.address in pages], problems

    def cached(self, job: Job, records: Mapping[bytes, PageRecord]) -> Finished | None:
        """Return a page from its record, its bytes to be loaded when they are needed; None without a valid record."""
        record, day, language = records.get(job.inputs.key), self.site.today.isoformat(), job.page.language
        digests = (b"", self.digests.by_language[language])
        if not record or record.day not in ("", day) or record.language_digest not in digests:
            return None

        def load() -> bytes:
            found: Mapping[bytes, bytes] = self.cache.get_many("html", [record.digest])
            return found[record.digest] if found else self.render(job)[0]

        self.cache.touch("html", record.digest)
        return Finished(job.address, load, job.text_of, job=job, record=record, is_new=False)

    def try_render(self, job: Job) -> tuple[bytes, PageRecord] | Problem:
        """Return a page and its record, or the problem with its template."""
        try:
            return self.render(job)
        except Exception as error:
            return templates.problem(error, job.template, f"/{job.address}")

    def render(self, job: Job) -> tuple[bytes, PageRecord]:
        """Return a page and its record; raise any error in its template."""
        context = Context(self.site, self.templates, job.page, job.address, self.datasets)
        template, language = f"{TEMPLATES}/{job.template}", job.page.document.language
        parts = split(self.templates.get_template(job.template).render(context.names))
        if job.text_of and "text" not in context.used:
            message, fix = "the template does not show the text of the page", "add {{ body() }} where the text belongs"
            raise BuildFailed([Problem(Location(template), message, fix, page=f"/{job.address}")])
        placed = {
            str(number): (resolved.target.component.locations.top.path, resolved.location)
            for number, resolved in enumerate(job.page.resolved)
            if isinstance(resolved.target, Placement)
        }
        parsed = parse(join_for_parser(parts), template, placed, language, search.names(self.site, job.page))
        html, allowed = self.with_styles(parts, parsed)
        lasting, _ = self.with_styles(parts, parsed, lasting=True)
        record = PageRecord(
            hashlib.sha256(html).digest(),
            parsed.ids,
            internal_links(file_of(job.address), parsed),
            allowed,
            weigh(lasting),
            parsed.sections,
            day=self.site.today.isoformat() if "day" in context.used else "",
            language_digest=self.digests.by_language[job.page.language] if "site" in context.used else b"",
        )
        problems = self.check(Finished(job.address, html, job.text_of, job=job, record=record), parsed)
        return html, record._replace(problems=tuple(problems))

    def with_styles(
        self, parts: Iterable[bytes], parsed: ParsedPage, lasting: bool = False
    ) -> tuple[bytes, tuple[policy.Allowed, ...]]:
        """Return a page with styles and policy (if `lasting`, without passing content), and what the policy allows."""
        styles = self.site.assets.styles_for(parsed.lasting if lasting else parsed.classes)
        allowed = policy.allowed(parsed, styles)
        return join(parts, policy.policy(allowed), styles, lasting), allowed

    def search_index(self, search_page: Page, finished: Iterable[Finished]) -> bytes:
        """Return the script with the search index for a search page, from all searchable pages of its language."""
        language = search_page.language
        searchable = [(page, file.record) for file in finished if (page := file.page) and page.is_searchable]
        found = [(page, record) for page, record in searchable if page.language == language]
        digests = self.digests.by_language[language], [record.digest for _, record in found]
        sections = ((page, record.sections) for page, record in found)
        key = digest(self.site.files.shared, search_page.name, *digests)
        return self.cache.get_or_make("search", key, lambda: search.script(self.site, search_page, sections))


def render(site: Site, cache: Cache, check: PageCheck) -> tuple[Outputs, list[Problem]]:
    """Return everything that the site publishes, and the problems in templates; `check` is called for each page."""
    environment = templates.environment(site.files, cache)
    problems: list[Problem] = []
    if site.handouts:
        with gathering(problems):
            site = replace(site, printed=handouts.current(site, environment), offline=offline.current(site))
    digests = Digests(site)
    key = digests.of_all()
    plain, languages = site.without_text, site.settings.languages
    datasets = cache.get_or_make("datasets", key, lambda: {code: data.datasets(plain, code) for code in languages})
    renderer = Renderer(site, environment, cache, digests, check, datasets)
    pages, page_problems = renderer.pages()
    site_policy = policy.policy_of_all(page.record.allowed for page in pages)
    card_files, card_problems = cards.files(site, cache)
    others = {HEADERS: policy.file(site_policy, HEADERS).encode(), **card_files}
    if site.has_home:
        others |= cache.get_or_make(
            "lists", key, lambda: root_files.files(plain) | feed.files(plain) | calendar.files(plain)
        )
        others |= {file.address: file.data for dataset in chain(*datasets.values()) for file in dataset.files.values()}
        others |= _photographs(site)
    others |= {
        search.ADDRESS.format(page.language): renderer.search_index(page, pages)
        for page in (site.first(code, "search") for code in languages)
        if page
    }
    downloads = (*site.printed.values(), *filter(None, [site.offline]))
    others |= {asset.address: asset.data for asset in (*site.assets.files.values(), *downloads)}
    published = {file.path: file for file in (*pages, *(Output(address, data) for address, data in others.items()))}
    return dict(sorted(published.items())), [*problems, *page_problems, *card_problems]


def _photographs(site: Site) -> dict[str, bytes]:
    """Return the photographs that pages show or link to, in every size and format, by path."""
    targets = (resolved.target for page in site.pages.values() for resolved in page.resolved)
    used = (target.photograph for target in targets if isinstance(target, FileTarget) and target.photograph)
    sizes = (size for photograph in used for size in chain(*photograph.types.values(), [photograph.fallback]))
    return {size.address: size.data for size in sizes}
