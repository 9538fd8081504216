"""Small finished sites for the tests of rules, and what a rule tells of them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from generator.check.check import FINISHED, PAGES, SAID, TEXTS, WRITTEN, Rule
from generator.check.finished import Whole
from generator.check.texts import on_page
from generator.compile.dialect import Dialect
from generator.compile.prose import Prose, Reference
from generator.compile.text import compile_text
from generator.link.addresses import written
from generator.link.site import Page, Site
from generator.link.targets import FileTarget, Resolved
from generator.read.assets import Asset, Assets
from generator.read.facts import Facts
from generator.read.files import Files
from generator.read.forms import fill
from generator.read.memory import Memory
from generator.read.pages import Document, FrontMatter
from generator.read.phrases import Words
from generator.read.settings import Settings
from generator.render.inputs import Inputs
from generator.render.outputs import Finished, Order, Output, leading, weigh
from generator.render.parsed import Known, read
from generator.render.policy import code
from tests.conftest import TODAY

SETTINGS = {
    "name": "N",
    "tagline": "T",
    "publisher": "P",
    "country": "BE",
    "languages": {"en": {"name": "English"}},
    "exit": "https://e.example/",
}

HOUSE = {
    "name": "House",
    "kind": "centre",
    "about": "A.",
    "helps": "All.",
    "languages": ["fr"],
    "website": "https://house.example/",
    "phone": {"number": "02 555 02 02", "checked": "2026-01-02"},
}


def html(body: str, language: str = "en", head: str = "") -> str:
    """Return a page with this text."""
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body><main>{body}</main></body></html>'


def whole(
    files: Mapping[str, str] | None = None,
    static: Mapping[str, bytes] | None = None,
    front: Mapping[str, str] | None = None,
    prose: Prose | None = None,
    **settings: object,
) -> Whole:
    """Return a site of finished files; with `front`, each is a page of its own."""
    files = files or {}
    assets = Assets(
        {path: Asset(f"static/{path}", data) for path, data in (static or {}).items()},
        "p{}",
        {},
        {"known": "known()", "exit": ""},
        {},
        {},
    )
    given = {name: settings.pop(name) for name in Facts.model_fields if name in settings}
    facts = fill(Facts, given, known={"country": "BE"})
    config = fill(Settings, SETTINGS | settings, known={"country": "BE"})
    pages = {}
    for path, text in files.items():
        fields = fill(FrontMatter, {"title": path, "summary": "What this page is about.", **(front or {})})
        document = Document(f"content/{path}.md", "en", path, fields, text, 5)
        compiled = prose or Prose("")
        resolved = tuple(Resolved(one, _target(one), written(one.target)) for one in compiled.references)
        pages[path] = Page("en", path, path, document, fields, compiled, resolved)
    site = Site(
        settings=config,
        facts=facts,
        sources={},
        words={"en": Words("en", "content/en/words.yaml", {"vague": "here, click here"}, {})},
        components={},
        leaflets={},
        wordings=(),
        problems=(),
        files=Files(Path()),
        assets=assets,
        handouts={},
        documents=(),
        digest=b"",
        is_whole=True,
        today=TODAY,
        url=config.url,
        pages={("en", path): page for path, page in pages.items() if front is not None},
        aliases={},
        behind=frozenset(),
    )
    shown = [_finished(files[path], page, path if front is not None else "") for path, page in pages.items()]
    copied = (Output(asset.address, asset.data) for asset in assets.files.values())
    return Whole.of([*shown, *copied], site, Memory())


def _target(reference: Reference) -> FileTarget | None:
    return FileTarget(unquote(reference.target)) if reference.kind == "image" else None


def _finished(text: str, page: Page, address: str) -> Finished:
    parsed, data = read(text), text.encode()
    ids, leads = tuple(parsed.ids), leading(page.name, parsed)
    known = Known(hashlib.sha256(data).digest(), ids, leads, code(parsed), weigh(data))
    order = Order("page.html", page, None if page.name == "404.html" else address, Inputs(b"", b"", b"", b"", (), b""))
    return Finished(page.name, data, order=order, known=known)


def wrote(text: str, front: Mapping[str, str] | None = None, **settings: object) -> Whole:
    """Return a site of one page with this text."""
    return whole({"page": ""}, front=front or {}, prose=compile_text(text, Dialect()), **settings)


def told(rule: str, whole: Whole) -> str:
    """Return what a rule tells of a site, a line for each problem: its message, and the fix."""
    site, pages = whole.site, [*whole.site.pages.values()]
    judged: list[tuple[dict[str, Rule], list[tuple[object, ...]]]] = [
        (TEXTS, [(page, site) for page in pages]),
        (SAID, [([*on_page(page)], site) for page in pages]),
        (WRITTEN, [(site,)]),
        (PAGES, [(file, read(file.data.decode()), site) for file in whole.files]),
        (FINISHED, [(whole,)]),
    ]
    found = (rules[rule](*given) for rules, all_given in judged if rule in rules for given in all_given)
    return "\n".join(f"{problem.message} → {problem.fix}" for problems in found for problem in problems)
