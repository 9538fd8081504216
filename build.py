"""The commands, and the pipeline: the whole program on one screen."""

import os
import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # until main can catch it, Ctrl-C would be a traceback

import argparse
import datetime
import io
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands.progress import Progress
from generator.problems import BuildFailed, Problem, WrongUse, visible
from generator.publish import unchanged as record

if TYPE_CHECKING:
    from generator.check import check
    from generator.compile import prose
    from generator.link import site as model
    from generator.read import assets, components, settings
    from generator.read import pages as content
    from generator.render import outputs as render


@dataclass(frozen=True, slots=True)
class Options:
    """What a command was asked: the project folder, where to publish, and what the build depends on besides files."""

    site: Path
    output: Path
    today: datetime.date
    drafts: bool = False
    url: str | None = None
    strict: bool = False
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Made:
    """The finished files of a site, the site they show, and what is not wrong but wants attention."""

    site: "model.Site"
    outputs: "tuple[render.Output, ...]"
    warnings: tuple[Problem, ...]
    measures: "check.Measures"


@dataclass(frozen=True, slots=True)
class Texts:
    """The files of a project, read and compiled one by one, and what is wrong with each by itself."""

    config: "settings.Settings"
    words: "Mapping[str, settings.Words]"
    parts: "Mapping[str, components.Component]"
    files: "assets.Assets"
    documents: "tuple[content.Document, ...]"
    proses: "tuple[prose.Prose, ...]"
    unreadable: frozenset[str]
    problems: list[Problem]


def compile_texts(options: Options, progress: Progress = Progress.silent) -> Texts:
    """Read the project and compile every text alone: settings → documents → prose."""
    from generator.compile import prose, scan
    from generator.read import assets, components, settings
    from generator.read import pages as content

    folder = options.site
    config, problems = settings.read(folder)
    parts, found = components.read(folder)
    files, more = assets.read(folder)
    problems += found + more
    if config is None:
        raise BuildFailed(problems)

    progress("reading")
    words, found = settings.read_words(folder, config)
    documents, more = content.read(folder, config.languages, config.source_language)
    problems += found + more
    if len(words) < len(config.languages):
        raise BuildFailed(problems)

    progress(f"compiling {len(documents)} texts")
    dialects = {code: prose.Dialect.of(config, words[code]) for code in config.languages}
    glossary = any(
        scan.places_glossary(document.text) and (options.drafts or document.front.is_published(options.today))
        for document in documents
    )
    proses, found = prose.compile_all(documents, dialects, folder / ".cache" / "prose.json", glossary)
    unreadable = frozenset(problem.location.path for problem in problems)
    return Texts(config, words, parts, files, documents, proses, unreadable, problems + found)


def make(options: Options, progress: Progress = Progress.silent) -> Made:
    """Turn the files of the project into the files of the site; raise BuildFailed with every problem found.

    texts → compared translations → linked site → outputs → problems, or a site to publish.
    """
    from generator.check import check
    from generator.link import agreement as parity
    from generator.link import behind as translations
    from generator.link import site as model
    from generator.render import outputs as render

    texts = compile_texts(options, progress)
    config, documents, proses = texts.config, texts.documents, texts.proses

    progress("comparing translations")
    behind, found = translations.survey(options.site, config, documents, proses)
    problems = texts.problems + found
    warnings = [warning for code, stale in behind.items() for warning in translations.warnings(code, stale)]
    late = frozenset(
        (code, item.page)
        for code, stale in behind.items()
        for item in stale
        if translations.behind_in_substance(stale, item.page)
    )

    progress("linking")
    url = options.url or config.url
    site, found = model.link(
        documents, proses, config, texts.words, texts.parts, texts.files,
        today=options.today, drafts=options.drafts, url=url, behind=late, unreadable=texts.unreadable,
    )  # fmt: skip
    problems += found
    apart = {problem.location.path for problem in texts.problems}
    apart |= {document.path for document in documents if document.front.draft and not options.drafts}
    differences = parity.survey(
        options.site, config, documents, proses, apart, {problem.location.path for problem in found}
    )
    if texts.unreadable:
        raise BuildFailed(problems + differences)

    progress(f"rendering {len(site.pages)} pages")
    outputs, found = render.render(site, options.site)
    problems += found
    if problems:
        raise BuildFailed(problems + differences)

    progress("checking")
    problems, found, measures = check.check(outputs, site, options.site)
    problems, warnings = problems + differences, warnings + found
    if problems or (options.strict and warnings):
        raise BuildFailed(problems or warnings)
    return Made(site, outputs, tuple(warnings), measures)


