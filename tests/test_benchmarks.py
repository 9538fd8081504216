"""The benchmarks still run: what they build is accepted by the checks of the day."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_the_pages_of_the_benchmark_are_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import corpus

    ours = corpus.tools(sys.executable)[0]
    ours.write(tmp_path / "ours", corpus.texts(3))

    done = subprocess.run(ours.build(tmp_path / "ours"), capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "ours/public").rglob("page-*/index.html"))) == 3
