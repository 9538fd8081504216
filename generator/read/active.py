"""Attributes of pages and drawings that could run a script or ask another site."""

import re

REMOVE = "remove it; scripts belong in static/scripts/, styles in static/styles/"
LEADS_AWAY = ("canonical", "alternate")
"""What a <link> may name at another address, as it asks for nothing."""
_ASKING = frozenset(
    ("href", "xlink:href", "src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction")
)
"""The attributes in which addresses stand (HTML Living Standard, section 3, and SVG 2)."""
_RUNNING = frozenset(("ping", "srcdoc"))
"""Attributes that do something by themselves, beside a style and those that begin with 'on'."""
_RUNS = re.compile("(javascript|vbscript|data):", re.IGNORECASE)
HOST = r"(?:[a-z][a-z\d+.-]*:)?//"
"""What stands before the host of an address that names one."""
_ELSEWHERE = re.compile(rf"(?:^|,|url\([\"']?){HOST}", re.IGNORECASE)
"""An address that names its host: alone, in a list for several screens, or in a style."""


def attribute_problem(tag: str, name: str, value: str) -> tuple[str, str] | None:
    """Return what an attribute of an element could run or ask for, and the mend, or None where nothing."""
    if name in _RUNNING or name.startswith("on"):
        return f"the attribute '{name}' stands in a <{tag}>", REMOVE
    return address_problem(tag, name, value) if name in _ASKING or name == "style" or "url(" in value else None


def address_problem(tag: str, name: str, value: str) -> tuple[str, str] | None:
    """Return the same of an address, or what holds some, by the name of the attribute or what a <link> is for."""
    if "stylesheet" in name.lower().split():
        return "a <link> loads a style, which the policy of every page refuses", REMOVE
    if tag == "a" and value.startswith(("https://", "../", "#")):
        return None
    address = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
    if _RUNS.match(address):
        fix = "link to a page, or to an address that begins with https://"
        return f"the address '{value}' could run a script", fix
    if tag not in ("a", "area") and name not in LEADS_AWAY and _ELSEWHERE.search(address):
        message = f"the <{tag}> asks another site for '{value}', which then knows the reader"
        return message, "put a copy into static/ and name it from there"
    return None
