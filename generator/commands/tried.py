"""Changes that are tried before they are made."""

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator import report
from generator.commands.options import Make, Options
from generator.problems import BuildFailed, WrongUse
from generator.read import files, memory
from generator.read.files import Files

if TYPE_CHECKING:
    from generator.compile.texts import Texts, Versions
    from generator.read.project import Project


def compiled(files: Files, today: datetime.date) -> "tuple[Project, Texts]":
    """Return a project and its compiled texts, with their problems."""
    from generator.compile import texts
    from generator.read import project

    kept = memory.Memory(files.folder)
    try:
        read = project.read(files.folder, today, kept, files)
        return read, texts.compile_texts(read, kept)
    finally:
        kept.write()


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
        more = further(compiled(changed, options.today)[1].versions)
        make(options, files=changed.changed(more))
    except BuildFailed as failed:
        told = map(str, report.told_once(failed.problems))
        raise WrongUse("\n".join(["nothing was changed, as the site would not build any more:", *told])) from None
    files.write_all(options.site, {**texts, **more})
