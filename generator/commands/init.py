"""Start a new site in a folder: five pages in two languages, its own name and colours, and a copy of the generator."""

import argparse
from pathlib import Path

from generator.commands.options import PROJECT, Make, Options, resolved
from generator.compile import texts
from generator.link import staleness
from generator.problems import UsageError
from generator.read import files, phrases, project, settings

STARTER = "generator/starter"
COPIED = (
    "build.py", "generator", "pyproject.toml", "LICENSE",
    "templates", "static/scripts", "static/search", "static/styles", "static/drawings",
    "content/README.md", "content/README.fr.md", "content/README.nl.md", "content/README.de.md",
    ".ci", ".devcontainer", ".editorconfig", ".gitattributes", ".github", ".gitignore", ".vscode",
)  # fmt: skip
"""The files and folders that a new site gets from this project: code and design, but no content."""
LEFT = (".ci/programs", ".github/site.webp", ".github/workflows/versions.yml")
"""The files among them that only this project needs."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=resolved, help="the folder of the new site, empty or new")


def run(_make: Make, options: Options, args: argparse.Namespace) -> str:
    """Write a new site; return what to do next. Raise `UsageError` if the folder is not empty."""
    folder: Path = args.folder
    with files.writing(f"to {folder}"):
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise UsageError(f"{folder} is not empty; name an empty folder, or a new one")
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
        staleness.bring_up_to_date(made, texts.compile_texts(made).versions, code)
    return f"created a site in {folder}; to see it, run there: python build.py serve"