def build(options: Options) -> str:
    """Make the site and publish it to the output folder; return the summary."""
    started = time.perf_counter()
    if any(options.output.is_relative_to(options.site / place) for place in record.PLACES):
        raise WrongUse(f"{options.output} is part of what the site is made from; choose another folder with --output")
    memory = options.site / ".cache" / "record.json"
    inputs = record.seen(options.site, options.today, options.drafts, options.url, options.strict, options.format)
    counts = record.recall(memory, inputs, options.output)
    if counts is None:
        from generator.publish import folder as publish

        progress = Progress(sys.stderr)
        made = make(options, progress)
        progress("writing")
        done = publish.publish(made.outputs, options.output)
        progress.end()
        pages = f"{len(made.site.pages)} pages in {options.output}"
        counts = f"{pages}: {done.written} files written, {done.unchanged} unchanged, {done.removed} removed"
        if inputs == record.seen(
            options.site, options.today, options.drafts, options.url, options.strict, options.format
        ):
            again = f"{pages}: 0 files written, {len(made.outputs)} unchanged, 0 removed"
            record.keep(
                memory,
                inputs,
                options.output,
                {output.path: output.data for output in made.outputs},
                _summary(again, made, options),
            )
        counts = _summary(counts, made, options)
    return counts if options.format == "json" else f"{counts}, {time.perf_counter() - started:.2f} s"


def _summary(said: str, made: Made, options: Options) -> str:
    from generator import report as messages

    if options.format == "json":
        return messages.as_json([], made.warnings)
    count = f"{len(made.warnings)} warning{'s' * (len(made.warnings) != 1)}" if made.warnings else "no warnings"
    annotations = (
        [messages.annotations(made.warnings, "warning")] if made.warnings and options.format == "github" else []
    )
    off = (f"check '{name}' is switched off: {visible(reason)}" for name, reason in made.site.settings.checks.items())
    return "\n".join(
        [
            *(f"warning: {warning}" for warning in made.warnings),
            *annotations,
            *off,
            str(made.measures),
            f"{said}, {count}",
        ]
    )


def check_only(options: Options, listed: bool) -> str:
    """Do everything a build does, and write nothing; return the summary. Or, if `listed`, return what is checked."""
    if listed:
        from generator.check import check

        return check.listing()
    made = make(options)
    return _summary(f"{len(made.site.pages)} pages, no problems", made, options)


def translations_report(options: Options, done: str | None) -> str:
    """Return what every translation must catch up with; or record that `done` (such as `fr/help`) is up to date, and say so."""
    from generator.link import behind as translations

    texts = compile_texts(options)
    everything = options.site, texts.config, texts.documents, texts.proses
    behind, problems = translations.survey(*everything)
    if texts.problems or problems:
        raise BuildFailed(texts.problems + problems)
    if done is None:
        return translations.report(behind)
    return translations.bring_up_to_date(*everything, done)


def links_report(options: Options, markdown: Path | None) -> str:
    """Ask the addresses outside the site whether they still answer; return what was found out."""
    from generator.commands import links

    progress = Progress(sys.stderr)
    said = links.links(
        make(options, progress).outputs, options.site / ".cache" / "links.json", progress, markdown=markdown
    )
    progress.end()
    return said


def headers_for(options: Options, server: str) -> str:
    """Return the HTTP headers that belong to the site, in the words of a server."""
    from generator.render import policy as headers

    pages = (output.data.decode() for output in make(options).outputs if output.path.endswith(".html"))
    return headers.file(headers.policy_of_all(pages), server).rstrip("\n")


def create(options: Options, name: str) -> str:
    """Create a page in the source language; return what to do next."""
    from generator.read import pages as content
    from generator.read import settings

    config, problems = settings.read(options.site)
    if config is None:
        raise BuildFailed(problems)
    first = name.partition("/")[0]
    if first in config.languages:
        raise WrongUse(
            f"pages begin in {config.source_language}; leave out '{first}/', and copy the file for a translation when it is written"
        )
    path = content.create(options.site, config.source_language, name)
    return (
        f"created {path}; open it, write its title, summary and text, and see it with: python build.py serve --drafts"
    )


