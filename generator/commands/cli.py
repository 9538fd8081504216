"""The command line: what was asked, by whom it is answered, and how wrong use is told."""

import argparse
import datetime
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands import build, printed
from generator.commands.options import PROJECT, Make, Options, not_installed
from generator.problems import BuildFailed, WrongUse
from generator.read.files import Files
from generator.report import FORMATS

if TYPE_CHECKING:
    from generator.check.vanished import Published

COMMANDS = (
    "build",
    "serve",
    "check",
    "status",
    "offline",
    "handouts",
    "translations",
    "links",
    "headers",
    "compare",
    "new",
    "rename",
    "remove",
    "init",
)
"""Each is a module that says in its first line what it does, adds its options to a parser, if any, and runs."""


def main(make: Make, arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 if all is good, 1 if the content has problems, 2 if the command was used wrongly."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        given = sys.argv[1:] if arguments is None else arguments
        asked = _parser(given).parse_args(given)
        asked.output = asked.output or _folder(asked.site / "public")
        options = Options(**{name: value for name, value in vars(asked).items() if name in Options._fields})
        if said := asked.run(make, options, asked):
            printed.say(said)
    except BuildFailed as failed:
        print(printed.failure(failed.problems, options, failed.line or Files(options.site).line), file=sys.stderr)
        return 1
    except WrongUse as wrong:
        print(f"build.py: {wrong}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        print(f"build.py: the library '{missing.name}' {not_installed()}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of all commands; those that `arguments` do not name are only loaded where help is asked for."""
    helped = any(given.startswith(("-h", "--h")) for given in arguments)
    parser = argparse.ArgumentParser(
        prog="build.py",
        parents=[_common()],
        description="Make the website from content/, templates/, static/ and site.yaml.",
        epilog="Exit codes: 0 good, 1 problems in the content (nothing was published), 2 the command was used wrongly.",
    )
    parser.set_defaults(
        run=build.run,
        **dict.fromkeys(build.SWITCHES, False),
        site=PROJECT,
        today=datetime.date.today(),
        published=(),
        format="github" if os.environ.get("GITHUB_ACTIONS") else "text",
    )
    build.arguments(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in COMMANDS:
        if helped or name in arguments:
            command = import_module(f"generator.commands.{name}")
            about = (command.__doc__ or "").partition("\n")[0].rstrip(".")
            options = _common(argument_default=argparse.SUPPRESS)
            added = commands.add_parser(name, help=about[0].lower() + about[1:], description=about, parents=[options])
            added.set_defaults(run=command.run)
            if hasattr(command, "arguments"):
                command.arguments(added)
        else:
            commands.add_parser(name, add_help=False)
    return parser


def _common(**defaults: Any) -> argparse.ArgumentParser:
    """Return the options of every command; given before the command or after it, they mean the same."""
    parser = argparse.ArgumentParser(add_help=False, **defaults)
    add = parser.add_argument
    add("--site", type=_project, metavar="FOLDER", help="the project to build (default: the folder of build.py)")
    add("--output", type=_folder, metavar="FOLDER", help="where to publish (default: public/ in the project)")
    about = "the address of the published site (default: url in site.yaml)"
    add("--base-url", dest="url", type=_url, metavar="URL", help=about)
    add("--published", type=_published, metavar="FILE", help="the sitemap that is online; no page in it may vanish")
    add("--date", dest="today", type=_date, metavar="DATE", help="build as if it were this day (default: today)")
    add("--drafts", action="store_true", help="include drafts, scheduled and expired pages")
    add("--strict", action="store_true", help="treat warnings as problems")
    add(
        "--format",
        choices=FORMATS,
        help="how to tell problems and warnings: for a person, a tool, the lines of a pull request, or in "
        "Markdown (default: text; github in its workflows); what else a command says is text, wrong use too",
    )
    return parser


def _project(path: str) -> Path:
    with suppress(OSError):
        if (folder := _folder(path)).is_dir():
            return folder
    raise WrongUse(f"{path} is not a folder; name the one in which site.yaml stands")


def _folder(path: str | Path) -> Path:
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError) as error:  # the second for a link that leads back to itself
        raise WrongUse(f"{path} cannot be found: {getattr(error, 'strerror', error)}") from error


def _date(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write year-month-day, such as 2026-10-18") from None
    if not 1900 <= day.year <= 9000:
        raise argparse.ArgumentTypeError(f"'{text}' is too far away; write a year from 1900 to 9000")
    return day


def _published(path: str) -> "tuple[Published, ...]":
    from generator.check import vanished

    return vanished.read(_folder(path))


def _url(text: str) -> str:
    from generator.read import kinds

    if not kinds.is_site_address(text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not the address of a site; write it in full and without '?' and '#', "
            "such as https://www.example.org/"
        )
    return text
