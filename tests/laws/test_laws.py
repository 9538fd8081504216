"""The laws: edits, nothing broken is published, the same input gives the same bytes."""

import argparse
import contextlib
import datetime
import json
import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import build
from generator.commands import translations as command
from generator.problems import BuildFailed, Problem, UsageError
from generator.publish.folder import publish
from generator.render import handouts
from generator.render.outputs import Output
from generator.render.templates import environment
from tests.conftest import (
    EXAMPLES,
    FIRST,
    ROOT,
    TODAY,
    build_py,
    build_site,
    copy_tiny,
    files,
    markdown,
    options,
    write,
)

# Edits: what can happen to a project between two builds. Each takes the folder and a number to choose by.

WORDS = ("apple", "brook", "cloud", "dune")
FOLDERS = ("", "more/", "extra/")
DAYS = (TODAY, datetime.date(2026, 12, 5), datetime.date(2027, 10, 19))
FIELDS = (
    "draft: true", "publish: 2026-12-01", "expire: 2026-12-10", "review_by: 2026-12-01", "exit: true", "drawing: mark",
    "slug: own",
)  # fmt: skip


def pages(folder: Path) -> list[Path]:
    """Return the pages in the source language that edits work on, sorted."""
    source = folder / "content/en"
    return sorted(
        path for path in source.rglob("*.md") if path.stem.lower() in WORDS or path.parent.name in ("more", "extra")
    )


def homes(folder: Path) -> list[Path]:
    """Return the folder of every language of the project."""
    return sorted(words.parent for words in (folder / "content").glob("*/words.yaml"))


def translations(folder: Path, page: Path) -> list[Path]:
    """Return the file of a page in every language of the project, whether it is there or not."""
    return [home / page.relative_to(folder / "content/en") for home in homes(folder)]


def settings(folder: Path, old: str, new: str, path: str = "site.yaml") -> None:
    """Replace what the pattern `old` finds first in a file."""
    text = (folder / path).read_text("utf-8")
    (folder / path).write_text(re.sub(old, new, text, count=1), "utf-8")


def save_page(folder: Path, number: int) -> None:
    """Add a page, or change one; some link to another page, which may not be there."""
    if home := FOLDERS[number % 3]:
        write(folder, f"content/en/{home}index.md", markdown(f"All {home}"))
    link = f"[other]({WORDS[(number // 4) % 4]}.md)" if number % 5 == 0 else "[start](#start)"
    fields = f"label: P{number % 7}\norder: {number % 6}\nmenu: main\n"
    fields += f"{FIELDS[number % len(FIELDS)]}\n" * (number % 2)
    fields += f"aliases: [en/old-{number % 4}]\n" * (number % 3 == 2)
    text = f"{link}\n\n## Heading {number} {{#start}}\n\nAn NGO. {{{{ phone id=line }}}}"
    write(folder, f"content/en/{home}{WORDS[number % 4]}.md", markdown(f"Page {number}", text, fields))


def translate_page(folder: Path, number: int) -> None:
    """Translate a page, or bring its translation up to date."""
    for page in pages(folder)[number % 5 :][:1]:
        _, fields, text = page.read_text("utf-8").split("---\n", 2)
        path = (files_of := translations(folder, page))[number % len(files_of)]
        if path != page:
            title = fields.partition("\n")[0].removeprefix("title: ")
            write(path.parent, path.name, markdown(f"{title} {path.parts[-2]}", text.replace("Heading", "Titre")))


def delete_page(folder: Path, number: int) -> None:
    """Delete a page in every language; sometimes its translations are forgotten."""
    for page in pages(folder)[number % 5 :][:1]:
        for path in [page] if number % 7 == 0 else translations(folder, page):
            path.unlink(missing_ok=True)


def move_page(folder: Path, number: int) -> None:
    """Rename a page in every language by case alone, or move it into a folder or out of it; by way of a third name."""
    for page in pages(folder)[number % 5 :][:1]:
        name = page.name.capitalize() if page.name.islower() else page.name.lower()
        if number % 2 and page.name != "index.md":
            name = f"more/{page.name}" if page.parent.name == "en" else f"../{page.name}"
        for path in translations(folder, page):
            if path.exists():
                target = path.parent / name
                target.parent.mkdir(exist_ok=True)
                path.rename(path.with_suffix(".moving")).rename(target)


def move_folder(folder: Path, number: int) -> None:
    """Rename a folder in every language; sometimes one is forgotten."""
    for home in homes(folder)[number % 7 == 0 :]:
        if (home / "more").exists() and not (home / "extra").exists():
            (home / "more").rename(home / "extra")


