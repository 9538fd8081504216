"""Changes of pages that are tried before they are made."""

from generator import report
from generator.commands.options import Make, Options
from generator.compile import texts
from generator.link import moving
from generator.link.edits import Edits
from generator.link.targets import Linker
from generator.problems import BuildFailed, UsageError
from generator.read import files, project
from generator.read.cache import Cache


def apply(
    make: Make, options: Options, linker: Linker, edits: Edits, names: moving.Names, gone: str = ""
) -> tuple[int, int]:
    """Make edits by which pages get other names or one goes, if the site builds with them as it did before.

    The record of each translation goes with them. Return how many files went or moved, and how many others changed.
    Raises `UsageError` where the site would have problems.
    """
    written = edits.files()
    changed, cache = linker.project.files.changed(written), Cache(options.site)
    try:
        compiled = texts.compile_texts(project.read(options.site, options.today, cache, changed), cache)
        more = moving.carried(linker, compiled.versions, names, gone)
        make(options, None, cache, changed.changed(more))
    except BuildFailed as failed:
        told = report.text(report.told_once(failed.problems), changed.line)
        raise UsageError(f"nothing was changed, as the site would not build any more:\n{told}") from None
    files.write_all(options.site, {**written, **more})
    old = sum(text is None for text in written.values())
    return old, len(written) - old
