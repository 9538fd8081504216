"""A project read as a whole."""

from pathlib import Path

from tests.conftest import built, opened, options


def test_every_file_of_the_project_is_read_once(tiny: Path) -> None:
    times = opened(tiny)

    built(options(tiny))

    made = ("public/", ".cache/")
    assert {path: count for path, count in times.items() if count > 1 and not path.startswith(made)} == {}
    assert {"site.yaml", "content/fr/words.yaml", "content/fr/help.md", "templates/page.html"} <= times.keys()
