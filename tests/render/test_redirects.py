"""Old addresses in the file of static hosts, read as its format says: from, to and status, with blanks between."""

from pathlib import Path

import pytest

from tests.conftest import built, change, options


@pytest.mark.parametrize(
    ("url", "root"),
    [("https://tiny.example/base", "/base/"), ("https://tiny.example/a%20b", "/a%20b/"), ("null", "/")],
)
def test_each_old_address_leads_where_its_page_stands(tiny: Path, url: str, root: str) -> None:
    change(tiny, "site.yaml", "url: https://tiny.example/base", f"url: {url}")
    change(tiny, "content/en/help.md", "[en/aid]", "[en/aid, about, old.html, de/uber/uns]")

    built(options(tiny))

    moves = [line.split() for line in (tiny / "public/_redirects").read_text("utf-8").splitlines()]
    stands = {"about/": "en/help/", "de/uber/uns/": "de/help/", "en/aid/": "en/help/", "old.html": "en/help/"}
    assert sorted(moves) == [[f"{root}{old}", f"{root}{new}", "301"] for old, new in stands.items()]
    for old, new, _ in moves:
        for address in (old, new):
            path = tiny / "public" / address.removeprefix(root)
            assert (path / "index.html" if address.endswith("/") else path).is_file()


def test_where_no_page_has_moved_there_is_no_such_file(tiny: Path) -> None:
    change(tiny, "content/en/help.md", "aliases: [en/aid]\n", "")

    built(options(tiny))

    assert not (tiny / "public/_redirects").exists()
