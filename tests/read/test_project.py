"""A project read as a whole."""

from collections import Counter
from pathlib import Path

import pytest

from generator.read import project


def test_every_file_is_read_once_beside_its_digest(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "seen", lambda *_, **__: b"")
    read, times = Path.read_bytes, Counter[str]()

    def counted(self: Path) -> bytes:
        times[self.relative_to(tiny).as_posix()] += 1
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", counted)

    project.read(tiny)

    assert set(times.values()) == {1}
    assert {"site.yaml", "content/sources.yaml", "content/fr/words.yaml", "templates/components/figure.html"} <= set(
        times
    )
