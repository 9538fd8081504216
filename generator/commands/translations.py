"""List what has changed in the original since each translation, section by section."""

import argparse

from generator.commands.options import Make, Options
from generator.compile import texts
from generator.link import history, staleness
from generator.problems import BuildFailed
from generator.read.cache import Cache
from generator.read.project import read


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--record",
        metavar="LANGUAGE/PAGE#SECTION",
        help="record a language (fr), a page (fr/help) or a section (fr/help#next) as up to date",
    )


def run(_make: Make, options: Options, args: argparse.Namespace) -> str:
    """Return what has changed since each translation; or record one as up to date and return a summary."""
    cache = Cache(options.site)
    project = read(options.site, options.today, cache)
    compiled = texts.compile_texts(project, cache)
    stale, unread = staleness.stale_texts(project, compiled.versions, cache)
    cache.write()
    if problems := [*project.problems, *project.assets.bad_files, *compiled.problems, *unread]:
        raise BuildFailed(problems)
    if args.record is None:
        return staleness.report(stale, history.History(options.site))
    return staleness.bring_up_to_date(project, compiled.versions, args.record)
