"""Photographs made ready for pages: upright, without what their data tell, in the sizes and formats of screens.

What was made is remembered by its content. The same photograph gives the same bytes wherever the same Pillow, with the
codecs that it brings, made it; an address depends on the photograph and on that version, never on the bytes made.
"""

import hashlib
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import compress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.problems import Location, Problem
from generator.read import files
from generator.read.memory import Memory, digest

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (
    ".jpg", ".jpeg", ".jfif", ".pjpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".heic", ".heif", ".bmp",
)  # fmt: skip
RECIPE = 1
"""Counts what is made of a photograph; to be raised with every change of it."""
WIDTHS = (480, 960, 1440)
PIXELS = 40_000_000
"""The most that a photograph may have."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
DRAWN = ("PNG", "GIF", "BMP")
"""Formats of screens and drawings, of which every pixel is kept."""
PAGE = "a page of a website, perhaps one of an error", "open the address in a browser, and save the file again"
EMPTY = "empty", "save the file here again"
PDF = "a PDF", "end its name in .pdf, or save the right file here"
"""What may lie where another file belongs, and how to get that."""
_PAGE = re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE)


class Size(NamedTuple):
    """A photograph in one size: its address relative to the site, its width in pixels, and its bytes."""

    address: str
    width: int
    data: bytes


class Photograph(NamedTuple):
    """A photograph that is ready: its largest width and height, and its sizes by media type, the smallest first.

    A browser takes the first type that it knows; each is lighter than those behind it. The last one, in the largest
    size alone, is known to all.
    """

    width: int
    height: int
    types: Mapping[str, tuple[Size, ...]]

    def shown(self, width: object, height: object) -> tuple[int, int]:
        """Return the width and height at which it stands on a page, where a text gives one of them, both or neither."""
        if pixels(width):
            return int(str(width)), round(int(str(width)) * self.height / self.width)
        if pixels(height):
            return round(int(str(height)) * self.width / self.height), int(str(height))
        return self.width, self.height

    @property
    def plain(self) -> Size:
        """The file that every browser and every person can open."""
        return list(self.types.values())[-1][-1]


def pixels(given: object) -> bool:
    """Whether a width or a height is written as a number of pixels."""
    return bool(re.fullmatch(r"[1-9]\d{0,4}", str(given)))


class Unfit(Exception):
    """Why a file cannot be made ready, and what to do."""


def ready(memory: Memory, originals: Mapping[str, tuple[bytes, bytes]]) -> tuple[dict[str, Photograph], list[Problem]]:
    """Make photographs ready, each given by its path with its bytes and their digest; return them, and each problem."""
    keys = {path: digest(_name(path), content) for path, (_, content) in originals.items()}
    known = memory.recall("photograph", keys.values())
    made: dict[str, Photograph] = {path: known[key] for path, key in keys.items() if key in known}
    problems: list[Problem] = []
    if fresh := [path for path in originals if path not in made]:
        from concurrent.futures import ThreadPoolExecutor

        with warnings.catch_warnings(action="ignore"), ThreadPoolExecutor() as threads:
            begun = {path: threads.submit(_made, path, originals[path][0]) for path in fresh}
        for path, found in begun.items():
            try:
                made[path] = found.result()
                memory.keep("photograph", keys[path], made[path])
            except Unfit as unfit:
                problems.append(Problem(Location(path), *unfit.args))
    return made, problems


def instead(data: bytes) -> tuple[str, str]:
    """Return what lies where another file belongs, and how to get that."""
    if not data:
        return EMPTY
    if data.startswith(files.POINTER.encode()):
        return files.POINTED
    if _PAGE.match(data):
        return PAGE
    if data.startswith(b"%PDF-"):
        return PDF
    return "broken, or of another kind", "open it in a program for such files, and save it again"


def _made(path: str, data: bytes) -> Photograph:
    from PIL import Image, UnidentifiedImageError

    try:
        with _opened(data) as image:
            if image.width * image.height > PIXELS:
                raise _large(f"{image.width * image.height / 1e6:.0f} megapixels")
            if getattr(image, "is_animated", False) and image.format in FORMATS:
                raise Unfit("the picture moves; a page holds still", "save one of its frames as PNG, or link to a film")
            drawn = image.format in DRAWN
            upright = _upright(image)
    except Image.DecompressionBombError:
        raise _large("far too many megapixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError) as error:
        what, fix = instead(data)
        raise Unfit(f"this file is no picture; it is {what}", fix) from error
    return _sized(_name(path), _fingerprint(data), upright, drawn)


def _large(what: str) -> Unfit:
    return Unfit(f"the picture has {what}; the most is {PIXELS // 10**6}", "make it smaller, such as 4000 pixels wide")


def _opened(data: bytes) -> "Image":
    """Return a photograph that is not yet read to its end; those of phones need an extra (HEIC, ISO/IEC 23008-12)."""
    from PIL import Image, UnidentifiedImageError

    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        if data[4:8] != b"ftyp":
            raise
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        fix = 'python -m pip install -c .ci/constraints.txt -e ".[heic]", or save it as JPEG'
        raise Unfit("the picture is of the kind HEIC, which is not installed here", fix) from None
    register_heif_opener()
    return Image.open(BytesIO(data), formats=("HEIF",))


def _upright(image: "Image") -> "Image":
    """Return the pixels of a photograph alone: turned as they are shown, in the colours of the web (sRGB)."""
    from PIL import ImageCms, ImageOps

    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    alpha = None
    if turned.has_transparency_data:
        turned = turned.convert("RGBA")
        alpha = turned.getchannel("A")
    if profile and turned.mode in ("RGB", "RGBA", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError):
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            plain = turned.convert("RGB") if alpha else turned
            converted = ImageCms.profileToProfile(plain, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
            turned = converted or turned
    if turned.mode.startswith("I;16"):
        turned = turned.convert("I").point([value >> 8 for value in range(1 << 16)], "L")
    turned = turned.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        turned.putalpha(alpha)
    turned.info.clear()
    return turned


def _sized(name: str, fingerprint: str, image: "Image", drawn: bool) -> Photograph:
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
            made.append(Size(f"static/pictures/{name}-{width}.{fingerprint}.{ending}", width, data.getvalue()))
        types[media] = tuple(made)
    weights = [len(made[-1].data) for made in types.values()]
    light = [weight < min(weights[place + 1 :], default=weight + 1) for place, weight in enumerate(weights)]
    return Photograph(widest, sizes[widest].height, dict(compress(types.items(), light)))


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
    return files.plain(PurePosixPath(path).stem)[:40].rstrip("-") or "picture"


def _fingerprint(data: bytes) -> str:
    """Return what tells a photograph, and what makes it ready, from every other."""
    import PIL

    used = f"{RECIPE} pillow {PIL.__version__}"
    if data[4:8] == b"ftyp":
        with suppress(ImportError):
            import pillow_heif

            used += f" pillow-heif {pillow_heif.__version__}"
    return hashlib.sha256(f"{used}\0".encode() + data).hexdigest()[:8]
