"""What the bytes of a photograph say of it: its size, and whether they give away where it was taken."""

import re
import struct
from collections.abc import Iterator

ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic")
LATITUDE, LONGITUDE, PLACE = 0x0002, 0x0004, 0x8825


def size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF, WebP or JPEG in pixels, or None for anything else."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _pair(">II", data, 16)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _pair("<HH", data, 6)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
    except struct.error:
        return None
    return None


def tells_place(data: bytes) -> bool:
    """Return whether a picture has the coordinates of a place in its EXIF (CIPA DC-008, section 4.6.6) or XMP data.

    Every format keeps EXIF as a TIFF of its own, so that is looked for, wherever it stands. What a PNG packs into compressed
    text, as old versions of ImageMagick did, is not seen.
    """
    return b"GPSLatitude" in data or any(_has_place(data[found.start() :]) for found in re.finditer(rb"II\*\0|MM\0\*", data))


def _has_place(tiff: bytes) -> bool:
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0]
        return any({LATITUDE, LONGITUDE} & {tag for tag, _ in _entries(tiff, order, place)} for tag, place in _entries(tiff, order, start) if tag == PLACE)
    except struct.error:
        return False


def _entries(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield tag and value of each entry of the directory that begins at `start` (TIFF 6.0, section 2)."""
    for number in range(struct.unpack_from(f"{order}H", tiff, start)[0]):
        tag, _, _, value = struct.unpack_from(f"{order}HHII", tiff, start + 2 + 12 * number)
        yield tag, value


def _webp(data: bytes) -> tuple[int, int] | None:
    """Read the first chunk (RFC 9649, sections 2.5 to 2.7)."""
    match data[12:16]:
        case b"VP8X":
            return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        case b"VP8L":
            bits = struct.unpack_from("<I", data, 21)[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = _pair("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case _:
            return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (ITU-T T.81, annex B.2.2)."""
    place = 2
    while place < len(data):
        marker, length = struct.unpack_from(">HH", data, place)
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = _pair(">HH", data, place + 5)
            return width, height
        place += 2 + length
    return None


def _pair(form: str, data: bytes, place: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, data, place)
    return first, second
