"""Print the handouts and the pocket card with Chromium or Chrome, for the next build to offer."""

import argparse
import datetime
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from generator.commands.options import Make, Options
from generator.problems import UsageError, count
from generator.read import files
from generator.read.files import HANDOUTS, PRINTED
from generator.render import handouts, templates

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "chrome", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip
"""The browsers that can print such files; on macOS and Windows no name leads to them."""
MANNERS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # a document to print asks nothing of any host
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
WORKSHOP = ".printing-"
PATIENCE = 120
"""Seconds after which a browser that has not printed is given up."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--browser", metavar="PROGRAM", help="the browser to print with (default: the first one found)")


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Make the site, and print what its handouts folder does not have yet; return what is there.

    Raises `UsageError` where there is no browser, no address of the site, or a folder that cannot be written.
    """
    browser = _browser(asked.browser)
    site = make(options).site
    if site.url is None:
        raise UsageError("handouts show the address of the site; give it with --base-url, or as 'url' in site.yaml")
    sheets = handouts.sheets(site, templates.environment(site.files))
    folder = options.site / HANDOUTS
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # not where nohup began it
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))  # not without taking the workshop away
    with files.writing(f"to {folder}"):
        folder.mkdir(exist_ok=True)
        for sheet in sheets:
            if sheet.path not in site.handouts:
                files.write(options.site, sheet.path, dated(_printed(browser, sheet.html, folder), sheet.day))
        for old in site.handouts.keys() - {sheet.path for sheet in sheets}:
            if old.endswith(PRINTED):
                (options.site / old).unlink(missing_ok=True)
        for left in folder.glob(f"{WORKSHOP}*"):  # a part of Chrome has files open a moment longer, as Windows minds
            shutil.rmtree(left, ignore_errors=True)
    return f"{count(len(sheets), 'file')} to print in {folder}, offered by each build for {site.url}"


def _browser(wanted: str | None) -> str:
    found = next(filter(None, map(shutil.which, [wanted] if wanted else BROWSERS)), None)
    if found is None:
        what = f"there is no program '{wanted}'" if wanted else "no Chromium, Chrome or Edge was found"
        raise UsageError(f"{what}; install one of them to print handouts, or name it with --browser")
    return found


def _printed(browser: str, html: bytes, folder: Path) -> bytes:
    """Return a document as a tagged PDF, printed in a folder that the browser may use."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=WORKSHOP, ignore_cleanup_errors=True) as workshop:
        source, printed = Path(workshop, "source.html"), Path(workshop, "printed.pdf")
        source.write_bytes(html)
        root = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []  # it refuses root a sandbox
        command = [browser, *MANNERS, *root, f"--user-data-dir={workshop}/user", f"--print-to-pdf={printed}"]
        said = b""
        with suppress(subprocess.TimeoutExpired):
            said = subprocess.run([*command, source.as_uri()], capture_output=True, timeout=PATIENCE).stderr
        if not printed.is_file():
            why = said.decode("utf-8", "replace").strip().rpartition("\n")[2] or "nothing"
            raise UsageError(f"{browser} could not print, and said: {why}")
        return printed.read_bytes()


def dated(pdf: bytes, day: datetime.date) -> bytes:
    """Return a PDF that says it was made on a day, so that the same words give the same bytes (ISO 32000-2, 14.3.3)."""
    return re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>%s000000" % f"{day:%Y%m%d}".encode(), pdf)
