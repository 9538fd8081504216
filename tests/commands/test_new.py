"""What `new` adds: in the right file and place, and reported until it is filled in."""

import re
import shutil
from pathlib import Path

import pytest

from generator.problems import BuildFailed, Problem
from generator.read import entries, phrases, project, settings
from generator.read.files import Files
from tests.conftest import TODAY, change, files, markdown, problems_in, write

KINDS = entries.kinds("en")


def problems_of(tiny: Path) -> tuple[Problem, ...]:
    """Return the problems in the files of a site, which a build reports before any others."""
    try:
        return project.read(tiny, TODAY).problems
    except BuildFailed as failed:
        return failed.problems


def test_a_new_page_is_a_draft_and_the_output_says_what_to_do_next(tiny, run):
    path = "content/en/topics/third-topic.md"
    output = run(tiny, "new", "page", r".\content\en\topics\third-topic")  # as Windows shells complete it

    assert output == (
        0,
        f"created {path}, a draft; to see it: python build.py serve --drafts\n"
        "Replace TODO with its summary and text, then remove the line 'draft: true'.\n",
        "",
    )
    assert (tiny / path).read_text("utf-8").startswith('---\ntitle: "Third topic"  # The heading of the page.\n')
    assert problems_in(tiny) == problems_in(tiny, drafts=True) == []
    change(tiny, path, "draft: true", "draft: false")
    assert sum("'TODO' marks a text that is not written yet" in message for message in problems_in(tiny)) == 2


def test_a_section_can_be_added_before_or_after_its_pages(tiny, run):
    needed = "\nIts section needs a page too: python build.py new page news/index\n"
    assert run(tiny, "new", "page", "news/visit")[1].endswith(needed)
    output = run(tiny, "new", "page", "news")[1]

    assert (output.startswith("created content/en/news/index.md, "), "Its section" in output) == (True, False)
    page = (tiny / "content/en/news/index.md").read_text("utf-8")
    assert re.findall("^title.*  ", page, re.MULTILINE) == ['title: "News"  ']
    (tiny / "content/en/news/index.md").unlink()
    for name in ("news", "news/visit"):
        write(tiny, f"content/en/{name}.md", markdown(name))
    assert "fix: move content/en/news.md there\n" in run(tiny, "check")[2]


