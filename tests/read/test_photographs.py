"""Photographs in as cameras, phones and screens save them, files for pages out."""

import io
import re
import sys
import zlib
from itertools import chain
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms
from selectolax.lexbor import LexborHTMLParser

from generator.problems import BuildFailed
from generator.read.cache import Cache
from generator.read.photographs import Photograph, prepare
from tests.conftest import make, markdown, problems_in, write

SECRET = "Rue de la Loi 16"
ORIENTATION, GPS, ON_ITS_SIDE = 0x0112, 0x8825, 6
SMALLER = "make it smaller, for example 4000 pixels wide"
HEIC_FIX = 'save it as JPEG, or run: python -m pip install -c .ci/constraints.txt -e ".[heic]"'


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **given: object) -> bytes:
    """Return the bytes of a picture that is red on the left and green on the right."""
    data = io.BytesIO()
    image = Image.new("RGB", size, "green")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    image.convert(mode).save(data, form, **given)
    return data.getvalue()


def picture_claiming(width: int, height: int) -> bytes:
    """Return the bytes of a small picture that claims to have this size; a real one would take gigabytes."""
    data = bytearray(picture("PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def exif() -> bytes:
    """Return the metadata of a phone: the orientation of the picture, and the place where it was taken."""
    tags = Image.Exif()
    tags[ORIENTATION] = ON_ITS_SIDE
    tags[0x010E] = SECRET
    tags.get_ifd(GPS).update({1: "N", 2: (50.0, 51.0, 2.0), 3: "E", 4: (4.0, 21.0, 7.0)})
    return tags.tobytes()


def prepare_one(folder: Path, data: bytes, name: str = "static/pictures/a.jpg") -> Photograph:
    """Prepare a photograph from its bytes."""
    return prepare(Cache(folder), name, data, bytes(32))


def open_files(photograph: Photograph) -> list[Image.Image]:
    """Return every file of a photograph as an image."""
    return [Image.open(io.BytesIO(size.data)) for size in chain(*photograph.types.values(), [photograph.fallback])]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_photograph_is_upright_and_has_no_metadata(form, tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {} if form == "TIFF" else {"xmp": SECRET.encode()}
    data = picture(form, exif=exif(), icc_profile=profile, **more)
    assert SECRET.encode() in data

    photograph = prepare_one(tmp_path, data)

    assert (photograph.width, photograph.height) == (48, 64)
    for image in open_files(photograph):
        assert image.size == (48, 64)
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "Comment"} & set(image.info)
        red, green, _ = image.convert("RGB").getpixel((24, 8))
        assert red > 200 > green
    assert all(SECRET.encode() not in size.data for size in chain(*photograph.types.values(), [photograph.fallback]))


def test_a_heic_photograph_needs_the_extra_for_it(tmp_path, monkeypatch):
    data = io.BytesIO()
    pillow_heif.from_pillow(Image.open(io.BytesIO(picture(size=(600, 450))))).save(data)

    photograph = prepare_one(tmp_path, data.getvalue())
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(BuildFailed) as failed:
        prepare(Cache(tmp_path), "content/en/b.heic", data.getvalue(), b"other")

    assert [image.size for image in open_files(photograph)][-2:] == [(600, 450), (600, 450)]
    assert str(failed.value) == (
        f"content/en/b.heic:1:1: HEIC pictures need a package that is not installed\n    fix: {HEIC_FIX}"
    )


@pytest.mark.parametrize(("data", "mode", "ending"), [
    (picture(mode="CMYK"), "RGB", "jpg"),
    (picture("GIF", mode="P"), "RGB", "png"),
    (picture("PNG", mode="I;16"), "RGB", "png"),
    (picture("PNG", mode="LA"), "RGB", "png"),
    (picture("PNG", mode="P", transparency=bytes(256)), "RGBA", "png"),
])  # fmt: skip
def test_every_pixel_format_becomes_one_for_the_web(data, mode, ending, tmp_path):
    photograph = prepare_one(tmp_path, data)

    assert photograph.fallback.address.endswith(f".{ending}")
    assert open_files(photograph)[-1].mode == mode


def test_photographs_have_several_sizes_and_safe_addresses(tmp_path):
    photograph = prepare_one(tmp_path, picture(size=(2000, 1000)), "content/en/IMG 0042 – Été.JPEG")
    addresses = [size.address for size in chain(*photograph.types.values(), [photograph.fallback])]

    assert (photograph.width, photograph.height) == (1440, 720)
    assert {tuple(size.width for size in sizes) for sizes in photograph.types.values()} == {(480, 960, 1440)}
    assert photograph.fallback.width == 1440
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"static/pictures/img-0042-ete-\d+\.[0-9a-f]{8}\.\w+", address) for address in addresses)


