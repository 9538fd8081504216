"""Photographs prepared for pages: upright, without metadata, in several sizes and formats.

Results are cached by content. The same photograph gives the same bytes with the same version of Pillow and its codecs;
the addresses depend only on the photograph.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import compress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.problems import BuildFailed, Location, Problem
from generator.read import files
from generator.read.cache import Cache, digest

if TYPE_CHECKING:
    from PIL.Image import Image

EXTENSIONS = (
    ".jpg", ".jpeg", ".jfif", ".pjpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".heic", ".heif", ".bmp",
)  # fmt: skip
WIDTHS = (480, 960, 1440)
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_383
"""The largest width and height of WebP."""
FORMATS: tuple[str, ...] = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
_LOSSLESS = ("PNG", "GIF", "BMP")
"""Formats of screenshots and drawings, which are compressed without loss."""
PAGE = "is a web page, perhaps an error page", "open the address in a browser, and save the file again"
EMPTY = "is empty", "save the file here again"
PDF = "is a PDF", "end its name in .pdf, or save the right file here"
POINTER = "is only a Git LFS pointer", "fetch the file itself: git lfs pull"
OTHER = "is broken or in another format", "open it in a suitable program, and save it again"
"""What a file can be instead of what its name says, and the fix."""
_STARTS = {
    rb"\Z": EMPTY,
    rb"version https://git-lfs": POINTER,
    rb"(?i)\s*<(?:!doctype html|html)": PAGE,
    rb"\s*%PDF-": PDF,
    rb"": OTHER,
}
"""How each starts; the first match counts."""


class Size(NamedTuple):
    """A photograph in one size: its address relative to the site, its width in pixels, and its bytes."""

    address: str
    width: int
    data: bytes


class Photograph(NamedTuple):
    """A prepared photograph: its largest width and height, and its sizes by media type, the smallest first.

    A browser uses the first type that it supports; each type has smaller files than those after it. The `fallback` is
    for all other browsers and for opening: the largest size, in a format that every program can read.
    """

    width: int
    height: int
    types: Mapping[str, tuple[Size, ...]]
    fallback: Size

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height on a page, from the width and height in the text, each of which may be 0."""
        if width:
            return width, round(width * self.height / self.width)
        return (round(height * self.width / self.height), height) if height else (self.width, self.height)


def prepare(cache: Cache, path: str, data: bytes, data_digest: bytes) -> Photograph:
    """Return the photograph at a path with these bytes and their digest; raise `BuildFailed` if it cannot be shown."""
    return cache.get_or_make("photograph", digest(_name(path), data_digest), lambda: _prepared(path, data, data_digest))


def actual_kind(data: bytes) -> tuple[str, str]:
    """Return what a file is instead of what its name says, such as 'is empty', and the fix."""
    return next(kind for start, kind in _STARTS.items() if re.match(start, data))


def _prepared(path: str, data: bytes, data_digest: bytes) -> Photograph:
    from PIL import Image

    formats = FORMATS
    with suppress(ImportError):  # the format of phones (HEIC, ISO/IEC 23008-12) needs an extra
        from pillow_heif import register_heif_opener

        register_heif_opener()
        formats = (*FORMATS, "HEIF")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=formats) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large(path, f"{image.width * image.height / 1e6:.0f} megapixels")
            if (longest := max(image.size)) > MAX_SIDE:
                fix = "crop it, or split it into several pictures"
                raise _unfit(path, f"this picture is {longest} pixels long; the maximum is {MAX_SIDE}", fix)
            if getattr(image, "is_animated", False) and image.format != "HEIF":
                fix = "save one of its frames as PNG, or link to a video"
                raise _unfit(path, "this picture is animated, and pages do not move", fix)
            lossless = image.format in _LOSSLESS
            upright = _upright(image)
    except BuildFailed:
        raise
    except Image.DecompressionBombError:
        raise _too_large(path, "far too many megapixels") from None
    except Exception as error:  # the decoders of a broken file raise many types
        if data[4:8] == b"ftyp" and formats == FORMATS:
            fix = 'save it as JPEG, or run: python -m pip install -c .ci/constraints.txt -e ".[heic]"'
            raise _unfit(path, "HEIC pictures need a package that is not installed", fix) from None
        what, fix = actual_kind(data)
        raise _unfit(path, f"this picture {what}", fix) from error
    return _resized(f"static/pictures/{_name(path)}-{{}}.{data_digest.hex()[:8]}.{{}}", upright, lossless)


