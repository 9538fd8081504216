"""The edit view of the preview: the fields and text of a page, previewed while they are edited, and saved to its file.

Only pages from this server can send requests: the host and the origin must be this machine, and each request carries
the token of this session, in a header if a script sends it, in a field if a form does.
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
from generator.publish import bar, edit_files, form, ui
from generator.publish.edit_files import PageFile
from generator.publish.preview import LARGEST, PROBLEMS, ROOT, Handler, Preview, Routes
from generator.publish.result import BuildResult
from generator.read import pages
from generator.read.facts import FILES
from generator.read.files import Files, write_all
from generator.read.forms import Model
from generator.read.pages import FrontMatter, Translation, path_of

TOKEN = secrets.token_urlsafe(32)
"""The secret that only the edit view of this session knows."""


@dataclass(frozen=True)
class EditView:
    """The pages and data of the edit view, from the preview and its last build."""

    preview: Preview
    result: BuildResult

    @property
    def site(self) -> Site:
        """The site of the last build."""
        return self.result.site

    @cached_property
    def missing(self) -> Mapping[str, tuple[str, str, str]]:
        """The missing translations by path, each with its language, the name of the page and its title."""
        source, folder = self.site.settings.source_language, self.preview.folder
        return {
            path: (code, name, version.document.front.title)
            for code in self.site.settings.languages
            for (language, name), version in self.result.linker.versions.items()
            if language == source and not os.path.lexists(folder / (path := path_of(code, name)))
        }

    def open_page(self, path: str) -> PageFile:
        """Return the file of a page, or a new translation to fill in if it is missing. Raises `UsageError`."""
        folder, linker = self.preview.folder, self.result.linker
        if path not in self.missing:
            return edit_files.open_page(folder, path, self.site.settings.languages)
        language, name, _ = self.missing[path]
        try:
            project = replace(linker.project, files=Files(folder))
            _, new_files = translation.begin(project, linker.versions, language, name)
        except BuildFailed as failed:
            first = failed.problems[0]
            raise UsageError(f"{first.location}: {first.message}; {first.fix}") from failed
        return PageFile(new_files[path], language, name, new_files)

    def model(self, file: PageFile) -> type[Model]:
        """Return the model of the page's fields."""
        return FrontMatter if file.language == self.site.settings.source_language else Translation

    def page(self, path: str) -> str:
        """Return the HTML of the edit view of a page. Raises `UsageError`."""
        file, site = self.open_page(path), self.site
        values = file.fields
        pages = (page for page in site.pages.values() if page.language == file.language)
        versions = {code: path_of(code, file.name) for code in site.settings.languages if code != file.language}
        menu_pages = (path_from(file.name, page.name) for page in site.menu(site.settings.source_language, "main"))
        suggested = {"menu": ["main", "footer", *menu_pages], "drawing": sorted(site.assets.drawings)}
        return ui.page(
            "edit",
            token=TOKEN,
            largest=LARGEST,
            file=file,
            title=(values or {}).get("title") or path,
            open=bar.editor_url(self.preview.folder, Location(path)),
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

    def listing(self, error: str = "", name: str = "") -> str:
        """Return the HTML of the list of all pages, with a form for a new one.

        The `error` is shown in the form if a `name` was entered, otherwise above it.
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
        return ui.page(
            "edit_list", groups=groups, languages=languages, source=source, token=TOKEN, name=name, error=error
        )

    def preview_changes(self, new: PageFile) -> dict[str, object]:
        """Build with an unsaved file, keep the result for the edit view to show, and return its problems as JSON data.

        A page that readers do not see is built and checked too, but then problems in other files are left out.
        """
        preview, address = self.preview, None
        files = Files(preview.folder).changed({new.path: new.text})
        result, problems = preview.attempt(files)
        is_visible = not result or _address(new, result.site) is not None
        if not is_visible:
            result, problems = preview.attempt(files, drafts=True)
        if result:
            preview.unsaved = result.outputs
            address = _address(new, result.site)
        found = [self._problem(new, group) for group in report.grouped(problems)]
        relevant = [problem for problem in found if problem["here"] or is_visible]
        return {"problems": relevant, "address": address, "visible": is_visible}

    def _problem(self, file: PageFile, group: report.Group) -> dict[str, object]:
        """Return a problem as JSON data: its message and fix, and its locations in the edit view of a file.

        Only the first location in each line is kept: a problem may have two, such as the start and end of something.
        """
        locations: dict[str, dict[str, object]] = {}
        for location in group.locations:
            here, line = location.path == file.path, location.line - file.first_line + 1
            if here and line > 0:
                locations.setdefault(f"Line {line} of the text", {"line": line, "column": location.column})
            elif here and location.field in self.model(file).model_fields:
                locations[f"Field {location.field}"] = {"field": location.field}
            else:
                locations[visible(str(location))] = {}
        message, fix = visible(group.problem.message), visible(group.problem.fix)
        is_here = file.path in (location.path for location in group.locations)
        return {"here": is_here, "lines": [message[:1].upper() + message[1:], f"Fix: {fix}"], "locations": locations}


def _address(file: PageFile, site: Site) -> str | None:
    """Return the address at which the page of a file is published, or None if it is not."""
    page = site.pages.get((file.language, file.name))
    return f"/{page.address}" if page and not page.borrowed else None


class ViewHandler(Handler):
    """Show the edit view of a page or the list of pages, and create pages; before a first build, show the problems."""

    view: EditView

    def prepare(self) -> None:
        origin = urlsplit(self.request.headers.get("Origin", ""))
        own = origin.scheme == "http" and origin.netloc == self.request.host
        token = self.request.headers.get("X-Token") or self.get_body_argument("token", "")  # never from the URL
        known = compare_digest(token.encode(), TOKEN.encode())
        if self.request.method != "GET" and not (own and known):
            raise web.HTTPError(403, reason="The preview was restarted. Go back and reload the page.")
        if result := self.preview.state.result:
            self.view = EditView(self.preview, result)
        else:
            self.redirect(PROBLEMS)

    def get(self, path: str) -> None:
        try:
            self.respond("text/html", self.view.page(path) if path else self.view.listing())
        except UsageError as error:
            self.set_status(404)
            self.respond("text/html", self.view.listing(str(error)))

    def post(self, _path: str) -> None:
        name = self.get_argument("name")
        try:
            path, _ = pages.create(self.preview.folder, self.view.site.settings, name)
            self.redirect(f"{ROOT}/edit/{path}", status=303)
        except UsageError as error:
            self.set_status(422)
            self.respond("text/html", self.view.listing(str(error), name))


class PostHandler(ViewHandler):
    """Receive what the edit view sends: fields and text to try or to save, or an uploaded picture or file."""

    SUPPORTED_METHODS = ("POST",)

    async def post(self, action: str, name: str) -> None:  # type: ignore[override]
        try:
            self.write(await self.answer(action, name))
        except UsageError as error:
            self.set_status(422)
            self.write({"refused": str(error)})
        except (ValueError, RecursionError) as error:  # not JSON, nested too deep, or a lone surrogate
            raise web.HTTPError(400) from error

    async def answer(self, action: str, name: str) -> dict[str, object]:
        """Return the JSON answer to `put` with a file name, or `try` or `save` with a page. Raises `UsageError`.

        A page that has changed since it was opened is not overwritten: the answer is 409, with both versions.
        """
        folder = self.preview.folder
        if action == "put":
            path, is_picture = edit_files.upload(folder, name, self.request.body)
            return {"path": path, "picture": is_picture}
        match json.loads(self.request.body):
            case {"digest": str(digest), "fields": dict(fields), "body": str(body)}:
                now = self.view.open_page(name)
                new = now.changed(fields, body)
            case _:
                raise web.HTTPError(400)
        if now.digest != digest:
            self.set_status(409)
            return {"digest": now.digest, "text": now.text, "mine": new.text}
        if action == "try":
            return await self.preview.in_build_thread(partial(self.view.preview_changes, new))
        write_all(folder, {**new.other_files, new.path: new.text})
        return {"digest": new.digest}


ROUTES: Routes = (
    (rf"{re.escape(ROOT)}/edit/(.*)", ViewHandler),
    (rf"{re.escape(ROOT)}/(put|try|save)/(.*)", PostHandler),
)
"""The routes of the edit view."""