def preview(options: Options, port: int) -> str:
    """Serve the site until Ctrl-C, made for the address at which it is served; return nothing to say."""
    from generator.publish import preview as serve

    here = replace(options, url=f"http://localhost:{port}/")
    serve.serve(options.site, lambda: make(here).outputs, port, say)
    return ""


def say(words: str) -> None:
    """Print words; where nobody reads them, such as in `| head -0`, be quiet from then on.

    Raises `WrongUse` where they cannot be written, such as on a disk that is full.
    """
    try:
        print(words, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise WrongUse(f"cannot print the result: {error.strerror}") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 if all is good, 1 if the content has problems, 2 if the command was used wrongly."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        asked = _parser().parse_args(arguments)
        site = asked.site.resolve()
        options = Options(
            site,
            (asked.output or site / "public").resolve(),
            asked.date,
            asked.drafts,
            asked.base_url,
            asked.strict,
            asked.format,
        )
        match asked.command:
            case "serve":
                said = preview(options, asked.port)
            case "check":
                said = check_only(options, asked.list)
            case "translations":
                said = translations_report(options, asked.record)
            case "links":
                said = links_report(options, asked.markdown)
            case "headers":
                said = headers_for(options, asked.server)
            case "new":
                said = create(options, asked.name)
            case _:
                said = build(options)
        if said:
            say(said)
    except BuildFailed as failed:
        print(_failure(failed.problems, options), file=sys.stderr)
        return 1
    except WrongUse as wrong:
        print(f"build.py: {wrong}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        print(
            f"build.py: the library '{missing.name}' is not installed; run: python -m pip install -e \"{Path(__file__).parent}\"",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _failure(problems: Sequence[Problem], options: Options) -> str:
    from generator import report as messages

    if options.format == "json":
        return messages.as_json(problems)
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}; nothing was published"
    annotations = [messages.annotations(problems)] if options.format == "github" else []
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    return "\n\n".join([messages.text(problems, options.site, colour), *annotations, count])


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

    def port(text: str) -> int:
        if not text.isdecimal() or not 0 < int(text[:6]) < 65536:
            raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number from 1 to 65535")
        return int(text)

    def common(**defaults: Any) -> argparse.ArgumentParser:
        """Return the options of every command; given before the command or after it, they mean the same."""
        options = argparse.ArgumentParser(add_help=False, **defaults)
        options.add_argument(
            "--site", type=Path, metavar="FOLDER", help="the project to build (default: the folder of build.py)"
        )
        options.add_argument(
            "--output", type=Path, metavar="FOLDER", help="where to publish (default: public/ in the project)"
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
        site=Path(__file__).parent,
        date=datetime.date.today(),
        drafts=False,
        strict=False,
        format="github" if os.environ.get("GITHUB_ACTIONS") else "text",
    )
    commands = parser.add_subparsers(dest="command", title="commands", metavar="COMMAND")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=help, description=help, parents=[common(argument_default=argparse.SUPPRESS)]
        )

    command("build", "make the site and publish it to the output folder (what happens without a command)")
    command("serve", "show the site in a browser, and every change as you save it").add_argument(
        "--port", type=port, default=8000, help="the port of this machine to use (default: 8000)"
    )
    command("check", "do everything a build does, and write nothing").add_argument(
        "--list",
        action="store_true",
        help="only list the checks on the finished pages; 'checks' in site.yaml can switch each off",
    )
    command("translations", "list what every translation must catch up with, section by section").add_argument(
        "--record",
        metavar="LANGUAGE/PAGE#SECTION",
        help="record as up to date: a language (fr), a page (fr/help) or a section (fr/help#next)",
    )
    command(
        "links", "ask the addresses outside the site whether they still answer; this never fails a build"
    ).add_argument(
        "--markdown", type=Path, metavar="FILE", help="also write what is to be done into a file, if there is something"
    )
    command(
        "headers", "print the HTTP headers that belong to the site, for the configuration of a server"
    ).add_argument(
        "server",
        choices=["_headers", "nginx", "caddy"],
        help="whose words to use; _headers is the file that static hosts read",
    )
    command("new", "create a page with its fields filled in and explained").add_argument(
        "name", metavar="SECTION/NAME", help="the address of the page, such as projects/new-project"
    )
    return parser


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
