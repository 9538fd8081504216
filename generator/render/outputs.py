"""Everything that the site publishes, as bytes: every page, the language choice, redirects and files for machines."""

import hashlib
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from generator.link.addresses import NOT_FOUND, address_to, file_of, leads
from generator.link.site import Page, Site
from generator.problems import Location, Problem
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
from generator.render.inputs import Digests, Inputs
from generator.render.parsed import Known, Parsed, read
from generator.render.parts import POLICY, STYLES, TEXT, Passing, bounded, filled
from generator.render.sections import Section
from generator.render.size import compressed
from generator.render.view import View, in_parts

LISTS = (sitemap, redirects, feed, calendar, data, manifest, security)
"""Each has `files(site)`: what it publishes beside the pages, by path, made of all but their texts."""
ANYWHERE = f"{NOT_FOUND}.html"
"""The page that a host shows at any address: a copy whose links begin at the root of the host."""


@dataclass(frozen=True, eq=False)
class Output:
    """A finished file: its path in the output folder, written with `/`, and its bytes, or how to get them.

    `page` is the page that it shows at its own place, if it does.
    """

    path: str
    made: bytes | Callable[[], bytes]
    page: Page | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Output) and (self.path, self.digest) == (other.path, other.digest)

    @cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.made() if callable(self.made) else self.made

    @cached_property
    def digest(self) -> bytes:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).digest()

    @property
    def weight(self) -> int:
        """Bytes on the way, compressed."""
        return compressed(self.data)


@dataclass(frozen=True, eq=False, kw_only=True)
class Finished(Output):
    """A finished HTML file: the path of the template that made it, and all that the site needs to know of it.

    `inputs` is all that the template could see; one that is `fresh` was made in this build, and `faults` are what is
    wrong with it by itself. It weighs what lasts: that is the same in every preview, check and build.
    """

    template: str
    known: Known
    inputs: Inputs | None = None
    found: Parsed | None = None
    fresh: bool = True
    faults: tuple[Problem, ...] = ()

    @property
    def digest(self) -> bytes:
        """The digest of its bytes."""
        return self.known.digest

    @property
    def weight(self) -> int:
        """Bytes on the way, compressed."""
        return self.known.weight

    @cached_property
    def parsed(self) -> Parsed:
        """What a browser finds in it."""
        return self.found or read(self.data.decode("utf-8"))

    @property
    def is_not_found(self) -> bool:
        """Whether it is shown at addresses that lead nowhere."""
        return posixpath.basename(self.path) == ANYWHERE

    @property
    def source(self) -> Location:
        """The file that an editor would mend: that of the page, or else the template."""
        return Location(self.page.document.path if self.page else self.template)

    def problem(self, where: Location, message: str, fix: str) -> Problem:
        """Return a problem that it shows."""
        borrowed = bool(self.page and self.page.borrowed and where.path == self.page.document.path)
        return Problem(where, message, fix, f"/{address_to(self.path)}", borrowed)

    def allowing(self, *more: policy.Code) -> bytes:
        """Return its bytes, with a policy that lets it run and show more, if it has one."""
        if self.known.guarded is None:
            return self.data
        begin, old, new = self.known.guarded, policy.policy(self.known.code), policy.policy((*self.known.code, *more))
        return self.data[:begin] + new.encode() + self.data[begin + len(old) :]


class Made(NamedTuple):
    """A page that was rendered: its bytes, what is known of it, its text if it is searched, and its faults."""

    data: bytes
    known: Known
    sections: tuple[Section, ...]
    faults: tuple[Problem, ...]


class Order(NamedTuple):
    """A page to render: where, by which template, and seen from which address."""

    path: str
    template: str
    page: Page
    address: str | None
    shown: Page | None = None

    def finished(self, made: bytes | Callable[[], bytes], known: Known, **more: Any) -> Finished:
        """Return the page as it is finished."""
        template = f"{templates.FOLDER}/{self.template}"
        return Finished(self.path, made, self.shown, template=template, known=known, **more)


def orders(site: Site) -> list[Order]:
    """Return every page to render."""
    ordered = []
    for page in site.pages.values():
        template = f"{page.front.kind}.html"
        ordered.append(Order(file_of(page.address), template, page, page.address, page))
        if page.name == NOT_FOUND and page.language == site.settings.source_language:
            ordered.append(Order(ANYWHERE, template, page, None))
    ordered += [Order(file_of(old), "redirect.html", page, old) for old, page in site.aliases.items()]
    if site.has_home:
        ordered.append(Order("index.html", "languages.html", site.home(site.settings.source_language), ""))
    return ordered


def learn(path: str, page: Page | None, data: bytes, parsed: Parsed, weight: int) -> Known:
    """Return what the site needs to know of a finished page that asked for nothing but itself."""
    return Known(
        hashlib.sha256(data).digest(),
        parsed.language,
        tuple(parsed.ids),
        tuple(
            (there, unquote(address.partition("#")[2]), address, tag)
            for address, tag in dict.fromkeys((link.address, link.tag) for link in parsed.links)
            if (there := leads(path, address)) is not None
        ),
        policy.code(parsed),
        parsed.redirects,
        weight,
        page.prose.sentences.average if page else 0.0,
    )


