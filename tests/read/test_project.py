"""A project read as a whole."""

import shutil
from pathlib import Path

from tests.conftest import built, opened, options, wrong


def test_every_file_of_the_project_is_read_once(tiny: Path) -> None:
    times = opened(tiny)

    built(options(tiny))

    made = ("public/", ".cache/")
    assert {path: count for path, count in times.items() if count > 1 and not path.startswith(made)} == {}
    assert {"site.yaml", "content/fr/words.yaml", "content/fr/help.md", "templates/page.html"} <= times.keys()


def test_a_project_without_templates_is_told_once(tiny: Path) -> None:
    shutil.rmtree(tiny / "templates")

    assert wrong(tiny) == [
        "templates:1:1: this folder is missing, or has no templates → "
        "put it back; every page is made with what stands in it"
    ]
