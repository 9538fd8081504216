"""A project read as a whole."""

from pathlib import Path

import pytest

from tests.conftest import built, opened, options


def test_every_file_of_the_project_is_read_once(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = opened(tiny, monkeypatch)

    built(options(tiny))

    assert {path: count for path, count in times.items() if count > 1} == {}
    assert {"site.yaml", "content/fr/words.yaml", "content/fr/help.md", "templates/page.html"} <= times.keys()
