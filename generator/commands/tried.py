"""Changes that are tried before they are made."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator import report
from generator.commands.options import Make, Options
from generator.problems import BuildFailed, WrongUse
from generator.read import files
from generator.read.files import Files

if TYPE_CHECKING:
    from generator.compile.texts import Versions


def apply(
    make: Make,
    options: Options,
    read: Files,
    texts: Mapping[str, str | bytes | None],
    further: "Callable[[Versions], Mapping[str, str]]",
) -> None:
    """Write texts at their paths in the project, None for what goes, if the site builds with them as it did before.

    `read` are the files of the project; `further` is given the texts as they would be, compiled, and returns what else
    is to be written.
    Raises `WrongUse` where the site would have problems.
    """
    changed = read.changed(texts)
    try:
        more = further(make(options._replace(strict=False), files=changed).linker.versions)
        make(options, files=changed.changed(more))
    except BuildFailed as failed:
        told = report.text(report.told_once(failed.problems), failed.line or changed.line)
        raise WrongUse(f"nothing was changed, as the site would not build any more:\n{told}") from None
    files.write_all(options.site, {**texts, **more})
