"""Start a new site in a folder: five pages in two languages, its own name and colours, and a copy of the generator."""

import argparse
from contextlib import suppress
from pathlib import Path

from generator.commands.options import PROJECT, Make, Options, resolved
from generator.compile import texts
from generator.link import staleness
from generator.problems import UsageError
from generator.read import phrases
from generator.read.files import Files, write_all, writing
from generator.read.project import read
from generator.read.settings import read as read_settings

STARTER = "generator/starter"
COPIED = (
    "build.py", "generator", "pyproject.toml", "LICENSE",
    "templates", "static/scripts", "static/search", "static/styles", "static/drawings",
    "content/README.md", "content/README.fr.md", "content/README.nl.md", "content/README.de.md",
    ".ci", ".devcontainer", ".editorconfig", ".gitattributes", ".github", ".gitignore", ".vscode",
)  # fmt: skip
"""The files and folders that a new site gets from this project: code and design, but no content."""
OMITTED = (".ci/programs", ".github/site.webp", ".github/workflows/versions.yml")
"""The files among them that only this project needs."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=resolved, help="the folder of the new site, empty or new")


def run(_make: Make, options: Options, args: argparse.Namespace) -> str:
    """Write a new site; return what to do next. Raise `UsageError` if the folder is not empty."""
    folder: Path = args.folder
    with writing(f"to {folder}"), suppress(FileNotFoundError):
        if any(path.name != ".git" for path in folder.iterdir()):
            raise UsageError(f"{folder} is not empty; name an empty folder, or a new one")
    files = Files(PROJECT)
    paths = (path for name in COPIED for path in files.below(name)[0] if path not in OMITTED)
    sources = {path: path for path in paths if "__pycache__" not in path}
    sources |= {path.removeprefix(f"{STARTER}/"): path for path in files.below(STARTER)[0]}
    settings, _ = read_settings(Files(PROJECT / STARTER))
    sources |= {path: path for path in map(phrases.path_of, settings.languages)}
    write_all(folder, {path: files.data(source) for path, source in sources.items()})
    project = read(folder, options.today)
    for code in settings.languages.keys() - {settings.source_language}:
        staleness.bring_up_to_date(project, texts.compile_texts(project).versions, code)
    return f"created a site in {folder}; to see it, run there: python build.py serve"
