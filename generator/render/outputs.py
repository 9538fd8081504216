"""Everything that the site publishes, as bytes: every page, the language choice, redirects and files for machines."""

from collections.abc import Container
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.link.addresses import NOT_FOUND, file_of
from generator.link.site import Page, Site
from generator.problems import Problem
from generator.render import calendar, data, feed, pictures, redirects, sitemap, templates
from generator.render import policy as headers
from generator.render.facts import BEGINS, ENDS, STYLES, Facts, read
from generator.render.view import View

MACHINES = (sitemap, redirects, feed, calendar, data, pictures)
"""Each has `files(site)`: what it publishes beside the pages, by path."""


@dataclass(frozen=True, slots=True, order=True)
class Output:
    """A finished file: its path in the output folder, written with `/`, and its bytes.

    `lasting` is the page as it would be without what comes and goes by itself, if it has such: that is what is weighed.
    `template` is the path of the template that made it, if one did, and `page` the page that it shows at its own place.
    """

    path: str
    data: bytes
    lasting: bytes | None = None
    facts: Facts | None = field(default=None, compare=False, repr=False)
    template: str | None = None
    page: Page | None = field(default=None, compare=False, repr=False)


def render(site: Site, folder: Path) -> tuple[tuple[Output, ...], list[Problem]]:
    """Render everything the site publishes, sorted by path; return it with the problems of the templates."""
    environment = templates.environment(folder)
    outputs: dict[str, Output] = {}
    problems: list[Problem] = []

    def add(path: str, template: str, page: Page, address: str | None, shown: Page | None = None) -> None:
        try:
            text = environment.get_template(template).render(View.of(site, environment, page, address).names)
        except Exception as error:
            problems.append(templates.problem(error, template, folder, f"/{path.removesuffix('index.html')}"))
            return
        facts = read(text)
        outer = [part.rpartition(ENDS)[2] for part in text.split(BEGINS)]
        lasting = finished("".join(outer), facts, facts.lasting)[0] if len(outer) > 1 else None
        made, facts = finished(text.replace(BEGINS, "").replace(ENDS, ""), facts, facts.classes)
        outputs[path] = Output(path, made, lasting, facts, f"{templates.FOLDER}/{template}", shown)

    def finished(text: str, facts: Facts, shown: Container[str]) -> tuple[bytes, Facts]:
        styles = site.assets.styles_for(shown)
        inline = [code._replace(text=code.text.replace(STYLES, styles)) for code in facts.inline]
        text = text.replace(STYLES, styles).replace(headers.MARK, headers.policy(inline, facts.shows_pictures))
        return text.encode("utf-8"), replace(facts, inline=inline)

    for page in site.pages.values():
        template = f"{page.front.kind}.html"
        add(file_of(page.address), template, page, page.address, page)
        if page.name == NOT_FOUND and page.language == site.settings.source_language:
            add("404.html", template, page, None)
    for address, page in site.aliases.items():
        add(file_of(address), "redirect.html", page, address)
    has_home = (site.settings.source_language, "index") in site.pages  # and then in every language
    if has_home:
        add("index.html", "languages.html", site.home(site.settings.source_language), "")
    policy = headers.policy_of_all(output.facts for output in outputs.values() if output.facts)
    outputs["_headers"] = Output("_headers", headers.file(policy, "_headers").encode())
    for machine in MACHINES if has_home else ():
        outputs |= {path: Output(path, made) for path, made in machine.files(site).items()}
    for asset in site.assets.files.values():
        outputs[asset.address] = Output(asset.address, asset.data)
    return tuple(sorted(outputs.values())), problems
