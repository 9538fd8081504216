"""The edit view of the preview: a page's form and text, seen as they will be, saved into its file.

Only pages of this very server may ask: its name and theirs must be this machine's, and each request carries the token
that only the edit view of this session knows: a script in a header, a form without one in a field.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hmac import compare_digest
from urllib.parse import urlsplit

from tornado import web

from generator import report
from generator.link import translation
from generator.link.addresses import path_from
from generator.link.site import Site
from generator.problems import BuildFailed, Location, UsageError, visible
from generator.publish import bar, editing, form, shown
from generator.publish.editing import Opened
from generator.publish.edition import BuildResult
from generator.publish.preview import LARGEST, PLACE, PROBLEMS, Local, Preview, Rooms
from generator.read import pages
from generator.read.facts import FILES
from generator.read.files import Files, write_all
from generator.read.forms import Model
from generator.read.pages import FrontMatter, Translation, path_of

TOKEN = secrets.token_urlsafe(32)
"""What only the edit view of this session knows."""


@dataclass(frozen=True)
class EditView:
    """What the edit view asks of the preview whose pages are edited, and of what was last built."""

    preview: Preview
    made: BuildResult

    @property
    def site(self) -> Site:
        """The site as last built."""
        return self.made.site

    @cached_property
    def missing(self) -> Mapping[str, tuple[str, str, str]]:
        """The pages that a language does not have, by the path of the translation: that language, name and title."""
        source, folder = self.site.settings.source_language, self.preview.folder
        paths = {
            path_of(code, name): (code, name, version.document.front.title)
            for code in self.site.settings.languages
            for (language, name), version in self.made.linker.versions.items()
            if language == source
        }
        return {path: page for path, page in paths.items() if not os.path.lexists(folder / path)}

    def opened(self, path: str) -> Opened:
        """Return the file of a page, or its translation as it begins where there is none yet. Raises `UsageError`."""
        folder, linker = self.preview.folder, self.made.linker
        if path not in self.missing:
            return editing.opened(folder, path, self.site.settings.languages)
        language, name, _ = self.missing[path]
        try:
            project = replace(linker.project, files=Files(folder))
            _, begun = translation.begun(project, linker.versions, language, name)
        except BuildFailed as failed:
            wrong = failed.problems[0]
            raise UsageError(f"{wrong.location}: {wrong.message}; {wrong.fix}") from failed
        return Opened(begun[path], language, name, begun)

    def model(self, file: Opened) -> type[Model]:
        """Return the model of the fields of a page."""
        return FrontMatter if file.language == self.site.settings.source_language else Translation

    def page(self, path: str) -> str:
        """Return the edit view of a page. Raises `UsageError`."""
        file, site = self.opened(path), self.site
        values = file.fields
        pages = (page for page in site.pages.values() if page.language == file.language)
        versions = {code: path_of(code, file.name) for code in site.settings.languages if code != file.language}
        above = (path_from(file.name, page.name) for page in site.menu(site.settings.source_language, "main"))
        suggested = {"menu": ["main", "footer", *above], "drawing": sorted(site.assets.drawings)}
        return shown.page(
            "edit",
            token=TOKEN,
            largest=LARGEST,
            file=file,
            title=(values or {}).get("title") or path,
            open=bar.opening(self.preview.folder, Location(path)),
            fields=[*form.fields(self.model(file), values, suggested)] if values is not None else (),
            address=_address(file, site),
            is_new=path in self.missing,
            versions={path: (code, path in self.missing) for code, path in versions.items()},
            languages=site.settings.languages,
            components=site.components,
            entries={kind: sorted(site.facts.collection(kind)) for kind in FILES},
            pages={page.front.title: path_from(file.name, page.name) for page in pages},
            sources={f"{source.title} ({key})": key for key, source in site.sources.items()},
        )

    def listing(self, wrong: str = "", name: str = "") -> str:
        """Return the list of all pages that can be edited, and a form for a new one.

        What is `wrong` is so with the name of that, or without a name with a page that was to be edited.
        """
        languages = self.site.settings.languages
        titles = {page.document.path: page.front.title for page in self.site.pages.values()}
        groups: dict[str, list[tuple[str, str, bool]]] = {code: [] for code in languages}
        for path in Files(self.preview.folder).below("content")[0]:
            if page := pages.page_at(path, languages):
                groups[page[0]].append((path, titles.get(path, page[1]), False))
        for path, (code, _, title) in self.missing.items():
            groups[code].append((path, title, True))
        source = self.site.settings.source_language
        return shown.page(
            "edit_list", groups=groups, languages=languages, source=source, token=TOKEN, name=name, wrong=wrong
        )

    def tried(self, new: Opened) -> dict[str, object]:
        """Build with a file as it would be, show it where the edit view looks, and return the problems.

        A page that is kept back from readers is shown and judged there all the same, and is to blame for no other file.
        """
        preview, address = self.preview, None
        files = Files(preview.folder).changed({new.path: new.text})
        made, problems = preview.attempt(files)
        is_seen = not made or _address(new, made.site) is not None
        if not is_seen:
            made, problems = preview.attempt(files, drafts=True)
        if made:
            preview.unsaved = made.outputs
            address = _address(new, made.site)
        told = [self._told(new, one) for one in report.grouped(problems)]
        return {"told": [one for one in told if one["here"] or is_seen], "address": address, "seen": is_seen}

    def _told(self, file: Opened, told: report.Group) -> dict[str, object]:
        """Return a mistake with its mend, and where it stands, as the edit view of a file calls that, and leads there.

        It may stand in a line more than once, as what begins and what ends: its first place is enough.
        """
        places: dict[str, dict[str, object]] = {}
        for place in told.places:
            here, line = place.path == file.path, place.line - file.first_line + 1
            if here and line > 0:
                places.setdefault(f"Line {line} of the text", {"line": line, "column": place.column})
            elif here and place.field in self.model(file).model_fields:
                places[f"Field {place.field}"] = {"field": place.field}
            else:
                places[visible(str(place))] = {}
        message, fix = visible(told.problem.message), visible(told.problem.fix)
        is_here = file.path in (place.path for place in told.places)
        return {"here": is_here, "said": [message[:1].upper() + message[1:], f"Fix: {fix}"], "places": places}


def _address(file: Opened, site: Site) -> str | None:
    """Return where a page is shown, if it is."""
    page = site.pages.get((file.language, file.name))
    return f"/{page.address}" if page and not page.borrowed else None


class View(Local):
    """Shows the edit view of a page, or the list of all, and makes a new one; where nothing was built yet, problems."""

    view: EditView

    def prepare(self) -> None:
        origin = urlsplit(self.request.headers.get("Origin", ""))
        own = origin.scheme == "http" and origin.netloc == self.request.host
        token = self.request.headers.get("X-Token") or self.get_body_argument("token", "")  # in no address
        known = compare_digest(token.encode(), TOKEN.encode())
        if self.request.method != "GET" and not (own and known):
            raise web.HTTPError(403, reason="The preview was started anew. Go back, and load that page again.")
        if made := self.preview.edition.made:
            self.view = EditView(self.preview, made)
        else:
            self.redirect(PROBLEMS)

    def get(self, path: str) -> None:
        try:
            self.tell("text/html", self.view.page(path) if path else self.view.listing())
        except UsageError as refused:
            self.set_status(404)
            self.tell("text/html", self.view.listing(str(refused)))

    def post(self, _path: str) -> None:
        name = self.get_argument("name")
        try:
            path, _ = pages.create(self.preview.folder, self.view.site.settings, name)
            self.redirect(f"{PLACE}/edit/{path}", status=303)
        except UsageError as refused:
            self.set_status(422)
            self.tell("text/html", self.view.listing(str(refused), name))


class Sent(View):
    """Takes what the edit view of a page sends: its fields and text, to try or to save, or a picture or a file."""

    SUPPORTED_METHODS = ("POST",)

    async def post(self, what: str, name: str) -> None:  # type: ignore[override]
        try:
            self.write(await self.answer(what, name))
        except UsageError as refused:
            self.set_status(422)
            self.write({"refused": str(refused)})
        except (ValueError, RecursionError) as wrong:  # no JSON, too deep, or a character cut in half
            raise web.HTTPError(400) from wrong

    async def answer(self, what: str, name: str) -> dict[str, object]:
        """Return what is to be told of a page, or of a file that is put in by its name. Raises `UsageError`.

        A page is kept as it is where somebody else changed it since it was opened; then both are told.
        """
        folder = self.preview.folder
        if what == "put":
            path, is_picture = editing.put(folder, name, self.request.body)
            return {"path": path, "picture": is_picture}
        match json.loads(self.request.body):
            case {"digest": str(digest), "fields": dict(fields), "body": str(body)}:
                now = self.view.opened(name)
                new = now.changed(fields, body)
            case _:
                raise web.HTTPError(400)
        if now.digest != digest:
            self.set_status(409)
            return {"digest": now.digest, "text": now.text, "mine": new.text}
        if what == "try":
            return await self.preview.apart(partial(self.view.tried, new))
        write_all(folder, {**new.beside, new.path: new.text})
        return {"digest": new.digest}


ROOMS: Rooms = (
    (rf"{re.escape(PLACE)}/edit/(.*)", View),
    (rf"{re.escape(PLACE)}/(put|try|save)/(.*)", Sent),
)
"""Who answers the edit view."""
