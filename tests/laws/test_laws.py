"""Laws 1 to 3: edits in place give a clean build, nothing broken is published, the same input gives the same bytes."""

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
from tests.conftest import EXAMPLES, FIRST, ROOT, build_py, build_site, copy_tiny, files, make, markdown, options, write

# Edits: changes to a project between two builds. Each takes the folder, and a number that selects one of its variants.

WORDS = ("apple", "brook", "cloud", "dune")
FOLDERS = ("", "more/", "extra/")
DAYS = (datetime.date(2026, 11, 24), datetime.date(2026, 12, 5), datetime.date(2027, 10, 19))
FIELDS = (
    "draft: true", "publish: 2026-12-01", "expire: 2026-12-10", "review_by: 2026-12-01", "exit: true", "drawing: mark",
    "slug: own",
)  # fmt: skip


def pages(folder: Path) -> list[Path]:
    """Return the pages in the source language that edits may change, sorted."""
    source = folder / "content/en"
    return sorted(
        path for path in source.rglob("*.md") if path.stem.lower() in WORDS or path.parent.name in ("more", "extra")
    )


def language_folders(folder: Path) -> list[Path]:
    """Return the folder of each language of the project."""
    return sorted(words.parent for words in (folder / "content").glob("*/words.yaml"))


def translations(folder: Path, page: Path) -> list[Path]:
    """Return the path of a page in each language of the project, whether it exists or not."""
    return [home / page.relative_to(folder / "content/en") for home in language_folders(folder)]


def substitute(folder: Path, pattern: str, new: str, path: str = "site.yaml") -> None:
    """Replace the first match of a pattern in a file."""
    text = (folder / path).read_text("utf-8")
    (folder / path).write_text(re.sub(pattern, new, text, count=1), "utf-8")


def save_page(folder: Path, number: int) -> None:
    """Add or change a page; some link to another page, which may not exist."""
    if home := FOLDERS[number % 3]:
        write(folder, f"content/en/{home}index.md", markdown(f"All {home}"))
    link = f"[other]({WORDS[(number // 4) % 4]}.md)" if number % 5 == 0 else "[start](#start)"
    fields = f"label: P{number % 7}\norder: {number % 6}\nmenu: main\n"
    fields += f"{FIELDS[number % len(FIELDS)]}\n" * (number % 2)
    fields += f"aliases: [en/old-{number % 4}]\n" * (number % 3 == 2)
    text = f"{link}\n\n## Heading {number} {{#start}}\n\nAn NGO. {{{{ phone id=line }}}}"
    write(folder, f"content/en/{home}{WORDS[number % 4]}.md", markdown(f"Page {number}", text, fields))


def translate_page(folder: Path, number: int) -> None:
    """Translate a page, or update its translation."""
    for page in pages(folder)[number % 5 :][:1]:
        _, fields, text = page.read_text("utf-8").split("---\n", 2)
        path = (files_of := translations(folder, page))[number % len(files_of)]
        if path != page:
            title = fields.partition("\n")[0].removeprefix("title: ")
            write(path.parent, path.name, markdown(f"{title} {path.parts[-2]}", text.replace("Heading", "Titre")))


def delete_page(folder: Path, number: int) -> None:
    """Delete a page in every language; sometimes forget its translations."""
    for page in pages(folder)[number % 5 :][:1]:
        for path in [page] if number % 7 == 0 else translations(folder, page):
            path.unlink(missing_ok=True)


def move_page(folder: Path, number: int) -> None:
    """Change only the case of a page's name, or move it between folders; in every language, via a third name."""
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
    """Rename a folder in every language; sometimes forget one."""
    for home in language_folders(folder)[number % 7 == 0 :]:
        if (home / "more").exists() and not (home / "extra").exists():
            (home / "more").rename(home / "extra")


def change_language(folder: Path, number: int) -> None:
    """Add a language with its words, or remove one with all its files."""
    code = ("it", "nl", "de")[number % 3]
    home = folder / "content" / code
    if home.exists():
        shutil.rmtree(home)
        substitute(folder, f"\n  {code}: {{name: .*", "")
    else:
        home.mkdir()
        shutil.copy(folder / "content/en/words.yaml", home)
        substitute(folder, "\nlanguages:", f"\nlanguages:\n  {code}: {{name: Lingua}}")


