"""The texts of a project, each compiled alone."""

import datetime
from dataclasses import dataclass

from generator.compile import prose, scan
from generator.problems import Problem
from generator.read.project import Project


@dataclass(frozen=True, slots=True)
class Texts:
    """The compiled texts, in the order of their documents, and what is wrong with each file by itself."""

    proses: tuple[prose.Prose, ...]
    problems: tuple[Problem, ...]
    unreadable: frozenset[str]


def compile_texts(project: Project, today: datetime.date, drafts: bool) -> Texts:
    """Compile every text of the project; the problems of reading it are among those that are returned."""
    config, documents = project.settings, project.documents
    dialects = {code: prose.Dialect.of(config, project.words[code]) for code in config.languages}
    glossary = any(
        scan.places_glossary(document.text) and (drafts or document.front.is_published(today)) for document in documents
    )
    proses, found = prose.compile_all(documents, dialects, project.folder / ".cache" / "prose.json", glossary)
    unreadable = frozenset(problem.location.path for problem in project.problems)
    return Texts(proses, (*project.problems, *found), unreadable)
