"""What the preview itself shows: its own templates, styles and scripts, in `parts/`."""

from functools import cache
from pathlib import Path

import jinja2

from generator.problems import visible

FOLDER = Path(__file__).parent / "parts"
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["visible"] = visible


def page(name: str, **values: object) -> str:
    """Return the template of a name with its values filled in."""
    return _TEMPLATES.get_template(f"{name}.html").render(values)


@cache
def style(name: str) -> str:
    """Return the style of a name, with what all have in common."""
    return "".join((FOLDER / f"{part}.css").read_text("utf-8") for part in ("tones", "problem", name))


@cache
def script(name: str) -> str:
    """Return the script of a name."""
    return (FOLDER / f"{name}.js").read_text("utf-8")
