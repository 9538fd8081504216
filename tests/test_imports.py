"""Imports go one way (law 9): the picture in the README is drawn from the code, and it has no circle."""

import ast
from graphlib import TopologicalSorter

from tests.conftest import ROOT


def imports() -> dict[str, set[str]]:
    """Return, for build.py and each module of generator/, the modules of generator/ that it imports."""
    found: dict[str, set[str]] = {}
    for path in [ROOT / "build.py", *sorted((ROOT / "generator").glob("*.py"))]:
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "generator":
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
                names.add((node.module or "").split(".")[1])
        if path.stem != "__init__":
            found[path.stem] = names
    return found


def picture() -> str:
    """Return the import picture, a line for each module, what is imported before what imports it."""
    graph = imports()
    order = [name for name in TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).static_order() if name in graph]
    return "\n".join(f"    {name:<11} {'← ' + ', '.join(sorted(graph[name])) if graph[name] else ''}".rstrip() for name in order)


def test_imports_have_no_circle() -> None:
    TopologicalSorter(imports()).prepare()


def test_only_build_imports_serve_and_nothing_imports_build() -> None:
    graph = imports()

    assert [name for name, used in graph.items() if "serve" in used] == ["build"]
    assert [name for name, used in graph.items() if "build" in used] == []


def test_every_module_says_what_it_is_in_one_sentence() -> None:
    for path in sorted((ROOT / "generator").glob("*.py")):
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        first = docstring.split("\n\n")[0]

        assert first.endswith("."), path
        assert first.rstrip(".").count(". ") == 0, path
