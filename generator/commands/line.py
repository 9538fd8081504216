"""The command line: what was asked, by whom it is answered, and how wrong use is told."""

import argparse
import datetime
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.commands import build, check, headers, links, new, printed, serve, translations
from generator.commands.asked import Make, Options
from generator.problems import BuildFailed, WrongUse

PROJECT = Path(__file__).parent.parent.parent
COMMANDS = {
    "build": (build, "make the site and publish it to the output folder (what happens without a command)"),
    "serve": (serve, "show the site in a browser, and every change as you save it"),
    "check": (check, "do everything a build does, and write nothing"),
    "translations": (translations, "list what every translation must catch up with, section by section"),
    "links": (
        links,
        "ask the addresses outside the site whether they still answer, which needs lychee; this never fails a build",
    ),
    "headers": (headers, "print the HTTP headers that belong to the site, for the configuration of a server"),
    "new": (new, "create a page with its fields filled in and explained"),
}


def main(make: Make, arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 if all is good, 1 if the content has problems, 2 if the command was used wrongly."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        asked = _parser().parse_args(arguments)
        output = asked.output or _folder(asked.site / "public")
        options = Options(asked.site, output, asked.date, asked.drafts, asked.base_url, asked.strict, asked.format)
        command, _ = COMMANDS[asked.command or "build"]
        if said := command.run(make, options, asked):
            printed.say(said)
    except BuildFailed as failed:
        print(printed.failure(failed.problems, options), file=sys.stderr)
        return 1
    except WrongUse as wrong:
        print(f"build.py: {wrong}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        print(
            f"build.py: the library '{missing.name}' is not installed; "
            f'run: python -m pip install -c "{PROJECT / ".ci/constraints.txt"}" -e "{PROJECT}"',
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _folder(path: str | Path) -> Path:
    try:
        return Path(path).resolve()
    except RuntimeError:
        raise WrongUse(f"{path} is a link that leads back to itself") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be found: {error.strerror}") from error


def _parser() -> argparse.ArgumentParser:
    def date(text: str) -> datetime.date:
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"'{text}' is not a date; write year-month-day, such as 2026-10-18"
            ) from None
        if not 1900 <= day.year <= 9000:
            raise argparse.ArgumentTypeError(f"'{text}' is too far away; write a year from 1900 to 9000")
        return day

    def url(text: str) -> str:
        from generator.read import kinds

        if not kinds.is_site_address(text):
            raise argparse.ArgumentTypeError(
                f"'{text}' is not the address of a site; write it in full and without '?' and '#', such as https://www.example.org/"
            )
        return text

    def common(**defaults: Any) -> argparse.ArgumentParser:
        """Return the options of every command; given before the command or after it, they mean the same."""
        options = argparse.ArgumentParser(add_help=False, **defaults)
        options.add_argument(
            "--site", type=_folder, metavar="FOLDER", help="the project to build (default: the folder of build.py)"
        )
        options.add_argument(
            "--output", type=_folder, metavar="FOLDER", help="where to publish (default: public/ in the project)"
        )
        options.add_argument(
            "--base-url", type=url, metavar="URL", help="the address of the published site (default: url in site.yaml)"
        )
        options.add_argument("--date", type=date, metavar="DATE", help="build as if it were this day (default: today)")
        options.add_argument("--drafts", action="store_true", help="include drafts, scheduled and expired pages")
        options.add_argument("--strict", action="store_true", help="treat warnings as problems")
        options.add_argument(
            "--format",
            choices=["text", "json", "github"],
            help="how to tell problems and warnings: for a person, a tool or a pull request (default: text; github in its workflows); "
            "what else a command says is text, wrong use too",
        )
        return options

    parser = argparse.ArgumentParser(
        prog="build.py",
        parents=[common()],
        description="Make the website from content/, templates/, static/ and site.yaml.",
        epilog="Exit codes: 0 good, 1 problems in the content (nothing was published), 2 the command was used wrongly.",
    )
    parser.set_defaults(
        site=PROJECT,
        date=datetime.date.today(),
        drafts=False,
        strict=False,
        format="github" if os.environ.get("GITHUB_ACTIONS") else "text",
    )
    commands = parser.add_subparsers(dest="command", title="commands", metavar="COMMAND")

    for name, (command, about) in COMMANDS.items():
        suppressed = common(argument_default=argparse.SUPPRESS)
        command.arguments(commands.add_parser(name, help=about, description=about, parents=[suppressed]))
    return parser
