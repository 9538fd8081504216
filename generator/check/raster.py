"""What the bytes of a photograph say of it: its size, and whether they give away where it was taken."""

import re
import struct
from collections.abc import Iterator

_BEGINNING = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|....ftyp(?:avif|avis|heic|heix|mif1|msf1)|II\*\0|MM\0\*",
    re.DOTALL,
)
_TIFF = re.compile(rb"II\*\0|MM\0\*")
_EXIF = re.compile(rb"(?:Exif\0\0|eXIf|EXIF....)(?=II\*\0|MM\0\*)", re.DOTALL)
_HEX = re.compile(rb"Raw profile type (?:exif|APP1|xmp)\0\s*\w+\s+\d+\s+((?:[0-9a-f]{2}\s*)+)")
_NAMED = re.compile(
    rb"GPSLatitude|photoshop:(?:City|State)|Iptc4xmpCore:Location|Iptc4xmpExt:(?:LocationCreated|LocationShown)"
)
ORIENTATION, LATITUDE, LONGITUDE, PLACE = 0x0112, 0x0002, 0x0004, 0x8825


def is_photograph(data: bytes) -> bool:
    """Return whether bytes are a picture of pixels, whatever its file is called: JPEG, PNG, GIF, WebP, AVIF, HEIC or TIFF."""
    return bool(_BEGINNING.match(data))


def size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF, WebP or JPEG in pixels, as it stands when shown, or None for anything else."""
    try:
        measured = _size(data)
        return measured[::-1] if measured and _lies(data) else measured
    except struct.error:
        return None


def _size(data: bytes) -> tuple[int, int] | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _pair(">II", data, 16)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _pair("<HH", data, 6)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return _jpeg(data) if data.startswith(b"\xff\xd8") else None


def _lies(data: bytes) -> bool:
    """Return whether the EXIF data have a browser turn the picture by a quarter (orientations 5 to 8)."""
    found = _EXIF.search(data)
    tiff = data[found.end() :] if found else b""
    order = "<" if tiff.startswith(b"II") else ">"
    entries = _entries(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0]) if found else ()
    return any(
        tag == ORIENTATION and 5 <= (value if order == "<" else value >> 16) & 0xFFFF <= 8 for tag, value in entries
    )


def tells_place(data: bytes) -> bool:
    """Return whether a picture has the coordinates of a place in its EXIF (CIPA DC-008, section 4.6.6) or XMP data, or its name in XMP.

    Every format keeps EXIF as a TIFF of its own, so that is looked for, wherever it stands, also in the hexadecimal text of a
    PNG. What a PNG packs into compressed text, as old versions of ImageMagick did, is not seen.
    """
    unpacked = (bytes.fromhex(found[1].decode()) for found in _HEX.finditer(data))
    return any(
        _NAMED.search(part) or any(_has_place(part[found.start() :]) for found in _TIFF.finditer(part))
        for part in (data, *unpacked)
    )


def _has_place(tiff: bytes) -> bool:
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0]
        return any(
            {LATITUDE, LONGITUDE} & {tag for tag, _ in _entries(tiff, order, place)}
            for tag, place in _entries(tiff, order, start)
            if tag == PLACE
        )
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