@pytest.mark.parametrize("typed", ["fr/topics", "content/fr/topics/index.md"])
def test_a_translation_starts_as_a_draft_of_the_current_original(typed, tiny, run):
    path, record, long = "content/fr/topics/index.md", "content/fr/translated.yaml", "All of them. " * 12
    lists = 'keywords: [themes, "a: b"]\naccepted: [02 555 77 77]\naliases: [en/t]\n'
    fields = f"title: Topics\nsummary: {long}\n{lists}"
    heads = (
        "## One\n\n### Two {#second}\n\n- A\n\n## A *sign* ##\n\n- B\n\n"
        "> ## [Why](first.md#why)\n\n- C\n\n## Deux {: lang=fr }\n\n- D\n"
    )
    write(tiny, "content/en/topics/index.md", f"---\n{fields}---\nTwo. File 02 555 77 77.\n\n{heads}")
    before = files(tiny)

    assert run(tiny, "new", "translation", typed) == (
        0,
        f"created {path}, a draft with the original text; to see it: python build.py serve --drafts\n"
        "Translate it, replace each TODO, then remove the line 'draft: true'. Until then, readers see the original.\n",
        "",
    )
    assert {changed for changed, _ in before.items() ^ files(tiny).items()} == {path, record}
    top, _, body = (tiny / path).read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    assert body == (
        "Two. File 02 555 77 77.\n\n## TODO: One {#one}\n\n### TODO: Two {#second}\n\n- A\n\n"
        "## TODO: A *sign* {#a-sign}\n\n- B\n\n"
        "> ## TODO: [Why](first.md#why) {#why}\n\n- C\n\n## TODO: Deux {#deux lang=fr}\n\n- D\n"
    )
    assert [line.partition("  # ")[0] for line in top.splitlines() if line[0] != "#"] == [
        'title: "TODO: Topics"', f'summary: "TODO: {long[:153]}…"', 'keywords: [TODO, themes, "a: b"]', "draft: true",
        "accepted: [02 555 77 77]",
    ]  # fmt: skip

    assert run(tiny, "check")[0] == run(tiny, "check", "--drafts")[0] == 0
    change(tiny, path, "draft: true", "draft: false")
    assert run(tiny, "check")[2].count("'TODO' marks a text that is not written yet") == 1
    change(tiny, path, "TODO: ", "")
    change(tiny, path, "TODO, ", "")
    change(tiny, "content/en/topics/index.md", "Two.", "Three.")
    assert "fr: 1 changed, " in run(tiny, "translations")[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_entry_changes_no_other_byte_and_is_reported_until_filled_in(kind, tiny, run):
    path, before = KINDS[kind].path, files(tiny)
    name = "2020-new" if kind == "event" else "new"
    code, stdout, stderr = run(tiny, "new", kind, name)
    lines, old = (tiny / path).read_text("utf-8").splitlines(), before[path].decode().splitlines()
    first = next(number for number, line in enumerate(lines) if line.strip() == f"{name}:")

    assert (code, stderr) == (0, "")
    assert stdout.startswith(f"added '{name}' at {path}:{first + 1}; ")
    assert {changed for changed, _ in before.items() ^ files(tiny).items()} == {path}
    assert lines[:first] + lines[first + len(lines) - len(old) :] == old
    assert {problem.location.path for problem in problems_of(tiny)} == {path}
    while problems := problems_of(tiny):
        assert all(problem.message.endswith("is empty") for problem in problems), problems
        for problem in problems:
            number, (_, _, written) = problem.location.line - 1, problem.fix.partition("such as ")
            assert lines[number].lstrip().startswith(f"{written.partition(':')[0]}:  #")
            written = written.replace("annual-report", "rules").replace('"..."', '"All."')
            lines[number] = lines[number].partition(":")[0] + f": {written.partition(': ')[2]}"
        (tiny / path).write_text("\n".join(lines) + "\n", "utf-8")


def test_an_event_is_placed_by_year_and_a_source_gets_the_date(tiny, run):
    """A line of a text that looks like a comment stays in it."""
    law = "1998-law:\n  text: |\n    It is:\n    # one\n  # date: null\n"
    change(tiny, "content/en/data/timeline.yaml", "1999-beginning:", f"{law}# Next.\n1999-beginning:")
    for kind, name in (("event", "2005-act"), ("event", "1998-war"), ("source", "report")):
        run(tiny, "new", kind, name)

    timeline = (tiny / "content/en/data/timeline.yaml").read_text("utf-8")
    assert f"{law}1998-war:\n" in timeline
    assert timeline.index("1999-beginning:") < timeline.index("2005-act:\n  year: 2005  #") < timeline.index("2012-c")
    assert f"\n    read: {TODAY}  # " in (tiny / "content/sources.yaml").read_text("utf-8")


def test_one_event_out_of_order_does_not_move_new_ones_to_the_end(tiny, run):
    """If all were added at the end, two versions of the file could never be merged automatically."""
    years = "".join(
        f"{year}-x: {{year: {year}, text: It was., sources: [line]}}\n" for year in (*range(2001, 2011), 1990)
    )
    change(tiny, "content/en/data/timeline.yaml", "2012-c", f"{years}2012-c")
    for name in ("2002-new", "2009-new"):
        run(tiny, "new", "event", name)

    timeline = (tiny / "content/en/data/timeline.yaml").read_text("utf-8")
    assert re.findall(r"^(2002|2009|1990)-(\w+):", timeline, re.MULTILINE) == [
        ("2002", "x"), ("2002", "new"), ("2009", "x"), ("2009", "new"), ("1990", "x")
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_everything_around_an_entry_are_kept(end, tiny, run):
    partners = tiny / "content/en/data/partners.yaml"
    written = partners.read_text("utf-8").replace("Brussels", "Lie\u0301ge").rstrip("\n")
    written = "\ufeff" + written.replace("\n", end) + f"{end}{end}# The end"
    partners.write_bytes(written.encode())

    run(tiny, "new", "partner", "other")

    now = partners.read_bytes().decode()
    assert now.startswith(written.removesuffix(f"{end}{end}# The end"))
    assert now.count(end) + 1 == len(now.splitlines())
    assert f"{end}other:{end}  name:  # " in now
    assert now.endswith(f"{end}{end}# The end")


@pytest.mark.parametrize(("kind", "path", "written", "place"), [
    ("source", "content/sources.yaml", "{}", "1:1"),
    ("day", "content/en/data/days.yaml", "\ufeff{d: {name: D, month: 1, day: 1}}", "1:1"),
    ("language", "site.yaml",
     "name: T\ntagline: T\npublisher: T\nlanguages: {en: {name: E}}\nexit: https://e.e/", "4:12"),
])  # fmt: skip
def test_entries_in_brackets_are_refused(kind, path, written, place, tiny, run):
    write(tiny, path, written)

    message = "has its entries in brackets; remove these, and start each entry on its own line"
    assert run(tiny, "new", kind, "ar") == (2, "", f"build.py: {path}:{place} {message}\n")


def test_a_language_is_published_once_its_words_are_translated(tiny, run):
    site = (tiny / "site.yaml").read_text("utf-8")
    languages = site[site.index("languages:") : site.index("exit:")]
    write(tiny, "site.yaml", site.replace(languages, "") + languages.rstrip())

    assert run(tiny, "new", "language", "ar")[0] == 0
    assert problems_of(tiny) == ()

    change(tiny, "site.yaml", "  # ar:", "  ar:")
    added, _ = settings.read(Files(tiny))
    assert (added.languages["ar"].name, added.languages["ar"].direction) == ("العربية", "rtl")
    missing = (tiny / "content/ar/words.yaml").read_text("utf-8").count(":  # ") - len(phrases.LISTS)
    assert [problem.location.path for problem in problems_of(tiny)] == ["content/ar/words.yaml"] * missing

    (tiny / "content/ar/words.yaml").unlink()
    site = (tiny / "site.yaml").read_bytes()
    made = "created content/ar/words.yaml; write the translation of each word there\n"
    assert run(tiny, "new", "language", "ar") == (0, made, "")
    change(tiny, "content/ar/words.yaml", ":  # ", ": ")
    assert (problems_of(tiny), (tiny / "site.yaml").read_bytes()) == ((), site)
    assert "unrecorded" not in run(tiny, "translations")[1]


@pytest.mark.parametrize(
    "last",
    [
        "  de:\n    name: >\n      Deutsch\n",
        "  de: {name: Deutsch,\n    locale: de_BE\n    }\n",
        "  zh: {name: 中文}\n",  # now in alphabetical order
    ],
)
def test_a_language_is_added_after_all_lines_of_the_last_one(last, tiny, run):
    change(tiny, "site.yaml", "  de: {name: Deutsch}\n", last)
    if "zh" in last:
        shutil.move(tiny / "content/de", tiny / "content/zh")
        change(tiny, "site.yaml", ", de: Klein", "")
    run(tiny, "new", "language", "ar")
    assert f"{last}  # ar: " in (tiny / "site.yaml").read_text("utf-8")

    change(tiny, "site.yaml", "  # ar:", "  ar:")
    assert {problem.location.path for problem in problems_of(tiny)} == {"content/ar/words.yaml"}


def test_every_code_of_a_language_is_described(tiny, run):
    names = {"pt-BR": "Português", "sr-Latn": "Srpski", "prs": "Prs", "nl-x-easy": "Nl-x-easy"}
    for code, name in names.items():
        assert run(tiny, "new", "language", code)[0] == 0
        assert f"  # {code}: {{name: {name}}}  # remove" in (tiny / "site.yaml").read_text("utf-8")
