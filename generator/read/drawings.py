"""Drawings (SVG), each read once, as XML: whether it is one, and what in it cannot be published, at its place."""

import re
from collections.abc import Collection, Iterator, Mapping

from generator.problems import Location, Problem, suggestion
from generator.read import active, photographs

AGAIN = "save it again as plain SVG"
ENDINGS = (*photographs.ENDINGS, ".svg")
"""The endings of all pictures."""
DRAWN = frozenset((
    "svg", "g", "defs", "symbol", "use", "switch", "view", "a", "title", "desc", "metadata", "style",
    "path", "circle", "ellipse", "line", "rect", "polyline", "polygon", "text", "tspan", "textPath",
    "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter",
))  # fmt: skip
"""The elements of a drawing that holds still and runs nothing, beside those of filters, which begin with 'fe'."""
NOT_JOINED = {
    "style": 'write it as attributes, such as fill="none", or into static/styles/ for a class',
    "id": "remove it, and draw again what it names: one drawing may stand on a page twice",
}
"""The elements and attributes of a drawing that would count for the whole page in which it stands, and the mend."""
_ASKED = re.compile(rf"(?:url\(|@import)\s{{0,9}}[\"']?\s{{0,9}}({active.HOST}[^\"')\s]+)", re.IGNORECASE)
"""What a style asks another site for."""
_SPACE = "http://www.w3.org/2000/svg"
_OF_PAGES = "http://www.w3.org/1999/xhtml"


def is_drawing(path: str) -> bool:
    return path.lower().endswith(".svg")


def missing(where: Location, name: str | None, known: Collection[str]) -> Iterator[Problem]:
    """Yield that there is no drawing of a name, if one is given, among those that are `known`."""
    if name and name not in known:
        yield Problem(where, f"there is no drawing 'static/drawings/{name}.svg'", suggestion(name, known))


def inspect(place: str, data: bytes, joined: bool) -> tuple[str, list[Problem]]:
    """Return what pages show of a drawing that is `joined` to them, and what is wrong with one, each told once.

    They show its root element, hidden from screen readers and small where a browser gets no styles, and nothing where
    something is wrong.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    found: dict[tuple[str, str], Location] = {}
    begin = -1
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.buffer_size = True, len(data) + 1  # no text comes in pieces

    def tell(message: str, fix: str) -> None:
        found.setdefault((message, fix), Location(place, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def element(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal begin
        space, _, tag = name.rpartition(" ")
        begin = parser.CurrentByteIndex if begin < 0 else begin
        if not data.startswith(b"<svg", begin):
            tell("this drawing does not begin with '<svg'", AGAIN)
            return
        if begin == parser.CurrentByteIndex and space != _SPACE and not joined:
            tell("browsers show nothing of this drawing, as it lacks 'xmlns'", f'write <svg xmlns="{_SPACE}"')
        elif space in ("", _SPACE, _OF_PAGES) and tag not in DRAWN and not tag.startswith("fe"):
            tell(f"a <{tag}> stands in the drawing", f"remove it, and {AGAIN}")
            return
        if joined and tag in NOT_JOINED:
            tell(f"a <{tag}> stands in the drawing", NOT_JOINED[tag])
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2]
            if joined and attribute in NOT_JOINED:
                tell(f"the attribute '{attribute}' stands in the drawing", NOT_JOINED[attribute])
            if wrong := active.attribute_problem(tag, attribute, value):
                tell(*wrong)

    def text(words: str) -> None:
        for address in _ASKED.findall(words):
            if wrong := active.address_problem("style", "href", address):
                tell(*wrong)

    def entity(name: str, *_: object) -> None:
        tell(f"a page does not know the entity '&{name};'", "write what it stands for in its place, and remove it")

    parser.StartElementHandler, parser.CharacterDataHandler = element, text
    if joined:
        parser.EntityDeclHandler = parser.SkippedEntityHandler = entity
    try:
        parser.Parse(data.decode() if joined else data, True)
    except ExpatError as error:
        found["this drawing is broken here", AGAIN] = Location(place, error.lineno, error.offset + 1)
    if begin < 0 or data.startswith(b"<html", begin):
        what, fix = photographs.actual_kind(data)
        found = {(f"this file is no picture; it is {what}", fix): Location(place)}
    problems = [Problem(where, message, fix) for (message, fix), where in found.items()]
    if not joined or problems:
        return "", problems
    return f'<svg aria-hidden="true" width="40"{data[begin + len("<svg") :].decode().rstrip()}', []
