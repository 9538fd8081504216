"""The files of `static/`: styles, scripts and inline drawings; all others are copied with a digest in their names.

The photographs of editors are also there, or beside their pages; these are resized for the pages.
"""

import posixpath
import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.problems import BuildFailed, Location, Problem, gathering, position
from generator.read import photographs
from generator.read.cache import Cache, digest
from generator.read.drawings import inspect_drawing, is_drawing
from generator.read.files import RESERVED, SAFE_NAME, Files, unreadable
from generator.read.photographs import EMPTY, PAGE, PDF, POINTER, Photograph

FOLDER = "static/"
"""The folder; texts name files relative to it."""
COMPONENTS = f"{FOLDER}styles/components/"
EDITED = ("static/pictures/", "static/files/", "content/")
"""Where editors put photographs, with any name; elsewhere in `static/`, these are copied like other files."""
CARD = BACKGROUND, FONT = f"{FOLDER}card/ground.png", f"{FOLDER}card/letters.ttf"
"""The background and the font of preview images; the folder itself is not published."""
AS_IS = {"robots.txt", "favicon.ico", "favicon.svg", "CNAME", ".nojekyll"}
WELL_KNOWN = ".well-known"
_UNTYPED = re.compile(r"^\s|%[0-9A-Fa-f]{2}")
"""A space at the start, which nobody sees, or a percent-encoded character."""
_PAGES = (".html", ".htm", ".xhtml", ".txt")
"""The extensions of files that may contain a web page."""
_STRING = r"\\.|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
"""An escaped character of CSS, or a string, on one line unless its end is (CSS Syntax Module Level 3, 4.3.5)."""

_TOKEN = re.compile(rf"/\*.*?\*/|{_STRING}|([{{}}]|/\*.*|@import\b|url\((?![\"']?#))", re.DOTALL | re.IGNORECASE)
"""What comes in pairs in CSS or would load something, outside comments and strings."""


class Asset(NamedTuple):
    """A file to publish: its address relative to the site, and its bytes."""

    address: str
    data: bytes


class Assets(NamedTuple):
    """All of `static/`: `files` by path; scripts and inline drawings by path in their folders, without extension.

    A drawing is its markup in pages, empty if it has problems. `styles` are in order, each with the class of its
    component, or None if it is for every page. `photographs` are those that editors can show, by path; `card` has the
    files for drawing preview images; `bad_files` are the problems of pictures and files that cannot be published.
    """

    files: Mapping[str, Asset]
    styles: Sequence[tuple[str | None, bytes]]
    scripts: Mapping[str, str]
    drawings: Mapping[str, str]
    photographs: Mapping[str, Photograph]
    bad_files: tuple[Problem, ...]
    card: Mapping[str, bytes]

    def styles_for(self, shown: Container[str]) -> bytes:
        """Return the styles of a page: those of every page, and of the components whose classes are `shown` on it."""
        return b"".join(css for name, css in self.styles if name is None or name in shown)


def read(files: Files, cache: Cache) -> tuple[Assets, list[Problem]]:
    """Return the files of `static/` and the photographs in `content/`, and all problems except `bad_files`.

    Styles are joined in the order of their paths, so a later one takes precedence. A missing folder counts as empty.
    """
    copied: dict[str, Asset] = {}
    sheets: dict[str, str] = {}
    scripts: dict[str, str] = {}
    drawings: dict[str, str] = {}
    pictures: dict[str, Photograph] = {}
    card: dict[str, bytes] = {}
    originals: dict[str, str] = {}
    bad_files: list[Problem] = []
    found, problems = files.below("static")
    beside = [file for file in files.below("content")[0] if _is_photograph(file)]
    for path in (*found, *beside):
        local = path.removeprefix(FOLDER)
        stem = posixpath.splitext(local)[0].partition("/")[2]
        if local not in AS_IS and any(part.startswith(".") for part in local.removeprefix(f"{WELL_KNOWN}/").split("/")):
            continue
        typed = re.sub(r"\s", " ", unicodedata.normalize("NFC", path))  # as people type it
        problems += _misnamed(path, originals.setdefault(typed.casefold(), path))
        if is_inline := local.startswith("drawings/") and is_drawing(local):
            drawings[stem] = ""  # if it cannot be read, it is not also reported as missing
        try:
            data = files.text(path).encode() if is_inline else files.data(path)
            if _is_photograph(path):
                with gathering(bad_files):
                    pictures[typed] = photographs.prepare(cache, typed, data, files.digests[path])
                continue
            markup, unfit = inspect_drawing(path, data, is_inline) if is_drawing(local) else ("", _unfit(path, data))
            bad_files += unfit
            if local.startswith("styles/") and local.endswith(".css"):
                sheets[path] = files.text(path)
                problems += _broken(path, sheets[path])
            elif local.startswith("scripts/") and local.endswith(".js"):
                scripts[stem] = _minify_script(files.text(path))
            elif is_inline:
                drawings[stem] = markup
            elif path in CARD:
                card[path] = data
            elif not local.startswith("card/"):
                copied[path] = Asset(_address(local, files.digests[path]), data)
        except BuildFailed as failed:
            problems += failed.problems
        except OSError as error:
            problems.append(unreadable(path, error))
    minified = cache.get_or_make("sheets", digest(sheets), lambda: {path: _minify(css) for path, css in sheets.items()})
    classes = (path[len(COMPONENTS) : -len(".css")] if path.startswith(COMPONENTS) else None for path in minified)
    styles = tuple(zip(classes, minified.values(), strict=True))
    complete = card if len(card) == len(CARD) else {}
    return Assets(copied, styles, scripts, drawings, pictures, tuple(bad_files), complete), problems


