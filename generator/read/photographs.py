"""Photographs made ready for pages: upright, without what their data tell, in the sizes and formats of screens.

What was made is remembered by its content. The same photograph gives the same bytes wherever the same Pillow, with the
codecs that it brings, made it; its address depends on the photograph alone.
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

ENDINGS = (
    ".jpg", ".jpeg", ".jfif", ".pjpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".heic", ".heif", ".bmp",
)  # fmt: skip
WIDTHS = (480, 960, 1440)
PIXELS = 40_000_000
"""The most that a photograph may have."""
FORMATS: tuple[str, ...] = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
DRAWN = ("PNG", "GIF", "BMP")
"""Formats of screens and drawings, of which every pixel is kept."""
PAGE = "a page of a website, perhaps one of an error", "open the address in a browser, and save the file again"
EMPTY = "empty", "save the file here again"
PDF = "a PDF", "end its name in .pdf, or save the right file here"
POINTER = "a pointer to the file, as Git LFS keeps it", "fetch the file itself: git lfs pull"
OTHER = "broken, or of another kind", "open it in a program for such files, and save it again"
"""What may lie where another file belongs, and how to get that."""
_BEGINS = {
    rb"\Z": EMPTY,
    rb"version https://git-lfs": POINTER,
    rb"(?i)\s*<(?:!doctype html|html)": PAGE,
    rb"\s*%PDF-": PDF,
    rb"": OTHER,
}
"""How each begins; the first that fits is meant."""


class Size(NamedTuple):
    """A photograph in one size: its address relative to the site, its width in pixels, and its bytes."""

    address: str
    width: int
    data: bytes


class Photograph(NamedTuple):
    """A photograph that is ready: its largest width and height, and its sizes by media type, the smallest first.

    A browser takes the first type that it knows; each is lighter than those behind it. Of none, it takes the `plain`
    file, which is in the largest size, and every person can open.
    """

    width: int
    height: int
    types: Mapping[str, tuple[Size, ...]]
    plain: Size

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height at which it stands on a page; a text gives one of them, both, or neither (0)."""
        if width:
            return width, round(width * self.height / self.width)
        return (round(height * self.width / self.height), height) if height else (self.width, self.height)


def prepare(cache: Cache, path: str, data: bytes, content: bytes) -> Photograph:
    """Make a photograph ready, given its bytes and their digest; raise `BuildFailed` where it cannot be."""
    return cache.get_or_make("photograph", digest(_name(path), content), lambda: _made(path, data, content))


def actual_kind(data: bytes) -> tuple[str, str]:
    """Return what lies where another file belongs, and how to get that."""
    return next(kind for begins, kind in _BEGINS.items() if re.match(begins, data))


def _made(path: str, data: bytes, digest: bytes) -> Photograph:
    from PIL import Image

    formats = FORMATS
    with suppress(ImportError):  # what phones save (HEIC, ISO/IEC 23008-12) needs an extra
        from pillow_heif import register_heif_opener

        register_heif_opener()
        formats = (*FORMATS, "HEIF")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=formats) as image:
            if image.width * image.height > PIXELS:
                raise _large(path, f"{image.width * image.height / 1e6:.0f} megapixels")
            if getattr(image, "is_animated", False) and image.format != "HEIF":
                fix = "save one of its frames as PNG, or link to a film"
                raise _unfit(path, "the picture moves; a page holds still", fix)
            drawn = image.format in DRAWN
            upright = _upright(image)
    except Image.DecompressionBombError:
        raise _large(path, "far too many megapixels") from None
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError) as error:
        if data[4:8] == b"ftyp" and formats == FORMATS:
            fix = 'python -m pip install -c .ci/constraints.txt -e ".[heic]", or save it as JPEG'
            raise _unfit(path, "the picture is of the kind HEIC, which is not installed here", fix) from None
        what, fix = actual_kind(data)
        raise _unfit(path, f"this file is no picture; it is {what}", fix) from error
    return _sized(f"static/pictures/{_name(path)}-{{}}.{digest.hex()[:8]}.{{}}", upright, drawn)


def _unfit(path: str, message: str, fix: str) -> BuildFailed:
    return BuildFailed([Problem(Location(path), message, fix)])


def _large(path: str, what: str) -> BuildFailed:
    fix = "make it smaller, such as 4000 pixels wide"
    return _unfit(path, f"the picture has {what}; the most is {PIXELS // 10**6}", fix)


def _upright(image: "Image") -> "Image":
    """Return the pixels of a photograph alone: turned as they are shown, in the colours of the web (sRGB)."""
    from PIL import ImageCms, ImageOps

    turned, mode = ImageOps.exif_transpose(image), "RGB"
    if turned.has_transparency_data:
        turned, mode = turned.convert("RGBA"), "RGBA"
    if (profile := image.info.get("icc_profile")) and turned.mode in ("RGB", "RGBA", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError):
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(turned, given, ImageCms.createProfile("sRGB"), outputMode=mode)
            turned = converted or turned
    if turned.mode.startswith("I;16"):
        turned = turned.convert("I").point([value >> 8 for value in range(1 << 16)], "L")
    if mode == "RGBA" and turned.getchannel("A").getextrema() == (255, 255):
        mode = "RGB"
    turned = turned.convert(mode)
    turned.info.clear()
    return turned


def _sized(address: str, image: "Image", drawn: bool) -> Photograph:
    """Return a photograph in all its sizes; in `address`, the width and the ending of each are filled in."""
    from PIL.Image import Resampling

    widest = min(image.width, WIDTHS[-1])
    sizes = {
        width: image.resize((width, max(round(image.height * width / image.width), 1)), Resampling.LANCZOS)
        for width in (*(width for width in WIDTHS if width < widest), widest)
    }
    types: dict[str, tuple[Size, ...]] = {}
    for media, ending, form, how in _forms(drawn or image.mode == "RGBA"):
        made = []
        for width, sized in sizes.items() if ending in ("avif", "webp") else [(widest, sizes[widest])]:
            data = BytesIO()
            sized.save(data, form, **how)
            made.append(Size(address.format(width, ending), width, data.getvalue()))
        types[media] = tuple(made)
    weights = [len(made[-1].data) for made in types.values()]
    light = [weight < min(weights[place + 1 :], default=weight + 1) for place, weight in enumerate(weights)]
    _, (plain,) = types.popitem()
    return Photograph(widest, sizes[widest].height, dict(compress(types.items(), light)), plain)


def _forms(exact: bool) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield media type, ending, format and settings of each kind of file; one thread, so that all make the same."""
    from PIL import features

    if features.check("avif"):
        fine = {"quality": 75, "subsampling": "4:4:4"} if exact else {"quality": 60}
        yield "image/avif", "avif", "AVIF", {**fine, "codec": "aom", "speed": 6, "max_threads": 1}
    yield "image/webp", "webp", "WEBP", {"method": 4, **({"lossless": True} if exact else {"quality": 78})}
    if exact:
        yield "image/png", "png", "PNG", {"optimize": True}
    else:
        yield "image/jpeg", "jpg", "JPEG", {"quality": 80, "optimize": True, "progressive": True}


def _name(path: str) -> str:
    """Return the name of a file with what is safe in every address: small letters, digits and hyphens."""
    return files.slug(PurePosixPath(path).stem)[:40].rstrip("-") or "picture"
