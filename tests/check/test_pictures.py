"""The files of static/ in, what they really are out."""

import io
from pathlib import Path

import pytest
from PIL import Image

import build
from generator.check.pictures import FORMATS, ORIENTATION, PLACE, Photograph, photograph
from tests.check.sites import html, told, whole
from tests.conftest import options

SMALLER = "make it smaller, or save it as WebP"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 48213\n"
BARE = "save a copy of it that stands upright and is without its data (EXIF and XMP)"


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **given: object) -> bytes:
    """Return the bytes of a picture."""
    data = io.BytesIO()
    Image.new("RGB", size).save(data, form, **given)
    return data.getvalue()


def located() -> bytes:
    """Return EXIF data that tell a place."""
    exif = Image.Exif()
    exif.get_ifd(PLACE).update({1: "N", 2: (50.0, 51.0, 2.0), 3: "E", 4: (4.0, 21.0, 7.0)})
    return exif.tobytes()


@pytest.mark.parametrize("form", FORMATS)
def test_photograph_tells_its_size_and_its_place(form: str) -> None:
    assert photograph(picture(form)) == Photograph(64, 48, False)
    assert photograph(picture(form, exif=located())) == Photograph(64, 48, form != "GIF")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (64, 48)), (3, (64, 48)), (6, (48, 64)), (8, (48, 64))])
def test_photograph_that_lies_on_its_side_is_measured_as_it_is_shown(
    form: str, orientation: int, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation

    assert photograph(picture(form, exif=exif.tobytes())) == Photograph(*size, False)


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
@pytest.mark.parametrize("named", ['exif:GPSLatitude="50,51N"', 'photoshop:City="Antwerpen"', "Iptc4xmpCore:Location"])
def test_place_in_words_is_seen(form: str, named: str) -> None:
    found = photograph(picture(form, xmp=f"<x:xmpmeta {named} />".encode()))

    assert found
    assert found.tells_place


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"%PDF-1.7", b"II*\0\xff\xff\xff\xff", b"\x89PNG\r\n\x1a\n", picture()[:-40]]
)
def test_what_is_no_whole_photograph_is_none(data: bytes) -> None:
    assert photograph(data) is None


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("a.jpg", picture(), ""),
        ("a.png", picture(), ""),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="http://w.example/"/>', ""),
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.txt", b"", ""),
        (
            "a.jpg",
            POINTER,
            "picture; it is a pointer to the file, as Git LFS keeps it → fetch the file itself: git lfs pull",
        ),
        ("a.svg", b"", "picture; it is empty → save the file here again"),
        ("a.PNG", b"%PDF-1.7", "picture; it is a PDF → end its name in .pdf, or save the picture here"),
        ("a.pdf", picture("PNG"), "PDF; it is a picture → give it the ending of its kind, or save the PDF here"),
        (
            "a.pdf",
            b"<!doctype html><title>403 Forbidden</title>",
            "PDF; it is a page of a website, perhaps one of an error → open the address in a browser, and save the "
            "file again",
        ),
        (
            "a.webp",
            picture("WEBP")[:-40],
            "picture; it is broken, or of another kind → open it in a program for such files, and save it again",
        ),
    ],
)
def test_file_is_what_its_name_says(path: str, data: bytes, expected: str) -> None:
    assert told("misnamed-files", whole(static={path: data})) == [f"this file is no {expected}"] * bool(expected)


def test_photograph_is_light_and_tells_no_place() -> None:
    heavy = whole(
        static={"x.jpg": picture().ljust(200_000), "y.jfif": picture().ljust(200_001), "z.pdf": bytes(200_001)}
    )
    placed = whole(static={"x.jpg": picture(), "y": picture(exif=located()), "z.txt": b"GPSLatitude"})

    assert told("heavy-pictures", heavy) == [f"the picture has 200001 bytes; the limit is 200000 → {SMALLER}"]
    assert told("pictures-with-place", placed) == [f"the picture tells where it was taken → {BARE}"]


@pytest.mark.parametrize(
    "size", ["", 'width="100%" height="auto"', 'width="64px" height="48px"', 'width="0" height="0"']
)
def test_photograph_has_its_size_in_pixels(size: str) -> None:
    files = {"en/a.html": html(f'<img src="../static/x.jfif" {size}><img src="../static/x.svg">')}

    assert told("pictures-without-size", whole(files, {"x.jfif": picture(), "x.svg": b"<svg/>"})) == [
        "the picture 'x.jfif' has no width and height in whole pixels → write them after it: ![...](x.jfif){: width=64 "
        "height=48 }"
    ]


@pytest.mark.parametrize(("width", "expected"), [("32", []), ("31", ["make it 62 pixels wide"])])
def test_photograph_is_not_much_larger_than_it_is_shown(width: str, expected: list[str]) -> None:
    site = whole({"en/a.html": html(f'<img src="../static/x.jpg" width="{width}" height="24">')}, {"x.jpg": picture()})

    message = f"the picture 'x.jpg' is 64 pixels wide and is shown at {width}"
    assert told("oversized-pictures", site) == [f"{message} → {fix}" for fix in expected]
    assert told("pictures-without-size", site) == []


def test_litter_is_not_published_and_is_told_once(tiny: Path) -> None:
    names = ["desktop.ini", "pictures/Thumbs.db", "files/.DS_Store", "files/~$report.docx", "files/a.pdf.crdownload"]
    for name in ["files/report.txt", *names]:
        (tiny / "static" / name).parent.mkdir(exist_ok=True)
        (tiny / "static" / name).write_bytes(b"x")

    made = build.make(options(tiny))

    assert [output.path for output in made.outputs if "files/" in output.path] == ["static/files/report.2d711642.txt"]
    assert [(str(warning.location), warning.message) for warning in made.warnings] == [
        (
            "static/desktop.ini:1:1",
            f"other programs left files behind, which are not published: {', '.join(sorted(names))}",
        )
    ]
