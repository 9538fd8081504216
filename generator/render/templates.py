"""The templates of a project, strict about names and escaping by default, and the problems of those that fail."""

import marshal
import traceback

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from generator.compile.typography import typeset
from generator.problems import BuildFailed, Location, Problem
from generator.read.cache import Cache, digest
from generator.read.components import TEMPLATES
from generator.read.files import Files
from generator.read.phrases import Words
from generator.render.markers import passing, repeated, with_origin

PARTS = "parts/"
"""The folder of templates that others include."""

FIX = "correct the template; templates/README.md lists the names that it can use"


class _Compiled(jinja2.BytecodeCache):
    """The cache of compiled templates, by path and content, so that only changed ones are compiled."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        for code in self.cache.get_many("template", [digest(bucket.key, bucket.checksum)]).values():
            bucket.code = marshal.loads(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.cache.put("template", digest(bucket.key, bucket.checksum), marshal.dumps(bucket.code))


def strict(loader: jinja2.BaseLoader) -> jinja2.Environment:
    """Return a Jinja environment that is strict about undefined names, and escapes by default."""
    templates = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    templates.trim_blocks = templates.lstrip_blocks = True
    return templates


def environment(files: Files, cache: Cache | None = None) -> jinja2.Environment:
    """Return the environment of the templates in `files`; the cache keeps compiled templates.

    The output of a part is marked with its origin; that of an imported macro has the origin of its caller.
    """

    def source(name: str) -> tuple[str, str, None] | None:
        path = f"{TEMPLATES}/{name}"
        if not files.has(path):
            return None
        text = files.text(path)
        return with_origin(path, text.removesuffix("\n")) if name.startswith(PARTS) else text, path, None

    templates = strict(jinja2.FunctionLoader(source))
    templates.bytecode_cache, templates.auto_reload = _Compiled(cache or Cache()), False
    templates.finalize = _shown
    templates.filters |= {"passing": passing, "repeated": repeated}
    return templates


def _shown(value: object) -> object:
    """Return a value that a template shows; raise `UndefinedError` if it is not text or a number."""
    if isinstance(value, str | int | float | jinja2.Undefined) and not isinstance(value, bool):
        return value
    raise jinja2.UndefinedError(f"a '{type(value).__name__}' is shown where text is expected")


class Phrases:
    """The words of the interface as attributes, escaped; a missing one is an undefined name."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Markup:
        if name not in self._words.phrases:
            raise jinja2.UndefinedError(f"there is no word '{name}' in words.yaml")
        return Markup(escape(typeset(self._words.phrases[name], self._words.quotes)))


def problem(error: Exception, template: str, about: str) -> Problem:
    """Return the problem of a failed template, at its line and on the page `about`; raise the errors of others."""
    if isinstance(error, BuildFailed):
        return error.problems[0]
    if isinstance(error, jinja2.TemplateSyntaxError):
        location = Location(error.filename or error.name or template, error.lineno)  # the lexer calls the file 'name'
        return Problem(location, f"the template cannot be read: {error.message}", FIX, page=about)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [Location(call.filename, call.lineno or 1) for call in frames if call.filename.startswith(f"{TEMPLATES}/")]
    if isinstance(error, jinja2.TemplateNotFound):
        lines, what = [Location(f"{TEMPLATES}/{template}"), *lines], f"there is no template '{error.name}'"
    elif isinstance(error, jinja2.UndefinedError):
        what = str(error)
    else:
        what = f"{type(error).__name__}: {error}"
    if not lines:
        raise error  # the generator failed, not a template
    return Problem(lines[-1], f"the template does not work: {what}", FIX, page=about)
