"""What other programs left in static/, and pictures that a text would stretch."""

from pathlib import Path

import build
from tests.conftest import options, write


def test_litter_is_not_published_and_is_told_once(tiny: Path) -> None:
    hidden = ["static/files/.DS_Store", "content/en/data/.#days.yaml"]
    names = ["desktop.ini", "pictures/Thumbs.db", "__MACOSX/report.txt", "files/~$report.docx", "files/a.pdf.download"]
    names += ["$RECYCLE.BIN/a.pdf", "files/#a.txt#", "files/a.rej", "files/a.pdf.icloud"]
    beside = ["data/days.yaml.bak", "data/~$days.xlsx", "topics/first.md~", "topics/~$first.docx", "topics/~$photo.jpg"]
    paths = [*(f"static/{name}" for name in sorted(names)), *(f"content/en/{name}" for name in beside)]
    for path in ["static/files/report.txt", *paths, *hidden]:
        write(tiny, path, "x")

    made = build.make(options(tiny))

    assert [output.path for output in made.outputs if "files/" in output.path] == ["static/files/report.2d711642.txt"]
    assert [(str(warning.location), warning.message) for warning in made.warnings] == [
        (f"{paths[0]}:1:1", f"other programs left files behind, which are not published: {', '.join(paths)}")
    ]
