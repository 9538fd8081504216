"""The files of `static/`: styles, scripts, drawings joined into pages, all else copied, a fingerprint in its name.

Photographs of editors lie there too, or beside the pages; they are made ready for the pages.
"""

import posixpath
import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.problems import BuildFailed, Location, Problem, gathering, position
from generator.read import photographs
from generator.read.cache import Cache, digest
from generator.read.drawings import inspect, is_drawing
from generator.read.files import RESERVED, Files, unreadable
from generator.read.photographs import EMPTY, PAGE, PDF, POINTER, Photograph

FOLDER = "static/"
"""Where they lie: texts name them as they lie there."""
COMPONENTS = f"{FOLDER}styles/components/"
EDITED = ("static/pictures/", "static/files/", "content/")
"""Where editors put photographs, under any name; elsewhere in `static/` they are copied like other files."""
CARD = GROUND, LETTERS = f"{FOLDER}card/ground.png", f"{FOLDER}card/letters.ttf"
"""What the card of a page is drawn with; nothing in the folder is published itself."""
AS_IS = {"robots.txt", "favicon.ico", "favicon.svg", "CNAME", ".nojekyll"}
WELL_KNOWN = ".well-known"
_NAME = re.compile(r"[a-z0-9_-][a-z0-9._-]{0,99}(?<!\.)", re.IGNORECASE)
_UNTYPED = re.compile(r"^\s|%[0-9A-Fa-f]{2}")
"""A space that nobody sees, or what a browser puts in place of one."""
_PAGES = (".html", ".htm", ".xhtml", ".txt")
"""Files in which a page of a website may stand."""
_STRING = r"\\.|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
"""A sign of CSS that is escaped, or a string, on one line unless its end is (CSS Syntax Module Level 3, 4.3.5)."""

_SIGNS = re.compile(rf"/\*.*?\*/|{_STRING}|([{{}}]|/\*.*|@import\b|url\((?![\"']?#))", re.DOTALL | re.IGNORECASE)
"""What stands in CSS in pairs or would load something, outside comments and strings."""


class Asset(NamedTuple):
    """A file to publish: its address relative to the site, and its bytes."""

    address: str
    data: bytes


class Assets(NamedTuple):
    """All of `static/`: `files` by path; styles, scripts and drawings by path in their folders, without ending.

    A drawing begins with its root element, `<svg`; of what is none, nothing is left. `styles` has each in
    its order, with the class of its component, or None where every page carries it; `photographs` what editors may
    show, by path, `card` the files that cards are drawn with, and `unfit` what is told of pictures and PDF that are
    none.
    """

    files: Mapping[str, Asset]
    styles: Sequence[tuple[str | None, bytes]]
    scripts: Mapping[str, str]
    drawings: Mapping[str, str]
    photographs: Mapping[str, Photograph]
    unfit: tuple[Problem, ...]
    card: Mapping[str, bytes]

    def styles_for(self, shown: Container[str]) -> bytes:
        """Return the styles that a page needs: those of every page, and of the components whose classes are `shown`."""
        return b"".join(css for name, css in self.styles if name is None or name in shown)


def read(files: Files, cache: Cache) -> tuple[Assets, list[Problem]]:
    """Read `static/`, and the photographs in `content/`; a missing folder is an empty one.

    Styles are joined in the order of their paths, of which a later one counts for more. Among the problems, which are
    returned too, are none of what is `unfit`.
    """
    copied: dict[str, Asset] = {}
    sheets: dict[str, str] = {}
    scripts: dict[str, str] = {}
    drawings: dict[str, str] = {}
    pictures: dict[str, Photograph] = {}
    card: dict[str, bytes] = {}
    same: dict[str, str] = {}
    unfit: list[Problem] = []
    found, problems = files.below("static")
    beside = [file for file in files.below("content")[0] if _is_photograph(file)]
    for place in (*found, *beside):
        path = place.removeprefix(FOLDER)
        stem = posixpath.splitext(path)[0].partition("/")[2]
        if path not in AS_IS and any(part.startswith(".") for part in path.removeprefix(f"{WELL_KNOWN}/").split("/")):
            continue
        name = re.sub(r"\s", " ", unicodedata.normalize("NFC", place))  # as it is typed
        problems += _misnamed(place, same.setdefault(name.casefold(), place))
        if is_joined := path.startswith("drawings/") and is_drawing(path):
            drawings[stem] = ""  # so that where it cannot be read, nobody is told that there is none
        try:
            data = files.text(place).encode() if is_joined else files.data(place)
            if _is_photograph(place):
                with gathering(unfit):
                    pictures[name] = photographs.prepare(cache, name, data, files.digests[place])
                continue
            shown, wrong = inspect(place, data, is_joined) if is_drawing(path) else ("", _unfit(place, data))
            unfit += wrong
            if path.startswith("styles/") and path.endswith(".css"):
                sheets[place] = files.text(place)
                problems += _broken(place, sheets[place])
            elif path.startswith("scripts/") and path.endswith(".js"):
                scripts[stem] = _smaller_script(files.text(place))
            elif is_joined:
                drawings[stem] = shown
            elif place in CARD:
                card[place] = data
            elif not path.startswith("card/"):
                copied[place] = Asset(_address(path, files.digests[place]), data)
        except BuildFailed as failed:
            problems += failed.problems
        except OSError as error:
            problems.append(unreadable(place, error))
    small = cache.get_or_make("sheets", digest(sheets), lambda: {path: _smaller(css) for path, css in sheets.items()})
    classes = (path[len(COMPONENTS) : -len(".css")] if path.startswith(COMPONENTS) else None for path in small)
    styles = tuple(zip(classes, small.values(), strict=True))
    whole = card if len(card) == len(CARD) else {}
    return Assets(copied, styles, scripts, drawings, pictures, tuple(unfit), whole), problems


