"""What tests build with: a copy of the tiny site, and a way to build it."""

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

import build

ROOT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "tiny"
TODAY = datetime.date(2026, 11, 24)

hypothesis_settings.register_profile("project", deadline=None, max_examples=30, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("project")


def copy_tiny(folder: Path) -> Path:
    """Put the tiny site, with the real templates, into `folder`."""
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "templates", folder / "templates", dirs_exist_ok=True)
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny site that a test may change."""
    return copy_tiny(tmp_path / "site")


def options(folder: Path, **changes: object) -> build.Options:
    """Return the options to build the site in `folder` on the tests' day."""
    return build.Options(folder, folder / "public", **{"today": TODAY, **changes})  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder: path to bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run build.py as from the command line: exit code, what it said, what it complained of."""

    def call(folder: Path, *arguments: str) -> tuple[int, str, str]:
        code = build.main(["--site", str(folder), "--date", TODAY.isoformat(), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--accept` renew what is kept and compared."""
    parser.addoption("--accept", action="store_true", help="renew the golden output and the tables of the README")
