"""The user interface of the preview itself: its templates, styles and scripts, in `parts/`."""

from pathlib import Path

import jinja2

from generator.problems import visible
from generator.render.templates import strict

FOLDER = Path(__file__).parent / "parts"
STYLE = "".join((FOLDER / f"{name}.css").read_text("utf-8") for name in ("tones", "problem", "bar"))
"""The styles of the bar, which are inlined in each page."""
_TEMPLATES = strict(jinja2.FileSystemLoader(FOLDER))
_TEMPLATES.filters["visible"] = visible


def page(name: str, /, **values: object) -> str:
    """Return the HTML of a template, given its name and its variables."""
    return _TEMPLATES.get_template(f"{name}.html").render(values)