def _broken(place: str, css: str) -> Iterator[Problem]:
    """Yield what would spoil a style, and those joined behind it, and what the policy of every page refuses."""
    opened, told = list[re.Match[str]](), list[tuple[re.Match[str], str, str]]()
    for sign in _SIGNS.finditer(css):
        match (sign[1] or "")[:1]:
            case "{" | "/":
                opened.append(sign)
            case "}" if opened:
                opened.pop()
            case "}":
                told.append((sign, "closes nothing", "remove it, or write the '{' that is missing above"))
            case "@" | "u" | "U":
                fix = "remove it; pages have the fonts of their reader, and the drawings of static/drawings/"
                told.append((sign, "has no effect, as pages load nothing that a style names", fix))
    for sign, what, fix in (*told, *((sign, "is not closed", "close it") for sign in opened)):
        yield Problem(Location(place, *position(css, sign.start())), f"this '{sign[1].split()[0]}' {what}", fix)


def _unfit(place: str, data: bytes) -> list[Problem]:
    """Return why a file that readers are given is not what its name says."""
    ending, kind = posixpath.splitext(place)[1].lower(), photographs.actual_kind(data)
    others = (EMPTY, PAGE, PDF) if place.startswith(EDITED) and ending not in _PAGES else ()
    named, (what, fix) = ending[1:].upper() or posixpath.basename(place), kind
    is_other = kind is not PDF if ending == ".pdf" else kind in (POINTER, *others)
    return [Problem(Location(place), f"this file is no {named}; it is {what}", fix)] if is_other else []


def _is_photograph(place: str) -> bool:
    return place.startswith(EDITED) and place.lower().endswith(photographs.ENDINGS)


def _misnamed(path: str, other: str) -> Iterator[Problem]:
    """Yield why a file cannot have its name on every computer, given the first path that is its own there."""
    where = Location(path)
    for part in path.removeprefix(FOLDER).removeprefix(f"{WELL_KNOWN}/").split("/"):
        if RESERVED.match(part):
            message = f"the name of a file cannot be '{part}', which Windows keeps for itself"
            yield Problem(where, message, "rename it")
        elif _is_photograph(path) and _UNTYPED.search(part):
            fix = "rename it, as a text has another sign there"
            yield Problem(where, f"the name of a picture cannot be '{part}', which nobody can type", fix)
        elif not _NAME.fullmatch(part) and part not in AS_IS and not _is_photograph(path):
            fix = "rename it with letters from a to z, digits, hyphens and dots, at most 100, such as annual-report.pdf"
            yield Problem(where, f"the name of a file cannot be '{part}'", fix)
    if other != path:
        message = f"on many computers this file is one with {other}, but for capitals or the form of accents"
        yield Problem(where, message, "rename one of the two")


def _address(path: str, digest: bytes) -> str:
    if path in AS_IS or path.startswith(f"{WELL_KNOWN}/"):
        return path
    stem, ending = posixpath.splitext(path)
    return f"static/{stem}.{digest.hex()[:8]}{ending.lower()}"


def _smaller(css: str) -> bytes:
    """Remove comments and the space that CSS does not need, but none in a string."""
    bare = re.sub(rf"/\*.*?(?:\*/|\Z)|({_STRING})", lambda found: found[1] or "", css, flags=re.DOTALL)
    parts = re.split(f"({_STRING})", bare, flags=re.DOTALL)
    tight = (re.sub(r" ?([{};,>~]) ?|(:) ", r"\1\2", re.sub(r"\s+", " ", part)) for part in parts[::2])
    parts[::2] = (part.replace(";}", "}") for part in tight)
    return "".join(parts).strip().encode()


def _smaller_script(script: str) -> str:
    """Remove lines that are only a comment, and indents."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
