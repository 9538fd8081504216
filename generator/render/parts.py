"""A page as its template gives it: in parts, of which some are filled in once all of it is known."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

POLICY, STYLES, TEXT = "\ue002", "\ue003", "<!--\ue004-->"
"""The parts that stand for the policy of the page, for its styles, and for its text or where it begins."""
BEGINS, ENDS = "<!--\ue005-->", "<!--\ue006-->"
"""Around what comes and goes by itself, where a page is parsed."""


class Passing(Markup):
    """A part that comes and goes by itself, such as a notice that a translation is behind: shown, and not weighed."""


def bounded(parts: Iterable[str]) -> str:
    """Return parts as one, with comments around those that come and go."""
    return "".join(f"{BEGINS}{part}{ENDS}" if isinstance(part, Passing) else part for part in parts)


def filled(parts: Iterable[str], known: Mapping[str, str]) -> bytes:
    """Return parts as they are published, together, each that stands for something filled in."""
    return "".join([known.get(part, part) for part in parts]).encode("utf-8")
