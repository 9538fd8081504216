"""What the laws are tried on."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import copy_tiny


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site in two of its languages, where the tests of a module write what they try."""
    folder = copy_tiny(tmp_path_factory.mktemp("ground") / "site")
    for code in ("nl", "de"):
        shutil.rmtree(folder / "content" / code)
    settings = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(re.sub(r"(?m)^  (nl|de): .*\n", "", settings, count=2), "utf-8")
    return folder
