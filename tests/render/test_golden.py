"""The whole output of the tiny site, compared byte for byte with the golden files in tests/golden."""

import shutil

from tests.conftest import ROOT, files

GOLDEN = ROOT / "tests" / "golden"


def test_the_output_of_the_tiny_site_equals_the_golden_files(tiny, request):
    if request.config.getoption("--accept"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(tiny / "public", GOLDEN)

    assert files(tiny / "public") == files(GOLDEN)
