"""Linking takes linear time, and gives each page its place in the site."""

from collections.abc import Callable, ValuesView
from dataclasses import replace
from functools import partial

import pytest

from generator.compile import texts
from generator.link import link
from generator.link.site import Page
from generator.read import project
from tests.conftest import TODAY, grows_linearly, link_site, markdown, write


@pytest.mark.parametrize("line", [
    "## Part {{#p{0}}}\n\n[It](#p{0}) and 2019 and {0}.\n\n",
    "In 2019 {0} of 7, ",
    "| {0} | 2019 |\n|---|---|\n| 1 | 2 |\n\n",
    "[@log] [it](first.md#why) {{{{ day id=eu-day }}}} ",
], ids=["headings", "numbers", "tables", "references"])  # fmt: skip
def test_texts_are_linked_in_linear_time(line, tiny):
    def prepare(length: int) -> Callable[[], object]:
        text = "".join(line.format(number) for number in range(length // len(line)))
        for code, title in (("en", "Second topic"), ("fr", "Deuxième")):
            write(tiny, f"content/{code}/topics/second.md", markdown(title, text))
        read = project.read(tiny)
        return partial(link.link, read, texts.compile_texts(read), today=TODAY, drafts=False, url=None)

    assert grows_linearly(prepare, 3_000)


def test_the_pages_seen_from_a_page_are_found_without_scanning_all_pages(real_build):
    class Pages(dict[tuple[str, str], Page]):
        looks = 0

        def values(self) -> ValuesView[Page]:
            self.looks += 1
            return super().values()

    pages = Pages(real_build.site.pages)
    site = replace(real_build.site, pages=pages)

    for page in real_build.site.pages.values():
        site.seen_from(page)

    assert pages.looks < len(pages) / 2


def test_no_page_takes_the_first_place_in_the_menu_from_the_help_page(tiny):
    write(tiny, "content/en/news.md", markdown("News", fields="menu: main\norder: 0\n"))

    assert [page.name for page in link_site(tiny).site.menu("en", "main")][:2] == ["help", "news"]


@pytest.mark.parametrize(("menus", "way"), [
    ({}, ["index", "topics/index"]),
    ({"second": "../help.md"}, ["index", "help"]),
    ({"second": "main"}, ["index"]),
    ({"index": "second.md", "second": "main"}, ["index"]),
    ({"index": "second.md", "second": "index.md"}, ["index", "topics/index"]),
], ids=["in its section", "below another page", "at the top", "above its section", "in a cycle"])  # fmt: skip
def test_breadcrumbs_follow_the_menu(tiny, menus, way):
    for name, menu in menus.items():
        path = tiny / f"content/en/topics/{name}.md"
        text = path.read_text("utf-8").replace("menu: main\n", "")
        write(tiny, f"content/en/topics/{name}.md", text.replace("\n", f"\nmenu: {menu}\n", 1))
    site = link_site(tiny).site

    assert [page.name for page in site.trail(site.pages["en", "topics/second"])] == way
