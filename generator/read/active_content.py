"""Attributes of pages and drawings that could run a script or load something from another site."""

import re

REMOVE = "remove it; scripts belong in static/scripts/, styles in static/styles/"
_NOT_LOADING = ("canonical", "alternate")
"""The values of `rel` with which a <link> may name another address, because it loads nothing."""
_LOADING = frozenset(
    ("href", "xlink:href", "src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction")
)
"""The attributes that contain addresses (HTML Living Standard, section 3, and SVG 2)."""
_ACTING = frozenset(("ping", "srcdoc"))
"""Attributes that act by themselves, besides 'style' and those that start with 'on'."""
_SCRIPT_SCHEME = re.compile("(javascript|vbscript|data):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:^|,|url\([\"']?)(?:[a-z][a-z\d+.-]*:)?//", re.IGNORECASE)
"""An address with a host: by itself, in a list for several screen sizes, or in a style."""


def attribute_problem(tag: str, name: str, value: str) -> tuple[str, str] | None:
    """Return the message and the fix for an attribute that could run or load something, or None if it is safe."""
    if name in _ACTING or name.startswith("on"):
        return f"the attribute '{name}' is not allowed on <{tag}>", REMOVE
    return address_problem(tag, name, value) if name in _LOADING or name == "style" or "url(" in value else None


def address_problem(tag: str, name: str, value: str) -> tuple[str, str] | None:
    """Return the same for a value with addresses; `name` is that of its attribute, or the `rel` of a <link>."""
    if "stylesheet" in name.lower().split():
        return "a <link> loads a stylesheet, which the policy of every page forbids", REMOVE
    if tag == "a" and value.startswith(("https://", "../", "#")):
        return None
    address = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
    if _SCRIPT_SCHEME.match(address):
        return f"the address '{value}' could run a script", "link to a page or to a web address (https://)"
    if tag not in ("a", "area") and name not in _NOT_LOADING and _ELSEWHERE.search(address):
        message = f"the <{tag}> loads '{value}' from another site, which could then identify readers"
        return message, "put a copy in static/ and use that"
    return None
