"""Check with lychee that links to other sites still work, and report each broken link with its location.

lychee reads the texts and data files, requests each address once and each host slowly, and judges the answers. It
follows redirects. Private addresses are never requested, so that a text cannot make the machine that runs this explore
its own network. A server that refuses programs (403, 429) counts as working, as people can open the page.
"""

import argparse
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from generator.commands.options import Make, Options, not_installed
from generator.problems import UsageError
from generator.read import value_types

INPUTS = ("--extensions=md,yaml", "--exclude-path=README\\.md$", "content", "site.yaml")
SCHEMES = ("--scheme=http", "--scheme=https")
PACE = (
    "--user-agent=counter-trafficking-links/2.0 (checks now and then that the links of a website still work)",
    "--max-concurrency=8", "--host-concurrency=1", "--host-request-interval=1s",
    "--max-retries=2", "--retry-wait-time=10",
)  # fmt: skip
ACCEPTED = "--accept=100..=103,200..=299,403,429"
PRIVATE = "--exclude-all-private"
BROKEN = 2
"""The exit code of lychee if a link is broken; also if it was used wrongly, but then it prints no report."""


def run(_make: Make, options: Options, _args: argparse.Namespace) -> str:
    """Check the links to other sites; return the report, which is empty in Markdown if nothing is wrong.

    Raises `UsageError` if lychee is not installed or fails.
    """
    private = private_addresses(lychee(options.site, ["--dump"]).stdout.split())
    report_format = "--format=markdown" if options.format == "markdown" else "--mode=plain"
    excluded = [f"--exclude=^{re.escape(address)}$" for address in private]
    quiet = [] if sys.stderr.isatty() else ["--no-progress"]
    completed = lychee(options.site, [report_format, *quiet, *PACE, ACCEPTED, PRIVATE, *excluded])
    if options.format == "markdown" and not private and completed.returncode != BROKEN:
        return ""
    report = completed.stdout.strip()
    if private:
        report += f"\n\nNot checked, because they are not on the public internet: {', '.join(private)}"
    return report


def lychee(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run lychee over the texts and data of a project; raise `UsageError` if that is not possible."""
    program = shutil.which("lychee", path=sysconfig.get_path("scripts")) or shutil.which("lychee")
    if not program:
        raise UsageError(f"lychee, which checks the links, {not_installed('[links]')}")
    command = [program, *arguments, *SCHEMES, *INPUTS]
    completed = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if completed.returncode and not (completed.returncode == BROKEN and completed.stdout):
        raise UsageError("lychee could not check the links; its own message is above")
    return completed


def private_addresses(addresses: Sequence[str]) -> list[str]:
    """Return the addresses whose host is on a private network or is this machine, by name or IP address."""
    hosts = {address: urlsplit(address).hostname for address in addresses}
    names = {*hosts.values()}
    with ThreadPoolExecutor() as executor:
        is_private = dict(zip(names, executor.map(_is_private, names), strict=True))
    return sorted(address for address, host in hosts.items() if is_private[host])


def _is_private(host: str | None) -> bool:
    """Return whether any IP address of a host is private; a host without any is left to lychee."""
    try:
        addresses = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return any(value_types.is_private(str(ip).partition("%")[0]) for ip in addresses)
