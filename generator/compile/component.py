"""A component as a text writes it: `{{ name key=value }}`."""

import re

_NAME = re.compile(r"\s*([\w-]+)(?=\s|$)")
_ARGUMENT = re.compile(r"""\s*(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))""")


class Unreadable(ValueError):
    """What is wrong with a component that cannot be read."""


def parse(inside: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the name and the arguments of a component from what stands between its braces.

    Raises `Unreadable` where it has no name, or an argument that is given twice or cannot be read.
    """
    name = _NAME.match(inside)
    if not name:
        raise Unreadable("a component has no name")
    arguments: dict[str, str] = {}
    position = name.end()
    while rest := inside[position:].strip():
        found = _ARGUMENT.match(inside, position)
        if not found:
            raise Unreadable(f"the component '{name[1]}' has an argument that cannot be read: {rest}")
        if found["key"] in arguments:
            raise Unreadable(f"the component '{name[1]}' is given '{found['key']}' twice")
        arguments[found["key"]] = found["quoted"] if found["plain"] is None else found["plain"]
        position = found.end()
    return name[1], tuple(arguments.items())


def replaced(inside: str, name: str, value: str) -> str:
    """Return what stands between the braces of a component with another value of one argument."""
    position = _NAME.match(inside).end()  # type: ignore[union-attr]
    while found := _ARGUMENT.match(inside, position):
        if found["key"] == name:
            begin, end = found.span("quoted" if found["plain"] is None else "plain")
            quoted = f'"{value}"' if found["plain"] is not None and " " in value else value
            return inside[:begin] + quoted + inside[end:]
        position = found.end()
    return inside
