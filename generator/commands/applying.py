"""Edits to pages that are written only if the site still builds with them."""

from generator import report
from generator.commands.options import Make, Options
from generator.compile import texts
from generator.link import renaming
from generator.link.edits import Edits
from generator.link.targets import Linker
from generator.problems import BuildFailed, UsageError
from generator.read.cache import Cache
from generator.read.files import write_all
from generator.read.project import read


def apply(
    make: Make, options: Options, linker: Linker, edits: Edits, names: renaming.Names, gone: str = ""
) -> tuple[int, int]:
    """Write edits that rename pages or remove one (`gone`), if the site still builds with them.

    The record of each translation moves with its page. Return how many files were removed or renamed, and how many
    others were changed. Raises `UsageError` if the site would have problems.
    """
    changes = edits.files()
    changed, cache = linker.project.files.changed(changes), Cache(options.site)
    try:
        compiled = texts.compile_texts(read(options.site, options.today, cache, changed), cache)
        records = renaming.updated_records(linker, compiled.versions, names, gone)
        make(options, None, cache, changed.changed(records))
    except BuildFailed as failed:
        problems = report.text(report.grouped(failed.problems), changed.line)
        raise UsageError(f"nothing was changed, because the site would no longer build:\n{problems}") from None
    write_all(options.site, {**changes, **records})
    removed = sum(text is None for text in changes.values())
    return removed, len(changes) - removed
