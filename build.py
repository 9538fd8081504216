"""The pipeline: the whole program on one screen. What a person can ask of it is in generator/commands/."""

import os
import signal
import sys

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # until main can catch it, Ctrl-C would be a traceback

from generator.commands import line
from generator.commands.asked import Made, Options
from generator.commands.progress import Progress
from generator.problems import BuildFailed


def make(options: Options, progress: Progress = Progress.silent) -> Made:
    """Turn the files of the project into the files of the site; raise BuildFailed with every problem found.

    read → compile → link → render → check. The rooms are loaded when they are needed: an unchanged site needs none.
    """
    from generator.check import check
    from generator.compile import texts
    from generator.link import agreement, behind, link
    from generator.read import project
    from generator.render import outputs as render

    progress("reading")
    read = project.read(options.site)
    config, documents = read.settings, read.documents

    progress(f"compiling {len(documents)} texts")
    compiled = texts.compile_texts(read)
    proses = compiled.proses

    progress("comparing translations")
    stale, found = behind.survey(options.site, config, read.wordings, documents, proses)
    problems = [*compiled.problems, *found]
    warnings = [warning for code, items in stale.items() for warning in behind.warnings(code, items)]
    late = frozenset(
        (code, item.page) for code, items in stale.items() for item in items if behind.is_behind(items, item.page)
    )

    progress("linking")
    linked, found = link.link(
        documents, proses, config, read.facts, read.sources, read.words, read.components, read.assets,
        today=options.today, drafts=options.drafts, url=options.url or config.url, behind=late,
        unreadable=compiled.unreadable, leaflets=read.leaflets,
    )  # fmt: skip
    problems += found
    apart = {problem.location.path for problem in compiled.problems}
    apart |= {document.path for document in documents if document.front.draft and not options.drafts}
    unlinked = {problem.location.path for problem in found}
    differences = agreement.survey(config, read.wordings, read.words, documents, proses, apart, unlinked)
    if compiled.unreadable:
        raise BuildFailed(problems + differences)

    progress(f"rendering {len(linked.pages)} pages")
    outputs, found = render.render(linked, options.site)
    problems += found
    if problems:
        raise BuildFailed(problems + differences)

    progress("checking")
    problems, found, measures = check.check(outputs, linked, read.wordings)
    problems, warnings = problems + differences, warnings + found
    if problems or (options.strict and warnings):
        raise BuildFailed(problems or warnings)
    return Made(linked, outputs, tuple(warnings), measures)


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # not without ending what it started
    sys.exit(line.main(make))
