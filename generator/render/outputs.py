"""Everything that the site publishes, as bytes: every page, the language choice, redirects and files for machines."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

import jinja2

from generator.link.addresses import ERROR_PAGE, HEADERS, NOT_FOUND, file_of, leads
from generator.link.site import Page, Site
from generator.link.targets import FileTarget, Placement
from generator.problems import BuildFailed, Location, Problem, gathering
from generator.processes import parallel_map
from generator.read.cache import Cache, digest
from generator.read.components import TEMPLATES
from generator.render import calendar, cards, data, feed, handouts, offline, policy, root_files, search, templates
from generator.render.inputs import Digests, Inputs
from generator.render.parsed import Known, Lead, Parsed, read
from generator.render.parts import divided, filled, seen
from generator.render.view import View


@dataclass(frozen=True, eq=False)
class Output:
    """A finished file: its address relative to the site; its bytes, or how to get them; the page whose text it has."""

    address: str
    made: bytes | Callable[[], bytes]
    text_of: Page | None = None

    @property
    def path(self) -> str:
        """Its path in the output folder, written with `/`."""
        return file_of(self.address)

    @cached_property
    def data(self) -> bytes:
        return self.made() if callable(self.made) else self.made

    @cached_property
    def digest(self) -> bytes:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).digest()


Outputs = Mapping[str, Output]
"""Finished files by their paths, sorted."""


def weigh(data: bytes) -> int:
    """Return the bytes of a file, compressed as a server does it on the fly (brotli, RFC 7932, at quality 5 of 11)."""
    import brotli

    return len(brotli.compress(data, quality=5))


class Order(NamedTuple):
    """A page to render: by which template, at which address, and all that the template can see.

    `text_of` is that page if its text stands there, and not what leads to it.
    """

    template: str
    page: Page
    address: str
    text_of: Page | None
    inputs: Inputs


@dataclass(frozen=True, eq=False, kw_only=True)
class Finished(Output):
    """A finished HTML file: what was ordered, and all that the site needs to know of what was made of it.

    One that is `fresh` was made in this build.
    """

    order: Order
    known: Known
    fresh: bool = True

    @property
    def page(self) -> Page | None:
        """The page that it shows at its own place, if it does."""
        return None if self.address == ERROR_PAGE else self.text_of

    @property
    def places(self) -> Mapping[str, Location]:
        """Where the ids stand that its text gives."""
        return self.text_of.places if self.text_of else {}

    @property
    def digest(self) -> bytes:
        return self.known.digest

    @property
    def source(self) -> Location:
        """The file that an editor would mend: that of the page, or else the template."""
        return Location(self.text_of.document.path if self.text_of else f"{TEMPLATES}/{self.order.template}")

    def problem(self, where: Location, message: str, fix: str) -> Problem:
        """Return a problem that it shows."""
        return Problem(where, message, fix, not self.page or self.page.borrowed, f"/{self.address}")

    def allowing(self, *more: policy.Code) -> bytes:
        """Return its bytes, with a policy that lets it run and show more, if it has one."""
        own, wider = (policy.policy(code).encode() for code in (self.known.code, (*self.known.code, *more)))
        return self.data.replace(own, wider, 1)


Look = Callable[[Finished, Parsed], Iterable[Problem]]
"""Finds what is wrong with a finished page by itself, in which a browser finds what was parsed."""


def wanted(site: Site) -> Iterator[tuple[str, Page, str, Page | None]]:
    """Yield template, page and address of all that is to be rendered, and the page again if its text stands there."""
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


def leading(path: str, parsed: Parsed) -> tuple[Lead, ...]:
    """Return where each link inside the site, on the page at a path, leads."""
    return tuple(
        (there, unquote(address.partition("#")[2]), address, tag, template)
        for address, tag, template in dict.fromkeys((link.address, link.tag, link.template) for link in parsed.links)
        if (there := leads(path, address)) is not None
    )


@dataclass(frozen=True)
class Renderer:
    """What makes the pages of a site, but for those that are remembered with all their inputs.

    `look` finds what is wrong with a page by itself; that is kept with it, as it is found where the page was parsed.
    """

    site: Site
    templates: jinja2.Environment
    cache: Cache
    digests: Digests
    look: Look
    parts: Mapping[str, Sequence[data.Part]]

    def pages(self) -> tuple[list[Finished], list[Problem]]:
        """Return every page, and the problems of the templates."""
        orders = [Order(*one, self.digests.inputs(*one)) for one in wanted(self.site)]
        known = self.cache.get_many("page", [order.inputs.key for order in orders])
        made = {order.address: page for order in orders if (page := self.remembered(order, known))}
        fresh = [order for order in orders if order.address not in made]
        problems = []
        for order, one in zip(fresh, parallel_map(self.tried, fresh), strict=True):
            if isinstance(one, Problem):
                problems.append(one)
            else:
                made[order.address] = Finished(order.address, one[0], order.text_of, order=order, known=one[1])
        return [made[order.address] for order in orders if order.address in made], problems

    def remembered(self, order: Order, pages: Mapping[bytes, Known]) -> Finished | None:
        """Return a page that need not be made; its bytes are asked for only where they are not published yet."""
        known, whole = pages.get(order.inputs.key), self.digests.whole[order.page.language]
        if not known or known.day not in ("", self.site.today.isoformat()) or known.whole not in (b"", whole):
            return None

        def again() -> bytes:
            kept: Mapping[bytes, bytes] = self.cache.get_many("html", [known.digest])
            return kept[known.digest] if kept else self.rendered(order)[0]

        self.cache.touch("html", known.digest)
        return Finished(order.address, again, order.text_of, order=order, known=known, fresh=False)

    def tried(self, order: Order) -> tuple[bytes, Known] | Problem:
        """Return a page as it is made, or what is wrong with its template."""
        try:
            return self.rendered(order)
        except Exception as error:
            return templates.problem(error, order.template, f"/{order.address}")

    def rendered(self, order: Order) -> tuple[bytes, Known]:
        """Return a page, and what is known of it."""
        view = View(self.site, self.templates, order.page, order.address, self.parts)
        template, language = f"{TEMPLATES}/{order.template}", order.page.document.language
        parts = divided(self.templates.get_template(order.template).render(view.names))
        if order.text_of and "text" not in view.asked:
            message, fix = "the template does not show the text of the page", "put it where it belongs: {{ body() }}"
            raise BuildFailed([Problem(Location(template), message, fix, page=f"/{order.address}")])
        placed = {
            str(number): (one.target.component.places.top.path, one.where)
            for number, one in enumerate(order.page.resolved)
            if isinstance(one.target, Placement)
        }
        parsed = read(seen(parts), template, placed, language, search.names(self.site, order.page))
        html, code = self.styled(parts, parsed)
        lasting, _ = self.styled(parts, parsed, lasting=True)
        known = Known(
            hashlib.sha256(html).digest(),
            parsed.ids,
            leading(file_of(order.address), parsed),
            code,
            weigh(lasting),
            parsed.sections,
            day=self.site.today.isoformat() if "day" in view.asked else "",
            whole=self.digests.whole[order.page.language] if "site" in view.asked else b"",
        )
        faults = self.look(Finished(order.address, html, order.text_of, order=order, known=known), parsed)
        return html, known._replace(faults=tuple(faults))

    def styled(
        self, parts: Iterable[bytes], parsed: Parsed, lasting: bool = False
    ) -> tuple[bytes, tuple[policy.Code, ...]]:
        """Return a page, if `lasting` without what comes and goes by itself, and what it may run and show."""
        styles = self.site.assets.styles_for(parsed.lasting if lasting else parsed.classes)
        code = policy.code(parsed, styles)
        return filled(parts, policy.policy(code), styles, lasting), code

    def searched(self, search_page: Page, made: Iterable[Finished]) -> bytes:
        """Return what the page to search on asks, made of all pages of its language that readers look for."""
        language = search_page.language
        sought = [(page, file.known) for file in made if (page := file.page) and page.is_searchable]
        found = [(page, known) for page, known in sought if page.language == language]
        whole, digests = self.digests.whole[language], [known.digest for _, known in found]
        shown = ((page, known.sections) for page, known in found)
        key = digest(self.site.files.shared, search_page.name, whole, digests)
        return self.cache.get_or_make("search", key, lambda: search.script(self.site, search_page, shown))


def render(site: Site, cache: Cache, look: Look) -> tuple[Outputs, list[Problem]]:
    """Render everything the site publishes; return it with the problems of the templates.

    `look` finds what is wrong with a page by itself.
    """
    environment = templates.environment(site.files, cache)
    problems: list[Problem] = []
    if site.handouts:
        with gathering(problems):
            site = replace(site, printed=handouts.current(site, environment), offline=offline.current(site))
    digests = Digests(site)
    whole = digests.of_all()
    plain, languages = site.without_text, site.settings.languages
    parts = cache.get_or_make("tables", whole, lambda: {code: data.parts(plain, code) for code in languages})
    renderer = Renderer(site, environment, cache, digests, look, parts)
    pages, wrong = renderer.pages()
    told = policy.policy_of_all(page.known.code for page in pages)
    drawn, undrawn = cards.files(site, cache)
    others = {HEADERS: policy.file(told, HEADERS).encode(), **drawn}
    if site.has_home:
        others |= cache.get_or_make(
            "lists", whole, lambda: root_files.files(plain) | feed.files(plain) | calendar.files(plain)
        )
        others |= {file.address: file.data for part in chain(*parts.values()) for file in part.files.values()}
        others |= _photographs(site)
    others |= {
        search.ADDRESS.format(page.language): renderer.searched(page, pages)
        for page in (site.first(code, "search") for code in languages)
        if page
    }
    handed_out = (*site.printed.values(), *filter(None, [site.offline]))
    others |= {asset.address: asset.data for asset in (*site.assets.files.values(), *handed_out)}
    published = {file.path: file for file in (*pages, *(Output(address, data) for address, data in others.items()))}
    return dict(sorted(published.items())), [*problems, *wrong, *undrawn]


def _photographs(site: Site) -> dict[str, bytes]:
    """Return the photographs that pages show or lead to, in every size and format, by path."""
    targets = (resolved.target for page in site.pages.values() for resolved in page.resolved)
    used = (target.photograph for target in targets if isinstance(target, FileTarget) and target.photograph)
    sizes = (size for photograph in used for size in chain(*photograph.types.values(), [photograph.plain]))
    return {size.address: size.data for size in sizes}
