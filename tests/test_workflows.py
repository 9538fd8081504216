"""What surrounds the program: workflows and their scripts, the editor configuration, and the benchmarks."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.commands.cli import COMMANDS
from tests.conftest import ROOT, commit_all, git, write

WORKFLOWS = {path.name: path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")}
GH = """\
if [ "$1 $2" = "issue list" ]; then cat "$HERE/open"; exit; fi
while [ $# -gt 0 ]; do
  if [ "$1" = --body-file ]; then shift; printf 'body: ' >> "$HERE/done"; cat "$1" >> "$HERE/done"
  else printf '%s\\n' "$1" >> "$HERE/done"; fi
  shift
done
"""
"""A fake `gh` that knows the number of an open issue, and records its arguments."""


def run_script(folder: Path, programs: dict[str, str], script: str, *arguments: str, **given: str) -> int:
    """Run a script of .ci/ in a folder, with fake `programs` on its path; return its exit code."""
    if shutil.which("bash") is None:
        pytest.skip("the script needs bash")
    for name, does in programs.items():
        (folder / name).write_text(f"#!/usr/bin/env bash\n{does}", "utf-8")
        (folder / name).chmod(0o755)
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"} | given
    command = ["bash", str(ROOT / ".ci" / script), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def test_only_a_checked_site_is_published_and_then_checked_online():
    workflow = yaml.safe_load(WORKFLOWS["site.yml"])
    jobs = workflow["jobs"]

    assert workflow["concurrency"]["group"] == "site-${{ github.ref }}"  # a later push is published later
    assert next(step["run"] for step in jobs["check"]["steps"] if {"run"} == step.keys()) == "bash .ci/run"
    assert jobs["publish"]["needs"] == "check"
    assert jobs["smoke"]["needs"] == "publish"
    assert [
        name for name, job in jobs.items() if any("deploy-pages" in step.get("uses", "") for step in job["steps"])
    ] == ["publish"]


def test_only_the_weekly_test_of_other_versions_installs_untested_ones():
    unpinned = r"pip install(?!.*-c \.ci/constraints\.txt).* -e "

    assert [name for name, text in WORKFLOWS.items() if re.search(unpinned, text)] == ["versions.yml"]


def test_the_version_of_every_dependency_is_pinned():
    """Direct and indirect dependencies; versions may differ where newer ones are tested."""
    constraints = (ROOT / ".ci/constraints.txt").read_text("utf-8")
    pinned = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", constraints, re.MULTILINE)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = set[str]()
    todo = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    while todo:
        requirement = Requirement(todo.pop())
        name = canonicalize_name(requirement.name)
        if name not in needed and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
            needed.add(name)
            with contextlib.suppress(PackageNotFoundError):  # an extra that is not installed
                todo += distribution(name).requires or ()

    assert needed - pinned == set()
    assert "://" not in constraints


def test_actions_are_pinned_to_a_commit():
    """A tag can be moved to other code, a full commit hash cannot (docs.github.com, "Secure use reference")."""
    used = [name for text in WORKFLOWS.values() for name in re.findall(r"uses: *(.*)", text)]

    assert used
    assert [name for name in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", name)] == []


def test_ci_installs_and_tests_with_the_line_in_the_readme():
    readme, run = ((ROOT / name).read_text("utf-8") for name in ("README.md", ".ci/run"))

    (line,) = [line.strip() for line in readme.splitlines() if line.endswith("python -m pytest")]
    assert line == 'python -m pip install -c .ci/constraints.txt -e ".[test]" && python -m pytest'
    assert "grep -m1 'python -m pytest$' README.md" in run


def test_a_review_that_is_due_blocks_no_correction_and_is_reported_four_weeks_ahead():
    ahead = """python build.py check --strict --date "$(date --date '+28 days' +%F)\""""

    assert "--strict" not in (ROOT / ".ci/run").read_text("utf-8") + WORKFLOWS["site.yml"]
    assert ahead in WORKFLOWS["links.yml"]


def test_an_earlier_commit_is_published_in_one_documented_step():
    site = WORKFLOWS["site.yml"]

    assert re.search(r"\n  workflow_dispatch:\n    inputs:\n      commit:\n", site)
    assert re.findall(r" ref: (.*)", site) == ["${{ inputs.commit }}"] * site.count("actions/checkout@")
    assert "gh workflow run site.yml -f commit=COMMIT" in (ROOT / ".github/publishing.md").read_text("utf-8")


def test_a_commit_that_was_never_on_main_is_not_published_again(tmp_path):
    origin, here = tmp_path / "origin", tmp_path / "here"
    write(origin, "site.yaml", "")
    commit_all(origin)
    others = ["branch", "-M", "main"], ["switch", "-qc", "other"], ["commit", "-q", "--allow-empty", "-m", "Unreviewed"]
    for command in (*others, ["switch", "-q", "main"], ["commit", "-q", "--allow-empty", "-m", "Newer"]):
        git(origin, *command)
    git(tmp_path, "clone", "-q", str(origin), str(here))
    steps = yaml.safe_load(WORKFLOWS["site.yml"])["jobs"]["check"]["steps"]
    (first, *_) = (step for step in steps if "run" in step)

    codes = {}
    for commit in ("origin/main", "origin/main~1", "origin/other"):
        git(here, "checkout", "-q", "--detach", commit)
        codes[commit] = subprocess.run(first["run"].split(), cwd=here, check=False).returncode
    assert first["if"] == "inputs.commit"
    assert codes == {"origin/main": 0, "origin/main~1": 0, "origin/other": 1}


@pytest.mark.parametrize(("report", "number", "calls"), [
    ("# Links\n", "", "issue\ncreate\n--title\nLinks to look at\nbody: # Links\n"),
    ("# Links\n", "7", "issue\nedit\n7\nbody: # Links\n"),
    ("", "7", "issue\nclose\n7\n--comment\nThere is nothing left to look at.\n"),
    ("", "", ""),
])  # fmt: skip
def test_one_issue_is_open_as_long_as_there_are_links_to_look_at(report, number, calls, tmp_path):
    (tmp_path / "open").write_text(number, "utf-8")
    (tmp_path / "done").touch()
    if report:
        (tmp_path / "links.md").write_text(report, "utf-8")

    assert run_script(tmp_path, {"gh": GH}, "issue", "Links to look at", "links.md", HERE=str(tmp_path)) == 0
    assert (tmp_path / "done").read_text("utf-8") == calls


@pytest.mark.parametrize(("branch", "opened"), [("main", True), ("besser", False)])
def test_a_translation_is_recorded_on_its_branch_or_by_a_pull_request(branch, opened, tmp_path):
    here, origin = tmp_path / "here", tmp_path / "origin"
    write(here, "content/fr.yaml", "")
    commit_all(here)
    steps = ["init", "-q", "--bare", str(origin)], ["branch", "-M", branch], ["remote", "add", "origin", str(origin)]
    for command in (*steps, ["push", "-q", "origin", "HEAD:refs/heads/translated/fr"]):  # an earlier record
        git(here, *command)
    programs = {"gh": GH, "python": 'printf "%s\\n" "$@" > content/fr.yaml\n'}
    given = {"HERE": str(tmp_path), "LANGUAGE": "fr", "PAGE": "help", "BRANCH": branch, "MAIN": "main"}

    assert run_script(here, programs, "translated", **given) == 0

    pushed = "--branches=translated/fr-help-*" if opened else branch
    show = ["git", "log", "-1", "--format=%s", "-p", pushed]
    log = subprocess.run(show, cwd=origin, check=True, capture_output=True, text=True).stdout
    assert log.startswith("Record fr/help as up to date\n")
    assert "+build.py\n+translations\n+--record\n+fr/help\n" in log
    assert ((tmp_path / "done").exists() and "pr\ncreate\n" in (tmp_path / "done").read_text("utf-8")) == opened


PYTHON = """\
case "$*" in
  *compare*) echo "compared with $4" ;;
  *--output*"--format text"*) exit "$BEFORE" ;;
  *--published*) echo "- output, with the earlier sitemap"; exit "$NOW" ;;
  *) echo "- output"; exit "$NOW" ;;
esac
"""
"""A fake Python whose builds succeed or fail, and report whether they were given an earlier sitemap."""


BROKEN = "**The site does not build without this change either**, so these problems may not come from it.\n\n"


@pytest.mark.parametrize(
    ("before", "broken", "output"), [("0", "", "- output, with the earlier sitemap"), ("1", BROKEN, "- output")]
)
@pytest.mark.parametrize(
    ("now", "heading"), [("0", "## What changes\n\ncompared with public\n\n## Warnings"), ("1", "## Problems")]
)
def test_the_summary_of_a_pull_request_has_changes_or_problems(before, broken, output, now, heading, tmp_path):
    given = {"BEFORE": before, "NOW": now, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "TMPDIR": str(tmp_path)}

    code = run_script(tmp_path, {"python": PYTHON, "git": ""}, "review", **given)

    assert (code, (tmp_path / "summary").read_text("utf-8")) == (int(now), f"{broken}{heading}\n\n{output}\n")


def test_the_tasks_and_the_container_run_existing_commands():
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))

    for task in tasks:
        assert re.fullmatch(r"python build\.py (\w+)( --drafts)?", task["command"])[1] in COMMANDS
    assert f"{container['postCreateCommand']} && python build.py serve" in (ROOT / "README.md").read_text("utf-8")
    for extension in container["customizations"]["vscode"]["extensions"]:
        assert extension in json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]


def test_the_check_task_recognises_a_problem():
    check = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"][1]
    found = re.search(check["problemMatcher"]["pattern"]["regexp"], "content/en/help.md:7:12: there is no page 'x.md'")

    assert found
    assert found.groups() == ("content/en/help.md", "7", "12", "there is no page 'x.md'")


def test_the_pages_of_the_benchmark_are_built(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import corpus

    ours = corpus.tools(sys.executable)[0]
    ours.write(tmp_path / "ours", corpus.texts(3))

    done = subprocess.run(ours.build(tmp_path / "ours"), capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "ours/public").rglob("page-*/index.html"))) == 3
