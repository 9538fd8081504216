"""Make the site and publish it to the output folder (what happens without a command)."""

import argparse

from generator.commands import printed
from generator.commands.options import Make, Options
from generator.commands.progress import Progress
from generator.problems import UsageError
from generator.publish import unchanged
from generator.read import files


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--compress", action="store_true", help="also publish each file as .br and .gz, for a server that sends these")
    add("--profile", action="store_true", help="also print how long each step took")
    add("--explain", action="store_true", help="also print why each page was written")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Make the site and publish it, unless nothing has changed since it was published; return the printed."""
    if any(options.output.is_relative_to(options.site / place) for place in files.PLACES):
        raise UsageError(f"{options.output} is part of what the site is made from; choose another folder with --output")
    with Progress() as progress:
        progress("looking whether anything changed")
        read = files.Files(options.site)
        inputs = unchanged.seen(read, options, asked.compress)
        last = unchanged.recall(options.site, options.output)
        said = unchanged.said(last, inputs, options.output)
        reasons = "nothing has changed, no page was written"
        if said is None:
            progress("loading the program")
            from generator.publish import compressed, explained, folder

            made = make(options, progress, files=read)
            progress("writing")
            outputs = {**made.outputs, **(compressed.compressed(made.outputs) if asked.compress else {})}
            done = folder.publish(outputs, options.output)
            progress("remembering")
            seen = explained.record(made.site.url, read.digests, outputs)
            if asked.explain:
                reasons = explained.explained(last.get("seen"), seen, done.written)
            said, again = (
                printed.success(f"{len(made.site.pages)} pages in {options.output}: {counts}", made, options)
                for counts in (done, folder.Published((), len(outputs)))
            )
            published = {path: output.digest for path, output in outputs.items()}
            unchanged.keep(options.site, options.output, inputs, published, again, seen)
    lines = [*([progress.times()] if asked.profile else []), *([reasons] if asked.explain else []), said]
    return "\n".join(lines) + (f", {progress.seconds:.2f} s" if options.format in ("text", "github") else "")
