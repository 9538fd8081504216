"""The laws: edits, nothing broken is published, the same input gives the same bytes."""

import datetime
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from generator.errors import BuildFailed, WrongUse
from generator.publish import publish
from generator.render import Output
from tests.conftest import ROOT, copy_tiny, files, options

# Edits: what can happen to a site between two builds. Each takes the folder and a number to choose by.

WORDS = ("apple", "brook", "cloud", "dune")
LANGUAGES = ("en", "fr", "nl")


def page(folder: Path, number: int) -> Path:
    """Return the file of one of twelve pages that edits work on."""
    return folder / "content" / LANGUAGES[number % 3] / f"{WORDS[number % 4]}.md"


def save_page(folder: Path, number: int) -> None:
    """Add a page, or change one; some link to another page, which may not be there."""
    link = f"[other]({WORDS[(number // 4) % 4]}.md)" if number % 5 == 0 else "[home](index.md)"
    fields = f"title: Page {number}\nsummary: S{number % 7}.\norder: {number % 6}\nmenu: main" + ("\ndraft: true" if number % 11 == 0 else "")
    page(folder, number).write_text(f"---\n{fields}\n---\n{link}\n\n## Heading {number}\n\n{{{{ phone id=line }}}}\n", "utf-8")


def delete_page(folder: Path, number: int) -> None:
    """Delete a page, if it is there."""
    page(folder, number).unlink(missing_ok=True)


def rename_page(folder: Path, number: int) -> None:
    """Rename a page, if it is there."""
    if page(folder, number).exists():
        page(folder, number).rename(page(folder, number + 3))


def change_template(folder: Path, number: int) -> None:
    """Put something else at the foot of every page."""
    (folder / "templates/parts/breadcrumbs.html").write_text(f"<p>{number}</p>\n", "utf-8")


def change_component(folder: Path, number: int) -> None:
    """Change a component."""
    head = "{#-\nabout: A number.\nplace: inline\nparameters:\n  id: {type: helpline, required: true, about: Which.}\n-#}\n"
    (folder / "templates/components/phone.html").write_text(f"{head}<b>{{{{ id.number }}}}-{number}</b>\n", "utf-8")


def change_settings(folder: Path, number: int) -> None:
    """Change a number that stands on several pages."""
    text = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(text.replace(text[text.index('number: "') :][:20], f'number: "02 555 {number % 90 + 10} 0'), "utf-8")


def change_glossary(folder: Path, number: int) -> None:
    """Change what an abbreviation means."""
    text = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(text.replace("non-governmental", "not-governmental" if number % 2 else "non-governmental"), "utf-8")


def change_words(folder: Path, number: int) -> None:
    """Change a word of the interface."""
    path = folder / "content/en/words.yaml"
    path.write_text(path.read_text("utf-8").replace("home: Home", f"home: Home{number % 3}"), "utf-8")


def change_picture(folder: Path, number: int) -> None:
    """Change a picture, so that its address changes."""
    (folder / "static/pictures/line.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 {number % 9}h9"/></svg>', "utf-8")


def add_picture(folder: Path, number: int) -> None:
    """Add a picture, or remove it."""
    path = folder / "static" / f"extra{number % 2}.svg"
    path.unlink() if path.exists() else path.write_text("<svg/>", "utf-8")


def lose_cache(folder: Path, number: int) -> None:
    """Lose what was remembered, or damage it."""
    cache = folder / ".cache/prose.json"
    if not cache.exists():
        return
    if number % 3 == 0:
        cache.unlink()
    elif number % 3 == 1:
        cache.write_bytes(cache.read_bytes()[: number % 500])
    else:
        cache.write_bytes(random.Random(number).randbytes(200))


EDITS: tuple[Callable[[Path, int], None], ...] = (
    save_page, save_page, delete_page, rename_page, change_template, change_component, change_settings,
    change_glossary, change_words, change_picture, add_picture, lose_cache,
)  # fmt: skip


def built_from_nothing(folder: Path) -> dict[str, bytes] | None:
    """Return the output of a fresh copy of the project, or None where it does not build."""
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place) / "another name"
        shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns("public", ".cache"))
        try:
            build.build(options(fresh))
        except BuildFailed:
            return None
        return files(fresh / "public")


