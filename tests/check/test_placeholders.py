"""Placeholders and stray files are reported; correct text raises no problem."""

from tests.conftest import ROOT, SECOND, append, change, make, problems_in, write

OR_DRAFT = " → write it, or add 'draft: true' at the top of the page until it is ready"
VALID = (ROOT / "tests/corpus/right.txt").read_text("utf-8").splitlines()


def test_correct_text_raises_no_problem(tiny):
    assert len(set(VALID)) > 100
    change(tiny, SECOND, "Nothing to see.", "\n\n".join(VALID))
    for code in ("en", "fr", "nl", "de"):
        append(tiny, f"content/{code}/words.yaml", 'nth: "{number}. Source"\n')

    assert problems_in(tiny) == []


def test_placeholders_are_reported_wherever_they_are(tiny):
    change(tiny, SECOND, "The second of two.", "Lorem Ipsum of two.\nkeywords: [02 555 09 09, TODO]")
    change(tiny, SECOND, "Nothing to see.", "Nothing. Lorem\nipsum. TODO: see. Todo is a name.")
    change(tiny, "content/fr/help.md", "Qui appeler.", "Qui appeler (à compléter).")
    change(tiny, "content/en/data/partners.yaml", "A house.", "TBD")
    change(tiny, "content/en/data/partners.yaml", "The House", "TODO *H* 02 555 09 09")
    change(tiny, "content/en/data/laws.yaml", "All are", "TODO *are* 02 555 09 09")
    change(tiny, "content/sources.yaml", "title: Rules", "title: Rules TBC")
    change(tiny, "content/sources.yaml", "The line", "À compléter *L* 02 555 09 09")
    change(tiny, "site.yaml", "A. Person", "TODO")
    change(tiny, "site.yaml", "tagline: {en: A site for tests}", "tagline: A site for TODO")

    assert problems_in(tiny) == [
        "content/en/data/laws.yaml:5:36: 'TODO' marks a text that is not written yet → write it",
        "content/en/data/partners.yaml:2:9: 'TODO' marks a text that is not written yet → write it",
        "content/en/data/partners.yaml:5:10: 'TBD' marks a text that is not written yet → write it",
        f"{SECOND}:3:10: 'Lorem Ipsum' marks a text that is not written yet{OR_DRAFT}",
        f"{SECOND}:4:26: 'TODO' marks a text that is not written yet{OR_DRAFT}",
        f"{SECOND}:7:10: 'Lorem ipsum' marks a text that is not written yet{OR_DRAFT}",
        f"{SECOND}:8:8: 'TODO' marks a text that is not written yet{OR_DRAFT}",
        f"content/fr/help.md:3:10: 'à compléter' marks a text that is not written yet{OR_DRAFT}",
        "content/sources.yaml:2:17: 'À compléter' marks a text that is not written yet → write it",
        "site.yaml:2:10: 'TODO' marks a text that is not written yet → write it",
        "site.yaml:12:9: 'TODO' marks a text that is not written yet → write it",
    ]


def test_stray_files_are_not_published_and_reported_once(tiny):
    hidden = ["static/files/.DS_Store", "content/en/data/.#days.yaml"]
    names = ["desktop.ini", "pictures/Thumbs.db", "__MACOSX/report.txt", "files/~$report.docx", "files/a.pdf.download"]
    names += ["$RECYCLE.BIN/a.pdf", "files/#a.txt#", "files/a.rej", "files/a.pdf.icloud"]
    others = ["data/days.yaml.bak", "data/~$days.xlsx", "topics/first.md~", "topics/~$first.docx", "topics/~$photo.jpg"]
    paths = [*(f"static/{name}" for name in sorted(names)), *(f"content/en/{name}" for name in others)]
    for path in ["static/files/report.txt", *paths, *hidden]:
        write(tiny, path, "x")
    (tiny / "content/en/.#help.md").symlink_to("editor@desk.4711")  # the lock file of Emacs for an unsaved file

    made = make(tiny)

    assert [path for path in made.outputs if "files/" in path] == ["static/files/report.2d711642.txt"]
    assert [(str(warning.location), warning.message) for warning in made.warnings] == [
        (f"{paths[0]}:1:1", f"other programs left files here that are not published: {', '.join(paths)}")
    ]
