"""What the preview itself shows: its own templates, styles and scripts, in `parts/`."""

from pathlib import Path

import jinja2

from generator.problems import visible

FOLDER = Path(__file__).parent / "parts"
STYLE = "".join((FOLDER / f"{name}.css").read_text("utf-8") for name in ("tones", "problem", "bar"))
"""The style of the bar, which is part of its page."""
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["visible"] = visible


def page(name: str, /, **values: object) -> str:
    """Return the template of a name with its values filled in."""
    return _TEMPLATES.get_template(f"{name}.html").render(values)
