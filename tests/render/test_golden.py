"""The whole output of the tiny four-language site, kept in tests/golden and compared byte for byte."""

import shutil

from tests.conftest import ROOT, files

GOLDEN = ROOT / "tests" / "golden"


def test_tiny_site_is_as_it_was_accepted(tiny, request):
    if request.config.getoption("--accept"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(tiny / "public", GOLDEN)

    assert files(tiny / "public") == files(GOLDEN)
