"""Build the site and publish it to the output folder (the default command)."""

import argparse

from generator.commands import console
from generator.commands.options import Make, Options
from generator.commands.progress import Progress
from generator.problems import UsageError
from generator.publish import last_build
from generator.read.files import INPUTS, Files


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--compress", action="store_true", help="also write each file as .br and .gz, for servers that send these")
    add("--profile", action="store_true", help="also print how long each step took")
    add("--explain", action="store_true", help="also print why each page was rewritten")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Build and publish the site, unless nothing has changed since it was published; return the summary."""
    if any(options.output.is_relative_to(options.site / name) for name in INPUTS):
        raise UsageError(f"{options.output} holds source files of the site; choose another folder with --output")
    with Progress() as progress:
        progress("checking for changes")
        files = Files(options.site)
        inputs = last_build.fingerprint(files, options, args.compress)
        last = last_build.load(options.site, options.output)
        summary = last_build.summary_if_current(last, inputs, options.output)
        reasons = "nothing has changed; no page was written"
        if summary is None:
            progress("loading the program")
            from generator.publish import compressed, explain, folder

            result = make(options, progress, files=files)
            progress("writing")
            outputs = {**result.outputs, **(compressed.compressed(result.outputs) if args.compress else {})}
            done = folder.publish(outputs, options.output)
            progress("saving the cache")
            pages = explain.record(result.site.url, files.digests, outputs)
            if args.explain:
                reasons = explain.explain(last.get("pages"), pages, done.written)
            summary, later = (
                console.success(f"{len(result.site.pages)} pages in {options.output}: {counts}", result, options)
                for counts in (done, folder.Published((), len(outputs)))
            )
            published = {path: output.digest for path, output in outputs.items()}
            last_build.save(options.site, options.output, inputs, published, later, pages)
    lines = [*([progress.times()] if args.profile else []), *([reasons] if args.explain else []), summary]
    return "\n".join(lines) + (f", {progress.seconds:.2f} s" if options.format in ("text", "github") else "")