@pytest.mark.parametrize(("data", "message"), [
    (b"", "this picture is empty"),
    (picture()[:-40], "this picture is broken or in another format"),
    (b"\0\0\0\x18ftypheic" + bytes(60), "this picture is broken or in another format"),
    (picture("AVIF")[:-40] + bytes(40), "this picture is broken or in another format"),
    (picture(exif=exif().replace(b"\1\x0e", b"\1\1", 1)), "this picture is broken or in another format"),
    (picture_claiming(8000, 5001), f"this picture has 40 megapixels; the maximum is 40 → {SMALLER}"),
    (picture_claiming(60_000, 60_000), f"this picture has far too many megapixels; the maximum is 40 → {SMALLER}"),
    (picture("PNG", (1, 16_384)),
     "this picture is 16384 pixels long; the maximum is 16383 → crop it, or split it into several pictures"),
    (picture("GIF", save_all=True, append_images=[Image.new("RGB", (64, 48))]),
     "this picture is animated, and pages do not move → save one of its frames as PNG, or link to a video"),
])  # fmt: skip
def test_a_file_that_cannot_be_shown_is_reported(data, message, tmp_path):
    with pytest.raises(BuildFailed) as failed:
        prepare(Cache(tmp_path), "static/pictures/a.jpg", data, b"")

    assert [message in f"{problem.message} → {problem.fix}" for problem in failed.value.problems] == [True]


def test_a_picture_next_to_a_page_is_shown_in_every_language(tiny):
    (tiny / "content/en/topics/My photo é.JPG").write_bytes(picture(size=(600, 450), exif=exif()))
    shown = '![A red field](My photo é.JPG "The field. Photo: A. Person")\n\n[Large](My%20photo%20é.JPG)\n'
    write(tiny, "content/en/topics/extra.md", markdown(text=shown))
    write(tiny, "content/fr/topics/extra.md", markdown(text=shown.replace("A red", "Un")))
    (tiny / "static/pictures/unused.png").write_bytes(picture("PNG"))

    outputs = make(tiny).outputs

    for code, words in (("en", "A red field"), ("fr", "Un field"), ("nl", "A red field")):
        page = LexborHTMLParser(outputs[f"{code}/topics/extra/index.html"].data.decode())
        image, caption = page.css_first("figure.picture img"), page.css_first("figure.picture figcaption")
        assert image.attributes["alt"] == words
        assert (image.attributes["width"], image.attributes["height"]) == ("450", "600")
        assert image.attributes["loading"] == "lazy"
        assert caption.text() == "The field. Photo: A. Person"
        addresses = [source.attributes["srcset"].split()[0] for source in page.css("source")]
        addresses += [image.attributes["src"], page.css_first(".prose a").attributes["href"]]
        assert all(address.removeprefix("../../../") in outputs for address in addresses)
    assert not [path for path in outputs if "unused" in path or path.endswith(".JPG")]


SIZES = {
    "width=300": "",
    "height=75": "",
    "width=300 height=225": "",
    "width=300 height=300":
        "300 by 300 would stretch the picture 'a.png' → write only {: width=300 }, or no size; the build adds it",
}  # fmt: skip
"""The size of a picture in a text, and the problem with it."""


def test_a_size_in_a_text_must_keep_the_proportions_of_the_picture(tiny):
    (tiny / "static/pictures/a.png").write_bytes(picture("PNG", (100, 75)))
    shown = [f"![A red field](a.png){{: {size} }}" for size in SIZES]
    write(tiny, "content/en/topics/extra.md", markdown(text="\n".join(shown)))

    assert problems_in(tiny) == [
        f"content/en/topics/extra.md:{line}:16: {message}" for line, message in enumerate(SIZES.values(), 5) if message
    ]
