"""The syntax of a component in a text: `{{ name key=value }}`."""

import re

_NAME = re.compile(r"\s*([\w-]+)(?=\s|$)")
_ARGUMENT = re.compile(
    r"""\s*(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'(?!\w)|(?P<plain>[^\s"“”„]+))"""
)
_FORM = "write {{ name key=value }}, such as id=support, with straight double quotes around a value with spaces"


def parse(inside: str) -> tuple[str, tuple[tuple[str, str, int], ...]]:
    """Return the name of a component from the text between its braces, and its arguments as (key, value, index).

    Raises ValueError(message, fix) if it has no name, or has an argument that is repeated or cannot be read.
    """
    name = _NAME.match(inside)
    if not name:
        raise ValueError("this component has no name", _FORM)
    arguments: dict[str, tuple[str, int]] = {}
    index = name.end()
    while found := _ARGUMENT.match(inside, index):
        if found["key"] in arguments:
            message = f"the component '{name[1]}' has the argument '{found['key']}' twice"
            raise ValueError(message, "remove one of the two")
        form = found.lastgroup or ""
        arguments[found["key"]] = found[form], found.start(form)
        index = found.end()
    if rest := inside[index:].strip():
        raise ValueError(f"the component '{name[1]}' has an argument that cannot be read: {rest}", _FORM)
    return name[1], tuple((key, *value) for key, value in arguments.items())