@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 99)), max_size=8))
def test_building_in_place_equals_building_from_nothing(edits: list[tuple[Callable[[Path, int], None], int]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = copy_tiny(Path(place) / "site")
        build.build(options(folder))
        for edit, number in edits:
            before = files(folder / "public")
            edit(folder, number)
            expected = built_from_nothing(folder)
            try:
                build.build(options(folder))
            except BuildFailed:
                assert expected is None
                assert files(folder / "public") == before
            else:
                assert files(folder / "public") == expected


def test_second_build_writes_nothing(tiny: Path) -> None:
    first = build.build(options(tiny))
    second = build.build(options(tiny))

    assert "0 unchanged, 0 removed" in first
    assert "0 files written" in second


@pytest.mark.parametrize("path", ["en/help/index.html", "static/pictures/line.2bd4e6bb.svg", ".published"])
def test_a_published_file_that_was_damaged_is_put_right(path: str, tiny: Path) -> None:
    build.build(options(tiny))
    expected = files(tiny / "public")
    (tiny / "public" / path).write_bytes(b"en/help/index.html\n")

    build.build(options(tiny))

    assert files(tiny / "public") == expected


def test_a_lost_record_or_another_day_is_built_anew(tiny: Path) -> None:
    build.build(options(tiny))
    expected = files(tiny / "public")
    (tiny / ".cache/record.json").write_text("{}")
    build.build(options(tiny))
    assert files(tiny / "public") == expected

    build.build(options(tiny, today=datetime.date(2027, 10, 19)))
    assert files(tiny / "public") != expected


@pytest.mark.parametrize(("seed", "zone", "locale"), [("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "C.UTF-8"), ("2", "America/Adak", "POSIX")])
def test_same_bytes_whatever_the_hash_seed_time_zone_and_locale(seed: str, zone: str, locale: str, tiny: Path) -> None:
    build.build(options(tiny))
    expected = files(tiny / "public")
    shutil.rmtree(tiny / ".cache")
    world = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}

    subprocess.run(
        [sys.executable, "build.py", "--site", str(tiny), "--output", str(tiny / "other"), "--date", "2026-11-24"],
        cwd=ROOT,
        env=world,
        check=True,
        capture_output=True,
    )

    assert files(tiny / "other") == expected


def test_killed_at_any_moment_the_published_files_are_whole(tiny: Path) -> None:
    build.build(options(tiny))
    old = files(tiny / "public")
    change_template(tiny, 7)
    save_page(tiny, 6)
    new = built_from_nothing(tiny)
    assert new is not None
    chance = random.Random(1)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "build.py", "--site", str(tiny), "--date", "2026-11-24"], cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.1, 0.7))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path, data in files(tiny / "public").items():
            if not path.startswith(".publish"):
                assert data in (old.get(path), new.get(path)), path

    build.build(options(tiny))
    assert files(tiny / "public") == new


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b/c", "b/d/e", "b", "f"]), st.binary(max_size=3), max_size=4), max_size=5))
def test_a_publication_holds_exactly_its_outputs(publications: list[dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "out"
        for wanted in publications:
            kept = {path: data for path, data in wanted.items() if not any(other.startswith(path + "/") for other in wanted)}
            publish([Output(path, data) for path, data in kept.items()], folder)

            assert {path: data for path, data in files(folder).items() if path != ".published"} == kept


def test_what_others_put_into_the_output_folder_stays(tiny: Path) -> None:
    build.build(options(tiny))
    (tiny / "public/mine.txt").write_text("mine")
    (tiny / "content/en/topics/second.md").unlink()

    said = build.build(options(tiny))

    assert "4 removed" in said
    assert (tiny / "public/mine.txt").read_text() == "mine"


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(WrongUse) as raised:
        publish([Output("a", b"")], tmp_path)

    assert str(raised.value) == f"{tmp_path} is not empty and was not made by this program; choose another folder with --output"
    assert files(tmp_path) == {"mine.txt": b"mine"}
