"""Pages that are renamed or removed by command: every link follows, and nothing is left half done."""

import re
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

import pytest
from PIL import Image

from generator.link.addresses import relative
from generator.read import files as project_files
from tests.conftest import FIRST, SECOND, append, build_page, build_site, change, files, markdown, write

LINKS = """---
title: Links
summary: Every way to link to a page, from any cafe\u0301.
---
[First](first.md), [why](first.md#why), [by name][name], [again][name], [angled](<first.md>), [both][angled]
and [the section](index.md), [odd](f&#105;rst\\.md#&#119;hy).

[name]: first.md#why
[angled]: <first.md>

Été: [first](first.md) and more

{{ cards pages="first.md, second.md" }}
"""


def test_renaming_a_page_changes_nothing_but_addresses(tiny, run):
    end = "\r\n"
    write(tiny, "content/en/topics/links.md", normalize("NFD", LINKS).replace("\n", end))
    before, stale = build_site(tiny), run(tiny, "translations")[1]
    change(tiny, SECOND, "order: 2", "order: 2\naliases:\n  - en/older")
    write(tiny, SECOND, (tiny / SECOND).read_text("utf-8").replace("\n", end))

    assert run(tiny, "rename", "topics/first", r"topics\beginning")[::2] == (0, "")
    run(tiny, "rename", SECOND.replace("/", "\\"), "last")

    after = build_site(tiny)
    for code in ("en", "fr", "nl", "de"):
        for old, new in (("topics/first", "topics/beginning"), ("topics/second", "last")):
            link = relative(f"{code}/{old}/", f"{code}/{new}/")
            assert f'<a href="{link}"' in after[f"{code}/{old}/index.html"].decode()
        shown = (after[f"{code}/topics/beginning/index.html"], before[f"{code}/topics/first/index.html"])
        assert len({len(re.findall(b"<h2", page)) for page in shown}) == 1
    links = (tiny / "content/en/topics/links.md").read_bytes().decode()
    plain = LINKS.replace("\n", end).replace("f&#105;rst\\.md#&#119;hy", "first.md#why")
    assert links == plain.replace("first.md", "beginning.md").replace("second.md", "../last.md")
    last = (tiny / "content/en/last.md").read_bytes().decode()
    aliases = "en/older, en/topics/second, fr/topics/second, nl/topics/second, de/topics/second"
    assert f"{end}aliases: [{aliases}]{end}" in last
    assert last.count(end) == len(last.splitlines())
    stale = stale.replace("topics/first", "topics/beginning").replace("topics/second", "last")
    assert sorted(run(tiny, "translations")[1].split("\n")) == sorted(stale.split("\n"))


def test_fields_on_one_line_are_not_changed(tiny, run):
    write(tiny, "content/en/topics/third.md", "---\n{title: Third, summary: S.}\n---\nText.\n")

    assert run(tiny, "rename", "topics/third", "third")[::2] == (
        2,
        "build.py: content/en/topics/third.md:2:1 has fields that do not begin a line; first put each on a line "
        "of its own, with no spaces before it\n",
    )


def test_a_section_is_renamed_with_its_pages_and_pictures_and_back(tiny, run):
    shown = "\n![A house]({0}), [it]({0}#it)\n"
    append(tiny, SECOND, shown.format("more/a%20b.jpg"))
    append(tiny, FIRST, shown.format("/c.jpg"))
    append(tiny, "content/en/help.md", shown.format("topics/more/a%20b.jpg"))
    append(tiny, "content/fr/help.md", shown.format("../en/topics/more/a%20b.jpg").replace("A house", "Une maison"))
    for path in ("content/en/topics/more/a b.jpg", "content/en/topics/c.jpg", "content/fr/topics/d.jpg"):
        write(tiny, path, b"")
        Image.new("RGB", (40, 30), "teal").save(tiny / path)
    before = files(tiny / "content")
    assert run(tiny, "rename", "topics", "themes")[1].startswith("renamed 6 files and updated links in 4 other files")
    assert not [*(tiny / "content").glob("*/topics")]
    assert "](themes/first.md#why)" in (tiny / "content/fr/index.md").read_text("utf-8")
    run(tiny, "rename", "themes", "topics")

    again = files(tiny / "content")
    aliases = {path for path in before if before[path] != again[path]}
    assert aliases == {f"en/topics/{name}.md" for name in ("index", "first", "second")}
    assert all(re.search(b"aliases: \\[en/topics.*en/themes", again[path]) for path in aliases)


def test_a_renamed_translation_is_still_up_to_date(tiny, run):
    assert run(tiny, "rename", "help", "support", "--strict")[0] == 0