def change_language(folder: Path, number: int) -> None:
    """Add a language with its words, or remove one with all its pages."""
    code = ("it", "nl", "de")[number % 3]
    home = folder / "content" / code
    if home.exists():
        shutil.rmtree(home)
        settings(folder, f"\n  {code}: {{name: .*", "")
    else:
        home.mkdir()
        shutil.copy(folder / "content/en/words.yaml", home)
        settings(folder, "\nlanguages:", f"\nlanguages:\n  {code}: {{name: Lingua}}")


def record_translations(folder: Path, number: int) -> None:
    """Record the translations into a language as up to date, if the project can be read."""
    with contextlib.suppress(BuildFailed, UsageError):
        asked = argparse.Namespace(record=("fr", "nl", "de", "fr/help")[number % 4])
        command.run(build.make, options(folder), asked)


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 {}h9"/></svg>'
ALTERED = (
    ("content/en/data/glossary.yaml", r"abbreviation: N\w+O", "abbreviation: N@O"),
    ("content/en/data/glossary.yaml", r"term: \w+-governmental", "term: n@n-governmental"),
    ("content/en/data/helplines.yaml", r"(?s)02 555 .. 0(.*?)\+322555..01", r"02 555 {} 0\1+322555{}01"),
    ("content/en/words.yaml", "(?m)^next: .*", "next: Next@"),
    ("content/fr/words.yaml", "(?m)^home: .*", "home: Accueil@"),
    ("site.yaml", "(?m)^name: {en: [^,]*", "name: {en: T@"),
    ("site.yaml", "(?m)^url: .*", "url: https://other.example/{}"),
    ("site.yaml", "(?m)^url: .*", "url: null"),
    ("static/drawings/mark.svg", "(?s).+", SVG),
    ("static/pictures/line.svg", "(?s).+", SVG),
    ("static/styles/all.css", "(?s).+", "a { order: {} }\n"),
    ("templates/components/phone.html", r"(?s)-#}.*", "-#}\n<b>{{ id.number }}-{}</b>\n"),
    ("templates/parts/breadcrumbs.html", "(?s).+", "<p>{}</p>\n"),
)
"""What stands on several pages: its file, what it is, and what it becomes, with a number or a letter."""


def alter(folder: Path, number: int) -> None:
    """Change a fact, a word, a setting, a picture, a style or a template."""
    path, old, new = ALTERED[number % len(ALTERED)]
    settings(folder, old, new.replace("{}", str(number % 90 + 10)).replace("@", chr(97 + number % 26)), path)


def add_file(folder: Path, number: int) -> None:
    """Add a static file, or remove it; on some computers two of the names are one."""
    names = "extra.svg", "Extra.svg", "a/extra.svg", "robots.txt", "styles/more.css", "scripts/more.js"
    path = folder / "static" / names[number % len(names)]
    path.parent.mkdir(exist_ok=True)
    path.unlink() if path.exists() else path.write_text(f"/* {number} */ a {{}}", "utf-8")


def lose_cache(folder: Path, number: int) -> None:
    """Lose what was remembered, cut it short, damage it, or put back what was remembered some edits ago."""
    cache = folder / ".cache" / ("build.sqlite", "record.json")[number % 2]
    earlier = cache.with_suffix(".earlier")
    if not cache.exists():
        return
    match number % 4:
        case 0:
            cache.unlink()
        case 1:
            cache.write_bytes(cache.read_bytes()[: number * 37])
        case 2:
            cache.write_bytes(random.Random(number).randbytes(200))
        case 3 if earlier.exists():
            earlier.replace(cache)
        case 3:
            shutil.copy(cache, earlier)


def damage_output(folder: Path, number: int) -> None:
    """Damage a published file, or delete it."""
    published = sorted(files(folder / "public").keys() - {".published"})
    path = folder / "public" / published[number * 7 % len(published)]
    path.unlink() if number % 2 else path.write_bytes(b"?")


EDITS: tuple[Callable[[Path, int], None], ...] = (
    save_page, save_page, translate_page, delete_page, move_page, move_page, move_folder, change_language,
    record_translations, *[alter] * 9, add_file, lose_cache, lose_cache, damage_output,
)  # fmt: skip
MADE = shutil.ignore_patterns("public", ".cache")
Result = dict[str, bytes] | tuple[Problem, ...]


