"""The workflows: what is published has passed, and the shell of the weekly look at links keeps one issue."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

GH = """\
#!/usr/bin/env bash
if [ "$1 $2" = "issue list" ]; then cat "$HERE/open"; else printf '%s\\n' "$*" >> "$HERE/done"; fi
"""
"""A program called gh that knows the number of an open issue, and writes down what it is told to do."""


def workflow(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((ROOT / ".github/workflows" / name).read_text("utf-8"), yaml.BaseLoader)
    return data


def test_only_what_passed_is_published_and_what_is_published_is_looked_at() -> None:
    jobs = workflow("site.yml")["jobs"]

    assert next(step["run"] for step in jobs["check"]["steps"] if "run" in step) == "bash .ci/run"
    assert jobs["publish"]["needs"] == "check"
    assert jobs["look"]["needs"] == "publish"
    assert [
        name for name, job in jobs.items() if any("deploy-pages" in step.get("uses", "") for step in job["steps"])
    ] == ["publish"]


def test_a_review_that_is_due_holds_up_no_correction_and_is_told_four_weeks_before() -> None:
    (ahead,) = (
        step["run"] for step in workflow("links.yml")["jobs"]["links"]["steps"] if "--strict" in step.get("run", "")
    )

    assert "--strict" not in (ROOT / ".ci/run").read_text("utf-8") + (ROOT / ".github/workflows/site.yml").read_text(
        "utf-8"
    )
    assert ahead == """python build.py check --strict --date "$(date --date '+28 days' +%F)\""""


def test_an_earlier_commit_is_published_in_one_step_that_the_readme_names() -> None:
    called = workflow("site.yml")
    looked_at = [
        step["with"]["ref"]
        for job in called["jobs"].values()
        for step in job["steps"]
        if "checkout" in step.get("uses", "")
    ]

    assert list(called["on"]["workflow_dispatch"]["inputs"]) == ["commit"]
    assert looked_at == 2 * ["${{ inputs.commit }}"]
    assert "gh workflow run site.yml -f commit=COMMIT" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("bash") is None, reason="the step is a script for bash")
@pytest.mark.parametrize(
    ("found", "issue", "done"),
    [
        ("# Links\n", "", "issue create --title Links to look at --body-file body.md\n"),
        ("# Links\n", "7", "issue edit 7 --body-file body.md\n"),
        ("", "7", "issue close 7 --comment Nothing is left to look at.\n"),
        ("", "", ""),
    ],
)
def test_there_is_one_issue_as_long_as_there_are_links_to_look_at(
    found: str, issue: str, done: str, tmp_path: Path
) -> None:
    (step,) = (step for step in workflow("links.yml")["jobs"]["links"]["steps"] if "GH_TOKEN" in step.get("env", {}))
    (tmp_path / "gh").write_text(GH, "utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "open").write_text(issue, "utf-8")
    (tmp_path / "done").touch()
    if found:
        (tmp_path / "links.md").write_text(found, "utf-8")

    environment = os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "HERE": str(tmp_path),
        "TITLE": step["env"]["TITLE"],
    }
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)

    assert (tmp_path / "done").read_text("utf-8") == done
    assert not found or (tmp_path / "body.md").read_text("utf-8") == found