PICTURES = [
    ("content/en/topics/a b.jpg", "<a b.jpg>", "<topics/a b.jpg>"),
    ("content/en/pictures/a.jpg", "../pictures/a.jpg", "pictures/a.jpg"),
    ("content/pictures/a.jpg", "../../pictures/a.jpg", "../pictures/a.jpg"),
    ("static/pictures/b.jpg", "b.jpg", "b.jpg"),
    ("static/pictures/a.jpg", "a.jpg", "../../static/pictures/a.jpg"),
    ("static/pictures/a.jpg", "../../../static/pictures/a.jpg", "../../static/pictures/a.jpg"),
]
"""The file of a picture, its address in a text, and its address after the text moves up one folder."""


def test_pictures_still_work_after_their_page_moves(tiny, run):
    text = "\n![A house]({0})\n\n![Again][{1}], [it]({0})\n\n[{1}]: {0}\n"
    before, after = (
        "".join(text.format(row[column], number) for number, row in enumerate(PICTURES)) for column in (1, 2)
    )
    append(tiny, SECOND, before)
    for path in ("content/en/a.jpg", *(row[0] for row in PICTURES)):
        write(tiny, path, b"")
        Image.new("RGB", (40, 30), "teal").save(tiny / path)

    assert run(tiny, "rename", "topics/second", "second")[::2] == (0, "")
    assert unquote((tiny / "content/en/second.md").read_text("utf-8")).endswith(after)
    assert all((tiny / row[0]).is_file() for row in PICTURES)


def test_a_draft_that_nobody_has_seen_leaves_no_address(tiny, run):
    run(tiny, "new", "page", "topics/third")

    assert run(tiny, "rename", "en/topics/third", "en/topics/other.md")[0] == 0
    assert "aliases: [en" not in (tiny / "content/en/topics/other.md").read_text("utf-8").replace("# aliases", "")


@pytest.mark.parametrize(("why", "code", "message"), [
    (OSError(28, "No space left on device"), 2, ": No space left on device; nothing was changed\n"),
    (KeyboardInterrupt(), 130, ""),
])  # fmt: skip
def test_an_interruption_leaves_every_file_as_it_was(why, code, message, tiny, run, monkeypatch):
    before, there, write_file, written = files(tiny), {*tiny.rglob("content/**")}, project_files.write, []

    def full(folder: Path, path: str, text: str) -> None:
        if folder == tiny and path.startswith("content/"):
            written.append(path)
            if len(written) == 3:
                raise why
        write_file(folder, path, text)

    monkeypatch.setattr(project_files, "write", full)

    ended, _, stderr = run(tiny, "rename", "topics", "subjects")

    assert (ended, files(tiny), {*tiny.rglob("content/**")}) == (code, before, there)
    assert stderr.endswith(message)


def test_remove_lists_the_links_to_a_page_and_redirects_them(tiny, run):
    before = files(tiny / "content")
    assert run(tiny, "remove", "topics/first")[1] == (
        "content/en/topics/first.md:1  the page\n"
        "content/en/index.md:6  links to it\n"
        "content/en/topics/second.md:6  links to it\n"
        "content/fr/index.md:6  links to it\n"
        "to remove and redirect it: python build.py remove topics/first --to PAGE\n"
    )
    assert files(tiny / "content") == before

    assert run(tiny, "remove", "topics/first", "--to", "topics")[::2] == (0, "")

    assert not (tiny / FIRST).exists()
    assert "[the first](topics/index.md)" in (tiny / "content/en/index.md").read_text("utf-8")
    assert "topics/first" not in (tiny / "content/fr/translated.yaml").read_text("utf-8")
    assert '<a href="../index.html"' in build_page(tiny, "nl/topics/first")


def test_an_alias_of_a_translation_stays_in_its_language(tiny, run):
    write(tiny, "content/en/old.md", markdown("Old"))
    write(tiny, "content/fr/old.md", markdown("Vieux", "Texte.", "aliases: [vieux.html]\n"))

    assert run(tiny, "remove", "old", "--to", "help")[0] == 0
    assert b"obtenir-de-l-aide" in build_site(tiny)["vieux.html"]


def test_a_section_with_pages_is_not_removed(tiny, run):
    before = files(tiny)

    listed = run(tiny, "remove", "topics")[1]
    assert "content/en/topics/first.md:1  a page in its section\n" in listed
    assert "\nto remove and redirect it, after the pages in its section: python" in listed
    code, _, stderr = run(tiny, "remove", "topics", "--to", "help")

    assert (code, files(tiny)) == (2, before)
    assert "first.md:1:1: there is no content/en/topics/index.md, which introduces this section" in stderr


def test_menu_fields_are_updated_when_a_page_moves_or_goes(tiny, run):
    change(tiny, FIRST, "order: 1", "order: 2\nmenu: main")
    change(tiny, SECOND, "summary:", 'menu: "first.md"  # below it\nsummary:')

    assert run(tiny, "rename", "topics/first", "begin")[::2] == (0, "")
    assert b'menu: "../begin.md"  # below it\n' in (tiny / SECOND).read_bytes()
    assert run(tiny, "remove", "begin", "--to", "topics")[::2] == (0, "")
    assert b'menu: "index.md"  # below it\n' in (tiny / SECOND).read_bytes()
