"""The pipeline: the whole program on one screen. What a person can ask of it is in generator/commands/."""

import os
import signal

if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # until main can catch it, Ctrl-C would be a traceback

import gc
import sys

from generator.commands import cli
from generator.commands.options import Options
from generator.commands.progress import Progress
from generator.problems import BuildFailed
from generator.publish.edition import Made, Rejected
from generator.read.cache import Cache
from generator.read.files import Files


def make(
    options: Options,
    progress: Progress | None = None,
    cache: Cache | None = None,
    files: Files | None = None,
) -> Made:
    """Turn the files of the project into the files of the site; raise BuildFailed with every problem found.

    read → compile → link → check texts → render → check pages. The rooms are loaded when they are needed: an unchanged
    site needs none.
    What was made before is taken from the cache, that of the project if no other is given. All is made of `files`,
    each read once: those of the project as they are now if no others are given. Each step is told to `progress`, and
    shown on a terminal either way.
    """
    cache, files = cache or Cache(options.site), files or Files(options.site)
    try:
        with progress or Progress() as shown:
            made = _made(options, shown, cache, files)
    except BuildFailed as failed:
        cache.write(is_whole=isinstance(failed, Rejected) and bool(failed.made.outputs))
        raise
    cache.write()
    return made


def _made(options: Options, progress: Progress, cache: Cache, files: Files) -> Made:
    from generator.check import check, vanished
    from generator.compile import texts
    from generator.link import link
    from generator.read import project
    from generator.render import outputs as render

    progress("reading")
    read = project.read(options.site, options.today, cache, files)

    progress(f"compiling {len(read.documents)} texts")
    compiled = texts.compile_texts(read, cache)

    progress("linking")
    url = options.url or read.settings.url
    linked = link.link(read, compiled, today=options.today, drafts=options.drafts, url=url, cache=cache)
    made = Made(linked.linker, linked.site, outputs={}, late=linked.warnings)
    problems = [*read.problems, *read.assets.unfit, *compiled.problems, *linked.problems]

    progress("checking texts")
    said, warnings = check.written(linked.site, cache)
    if read.problems:
        raise Rejected([*problems, *said], made)

    progress(f"rendering {len(linked.site.pages)} pages")
    outputs, unrendered = render.render(linked.site, cache, check.page(linked.site))
    made = made._replace(outputs=outputs, noticed=tuple(warnings))
    if problems or unrendered:
        problems += [*unrendered, *said]
        raise Rejected([*problems, *check.faults(outputs, problems)], made)

    progress("checking pages")
    broken, warnings, measures = check.check(outputs, linked.site, cache)
    problems = [*broken, *vanished.survey(linked.site, options.published), *said]
    made = made._replace(noticed=(*made.noticed, *warnings), measures=measures)
    if problems or (options.strict and made.warnings):
        raise Rejected(problems or made.warnings, made)
    return made


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # not without ending what it started
    gc.set_threshold(1_000_000)  # nearly all that a build makes is needed until its end
    os._exit(cli.main(make))  # taking down piece by piece what was loaded is a tenth of a build of nothing new
