"""Edits to pages that are written only if the site still builds with them."""

from generator import report
from generator.commands.options import Make, Options
from generator.compile import texts
from generator.link import renaming
from generator.link.edits import Edits
from generator.link.targets import Linker
from generator.problems import BuildFailed, UsageError
from generator.read import files, project
from generator.read.cache import Cache


def apply(
    make: Make, options: Options, linker: Linker, edits: Edits, names: renaming.Names, gone: str = ""
) -> tuple[int, int]:
    """Write edits that rename pages or remove one (`gone`), if the site still builds with them.

    The record of each translation moves with its page. Return how many files were removed or renamed, and how many
    others were changed. Raises `UsageError` if the site would have problems.
    """
    written = edits.files()
    changed, cache = linker.project.files.changed(written), Cache(options.site)
    try:
        compiled = texts.compile_texts(project.read(options.site, options.today, cache, changed), cache)
        more = renaming.updated_records(linker, compiled.versions, names, gone)
        make(options, None, cache, changed.changed(more))
    except BuildFailed as failed:
        problems = report.text(report.grouped(failed.problems), changed.line)
        raise UsageError(f"nothing was changed, because the site would no longer build:\n{problems}") from None
    files.write_all(options.site, {**written, **more})
    old = sum(text is None for text in written.values())
    return old, len(written) - old
