"""The output of a command: its result or the problems, in the chosen format."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from generator import report
from generator.commands.options import Options
from generator.problems import Problem, count, visible
from generator.publish.result import BuildResult
from generator.read import files


def success(summary: str, result: BuildResult, options: Options) -> str:
    """Return the output for a site without problems: warnings, checks that are switched off, measures and `summary`."""
    if options.format == "json":
        return report.as_json([], result.warnings)
    groups = report.grouped(result.warnings)
    if options.format == "markdown":
        return report.markdown(groups) or "No warnings."
    shown = [report.text(groups, result.site.files.line, label="warning: ")] if groups else []
    if groups and options.format == "github":
        shown.append(report.annotations(groups, "warning"))
    warnings = count(len(groups), "warning") if groups else "no warnings"
    off = (f"check '{name}' is switched off: {visible(reason)}" for name, reason in result.site.settings.checks.items())
    return "\n".join([*shown, *off, result.measures, f"{summary}, {warnings}"])


def failure(problems: Sequence[Problem], options: Options) -> str:
    """Return the output for a site with problems."""
    if options.format == "json":
        return report.as_json(problems)
    groups = report.grouped(problems)
    if options.format == "markdown":
        return report.markdown(groups)
    counted = f"{count(len(groups), 'problem')}; nothing was published"
    annotations = [report.annotations(groups)] if options.format == "github" else []
    # The console of Windows prints escape sequences as text until a program turns them on.
    refused = sys.platform == "win32" or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = sys.stderr.isatty() and not refused
    return "\n\n".join([report.text(groups, files.Files(options.site).line, colour), *annotations, counted])


def write(text: str, is_error: bool = False) -> None:
    """Print text to stdout, or an error to stderr; ignore a reader that has gone, as in `| head -0`.

    Raises `UsageError` if it cannot be written, such as to a full disk.
    """
    with files.writing("the result"), suppress(BrokenPipeError):
        print(text, flush=True, file=sys.stderr if is_error else sys.stdout)