def _broken(path: str, css: str) -> Iterator[Problem]:
    """Yield what would break a style and those joined after it, and what the policy of every page forbids."""
    opened, found = list[re.Match[str]](), list[tuple[re.Match[str], str, str]]()
    for token in _TOKEN.finditer(css):
        match (token[1] or "")[:1]:
            case "{" | "/":
                opened.append(token)
            case "}" if opened:
                opened.pop()
            case "}":
                found.append((token, "has no matching '{'", "remove it, or add the missing '{' above"))
            case "@" | "u" | "U":
                fix = "remove it; pages use the fonts of the reader's device, and drawings from static/drawings/"
                found.append((token, "has no effect, because pages load nothing that a style names", fix))
    for token, what, fix in (*found, *((token, "is never closed", "close it") for token in opened)):
        yield Problem(Location(path, *position(css, token.start())), f"this '{token[1].split()[0]}' {what}", fix)


def _unfit(path: str, data: bytes) -> list[Problem]:
    """Return the problem of a file for readers that is not what its name says, if any."""
    extension, kind = posixpath.splitext(path)[1].lower(), photographs.actual_kind(data)
    others = (EMPTY, PAGE, PDF) if path.startswith(EDITED) and extension not in _PAGES else ()
    name, (what, fix) = extension[1:].upper() or posixpath.basename(path), kind
    is_other = kind is not PDF if extension == ".pdf" else kind in (POINTER, *others)
    return [Problem(Location(path), f"this {name} file {what}", fix)] if is_other else []


def _is_photograph(path: str) -> bool:
    return path.startswith(EDITED) and path.lower().endswith(photographs.EXTENSIONS)


def _misnamed(path: str, other: str) -> Iterator[Problem]:
    """Yield why a file cannot have its name on every computer; `other` is the first path that may be equal to it."""
    location = Location(path)
    for part in path.removeprefix(FOLDER).removeprefix(f"{WELL_KNOWN}/").split("/"):
        if RESERVED.match(part):
            yield Problem(location, f"the name of a file cannot be '{part}', which Windows reserves", "rename it")
        elif _is_photograph(path) and _UNTYPED.search(part):
            fix = "rename it without a space at the start and without codes such as %20"
            yield Problem(location, f"the name of a picture cannot be '{part}', which no text can contain", fix)
        elif not SAFE_NAME.fullmatch(part) and part not in AS_IS and not _is_photograph(path):
            fix = "rename it with at most 100 letters from a to z, digits, hyphens and dots, such as annual-report.pdf"
            yield Problem(location, f"the name of a file cannot be '{part}'", fix)
    if other != path:
        message = f"many computers confuse this file with {other}; only capitals or the form of accents differ"
        yield Problem(location, message, "rename one of the two")


def _address(path: str, data_digest: bytes) -> str:
    if path in AS_IS or path.startswith(f"{WELL_KNOWN}/"):
        return path
    stem, extension = posixpath.splitext(path)
    return f"static/{stem}.{data_digest.hex()[:8]}{extension.lower()}"


def _minify(css: str) -> bytes:
    """Return CSS without comments and unnecessary spaces, except in strings."""
    bare = re.sub(rf"/\*.*?(?:\*/|\Z)|({_STRING})", lambda found: found[1] or "", css, flags=re.DOTALL)
    parts = re.split(f"({_STRING})", bare, flags=re.DOTALL)
    tight = (re.sub(r" ?([{};,>~]) ?|(:) ", r"\1\2", re.sub(r"\s+", " ", part)) for part in parts[::2])
    parts[::2] = (part.replace(";}", "}") for part in tight)
    return "".join(parts).strip().encode()


def _minify_script(script: str) -> str:
    """Return a script without indentation and lines that are only a comment."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
