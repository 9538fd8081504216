"""Make one zip file of the whole site, to be opened without a network."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.commands import printed
from generator.commands.asked import Make, Options
from generator.publish import archive
from generator.read import files

if TYPE_CHECKING:
    from generator.render.outputs import Output

FIRST = "start.html"
"""The first page, under a name that says so."""
HINT = "read-me.txt"
"""What whoever looks into the file without unpacking it must know, in each language."""
FOR_SERVERS = {"404.html", "_headers", "_redirects", "robots.txt", "sitemap.xml"}
"""What only a server or a search engine reads, and all whose name begins with a dot."""


def arguments(_parser: argparse.ArgumentParser) -> None:
    """The zip file takes the options of every command."""


def run(make: Make, options: Options, _asked: argparse.Namespace) -> str:
    """Put the zip file beside the output folder; return the printed."""
    made = make(options)
    settings = made.site.settings
    name = files.plain(made.site.said(settings.name, settings.source_language)) or "site"
    target = options.output.parent / f"{name}.zip"
    hint = "".join(f"{words.phrases['unpack']}\n" for words in made.site.words.values())
    data = archive.archive({**carried(made.outputs), HINT: hint.encode()}, options.today)
    with files.writing(target):
        files.write(target.parent, target.name, data)
    how = f"unpack it anywhere, and open {FIRST}"
    return printed.success(f"{len(made.site.pages)} pages in {target}; {how}", made, options)


def carried(outputs: "Iterable[Output]") -> dict[str, bytes]:
    """Return the files that are of use without a server, by path."""
    wanted = (output for output in outputs if output.path not in FOR_SERVERS and not output.path.startswith("."))
    return {FIRST if output.path == "index.html" else output.path: output.data for output in wanted}
