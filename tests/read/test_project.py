"""A project read as a whole."""

import builtins
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import built, options


def test_every_file_of_the_project_is_read_once(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times, opened = Counter[str](), builtins.open

    def counted(file: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(file, int) and Path(file).is_relative_to(tiny):
            times[Path(file).relative_to(tiny).as_posix()] += 1
        return opened(file, *rest, **more)

    monkeypatch.setattr("builtins.open", counted)
    monkeypatch.setattr("io.open", counted)

    built(options(tiny))

    assert {path: count for path, count in times.items() if count > 1} == {}
    assert {"site.yaml", "content/fr/words.yaml", "content/fr/help.md", "templates/page.html"} <= times.keys()
