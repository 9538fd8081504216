"""The files of static/ in, assets and problems out."""

from functools import partial
from unicodedata import normalize

import pytest

from generator.read import assets
from generator.read.cache import Cache
from generator.read.files import Files
from tests.conftest import append, grows_linearly, problems_in, write
from tests.read.test_photographs import picture

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 48213\n"
POINTED = "is only a Git LFS pointer → fetch the file itself: git lfs pull"
WEB = "is a web page, perhaps an error page → open the address in a browser, and save the file again"
OTHER = "is broken or in another format → open it in a suitable program, and save it again"


KINDS = [
    ("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', ""),
    ("b.pdf", b"\n%PDF-1.7", ""),
    ("c.txt", b"<!doctype html>", ""),
    ("d.docx", b"PK\x03\x04", ""),
    ("e.PDF", b"PK\x03\x04", f"PDF file {OTHER}"),
    ("f.mp3", b"", "MP3 file is empty → save the file here again"),
    ("g.pdf", POINTER, f"PDF file {POINTED}"),
    ("h.MP4", b"<html>403", f"MP4 file {WEB}"),
    ("i.svg", b"", "picture is empty → save the file here again"),
    ("j.SVG", b"%PDF-1.7", "picture is a PDF → end its name in .pdf, or save the right file here"),
    ("k.pdf", b"<!doctype html><title>403 Forbidden</title>", f"PDF file {WEB}"),
]
"""A file, its content, and the problem."""


def test_a_file_that_is_not_what_its_name_says_is_reported(tiny):
    for path, data, _ in KINDS:
        write(tiny, f"static/files/{path}", data)

    assert problems_in(tiny) == [f"static/files/{path}:1:1: this {problem}" for path, _, problem in KINDS if problem]


def test_the_name_of_a_picture_that_no_text_can_contain_is_reported(tiny):
    names = (" pic.png", "pic%20x.png")
    for name in (*names, "Screenshot 10.00.00\u202fAM.png"):
        write(tiny, f"static/pictures/{name}", picture("PNG"))

    assert "static/pictures/Screenshot 10.00.00 AM.png" in assets.read(Files(tiny), Cache())[0].photographs
    assert problems_in(tiny) == [
        f"static/pictures/{name}:1:1: the name of a picture cannot be '{name}', which no text can contain → "
        "rename it without a space at the start and without codes such as %20"
        for name in names
    ]


def test_pictures_whose_names_differ_only_in_the_form_of_accents_are_reported(tiny):
    for form in ("NFD", "NFC"):
        write(tiny, f"static/pictures/{normalize(form, 'é.png')}", picture("PNG"))

    assert ["the form of accents differ" in problem for problem in problems_in(tiny)] == [True]


def test_an_extension_is_published_in_lowercase(tiny):
    write(tiny, "static/files/Report.PDF", b"%PDF-1.7")

    assert assets.read(Files(tiny), Cache())[0].files["static/files/Report.PDF"].address.endswith(".pdf")


@pytest.mark.parametrize("place", ["scripts/exit.js", "drawings/mark.svg", "styles/components/figure.css"])
def test_a_file_in_a_subfolder_does_not_replace_one_above(place, tiny):
    folder, name = place.rsplit("/", 1)
    write(tiny, f"static/{place}", "<svg/>")
    write(tiny, f"static/{folder}/old/{name}", "<svg>old</svg>")
    read, _ = assets.read(Files(tiny), Cache())

    named = read.scripts | read.drawings | dict(read.styles)
    stem = name.partition(".")[0]
    assert "old" not in str(named[stem])
    assert "old" in str(named[f"old/{stem}"])


def test_files_that_are_not_what_their_names_say_hide_no_other_problem(tiny):
    for name in ("door.jpg", "report.pdf", "line.svg"):
        write(tiny, f"static/pictures/{name}", POINTER)
    append(tiny, "content/en/help.md", "\n[x](gone.md), and call 02 555 02 03.\n\nOne ** two, call 02 555 02 04.\n")
    append(tiny, "content/en/help.md", "\nRead [more](topics/first.md).\n")
    append(tiny, "content/fr/help.md", "\nLe texte.\n")

    assert [problem.partition(";")[0].partition(" →")[0] for problem in problems_in(tiny)] == [
        "content/en/help.md:20:5: there is no page 'gone.md'",
        "content/en/help.md:20:24: the phone number '02 555 02 03' is typed by hand",
        "content/en/help.md:22:5: '**' is shown to readers as typed",
        "content/en/help.md:24:13: the link text 'more' does not say where the link goes",
        "static/pictures/door.jpg:1:1: this picture is only a Git LFS pointer",
        "static/pictures/line.svg:1:1: this picture is only a Git LFS pointer",
        "static/pictures/report.pdf:1:1: this PDF file is only a Git LFS pointer",
    ]


def test_a_style_loses_its_comments_and_spaces_but_nothing_of_a_string(tiny):
    write(tiny, "static/styles/99.css", """p::after { content: ' > ' /* it's */; }\nq { quotes: "\\" > " ";}/*"; }\n""")

    styles = assets.read(Files(tiny), Cache())[0].styles_for(())
    assert b"""p::after{content:' > '}q{quotes:"\\" > " ";}/*"}""" in styles


@pytest.mark.parametrize("shape", ['\\"', "\\'", "/*", '"\n', "'\"", "/* */"])
def test_styles_are_read_in_linear_time(shape, tiny):
    def prepare(size):
        write(tiny, "static/styles/own.css", shape * (size // len(shape)))
        return partial(assets.read, Files(tiny), Cache())

    assert grows_linearly(prepare, 8_000)