def _unfit(path: str, message: str, fix: str) -> BuildFailed:
    return BuildFailed([Problem(Location(path), message, fix)])


def _too_large(path: str, what: str) -> BuildFailed:
    fix = "make it smaller, for example 4000 pixels wide"
    return _unfit(path, f"this picture has {what}; the maximum is {MAX_PIXELS // 10**6}", fix)


def _upright(image: "Image") -> "Image":
    """Return only the pixels of a photograph, rotated as they are shown, in the sRGB colour space."""
    from PIL import ImageCms, ImageOps

    rotated, mode = ImageOps.exif_transpose(image), "RGB"
    if rotated.has_transparency_data:
        rotated, mode = rotated.convert("RGBA"), "RGBA"
    if (profile := image.info.get("icc_profile")) and rotated.mode in ("RGB", "RGBA", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError):
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(rotated, given, ImageCms.createProfile("sRGB"), outputMode=mode)
            rotated = converted or rotated
    if rotated.mode.startswith("I;16"):
        rotated = rotated.convert("I").point([value >> 8 for value in range(1 << 16)], "L")
    if mode == "RGBA" and rotated.getchannel("A").getextrema() == (255, 255):
        mode = "RGB"
    rotated = rotated.convert(mode)
    rotated.info.clear()
    return rotated


def _resized(address: str, image: "Image", lossless: bool) -> Photograph:
    """Return a photograph in all its sizes; `address` is a format string for the width and extension of each."""
    from PIL.Image import Resampling

    widest = min(image.width, WIDTHS[-1])
    images = {
        width: image.resize((width, max(round(image.height * width / image.width), 1)), Resampling.LANCZOS)
        for width in (*(width for width in WIDTHS if width < widest), widest)
    }
    types: dict[str, tuple[Size, ...]] = {}
    for media, ending, form, settings in _formats(lossless or image.mode == "RGBA"):
        files = []
        for width, resized in images.items() if ending in ("avif", "webp") else [(widest, images[widest])]:
            data = BytesIO()
            resized.save(data, form, **settings)
            files.append(Size(address.format(width, ending), width, data.getvalue()))
        types[media] = tuple(files)
    weights = [len(sizes[-1].data) for sizes in types.values()]
    lighter = [weight < min(weights[index + 1 :], default=weight + 1) for index, weight in enumerate(weights)]
    _, (fallback,) = types.popitem()
    return Photograph(widest, images[widest].height, dict(compress(types.items(), lighter)), fallback)


def _formats(lossless: bool) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield media type, extension, Pillow format and settings of each kind of file; one thread gives equal bytes."""
    from PIL import features

    if features.check("avif"):
        fine = {"quality": 75, "subsampling": "4:4:4"} if lossless else {"quality": 60}
        yield "image/avif", "avif", "AVIF", {**fine, "codec": "aom", "speed": 6, "max_threads": 1}
    yield "image/webp", "webp", "WEBP", {"method": 4, **({"lossless": True} if lossless else {"quality": 78})}
    if lossless:
        yield "image/png", "png", "PNG", {"optimize": True}
    else:
        yield "image/jpeg", "jpg", "JPEG", {"quality": 80, "optimize": True, "progressive": True}


def _name(path: str) -> str:
    """Return the name of a file without its extension, in characters that are safe in every address."""
    return files.slug(PurePosixPath(path).stem)[:40].rstrip("-") or "picture"