def result(folder: Path, **changes: object) -> Result:
    """Build in place; return what is published, or the problems."""
    try:
        return build_site(folder, **changes)
    except BuildFailed as failed:
        return failed.problems


def result_from_nothing(folder: Path, **changes: object) -> Result:
    """Build a fresh copy of the project, under another name; return what is published, or the problems."""
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place) / "another name"
        shutil.copytree(folder, fresh, symlinks=True, ignore=MADE)
        return result(fresh, **changes)


def take_back(folder: Path, good: Path) -> None:
    """Give the project in `folder` the files it had when it was copied to `good`."""
    for name in os.listdir(good):
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()
    shutil.copytree(good, folder, dirs_exist_ok=True)


TURN = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 999)), max_size=4)
STEPS = st.lists(st.tuples(TURN, st.sampled_from(DAYS), st.booleans()), min_size=3, max_size=min(EXAMPLES // 5, 12))


@hypothesis_settings(max_examples=max(4, EXAMPLES // 8))
@given(STEPS)
def test_building_in_place_equals_building_from_nothing(steps):
    with tempfile.TemporaryDirectory() as place:
        folder, good = copy_tiny(Path(place) / "site"), Path(place) / "good"
        result(folder)
        shutil.copytree(folder, good, ignore=MADE)
        for edits, today, drafts in steps:
            for edit, number in edits:
                edit(folder, number)
            for path in folder.rglob("*"):
                os.utime(path, (0, 0))
            before = files(folder / "public")
            expected = result_from_nothing(folder, today=today, drafts=drafts)

            made = result(folder, today=today, drafts=drafts)

            assert made == expected
            if isinstance(made, dict):
                shutil.rmtree(good)
                shutil.copytree(folder, good, ignore=MADE)
            else:
                assert files(folder / "public") == before
                take_back(folder, good)


Edit = tuple[str, str | None, str | bytes]
"""A file, words that stand there, if not all that does, and what stands in their place."""
HELP, FRENCH = "content/en/help.md", "content/fr/help.md"
SEE = "{{#-\nabout: It.\nplace: block\nparameters:\n  it: {{type: {}, about: It.}}\n-#}}\n"
SEARCH: list[Edit] = [
    ("content/en/search.md", None, markdown("Search", "")),
    (HELP, "menu:", "keywords: ['an \"odd\" thing']\nmenu:"),
    *((path, None, (ROOT / path).read_bytes())
      for path in ("static/search/answers.js", "static/search/minisearch.js", "static/drawings/search.svg")),
]  # fmt: skip
ANEW: dict[str, tuple[list[Edit], Edit]] = {
    **{
        f"{name} of all pages":
            ([("templates/skeleton.html", "<body>", f"<body><p>{asked}</p>")],
             (FIRST, "title: First topic", "title: Another topic\nslug: another"))
        for name, asked in {
            "index": "{% for letter, entries in index() %}{{ entries|map(attribute=0)|join }}{% endfor %}",
            "contents":
                "{% for head, pages in contents() %}{% for page, _ in pages %}{{ link(page) }}{% endfor %}{% endfor %}",
            "chart": "{{ to_chart('people') }}",
        }.items()
    },
    "old address of a draft":
        ([(FRENCH, "slug:", "draft: true\naliases: [fr/aide]\nslug:")], (FRENCH, "fr/aide", "fr/secours")),
    "search, by a label": (SEARCH, (FIRST, "label: First", "label: Zwölf")),
    "search, by what is shown": (SEARCH, (FIRST, "{{ glossary }}", "")),
    "search, by quotation marks": (SEARCH, ("content/en/words.yaml", "quotes: “ ”", "quotes: « »")),
    "argument that is a list no more":
        ([("templates/components/see.html", None, SEE.format("pages")),
          (HELP, "\n---\n", '\n---\n{{ see it="index.md 404.md" }}\n\n'),
          (FRENCH, "\n---\n", '\n---\n{{ see it="index.md, 404.md" }}\n\n')],
         ("templates/components/see.html", None, SEE.format("text"))),
}  # fmt: skip
"""What has to be made or told anew: how the site is prepared, and what then changes."""


def edited(folder: Path, *edits: Edit) -> Result:
    """Return what a site publishes, or its problems, after some edits."""
    for path, old, new in edits:
        text = (folder / path).read_text("utf-8") if old else ""
        assert not old or old in text
        write(folder, path, text.replace(old, str(new), 1) if old else new)
    return result(folder)


@pytest.mark.parametrize("name", ANEW)
def test_what_a_change_reaches_is_made_anew(name, tiny):
    before, change = ANEW[name]

    assert edited(tiny, *before) != edited(tiny, change) == result_from_nothing(tiny)


def test_a_handout_is_offered_with_its_own_size(tiny):
    before = edited(
        tiny,
        (HELP, "exit: true\n", "exit: true\nhandout: true\n"),
        ("content/en/topics/second.md", "Nothing", "{{ handouts }}\n\nNothing"),
    )
    for size, old, new in ((9_000, "Call", "Ring"), (20_000, "Ring", "Call")):
        site = build.make(options(tiny)).site
        sheet = next(one for one in handouts.sheets(site, environment(site.files)) if one.language == "en")
        write(tiny, sheet.path, b"%PDF-1.7\n".ljust(size))
        before = edited(tiny, (HELP, old, new))

    assert before != edited(tiny, (HELP, "Call", "Ring")) == result_from_nothing(tiny)


WORLDS = st.fixed_dictionaries(
    {
        "PYTHONHASHSEED": st.integers(0, 2**32 - 1).map(str),
        "TZ": st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu"]),
        "LC_ALL": st.sampled_from(["", "C", "POSIX", "C.UTF-8", "tr_TR.UTF-8"]),
        "LANG": st.sampled_from(["", "C", "C.UTF-8", "fr_BE.ISO-8859-1"]),
        "PYTHONUTF8": st.sampled_from(["0", "1"]),
    }
)
PLACES = st.sampled_from(
    ["site", "a site with spaces", "Über été", "a'b & c", "café (2)", "x/site/templates/y", "100%25", "#1"]
)


def copy_in_order(folder: Path, target: Path, chance: random.Random) -> None:
    """Copy a folder, its files created in an order and with dates left to chance."""
    sources = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in chance.sample(sources, len(sources)):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (when := chance.randrange(2**31), when))


@hypothesis_settings(max_examples=max(3, EXAMPLES // 10))
@given(
    world=WORLDS,
    place=PLACES,
    chance=st.randoms(use_true_random=False),
    edits=st.lists(st.integers(0, 999), max_size=5),
)
def test_same_bytes_on_any_machine_and_in_any_folder(world, place, chance, edits):
    with tempfile.TemporaryDirectory() as here:
        original, copy = copy_tiny(Path(here) / "original"), Path(here) / place
        for number in edits:
            save_page(original, number - number % 5 + 1)
            translate_page(original, number)
        copy_in_order(original, copy, chance)
        expected = result(original)

        asked = "--site", str(copy), "--date", str(TODAY), "--format", "json"
        done = build_py(*asked, cwd=here, env=os.environ | world, encoding=None)

        assert b"Traceback" not in done.stderr, done.stderr.decode()
        if isinstance(expected, dict):
            assert files(copy / "public") == expected
        else:
            told = json.loads(done.stderr)["problems"]
            assert [(problem["path"], problem["line"], problem["message"]) for problem in told] == [
                (problem.location.path, problem.location.line, problem.message) for problem in expected
            ]


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a", "b/c", "b/d/e", "b", "f"]), st.binary(max_size=3), max_size=4), max_size=5
    )
)
def test_a_publication_holds_exactly_its_outputs(publications):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "out"
        for wanted in publications:
            kept = {
                path: data for path, data in wanted.items() if not any(other.startswith(path + "/") for other in wanted)
            }
            publish({path: Output(path, data) for path, data in kept.items()}, folder)

            assert {path: data for path, data in files(folder).items() if path != ".published"} == kept


def test_what_others_put_into_the_output_folder_stays_and_is_told_where_a_page_belongs(tiny):
    write(tiny, "public/mine.txt", "mine")
    (tiny / "content/en/topics/second.md").unlink()
    made = build_site(tiny)
    assert made["mine.txt"] == b"mine"
    assert [path for path in made if "topics/second" in path] == []

    for path in ("CNAME", "en/notes", "favicon.ico/mine"):
        write(tiny / "public", path, "mine")
    before = files(tiny / "public")
    for path in ("static/CNAME", "static/favicon.ico", "content/en/notes.md"):
        write(tiny, path, markdown("Notes"))
    with pytest.raises(UsageError) as raised:
        build_site(tiny)

    assert str(raised.value) == (
        f"{tiny / 'public'} has other files where files of the site belong: CNAME, en/notes, favicon.ico/mine; "
        "move them elsewhere, or delete them if an earlier build left them"
    )
    assert files(tiny / "public") == before
