"""Ask with lychee whether the addresses outside the site still answer, and tell where those that do not are written.

lychee reads the texts and the data themselves, asks each address once and each host slowly, and judges the answers.
An address that is not public is never asked, so that a text cannot make the machine that checks it look around at home;
where a public server sends lychee on, it follows. A server that refuses programs (403, 429) is taken for one that
answers; people can open it.
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
from generator.read import kinds

INPUTS = ("--extensions=md,yaml", "--exclude-path=README\\.md$", "content", "site.yaml")
SCHEMES = ("--scheme=http", "--scheme=https")
MANNERS = (
    "--user-agent=counter-trafficking-links/2.0 (asks now and then whether the links of a website still work)",
    "--max-concurrency=8", "--host-concurrency=1", "--host-request-interval=1s",
    "--max-retries=2", "--retry-wait-time=10",
)  # fmt: skip
ACCEPTED = "--accept=100..=103,200..=299,403,429"
PRIVATE = "--exclude-all-private"
FAULTS = 2
"""The exit code of lychee where a link does not work, and where it was used wrongly; then it has nothing to report."""


def run(_make: Make, options: Options, _asked: argparse.Namespace) -> str:
    """Ask the addresses outside the site; return what was found out, in Markdown only what is to be done.

    Raises `UsageError` where lychee is not installed or fails.
    """
    private = not_public(lychee(options.site, ["--dump"]).stdout.split())
    form = "--format=markdown" if options.format == "markdown" else "--mode=plain"
    excluded = [f"--exclude=^{re.escape(address)}$" for address in private]
    quiet = [] if sys.stderr.isatty() else ["--no-progress"]
    done = lychee(options.site, [form, *quiet, *MANNERS, ACCEPTED, PRIVATE, *excluded])
    if options.format == "markdown" and not private and done.returncode != FAULTS:
        return ""
    said = done.stdout.strip()
    if private:
        said += f"\n\nNot asked, because they do not lead to the public internet: {', '.join(private)}"
    return said


def lychee(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run lychee over the texts and the data of a project; raise `UsageError` where that is not possible."""
    found = shutil.which("lychee", path=sysconfig.get_path("scripts")) or shutil.which("lychee")
    if not found:
        raise UsageError(f"lychee, which asks the links, {not_installed('[links]')}")
    command = [found, *arguments, *SCHEMES, *INPUTS]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode and not (done.returncode == FAULTS and done.stdout):
        raise UsageError("lychee could not ask the links; what it said stands above")
    return done


def not_public(addresses: Sequence[str]) -> list[str]:
    """Return the addresses that lead into a private network, or to this machine, by name or by number."""
    hosts = {address: urlsplit(address).hostname for address in addresses}
    names = {*hosts.values()}
    with ThreadPoolExecutor() as together:
        public = dict(zip(names, together.map(_is_public, names), strict=True))
    return sorted(address for address, host in hosts.items() if not public[host])


def _is_public(host: str | None) -> bool:
    """Say whether all IP addresses of a host are public; one without leads nowhere."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return True
    return not any(kinds.is_private(str(ip).partition("%")[0]) for ip in found)
