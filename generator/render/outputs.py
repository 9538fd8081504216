"""Everything that the site publishes, as bytes: every page, the language choice, redirects and files for machines."""

import hashlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.link.addresses import NOT_FOUND, file_of
from generator.link.site import Page, Site
from generator.problems import Problem
from generator.processes import WORTH, each
from generator.read.files import Files
from generator.read.memory import Memory, digest
from generator.render import (
    calendar,
    cards,
    data,
    feed,
    handouts,
    manifest,
    pictures,
    policy,
    redirects,
    search,
    security,
    sitemap,
    templates,
)
from generator.render.parsed import BEGINS, ENDS, STYLES, Known, Parsed, read
from generator.render.sections import Section
from generator.render.sight import Seen, Sight
from generator.render.size import compressed
from generator.render.view import View

LISTS = (sitemap, redirects, feed, calendar, data, manifest, security)
"""Each has `files(site)`: what it publishes beside the pages, by path, made of all but their texts."""
MACHINES = (pictures,)
"""The same, made of their texts too."""


@dataclass(frozen=True, eq=False)
class Output:
    """A finished file: its path in the output folder, written with `/`, and its bytes, or how to get them.

    `weighs` is its weight, where that is known from making it: without what comes and goes by itself.
    `template` is the path of the template that made it, if one did, and `page` the page that it shows at its own place.
    What is `known` of it was found when the same page was made before; `seen` is all that its template could see, and
    `day` the one that it asked for.
    """

    path: str
    made: bytes | Callable[[], bytes]
    template: str | None = None
    page: Page | None = None
    found: Parsed | None = None
    weighs: int | None = None
    known: Known | None = None
    seen: Seen | None = None
    day: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Output) and (self.path, self.digest) == (other.path, other.digest)

    def __hash__(self) -> int:
        return hash(self.path)

    @cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.made() if callable(self.made) else self.made

    @cached_property
    def digest(self) -> bytes:
        """The digest of its bytes."""
        return self.known.digest if self.known else hashlib.sha256(self.data).digest()

    @cached_property
    def parsed(self) -> Parsed:
        """What a browser finds in it."""
        return self.found or read(self.data.decode("utf-8"))

    @cached_property
    def weight(self) -> int:
        """Bytes on the way, compressed.

        What comes and goes by itself does not count: the weight is the same in every preview, check and build.
        """
        return self.known.weight if self.known else self.weighs or compressed(self.data)

    @property
    def code(self) -> tuple[policy.Code, ...]:
        """What it may run or show, as policies name it."""
        return self.known.code if self.known else policy.code(self.parsed)


Made = tuple[bytes, Parsed, int, str]
"""A page that was rendered: its bytes, what a browser finds in it, its weight, and the day that it asked for."""


@dataclass(frozen=True, slots=True)
class Order:
    """A page to render: where, by which template, and seen from which address."""

    path: str
    template: str
    page: Page
    address: str | None
    shown: Page | None = None


def orders(site: Site) -> list[Order]:
    """Return every page to render."""
    ordered = []
    for page in site.pages.values():
        template = f"{page.front.kind}.html"
        ordered.append(Order(file_of(page.address), template, page, page.address, page))
        if page.name == NOT_FOUND and page.language == site.settings.source_language:
            ordered.append(Order("404.html", template, page, None))
    ordered += [Order(file_of(old), "redirect.html", page, old) for old, page in site.aliases.items()]
    if site.has_home:
        ordered.append(Order("index.html", "languages.html", site.home(site.settings.source_language), ""))
    return ordered


