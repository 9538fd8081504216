"""Pack the whole site into one zip file that works without a network; the next build publishes it."""

import argparse
import datetime
import io
import stat
import zipfile
from collections.abc import Mapping

from generator.commands import console
from generator.commands.options import Make, Options
from generator.link.addresses import FOR_SERVERS, START
from generator.read.files import HANDOUTS, PACKED, Files, slug, write, write_all, writing
from generator.render import cards, offline

FIRST = "start.html"
"""The name of the first page in the zip file."""
HINT = "read-me.txt"
"""The name of a file that says, in each language, to unpack the zip file first."""
UNIX = 3
"""The system whose permissions each entry has, whatever system packs it (APPNOTE.TXT, section 4.4.2)."""


def run(make: Make, options: Options, _args: argparse.Namespace) -> str:
    """Pack the files that are of use without a server into a zip file beside the output folder; return the summary.

    A copy replaces the earlier zip file in the project, which the new one leaves out.
    """
    files = Files(options.site)
    earlier = [path for path in files.below(HANDOUTS)[0] if path.endswith(PACKED)]
    result = make(options, files=files.changed(dict.fromkeys(earlier)))
    settings = result.site.settings
    name = slug(result.site.text(settings.name, settings.source_language)) or "site"
    target = options.output.parent / f"{name}.zip"
    carried = {
        FIRST if path == START else path: output.data
        for path, output in result.outputs.items()
        if path not in FOR_SERVERS and not path.startswith((".", cards.FOLDER))
    }
    hint = "".join(f"{words.phrases['unpack']}\n" for words in result.site.words.values())
    data = archive({**carried, HINT: hint.encode()}, options.today)
    with writing(target):
        write(target.parent, target.name, data)
    write_all(options.site, {**dict.fromkeys(earlier), offline.path(result.site): data})
    summary = f"{len(result.site.pages)} pages in {target} (unpack it anywhere and open {FIRST})"
    return console.success(summary, result, options)


def archive(files: Mapping[str, bytes], day: datetime.date) -> bytes:
    """Return files by path as a zip file (APPNOTE.TXT 6.3); the same files and day give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as writer:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = (stat.S_IFREG | 0o644) << 16  # for everyone to read
            writer.writestr(entry, files[path], compresslevel=9)
    return packed.getvalue()
