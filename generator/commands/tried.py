"""Changes that are tried on a copy of the project before they are made."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.commands.asked import Make, Options
from generator.problems import BuildFailed, WrongUse
from generator.read import edits

PLACES = ("site.yaml", "content", "templates", "static", ".cache/prose.json")
TOLD = 5
"""How many problems are told of a change that is not made."""


def apply(
    make: Make,
    options: Options,
    texts: Mapping[str, str | bytes | None],
    further: Callable[[Path], Mapping[str, str]] = lambda _: {},
) -> None:
    """Write texts at their paths in the project, None for what goes, if the site builds with them as it did before.

    `further` is given the copy in which they stand, and returns what else is to be written.
    Raises `BuildFailed` where the site has problems already, `WrongUse` where it would have some.
    """
    make(options)
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        for place in PLACES:
            if (options.site / place).is_dir():
                shutil.copytree(options.site / place, copy / place, symlinks=True)
            elif (options.site / place).is_file():
                (copy / place).parent.mkdir(exist_ok=True)
                shutil.copyfile(options.site / place, copy / place)
        edits.write(copy, texts)
        try:
            more = further(copy)
            edits.write(copy, more)
            make(replace(options, site=copy))
        except BuildFailed as failed:
            told = "\n".join(map(str, failed.problems[:TOLD]))
            more_of_them = f"\nand {len(failed.problems) - TOLD} more" if len(failed.problems) > TOLD else ""
            raise WrongUse(
                f"nothing was changed, as the site would not build any more:\n{told}{more_of_them}"
            ) from None
    edits.write(options.site, {**texts, **more})
