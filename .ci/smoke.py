"""Check that a site that was just published works.

    python .ci/smoke.py [--headers] https://www.example.org/

Checks the choice of languages, every home page, the pages for someone at risk with their phone numbers, an address
that does not exist, and `.well-known`; with --headers, also the headers that the host must send. Exit codes:
0 success, 1 something is wrong, 2 wrong use of the command.
"""

import datetime
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from email.message import Message
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import build
from generator.commands.options import Options
from generator.publish.result import BuildResult

TYPE = {"content-type": "text/html"}
HEADERS = TYPE | {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'",
}


def fetch(address: str) -> tuple[int, str, Message]:
    """Return the status, text and headers of an address; status 0 and the error if the host does not respond.

    Tries again for a minute, as a new deployment may take a while.
    """
    for pause in (0, 5, 10, 20, 25):
        time.sleep(pause)
        try:
            with urllib.request.urlopen(address, timeout=20) as response:
                return response.status, response.read().decode("utf-8", "replace"), response.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace"), error.headers
        except OSError as error:
            last_error = error
    return 0, str(last_error), Message()


def faults(site: str, result: BuildResult, wanted: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the site published at an address, which ends with `/`, compared with its build."""
    status, choice, headers = fetch(site)
    if status != 200:
        yield f"{site} has status {status}"
    offer = "hreflang" if result.site.has_choice else "lang"  # the choice itself has the source language as its lang
    for code in result.site.settings.languages:
        if f'{offer}="{code}"' not in choice:
            yield f"{site} does not offer '{code}'"
        for page in (result.site.home(code), *(page for page in result.site.menu(code, "main") if page.front.exit)):
            status, text, _ = fetch(site + page.address)
            right = re.search(f'<html[^>]* lang="{code}"', text) and "default-src 'none'" in text
            if status != 200 or not right:
                yield f"{site}{page.address} is not the right page (status {status})"
            for helpline in result.site.facts.helplines.values():
                if helpline.footer and f'href="tel:{helpline.number.dialled}"' not in text:
                    yield f"{site}{page.address} does not show {helpline.number}"
    status, text, _ = fetch(f"{site}no-such-page/")
    if status != 404 or 'id="main"' not in text:
        yield f"{site}no-such-page/ is not the error page of the site (status {status})"
    for path in result.outputs:
        if path.startswith(".well-known/") and fetch(site + path)[0] != 200:
            yield f"{site}{path} is missing"
    for name, value in wanted.items():
        if value not in (headers.get(name) or ""):
            yield f"{site} sends no header '{name}: {value}'"


def main(arguments: Sequence[str]) -> int:
    """Check the published site of this project; return the exit code."""
    site, wanted = arguments[-1].rstrip("/") + "/" if arguments else "", HEADERS if "--headers" in arguments else TYPE
    if not site.startswith(("http://", "https://")) or {*arguments[:-1]} - {"--headers"}:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(__file__).parent.parent
    result = build.make(Options(folder, folder / "public", datetime.date.today(), url=site))
    found = list(faults(site, result, wanted))
    print("\n".join(found) or f"{site} works")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
