"""Markers in rendered pages: placeholders for what is known only after rendering, and the limits of their parts."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from generator.compile.prose import RESUME, SKIP

POLICY, STYLES, TEXT, PASSING, PASSED, ORIGIN, ORIGIN_END = "\ue004\ue005\ue006\ue007\ue008\ue009\ue00a"
"""Placeholders for the policy and the styles of the page, and limits of its text, passing content and origins.

`ORIGIN` is followed by the name of the origin, then by itself once more.
"""
_REMOVED = dict.fromkeys((marker.encode() for marker in (TEXT, PASSING, PASSED, ORIGIN, ORIGIN_END, SKIP, RESUME)), b"")
"""The markers that are removed from a published page; like all of them, each has three bytes in UTF-8."""
_MARKER = re.compile(b"(%b|%b)" % (f"{ORIGIN}.*?{ORIGIN}|{POLICY}|{STYLES}".encode(), b"|".join(_REMOVED)))


def with_origin(origin: str, html: str) -> str:
    """Return HTML marked with its origin: the path of a template part, or the number of a component's reference."""
    return f"{ORIGIN}{origin}{ORIGIN}{html}{ORIGIN_END}"


def passing(content: str) -> Markup:
    """Mark content that comes and goes by itself, such as a notice: it does not count in the weight of a page."""
    return Markup("{}{}{}").format(PASSING, content, PASSED)


def repeated(content: str) -> Markup:
    """Mark content that repeats what is elsewhere, such as the summary of another page: the search skips it."""
    return Markup("{}{}{}").format(SKIP, content, RESUME)


def split(html: str) -> list[bytes]:
    """Return a page as bytes, split at its markers, which are items of their own."""
    return _MARKER.split(html.encode())


def join(parts: Iterable[bytes], policy: str = "", styles: bytes = b"", lasting: bool = False) -> bytes:
    """Return the page from its parts, with its policy and styles; if `lasting`, without passing content."""
    replacements = {**_REMOVED, POLICY.encode(): policy.encode(), STYLES.encode(): styles}
    start, end, depth, kept = PASSING.encode(), PASSED.encode(), 0, []
    for part in parts:
        depth += (part == start) - (part == end)
        if not (lasting and depth):
            kept.append(replacements.get(part[:3], part))
    return b"".join(kept)


def join_for_parser(parts: Iterable[bytes]) -> bytes:
    """Return the page from its parts, with the markers that are removed later as HTML comments."""
    return b"".join([b"<!--%b-->" % part if part[:3] in _REMOVED else part for part in parts])
