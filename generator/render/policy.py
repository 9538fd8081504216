"""The Content Security Policy of each page, and the HTTP headers of the whole site."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from generator.render.markers import STYLES
from generator.render.parser import ParsedPage

HEADERS: Mapping[str, str] = {
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), "
    "payment=(), usb=()",
}
"""The headers of every response besides the policy."""

SERVERS: Mapping[str, tuple[str, str, str]] = {
    "_headers": ("/*\n", "  {}: {}\n", ""),
    "nginx": ("", 'add_header {} "{}" always;\n', ""),
    "caddy": ("header {\n", '\t{} "{}"\n', "}\n"),
}
"""The configuration formats: the text before the headers, a line, the text after; `_headers` is for static hosts."""

Allowed = tuple[str, str]
"""A source that a policy allows: its kind (style, script, img or manifest), and its hash or `'self'`."""

LOADING: Mapping[str, str] = {"script": "script", "img": "img", "icon": "img", "manifest": "manifest"}
"""The elements, or `rel` values of a <link>, that load files of the site, with their kind in a policy."""


def allowed(page: ParsedPage, styles: bytes) -> tuple[Allowed, ...]:
    """Return the sources of a page with its styles: those inline, by hash, and those loaded from the site."""
    texts = ((element.tag, element.node.text()) for element in page.inline)
    inline = ((tag, hash_of(styles if text == STYLES else text.encode())) for tag, text in texts)
    loads = {link.rel or link.tag for link in page.links}
    return (*inline, *dict.fromkeys((kind, "'self'") for name, kind in LOADING.items() if name in loads))


@lru_cache(maxsize=1000)
def hash_of(text: bytes) -> str:
    """Return the hash source of an inline style or script (W3C CSP, level 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"


def policy(allowed: Iterable[Allowed]) -> str:
    """Return the Content-Security-Policy (W3C, level 3) of a page, which allows only the sources that it has.

    `connect-src 'self'` is needed for audits, which read robots.txt from within the page.
    """
    sources: dict[str, dict[str, None]] = {"style": {}, "script": {}, "img": {}, "manifest": {}}
    for kind, source in allowed:
        sources[kind][source] = None
    rules = {
        "default-src": "'none'",
        **{f"{kind}-src": " ".join(found) for kind, found in sources.items() if found},
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def policy_of_all(pages: Iterable[Iterable[Allowed]]) -> str:
    """Return the policy that allows the sources of every page, for the header; each page has its own, stricter one."""
    allowed = chain(*pages, (("img", "'self'"), ("manifest", "'self'")))
    return f"{policy(allowed)}; frame-ancestors 'none'"


def file(policy: str, server: str) -> str:
    """Return the headers in the format of a server, a key of `SERVERS`."""
    above, line, below = SERVERS[server]
    headers = {"Content-Security-Policy": policy, **HEADERS}
    return above + "".join(line.format(*header) for header in headers.items()) + below
