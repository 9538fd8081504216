"""The syntax of a component in a text: `{{ name key=value }}`."""

import re

_NAME = re.compile(r"\s*([\w-]+)(?=\s|$)")
_ARGUMENT = re.compile(
    r"""\s*(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'(?!\w)|(?P<plain>[^\s"“”„]+))"""
)


def parse(inside: str) -> tuple[str, tuple[tuple[str, str, int], ...]]:
    """Return the name of a component from the text between its braces, and its arguments as (key, value, index).

    Raises ValueError if it has no name, or has an argument that is repeated or cannot be read.
    """
    name = _NAME.match(inside)
    if not name:
        raise ValueError("this component has no name")
    arguments: dict[str, tuple[str, int]] = {}
    position = name.end()
    while found := _ARGUMENT.match(inside, position):
        if found["key"] in arguments:
            raise ValueError(f"the component '{name[1]}' has the argument '{found['key']}' twice")
        form = found.lastgroup or ""
        arguments[found["key"]] = found[form], found.start(form)
        position = found.end()
    if rest := inside[position:].strip():
        raise ValueError(f"the component '{name[1]}' has an argument that cannot be read: {rest}")
    return name[1], tuple((key, *value) for key, value in arguments.items())
