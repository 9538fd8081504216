"""The whole program on one screen: read → compile → link → check texts → render → check pages."""

import os
import signal

if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # no traceback on Ctrl-C while modules are being imported

import gc
import sys

from generator.commands import cli
from generator.commands.options import Options
from generator.commands.progress import Progress
from generator.problems import BuildFailed
from generator.publish.result import BuildResult, Rejected
from generator.read.cache import Cache
from generator.read.files import Files


def make(
    options: Options, progress: Progress | None = None, cache: Cache | None = None, files: Files | None = None
) -> BuildResult:
    """Turn the files of the project into the files of the site; raise BuildFailed with every problem found.

    Without `cache`, use that of the project. Without `files`, read those on disk, each once, so that all pages are made
    from the same state. Report each step to `progress`; without one, it is still shown on a terminal.
    """
    progress, cache, files = progress or Progress(), cache or Cache(options.site), files or Files(options.site)
    try:
        with progress:
            result = _make(options, progress, cache, files)
    except BuildFailed as failed:
        cache.write(is_whole=isinstance(failed, Rejected) and bool(failed.result.outputs))
        raise
    cache.write()
    return result


def _make(options: Options, progress: Progress, cache: Cache, files: Files) -> BuildResult:
    # Not imported at the top, because a build without changes needs none of them.
    from generator.check.rules import check_outputs, check_texts, page_checker, page_problems
    from generator.check.vanished import check_addresses
    from generator.compile.texts import compile_texts
    from generator.link.link import link
    from generator.read.project import read
    from generator.render.outputs import render

    progress("reading")
    project = read(options.site, options.today, cache, files)

    progress(f"compiling {len(project.documents)} texts")
    texts = compile_texts(project, cache)

    progress("linking")
    url = options.url or project.settings.url
    linked = link(project, texts, today=options.today, drafts=options.drafts, url=url, cache=cache)
    site, problems = linked.site, [*project.problems, *project.assets.bad_files, *texts.problems, *linked.problems]
    result = BuildResult(linked.linker, site, outputs={}, stale_warnings=linked.warnings)

    progress("checking texts")
    text_problems, text_warnings = check_texts(site, cache)
    if project.problems:
        raise Rejected([*problems, *text_problems], result)

    progress(f"rendering {len(site.pages)} pages")
    outputs, template_problems = render(site, cache, page_checker(site))
    result = result._replace(outputs=outputs, other_warnings=tuple(text_warnings))
    if problems or template_problems:
        problems += [*template_problems, *text_problems]
        raise Rejected([*problems, *page_problems(outputs, problems)], result)

    progress("checking pages")
    output_problems, output_warnings, measures = check_outputs(outputs, site, cache)
    problems = [*output_problems, *check_addresses(site, options.published), *text_problems]
    result = result._replace(other_warnings=(*text_warnings, *output_warnings), measures=measures)
    if problems or (options.strict and result.warnings):
        raise Rejected(problems or result.warnings, result)
    return result


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that its child processes end too
    gc.set_threshold(1_000_000)  # nearly everything that a build creates is needed until it ends
    os._exit(cli.main(make))  # freeing each object would take a tenth of a build without changes
