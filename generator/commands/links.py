"""The links that lead away from the site: which of them no longer work, on which pages they stand and what to do."""

import argparse
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.answers import POLITE, Answer, Manners, Verdict, ask, quoted
from generator.commands.asked import Make, Options
from generator.commands.progress import Progress
from generator.problems import WrongUse, visible

if TYPE_CHECKING:
    from generator.render.outputs import Output

SHOWN = 3

Pages = Mapping[str, tuple[str, ...]]

ADVICE = {
    Verdict.GONE: "The page is no longer there. Link to what took its place, or take the link out.",
    Verdict.MOVED: "The page has a new address for good. Look whether it is still the same page, and write the new address.",
    Verdict.PRIVATE: "The address is not on the public internet, and was not asked. Link to one that every reader can open.",
    Verdict.UNREACHABLE: "Nothing usable came back this time; the link may be good. Open it if it is still listed in a week.",
    Verdict.REFUSED: "The server answers, but not to a program; the link is probably good. Open it in a browser now and then.",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="also write what is to be done into a file, if there is something"
    )


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Ask the addresses outside the site whether they still answer; return what was found out."""
    progress = Progress(sys.stderr)
    outputs = make(options, progress).outputs
    said = links(outputs, options.site / ".cache" / "links.json", progress, markdown=asked.markdown)
    progress.end()
    return said


def links(
    outputs: "Sequence[Output]",
    memory: Path,
    say: Callable[[str], object],
    manners: Manners = POLITE,
    markdown: Path | None = None,
) -> str:
    """Ask every address that finished files link to, and return the report; `say` hears how far it is, `memory` is the file of what worked.

    The report is also written to the file `markdown` if there is something to tell. Trouble with the network is
    part of the report; `WrongUse` is raised where `markdown` cannot be written, before anything is asked if that can be known.
    """
    if markdown and not os.access(markdown if markdown.exists() else markdown.parent, os.W_OK):
        raise WrongUse(f"cannot write {markdown}; check that its folder exists and that you may write there")
    pages = collect(outputs)
    answers = ask(pages, memory, say, manners)
    text = as_markdown(answers, pages)
    if markdown and text:
        try:
            markdown.write_text(text, "utf-8")
        except OSError as error:
            raise WrongUse(f"cannot write {markdown}: {error.strerror}") from error
    return report(answers, pages)


def collect(outputs: "Iterable[Output]") -> Pages:
    """Return every http(s) address that a reader can follow, without its fragment, with the pages it stands on; both sorted."""
    from selectolax.lexbor import LexborHTMLParser

    found: defaultdict[str, set[str]] = defaultdict(set)
    for output in outputs:
        if output.path.endswith(".html"):
            for node in LexborHTMLParser(output.data.decode("utf-8")).css("a[href], area[href]"):
                address = (node.attributes["href"] or "").strip()
                if re.match("https?://", address, re.IGNORECASE):
                    found[address.partition("#")[0]].add("/" + output.path.removesuffix("index.html"))
    return {address: tuple(sorted(found[address])) for address in sorted(found)}


def report(answers: Sequence[Answer], pages: Pages) -> str:
    """Return what a person should know, each verdict with what to do, and a summary as the last line."""
    lines: list[str] = []
    for verdict, some in _by_verdict(answers):
        lines += [
            f"{verdict}: {ADVICE[verdict]}",
            *(
                f"  {visible(answer.url)}\n    {visible(answer.detail)}; {_places(pages[answer.url])}"
                for answer in some
            ),
            "",
        ]
    counts = Counter(answer.verdict for answer in answers)
    summary = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    lines.append(f"{len(answers)} address{'es' * (len(answers) != 1)} outside the site: {summary or 'nothing to ask'}")
    return "\n".join(lines)


def as_markdown(answers: Sequence[Answer], pages: Pages) -> str:
    """Return the same for an issue, or "" if there is nothing to do: an address that refuses programs will always do so."""
    if all(answer.verdict in (Verdict.REFUSED, Verdict.WORKS) for answer in answers):
        return ""
    lines: list[str] = []
    for verdict, some in _by_verdict(answers):
        lines += [f"## {verdict.capitalize()}", "", ADVICE[verdict], ""]
        for answer in some:
            detail = re.sub("https?://[^ ]+", r"<\g<0>>", answer.detail)
            lines.append(f"- <{quoted(answer.url)}>: {detail}; {_places(pages[answer.url])}")
        lines.append("")
    return "\n".join([*lines, report(answers, pages).splitlines()[-1], ""])


def _by_verdict(answers: Sequence[Answer]) -> Iterator[tuple[Verdict, list[Answer]]]:
    for verdict in ADVICE:
        if some := [answer for answer in answers if answer.verdict is verdict]:
            yield verdict, some


def _places(pages: Sequence[str]) -> str:
    more = f" and {len(pages) - SHOWN} more" if len(pages) > SHOWN else ""
    return f"on {len(pages)} page{'s' * (len(pages) != 1)}: {', '.join(pages[:SHOWN])}{more}"
