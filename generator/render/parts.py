"""A page as its template gives it: with marks for what is filled in once all of it is known, divided at them once."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from generator.compile.prose import RESUME, SKIP

POLICY, STYLES, TEXT, BEGINS, ENDS, OPENS, CLOSES = "\ue004\ue005\ue006\ue007\ue008\ue009\ue00a"
"""Stand for the policy of the page and its styles, and around its text and what templates mark in it.

What opens something has its maker behind it, and itself once more.
"""
_UNSEEN = dict.fromkeys((mark.encode() for mark in (TEXT, BEGINS, ENDS, OPENS, CLOSES, SKIP, RESUME)), b"")
"""What the others are where a page is published."""
_MARK = re.compile(b"(%b|%b)" % (f"{OPENS}.*?{OPENS}|{POLICY}|{STYLES}".encode(), b"|".join(_UNSEEN)))


def made(maker: str, html: str) -> str:
    """Return what one maker puts on a page, with its name: a part its path, a component the number of its reference."""
    return f"{OPENS}{maker}{OPENS}{html}{CLOSES}"


def passing(words: str) -> Markup:
    """Return what comes and goes by itself, such as a notice that a translation is behind: shown, and not weighed."""
    return Markup("{}{}{}").format(BEGINS, words, ENDS)


def repeated(words: str) -> Markup:
    """Return what says again what stands elsewhere, such as the summary of another page: no search reads it here."""
    return Markup("{}{}{}").format(SKIP, words, RESUME)


def divided(html: str) -> list[bytes]:
    """Return a page as bytes, divided at its marks, each a part of its own."""
    return _MARK.split(html.encode())


def filled(parts: Iterable[bytes], policy: str = "", styles: bytes = b"", lasting: bool = False) -> bytes:
    """Return parts as one, with the policy and the styles; if `lasting`, without what comes and goes by itself."""
    known = {**_UNSEEN, POLICY.encode(): policy.encode(), STYLES.encode(): styles}
    begins, ends, passes, shown = BEGINS.encode(), ENDS.encode(), 0, []
    for part in parts:
        passes += (part == begins) - (part == ends)
        if not (lasting and passes):
            shown.append(known.get(part[:3], part))
    return b"".join(shown)


def seen(parts: Iterable[bytes]) -> bytes:
    """Return parts as one to be parsed, in which marks are comments."""
    return b"".join([b"<!--%b-->" % part if part[:3] in _UNSEEN else part for part in parts])
