"""Drawings (SVG), each parsed once as XML: whether it is one, and what in it cannot be published."""

import re
from collections.abc import Collection, Iterator, Mapping

from generator.problems import Location, Problem, suggestion
from generator.read import active_content, photographs

RESAVE = "save it again as plain SVG"
EXTENSIONS = (*photographs.EXTENSIONS, ".svg")
"""The extensions of all pictures."""
ELEMENTS = frozenset((
    "svg", "g", "defs", "symbol", "use", "switch", "view", "a", "title", "desc", "metadata", "style",
    "path", "circle", "ellipse", "line", "rect", "polyline", "polygon", "text", "tspan", "textPath",
    "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter",
))  # fmt: skip
"""Elements that neither move nor run anything, besides those of filters, which start with 'fe'."""
NOT_INLINE = {
    "style": 'use attributes, such as fill="none", or a class and a style in static/styles/',
    "id": "remove it, and draw what it names wherever it is used; a drawing can appear twice on one page",
}
"""Elements and attributes that would affect the whole page if the drawing is inline, and the fix."""
_ADDRESS = re.compile(
    r"data:(?:application|font|image)/[^\"')\s]*|(\\|data:[^\"')\s]*|(?:[a-z]{2,9}:)?//[^\"')\s]*|https?:[^\"')\s]*)",
    re.I,
)
"""A font or image, or what a style needs only to load from another site: a host, or what can hide one."""
_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"


def is_drawing(path: str) -> bool:
    return path.lower().endswith(".svg")


def missing_drawing(location: Location, name: str | None, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem if a name is given, but no drawing with that name is `known`."""
    if name and name not in known:
        yield Problem(location, f"there is no drawing 'static/drawings/{name}.svg'", suggestion(name, known))


def inspect_drawing(path: str, data: bytes, is_inline: bool) -> tuple[str, list[Problem]]:
    """Return the markup of a drawing that is inline in pages, and the problems of any drawing, each once.

    The markup is the root element, hidden from screen readers, and small for browsers without styles. It is empty if
    there are problems or the drawing is not inline.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    found: dict[tuple[str, str], Location] = {}
    start, texts = -1, [list[str]()]  # those of each open element
    parser = ParserCreate(namespace_separator=" ")

    def report(message: str, fix: str) -> None:
        found.setdefault((message, fix), Location(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def element(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal start
        texts.append([])
        namespace, _, tag = name.rpartition(" ")
        start = parser.CurrentByteIndex if start < 0 else start
        if not data.startswith(b"<svg", start):
            report("this drawing does not start with '<svg'", RESAVE)
            return
        if start == parser.CurrentByteIndex and namespace != _SVG and not is_inline:
            report("browsers do not show this drawing, because it has no 'xmlns'", f'write <svg xmlns="{_SVG}"')
        elif namespace in ("", _SVG, _XHTML) and tag not in ELEMENTS and not tag.startswith("fe"):
            report(f"<{tag}> is not allowed in a drawing", f"remove it, and {RESAVE}")
            return
        if is_inline and tag in NOT_INLINE:
            report(f"<{tag}> is not allowed in a drawing", NOT_INLINE[tag])
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2]
            if is_inline and attribute in NOT_INLINE:
                report(f"the attribute '{attribute}' is not allowed in a drawing", NOT_INLINE[attribute])
            if problem := active_content.attribute_problem(tag, attribute, value):
                report(*problem)
            elif key == "style" or ("\\" in value and " " not in key):  # some, such as fill, are read as styles too
                style(value)

    def style(css: str) -> None:
        for address in filter(None, _ADDRESS.findall(re.sub(r"[\t\r\n]", "", css))):  # browsers leave these out
            report(f"'{address}' is not allowed in the style of a drawing", f"remove it, and {RESAVE}")

    def text(content: str) -> None:
        texts[-1].append(content)

    def end(name: str) -> None:
        content = "".join(texts.pop())
        if name.rpartition(" ")[2] == "style":
            style(content)

    def entity(name: str, is_parameter: bool, *_: object) -> None:
        if is_inline or is_parameter:  # browsers read what such an entity declares, but expat does not
            report(f"the entity '&{name};' is not allowed in a drawing", "write its text, and remove its declaration")

    def instruction(name: str, _: str) -> None:
        if name == "xml-stylesheet":
            report("<?xml-stylesheet?> is not allowed in a drawing", f"remove it, and {RESAVE}")

    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = element, text, end
    parser.EntityDeclHandler = parser.SkippedEntityHandler = entity
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(data.decode() if is_inline else data, True)
    except ExpatError as error:
        found["this drawing is broken here", RESAVE] = Location(path, error.lineno, error.offset + 1)
    if start < 0 or data.startswith(b"<html", start):
        what, fix = photographs.actual_kind(data)
        found = {(f"this picture {what}", fix): Location(path)}
    problems = [Problem(location, message, fix) for (message, fix), location in found.items()]
    if not is_inline or problems:
        return "", problems
    return f'<svg aria-hidden="true" width="40"{data[start + len("<svg") :].decode().rstrip()}', []
