"""Properties of any project: every link resolves, and no file crashes the build.

The examples are generated. `HYPOTHESIS_PROFILE=deep` tries many more.
"""

import datetime
import posixpath
import random
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import build
from generator.problems import BuildFailed, Problem, UsageError
from tests.conftest import EXAMPLES, ROOT, SECOND, copy_tiny, make, markdown, patched, write

CORPUS = ROOT / "tests/corpus"


def try_examples(examples: int) -> Callable[..., Callable[..., None]]:
    """Return settings with this number of examples, scaled up in the deep profile."""
    return hypothesis_settings(
        max_examples=examples * EXAMPLES // 30,
        deadline=datetime.timedelta(seconds=20),
        suppress_health_check=[HealthCheck.too_slow],
    )


# Links: every link resolves, whatever pages there are and wherever the site is published.

SEGMENTS = ("a", "b", "page", "topic-1", "404", "datas", "static", "en", "0")
ALIASES = (
    "en/old", "about", "about.html", "about/index.html", "EN/page", "en", "en/a.html", "x/y.tar.gz", "en/404.html", ".",
    "en/page", "other/index.htm", "en/index.html", "en/page/index.html", "CNAME", "robots.txt/old", "_headers/old",
    "en/a.html/b", "en/A.html", "en/404.html/b", "en/data/people.csv", "en/data", "static/old",
)  # fmt: skip


