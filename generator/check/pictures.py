"""What the files of static/ are, whatever they are called: photographs, PDF, what came in their place, or litter."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath

from generator.check.finished import Finished, Whole
from generator.link.targets import AssetTarget
from generator.problems import Location, Problem
from generator.read.assets import Asset

BYTES = 200_000
"""The most that a photograph may have."""
LOADED = 25_000_000
"""The most pixels of a photograph that is read to its end, to find out whether it is whole."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF")
ENDINGS = frozenset((".jpg", ".jpeg", ".jfif", ".pjpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff"))
OTHERS = frozenset((".svg", ".pdf", ".txt", ".csv", ".css", ".js", ".html", ".xml", ".json"))
"""Endings of files that are not looked into for a photograph."""
ORIENTATION, PLACE, LATITUDE, LONGITUDE = 0x0112, 0x8825, 2, 4
"""Tags of EXIF (CIPA DC-008, sections 4.6.4 to 4.6.6)."""
_PLACE_NAMED = re.compile(
    "GPSLatitude|photoshop:(?:City|State)|Iptc4xmp(?:Core:Location|Ext:Location(?:Created|Shown))"
)
"""The names under which XMP keeps where a picture was taken."""
_PIXELS = re.compile(r"[1-9]\d{0,5}")
_PAGE = re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture of pixels: width and height as it stands when shown, and whether its data tell where it was taken."""

    width: int
    height: int
    tells_place: bool


@lru_cache(maxsize=256)
def photograph(data: bytes) -> Photograph | None:
    """Return what the bytes of a photograph say of it, or None where they are none or are broken."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height <= LOADED:
                image.load()
            exif = image.getexif()
            size = image.size[::-1] if exif.get(ORIENTATION) in (5, 6, 7, 8) else image.size
            told = " ".join(
                value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                for value in image.info.values()
            )
            place = exif.get_ifd(PLACE)
            return Photograph(*size, LATITUDE in place or LONGITUDE in place or bool(_PLACE_NAMED.search(told)))
    except (OSError, SyntaxError, ValueError, TypeError, Image.DecompressionBombError):
        return None


def misnamed_files(whole: Whole) -> Iterator[Problem]:
    """Every picture and PDF is what its name says, and whole."""
    files = {path: asset.data for path, asset in whole.site.assets.files.items()}
    files |= {f"drawings/{name}.svg": drawing.encode() for name, drawing in whole.site.assets.drawings.items()}
    for path, data in files.items():
        ending = PurePosixPath(path).suffix.lower()
        if not _is_what_it_says(ending, data):
            what, fix = _instead(data)
            kind = "PDF" if ending == ".pdf" else "picture"
            yield Problem(Location(f"static/{path}"), f"this file is no {kind}; it is {what}", fix)


def litter(whole: Whole) -> Iterator[Problem]:
    """static/ holds no file that another program left behind, such as Thumbs.db; such a file is not published."""
    if found := whole.site.assets.litter:
        message = f"other programs left files behind, which are not published: {', '.join(found)}"
        yield Problem(Location(f"static/{found[0]}"), message, "delete them")


def heavy_pictures(whole: Whole) -> Iterator[Problem]:
    """No photograph has more than 200,000 bytes."""
    for path, asset, _ in _photographs(whole):
        if len(asset.data) > BYTES:
            message = f"the picture has {len(asset.data)} bytes; the limit is {BYTES}"
            yield Problem(Location(f"static/{path}"), message, "make it smaller, or save it as WebP")


def pictures_with_place(whole: Whole) -> Iterator[Problem]:
    """No photograph tells in its data where it was taken."""
    fix = "save a copy of it that stands upright and is without its data (EXIF and XMP)"
    for path, _, found in _photographs(whole):
        if found.tells_place:
            yield Problem(Location(f"static/{path}"), "the picture tells where it was taken", fix)


def pictures_without_size(whole: Whole) -> Iterator[Problem]:
    """Every photograph has a width and a height, so that the text does not jump; drawings (SVG) have their own."""
    for file, path, found, width, height in _shown(whole):
        if not (_PIXELS.fullmatch(width) and _PIXELS.fullmatch(height)):
            message = f"the picture '{path}' has no width and height in whole pixels"
            fix = f"write them after it: ![...]({path}){{: width={found.width} height={found.height} }}"
            yield file.problem(_place(file, path), message, fix)


def oversized_pictures(whole: Whole) -> Iterator[Problem]:
    """No photograph has more than twice the width at which it is shown."""
    for file, path, found, width, _ in _shown(whole):
        if _PIXELS.fullmatch(width) and found.width > 2 * int(width):
            message = f"the picture '{path}' is {found.width} pixels wide and is shown at {width}"
            yield file.problem(_place(file, path), message, f"make it {2 * int(width)} pixels wide")


def _is_what_it_says(ending: str, data: bytes) -> bool:
    if ending == ".pdf":
        return data.startswith(b"%PDF-")
    if ending == ".svg":
        return b"<svg" in data and not _PAGE.match(data)
    return ending not in ENDINGS or photograph(data) is not None


def _instead(data: bytes) -> tuple[str, str]:
    """Return what lies where another file belongs, and how to get that."""
    if not data:
        return "empty", "save the file here again"
    if data.startswith(b"version https://git-lfs"):
        return "a pointer to the file, as Git LFS keeps it", "fetch the file itself: git lfs pull"
    if _PAGE.match(data):
        return "a page of a website, perhaps one of an error", "open the address in a browser, and save the file again"
    if data.startswith(b"%PDF-"):
        return "a PDF", "end its name in .pdf, or save the picture here"
    if photograph(data):
        return "a picture", "give it the ending of its kind, or save the PDF here"
    return "broken, or of another kind", "open it in a program for such files, and save it again"


def _photographs(whole: Whole) -> Iterator[tuple[str, Asset, Photograph]]:
    for path, asset in whole.site.assets.files.items():
        if PurePosixPath(path).suffix.lower() not in OTHERS and (found := photograph(asset.data)):
            yield path, asset, found


def _shown(whole: Whole) -> Iterator[tuple[Finished, str, Photograph, str, str]]:
    """Yield where pages show photographs: page, path in static/, what is known of it, and the size as written."""
    known = {asset.address: (path, found) for path, asset, found in _photographs(whole)}
    for file in whole.files if known else ():
        for address, width, height in file.facts.pictures:
            if (path := file.leads(address)) in known:
                yield file, *known[path or ""], width, height


def _place(file: Finished, path: str) -> Location:
    """Return where the text of a page shows a picture, or its template where that does."""
    page = file.page
    for reference, target in zip(page.prose.references, page.targets, strict=True) if page else ():
        if page and target == AssetTarget(path):
            return page.document.place(reference.line, reference.column)
    return Location(file.template)
