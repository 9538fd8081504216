"""What the preview itself shows: its own templates, styles and scripts, in `parts/`."""

from pathlib import Path

import jinja2

from generator.problems import visible
from generator.render.templates import strict

FOLDER = Path(__file__).parent / "parts"
STYLE = "".join((FOLDER / f"{name}.css").read_text("utf-8") for name in ("tones", "problem", "bar"))
"""The style of the bar, which is part of its page."""
_TEMPLATES = strict(jinja2.FileSystemLoader(FOLDER))
_TEMPLATES.filters["visible"] = visible


def page(name: str, /, **values: object) -> str:
    """Return the template of a name with its values filled in."""
    return _TEMPLATES.get_template(f"{name}.html").render(values)