def record_translations(folder: Path, number: int) -> None:
    """Record the translations into a language as up to date, if the project has no problems."""
    with contextlib.suppress(BuildFailed, UsageError):
        arguments = argparse.Namespace(record=("fr", "nl", "de", "fr/help")[number % 4])
        command.run(build.make, options(folder), arguments)


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 {}h9"/></svg>'
SHARED = (
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
"""Content that several pages show: its file, a pattern, and the replacement, with {} for a number or @ for a letter."""


def change_shared(folder: Path, number: int) -> None:
    """Change a fact, a word, a setting, a picture, a style or a template."""
    path, pattern, new = SHARED[number % len(SHARED)]
    substitute(folder, pattern, new.replace("{}", str(number % 90 + 10)).replace("@", chr(97 + number % 26)), path)


def toggle_file(folder: Path, number: int) -> None:
    """Add or remove a static file; some file systems take two of the names as the same."""
    names = "extra.svg", "Extra.svg", "a/extra.svg", "robots.txt", "styles/more.css", "scripts/more.js"
    path = folder / "static" / names[number % len(names)]
    path.parent.mkdir(exist_ok=True)
    path.unlink() if path.exists() else path.write_text(f"/* {number} */ a {{}}", "utf-8")


def damage_cache(folder: Path, number: int) -> None:
    """Delete, truncate or overwrite a file of the cache, or restore it from a few edits ago."""
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
    """Overwrite or delete a published file."""
    published = sorted(files(folder / "public").keys() - {".published"})
    path = folder / "public" / published[number * 7 % len(published)]
    path.unlink() if number % 2 else path.write_bytes(b"?")


EDITS: tuple[Callable[[Path, int], None], ...] = (
    save_page, save_page, translate_page, delete_page, move_page, move_page, move_folder, change_language,
    record_translations, *[change_shared] * 9, toggle_file, damage_cache, damage_cache, damage_output,
)  # fmt: skip
GENERATED = shutil.ignore_patterns("public", ".cache")
Result = dict[str, bytes] | tuple[Problem, ...]


def result(folder: Path, **changes: object) -> Result:
    """Build in place; return the published files, or the problems."""
    try:
        return build_site(folder, **changes)
    except BuildFailed as failed:
        return failed.problems


def result_from_nothing(folder: Path, **changes: object) -> Result:
    """Build a fresh copy of the project in another folder; return the published files, or the problems."""
    with tempfile.TemporaryDirectory() as parent:
        fresh = Path(parent) / "another name"
        shutil.copytree(folder, fresh, symlinks=True, ignore=GENERATED)
        return result(fresh, **changes)


def restore(folder: Path, good: Path) -> None:
    """Restore the files of a project from the copy in `good`."""
    for name in os.listdir(good):
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()
    shutil.copytree(good, folder, dirs_exist_ok=True)


TURN = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 999)), max_size=4)
STEPS = st.lists(st.tuples(TURN, st.sampled_from(DAYS), st.booleans()), min_size=3, max_size=min(EXAMPLES // 5, 12))


@hypothesis_settings(max_examples=max(4, EXAMPLES // 8))
@given(STEPS)
def test_building_in_place_equals_building_from_nothing(steps):
    with tempfile.TemporaryDirectory() as parent:
        folder, good = copy_tiny(Path(parent) / "site"), Path(parent) / "good"
        result(folder)
        shutil.copytree(folder, good, ignore=GENERATED)
        for edits, today, drafts in steps:
            for edit, number in edits:
                edit(folder, number)
            for path in folder.rglob("*"):
                os.utime(path, (0, 0))
            before = files(folder / "public")
            expected = result_from_nothing(folder, today=today, drafts=drafts)

            found = result(folder, today=today, drafts=drafts)

            assert found == expected
            if isinstance(found, dict):
                shutil.rmtree(good)
                shutil.copytree(folder, good, ignore=GENERATED)
            else:
                assert files(folder / "public") == before
                restore(folder, good)


Edit = tuple[str, str | None, str | bytes]
"""A path, the text to replace (None for the whole file), and the new text."""
HELP, FRENCH = "content/en/help.md", "content/fr/help.md"
SEE = "{{#-\nabout: It.\nplace: block\nparameters:\n  it: {{type: {}, about: It.}}\n-#}}\n"
SEARCH: list[Edit] = [
    ("content/en/search.md", None, markdown("Search", "")),
    (HELP, "menu:", "keywords: ['an \"odd\" thing']\nmenu:"),
    *((path, None, (ROOT / path).read_bytes())
      for path in ("static/search/answers.js", "static/search/minisearch.js", "static/drawings/search.svg")),
]  # fmt: skip
REBUILT: dict[str, tuple[list[Edit], Edit]] = {
    **{
        f"{name} of all pages":
            ([("templates/skeleton.html", "<body>", f"<body><p>{call}</p>")],
             (FIRST, "title: First topic", "title: Another topic\nslug: another"))
        for name, call in {
            "index": "{% for letter, entries in index() %}{{ entries|map(attribute=0)|join }}{% endfor %}",
            "contents":
                "{% for head, pages in contents() %}{% for page, _ in pages %}{{ link(page) }}{% endfor %}{% endfor %}",
            "chart": "{{ to_chart('people') }}",
        }.items()
    },
    "old address of a draft":
        ([(FRENCH, "slug:", "draft: true\naliases: [fr/aide]\nslug:")], (FRENCH, "fr/aide", "fr/secours")),
    "search, by a label": (SEARCH, (FIRST, "label: First", "label: Zwölf")),
    "search, by the text of a component": (SEARCH, (FIRST, "{{ glossary }}", "")),
    "search, by quotation marks": (SEARCH, ("content/en/words.yaml", "quotes: “ ”", "quotes: « »")),
    "argument that is no longer a list":
        ([("templates/components/see.html", None, SEE.format("pages")),
          (HELP, "\n---\n", '\n---\n{{ see it="index.md 404.md" }}\n\n'),
          (FRENCH, "\n---\n", '\n---\n{{ see it="index.md, 404.md" }}\n\n')],
         ("templates/components/see.html", None, SEE.format("text"))),
}  # fmt: skip
"""Things that an edit must rebuild or report again: edits to prepare the site, and the edit."""


def edit_and_build(folder: Path, *edits: Edit) -> Result:
    """Edit files of a site; return the files it then publishes, or its problems."""
    for path, old, new in edits:
        text = (folder / path).read_text("utf-8") if old else ""
        assert not old or old in text
        write(folder, path, text.replace(old, str(new), 1) if old else new)
    return result(folder)


@pytest.mark.parametrize("name", REBUILT)
def test_an_edit_rebuilds_whatever_depends_on_it(name, tiny):
    before, edit = REBUILT[name]

    assert edit_and_build(tiny, *before) != edit_and_build(tiny, edit) == result_from_nothing(tiny)


def test_a_handout_is_offered_with_its_current_size(tiny):
    before = edit_and_build(
        tiny,
        (HELP, "exit: true\n", "exit: true\nhandout: true\n"),
        ("content/en/topics/second.md", "Nothing", "{{ handouts }}\n\nNothing"),
    )
    for size, old, new in ((9_000, "Call", "Ring"), (20_000, "Ring", "Call")):
        site = make(tiny).site
        sheet = next(sheet for sheet in handouts.sheets(site, environment(site.files)) if sheet.language == "en")
        write(tiny, sheet.path, b"%PDF-1.7\n".ljust(size))
        before = edit_and_build(tiny, (HELP, old, new))

    assert before != edit_and_build(tiny, (HELP, "Call", "Ring")) == result_from_nothing(tiny)


ENVIRONMENTS = st.fixed_dictionaries(
    {
        "PYTHONHASHSEED": st.integers(0, 2**32 - 1).map(str),
        "TZ": st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu"]),
        "LC_ALL": st.sampled_from(["", "C", "POSIX", "C.UTF-8", "tr_TR.UTF-8"]),
        "LANG": st.sampled_from(["", "C", "C.UTF-8", "fr_BE.ISO-8859-1"]),
        "PYTHONUTF8": st.sampled_from(["0", "1"]),
    }
)
FOLDER_NAMES = st.sampled_from(
    ["site", "a site with spaces", "Über été", "a'b & c", "café (2)", "x/site/templates/y", "100%25", "#1"]
)


def copy_shuffled(folder: Path, target: Path, chance: random.Random) -> None:
    """Copy a folder, creating its files in random order and with random dates."""
    sources = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in chance.sample(sources, len(sources)):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (when := chance.randrange(2**31), when))


@hypothesis_settings(max_examples=max(3, EXAMPLES // 10))
@given(
    environment=ENVIRONMENTS,
    name=FOLDER_NAMES,
    chance=st.randoms(use_true_random=False),
    edits=st.lists(st.integers(0, 999), max_size=5),
)
def test_the_same_input_gives_the_same_bytes_on_any_machine_and_in_any_folder(environment, name, chance, edits):
    with tempfile.TemporaryDirectory() as parent:
        original, copy = copy_tiny(Path(parent) / "original"), Path(parent) / name
        for number in edits:
            save_page(original, number - number % 5 + 1)
            translate_page(original, number)
        copy_shuffled(original, copy, chance)
        expected = result(original)

        done = build_py(copy, "--format", "json", cwd=parent, env=os.environ | environment, encoding=None)

        assert b"Traceback" not in done.stderr, done.stderr.decode()
        if isinstance(expected, dict):
            assert files(copy / "public") == expected
        else:
            problems = json.loads(done.stdout)["problems"]
            assert [(problem["path"], problem["line"], problem["message"]) for problem in problems] == [
                (problem.location.path, problem.location.line, problem.message) for problem in expected
            ]


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a", "b/c", "b/d/e", "b", "f"]), st.binary(max_size=3), max_size=4), max_size=5
    )
)
def test_the_output_folder_holds_exactly_the_outputs_of_the_last_build(publications):
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "out"
        for drawn in publications:
            is_folder = {path: any(other.startswith(f"{path}/") for other in drawn) for path in drawn}
            wanted = {path: data for path, data in drawn.items() if not is_folder[path]}
            publish({path: Output(path, data) for path, data in wanted.items()}, folder)

            assert {path: data for path, data in files(folder).items() if path != ".published"} == wanted


def test_foreign_files_in_the_output_folder_stay_and_are_reported_if_in_the_way(tiny):
    write(tiny, "public/mine.txt", "mine")
    (tiny / "content/en/topics/second.md").unlink()
    published = build_site(tiny)
    assert published["mine.txt"] == b"mine"
    assert [path for path in published if "topics/second" in path] == []

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
