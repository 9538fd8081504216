"""Everything a site is made from, read from the files of its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.problems import BuildFailed, Problem
from generator.read import assets, components, leaflets, pages, phrases, settings, sources
from generator.read.assets import Assets
from generator.read.components import Component
from generator.read.leaflets import Leaflet
from generator.read.pages import Document
from generator.read.phrases import Words
from generator.read.settings import Settings
from generator.read.sources import Source


@dataclass(frozen=True, slots=True)
class Project:
    """The settings, sources, words, components, other files, leaflets and texts of a project, and what is wrong in them."""

    folder: Path
    settings: Settings
    sources: Mapping[str, Source]
    words: Mapping[str, Words]
    components: Mapping[str, Component]
    assets: Assets
    leaflets: Mapping[str, Leaflet]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read(folder: Path) -> Project:
    """Read the project in `folder`; raise `BuildFailed` where nothing can be told about its texts without what is wrong."""
    cited, problems = sources.read(folder)
    config, unsettled = settings.read(folder, cited)
    parts, found = components.read(folder)
    files, more = assets.read(folder)
    problems += unsettled + found + more
    if config is None or cited is None:
        raise BuildFailed(problems)
    words, found = phrases.read(folder, config)
    documents, more = pages.read(folder, config.languages, config.source_language)
    folded, unfolded = leaflets.read(folder, config)
    problems += found + more + unfolded
    if len(words) < len(config.languages):
        raise BuildFailed(problems)
    return Project(folder, config, cited, words, parts, files, folded, documents, tuple(problems))
