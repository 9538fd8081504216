"""Imports go one way (law 9): between the rooms as the data goes, and inside each without a circle."""

import ast
import functools
import os
import re
from graphlib import TopologicalSorter
from pathlib import Path

from tests.conftest import ROOT, TODAY, build_py

GENERATOR = ROOT / "generator"
ROOMS = "problems", "report processes", "read", "compile", "link", "render", "check publish", "commands", "build"
STEPS = {room: step for step, rooms in enumerate(ROOMS) for room in rooms.split()}
"""Each may import itself, and those on steps before it."""
MODULES = sorted(path for path in GENERATOR.rglob("*.py") if path.name != "__init__.py")


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("generator.")


@functools.cache
def imports() -> dict[str, set[str]]:
    """Return, for build.py and each module of generator/, such as `read.files`, the modules there that it imports."""
    known = {name(path) for path in MODULES}
    found: dict[str, set[str]] = {}
    for path in [ROOT / "build.py", *MODULES]:
        used = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "generator":
                module = (node.module or "").removeprefix("generator").lstrip(".")
                used |= {module} if module in known else {f"{module}.{alias.name}".lstrip(".") for alias in node.names}
        assert used <= known | STEPS.keys(), (path, used - known)
        found[name(path)] = used
    return found


def test_rooms_import_only_rooms_before_them():
    for module, used in imports().items():
        room = module.partition(".")[0]
        for other in (found.partition(".")[0] for found in used):
            assert other == room or STEPS[other] < STEPS[room], f"{module} imports {other}"


def test_imports_have_no_circle():
    TopologicalSorter(imports()).prepare()


def test_every_module_says_what_it_is_in_one_sentence():
    for path in GENERATOR.rglob("*.py"):
        first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0]

        assert re.fullmatch(r"(?s)((?!\. ).)+\.", first), path


def test_a_build_of_nothing_new_loads_no_room_that_makes_pages(tiny):
    """What it loads is most of its time; data classes alone would take a quarter of that."""
    asked = "--site", str(tiny), "--date", TODAY.isoformat()
    build_py(*asked)
    done = build_py(*asked, env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"})

    loaded = re.findall(r"(?m)\| +([\w.]+)$", done.stderr)
    assert "0 files written" in done.stdout
    assert "generator.publish.last_build" in loaded
    assert [name for name in loaded if re.match(r"generator\.(compile|link|render|check)\b|dataclasses$", name)] == []
