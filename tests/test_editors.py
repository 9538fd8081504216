"""What the repository gives the programs that editors write with: each file is read, each command in it is one."""

import json
import re

from generator.commands.cli import COMMANDS
from tests.conftest import ROOT


def test_the_tasks_and_the_container_run_what_the_program_has() -> None:
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))

    for task in tasks:
        assert re.fullmatch(r"python build\.py (\w+)( --drafts)?", task["command"])[1] in COMMANDS  # type: ignore[index]
    assert f"{container['postCreateCommand']} && python build.py serve" in (ROOT / "README.md").read_text("utf-8")
    for extension in container["customizations"]["vscode"]["extensions"]:
        assert extension in json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]


def test_a_problem_is_found_by_the_task_that_checks() -> None:
    check = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"][1]
    found = re.search(check["problemMatcher"]["pattern"]["regexp"], "content/en/help.md:7:12: there is no page 'x.md'")

    assert found
    assert found.groups() == ("content/en/help.md", "7", "12", "there is no page 'x.md'")
