"""What a command prints: its result or the problems, in the format that was asked for."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from generator import report
from generator.commands.options import Options
from generator.problems import Problem, count, visible
from generator.publish.edition import BuildResult
from generator.read import files


def success(said: str, made: BuildResult, options: Options) -> str:
    """Return what a person or a tool should know of a site that has no problems."""
    if options.format == "json":
        return report.as_json([], made.warnings)
    told = report.told_once(made.warnings)
    if options.format == "markdown":
        return report.markdown(told) or "No warnings."
    shown = [report.text(told, made.site.files.line, label="warning: ")] if told else []
    if told and options.format == "github":
        shown.append(report.annotations(told, "warning"))
    warnings = count(len(told), "warning") if told else "no warnings"
    off = (f"check '{name}' is switched off: {visible(reason)}" for name, reason in made.site.settings.checks.items())
    return "\n".join([*shown, *off, made.measures, f"{said}, {warnings}"])


def failure(problems: Sequence[Problem], options: Options) -> str:
    """Return what a person or a tool should know of a site that has problems."""
    if options.format == "json":
        return report.as_json(problems)
    told = report.told_once(problems)
    if options.format == "markdown":
        return report.markdown(told)
    counted = f"{count(len(told), 'problem')}; nothing was published"
    annotations = [report.annotations(told)] if options.format == "github" else []
    # The console of Windows shows what colours as signs, until a program tells it not to.
    colour = sys.stderr.isatty() and sys.platform != "win32" and "NO_COLOR" not in os.environ
    return "\n\n".join([report.text(told, files.Files(options.site).line, colour), *annotations, counted])


def say(words: str) -> None:
    """Print words, if anybody reads them, as nobody does in `| head -0`.

    Raises `UsageError` where they cannot be written, such as on a disk that is full.
    """
    with files.writing("the result"), suppress(BrokenPipeError):
        print(words, flush=True)
