"""The command line: what was asked, by whom it is answered, and how wrong use is told."""

import argparse
import datetime
import io
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.commands import build, printed
from generator.commands.options import PROJECT, Make, Options, found, not_installed
from generator.problems import BuildFailed, UsageError, suggestion
from generator.report import FORMATS

COMMANDS = (
    "build", "serve", "check", "status", "offline", "handouts", "translations", "links", "headers", "compare", "new",
    "rename", "remove", "init",
)  # fmt: skip
"""Each is a module that says in its first line what it does, adds its options to a parser, if any, and runs."""

USAGE = "build.py [-h] [COMMAND] [options]"


def main(make: Make, arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 if all is good, 1 if the content has problems, 2 if the command was used wrongly."""
    sys.stderr = sys.stderr or io.StringIO()  # it may be closed, and Windows gives none to what has no console
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                encoding = None if stream.isatty() else "utf-8"  # Windows writes its own into files, and JSON has one
                stream.reconfigure(encoding=encoding, errors="backslashreplace")
        command, asked = _asked(sys.argv[1:] if arguments is None else arguments)
        asked.output = asked.output or found(asked.site / "public")
        options = Options(**{name: value for name, value in vars(asked).items() if name in Options._fields})
        if said := command.run(make, options, asked):
            printed.say(said)
    except BuildFailed as failed:
        print(printed.failure(failed.problems, options), file=sys.stderr)
        return 1
    except UsageError as wrong:
        print(f"build.py: {wrong}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        print(f"build.py: the library '{missing.name}' {not_installed()}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _asked(arguments: Sequence[str]) -> tuple[Any, argparse.Namespace]:
    """Return the module of the command that is asked for, and its options; those of every command may stand before it.

    No other command is loaded, unless help on all of them is asked for: then that is printed, and the program ends.
    Raises `UsageError` where there is no such command.
    """
    every = argparse.ArgumentParser(prog="build.py", usage=USAGE, add_help=False)
    _add_common(every)
    asked, own = every.parse_known_args(arguments)
    if own[:1] in (["-h"], ["--help"]):
        _overview().parse_args(own)
    name = own.pop(0) if own and not own[0].startswith("-") else "build"
    if name not in COMMANDS:
        raise UsageError(f"there is no command '{name}'; {suggestion(name, COMMANDS)}")
    command = import_module(f"generator.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"build.py {name}", description=command.__doc__)
    if hasattr(command, "arguments"):
        command.arguments(parser)
    parser.usage = parser.format_usage().removeprefix("usage: ")
    _add_common(parser)
    return command, parser.parse_args(own, asked)


def _overview() -> argparse.ArgumentParser:
    """Return a parser that knows what stands in the help on all commands."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        usage=USAGE,
        description="Make the website from content/, templates/, static/ and site.yaml.",
        epilog="Exit codes: 0 good, 1 problems in the content (nothing was published), 2 the command was used wrongly.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in COMMANDS:
        about = import_module(f"generator.commands.{name}").__doc__ or ""
        commands.add_parser(name, help=about.partition("\n")[0])
    build.arguments(parser)
    _add_common(parser)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("options of every command").add_argument
    about = "the project to build (default: the folder of build.py)"
    add("--site", type=_project, default=PROJECT, metavar="FOLDER", help=about)
    add("--output", type=found, metavar="FOLDER", help="where to publish (default: public/ in the project)")
    about = "the address of the published site (default: url in site.yaml)"
    add("--base-url", dest="url", type=_url, metavar="URL", help=about)
    about = "the sitemap that is online; no page in it may vanish"
    add("--published", type=_published, default={}, metavar="FILE", help=about)
    about = "build as if it were this day (default: today)"
    add("--date", dest="today", type=_date, default=datetime.date.today(), metavar="DATE", help=about)
    add("--drafts", action="store_true", help="include drafts, scheduled and expired pages")
    add("--strict", action="store_true", help="treat warnings as problems")
    add(
        "--format",
        choices=FORMATS,
        default="github" if os.environ.get("GITHUB_ACTIONS") else "text",
        help="how to tell problems and warnings: for a person, a tool, the lines of a pull request, or in "
        "Markdown (default: text; github in its workflows); what else a command says is text, wrong use too",
    )


def _project(path: str) -> Path:
    with suppress(OSError):
        if (folder := found(path)).is_dir():
            return folder
    raise UsageError(f"{path} is not a folder; name the one in which site.yaml stands")


def _date(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write year-month-day, such as 2026-10-18") from None
    if not 1900 <= day.year <= 9000:
        raise argparse.ArgumentTypeError(f"'{text}' is too far away; write a year from 1900 to 9000")
    return day


def _published(path: str) -> Mapping[str, Sequence[str]]:
    from generator.check import vanished

    return vanished.read(found(path))


def _url(text: str) -> str:
    from generator.read import kinds

    if not kinds.is_site_address(text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not the address of a site; write it in full and without '?' and '#', "
            "such as https://www.example.org/"
        )
    return text