def render(
    site: Site,
    files: Files,
    memory: Memory,
    shared: bytes,
    look: Callable[[Finished], Iterable[Problem]],
) -> tuple[tuple[Output, ...], list[Problem]]:
    """Render everything the site publishes, sorted by path; return it with the problems of the templates.

    What `look` finds wrong with a page by itself is kept with it: it is found where the page was parsed already.
    `files` has the templates. A page that was remembered with all that it can see, of which `shared` is the part that
    all pages do, is left alone.
    """
    environment = templates.environment(files, memory)
    outputs: dict[str, Finished] = {}
    problems: list[Problem] = []
    if site.handouts:
        try:
            site = replace(site, printed=handouts.current(site, environment))
        except Exception as error:
            problems.append(templates.problem(error, handouts.DOCUMENTS[0], ""))
    digests, today = Digests(site, shared), site.today.isoformat()

    def tried(order: Order) -> Made | Problem:
        try:
            return rendered(order)
        except Exception as error:
            return templates.problem(error, order.template, f"/{address_to(order.path)}")

    def rendered(order: Order) -> Made:
        view = View(site, environment, order.page, order.address)
        parts = [*in_parts(view, order.template)]
        bare = read(bounded(parts))
        missing, parsed = styled(bare, bare.classes)
        data = filled(parts, missing)
        lasting = [part for part in parts if not isinstance(part, Passing)]
        weighed = filled(lasting, styled(bare, bare.lasting)[0]) if len(lasting) < len(parts) else data
        known = learn(order.path, order.shown, data, parsed, compressed(weighed))._replace(
            day=today if "day" in view.asked else "",
            whole=digests.whole[order.page.language] if "site" in view.asked else b"",
            guarded=len(filled(parts[: parts.index(POLICY)], missing)) if POLICY in parts else None,
        )
        faults = look(order.finished(data, known, found=parsed))
        return Made(data, known, parsed.sections, tuple(faults))

    def styled(bare: Parsed, classes: Collection[str]) -> tuple[Mapping[str, str], Parsed]:
        styles = site.assets.styles_for(classes)
        inline = [code._replace(text=styles) if code.text == STYLES else code for code in bare.inline]
        parsed = replace(bare, inline=inline)
        return {STYLES: styles, POLICY: policy.policy(policy.code(parsed)), TEXT: ""}, parsed

    def remembered(order: Order, inputs: Inputs, known: Known) -> Finished:
        def again() -> bytes:
            kept = memory.recall("html", [known.digest])
            return kept[known.digest] if kept else rendered(order).data

        memory.use("html", known.digest)
        return order.finished(again, known, inputs=inputs, fresh=False)

    def sections(pages: Sequence[tuple[Page, Finished]]) -> Iterator[search.Shown]:
        wanted = {output.digest: every[output.path] for _, output in pages}
        kept = memory.every("sections", wanted, lambda orders: (rendered(order).sections for order in orders))
        return ((page, kept[output.digest]) for page, output in pages)

    def searched(page: Page) -> bytes:
        shown = [(output.page, output) for output in outputs.values() if output.page]
        pages = [pair for pair in shown if pair[0].language == page.language]
        key = digest(page.name, digests.of(other for other, _ in pages), [output.digest for _, output in pages])
        return memory.once("search", key, lambda: search.script(site, page, sections(pages)))

    ordered = [(order, digests.inputs(order.path, order.template, order.page, order.address)) for order in orders(site)]
    kept = memory.recall("page", [inputs.key for _, inputs in ordered]) if shared else {}
    fresh = []
    for order, inputs in ordered:
        known: Known | None = kept.get(inputs.key)
        whole = digests.whole[order.page.language] if known and known.whole else b""
        if known and known.day in ("", today) and known.whole == whole:
            outputs[order.path] = remembered(order, inputs, known)
        else:
            fresh.append((order, inputs))
    if len(fresh) >= WORTH:
        templates.compile_all(environment, files)
    memory.rest()
    for (order, inputs), made in zip(fresh, each(tried, [order for order, _ in fresh]), strict=True):
        if isinstance(made, Problem):
            problems.append(made)
        else:
            outputs[order.path] = order.finished(made.data, made.known, inputs=inputs, faults=made.faults)
            if made.sections:
                memory.keep("sections", made.known.digest, made.sections)
    every = {order.path: order for order, _ in ordered}
    outputs = {path: outputs[path] for path in every if path in outputs}
    told = policy.policy_of_all(output.known.code for output in outputs.values())
    drawn, found = cards.files(site, memory)
    others = {"_headers": policy.file(told, "_headers").encode(), **drawn}
    if site.has_home:
        others |= pictures.files(site) | _lists(site, digests, memory)
    others |= {
        search.address(page.language): searched(page) for page in map(site.search, site.settings.languages) if page
    }
    others |= {asset.address: asset.data for asset in (*site.assets.files.values(), *site.printed.values())}
    published = outputs | {path: Output(path, data) for path, data in others.items()}
    return tuple(published[path] for path in sorted(published)), problems + found


def _lists(site: Site, digests: Digests, memory: Memory) -> dict[str, bytes]:
    """Return what is made of all but the texts of pages, remembered as one."""

    def made() -> dict[str, bytes]:
        return {path: data for machine in LISTS for path, data in machine.files(site.outside).items()}

    return memory.once("lists", digests.of_all() if digests.shared else b"", made)
