"""The components that a text can contain as `{{ name key=value }}`, each declared at the top of its template."""

import posixpath
import re
from collections.abc import Mapping
from typing import Literal

from generator.problems import BuildFailed, Location, Problem, gathering
from generator.read import forms
from generator.read.facts import FILES, Facts
from generator.read.files import Files
from generator.read.forms import field
from generator.read.value_types import Boolean
from generator.read.yaml_text import parse

TEMPLATES = "templates"
FOLDER = f"{TEMPLATES}/components"

ParameterType = Literal["text", "address", "pages", *FILES]  # type: ignore[valid-type]
"""The types of a parameter; those in FILES take an id from the data."""


class Parameter(forms.Model):
    """A parameter of a component."""

    type: ParameterType = field(
        "What it is: text, an address, files of pages, or the id of something in the data.", "figure", "text"
    )
    choices: tuple[str, ...] = field("The only values allowed.", "[centre, children]", ())
    required: Boolean = field("Whether it is required.", "true", False)
    about: str = field("What it is for.", "The figure to show.")

    @property
    def is_list(self) -> bool:
        """Whether it can name several things."""
        return self.type in ("pages", "helplines")


class Component(forms.Model):
    """A component, as declared in YAML in the comment at the top of its template."""

    about: str = field("What the component shows.", "One figure with its table.")
    place: Literal["block", "inline"] = field("Alone on a line, or inside a sentence.", "block")
    links: Boolean = field("Whether it is a link, which cannot be part of other link text.", "true", False)
    needs: Literal["contact", "leaflets", "license", *Facts.model_fields] | None = field(  # type: ignore[valid-type]
        "The data that it needs.", "contact", None
    )
    shows: Literal["figure", "figures", "glossary", "leaflets", "partners", "timeline"] | None = field(
        "What it shows in full, each item at its id, to which links, the index and search results go.", "glossary", None
    )
    parameters: dict[str, Parameter] = field("The arguments that it takes.", "{id: {type: figure, required: true}}", {})

    @property
    def inputs(self) -> set[str]:
        """The names of the data and settings that it shows, and "leaflets" if it shows these."""
        named = (FILES.get(parameter.type) for parameter in self.parameters.values())
        return {name for name in (self.needs, FILES.get(self.shows or "", self.shows), *named) if name}

    def names_of(self, kind: ParameterType) -> list[str]:
        """Return the names of the parameters that have a type."""
        return [name for name, parameter in self.parameters.items() if parameter.type == kind]


def read(files: Files) -> tuple[Mapping[str, Component], list[Problem]]:
    """Return the components by name, one for each of `templates/components/*.html`, and the problems of all templates.

    Raises `BuildFailed` if there are no templates.
    """
    found, problems = files.below(TEMPLATES)
    if not found and not problems:
        fix = "restore it; every page is made with these templates"
        raise BuildFailed([Problem(Location(TEMPLATES), "this folder is missing, or has no templates", fix)])
    components: dict[str, Component] = {}
    for path in (path for path in found if path.endswith(".html")):
        with gathering(problems):
            text = files.text(path)
            if posixpath.dirname(path) != FOLDER:
                continue
            header = re.match(r"\s*\{#-?(.*?)-?#\}", text, re.DOTALL)
            if not header:
                message = "this component does not start with a comment that describes it"
                fix = "start with '{#-', 'about: ...', 'place: block' and '-#}', each on its own line"
                raise BuildFailed([Problem(Location(path), message, fix)])
            padding = re.sub(".", " ", text[: header.start(1)])  # so that every location is that of the file
            components[path[len(FOLDER) + 1 : -len(".html")]] = forms.fill(Component, *parse(padding + header[1], path))
    return components, problems
