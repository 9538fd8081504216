"""Imports go one way (law 9): between rooms in the order of the pipeline, and without cycles inside a room."""

import ast
import functools
import os
import re
from graphlib import TopologicalSorter
from pathlib import Path

from tests.conftest import ROOT, build_py

GENERATOR = ROOT / "generator"
ROOMS = "problems", "report processes", "read", "compile", "link", "render", "check publish", "commands", "build"
STEPS = {room: step for step, rooms in enumerate(ROOMS) for room in rooms.split()}
"""A room may import from itself and from rooms of earlier steps."""
MODULES = sorted(path for path in GENERATOR.rglob("*.py") if path.name != "__init__.py")


def module_name(path: Path) -> str:
    """Return the name of a module in generator/, e.g. `read.files`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("generator.")


@functools.cache
def imports() -> dict[str, set[str]]:
    """Return the modules of generator/ that each of them, and build.py, imports, by name."""
    known = {module_name(path) for path in MODULES}
    found: dict[str, set[str]] = {}
    for path in [ROOT / "build.py", *MODULES]:
        used = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "generator":
                module = (node.module or "").removeprefix("generator").lstrip(".")
                used |= {module} if module in known else {f"{module}.{alias.name}".lstrip(".") for alias in node.names}
        assert used <= known | STEPS.keys(), (path, used - known)
        found[module_name(path)] = used
    return found


def test_a_room_imports_only_from_rooms_before_it():
    for module, used in imports().items():
        room = module.partition(".")[0]
        for other in (found.partition(".")[0] for found in used):
            assert other == room or STEPS[other] < STEPS[room], f"{module} imports {other}"


def test_imports_have_no_cycle():
    TopologicalSorter(imports()).prepare()


def test_every_module_docstring_begins_with_one_sentence():
    for path in GENERATOR.rglob("*.py"):
        first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0]

        assert re.fullmatch(r"(?s)((?!\. ).)+\.", first), path


def test_a_build_without_changes_does_not_load_what_makes_pages(tiny):
    """Most of its time is importing; `dataclasses` would add a quarter."""
    build_py(tiny)
    done = build_py(tiny, env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"})

    loaded = re.findall(r"(?m)\| +([\w.]+)$", done.stderr)
    assert "0 files written" in done.stdout
    assert "generator.publish.last_build" in loaded
    ours = loaded if "_colorize" not in loaded else set(loaded) - {"dataclasses"}  # in 3.14, argparse needs both
    assert [name for name in ours if re.match(r"generator\.(compile|link|render|check)\b|dataclasses$", name)] == []