def render(
    site: Site, files: Files, memory: Memory | None = None, shared: bytes = b""
) -> tuple[tuple[Output, ...], list[Problem]]:
    """Render everything the site publishes, sorted by path; return it with the problems of the templates.

    `files` has the templates. A page that was remembered with all that it can see, of which `shared` is the part that
    all pages do, is left alone.
    """
    memory = memory or Memory()
    environment = templates.environment(files, memory)
    outputs: dict[str, Output] = {}
    problems: list[Problem] = []
    if site.handouts:
        try:
            site = replace(site, handouts=handouts.current(site, environment))
        except Exception as error:
            problems.append(templates.problem(error, handouts.DOCUMENTS[0], ""))
            site = replace(site, handouts={})
    sight = Sight(site, shared)

    def tried(order: Order) -> Made | Problem:
        try:
            return rendered(order)
        except Exception as error:
            return templates.problem(error, order.template, f"/{order.path.removesuffix('index.html')}")

    def rendered(order: Order) -> Made:
        view = View.of(site, environment, order.page, order.address)
        text = environment.get_template(order.template).render(view.names)
        parsed = read(text, in_sections=site.search(order.page.language) is not None)
        outer = [part.rpartition(ENDS)[2] for part in text.split(BEGINS)]
        lasting = finished("".join(outer), parsed, parsed.lasting)[0] if len(outer) > 1 else None
        data, parsed = finished(text.replace(BEGINS, "").replace(ENDS, ""), parsed, parsed.classes)
        return data, parsed, compressed(lasting or data), site.today.isoformat() if view.asked else ""

    def finished(text: str, parsed: Parsed, shown: Container[str]) -> tuple[bytes, Parsed]:
        styles = site.assets.styles_for(shown)
        inline = [code._replace(text=code.text.replace(STYLES, styles)) for code in parsed.inline]
        parsed = replace(parsed, inline=inline)
        told = policy.policy(policy.code(parsed))
        return text.replace(STYLES, styles).replace(policy.MARK, told).encode("utf-8"), parsed

    def remembered(order: Order, seen: Seen, known: Known) -> Output:
        def again() -> bytes:
            kept = memory.recall("html", [known.digest])
            return kept[known.digest] if kept else rendered(order)[0]

        memory.use("html", known.digest)
        template = f"{templates.FOLDER}/{order.template}"
        return Output(order.path, again, template, order.shown, known=known, seen=seen, day=known.day)

    def sections(language: str) -> Iterator[search.Shown]:
        shown = [output for output in outputs.values() if output.page and output.page.language == language]
        kept = memory.recall("sections", [output.digest for output in shown])
        for output in shown:
            if output.digest not in kept:
                kept[output.digest] = tuple(map(tuple, output.parsed.sections))
                memory.keep("sections", output.digest, kept[output.digest])
            if output.page:
                yield output.page, tuple(Section(*section) for section in kept[output.digest])

    def searched(page: Page) -> bytes:
        shown = [(output.page, output.digest) for output in outputs.values() if output.page]
        pages, digests = zip(*(pair for pair in shown if pair[0].language == page.language), strict=True)
        key = digest(page.name, sight.faces(pages), *digests)
        return memory.once("search", key, lambda: search.script(site, page, sections(page.language)))

    ordered = {order: sight.seen(order.path, order.template, order.page, order.address) for order in orders(site)}
    kept = memory.recall("page", [seen.key for seen in ordered.values()]) if shared else {}
    fresh = []
    for order, seen in ordered.items():
        known = Known(*kept[seen.key]) if seen.key in kept else None
        if known and known.day in ("", site.today.isoformat()):
            outputs[order.path] = remembered(order, seen, known)
        else:
            fresh.append(order)
    if len(fresh) >= WORTH:
        templates.compile_all(environment)
    memory.rest()
    for order, made in zip(fresh, each(tried, fresh), strict=True):
        if isinstance(made, Problem):
            problems.append(made)
        else:
            data, parsed, weighs, day = made
            template = f"{templates.FOLDER}/{order.template}"
            output = Output(order.path, data, template, order.shown, parsed, weighs, seen=ordered[order], day=day)
            outputs[order.path] = output
    outputs = {order.path: outputs[order.path] for order in ordered if order.path in outputs}
    told = policy.policy_of_all(output.code for output in outputs.values())
    outputs["_headers"] = Output("_headers", policy.file(told, "_headers").encode())
    for machine in MACHINES if site.has_home else ():
        outputs |= {path: Output(path, made) for path, made in machine.files(site).items()}
    for path, printed in site.handouts.items():
        outputs[path] = Output(path, printed)
    if site.has_home:
        outputs |= {path: Output(path, made) for path, made in _lists(site, sight, memory).items()}
    drawn, found = cards.files(site, memory)
    outputs |= {path: Output(path, card) for path, card in drawn.items()}
    problems += found
    for page in filter(None, map(site.search, site.settings.languages)):
        path = search.address(page.language)
        outputs[path] = Output(path, searched(page))
    for asset in site.assets.files.values():
        outputs[asset.address] = Output(asset.address, asset.data)
    return tuple(outputs[path] for path in sorted(outputs)), problems


def _lists(site: Site, sight: Sight, memory: Memory) -> dict[str, bytes]:
    """Return what is made of all but the texts of pages, remembered as one."""

    def made() -> dict[str, bytes]:
        return {path: data for machine in LISTS for path, data in machine.files(site.outside).items()}

    return memory.once("lists", sight.key_of_all() if sight.shared else b"", made)
