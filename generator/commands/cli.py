"""The command line: parse the arguments, run the command and report wrong use."""

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

from generator.commands import build, console
from generator.commands.options import PROJECT, Make, Options, not_installed, resolved
from generator.problems import BuildFailed, UsageError, suggestion
from generator.report import FORMATS

COMMANDS = (
    "build", "serve", "check", "status", "offline", "handouts", "translations", "links", "headers", "compare", "new",
    "rename", "remove", "init",
)  # fmt: skip
"""The module of each has its help in the first line, a function `run`, and `arguments` if it has options."""

USAGE = "build.py [-h] [COMMAND] [options]"


def main(make: Make, arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0 success, 1 problems in the content, 2 wrong use of the command."""
    sys.stderr = sys.stderr or io.StringIO()  # None if closed, or on Windows without a console
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                encoding = None if stream.isatty() else "utf-8"  # not the code page of Windows
                stream.reconfigure(encoding=encoding, errors="backslashreplace")
        command, args = _parsed(sys.argv[1:] if arguments is None else arguments)
        args.output = args.output or resolved(args.site / "public")
        options = Options(**{name: value for name, value in vars(args).items() if name in Options._fields})
        code = 0
        try:
            result = command.run(make, options, args)
        except BuildFailed as failed:
            code, result = 1, console.failure(failed.problems, options)
        if result:
            console.write(result, is_error=bool(code) and options.format not in ("json", "markdown"))
    except UsageError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        print(f"build.py: the library '{missing.name}' {not_installed()}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _parsed(arguments: Sequence[str]) -> tuple[Any, argparse.Namespace]:
    """Return the module of the command and the parsed options; options of every command may come before its name.

    Only that module is imported. `--help` without a command imports all, prints their help and exits.
    Raises `UsageError` if there is no such command.
    """
    every = argparse.ArgumentParser(prog="build.py", usage=USAGE, add_help=False)
    _add_common(every)
    common, rest = every.parse_known_args(arguments)
    if rest[:1] in (["-h"], ["--help"]):
        _overview().parse_args(rest)
    name = rest.pop(0) if rest and not rest[0].startswith("-") else "build"
    if name not in COMMANDS:
        raise UsageError(f"there is no command '{name}'; {suggestion(name, COMMANDS)}")
    command = import_module(f"generator.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"build.py {name}", description=command.__doc__)
    if hasattr(command, "arguments"):
        command.arguments(parser)
    if not {"-h", "--help"}.isdisjoint(rest):  # they are parsed already
        _add_common(parser)
    return command, parser.parse_args(rest, common)


def _overview() -> argparse.ArgumentParser:
    """Return the parser for `build.py --help`, which lists every command."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        usage=USAGE,
        description="Build the website from content/, templates/, static/ and site.yaml.",
        epilog="Exit codes: 0 success, 1 problems in the content (nothing was published), 2 wrong use of the command.",
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
    add("--site", type=_project, default=PROJECT, metavar="FOLDER", help="the project (default: that of build.py)")
    add("--output", type=resolved, metavar="FOLDER", help="the folder to publish to (default: public/ in the project)")
    about = "the address of the published site (default: 'url' in site.yaml)"
    add("--base-url", dest="url", type=_url, metavar="URL", help=about)
    about = "the sitemap of the published site; none of its pages may vanish"
    add("--published", type=_published, default={}, metavar="FILE", help=about)
    about = "build as if today were this date (default: today)"
    add("--date", dest="today", type=_date, default=datetime.date.today(), metavar="DATE", help=about)
    add("--drafts", action="store_true", help="include draft, scheduled and expired pages")
    add("--strict", action="store_true", help="treat warnings as problems")
    add(
        "--format",
        choices=FORMATS,
        default="github" if os.environ.get("GITHUB_ACTIONS") else "text",
        help="the format of problems and warnings: text for people, json for programs, github for the lines of a pull "
        "request, or markdown (default: text; github in its workflows); wrong use is always reported as text",
    )


def _project(path: str) -> Path:
    with suppress(OSError):
        if (folder := resolved(path)).is_dir():
            return folder
    raise UsageError(f"{path} is not a folder; name the folder that contains site.yaml")


def _date(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write year-month-day, such as 2026-10-18") from None
    if not 1900 <= day.year <= 9000:
        raise argparse.ArgumentTypeError(f"'{text}' is out of range; write a year from 1900 to 9000")
    return day


def _published(path: str) -> Mapping[str, Sequence[str]]:
    from generator.check import vanished

    return vanished.read(resolved(path))


def _url(text: str) -> str:
    from generator.read import value_types

    if not value_types.is_site_address(text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not the address of a website; write the complete address without '?' and '#', "
            "such as https://www.example.org/"
        )
    return text
