"""A page as its template gives it: with marks for what is filled in once all of it is known, divided at them once."""

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from generator.compile.prose import AGAIN, ANEW

POLICY, STYLES, TEXT, BEGINS, ENDS, OPENS, CLOSES = "\ue004\ue005\ue006\ue007\ue008\ue009\ue00a"
"""Stand for the policy of the page and its styles, and around its text and what templates mark in it.

What opens something has its maker behind it, and itself once more.
"""
_MARK = re.compile(f"([{AGAIN}-{CLOSES}](?:(?<={OPENS})[^{OPENS}]*{OPENS})?)")
UNSEEN = dict.fromkeys((TEXT, BEGINS, ENDS, OPENS, CLOSES, AGAIN, ANEW), "")
"""What the others are where a page is published."""


def made(maker: str, html: str) -> str:
    """Return what one maker puts on a page, with its name: a part its path, a component the number of its reference."""
    return f"{OPENS}{maker}{OPENS}{html}{CLOSES}"


def passing(words: str) -> Markup:
    """Return what comes and goes by itself, such as a notice that a translation is behind: shown, and not weighed."""
    return Markup("{}{}{}").format(BEGINS, words, ENDS)


def repeated(words: str) -> Markup:
    """Return what says again what stands elsewhere, such as the summary of another page: no search reads it here."""
    return Markup("{}{}{}").format(AGAIN, words, ANEW)


def divided(html: str) -> list[str]:
    """Return a page divided at its marks, each a part of its own."""
    return _MARK.split(html)


def filled(parts: Sequence[str], known: Mapping[str, str], lasting: bool = False) -> str:
    """Return parts as one, each mark as what is known of it; if `lasting`, without what comes and goes by itself."""
    shown, passes = [], 0
    for part in parts:
        passes += (part == BEGINS) - (part == ENDS)
        if not (lasting and passes):
            shown.append(known.get(part[:1], part))
    return "".join(shown)


def seen(parts: Iterable[str]) -> str:
    """Return parts as one to be parsed, in which marks are comments."""
    return "".join(f"<!--{part}-->" if part[:1] in UNSEEN else part for part in parts)