PATHS = st.lists(st.sampled_from(SEGMENTS), min_size=1, max_size=4).map("/".join)
LEAVES = st.tuples(st.booleans(), st.sampled_from(["", "main", "footer"]), st.sets(st.sampled_from(["fr", "nl"])))
"""Whether a page has a slug, its menu, and the languages into which it is translated."""
Tree = dict[str, tuple[bool, str, set[str]]]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Return pages by their paths below the folder of a language; each folder has an index page."""
    paths = draw(st.sets(PATHS.filter(lambda path: not re.match("404$|en(/|$)", path)), max_size=5))
    folders = {"."} | {str(above) for path in paths for above in PurePosixPath(path).parents}
    pages = {posixpath.normpath(f"{above}/index") for above in folders} | (paths - folders)
    return {path: draw(LEAVES) for path in sorted(pages)}


def write_tree(folder: Path, leaves: Tree, chance: random.Random) -> None:
    """Write the pages into a project, each with links to other pages and their headings, and with a picture."""
    for number, (path, (has_slug, menu, translated)) in enumerate(leaves.items()):
        links = []
        for other in chance.choices([*leaves], k=3):
            target = posixpath.relpath(f"/{other}.md", posixpath.dirname(f"/{path}"))
            links.append(f"[to]({target}{chance.choice(['', '#one', '#été'])})")
        below = "## One {#one}\n\nIt is.\n\n## Été {#été}\n\n[up](#one) ![A line](pictures/line.svg)"
        text = f"{' '.join(links)}\n\n{below}\n"
        for code in ("en", *sorted(translated)):
            slug = f"slug: slug-{number}-{code}\n" * (has_slug and path != "index")
            alias = f"aliases: [{code}/old-{number}, {code}/old/{number}.html]\n"
            shared = f"menu: {menu}\norder: {number % 3}\n" if code == "en" and menu else ""
            page = markdown(f"Page {number}", text, f"{slug}{alias}{shared}")
            write(folder, f"content/{code}/{path}.md", page)


def assert_addresses_work(result: build.BuildResult) -> None:
    """Assert that each page is at its address, each alias redirects, and no file has the path of a folder."""
    files = {path: output.data for path, output in result.outputs.items()}
    assert not [path for path in files if any(parent in files for parent in map(str, PurePosixPath(path).parents))]
    assert b"Page not found" in files.get("404.html", b"Page not found")
    for page in result.site.pages.values():
        tree = LexborHTMLParser(files[page.address + "index.html" * page.address.endswith("/")].decode())
        assert tree.css_first("meta[http-equiv=refresh]") is None, page.address
        heading = tree.css_first("h1")
        assert heading is not None, page.address
        assert heading.text() == page.front.title, page.address
    for address in result.site.aliases:
        assert b'http-equiv="refresh"' in files[address + "index.html" * address.endswith("/")], address


@try_examples(8)
@given(leaves=trees(), chance=st.randoms(use_true_random=False))
def test_links_resolve_in_any_tree_of_pages(leaves, chance, tmp_path_factory):
    """Otherwise the build would fail: the checks follow every link of every page."""
    folder = copy_tiny(tmp_path_factory.mktemp("tree"))
    for file in (*(folder / "content").rglob("*.md"), *(folder / "content").rglob("translated.yaml")):
        file.unlink()
    write_tree(folder, leaves, chance)
    write(folder, "content/en/404.md", markdown("Page not found", "Go [home](index.md)."))

    result = make(folder)

    assert len(result.site.pages) == (len(leaves) + 1) * 4
    assert_addresses_work(result)


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_is_refused_or_redirects_to_its_page(alias, sandbox):
    changed = {"static/robots.txt": b"User-agent: *\n", "static/CNAME": b"www.site.example\n"}
    for name, aliases in {"page": f"[{alias}]", "other": "[en/a.html]"}.items():
        changed[f"content/en/{name}.md"] = markdown(name, fields=f"aliases: {aliases}\n").encode()
    with patched(sandbox, changed):
        try:
            result = make(sandbox)
        except BuildFailed as failed:
            assert len(failed.problems) == 1  # noqa: PT017
            assert re.search("alias.*(cannot be|is reserved|is already an address)", str(failed))  # noqa: PT017
        else:
            assert_addresses_work(result)


# Fuzzing: whatever a file contains, the build succeeds or reports problems.

SEEDS = {
    "page": (SECOND, sorted(CORPUS.glob("page-*.md"))),
    "translation": ("content/fr/help.md", sorted(CORPUS.glob("translation-*.md"))),
    "settings": ("site.yaml", sorted(CORPUS.glob("site-*.yaml"))),
    "words": ("content/fr/words.yaml", sorted(CORPUS.glob("words-*.yaml"))),
    "record": ("content/fr/translated.yaml", sorted(CORPUS.glob("record-*.yaml"))),
}
TOKENS = tuple(
    token.encode()
    for token in (
        "---", "\n", "\n\n", "\r", "\t", " ", "    ", ": ", "- ", "? ", "#", "## ", "##### ", "{#id}", "{: .a }", "{:",
        "&a ", "*a", "!!map ", "!!binary ", "<<: ", "[", "]", "{", "}", "|", ">-", "'", '"', "%YAML 1.2", "...", "@",
        "`", "```\n", "~~~\n", "~", "null", "true", "1e999", "-0", ".nan", "0x1F", "2026-02-30", "9999-12-31",
        "0001-01-01", "12:30", "{{", "}}", "{{ glossary }}", "{{ figure id=people }}", '{{ cards pages="" }}',
        "{{ partners kind=9 }}", "{{ x y=z }}", "[@log]", "[^1]", "[^1]: n\n", "*[NGO]: x\n", "[a](b.md)", "[a](#)",
        "[a]()", "[a](?)", "[a](//x)", "[a](http://[)", "[a](..)", "![a](..)", "![", "<!--", "-->", "<a href=",
        "<http://x>", "<div markdown=1>", "</div>", "<script>", "<br", "&#0;", "&amp;", "\\", "!!! note\n", ":   ",
        "|---|", "| a |\n|---|\n", "title: ", "summary: ", "languages:", "source_language: fr", "url: ", "en: ", "fr: ",
        "slug: ", "aliases: [index.html]", "order: ", "sources: []", "exit: {}", "publish: 9999-12-31", "== ", "-- ",
        "<<<<<<< x", "menu", "name", "\ue000", "\ue0000\ue001", "\x02", "\x03", "\0",
        "\ufeff", "\u202e", "e\u0301", "İ", "\U0001f642", "٣", "²", "1" * 400, "(" * 60, "*" * 60, "> " * 60, "[" * 60,
    )
)  # fmt: skip
MUTATIONS: tuple[Callable[[bytes, int, bytes], bytes], ...] = (
    lambda data, at, token: data[:at] + token + data[at:],
    lambda data, at, token: data[:at] + data[at + len(token) :],
    lambda data, at, token: (
        data[:at] + bytes([(data[at] ^ (1 << len(token) % 8))] if at < len(data) else []) + data[at + 1 :]
    ),
    lambda data, at, token: data[:at] + data[at : at + 40] * len(token) + data[at:],
    lambda data, at, _token: data[:at],
)


@st.composite
def mutated(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """Return one of the seeds with up to six changes."""
    data = draw(st.sampled_from(seeds))
    mutation = st.tuples(st.sampled_from(MUTATIONS), st.integers(0, 4000), st.sampled_from(TOKENS))
    for mutate, at, token in draw(st.lists(mutation, min_size=1, max_size=6)):
        data = mutate(data, at % (len(data) + 1), token)
    return data


def assert_is_complete(problem: Problem, folder: Path) -> None:
    """Assert that a problem has a message, a fix, and a location in an existing file or right after its end."""
    location = problem.location
    assert problem.message, problem
    assert problem.fix, problem
    if not (file := folder / location.path).exists():
        assert (location.line, location.column) == (1, 1), problem
        assert problem.message.startswith(("this file is missing", "there is no content/en/index.md")), problem
        return
    data = file.read_bytes() if file.is_file() else b""
    lines = [*re.split("\r\n|\r|\n", data.decode("utf-8-sig", "replace")), ""]
    assert 1 <= location.line <= len(lines), problem
    assert 1 <= location.column <= len(lines[location.line - 1]) + 1, problem


@pytest.mark.parametrize("kind", SEEDS)
def test_any_content_of_a_file_is_built_or_reported(kind, sandbox):
    path, corpus = SEEDS[kind]
    seeds = tuple(file.read_bytes() for file in (*corpus, sandbox / path) if file.exists())

    @try_examples({"page": 50, "settings": 25}.get(kind, 15))
    @given(mutated(seeds) | st.lists(st.sampled_from(TOKENS), max_size=12).map(b"".join))
    def assert_built_or_reported(data: bytes) -> None:
        with patched(sandbox, {path: data}):
            try:
                make(sandbox)
            except UsageError:
                pass
            except BuildFailed as failed:
                for problem in failed.problems:
                    assert_is_complete(problem, sandbox)

    assert_built_or_reported()
