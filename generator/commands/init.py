"""Begin a new site in a folder: two languages, five pages, a name and colours of its own, and its own generator."""

import argparse
from pathlib import Path

from generator.commands.options import PROJECT, Make, Options, found
from generator.compile import texts
from generator.link import behind
from generator.problems import UsageError
from generator.read import files, phrases, project, settings

STARTER = "generator/starter"
COPIED = (
    "build.py", "generator", "pyproject.toml", "LICENSE",
    "templates", "static/scripts", "static/search", "static/styles", "static/drawings",
    "content/README.md", "content/README.fr.md", "content/README.nl.md", "content/README.de.md",
    ".ci", ".devcontainer", ".editorconfig", ".gitattributes", ".github", ".gitignore", ".vscode",
)  # fmt: skip
"""What a new site has from this project: how it is made, looks and is published, and nothing that it says."""
LEFT = (".ci/programs", ".github/site.webp", ".github/workflows/versions.yml")
"""What of that is for the tests and the README of this project."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=found, help="where to begin it: a folder that is empty or new")


def run(_make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Write a new site; return what to do next. Raise `UsageError` where something stands there already."""
    folder: Path = asked.folder
    with files.writing(f"to {folder}"):
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise UsageError(f"{folder} is not empty; name a folder that is empty or new")
    here = files.Files(PROJECT)
    copied = [
        path for place in COPIED for path in here.below(place)[0] if path not in LEFT and "__pycache__" not in path
    ]
    own = {path.removeprefix(f"{STARTER}/"): path for path in here.below(STARTER)[0]}
    begun: dict[str, str | bytes | None] = {
        path: here.data(place) for path, place in ({path: path for path in copied} | own).items()
    }
    config, _ = settings.read(files.Files(PROJECT / STARTER))
    begun |= {path: here.data(path) for path in map(phrases.path_of, config.languages)}
    files.write_all(folder, begun)
    made = project.read(folder, options.today)
    for code in config.languages.keys() - {config.source_language}:
        behind.bring_up_to_date(made, texts.compile_texts(made).versions, code)
    return f"began a site in {folder}; see it there with: python build.py serve"
