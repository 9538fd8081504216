"""A new site from this project: it builds in two languages, by itself, and contains nothing about this site."""

import datetime
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

from generator.read import project
from generator.read.files import Files
from generator.render import handouts, templates
from tests.conftest import ROOT, make

LATER = ("--date", "2026-12-01")
"""A day after the source in the starter was read."""
TEXTS = {".html", ".md", ".yaml", ".svg", ".css", ".js", ".py", ".yml"}


def test_a_new_site_builds_and_contains_nothing_about_this_one(tmp_path, run):
    folder = tmp_path / "new"
    message = f"created a site in {folder}; to see it, run there: python build.py serve\n"
    assert run(tmp_path, "init", str(folder), *LATER) == (0, message, "")
    program = [sys.executable, "build.py", "build", "--strict", *LATER, "--format", "text"]
    alone = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    done = subprocess.run(program, cwd=folder, env=alone, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (0, "")
    languages = [path.relative_to(folder / "public").parts[0] for path in folder.glob("public/*/**/index.html")]
    assert languages.count("en") == languages.count("fr") > 1
    places = ".ci", ".github", "content", "generator", "static", "templates", "public", "site.yaml", "README.md"
    texts = [
        path for place in places for path in (folder / place, *(folder / place).rglob("*")) if path.suffix in TEXTS
    ]
    assert {path.suffix for path in texts} == TEXTS
    own = project.read(ROOT)
    names = ["belg", *([own.settings.contact.name] if own.settings.contact else [])]
    names += [urlsplit(partner.website).netloc for partner in own.facts.partners.values()]
    names += [document.name for document in own.documents if "/" in document.name and document.kind == "page"]
    mentions = re.compile("|".join(map(re.escape, names)), re.IGNORECASE)
    assert [path for path in texts if mentions.search(path.read_text("utf-8"))] == []
    assert run(folder, "translations", *LATER)[1] == "every translation is up to date\n"
    made = make(folder, url="https://www.example.org/", today=datetime.date(2026, 12, 1))
    sheets = handouts.sheets(made.site, templates.environment(Files(folder)))
    assert [sheet.name for sheet in sheets] == ["handout-en", "handout-fr", "pocket-card"]
    started = [
        place
        for path in sorted((folder / ".github/workflows").glob("*.yml"))
        for place in re.findall(r"(?:bash|python) (\.ci/[\w.]+)", path.read_text("utf-8"))
    ]
    assert ".ci/run" in started
    assert [place for place in started if not (folder / place).is_file()] == []
    assert "pytest" not in (folder / ".ci/run").read_text("utf-8")
    line = "    python -m pip install -c .ci/constraints.txt -e . && python build.py serve\n"
    assert line in (folder / "README.md").read_text("utf-8")
    assert run(folder, "new", "page", "news")[0] == run(folder, "new", "source", "report")[0] == 0


def test_the_first_page_of_a_new_site_with_one_language_redirects_to_it(tmp_path, run):
    """It is made in the clone of an empty repository."""
    folder = tmp_path / "new"
    (folder / ".git").mkdir(parents=True)
    run(tmp_path, "init", str(folder), *LATER)
    shutil.rmtree(folder / "content/fr")
    settings = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(re.sub("\n  fr: .*", "", settings), "utf-8")

    assert run(folder, "build", "--strict", "--base-url", "https://www.example.org/", *LATER)[0] == 0
    assert 'content="0; url=en/index.html"' in (folder / "public/index.html").read_text("utf-8")
    sitemap = (folder / "public/sitemap.xml").read_text("utf-8")
    assert "<loc>https://www.example.org/en/</loc>" in sitemap
    assert not re.search('[">]https://www.example.org/["<]', sitemap)
