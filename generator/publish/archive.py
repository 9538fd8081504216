"""Finished files as one zip file, to be unpacked anywhere: the same files give the same bytes."""

import datetime
import io
import stat
from collections.abc import Mapping

UNIX = 3
"""The system whose permissions an entry has (APPNOTE.TXT, section 4.4.2), whatever system packs it."""


def archive(files: Mapping[str, bytes], day: datetime.date) -> bytes:
    """Return files, by path, as a zip file (APPNOTE.TXT 6.3): in order, all of one day, and for everyone to read."""
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as writer:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            writer.writestr(entry, files[path], compresslevel=9)
    return packed.getvalue()
