"""A project read as a whole."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.read.files import PLACES
from tests.conftest import built, options


def test_every_file_of_the_project_is_read_once(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = Counter[str]()

    def counted(opened: Callable[..., Any]) -> Callable[..., Any]:
        def counting(file: Any, *rest: Any, **more: Any) -> Any:
            if not isinstance(file, int) and any(Path(file).is_relative_to(tiny / place) for place in PLACES):
                times[Path(file).relative_to(tiny).as_posix()] += 1
            return opened(file, *rest, **more)

        return counting

    monkeypatch.setattr("builtins.open", counted(open))
    monkeypatch.setattr("io.open", counted(open))
    monkeypatch.setattr("os.open", counted(os.open))

    built(options(tiny))

    assert {path: count for path, count in times.items() if count > 1} == {}
    assert {"site.yaml", "content/fr/words.yaml", "content/fr/help.md", "templates/page.html"} <= times.keys()
