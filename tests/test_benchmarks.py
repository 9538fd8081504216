"""The benchmarks still run: what they build is accepted by the checks of the day."""

import importlib.util
import subprocess
from pathlib import Path

from tests.conftest import ROOT


def test_the_site_of_the_benchmark_builds(tmp_path: Path) -> None:
    specification = importlib.util.spec_from_file_location("cold", ROOT / "benchmarks/cold.py")
    assert specification
    assert specification.loader
    cold = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(cold)

    done = subprocess.run(
        cold.ours(tmp_path / "ours", cold.texts(3)), capture_output=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "ours/public").rglob("page-*/index.html"))) == 3
