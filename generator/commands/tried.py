"""Changes that are tried on a copy of the project before they are made."""

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.asked import Make, Options
from generator.problems import BuildFailed, WrongUse
from generator.read import edits, files, memory

if TYPE_CHECKING:
    from generator.compile.texts import Texts
    from generator.read.project import Project

TOLD = 5
"""How many problems are told of a change that is not made."""


def sound(options: Options) -> "tuple[Project, Texts]":
    """Return the project and its compiled texts; raise `BuildFailed` where they have problems."""
    read, made = compiled(options.site, options.today)
    if problems := [*read.problems, *made.problems]:
        raise BuildFailed(problems)
    return read, made


def compiled(folder: Path, today: datetime.date) -> "tuple[Project, Texts]":
    """Return a project and its compiled texts, with their problems."""
    from generator.compile import texts
    from generator.read import project

    kept = memory.Memory(folder)
    try:
        read = project.read(folder, today, memory=kept)
        return read, texts.compile_texts(read, kept)
    finally:
        kept.write()


def apply(
    make: Make,
    options: Options,
    texts: Mapping[str, str | bytes | None],
    further: "Callable[[Texts], Mapping[str, str]]",
) -> None:
    """Write texts at their paths in the project, None for what goes, if the site builds with them as it did before.

    `further` is given the texts of the copy in which they stand, compiled, and returns what else is to be written.
    Raises `BuildFailed` where the site has problems already, `WrongUse` where it would have some.
    """
    import shutil
    import tempfile

    make(options)
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        for place in (*files.PLACES, memory.FILE):
            if (options.site / place).is_dir():
                shutil.copytree(options.site / place, copy / place, symlinks=True)
            elif (options.site / place).is_file():
                (copy / place).parent.mkdir(exist_ok=True)
                shutil.copyfile(options.site / place, copy / place)
        edits.write(copy, texts)
        try:
            more = further(compiled(copy, options.today)[1])
            edits.write(copy, more)
            make(options._replace(site=copy))
        except BuildFailed as failed:
            told = "\n".join(map(str, failed.problems[:TOLD]))
            more_of_them = f"\nand {len(failed.problems) - TOLD} more" if len(failed.problems) > TOLD else ""
            raise WrongUse(
                f"nothing was changed, as the site would not build any more:\n{told}{more_of_them}"
            ) from None
    edits.write(options.site, {**texts, **more})
