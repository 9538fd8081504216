"""Print the handouts and the pocket card to PDF with Chromium or Chrome; the next build publishes them."""

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
"""The browsers that can print PDF files; on macOS and Windows, they are not in `PATH`."""
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # printing needs no network
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
TEMPORARY = ".printing-"
TIMEOUT = 120
"""The seconds that a browser may take to print a file."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--browser", metavar="PROGRAM", help="the browser to print with (default: the first one found)")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Build the site, and print the handouts that its folder does not have yet; return a summary.

    Raises `UsageError` if no browser is found, the address of the site is not known, or a file cannot be written.
    """
    browser = _browser(args.browser)
    site = make(options).site
    if site.url is None:
        raise UsageError("handouts show the address of the site; give it with --base-url or as 'url' in site.yaml")
    sheets = handouts.sheets(site, templates.environment(site.files))
    folder = options.site / HANDOUTS
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # nohup ignores it
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))  # so that temporary files are removed
    with files.writing(f"to {folder}"):
        folder.mkdir(exist_ok=True)
        for sheet in sheets:
            if sheet.path not in site.handouts:
                files.write(options.site, sheet.path, dated(_printed(browser, sheet.html, folder), sheet.day))
        for old in site.handouts.keys() - {sheet.path for sheet in sheets}:
            if old.endswith(PRINTED):
                (options.site / old).unlink(missing_ok=True)
        for left in folder.glob(f"{TEMPORARY}*"):  # Windows keeps files that Chrome still has open
            shutil.rmtree(left, ignore_errors=True)
    return f"{count(len(sheets), 'file')} to print in {folder}; each build for {site.url} publishes them"


def _browser(wanted: str | None) -> str:
    program = next(filter(None, map(shutil.which, [wanted] if wanted else BROWSERS)), None)
    if program is None:
        what = f"there is no program '{wanted}'" if wanted else "no browser was found"
        raise UsageError(f"{what}; install Chromium, Chrome or Edge, or name its program with --browser")
    return program


def _printed(browser: str, html: bytes, folder: Path) -> bytes:
    """Return an HTML document as a tagged PDF; the browser uses a temporary folder in `folder`."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=TEMPORARY, ignore_cleanup_errors=True) as temporary:
        source, printed = Path(temporary, "source.html"), Path(temporary, "printed.pdf")
        source.write_bytes(html)
        root = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []  # it has no sandbox for root
        command = [browser, *FLAGS, *root, f"--user-data-dir={temporary}/user", f"--print-to-pdf={printed}"]
        errors = b""
        with suppress(subprocess.TimeoutExpired):
            errors = subprocess.run([*command, source.as_uri()], capture_output=True, timeout=TIMEOUT).stderr
        if not printed.is_file():
            why = errors.decode("utf-8", "replace").strip().rpartition("\n")[2] or "it reported nothing"
            raise UsageError(f"{browser} could not print: {why}")
        return printed.read_bytes()


def dated(pdf: bytes, day: datetime.date) -> bytes:
    """Return a PDF with its dates set to a day, so that the same text gives the same bytes (ISO 32000-2, 14.3.3)."""
    return re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>%s000000" % f"{day:%Y%m%d}".encode(), pdf)
