"""The same made-up pages as a project of each generator that is compared: sections of fifty, about 600 words a page."""

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECTION = 50
"""How many pages a section has."""
WORDS = """
a the of and to in for with on at by from this that these some many few every other new old small large good early late
long short plain open quiet river bridge garden letter winter summer morning village market harbour teacher baker sailor
family window table paper story answer question number street forest meadow island music colour light water stone bread
apple carries follows leaves brings keeps finds writes reads knows helps makes shows
""".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Text:
    """A page: its title, its text in Markdown, and whether it stands for a section."""

    title: str
    text: str
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator: how to write the pages as its project, its commands there, and where it keeps a page.

    `kept` is what a build leaves behind, and is taken away before one from nothing.
    """

    name: str
    write: Callable[[Path, Mapping[str, Text]], None]
    build: Callable[[Path], list[str]]
    serve: Callable[[Path, int], list[str]]
    page: Callable[[Path, str], Path]
    kept: tuple[str, ...]


def texts(count: int) -> dict[str, Text]:
    """Return `count` pages in sections, by their name without an ending; the same ones each time."""
    chance = random.Random(count)
    pages = {"index": Text("Start", "The first page.", True)}
    for number in range(count):
        section = f"section-{number // SECTION}"
        if number % SECTION == 0:
            pages[f"{section}/index"] = Text(f"Section {number // SECTION}", _paragraph(chance, 60), True)
        last = min(count - 1, number // SECTION * SECTION + SECTION - 1)
        other = f"page-{number + 1 if number < last else number - number % SECTION}"
        pages[f"{section}/page-{number}"] = Text(f"Page {number}", _text(chance, other))
    return pages


def _paragraph(chance: random.Random, length: int) -> str:
    sentences = (" ".join(chance.choices(WORDS, k=12)) for _ in range(length // 12))
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def _text(chance: random.Random, other: str) -> str:
    parts = [f"{_paragraph(chance, 60)} See [the next page]({other}.md) for *more* of it."]
    for number in range(1, 5):
        items = "\n".join(f"- {_paragraph(chance, 12)}" for _ in range(3))
        parts += [f"## Part {number} of the text", _paragraph(chance, 72), items]
    parts += [f"> {_paragraph(chance, 36)}", "| Year | Number |\n|---|---|\n| 2023 | 12 |\n| 2024 | 34 |"]
    return "\n\n".join(parts)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _ours(folder: Path, pages: Mapping[str, Text]) -> None:
    for part in ("templates", "static"):
        shutil.copytree(ROOT / part, folder / part)
    _put(folder / "content/en/words.yaml", (ROOT / "content/en/words.yaml").read_text("utf-8"))
    _put(folder / "content/sources.yaml", "sources: {}\n")
    _put(
        folder / "site.yaml",
        "name: Benchmark\ntagline: Pages\npublisher: nobody\nlanguages: {en: {name: English}}\n"
        "exit: {name: x, url: https://example.org/}\n",
    )
    sections = "\n".join(
        f"- [{page.title}]({name}.md)" for name, page in pages.items() if page.is_section and page.text
    )
    for name, page in pages.items():
        kind = "home" if name == "index" else "section" if page.is_section else "page"
        menu = "menu: main\n" if name in ("index", "section-0/index") else ""
        fields = f"title: {page.title}\nsummary: A page of the benchmark, {page.title}.\nkind: {kind}\n{menu}"
        more = f"\n{sections}\n" if name == "index" else ""
        _put(folder / f"content/en/{name}.md", f"---\n{fields}---\n{page.text}\n{more}")


LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="A page of the benchmark, {{ .Title }}."><link rel="canonical" href="{{ .Permalink }}">
</head><body><header><a href="{{ "/" | relURL }}">Benchmark</a><nav>
{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></header>
<main><h1>{{ .Title }}</h1>{{ .Content }}
{{ if .IsNode }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></main></body></html>
"""
"""What Hugo makes each page with: as plain as can be."""


def _hugo(folder: Path, pages: Mapping[str, Text]) -> None:
    _put(folder / "hugo.toml", 'baseURL = "http://example.org/"\ntitle = "Benchmark"\ndisableKinds = ["taxonomy"]\n')
    _put(folder / "layouts/all.html", LAYOUT)
    for name, page in pages.items():
        text = page.text.replace("](page", "](../page").replace(".md)", "/)")
        _put(_hugo_page(folder, name), f"---\ntitle: {page.title}\n---\n{text}\n")


def _hugo_page(folder: Path, name: str) -> Path:
    return folder / f"content/{name.removesuffix('index')}{'_index' if name.endswith('index') else ''}.md"


def _mkdocs(folder: Path, pages: Mapping[str, Text]) -> None:
    _put(folder / "mkdocs.yml", "site_name: Benchmark\ntheme: {name: mkdocs}\nplugins: []\n")
    for name, page in pages.items():
        _put(folder / f"docs/{name}.md", f"---\ntitle: {page.title}\n---\n# {page.title}\n\n{page.text}\n")


def tools(python: str) -> list[Tool]:
    """Return this generator and those to compare it with, as far as they are installed beside `python`."""
    build, hugo = str(ROOT / "build.py"), shutil.which("hugo", path=str(Path(python).parent))
    ours = Tool(
        "ours",
        _ours,
        lambda folder: [python, build, "--site", str(folder)],
        lambda folder, port: [python, build, "--site", str(folder), "serve", "--port", str(port)],
        lambda folder, name: folder / f"content/en/{name}.md",
        ("public", ".cache"),
    )
    mkdocs = Tool(
        "MkDocs",
        _mkdocs,
        lambda folder: [python, "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")],
        lambda folder, port: [
            python,
            "-m",
            "mkdocs",
            "serve",
            "-q",
            "-a",
            f"localhost:{port}",
            "-f",
            f"{folder}/mkdocs.yml",
        ],
        lambda folder, name: folder / f"docs/{name}.md",
        ("site",),
    )
    if hugo is None:
        return [ours, mkdocs]
    plain = Tool(
        "Hugo",
        _hugo,
        lambda folder: [hugo, "build", "--quiet", "--source", str(folder)],
        lambda folder, port: [hugo, "server", "--quiet", "--source", str(folder), "--port", str(port)],
        _hugo_page,
        ("public", "resources"),
    )
    return [ours, plain, mkdocs]
