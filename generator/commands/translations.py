"""List what every translation must catch up with, section by section."""

import argparse

from generator.commands.options import Make, Options
from generator.compile import texts
from generator.link import behind, history
from generator.problems import BuildFailed
from generator.read import project
from generator.read.cache import Cache


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--record",
        metavar="LANGUAGE/PAGE#SECTION",
        help="record as up to date: a language (fr), a page (fr/help) or a section (fr/help#next)",
    )


def run(_make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Return what every translation must catch up with; or record that one is up to date, and say so."""
    cache = Cache(options.site)
    read = project.read(options.site, options.today, cache)
    compiled = texts.compile_texts(read, cache)
    stale, unread = behind.survey(read, compiled.versions, cache)
    cache.write()
    if problems := [*read.problems, *read.assets.unfit, *compiled.problems, *unread]:
        raise BuildFailed(problems)
    if asked.record is None:
        return behind.report(stale, history.History(options.site))
    return behind.bring_up_to_date(read, compiled.versions, asked.record)
